"""A document's settings: no question at opening, no lines torn apart."""

from __future__ import annotations

from typing import Final

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import W, find, fragment, local

# Word's schema orders the children; these are the ones behind (w:settings) and in front (w:compat) of ours.
_BEHIND_COMPAT: Final = frozenset(
    (
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "schemaLibrary",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
        "docId",
        "chartTrackingRefBased",
    )
)
_BEFORE_FLAG: Final = frozenset(
    (
        "useSingleBorderforContiguousCells",
        "wpJustification",
        "noTabHangInd",
        "noLeading",
        "spaceForUL",
        "noColumnBalance",
        "balanceSingleByteDoubleByteWidth",
        "noExtraLineSpacing",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
    )
)


def tidy_settings(xml: bytes) -> bytes:
    """Return the settings part without updateFields, and with lines that end in a line break not stretched to justify."""
    root = parsed(xml)
    for node in list(root.iter(f"{W}updateFields")):
        root.remove(node)
    compat = find(root, "compat")
    if compat is None:
        [compat] = fragment("<w:compat/>")
        _insert(root, compat, next((child for child in root if local(child) in _BEHIND_COMPAT), None))
    if find(compat, "doNotExpandShiftReturn") is None:
        [flag] = fragment("<w:doNotExpandShiftReturn/>")
        _insert(compat, flag, next((child for child in compat if local(child) not in _BEFORE_FLAG), None))
    return serialised(root)


def _insert(parent: Element, node: Element, before: Element | None) -> None:
    parent.insert(len(parent) if before is None else parent.index(before), node)
