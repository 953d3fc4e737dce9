"""Chapters that come again for every row of a table of the data: a heading with its text, once and in a loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import lxml.etree

from generator.example.account import Making
from generator.example.columns import RowItem
from generator.example.flows import place_list, place_text
from generator.example.marks import around, blocks_of, holders_of, statement
from generator.example.passage import Edit, WordPassage, folded, paragraphs_of, pattern_of, words_in
from generator.example.values import KnownRows, lines_of
from generator.formatting import LongText, show
from generator.office.package.xml import Element
from generator.office.word.wml import W, find
from validators.tree import as_group, as_rows

_FEWEST: Final = 2
_ENOUGH: Final = 0.6
"""So many of the long texts and lists of the rows must stand in the chapters."""


@dataclass(frozen=True, slots=True)
class _Chapters:
    """Stretches of blocks, one for each row of a table of the data. name: of the value that heads each."""

    table: KnownRows
    name: str
    parts: tuple[tuple[Element, ...], ...]


def place_chapters(roots: Sequence[Element], making: Making) -> None:
    """Make loops of chapters that stand for rows of the data, of the tables that could be meant the one whose texts stand in them."""
    tables = [table for table in making.known.tables if len(table.rows) >= _FEWEST and _texts(table.rows[0])]
    for root in roots:
        for holder in holders_of(root):
            found = [one for table in tables if (one := _found(blocks_of(holder), table)) is not None]
            best = max(found, key=_share, default=None)
            if best is not None and _share(best) >= _ENOUGH:
                _make(best, making)


def _texts(row: Mapping[str, Any]) -> list[str]:
    """Return a line of each long text and list of a row."""
    found = [lines_of(value)[:1] for value in row.values() if isinstance(value, LongText)]
    found += [[folded(str(show(one))) for one in rows[:1] if as_group(one) is None] for value in row.values() if (rows := as_rows(value))]
    return [line for lines in found for line in lines]


def _share(one: _Chapters) -> float:
    """Return how many of the texts of a table's rows stand in their chapters."""
    pairs = [(text, part) for row, part in zip(one.table.rows, one.parts, strict=True) for text in _texts(row)]
    said = {part: " ".join(words_in(block) for block in part) for part in one.parts}
    return sum(text in said[part] for text, part in pairs) / max(len(pairs), 1)


def _found(blocks: Sequence[Element], table: KnownRows) -> _Chapters | None:
    """Return the chapters of a table's rows, headed by the value that stands first in them."""
    said = [WordPassage(block).words if block.tag == f"{W}p" else "" for block in blocks]
    best: tuple[list[int], str] | None = None
    for name in dict.fromkeys(key for row in table.rows for key, value in row.items() if not isinstance(value, LongText)):
        heads = [RowItem(row).said(name, "") for row in table.rows]
        if not all(heads) or len(set(heads)) < len(heads):
            continue
        starts = _in_order(said, [str(head) for head in heads])
        if starts is None or min(after - before for before, after in pairwise(starts)) < _FEWEST:
            continue
        best = (starts, name) if best is None or starts < best[0] else best
    if best is None:
        return None
    starts, name = best
    style = _style(blocks[starts[0]])
    end = next((at for at in range(starts[-1] + 1, len(blocks)) if _ends(blocks[at], style)), len(blocks))
    return _Chapters(table, name, tuple(tuple(blocks[first:last]) for first, last in pairwise([*starts, end])))


def _in_order(said: Sequence[str], heads: Sequence[str]) -> list[int] | None:
    starts: list[int] = []
    for head in heads:
        at = next((at for at in range(starts[-1] + 1 if starts else 0, len(said)) if said[at] == head), None)
        if at is None:
            return None
        starts.append(at)
    return starts


def _style(block: Element) -> str:
    style = find(block, "pPr/pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _ends(block: Element, style: str) -> bool:
    """Whether a block begins something else than a chapter: a heading of its level or a higher one, the end of a section."""
    own = _style(block)
    return (block.tag == f"{W}p" and bool(style) and (own == style or (own[:-1] == style[:-1] and own[-1:] < style[-1:]))) or find(
        block, "pPr/sectPr"
    ) is not None


def _make(found: _Chapters, making: Making) -> None:
    variable = "baris_" if "baris" in making.known.names else "baris"
    kept = max(range(len(found.parts)), key=lambda at: (len(found.table.rows[at]), -at))
    item, blocks = found.table.rows[kept], found.parts[kept]
    for at, part in enumerate(found.parts):
        for block in part if at != kept else ():
            block.getparent().remove(block)
    first, last = statement(f"{{%p for {variable} in {found.table.path} %}}"), statement("{%p endfor %}")
    blocks[0].addprevious(first)
    blocks[-1].addnext(last)
    _values(first, last, item, variable)
    for name in item:
        if name in found.table.optional or any(name not in row for row in found.table.rows):
            _conditional(first, last, f"{variable}.{name}")
    making.account.placed.update([found.table.path, *(f"{found.table.path}[].{name}" for name in item)])


def _between(first: Element, last: Element) -> list[Element]:
    found: list[Element] = []
    for block in first.itersiblings():
        if block is last:
            break
        found.append(block)
    return found


def _values(first: Element, last: Element, values: Mapping[str, Any], variable: str) -> None:
    holder = first.getparent()
    inside = _Inside(holder, first, last)
    for name, value in sorted(values.items(), key=lambda pair: -len(str(pair[1]))):
        if isinstance(value, LongText):
            inside.place(lambda root, name=name, value=value: place_text([root], f"{variable}.{name}", value))
        elif as_rows(value) is not None:
            inside.place(lambda root, name=name, value=value: place_list([root], f"{variable}.{name}", value, "butir"))
    written = RowItem({name: value for name, value in values.items() if not isinstance(value, LongText) and as_rows(value) is None}).written
    for block in _between(first, last):
        for paragraph in paragraphs_of(block):
            passage = WordPassage(paragraph)
            if passage.has_tag:
                continue
            for name, forms in written.items():
                pattern = pattern_of(forms[0].text) if forms and len(forms[0].text) > 3 else None
                here = None if pattern is None else pattern.search(passage.text)
                if here is not None:
                    passage.put([Edit(here.start(), here.end(), f"{{{{ {variable}.{name} }}}}")])
                    break


@dataclass(frozen=True, slots=True)
class _Inside:
    """The blocks of one chapter, looked at by themselves."""

    holder: Element
    first: Element
    last: Element

    def place(self, how: Callable[[Element], int]) -> None:
        """Do something with the chapter's blocks in a holder of their own, and put them back."""
        own = lxml.etree.Element(f"{W}body")
        for block in _between(self.first, self.last):
            own.append(block)
        how(own)
        for block in list(own):
            self.last.addprevious(block)


def _conditional(first: Element, last: Element, path: str) -> None:
    """Make what prints a value that a row may lack conditional, with the heading or label over it."""
    for block in _between(first, last):
        text = words_in(block)
        if block.tag != f"{W}p" or not (f"in {path} %" in text or folded(text) == f"{{{{ {path} }}}}"):
            continue
        is_list = "{%p for" in text
        end = next(one for one in block.itersiblings() if "endfor" in words_in(one)) if is_list else block
        before = block.getprevious()
        has_label = (
            before is not None
            and before is not first
            and bool(words_in(before))
            and "{" not in words_in(before)
            and len(words_in(before).split()) <= 8
        )
        around(
            before if has_label and before is not None else block,
            end,
            f"{{%p if {path}{'' if is_list else ' is not kosong'} %}}",
            "{%p endif %}",
        )
        return
