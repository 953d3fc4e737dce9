"""The exact evaluator: a formula's tree and the cells it reads become a value in int and Fraction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from generator.office.sheet.formula.functions import COMPARISONS, SIMPLE, Argument, criterion, numeric_criterion, sumproduct, total
from generator.office.sheet.formula.parse import Call, CellRange, Fault, Literal, Name, Node, Operation, UnsolvedError
from generator.office.sheet.formula.values import (
    UNKNOWN,
    Area,
    CellFaultError,
    CellGrid,
    FormulaError,
    Number,
    Value,
    known,
    number,
    text,
    truth,
)
from generator.office.sheet.references import CellRect

_MOST_BITS: Final = 4096


@dataclass(frozen=True, slots=True)
class Scope:
    """What formulas see: the workbook's values and its names.

    memo: results over ranges that formulas share (each row's share of the same total), by function and ranges. One scope
    serves formulas that are evaluated in order over one grid.
    """

    grid: CellGrid
    names: Mapping[str, CellRect]
    memo: dict[tuple[str, tuple[CellRect, ...]], Value] = field(default_factory=dict)


Rects = Sequence[CellRect]
Solver = Callable[[Scope, Rects], Value]
_Part = Callable[[Scope, Rects], Argument]


def solver(node: Node) -> Solver:
    """Return the function that evaluates a formula, given a scope and where the formula's references point.

    It gives a number, text, truth value or CellError; UNKNOWN when the value cannot be told exactly.
    """
    part = _part(node, array=False)

    def solve(scope: Scope, rects: Rects) -> Value:
        try:
            value = part(scope, rects)
            if type(value) is int or type(value) is str:
                return value
            value = known(value)
        except CellFaultError as error:
            return FormulaError(error.code)
        except UnsolvedError:
            return UNKNOWN
        if isinstance(value, Fraction) and value.denominator == 1:
            return value.numerator
        return 0 if value is None else value

    return solve


def _part(node: Node, *, array: bool) -> _Part:
    """Return the function of one node; array: whether operators work through ranges cell by cell (SUMPRODUCT)."""
    if isinstance(node, Literal):
        value = node.value
        return lambda scope, rects: value
    if isinstance(node, Fault):
        return _failing(node.code)
    if isinstance(node, CellRange | Name):
        if isinstance(node, CellRange) and node.single:
            return _one_cell(node.index)
        return _one_or_more(_where(node))
    return _operation(node, array=array) if isinstance(node, Operation) else _call(node)


def _failing(code: str) -> _Part:
    def fail(scope: Scope, rects: Rects) -> Argument:
        raise CellFaultError(code)

    return fail


def _one_cell(index: int) -> _Part:
    return lambda scope, rects: scope.grid.cell(rects[index])


def _one_or_more(where: Callable[[Scope, Rects], CellRect]) -> _Part:
    def values(scope: Scope, rects: Rects) -> Argument:
        rect = where(scope, rects)
        single = rect.top == rect.bottom and rect.left == rect.right
        return scope.grid.cell(rect) if single else scope.grid.area(rect)

    return values


def _where(node: Node) -> Callable[[Scope, Rects], CellRect]:
    """Return what tells which cells a reference or name means. Raises UnsolvedError, when run, for anything else."""
    if isinstance(node, CellRange):
        index = node.index
        return lambda scope, rects: rects[index]
    name = node.text if isinstance(node, Name) else ""

    def named(scope: Scope, rects: Rects) -> CellRect:
        if name not in scope.names:
            raise UnsolvedError("no range")
        return scope.names[name]

    return named


def _operation(node: Operation, *, array: bool) -> _Part:
    parts = [_part(operand, array=array) for operand in node.operands]
    if len(parts) == 1:
        (operand,), alone = parts, _UNARY[node.operator]

        def operate_on_one(scope: Scope, rects: Rects) -> Argument:
            value = operand(scope, rects)
            return alone(value) if type(value) is not Area else _over_areas(alone, [value], array=array)

        return operate_on_one
    (left, right), apply = parts, _BINARY[node.operator]

    def operate(scope: Scope, rects: Rects) -> Argument:
        first, second = left(scope, rects), right(scope, rects)
        if type(first) is not Area and type(second) is not Area:
            return apply(first, second)
        return _over_areas(apply, [first, second], array=array)

    return operate


def _over_areas(apply: Callable[..., Value], operands: Sequence[Argument], *, array: bool) -> Area:
    if not array or any(operand.clipped for operand in operands if isinstance(operand, Area)):
        raise UnsolvedError("operator on a range")
    return _spread(apply, operands)


def _spread(apply: Callable[..., Value], operands: Sequence[Argument]) -> Area:
    """Apply an operator cell by cell; a single row, column or value is repeated to fit."""
    areas = [operand if isinstance(operand, Area) else Area([[operand]]) for operand in operands]
    height, width = max(len(area.rows) for area in areas), max(len(area.rows[0]) for area in areas)
    if any(len(area.rows) not in (1, height) or len(area.rows[0]) not in (1, width) for area in areas):
        raise UnsolvedError("arrays of different shape")
    return Area([[_guarded(apply, [_at(area, row, column) for area in areas]) for column in range(width)] for row in range(height)])


def _at(area: Area, row: int, column: int) -> Value:
    cells = area.rows[row if len(area.rows) > 1 else 0]
    return cells[column if len(cells) > 1 else 0]


def _guarded(apply: Callable[..., Value], values: Sequence[Value]) -> Value:
    try:
        return apply(*values)
    except CellFaultError as error:
        return FormulaError(error.code)


def _call(node: Call) -> _Part:
    if node.function in _SPECIAL:
        return _SPECIAL[node.function](node)
    if all(isinstance(argument, CellRange | Name) for argument in node.arguments):
        return _over_ranges(node)
    function = SIMPLE[node.function]
    arguments = [_argument(argument, array=False) for argument in node.arguments]
    return lambda scope, rects: function([argument(scope, rects) for argument in arguments])


def _argument(node: Node, *, array: bool) -> _Part:
    """Return the function of an argument; a reference to one cell is still a range, whose text is passed over."""
    if isinstance(node, CellRange | Name):
        where = _where(node)
        return lambda scope, rects: scope.grid.area(where(scope, rects))
    return _part(node, array=array)


def _over_ranges(node: Call) -> _Part:
    """Return a function over ranges alone, whose value comes from memory where another formula has had it.

    A running total takes the one of the row above and adds a row.
    """
    name, places = node.function, [_where(argument) for argument in node.arguments]

    def value_of(scope: Scope, rects: Rects) -> Value:
        found = tuple(where(scope, rects) for where in places)
        value = scope.memo.get((name, found))
        if value is None:
            sums = name == "SUM"
            value = sum(_running_total(rect, scope) for rect in found) if sums else SIMPLE[name]([scope.grid.area(rect) for rect in found])
            scope.memo[name, found] = value
        return value

    return value_of


def _running_total(rect: CellRect, scope: Scope) -> Number:
    above = scope.memo.get(("SUM", (rect._replace(bottom=rect.bottom - 1),))) if rect.bottom > rect.top else None
    if isinstance(above, int | Fraction):
        return above + total([scope.grid.area(rect._replace(top=rect.bottom))])
    return total([scope.grid.area(rect)])


def _sumproduct(node: Call) -> _Part:
    arguments = [_argument(argument, array=True) for argument in node.arguments]
    return lambda scope, rects: sumproduct([argument(scope, rects) for argument in arguments])


def _if(node: Call) -> _Part:
    condition, yes, *rest = (_part(argument, array=False) for argument in node.arguments)
    no = rest[0] if rest else _part(Literal(False), array=False)
    return lambda scope, rects: known((yes if truth(condition(scope, rects)) else no)(scope, rects))


def _iferror(node: Call) -> _Part:
    tried, instead = (_part(argument, array=False) for argument in node.arguments)

    def value(scope: Scope, rects: Rects) -> Argument:
        try:
            return known(tried(scope, rects))
        except CellFaultError:
            return known(instead(scope, rects))

    return value


def _conditional(node: Call) -> _Part:
    """SUMIF and COUNTIF; the summed range is laid over the tested one from its first cell."""
    over, wanted, *amount = node.arguments
    tested_at, summed_at, test = _where(over), _where(amount[0] if amount else over), _criterion(wanted)
    counts = node.function == "COUNTIF"

    def value(scope: Scope, rects: Rects) -> Number:
        tested, summed = tested_at(scope, rects), summed_at(scope, rects)
        matches = test(scope, rects)
        grid = scope.grid
        clipped, shortened = grid.clip(tested)
        if shortened and matches(None):
            raise UnsolvedError("blank cells counted")
        laid = CellRect(
            summed.sheet, summed.top, summed.left, summed.top + clipped.bottom - clipped.top, summed.left + clipped.right - clipped.left
        )
        hits = (amount for cell, amount in zip(grid.area(clipped), grid.whole_area(laid), strict=True) if matches(cell))
        return sum(1 if counts else _amount(hit) for hit in hits)

    return value


def _criterion(node: Node) -> Callable[[Scope, Rects], Callable[[Value], bool]]:
    """Return what gives a criterion's test; in ">="&B1 a number is compared as such, however a language spells it."""
    whole = _part(node, array=False)
    if not (isinstance(node, Operation) and node.operator == "&" and isinstance(node.operands[0], Literal)):
        return lambda scope, rects: criterion(whole(scope, rects))
    operator, operand = str(node.operands[0].value), _part(node.operands[-1], array=False)

    def test(scope: Scope, rects: Rects) -> Callable[[Value], bool]:
        value = known(operand(scope, rects))
        if operator in COMPARISONS and isinstance(value, int | Fraction) and not isinstance(value, bool):
            return numeric_criterion(operator, value)
        return criterion(whole(scope, rects))

    return test


def _amount(value: Value) -> Number:
    sound = known(value)
    return sound if isinstance(sound, int | Fraction) and not isinstance(sound, bool) else 0


def _lowest(value: Number) -> Number:
    """Return a number that is whole as an int: ints are what the most of all cells hold, and by far the fastest."""
    return value if type(value) is int or value.denominator != 1 else value.numerator


def _divide(left: Argument, right: Argument) -> Number:
    dividend, divisor = number(left), number(right)
    if not divisor:
        raise CellFaultError("#DIV/0!")
    return _lowest(Fraction(dividend) / divisor)


def _power(left: Argument, right: Argument) -> Number:
    base, exponent = number(left), number(right)
    if not base:
        if exponent == 0:
            raise CellFaultError("#NUM!")
        if exponent < 0:
            raise CellFaultError("#DIV/0!")
        return 0
    if isinstance(exponent, Fraction) and exponent.denominator != 1:
        raise UnsolvedError("root")
    size = max(abs(Fraction(base).numerator).bit_length(), Fraction(base).denominator.bit_length())
    if size * abs(exponent) > _MOST_BITS:
        raise UnsolvedError("large power")
    return Fraction(base) ** int(exponent)


def _rank(value: Value) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _ordered(left: Argument, right: Argument) -> int:
    """Return -1, 0 or 1: numbers come before text, text before truth values; blank is whatever it stands beside."""
    if type(left) is int and type(right) is int:
        return (left > right) - (left < right)
    first, second = known(left), known(right)
    first = _blank_as(second) if first is None else first
    second = _blank_as(first) if second is None else second
    if _rank(first) != _rank(second):
        return -1 if _rank(first) < _rank(second) else 1
    if isinstance(first, str) and isinstance(second, str):
        if first.casefold() == second.casefold():
            return 0
        raise UnsolvedError("text in order")
    assert not isinstance(first, str | None)
    assert not isinstance(second, str | None)
    return (first > second) - (first < second)


def _blank_as(other: int | Fraction | str | bool | None) -> int | str | bool:
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0


def _equal(left: Argument, right: Argument) -> bool:
    first, second = known(left), known(right)
    if first is None or second is None:  # a blank cell equals the empty text, and no other
        first, second = _blank_as(second) if first is None else first, _blank_as(first) if second is None else second
    if isinstance(first, str) and isinstance(second, str):
        return first.casefold() == second.casefold()
    return _ordered(first, second) == 0


_UNARY: Final[dict[str, Callable[[Argument], Value]]] = {
    "-": lambda value: -number(value),
    "+": known,
    "%": lambda value: Fraction(number(value)) / 100,
}
_BINARY: Final[dict[str, Callable[[Argument, Argument], Value]]] = {
    "+": lambda left, right: _lowest(number(left) + number(right)),
    "-": lambda left, right: _lowest(number(left) - number(right)),
    "*": lambda left, right: _lowest(number(left) * number(right)),
    "/": _divide,
    "^": _power,
    "&": lambda left, right: text(left) + text(right),
    "=": _equal,
    "<>": lambda left, right: not _equal(left, right),
    "<": lambda left, right: _ordered(left, right) < 0,
    ">": lambda left, right: _ordered(left, right) > 0,
    "<=": lambda left, right: _ordered(left, right) <= 0,
    ">=": lambda left, right: _ordered(left, right) >= 0,
}
_SPECIAL: Final[dict[str, Callable[[Call], _Part]]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "SUMIF": _conditional,
    "COUNTIF": _conditional,
    "SUMPRODUCT": _sumproduct,
}
