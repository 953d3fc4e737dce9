"""A document's settings: no question at opening, no lines torn apart, words hyphenated where its styles let them."""

from __future__ import annotations

from functools import lru_cache
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


_BEFORE_HYPHENS: Final = frozenset(
    [
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
        "trackRevisions",
        "doNotTrackMoves",
        "doNotTrackFormatting",
        "documentProtection",
        "autoFormatOverride",
        "styleLockTheme",
        "styleLockQFSet",
        "defaultTabStop",
    ]
)
_HYPHENS: Final = '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="1134"/><w:doNotHyphenateCaps/>'
"""Words part where more than 2 cm of a line would stay empty, at most twice in a row: what the page for PDF does in cells."""


def says_hyphens(xml: bytes) -> bool:
    """Whether a settings part says itself how words are parted."""
    return b"autoHyphenation" in xml


@lru_cache(maxsize=16)
def with_hyphens(xml: bytes) -> bytes:
    """Return a settings part under which words are parted at the ends of lines; one that says so itself stays as it is."""
    if says_hyphens(xml):
        return xml
    root = parsed(xml)
    before = next((child for child in root if local(child) not in _BEFORE_HYPHENS), None)
    for node in fragment(_HYPHENS):
        _insert(root, node, before)
    return serialised(root)


@lru_cache(maxsize=16)
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
