"""In which order formulas are evaluated: each after all that it reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from generator.office.sheet.references import CellRect


class ReadingCell(Protocol):
    """A formula cell: its sheet, row and column, and the ranges it reads."""

    @property
    def sheet(self) -> str:
        """Name of its sheet."""
        ...

    @property
    def row(self) -> int:
        """Its row."""
        ...

    @property
    def column(self) -> int:
        """Its column."""
        ...

    @property
    def reads(self) -> tuple[CellRect, ...]:
        """The ranges it reads."""
        ...


class _Places:
    """The formula cells of a workbook that are not yet in order, found by range."""

    def __init__(self, cells: Sequence[ReadingCell]) -> None:
        self._columns: dict[str, dict[int, _Column]] = {}
        by_column: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for index, cell in enumerate(cells):
            by_column.setdefault((cell.sheet, cell.column), []).append((cell.row, index))
        for (sheet, column), rows in by_column.items():
            self._columns.setdefault(sheet, {})[column] = _Column(sorted(rows))

    def within(self, rect: CellRect) -> Iterator[int]:
        """Yield the indexes of the formula cells in a rectangle that are not yet in order."""
        for number, column in self._columns.get(rect.sheet, {}).items():
            if rect.left <= number <= rect.right:
                yield from column.between(rect.top, rect.bottom)

    def settle(self, cell: ReadingCell) -> None:
        """Take a cell that is in order out of those to be found."""
        self._columns[cell.sheet][cell.column].settle(cell.row)


class _Column:
    """The formula cells of one column; settled ones are jumped over, so that long ranges cost nothing twice."""

    def __init__(self, rows: list[tuple[int, int]]) -> None:
        self._rows = [row for row, _ in rows]
        self._indexes = [index for _, index in rows]
        self._next = list(range(len(rows) + 1))

    def between(self, top: int, bottom: int) -> Iterator[int]:
        """Yield the indexes of the cells from row `top` to `bottom` that are not settled."""
        place = self._open(bisect_left(self._rows, top))
        while place < len(self._rows) and self._rows[place] <= bottom:
            yield self._indexes[place]
            place = self._open(place + 1)

    def settle(self, row: int) -> None:
        """Jump over the cell in `row` from now on."""
        place = bisect_left(self._rows, row)
        self._next[place] = place + 1

    def _open(self, place: int) -> int:
        """Return the first place from `place` on that is not settled, and shorten the way there."""
        end = place
        while self._next[end] != end:
            end = self._next[end]
        while self._next[place] != end:
            self._next[place], place = end, self._next[place]
        return end


def evaluation_order(cells: Sequence[ReadingCell]) -> tuple[list[int], set[int]]:
    """Return the indexes of the formulas in an order to evaluate them, and of those that read themselves in a circle.

    A formula that reads one in a circle is in the order, behind it.
    """
    places = _Places(cells)
    order: list[int] = []
    circular: set[int] = set()
    numbers: dict[int, int] = {}
    for start in range(len(cells)):
        if start not in numbers:
            for group in _groups(start, cells, places, numbers):
                order += group
                circular.update(group if len(group) > 1 else ())
                circular.update(index for index in group if any(_holds(rect, cells[index]) for rect in cells[index].reads))
                for index in group:
                    places.settle(cells[index])
    return order, circular


def _groups(start: int, cells: Sequence[ReadingCell], places: _Places, numbers: dict[int, int]) -> Iterator[list[int]]:
    """Yield the formulas that `start` reads, and it at last: one at a time, or all together that read each other in circles (Tarjan).

    Walked depth first, without recursion: chains of thousands of rows are usual. numbers: of formulas in the order in which they
    were come upon; whoever calls settles a group before the next.
    """
    lowest: dict[int, int] = {}
    held: list[int] = []
    path: list[tuple[int, Iterator[int]]] = []
    following: int | None = start
    while following is not None or path:
        if following is not None and following not in numbers:
            numbers[following] = lowest[following] = len(numbers)
            held.append(following)
            path.append((following, _read(cells[following].reads, places)))
        elif following is not None:
            lowest[path[-1][0]] = min(lowest[path[-1][0]], numbers[following])
        else:
            index, _ = path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[index])
            if lowest[index] == numbers[index]:
                yield _taken(held, index)
        following = next(path[-1][1], None) if path else None


def _taken(held: list[int], first: int) -> list[int]:
    """Take the formulas from `first` on out of those held."""
    group: list[int] = []
    while not group or group[-1] != first:
        group.append(held.pop())
    return group


def _holds(rect: CellRect, cell: ReadingCell) -> bool:
    return rect.sheet == cell.sheet and rect.top <= cell.row <= rect.bottom and rect.left <= cell.column <= rect.right


def _read(rects: Iterable[CellRect], places: _Places) -> Iterator[int]:
    for rect in rects:
        yield from places.within(rect)
