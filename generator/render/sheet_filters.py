"""What templates of workbooks can do besides: long texts line by line, rows of inner tables, rows that leave no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from generator.formatting import LongText
from generator.richtext import plain_text
from validators.absence import KOSONG, is_absent
from validators.tree import as_rows


class _Nothing(dict[str, Any]):
    """A row in which nothing is said, whatever is asked."""

    def __missing__(self, _: str) -> Any:
        return KOSONG


def alinea(value: Any) -> list[Any]:
    """Return a long text as its lines: paragraphs, items with their numbers, rows of tables; of a list its items."""
    if value is None or is_absent(value):
        return [value] if getattr(value, "label", "") else []
    if isinstance(value, list | tuple):
        return list(value)
    text = plain_text(value) if isinstance(value, LongText) else str(value)
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def ada(value: Any) -> Any:
    """Return rows; nothing where they are absent, so that no blank row is left to be filled in."""
    return [] if value is None or is_absent(value) else value


def rinci(rows: Any, inner: str) -> list[dict[str, Any]]:
    """Return the rows of an inner table, each with the row it belongs to: {induk, isi, nomor, pertama}; an empty one has a row without `isi`."""
    return list(_detailed(rows if isinstance(rows, Sequence) and not isinstance(rows, str) else [], inner))


def _detailed(rows: Any, inner: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        held = row.get(inner) if isinstance(row, Mapping) else None
        for number, one in enumerate(as_rows(held) or [_Nothing()], start=1):
            yield {"induk": row, "isi": one, "nomor": number, "pertama": number == 1}


SHEET_FILTERS: Final[dict[str, Callable[..., Any]]] = {"alinea": alinea, "ada": ada, "rinci": rinci}
