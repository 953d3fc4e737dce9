"""A Word story as plain blocks: paragraphs and tables, their markup kept as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias


class NotFlat(Exception):
    """A document that holds what plain blocks do not: it is finished as a tree."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph. attributes: as written, with a blank before; look: what stands in its `w:pPr`; content: all behind that."""

    attributes: str
    look: str
    content: str


@dataclass(slots=True, eq=False)
class Cell:
    """A cell. look: its `w:tcPr` as written, "" without."""

    look: str
    blocks: list[Block] = field(default_factory=lambda: [])


@dataclass(slots=True, eq=False)
class Row:
    """A row. look: its `w:trPr` as written, "" without."""

    attributes: str
    look: str
    cells: list[Cell] = field(default_factory=lambda: [])


@dataclass(slots=True, eq=False)
class Table:
    """A table. head: its properties and grid, as written."""

    head: str
    rows: list[Row] = field(default_factory=lambda: [])


Block: TypeAlias = Paragraph | Table


@dataclass(slots=True, eq=False)
class Body:
    """The body of a document. ending: its own `w:sectPr`, "" without."""

    blocks: list[Block]
    ending: str


_TOKEN: Final = re.compile(
    r"<w:p((?: [^>]*[^/>])?)>(?:<w:pPr>(.*?)</w:pPr>|<w:pPr/>)?(.*?)</w:p>"
    r"|<w:tc>(<w:tcPr>.*?</w:tcPr>)?"
    r"|(</w:tc>)"
    r"|<w:tr((?: [^>]*)?)>(<w:trPr>.*?</w:trPr>)?"
    r"|(</w:tr>)"
    r"|<w:tbl>(.*?)(?=<w:tr[ >]|</w:tbl>|<\?)"
    r"|(</w:tbl>)"
    r"|<w:p((?: [^>]*)?)/>"
    r"|<\?borang-daftar ([^?]*)\?>"
    r"|(<w:sectPr\b[^>]*/>\s*$|<w:sectPr\b.*</w:sectPr>\s*$)",
    re.DOTALL,
)
_FULL, _CELL_END, _ROWS, _ROW_END, _TABLE, _TABLE_END, _EMPTY, _SIGN, _LAST = 3, 5, (6, 7), 8, 9, 10, 11, 12, 13


class Reader:
    """Reads markup into blocks. What stands as a method is told what is met, in the document's order, and may be overridden."""

    def paragraph(self, met: Paragraph) -> Iterable[Block]:
        """Take note of a paragraph; return what stands in its place."""
        return (met,)

    def sign(self, lists: Sequence[str]) -> None:
        """Take note of a sign of numbered lists that begin again behind it."""

    def table(self, met: Table, depth: int) -> Iterable[Block]:
        """Take note of a table that has ended, in so many others; return what stands in its place."""
        return (met,)

    def body(self, xml: str) -> Body:  # noqa: C901, PLR0912 - a call for each token would take half as long again
        """Return the blocks of a body, or of what is to stand in one. Raises NotFlat when anything else stands between them."""
        top: list[Block] = []
        within, ending, at = top, "", 0
        opened: list[tuple[Table, list[Block]]] = []
        for token in _TOKEN.finditer(xml):
            if token.start() != at:
                raise NotFlat
            at, kind = token.end(), token.lastindex
            if kind == _FULL:
                within += self.paragraph(Paragraph(token[1], token[2] or "", token[3]))
            elif kind == _CELL_END:
                continue
            elif kind in _ROWS:
                opened[-1][0].rows.append(Row(token[6], token[7] or ""))
            elif kind == _ROW_END:
                continue
            elif kind == _TABLE:
                opened.append((Table(token[9]), within))
            elif kind == _TABLE_END:
                table, within = opened.pop()
                within += self.table(table, len(opened))
            elif kind == _EMPTY:
                within += self.paragraph(Paragraph(token[11], "", ""))
            elif kind == _SIGN:
                self.sign(token[12].split())
            elif kind == _LAST:
                ending = token[13]
            else:
                cell = Cell(token[4] or "")
                opened[-1][0].rows[-1].cells.append(cell)
                within = cell.blocks
        if at != len(xml) or opened:
            raise NotFlat
        return Body(top, ending)


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, those in tables too, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in cells_of(block):
                yield from paragraphs_of(cell.blocks)


def cells_of(table: Table) -> Iterator[Cell]:
    """Yield the cells of a table, those of tables in it left out."""
    for row in table.rows:
        yield from row.cells


def written(blocks: Iterable[Block]) -> str:
    """Return blocks as markup."""
    pieces: list[str] = []
    _write(blocks, pieces.append)
    return "".join(pieces)


def _write(blocks: Iterable[Block], put: Callable[[str], None]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            look = f"<w:pPr>{block.look}</w:pPr>" if block.look else ""
            put(f"<w:p{block.attributes}>{look}{block.content}</w:p>")
            continue
        put(f"<w:tbl>{block.head}")
        for row in block.rows:
            put(f"<w:tr{row.attributes}>{row.look}")
            for cell in row.cells:
                put(f"<w:tc>{cell.look}")
                _write(cell.blocks, put)
                put("</w:tc>")
            put("</w:tr>")
        put("</w:tbl>")
