"""The neutral form of a long text: paragraphs, lists and tables of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Marker: TypeAlias = Literal["bullet", "number", "letter"]
Alignment: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one format; `break_after` ends its line without ending the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    break_after: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs in order."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a sequence of blocks.

    start: the number of the first item, also for letters (1 is "a"); 1 for bullets.
    """

    marker: Marker
    start: int
    items: tuple[tuple[Block, ...], ...]

    @property
    def ordered(self) -> bool:
        """Whether the items are counted."""
        return self.marker != "bullet"

    def label(self, index: int) -> str:
        """Return what stands before the item at `index`, counted from 0: "•", "3." or "c."."""
        number = self.start + index
        if self.marker == "bullet":
            return "•"
        return f"{letters_of(number)}." if self.marker == "letter" else f"{number}."


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: one header row, then rows of as many cells as the header has; a cell is its runs."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    alignments: tuple[Alignment, ...]


Block: TypeAlias = Paragraph | ListBlock | TableBlock


def column_widths(table: TableBlock, space: int) -> list[int]:
    """Return the columns' widths in twips: room for each one's longest word, the rest by their longest text up to 40 letters."""
    columns = [[_letters(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    needs = [240 + 130 * min(max(map(_longest_word, column)), 20) for column in columns]
    weights = [min(max(6, *map(len, column)), 40) for column in columns]
    space = max(space, 400 * len(columns))
    spare = max(space - sum(needs), 0)
    shrunk = min(space, sum(needs))
    return [need * shrunk // sum(needs) + spare * weight // sum(weights) for need, weight in zip(needs, weights, strict=True)]


def _letters(cell: tuple[Run, ...]) -> str:
    return " ".join(run.text for run in cell)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=1)


def letters_of(number: int) -> str:
    """Return the letter that counts `number` the way Word does: 1 is "a", 26 "z", 27 "aa", 28 "bb"."""
    turns, position = divmod(number - 1, 26)
    return chr(ord("a") + position) * (turns + 1)
