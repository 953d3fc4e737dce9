"""Tells at once whether a value surely fits a JSON Schema.

What is wrong with a value that does not, jsonschema says; loading it takes longer than checking a form, so it is asked only where
something is wrong or not known here: a keyword that types rarely use, or never.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from validators.absence import KOSONG, Absence
from validators.tree import as_group, as_rows

Matches: TypeAlias = Callable[[str, str], bool]


class _UnknownSchema(Exception):
    """A keyword, or a kind of value, that is for jsonschema to judge."""


def fits(schema: Mapping[str, Any], value: Any, matches: Matches) -> bool:
    """Tell whether a value surely fits; False where it does not and where that is not known. matches: tells a pattern and a text."""
    try:
        return _fits(schema, value, _Root(schema, matches))
    except _UnknownSchema:
        return False


class _Root:
    """The whole schema, in which `$ref` looks."""

    def __init__(self, schema: Mapping[str, Any], matches: Matches) -> None:
        self.schema = schema
        self.matches = matches

    def found(self, reference: str) -> Any:
        """Return the part of the schema that a reference means."""
        start, _, name = reference.rpartition("/")
        if start != "#/$defs" or name not in self.schema["$defs"]:
            raise _UnknownSchema
        return self.schema["$defs"][name]


def _fits(schema: Any, value: Any, root: _Root) -> bool:
    if isinstance(schema, bool) or isinstance(value, Absence):  # why a value is absent is told elsewhere
        return schema is not False or isinstance(value, Absence)
    for keyword, held in schema.items():
        if keyword in _NOTES or keyword.startswith("x-"):
            continue
        judge = _KEYWORDS.get(keyword)
        if judge is None:
            raise _UnknownSchema
        if not judge(held, value, schema, root):
            return False
    return True


def is_number(value: object) -> bool:
    """Whether a value is a number of a form: exact, and not a truth value."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def is_integer(value: object) -> bool:
    """Whether a value is a whole number by its type: 3, not 3.0."""
    return isinstance(value, int) and not isinstance(value, bool)


TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "object": lambda value: as_group(value) is not None,
    "array": lambda value: as_rows(value) is not None,
    "string": lambda value: isinstance(value, str),
    "number": is_number,
    "integer": is_integer,
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, datetime.date),
    "time": lambda value: isinstance(value, datetime.time),
}


def _type(held: Any, value: Any, _schema: Any, _root: _Root) -> bool:
    names = [held] if isinstance(held, str) else held
    if not TYPES.keys() >= set(names):
        raise _UnknownSchema
    return any(TYPES[name](value) for name in names)


def _enum(held: Any, value: Any, _schema: Any, _root: _Root) -> bool:
    if isinstance(value, str):
        return value in held
    if type(value) is int and any(type(choice) is int and choice == value for choice in held):
        return True
    raise _UnknownSchema  # what 1, 1.0 and true are to each other is not said here


def _properties(held: Any, value: Any, _schema: Any, root: _Root) -> bool:
    group = as_group(value) or {}
    return all(_fits(held[name], member, root) for name, member in group.items() if name in held)


def _required(held: Any, value: Any, _schema: Any, _root: _Root) -> bool:
    group = as_group(value)
    return group is None or all(group.get(name, KOSONG) is not KOSONG for name in held)


def _additional(held: Any, value: Any, schema: Any, root: _Root) -> bool:
    known = schema.get("properties", {})
    if held is False:  # an unknown key is one whether anything is written behind it or not
        return all(name in known for name in as_group(value) or {})
    return all(_fits(held, member, root) for name, member in (as_group(value) or {}).items() if name not in known)


def _property_names(held: Any, value: Any, _schema: Any, root: _Root) -> bool:
    return all(_fits(held, name, root) for name in as_group(value) or {})


def _items(held: Any, value: Any, _schema: Any, root: _Root) -> bool:
    return all(_fits(held, item, root) for item in as_rows(value) or ())


def _any_of(held: Any, value: Any, _schema: Any, root: _Root) -> bool:
    return any(_fits(way, value, root) for way in held)


def _one_of(held: Any, value: Any, _schema: Any, root: _Root) -> bool:
    return sum(_fits(way, value, root) for way in held) == 1


def _if(held: Any, value: Any, schema: Any, root: _Root) -> bool:
    return not _fits(held, value, root) or _fits(schema.get("then", True), value, root)


def _length(is_kept: Callable[[int, Any], bool], measured: Callable[[Any], Any]) -> Callable[[Any, Any, Any, _Root], bool]:
    def judge(held: Any, value: Any, _schema: Any, _root: _Root) -> bool:
        sized = measured(value)
        return sized is None or is_kept(len(sized), held)

    return judge


def _bound(is_kept: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Any, _Root], bool]:
    def judge(held: Any, value: Any, _schema: Any, _root: _Root) -> bool:
        if isinstance(value, float) or (isinstance(value, Decimal) and not value.is_finite()):
            raise _UnknownSchema
        return not is_number(value) or is_kept(value, held)

    return judge


def _at_least(value: Any, limit: Any) -> bool:
    return bool(value >= limit)


def _at_most(value: Any, limit: Any) -> bool:
    return bool(value <= limit)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


_NOTES: Final = frozenset({"$schema", "$id", "$defs", "title", "description", "default", "then"})
_KEYWORDS: Final[Mapping[str, Callable[[Any, Any, Any, _Root], bool]]] = {
    "$ref": lambda held, value, _schema, root: _fits(root.found(held), value, root),
    "type": _type,
    "enum": _enum,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "if": _if,
    "minItems": _length(_at_least, as_rows),
    "maxItems": _length(_at_most, as_rows),
    "minLength": _length(_at_least, _text),
    "maxLength": _length(_at_most, _text),
    "minimum": _bound(_at_least),
    "maximum": _bound(_at_most),
    "pattern": lambda held, value, _schema, root: not isinstance(value, str) or root.matches(held, value),
}
