"""The sheets of a filled workbook as they are read: sparse cells with their places, what is hidden and what is merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from generator.errors import IntakeFault
from generator.form.assembled import ReadSpot
from generator.form.formulas import MARK
from generator.office.sheet.addresses import letters
from generator.office.sheet.book import Book
from generator.office.sheet.rows import Sheet
from generator.office.sheet.values import CellError, NoResult
from validators.absence import CACAT, KOSONG
from validators.findings import Place
from validators.messages import finding

MOST_CELLS: Final = 1_000_000
"""Cells of a whole form: far more than people fill, and memory holds."""


@dataclass(slots=True)
class FormGrid:
    """One sheet: its cells by row and column, both counted from 1."""

    file: str
    name: str
    is_hidden: bool = False
    cells: dict[int, dict[int, Any]] = field(default_factory=dict[int, dict[int, Any]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands."""
        return Place(self.file, sheet=self.name, cell=f"{letters(column)}{row}")

    def at(self, row: int, column: int) -> Any:
        """Return what a cell holds, words without the blanks at their ends; `KOSONG` for nothing."""
        value = self.cells.get(row, {}).get(column, KOSONG)
        return (value.strip() or KOSONG) if isinstance(value, str) else value

    def text(self, row: int, column: int) -> str:
        """Return a cell as one line of words."""
        value = self.at(row, column)
        return "" if value is KOSONG else " ".join(str(value).split())

    def spot(self, row: int, column: int) -> ReadSpot:
        """Return a cell as a value of a form; an error of a formula, or one without a result, is no value."""
        value, place = self.at(row, column), self.place(row, column)
        if isinstance(value, CellError):
            return ReadSpot(CACAT, place, finding("sel-galat", nilai=value.code))
        return ReadSpot(CACAT, place, finding("rumus-tanpa-hasil")) if isinstance(value, NoResult) else ReadSpot(value, place)


def read_grids(book: Book, file: str) -> Iterator[FormGrid]:
    """Yield the sheets of a workbook. Raises IntakeFault for one that is damaged, or far too large for a form."""
    count = 0
    for info in book.sheets:
        sheet = Sheet(book, info, shows=MARK)
        grid = FormGrid(file, info.name, info.is_hidden)
        for row in sheet.rows():
            count += len(row.cells)
            if count > MOST_CELLS:
                hint = "Hapus lembar dan baris yang bukan isian."
                raise IntakeFault(
                    "Formulir berisi terlalu banyak sel.", file=file, place=f"lembar “{info.name}”", hint=hint, code="lembar-terlalu-besar"
                )
            grid.cells[row.number] = dict(row.cells)
            if row.is_hidden:
                grid.hidden_rows.add(row.number)
        grid.hidden_columns, grid.merged = sheet.hidden_columns, sheet.merged
        yield grid
