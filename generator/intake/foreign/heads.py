"""Heads of the tables in a sheet of a form that people made: which row holds them, in how many rows they stand, how they are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from generator.intake.foreign.pieces import NUMBER_HEADS, ColumnHead, FormMarks, KnownWords, Spot, folded, is_blank, label_of
from generator.intake.workbook.grid import FormGrid

_LONGEST_HEAD: Final = 120
_DEEPEST: Final = 3
_LEAST: Final = 3


@dataclass(slots=True)
class FormSheetView:
    """A sheet while it is looked through: its rows that hold anything, and how far each merged cell reaches."""

    grid: FormGrid
    known: KnownWords = KnownWords()
    marks: FormMarks = FormMarks()
    is_table: bool = False
    reach: dict[Spot, Spot] = field(default_factory=dict[Spot, Spot])
    rows: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.reach = {(top, left): (bottom, right) for top, left, bottom, right in self.grid.merged}
        self.rows = [row for row in sorted(self.grid.cells) if any(self.grid.text(row, column) for column in self.grid.cells[row])]

    def cells(self, row: int) -> list[tuple[int, Any]]:
        """Return the cells of a row that hold anything, from left to right."""
        return [(column, self.grid.at(row, column)) for column in sorted(self.grid.cells.get(row, {})) if self.grid.text(row, column)]

    def right(self, row: int, column: int) -> int:
        """Return the last column that a cell covers."""
        return self.reach.get((row, column), (row, column))[1]

    def bottom(self, row: int, column: int) -> int:
        """Return the last row that a cell covers."""
        return self.reach.get((row, column), (row, column))[0]

    def merged_over(self, first: int, last: int) -> list[tuple[int, int, int, int]]:
        """Return the merged cells that reach into some rows."""
        return [(*spot, *end) for spot, end in self.reach.items() if spot[0] <= last and end[0] >= first]


@dataclass(frozen=True, slots=True)
class TableHead:
    """The heads of a table. bottom: their last row. counting: the column that only counts rows, 0 for none."""

    top: int
    bottom: int
    columns: tuple[ColumnHead, ...]
    counting: int = 0


def head_at(view: FormSheetView, row: int, *, is_within: bool = False) -> TableHead | None:
    """Return the heads that begin in a row, None where it begins none. is_within: a table is being read already, so that it must be sure."""
    cells = view.cells(row)
    if not cells or not all(isinstance(value, str) and len(value) <= _LONGEST_HEAD for _, value in cells):
        return None
    bottom = _bottom(view, row, cells)
    if view.known.is_any:
        return _made(view, row, bottom) if _is_known(view, row, bottom) else None
    return _made(view, row, bottom) if _is_likely(view, cells, row, bottom, is_within=is_within) else None


def _is_known(view: FormSheetView, row: int, bottom: int) -> bool:
    texts = {folded(str(value)) for at in range(row, bottom + 1) for _, value in view.cells(at)}
    first = {folded(str(value)) for _, value in view.cells(row)}
    for heads in view.known.tables:
        hits = len(texts & heads)
        if first & heads and hits >= min(2, len(heads)) and 2 * hits >= len(texts - NUMBER_HEADS):
            return True
    return False


def _is_likely(view: FormSheetView, cells: Sequence[tuple[int, Any]], row: int, bottom: int, *, is_within: bool) -> bool:
    texts = [str(value) for _, value in cells]
    if len(cells) < 2 or any(is_blank(text) or text.rstrip().endswith(":") or text.lstrip().startswith(":") for text in texts):
        return False
    if len({folded(text) for text in texts}) < len(texts) or not _are_beside(view, cells, row):
        return False
    if folded(texts[0]) in NUMBER_HEADS:
        return True
    strong = [(row, column) in view.marks.strong for column, _ in cells]
    if all(strong):
        return len(cells) >= _LEAST or _is_open_below(view, cells, bottom)
    made = _made(view, row, bottom)
    if is_within or made is None or len(made.columns) < _LEAST or any(strong[1:]):
        return False
    return bottom > row or view.is_table or _is_open_below(view, cells, bottom) or _has_rows(view, cells, bottom)


def _are_beside(view: FormSheetView, cells: Sequence[tuple[int, Any]], row: int) -> bool:
    """Whether cells stand beside each other without a gap."""
    return all(view.right(row, left) + 1 == right for (left, _), (right, _) in pairwise(cells))


def _is_open_below(view: FormSheetView, cells: Sequence[tuple[int, Any]], bottom: int) -> bool:
    """Whether the row below is there to be filled: framed cells under all heads, with no words in the second."""
    below = [(bottom + 1, column) in view.marks.open or bool(view.grid.text(bottom + 1, column)) for column, _ in cells]
    return all(below) and all((bottom, column) in view.marks.open for column, _ in cells)


def _has_rows(view: FormSheetView, cells: Sequence[tuple[int, Any]], bottom: int) -> bool:
    """Whether rows of data stand below: as wide as the heads, with a number or a day among their words, or several of them."""
    columns = [column for column, _ in cells]
    below = [[view.grid.at(at, column) for column in columns if view.grid.text(at, column)] for at in range(bottom + 1, bottom + 4)]
    wide = [row for row in below if 2 * len(row) > len(columns)]
    return bool(wide) and wide[0] is below[0] and (len(wide) > 1 or any(not isinstance(value, str) for value in wide[0]))


def _bottom(view: FormSheetView, row: int, cells: Sequence[tuple[int, Any]]) -> int:
    """Return the last row of heads: how far the tallest reaches, or the row below where one covers several columns that have words there."""
    bottom = max(view.bottom(row, column) for column, _ in cells)
    wide = [(column, view.right(row, column)) for column, _ in cells if view.right(row, column) > column]
    has_parts = any(sum(bool(view.grid.text(row + 1, at)) for at in range(left, right + 1)) > 1 for left, right in wide)
    if bottom == row and has_parts and len(cells) > 1:
        bottom = row + 1
    return min(bottom, row + _DEEPEST - 1)


def _made(view: FormSheetView, row: int, bottom: int) -> TableHead | None:
    columns = tuple(_columns(view, row, bottom))
    counting = next((one.column for one in columns if folded(one.heading[-1]) in NUMBER_HEADS), 0)
    own = tuple(one for one in columns if one.column != counting)
    return TableHead(row, bottom, own, counting) if own else None


def _covering(view: FormSheetView, merged: Sequence[tuple[int, int, int, int]], row: int, column: int) -> str:
    """Return the words of the cell that covers a place."""
    over = ((top, left) for top, left, bottom, right in merged if top <= row <= bottom and left <= column <= right)
    return view.grid.text(row, column) or next((view.grid.text(*spot) for spot in over), "")


def _columns(view: FormSheetView, row: int, bottom: int) -> Iterator[ColumnHead]:
    last = max(view.right(row, column) for column, _ in view.cells(row))
    last = max([last, *(column for at in range(row, bottom + 1) for column, _ in view.cells(at))])
    merged = view.merged_over(row, bottom)
    seen: set[tuple[str, ...]] = set()
    covered = 0
    for column in range(1, last + 1):
        if column <= covered:
            continue
        texts = [label_of(_covering(view, merged, at, column)) for at in range(row, bottom + 1)]
        heading = tuple(text for at, text in enumerate(texts) if text and text not in texts[:at])
        if not heading or heading in seen:
            continue
        seen.add(heading)
        covered = view.right(bottom, column) if view.grid.text(bottom, column) else column
        yield ColumnHead(heading, column)
