"""What the operators and collection filters of the expression language do: exact, and aware of absence.

Three-valued logic: an absent operand (`KOSONG`, `CACAT`) is given back unless the other operand settles the answer.
An `Undefined` (a name that is not there) is handed on untouched, so that it raises only where it is really used.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from jinja2 import Undefined, pass_environment
from jinja2.sandbox import SandboxedEnvironment

from validators.absence import CACAT, KOSONG, Absence, is_absent, worst


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
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}


def exact(value: Any) -> Any:
    """Return a number as int or Fraction, a Fraction without denominator as int; refuse binary fractions and truth values."""
    if isinstance(value, float):
        raise ForbiddenOperation("pecahan biner (float) tidak boleh masuk hitungan")
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction)):
        raise ForbiddenOperation(f"{type(value).__name__} bukan bilangan")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ForbiddenOperation(f"{value} bukan bilangan")
    return tidy(Fraction(value)) if not isinstance(value, int) else int(value)


def tidy(value: Fraction) -> int | Fraction:
    """Return a Fraction without denominator as int."""
    return value.numerator if value.denominator == 1 else value


def arithmetic(symbol: str, left: Any, right: Any) -> Any:
    """Return `left symbol right` exactly; absent when an operand is, `CACAT` when divided by zero."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    absent = worst(left, right)
    if absent is not None:
        return absent
    if symbol not in _ARITHMETIC:
        raise ForbiddenOperation(f"operator {symbol} tidak ada dalam bahasa ini")
    first, second = exact(left), exact(right)
    if second == 0 and symbol in ("/", "//", "%"):
        return CACAT
    result: Any = _ARITHMETIC[symbol](first, second)
    return tidy(result) if isinstance(result, Fraction) else result


def compare(left: Any, symbol: str, right: Any) -> Any:
    """Return whether `left symbol right`; absent when an operand is."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    absent = worst(left, right)
    if absent is not None:
        return absent
    if isinstance(left, float) or isinstance(right, float):
        raise ForbiddenOperation("pecahan biner (float) tidak boleh dibandingkan")
    return _COMPARISONS[symbol](left, right)


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


def _values(items: Any, attribute: str | int | None, environment: SandboxedEnvironment) -> list[Any]:
    if attribute is None:
        return list(items)
    return [_attribute(item, attribute, environment) for item in items]


def _attribute(item: Any, attribute: str | int, environment: SandboxedEnvironment) -> Any:
    for step in str(attribute).split("."):
        item = environment.getattr(item, step)
    if isinstance(item, Undefined):
        str(item)  # raises UndefinedError with the name
    return item


@pass_environment
def total(environment: SandboxedEnvironment, items: Any, attribute: str | None = None, start: Any = 0) -> Any:
    """Return the exact sum of the items, or of an attribute of theirs; `KOSONG` is left out, one `CACAT` makes it `CACAT`.

    With `start=[]` lists are put one after another: `luaran | sum(attribute='aktivitas', start=[])` gives the rows of all inner tables.
    """
    if is_absent(items):
        return items
    result = start
    for value in _values(items, attribute, environment):
        if value is CACAT:
            return CACAT
        if value is not KOSONG:
            result = [*result, *value] if isinstance(start, list) else arithmetic("+", result, value)
    return result


def _extreme(pick: Callable[[Iterable[Any]], Any]) -> Callable[..., Any]:
    @pass_environment
    def filter_(environment: SandboxedEnvironment, items: Any, attribute: str | None = None) -> Any:
        if is_absent(items):
            return items
        values = [value for value in _values(items, attribute, environment) if value is not KOSONG]
        if any(value is CACAT for value in values):
            return CACAT
        return pick(values) if values else KOSONG

    return filter_


@pass_environment
def attribute_of_each(environment: SandboxedEnvironment, items: Any, name: str | None = None, attribute: str | None = None) -> Any:
    """Return the list of one attribute of each item (`map(attribute='menit')`) or of a filter applied to each (`map('angka')`)."""
    if is_absent(items):
        return items
    if attribute is not None:
        return _values(items, attribute, environment)
    if name not in cast("Any", environment).filters:
        raise ForbiddenOperation("map memerlukan attribute='...' atau nama filter")
    return [environment.call_filter(str(name), item) for item in items]


def distinct(items: Any) -> Any:
    """Return the items without repetition, in order of first appearance; `CACAT` if one is, `KOSONG` left out."""
    if is_absent(items):
        return items
    values = [item for item in items if item is not KOSONG]
    return CACAT if any(value is CACAT for value in values) else list(dict.fromkeys(values))


def _selection(*, keep: bool, by_attribute: bool) -> Callable[..., Any]:
    @pass_environment
    def filter_(environment: SandboxedEnvironment, items: Any, *arguments: Any) -> Any:
        if is_absent(items):
            return items
        attribute, test, rest = _selection_arguments(arguments, by_attribute=by_attribute)
        chosen: list[Any] = []
        for item in items:
            value = item if attribute is None else _attribute(item, attribute, environment)
            if value is CACAT and test not in ("kosong", "cacat"):
                return CACAT
            passed = bool(value) if test is None else bool(environment.call_test(test, value, list(rest)))
            if passed is keep:
                chosen.append(item)
        return chosen

    return filter_


def _selection_arguments(arguments: tuple[Any, ...], *, by_attribute: bool) -> tuple[str | None, str | None, tuple[Any, ...]]:
    attribute = str(arguments[0]) if by_attribute and arguments else None
    rest = arguments[1:] if by_attribute else arguments
    return attribute, (str(rest[0]) if rest else None), rest[1:]


def _of_collection(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def filter_(items: Any) -> Any:
        return items if is_absent(items) else function(items)

    return filter_


def _first(items: Any) -> Any:
    return next(iter(items), KOSONG)


def _last(items: Any) -> Any:
    values = list(items)
    return values[-1] if values else KOSONG


@pass_environment
def in_order(environment: SandboxedEnvironment, items: Any, reverse: bool = False, attribute: str | None = None) -> Any:
    """Return the items sorted, `KOSONG` last; `CACAT` if one of the keys is."""
    if is_absent(items):
        return items
    rows = list(items)
    keys = _values(rows, attribute, environment)
    if any(key is CACAT for key in keys):
        return CACAT
    known = sorted((i for i, key in enumerate(keys) if key is not KOSONG), key=lambda i: keys[i], reverse=reverse)
    return [rows[i] for i in (*known, *(i for i, key in enumerate(keys) if key is KOSONG))]


@pass_environment
def joined(environment: SandboxedEnvironment, items: Any, separator: str = "", attribute: str | None = None) -> Any:
    """Return the items as printed, with `separator` between them; what is empty is left out."""
    if is_absent(items):
        return items
    printed = environment.finalize or str
    return str(separator).join(str(printed(value)) for value in _values(items, attribute, environment) if value is not KOSONG)


@pass_environment
def printed(environment: SandboxedEnvironment, value: Any) -> Any:
    """Return the value as it prints: what `~` joins."""
    return environment.finalize(value) if environment.finalize else value


def instead(value: Any, default: Any = "") -> Any:
    """Return `default` where the value is `KOSONG`, `CACAT` or empty text; otherwise the value."""
    return default if is_absent(value) or isinstance(value, Undefined) or value == "" else value


def magnitude(value: Any) -> Any:
    """Return the absolute value."""
    return value if is_absent(value) else abs(exact(value))


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "abs": magnitude,
    "atau": instead,
    "count": _of_collection(lambda items: len(list(items))),
    "first": _of_collection(_first),
    "join": joined,
    "last": _of_collection(_last),
    "length": _of_collection(lambda items: len(list(items))),
    "list": _of_collection(list),
    "map": attribute_of_each,
    "max": _extreme(max),
    "min": _extreme(min),
    "reject": _selection(keep=False, by_attribute=False),
    "rejectattr": _selection(keep=False, by_attribute=True),
    "select": _selection(keep=True, by_attribute=False),
    "selectattr": _selection(keep=True, by_attribute=True),
    "sort": in_order,
    "sum": total,
    "unique": distinct,
}


def _is_kosong(value: Any) -> bool:
    return value is KOSONG


def _is_cacat(value: Any) -> bool:
    return value is CACAT


TESTS: Final[Mapping[str, Callable[..., bool]]] = {"kosong": _is_kosong, "cacat": _is_cacat}
