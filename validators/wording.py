"""How a sentence names a value: by its kind in Indonesian, never by a word of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from validators.absence import Absence

_TYPES: Final[tuple[tuple[type | tuple[type, ...], str], ...]] = (
    (bool, "ya/tidak"),
    (str, "teks"),
    ((int, Decimal, Fraction), "bilangan"),
    (float, "bilangan yang tidak eksak"),
    (datetime, "tanggal dengan jam"),
    (date, "tanggal"),
    (time, "jam"),
    (Mapping, "kelompok isian"),
    ((list, tuple, set, frozenset, Iterator), "daftar"),
    ((type(None), Absence), "isian kosong"),
)
_QUOTED: Final = (bool, str, int, Decimal, Fraction, date, time)
_LONGEST: Final = 40


_PRINTING: Final = ("__html__", "_undefined_message")
"""What marks an object that prints itself: markup, pictures, rich text; a name that is not there, which says so when it prints."""


def prints_itself(value: Any) -> bool:
    """Whether an object knows how it prints."""
    class_ = cast("type[object]", type(value))
    return any(hasattr(class_, sign) for sign in _PRINTING)


def type_word(value: Any) -> str:
    """Return what a value is: "teks", "bilangan", "daftar" and so on."""
    return next((words for type_, words in _TYPES if isinstance(value, type_)), "nilai jenis lain")


def spoken(value: Any) -> str:
    """Return a value as a sentence names it: its kind, with the text or number itself. A name that is not there raises its own fault."""
    if prints_itself(value) and not isinstance(value, str):
        str(value)
    return f"{type_word(value)} “{_written(value)[:_LONGEST]}”" if isinstance(value, _QUOTED) else type_word(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
