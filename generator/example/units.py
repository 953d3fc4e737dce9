"""Blocks of a document, or rows of a table, in the units that a branch may not part: one alone, or all from a statement to its end."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from generator.example.marks import cells_of, rows_of
from generator.example.passage import words_in
from generator.office.package.xml import Element
from generator.office.word.wml import W, find

_STATEMENT: Final = re.compile(r"\{%(?:p|tr)\s+(\w+)")
_TOKEN: Final = re.compile(r"\{\{.*?\}\}|\S+")
_ALIKE: Final = 0.5
_MOST_WORDS: Final = 400


@dataclass(frozen=True)
class BlockUnit:
    """Blocks or rows that stay together."""

    elements: tuple[Element, ...]

    @cached_property
    def text(self) -> str:
        """All its words."""
        return " ".join(filter(None, map(words_in, self.elements)))

    @property
    def sorted_text(self) -> str:
        """All its words, those of a table in an order that does not depend on that of its rows."""
        first = self.elements[0]
        return self.text if first.tag != f"{W}tbl" else " ".join(sorted(map(words_in, rows_of(first))))

    @property
    def is_whole(self) -> bool:
        """Whether it is a statement with what stands in it."""
        return len(self.elements) > 1

    @property
    def is_loop(self) -> bool:
        """Whether it is a loop: over nothing it prints nothing."""
        return self.is_whole and " for " in words_in(self.elements[0])

    @property
    def asks_itself(self) -> bool:
        """Whether it is a condition or loop of its own, which says itself when it prints nothing."""
        return self.is_loop or (self.is_whole and "is not kosong" in words_in(self.elements[0]))

    @property
    def ends_section(self) -> bool:
        """Whether a section of the document ends in it."""
        return any(find(one, "pPr/sectPr") is not None for one in self.elements)

    @property
    def key(self) -> str:
        """By what it is known again: its words, of a table the first of its rows."""
        first = self.elements[0]
        return self.text if first.tag != f"{W}tbl" else "\x00" + words_in(rows_of(first)[0])


def units_of(elements: Sequence[Element]) -> list[BlockUnit]:
    """Return the units of blocks or rows; blank paragraphs are none."""
    found: list[BlockUnit] = []
    open_: list[Element] = []
    depth = 0
    for element in elements:
        text = words_in(element) if element.tag != f"{W}tbl" else ""
        if not text and element.tag == f"{W}p" and not open_:
            continue
        statement = _STATEMENT.match(text)
        if statement is not None and not statement[1].startswith("el"):
            depth += -1 if statement[1].startswith("end") else 1
        open_.append(element)
        if depth <= 0:
            found.append(BlockUnit(tuple(open_)))
            open_, depth = [], 0
    return [*found, *(BlockUnit((one,)) for one in open_)]


def nearness(one: BlockUnit, two: BlockUnit) -> float:
    """Return how alike two units are; 0 for what has no more than half in common, or cannot be brought together."""
    first, second = one.elements[0], two.elements[0]
    if one.is_whole or two.is_whole:
        return 1.0 if one.is_whole and two.is_whole and words_in(first) == words_in(second) else 0.0
    if first.tag != second.tag or (first.tag == f"{W}tr" and len(cells_of(first)) != len(cells_of(second))):
        return 0.0
    mine, theirs = (_TOKEN.findall(unit.sorted_text)[:_MOST_WORDS] for unit in (one, two))
    found = SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
    return found if found >= _ALIKE else 0.0


def inserted(elements: Sequence[Element], holder: Element, after: Element | None) -> list[Element]:
    """Put copies of elements behind another, at the beginning of a holder where there is none before. Returns the copies."""
    added = [copy.deepcopy(one) for one in elements]
    if after is not None:
        for one in reversed(added):
            after.addnext(one)
        return added
    first = next((child for child in holder if child.tag in (f"{W}p", f"{W}tbl", f"{W}tr")), None)
    for one in added:
        if first is None:
            holder.append(one)
        else:
            first.addprevious(one)
    return added


def with_blanks(block: Element) -> Element:
    """Return the last of the blank paragraphs behind a block, the block itself where there are none."""
    while (
        block.tag != f"{W}tr"
        and (behind := block.getnext()) is not None
        and behind.tag == f"{W}p"
        and not words_in(behind)
        and find(behind, "pPr/sectPr") is None
        and behind.getnext() is not None
    ):
        block = behind
    return block
