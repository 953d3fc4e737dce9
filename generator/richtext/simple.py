"""Long texts as most people type them, told without a Markdown parser: lines of words, and flat lists of such lines.

What is told here is what the parser would tell; a text with anything else in it (a mark, a deeper list, a table) is for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.richtext.blocks import Block, ListBlock, Paragraph, Run

_SIGNS: Final = re.escape(",.;:()/?%'\"-–—“”‘’&+=#@!$<>[]{}…°×≥≤→€")
_LETTER: Final = rf"[\w{_SIGNS}]"
_WORDS: Final = re.compile(rf"(?:[0-9]+ )?[^\W\d_]{{2}}{_LETTER}*(?: {_LETTER}+)*")
_ITEM: Final = re.compile(r"(?:(?P<number>[1-9][0-9]?)\. |- )(?P<rest>.*)")


def is_words(line: str) -> bool:
    """Tell whether a text is one line of words with single blanks that begins with one of two letters or more, or a number before it: no marker, table or mark."""
    return "_" not in line and _WORDS.fullmatch(line) is not None


def simple_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a simple text: paragraphs, with at most one list, at the end; nothing for any other text."""
    *before, last = (stretch.split("\n") for stretch in text.split("\n\n"))
    lead = next((at for at, line in enumerate(last) if _ITEM.fullmatch(line)), len(last))
    paragraphs = [*before, last[:lead]] if lead else before
    if not all(is_words(line) for lines in paragraphs for line in lines):
        return ()
    blocks = tuple(map(_paragraph, paragraphs))
    if lead == len(last):
        return blocks
    items = _list(last[lead:], is_inside=bool(lead))
    return () if items is None else (*blocks, items)


def _paragraph(lines: Sequence[str]) -> Paragraph:
    return Paragraph((*(Run(line, break_after=True) for line in lines[:-1]), Run(lines[-1])))


def _list(lines: Sequence[str], *, is_inside: bool) -> ListBlock | None:
    """Return a list with bullets, or one counted without a gap; None where the lines are no such list.

    is_inside: whether words stand right above it; what is counted there begins with 1, or is a sentence that goes on.
    """
    found = [match for line in lines if (match := _ITEM.fullmatch(line)) and is_words(match["rest"])]
    first = int(found[0]["number"] or 0) if found else 0
    numbers = [str(first + at) if first else None for at in range(len(lines))]
    if [match["number"] for match in found] != numbers or (is_inside and first > 1):
        return None
    return ListBlock("number" if first else "bullet", first or 1, tuple((_paragraph([match["rest"]]),) for match in found))
