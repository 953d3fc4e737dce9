"""How far an expression or template may go. Each bound is far above honest use; docs/batas.md tells them.

Jinja works out constants while it compiles, so a bound on what a filter makes must stand in the filter itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from fractions import Fraction
from itertools import islice
from typing import Any, Final

from jinja2 import TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context

MAX_DEPTH: Final = 60
"""Levels of an expression: parentheses, operators and filters in each other."""
MAX_NODES: Final = 2_000
"""Parts of one expression."""
MAX_BLOCKS: Final = 15
"""Loops and conditions in each other; Python itself holds twenty."""
MAX_LITERAL_BITS: Final = 200
"""Size of a number that is written out: sixty digits."""
MAX_BITS: Final = 8_192
"""Size of a number that is computed, its denominator too: about 2,400 digits."""
MAX_TEXT: Final = 1_000_000
"""Letters of a text that an expression puts together."""
MAX_PARTS: Final = 10_000
"""Columns or rows that `slice` and `batch` may make, and fill up."""
MAX_ROUNDS: Final = 500_000
"""Rounds of all loops of a template together."""


class TooLarge(ValueError):
    """Something that an expression makes is beyond its bound."""


def bounded_number(value: int | Fraction) -> int | Fraction:
    """Return the number; raises TooLarge when it has more digits than is sensible."""
    if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
        raise TooLarge("bilangan hasil hitungan terlalu besar")
    return value


def bounded_length(length: int) -> int:
    """Return the length of a text that is about to be made; raises TooLarge when it is too long."""
    if length > MAX_TEXT:
        raise TooLarge(f"teks yang terbentuk lebih dari {MAX_TEXT} karakter")
    return length


def bounded_parts(count: int) -> int:
    """Return how many parts are about to be made; raises TooLarge when there are too many or none."""
    if not 1 <= count <= MAX_PARTS:
        raise TooLarge(f"jumlah bagian harus 1 sampai {MAX_PARTS}, bukan {str(count)[:20]}")
    return count


def check_tree(tree: nodes.Node) -> None:
    """Raise TemplateSyntaxError where a parsed expression or template goes too deep, is too long, or writes too large a number."""
    for node in _outermost(tree):
        _check_expression(node)
    blocks = [(tree, 0)]
    while blocks:
        node, depth = blocks.pop()
        if depth > MAX_BLOCKS:
            raise TemplateSyntaxError(f"perulangan dan syarat bersarang lebih dari {MAX_BLOCKS} tingkat", node.lineno)
        inner = depth + isinstance(node, (nodes.For, nodes.If, nodes.With, nodes.FilterBlock, nodes.CallBlock, nodes.Scope))
        blocks += [(child, inner) for child in node.iter_child_nodes() if not isinstance(child, nodes.Expr)]


def _outermost(tree: nodes.Node) -> Iterator[nodes.Expr]:
    """Yield the expressions of a tree that stand in no other."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Expr):
            yield node
        else:
            waiting += node.iter_child_nodes()


def _check_expression(expression: nodes.Expr) -> None:
    count, waiting = 0, [(1, expression)]
    while waiting:
        depth, node = waiting.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise TemplateSyntaxError(f"ungkapan bersarang lebih dari {MAX_DEPTH} tingkat", node.lineno)
        if count > MAX_NODES:
            raise TemplateSyntaxError(f"ungkapan lebih panjang dari {MAX_NODES} bagian", node.lineno)
        if isinstance(node, nodes.Const) and _is_too_large(node.value):
            raise TemplateSyntaxError("bilangan yang ditulis terlalu panjang", node.lineno)
        waiting += [(depth + 1, child) for child in node.iter_child_nodes() if isinstance(child, (nodes.Expr, nodes.Helper))]


def _is_too_large(value: Any) -> bool:
    if isinstance(value, float):
        return abs(value) >= 1e50 or 0 < abs(value) <= 1e-50
    return isinstance(value, int) and value.bit_length() > MAX_LITERAL_BITS


class Rounds:
    """The rounds that the loops of one template have left."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_ROUNDS


_ROUNDS: Final[ContextVar[Rounds]] = ContextVar("rounds")


def begin_rounds() -> None:
    """Give the template that starts now its full number of rounds."""
    _ROUNDS.set(Rounds())


@pass_context  # what needs the context is not worked out while compiling
def counted(_context: Context, items: Any) -> Any:
    """Return what a loop goes through, its rounds taken from what the template has; raises TemplateRuntimeError when they run out."""
    rounds = _ROUNDS.get(None) or Rounds()
    sized: Any = items if hasattr(items, "__len__") else [*islice(items, rounds.left + 1)]
    rounds.left -= len(sized)
    if rounds.left < 0:
        raise TemplateRuntimeError(f"perulangan lebih dari {MAX_ROUNDS} putaran")
    return sized
