"""How high a row must be for its wrapped text to be seen, estimated from letters, column width and font size.

LibreOffice measures rows without a fixed height itself when it opens a file; Excel takes the height it is given. The
estimate errs on the side of one line too many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_HEIGHT: Final = 409.5
_USUAL_SIZE: Final = 11.0
_LINE: Final = 15 / 11
_STEP: Final = 0.75
_BOLD: Final = 1.07
_NARROW: Final = frozenset("iljtfrI.,;:'|!()[]-/\\\"`")
_WIDE: Final = frozenset("mwMWQO@%&#")
_BLANK: Final = 5
_WIDEST: Final = 20
_LONGEST: Final = 32_767
_LATIN: Final = 256
_WIDTHS: Final = [6 if chr(code) in _NARROW else 16 if chr(code) in _WIDE else 13 if chr(code).isupper() else 10 for code in range(_LATIN)]
_WIDTHS[ord(" ")] = _BLANK
_OTHER: Final = 12
_EAST_ASIAN: Final = 0x2E80


@dataclass(frozen=True, slots=True)
class Fit:
    """What decides how many lines a text takes in a cell.

    width: room in digits of the usual font, 0 for a hidden column. wraps: whether the format breaks lines at the edge.
    merged: whether the cell is a merged one, which no program measures by itself. others: heights of the other rows
    of a cell merged downward, in points.
    """

    width: float
    wraps: bool
    size: float
    bold: bool
    merged: bool
    others: float = 0.0

    @property
    def line_height(self) -> float:
        """Height of one line in points."""
        return self.size * _LINE

    @property
    def easy(self) -> int:
        """So many letters, whichever they are, stand on one line of usual height without being measured."""
        if self.size > _USUAL_SIZE or self.merged:
            return 0
        return self.room // _WIDEST if self.wraps else _LONGEST

    @property
    def room(self) -> int:
        """Room on a line in tenths of a digit of this cell's font."""
        return max(int(self.width * 10 * _USUAL_SIZE / self.size / (_BOLD if self.bold else 1.0)), 10)

    def height(self, text: str | None) -> float:
        """Return the height in points that a text needs in the cell's first row; 0 without text."""
        if not text:
            return 0.0
        if not self.width:
            return self.line_height
        return max(self.lines(text) * self.line_height - self.others, 0.0)

    def lines(self, text: str) -> int:
        """Return the number of lines of a text; a line break counts even where the format does not wrap yet."""
        if not self.wraps and "\n" not in text:
            return 1
        room = self.room
        if "\n" not in text:
            return wrapped_lines(text, room)
        return sum(wrapped_lines(line, room) for line in text.split("\n"))


def rounded_height(points: float) -> float:
    """Return a row height as Excel keeps it: whole pixels, at most what a row can have."""
    return min(math.ceil(points / _STEP - 0.001) * _STEP, MAX_HEIGHT)


@lru_cache(maxsize=8192)
def wrapped_lines(line: str, room: int) -> int:
    """Return how many lines one paragraph takes in `room` tenths of a digit, broken at blanks, long words anywhere."""
    if text_width(line) <= room:
        return 1
    lines, used = 1, 0
    for word in line.split(" "):
        width = text_width(word)
        if used and used + _BLANK + width > room:
            lines, used = lines + 1, 0
        elif used:
            used += _BLANK
        if width > room:
            extra = -(-(used + width) // room) - 1
            lines, used = lines + extra, (used + width) - extra * room
        else:
            used += width
    return lines


def text_width(text: str) -> int:
    """Return the width of a text in tenths of a digit of the usual font; letters beyond Latin count as wide ones."""
    try:
        return sum(map(_WIDTHS.__getitem__, text.encode("latin-1")))
    except UnicodeEncodeError:
        return sum(_WIDTHS[ord(letter)] if ord(letter) < _LATIN else _WIDEST if ord(letter) >= _EAST_ASIAN else _OTHER for letter in text)
