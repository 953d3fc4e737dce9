"""The plan of a type's form, made from its fields: one walk, single fields gathered, tables and matrices on sheets of their own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from generator.fields.entry import entry_of
from generator.fields.kind import Offer
from generator.fields.scalars import hint_of, offer_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, has_given, key_field, rows_at
from generator.form.fed import fed_fields
from generator.form.formulas import ShownFormula, formula_of
from generator.form.identity import FAULTS_SHEET, HIDDEN_SHEET
from generator.form.plan import (
    FIRST_LINE,
    HEAD_ROW,
    MATRIX_KEY,
    MOST_ACROSS,
    PARENT_KEY,
    ROW_KEY,
    Across,
    FixedSheet,
    FormSection,
    FormSheet,
    MatrixSheet,
    MatrixSide,
    Plan,
    Sheet,
    Slot,
    TableSheet,
    hidden_name,
)
from generator.office.sheet.addresses import letters
from generator.spec.default_words import default_words
from generator.spec.feeders import feeders_of
from validators.spelling import folded

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

_Path: TypeAlias = tuple[str, ...]
_TableLike: TypeAlias = TableSheet | FixedSheet | MatrixSheet
_Nested: TypeAlias = list[tuple[_Path, Table | FixedTable | Matrix]]
_Later: TypeAlias = list[tuple[_Path, Table | FixedTable | Matrix, int]]
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE: Final = 31
_TAKEN_TITLES: Final = ("petunjuk", HIDDEN_SHEET, "daftar", "history", FAULTS_SHEET.casefold())
_FORM_TITLE: Final = "Isian"
_ROW_LABEL: Final = "Baris"
_MOST_FORMER: Final = 50
_MOST_BESIDE: Final = 60
"""So many columns may the fixed rows within a row of a table come to."""


@lru_cache(maxsize=64)
def plan_of(compiled: CompiledSpec) -> Plan:
    """Return the plan of a type's form: the same for the same spec."""
    spec = compiled.spec
    walk = _Sheets(compiled)
    sheets = tuple(walk.made())
    told = repr([(type(sheet).__name__, [(slot.name, slot.heading) for slot in sheet.slots]) for sheet in sheets])
    mark = hashlib.sha256(told.encode()).hexdigest()[:12]
    source = compiled.home.library.citation(spec.source.document, spec.source.place)
    fed = fed_fields(compiled)
    left_out = tuple(one for one in fed if not one.is_asked)
    return Plan(spec.id, spec.revision, spec.title, source, sheets, mark, feeders_of(compiled), tuple(walk.omitted), fed, left_out)


class _Sheets:
    """One walk through the fields: single fields gathered, tables and matrices put off to sheets of their own."""

    def __init__(self, compiled: CompiledSpec) -> None:
        self.compiled = compiled
        self.fields = compiled.spec.fields
        self.library = compiled.home.library
        self.conditions = {check.path: str(check.facts["words"]) for check in compiled.checks if check.name == "berlaku"}
        self.titles: set[str] = set(_TAKEN_TITLES)
        self.later: _Later = []
        self.walked = 0
        self.omitted: list[_Path] = []

    def made(self) -> Iterator[Sheet]:
        title = self._title(_FORM_TITLE)
        lines = _placed_below([*self._feeders(), *self._lines(self.fields, (), ())])
        if lines:
            yield FormSheet(title, lines)
        sheets = [replace(sheet, after=after) for path, field_, after in self.later for sheet in self._sheets(field_, path)]
        yield from _with_matrices_beside(sheets)

    def _feeders(self) -> Iterator[Slot]:
        """Yield the places that name the files which feed the form."""
        for name in feeders_of(self.compiled):
            label = f"Berkas {name}"
            hint = f"nama berkas {name} di folder yang sama; yang sudah ada di sana tidak perlu diisi lagi di sini"
            yield Slot((name,), Scalar(name=name, label=label, kind="text"), (label,), hidden_name(("_berkas", name)), hint=hint)

    def _lines(self, fields: tuple[Field, ...], path: _Path, above: _Path) -> Iterator[FormSection | Slot]:
        for field_ in fields:
            here, heading = (*path, field_.name), (*above, field_.label or field_.name)
            if not field_.asked:
                continue
            match field_:
                case Scalar() | ListOf():
                    if field_.is_given:
                        self.walked += 1
                        yield self._slot(field_, here, heading)
                case Group():
                    inner = list(self._lines(field_.fields, here, heading))
                    yield from (FormSection(heading[-1], len(heading)), *inner) if inner else ()
                case Table() | FixedTable() | Matrix():
                    self.later += [(here, field_, self.walked)] if has_given(field_) else []
                case _:
                    assert_never(field_)

    def _slot(self, field_: Scalar | ListOf, path: _Path, heading: _Path) -> Slot:
        hint, condition = hint_of(field_, self.library), self.conditions.get(path, "")
        default = default_words(field_.default) if isinstance(field_, Scalar) and field_.default else ""
        offer, entry = offer_of(field_, self.library), entry_of(field_)
        return Slot(
            path, field_, heading, hidden_name(path), "", hint, default, condition, offer, entry, self._formula(path), self._former(path)
        )

    def _former(self, path: _Path) -> tuple[str, ...]:
        """Return the hidden names of a place in forms of earlier revisions, of what holds it too."""
        paths: list[_Path] = [()]
        for end in range(1, len(path) + 1):
            field_ = self.compiled.spec.field_at(path[:end])
            old = field_.formerly if field_ is not None and field_.name == path[end - 1] else ()
            moved = [tuple(name.split(".")) for name in old if "." in name]
            paths = [*((*held, name) for held in paths for name in (path[end - 1], *(one for one in old if "." not in one))), *moved]
        return tuple(hidden_name(one) for one in paths[:_MOST_FORMER] if one != path)

    def _formula(self, path: _Path) -> ShownFormula | None:
        """Return what shows where nobody fills: the default of a field, or what is computed of a row."""
        expression = self.compiled.defaults.get(path)
        if expression is None and path in self.compiled.computations:
            expression = self.compiled.computations[path].expression
        if expression is None:
            return None
        around = self.compiled.table_around(path)
        fields = {"": (), **({"row": around} if around else {})}
        return formula_of(expression, fields, self._scalar, self.library)

    def _scalar(self, path: _Path) -> Scalar | None:
        """Return the single field at a path of names, of those that people fill."""
        field_ = self.compiled.spec.field_at(path)
        return field_ if isinstance(field_, Scalar) and field_.is_given else None

    def _sheets(self, field_: Table | FixedTable | Matrix, path: _Path) -> Iterator[_TableLike]:
        label = field_.label or field_.name
        match field_:
            case Matrix():
                cell_ = self._slot(field_.of, (*path, MATRIX_KEY, MATRIX_KEY), (label,))
                rows, columns = self._side(field_.rows), self._side(field_.columns)
                yield MatrixSheet(
                    path, self._title(label), label, self._first(path, rows), (cell_,), rows, columns, field_.help, field_.required
                )
            case FixedTable():
                side = self._side(field_.rows, is_listed=True)
                slots, nested = self._columns(field_, path, (self._first(path, side),))
                self.omitted += [inner_path for inner_path, _ in nested]
                yield FixedSheet(path, self._title(label), label, slots[0], slots[1:], side.keys, field_.help, field_.required)
            case Table():
                yield from self._table(field_, path, None)
            case _:
                assert_never(field_)

    def _table(self, field_: Table, path: _Path, parent: TableSheet | None) -> Iterator[TableSheet]:
        slots, nested = self._columns(field_, path, () if parent is None else (_parent_slot(path, parent),))
        label = field_.label or field_.name
        above = () if parent is None else parent.path
        sheet = TableSheet(path, self._title(label), label, slots, field_.help, field_.key, above, field_.required)
        yield sheet
        for inner_path, inner in nested:
            if isinstance(inner, Table):
                yield from self._table(inner, inner_path, sheet)
            else:
                self.omitted.append(inner_path)

    def _first(self, path: _Path, side: MatrixSide) -> Slot:
        """Return the column that says which row a line is."""
        here = (*path, ROW_KEY)
        field_ = Scalar(name=ROW_KEY, label=side.label, kind="text")
        offer = Offer(column=side.column, is_open=True) if side.column else Offer()
        return Slot(here, field_, (side.label,), hidden_name(here), f"A{HEAD_ROW}", offer=offer)

    def _side(self, name: str, *, is_listed: bool = False) -> MatrixSide:
        """Return a side of a matrix, or the rows of a table of fixed rows. is_listed: name is that of a reference table."""
        own = None if is_listed else rows_at(self.fields, name)
        if own is None or isinstance(own, FixedTable):
            table = self.library.table(name if own is None else own.rows)
            keys = _told_apart([(key, str(row.get(table.label) or key)) for key, row in table.rows.items()])
            return MatrixSide(name, _ROW_LABEL if own is None else own.label or own.name, keys, most=len(keys))
        most = own.at_most or MOST_ACROSS
        key = key_field(own)
        label = (key.label if key is not None else "") or own.label or own.name
        return MatrixSide(name, label, column=(*name.split("."), own.key) if isinstance(own, Table) else (), most=most)

    def _columns(self, table: Table | FixedTable, path: _Path, first: tuple[Slot, ...] = ()) -> tuple[tuple[Slot, ...], _Nested]:
        """Return the places of a row, side by side, and what within it needs a sheet of its own.

        What is computed stands there only where a formula can show it.
        """
        nested: _Nested = []
        slots = (*first, *(slot for slot in self._cells(table.fields, path, (), nested) if slot.is_read or slot.formula is not None))
        return tuple(replace(slot, address=f"{letters(column)}{HEAD_ROW}") for column, slot in enumerate(slots, start=1)), nested

    def _cells(self, fields: tuple[Field, ...], path: _Path, above: _Path, nested: _Nested) -> Iterator[Slot]:
        for field_ in fields:
            here, heading = (*path, field_.name), (*above, field_.label or field_.name)
            match field_:
                case Scalar() | ListOf():
                    yield self._slot(field_, here, heading)
                case Group():
                    yield from self._cells(field_.fields, here, heading, nested)
                case FixedTable() if len(rows := self._fixed(field_)) * len(field_.fields) <= _MOST_BESIDE:
                    for key, label in rows:
                        yield from self._cells(field_.fields, (*here, key), (*heading, label), nested)
                case Table() | FixedTable() | Matrix():
                    nested += [(here, field_)] if has_given(field_) else []
                case _:
                    assert_never(field_)

    def _fixed(self, table: FixedTable) -> tuple[tuple[str, str], ...]:
        """Return the rows of a table whose rows are given, by key: within a row of another table they stand side by side."""
        return self._side(table.rows, is_listed=True).keys if has_given(table) else ()

    def _title(self, label: str) -> str:
        """Return the title of a sheet: allowed in a workbook, unlike any other."""
        base = name = " ".join(_NOT_IN_TITLES.sub(" ", label).split())[:_LONGEST_TITLE].strip() or "Tabel"
        number = 2
        while name.casefold() in self.titles:
            name, number = f"{base[: _LONGEST_TITLE - 3].rstrip()} {number}", number + 1
        self.titles.add(name.casefold())
        return name


def _placed_below(lines: list[FormSection | Slot]) -> tuple[FormSection | Slot, ...]:
    return tuple(replace(line, address=f"A{row}") for row, line in enumerate(lines, start=FIRST_LINE))


def _told_apart(keys: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return keys with labels of which none stands for two."""
    counts = Counter(folded(label) for _, label in keys)
    return tuple((key, label if counts[folded(label)] == 1 else f"{label} ({key})") for key, label in keys)


def _parent_slot(path: _Path, parent: TableSheet) -> Slot:
    """Return the column that names the row of the table above; empty means: as above."""
    key = next((slot for slot in parent.slots if slot.path == (*parent.path, parent.key)), None)
    heading = key.heading if key is not None else (f"Baris {parent.label}",)
    of = key.field if key is not None else None
    field_ = replace(of, required=False, default="") if isinstance(of, Scalar) else Scalar(name=PARENT_KEY, label=heading[-1], kind="text")
    hint = "kosong = sama dengan baris di atasnya" if key is not None else "mis. baris 2; kosong = sama dengan baris di atasnya"
    offer = Offer(column=key.path, is_open=True) if key is not None else Offer()
    here = (*path, PARENT_KEY)
    return Slot(here, field_, heading, hidden_name(here), hint=hint, offer=offer, entry=entry_of(field_))


def _with_matrices_beside(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets with each matrix beside the table of its rows, where the form has that table.

    A sorted table then takes its cells along; on a sheet of its own they would be left to other rows.
    """
    rows = {sheet.path for sheet in sheets if isinstance(sheet, TableSheet)}
    moved: dict[_Path, list[Across]] = {}
    beside: set[_Path] = set()
    for sheet in sheets:
        if isinstance(sheet, MatrixSheet) and (home := tuple(sheet.rows.name.split("."))) in rows:
            moved.setdefault(home, []).append(Across(sheet.slots[0], sheet.columns))
            beside.add(sheet.path)
    for sheet in sheets:
        if isinstance(sheet, TableSheet):
            yield replace(sheet, across=tuple(moved.get(sheet.path, ())))
        elif not isinstance(sheet, MatrixSheet) or sheet.path not in beside:
            yield sheet
