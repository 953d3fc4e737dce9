"""A document's styles: found by name so that the author's own rule, made only where they are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

import lxml.etree

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import NS, PARAGRAPH_ORDER, W, find, hanging_of, indent_of, local, value, whole

T = TypeVar("T")
_EMPTY: Final = f'<w:styles xmlns:w="{NS}"></w:styles>'.encode()
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_GRID: Final = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_MARGINS: Final = '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
_TABLE: Final = f"<w:tblPr><w:tblBorders>{_GRID}</w:tblBorders>{_MARGINS}</w:tblPr>"
_LIST: Final = "<w:pPr><w:contextualSpacing/></w:pPr>"
_TOC: Final = '<w:pPr><w:spacing w:before="{before}" w:after="40" w:line="276" w:lineRule="auto"/><w:ind w:left="{left}"/></w:pPr>{look}'
_TOC_STEP: Final = 340
_CELL_STYLES: Final = ("isi tabel", "butir tabel", "kepala tabel")
_RUNNING_TEXT: Final = ("body text", "list paragraph", "normal")


@dataclass(frozen=True, slots=True)
class _Style:
    """What this program asks of a style. left, hanging: twips; numbering: (num id, level), (0, 0) when it takes one off; each None when it says nothing."""

    type: str
    name: str
    default: bool
    based_on: str
    left: int | None = None
    hanging: int = 0
    numbering: tuple[int, int] | None = None
    outline: str | None = None
    size: float | None = None


class WordStyles:
    """The styles of one document while it is being finished.

    Word stores the English name of a built-in style in every language version; names are compared without case.
    """

    def __init__(self, xml: bytes | None) -> None:
        self._xml = xml or _EMPTY
        self._by_id = dict(_read(self._xml))
        self._ids = {(style.type, style.name): key for key, style in self._by_id.items()}
        self._made: list[str] = []
        self._answers: dict[tuple[str, str], Any] = {}
        self.default_paragraph = next((key for key, style in self._by_id.items() if style.type == "paragraph" and style.default), "")
        """The id of the style of paragraphs that name none; "" when there is none."""

    @property
    def sheet(self) -> bytes:
        """The part as it was read."""
        return self._xml

    def list_style(self, *, ordered: bool, depth: int) -> str:
        """Return the id of "List Number" or "List Bullet" for a list inside `depth` others; Word has five of each."""
        number = min(depth, 4) + 1
        name = ("List Number" if ordered else "List Bullet") + (f" {number}" if number > 1 else "")
        return self._found_or_made("paragraph", name, _LIST)

    def table_grid(self) -> str:
        """Return the id of "Table Grid"."""
        return self._found_or_made("table", "Table Grid", _TABLE)

    def contents(self, level: int, shallowest: int = 1) -> str:
        """Return the id of the style of contents entries of a level, from 1; shallowest: the level of the chapters, which stand out."""
        depth = level - shallowest
        look = "" if depth else "<w:rPr><w:b/></w:rPr>"
        return self._found_or_made("paragraph", f"toc {level}", _TOC.format(before=0 if depth else 80, left=_TOC_STEP * depth, look=look))

    def named(self, name: str, content: str) -> str:
        """Return the id of the paragraph style of a name; where it is missing it is made of `content`."""
        return self._found_or_made("paragraph", name, content)

    def character(self, name: str, content: str) -> str:
        """Return the id of the character style of a name; where it is missing it is made of `content`."""
        return self._found_or_made("character", name, content)

    def is_plain(self, style: str) -> bool:
        """Whether a paragraph style is one of running text, in whose place list styles may come."""
        known = self._by_id.get(style)
        return style in ("", self.default_paragraph) or (known is not None and known.name in _RUNNING_TEXT)

    def name(self, style: str) -> str:
        """Return the name of a paragraph's style in small letters, of one that names none the default's; "" when unknown."""
        known = self._by_id.get(style or self.default_paragraph)
        return "" if known is None else known.name

    def size(self, style: str) -> float | None:
        """Return the size of a style's letters in points, its own or inherited; None when none says."""
        return self._told(
            "size", style, lambda: next((node.size for node in self._line(style or self.default_paragraph) if node.size is not None), None)
        )

    def left_indent(self, style: str) -> int | None:
        """Return the left indent of a style in twips, its own or inherited; None when none says."""
        return next((node.left for node in self._line(style) if node.left is not None), None)

    def list_indent(self, style: str) -> tuple[int, int] | None:
        """Return (left, hanging) in twips where a style that numbers its paragraphs says so; a number put on a paragraph itself unsays it."""
        for node in self._line(style):
            if node.left is not None:
                return node.left, node.hanging
            if node.numbering is not None:
                return None
        return None

    def numbering(self, style: str) -> tuple[int, int] | None:
        """Return (num id, level) of a style that numbers its paragraphs, its own or inherited; None otherwise."""
        found = self._told(
            "numbering", style, lambda: next((node.numbering for node in self._line(style) if node.numbering is not None), None)
        )
        return found if found and found[0] else None

    def heading_level(self, style: str) -> int | None:
        """Return 1 to 9 for a style with an outline level, its own or inherited; None for running text."""
        return self._told("heading", style, lambda: self._heading_of(style))

    def _heading_of(self, style: str) -> int | None:
        for node in self._line(style):
            if node.outline is not None:
                return level_of(node.outline)
            if node.name.startswith("heading ") and node.name[8:].isdigit():
                return int(node.name[8:])
        return None

    def _told(self, what: str, style: str, tell: Callable[[], T]) -> T:
        """Return what is told of a style, found once for all paragraphs that ask."""
        key = what, style
        if key not in self._answers:
            self._answers[key] = tell()
        found: T = self._answers[key]
        return found

    def to_xml(self) -> bytes | None:
        """Return the part's bytes with the styles that were made behind the others, or None when none was."""
        if not self._made:
            return None
        end = self._xml.rindex(b"</")
        return self._xml[:end] + "".join(self._made).encode() + self._xml[end:]

    def _line(self, style: str) -> Iterator[_Style]:
        """Yield the style and those it is based on, itself first; a circle is left after one turn."""
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = self._by_id[style].based_on

    def _found_or_made(self, type_: str, name: str, content: str) -> str:
        known = self._ids.get((type_, name.lower()))
        if known is not None:
            return known
        style = self._free_id(name)
        parent = self.default_paragraph if type_ == "paragraph" else ""
        based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
        head = f'<w:style xmlns:w="{NS}" w:type="{type_}" w:styleId="{style}"><w:name w:val="{name}"/>{based}'
        self._answers.clear()
        self._made.append(f'{head}<w:uiPriority w:val="39"/><w:unhideWhenUsed/>{content}</w:style>')
        self._by_id[style] = _Style(type_, name.lower(), False, parent)
        self._ids[type_, name.lower()] = style
        return style

    def _free_id(self, name: str) -> str:
        style = "".join(word[:1].upper() + word[1:] for word in name.split())
        while style in self._by_id:
            style += "x"
        return style


def level_of(outline: str) -> int | None:
    """Return the heading level, from 1, of a `w:outlineLvl`; its 9 is running text: None."""
    return int(outline) + 1 if outline in set("012345678") else None


@lru_cache(maxsize=16)
def with_language(xml: bytes | None, language: str) -> bytes:
    """Return a styles part with `language` (a tag such as "id-ID") for all text that names none."""
    root = parsed(xml or _EMPTY)
    node = root
    for position, name in enumerate(("docDefaults", "rPrDefault", "rPr", "lang")):
        child = find(node, name)
        if child is None:
            child = lxml.etree.Element(W + name)
            node.insert(0 if position < 2 else len(node), child)
        node = child
    node.set(f"{W}val", language)
    return serialised(root)


@lru_cache(maxsize=16)
def hyphenated_in_cells(xml: bytes) -> bytes:
    """Return a styles part by which only the words in tables are parted: those of the styles of cells, whose columns are narrow."""
    root = parsed(xml)
    defaults = _made(_made(_made(root, "docDefaults"), "pPrDefault"), "pPr")
    _suppress(defaults, "1")
    for style in root.iterfind(f"{W}style"):
        if value(find(style, "name")).lower().startswith(_CELL_STYLES):
            _suppress(_made(style, "pPr"), "0")
    return serialised(root)


def _made(parent: Element, name: str) -> Element:
    """Return the child of a name, put in where its kind stands when it is missing."""
    child = find(parent, name)
    if child is None:
        child = lxml.etree.Element(W + name)
        behind = next(
            (at for at, node in enumerate(parent) if local(node) in ("rPr", "tblPr", "trPr", "tcPr", "latentStyles", "style")), None
        )
        parent.insert(len(parent) if behind is None or name == "pPrDefault" else behind, child)
    return child


def _suppress(properties: Element, said: str) -> None:
    """Say in paragraph properties whether words are not parted; what they say already stays."""
    if find(properties, "suppressAutoHyphens") is not None:
        return
    node = lxml.etree.Element(f"{W}suppressAutoHyphens")
    node.set(f"{W}val", said)
    place = PARAGRAPH_ORDER.index("suppressAutoHyphens")
    after = next((child for child in properties if local(child) in PARAGRAPH_ORDER[place + 1 :]), None)
    properties.insert(len(properties) if after is None else properties.index(after), node)


@lru_cache(maxsize=16)
def _read(xml: bytes) -> tuple[tuple[str, _Style], ...]:
    """Return (id, style) of every style of a part; kept, for a batch shows the same part for each document."""
    return tuple((node.get(f"{W}styleId", ""), _style(node)) for node in parsed(xml).iter(f"{W}style"))


def _style(node: Element) -> _Style:
    number = find(node, "pPr/numPr/numId")
    outline = find(node, "pPr/outlineLvl")
    return _Style(
        type=node.get(f"{W}type", ""),
        name=value(find(node, "name")).lower(),
        default=node.get(f"{W}default") in ("1", "true"),
        based_on=value(find(node, "basedOn")),
        left=indent_of(find(node, "pPr")),
        hanging=hanging_of(find(node, "pPr")),
        numbering=None if number is None else (whole(value(number)), whole(value(find(node, "pPr/numPr/ilvl")))),
        outline=None if outline is None else value(outline),
        size=_half_points(value(find(node, "rPr/sz"))),
    )


def _half_points(text: str) -> float | None:
    return int(text) / 2 if text.isdigit() else None
