"""How high the rows of a finished body's tables are, their texts set on the way: each cell is looked at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from generator.office.word.flat import (
    TEXT_END,
    Cell,
    FlatParagraph,
    FlatTable,
    NotFlat,
    Row,
    made_of,
    one_text,
    own_cell,
    paragraphs_of,
    read,
    text_of,
    with_texts,
)
from generator.office.word.looks import TextArea, cell_look, look, table_head
from generator.office.word.styles import WordStyles
from generator.office.word.wml import whole
from generator.outline.keeping import KeptRow
from generator.render.docx.keeping import CELL_MARGINS, ROW_ROOM, SIGNATURE_STYLE, SIZE
from generator.render.docx.narrow import most_letters, parted
from generator.render.lettering import Lettering
from generator.render.typography import spaced

_EXTENT: Final = re.compile(r'<wp:extent [^>]*?\bcy="([^"]*)"')
_MOST_KEPT: Final = 8192


class _Sizes(dict[str, float]):
    """The size of a paragraph's letters in points, by its properties: asked twice for each paragraph, and most share theirs."""

    def __init__(self, styles: WordStyles) -> None:
        super().__init__()
        self._styles = styles

    def __missing__(self, inner: str) -> float:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[inner] = size = self._styles.size(look(inner).style) or SIZE
        return size


class _Signing(dict[str, bool]):
    """Whether a paragraph is one of a signature block, by its properties."""

    def __init__(self, styles: WordStyles) -> None:
        super().__init__()
        self._styles = styles

    def __missing__(self, inner: str) -> bool:
        if len(self) >= _MOST_KEPT:
            self.clear()
        says = look(inner)
        self[inner] = signs = "pStyle" in says.children and self._styles.name(says.style) == SIGNATURE_STYLE
        return signs


@dataclass(frozen=True, slots=True, eq=False)
class TextSetting:
    """How documents are set: their styles, their letters, and what the office asks for its running text.

    sizes, signing: what is asked of every paragraph, by its properties; said: texts of cells as they were set, with their heights.
    """

    styles: WordStyles
    letters: Lettering
    justified: bool
    line: float | None
    sizes: _Sizes
    signing: _Signing
    said: dict[tuple[str, bool, float, float, float], tuple[str, float]] = field(default_factory=lambda: {})


@lru_cache(maxsize=64)
def setting_of(styles: bytes | None, letters: Lettering, justified: bool, line: float | None) -> TextSetting:
    """Return how documents of a sheet of styles are set: the same one for all, for what they share is set by it once."""
    found = WordStyles(styles)
    return TextSetting(found, letters, justified, line, _Sizes(found), _Signing(found))


class _CellPlan(NamedTuple):
    """Where a cell stands. place: the grid column it begins in; width: of its text, in points; merge: as its properties say."""

    place: int
    span: int
    width: float
    merge: str


class _Row(NamedTuple):
    """What is to be known of a row. height: in points; fills: whether it is one cell over all columns; signs: whether it is a signature block's."""

    plan: tuple[_CellPlan, ...]
    height: float
    text: str
    is_head: bool
    fills: bool
    is_merged: bool
    signs: bool


def measured(table: FlatTable, here: TextArea, setting: TextSetting) -> tuple[list[KeptRow], bool]:
    """Set the texts of a table; return its rows as what stays together sees them, and whether it is a signature block."""
    head = table_head(table.head)
    columns, in_cell = head.columns, head.has_style
    asked = (setting, columns, here.width)
    found: list[_Row] = []
    for at, row in enumerate(table.rows):
        if row.known is None:
            found.append(_row(row, columns, here.width, setting, in_cell=in_cell))
        else:
            table.rows[at] = shared = made_of(row, (setting, in_cell), partial(_shared_row, row, setting, in_cell=in_cell))
            found.append(made_of(shared, asked, partial(_row, shared, columns, here.width, setting, in_cell=None)))
    spans = _spans(found) if any(row.is_merged for row in found) else [0] * len(found)
    kept: list[KeptRow] = []
    for at, (row, told) in enumerate(zip(table.rows, found, strict=True)):
        is_group = told.fills and at < len(found) - 1
        make = partial(KeptRow, told.height / here.height, told.text, told.is_head, is_group, spans[at])
        kept.append(make() if row.known is None else made_of(row, (*asked, here.height, is_group, spans[at]), make))
    return kept, any(row.signs for row in found)


def _row(row: Row, columns: tuple[str, ...], width: float, setting: TextSetting, *, in_cell: bool | None) -> _Row:
    """Set the texts of a row's cells and return what is to be known of it. in_cell: whether its table has lines; None where they are set."""
    cells = row.cells
    plan = _plan(columns, tuple([cell.look for cell in cells]), width)
    highest, text, is_merged, signs = 0.0, "", False, False
    for place, told in enumerate(plan):
        cell = cells[place]
        if cell.known is None:
            height, said, signing = _own(cell, told.width, setting, in_cell=bool(in_cell))
        else:
            if in_cell is not None:
                cells[place] = cell = made_of(cell, (setting, in_cell), partial(_shared_cell, cell, setting, in_cell=in_cell))
            height, said, signing = made_of(cell, (setting, told.width), partial(_any, cell, told.width, setting))
        text = text or said
        signs = signs or signing
        is_merged = is_merged or told.merge == "restart"
        if told.merge != "continue" and height > highest:
            highest = height
    fills = len(plan) == 1 and len(columns) > 1 and plan[0].span == len(columns)
    return _Row(plan, highest + ROW_ROOM, text, "<w:tblHeader" in row.look, fills, is_merged, signs)


def _own(cell: Cell, width: float, setting: TextSetting, *, in_cell: bool) -> tuple[float, str, bool]:
    """Set the texts of a document's own cell; return its height in points, its text, and whether it is one of a signature block."""
    paragraph = cell.blocks[0]
    lone = one_text(paragraph.content) if len(cell.blocks) == 1 and isinstance(paragraph, FlatParagraph) else None
    if lone is None or not isinstance(paragraph, FlatParagraph):
        _set_cell(cell, setting, in_cell=in_cell)
        return _any(cell, width, setting)
    size = setting.sizes[paragraph.look]
    before = read(lone[1])
    asked = (before, in_cell, _most(cell.look, size), width, size)
    known = setting.said.get(asked)
    if known is None:
        text = _set_text(before, in_cell=in_cell, most=asked[2])
        height = setting.letters.height(setting.letters.lines(text, width, size), size) if text.strip() else 2.0
        if len(setting.said) >= _MOST_KEPT:
            setting.said.clear()
        setting.said[asked] = known = text, height
    text, height = known
    if text != before:
        paragraph.content = f"{lone[0]}{escape(text)}{TEXT_END}"
    return height, text.strip(), setting.signing[paragraph.look]


def _any(cell: Cell, width: float, setting: TextSetting) -> tuple[float, str, bool]:
    """Return what is to be known of a cell whose texts are set."""
    signs = any(setting.signing[paragraph.look] for paragraph in paragraphs_of(cell.blocks))
    return _cell_height(cell, width, setting), _text(cell), signs


def _shared_row(row: Row, setting: TextSetting, *, in_cell: bool) -> Row:
    """Return a row that documents share with its texts set."""
    return Row(row.attributes, row.look, [_shared_cell(cell, setting, in_cell=in_cell) for cell in row.cells], {})


def _shared_cell(cell: Cell, setting: TextSetting, *, in_cell: bool) -> Cell:
    made = own_cell(cell)
    _set_cell(made, setting, in_cell=in_cell)
    made.known = {}
    return made


def _set_cell(cell: Cell, setting: TextSetting, *, in_cell: bool) -> None:
    for inner in cell.blocks:
        if isinstance(inner, FlatTable):
            _set_inner(inner, setting)
        else:
            most = _most(cell.look, setting.sizes[inner.look])
            inner.content = with_set_texts(inner.content, in_cell=in_cell, most=most)


def _set_inner(table: FlatTable, setting: TextSetting) -> None:
    """Set the texts of a table in a cell."""
    in_cell = table_head(table.head).has_style
    for at, row in enumerate(table.rows):
        if row.known is not None:
            table.rows[at] = made_of(row, (setting, in_cell), partial(_shared_row, row, setting, in_cell=in_cell))
            continue
        for place, cell in enumerate(row.cells):
            if cell.known is None:
                _set_cell(cell, setting, in_cell=in_cell)
            else:
                row.cells[place] = made_of(cell, (setting, in_cell), partial(_shared_cell, cell, setting, in_cell=in_cell))


@lru_cache(maxsize=1024)
def _most(written: str, size: float) -> float:
    """Return how many letters a line of a cell of these properties takes, 0 where it says no width."""
    says = cell_look(written)
    width = says.width / 20 if says.has_width and says.measure in ("dxa", None) else 0.0
    return most_letters(width, size) if width else 0.0


@lru_cache(maxsize=_MOST_KEPT)
def with_set_texts(content: str, *, in_cell: bool, most: float) -> str:
    """Return a paragraph's content with its texts set. most: the letters that a line of its cell takes, 0 outside of one."""
    return with_texts(content, partial(_set_text, in_cell=in_cell, most=most))


def _set_text(text: str, *, in_cell: bool, most: float) -> str:
    text = spaced(text, in_cell=in_cell) if " " in text else text
    return parted(text, most) if most and len(text) > most else text


@lru_cache(maxsize=4096)
def _plan(columns: tuple[str, ...], looks: tuple[str, ...], width: float) -> tuple[_CellPlan, ...]:
    """Return where the cells of a row stand, given their properties and the width of the page's text."""
    grid = [abs(whole(column)) / 20 for column in columns] or [width]
    scale = width / sum(grid) if sum(grid) > width else 1.0
    column, found = 0, list[_CellPlan]()
    for says in map(cell_look, looks):
        span = whole(says.span, 1)
        wide = sum(grid[column : column + span]) or grid[-1]
        found.append(_CellPlan(column, span, wide * scale - CELL_MARGINS, says.merge))
        column += span
    return tuple(found)


def _spans(rows: Sequence[_Row]) -> list[int]:
    """Return, for each row, how many rows below go on with a merged cell that begins in it."""
    found, below = [0] * len(rows), dict[int, int]()
    for at in range(len(rows) - 1, -1, -1):
        plan = rows[at].plan
        found[at] = max([below.get(told.place, 0) for told in plan if told.merge == "restart"], default=0)
        below = {told.place: below.get(told.place, 0) + 1 for told in plan if told.merge == "continue"}
    return found


def _cell_height(cell: Cell, width: float, setting: TextSetting) -> float:
    height = 0.0
    for paragraph in cell.blocks if len(cell.blocks) == 1 else paragraphs_of(cell.blocks):
        assert isinstance(paragraph, FlatParagraph)  # a cell ends with one
        if "<wp:extent" in paragraph.content:
            picture = _EXTENT.search(paragraph.content)
            if picture is None:
                raise NotFlat
            height += whole(picture[1]) / 12700
            continue
        height += _height(paragraph.content, width, setting.sizes[paragraph.look], setting.letters)
    return height


@lru_cache(maxsize=8192)
def _height(content: str, width: float, size: float, letters: Lettering) -> float:
    text = words(content)
    return letters.height(letters.lines(text, width, size), size) if text.strip() else 2.0


@lru_cache(maxsize=8192)
def words(content: str) -> str:
    """Return the text in a paragraph's content."""
    return text_of(content)


def _text(cell: Cell) -> str:
    return " ".join(text for paragraph in paragraphs_of(cell.blocks) if (text := words(paragraph.content).strip()))
