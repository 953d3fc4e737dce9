"""A finished body set: running text as the office asks, blanks that end no line, long words parted in cells, and what stays together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, NamedTuple

from generator.office.word.flat import (
    Block,
    Cell,
    FlatBody,
    FlatParagraph,
    FlatTable,
    NotFlat,
    Row,
    made_of,
    make_own,
    own_cell,
    own_row,
    paragraphs_of,
    text_of,
    with_texts,
)
from generator.office.word.looks import TextArea, cell_look, changed, kept_to_next, look, page, table_head, unparted
from generator.office.word.styles import WordStyles
from generator.office.word.wml import whole
from generator.outline.keeping import Bond, KeptRow, Piece, Role, bonds
from generator.render.docx.flat.emptiness import drop_empty_pages
from generator.render.docx.flat.places import sections_of
from generator.render.docx.flat.signature_rows import take_in_signatures
from generator.render.docx.keeping import CELL_MARGINS, LABELS, ROW_ROOM, SIGNATURE_STYLE, SIZE
from generator.render.docx.narrow import most_letters, parted
from generator.render.docx.paper import LISTS, set_running
from generator.render.lettering import Lettering
from generator.render.typography import spaced

_EXTENT: Final = re.compile(r'<wp:extent [^>]*?\bcy="([^"]*)"')


_MOST_SIZES: Final = 8192


class _Sizes(dict[str, float]):
    """The size of a paragraph's letters in points, by its properties: asked twice for each paragraph, and most share theirs."""

    def __init__(self, styles: WordStyles) -> None:
        super().__init__()
        self._styles = styles

    def __missing__(self, inner: str) -> float:
        if len(self) >= _MOST_SIZES:
            self.clear()
        self[inner] = size = self._styles.size(look(inner).style) or SIZE
        return size


@dataclass(frozen=True, slots=True, eq=False)
class TextSetting:
    """How documents are set: their styles, their letters, and what the office asks for its running text."""

    styles: WordStyles
    letters: Lettering
    justified: bool
    line: float | None
    sizes: _Sizes


@lru_cache(maxsize=64)
def setting_of(styles: bytes | None, letters: Lettering, justified: bool, line: float | None) -> TextSetting:
    """Return how documents of a sheet of styles are set: the same one for all, for what they share is set by it once."""
    found = WordStyles(styles)
    return TextSetting(found, letters, justified, line, _Sizes(found))


def set_together(body: FlatBody, setting: TextSetting) -> None:
    """Set the texts of a body and bind its pieces as the rules say."""
    for block in body.blocks:
        if isinstance(block, FlatParagraph):
            _set(block, setting)
        else:
            _set_cells(block, setting)
    drop_empty_pages(body, setting.styles)
    pieces: list[Piece] = []
    before: TextArea | None = None
    for block, here in zip(body.blocks, map(page, sections_of(body)), strict=True):
        pieces.append(_piece(block, here, setting, is_turned=before is not None and before != here))
        before = here
    found = bonds(pieces)
    for block, piece, bond in zip(body.blocks, pieces, found, strict=True):
        if isinstance(block, FlatTable):
            _bind_rows(block, piece, bond)
        elif bond.to_next:
            block.look = kept_to_next(block.look)
    take_in_signatures(body, pieces, found)


def _set(paragraph: FlatParagraph, setting: TextSetting) -> None:
    if setting.justified or setting.line:
        style = look(paragraph.look).style
        if setting.styles.is_plain(style) or setting.styles.name(style).startswith(LISTS):
            paragraph.look = _running(paragraph.look, is_justified=setting.justified, line=setting.line)
    paragraph.content = _spaced(paragraph.content, in_cell=False, most=0.0)


@lru_cache(maxsize=4096)
def _running(inner: str, *, is_justified: bool, line: float | None) -> str:
    return changed(inner, lambda paragraph: set_running(paragraph, is_justified=is_justified, line=line))


def _set_cells(table: FlatTable, setting: TextSetting) -> None:
    in_cell = table_head(table.head).has_style
    for at, row in enumerate(table.rows):
        if row.known is not None:
            table.rows[at] = made_of(row, (setting, in_cell), lambda row=row: _shared_row(row, setting, in_cell=in_cell))
            continue
        for place, cell in enumerate(row.cells):
            if cell.known is None:
                _set_cell(cell, setting, in_cell=in_cell)
            else:
                row.cells[place] = made_of(cell, (setting, in_cell), lambda cell=cell: _shared_cell(cell, setting, in_cell=in_cell))


def _shared_row(row: Row, setting: TextSetting, *, in_cell: bool) -> Row:
    """Return a row that documents share with its texts set."""
    return Row(row.attributes, row.look, [_shared_cell(cell, setting, in_cell=in_cell) for cell in row.cells], {})


def _shared_cell(cell: Cell, setting: TextSetting, *, in_cell: bool) -> Cell:
    made = own_cell(cell)
    _set_cell(made, setting, in_cell=in_cell)
    made.known = {}
    return made


def _set_cell(cell: Cell, setting: TextSetting, *, in_cell: bool) -> None:
    says = cell_look(cell.look)
    width = says.width / 20 if says.has_width and says.measure in ("dxa", None) else 0.0
    for inner in cell.blocks:
        if isinstance(inner, FlatTable):
            _set_cells(inner, setting)
            continue
        most = most_letters(width, setting.sizes[inner.look]) if width else 0.0
        inner.content = _spaced(inner.content, in_cell=in_cell, most=most)


@lru_cache(maxsize=8192)
def _spaced(content: str, *, in_cell: bool, most: float) -> str:
    """Return a paragraph's content with its texts set. most: the letters that a line of its cell takes, 0 outside of one."""

    def change(text: str) -> str:
        text = spaced(text, in_cell=in_cell) if " " in text else text
        return parted(text, most) if most and len(text) > most else text

    return with_texts(content, change)


def _piece(block: Block, here: TextArea, setting: TextSetting, *, is_turned: bool) -> Piece:
    if isinstance(block, FlatTable):
        signs = any(made_of(row, (setting, "signs"), lambda row=row: _signs(row, setting)) for row in block.rows)
        role: Role = "signature" if signs else "table"
        return Piece(role, rows=tuple(_rows(block, here, setting)), begins_page=is_turned)
    says = look(block.look)
    begins_page = is_turned or says.begins_page
    text = _words(block.content)
    if not text.strip():
        return Piece("picture", begins_page=begins_page) if "<w:drawing" in block.content else Piece("gap")
    size, letters = setting.sizes[block.look], setting.letters
    line = letters.running_line(size) / here.height
    return Piece(_role(block, setting.styles), text, letters.lines(text, here.width, size), line=line, begins_page=begins_page)


def _signs(row: Row, setting: TextSetting) -> bool:
    """Whether a row holds a paragraph of a signature block."""
    written = {paragraph.look for cell in row.cells for paragraph in paragraphs_of(cell.blocks)}
    return any("pStyle" in (says := look(one)).children and setting.styles.name(says.style) == SIGNATURE_STYLE for one in written)


def _role(block: FlatParagraph, styles: WordStyles) -> Role:
    says = look(block.look)
    name = styles.name(says.style)
    if styles.heading_level(says.style) is not None or name == "title":
        return "heading"
    if name == "caption":
        return "caption"
    if name in LABELS:
        return "label"
    return "item" if says.is_numbered or styles.numbering(says.style) is not None else "text"


class _CellPlan(NamedTuple):
    """Where a cell stands. place: the grid column it begins in; width: of its text, in points; merge: as its properties say."""

    place: int
    span: int
    width: float
    merge: str


class _Row(NamedTuple):
    """What is to be known of a row. height: in points; fills: whether it is one cell over all columns."""

    plan: tuple[_CellPlan, ...]
    height: float
    text: str
    is_head: bool
    fills: bool
    is_merged: bool


def _rows(table: FlatTable, here: TextArea, setting: TextSetting) -> Iterator[KeptRow]:
    columns = table_head(table.head).columns
    asked = (setting, columns, here.width)
    rows = [made_of(row, asked, lambda row=row: _row(row, columns, here.width, setting)) for row in table.rows]
    spans = _spans(rows) if any(row.is_merged for row in rows) else [0] * len(rows)
    for at, (shared, row) in enumerate(zip(table.rows, rows, strict=True)):
        is_group = row.fills and at < len(rows) - 1
        spanned = spans[at]
        yield made_of(shared, (*asked, here.height, is_group, spanned), lambda row=row: _kept_row(row, here.height, is_group, spanned))  # noqa: B023 - made at once


def _kept_row(row: _Row, height: float, is_group: bool, spanned: int) -> KeptRow:
    return KeptRow(row.height / height, row.text, is_head=row.is_head, is_group=is_group, spanned=spanned)


def _row(row: Row, columns: tuple[str, ...], width: float, setting: TextSetting) -> _Row:
    cells = row.cells
    plan = _plan(columns, tuple([cell.look for cell in cells]), width)
    highest, text, is_merged = 0.0, "", False
    for cell, told in zip(cells, plan, strict=True):
        is_merged = is_merged or told.merge == "restart"
        if not text:
            text = _text(cell) if cell.known is None else made_of(cell, "text", partial(_text, cell))
        if told.merge == "continue":
            continue
        if cell.known is None:
            height = _cell_height(cell, told.width, setting)
        else:
            height = made_of(cell, (setting, told.width), partial(_cell_height, cell, told.width, setting))
        highest = max(highest, height)
    fills = len(plan) == 1 and len(columns) > 1 and plan[0].span == len(columns)
    return _Row(plan, highest + ROW_ROOM, text, "<w:tblHeader" in row.look, fills, is_merged)


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
    text = _words(content)
    return letters.height(letters.lines(text, width, size), size) if text.strip() else 2.0


@lru_cache(maxsize=8192)
def _words(content: str) -> str:
    return text_of(content)


def _text(cell: Cell) -> str:
    return " ".join(text for paragraph in paragraphs_of(cell.blocks) if (text := _words(paragraph.content).strip()))


def _bind_rows(table: FlatTable, piece: Piece, bond: Bond) -> None:
    is_signature = piece.role == "signature"
    for at, row in enumerate(table.rows):
        is_whole = is_signature or at not in bond.breakable
        is_kept = at in bond.rows_to_next or is_signature  # the last one keeps to the low line behind the table
        if row.known is None:
            _bind(row, is_whole=is_whole, is_kept=is_kept)
        else:
            bound = (is_whole, is_kept)
            table.rows[at] = made_of(row, bound, lambda row=row, bound=bound: _shared_bound(row, *bound))


def _shared_bound(row: Row, is_whole: bool, is_kept: bool) -> Row:
    made = own_row(row)
    _bind(made, is_whole=is_whole, is_kept=is_kept)
    made.known = {}
    return made


def _bind(row: Row, *, is_whole: bool, is_kept: bool) -> None:
    if is_whole:
        row.look = unparted(row.look)
    for at, cell in enumerate(row.cells) if is_kept else ():
        if cell.known is not None:
            row.cells[at] = made_of(cell, "kept", lambda cell=cell: _kept_cell(cell))
            continue
        make_own(cell.blocks)
        for paragraph in paragraphs_of(cell.blocks):
            paragraph.look = kept_to_next(paragraph.look)


def _kept_cell(cell: Cell) -> Cell:
    made = own_cell(cell)
    for paragraph in paragraphs_of(made.blocks):
        paragraph.look = kept_to_next(paragraph.look)
    made.known = {}
    return made
