"""Turns the fields of a spec into a JSON Schema (Draft 2020-12) of their typed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from generator.spec.model import Field, Spec

if TYPE_CHECKING:
    from generator.reference import Library

_TYPES: Final[Mapping[str, str]] = {
    "text": "string",
    "paragraph": "string",
    "integer": "integer",
    "number": "number",
    "money": "number",
    "date": "date",
    "time": "time",
    "boolean": "boolean",
    "identifier": "string",
}


def json_schema(spec: Spec, library: Library) -> dict[str, Any]:
    """Return the schema of a document's values; computed fields are not in it: nobody may fill them."""
    schema = _object(spec.fields, library)
    schema["x-dihitung"] += [computed.name for computed in spec.computed]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": spec.title, **schema}


def choices_of(field_: Field, library: Library) -> tuple[str, ...]:
    """Return the choices of a field: as listed, or the keys of the reference table that `choices:` names."""
    if len(field_.choices) == 1 and field_.choices[0].startswith("@"):
        return tuple(library.table(field_.choices[0][1:]).rows)
    return field_.choices


def tables_of(field_: Field) -> tuple[str, ...]:
    """Return the names of the reference tables that a field itself rests on."""
    listed = field_.choices[0][1:] if len(field_.choices) == 1 and field_.choices[0].startswith("@") else ""
    return tuple(name for name in (listed, field_.table, field_.rows if field_.type == "table" else "") if name)


def _object(fields: Iterable[Field], library: Library) -> dict[str, Any]:
    every = tuple(fields)
    given = [field_ for field_ in every if field_.is_given]
    return {
        "type": "object",
        "x-dihitung": [field_.name for field_ in every if not field_.is_given],
        "properties": {field_.name: _field(field_, library) for field_ in given},
        "required": [field_.name for field_ in given if (field_.required and not field_.when) or field_.type == "group"],
        "additionalProperties": False,
    }


def _field(field_: Field, library: Library) -> dict[str, Any]:
    schema = {**_of_type(field_, library), **field_.schema}
    if field_.label:
        schema["title"] = field_.label
    for limit in ("minimum", "maximum"):
        if getattr(field_, limit) is not None:
            schema[limit] = getattr(field_, limit)
    if field_.pattern:
        schema |= {"pattern": field_.pattern, "x-petunjuk": field_.pattern_message}
    return schema


def _of_type(field_: Field, library: Library) -> dict[str, Any]:
    if field_.type == "group":
        return _object(field_.fields, library)
    if field_.type == "table":
        return _table(field_, library)
    if field_.type == "list":
        return {"type": "array", "items": _field(field_.of, library) if field_.of else {}, **_limits(field_)}
    if field_.type == "matrix":
        cell = _field(field_.of, library) if field_.of else {}
        return {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": cell}}
    if field_.type == "choice":
        return {"enum": list(choices_of(field_, library))}
    if field_.type == "reference":
        table = library.table(field_.table)
        return {"type": "string"} if table.open else {"enum": list(table.rows)}
    return {"type": _TYPES[field_.type]}


def _table(field_: Field, library: Library) -> dict[str, Any]:
    row = _object(field_.fields, library)
    if not field_.has_fixed_rows:
        return {"type": "array", "items": row, **_limits(field_)}
    keys = list(library.table(field_.rows).rows)
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, row),
        "required": keys if field_.required else [],
        "additionalProperties": False,
    }


def _limits(field_: Field) -> dict[str, int]:
    least = field_.at_least if field_.at_least is not None else (1 if field_.required and not field_.when else None)
    return {name: limit for name, limit in (("minItems", least), ("maxItems", field_.at_most)) if limit is not None}
