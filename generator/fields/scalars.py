"""The kinds of scalars, an entry each. A new kind is one more entry; what needs more room has a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.fields.choice import CHOICE
from generator.fields.identifier import IDENTIFIER
from generator.fields.kind import Look, ScalarKind, Tables
from generator.fields.reference import REFERENCE
from generator.fields.shapes import Scalar
from generator.fields.text import PARAGRAPH, TEXT, reader
from generator.formatting import Polos, Rupiah
from validators import values

_SEN: Final = Decimal("0.01")


def _typed(name: str) -> Callable[[Scalar, Tables], dict[str, str]]:
    return lambda _field, _tables: {"type": name}


def _says(words: str) -> Callable[[Scalar, Tables], str]:
    return lambda _field, _tables: words


def _plainly(field_: Scalar, value: Any, _tables: Tables) -> Any:
    return Polos(value) if field_.plain and isinstance(value, int) else value


def as_money(value: Any) -> Any:
    """Return an amount as it prints: exact where it has at most two decimals, else rounded half up to a sen."""
    if not isinstance(value, (int, Decimal, Fraction)):
        return value
    cents = Fraction(value) * 100
    whole = cents.numerator // cents.denominator
    return Rupiah((Decimal(whole) + (1 if cents - whole >= Fraction(1, 2) else 0)) * _SEN)


SCALARS: Final[dict[str, ScalarKind]] = {
    "text": TEXT,
    "paragraph": PARAGRAPH,
    "integer": ScalarKind(
        word="bilangan bulat",
        reads=reader(values.parse_integer),
        schema=_typed("integer"),
        prints=_plainly,
        look=Look("integer", "right", 1.5),
        hint=_says("bilangan bulat"),
    ),
    "number": ScalarKind(
        word="bilangan",
        reads=reader(values.parse_number),
        schema=_typed("number"),
        prints=_plainly,
        look=Look("number", "right", 1.7),
        hint=_says("bilangan"),
    ),
    "money": ScalarKind(
        word="rupiah",
        reads=reader(values.parse_money),
        schema=_typed("number"),
        prints=lambda _field, value, _tables: as_money(value),
        look=Look("money", "right", 3.3),
        hint=_says("rupiah, mis. 500.000"),
    ),
    "date": ScalarKind(
        word="tanggal",
        reads=reader(values.parse_date),
        schema=_typed("date"),
        look=Look("date", "left", 2.9),
        hint=_says("tanggal, mis. 12 Juli 2023"),
        parts=("year", "month", "day"),
    ),
    "time": ScalarKind(
        word="waktu",
        reads=reader(values.parse_time),
        schema=_typed("time"),
        look=Look("time", "center", 1.6),
        hint=_says("waktu, mis. 07.30"),
    ),
    "boolean": ScalarKind(
        word="ya/tidak",
        reads=reader(values.parse_boolean),
        schema=_typed("boolean"),
        look=Look("text", "center", 1.5),
        hint=_says("ya/tidak"),
        is_tick=True,
    ),
    "choice": CHOICE,
    "reference": REFERENCE,
    "identifier": IDENTIFIER,
}


def kind_of(field_: Scalar) -> ScalarKind:
    """Return the entry of a scalar's kind."""
    return SCALARS[field_.kind]
