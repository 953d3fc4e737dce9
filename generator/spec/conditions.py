"""A condition of a spec (`when:`) in words: labels and values, as people read them, never the expression."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

UNKNOWN: Final = "keadaan lain"
_COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "",
    ast.NotEq: "bukan ",
    ast.Gt: "lebih dari ",
    ast.GtE: "paling sedikit ",
    ast.Lt: "kurang dari ",
    ast.LtE: "paling banyak ",
    ast.In: "",
    ast.NotIn: "bukan ",
}


def in_words(condition: str, label_of: Callable[[tuple[str, ...]], str]) -> str:
    """Return a condition in words: `identitas.pola != 'mandiri'` is "Pola bukan mandiri". label_of: the label of a field's path, "" if none.

    What cannot be said in a few words (a call, arithmetic) is `UNKNOWN`: the form's own help says it.
    """
    try:
        return _said(ast.parse(condition.strip(), mode="eval").body, label_of) or UNKNOWN
    except (SyntaxError, ValueError, RecursionError):
        return UNKNOWN


def _said(node: ast.expr, label_of: Callable[[tuple[str, ...]], str]) -> str:
    if isinstance(node, ast.BoolOp):
        parts = [_said(part, label_of) for part in node.values]
        return (" dan " if isinstance(node.op, ast.And) else " atau ").join(parts) if all(parts) else ""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        name = _label(node.operand, label_of)
        return f"{name} bukan ya" if name else ""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        name, value = _label(node.left, label_of), _value(node.comparators[0])
        test = node.comparators[0]
        if name and isinstance(node.ops[0], (ast.Is, ast.IsNot)) and isinstance(test, ast.Name) and test.id == "kosong":
            return f"{name} {'kosong' if isinstance(node.ops[0], ast.Is) else 'terisi'}"
        return f"{name} {_COMPARISONS[type(node.ops[0])]}{value}" if name and value and type(node.ops[0]) in _COMPARISONS else ""
    name = _label(node, label_of)
    return f"{name} ya" if name else ""


def _label(node: ast.expr, label_of: Callable[[tuple[str, ...]], str]) -> str:
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.insert(0, node.attr)
        node = node.value
    return label_of((node.id, *steps)) if isinstance(node, ast.Name) else ""


def _value(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value).replace(".", ",") if isinstance(node.value, float) else str(node.value)
    if isinstance(node, (ast.List, ast.Tuple)):
        values = [_value(item) for item in node.elts]
        return " atau ".join(values) if all(values) else ""
    return ""
