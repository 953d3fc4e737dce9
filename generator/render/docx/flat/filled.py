"""A filled body read into blocks: line ends made lines, numbered lists begun again, tables made sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from generator.office.word.chunks import SharingReader
from generator.office.word.flat import Block, BlockReader, FlatParagraph, FlatTable, NotFlat, Row, made_of, paragraph_text, texts_in
from generator.office.word.looks import CellLook, cell_look, changed, look, table_head
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.render.docx.restarts import SIGN_NAME, set_number

_LINES: Final = re.compile("[\n\t\a\f]")
_SIGN: Final = re.compile(r"<\?([\w-]+ [^?]*)\?>")
_MOST_COLUMNS: Final = 63
_LOOKS: Final = "looks"


class FilledReader(SharingReader):
    """Reads a filled body. numbering: gives the document's numberings, once a list begins again."""

    def __init__(self, styles: WordStyles, numbering: Callable[[], Numbering]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._waiting: set[str] = set()
        self._current: dict[str, int] = {}

    def paragraph(self, met: FlatParagraph) -> Iterable[Block]:
        """Return a paragraph with its line ends and tabs made Word's, and its list begun again where a sign said so."""
        return self.own(met, is_lined=_LINES.search(met.content) is not None)

    def own(self, met: FlatParagraph, *, is_lined: bool) -> Iterable[Block]:
        """Return a paragraph as `paragraph` does. is_lined: whether there may be line ends or tabs in its text."""
        found = self._lines(met) if is_lined and any(map(_LINES.search, texts_in(met.content))) else (met,)
        if self._waiting or self._current or "<?" in met.content:
            for one in found:
                self._count(one)
        return found

    def is_counting(self) -> bool:
        """Whether a list was begun again, so that its paragraphs have another number."""
        return bool(self._waiting or self._current)

    def instruction(self, told: str) -> None:
        """Let the lists that a sign names begin again behind it. Raises NotFlat for an instruction that is none of ours."""
        name, *lists = told.split()
        if name != SIGN_NAME:
            raise NotFlat
        self._waiting.update(lists)

    def table(self, met: FlatTable, depth: int) -> Iterable[Block]:
        """Return a table made sound. Raises NotFlat for one in another."""
        if depth:
            raise NotFlat
        return sound(met)

    def _lines(self, met: FlatParagraph) -> list[FlatParagraph]:
        lines = BlockReader().body(_resolve()(None, paragraph_text(met)))
        return [block for block in lines.blocks if isinstance(block, FlatParagraph)]

    def may_count(self, met: FlatParagraph) -> bool:
        """Whether a paragraph is one of a list, which another document may begin again."""
        return bool(_number(self._styles.sheet, met.look)[0])

    def _count(self, met: FlatParagraph) -> None:
        own, level = _number(self._styles.sheet, met.look)
        if own:
            if own in self._waiting and own.isdecimal():
                self._waiting.discard(own)
                self._current[own] = self._numbering().again(int(own), level)
            if own in self._current and self._current[own] != int(own):
                met.look = _numbered(met.look, self._current[own], level)
        for told in _SIGN.findall(met.content):
            self.instruction(told)
            met.content = _SIGN.sub("", met.content)


@lru_cache(maxsize=4096)
def _number(sheet: bytes, inner: str) -> tuple[str, int]:
    """Return the list that a paragraph of these properties is one of, "" for none, and its level. sheet: the styles of the template."""
    styles, says = WordStyles(sheet), look(inner)
    own, told = says.number or ("", "0")
    level = int(told) if told.isdecimal() else 0
    if not own and (found := styles.numbering(says.style)) is not None:
        own, level = str(found[0]), found[1]
    return ("", level) if own and styles.heading_level(says.style) is not None else (own, level)


@cache
def _resolve() -> Callable[[Any, str], str]:
    """Return docxtpl's way with line ends, tabs and page ends in a text; it reads nothing of its object."""
    from docxtpl import DocxTemplate

    return DocxTemplate.resolve_listing


@lru_cache(maxsize=4096)
def _numbered(inner: str, number: int, level: int) -> str:
    return changed(inner, lambda paragraph: set_number(paragraph, number, level))


def sound(table: FlatTable) -> list[Block]:
    """Return a table without empty rows, as many columns in its grid as its rows have, and a paragraph at the end of each cell.

    Nothing is left of a table without rows. Raises NotFlat where the tree is to tell what is wrong.
    """
    rows = [row for row in table.rows if row.cells]
    head = _sound_head(table.head, tuple([made_of(row, _LOOKS, lambda row=row: _looks(row)) for row in rows]))
    if not rows:
        return []
    table.rows, table.head = rows, head
    for row in rows:
        for cell in () if row.known is not None else row.cells:
            if not cell.blocks or not isinstance(cell.blocks[-1], FlatParagraph):
                cell.blocks.append(FlatParagraph("", "", ""))
    return [table]


def _looks(row: Row) -> tuple[str, ...]:
    return tuple([cell.look for cell in row.cells])


@lru_cache(maxsize=1024)
def _sound_head(written: str, rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the head of a table of rows, given as the properties of their cells, with a grid of as many columns."""
    head = table_head(written)
    looks = [list(map(cell_look, row)) for row in rows]
    if any(
        cell.span and not (cell.span.isascii() and cell.span.isdigit() and 1 <= int(cell.span) <= _MOST_COLUMNS)
        for row in looks
        for cell in row
    ):
        raise NotFlat
    columns = _trimmed(_widened(head.columns, looks), looks)
    return head.with_columns(_first_kept(columns, looks)) if columns is not head.columns or _leading(looks) else written


def _widened(columns: tuple[str, ...], looks: Sequence[Sequence[CellLook]]) -> tuple[str, ...]:
    """Return the columns, and as many more as a row has more cells, in the width of all."""
    more = max(map(len, looks), default=0) - len(columns)
    if more <= 0:
        return columns
    try:
        width = sum(float(column) for column in columns)
    except ValueError as error:
        raise NotFlat from error
    if width <= 0:
        raise NotFlat
    old, new = width / len(columns), width / (len(columns) + more)
    return (*(str(int(float(column) * new / old)) for column in columns), *[str(int(new))] * more)


def _trimmed(columns: tuple[str, ...], looks: Sequence[Sequence[CellLook]]) -> tuple[str, ...]:
    """Return the columns that a row fills; those left share the width of the others."""
    most = max((sum(int(cell.span or "1") for cell in row) for row in looks), default=0)
    if most >= len(columns):
        return columns
    try:
        removed = sum(float(column) for column in columns[most:])
        extra = int(removed / most) if most else 0
        return tuple(str(int(float(column) + extra)) for column in columns[:most])
    except ValueError as error:
        raise NotFlat from error


def _leading(looks: Sequence[Sequence[CellLook]]) -> bool:
    """Whether in every row the first cell says its width and no other does."""
    return bool(looks) and all(
        len(row) > 1 and row[0].measure == "dxa" and all(cell.measure == "auto" for cell in row[1:]) for row in looks
    )


def _first_kept(columns: tuple[str, ...], looks: Sequence[Sequence[CellLook]]) -> tuple[str, ...]:
    if len(columns) < 2 or not _leading(looks):
        return columns
    whole, first = sum(int(column or "0") for column in columns), int(looks[0][0].told or "0")
    return (str(first), *[str((whole - first) // (len(columns) - 1))] * (len(columns) - 1))
