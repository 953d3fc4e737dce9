"""The keys of a matrix's sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.fields.shapes import Field, Table
from validators.absence import CACAT

if TYPE_CHECKING:
    from generator.reference import Library


def keys_of(name: str, scope: Mapping[str, Any], *, fields: tuple[Field, ...], library: Library) -> list[Any]:
    """Return the keys of a matrix's side: a keyed table's key column, a list's items, or a reference table's keys.

    Among them is `CACAT` when the side, or one of its keys, is unsound.
    """
    field_ = next((candidate for candidate in fields if candidate.name == name), None)
    if field_ is None:
        return list(library.table(name).rows)
    rows = scope.get(name, [])
    if not isinstance(rows, list):
        return [CACAT]
    return [row[field_.key] if isinstance(field_, Table) and isinstance(row, Mapping) else row for row in rows]
