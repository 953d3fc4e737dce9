"""Chapters that come again for every row of a table of the data: a heading with its text, once and in a loop."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import lxml.etree

from generator.example.account import Account, Making
from generator.example.flows import place_list, place_text
from generator.example.loops import place_loops, variable_of
from generator.example.marks import around, blocks_of, holders_of, statement
from generator.example.passage import WordPassage, folded, words_in
from generator.example.singles import place_singles
from generator.example.values import KnownRows, KnownValue, KnownValues, flat, is_single, lines_of, shown_item
from generator.formatting import LongText
from generator.office.package.xml import Element
from generator.office.word.wml import W, find
from validators.tree import as_group, as_rows

_FEWEST: Final = 2
_FEWEST_LETTERS: Final = 12
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
    tables = [table for table in (*making.known.tables, *making.known.workings) if table.rows and _texts(table.rows[0])]
    for root in roots:
        for holder in holders_of(root):
            found = [one for table in tables if (one := _found(blocks_of(holder), table)) is not None]
            taken = set[Element]()
            for one in sorted((one for one in found if _share(one) >= _ENOUGH), key=_share, reverse=True):
                if taken.isdisjoint(block for part in one.parts for block in part):
                    taken.update(block for part in one.parts for block in part)
                    _make(one, making)


def _texts(row: Mapping[str, Any]) -> list[str]:
    """Return a line of each long text, list and table of a row."""
    found = [lines_of(value)[:1] for value in row.values() if isinstance(value, LongText)]
    for first in (rows[0] for value in row.values() if (rows := as_rows(value))):
        shown = [shown_item(one) for one in (as_group(first) or {"": first}).values() if is_single(one)]
        found.append(sorted(shown, key=len)[-1:])
    return [line for lines in found for line in lines if line]


def _share(one: _Chapters) -> float:
    """Return how many of the texts of a table's rows stand in their chapters."""
    pairs = [(text, part) for row, part in zip(one.table.rows, one.parts, strict=True) for text in _texts(row)]
    said = {part: " ".join(words_in(block) for block in part) for part in one.parts}
    return sum(text in said[part] for text, part in pairs) / max(len(pairs), 1)


def _found(blocks: Sequence[Element], table: KnownRows) -> _Chapters | None:
    """Return the chapters of a table's rows, headed by the value that stands first in them, where most of their texts stand."""
    said = [WordPassage(block).words if block.tag == f"{W}p" else "" for block in blocks]
    found: list[tuple[int, _Chapters]] = []
    for name in dict.fromkeys(key for row in table.rows for key, value in row.items() if not isinstance(value, LongText)):
        heads = [shown_item(row[name]) if name in row and is_single(row[name]) else "" for row in table.rows]
        if not all(heads) or len(set(heads)) < len(heads):
            continue
        chains = [(starts[0], _chapters(blocks, table, name, starts)) for starts in _in_order(said, heads) if _is_headed(blocks, starts)]
        if chains:  # the same words may head another chapter before: of those that say as much the last
            found.append(max(chains, key=lambda one: (_share(one[1]), one[0])))
    return min(found, key=lambda one: one[0])[1] if found else None


def _is_headed(blocks: Sequence[Element], starts: Sequence[int]) -> bool:
    is_heading = _style(blocks[starts[0]]).lower().startswith(("heading", "judul"))
    return all(after - before >= _FEWEST for before, after in pairwise(starts)) and (len(starts) > 1 or is_heading)


def _chapters(blocks: Sequence[Element], table: KnownRows, name: str, starts: Sequence[int]) -> _Chapters:
    style = _style(blocks[starts[0]])
    end = next((at for at in range(starts[-1] + 1, len(blocks)) if _ends(blocks[at], style, table.labels.values())), len(blocks))
    return _Chapters(table, name, tuple(tuple(blocks[first:last]) for first, last in pairwise([*starts, end])))


def _in_order(said: Sequence[str], heads: Sequence[str]) -> Iterator[list[int]]:
    """Yield where the heads stand one behind another, from each place where the first does."""
    places = [[at for at, text in enumerate(said) if text == head or text.startswith(f"{head} (")] for head in heads]
    for first in places[0]:
        starts = [first]
        for others in places[1:]:
            starts += [at for at in others if at > starts[-1]][:1]
        if len(starts) == len(heads):
            yield starts


def _style(block: Element) -> str:
    style = find(block, "pPr/pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _ends(block: Element, style: str, labels: Collection[str]) -> bool:
    """Whether a block begins something else than a chapter: a heading of its level or a higher one, the end of a section.

    labels: of what a chapter has, whose headings may be of its own level.
    """
    if find(block, "pPr/sectPr") is not None:
        return True
    own = _style(block) if block.tag == f"{W}p" and style else ""
    is_higher = own[:-1] == style[:-1] and own[-1:] < style[-1:]
    return bool(own) and (is_higher or (own == style and WordPassage(block).words not in labels))


def _make(found: _Chapters, making: Making) -> None:
    variable = variable_of("baris", making.known)
    rows = found.table.rows  # what one chapter lacks can be left out of another, not made
    kept = max(range(len(rows)), key=lambda at: (len(rows[at]), len(_texts(rows[at])), len(str(rows[at])), -at))
    item, blocks = rows[kept], found.parts[kept]
    for at, part in enumerate(found.parts):
        for block in part if at != kept else ():
            block.getparent().remove(block)
    first, last = statement(f"{{%p for {variable} in {found.table.path} %}}"), statement("{%p endfor %}")
    blocks[0].addprevious(first)
    blocks[-1].addnext(last)
    _values(first, last, found, (item, variable))
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


def _values(first: Element, last: Element, found: _Chapters, kept: tuple[Mapping[str, Any], str]) -> None:
    """Put the tags of a row's values in its chapter, in a holder of their own: its heading, long texts, tables, lists, then single values."""
    values, variable = kept
    own = lxml.etree.Element(f"{W}body")
    for block in _between(first, last):
        own.append(block)
    WordPassage(own[0]).put_whole(f"{{{{ {variable}.{found.name} }}}}")
    known = KnownValues({variable: None, "baris": None})
    for name, value in sorted(values.items(), key=lambda pair: -len(str(pair[1]))):
        path, rows = f"{variable}.{name}", as_rows(value)
        if isinstance(value, LongText):
            place_text([own], path, value)
        elif rows is None and is_single(value):
            label = found.table.labels.get(name, name.replace("_", " "))
            known.singles.append(KnownValue(path, value, (label,), suffix=found.table.suffixes.get(name, "")))
        elif rows and as_group(rows[0]) is not None:
            known.tables.append(KnownRows(path, tuple(dict(flat(row)) for row in rows), found.table.labels_in(name)))
        elif rows:
            known.lists.append(KnownValue(path, value))
    making = Making(known, Account())
    place_loops([own], making)
    for one in (*known.lists, *_columns(known.tables)):
        place_list([own], one.path, one.value, "butir")
    place_singles([own], making)
    for block in list(own):
        last.addprevious(block)


def _columns(tables: Sequence[KnownRows]) -> Iterator[KnownValue]:
    """Yield the columns of tables whose words are long enough to be a list by themselves, the longest first."""
    for table in tables:
        for name, held in sorted(table.rows[0].items(), key=lambda pair: -len(str(pair[1]))):
            if len(str(held)) > _FEWEST_LETTERS and all(name in row for row in table.rows):
                yield KnownValue(f"{table.path} | map(attribute='{name}')", [row[name] for row in table.rows])


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
