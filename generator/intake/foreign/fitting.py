"""Which piece of a form that people made is which place of a type: by the words of labels and heads, under the headings that they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from generator.fields.shapes import ListOf
from generator.form.assembled import Assembly, ReadLine, ReadSpot
from generator.form.listed import items_of
from generator.form.plan import FormSection, FormSheet, Plan, Slot, TableSheet
from generator.intake.foreign.pieces import LabelledValue, Piece, RecordTable, folded, is_blank, written
from generator.office.sheet.values import NoResult
from validators.absence import KOSONG
from validators.findings import Finding, Severity
from validators.messages import finding
from validators.values import shown

_Names: TypeAlias = tuple[str, ...]
_MOST_TOLD: Final = 20
_LEAST_SHARE: Final = 4
"""At least one in so many places is there, of the type's or of the form's."""


@dataclass(slots=True)
class FittedForm:
    """The places of a type that a form has: of single fields, of tables, with what fits nowhere."""

    plan: Plan
    lines: dict[_Names, LabelledValue] = field(default_factory=dict[_Names, LabelledValue])
    tables: dict[_Names, tuple[RecordTable, dict[_Names, int]]] = field(default_factory=dict[_Names, tuple[RecordTable, dict[_Names, int]]])
    strays: list[LabelledValue | RecordTable] = field(default_factory=list["LabelledValue | RecordTable"])

    @property
    def count(self) -> int:
        """How many places of the type it has."""
        return len(self.lines) + sum(len(columns) for _, columns in self.tables.values())

    @property
    def is_close(self) -> bool:
        """Whether it is a form of the type, as opposed to one that happens to ask for a name too."""
        slots = sum(len(sheet.slots) for sheet in self.plan.sheets)
        return self.count * _LEAST_SHARE >= min(slots, self.count + len(self.strays))

    def assembled(self, tables: Any) -> Assembly:
        """Return what was written, nested as in a data file, with the place of each."""
        made = Assembly(self.plan, tables)
        for sheet in self.plan.sheets:
            if isinstance(sheet, FormSheet):
                spots = {path: _spot(slot, self.lines[path]) for slot in sheet.slots if (path := slot.path) in self.lines}
                made.form(sheet, ReadLine(spots))
            elif isinstance(sheet, TableSheet) and sheet.path in self.tables:
                table, columns = self.tables[sheet.path]
                made.table(sheet, list(_rows(sheet, table, columns)), table.place)
        return made

    def said(self) -> Iterator[Finding]:
        """Yield a warning for each label with a value, each table, and each column with values that the type has no place for."""
        for table, columns in self.tables.values():
            for head in (head for head in table.columns if head.column not in columns.values()):
                if any(not is_blank(table.grid.at(row, head.column)) for row in table.rows):
                    made = finding("kolom-tidak-dikenal", severity=Severity.WARNING, nilai=shown(head.text), usul=".")
                    yield replace(made, place=table.grid.place(table.bottom, head.column))
        told = [one for one in self.strays if isinstance(one, RecordTable) or not is_blank(one.value)]
        for one in told[:_MOST_TOLD]:
            words = one.label if isinstance(one, LabelledValue) else ", ".join(column.text for column in one.columns)
            yield replace(finding("isian-tidak-dikenal", severity=Severity.WARNING, nilai=shown(words), usul="."), place=one.place)


def fitted(plan: Plan, pieces: Iterable[Piece]) -> FittedForm:
    """Return which piece is which place: each place once, those under their own heading first."""
    made = FittedForm(plan)
    lines = [piece for piece in pieces if isinstance(piece, LabelledValue)]
    tables = [piece for piece in pieces if isinstance(piece, RecordTable)]
    for sheet in plan.sheets:
        if isinstance(sheet, FormSheet):
            _fit_lines(sheet, lines, made)
        elif isinstance(sheet, TableSheet) and not sheet.parent:
            _fit_table(sheet, tables, made)
    used = {id(line) for line in made.lines.values()} | {id(table) for table, _ in made.tables.values()}
    made.strays = [one for one in (*lines, *tables) if id(one) not in used]
    return made


def _fit_lines(sheet: FormSheet, lines: Sequence[LabelledValue], made: FittedForm) -> None:
    section, under = "", dict[_Names, str]()
    for line in sheet.lines:
        if isinstance(line, FormSection):
            section = folded(line.text)
        else:
            under[line.path] = section if len(line.heading) > 1 else ""
    taken: set[int] = set()
    for is_strict in (True, False):
        for slot in (slot for slot in sheet.slots if slot.path not in made.lines):
            fits = (
                number
                for number, line in enumerate(lines)
                if number not in taken
                and folded(line.label) == folded(slot.heading[-1])
                and (not is_strict or folded(line.section) == under[slot.path])
            )
            number = next(fits, None)
            if number is not None:
                taken.add(number)
                made.lines[slot.path] = lines[number]


def _fit_table(sheet: TableSheet, tables: Sequence[RecordTable], made: FittedForm) -> None:
    used = {id(table) for table, _ in made.tables.values()}
    free = [(number, table, _columns(sheet, table)) for number, table in enumerate(tables) if id(table) not in used]
    scores = [(len(columns), folded(table.title) == folded(sheet.label), -number) for number, table, columns in free]
    best = max(range(len(free)), key=lambda at: scores[at], default=None)
    if best is not None and 2 * scores[best][0] >= min(len(sheet.slots), len(free[best][1].columns)) and scores[best][0]:
        made.tables[sheet.path] = (free[best][1], free[best][2])


def _columns(sheet: TableSheet, table: RecordTable) -> dict[_Names, int]:
    """Return the columns of a table that are places of a type: by all their headings, else by the last where that is one alone."""
    found: dict[_Names, int] = {}
    heads = [(folded(" ".join(one.heading)), folded(one.heading[-1]), one.column) for one in table.columns]
    for slot in sheet.slots:
        wanted = folded(" ".join(slot.heading))
        column = next((column for whole, _, column in heads if whole == wanted and column not in found.values()), None)
        last = [column for _, end, column in heads if end == folded(slot.heading[-1]) and column not in found.values()]
        if column is None and len(last) == 1:
            column = last[0]
        if column is not None:
            found[slot.path] = column
    return found


def _rows(sheet: TableSheet, table: RecordTable, columns: dict[_Names, int]) -> Iterator[ReadLine]:
    slots = [slot for slot in sheet.slots if slot.is_read and slot.path in columns]
    for row in table.rows:
        spots = {slot.path: _read(slot, table.grid.spot(row, columns[slot.path])) for slot in slots}
        if any(_is_written(table.grid.at(row, columns[slot.path])) for slot in slots):
            yield ReadLine(spots, table.grid.place(row, min(columns.values())))


def _is_written(value: Any) -> bool:
    """Whether somebody wrote a value, as opposed to the nothing that a prepared row's formulas come to."""
    return not is_blank(value) and value != 0 and not isinstance(value, NoResult)


def _spot(slot: Slot, line: LabelledValue) -> ReadSpot:
    spot = ReadSpot(line.value, line.place)
    if line.grid is not None and not isinstance(line.value, str) and line.value is not KOSONG:
        spot = line.grid.spot(*line.at)
    return _read(slot, spot)


def _read(slot: Slot, spot: ReadSpot) -> ReadSpot:
    """Return what stands in a place as the type would have it written: of a list the items, without dots and empty boxes."""
    if spot.trouble is not None or spot.is_empty:
        return spot
    value = written(spot.raw)
    if isinstance(slot.field, ListOf) and value is not KOSONG:
        value = items_of(value) if isinstance(value, str) else [value]
    return ReadSpot(value, spot.place)
