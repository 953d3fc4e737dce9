"""Parts long words in narrow cells where Indonesian parts them: office programs seldom have its rules, and would cut such a word anywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from generator.office.package.xml import Element
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, value, whole

# Words, and no numbers, codes or addresses: a hyphen would change these.
_LONG: Final = re.compile(r"(?<![\w@.])[^\W\d_]{8,60}(?![\w@]|\.\w)")
_LEAST_BEFORE: Final = 4
_LEAST_BEHIND: Final = 3
# The width of a letter in sizes of the letters, and what of a cell in points no letter may fill.
_LETTER: Final = 0.52
_MARGINS: Final = 4.0
_SIZE: Final = 11.0
_SOFT: Final = "\u00ad"


def part_words(body: Element, styles: WordStyles) -> None:
    """Put soft hyphens into the words of tables that are wider than their cell; no other word is touched."""
    for cell in body.iter(f"{W}tc"):
        width = _width(cell)
        for paragraph in cell.iterfind(f"{W}p") if width else ():
            most = most_letters(width, styles.size(value(find(paragraph, "pPr/pStyle"))))
            for text in paragraph.iter(f"{W}t"):
                if text.text and len(text.text) > most:
                    text.text = parted(text.text, most)


def most_letters(width: float, size: float | None) -> float:
    """Return how many letters of a size, in points, a line of a cell of a width takes at most."""
    return (width - _MARGINS) / ((size or _SIZE) * _LETTER)


def parted(text: str, most: float) -> str:
    """Return a text with soft hyphens in its words that are longer than `most`; one that has some already stays as it is."""
    if _SOFT in text:
        return text
    return _LONG.sub(lambda found: _parted(found[0]) if len(found[0]) > most else found[0], text)


def _width(cell: Element) -> float:
    said = find(cell, "tcPr/tcW")
    return whole(said.get(f"{W}w")) / 20 if said is not None and said.get(f"{W}type", "dxa") == "dxa" else 0.0


def _parted(word: str) -> str:
    return str(_rules().inserted(word, hyphen=_SOFT))


@cache
def _rules() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="id_ID", left=_LEAST_BEFORE, right=_LEAST_BEHIND)
