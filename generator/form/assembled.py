"""From the lines and rows of a filled form back to the nested values of a data file, with the place of each; whatever medium they stood in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.fields.entry import read_value
from generator.fields.shapes import Scalar
from generator.form.plan import PARENT_KEY, FixedSheet, FormSheet, MatrixSheet, MatrixSide, Plan, TableSheet
from generator.spec.keys import key_text
from validators.absence import KOSONG, is_absent
from validators.findings import NOWHERE, Finding, Path, Place
from validators.messages import finding, suggestion
from validators.spelling import folded
from validators.values import shown

if TYPE_CHECKING:
    from generator.fields.kind import Tables

_Names: TypeAlias = tuple[str, ...]
_ROW_NUMBER: Final = re.compile(r"baris ([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class ReadSpot:
    """What was read in one place: a raw value, where it stands, and what is wrong with it, if it is no value."""

    raw: Any
    place: Place = NOWHERE
    trouble: Finding | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there."""
        return self.raw is KOSONG and self.trouble is None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A row of a sheet, or the single fields of one: what stands in its places, and of the matrices beside it by their cell and head."""

    spots: Mapping[_Names, ReadSpot]
    place: Place = NOWHERE
    across: Mapping[_Names, Mapping[str, ReadSpot]] = field(default_factory=dict[_Names, Mapping[str, ReadSpot]])


@dataclass(slots=True)
class Assembly:
    """The values of a form as they are put together: `values` nested as in a data file, `places` of each, `found` on the way."""

    plan: Plan
    tables: Tables
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    places: dict[Path, Place] = field(default_factory=dict[Path, Place])
    found: list[Finding] = field(default_factory=list[Finding])
    _rows: dict[_Names, list[tuple[Path, dict[str, Any]]]] = field(default_factory=dict[_Names, list[tuple[Path, dict[str, Any]]]])

    def form(self, sheet: FormSheet, line: ReadLine) -> None:
        """Take in the single fields."""
        for slot in sheet.slots:
            self._put(self.values, (), slot.path, line.spots.get(slot.path))

    def table(self, sheet: TableSheet, lines: Sequence[ReadLine], place: Place) -> None:
        """Take in the rows of a table, in their order. Tables in tables come after those around them."""
        held: list[tuple[Path, dict[str, Any]]] = []
        self._rows[sheet.path] = held
        if not sheet.parent:
            self.places[sheet.path] = place
            rows: list[Any] = []
            for line in lines:
                held.append(self._row(sheet, line, (*sheet.path, len(rows)), rows))
            if rows:
                self._set(self.values, sheet.path, rows)
        else:
            held += self._nested(sheet, lines)
        for across in sheet.across:
            rated = ((self._key(sheet, line), line.across.get(across.cell.path, {}), line.place) for line in lines)
            self._matrix(across.cell.path[:-2], across.columns, rated)

    def _nested(self, sheet: TableSheet, lines: Sequence[ReadLine]) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the rows of a table in a table, each put into the row that it names, or into that of the row before."""
        above = self._rows.get(sheet.parent, [])
        parent = next(one for one in self.plan.sheets if isinstance(one, TableSheet) and one.path == sheet.parent)
        keys = [folded(self._spoken(parent, row.get(parent.key, KOSONG))) for _, row in above]
        at = -1
        for line in lines:
            named = line.spots.get((*sheet.path, PARENT_KEY), ReadSpot(KOSONG))
            at = at if named.is_empty else self._parent(parent, named, keys)
            if at < 0:
                self._refuse_parent(parent, named, line)
                continue
            path, row = above[at]
            steps = sheet.path[len(parent.path) :]
            rows = row.setdefault(steps[0], []) if len(steps) == 1 else self._set(row, steps, [], is_kept=True)
            yield self._row(sheet, line, (*path, *steps, len(rows)), rows)

    def _parent(self, parent: TableSheet, named: ReadSpot, keys: Sequence[str]) -> int:
        text = folded(self._spoken(parent, named.raw))
        if text and text in keys:
            return keys.index(text)
        match = _ROW_NUMBER.fullmatch(text)
        return int(match[1]) - 1 if match and int(match[1]) <= len(keys) else -1

    def _refuse_parent(self, parent: TableSheet, named: ReadSpot, line: ReadLine) -> None:
        key = next((slot.heading[-1] for slot in parent.slots if slot.path[-1] == parent.key), "nomor baris")
        if named.is_empty:
            made = finding("baris-tanpa-induk", parent.path, daftar=parent.label, kolom=key)
        else:
            rows = [self._spoken(parent, row.get(parent.key, KOSONG)) for _, row in self._rows.get(parent.path, [])]
            usul = suggestion(str(named.raw), rows)
            made = finding("baris-tidak-dikenal", parent.path, nilai=shown(str(named.raw)), daftar=parent.label, usul=usul, kolom=key)
        self.found.append(replace(made, place=line.place if named.is_empty else named.place))

    def _row(self, sheet: TableSheet, line: ReadLine, path: Path, rows: list[Any]) -> tuple[Path, dict[str, Any]]:
        row: dict[str, Any] = {}
        rows.append(row)
        self.places[path] = line.place
        for slot in sheet.slots:
            if slot.is_read and slot.path[-1] != PARENT_KEY:
                self._put(row, path, slot.path[len(sheet.path) :], line.spots.get(slot.path))
        return path, row

    def fixed(self, sheet: FixedSheet, lines: Sequence[ReadLine], place: Place) -> None:
        """Take in the rows of a table whose rows are given."""
        self.places[sheet.path] = place
        keys = {folded(text): key for key, label in sheet.rows for text in (key, label)}
        seen: dict[str, dict[str, Any]] = {}
        for line in lines:
            named = line.spots.get(sheet.first.path, ReadSpot(KOSONG))
            key = keys.get(folded(str(named.raw)), str(named.raw) if not named.is_empty else "")
            if not key:
                self.found.append(replace(finding("baris-tanpa-nama", sheet.path, daftar=sheet.label), place=line.place))
            elif key in seen:
                made = finding(
                    "kunci-kembar", sheet.path, nilai=shown(str(named.raw)), pertama=list(seen).index(key) + 1, kolom=sheet.first.title
                )
                self.found.append(replace(made, place=line.place))
            else:
                seen[key] = {}
                self.places[*sheet.path, key] = line.place
                for slot in sheet.slots:
                    self._put(seen[key], (*sheet.path, key), slot.path[len(sheet.path) :], line.spots.get(slot.path))
        if seen:
            self._set(self.values, sheet.path, seen)

    def matrix(self, sheet: MatrixSheet, lines: Sequence[ReadLine], place: Place) -> None:
        """Take in a matrix that has a sheet of its own."""
        self.places[sheet.path] = place
        keys = {folded(label): key for key, label in sheet.rows.keys}

        def rated() -> Iterator[tuple[str, Mapping[str, ReadSpot], Place]]:
            for line in lines:
                named = line.spots.get(sheet.first.path, ReadSpot(KOSONG))
                text = "" if named.is_empty else spoken(named.raw)
                yield keys.get(folded(text), text), line.across.get(sheet.slots[0].path, {}), line.place

        self._matrix(sheet.path, sheet.columns, rated())

    def _matrix(self, path: _Names, columns: MatrixSide, rated: Iterator[tuple[str, Mapping[str, ReadSpot], Place]]) -> None:
        made: dict[str, dict[str, Any]] = {}
        heads = {folded(label): key for key, label in columns.keys}
        for key, spots, place in rated:
            filled = {heads.get(folded(head), head): spot for head, spot in spots.items() if not spot.is_empty}
            if not filled:
                continue
            if not key:
                self.found.append(replace(finding("nilai-tanpa-nama-baris", path), place=next(iter(filled.values())).place))
                continue
            if key in made:  # told as a row that is doubled
                continue
            made[key] = {}
            self.places[*path, key] = place
            for head, spot in filled.items():
                self._put(made[key], (*path, key), (head,), spot)
        if made:
            self._set(self.values, path, made)

    def _key(self, sheet: TableSheet, line: ReadLine) -> str:
        spot = line.spots.get((*sheet.path, sheet.key), ReadSpot(KOSONG))
        return "" if spot.is_empty or is_absent(spot.raw) else self._spoken(sheet, spot.raw)

    def _spoken(self, sheet: TableSheet, raw: Any) -> str:
        """Return what names a row, read as its column is."""
        slot = next((slot for slot in sheet.slots if slot.path == (*sheet.path, sheet.key)), None)
        value = read_value(slot.field, raw, self.tables) if slot is not None and isinstance(slot.field, Scalar) else raw
        return spoken(raw) if is_absent(value) else key_text(value)

    def _put(self, held: dict[str, Any], path: Path, steps: _Names, spot: ReadSpot | None) -> None:
        """Put what stands in one place into a group or row. An empty place is none, but where it is, is known."""
        if spot is None:
            return
        here = (*path, *steps)
        self.places[here] = spot.place
        if spot.trouble is not None:
            self.found.append(replace(spot.trouble, path=here, place=spot.place))
        if not spot.is_empty:
            self._set(held, steps, spot.raw)

    def _set(self, held: dict[str, Any], steps: Sequence[str], value: Any, *, is_kept: bool = False) -> Any:
        for step in steps[:-1]:
            held = held.setdefault(step, {})
        if is_kept:
            return held.setdefault(steps[-1], value)
        held[steps[-1]] = value
        return value


def spoken(raw: Any) -> str:
    """Return a raw value as a key is written; "" for what is empty or wrong."""
    return "" if is_absent(raw) else key_text(raw)
