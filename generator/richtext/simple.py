"""Long texts as most people type them, told without a Markdown parser: lines of words, flat lists of such lines, tables that stand by themselves.

What is told here is what the parser would tell; a text with anything else in it (a deeper list, a mark inside a mark) is for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from generator.richtext.blocks import Alignment, Block, ListBlock, Paragraph, Run, TableBlock

_SIGNS: Final = re.escape(",.;:()/?%'\"-–—“”‘’&+=#@!$<>[]{}…°×≥≤→€")
_LETTER: Final = rf"[\w{_SIGNS}]"
_WORDS: Final = re.compile(rf"(?:[0-9]+ )?[^\W\d_]{{2}}{_LETTER}*(?: {_LETTER}+)*")
_PLAIN: Final = bytes(code for code in range(256) if code == ord(" ") or (code != ord("_") and re.fullmatch(_LETTER, chr(code))))
"""The letters of Latin-1 that words are made of, and the blank: what holds nothing else is told without the expression."""
_ITEM: Final = re.compile(r"(?:(?P<number>[1-9][0-9]?)\. |- )(?P<rest>.*)")
_MARKED: Final = re.compile(r"(?<![^ ])(\*\*?)(?=[^\W_])([^*_]*[^\W_])\1(?![^ ,.;:?!])")
"""Words made bold or italic from the edge of one word to that of another: what stands about them cannot be taken otherwise."""
_DELIMITERS: Final = re.compile(r"\|(?: ?:?-+:? ?\|)+")
_CELL: Final = re.compile(rf"(?:{_LETTER}+(?: {_LETTER}+)*)?")


def is_words(line: str) -> bool:
    """Tell whether a text is one line of words with single blanks that begins with one of two letters or more, or a number before it: no marker, table or mark."""
    try:
        odd = line.encode("latin-1").translate(None, _PLAIN)
    except UnicodeEncodeError:
        odd = b"?"
    if not odd and len(line) > 1 and line[:2].isalpha() and line[-1] != " " and "  " not in line:
        return True
    return "_" not in line and _WORDS.fullmatch(line) is not None


def simple_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a simple text: paragraphs, flat lists and tables; nothing for any other text."""
    return tuple(piece.block() for piece in _simple(text) or ())


def simple_plain(text: str) -> str | None:
    """Return a simple text as its blocks read in plain text; None for any other text."""
    found = _simple(text)
    return None if found is None else "\n".join([line for piece in found for line in piece.lines()])


class _Words(NamedTuple):
    """A paragraph: its lines as they were typed."""

    typed: Sequence[str]

    def lines(self) -> list[str]:
        """Return its lines without marks."""
        return [_unmarked(line) for line in self.typed]

    def block(self) -> Block:
        """Return it as a block."""
        return Paragraph((*(run for line in self.typed[:-1] for run in _runs(line, is_last=False)), *_runs(self.typed[-1])))


class _Items(NamedTuple):
    """A list: its items as they were typed; first: the number of the first, 0 for bullets."""

    typed: Sequence[str]
    first: int

    def lines(self) -> list[str]:
        """Return its items without marks, with their numbers or bullets."""
        return [f"{self.first + at}. {_unmarked(item)}" if self.first else f"• {_unmarked(item)}" for at, item in enumerate(self.typed)]

    def block(self) -> Block:
        """Return it as a block."""
        items = tuple((Paragraph(_runs(item)),) for item in self.typed)
        return ListBlock("number" if self.first else "bullet", self.first or 1, items)


class _Cells(NamedTuple):
    """A table: its rows, the head first, and how its columns stand."""

    rows: Sequence[Sequence[str]]
    alignments: tuple[Alignment, ...]

    def lines(self) -> list[str]:
        """Return its rows."""
        return [" | ".join(row) for row in self.rows]

    def block(self) -> Block:
        """Return it as a block."""
        head, *rows = (tuple((Run(cell),) if cell else () for cell in row) for row in self.rows)
        return TableBlock(head, tuple(rows), self.alignments)


_Piece: TypeAlias = _Words | _Items | _Cells


def _simple(text: str) -> list[_Piece] | None:
    """Return what a simple text is made of, None for any other.

    A list may stand right below words, or by itself; two without words between them are one to a reader, in which what is counted twice means the same.
    """
    pieces: list[_Piece] = []
    for stretch in text.split("\n\n"):
        lines = stretch.split("\n")
        found = _table(lines) if lines[0][:1] == "|" else _words_and_list(lines)
        if not found or (pieces and isinstance(pieces[-1], _Items) and not isinstance(found[0], _Words)):
            return None
        pieces += found
    return pieces


def _words_and_list(lines: Sequence[str]) -> list[_Piece]:
    """Return the words of a stretch of lines and the list that may follow on them; nothing where there is anything else.

    What is counted right below words begins with 1, or is a sentence that goes on.
    """
    items = [_ITEM.fullmatch(line) for line in lines]
    lead = next((at for at, item in enumerate(items) if item), len(lines))
    if not all(is_words(_unmarked(line)) for line in lines[:lead]):
        return []
    words: list[_Piece] = [_Words(lines[:lead])] if lead else []
    if lead == len(lines):
        return words
    found = [item for item in items[lead:] if item and is_words(_unmarked(item["rest"]))]
    first = int(found[0]["number"] or 0) if found else 0
    numbers = [str(first + at) if first else None for at in range(len(lines) - lead)]
    if [item["number"] for item in found] != numbers or (lead and first > 1):
        return []
    return [*words, _Items([item["rest"] for item in found], first)]


def _table(lines: Sequence[str]) -> list[_Piece]:
    """Return a table all rows of which have the cells of its head; nothing where the lines are none."""
    if (
        len(lines) < 2
        or not _DELIMITERS.fullmatch(lines[1])
        or not all(line[0:1] == "|" and line[-1:] == "|" and line != "|" for line in lines)
    ):
        return []
    head, delimiters, *rows = ([cell.strip(" ") for cell in line[1:-1].split("|")] for line in lines)
    if any(len(row) != len(head) for row in (delimiters, *rows)) or not all(
        _CELL.fullmatch(cell) and "_" not in cell for row in (head, *rows) for cell in row
    ):
        return []
    return [_Cells([head, *rows], tuple(_alignment(found) for found in delimiters))]


def _alignment(delimiter: str) -> Alignment:
    return "center" if delimiter[0] == ":" == delimiter[-1] else "right" if delimiter[-1] == ":" else "left"


def _unmarked(line: str) -> str:
    return _MARKED.sub(r"\2", line) if "*" in line else line


def _runs(line: str, *, is_last: bool = True) -> tuple[Run, ...]:
    """Return a line as runs; but for the last of a paragraph it ends in a line break."""
    if "*" not in line:
        return (Run(line, break_after=not is_last),)
    runs: list[Run] = []
    at = 0
    for found in _MARKED.finditer(line):
        runs += [Run(line[at : found.start()])] if found.start() > at else []
        runs.append(Run(found[2], bold=len(found[1]) == 2, italic=len(found[1]) == 1))
        at = found.end()
    runs += [Run(line[at:])] if at < len(line) else []
    last = runs[-1]
    return (*runs[:-1], Run(last.text, last.bold, last.italic, break_after=not is_last))
