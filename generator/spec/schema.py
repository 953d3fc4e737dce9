"""Turns the fields of a spec into a JSON Schema (Draft 2020-12) of their typed values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, assert_never

from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, cell
from generator.spec.model import Spec

if TYPE_CHECKING:
    from generator.reference import Library


def json_schema(spec: Spec, library: Library) -> dict[str, Any]:
    """Return the schema of a document's values; computed fields are not in it: nobody may fill them."""
    schema = _object(spec.fields, library)
    schema["x-dihitung"] += [computed.name for computed in spec.computed]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": spec.title, **schema}


def tables_of(field_: Field) -> tuple[str, ...]:
    """Return the names of the reference tables that a field and its cells rest on."""
    held = cell(field_)
    own = kind_of(held).tables(held) if held is not None else ()
    return (*own, field_.rows) if isinstance(field_, FixedTable) else own


def _object(fields: Iterable[Field], library: Library) -> dict[str, Any]:
    every = tuple(fields)
    given = [field_ for field_ in every if field_.is_given]
    return {
        "type": "object",
        "x-dihitung": [field_.name for field_ in every if not field_.is_given],
        "properties": {field_.name: schema_of(field_, library) for field_ in given},
        "required": [field_.name for field_ in given if (field_.required and not field_.when) or isinstance(field_, Group)],
        "additionalProperties": False,
    }


def schema_of(field_: Field, library: Library) -> dict[str, Any]:
    """Return the JSON Schema of what a field holds once it is typed."""
    schema = {**_of_shape(field_, library), **field_.schema}
    if field_.label:
        schema["title"] = field_.label
    if isinstance(field_, Scalar):
        schema |= {name: limit for name, limit in (("minimum", field_.minimum), ("maximum", field_.maximum)) if limit is not None}
        if field_.pattern:
            schema |= {"pattern": field_.pattern, "x-petunjuk": field_.pattern_message}
    return schema


def _of_shape(field_: Field, library: Library) -> dict[str, Any]:
    match field_:
        case Scalar():
            return dict(kind_of(field_).schema(field_, library))
        case Group():
            return _object(field_.fields, library)
        case Table():
            return {"type": "array", "items": _object(field_.fields, library), **_limits(field_)}
        case FixedTable():
            return _fixed_rows(field_, library)
        case ListOf():
            return {"type": "array", "items": schema_of(field_.of, library), **_limits(field_)}
        case Matrix():
            return {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": schema_of(field_.of, library)}}
        case _:
            assert_never(field_)


def _fixed_rows(field_: FixedTable, library: Library) -> dict[str, Any]:
    keys = list(library.table(field_.rows).rows)
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, _object(field_.fields, library)),
        "required": keys if field_.required else [],
        "additionalProperties": False,
    }


def _limits(field_: Table | ListOf) -> dict[str, int]:
    least = field_.at_least if field_.at_least is not None else (1 if field_.required and not field_.when else None)
    return {name: limit for name, limit in (("minItems", least), ("maxItems", field_.at_most)) if limit is not None}
