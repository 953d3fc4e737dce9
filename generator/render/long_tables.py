"""Tables that are too long for the usual engine: WeasyPrint takes a minute and most of a gigabyte for a thousand rows, typst two seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator.document import Document
from generator.fields.shapes import Field, Group, Table
from validators.findings import Finding, Severity
from validators.messages import finding

MOST_ROWS: Final = 500
"""How many rows of a table WeasyPrint prints in a reasonable time."""


def long_tables(document: Document) -> list[Finding]:
    """Return what is said of a document whose PDF WeasyPrint prints: its longest table, where that is too long, and the other engine."""
    longest = max(_lengths(document.type.fields, document.given.values), default=(0, ""))
    if longest[0] <= MOST_ROWS:
        return []
    return [finding("pdf-tabel-panjang", severity=Severity.WARNING, tabel=longest[1], baris=longest[0], batas=MOST_ROWS)]


def _lengths(fields: Sequence[Field], values: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield how many rows each table has, and what it is called; tables within rows too."""
    for field_ in fields:
        held = values.get(field_.name)
        if isinstance(field_, Group) and isinstance(held, Mapping):
            yield from _lengths(field_.fields, held)
        elif isinstance(field_, Table) and isinstance(held, list):
            yield len(held), field_.label or field_.name
            for row in held:
                if isinstance(row, Mapping):
                    yield from _lengths(field_.fields, row)
