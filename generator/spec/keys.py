"""The keys of rows: what names a row of a table, an item of a list, a row of a reference table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from generator import formatting
from generator.fields.shapes import Field, Table, rows_at
from validators.absence import CACAT, KOSONG
from validators.polos import Bernama

if TYPE_CHECKING:
    from generator.reference import Library


def keys_of(side: str, scope: Mapping[str, Any], *, fields: tuple[Field, ...], library: Library) -> list[Any]:
    """Return the keys of a matrix's side: a keyed table's key column, a list's items, or a reference table's keys.

    side: the path of the table or list, or the name of the reference table. Among the keys is `CACAT` when the side, or one
    of its keys, is unsound.
    """
    steps = tuple(side.split("."))
    field_ = rows_at(fields, side)
    if field_ is None:
        return list(library.table(side).rows)
    rows = value_at(scope, steps)
    if not isinstance(rows, list):
        return [CACAT]
    return [row[field_.key] if isinstance(field_, Table) and isinstance(row, Mapping) else row for row in rows]


def value_at(scope: Mapping[str, Any], steps: tuple[str, ...]) -> Any:
    """Return the value at a path of names, `KOSONG` where there is none, `CACAT` where what holds it is wrong."""
    value: Any = scope
    for step in steps:
        if not isinstance(value, Mapping):
            return CACAT if value is CACAT else KOSONG
        value = value.get(step, KOSONG)
    return value


def key_text(key: Any) -> str:
    """Return a key as a data file and a finding write it: a date in words, a reference by its code."""
    if isinstance(key, Bernama):
        return key.key
    return str(formatting.show(key)) if isinstance(key, date | time) else str(key)
