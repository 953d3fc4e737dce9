"""The keys of reference tables in computed values, as they print: by name. Each still equals, and is found by, its key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.scoring.parts import BETWEEN, Part, parts_of, row_type
from validators.lists import SharedRows
from validators.polos import Bernama, Terurut
from validators.tree import as_group


def named_result(value: Any, hint: Any, names: Mapping[str, Bernama]) -> Any:
    """Return a score's result with the keys in those parts of it that hold some as they print. hint: its type."""
    row = row_type(hint)
    if row is not None:
        return named_rows(value, row, names)
    parts, group = parts_of(hint), as_group(value)
    if group is None or not parts:
        return value
    return {name: _named_part(held, parts[name], names) if name in parts else held for name, held in group.items()}


def named_rows(value: Any, row: Any, names: Mapping[str, Bernama]) -> Any:
    """Return rows of a score's result, in batches and groups too, with the keys in them as they print. row: the type of one."""
    if isinstance(value, SharedRows):
        return SharedRows(named_value(value.grouper, names), [named_rows(one, row, names) for one in value.list])
    if isinstance(value, list | tuple):
        return [named_rows(one, row, names) for one in value]
    return named_result(value, row, names)


def _named_part(value: Any, part: Part, names: Mapping[str, Bernama]) -> Any:
    group = as_group(value)
    if part.is_pairs and part.is_key and group is not None:
        return {_named(row, names): {_named(column, names): cell for column, cell in cells.items()} for row, cells in group.items()}
    if not part.is_plain:
        return named_result(value, part.hint, names)
    if not part.is_key:
        return value
    return [_named(one, names) for one in value] if isinstance(value, list | tuple) else _named(value, names)


def _named(value: Any, names: Mapping[str, Bernama]) -> Any:
    if not isinstance(value, str):
        return value
    if value in names:
        return names[value]
    return BETWEEN.join(names.get(one, one) for one in value.split(BETWEEN)) if BETWEEN in value else value


def named_value(value: Any, names: Mapping[str, Bernama]) -> Any:
    """Return what an expression gives with the keys in it as they print: alone, in lists, in groups."""
    if isinstance(value, Terurut):
        return names.get(value, value)
    if isinstance(value, SharedRows):
        return SharedRows(named_value(value.grouper, names), [named_value(row, names) for row in value.list])
    if isinstance(value, list | tuple):
        return [named_value(one, names) for one in value]
    group = as_group(value)
    return value if group is None else {named_value(key, names): named_value(held, names) for key, held in group.items()}
