"""Values that name a row of another table (`type: row`): tied to that row, or found to name none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from generator.document import Document
from generator.fields.origin import RowTarget
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.spec.keys import key_text, value_at
from validators.absence import CACAT, is_absent
from validators.findings import Finding, Findings, Path
from validators.messages import finding, suggestion
from validators.polos import Baris
from validators.spelling import folded
from validators.tree import KeyedRows


def tie(fields: tuple[Field, ...], scope: dict[str, Any]) -> None:
    """Tie every value that names a row to that row, in place; one that names none is `CACAT`: it has been told."""
    known: dict[Path, dict[str, Baris]] = {}
    for field_ in fields:
        if field_.name in scope:
            scope[field_.name] = _tied(field_, scope[field_.name], scope, known)


def tie_rows(table: Field | None, rows: Any, scope: Mapping[str, Any]) -> None:
    """Tie, in rows taken from a table, what names rows to those of a scope, in place."""
    if isinstance(table, Table | FixedTable) and isinstance(rows, list):
        known: dict[Path, dict[str, Baris]] = {}
        for row in rows:
            _members(table.fields, row, scope, known)


def _tied(field_: Field, value: Any, scope: Mapping[str, Any], known: dict[Path, dict[str, Baris]]) -> Any:
    if is_absent(value):
        return value
    match field_:
        case Scalar():
            return value if field_.target is None else _row(field_.target, value, scope, known)
        case Group():
            _members(field_.fields, value, scope, known)
        case Table() | FixedTable():
            for row in value:
                _members(field_.fields, row, scope, known)
        case ListOf():
            value[:] = [_tied(field_.of, item, scope, known) for item in value]
        case Matrix():
            for cells in value.values():
                cells.update({column: _tied(field_.of, cell, scope, known) for column, cell in cells.items()})
        case _:
            assert_never(field_)
    return value


def _members(fields: tuple[Field, ...], values: Any, scope: Mapping[str, Any], known: dict[Path, dict[str, Baris]]) -> None:
    if isinstance(values, dict):
        for field_ in fields:
            if field_.name in values:
                values[field_.name] = _tied(field_, values[field_.name], scope, known)


def _row(target: RowTarget, value: Any, scope: Mapping[str, Any], known: dict[Path, dict[str, Baris]]) -> Any:
    if target.path not in known:
        known[target.path] = _rows_by_name(value_at(scope, target.path))
    return known[target.path].get(folded(key_text(value)), CACAT)


def _rows_by_name(rows: Any) -> dict[str, Baris]:
    found: dict[str, Baris] = {}
    for number, row in enumerate(rows if isinstance(rows, KeyedRows) else ()):
        key = row.get(rows.key, CACAT) if isinstance(row, Mapping) else CACAT
        if not is_absent(key):
            shown = str(key) if isinstance(key, str) else key_text(key)
            found.setdefault(folded(key_text(key)), Baris(shown, number, key_text(key), rows))
    return found


def untied(document: Document, scope: Mapping[str, Any]) -> Findings:
    """Return a finding for every written value that names no row, where the rows are known. scope: of the document, for their keys."""
    top = _named(document.type.fields, document.given.values, ())
    names = _RowNames(scope)
    return Findings(found for field_, value, path in top for found in _untied(field_, value, path, names))


@dataclass(slots=True)
class _RowNames:
    """The names of the rows of each table that values name, read once a table: as they are written by how they are compared."""

    scope: Mapping[str, Any]
    told: int = 0
    read: dict[tuple[str, ...], dict[str, str] | None] = field(default_factory=dict[tuple[str, ...], "dict[str, str] | None"])

    def of(self, table: tuple[str, ...]) -> dict[str, str] | None:
        """Return the names of a table's rows; None where a name, or the table, is not known."""
        if table not in self.read:
            rows = value_at(self.scope, table)
            keys = (
                [row.get(rows.key, CACAT) if isinstance(row, Mapping) else CACAT for row in rows]
                if isinstance(rows, KeyedRows)
                else [CACAT]
            )
            texts = [key_text(key) for key in keys if not is_absent(key)]
            self.read[table] = None if CACAT in keys else {folded(text): text for text in reversed(texts)}
        return self.read[table]


def _untied(field_: Field, value: Any, path: Path, names: _RowNames) -> Iterator[Finding]:
    if isinstance(field_, Scalar):
        if field_.target is not None and isinstance(value, str):
            yield from _stranger(field_.target, value, path, names)
        return
    for inner, held, step in _parts(field_, value):
        yield from _untied(inner, held, (*path, *step), names)


def _parts(field_: Group | Table | FixedTable | ListOf | Matrix, value: Any) -> Iterator[tuple[Field, Any, Path]]:
    """Yield what stands in a field as it was given, with its path from there."""
    match field_:
        case Group():
            yield from _named(field_.fields, value, ())
        case Table() | FixedTable():
            for step, row in _items(value):
                yield from _named(field_.fields, row, (step,))
        case ListOf():
            yield from ((field_.of, item, (step,)) for step, item in _items(value))
        case Matrix():
            yield from ((field_.of, cell, (row, column)) for row, cells in _items(value) for column, cell in _items(cells))
        case _:
            assert_never(field_)


def _named(fields: tuple[Field, ...], values: Any, path: Path) -> Iterator[tuple[Field, Any, Path]]:
    for field_ in fields if isinstance(values, Mapping) else ():
        yield field_, values.get(field_.name), (*path, field_.name)


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the items of a list by number, those of a group by key."""
    yield from enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, Mapping) else ()


def _stranger(target: RowTarget, text: str, path: Path, names: _RowNames) -> Iterator[Finding]:
    known = names.of(target.path)
    if known is not None and folded(text) not in known:
        usul = suggestion(text, [*reversed(known.values())], after=names.told)
        names.told += 1
        yield finding("baris-tidak-dikenal", path, nilai=text, daftar=target.label, kolom=target.key_label, usul=usul)
