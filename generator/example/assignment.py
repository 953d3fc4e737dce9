"""Which rows of a table stand for which items of a table of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from generator.example.columns import RowItem
from generator.example.likeness import CLEAR, likeness
from generator.example.passage import pattern_of

_SHORT: Final = 3
_WORDS: Final = 6
"""From so many letters on a value is looked for within a cell as well."""
_LEAST_SHARE: Final = 0.75
_LITTLE: Final = 0.7
_MUCH: Final = 0.6
"""A row says at least so much of an item as the row that says most of it: a head of a group says its name alone."""


class LineOfCells(Protocol):
    """A row of a table: its cells, each with its words."""

    @property
    def cells(self) -> Sequence[Any]:
        """Its cells."""
        ...

    @property
    def text(self) -> str:
        """All its words."""
        ...

    @property
    def has_tag(self) -> bool:
        """Whether a tag stands in it already."""
        ...


class RowsOfCells(Protocol):
    """A table of a document, or a sheet."""

    @property
    def rows(self) -> Sequence[LineOfCells]:
        """Its rows."""
        ...

    def heading(self, first: int, cell: Any) -> str:
        """Return the words over a cell in the rows before the first of its table."""
        ...


@dataclass(frozen=True, slots=True)
class Assignment:
    """rows: numbers of rows in the grid; items: the number of the item each stands for. weight: how much of the rows the items explain."""

    rows: tuple[int, ...]
    items: tuple[int, ...]
    weight: float

    @property
    def is_in_order(self) -> bool:
        """Whether the rows stand in the order of their items."""
        return list(self.items) == sorted(self.items)

    @property
    def is_unbroken(self) -> bool:
        """Whether the rows stand one behind another."""
        return self.rows[-1] - self.rows[0] == len(self.rows) - 1

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """The unbroken stretches, each from its first position in `rows` to behind its last."""
        found: list[tuple[int, int]] = []
        start = 0
        for at in range(1, len(self.rows) + 1):
            if at == len(self.rows) or self.rows[at] != self.rows[at - 1] + 1:
                found.append((start, at))
                start = at
        return found


def assigned(grid: RowsOfCells, items: Sequence[RowItem], labels: Mapping[str, str]) -> Assignment | None:
    """Return the rows that stand for items, each for one; None where too few items have a row, or too little speaks for it."""
    weights = {number: [_weight(row, item) for item in items] for number, row in enumerate(grid.rows) if row.text and not row.has_tag}
    most = [max((each[at] for each in weights.values()), default=0.0) for at in range(len(items))]
    pairs = [
        (-weight, number, at)
        for number, each in weights.items()
        for at, weight in enumerate(each)
        if weight >= max(_needed(grid.rows[number], items[at]), _MUCH * most[at])
    ]
    ranks = {number: rank for rank, number in enumerate(sorted({number for _, number, _ in pairs}))}
    mine: dict[int, int] = {}
    told = 0.0
    for weight, number, at in sorted(
        pairs, key=lambda pair: (pair[0], abs(ranks[pair[1]] - pair[2]), pair)
    ):  # of the same words the nearest
        if number not in mine and most[at] >= 0:  # a head of a group says one of its rows too, but less of it than the row itself
            mine[number], most[at] = at, -1.0
            told -= weight
    if not mine or len(mine) < _LEAST_SHARE * len(items):
        return None
    rows = sorted(mine)
    if len(items) == 1 and not _is_headed(grid, rows[0], items[0], labels):
        return None
    return Assignment(tuple(rows), tuple(mine[row] for row in rows), told / len(rows))


def _needed(row: LineOfCells, item: RowItem) -> float:
    """Return how much of a row's words an item must have: less where each of its cells says something of the item, one of them in letters."""
    texts = [cell.text for cell in row.cells if cell.text]
    says_all = len({item.by_text.get(text, text) for text in texts if text in item.by_text}) == len(texts) > 1
    return _LITTLE if len(item.values) == 1 or (says_all and any(letter.isalpha() for text in texts for letter in text)) else 1.0


def _weight(row: LineOfCells, item: RowItem) -> float:
    """Return how much of a row's words an item has: whole cells, and long values within cells."""
    weight, used = 0.0, set[str]()
    for cell in row.cells:
        name = item.by_text.get(cell.text)
        if name is not None and cell.text:
            weight += (1.0 if len(cell.text) > _SHORT else 0.4) * (1.0 if name not in used else 0.3)
            used.add(name)
            continue
        for name, forms in item.written.items():
            if name not in used and forms and len(forms[0].text) >= _WORDS and forms[0].text in cell.text:
                pattern = pattern_of(forms[0].text)
                if pattern is not None and pattern.search(cell.text):
                    weight += 0.7
                    used.add(name)
    return weight


def _is_headed(grid: RowsOfCells, number: int, item: RowItem, labels: Mapping[str, str]) -> bool:
    """Whether a single row, which says little by itself, says all of its item and no more, or stands under the labels of what it says."""
    said = [item.by_text.get(cell.text) for cell in grid.rows[number].cells if cell.text.rstrip(".") not in ("", "1")]
    fits = headed(grid, number, item, labels)
    return (
        (number > 0 and len(said) >= 2 and set(said) == {name for name in item.values if item.written[name]})
        or fits >= 2
        or (fits == 1 and len(item.values) <= 2)
    )


def headed(grid: RowsOfCells, number: int, item: RowItem, labels: Mapping[str, str]) -> int:
    """Return over how many cells of a row the heading is the label of what stands in it."""
    fits = 0
    for cell in grid.rows[number].cells:
        heading = grid.heading(number, cell)
        names = [name for name, forms in item.written.items() if any(one.text == cell.text for one in forms)]
        fits += any(likeness(heading, labels.get(name, name.replace("_", " "))) >= CLEAR for name in names)
    return fits
