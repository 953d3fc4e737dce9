"""The filters and tests of the expression language, each bounded and aware of absence.

What is absent is given back by every filter, whether it is the value or an argument; those in `_SEE_ABSENCE` are about absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import wraps
from typing import Any, Final, cast

from jinja2 import Undefined, pass_eval_context
from jinja2 import filters as jinja_filters
from jinja2 import tests as jinja_tests
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join, str_join

from validators.absence import KOSONG, Absence, is_absent, worst
from validators.bounds import bounded_length
from validators.jinja_inside import refuse_unknown_name
from validators.lists import LISTS, Filter, whole
from validators.operators import ForbiddenOperation, compare, exact
from validators.polos import Polos
from validators.tree import as_rows
from validators.wording import spoken

_JINJA_FILTERS: Final = cast("Mapping[str, Filter]", cast("Any", jinja_filters).FILTERS)
_JINJA_TESTS: Final = cast("Mapping[str, Filter]", cast("Any", jinja_tests).TESTS)


def passing_absence(function: Filter) -> Filter:
    """Return the filter so that it gives back what is absent, the value or an argument, instead of being called."""
    takes_context = getattr(function, "jinja_pass_arg", None) is not None

    @wraps(function)
    def filter_(*arguments: Any, **named: Any) -> Any:
        given = arguments[1:] if takes_context else arguments
        absent = [value for value in (*given, *named.values()) if isinstance(value, Absence)]
        if not absent:
            return function(*arguments, **named)
        return given[0] if given and absent[0] is given[0] else worst(*absent)

    return filter_


def cut(value: Any, *bounds: Any) -> Any:
    """Return a piece of a text or list: what `nomor[-4:]` gives. A plain number is cut as the text it prints."""
    if isinstance(value, Undefined):
        return value
    cuttable = str(value) if isinstance(value, Polos) else value if isinstance(value, str) else as_rows(value)
    if cuttable is None:
        raise ForbiddenOperation(f"{spoken(value)} tidak dapat dipotong dengan [:]")
    start, stop, step = (None if bound is None else whole(bound, "[:]") for bound in bounds)
    return cuttable[start:stop:step]


# Texts


def _text(environment: Any, value: Any) -> Any:
    """Return a value as text, as it prints; text itself (safe markup, long text) as it is."""
    if isinstance(value, Undefined):
        str(value)  # raises UndefinedError with the name
    if isinstance(value, str):
        return value
    shown = environment.finalize(value) if environment.finalize else value
    return shown if isinstance(shown, str) else str(shown)


def _of_text(name: str) -> Filter:
    """Return one of Jinja's filters of text, given the text that a value prints as."""
    function = _JINJA_FILTERS[name]
    takes = getattr(function, "jinja_pass_arg", None) is not None

    @pass_eval_context
    def filter_(eval_ctx: EvalContext, value: Any, *arguments: Any, **named: Any) -> Any:
        text = _text(eval_ctx.environment, value)
        return function(eval_ctx, text, *arguments, **named) if takes else function(text, *arguments, **named)

    return filter_


@pass_eval_context
def replaced(eval_ctx: EvalContext, value: Any, old: Any, new: Any, count: Any = None) -> Any:  # noqa: PLR0917 - a template may say them in their order
    """Return the text with `old` made `new`, everywhere or `count` times."""
    text, before, after = (_text(eval_ctx.environment, part) for part in (value, old, new))
    most = None if count is None else whole(count, "replace")
    found = text.count(before) if before else len(text) + 1
    bounded_length(len(text) + max(0, len(after) - len(before)) * (found if most is None else min(found, abs(most))))
    return _JINJA_FILTERS["replace"](eval_ctx, text, before, after, most)


@pass_eval_context
def concatenated(eval_ctx: EvalContext, *values: Any) -> Any:
    """Return the values one after another as they print: what `~` does."""
    finalize = eval_ctx.environment.finalize
    texts = [finalize(value) if finalize else value for value in values]
    bounded_length(sum(len(text) for text in texts if isinstance(text, str)))
    return markup_join(texts) if eval_ctx.autoescape else str_join(texts)


# Absence itself, numbers


def instead(value: Any, default: Any = "", boolean: Any = False) -> Any:
    """Return `default` where the value is `KOSONG`, `CACAT` or empty text (boolean: or false); otherwise the value."""
    refuse_unknown_name(value)
    is_missing = is_absent(value) or isinstance(value, Undefined) or (isinstance(value, str) and not value)
    return default if is_missing or (boolean and not value) else value


def magnitude(value: Any) -> Any:
    """Return the absolute value."""
    number = abs(exact(value))
    return Polos(number) if isinstance(value, Polos) else number


_SEE_ABSENCE: Final[Mapping[str, Filter]] = {"atau": instead, "default": instead, "d": instead, "_gabung": concatenated}
_TEXTS: Final = ("e", "escape", "safe", "upper", "lower", "capitalize", "title", "trim")


def filters_with(handed_in: Mapping[str, Filter]) -> dict[str, Filter]:
    """Return every filter of the language, with those that the caller hands in; the language's own win."""
    passing = {**handed_in, **{name: _of_text(name) for name in _TEXTS}, **LISTS, "abs": magnitude, "replace": replaced, "_potong": cut}
    return {**{name: passing_absence(function) for name, function in passing.items()}, **_SEE_ABSENCE}


# Tests


def _compared(symbol: str) -> Filter:
    def test(value: Any, other: Any) -> Any:
        return compare(value, symbol, other)

    return test


def _is_kosong(value: Any) -> bool:
    refuse_unknown_name(value)
    return value is KOSONG


def _is_cacat(value: Any) -> bool:
    refuse_unknown_name(value)
    return isinstance(value, Absence) and value is not KOSONG


def _is_odd(value: Any) -> bool:
    return exact(value) % 2 == 1


def _is_even(value: Any) -> bool:
    return exact(value) % 2 == 0


def _is_divisible(value: Any, by: Any) -> bool:
    return exact(by) != 0 and exact(value) % exact(by) == 0


def _is_number(value: Any) -> bool:
    return bool(_JINJA_TESTS["number"](value)) and not isinstance(value, bool)


_COMPARING: Final = {"eq": "eq", "equalto": "eq", "ne": "ne", "lt": "lt", "le": "lteq", "gt": "gt", "ge": "gteq", "in": "in"}
_PASSING_TESTS: Final[Mapping[str, Filter]] = {
    **{name: _compared(symbol) for name, symbol in _COMPARING.items()},
    "odd": _is_odd,
    "even": _is_even,
    "divisibleby": _is_divisible,
    "string": _JINJA_TESTS["string"],
    "number": _is_number,
}
TESTS: Final[Mapping[str, Filter]] = {
    **{name: passing_absence(test) for name, test in _PASSING_TESTS.items()},
    "defined": _JINJA_TESTS["defined"],
    "undefined": _JINJA_TESTS["undefined"],
    "kosong": _is_kosong,
    "cacat": _is_cacat,
}


def written_names(names: Iterable[str]) -> list[str]:
    """Return the names that an author may write: those of the language's own workings begin with `_`."""
    return sorted(name for name in names if not name.startswith("_"))
