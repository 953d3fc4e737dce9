"""Cells as a worksheet writes them: column letters, text with its escapes, numbers, date serials."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from generator.office.sheet.addresses import MAX_COLUMN, MAX_ROW, MAX_TEXT, letters

__all__ = [
    "MAX_COLUMN", "MAX_ROW", "MAX_TEXT", "column_number", "date_serial", "escaped", "letters", "number_text", "quoted", "split_address", "unescaped", "writable",
]  # fmt: skip
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# the escape of an unwritable character begins with an underscore, too
_LOOKS_ESCAPED = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}(?:_|{_UNWRITABLE.pattern}))")
_EPOCH = datetime(1899, 12, 30)
_LEAP_FAULT = date(1900, 3, 1)
_DAYS_1904 = 1462


@cache
def column_number(text: str) -> int:
    """Return the number of a column's letters, A is 1."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_address(address: str) -> tuple[int, int]:
    """Return row and column of an address like "B4"."""
    head = address.rstrip("0123456789")
    return int(address[len(head) :]), column_number(head)


def escaped(text: str) -> str:
    """Return text as it stands between XML tags of a cell: markup escaped, unwritable characters as _xHHHH_."""
    text = writable(text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def writable(text: str) -> str:
    """Return text as the text of an element of a workbook's XML: unwritable characters as _xHHHH_.

    Every underscore with which text looks like such an escape is itself escaped, of two that share one underscore both;
    CR and CRLF become LF.
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def unescaped(text: str) -> str | None:
    """Return the text that a cell's `_xHHHH_` escapes stand for, line ends as LF; None for half a letter."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        if _SURROGATE.search(text):
            try:
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            except UnicodeDecodeError:
                return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def quoted(text: str) -> str:
    """Return text as it stands inside a double-quoted XML attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def number_text(value: int | Decimal | Fraction | float) -> str:
    """Return a number as a cell's <v> holds it.

    int and Decimal keep every digit; a Fraction becomes the shortest decimal of the nearest double, at most 17 digits.
    """
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, Fraction):
        return _fraction_text(value)
    return repr(value)


def _decimal_text(value: Decimal) -> str:
    if not value:
        return "0"
    if -12 <= value.adjusted() <= 20:
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _fraction_text(value: Fraction) -> str:
    if value.denominator == 1 and abs(value.numerator) < 10**17:
        return str(value.numerator)
    text = repr(value.numerator / value.denominator)
    return text.removesuffix(".0").replace("e", "E")


def date_serial(value: date | datetime | time | timedelta, *, from_1904: bool) -> int | Fraction | None:
    """Return the serial number of a date, moment, time of day or duration; None for a day Excel cannot count.

    from_1904: whether the workbook counts its days from 1904 (workbookPr date1904).
    """
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return _days(value)
    day = value.date() if isinstance(value, datetime) else value
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(day.year, day.month, day.day)
    serial = _days(moment - _EPOCH) - (0 if day >= _LEAP_FAULT else 1)
    serial -= _DAYS_1904 if from_1904 else 0
    return serial if serial >= (0 if from_1904 else 1) else None


def _days(duration: timedelta) -> int | Fraction:
    if not duration.seconds and not duration.microseconds:
        return duration.days
    return Fraction(duration // timedelta(microseconds=1), 86_400_000_000)
