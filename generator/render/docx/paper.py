"""A Word document on the office's paper: size, margins, tables as wide as the text again, and how running text is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import lxml.etree

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, fragment, local, value, whole
from generator.render.docx.narrow import part_words
from generator.render.paper import is_justified, margins, size_mm, spacing
from generator.render.typography import spaced

_WIDTHS: Final = tuple(f"{W}{name}" for name in ("tblW", "gridCol", "tcW"))
_TWIPS_MM: Final = 1440 / 25.4
_A4: Final = (11906, 16838)
_LINE: Final = 240
LISTS: Final = ("list bullet", "list number")
_BEHIND_SPACING: Final = ("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
_BEHIND_JC: Final = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")


def on_paper(xml: bytes, office: Mapping[str, Any]) -> bytes:
    """Return the document with every A4 section on the office's paper and margins, upright or lying as it was."""
    wanted, edges = size_mm(office), margins(office)
    if wanted == size_mm({}) and edges is None:
        return xml
    root = parsed(xml)
    body = find(root, "body")
    waiting: list[Element] = []
    for node in () if body is None else body:
        section = node if node.tag == f"{W}sectPr" else find(node, "pPr/sectPr")
        waiting.append(node)
        if section is not None:
            _widen(waiting, changed(section, wanted, edges))
            waiting = []
    return serialised(root)


def changed(section: Element, wanted: tuple[float, float], edges: Any) -> float:
    """Set a section's paper and margins; return how much wider its text has become."""
    size, margin = find(section, "pgSz"), find(section, "pgMar")
    if size is None or margin is None:
        return 1.0
    before = _text_width(size, margin)
    lying = size.get(f"{W}orient") == "landscape"
    if sorted((whole(size.get(f"{W}w")), whole(size.get(f"{W}h")))) == sorted(_A4):
        width, height = (round(side * _TWIPS_MM) for side in (reversed(wanted) if lying else wanted))
        size.set(f"{W}w", str(width))
        size.set(f"{W}h", str(height))
    if edges is not None:
        for name in ("top", "right", "bottom", "left"):
            margin.set(f"{W}{name}", str(round(getattr(edges, name) * 10 * _TWIPS_MM)))
    return _text_width(size, margin) / max(before, 1)


def _text_width(size: Element, margin: Element) -> int:
    return whole(size.get(f"{W}w")) - sum(whole(margin.get(f"{W}{side}")) for side in ("left", "right"))


def _widen(nodes: list[Element], factor: float) -> None:
    """Make the tables of a section as wide as its text has become."""
    for table in (table for node in nodes for table in node.iter(f"{W}tbl")):
        widened(table, factor)


def widened(table: Element, factor: float) -> None:
    """Make a table, or what says the widths of it, so many times as wide."""
    for width in table.iter(*_WIDTHS):
        if width.get(f"{W}type", "dxa") == "dxa" and width.get(f"{W}w", "").isdigit():
            width.set(f"{W}w", str(round(whole(width.get(f"{W}w")) * factor)))


def set_text(xml: bytes, styles: WordStyles, office: Mapping[str, Any]) -> bytes:
    """Return the document with its running text set as the office asks, and blanks that must not end a line made so."""
    root = parsed(xml)
    justified, line = is_justified(office), spacing(office)
    body = find(root, "body")
    for paragraph in () if body is None else body.iterchildren(f"{W}p"):
        style = value(find(paragraph, "pPr/pStyle"))
        if (justified or line) and (styles.is_plain(style) or styles.name(style).startswith(LISTS)):
            set_running(paragraph, is_justified=justified, line=line)
    for text in root.iter(f"{W}t"):
        if text.text and " " in text.text:
            text.text = spaced(text.text, in_cell=_is_in_grid(text))
    part_words(root, styles)
    return serialised(root)


def _is_in_grid(text: Element) -> bool:
    """Whether a text stands in a cell of a table with lines; one that only sets words beside each other has no style."""
    table = next(text.iterancestors(f"{W}tbl"), None)
    return table is not None and find(table, "tblPr/tblStyle") is not None


def set_running(paragraph: Element, *, is_justified: bool, line: float | None) -> None:
    """Set a paragraph of running text flush at both sides, its lines so far apart; what it says itself stays."""
    properties = find(paragraph, "pPr")
    if properties is None:
        properties = lxml.etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if is_justified and find(properties, "jc") is None:
        _insert(properties, fragment('<w:jc w:val="both"/>')[0], _BEHIND_JC)
    if line is not None:
        own = find(properties, "spacing")
        if own is None:
            own = fragment("<w:spacing/>")[0]
            _insert(properties, own, (*_BEHIND_SPACING, *_BEHIND_JC))
        if own.get(f"{W}lineRule", "auto") == "auto":
            own.set(f"{W}line", str(round(line * _LINE)))
            own.set(f"{W}lineRule", "auto")


def _insert(properties: Element, node: Element, behind: tuple[str, ...]) -> None:
    after = next((child for child in properties if local(child) in behind), None)
    properties.insert(len(properties) if after is None else properties.index(after), node)
