"""What stands in a place of a form that is words: on a card, on paper. What is written reads back as the same value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.fields.entry import entered
from generator.fields.shapes import ListOf
from generator.form.listed import lines_of
from generator.form.plan import Slot
from generator.formatting import tanggal
from generator.intake.as_text import as_text
from validators.absence import is_absent

if TYPE_CHECKING:
    from generator.reference import Library

_FIRST_YEAR: Final = 1000
"""A year of fewer figures is written with noughts before it, which words do not have."""


def words_of(slot: Slot, raw: Any, library: Library) -> str:
    """Return the words for a raw or typed value, a list an item a line; "" for none."""
    if raw is None or is_absent(raw):
        return ""
    if isinstance(slot.field, ListOf):
        items = raw if isinstance(raw, list) else [raw]
        return lines_of([_words(entered(slot.field.of, item, library)) for item in items if not is_absent(item)])
    return _words(entered(slot.field, raw, library)).strip()


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        return str(tanggal(value))
    return "" if is_absent(value) else str(as_text(value))
