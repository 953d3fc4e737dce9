"""What templates see: the scored scope with every value in the form in which it prints.

Money becomes `Rupiah`, a year or number code `Polos`, a reference its label, long text `LongText`; in a draft what is wrong
prints as `[Tujuan: belum benar]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from generator.fields.kind import as_typed
from generator.fields.official import as_printed, is_official
from generator.fields.results import printed
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.links import tie, tie_rows
from generator.render.names import named_result, named_rows, named_value
from generator.render.pictures import charts_of
from generator.render.workings import Workings
from generator.scope import with_lookup
from validators.absence import CACAT, Absence, is_absent, labelled
from validators.lists import sorted_rows
from validators.tree import KeyedRows

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Computed

_Print: TypeAlias = Callable[[Any], Any]


def context_of(compiled: CompiledSpec, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of templates for a scored scope: the same names, values ready to print, charts and `lampiran_perhitungan`."""
    scope = with_lookup(scope, compiled.home.library)
    context = printing_values(compiled, scope)
    return context | charts_of(compiled, context) | {"lampiran_perhitungan": Workings(compiled, scope)}


def printing_values(compiled: CompiledSpec, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of a scope with values ready to print, without what is drawn or told of them: all that a file's name may say."""
    scope = with_lookup(scope, compiled.home.library)
    context = dict(scope)
    for name, prints in _prints(compiled).items():
        context[name] = prints(scope[name])
    if compiled.names_rows:
        tie(compiled.spec.fields, context)
    for computed in compiled.spec.computed:
        value = scope.get(computed.name)
        if value is CACAT:
            value = labelled(computed.label)
        context[computed.name] = value if is_absent(value) else _computed(compiled, computed, value)
        if compiled.names_rows and computed.name in compiled.sources:
            tie_rows(compiled.spec.field_at(compiled.sources[computed.name]), context[computed.name], context)
    return context


def printing_fields(compiled: CompiledSpec, scope: Mapping[str, Any], only: AbstractSet[str]) -> dict[str, Any]:
    """Return a scope of some of the fields with their values ready to print."""
    printed_fields = {name: prints(scope[name]) for name, prints in _prints(compiled).items() if name in only}
    return {**with_lookup(scope, compiled.home.library), **printed_fields}


def _computed(compiled: CompiledSpec, computed: Computed, value: Any) -> Any:
    """Return a computed value as it prints: rows as those of their table, keys by name, numbers by the kind of the value."""
    rows, names = _row_prints(compiled).get(computed.name), compiled.printed_keys[computed.name]
    if rows is not None:
        return rows(value)
    if names and computed.computation.method == "score":
        from generator.scoring.registry import SCORES

        value = named_result(value, SCORES[computed.computation.name].result, names)
    elif names:
        value = _named(compiled, computed, value, names)
    return printed(computed.type, computed.unit, value)


def _named(compiled: CompiledSpec, computed: Computed, value: Any, names: Any) -> Any:
    """Return a value with the names of its keys; rows that a table takes from a score's result know which of their parts are keys."""
    if isinstance(value, list | tuple):
        from generator.outline.results import rows_of_score

        row = rows_of_score(computed, compiled.spec)
        if row is not None:
            return named_rows(value, row, names)
    return named_value(value, names)


@lru_cache(maxsize=64)
def _prints(compiled: CompiledSpec) -> dict[str, _Print]:
    """Return how the values of a type print, by field; told from the fields once, not once a document."""
    return _prints_of(compiled.spec.fields, compiled.home.library)


@lru_cache(maxsize=64)
def _row_prints(compiled: CompiledSpec) -> dict[str, _Print]:
    """Return how computed tables print whose rows are those of a table of the form, by the computed value's name."""
    found: dict[str, _Print] = {}
    for name, path in compiled.sources.items():
        source = compiled.spec.field_at(path)
        if isinstance(source, Table | FixedTable):
            found[name] = partial(_rows, _prints_of(source.fields, compiled.home.library))
    return found


def _prints_of(fields: Iterable[Field], library: Library) -> dict[str, _Print]:
    return {field_.name: _print_of(field_, library) for field_ in fields}


def _print_of(field_: Field, library: Library) -> _Print:
    """Return how a field's value prints: what is absent as such, what is wrong by the field's label."""
    wrong = labelled(field_.label or field_.name)
    if isinstance(field_, Scalar):
        return _scalar_print_of(field_, library, wrong)
    shaped = _sound_print_of(field_, library)

    def prints(value: Any) -> Any:
        if isinstance(value, Absence):
            return wrong if value is CACAT else value
        return shaped(value)

    return prints


def _scalar_print_of(field_: Scalar, library: Library, wrong: Absence) -> _Print:
    printed = kind_of(field_).prints
    if printed is as_typed:
        return lambda value: wrong if value is CACAT else value

    def prints(value: Any) -> Any:
        if isinstance(value, Absence):
            return wrong if value is CACAT else value
        return printed(field_, value, library)

    return prints


def _sound_print_of(field_: Group | Table | FixedTable | ListOf | Matrix, library: Library) -> _Print:
    match field_:
        case Group():
            members = _prints_of(field_.fields, library)
            return lambda value: _group(members, value) if isinstance(value, (dict, Mapping)) else value
        case Table() | FixedTable():
            columns, order = _prints_of(field_.fields, library), field_.sort
            return lambda value: _rows(columns, sorted_rows(value, order) if order else value)
        case ListOf():
            item, in_list = _print_of(field_.of, library), kind_of(field_.of).in_list
            return lambda value: [in_list(item(held)) for held in value]
        case Matrix():
            cell = _print_of(replace(field_.of, label=field_.label), library)
            return lambda value: {row: {column: cell(held) for column, held in cells.items()} for row, cells in value.items()}
        case _:
            assert_never(field_)


def _group(prints: Mapping[str, _Print], values: Mapping[str, Any]) -> dict[str, Any]:
    printed_members = _members(prints, values)
    return as_printed(printed_members) if is_official(values) else printed_members


def _rows(prints: Mapping[str, _Print], rows: Iterable[Any]) -> list[Any]:
    made = (_members(prints, row) if isinstance(row, (dict, Mapping)) else row for row in rows)
    return KeyedRows(made, rows.key) if isinstance(rows, KeyedRows) else list(made)


def _members(prints: Mapping[str, _Print], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group's or row's values as they print; a name that no field has stays as it is."""
    return {name: prints[name](value) if name in prints else value for name, value in values.items()}
