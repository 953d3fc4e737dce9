"""What an invented document holds in a single value: something of the right kind, within the field's limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from generator.fields.kind import Tables
from generator.fields.scalars import kind_of
from generator.fields.shapes import Scalar
from validators import identifiers
from validators.patterns import is_matched
from validators.values import BULAN

_FIRST_DAY: Final = date(2026, 7, 13)
_YEAR: Final = 2026
_TRIED: Final = ("{n:03d}", "A{n}", "{n}", "A-{n:02d}", "0812345678{n:02d}", "nama{n}@contoh.id", "2026/{n}", "{n:02d}/K/2026", "Contoh")
_DIGITS: Final = {"nip": "19800101200501100{n:01d}", "nik": "351901010180{n:04d}", "nuptk": "12345678901{n:05d}", "npsn": "205{n:05d}"}


def example(field_: Scalar, tables: Tables, number: int) -> Any:
    """Return what is written for the `number`-th value of a field, from 1: text as a person writes it."""
    return _EXAMPLES.get(field_.kind, _text)(field_, tables, number)


def unreadable(field_: Scalar) -> Any:
    """Return what no field of this kind can be read from: another shape for those that take any text."""
    return {"salah": "susunan"} if field_.kind in ("text", "paragraph", "reference") else "?! salah tulis"


def _text(field_: Scalar, tables: Tables, number: int) -> Any:
    listed = kind_of(field_).choices(field_, tables)
    if listed:
        return listed[(number - 1) % len(listed)]
    text = f"{field_.label or field_.name or 'Contoh'} {number}"
    longest = field_.schema.get("maxLength")
    if field_.pattern:
        tried = (text, *(form.format(n=number) for form in _TRIED))
        return next((one for one in tried if is_matched(field_.pattern, one)), text)
    return text[-longest:] if isinstance(longest, int) and longest > 0 else text


def _paragraph(field_: Scalar, _tables: Tables, number: int) -> str:
    return f"{field_.label} {number}: uraian dengan **tebal** dan daftar.\n\n- butir satu\n- butir dua & tiga"


def _reference(field_: Scalar, tables: Tables, number: int) -> str:
    keys = list(tables.table(field_.table).rows)
    return keys[(number - 1) % len(keys)] if keys else "-"


def _whole(field_: Scalar, _tables: Tables, number: int) -> str:
    return str(int(_within(field_, Decimal(_YEAR if field_.plain else number))))


def _decimal(field_: Scalar, _tables: Tables, number: int) -> str:
    return str(_within(field_, Decimal(number) + Decimal("0.5"))).replace(".", ",")


def _money(field_: Scalar, _tables: Tables, number: int) -> str:
    return str(int(_within(field_, Decimal(125_000 * number))))


def _within(field_: Scalar, wanted: Decimal) -> Decimal:
    """Return the wanted number, or the limit of the field that it passes."""
    least = wanted if field_.minimum is None else max(wanted, Decimal(field_.minimum))
    return least if field_.maximum is None else min(least, Decimal(field_.maximum))


def _day(_field: Scalar, _tables: Tables, number: int) -> str:
    day = _FIRST_DAY + timedelta(days=number - 1)
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def _hour(_field: Scalar, _tables: Tables, number: int) -> str:
    return f"{(7 + number - 1) % 24:02d}.30"


def _identifier(field_: Scalar, _tables: Tables, number: int) -> str:
    length = identifiers.IDENTIFIERS[field_.identifier].length
    return _DIGITS.get(field_.identifier, "{n}").format(n=number % 10 if field_.identifier == "nip" else number).zfill(length)[-length:]


_EXAMPLES: Final[dict[str, Callable[[Scalar, Tables, int], Any]]] = {
    "paragraph": _paragraph,
    "integer": _whole,
    "number": _decimal,
    "money": _money,
    "date": _day,
    "time": _hour,
    "boolean": lambda _field, _tables, number: "ya" if number % 2 else "tidak",
    "reference": _reference,
    "identifier": _identifier,
    "image": lambda _field, _tables, _number: "",  # there is no folder whose picture it could be
}
