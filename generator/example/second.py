"""A second example beside the first: what only one of the two says becomes a branch, what they say differently a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from generator.charts.model import Chart
from generator.example.account import Account
from generator.example.alignment import aligned
from generator.example.conditions import names_in
from generator.example.deciding import Decider, LoopedRows
from generator.example.marks import around, blocks_of, cells_of, rows_around, rows_of
from generator.example.passage import PRINTED, Edit, WordPassage
from generator.example.units import BlockUnit, inserted, nearness, units_of, with_blanks
from generator.office.package.xml import Element
from generator.office.word.wml import W

_TOKEN: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\w+|\s+|[^\w\s]")


class _Wrapping(NamedTuple):
    """Blocks or rows. level: of their statements; around: what puts statements around them."""

    level: str
    around: Callable[[Element, Element, str, str], None]


_BLOCKS: Final = _Wrapping("p", around)
_ROWS: Final = _Wrapping("tr", rows_around)
_VARIABLES: Final = frozenset({"baris", "baris_", "butir", "butir_", "kelompok", "kelompok_", "lajur", "lajur_", "loop"})
_END: Final = BlockUnit(())


class Merging:
    """Two tagged documents that become one, the first, with branches of the second in it."""

    def __init__(self, decider: Decider, account: Account) -> None:
        """Take what tells the two apart, and where doubts are noted."""
        self.decider = decider
        self.account = account
        self.used: list[str] = []
        self.rows: LoopedRows | None = None
        self.always: list[Element] = []
        """Rows that both documents have, with the value of one of them: their labels print without it."""
        self.common: list[Element] = []
        """Paragraphs that both documents have: headings, whatever stands under them."""

    def blocks(self, first: Element, second: Element) -> None:
        """Bring the paragraphs and tables of one holder together with those of another."""
        self._sequence(units_of(blocks_of(first)), units_of(blocks_of(second)), _BLOCKS, first)

    def _sequence(self, mine: Sequence[BlockUnit], theirs: Sequence[BlockUnit], wrapping: _Wrapping, holder: Element) -> None:
        last: Element | None = None
        left: list[BlockUnit] = []
        right: list[BlockUnit] = []
        pairs = list(aligned(mine, theirs, lambda unit: unit.key, nearness))
        for one, two in [*(_moved(pairs) if wrapping is _ROWS else pairs), (_END, _END)]:
            if one is not None and two is not None:
                if left or right:
                    self._branch(left, right, wrapping, (holder, last))
                if one.elements and two.elements:
                    self._pair(one, two, wrapping)
                    last = one.elements[-1]
                left, right = [], []
            elif one is not None:
                left.append(one)
            elif two is not None:
                right.append(two)

    def _pair(self, one: BlockUnit, two: BlockUnit, wrapping: _Wrapping) -> None:
        first, second = one.elements[0], two.elements[0]
        if one.is_whole:
            mine, theirs = units_of(one.elements[1:-1]), units_of(two.elements[1:-1])
            before, self.rows = self.rows, self.decider.rows_of(one.elements[0]) or self.rows
            if wrapping is _ROWS and len(mine) == len(theirs) == 1 and not mine[0].is_whole and not theirs[0].is_whole:
                self._pair(mine[0], theirs[0], wrapping)  # the one row of a loop, in each document with what its rows have
            else:
                self._sequence(mine, theirs, wrapping, first.getparent())
            self.rows = before
        elif first.tag == f"{W}p":
            self.common.append(first)
            self._words(WordPassage(first), WordPassage(second))
        elif first.tag == f"{W}tbl":
            self._sequence(units_of(rows_of(first)), units_of(rows_of(second)), _ROWS, first)
        else:
            if self.decider.is_in_one([*names_in(first), *names_in(second)]):
                self.always.append(first)
            for cell, match in zip(cells_of(first), cells_of(second), strict=False):
                mine, theirs = units_of(blocks_of(cell)), units_of(blocks_of(match))
                if len(mine) == len(theirs) == 1 and all(
                    unit.elements[0].tag == f"{W}p" and not unit.is_whole for unit in (*mine, *theirs)
                ):
                    self._pair(mine[0], theirs[0], _BLOCKS)
                else:
                    self.blocks(cell, match)

    def _branch(
        self, left: Sequence[BlockUnit], right: Sequence[BlockUnit], wrapping: _Wrapping, place: tuple[Element, Element | None]
    ) -> None:
        """Put what only one of two says in a branch of its own."""
        if wrapping is _ROWS and any(unit.is_loop for unit in left):
            mine = {name for unit in left for name in names_in(unit.elements[0])}  # the rows of a table that is a loop already
            right = [unit for unit in right if unit.is_loop and mine.isdisjoint(names_in(unit.elements[0]))]
        elif wrapping is _ROWS and any(unit.is_loop for unit in right):
            for element in (element for unit in left for element in unit.elements):
                element.getparent().remove(element)
            left = ()
        how, other = self._conditions(left, right)
        if how is None or other is None or any(one.ends_section for one in (*left, *right)):
            words = " ".join(unit.text for unit in (left or right))
            self.account.doubt("hanya dalam satu contoh", words, "tidak ada isian yang menjelaskannya; yang pertama dipakai")
            return
        holder, after = place
        if left:
            after = left[-1].elements[-1]
            if how:
                last = with_blanks(after)
                wrapping.around(left[0].elements[0], last, f"{{%{wrapping.level} if {how} %}}", f"{{%{wrapping.level} endif %}}")
                after = last.getnext()
        if right:
            added = inserted([element for unit in right for element in unit.elements], holder, after)
            if other:
                wrapping.around(added[0], added[-1], f"{{%{wrapping.level} if {other} %}}", f"{{%{wrapping.level} endif %}}")

    def _conditions(self, left: Sequence[BlockUnit], right: Sequence[BlockUnit]) -> tuple[str | None, str | None]:
        """Return the conditions of two branches, "" for one that needs none, None where nothing tells the two apart."""
        how = self._condition(left, holds_in_first=True)
        other = self._condition(right, holds_in_first=False)
        if left and right and not how and not other:  # of rows that both have, each in its own way
            how = self.decider.condition((), holds_in_first=True, text="") or None
            other = f"not ({how})" if how else None
        elif how and other:  # what stands in the place of something that only one document has is there where that is not
            mine, theirs = (self.decider.absent(_names(units), holds_in_first=first) for units, first in ((left, True), (right, False)))
            how, other = (
                (how, f"not ({how})") if mine and not theirs else (f"not ({other})", other) if theirs and not mine else (how, other)
            )
        self.used += [how] if how else []
        if other is None and self.used:  # what stands in the place of a branch that was found before
            other = f"not ({self.used[-1]})"
        return how, other

    def _condition(self, units: Sequence[BlockUnit], *, holds_in_first: bool) -> str | None:
        """Return the condition of a branch, "" where it needs none, None where nothing tells the two apart."""
        if all(unit.asks_itself for unit in units):
            return ""
        names = [name for name in _names(units) if not isinstance(self.decider.first.context.get(name), Chart)]
        if all(name.partition(".")[0] in _VARIABLES for name in names) and (names or _names(units)):
            return ""  # of a row: it prints nothing where the row has nothing; charts say themselves whether they are there
        text = " ".join(unit.text for unit in units)
        return self.decider.condition(names, holds_in_first=holds_in_first, text=text) or None

    def _words(self, one: WordPassage, two: WordPassage) -> None:
        """Bring the words of two paragraphs together: a value where each says its own, else a branch within the sentence."""
        mine, theirs = list(_TOKEN.finditer(one.text)), list(_TOKEN.finditer(two.text))
        edits: list[Edit] = []
        for ours, other in _differences([token[0] for token in mine], [token[0] for token in theirs]):
            left, right = "".join(token[0] for token in mine[ours]), "".join(token[0] for token in theirs[other])
            start = mine[ours.start].start() if ours.start < len(mine) else len(one.text)
            near = PRINTED.findall(one.text + two.text)
            written = None if "{%" in left + right else self._worded(left, right, near)
            if written is not None:
                edits.append(Edit(start, start + len(left), written))
        if one.text.strip() and edits:
            one.put_or_add(edits)

    def _worded(self, left: str, right: str, near: Sequence[str]) -> str | None:
        """Return what says the one in the first document and the other in the second, None where the first stays. near: names beside it."""
        here, there = left.strip(), right.strip()
        if not here and not there:
            return None
        tag = self.decider.tag(here, there) if here and there else ""
        if tag:
            return left.replace(here, tag)
        if any(settled(here, there) for settled in (self.decider.is_value, self.decider.is_constant, self.decider.is_better)):
            return left.replace(here, there)
        if self.decider.is_instead(here, there):
            return left.replace(here, here + there)
        if (here.count("{{") == 1 and there.count("{{") == 1) or self.decider.is_chance(here, there):
            return None
        asked = self.rows.telling() if self.rows is not None and "{{" not in left + right else ""
        how = asked or self.decider.ruled(near)
        how = how or (self.decider.condition(PRINTED.findall(left), holds_in_first=True, text=here) if here else "")
        other = self.decider.condition(PRINTED.findall(right), holds_in_first=False, text=there) if there and not how else ""
        if not how and not other:
            self.account.doubt("berbeda antara dua contoh", here or there, "tidak ada isian yang menjelaskannya; yang pertama dipakai")
            return None
        if here and there:
            return (
                f"{{% if {how} %}}{left}{{% else %}}{right}{{% endif %}}"
                if how
                else f"{{% if {other} %}}{right}{{% else %}}{left}{{% endif %}}"
            )
        return f"{{% if {how} %}}{left}{{% endif %}}" if how and here else f"{{% if {other or f'not ({how})'} %}}{right}{{% endif %}}"


def _names(units: Sequence[BlockUnit]) -> list[str]:
    return [name for unit in units for element in unit.elements for name in names_in(element)]


def _moved(pairs: Sequence[tuple[BlockUnit | None, BlockUnit | None]]) -> Iterator[tuple[BlockUnit | None, BlockUnit | None]]:
    """Yield pairs with the rows of the second that stand elsewhere in the first beside these: somebody put them in another order."""
    alone = {two.key: two for one, two in pairs if one is None and two is not None}
    places = {one.key: alone[one.key] for one, two in pairs if one is not None and two is None and one.key in alone}
    for one, two in pairs:
        if one is not None and two is None:
            yield one, places.get(one.key)
        elif one is not None or two is None or two.key not in places:
            yield one, two


def _differences(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Yield the stretches in which two sequences of words differ."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield slice(i1, i2), slice(j1, j2)
