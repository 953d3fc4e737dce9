"""Long texts as most people type them, told without a Markdown parser: lines of words, and flat lists of such lines.

What is told here is what the parser would tell; a text with anything else in it (a mark, a deeper list, a table) is for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from generator.richtext.blocks import Block, ListBlock, Paragraph, Run

_SIGNS: Final = re.escape(",.;:()/?%'\"-–—“”‘’&+=#@!$<>[]{}…°×≥≤→€")
_LETTER: Final = rf"[\w{_SIGNS}]"
_WORDS: Final = re.compile(rf"(?:[0-9]+ )?[^\W\d_]{{2}}{_LETTER}*(?: {_LETTER}+)*")
_PLAIN: Final = bytes(code for code in range(256) if code == ord(" ") or (code != ord("_") and re.fullmatch(_LETTER, chr(code))))
"""The letters of Latin-1 that words are made of, and the blank: what holds nothing else is told without the expression."""
_ITEM: Final = re.compile(r"(?:(?P<number>[1-9][0-9]?)\. |- )(?P<rest>.*)")


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
    """Return the blocks of a simple text: paragraphs, with at most one list, at the end; nothing for any other text."""
    found = _simple(text)
    if found is None:
        return ()
    blocks: tuple[Block, ...] = tuple(map(_paragraph, found.paragraphs))
    if not found.items:
        return blocks
    items = tuple((_paragraph([item]),) for item in found.items)
    return (*blocks, ListBlock("number" if found.first else "bullet", found.first or 1, items))


def simple_plain(text: str) -> str | None:
    """Return a simple text as its blocks read in plain text; None for any other text."""
    found = _simple(text)
    if found is None:
        return None
    lines = [line for paragraph in found.paragraphs for line in paragraph]
    lines += [f"{found.first + at}. {item}" if found.first else f"• {item}" for at, item in enumerate(found.items)]
    return "\n".join(lines)


class _Simple(NamedTuple):
    """A simple text: paragraphs of lines, then the items of its list; first: the number of the first item, 0 for bullets."""

    paragraphs: list[list[str]]
    items: list[str]
    first: int


def _simple(text: str) -> _Simple | None:
    """Return what a simple text is made of: a list with bullets, or one counted without a gap, may stand at its end.

    What is counted right below words begins with 1, or is a sentence that goes on.
    """
    *before, last = (stretch.split("\n") for stretch in text.split("\n\n"))
    items = [_ITEM.fullmatch(line) for line in last]
    lead = next((at for at, item in enumerate(items) if item), len(last))
    paragraphs = [*before, last[:lead]] if lead else before
    if not all(is_words(line) for lines in paragraphs for line in lines):
        return None
    found = [item for item in items[lead:] if item and is_words(item["rest"])]
    first = int(found[0]["number"] or 0) if found else 0
    numbers = [str(first + at) if first else None for at in range(len(last) - lead)]
    if [item["number"] for item in found] != numbers or (lead and first > 1):
        return None
    return _Simple(paragraphs, [item["rest"] for item in found], first)


def _paragraph(lines: Sequence[str]) -> Paragraph:
    return Paragraph((*(Run(line, break_after=True) for line in lines[:-1]), Run(lines[-1])))
