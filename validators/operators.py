"""What the operators of the expression language do: exact, bounded, and aware of absence.

Three-valued logic: an absent operand (`KOSONG`, `CACAT`) is given back unless the other operand settles the answer.
An `Undefined` (a name that is not there) is handed on untouched, so that it raises only where it is really used.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from jinja2 import Undefined

from validators.absence import CACAT, KOSONG, TANPA_HASIL, Absence, worst
from validators.bounds import bounded_number
from validators.polos import Polos
from validators.tree import as_rows
from validators.wording import spoken


class ForbiddenOperation(TypeError):
    """An operation that the expression language does not have: `**`, binary fractions, arithmetic on text."""


_ARITHMETIC: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: Fraction(left) / Fraction(right),
    "//": lambda left, right: left // right,
    "%": operator.mod,
}
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}


def exact(value: Any) -> Any:
    """Return a number as int or Fraction, a Fraction without denominator as int; refuse binary fractions and truth values."""
    if isinstance(value, float):
        raise ForbiddenOperation("pecahan biner (float) tidak boleh masuk hitungan")
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction)):
        raise ForbiddenOperation(f"{spoken(value)} bukan bilangan")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ForbiddenOperation(f"{value} bukan bilangan")
    return tidy(Fraction(value)) if not isinstance(value, int) else int(value)


def tidy(value: Fraction) -> int | Fraction:
    """Return a Fraction without denominator as int."""
    return value.numerator if value.denominator == 1 else value


def arithmetic(symbol: str, left: Any, right: Any) -> Any:
    """Return `left symbol right` exactly; absent when an operand is, `TANPA_HASIL` when divided by zero."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    absent = worst(left, right)
    if absent is not None:
        return absent
    if symbol not in _ARITHMETIC:
        raise ForbiddenOperation(f"operator {symbol} tidak ada dalam bahasa ini")
    if isinstance(left, date) or (isinstance(right, date) and symbol == "+"):
        return _days(symbol, left, right)
    first, second = exact(left), exact(right)
    if second == 0 and symbol in ("/", "//", "%"):
        return TANPA_HASIL
    result: Any = bounded_number(_ARITHMETIC[symbol](first, second))
    result = tidy(result) if isinstance(result, Fraction) else result
    is_plain = symbol in ("+", "-") and (isinstance(left, Polos) or isinstance(right, Polos))
    return Polos(result) if is_plain and isinstance(result, int) else result


def _days(symbol: str, left: Any, right: Any) -> Any:
    """Return the days from one date to another, or the date so many days later or earlier; `CACAT` where no calendar has it."""
    if symbol == "-" and isinstance(left, date) and isinstance(right, date):
        return (left - right).days
    day, count = (left, right) if isinstance(left, date) else (right, left)
    if symbol not in "+-" or isinstance(count, date):
        raise ForbiddenOperation(f"{spoken(left)} {symbol} {spoken(right)} tidak ada artinya")
    days = exact(count)
    if not isinstance(days, int):
        raise ForbiddenOperation(f"banyaknya hari harus bilangan bulat, bukan {spoken(count)}")
    try:
        return day + timedelta(days if symbol == "+" else -days)
    except OverflowError:
        return CACAT


def compare(left: Any, symbol: str, right: Any) -> Any:
    """Return whether `left symbol right`; absent when an operand is."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    absent = worst(left, right)
    if absent is not None:
        return absent
    if isinstance(left, float) or isinstance(right, float):
        raise ForbiddenOperation("pecahan biner (float) tidak boleh dibandingkan")
    if symbol in ("in", "notin"):
        return _contained(left, right, is_wanted=symbol == "in")
    return _COMPARISONS[symbol](left, right)


def _contained(value: Any, holder: Any, *, is_wanted: bool) -> Any:
    """Return whether `holder` has the value, or has it not; `CACAT` when it may be what is wrong in there."""
    if isinstance(holder, str) and not isinstance(value, str):
        value = str(exact(value))
    is_there = value in holder
    if not is_there and any(isinstance(item, Absence) and item is not KOSONG for item in as_rows(holder) or ()):
        return CACAT
    return is_there is is_wanted


def both(left: Any, right: Any) -> Any:
    """Return three-valued `and`: the operand that is false, else the one that is absent, else the second, as Jinja does."""
    for value in (left, right):
        if not isinstance(value, (Absence, Undefined)) and not value:
            return value
    return _unknown(left, right, otherwise=right)


def either(left: Any, right: Any) -> Any:
    """Return three-valued `or`: the operand that is true, else the one that is absent, else the second, as Jinja does."""
    for value in (left, right):
        if not isinstance(value, (Absence, Undefined)) and value:
            return value
    return _unknown(left, right, otherwise=right)


def _unknown(left: Any, right: Any, *, otherwise: Any) -> Any:
    """Return the operand that leaves the answer open: an undefined name first, then `CACAT`, then `KOSONG`."""
    undefined = next((value for value in (left, right) if isinstance(value, Undefined)), None)
    if undefined is not None:
        return undefined
    absent = worst(left, right)
    return otherwise if absent is None else absent


def negate(value: Any) -> Any:
    """Return three-valued `not`."""
    return value if isinstance(value, (Absence, Undefined)) else not value


def choose(test: Any, then: Any, otherwise: Any = KOSONG) -> Any:
    """Return `then if test else otherwise`; absent when the test is."""
    if isinstance(test, (Absence, Undefined)):
        return test
    return then if test else otherwise
