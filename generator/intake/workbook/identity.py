"""Which form a workbook is: told by its hidden sheet, its properties, or its first sheet; one of them is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from generator.form.identity import HIDDEN_SHEET, LINE_HEAD, TYPE_PROPERTY, Identity, identity_in, identity_of
from generator.intake.workbook.grid import FormGrid
from generator.office.package.container import says_at_a_glance
from generator.office.sheet.book import Book

_TELLING: Final = {
    "xl/workbook.xml": f'"{HIDDEN_SHEET}"'.encode(),
    "docProps/custom.xml": TYPE_PROPERTY.encode(),
    "xl/sharedStrings.xml": LINE_HEAD.encode(),
}


def identity_within(book: Book, grids: Sequence[FormGrid]) -> Identity | None:
    """Return which form a workbook says it is: in its hidden sheet, its properties, or its first sheet."""
    hidden = next((grid for grid in grids if grid.name.casefold() == HIDDEN_SHEET), None)
    told: Mapping[str, str] = {hidden.text(row, 1): hidden.text(row, 2) for row in hidden.cells} if hidden is not None else {}
    lines = (str(value) for grid in grids[:3] for row in grid.cells.values() for value in row.values() if isinstance(value, str))
    return identity_of(told) or identity_of(book.archive.properties()) or identity_in(line for line in lines if len(line) < 200)


def is_form(file: Path) -> bool:
    """Tell at a glance whether a workbook is a form of borang's, whatever else is wrong with it."""
    return says_at_a_glance(file, _TELLING)
