"""Values of saved cells: what a number is under its number format, and text freed of its escapes.

Numbers have the 15 significant digits that Excel shows and compares: a saved 70.000000000000014 is 70.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias

Look: TypeAlias = Literal["", "date", "time", "duration", "percent"]
"""What a number format makes of a number."""


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value of Excel: "#DIV/0!"."""

    code: str


@dataclass(frozen=True, slots=True)
class NoResult:
    """A formula whose result was not saved."""


NO_RESULT: Final = NoResult()
CellValue: TypeAlias = str | int | Decimal | bool | date | time | CellError | NoResult
"""`datetime` is a `date`. A percentage is text with its sign ("87,5%"), a duration of a day or more text like "25:30"."""

_NUMBER: Final = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_LONGEST_NUMBER: Final = 400
_EXACT_DIGITS: Final = 15
_DAY_SECONDS: Final = 86_400
_DAY_ZERO: Final = datetime(1899, 12, 30)
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)
_DAY_THAT_NEVER_WAS: Final = 60
"""Excel counts 29 February 1900; days before it are one off."""


def number(text: str) -> int | Decimal | None:
    """Return a saved number: whole numbers as they stand, others to 15 significant digits; None for what is none."""
    if text.isascii() and text.isdigit() and len(text) <= _EXACT_DIGITS:
        return int(text)
    text = text.strip(" \t\r\n")
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    digits = text.removeprefix("-")
    if digits.isdigit() and len(digits) <= 2 * _EXACT_DIGITS:
        return int(text)
    binary = float(text)
    return Decimal(f"{binary:.{_EXACT_DIGITS}g}") if abs(binary) < float("inf") else None


def looked(value: int | Decimal, look: Look, *, from_1904: bool) -> CellValue:
    """Return what a number is under its format: the number itself, a percentage, a date, a time of day, a duration."""
    if look == "percent":
        return f"{(Decimal(value) * 100).normalize():f}%".replace(".", ",")
    if look == "":
        return value
    if 0 <= value < 1 and (look != "date" or value):
        return _clock(round(value * _DAY_SECONDS))
    if look == "duration":
        minutes = round(value * _DAY_SECONDS / 60)
        return f"{minutes // 60}:{minutes % 60:02d}" if value >= 0 else value
    return _moment(value, from_1904=from_1904)


def _clock(seconds: int) -> time:
    return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)


def _moment(days: int | Decimal, *, from_1904: bool) -> date | int | Decimal:
    """Return a date, or date and time; a number that is no day of the calendar stays one."""
    if days < (0 if from_1904 else 1) or (not from_1904 and _DAY_THAT_NEVER_WAS <= days < _DAY_THAT_NEVER_WAS + 1):
        return days
    zero = _DAY_ZERO_1904 if from_1904 else _DAY_ZERO
    shift = 1 if not from_1904 and days < _DAY_THAT_NEVER_WAS else 0
    try:
        moment = zero + timedelta(days=shift, seconds=round(days * _DAY_SECONDS))
    except OverflowError:
        return days
    return moment.date() if days == int(days) else moment


def iso_moment(text: str) -> date | time | None:
    """Return a date, time or both as ISO 8601 writes them; None for what is none."""
    text = text.strip().removesuffix("Z")
    for class_ in (date, datetime, time):
        try:
            return class_.fromisoformat(text.removeprefix("T") if class_ is time else text)
        except ValueError:
            continue
    return None


_INK: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What a number format only prints or says of colour and language: quoted text, escaped letters, spacing, brackets but of durations."""
_BUILTIN: Final[dict[int, Look]] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 37), *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "time"),
    46: "duration",
}


def look_of(number: int, codes: dict[int, str]) -> Look:
    """Return what a number format makes of a number. codes: the workbook's own formats."""
    if number not in codes:
        return _BUILTIN.get(number, "")
    code = _INK.sub("", codes[number]).split(";")[0].casefold()
    if "general" in code:
        return ""
    if "[" in code:
        return "duration"
    if "y" in code or "d" in code:
        return "date"
    if "h" in code or "s" in code:
        return "time"
    return "date" if "m" in code else "percent" if "%" in code else ""
