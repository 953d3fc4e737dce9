"""What a process has read of the first documents of a batch, kept until they are made: those few hundred are read and typed once, not twice.

What is kept is bounded, however many documents there are and however large: the others are read again when their turn comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.batch.pieces import Unit
from generator.document import Document
from generator.fields.image import Gambar
from generator.fields.shapes import walk

_MOST_VALUES: Final = 50_000
"""Values that are kept at once, of all documents together: some twenty megabytes."""


class Kept:
    """Typed documents, by the piece of the source and which of its forms they are."""

    def __init__(self) -> None:
        self._room = _MOST_VALUES
        self._documents: dict[tuple[int, str], Document] = {}

    def keep(self, unit: Unit, mark: str, document: Document) -> None:
        """Keep a document while there is room; not one with pictures, whose bytes nobody has counted."""
        size = len(document.given.places) + len(list(walk(document.type.fields)))
        if size <= self._room and not _has_pictures(document.given.values):
            self._documents[unit.number, mark] = document
            self._room -= size

    def taken(self, unit: Unit, mark: str) -> Document | None:
        """Return a document that is kept, and keep it no longer; None where it must be read again."""
        return self._documents.pop((unit.number, mark), None)


def _has_pictures(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_pictures, value.values()))
    return any(map(_has_pictures, value)) if isinstance(value, list) else isinstance(value, Gambar)


class KeptUnits:
    """Pieces of the source with what was read of them, by their number: the first ones, for when they are made."""

    def __init__(self) -> None:
        self._room = _MOST_VALUES
        self._units: dict[int, Unit] = {}

    def keep(self, unit: Unit) -> None:
        """Keep a piece while there is room; of a file there is nothing to keep."""
        size = 0 if unit.form is None else len(unit.form.places) + 1
        if 0 < size <= self._room:
            self._units[unit.number] = unit
            self._room -= size

    def taken(self, number: int) -> Unit | None:
        """Return a piece that is kept; None where it must be read again."""
        return self._units.get(number)
