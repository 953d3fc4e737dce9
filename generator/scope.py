"""The scope of expressions and templates: a document's completed values with everything else they may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Final

from generator.document import Document, completed
from generator.errors import SpecFault
from generator.fields.shapes import Field, FixedTable, Group, Matrix, Table
from generator.links import tie
from generator.spec.keys import key_text, keys_of, value_at
from validators.absence import CACAT, KOSONG, is_absent
from validators.expressions import callable_in_expressions
from validators.findings import Path
from validators.polos import Bernama
from validators.tree import KeyedRows

if TYPE_CHECKING:
    from generator.reference import Library

_LOOKUP: Final = "lookup"


def scope_of(document: Document, unsound: frozenset[Path] = frozenset(), *, only: AbstractSet[str] | None = None) -> dict[str, Any]:
    """Return the complete scope: fields, constants, `institusi`, `dokumen`, `lookup`; nothing is computed yet.

    unsound: paths of values with an error; they read as `CACAT`. Matrices hold every declared cell, fixed rows are a list.
    only: the fields that are asked for, neither tables nor what names their rows; None for all.
    """
    compiled = document.compiled
    fields = compiled.spec.fields if only is None else tuple(field_ for field_ in compiled.spec.fields if field_.name in only)
    values = completed(fields, document.given.values, unsound)
    scope: dict[str, Any] = {constant.name: constant.value for constant in compiled.spec.constants}
    scope |= {chart.name: KOSONG for chart in compiled.spec.charts}
    if compiled.spec.each is not None:
        scope[compiled.spec.each.row] = document.given.row or KOSONG
    scope |= {
        "institusi": document.given.institution,
        "dokumen": {
            "jenis": compiled.spec.id,
            "judul": compiled.spec.title,
            "revisi": compiled.spec.revision,
            "segel": document.given.seal or KOSONG,
        },
        _LOOKUP: lookup_in(compiled.home.library),
    }
    library = compiled.home.library
    scope |= {field_.name: _with_fixed_rows(field_, values[field_.name], library) for field_ in fields if field_.is_given}
    if only is not None:
        return scope
    if compiled.names_rows:
        tie(compiled.spec.fields, scope)
    for path, field_ in compiled.given_matrices:
        if isinstance(holder := value_at(scope, path[:-1]), dict):
            holder[field_.name] = full_matrix(field_, holder[field_.name], scope, compiled.spec.fields, library=library)
    return scope


def without_callables(scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scope as plain values; who evaluates expressions in it again hands in `lookup` anew."""
    return {name: value for name, value in scope.items() if name != _LOOKUP}


def with_lookup(scope: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return a scope with what its expressions may call."""
    return {**scope, _LOOKUP: lookup_in(library)}


def with_given_matrices(document: Document, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scope whose matrices are as they were written, undeclared rows and columns included: what the check of their keys needs."""
    return _as_given(document.type.fields, scope, document.given.values)


def _as_given(fields: tuple[Field, ...], scope: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    replaced = dict(scope)
    for field_ in fields:
        value, held = values.get(field_.name, KOSONG), scope.get(field_.name)
        if isinstance(field_, Matrix) and field_.is_given:
            replaced[field_.name] = value
        elif isinstance(field_, Group) and isinstance(held, Mapping):
            replaced[field_.name] = _as_given(field_.fields, held, value if isinstance(value, Mapping) else {})
    return replaced


def lookup_in(library: Library) -> Callable[[str, Any], Any]:
    """Return `lookup(table, key)`: the row of a reference table, `KOSONG` where there is none and in its empty cells."""

    @callable_in_expressions
    def lookup(table: str, key: Any) -> Any:
        if is_absent(key):
            return key
        try:
            row = library.table(table).row(key.key if isinstance(key, Bernama) else str(key))
        except SpecFault as fault:
            if fault.file is not None:  # a broken table tells its own place
                raise
            raise LookupError(fault.message.rstrip(".")) from fault  # told with the place of the expression
        return KOSONG if row is None else row

    return lookup


def full_matrix(field_: Matrix, cells: Any, scope: Mapping[str, Any], fields: tuple[Field, ...], *, library: Library) -> Any:
    """Return a matrix with every declared cell, `KOSONG` where nothing was written, and no others; `CACAT` when a side is unsound."""
    if not isinstance(cells, Mapping):
        return cells
    sides = sides_of(field_, scope, fields, library)
    return CACAT if sides is None else {row: {column: _cell(cells, row, column) for column in sides[1]} for row in sides[0]}


def sides_of(field_: Matrix, scope: Mapping[str, Any], fields: tuple[Field, ...], library: Library) -> tuple[list[Any], list[Any]] | None:
    """Return the keys of a matrix's rows and columns, None when one of them is unsound."""
    rows, columns = (keys_of(side, scope, fields=fields, library=library) for side in (field_.rows, field_.columns))
    if CACAT in rows or CACAT in columns:
        return None
    return [key for key in rows if not is_absent(key)], [key for key in columns if not is_absent(key)]


def _cell(cells: Mapping[str, Any], row: Any, column: Any) -> Any:
    held = cells.get(key_text(row), {})
    return held.get(key_text(column), KOSONG) if isinstance(held, Mapping) else held


def _with_fixed_rows(field_: Field, value: Any, library: Library) -> Any:
    match field_:
        case Group() if isinstance(value, Mapping):
            return _members_with_fixed_rows(field_.fields, value, library)
        case Table() if isinstance(value, list) and any(isinstance(child, Group | Table | FixedTable) for child in field_.fields):
            rows = (_members_with_fixed_rows(field_.fields, row, library) if isinstance(row, Mapping) else row for row in value)
            return KeyedRows(rows, value.key) if isinstance(value, KeyedRows) else list(rows)
        case FixedTable() if isinstance(value, Mapping):
            table = library.table(field_.rows)
            empty = completed(field_.fields, {})
            return KeyedRows(({table.key: key, **row, **value.get(key, empty)} for key, row in table.rows.items()), table.key)
        case _:
            return value


def _members_with_fixed_rows(fields: tuple[Field, ...], value: Mapping[str, Any], library: Library) -> dict[str, Any]:
    return {**value, **{child.name: _with_fixed_rows(child, value[child.name], library) for child in fields if child.name in value}}
