"""Values of a form as a tree: groups are mappings, tables and lists are sequences, everything else is a leaf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from validators.absence import KOSONG


def as_group(value: Any) -> Mapping[str, Any] | None:
    """Return the value if it is a group (named members), else None."""
    return cast("Mapping[str, Any]", value) if isinstance(value, (dict, Mapping)) else None


def as_rows(value: Any) -> Sequence[Any] | None:
    """Return the value if it is a list of rows or items, else None."""
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else None


class KeyedRows(list[Any]):
    """Rows of a table that are reached by the value of their key column as well: `butir['B1'].kunci`."""

    def __init__(self, rows: Iterable[Any], key: str) -> None:
        super().__init__(rows)
        self.key = key
        self._rows: dict[Any, Any] = {}

    def named(self, key: Any) -> Any:
        """Return the row that a key names, `KOSONG` where none does."""
        if not self._rows:  # a key is given, and stays as it is
            self._rows = {row[self.key]: row for row in reversed(self) if isinstance(row, Mapping) and self.key in row}
        return self._rows.get(key, KOSONG)

    def __reduce__(self) -> tuple[Any, ...]:
        return (KeyedRows, ((), self.key), None, iter(self))
