"""A table of Word as rows of cells with their words, and what heads each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.example.marks import cells_of, rows_of
from generator.example.passage import WordPassage, folded, paragraphs_of, words_in
from generator.office.package.xml import Element
from generator.office.word.wml import find, value, whole


@dataclass(frozen=True)
class GridCell:
    """A cell: its element, and the columns of the grid that it stands over, from start to end. above: the cell over it that it continues."""

    element: Element
    start: int
    end: int
    above: GridCell | None = None

    @property
    def first(self) -> GridCell:
        """The cell that it is merged into downwards, itself where it is not."""
        return self if self.above is None else self.above.first

    @property
    def merge(self) -> Element | None:
        """What says that it is merged with cells above or below."""
        return find(self.element, "tcPr/vMerge")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The words of its paragraphs; a merged cell's are those of the first it is merged with."""
        return tuple(WordPassage(paragraph).words for paragraph in paragraphs_of(self.first.element))

    @cached_property
    def text(self) -> str:
        """All its words."""
        return " ".join(filter(None, self.lines))

    @property
    def fresh_text(self) -> str:
        """All its words as they stand now, with the tags that were put in."""
        return words_in(self.element)


class WordedRow:
    """A row of cells with words: of a table in Word or of a sheet."""

    cells: tuple[Any, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(filter(None, (cell.text for cell in self.cells)))

    @property
    def has_tag(self) -> bool:
        """Whether a tag stands in it already."""
        return "{{" in self.text or "{%" in self.text


@dataclass(frozen=True)
class GridRow(WordedRow):
    """A row: its element and its cells."""

    element: Element
    cells: tuple[GridCell, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How its cells stand in the grid."""
        return tuple(cell.start for cell in self.cells)

    def at(self, cell: GridCell) -> GridCell | None:
        """Return the cell that stands in the same columns as one of another row; None where none begins there."""
        return next((one for one in self.cells if one.start == cell.start), None)


class TableGrid:
    """A table's rows as they stand now; made anew once rows have come or gone."""

    def __init__(self, table: Element) -> None:
        self.table = table
        self.rows: list[GridRow] = []
        for element in rows_of(table):
            self.rows.append(_row(element, self.rows[-1] if self.rows else None))

    def heading(self, first: int, cell: GridCell) -> str:
        """Return the words that stand over a cell in the rows before the first of the rows that it belongs to."""
        above = [
            one.text
            for row in self.rows[:first]
            for one in row.cells
            if one.start < cell.end and one.end > cell.start and len(row.cells) > 1
        ]
        return folded(" ".join(dict.fromkeys(filter(None, above[-3:]))))

    def own_heading(self, first: int, cell: GridCell) -> str:
        """Return the nearest words over a cell that head no wider part of the table."""
        for row in reversed(self.rows[:first]):
            over = next((one for one in row.cells if one.start == cell.start and one.end == cell.end and one.text), None)
            if over is not None and len(row.cells) > 1:
                return over.text
        return self.heading(first, cell)


def _row(element: Element, over: GridRow | None) -> GridRow:
    cells: list[GridCell] = []
    here = 0
    before = find(element, "trPr/gridBefore")
    here += whole(value(before, "0")) if before is not None else 0
    for cell in cells_of(element):
        wide = max(1, whole(value(find(cell, "tcPr/gridSpan"), "1"), 1))
        one = GridCell(cell, here, here + wide)
        is_continued = one.merge is not None and value(one.merge, "continue") == "continue"
        cells.append(GridCell(cell, here, here + wide, over.at(one)) if is_continued and over is not None else one)
        here += wide
    return GridRow(element, tuple(cells))
