"""What templates see: the scored scope with every value in the form in which it prints.

Money becomes `Rupiah`, a year or number code `Polos`, a reference its label, long text `LongText`; in a draft what is wrong
prints as `[Tujuan: belum benar]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, assert_never

from generator.fields.official import as_printed, is_official
from generator.fields.results import printed
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.render.pictures import charts_of
from generator.render.workings import Workings
from generator.scope import with_lookup
from validators.absence import CACAT, is_absent, labelled
from validators.tree import KeyedRows

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec


def context_of(compiled: CompiledSpec, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of templates for a scored scope: the same names, values ready to print, and `lampiran_perhitungan`."""
    library = compiled.home.library
    scope = with_lookup(scope, library)
    context = dict(scope)
    for field_ in compiled.spec.fields:
        context[field_.name] = _printed(field_, scope[field_.name], library)
    for computed in compiled.spec.computed:
        value = scope.get(computed.name)
        if value is CACAT:
            value = labelled(computed.label)
        context[computed.name] = value if is_absent(value) else printed(computed.type, computed.unit, value)
    return context | charts_of(compiled, scope) | {"lampiran_perhitungan": Workings(compiled, scope)}


def _printed(field_: Field, value: Any, library: Library) -> Any:
    if value is CACAT:
        return labelled(field_.label or field_.name)
    if is_absent(value):
        return value
    match field_:
        case Scalar():
            return kind_of(field_).prints(field_, value, library)
        case Group():
            return _group(field_, value, library) if isinstance(value, Mapping) else value
        case Table() | FixedTable():
            rows = (_members(field_, row, library) if isinstance(row, Mapping) else row for row in value)
            return KeyedRows(rows, value.key) if isinstance(value, KeyedRows) else list(rows)
        case ListOf():
            return [_printed(field_.of, item, library) for item in value]
        case Matrix():
            cell = replace(field_.of, label=field_.label)
            return {row: {column: _printed(cell, held, library) for column, held in cells.items()} for row, cells in value.items()}
        case _:
            assert_never(field_)


def _group(field_: Group, values: Mapping[str, Any], library: Library) -> dict[str, Any]:
    printed_members = _members(field_, values, library)
    return as_printed(printed_members) if is_official(values) else printed_members


def _members(field_: Group | Table | FixedTable, values: Mapping[str, Any], library: Library) -> dict[str, Any]:
    known = {child.name: child for child in field_.fields}
    return {name: _printed(known[name], value, library) if name in known else value for name, value in values.items()}
