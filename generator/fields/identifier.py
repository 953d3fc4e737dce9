"""The kind `identifier`: the number of a person or school, text of exact length."""

from __future__ import annotations

from typing import Any

from generator.fields.kind import Around, Look, ScalarKind, TypedValue
from generator.fields.shapes import Scalar
from validators.identifiers import IDENTIFIERS, IdentifierRule, check_identifier


def _reads(field_: Scalar, raw: Any, _tables: Around) -> TypedValue:
    value, issues = check_identifier(field_.identifier, raw)
    return TypedValue(value, issues)


def _hint(rule: IdentifierRule) -> str:
    return f"{rule.length} {rule.content}"


IDENTIFIER = ScalarKind(
    word="nomor identitas",
    reads=_reads,
    uses=frozenset({"kind", "pattern", "pattern_message"}),
    schema=lambda _field, _tables: {"type": "string"},
    look=Look(width_cm=4.1),
    hint=lambda field_, _tables: _hint(IDENTIFIERS[field_.identifier]),
    needs=("identifier", "kind:"),
    letters=lambda field_: IDENTIFIERS[field_.identifier].length,
    is_key=True,
)
