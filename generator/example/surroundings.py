"""The words around a place in a document: the cells left of it and over it, what stands before it in its sentence, the heading above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.example.grid import TableGrid
from generator.example.marks import cells_of
from generator.example.passage import WordPassage, words_in
from generator.office.package.xml import Element
from generator.office.word.wml import W

_BEFORE: Final = 7
_BEHIND: Final = 4
_SHORT: Final = 12
"""A paragraph of so few words may be a label or heading of what follows."""


@dataclass
class WordsAround:
    """Tells the words around paragraphs of one story; tables are read once."""

    root: Element
    _above: dict[Element, str] = field(default_factory=dict)
    _grids: dict[Element, TableGrid] = field(default_factory=dict)

    def __post_init__(self) -> None:
        heading = ""
        for paragraph in self.root.iter(f"{W}p"):
            self._above[paragraph] = heading
            words = WordPassage(paragraph).words
            in_cell = next(paragraph.iterancestors(f"{W}tc"), None) is not None
            if words and not in_cell and "{{" not in words and len(words.split()) <= _SHORT:
                heading = words

    def of(self, place: Element, text: str, start: int, end: int) -> list[tuple[str, float]]:
        """Return the words around the letters from start to end of a paragraph's text, each with how much they say."""
        before, behind = text[:start].split()[-_BEFORE:], text[end:].split()[:_BEHIND]
        found = [(" ".join(before[-count:]), 1.0) for count in range(1, len(before) + 1)]
        found += [(" ".join(behind[:count]), 0.7) for count in range(1, len(behind) + 1)]
        cell = next(place.iterancestors(f"{W}tc"), None)
        if cell is not None:
            found += self._in_table(cell, place)
        return [*found, (self._above.get(place, ""), 0.8)]

    def _in_table(self, cell: Element, paragraph: Element) -> list[tuple[str, float]]:
        row = next(cell.iterancestors(f"{W}tr"))
        table = next(row.iterancestors(f"{W}tbl"))
        cells = cells_of(row)
        if cell not in cells:
            return []
        at = cells.index(cell)
        left = [words for one in reversed(cells[:at]) if (words := words_in(one)) and words != ":"]
        found = [(words, 1.0 if number == 0 else 0.6) for number, words in enumerate(left[:3])]
        found += [(words, 0.9) for words in _own_lines(cell, paragraph)]
        grid = self._grids.setdefault(table, TableGrid(table))
        for number, one in enumerate(grid.rows):
            if one.element is row:
                mine = next((held for held in one.cells if held.element is cell), None)
                if mine is not None and number:
                    found.append((grid.own_heading(number, mine), 0.8))
        return found


def _own_lines(cell: Element, paragraph: Element) -> Sequence[str]:
    lines = [WordPassage(one).words for one in cell.iter(f"{W}p") if one is not paragraph]
    return [line for line in lines if line and "{{" not in line and len(line.split()) <= _SHORT][-2:]
