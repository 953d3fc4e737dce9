"""A Word story as plain blocks: paragraphs and tables, their markup kept as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar
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
    """A cell. look: its `w:tcPr` as written, "" without.

    known: of one that all documents of a template share what was made of it, by what that is; it is never changed in place.
    None of one that is a document's own.
    """

    look: str
    blocks: list[Block] = field(default_factory=lambda: [])
    known: dict[Any, Any] | None = None


@dataclass(slots=True, eq=False)
class Row:
    """A row. look: its `w:trPr` as written, "" without; known: as of a cell, whose cells are shared with it."""

    attributes: str
    look: str
    cells: list[Cell] = field(default_factory=lambda: [])
    known: dict[Any, Any] | None = None


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


TOKEN: Final = re.compile(
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
"""What blocks are made of, by the group that is found last: `FULL` and the others."""
_SAID: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|noBreakHyphen)\b[^>]*/>")
_TEXT: Final = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)</w:t>")
TEXT_END: Final = "</w:t></w:r>"
_OPENING: Final = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>|<w:(?:t|tab|br|noBreakHyphen)\b).)*</w:rPr>)?<w:t(?: [^>/]*)?>", re.DOTALL
)
_MARKUP: Final = "markup"
_MOST_KNOWN: Final = 64
T = TypeVar("T")
_RUN: Final = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_OTHER: Final = {"&quot;": '"', "&apos;": "'", "&#34;": '"', "&#39;": "'"}
FULL, CELL_END, ROWS, ROW_END, TABLE, TABLE_END, EMPTY, SIGN, LAST = 3, 5, (6, 7), 8, 9, 10, 11, 12, 13


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
        for token in TOKEN.finditer(xml):
            if token.start() != at:
                raise NotFlat
            at, found = token.end(), token.lastindex
            if found == FULL:
                within += self.paragraph(FlatParagraph(token[1], token[2] or "", token[3]))
            elif found == CELL_END:
                continue
            elif found in ROWS:
                opened[-1][0].rows.append(Row(token[6], token[7] or ""))
            elif found == ROW_END:
                continue
            elif found == TABLE:
                opened.append((FlatTable(token[9]), within))
            elif found == TABLE_END:
                table, within = opened.pop()
                within += self.table(table, len(opened))
            elif found == EMPTY:
                within += self.paragraph(FlatParagraph(token[11], "", ""))
            elif found == SIGN:
                self.instruction(token[12])
            elif found == LAST:
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
    lone = one_text(content)
    if lone is not None:
        return read(lone[1])
    pieces = [found[1] if found[2] is None else "-" if found[2] == "noBreakHyphen" else " " for found in _SAID.finditer(content)]
    return read("".join(pieces))


def one_text(content: str) -> tuple[str, str] | None:
    """Return what stands before the one text of a paragraph's content, and that text as written; None where there is more than one run at its end."""
    if not content.endswith(TEXT_END):
        return None
    start = content.rfind("<w:t", 0, -len(TEXT_END))
    begin = content.find(">", start) + 1
    if start < 0 or not _opens_text(content[:begin]):
        return None
    return content[:begin], content[begin : -len(TEXT_END)]


@lru_cache(maxsize=1024)
def _opens_text(before: str) -> bool:
    """Whether markup is a run up to the beginning of its text, with nothing before that reads."""
    return _OPENING.fullmatch(before) is not None


def read(text: str) -> str:
    """Return what stands written in markup, as it reads."""
    return unescape(text, _OTHER) if "&" in text else text


def with_texts(content: str, change: Callable[[str], str]) -> str:
    """Return a paragraph's content with each of its texts changed."""
    lone = one_text(content)
    if lone is not None:
        before = read(lone[1])
        after = change(before)
        return content if after == before else f"{lone[0]}{escape(after)}{TEXT_END}"

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


def own_row(row: Row) -> Row:
    """Return a row as a document's own, to be changed in place."""
    return row if row.known is None else Row(row.attributes, row.look, [own_cell(cell) for cell in row.cells])


def own_cell(cell: Cell) -> Cell:
    """Return a cell as a document's own, to be changed in place; a cell that documents share holds paragraphs alone."""
    blocks = (FlatParagraph(one.attributes, one.look, one.content) for one in cell.blocks if isinstance(one, FlatParagraph))
    return Cell(cell.look, list(blocks))


def make_own(blocks: Iterable[Block]) -> None:
    """Make all rows and cells in blocks a document's own."""
    for block in blocks:
        if isinstance(block, FlatTable):
            block.rows = [own_row(row) for row in block.rows]
            for row in block.rows:
                row.cells = [cell if cell.known is None else own_cell(cell) for cell in row.cells]
                for cell in row.cells:
                    make_own(cell.blocks)


def made_of(shared: Row | Cell, what: Hashable, make: Callable[[], T]) -> T:
    """Return what is made of a row or cell, remembered with one that documents share. what: names it, with all that it depends on."""
    if shared.known is None:
        return make()
    try:
        found: T = shared.known[what]
    except KeyError:
        if len(shared.known) > _MOST_KNOWN:
            shared.known.clear()
        shared.known[what] = found = make()
    return found


def _write(blocks: Iterable[Block], put: Callable[[str], None]) -> None:
    for block in blocks:
        if isinstance(block, FlatParagraph):
            put(paragraph_text(block))
            continue
        put(f"<w:tbl>{block.head}")
        for row in block.rows:
            if row.known is not None:
                put(made_of(row, _MARKUP, lambda row=row: _row_text(row)))
                continue
            put(f"<w:tr{row.attributes}>{row.look}")
            for cell in row.cells:
                put(_cell_text(cell) if cell.known is None else made_of(cell, _MARKUP, lambda cell=cell: _cell_text(cell)))
            put("</w:tr>")
        put("</w:tbl>")


def _row_text(row: Row) -> str:
    return f"<w:tr{row.attributes}>{row.look}{''.join(map(_cell_text, row.cells))}</w:tr>"


def _cell_text(cell: Cell) -> str:
    return f"<w:tc>{cell.look}{written(cell.blocks)}</w:tc>"
