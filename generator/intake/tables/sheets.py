"""Sheets of a workbook as grids, and which of them is the table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from generator.errors import IntakeFault
from generator.form.bare import Trouble, folded
from generator.form.identity import FAULTS_SHEET
from generator.intake.tables.grid import MergedCells, RawGrid
from generator.intake.tables.head import MOST_TITLE_ROWS, head_of, hits
from generator.office.sheet.addresses import letters
from generator.office.sheet.book import Book, open_book
from generator.office.sheet.rows import Sheet, SheetRow
from generator.office.sheet.values import NO_RESULT, CellError, NoResult
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding, suggestion

_TELLING_COLUMNS: Final = 3
"""A sheet of two columns is a list or a summary before it is a table."""
_NO_RESULT: Final = Trouble("rumus-tanpa-hasil")


def read_sheet(data: bytes, name: str, known: Sequence[str], sheet: str) -> RawGrid:
    """Return the sheet asked for, else the first visible one with the most known headings; the others are told.

    Raises IntakeFault when the workbook is not sound, or has no sheet of that name.
    """
    book = open_book(data, name)
    if sheet:
        return _whole(book, _named(book, sheet), name)
    wanted = {folded(one) for one in known}
    heads = [_head(book, at, name) for at in range(len(book.sheets))]
    shown = [at for at, info in enumerate(book.sheets) if not info.is_hidden] or list(range(len(heads)))
    if not shown:
        return RawGrid([], lambda row, column: Place(name))
    found = [head_of(head.rows, known, head.after_blank) for head in heads]
    headings = [head.texts for head in found]
    scores = [hits(texts, wanted) for texts in headings]
    has_rows = [len(grid.rows) > head.bottom + 1 for grid, head in zip(heads, found, strict=True)]
    best = max(shown, key=lambda at: (scores[at], has_rows[at], min(len(found[at].named), _TELLING_COLUMNS), bool(heads[at].rows), -at))
    grid = _whole(book, best, name)
    return replace(grid, found=Findings(_others(heads, best, scores, headings)))


def sheet_names(data: bytes, name: str) -> tuple[str, ...]:
    """Return the names of a workbook's sheets that are shown. Raises IntakeFault when the workbook is not sound."""
    return tuple(info.name for info in open_book(data, name).sheets if not info.is_hidden)


def _named(book: Book, sheet: str) -> int:
    names = [info.name for info in book.sheets]
    at = next((at for at, name in enumerate(names) if folded(name) == folded(sheet)), None)
    if at is None:
        hint = f"Yang ada: {', '.join(names)}."
        raise IntakeFault(
            f'Lembar "{sheet}" tidak ada{suggestion(sheet, names)}', file=book.archive.name, hint=hint, code="lembar-tidak-ada"
        )
    return at


def _others(heads: Sequence[RawGrid], chosen: int, scores: Sequence[int], headings: Sequence[Sequence[str]]) -> list[Finding]:
    """Return what is said of the sheets that are not read: a warning where the headings are the same, else a note."""
    found: list[Finding] = []
    names = [frozenset(folded(text) for text in texts if text) for texts in headings]
    own = names[chosen]
    for at, head in enumerate(heads):
        if at == chosen or not head.rows or folded(head.name) == folded(FAULTS_SHEET):
            continue
        is_same = bool(scores[chosen] and scores[at] == scores[chosen]) or (len(own) > 1 and own == names[at])
        made = finding(
            "lembar-serupa" if is_same else "lembar-lain", severity=Severity.WARNING if is_same else Severity.NOTE, nilai=head.name
        )
        found.append(replace(made, place=head.place(0, 0)))
    return found


def _head(book: Book, at: int, name: str) -> RawGrid:
    """Return the first rows of a sheet, enough to find its headings."""
    sheet = Sheet(book, book.sheets[at])
    return _grid(sheet, list(islice(sheet.rows(), MOST_TITLE_ROWS)), name)


def _whole(book: Book, at: int, name: str) -> RawGrid:
    sheet = Sheet(book, book.sheets[at])
    return _grid(sheet, sheet.rows(), name)


def _grid(sheet: Sheet, saved: Any, name: str) -> RawGrid:
    rows: list[list[Any]] = []
    numbers: list[int] = []
    hidden: set[int] = set()
    cell = _cells()
    row: SheetRow
    for row in saved:
        cells = _dense(row, cell)
        if not cells:
            continue
        if row.is_hidden:
            hidden.add(len(rows))
        numbers.append(row.number)
        rows.append(cells)
    title = sheet.info.name

    def place(row: int, column: int) -> Place:
        return Place(name, sheet=title, cell=f"{letters(column + 1)}{numbers[row]}" if row < len(numbers) else None)

    return RawGrid(
        rows,
        place,
        title,
        sheet.info.is_hidden,
        frozenset(at for at in range(1, len(numbers)) if numbers[at] > numbers[at - 1] + 1),
        frozenset(hidden),
        tuple((first - 1, last - 1) for first, last in sheet.hidden_columns),
        tuple(one for area in sheet.merged if (one := _merged(area, numbers, name, title)) is not None),
    )


def _dense(row: SheetRow, cell: Callable[[Any], Any]) -> list[Any]:
    cells: list[Any] = []
    for column, value in row.cells:
        held = cell(value)
        if held is not KOSONG:
            cells += [KOSONG] * (column - 1 - len(cells))
            cells.append(held)
    return cells


def _cells() -> Callable[[Any], Any]:
    """Return a function: a saved value as a raw cell. Each text is looked at once, however many cells share it."""
    looked: dict[str, Any] = {}

    def cell(value: Any) -> Any:
        if isinstance(value, str):
            held = looked.get(value)
            if held is None:
                held = looked[value] = value.strip() or KOSONG
            return held
        if isinstance(value, CellError):
            return Trouble("sel-galat", {"nilai": value.code})
        return _NO_RESULT if isinstance(value, NoResult) and value is NO_RESULT else value

    return cell


def _merged(area: tuple[int, int, int, int], numbers: Sequence[int], name: str, title: str) -> MergedCells | None:
    """Return merged cells by the rows of the grid; None where these hold nothing."""
    top, left, bottom, right = area
    first, last = bisect_left(numbers, top), bisect_right(numbers, bottom) - 1
    if first > last:
        return None
    cell = f"{letters(left)}{top}:{letters(right)}{bottom}"
    return MergedCells(first, left - 1, last, right - 1, Place(name, sheet=title, cell=cell))
