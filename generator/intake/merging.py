"""Fills the fields of a form from a file that feeds several documents (`from:`), and tells where the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, assert_never

from generator import formatting
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from validators.absence import CACAT, KOSONG, is_absent
from validators.findings import Finding, Findings, Path, Place, Severity, nearest_place
from validators.messages import finding, suggestion
from validators.tree import as_group

_PROSE: Final = ("text", "paragraph")
"""What a list may hold that documents word for themselves: it is not compared."""


@dataclass(frozen=True, slots=True)
class Feeder:
    """Typed values that others take from, and where they stand.

    within: the path of `values` in its own file, `("peserta", 3)`. source: the document that they are, for whoever checks it.
    is_lost: it could not be read, which is told; what would come from it is neither there nor missing.
    """

    values: Mapping[str, Any]
    places: Mapping[Path, Place]
    within: Path = ()
    source: Any = None
    is_lost: bool = False
    _below: dict[Path, list[Path]] = field(default_factory=dict[Path, list[Path]])

    def at(self, steps: Iterable[str]) -> Any:
        """Return the value that names lead to, `KOSONG` where there is none."""
        value: Any = CACAT if self.is_lost else self.values
        for step in steps:
            value = value if value is CACAT else value.get(step, KOSONG) if isinstance(value, Mapping) else KOSONG
        return value

    def below(self, path: Path) -> list[Path]:
        """Return the paths of every place at or below a path of the file."""
        if not self._below:
            for place in self.places:
                for end in range(len(place) + 1):
                    self._below.setdefault(place[:end], []).append(place)
        return self._below.get(path, [])


@dataclass(frozen=True, slots=True)
class MergedForm:
    """A form's values with what was taken, the place of each, and all that is to be said of it."""

    values: dict[str, Any]
    places: dict[Path, Place]
    found: Findings


def merged(
    fields: tuple[Field, ...], values: Mapping[str, Any], places: Mapping[Path, Place], found: Findings, *, feeders: Mapping[str, Feeder]
) -> MergedForm:
    """Return a form's typed values with everything taken that its fields take from the feeders, by the first name of `from:`.

    What is empty is taken. A keyed table is joined by its key, its rows in the feeder's order. A list of words or a long text that is
    written stands as it is. Any other value that is written and differs is a warning, and is kept: a table without a key and a list
    as a whole, a matrix cell by cell.
    """
    merging = _Merging(feeders, dict(places))
    filled = merging.fill(fields, values, ())
    moved = Findings(replace(one, path=_moved(one.path, merging.moved)) for one in found)
    return MergedForm(filled, merging.places, moved + merging.found)


def _moved(path: Path, moved: Mapping[Path, Path]) -> Path:
    """Return where a value came to stand. moved: the new path by the old one, inner ones below the new outer ones."""
    for end in range(1, len(path) + 1):
        if path[:end] in moved:
            path = (*moved[path[:end]], *path[end:])
    return path


@dataclass(slots=True)
class _Merging:
    feeders: Mapping[str, Feeder]
    places: dict[Path, Place]
    found: list[Finding] = field(default_factory=list[Finding])
    moved: dict[Path, Path] = field(default_factory=dict[Path, Path])

    def fill(self, fields: tuple[Field, ...], own: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Return a group's members; those with `from:` filled, groups gone into."""
        filled = dict(own)
        for field_ in fields:
            name, here = field_.name, (*path, field_.name)
            if field_.taken_from:
                first, *steps = field_.taken_from.split(".")
                if (feeder := self.feeders.get(first)) is not None:
                    value = self.merge(field_, own.get(name, KOSONG), (feeder.at(steps), feeder, (*feeder.within, *steps)), here)
                    filled |= {} if value is KOSONG else {name: value}
            elif isinstance(field_, Group) and isinstance(own.get(name, {}), Mapping):
                filled[name] = self.fill(field_.fields, own.get(name, {}), here)
        return filled

    def merge(self, field_: Field, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> Any:
        """Return one field's value. source: the feeder's value, the feeder, and where the value stands in its file."""
        theirs = source[0]
        if isinstance(field_, Group) and own is not CACAT:
            mine = own if isinstance(own, Mapping) else {}
            taken = self._members(field_.fields, mine, source, path) if isinstance(theirs, Mapping) or theirs is CACAT else mine
            return self.fill(field_.fields, taken, path)
        if _is_blank(theirs) or own is CACAT:
            return own
        if _is_blank(own):
            return self._taken(field_, source, path)
        match field_:
            case Scalar():
                self._compare(field_, own, source, path)
                return own
            case Table():
                return self._joined(field_, own, source, path) if field_.key else self._standing(own, source, path)
            case FixedTable():
                return self._fixed(field_, own, source, path)
            case ListOf() | Matrix():
                return self._whole(field_, own, source, path)
            case Group():
                return own
            case _:
                assert_never(field_)

    def _whole(self, field_: ListOf | Matrix, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> Any:
        """Return what is written, which stands alone; told of where it differs."""
        if isinstance(field_, Matrix):
            self._compare_cells(field_, own, source, path)
        elif field_.of.kind not in _PROSE:
            self._compare_lists(own, source, path)
        return own

    def _members(self, fields: tuple[Field, ...], own: Mapping[str, Any], source: tuple[Any, Feeder, Path], path: Path) -> dict[str, Any]:
        theirs, feeder, at = source
        result = dict(own)
        for child in fields:
            if child.is_given and (theirs is CACAT or child.name in theirs) and not child.taken_from:
                inner = (CACAT if theirs is CACAT else theirs[child.name], feeder, (*at, child.name))
                result[child.name] = self.merge(child, own.get(child.name, KOSONG), inner, (*path, child.name))
        return result

    def _fixed(self, field_: FixedTable, own: Mapping[str, Any], source: tuple[Any, Feeder, Path], path: Path) -> Any:
        theirs, feeder, at = source
        if not isinstance(own, Mapping) or not isinstance(theirs, Mapping):
            return own
        rows = {key: (own.get(key, {}), theirs.get(key, {})) for key in (*own, *(key for key in theirs if key not in own))}
        return {
            key: self._members(field_.fields, mine, (others, feeder, (*at, key)), (*path, key)) if isinstance(mine, Mapping) else mine
            for key, (mine, others) in rows.items()
        }

    def _joined(self, field_: Table, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> Any:
        """Return the feeder's rows in its order, each with what is written of it here; rows it does not have follow."""
        theirs, feeder, at = source
        if not isinstance(own, list) or not isinstance(theirs, list):
            return own
        left = self._left(own, theirs, field_.key)
        numbers = {row[field_.key]: number for number, row in enumerate(own) if number not in left}
        written = self._lifted(path)
        rows: list[Any] = []
        for number, row in enumerate(theirs):
            mine = numbers.pop(row.get(field_.key), None) if isinstance(row, Mapping) else None
            here = (*path, len(rows))
            if mine is not None:
                self._lower(written.get(mine, {}), (*path, mine), here)
            rows.append(self._members(field_.fields, own[mine] if mine is not None else {}, (row, feeder, (*at, number)), here))
        for number in left:
            self._lower(written.get(number, {}), (*path, number), (*path, len(rows)))
            self._outside(field_, own[number], (*path, len(rows)), source)
            rows.append(own[number])
        return rows

    def _left(self, own: list[Any], theirs: list[Any], key: str) -> list[int]:
        """Return the numbers of the own rows that stand beside no row of the feeder: unknown keys, a key's second row, and those without one."""
        open_keys = Counter(name for row in theirs if isinstance(row, Mapping) and not is_absent(name := row.get(key, KOSONG)))
        left: list[int] = []
        for number, row in enumerate(own):
            if isinstance(row, Mapping) and open_keys.get(row.get(key, KOSONG), 0):
                open_keys[row[key]] -= 1
            else:
                left.append(number)
        return left

    def _outside(self, field_: Table, row: Any, path: Path, source: tuple[Any, Feeder, Path]) -> None:
        key = row.get(field_.key, KOSONG) if isinstance(row, Mapping) else KOSONG
        if field_.plus_rows or key in (KOSONG, CACAT):
            return
        theirs, feeder, _ = source
        file = nearest_place(feeder.places, ()).file or next((place.file for place in feeder.places.values()), "")
        keys = [str(formatting.show(other.get(field_.key, KOSONG))) for other in theirs if isinstance(other, Mapping)]
        named = str(formatting.show(key))
        if named in keys:  # a key's second row: told as a doubled key
            return
        facts: dict[str, Any] = {"nilai": named, "berkas": file, "usul": suggestion(named, keys, after=len(self.found))}
        self.found.append(finding("baris-di-luar-asal", (*path, field_.key), **facts))

    def _standing(self, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> Any:
        """Return a table without a key as it is written: it stands instead of the feeder's, and is told where the two differ."""
        theirs, feeder, at = source
        if _differs(own, theirs):
            other = nearest_place(feeder.places, at)
            told = finding("tabel-beda-dari-program", path, severity=Severity.WARNING, tempat=str(other))
            self.found.append(replace(told, also=other))
        return own

    def _lifted(self, path: Path) -> dict[str | int, dict[Path, Place]]:
        """Take the places below a table out, row by row, to be set down where its rows come to stand."""
        written: dict[str | int, dict[Path, Place]] = {}
        for place in [place for place in self.places if place[: len(path)] == path and len(place) > len(path)]:
            written.setdefault(place[len(path)], {})[place] = self.places.pop(place)
        return written

    def _lower(self, written: Mapping[Path, Place], old: Path, new: Path) -> None:
        self.places |= {(*new, *path[len(old) :]): place for path, place in written.items()}
        if old != new:
            self.moved[old] = new

    def _taken(self, field_: Field, source: tuple[Any, Feeder, Path], path: Path) -> Any:
        theirs, feeder, at = source
        self.places |= {(*path, *place[len(at) :]): feeder.places[place] for place in feeder.below(at)}
        self.places.setdefault(path, nearest_place(feeder.places, at))
        return _fitting(field_, theirs)

    def _compare(self, field_: Scalar, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> None:
        theirs, feeder, at = source
        if theirs is CACAT or own == theirs or kind_of(field_).look.form == "long":
            return
        self._tell(formatting.show(own), formatting.show(theirs), nearest_place(feeder.places, at), path)

    def _compare_lists(self, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> None:
        """Tell of a list of dates, numbers or keys that names others, in whatever order. A list of words is prose, which a document may word itself."""
        theirs, feeder, at = source
        if isinstance(own, list) and isinstance(theirs, list) and CACAT not in (*own, *theirs) and Counter(own) != Counter(theirs):
            self._tell(formatting.show(own), formatting.show(theirs), nearest_place(feeder.places, at), path)

    def _compare_cells(self, field_: Matrix, own: Any, source: tuple[Any, Feeder, Path], path: Path) -> None:
        """Tell of each cell of a matrix that says something else here than there."""
        theirs, feeder, at = source
        there = as_group(theirs) or {}
        for row, cells in (as_group(own) or {}).items():
            others = as_group(there.get(row)) or {}
            for column, value in (as_group(cells) or {}).items():
                if not _is_blank(value) and value is not CACAT and not _is_blank(others.get(column)):
                    self._compare(field_.of, value, (others[column], feeder, (*at, row, column)), (*path, row, column))

    def _tell(self, mine: Any, theirs: Any, other: Place, path: Path) -> None:
        facts = {"nilai": mine, "lain": theirs, "tempat": str(other)}
        self.found.append(replace(finding("beda-dari-program", path, severity=Severity.WARNING, **facts), also=other))


def _fitting(field_: Field, theirs: Any) -> Any:
    """Return a feeder's value with the members and columns that the field has, no others."""
    match field_:
        case Scalar() | ListOf() | Matrix():
            return theirs
        case Group():
            return _fitting_row(field_.fields, theirs)
        case Table():
            return [_fitting_row(field_.fields, row) for row in theirs] if isinstance(theirs, list) else theirs
        case FixedTable():
            return {key: _fitting_row(field_.fields, row) for key, row in theirs.items()} if isinstance(theirs, Mapping) else theirs
        case _:
            assert_never(field_)


def _fitting_row(fields: tuple[Field, ...], row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {child.name: _fitting(child, row[child.name]) for child in fields if child.is_given and child.name in row}


def _differs(own: Any, theirs: Any) -> bool:
    """Return whether two values say different things where both say something: by the number of rows, or in a cell of a row."""
    if own is CACAT or theirs is CACAT or _is_blank(own) or _is_blank(theirs):
        return False
    if isinstance(own, Mapping) and isinstance(theirs, Mapping):
        return any(_differs(value, theirs[name]) for name, value in own.items() if name in theirs)
    if isinstance(own, (list, tuple)) and isinstance(theirs, (list, tuple)):
        return len(own) != len(theirs) or any(map(_differs, own, theirs))
    return bool(own != theirs)


def _is_blank(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_blank(member) for member in value.values())
    return value is KOSONG or value is None or (isinstance(value, (list, tuple, str)) and not value)
