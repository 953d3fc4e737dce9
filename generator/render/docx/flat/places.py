"""Where a paragraph stands, and what comes in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.office.word.flat import Block, BlockReader, FlatBody, FlatParagraph, FlatTable, NotFlat
from generator.office.word.looks import area, cell_look, look
from generator.office.word.wml import SPACER

SIGN: Final = "\ufdd0"
"""What every mark begins with that a template prints in place of what comes later."""


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Where a paragraph stands. section: its `w:sectPr`, "" for the usual page; cell: the properties of its cell, None outside of tables."""

    section: str
    cell: str | None = None

    @property
    def area(self) -> tuple[int, int]:
        """The width and height of the page's text, in twips."""
        return area(self.section)

    @property
    def width(self) -> int:
        """The twips between the margins: of its cell if that says, else of its section."""
        if self.cell is not None:
            said = cell_look(self.cell)
            if said.measure == "dxa":
                return max(said.width - 216, 600)
        return self.area[0]


_STARTS: Final = re.compile(r"<w:bookmarkStart\b[^>]*/>")
_ENDS: Final = re.compile(r"<w:bookmarkEnd\b[^>]*/>")
Put = Callable[[FlatParagraph, MarkPlace], Sequence[Block] | None]
"""What gives the blocks that come in a paragraph's place, None where it stays as it is."""


def sections_of(body: FlatBody) -> list[str]:
    """Return the `w:sectPr` of the section that each block of a body stands in."""
    found, section = list[str](), body.ending
    for block in reversed(body.blocks):
        if isinstance(block, FlatParagraph) and "<w:sectPr" in block.look:
            section = look(block.look).section
        found.append(section)
    return found[::-1]


def replace_marked(body: FlatBody, put: Put) -> None:
    """Replace the paragraphs of a body that hold a mark as `put` says."""
    result: list[Block] = []
    for block, section in zip(body.blocks, sections_of(body), strict=True):
        _replace(block, MarkPlace(section), put, into=result)
    body.blocks = result


def _replace(block: Block, place: MarkPlace, put: Put, *, into: list[Block]) -> None:
    if isinstance(block, FlatTable):
        for row in block.rows:
            for cell in row.cells if row.known is None else ():  # what documents share has no marks
                if cell.known is None and _may_hold_marks(cell.blocks):
                    within: list[Block] = []
                    for inner in cell.blocks:
                        _replace(inner, MarkPlace(place.section, cell.look), put, into=within)
                    cell.blocks = within
        into.append(block)
        return
    made = put(block, place) if SIGN in block.content else None
    if made is None:
        into.append(block)
    else:
        put_in_place(block, made, into=into)


def _may_hold_marks(blocks: Sequence[Block]) -> bool:
    return any([isinstance(block, FlatTable) or SIGN in block.content for block in blocks])  # noqa: C419 - of one, nearly always


def put_in_place(paragraph: FlatParagraph, made: Sequence[Block], *, into: list[Block]) -> None:
    """Put blocks, of which the last is a paragraph, in a paragraph's place; its section's end stays."""
    if not made:
        return
    if isinstance(made[0], FlatTable) and into and isinstance(into[-1], FlatTable):
        into += blocks_of(SPACER)
    lines = [block for block in made if isinstance(block, FlatParagraph)]
    if made[-1] is not lines[-1]:
        raise NotFlat
    lines[-1].look += look(paragraph.look).section
    if "<w:bookmark" in paragraph.content:
        _move_bookmarks(paragraph.content, lines)
    into += made


def _move_bookmarks(content: str, lines: Sequence[FlatParagraph]) -> None:
    """Let the bookmark of a paragraph stand around what comes in its place."""
    starts, ends = _STARTS.findall(content), _ENDS.findall(content)
    if len(starts) > 1 or len(ends) > 1:
        raise NotFlat
    lines[0].content = "".join(starts) + lines[0].content
    lines[-1].content += "".join(ends)


def blocks_of(xml: str) -> list[Block]:
    """Return the blocks of a piece of markup that this program wrote."""
    return BlockReader().body(xml).blocks
