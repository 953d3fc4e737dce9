"""The kind `row`: a value that names a row of another table of the form, by what stands in that table's key column."""

from __future__ import annotations

from generator.fields.kind import Look, Offer, ScalarKind, Tables
from generator.fields.shapes import Scalar
from generator.fields.text import read_text


def _hint(field_: Scalar, _tables: Tables) -> str:
    return f"salah satu {field_.target.key_label} dari {field_.target.label}" if field_.target is not None else ""


def _offer(field_: Scalar, _tables: Tables) -> Offer:
    return Offer(column=(*field_.target.path, field_.target.key)) if field_.target is not None else Offer()


ROW = ScalarKind(
    word="baris tabel lain",
    reads=read_text,
    uses=frozenset({"of"}),
    schema=lambda _field, _tables: {"type": "string"},
    look=Look(width_cm=2.4),
    hint=_hint,
    needs=("target", "of:"),
    offer=_offer,
    is_key=True,
)
