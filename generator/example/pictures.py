"""Pictures that stand for rows of the data, each with its title under or over it: one picture and its title, in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.example.account import Making
from generator.example.cells import tags_in, with_joints
from generator.example.columns import RowItem, of_item
from generator.example.loops import variable_of
from generator.example.marks import around, blocks_of, fill_picture, holders_of, is_picture
from generator.example.masters import quoted, title_of
from generator.example.passage import Edit, WordPassage
from generator.example.values import KnownRows
from generator.fields.image import Gambar
from generator.office.package.xml import Element
from generator.office.word.wml import W

_LEAST: Final = 6
"""From so many letters on a value tells which row a title is of."""
_NUMBER: Final = re.compile(r"^\s*\w+\s+\d+\s+")
_PARTS: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")

_Titled = list[tuple[Element, Element]]
"""A picture and its title for each row of a table, in their order."""


def place_pictures(roots: Sequence[Element], making: Making) -> None:
    """Make loops of pictures with titles that say something of the rows of a table, which has a column of pictures."""
    for table in making.known.tables:
        name = next((name for row in table.rows for name, value in row.items() if isinstance(value, Gambar)), "")
        for holder in (holder for root in roots for holder in holders_of(root) if name):
            found = _titled(blocks_of(holder), table)
            if found:
                _make(found, table, name, making)


def _titled(blocks: Sequence[Element], table: KnownRows) -> _Titled:
    """Return the pictures of a table's rows, each with the title that says a text of its row; none where a row has none."""
    said = [WordPassage(block).words if block.tag == f"{W}p" else "" for block in blocks]
    for name in (name for name, value in table.rows[0].items() if isinstance(value, str) and len(value) >= _LEAST):
        texts = [str(row.get(name) or "\0") for row in table.rows]
        places = list(_in_order(said, texts))
        for step in (-1, 1) if len(places) == len(texts) else ():
            beside = [_beside(blocks, at, step) for at in places]
            if len(set(beside)) == len(places) and all(one is not None and is_picture(one) for one in beside):
                return [(picture, blocks[at]) for picture, at in zip(beside, places, strict=True) if picture is not None]
    return []


def _beside(blocks: Sequence[Element], at: int, step: int) -> Element | None:
    """Return the block before or behind another, blank paragraphs left out."""
    found = blocks[at - 1 :: -1] if step < 0 and at else blocks[at + 1 :] if step > 0 else ()
    return next((one for one in found if is_picture(one) or one.tag != f"{W}p" or WordPassage(one).words), None)


def _in_order(said: Sequence[str], texts: Sequence[str]) -> Iterator[int]:
    """Yield where each text is said, one behind another."""
    here = 0
    for text in texts:
        here = next((at + 1 for at in range(here, len(said)) if text in said[at]), len(said) + 1)
        if here <= len(said):
            yield here - 1


def _make(found: _Titled, table: KnownRows, name: str, making: Making) -> None:
    items, variable = [RowItem(row, table.suffixes) for row in table.rows], variable_of("baris", making.known)
    texts = [WordPassage(title).words for _, title in found]
    kept = max(range(len(found)), key=lambda at: (len(table.rows[at]), -at))
    picture, title = found[kept]
    passage, numbered = WordPassage(title), title_of(WordPassage(title))
    names, edits = tags_in(passage, items[kept], texts, items=items, variable=variable)
    lacking = [of_item(variable, one) for one in names if one in table.optional or any(one not in item.values for item in items)]
    edits = with_joints(passage.text, edits, lacking)
    if numbered is None:
        passage.put(edits)
    else:
        passage.put_whole(f"{{{{ {numbered[0]}({_expression(_NUMBER.sub('', _worded(passage.text, edits)))}) }}}}")
    fill_picture(picture, of_item(variable, name))
    for block in (block for at, pair in enumerate(found) if at != kept for block in pair):
        block.getparent().remove(block)
    first, last = (picture, title) if title in picture.itersiblings() else (title, picture)
    around(first, last, f"{{%p for {variable} in {table.path} %}}", "{%p endfor %}")
    making.account.placed.update([table.path, *(f"{table.path}[].{one}" for one in (name, *names))])


def _worded(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: -one.start):
        text = text[: edit.start] + edit.tag + text[edit.end :]
    return text


def _expression(text: str) -> str:
    """Return a text with tags and conditions in it as one expression, for a call that takes it whole."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    for part in filter(None, _PARTS.split(text)):
        inner = part[2:-2].strip()
        if part.startswith("{{"):
            stack[-1][1].append(inner if inner.replace(".", "").isidentifier() else f"({inner})")
        elif not part.startswith("{%"):
            stack[-1][1].append(quoted(part))
        elif inner.startswith("if "):
            stack.append((inner.removeprefix("if "), []))
        else:
            condition, parts = stack.pop()
            stack[-1][1].append(f"({' ~ '.join(parts)} if {condition} else '')")
    return " ~ ".join(stack[0][1])
