"""The lines of a filled workbook: what stands in the places of each row, and what is said of all that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.fields.shapes import ListOf
from generator.form.assembled import ReadLine, ReadSpot
from generator.form.bare import folded
from generator.form.headings import PASSED_OVER
from generator.form.listed import items_of
from generator.form.plan import FixedSheet, FormSheet, MatrixSheet, Sheet, Slot, TableSheet
from generator.intake.tables.foot import only_total
from generator.intake.workbook.locating import LocatedForm, LocatedTable, slots_of
from validators.absence import KOSONG
from validators.findings import Finding, Severity
from validators.messages import finding, suggestion
from validators.values import shown

_FEW: Final = 2
_MOST_TOLD: Final = 20
"""Of things of one kind in one sheet so many are told; who has more has another form."""


def form_line(sheet: FormSheet, found: LocatedForm) -> ReadLine:
    """Return the values of the single fields."""
    spots = {slot.path: _listed(slot, found.grid.spot(*at)) for slot in sheet.slots if (at := found.values.get(slot.path)) is not None}
    return ReadLine(spots, found.grid.place(found.head, 1))


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row that holds anything. code: of what it is where it is none of the data: a sum, the heads once more, the numbers of the columns."""

    number: int
    line: ReadLine
    code: str = ""


def read_rows(sheet: Sheet, found: LocatedTable) -> list[FormRow]:
    """Return the rows of a table, fixed rows or a matrix that hold anything."""
    slots = _read_slots(sheet, found)
    lines = ((row, _line(slots, found, row)) for row in sorted(found.grid.cells) if row > found.head)
    return [
        FormRow(row, line, _said_of_row(slots, line) if isinstance(sheet, TableSheet) else "")
        for row, line in lines
        if _is_filled(line, sheet)
    ]


def _read_slots(sheet: Sheet, found: LocatedTable) -> list[Slot]:
    return [slot for slot in slots_of(sheet) if slot.is_read and slot.path in found.columns]


def _line(slots: Sequence[Slot], found: LocatedTable, row: int) -> ReadLine:
    spots = {slot.path: _listed(slot, found.grid.spot(row, found.columns[slot.path])) for slot in slots}
    across = {path: _rated(found, row, heads) for path, heads in found.across.items()}
    first = next((column for slot in slots if not spots[slot.path].is_empty and (column := found.columns[slot.path])), 1)
    return ReadLine(spots, found.grid.place(row, first), across)


def _rated(found: LocatedTable, row: int, heads: Sequence[tuple[int, str]]) -> dict[str, ReadSpot]:
    """Return what a row has under the heads of a matrix; of two columns with one head the first."""
    rated: dict[str, ReadSpot] = {}
    for column, head in heads:
        if head:
            rated.setdefault(head, found.grid.spot(row, column))
    return rated


def _is_filled(line: ReadLine, sheet: Sheet) -> bool:
    """Whether a row holds anything; of rows that the form gives, whether anything was written behind their name."""
    rated = any(not spot.is_empty for spots in line.across.values() for spot in spots.values())
    named = {sheet.first.path} if isinstance(sheet, FixedSheet | MatrixSheet) else set()
    return rated or any(not spot.is_empty for path, spot in line.spots.items() if path not in named)


def _said_of_row(slots: Sequence[Slot], line: ReadLine) -> str:
    """Return the code of what a row is that is none of the data: a sum, the heads once more, the numbers of the columns; else ""."""
    spots = [(slot, line.spots[slot.path]) for slot in slots]
    texts = [spot.raw for _, spot in spots if isinstance(spot.raw, str)]
    filled = [
        (number, slot, "\n".join(map(str, spot.raw)) if isinstance(spot.raw, list) else str(spot.raw))
        for number, (slot, spot) in enumerate(spots, start=1)
        if not spot.is_empty
    ]
    if len(texts) == 1 and only_total(texts[0]):  # the word for it, and beside that nothing but numbers
        return "baris-jumlah"
    if len(filled) > 1 and all(folded(text.removesuffix("*")) == folded(slot.title) for _, slot, text in filled):
        return "baris-judul"
    if len(filled) == len(slots) > _FEW and all(text.strip("(). ") == str(number) for number, _, text in filled):
        return "baris-nomor-kolom"
    return ""


def _listed(slot: Slot, spot: ReadSpot) -> ReadSpot:
    """Return what stands in a place; of a list the items, a line each."""
    if not isinstance(slot.field, ListOf) or spot.is_empty or spot.trouble is not None:
        return spot
    return replace(spot, raw=items_of(spot.raw) if isinstance(spot.raw, str) else [spot.raw])


# What is said


def beside_table(sheet: Sheet, found: LocatedTable, filled: Sequence[FormRow]) -> Iterator[Finding]:
    """Yield what is said of a table: columns that are no places of it, rows that sum up, what is hidden or merged. filled: its rows."""
    grid, known = found.grid, found.known()
    rows = [row for row in sorted(grid.cells) if row > found.head]
    yield from _columns_beside(sheet, found, rows)
    yield from _heads_beside(found, rows)
    for row in filled:
        if row.code:
            text = next((str(spot.raw) for spot in row.line.spots.values() if isinstance(spot.raw, str)), "")
            yield replace(finding(row.code, severity=Severity.NOTE, nilai=shown(text)), place=row.line.place)
        elif row.number in grid.hidden_rows:
            yield replace(finding("baris-tersembunyi", severity=Severity.WARNING), place=row.line.place)
    for slot in _read_slots(sheet, found):
        column = found.columns[slot.path]
        if any(first <= column <= last for first, last in grid.hidden_columns):
            made = finding("kolom-tersembunyi", severity=Severity.WARNING, nilai=slot.title)
            yield replace(made, place=grid.place(found.head, column))
    for top, left, bottom, right in grid.merged:
        spots = sum(1 for column in known if left <= column <= right) * (bottom - max(top, found.head + 1) + 1)
        if bottom > found.head and spots > 1 and any(top <= row <= bottom for row in rows):
            yield replace(finding("sel-gabung"), place=grid.place(top, left))


def _columns_beside(sheet: Sheet, found: LocatedTable, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a warning for each column with data that is no place of the form."""
    grid, known = found.grid, found.known()
    computed = {found.columns[slot.path] for slot in slots_of(sheet) if not slot.is_read and slot.path in found.columns}
    titles = [slot.title for slot in found.lost] or [slot.title for slot in slots_of(sheet)]
    filled: dict[int, int] = {}
    for row in rows:
        for column in grid.cells[row]:
            is_passed = folded(grid.text(found.head, column)) in PASSED_OVER
            if column not in known and column not in computed and not is_passed and grid.at(row, column) is not KOSONG:
                filled.setdefault(column, row)
    for column, row in sorted(filled.items())[:_MOST_TOLD]:
        heading = grid.text(found.head, column)
        if heading:
            made = finding("kolom-tidak-dikenal", severity=Severity.WARNING, nilai=shown(heading), usul=suggestion(heading, titles))
            yield replace(made, place=grid.place(found.head, column))
        else:
            made = finding("kolom-tanpa-judul", severity=Severity.WARNING, nilai=shown(grid.text(row, column)))
            yield replace(made, place=grid.place(row, column))


def _heads_beside(found: LocatedTable, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what is wrong with the heads of a matrix: values under none, and one that stands twice."""
    grid = found.grid
    for heads in found.across.values():
        seen: set[str] = set()
        for column, head in heads:
            row = next((row for row in rows if grid.at(row, column) is not KOSONG), None)
            if row is not None and not head:
                made = finding("kolom-tanpa-judul", nilai=shown(grid.text(row, column)))
                yield replace(made, place=grid.place(row, column))
            elif row is not None and head.casefold() in seen:
                yield replace(finding("kolom-ganda", nilai=shown(head)), place=grid.place(found.head, column))
            seen.add(head.casefold())


def beside_form(found: LocatedForm) -> Iterator[Finding]:
    """Yield what is said of the sheet of single fields: what stands in no place of it, and what is merged."""
    grid = found.grid
    values = set(found.values.values())
    columns = {column for _, column in values}
    told = 0
    for row in sorted(grid.cells):
        for column in sorted(grid.cells[row]):
            if (row, column) in values or not _is_stray(found, (row, column), columns) or told >= _MOST_TOLD:
                continue
            told += 1
            severity = Severity.WARNING if column in columns else Severity.NOTE
            yield replace(
                finding("sel-tidak-dibaca", severity=severity, nilai=shown(grid.text(row, column))), place=grid.place(row, column)
            )
    for top, left, bottom, right in grid.merged:
        if sum(1 for row, column in values if top <= row <= bottom and left <= column <= right) > 1:
            yield replace(finding("sel-gabung"), place=grid.place(top, left))


def _is_stray(found: LocatedForm, at: tuple[int, int], columns: set[int]) -> bool:
    """Whether a cell is none of the form's own words: in the column of values below the heads, or beyond the column of hints."""
    row, column = at
    last = max(columns, default=2) + 1
    first = min((row for row, _ in found.values.values()), default=1)
    return found.grid.at(row, column) is not KOSONG and row >= first and (column in columns or column > last)
