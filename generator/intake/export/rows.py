"""One row of an export as the raw values of a form, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from generator.fields.kind import Tables
from generator.form.answers import ExportHabits, answer
from generator.form.target import AnswerTarget, KeyedRow, TargetStep
from validators.absence import KOSONG
from validators.findings import NOWHERE, Finding, Path, Place

_Node: TypeAlias = "dict[TargetStep, Any]"


@dataclass(slots=True)
class AnsweredCell:
    """What stands in one place. value: KOSONG where nothing was answered."""

    value: Any
    place: Place
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column that is read: its number in the table, and where its answers go."""

    at: int
    target: AnswerTarget


@dataclass(slots=True)
class AnsweredRow:
    """What a row gives: values nested as in a data file, the place of each, what is to be said."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    places: dict[Path, Place] = field(default_factory=dict[Path, Place])
    found: list[Finding] = field(default_factory=list[Finding])


def answered(
    columns: Sequence[ExportColumn],
    *,
    cells: Callable[[int], Any],
    place: Callable[[int], Place],
    constants: Sequence[tuple[AnswerTarget, Any, Place]],
    reading: tuple[ExportHabits, Tables],
) -> AnsweredRow:
    """Return what a row answers. cells, place: of a column by its number; constants: what every row has, in a mapping, with its place there."""
    tree: _Node = {}
    for target, value, where in constants:
        _put(tree, target, AnsweredCell(value, where))
    for column in columns:
        value, problem = answer(column.target, cells(column.at), *reading)
        where = place(column.at)
        _put(tree, column.target, AnsweredCell(value, where, () if problem is None else (replace(problem, place=where),)))
    made = AnsweredRow()
    _settle(tree, made.values, (), made)
    return made


def _put(tree: _Node, target: AnswerTarget, leaf: AnsweredCell) -> None:
    """Put a leaf at its place; the ticked choices of one list add up."""
    held = tree
    for step in target.steps[:-1]:
        held = held.setdefault(step, {})
    last = target.steps[-1]
    known = held.get(last)
    if isinstance(known, AnsweredCell) and target.choice:
        known.found += leaf.found
        if leaf.value is not KOSONG:
            known.value = leaf.value if known.value is KOSONG or not isinstance(known.value, list) else [*known.value, *leaf.value]
    else:
        held[last] = leaf


def _settle(node: _Node, held: dict[str, Any], path: Path, made: AnsweredRow) -> None:
    """Put the parts of a group, of a row, or of a matrix into its values."""
    for step, child in node.items():
        here = (*path, str(step))
        if isinstance(child, AnsweredCell):
            _told(child, here, made)
            if child.value is not KOSONG:
                held[str(step)] = child.value
        elif any(isinstance(inner, int | KeyedRow) for inner in child):
            _rows(child, held, here, made)
        else:
            inner: dict[str, Any] = {}
            made.places.setdefault(here, _first(child))
            _settle(child, inner, here, made)
            if inner:
                held[str(step)] = inner


def _rows(node: _Node, held: dict[str, Any], path: Path, made: AnsweredRow) -> None:
    """Put the rows of a table, or the items of a list, in their order; those without an answer are none, wherever they stand."""
    rows: list[Any] = []
    made.places.setdefault(path, _first(node))
    for step in sorted(node, key=_order):
        child = node[step]
        here = (*path, len(rows))
        if isinstance(child, AnsweredCell):
            if child.value is not KOSONG or child.found:
                _told(child, here, made)
            if child.value is not KOSONG:
                rows.append(child.value)
            continue
        if not _is_answered(child):
            continue
        row: dict[str, Any] = {}
        rows.append(row)
        made.places[here] = _first(child)
        _settle(child, row, here, made)
        if isinstance(step, KeyedRow):
            row.setdefault(step.column, step.key)
    if rows:
        held[str(path[-1])] = rows


def _order(step: TargetStep) -> int:
    return step if isinstance(step, int) else _BEHIND


_BEHIND: Final = 10**9


def _told(leaf: AnsweredCell, path: Path, made: AnsweredRow) -> None:
    made.places[path] = leaf.place
    made.found += (replace(one, path=path) for one in leaf.found)


def _is_answered(node: _Node | AnsweredCell) -> bool:
    if isinstance(node, AnsweredCell):
        return node.value is not KOSONG or bool(node.found)
    return any(_is_answered(child) for child in node.values())


def _first(node: _Node | AnsweredCell) -> Place:
    """Return where the first part of a node stands."""
    if isinstance(node, AnsweredCell):
        return node.place
    return next((_first(child) for child in node.values()), NOWHERE)
