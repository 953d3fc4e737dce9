"""Gives fields the value that the spec has for them (`default:`) where nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.document import Document
from generator.fields.scalars import kind_of
from generator.fields.shapes import FixedTable, Scalar, Table
from generator.scope import scope_of
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Path


def with_defaults(document: Document) -> Document:
    """Return the document with defaults where nothing was written, each seeing those before it. Raises SpecFault when one cannot run."""
    if not document.compiled.defaults:
        return document
    values = _copied(document.given.values)
    scope = scope_of(document, document.given.found.paths)
    for names, expression in document.compiled.defaults.items():
        field_ = document.type.field_at(names)
        assert isinstance(field_, Scalar)
        for path, row in _spots(names, values, ()):
            if _at(values, path) is not KOSONG or (row is None and _is_in_table(document, names)):
                continue  # of a table that is none, and so has no rows, the shape has told
            try:
                value = expression.evaluate({**scope, **({} if row is None else {"row": _at(scope, row)})})
            except ExpressionFault as problem:
                raise document.compiled.fault(problem.message, field_.line) from problem
            if not is_absent(value):
                settled = kind_of(field_).settles(value)
                _put(values, path, settled)
                _put(scope, path, settled)
    return replace(document, given=replace(document.given, values=values))


def _is_in_table(document: Document, names: tuple[str, ...]) -> bool:
    return any(isinstance(document.type.field_at(names[:end]), Table | FixedTable) for end in range(1, len(names)))


def _spots(names: tuple[str, ...], values: Any, path: Path, row: Path | None = None) -> Iterator[tuple[Path, Path | None]]:
    """Yield each place in the data where a field may stand, with the path of the row that it stands in."""
    if not names:
        yield path, row
    elif isinstance(values, list):
        for number, child in enumerate(values):
            yield from _spots(names, child, (*path, number), (*path, number))
    elif isinstance(values, Mapping):
        yield from _spots(names[1:], values.get(names[0], KOSONG), (*path, names[0]), row)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(child) for key, child in value.items()}
    return [_copied(child) for child in value] if isinstance(value, list) else value


def _at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return KOSONG
    return values


def _put(values: Any, path: Path, value: Any) -> None:
    holder = _at(values, path[:-1])
    if isinstance(holder, dict):
        holder[path[-1]] = value
