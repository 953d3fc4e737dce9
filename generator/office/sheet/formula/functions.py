"""The functions that the evaluator knows, over exact numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Final

from generator.office.sheet.formula.parse import UnsolvedError
from generator.office.sheet.formula.values import Area, CellFaultError, FormulaError, Number, UnknownValue, Value, known, number, truth

Argument = Value | Area


def _numbers(arguments: Iterable[Argument]) -> list[Number]:
    """Return what adds up: numbers in ranges (text, truth and blanks there are passed over) and every direct argument."""
    found: list[Number] = []
    for argument in arguments:
        if not isinstance(argument, Area):
            found.append(number(argument))
            continue
        for value in argument:
            if type(value) is int or type(value) is Fraction:
                found.append(value)
            elif isinstance(value, FormulaError | UnknownValue):
                known(value)
    return found


def total(arguments: Sequence[Argument]) -> Number:
    """SUM."""
    return sum(_numbers(arguments))


def average(arguments: Sequence[Argument]) -> Number:
    """AVERAGE; #DIV/0! of no numbers."""
    found = _numbers(arguments)
    if not found:
        raise CellFaultError("#DIV/0!")
    return Fraction(sum(found), len(found))


def smallest(arguments: Sequence[Argument]) -> Number:
    """MIN; 0 of no numbers."""
    return min(_numbers(arguments), default=0)


def largest(arguments: Sequence[Argument]) -> Number:
    """MAX; 0 of no numbers."""
    return max(_numbers(arguments), default=0)


def count(arguments: Sequence[Argument]) -> int:
    """COUNT: numbers, in ranges and among the arguments; truth values only when given directly."""
    counted = 0
    for argument in arguments:
        values = argument if isinstance(argument, Area) else [argument]
        for value in values:
            if isinstance(value, UnknownValue):
                known(value)
            elif isinstance(value, int | Fraction) and (not isinstance(value, bool) or not isinstance(argument, Area)):
                counted += 1
            elif isinstance(value, str) and not isinstance(argument, Area):
                raise UnsolvedError("text counted")
    return counted


def counta(arguments: Sequence[Argument]) -> int:
    """COUNTA: everything but blank cells."""
    counted = 0
    for argument in arguments:
        for value in argument if isinstance(argument, Area) else [argument]:
            if isinstance(value, UnknownValue):
                known(value)
            counted += value is not None or not isinstance(argument, Area)
    return counted


def rounded(arguments: Sequence[Argument]) -> Number:
    """ROUND: half away from zero, at digits behind (or, negative, before) the point."""
    value, digits = number(arguments[0]), int(number(arguments[1]))
    if abs(digits) > 100:
        raise UnsolvedError("ROUND")
    if type(value) is int and digits >= 0:
        return value
    scale = Fraction(10) ** digits
    units = int(abs(value) * scale + Fraction(1, 2))
    exact = (units if value >= 0 else -units) / scale
    return exact.numerator if exact.denominator == 1 else exact


def conjunction(arguments: Sequence[Argument]) -> bool:
    """AND; #VALUE! when there is nothing to judge."""
    return all(_truths(arguments))


def disjunction(arguments: Sequence[Argument]) -> bool:
    """OR; #VALUE! when there is nothing to judge."""
    return any(_truths(arguments))


def _truths(arguments: Iterable[Argument]) -> list[bool]:
    found: list[bool] = []
    for argument in arguments:
        if not isinstance(argument, Area):
            found.append(truth(argument))
            continue
        found += [truth(value) for value in argument if value is not None and not isinstance(value, str)]
    if not found:
        raise CellFaultError("#VALUE!")
    return found


def sumproduct(arguments: Sequence[Argument]) -> Number:
    """SUMPRODUCT: products of cells that stand in the same place; what is no number counts 0."""
    areas = [argument if isinstance(argument, Area) else Area([[argument]]) for argument in arguments]
    shapes = {(len(area.rows), len(area.rows[0])) for area in areas}
    if len({area.clipped for area in areas}) > 1:
        raise UnsolvedError("SUMPRODUCT")
    if len(shapes) > 1:
        raise CellFaultError("#VALUE!")
    summed: Number = 0
    for values in zip(*areas, strict=True):
        product: Number = 1
        for value in values:
            factor = known(value)
            product *= factor if isinstance(factor, int | Fraction) and not isinstance(factor, bool) else 0
        summed += product
    return summed


SIMPLE: Final[dict[str, Callable[[Sequence[Argument]], Value]]] = {
    "SUM": total,
    "AVERAGE": average,
    "MIN": smallest,
    "MAX": largest,
    "COUNT": count,
    "COUNTA": counta,
    "ROUND": rounded,
    "AND": conjunction,
    "OR": disjunction,
}

_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMERIC_LOOK = re.compile(r"[\s+\-$(]*[.,]?[0-9]")
COMPARISONS: Final = frozenset({"=", "<>", "<", ">", "<=", ">="})
_COMPARE: Final[dict[str, Callable[[Number, Number], bool]]] = {
    "=": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def criterion(argument: Argument) -> Callable[[Value], bool]:
    """Return the test that SUMIF's and COUNTIF's second argument stands for.

    Raises UnsolvedError where Excel's answer depends on language: decimals written in text, text ordered by < and >.
    """
    wanted = known(argument)
    if isinstance(wanted, bool):
        return lambda value: isinstance(value, bool) and value == wanted
    if not isinstance(wanted, str):
        return numeric_criterion("=", wanted or 0)
    match = _CRITERION.fullmatch(wanted)
    operator, operand = (match.group(1) or "=", match.group(2)) if match else ("=", wanted)
    if _INTEGER.fullmatch(operand):
        return numeric_criterion(operator, int(operand))
    if _NUMERIC_LOOK.match(operand) or operand.upper() in {"TRUE", "FALSE"} or operator not in {"=", "<>"}:
        raise UnsolvedError(wanted)
    if operand.startswith("#"):
        raise UnsolvedError(wanted)
    return _textual(operator, operand, plain=bool(match and match.group(1) is None))


def numeric_criterion(operator: str, wanted: Number) -> Callable[[Value], bool]:
    """Return the test of a criterion that compares with a number."""
    compare = _COMPARE["=" if operator == "<>" else operator]

    def matches(value: Value) -> bool:
        if isinstance(value, UnknownValue):
            known(value)
        if isinstance(value, str) and operator in {"=", "<>"} and _NUMERIC_LOOK.match(value):
            raise UnsolvedError(value)
        hit = isinstance(value, int | Fraction) and not isinstance(value, bool) and compare(value, wanted)
        return not hit if operator == "<>" else hit

    return matches


def _textual(operator: str, wanted: str, *, plain: bool) -> Callable[[Value], bool]:
    is_same = _same_text(wanted)

    def matches(value: Value) -> bool:
        if isinstance(value, UnknownValue):
            known(value)
        blank = value is None or (plain and value == "")
        hit = isinstance(value, str) and is_same(value) if wanted else blank
        return not hit if operator == "<>" else hit

    return matches


def _same_text(wanted: str) -> Callable[[str], bool]:
    """Return the test of text against a criterion; one without wildcards needs no pattern, which is costly to compile."""
    if not any(sign in wanted for sign in "*?~"):
        lowered = wanted.lower()
        return lambda value: value.lower() == lowered
    pattern = re.compile(_wildcards(wanted), re.IGNORECASE | re.DOTALL)
    return lambda value: pattern.fullmatch(value) is not None


def _wildcards(wanted: str) -> str:
    """Return the regular expression of Excel's *, ? and ~."""
    pieces = re.findall(r"~[*?~]|.", wanted, re.DOTALL)
    special = {"*": ".*", "?": "."}
    return "".join(special.get(piece) or re.escape(piece.removeprefix("~") if len(piece) > 1 else piece) for piece in pieces)
