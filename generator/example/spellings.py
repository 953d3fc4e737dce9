"""How a value may stand written in a document, and the tag that prints it so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator import formatting
from generator.example.outlined import printed
from generator.formatting import LongText, Rupiah
from validators.absence import is_absent
from validators.polos import Polos
from validators.values import BULAN

_SHORT_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
_LEAST_SPELLED: Final = 10


@dataclass(frozen=True, slots=True)
class Spelling:
    """A written form. suffix: the filters behind the value's name. is_other: the tag prints the value in another form than was written."""

    text: str
    suffix: str = ""
    is_other: bool = False


def spellings(value: Any, suffix: str = "") -> Iterator[Spelling]:
    """Yield how a single value may be written, what prints without a filter first; nothing for what is absent or no single value.

    suffix: the filters with which the type's own pages print it, which come before all others. The same words come twice only of a
    fraction, whose column may be one of whole numbers too: what prints one of its cells need not print the others.
    """
    if value is None or is_absent(value) or isinstance(value, dict):
        return
    seen: set[str] = set()
    own = [Spelling(printed(value, suffix), suffix)] if suffix else []
    for one in (*own, *_of(value)):
        if one.text.strip() and (one.text not in seen or isinstance(value, Fraction)):
            seen.add(one.text)
            yield one


def _of(value: Any) -> Iterator[Spelling]:
    if isinstance(value, bool):
        yield Spelling("Ya" if value else "Tidak")
    elif isinstance(value, date):
        yield from _of_day(value)
    elif isinstance(value, time):
        shown = str(formatting.show(value))
        yield Spelling(shown)
        yield Spelling(shown.replace(".", ":"), " | replace('.', ':')")
    elif isinstance(value, Rupiah):
        yield from _of_money(value)
    elif isinstance(value, int | Decimal | Fraction):
        yield from _of_number(value)
    elif isinstance(value, str) and not isinstance(value, LongText):
        yield from _of_text(value)


def _of_text(value: str) -> Iterator[Spelling]:
    yield Spelling(value)
    if value.upper() != value and len(value) > 1:
        named = formatting.nama_kapital(value)
        if isinstance(named, str) and named != value.upper():
            yield Spelling(named, " | nama_kapital")
        yield Spelling(value.upper(), " | upper")
    if value.lower() != value and len(value) > 1:
        yield Spelling(value.lower(), " | lower")
    if value.title() != value and len(value) > 3:
        yield Spelling(value.title(), " | title")


def _of_day(day: date) -> Iterator[Spelling]:
    month = BULAN[day.month - 1]
    yield Spelling(str(formatting.hari(day)), " | hari")
    yield Spelling(str(formatting.hari(day)).replace(",", ""), " | hari | replace(',', '')")
    yield Spelling(f"{day.day} {month} {day.year}")
    yield Spelling(f"{day.day} {month} {day.year}".upper(), " | tanggal | upper")
    for text in (
        f"{day.day:02d} {month} {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}-{day.month:02d}-{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year % 100:02d}",
    ):
        yield Spelling(text, is_other=True)


def _of_money(value: Rupiah) -> Iterator[Spelling]:
    """Yield an amount of money: with its sign as it prints, the number alone (the sign before it and ",-" behind stay as written), in words."""
    yield Spelling(str(formatting.rupiah(value)))
    yield Spelling(str(formatting.angka(value, 2)), " | angka(2)")
    if value == value.to_integral_value():
        yield Spelling(str(formatting.angka(value, 0)), " | angka(0)")
        yield Spelling(str(int(value)), " | angka(0)", is_other=True)
        yield from _in_words(value)


def _of_number(value: int | Decimal | Fraction) -> Iterator[Spelling]:
    """Yield a number as it prints; of a computed one with two decimals first, for another document's may end in noughts."""
    shown = str(formatting.show(value))
    if isinstance(value, Fraction):
        yield Spelling(str(formatting.angka(value, 2)), " | angka(2)")
    yield Spelling(shown)
    for digits in (2, 1, 0):
        if digits or value != int(value):
            yield Spelling(str(formatting.angka(value, digits)), f" | angka({digits})")
    if not isinstance(value, Polos):
        yield from (Spelling(str(formatting.persen(value, digits)), f" | persen({digits})") for digits in (2, 1, 0) if _fits(value, digits))
        if isinstance(value, int) and abs(value) >= 1000:
            yield Spelling(str(int(value)), is_other=True)
        elif not isinstance(value, int):
            yield Spelling(shown.replace(".", "").replace(",", "."), is_other=True)
    if value == int(value):
        yield from _in_words(int(value))


def _fits(value: int | Decimal | Fraction, digits: int) -> bool:
    return bool(digits) or value == int(value)


def _in_words(value: int | Rupiah) -> Iterator[Spelling]:
    if value < _LEAST_SPELLED or value >= formatting.MAX_SPELLED:
        return
    words = str(formatting.terbilang(value))
    yield Spelling(words, " | terbilang")
    yield Spelling(words.capitalize(), " | terbilang | capitalize")
    yield Spelling(words.title(), " | terbilang | title")
    yield Spelling(words.upper(), " | terbilang | upper")


def span_spelling(start: date, end: date) -> str:
    """Return how two days print as one span."""
    return str(formatting.rentang(start, end))
