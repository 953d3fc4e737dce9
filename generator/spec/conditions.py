"""A condition of a spec (`when:`) in words: labels and values, as people read them, never the expression."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a type. label_of: the label of a field's path, "" if none; constant: a constant's value with its unit, "" if none."""

    label_of: Callable[[tuple[str, ...]], str]
    constant: Callable[[str], str] = lambda _: ""


def in_words(condition: str, words: Words) -> str:
    """Return a condition in words: `identitas.pola != 'mandiri'` is "Pola bukan mandiri".

    Of what cannot be said in a few words (a call, arithmetic) only what it depends on is said: "Peserta tertentu".
    """
    try:
        return _said(ast.parse(condition.strip(), mode="eval").body, words)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return UNKNOWN


def _said(node: ast.expr, words: Words) -> str:
    if isinstance(node, ast.BoolOp):
        return _joined(node, words)
    name, said = "", ""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        name, said = _label(node.operand, words), "bukan ya"
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        name, said = _label(node.left, words), _compared(node.ops[0], node.comparators[0], words)
    else:
        name, said = _label(node, words), "ya"
    return f"{name} {said}" if name and said else _depends(node, words)


def _joined(node: ast.BoolOp, words: Words) -> str:
    """Return parts joined as they are meant: what joins others within stands in parentheses."""
    parts = (f"({_said(part, words)})" if isinstance(part, ast.BoolOp) else _said(part, words) for part in node.values)
    return (" dan " if isinstance(node.op, ast.And) else " atau ").join(dict.fromkeys(parts))


def _compared(sign: ast.cmpop, test: ast.expr, words: Words) -> str:
    if isinstance(sign, (ast.Is, ast.IsNot)):
        is_empty = isinstance(test, ast.Name) and test.id == "kosong"
        return ("kosong" if isinstance(sign, ast.Is) else "terisi") if is_empty else ""
    value = _value(test, words)
    return f"{_COMPARISONS[type(sign)]}{value}" if value and type(sign) in _COMPARISONS else ""


def _label(node: ast.expr, words: Words) -> str:
    path = _path(node)
    if path[-1:] == ("year",) and (label := words.label_of(path[:-1])):
        return f"Tahun {label}"
    return words.label_of(path) if path else ""


def _path(node: ast.expr) -> tuple[str, ...]:
    """Return the dotted name that a node is, () for anything else."""
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.insert(0, node.attr)
        node = node.value
    return (node.id, *steps) if isinstance(node, ast.Name) else ()


def _depends(node: ast.expr, words: Words) -> str:
    """Return what a condition depends on, for one that cannot be said."""
    named = dict.fromkeys(_named(node, words))
    return f"{' dan '.join(named)} tertentu" if named else UNKNOWN


def _named(node: ast.AST, words: Words) -> Iterator[str]:
    path = _path(node) if isinstance(node, ast.expr) else ()
    label = next((found for end in range(len(path), 0, -1) if (found := words.label_of(path[:end]))), "")
    if label:
        yield label
        return
    for child in ast.iter_child_nodes(node):
        yield from _named(child, words)


def _value(node: ast.expr, words: Words) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value).replace(".", ",") if isinstance(node.value, float) else str(node.value)
    if isinstance(node, (ast.List, ast.Tuple)):
        values = [_value(item, words) for item in node.elts]
        return " atau ".join(values) if all(values) else ""
    return words.constant(node.id) if isinstance(node, ast.Name) else ""
