"""What a type's own pages say of each value: its label, the filters it prints with, and the condition under which it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from generator.formatting import FILTERS, show
from generator.outline.blocks import Block, Column, Fact, Facts, ForEach, Grid, Items, MatrixGrid, Text, Value, When
from generator.outline.walk import outline
from generator.spec.compile import CompiledSpec
from validators.expressions import ExpressionFault, compile_expression, compile_text, exact_environment

_ENVIRONMENT: Final = exact_environment(FILTERS)
_PRINTING: Final = exact_environment(FILTERS, finalize=show)


@dataclass(slots=True)
class OutlinedTypes:
    """By the path of a value, of a column `table[].column`: labels, filters behind its name, conditions, what sums a column."""

    labels: dict[str, str] = field(default_factory=dict[str, str])
    suffixes: dict[str, str] = field(default_factory=dict[str, str])
    conditions: dict[str, str] = field(default_factory=dict[str, str])
    sums: dict[str, str] = field(default_factory=dict[str, str])

    def columns_of(self, path: str, held: Mapping[str, str]) -> dict[str, str]:
        """Return of what is held by path what belongs to the columns of a table."""
        return {name.removeprefix(f"{path}[]."): said for name, said in held.items() if name.startswith(f"{path}[].")}


def outlined(compiled: CompiledSpec) -> OutlinedTypes:
    """Return what a type's own pages say of its values."""
    found = OutlinedTypes()
    _walk(outline(compiled), found, {}, "")
    return found


def sentences(compiled: CompiledSpec, context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the spec itself words with more than one value in it, as a document prints it and as it is written."""
    for text, _ in compiled.spec.sentences():
        if text.count("{{") > 1:
            with suppress(ExpressionFault):
                yield compile_text(_PRINTING, text)(context), text


def _walk(blocks: Iterable[Block], found: OutlinedTypes, variables: Mapping[str, str], condition: str) -> None:
    for block in blocks:
        match block:
            case When():
                _walk(block.blocks, found, variables, block.condition)
            case ForEach():
                _walk(block.blocks, found, {**variables, block.variable: f"{_path(block.rows, variables)}[]"}, "")
            case Facts():
                for fact in block.rows:
                    _take(fact, found, variables)
            case Grid():
                _condition(found, _path(block.rows, variables), condition)
                _columns(block, found, variables)
            case MatrixGrid():
                _condition(found, block.matrix, condition)
                found.suffixes[block.matrix] = block.printed("x", "y").removeprefix(block.cell("x", "y"))
            case Text() | Items():
                _condition(found, _path(block.expr, variables), condition)
            case _:
                pass


def _columns(grid: Grid, found: OutlinedTypes, variables: Mapping[str, str]) -> None:
    path = _path(grid.rows, variables)
    for column in grid.columns:
        _take(column, found, {**variables, grid.variable: f"{path}[]"})
        if column.total is not None and column.name:
            found.sums[f"{path}[].{column.name}"] = column.total.expr


def _path(expr: str, variables: Mapping[str, str]) -> str:
    """Return an expression with the variables of loops as what they run over."""
    first, dot, rest = expr.partition(".")
    return variables.get(first, first) + dot + rest


def _take(one: Fact | Column, found: OutlinedTypes, variables: Mapping[str, str]) -> None:
    value: Value = one.value
    path = _path(value.expr, variables)
    found.labels.setdefault(path, one.label)
    if value.shown.startswith(f"{value.expr} |"):
        found.suffixes.setdefault(path, value.shown.removeprefix(value.expr))


def _condition(found: OutlinedTypes, path: str, condition: str) -> None:
    if condition:
        found.conditions.setdefault(path, condition)


def holds(condition: str, context: Mapping[str, Any]) -> bool | None:
    """Return whether a condition holds in a document's data; None where it cannot be asked of it."""
    try:
        return bool(compile_expression(_ENVIRONMENT, condition).evaluate(context))
    except (ExpressionFault, TypeError, ValueError):
        return None


@lru_cache(maxsize=1024)
def _filtered(suffix: str) -> Any:
    return compile_expression(_ENVIRONMENT, f"nilai{suffix}")


def printed(value: Any, suffix: str) -> str:
    """Return how a value prints through filters; "" where they are not for it."""
    try:
        return str(show(_filtered(suffix).evaluate({"nilai": value})))
    except (ExpressionFault, TypeError, ValueError):
        return ""
