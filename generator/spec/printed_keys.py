"""What keys of reference tables are called in print, where a computed value can hold them: told from the fields that it is computed of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, key_field, rows_at
from generator.spec.shapes import LookupTables
from validators.expressions import ExpressionFault
from validators.names import read_names
from validators.polos import Bernama

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.scoring.registry import Score
    from generator.spec.compile import CompiledSpec

Names: TypeAlias = Mapping[str, Bernama]


def names_of_keys(compiled: CompiledSpec) -> dict[str, Names]:
    """Return the printed names of the keys that each computed value may hold, by the computed value's name; none where it holds none."""
    found: dict[str, Names] = {}
    for computed in compiled.spec.computed:
        names: dict[str, Bernama] = {}
        for table in _tables(compiled, computed.name):
            names |= names_in(table, compiled.home.library)
        for other in compiled.computations[computed.name,].taken & found.keys():
            names |= found[other]
        found[computed.name] = names
    return found


def names_in(table: str, library: Library) -> dict[str, Bernama]:
    """Return the printed names of a reference table's keys, of those that print otherwise than they are."""
    listed = library.table(table)
    return {key: Bernama(name, listed.rank_of(key), key) for key in listed.rows if (name := listed.name_of(key)) != key}


def _tables(compiled: CompiledSpec, name: str) -> set[str]:
    """Return the reference tables whose keys a computed value may hold: of the columns that it names, or of all that it is computed of."""
    how = compiled.computations[name,]
    score = _score(how.computation.name) if how.computation.method == "score" else None
    columns = _columns(how.arguments, score.column_names) if score is not None else frozenset[str]()
    reached = {path for tree in how.trees for path in read_names(tree, compiled.scope_shapes, LookupTables(compiled.home.library)).reached}
    fields = (compiled.spec.field_at(tuple(path.split("."))) for path in reached)
    found = {table for field_ in fields if field_ is not None for table in _of_field(field_, columns, compiled.spec.fields)}
    return found | {table for table in (score.references.values() if score is not None else ()) if compiled.home.library.has_table(table)}


def _score(name: str) -> Score | None:
    from generator.scoring.registry import SCORES

    return SCORES.get(name)


def _columns(arguments: Mapping[str, Any], named: Iterable[str]) -> frozenset[str]:
    """Return the columns that the arguments of a score name, where they say so without the document."""
    found: set[str] = set()
    for name in named:
        try:
            value = arguments[name].evaluate({}) if name in arguments else ()
        except ExpressionFault:
            continue
        found |= {value} if isinstance(value, str) else {str(one) for one in value}
    return frozenset(found)


def _of_field(field_: Field, columns: frozenset[str], top: tuple[Field, ...]) -> Iterator[str]:
    match field_:
        case Scalar():
            yield from kind_of(field_).tables(field_)
        case ListOf():
            yield from kind_of(field_.of).tables(field_.of)
        case Group() | Table() | FixedTable():
            if isinstance(field_, FixedTable) and not columns:
                yield field_.rows
            for child in field_.fields:
                is_meant = not columns or any(column.split(".")[0] == child.name for column in columns)
                yield from _of_field(child, frozenset(), top) if is_meant else ()
        case Matrix():
            for side in (field_.rows, field_.columns):
                own = rows_at(top, side)
                key = key_field(own) if own is not None else None
                yield from (side,) if own is None else _of_field(key, columns, top) if key is not None else ()
        case _:
            assert_never(field_)
