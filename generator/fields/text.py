"""The kinds of words: `text` on a line, `paragraph` as long text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.fields.kind import Around, Look, ScalarKind, TypedValue
from generator.fields.shapes import Scalar
from generator.formatting import ListItem, LongText
from validators.absence import CACAT
from validators.findings import Severity
from validators.identifiers import Issue
from validators.values import Unreadable, parse_text


def reader(parse: Callable[[Any], Any]) -> Callable[[Scalar, Any, Around], TypedValue]:
    """Return how a kind reads that needs to know nothing but what is written."""

    def reads(_field: Scalar, raw: Any, _tables: Around) -> TypedValue:
        value = parse(raw)
        if isinstance(value, Unreadable):
            return TypedValue(CACAT, (Issue(value.code, Severity.ERROR, dict[str, object](value.facts)),))
        return TypedValue(value)

    return reads


read_text = reader(parse_text)
TEXT = ScalarKind(
    word="teks",
    reads=read_text,
    schema=lambda _field, _tables: {"type": "string"},
    uses=frozenset({"pattern", "pattern_message", "unit"}),
    in_list=lambda value: ListItem(value) if isinstance(value, str) else value,
    is_key=True,
)
PARAGRAPH = ScalarKind(
    word="uraian",
    reads=read_text,
    schema=lambda _field, _tables: {"type": "string"},
    uses=frozenset({"pattern", "pattern_message"}),
    prints=lambda _field, value, _tables: LongText(value) if isinstance(value, str) else value,
    look=Look(form="long"),
)
