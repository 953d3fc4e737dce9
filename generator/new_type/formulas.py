"""A formula of a form's column as an expression of the spec language, where the language can say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.intake.foreign.pieces import Spot
from generator.office.sheet.formula.parse import Call, CellRange, Literal, Node, Operation, UnsolvedError, tree
from generator.office.sheet.formula.tokens import formula, unshared
from generator.office.sheet.references import Reference

_COMPARED: Final = {"=": "==", "<>": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_COUNTED: Final = ("+", "-", "*", "/")
_SUBTOTAL: Final = re.compile(r"\bSUBTOTAL\(\s*(?:9|109)\s*,", re.IGNORECASE)
"""The sum of the rows that a filter leaves."""


class UnsaidError(Exception):
    """The spec language cannot say this formula."""


def row_expression(formulas: Mapping[int, str], columns: Mapping[int, str], *, is_money: bool = False) -> str | None:
    """Return what a column computes of its row, from the formula of each of its rows; None where these differ or cannot be said.

    columns: the names of the table's columns by where they stand. is_money: it is rounded to the sen anyway.
    """
    first = min(formulas, default=0)
    if not first:
        return None
    try:
        if any(unshared(formulas[first], row - first, 0) != _plain(text) for row, text in formulas.items()):
            return None
        return _Saying(formulas[first], first, columns).said(is_money=is_money)
    except (UnsaidError, UnsolvedError, ValueError):
        return None


def summed_column(text: str, rows: Sequence[int], spot: Spot) -> bool:
    """Whether a formula sums the rows of a table in its own column."""
    text = _SUBTOTAL.sub("SUM(", text)
    try:
        node = tree(text)
        found = formula(text).references
    except (UnsolvedError, ValueError):
        return False
    if not (isinstance(node, Call) and node.function == "SUM" and len(found) == 1 and not found[0].sheet):
        return False
    last = found[0].last or found[0].first
    return found[0].first.column == last.column == spot[1] and bool(rows) and found[0].first.row <= rows[0] and last.row >= rows[-1]


def _plain(text: str) -> str:
    return unshared(text, 0, 0)


class _Saying:
    """One formula while it is said: its references by their number."""

    def __init__(self, text: str, row: int, columns: Mapping[int, str]) -> None:
        self.node = tree(text)
        self.references = formula(text).references
        self.row = row
        self.columns = columns

    def said(self, *, is_money: bool) -> str:
        node = self.node
        if is_money and isinstance(node, Call) and node.function == "ROUND" and node.arguments[1:] == (Literal(2),):
            node = node.arguments[0]
        return self._say(node)

    def _say(self, node: Node) -> str:
        if isinstance(node, Literal):
            return _literal(node)
        if isinstance(node, CellRange):
            return self._cell(node)
        if isinstance(node, Operation):
            return self._operation(node)
        if isinstance(node, Call):
            return self._call(node)
        raise UnsaidError

    def _operation(self, node: Operation) -> str:
        parts = [self._say(one) for one in node.operands]
        if len(parts) == 1:
            if node.operator == "%":
                return f"({parts[0]} / 100)"
            return f"(-{parts[0]})" if node.operator == "-" else parts[0]
        if node.operator in _COUNTED:
            return f"({parts[0]} {node.operator} {parts[1]})"
        if node.operator in _COMPARED:
            return f"{parts[0]} {_COMPARED[node.operator]} {parts[1]}"
        raise UnsaidError

    def _call(self, node: Call) -> str:
        if node.function == "SUM":
            return f"({' + '.join(f'({name} | atau(0))' for one in node.arguments for name in self._cells(one))})"
        if node.function == "IF" and len(node.arguments) == 3:
            condition, yes, no = (self._say(one) for one in node.arguments)
            return f"({yes} if {condition} else {no})"
        if node.function in ("AND", "OR"):
            return f"({f' {node.function.lower()} '.join(self._say(one) for one in node.arguments)})"
        if node.function == "PRODUCT":
            return " * ".join(name for one in node.arguments for name in self._cells(one))
        raise UnsaidError

    def _cell(self, node: CellRange) -> str:
        names = self._cells(node)
        if len(names) != 1:
            raise UnsaidError
        return names[0]

    def _cells(self, node: Node) -> list[str]:
        if not isinstance(node, CellRange):
            return [self._say(node)]
        one: Reference = self.references[node.index]
        last = one.last or one.first
        if one.sheet or one.first.row != self.row or last.row != self.row or one.first.row_fixed:
            raise UnsaidError
        within = range(one.first.column, last.column + 1)
        names = [f"row.{self.columns[column]}" for column in within if column in self.columns]
        if len(names) < len(within) and len(within) == 1:
            raise UnsaidError
        return names


def _literal(node: Literal) -> str:
    value = node.value
    if isinstance(value, bool) or value is None:
        raise UnsaidError
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, Fraction):
        return str(Decimal(value.numerator) / Decimal(value.denominator))
    return str(value)
