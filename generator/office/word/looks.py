"""What the properties of paragraphs, cells, rows and sections say, read once for each spelling: documents of a template share nearly all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import lxml.etree

from generator.office.package.xml import Element, SyntaxFault, parsed
from generator.office.word.binding import begin_page, keep, unbroken
from generator.office.word.flat import NotFlat
from generator.office.word.wml import NS, area_of, find, local, value, whole

_KEPT: Final = 4096
SPACES: Final[Mapping[str, str]] = {
    "w": NS,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
"""The prefixes that plain blocks may use; a story that means something else by one of them is finished as a tree."""
_DECLARED: Final = [f' xmlns:{prefix}="{address}"' for prefix, address in SPACES.items()]
_TWIPS: Final = 20


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a `w:pPr` says. children: its children as text by name. number: (num id, level) as written, None without; section: its `w:sectPr`."""

    children: Mapping[str, str]
    style: str
    number: tuple[str, str] | None
    is_numbered: bool
    outline: str | None
    section: str

    @property
    def begins_page(self) -> bool:
        """Whether the paragraph begins a page by order."""
        return "pageBreakBefore" in self.children


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a `w:tcPr` says. width: in twips, 0 where it says none in twips; told: as written; merge: "restart", "continue" or ""."""

    span: str
    width: int
    has_width: bool
    measure: str | None
    told: str
    merge: str


@dataclass(frozen=True, slots=True)
class TextArea:
    """The text area of a section: width and height in points for what stays together, area in twips for what is put in."""

    width: float = 453.0
    height: float = 709.0


def elements(xml: str) -> list[Element]:
    """Return the elements of a piece of a story. Raises NotFlat where it uses another prefix."""
    try:
        return list(parsed(f"<x{''.join(_DECLARED)}>{xml}</x>".encode()))
    except SyntaxFault as fault:
        raise NotFlat from fault


def text_of(element: Element) -> str:
    """Return an element as it stands in a story, where the prefixes are declared already."""
    text = lxml.etree.tostring(element, encoding="unicode", with_tail=False)
    for declaration in _DECLARED:
        text = text.replace(declaration, "")
    return text


def paragraph_of(inner: str, content: str = "") -> Element:
    """Return a paragraph of properties and content as an element."""
    [paragraph] = elements(f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{content}</w:p>")
    return paragraph


def changed(inner: str, change: Callable[[Element], None]) -> str:
    """Return paragraph properties as they are after what changes a paragraph."""
    paragraph = paragraph_of(inner)
    change(paragraph)
    properties = find(paragraph, "pPr")
    return "" if properties is None else "".join(text_of(child) for child in properties)


def content_of(paragraph: Element) -> str:
    """Return what stands in a paragraph that has no properties, as text."""
    return "".join(text_of(child) for child in paragraph)


@lru_cache(maxsize=_KEPT)
def look(inner: str) -> ParagraphLook:
    """Return what paragraph properties say."""
    [node] = elements(f"<w:pPr>{inner}</w:pPr>")
    children = {local(child): text_of(child) for child in node}
    number, outline, section = find(node, "numPr/numId"), find(node, "outlineLvl"), find(node, "sectPr")
    return ParagraphLook(
        children,
        value(find(node, "pStyle")),
        None if number is None else (value(number), value(find(node, "numPr/ilvl"), "0")),
        "numPr" in children,
        None if outline is None else value(outline),
        "" if section is None else text_of(section),
    )


@lru_cache(maxsize=_KEPT)
def without(inner: str, name: str) -> str:
    """Return paragraph properties without those of a name."""
    return "".join(xml for known, xml in look(inner).children.items() if known != name)


@lru_cache(maxsize=_KEPT)
def kept_to_next(inner: str) -> str:
    """Return paragraph properties by which the paragraph keeps to the next one."""
    return changed(inner, keep)


@lru_cache(maxsize=_KEPT)
def on_new_page(inner: str) -> str:
    """Return paragraph properties by which the paragraph begins a page."""
    return changed(inner, begin_page)


@lru_cache(maxsize=_KEPT)
def not_kept(inner: str) -> str:
    """Return paragraph properties without what keeps the paragraph to the next one."""
    [node] = elements(f"<w:pPr>{inner}</w:pPr>")
    return "".join(text_of(child) for child in node if local(child) != "keepNext" or value(child) == "0")


@lru_cache(maxsize=_KEPT)
def cell_look(written: str) -> CellLook:
    """Return what cell properties say, given with their own element, "" for none."""
    if not written:
        return CellLook("", 0, False, None, "", "")
    [node] = elements(written)
    span, width, merge = find(node, "gridSpan"), find(node, "tcW"), find(node, "vMerge")
    measure = None if width is None else width.get(f"{{{NS}}}type")
    told = "" if width is None else width.get(f"{{{NS}}}w") or ""
    joined = "" if merge is None else "restart" if value(merge) == "restart" else "continue"
    return CellLook("" if span is None else value(span) or "?", whole(told), width is not None, measure, told, joined)


@lru_cache(maxsize=_KEPT)
def unparted(written: str) -> str:
    """Return row properties, given with their own element, "" for none, by which no page parts the row."""
    [row] = elements(f"<w:tr>{written}</w:tr>")
    unbroken(row)
    return text_of(row[0])


@lru_cache(maxsize=256)
def page(section: str) -> TextArea:
    """Return the text area that a `w:sectPr` tells, the usual one where it tells none."""
    if not section:
        return TextArea()
    [node] = elements(section)
    size, margin = find(node, "pgSz"), find(node, "pgMar")
    if size is None or margin is None:
        return TextArea()
    width = _points(size, "w") - _points(margin, "left") - _points(margin, "right")
    height = _points(size, "h") - _points(margin, "top") - _points(margin, "bottom")
    return TextArea(max(width, 100.0), max(height, 100.0))


def _points(node: Element, name: str) -> float:
    return abs(whole(node.get(f"{{{NS}}}{name}"))) / _TWIPS


@lru_cache(maxsize=256)
def area(section: str) -> tuple[int, int]:
    """Return the width and height of the text that a `w:sectPr` tells, in twips."""
    return area_of(elements(section)[0] if section else None)


@dataclass(frozen=True, slots=True)
class GridHead:
    """What stands before a table's rows. before, behind: the grid's columns; columns: their widths as written."""

    before: str
    columns: tuple[str, ...]
    behind: str
    has_style: bool

    def with_columns(self, columns: tuple[str, ...]) -> str:
        """Return the head with other widths of its columns."""
        return self.before + "".join(f'<w:gridCol w:w="{width}"/>' for width in columns) + self.behind


@lru_cache(maxsize=1024)
def table_head(written: str) -> GridHead:
    """Return what a table's head says. Raises NotFlat for one that is not properties and a grid of columns."""
    nodes = elements(written)
    grid = next((node for node in nodes if local(node) == "tblGrid"), None)
    if grid is None or any(local(node) not in ("tblPr", "tblGrid") for node in nodes):
        raise NotFlat
    if any(local(column) != "gridCol" for column in grid):
        raise NotFlat
    columns = tuple(column.get(f"{{{NS}}}w") or "" for column in grid)
    before = "".join(text_of(node) for node in nodes if node is not grid)
    has_style = any(find(node, "tblStyle") is not None for node in nodes)
    return GridHead(f"{before}<w:tblGrid>", columns, "</w:tblGrid>", has_style)
