"""Gives fields the value that the spec has for them (`default:`) where nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, assert_never

from generator.document import Document
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.scope import scope_of
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Path

if TYPE_CHECKING:
    from generator.reference import Library


def with_defaults(document: Document) -> Document:
    """Return the document with defaults where nothing was written, each seeing those before it. Raises SpecFault when one cannot run."""
    if not document.compiled.defaults:
        return document
    values = _copied(document.given.values)
    scope = scope_of(document, document.given.found.paths)
    for names, expression in document.compiled.defaults.items():
        field_ = document.type.field_at(names)
        assert isinstance(field_, Scalar)
        for spot in _spots(document.type.fields, names, values, document.compiled.home.library):
            if _at(values, spot.path) is not KOSONG:
                continue
            try:
                value = expression.evaluate({**scope, **({"row": _at(scope, spot.row)} if spot.row else {})})
            except ExpressionFault as problem:
                raise document.compiled.fault(problem.message, field_.line, code="bawaan-gagal") from problem
            if not is_absent(value):
                settled = kind_of(field_).settles(value)
                _put(values, spot.path, settled)
                _put(scope, spot.in_scope, settled)
    return replace(document, given=replace(document.given, values=values))


@dataclass(frozen=True, slots=True)
class _DefaultSpot:
    """Where a field may stand: its path in the data and in the scope, where fixed rows are a list; the row around it in the scope."""

    path: Path = ()
    in_scope: Path = ()
    row: Path = ()

    def below(self, name: str) -> _DefaultSpot:
        return _DefaultSpot((*self.path, name), (*self.in_scope, name), self.row)

    def at_row(self, number: int, key: str | int) -> _DefaultSpot:
        row = (*self.in_scope, number)
        return _DefaultSpot((*self.path, key), row, row)


def _spots(
    fields: Sequence[Field], names: tuple[str, ...], values: Any, library: Library, spot: _DefaultSpot | None = None
) -> Iterator[_DefaultSpot]:
    """Yield each place in the data where a field may stand. A table that is none has no rows; a group that nobody wrote is an empty one."""
    field_ = next(one for one in fields if one.name == names[0])
    here, below = (spot or _DefaultSpot()).below(names[0]), names[1:]
    match field_:
        case Group():
            yield from _spots(field_.fields, below, values, library, here)
        case Table():
            rows = _at(values, here.path)
            for number, _ in enumerate(rows if isinstance(rows, list) else ()):
                yield from _spots(field_.fields, below, values, library, here.at_row(number, number))
        case FixedTable():
            for number, key in enumerate(library.table(field_.rows).rows):
                yield from _spots(field_.fields, below, values, library, here.at_row(number, key))
        case Scalar() | ListOf() | Matrix():
            yield here
        case _:
            assert_never(field_)


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
    """Put a value in its place, in groups and rows that are made where nothing stands; what is wrong there stays as it is."""
    for step in path[:-1]:
        if isinstance(values, dict) and values.get(step, KOSONG) is KOSONG:
            values[step] = {}
        values = _at(values, (step,))
    if isinstance(values, dict):
        values[path[-1]] = value
