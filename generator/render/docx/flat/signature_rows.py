"""A signature block behind a long table taken into it: as `generator.render.docx.signature_rows` does with a tree."""

from __future__ import annotations

from collections.abc import Sequence

from generator.office.word.flat import Block, FlatBody, FlatTable, make_own, paragraphs_of, table_of
from generator.office.word.looks import not_kept, table_head
from generator.office.word.wml import whole
from generator.outline.keeping import Bond, Piece
from generator.render.docx.signature_rows import signature_ends, signature_row


def take_in_signatures(body: FlatBody, pieces: Sequence[Piece], bonds: Sequence[Bond]) -> None:
    """Move each signature block of a body that nothing but gaps part from a long table into it."""
    blocks = body.blocks
    gone: set[int] = set()
    for at, signature in signature_ends(pieces, bonds):
        table, block = blocks[at], blocks[signature]
        if isinstance(table, FlatTable) and isinstance(block, FlatTable) and _width(block) <= _width(table) + 120:
            _take_in(table, blocks[at + 1 : signature + 1])
            gone.update(range(at + 1, signature + 1))
    body.blocks = [block for at, block in enumerate(blocks) if at not in gone]


def _width(table: FlatTable) -> int:
    return sum(map(whole, table_head(table.head).columns))


def _take_in(table: FlatTable, moved: Sequence[Block]) -> None:
    holder = table_of(signature_row(_width(table), len(table_head(table.head).columns)))
    [row] = holder.rows
    [cell] = row.cells
    make_own(moved)
    cell.blocks[-1:-1] = moved
    for paragraph in paragraphs_of(cell.blocks):
        paragraph.look = not_kept(paragraph.look)
    table.rows.append(row)
