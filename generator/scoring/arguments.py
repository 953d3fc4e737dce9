"""From plain data of a document to the frozen arguments of a score, and from its result back to plain data.

A converter is compiled once per type. What cannot be a number of record is refused (`ScoreRefused`, at its place);
a wrong type or name is a fault of the spec (`TypeError`); `CACAT` in what a score reads makes it absent
(`Absent`); a wrong cell in a column that it does not read is nothing to it.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from generator.scoring.bands import BandTable
from generator.scoring.parts import bare, parts_of
from generator.scoring.refusal import Place, ScoreRefused, place_text, refuse
from validators.absence import CACAT, KOSONG, Absence
from validators.wording import type_word

T = TypeVar("T")
Converter: TypeAlias = Callable[[Any, Place], Any]

ALIASES: Final = "juga"
"""Metadata key of a row's field: other column names under which it may stand."""

WHOLE_ROW: Final = "baris utuh"
"""Metadata key of a row's field that holds the row as it was given: for columns that the call names."""

_LARGEST_EXPONENT = 60
_SMALLEST_EXPONENT = -200


class Absent(Exception):
    """The score is itself absent: `CACAT` stands among its numbers, or a whole argument was left empty."""

    def __init__(self, value: Absence) -> None:
        super().__init__(value)
        self.value = value


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    names: tuple[str, ...]
    convert: Converter
    has_default: bool
    is_whole_row: bool = False


def whole_row() -> dict[str, bool]:
    """Return the metadata of a row's field that holds the row as it was given."""
    return {WHOLE_ROW: True}


def also(*names: str) -> dict[str, tuple[str, ...]]:
    """Return the metadata of a row's field that may stand under other column names too."""
    return {ALIASES: names}


def arguments_of(record: type[T], given: Mapping[str, Any]) -> T:
    """Return the arguments dataclass `record` made from `given`; `KOSONG` stands for "not given" where there is a default.

    Raises TypeError that names every unknown and every missing argument, ScoreRefused for bad numbers, Absent for `CACAT`
    anywhere and for `KOSONG` as the whole of an argument without default.
    """
    fields = _fields(record)
    _check_names(fields, given)
    if any(given.get(field.name) is KOSONG and not field.has_default for field in fields):
        raise Absent(CACAT if any(value is CACAT for value in given.values()) else KOSONG)
    values: dict[str, Any] = {}
    found: list[ScoreRefused] = []
    for field in fields:
        if field.name not in given or (given[field.name] is KOSONG and field.has_default):
            continue
        try:
            values[field.name] = field.convert(given[field.name], (field.name,))
        except ScoreRefused as refusal:
            found.extend(refusal.all)
    refuse(found)
    return record(**values)


def argument_of(record: type, name: str, value: Any) -> Any:
    """Return one argument as `arguments_of` would make it; handed in again, it is not converted again."""
    field = next(field for field in _fields(record) if field.name == name)
    return field.convert(value, (name,))


def as_plain(result: Any) -> Any:
    """Return a result as nested dict and list; numbers stay exact, None becomes `KOSONG`."""
    if result is None:
        return KOSONG
    if isinstance(result, str | int | Fraction | Decimal | date | time):
        return result
    if isinstance(result, Mapping):
        return {key: as_plain(value) for key, value in cast("Mapping[Any, Any]", result).items()}
    if names := parts_of(cast("object", type(result))):
        return {name: as_plain(getattr(result, name)) for name in names}
    if isinstance(result, tuple | list):
        return [as_plain(item) for item in cast("Sequence[Any]", result)]
    raise TypeError(f"Hasil skor tidak boleh memuat {type(result).__name__}.")


def field_tree(hint: Any) -> Any:
    """Return the names inside a result (or arguments) type: a nested dict, a list of one around what a table's rows hold.

    A number, a text and anything whose names are not fixed is None.
    """
    hint = bare(hint)
    if get_origin(hint) is tuple:
        return [field_tree(get_args(hint)[0])]
    return {name: field_tree(part.hint) for name, part in parts_of(hint).items()} or None


def as_written(record: type, given: Mapping[str, Any], place: Place) -> Place:
    """Return a place with each row's field under the column name that `given` has for it."""
    rows = given.get(str(place[0])) if place else None
    if len(place) < 3 or not isinstance(rows, list | tuple) or not isinstance(place[1], int):
        return place
    row = cast("Sequence[Any]", rows)[place[1]]
    known = _names_in_rows(record, str(place[0])).get(str(place[2]), ())
    name = next((name for name in known if isinstance(row, Mapping) and name in row), place[2])
    return (*place[:2], name, *place[3:])


@lru_cache(maxsize=256)
def _names_in_rows(record: type, argument: str) -> Mapping[str, tuple[str, ...]]:
    """Return the column names of each field in the rows of an argument; kept, for a table can have a refusal in every row."""
    hint = get_type_hints(record).get(argument)
    parts = get_args(hint)
    fields = _fields(parts[0]) if get_origin(hint) is tuple and dataclasses.is_dataclass(parts[0]) else ()
    return {field.name: field.names for field in fields}


def _check_names(fields: tuple[_Field, ...], given: Mapping[str, Any]) -> None:
    known = {field.name for field in fields}
    if unknown := sorted(set(given) - known):
        raise TypeError(f"Tidak dikenal: {', '.join(unknown)}. Yang ada: {', '.join(sorted(known))}.")
    if missing := [field.name for field in fields if field.name not in given and not field.has_default]:
        raise TypeError(f"Belum diberikan: {', '.join(missing)}.")


@lru_cache(maxsize=256)
def _fields(record: type) -> tuple[_Field, ...]:
    hints = get_type_hints(record)
    return tuple(_field(field, hints[field.name]) for field in dataclasses.fields(record))


def _field(field: dataclasses.Field[Any], hint: Any) -> _Field:
    names = (field.name, *field.metadata.get(ALIASES, ()))
    has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    return _Field(field.name, names, converter(hint), has_default, bool(field.metadata.get(WHOLE_ROW)))


@lru_cache(maxsize=256)
def converter(hint: Any) -> Converter:
    """Return the function that turns plain data into a value of the annotated type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(next(part for part in parts if part is not types.NoneType))
    if origin is Literal:
        return _choice(parts)
    if origin is tuple:
        return _rows(converter(parts[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(converter(parts[1]))
    return _SCALARS[hint] if hint in _SCALARS else _record(hint)


def _optional(inner: Any) -> Converter:
    convert = converter(inner)

    def optional(value: Any, place: Place) -> Any:
        return None if value is None or value is KOSONG else convert(value, place)

    return optional


def _choice(choices: tuple[Any, ...]) -> Converter:
    def choice(value: Any, place: Place) -> Any:
        text = _text(value, place)
        if text not in choices:
            raise ScoreRefused("pilihan-tidak-dikenal", place, nilai=text or "kosong", pilihan=", ".join(choices))
        return text

    return choice


def _rows(convert: Converter) -> Converter:
    def rows(value: Any, place: Place) -> tuple[Any, ...]:
        if _is_absent(value):
            return ()
        if not isinstance(value, list | tuple):
            raise TypeError(f"{_spoken(place)}: harus berupa tabel atau daftar, bukan {type_word(value)}.")
        return tuple(_converted(enumerate(cast("Sequence[Any]", value)), convert, place).values())

    return rows


def _mapping(convert: Converter) -> Converter:
    def mapping(value: Any, place: Place) -> dict[Any, Any]:
        if _is_absent(value):
            return {}
        if isinstance(value, list | tuple):
            return _converted(enumerate(cast("Sequence[Any]", value)), convert, place)
        if not isinstance(value, Mapping):
            raise TypeError(f"{_spoken(place)}: harus berupa pasangan nama dan nilai, bukan {type_word(value)}.")
        return _converted(cast("Mapping[Any, Any]", value).items(), convert, place)

    return mapping


def _converted(items: Any, convert: Converter, place: Place) -> dict[Any, Any]:
    done: dict[Any, Any] = {}
    found: list[ScoreRefused] = []
    for key, item in items:
        try:
            done[key] = convert(item, (*place, key))
        except ScoreRefused as refusal:
            found.extend(refusal.all)
    refuse(found)
    return done


def _record(record_type: type) -> Converter:
    def record(value: Any, place: Place) -> Any:
        if isinstance(value, record_type):
            return value
        if type(value) is not dict and not isinstance(value, Mapping):
            _refuse_absent(value, place)
            raise TypeError(f"{_spoken(place)}: harus berupa baris dengan kolom, bukan {type_word(value)}.")
        row = cast("Mapping[str, Any]", value)
        values: dict[str, Any] = {}
        found: list[ScoreRefused] = []
        for field in _fields(record_type):
            if field.is_whole_row:
                values[field.name] = row
                continue
            name = field.name if field.name in row else next((name for name in field.names if name in row), None)
            if name is None or (row[name] is KOSONG and field.has_default):
                _check_left_out(field, name, place)
                continue
            try:
                values[field.name] = field.convert(row[name], (*place, name))
            except ScoreRefused as refusal:
                found.extend(refusal.all)
        if found:
            _name_after_row(found, row)
            refuse(found)
        return record_type(**values)

    return record


def _check_left_out(field: _Field, name: str | None, place: Place) -> None:
    if name is None and not field.has_default:
        raise TypeError(f"{_spoken(place)}: tidak ada kolom {' atau '.join(field.names)}.")


def _name_after_row(found: list[ScoreRefused], row: Mapping[str, Any]) -> None:
    """Let refusals inside a row carry the row's first text beside the place: the record's name as the user knows it."""
    name = next((value for value in row.values() if isinstance(value, str) and value), None)
    for refusal in found:
        if name is not None and not refusal.facts["nama"].startswith(name):
            refusal.facts["nama"] = f"{name} ({refusal.facts['nama']})"


def _fraction(value: Any, place: Place) -> Fraction:
    if type(value) is int:
        return Fraction(value)
    _refuse_absent(value, place)
    if isinstance(value, float):
        raise ScoreRefused("bilangan-tak-eksak" if value - value == 0 else "bukan-bilangan", place, nilai=repr(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"{_spoken(place)}: harus bilangan, bukan {type_word(value)}.")
    if isinstance(value, Decimal):
        _check_decimal(value, place)
    return Fraction(value)


def _check_decimal(value: Decimal, place: Place) -> None:
    if not value.is_finite():
        raise ScoreRefused("bukan-bilangan", place, nilai=str(value))
    if value and not _SMALLEST_EXPONENT <= value.adjusted() <= _LARGEST_EXPONENT:
        raise ScoreRefused("bilangan-terlalu-besar", place, nilai=str(value))


def _decimal(value: Any, place: Place) -> Decimal:
    exact = _fraction(value, place)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _integer(value: Any, place: Place) -> int:
    if type(value) is int:
        return value
    exact = _fraction(value, place)
    if exact.denominator != 1:
        raise ScoreRefused("bukan-bilangan-bulat", place, nilai=value)
    return exact.numerator


def _text(value: Any, place: Place) -> str:
    """Return text; absence is empty text, a whole number its digits (a code), a group stands for its `nama`."""
    if type(value) is str:
        return value
    if _is_absent(value):
        return ""
    if isinstance(value, Mapping) and "nama" in value:
        return _text(cast("Mapping[str, Any]", value)["nama"], (*place, "nama"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):  # a subclass, such as safe markup
        return str(value)
    raise TypeError(f"{_spoken(place)}: harus teks, bukan {type_word(value)}.")


def _truth(value: Any, place: Place) -> bool:
    _refuse_absent(value, place)
    if not isinstance(value, bool):
        raise TypeError(f"{_spoken(place)}: harus Ya atau Tidak, bukan {type_word(value)}.")
    return value


def _date(value: Any, place: Place) -> date:
    _refuse_absent(value, place)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{_spoken(place)}: harus tanggal, bukan {type_word(value)}.")
    return value


def _time(value: Any, place: Place) -> time:
    _refuse_absent(value, place)
    if not isinstance(value, time):
        raise TypeError(f"{_spoken(place)}: harus jam, bukan {type_word(value)}.")
    return value


def _bands(value: Any, place: Place) -> BandTable:
    if not isinstance(value, BandTable):
        raise TypeError(f"{_spoken(place)}: harus tabel rentang, bukan {type_word(value)}.")
    return value


def _anything(value: Any, place: Place) -> Any:
    """Return the value as it is, floats refused; a score that reads it looks for `CACAT` itself."""
    if isinstance(value, Decimal):
        _check_decimal(value, place)
    return _fraction(value, place) if isinstance(value, float) else value


def _refuse_absent(value: Any, place: Place) -> None:
    if _is_absent(value):
        raise ScoreRefused("nilai-kosong", place)


def _is_absent(value: Any) -> bool:
    if value is CACAT:
        raise Absent(CACAT)
    return value is None or value is KOSONG


def _spoken(place: Place) -> str:
    return place_text(place)


_SCALARS: Final[dict[Any, Converter]] = {
    Fraction: _fraction,
    Decimal: _decimal,
    int: _integer,
    str: _text,
    bool: _truth,
    date: _date,
    time: _time,
    BandTable: _bands,
    Any: _anything,
}
