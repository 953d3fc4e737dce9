"""Where each field stands when people fill it in: Plan → Sheet → Slot. Made once from the fields; knows no file format.

A form has one sheet for all single fields (`FormSheet`), one for each table, also for one in a table (`TableSheet`), for each
table of fixed rows (`FixedSheet`) and for each matrix that cannot stand beside its rows (`MatrixSheet`). A slot says what stands
in one place: its path, what is read there, its headings from the outermost in, its hidden name, and where its heading stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from generator.fields.kind import Offer
from generator.fields.scalars import hint_of, offer_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, has_given, rows_at
from generator.office.sheet.addresses import letters
from generator.spec.default_words import default_words

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec

READY_ROWS: Final = 200
MOST_ACROSS: Final = 15
FIRST_LINE: Final = 3
HEAD_ROW: Final = 4
MATRIX_KEY: Final = "*"
"""What stands in the path of a matrix's cell for its row and for its column."""
PARENT_KEY: Final = "^"
"""What stands in the path of the column that names the row of the table above."""
_NAME_PREFIX: Final = "_b."
_LONGEST_NAME: Final = 250
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]")
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE: Final = 31
_TAKEN_TITLES: Final = ("petunjuk", "_borang", "daftar", "history", "kesalahan")
_FORM_TITLE: Final = "Isian"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill in, or to read what is computed.

    path: names from the top of the form, a column's with those of its table. heading: the labels over it, outermost first.
    name: hidden, for whoever moves or renames the heading. address: of the heading; the value stands beside or below it.
    hint: how it is written. offer: what may be chosen.
    """

    path: tuple[str, ...]
    field: Scalar | ListOf
    heading: tuple[str, ...]
    name: str
    address: str = ""
    hint: str = ""
    offer: Offer = Offer()

    @property
    def kind(self) -> str:
        """The kind of the value, of a list that of its items."""
        return self.field.of.kind if isinstance(self.field, ListOf) else self.field.kind

    @property
    def is_read(self) -> bool:
        """Whether what stands there is read, as opposed to its being computed."""
        return self.field.is_given

    @property
    def is_required(self) -> bool:
        """Whether it must be filled, whatever else is."""
        return self.is_read and self.field.is_asked and not self.field.when


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading over the lines that follow it; level: 1 for a group, more for one within."""

    text: str
    level: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """Labels with their values beside them."""

    title: str
    lines: tuple[FormSection | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places to fill in."""
        return tuple(line for line in self.lines if isinstance(line, Slot))


@dataclass(frozen=True, slots=True)
class Across:
    """A matrix beside its rows' table: a column for each of `columns`, whose heads are chosen, `most` at the most."""

    cell: Slot
    columns: str
    most: int


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Rows that people add. parent: the path of the table around it, whose row the first slot names. key: of a row."""

    path: tuple[str, ...]
    title: str
    label: str
    slots: tuple[Slot, ...]
    help: str = ""
    key: str = ""
    parent: tuple[str, ...] = ()
    is_required: bool = False
    across: tuple[Across, ...] = ()
    ready: int = READY_ROWS


@dataclass(frozen=True, slots=True)
class FixedSheet:
    """A row for each of `rows`: key and label."""

    path: tuple[str, ...]
    title: str
    label: str
    slots: tuple[Slot, ...]
    rows: tuple[tuple[str, str], ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """A cell for each pair of a row and a column; rows, columns: the names of the sides."""

    path: tuple[str, ...]
    title: str
    label: str
    slots: tuple[Slot, ...]
    rows: str
    columns: str
    help: str = ""


Sheet: TypeAlias = FormSheet | TableSheet | FixedSheet | MatrixSheet


@dataclass(frozen=True, slots=True)
class Plan:
    """A form of a type. mark: tells at once whether a filled form was made to another plan."""

    type: str
    revision: int
    title: str
    source: str
    sheets: tuple[Sheet, ...]
    mark: str

    def slots(self) -> Iterator[Slot]:
        """Yield every place of the form, in the order of its sheets."""
        for sheet in self.sheets:
            yield from sheet.slots
            if isinstance(sheet, TableSheet):
                yield from (across.cell for across in sheet.across)

    def at(self, path: tuple[str, ...]) -> Slot | None:
        """Return the place of a field by its path of names."""
        return next((slot for slot in self.slots() if slot.path == path), None)


def plan_of(compiled: CompiledSpec) -> Plan:
    """Return the plan of a type's form: the same for the same spec."""
    spec = compiled.spec
    sheets = tuple(_Sheets(spec.fields, compiled.home.library).made())
    told = repr([(type(sheet).__name__, [(slot.name, slot.heading) for slot in sheet.slots]) for sheet in sheets])
    mark = hashlib.sha256(told.encode()).hexdigest()[:12]
    source = compiled.home.library.citation(spec.source.document, spec.source.place)
    return Plan(spec.id, spec.revision, spec.title, source, sheets, mark)


def hidden_name(path: tuple[str, ...]) -> str:
    """Return the defined name of a place: never like a cell's address, never longer than a workbook allows."""
    text = _NAME_PREFIX + ".".join(_NOT_IN_NAMES.sub("_", step) for step in path)
    return text if len(text) <= _LONGEST_NAME else text[:200] + hashlib.sha256(text.encode()).hexdigest()[:12]


class _Sheets:
    """One walk through the fields: single fields gathered, tables and matrices put off to sheets of their own."""

    def __init__(self, fields: tuple[Field, ...], library: Library) -> None:
        self.fields = fields
        self.library = library
        self.titles: set[str] = set(_TAKEN_TITLES)
        self.later: list[tuple[tuple[str, ...], Table | FixedTable | Matrix]] = []

    def made(self) -> Iterator[Sheet]:
        lines = _placed_below(self._lines(self.fields, (), ()))
        if lines:
            yield FormSheet(self._title(_FORM_TITLE), lines)
        sheets = [sheet for path, field_ in self.later for sheet in self._sheets(field_, path)]
        yield from _with_matrices_beside(sheets, self.fields)

    def _lines(self, fields: tuple[Field, ...], path: tuple[str, ...], above: tuple[str, ...]) -> Iterator[FormSection | Slot]:
        for field_ in fields:
            here, heading = (*path, field_.name), (*above, field_.label or field_.name)
            match field_:
                case Scalar() | ListOf():
                    if field_.is_given:
                        yield self._slot(field_, here, heading)
                case Group():
                    inner = list(self._lines(field_.fields, here, heading))
                    yield from (FormSection(heading[-1], len(heading)), *inner) if inner else ()
                case Table() | FixedTable() | Matrix():
                    self.later += [(here, field_)] if has_given(field_) else []
                case _:
                    assert_never(field_)

    def _slot(self, field_: Scalar | ListOf, path: tuple[str, ...], heading: tuple[str, ...]) -> Slot:
        default = default_words(field_.default) if isinstance(field_, Scalar) and field_.default else ""
        hint = "; ".join(filter(None, (hint_of(field_, self.library), default)))
        return Slot(path, field_, heading, hidden_name(path), hint=hint, offer=offer_of(field_, self.library))

    def _sheets(self, field_: Table | FixedTable | Matrix, path: tuple[str, ...], parent: TableSheet | None = None) -> Iterator[Sheet]:
        label = field_.label or field_.name
        match field_:
            case Matrix():
                cell = self._slot(field_.of, (*path, MATRIX_KEY, MATRIX_KEY), (label,))
                yield MatrixSheet(path, self._title(label), label, (cell,), field_.rows, field_.columns, field_.help)
            case FixedTable():
                table = self.library.table(field_.rows)
                rows = tuple((key, str(row.get(table.label) or key)) for key, row in table.rows.items())
                slots, _ = self._columns(field_, path)
                yield FixedSheet(path, self._title(label), label, slots, rows, field_.help)
            case Table():
                yield from self._table(field_, path, parent)
            case _:
                assert_never(field_)

    def _table(self, field_: Table, path: tuple[str, ...], parent: TableSheet | None) -> Iterator[Sheet]:
        slots, nested = self._columns(field_, path, () if parent is None else (_parent_slot(path, parent),))
        label = field_.label or field_.name
        above = () if parent is None else parent.path
        sheet = TableSheet(path, self._title(label), label, slots, field_.help, field_.key, above, field_.required)
        yield sheet
        for inner_path, inner in nested:
            yield from self._sheets(inner, inner_path, sheet)

    def _columns(
        self, table: Table | FixedTable, path: tuple[str, ...], first: tuple[Slot, ...] = ()
    ) -> tuple[tuple[Slot, ...], list[tuple[tuple[str, ...], Table | FixedTable | Matrix]]]:
        """Return the places of a row, side by side, and what within it needs a sheet of its own."""
        nested: list[tuple[tuple[str, ...], Table | FixedTable | Matrix]] = []
        slots = (*first, *self._cells(table.fields, path, (), nested))
        return tuple(replace(slot, address=f"{letters(column)}{HEAD_ROW}") for column, slot in enumerate(slots, start=1)), nested

    def _cells(
        self,
        fields: tuple[Field, ...],
        path: tuple[str, ...],
        above: tuple[str, ...],
        nested: list[tuple[tuple[str, ...], Table | FixedTable | Matrix]],
    ) -> Iterator[Slot]:
        for field_ in fields:
            here, heading = (*path, field_.name), (*above, field_.label or field_.name)
            match field_:
                case Scalar() | ListOf():
                    yield self._slot(field_, here, heading)
                case Group():
                    yield from self._cells(field_.fields, here, heading, nested)
                case Table() | FixedTable() | Matrix():
                    nested.append((here, field_))
                case _:
                    assert_never(field_)

    def _title(self, label: str) -> str:
        """Return the title of a sheet: allowed in a workbook, unlike any other."""
        base = name = " ".join(_NOT_IN_TITLES.sub(" ", label).split())[:_LONGEST_TITLE].strip() or "Tabel"
        number = 2
        while name.casefold() in self.titles:
            name, number = f"{base[: _LONGEST_TITLE - 3].rstrip()} {number}", number + 1
        self.titles.add(name.casefold())
        return name


def _placed_below(lines: Iterator[FormSection | Slot]) -> tuple[FormSection | Slot, ...]:
    return tuple(replace(line, address=f"A{row}") for row, line in enumerate(lines, start=FIRST_LINE))


def _parent_slot(path: tuple[str, ...], parent: TableSheet) -> Slot:
    """Return the column that names the row of the table above; empty means: as above."""
    key = next((slot for slot in parent.slots if slot.path == (*parent.path, parent.key)), None)
    heading = key.heading if key is not None else (f"No. {parent.label}",)
    field_ = replace(key.field, required=False) if key is not None else Scalar(name=PARENT_KEY, label=heading[-1], kind="text")
    return Slot((*path, PARENT_KEY), field_, heading, hidden_name((*path, "_induk")), hint="kosong = sama dengan baris di atasnya")


def _with_matrices_beside(sheets: list[Sheet], fields: tuple[Field, ...]) -> Iterator[Sheet]:
    """Yield the sheets with each matrix beside the table of its rows, where both its sides are filled in the form.

    A sorted table then takes its cells along; on a sheet of its own they would be left to other rows.
    """
    rows = {sheet.path: sheet for sheet in sheets if isinstance(sheet, TableSheet)}
    moved: dict[tuple[str, ...], list[Across]] = {}
    for sheet in sheets:
        if isinstance(sheet, MatrixSheet) and tuple(sheet.rows.split(".")) in rows:
            side = rows_at(fields, sheet.columns)
            if isinstance(side, Table | ListOf):
                across = Across(sheet.slots[0], sheet.columns, side.at_most or MOST_ACROSS)
                moved.setdefault(tuple(sheet.rows.split(".")), []).append(across)
    beside = {across.cell.path[:-2] for found in moved.values() for across in found}
    for sheet in sheets:
        if isinstance(sheet, MatrixSheet) and sheet.path in beside:
            continue
        yield replace(sheet, across=tuple(moved.get(sheet.path, ()))) if isinstance(sheet, TableSheet) else sheet
