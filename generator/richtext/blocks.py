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


def letters_of(number: int) -> str:
    """Return the letter that counts `number` the way Word does: 1 is "a", 26 "z", 27 "aa", 28 "bb"."""
    turns, position = divmod(number - 1, 26)
    return chr(ord("a") + position) * (turns + 1)
