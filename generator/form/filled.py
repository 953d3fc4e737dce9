"""A form with values in its places: what each line and row of its sheets holds, for whatever medium writes it.

The values are nested as in a data file, typed or as text, under their present names and keys. What has no place in a form, a value
of another shape or of a row that is not there, is told in `left`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.fields.entry import read_value
from generator.fields.shapes import Scalar
from generator.form.plan import (
    PARENT_KEY,
    ROW_KEY,
    Across,
    FixedSheet,
    FormSheet,
    MatrixSheet,
    MatrixSide,
    Plan,
    Sheet,
    Slot,
    TableSheet,
)
from generator.spec.keys import key_text, value_at
from validators.absence import is_absent
from validators.spelling import folded

if TYPE_CHECKING:
    from generator.fields.kind import Tables

_Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a table: raw values by the path of their place, and of the matrices beside it by path and head."""

    cells: Mapping[_Path, Any]
    across: Mapping[_Path, Mapping[str, Any]] = field(default_factory=dict[_Path, Mapping[str, Any]])


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet with its rows. heads: of the matrices that it holds, by their path, what stands over their columns."""

    sheet: Sheet
    rows: tuple[FilledRow, ...] = ()
    heads: Mapping[_Path, tuple[str, ...]] = field(default_factory=dict[_Path, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A plan with values. left: the paths of those that have no place in it."""

    plan: Plan
    sheets: tuple[FilledSheet, ...]
    left: tuple[_Path, ...] = ()


def filled(plan: Plan, values: Mapping[str, Any], tables: Tables) -> FilledForm:
    """Return a form with values in its places."""
    filling = _Filling(plan, values, tables)
    sheets = tuple(filling.sheet(sheet) for sheet in plan.sheets)
    filling.left += _strays(values, (), _places(plan))
    return FilledForm(plan, sheets, tuple(dict.fromkeys(filling.left)))


def _places(plan: Plan) -> frozenset[_Path]:
    """Return the paths of all that has a place in a form, and of what holds them."""
    paths = [slot.path for sheet in plan.sheets for slot in sheet.slots if slot.is_read]
    paths += [(*across.cell.path[:-2], "*") for sheet in plan.sheets if isinstance(sheet, TableSheet) for across in sheet.across]
    paths += [(*sheet.path, "*") for sheet in plan.sheets if isinstance(sheet, MatrixSheet | FixedSheet)]
    return frozenset(path[:end] for path in paths for end in range(1, len(path) + 1))


def _strays(values: Any, above: _Path, places: frozenset[_Path]) -> Iterator[_Path]:
    """Yield the paths of values that have no place in the form; rows of a catalogue and of a matrix are looked at where they are filled in."""
    if isinstance(values, list):
        for row in values:
            yield from _strays(row, above, places)
    elif isinstance(values, Mapping) and (*above, "*") not in places:
        for name, value in values.items():
            here = (*above, str(name))
            if here in places and not (isinstance(value, str) and any(place[:-1] == here for place in places)):
                yield from _strays(value, here, places)
            elif _has_content(value):  # or words where a group has its place
                yield here


def _has_content(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_content(child) for child in value.values())
    return any(_has_content(child) for child in value) if isinstance(value, list) else not is_absent(value) and value != ""


@dataclass(slots=True)
class _Filling:
    plan: Plan
    values: Mapping[str, Any]
    tables: Tables
    left: list[_Path] = field(default_factory=list[_Path])

    def sheet(self, sheet: Sheet) -> FilledSheet:
        match sheet:
            case FormSheet():
                return FilledSheet(sheet, (FilledRow(dict(self._cells(sheet.slots, self.values, ()))),))
            case TableSheet():
                return self._table(sheet)
            case FixedSheet():
                return FilledSheet(sheet, tuple(self._fixed_rows(sheet)))
            case MatrixSheet():
                return self._matrix(sheet)

    def _cells(self, slots: Sequence[Slot], held: Any, above: _Path) -> Iterator[tuple[_Path, Any]]:
        """Yield what stands in the places of one row, or of the single fields. above: the path of the table."""
        for slot in slots:
            if not slot.is_read or slot.path[-1] in (PARENT_KEY, ROW_KEY):
                continue
            value = value_at(held, slot.path[len(above) :]) if isinstance(held, Mapping) else held
            if isinstance(value, Mapping) or (isinstance(slot.field, Scalar) and isinstance(value, list)):
                self.left.append(slot.path)
            elif not is_absent(value) and value not in ("", []):
                yield slot.path, value

    def _table(self, sheet: TableSheet) -> FilledSheet:
        named: list[tuple[Any, Mapping[str, Any]]] = list(self._rows(sheet))
        heads = {across.cell.path: self._heads(across.columns, across.cell.path[:-2]) for across in sheet.across}
        placed: Counter[tuple[_Path, str]] = Counter()
        rows: list[FilledRow] = []
        for parent, row in named:
            cells = dict(self._cells(sheet.slots, row, sheet.path))
            if not cells:
                self.left += self._rows_within(sheet, row)
                continue
            if sheet.parent:
                cells[*sheet.path, PARENT_KEY] = parent
            key = self._key(sheet, row)
            rated = {across.cell.path: self._rated(across, key, placed) for across in sheet.across}
            rows.append(FilledRow(cells, rated))
        rows += self._rated_alone(sheet, placed)
        return FilledSheet(sheet, tuple(rows), heads)

    def _rows_within(self, sheet: TableSheet, row: Mapping[str, Any]) -> Iterator[_Path]:
        """Yield the tables in a row that says nothing itself: their rows have none to name."""
        within = (one.path for one in self.plan.sheets if isinstance(one, TableSheet) and one.parent == sheet.path)
        yield from (path for path in within if _has_content(value_at(row, path[len(sheet.path) :])))

    def _rated_alone(self, sheet: TableSheet, placed: Counter[tuple[_Path, str]]) -> Iterator[FilledRow]:
        """Yield a row for each that only the matrices beside a table have: what they hold is not lost, and its row is still to be described."""
        alone: dict[str, dict[_Path, Mapping[str, Any]]] = {}
        for across in sheet.across:
            matrix = value_at(self.values, across.cell.path[:-2])
            for key in map(str, matrix) if isinstance(matrix, Mapping) else ():
                if not placed[across.cell.path, key] and (rated := self._rated(across, key, placed)):
                    alone.setdefault(key, {})[across.cell.path] = rated
        yield from (FilledRow({(*sheet.path, sheet.key): key}, rated) for key, rated in alone.items())

    def _rows(self, sheet: TableSheet) -> Iterator[tuple[Any, Mapping[str, Any]]]:
        """Yield the rows of a table with what names the row around them, None where there is none."""
        if not sheet.parent:
            yield from ((None, row) for row in self._listed(value_at(self.values, sheet.path), sheet.path))
            return
        parent = next(one for one in self.plan.sheets if isinstance(one, TableSheet) and one.path == sheet.parent)
        above = [row for _, row in self._rows(parent) if dict(self._cells(parent.slots, row, parent.path))]
        keys = [self._key(parent, row) for row in above]
        counts = Counter(folded(key) for key in keys)
        for number, (row, key) in enumerate(zip(above, keys, strict=True), start=1):
            named = value_at(row, (parent.key,)) if key and counts[folded(key)] == 1 else f"baris {number}"
            yield from ((named, inner) for inner in self._listed(value_at(row, sheet.path[len(parent.path) :]), sheet.path))

    def _listed(self, rows: Any, path: _Path) -> Iterator[Mapping[str, Any]]:
        if not isinstance(rows, list):
            self.left += [] if is_absent(rows) else [path]
            return
        for row in rows:
            if isinstance(row, Mapping):
                yield row
            elif not is_absent(row):
                self.left.append(path)

    def _key(self, sheet: TableSheet, row: Mapping[str, Any]) -> str:
        """Return what names a row, as a matrix would write it; "" where nothing does."""
        slot = next((slot for slot in sheet.slots if slot.path == (*sheet.path, sheet.key)), None)
        raw = row.get(sheet.key) if slot is not None else None
        if slot is None or not isinstance(slot.field, Scalar) or raw is None or is_absent(raw):
            return ""
        value = read_value(slot.field, raw, self.tables)
        return str(raw) if is_absent(value) else key_text(value)

    def _rated(self, across: Across, key: str, placed: Counter[tuple[_Path, str]]) -> Mapping[str, Any]:
        """Return what a matrix has for a row; of rows with one key the first has it."""
        matrix = value_at(self.values, across.cell.path[:-2])
        cells = matrix.get(key) if isinstance(matrix, Mapping) else None
        if not isinstance(cells, Mapping) or placed[across.cell.path, key]:
            return {}
        placed[across.cell.path, key] += 1
        return {str(head): value for head, value in cells.items() if not is_absent(value)}

    def _heads(self, side: MatrixSide, path: _Path) -> tuple[str, ...]:
        """Return what stands over the columns of a matrix: the rows of the catalogue, else those of the form, and what else it has."""
        matrix = value_at(self.values, path)
        written = (
            [str(head) for cells in matrix.values() if isinstance(cells, Mapping) for head in cells] if isinstance(matrix, Mapping) else []
        )
        return tuple(dict.fromkeys((*self._members(side), *written)))

    def _members(self, side: MatrixSide) -> list[str]:
        """Return the keys of a side of a matrix."""
        if side.keys:
            return [key for key, _ in side.keys]
        held = value_at(self.values, tuple(side.name.split(".")))
        table = next((one for one in self.plan.sheets if isinstance(one, TableSheet) and one.path == side.column[:-1]), None)
        if table is not None:
            return [key for _, row in self._rows(table) if (key := self._key(table, row))]
        slot = self.plan.at(tuple(side.name.split(".")))
        of = None if slot is None or isinstance(slot.field, Scalar) else slot.field.of
        values = [read_value(of, item, self.tables) if of is not None else item for item in held] if isinstance(held, list) else []
        return [key_text(value) for value in values if not is_absent(value)]

    def _fixed_rows(self, sheet: FixedSheet) -> Iterator[FilledRow]:
        held = value_at(self.values, sheet.path)
        rows = held if isinstance(held, Mapping) else {}
        self.left += [sheet.path] if not isinstance(held, Mapping) and not is_absent(held) else []
        known = {key for key, _ in sheet.rows}
        self.left += [(*sheet.path, str(key)) for key in rows if key not in known]
        within = frozenset(slot.path[:end] for slot in sheet.slots for end in range(1, len(slot.path) + 1))
        self.left += [path for row in rows.values() for path in _strays(row, sheet.path, within)]
        for key, label in sheet.rows:
            yield FilledRow({sheet.first.path: label, **dict(self._cells(sheet.slots, rows.get(key, {}), sheet.path))})

    def _matrix(self, sheet: MatrixSheet) -> FilledSheet:
        matrix = value_at(self.values, sheet.path)
        held = matrix if isinstance(matrix, Mapping) else {}
        cell = sheet.slots[0].path
        labels = dict(sheet.rows.keys)
        rows: list[FilledRow] = []
        for key in dict.fromkeys((*self._members(sheet.rows), *map(str, held))):
            cells = held.get(key, {})
            self.left += [] if isinstance(cells, Mapping) else [(*sheet.path, key)]
            rated = {str(head): value for head, value in cells.items() if not is_absent(value)} if isinstance(cells, Mapping) else {}
            rows.append(FilledRow({sheet.first.path: labels.get(key, key)}, {cell: rated}))
        return FilledSheet(sheet, tuple(rows), {cell: self._heads(sheet.columns, sheet.path)})
