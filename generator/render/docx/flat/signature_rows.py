"""A signature block behind a long table taken into it: as `generator.render.docx.signature_rows` does with a tree."""

from __future__ import annotations

from collections.abc import Sequence

from generator.office.word.wml import whole
from generator.outline.keeping import Bond, Piece
from generator.render.docx.flat.looks import not_kept, table_head
from generator.render.docx.flat.model import Block, Body, Table, paragraphs_of
from generator.render.docx.flat.places import blocks_of
from generator.render.docx.signature_rows import signature_ends, signature_row


def take_in_signatures(body: Body, pieces: Sequence[Piece], bonds: Sequence[Bond]) -> None:
    """Move each signature block of a body that nothing but gaps part from a long table into it."""
    blocks = body.blocks
    gone: set[int] = set()
    for at, signature in signature_ends(pieces, bonds):
        table, block = blocks[at], blocks[signature]
        if isinstance(table, Table) and isinstance(block, Table) and _width(block) <= _width(table) + 120:
            _take_in(table, blocks[at + 1 : signature + 1])
            gone.update(range(at + 1, signature + 1))
    body.blocks = [block for at, block in enumerate(blocks) if at not in gone]


def _width(table: Table) -> int:
    return sum(map(whole, table_head(table.head).columns))


def _take_in(table: Table, moved: Sequence[Block]) -> None:
    [holder] = blocks_of(f"<w:tbl>{signature_row(_width(table), len(table_head(table.head).columns))}</w:tbl>")
    assert isinstance(holder, Table)
    [row] = holder.rows
    [cell] = row.cells
    cell.blocks[-1:-1] = moved
    for paragraph in paragraphs_of(cell.blocks):
        paragraph.look = not_kept(paragraph.look)
    table.rows.append(row)
