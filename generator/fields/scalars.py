"""The kinds of scalars, an entry each. A new kind is one more entry; what needs more room has a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, assert_never

from generator.fields.choice import CHOICE
from generator.fields.identifier import IDENTIFIER
from generator.fields.image import IMAGE
from generator.fields.kind import Around, Format, Look, Offer, ScalarKind, Tables, TypedValue
from generator.fields.origin import Computation
from generator.fields.reference import REFERENCE
from generator.fields.row import ROW
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.fields.text import PARAGRAPH, TEXT, reader
from generator.formatting import Rupiah, in_sen, per_cent
from validators import values
from validators.polos import Polos


def _typed(name: str) -> Callable[[Scalar, Tables], dict[str, str]]:
    return lambda _field, _tables: {"type": name}


def _says(words: str) -> Callable[[Scalar, Tables], str]:
    return lambda _field, _tables: words


def _plainly(field_: Scalar, value: Any, _tables: Tables) -> Any:
    if field_.unit == "%":
        return as_share(value)
    return Polos(value) if field_.plain and isinstance(value, int) else value


def _number_reader(parse: Callable[[Any], Any]) -> Callable[[Scalar, Any, Around], TypedValue]:
    """Return how a number is read: a plain whole one prints without points wherever it goes; per cents may carry their sign."""
    reads, reads_share = reader(parse), reader(values.parse_percent)

    def reads_number(field_: Scalar, raw: Any, tables: Around) -> TypedValue:
        read = (reads_share if field_.unit == "%" and _has_sign(raw) else reads)(field_, raw, tables)
        is_plain = field_.plain and isinstance(read.value, int)
        return TypedValue(Polos(read.value), read.issues) if is_plain else read

    return reads_number


def _has_sign(raw: Any) -> bool:
    return isinstance(raw, str) and raw.rstrip().endswith("%")


def as_share(value: Any) -> Any:
    """Return a number of per cents as one that a cell formatted in per cent shows right."""
    return per_cent(value) if isinstance(value, (int, Decimal, Fraction)) and not isinstance(value, bool) else value


def as_money(value: Any) -> Any:
    """Return an amount as it prints; anything else as it is."""
    return Rupiah(in_sen(value)) if _is_amount(value) else value


def settled_money(value: Any) -> Any:
    """Return a computed amount as a whole number of sen: what is printed is what totals add, in every format."""
    return in_sen(value) if _is_amount(value) and Fraction(value) * 100 % 1 else value


def _is_amount(value: Any) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)


_YES_NO: Final = ("ya", "tidak")
_MOST_PLACES: Final = 29
"""Places behind the comma, one more than any written number may have."""
_NUMBERS: Final = frozenset({"minimum", "maximum", "not_before", "unit"})
SCALARS: Final[dict[str, ScalarKind]] = {
    "text": TEXT,
    "paragraph": PARAGRAPH,
    "integer": ScalarKind(
        word="bilangan bulat",
        reads=_number_reader(values.parse_integer),
        schema=_typed("integer"),
        uses=_NUMBERS | {"plain"},
        prints=_plainly,
        look=Look(Format.INTEGER, "right", 1.5),
        hint=_says("bilangan bulat"),
    ),
    "number": ScalarKind(
        word="bilangan",
        reads=_number_reader(values.parse_number),
        schema=_typed("number"),
        uses=_NUMBERS | {"plain", "decimals"},
        prints=_plainly,
        look=Look(Format.NUMBER, "right", 1.7),
        hint=_says("bilangan"),
    ),
    "money": ScalarKind(
        word="rupiah",
        reads=reader(values.parse_money),
        schema=_typed("number"),
        uses=_NUMBERS,
        prints=lambda _field, value, _tables: as_money(value),
        settles=settled_money,
        look=Look(Format.MONEY, "right", 3.3),
        hint=_says("rupiah, mis. 500.000"),
    ),
    "date": ScalarKind(
        word="tanggal",
        reads=reader(values.parse_date),
        schema=_typed("date"),
        uses=frozenset({"not_before"}),
        look=Look(Format.DATE, "left", 2.9),
        hint=_says("tanggal, mis. 12 Juli 2023"),
        parts=("year", "month", "day"),
        is_key=True,
    ),
    "time": ScalarKind(
        word="waktu",
        reads=reader(values.parse_time),
        schema=_typed("time"),
        uses=frozenset({"not_before", "unit"}),
        look=Look(Format.TIME, "center", 1.6),
        hint=_says("waktu, mis. 07.30"),
    ),
    "boolean": ScalarKind(
        word="ya/tidak",
        reads=reader(values.parse_boolean),
        schema=_typed("boolean"),
        look=Look(Format.TEXT, "center", 1.5),
        hint=_says("ya/tidak"),
        offer=lambda _field, _tables: Offer(_YES_NO),
        enters=lambda _field, value, _tables: _YES_NO[not value],
        is_tick=True,
    ),
    "choice": CHOICE,
    "reference": REFERENCE,
    "identifier": IDENTIFIER,
    "row": ROW,
    "image": IMAGE,
}


def kind_of(field_: Scalar) -> ScalarKind:
    """Return the entry of a scalar's kind."""
    return SCALARS[field_.kind]


def as_given(field_: Scalar, value: Any) -> Any:
    """Return a default as if it were written: a whole number or a decimal one where it is exactly that."""
    settled = kind_of(field_).settles(value)
    if not isinstance(settled, Fraction):
        return settled
    places = next((places for places in range(_MOST_PLACES) if 10**places % settled.denominator == 0), None)
    if not places:
        return settled if places is None else int(settled)
    return Decimal(f"{settled.numerator * 10**places // settled.denominator}E-{places}")


def is_whole_column(field_: Field) -> bool:
    """Tell whether a field is computed and says of itself that it is a whole number."""
    return isinstance(field_, Scalar) and field_.computation is not None and kind_of(field_).look.format is Format.INTEGER


def look_of(field_: Scalar) -> Look:
    """Return how a scalar looks: its kind's look, but for a year or number code, a share, and what is computed."""
    look = kind_of(field_).look
    if look.form == "long":
        return look
    if field_.unit == "%":
        return replace(look, format=Format.PERCENT)
    if field_.plain and look.format is Format.INTEGER:
        return replace(look, format=Format.TEXT)
    if look.format is Format.NUMBER and field_.computation is not None:
        return replace(look, format=computed_format(field_.computation))
    return look


def computed_format(computation: Computation) -> Format:
    """Return the format of a computed number: a fraction where a score or a division may give one."""
    if computation.method == "qr":
        return Format.TEXT
    return Format.FRACTION if computation.method == "score" or "/" in computation.expr else Format.NUMBER


def called(field_: Field) -> str:
    """Return what a person calls a field's shape or kind."""
    match field_:
        case Scalar():
            return kind_of(field_).word
        case Group():
            return "kelompok"
        case Table() | FixedTable():
            return "tabel"
        case ListOf():
            return "daftar"
        case Matrix():
            return "matriks"
        case _:
            assert_never(field_)


def choices_of(field_: Field, tables: Tables) -> tuple[str, ...]:
    """Return all that may be chosen in a field; nothing where it is not chosen."""
    return kind_of(field_).choices(field_, tables) if isinstance(field_, Scalar) else ()


def offer_of(field_: Field, tables: Tables) -> Offer:
    """Return what a form offers to choose from in a field."""
    return kind_of(field_).offer(field_, tables) if isinstance(field_, Scalar) else Offer()


def hint_of(field_: Field, tables: Tables) -> str:
    """Return what a blank form says beside a field's label of how it is filled."""
    if isinstance(field_, ListOf):
        return called(field_)
    return kind_of(field_).hint(field_, tables) if isinstance(field_, Scalar) else ""
