"""What shows in a place that nobody fills: an expression of the spec said in the formulas of a workbook, where that can be said.

The language of expressions is larger than that of formulas; what has no formula stays for the program to compute, and a form says so
beside the place. A formula only shows: its result is never read, the program computes the value itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from jinja2 import nodes

from generator.fields.scalars import kind_of
from generator.fields.shapes import Scalar

if TYPE_CHECKING:
    from generator.reference import Library
    from validators.expressions import Expression

_Path: TypeAlias = tuple[str, ...]
MARK: Final = 'N("borang")'
"""Stands in every formula of a form, whatever a program that saves it makes of the rest, and counts nothing."""
_SIGNS: Final[Mapping[type[nodes.BinExpr], str]] = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/"}
_COMPARED: Final = {"eq": "=", "ne": "<>", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


@dataclass(frozen=True, slots=True)
class CellOf:
    """The cell of a field: of the same row where that stands in the same table."""

    path: _Path


@dataclass(frozen=True, slots=True)
class ListOfTable:
    """A column of a reference table, all rows. column: "" for the words that a form offers."""

    table: str
    column: str = ""


Part: TypeAlias = str | CellOf | ListOfTable


@dataclass(frozen=True, slots=True)
class ShownFormula:
    """A formula in pieces: signs, cells and lists, which whoever writes it gives their addresses."""

    parts: tuple[Part, ...]

    @property
    def rests_on(self) -> tuple[CellOf, ...]:
        """The cells without which it shows nothing."""
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, CellOf)))

    @property
    def lists(self) -> tuple[ListOfTable, ...]:
        """The columns of reference tables that it looks into."""
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, ListOfTable)))

    def text(self, address: Callable[[CellOf | ListOfTable], str]) -> str:
        """Return the formula, "" while a cell that it rests on is empty. address: of a cell or list."""
        written = "".join(part if isinstance(part, str) else address(part) for part in self.parts)
        empty = ",".join(f'{address(cell)}=""' for cell in self.rests_on)
        return f'IF({MARK}+OR({empty}),"",IFERROR({written},""))'


def formula_of(
    expression: Expression, fields: Mapping[str, _Path], scalar: Callable[[_Path], Scalar | None], library: Library
) -> ShownFormula | None:
    """Return the formula that an expression is; None where it has none, or rests on no field.

    fields: where a name that it begins with leads: "row" to the table that it stands in, "" to the top of the form. scalar: the field at a path.
    """
    try:
        made = ShownFormula(tuple(_Translation(fields, scalar, library).said(expression.tree)))
    except _NoFormula:
        return None
    return made if made.rests_on else None


class _NoFormula(Exception):
    """What is said has no formula."""


@dataclass(frozen=True, slots=True)
class _Translation:
    fields: Mapping[str, _Path]
    scalar: Callable[[_Path], Scalar | None]
    library: Library

    def said(self, node: nodes.Node) -> list[Part]:
        """Return an expression as a formula, in pieces. Raises _NoFormula."""
        match node:
            case nodes.Const():
                return [_constant(node.value)]
            case nodes.Name() | nodes.Getattr():
                return self._name(node)
            case nodes.CondExpr() if node.expr2 is not None:
                return self._called("IF", node.test, node.expr1, node.expr2)
            case nodes.And() | nodes.Or():
                return self._called("AND" if isinstance(node, nodes.And) else "OR", node.left, node.right)
            case nodes.Not():
                return self._called("NOT", node.node)
            case _:
                return ["(", *self._operated(node), ")"]

    def _operated(self, node: nodes.Node) -> list[Part]:
        match node:
            case nodes.BinExpr() if type(node) in _SIGNS:
                return self._joined((node.left, node.right), _SIGNS[type(node)])
            case nodes.Compare() if len(node.ops) == 1 and node.ops[0].op in _COMPARED:
                return self._joined((node.expr, node.ops[0].expr), _COMPARED[node.ops[0].op])
            case nodes.Concat():
                return self._joined(node.nodes, "&")
            case nodes.Neg():
                return ["-", *self.said(node.node)]
            case _:
                raise _NoFormula

    def _called(self, name: str, *given: nodes.Node) -> list[Part]:
        return [f"{name}(", *self._joined(given, ","), ")"]

    def _joined(self, given: Sequence[nodes.Node], sign: str) -> list[Part]:
        return [one for number, node in enumerate(given) for one in ([sign, *self.said(node)] if number else self.said(node))]

    def _name(self, node: nodes.Node) -> list[Part]:
        """Return the cell of a field, or what a reference table says of the row that one names."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Call):
            return self._looked_up(node.node, node.attr)
        path = self._path(node)
        field_ = self.scalar(path)
        if field_ is None or kind_of(field_).tables(field_):  # its cell holds words, the expression a key
            raise _NoFormula
        return ["(", CellOf(path), '="ya")'] if kind_of(field_).is_tick else [CellOf(path)]

    def _path(self, node: nodes.Node) -> _Path:
        steps: list[str] = []
        while isinstance(node, nodes.Getattr):
            steps.insert(0, node.attr)
            node = node.node
        if not isinstance(node, nodes.Name):
            raise _NoFormula
        if node.name in self.fields:
            return (*self.fields[node.name], *steps)
        if "" not in self.fields:
            raise _NoFormula
        return (*self.fields[""], node.name, *steps)

    def _looked_up(self, call: nodes.Call, column: str) -> list[Part]:
        """Return `lookup('table', row.field).column`, where the field names rows of that table."""
        is_lookup = isinstance(call.node, nodes.Name) and call.node.name == "lookup" and len(call.args) == 2
        table, named = call.args if is_lookup else (None, None)
        if not isinstance(table, nodes.Const) or named is None or table.value not in self.library.names():
            raise _NoFormula
        path = self._path(named)
        field_ = self.scalar(path)
        if field_ is None or field_.table != table.value:
            raise _NoFormula
        listed = ListOfTable(field_.table)
        return ["LOOKUP(2,1/(", listed, "=", CellOf(path), "),", ListOfTable(field_.table, column), ")"]


def _constant(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | Fraction):
        raise _NoFormula
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)
