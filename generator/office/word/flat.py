"""A Word story as plain blocks: paragraphs and tables, their markup kept as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, unescape


class NotFlat(Exception):
    """A document that holds what plain blocks do not: it is finished as a tree."""


@dataclass(slots=True, eq=False)
class FlatParagraph:
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
class FlatTable:
    """A table. head: its properties and grid, as written."""

    head: str
    rows: list[Row] = field(default_factory=lambda: [])


Block: TypeAlias = FlatParagraph | FlatTable


@dataclass(slots=True, eq=False)
class FlatBody:
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
    r"|<\?([\w-]+ [^?]*)\?>"
    r"|(<w:sectPr\b[^>]*/>\s*$|<w:sectPr\b.*</w:sectPr>\s*$)",
    re.DOTALL,
)
_SAID: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|noBreakHyphen)\b[^>]*/>")
_TEXT: Final = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)</w:t>")
_RUN: Final = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_OTHER: Final = {"&quot;": '"', "&apos;": "'", "&#34;": '"', "&#39;": "'"}
_FULL, _CELL_END, _ROWS, _ROW_END, _TABLE, _TABLE_END, _EMPTY, _SIGN, _LAST = 3, 5, (6, 7), 8, 9, 10, 11, 12, 13


class BlockReader:
    """Reads markup into blocks. What stands as a method is told what is met, in the document's order, and may be overridden."""

    def paragraph(self, met: FlatParagraph) -> Iterable[Block]:
        """Take note of a paragraph; return what stands in its place."""
        return (met,)

    def instruction(self, told: str) -> None:
        """Take note of a processing instruction: its name and what it says."""

    def table(self, met: FlatTable, depth: int) -> Iterable[Block]:
        """Take note of a table that has ended, in so many others; return what stands in its place."""
        return (met,)

    def body(self, xml: str) -> FlatBody:  # noqa: C901, PLR0912 - a call for each token would take half as long again
        """Return the blocks of a body, or of what is to stand in one. Raises NotFlat when anything else stands between them."""
        top: list[Block] = []
        within, ending, at = top, "", 0
        opened: list[tuple[FlatTable, list[Block]]] = []
        for token in _TOKEN.finditer(xml):
            if token.start() != at:
                raise NotFlat
            at, found = token.end(), token.lastindex
            if found == _FULL:
                within += self.paragraph(FlatParagraph(token[1], token[2] or "", token[3]))
            elif found == _CELL_END:
                continue
            elif found in _ROWS:
                opened[-1][0].rows.append(Row(token[6], token[7] or ""))
            elif found == _ROW_END:
                continue
            elif found == _TABLE:
                opened.append((FlatTable(token[9]), within))
            elif found == _TABLE_END:
                table, within = opened.pop()
                within += self.table(table, len(opened))
            elif found == _EMPTY:
                within += self.paragraph(FlatParagraph(token[11], "", ""))
            elif found == _SIGN:
                self.instruction(token[12])
            elif found == _LAST:
                ending = token[13]
            else:
                cell = Cell(token[4] or "")
                opened[-1][0].rows[-1].cells.append(cell)
                within = cell.blocks
        if at != len(xml) or opened:
            raise NotFlat
        return FlatBody(top, ending)


def text_of(content: str) -> str:
    """Return the text in a paragraph's content, a tab or line break as a blank."""
    pieces = [found[1] if found[2] is None else "-" if found[2] == "noBreakHyphen" else " " for found in _SAID.finditer(content)]
    return read("".join(pieces))


def read(text: str) -> str:
    """Return what stands written in markup, as it reads."""
    return unescape(text, _OTHER) if "&" in text else text


def with_texts(content: str, change: Callable[[str], str]) -> str:
    """Return a paragraph's content with each of its texts changed."""

    def put(found: re.Match[str]) -> str:
        before = read(found[2])
        after = change(before)
        return found[0] if after == before else f"{found[1]}{escape(after)}</w:t>"

    return _TEXT.sub(put, content)


def texts_in(content: str) -> list[str]:
    """Return the texts of a paragraph's content as they stand in markup."""
    return [text for _, text in _TEXT.findall(content)]


def pictures_of(content: str) -> list[str]:
    """Return the runs of a paragraph's content that hold a picture."""
    return [run for run in _RUN.findall(content) if "<w:drawing" in run]


def lone_text(pattern: str) -> re.Pattern[str]:
    """Return what a paragraph's content matches that says a pattern, which has one group, and nothing else; its groups are the run's properties and that one."""
    blank = r"<w:t(?: [^>]*)?>\s*</w:t>|<w:t(?: [^>]*)?/>|<w:lastRenderedPageBreak/>"
    look = r"<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>"
    beside = rf"(?:<w:r(?: [^>]*)?>(?:{look}|{blank})*</w:r>|<w:r/>|<w:proofErr[^>]*/>)*"
    own = rf"(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>|<w:rPr/>)?(?:{blank})*<w:t(?: [^>]*)?>\s*{pattern}\s*</w:t>"
    return re.compile(rf"{beside}<w:r(?: [^>]*)?>(?:{blank})*{own}(?:{blank})*</w:r>{beside}", re.DOTALL)


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[FlatParagraph]:
    """Yield the paragraphs of blocks, those in tables too, in order."""
    for block in blocks:
        if isinstance(block, FlatParagraph):
            yield block
        else:
            for cell in cells_of(block):
                yield from paragraphs_of(cell.blocks)


def cells_of(table: FlatTable) -> Iterator[Cell]:
    """Yield the cells of a table, those of tables in it left out."""
    for row in table.rows:
        yield from row.cells


def written(blocks: Iterable[Block]) -> str:
    """Return blocks as markup."""
    pieces: list[str] = []
    _write(blocks, pieces.append)
    return "".join(pieces)


def paragraph_text(paragraph: FlatParagraph) -> str:
    """Return a paragraph as markup."""
    look = f"<w:pPr>{paragraph.look}</w:pPr>" if paragraph.look else ""
    return f"<w:p{paragraph.attributes}>{look}{paragraph.content}</w:p>"


def table_of(row: str) -> FlatTable:
    """Return a table of one row that is given as markup."""
    [table] = BlockReader().body(f"<w:tbl>{row}</w:tbl>").blocks
    assert isinstance(table, FlatTable)
    return table


def _write(blocks: Iterable[Block], put: Callable[[str], None]) -> None:
    for block in blocks:
        if isinstance(block, FlatParagraph):
            put(paragraph_text(block))
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
