"""Totals over the sound rows alone ("sementara"), told beside the strict ones while some rows are still wrong; never in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from generator.compute import compute
from generator.document import Document, Provisional
from generator.examine import Examination
from generator.fields.shapes import Table
from generator.spec.compile import CompiledSpec
from validators.absence import CACAT, is_absent
from validators.findings import Path

Names: TypeAlias = tuple[str, ...]


def provisional_values(examined: Examination) -> dict[str, Provisional]:
    """Return the document's own values that wrong rows keep from being known, by name, as they stand without these rows."""
    document, compiled = examined.document, examined.document.compiled
    lacking = [one.name for one in document.type.computed if examined.scope[one.name] is CACAT]
    dropped = _rows_around(document, examined.unsound) if lacking else {}
    if not dropped:
        return {}
    values = _without(document.given.values, frozenset(dropped.values()), ())
    sound = replace(document, given=replace(document.given, values=values))
    scope, _ = compute(sound, frozenset(path for path in examined.unsound if path not in dropped))
    tables = {_names(row) for row in dropped.values()}
    counts = {table: (_count(values, table), _count(document.given.values, table)) for table in tables}
    found = {name: Provisional(scope[name], *_counted(name, counts, compiled)) for name in lacking if not is_absent(scope[name])}
    return {name: one for name, one in found.items() if one.sound}


def _rows_around(document: Document, unsound: frozenset[Path]) -> dict[Path, Path]:
    """Return the innermost row of a table around each unsound value that stands in one."""
    return {path: row for path in unsound if (row := _row_around(document, path))}


def _row_around(document: Document, path: Path) -> Path:
    ends = [end for end in range(len(path), 1, -1) if isinstance(path[end - 1], int)]
    return next((path[:end] for end in ends if isinstance(document.type.field_at(path[: end - 1]), Table)), ())


def _without(value: Any, dropped: frozenset[Path], path: Path) -> Any:
    if isinstance(value, Mapping):
        return {name: _without(inner, dropped, (*path, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, dropped, (*path, index)) for index, inner in enumerate(value) if (*path, index) not in dropped]
    return value


def _names(row: Path) -> Names:
    return tuple(step for step in row if isinstance(step, str))


def _count(values: Any, table: Names) -> int:
    """Return how many rows a table has, in all the rows around it."""
    if isinstance(values, list):
        return sum(_count(value, table) for value in values) if table else len(values)
    return _count(values.get(table[0]), table[1:]) if isinstance(values, Mapping) and table else 0


def _counted(name: str, counts: Mapping[Names, tuple[int, int]], compiled: CompiledSpec) -> tuple[int, int]:
    """Return how many rows are sound, of how many, in the tables that a computed value rests on."""
    used = frozenset(_resting(name, compiled, set()))
    touched = [count for table, count in counts.items() if any(table[: len(one)] == one for one in used)] or list(counts.values())
    return sum(sound for sound, _ in touched), sum(rows for _, rows in touched)


def _resting(name: str, compiled: CompiledSpec, seen: set[str]) -> Iterator[Names]:
    """Yield the dotted names that a computed value uses, at first hand or through others: of computed ones, of computed columns."""
    seen.add(name)
    for used in sorted(compiled.computations[name,].used):
        names = tuple(used.split("."))
        yield names
        if (names[0],) in compiled.computations and names[0] not in seen:
            yield from _resting(names[0], compiled, seen)
