"""What surely fits a schema is what jsonschema has nothing against; it is asked wherever that is not sure. PERF-07."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.absence import CACAT, KOSONG
from validators.fitting import fits
from validators.judging import validator_of

LEAVES = st.sampled_from(
    ["", "a", "ab", "B", 0, 1, 2, -1, True, False, Decimal("1.5"), Decimal("2"), datetime.date(2026, 1, 2), datetime.time(7), KOSONG, CACAT]
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3), max_leaves=6
)
KEYWORDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["object", "array", "string", "number", "integer", "boolean", "date", "time", ["string", "integer"]]),
    "enum": st.sampled_from([["a", "B"], ["ab"], [1, 2]]),
    "minimum": st.sampled_from([0, 1, Decimal("1.5")]),
    "maximum": st.sampled_from([0, 1, Decimal("1.5")]),
    "minLength": st.integers(0, 2),
    "maxLength": st.integers(0, 2),
    "minItems": st.integers(0, 2),
    "maxItems": st.integers(0, 2),
    "pattern": st.sampled_from(["^[a-z]*$", "b"]),
    "required": st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True),
    "x-petunjuk": st.just("apa saja"),
}


def schemas() -> st.SearchStrategy[dict[str, Any]]:
    plain = st.fixed_dictionaries({}, optional=KEYWORDS)

    def holding(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        members = {
            "properties": st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
            "additionalProperties": st.booleans() | inner,
            "items": inner,
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "if": inner,
            "then": inner,
        }
        return st.fixed_dictionaries({}, optional={**KEYWORDS, **members})

    return st.recursive(plain, holding, max_leaves=4)


def is_in(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


@given(schemas(), VALUES)
def test_fits__only_what_jsonschema_has_nothing_against(schema: dict[str, Any], value: Any) -> None:
    assert not fits(schema, value, is_in) or not list(validator_of(schema).iter_errors(value))


@pytest.mark.parametrize(
    ("schema", "value", "wanted"),
    [
        ({"type": "string"}, "a", True),
        ({"type": "integer"}, True, False),
        ({"type": "integer"}, Decimal("3"), False),
        ({"type": ["string", "integer"]}, 3, True),
        ({"enum": ["a", "b"]}, "b", True),
        ({"enum": [1, 2]}, 2, True),
        ({"enum": [1, 2]}, True, False),
        ({"minimum": 0}, Decimal("NaN"), False),
        ({"minimum": 0}, Decimal("Infinity"), False),
        ({"required": ["a"]}, {"a": KOSONG}, False),
        ({"required": ["a"]}, {"a": CACAT}, True),
        ({"properties": {"a": {"type": "integer"}}}, {"a": CACAT}, True),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}, False),
        ({"$defs": {"a": {"type": "string"}}, "items": {"$ref": "#/$defs/a"}}, ["x", "y"], True),
        ({"$defs": {"a": {"type": "string"}}, "items": {"$ref": "#/$defs/a"}}, ["x", 1], False),
        ({"$ref": "http://contoh.go.id/lain.json"}, "a", False),
        ({"type": "null"}, None, False),
        ({"multipleOf": 2}, 4, False),
        ({"oneOf": [{"type": "string"}, {"minLength": 1}]}, "a", False),
        ({"if": {"type": "object"}, "then": {"required": ["a"]}}, {}, False),
        ({"if": {"type": "object"}, "then": {"required": ["a"]}}, "teks", True),
    ],
)
def test_fits__tells_what_is_sure(schema: dict[str, Any], value: Any, wanted: bool) -> None:
    assert fits(schema, value, is_in) is wanted


CLOSED = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}


@pytest.mark.parametrize("behind", ["x", "", KOSONG, CACAT])
@pytest.mark.parametrize(
    "around", [lambda group: group, lambda group: [group], lambda group: {"a": group}], ids=["itself", "item", "member"]
)
def test_fits__an_unknown_key_is_none_whatever_stands_behind_it(around: Callable[[Any], Any], behind: Any) -> None:
    """IN-03: `tidak_ada:` with nothing behind it is as unknown as with something."""
    schema = {"items": CLOSED} if isinstance(around({}), list) else {"properties": {"a": CLOSED}} if around({}) else CLOSED
    value = around({"a": "x", "asing": behind})
    assert not fits(schema, value, is_in)
    assert list(validator_of(schema).iter_errors(value))
