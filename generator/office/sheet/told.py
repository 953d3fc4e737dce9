"""What a workbook tells beside its cells: the names that it gives to cells, and the properties that a program put into it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from generator.office.sheet.addresses import range_of
from generator.office.sheet.archive import LARGEST_PART, Archive
from generator.office.sheet.book import Book

_PLACE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)")
_MOST: Final = 100_000


class NamedCells(NamedTuple):
    """Cells that have a name: their sheet, top, left, bottom and right, counted from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def names_of(book: Book) -> dict[str, NamedCells | None]:
    """Return the names of a workbook; None for one whose cells are gone, or that is no name of cells."""
    return {name: _cells(text) for name, text in _texts(book.archive, book.main, "definedName").items()}


def properties_of(book: Book) -> dict[str, str]:
    """Return the properties that programs put into a workbook beside its own."""
    part = next((target for relation, target in book.archive.links("").values() if relation == "custom-properties"), "")
    return _texts(book.archive, part, "property") if part in book.archive.parts else {}


def _texts(archive: Archive, part: str, tag: str) -> dict[str, str]:
    """Return the text within each element of a part, by its attribute `name`."""
    found: dict[str, str] = {}
    within: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == tag and len(found) < _MOST:
            within.append(given.get("name", ""))
            found.setdefault(within[-1], "")

    def letters(text: str) -> None:
        if within:
            found[within[-1]] += text

    def end(name: str) -> None:
        if name.rpartition(" ")[2] == tag and within:
            within.pop()

    handlers: dict[str, Any] = {"StartElementHandler": start, "EndElementHandler": end, "CharacterDataHandler": letters}
    for _ in archive.parse(part, handlers, most=LARGEST_PART):
        pass
    return found


def _cells(text: str) -> NamedCells | None:
    match = _PLACE.fullmatch(text.strip().removeprefix("="))
    area = range_of(match[3]) if match else None
    if match is None or area is None:
        return None
    return NamedCells((match[1] or "").replace("''", "'") or match[2], *area)
