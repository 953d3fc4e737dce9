"""A sheet told as a story of Word, so that all that finds values in documents finds them in workbooks too.

A row that says one thing, at the top or the bottom of what stands together, is a paragraph, so that long texts, lists and headings are found
as in a document; all other rows that stand together are the rows of a table. What stands for a row has its number, and what stands for a cell
its column, so that what has become of them can be told row by row (`sheet_rows.py`). Formulas say nothing: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from generator.example.passage import folded
from generator.formatting import show
from generator.intake.workbook.grid import FormGrid, read_grids
from generator.office.package.xml import Element
from generator.office.sheet.book import open_book
from generator.office.word.build import cell as cell_xml
from generator.office.word.build import row as row_xml
from generator.office.word.build import table as table_xml
from generator.office.word.build import words
from generator.office.word.wml import W, fragment
from generator.render.xlsx.model import TemplateSheet

ROW: Final = "row"
COLUMN: Final = "column"
BOOK: Final = "book"
_STYLES: Final = (
    (re.compile(r"(?:Tabel|Gambar) \d+ \S"), "Caption"),
    (re.compile(r"Lampiran [IVXL]+ \S"), "Heading1"),
)
"""What the program numbers, with the style that it has in Word."""

_LETTERHEAD: Final = 2
"""A cell that says so much of the office is its letterhead."""


@dataclass(frozen=True, slots=True)
class MergedCell:
    """A merged cell: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetView:
    """A sheet of a finished workbook: its cells as they print, and where its formulas stand.

    framed: formats with lines around them; office: words of the office's letterhead, which stays; book: 0 for the first example, 1 for one beside it.
    """

    grid: FormGrid
    sheet: TemplateSheet
    framed: frozenset[int] = frozenset()
    office: tuple[str, ...] = ()
    book: int = 0
    merges: tuple[MergedCell, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the merged cells in order."""
        object.__setattr__(self, "merges", tuple(MergedCell(*one) for one in self.grid.merged))

    @cached_property
    def formulas(self) -> frozenset[tuple[int, int]]:
        """Where formulas stand."""
        return frozenset((row.number, cell.column) for row in self.sheet.rows for cell in row.cells if cell.formula is not None)

    @cached_property
    def texts(self) -> Mapping[tuple[int, int], str]:
        """What each cell prints, formulas left out; of several lines those."""
        found: dict[tuple[int, int], str] = {}
        for number in self.rows:
            for column in self.grid.cells.get(number, {}):
                place = number, column
                text = _shown(self.grid.at(number, column))
                if text and place not in self.formulas and not self._is_letterhead(text):
                    found[place] = text
        return found

    def _is_letterhead(self, text: str) -> bool:
        words = folded(text).casefold()
        return sum(one in words for one in self.office) >= _LETTERHEAD

    @cached_property
    def rows(self) -> Sequence[int]:
        """Its rows from the first to the last in which anything is, those that are hidden left out."""
        last = max((*self.grid.cells, *(row.number for row in self.sheet.rows), *(one.bottom for one in self.merges)), default=0)
        return [number for number in range(1, last + 1) if number not in self.grid.hidden_rows]

    @cached_property
    def columns(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row in which something stands, formulas too."""
        found: dict[int, list[int]] = {}
        for row, column in sorted({*self.texts, *self.formulas}):
            if row not in self.grid.hidden_rows:
                found.setdefault(row, []).append(column)
        return found

    @cached_property
    def frames(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row whose cells have lines around them."""
        return {row.number: [cell.column for cell in row.cells if cell.style in self.framed] for row in self.sheet.rows}

    def holds_text(self, row: int, column: int) -> bool:
        """Whether a cell holds words, not a number or a day."""
        return (row, column) in self._worded

    @cached_property
    def _worded(self) -> frozenset[tuple[int, int]]:
        return frozenset((row.number, cell.column) for row in self.sheet.rows for cell in row.cells if isinstance(cell.value, str))


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else ""
    if isinstance(value, Decimal):
        value = Fraction(value)  # as a computed number prints: a cell keeps no noughts at the end, and more decimals than anybody reads
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.splitlines())
    return str(show(value)) if isinstance(value, int | Decimal | Fraction | date | time) else ""


def words_of(data: bytes, file: str) -> list[str]:
    """Return the words of a workbook as people read it: of the cells that are to be seen, results of formulas too.

    Raises IntakeFault for one that cannot be read.
    """
    found: list[str] = []
    for grid in read_grids(open_book(data, file), file):
        rows = () if grid.is_hidden else (row for row in sorted(grid.cells) if row not in grid.hidden_rows)
        for row in rows:
            found += [word for column in sorted(grid.cells[row]) for word in folded(_shown(grid.at(row, column))).split()]
    return found


def story_of(view: SheetView) -> Element:
    """Return a sheet as the body of a document of Word, with a paragraph for a row that says one thing, with tables of all other rows."""
    mark = fragment(words(""))[0]
    body = mark.getparent()
    body.remove(mark)
    body.tag = f"{W}body"
    for rows in _together(view):
        first, last = _table_in(view, rows)
        for row in rows[:first]:
            body.append(_paragraph(view, row))
        if first < last:
            body.append(_table(view, rows[first:last]))
        for row in rows[last:]:
            body.append(_paragraph(view, row))
    return body


def _together(view: SheetView) -> Iterator[Sequence[int]]:
    """Yield rows that stand together: those in which something stands, one below another, and each of the others alone."""
    found: list[int] = []
    for row in view.rows:
        if row in view.columns:
            found.append(row)
            continue
        yield from [found] if found else []
        yield [row]
        found = []
    yield from [found] if found else []


def _table_in(view: SheetView, rows: Sequence[int]) -> tuple[int, int]:
    """Return which rows are those of a table, from the first to behind the last: all but those at either end that say one thing."""
    several = [at for at, row in enumerate(rows) if not _says_one_thing(view, row)]
    return (several[0], several[-1] + 1) if several else (len(rows), len(rows))


def _says_one_thing(view: SheetView, row: int) -> bool:
    """Whether a row is a line of words: one cell, with no frames beside it that wait for others."""
    columns = view.columns.get(row, ())
    if not columns or len(columns) > 1 or (row, columns[0]) not in view.texts or "\n" in view.texts[row, columns[0]]:
        return not columns
    over = next((one for one in view.merges if (one.top, one.left) == (row, columns[0])), MergedCell(row, columns[0], row, columns[0]))
    return all(over.left <= column <= over.right for column in view.frames.get(row, ()))


def _paragraph(view: SheetView, row: int) -> Element:
    column = next(iter(view.columns.get(row, ())), 0)
    text = view.texts.get((row, column), "")
    style = next((style for pattern, style in _STYLES if pattern.match(text)), "")
    return _marked(fragment(words(text, style))[0], view, row, column)


def _marked(element: Element, view: SheetView, row: int, column: int) -> Element:
    element.set(ROW, str(row))
    if column:
        element.set(COLUMN, str(column))
    if view.book:
        element.set(BOOK, str(view.book))
    return element


def _table(view: SheetView, rows: Sequence[int]) -> Element:
    table = fragment(table_xml((), ()))[0]
    used = [column for row in rows for column in view.columns[row]]
    first, last = min(used), max(used)
    reach = [(one.left, one.right) for one in view.merges if one.top in rows and one.left <= last and one.right >= first]
    last = max((last, *(right for _, right in reach)))
    for row in rows:
        line = _marked(fragment(row_xml(()))[0], view, row, 0)
        line.extend(_cells(view, row, (first, last), frozenset(rows)))
        table.append(line)
    return table


def _cells(view: SheetView, row: int, reach: tuple[int, int], rows: frozenset[int]) -> Iterable[Element]:
    column, last = reach
    while column <= last:
        over = next((one for one in view.merges if one.top <= row <= one.bottom and one.left == column), None)
        right = column if over is None else min(over.right, last)
        merge = ""
        if over is not None and over.bottom > over.top:
            merge = "restart" if row == over.top or over.top not in rows else "continue"
        text = view.texts.get((row, column), "")
        content = "".join(words(line) for line in text.split("\n"))
        yield _marked(fragment(cell_xml(0, content, span=right - column + 1, merge=merge))[0], view, row, column)
        column = right + 1
