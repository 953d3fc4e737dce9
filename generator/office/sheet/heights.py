"""How high a row must be for its wrapped text to be seen: the widths of Liberation Sans (Arial), column width and font size.

Excel and LibreOffice take a height that the file states and measure again only when somebody edits the row. The estimate
errs on the side of one line too many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_HEIGHT: Final = 409.5
_USUAL_SIZE: Final = 11.0
_STEP: Final = 0.75
_BOLD: Final = 1.1
_CLASSES: Final = {
    4: "'ijl",
    5: " !,./:;I[\\]ft|\u00a6\u00cc\u00cd\u00ce\u00cf\u00ec\u00ed\u00ee\u00ef",
    6: "()-`r{}",
    7: '"*',
    9: "J^cksvxyz",
    11: "+<=>FTZ~\u00ac\u00b5\u00bf\u00d7\u00df\u00f8",
    12: "&ABEKPSVXY",
    13: "CDHNRUw",
    14: "GOQ\u00a9\u00ae",
    15: "Mm",
    16: "%",
    17: "W",
    19: "@",
}
_BLANK: Final = 5
_WIDEST: Final = 20
_LONGEST: Final = 32_767
_LATIN: Final = 256
_WIDTHS: Final = [14 if chr(code).isupper() and code > 127 else 10 for code in range(_LATIN)]
for _width, _letters in _CLASSES.items():
    for _letter in _letters:
        _WIDTHS[ord(_letter)] = _width
for _letter in "\u00bc\u00bd\u00be\u00e6":
    _WIDTHS[ord(_letter)] = 16
_WIDTHS[0xC6] = 18
_OTHER: Final = 12
_EAST_ASIAN: Final = 0x2E80
_POINTS_PER_PIXEL: Final = 0.75
_INDENT_PIXELS: Final = 9
_DIGIT: Final = 0.556
_DIGITS: Final = {"calibri": 0.507, "carlito": 0.507, "times new roman": 0.5, "bookman old style": 0.62, "verdana": 0.636, "cambria": 0.554}
_LINE: Final = 15 / 11
_LINES: Final = {"arial": 1.275, "liberation sans": 1.275, "helvetica": 1.275}


@dataclass(frozen=True, slots=True)
class Fit:
    """What decides how many lines a text takes in a cell.

    room: tenths of a digit of the cell's font that fit on a line, 0 for a hidden column. wraps: whether the format breaks
    lines at the edge. line_height: in points. merged: whether the cell is a merged one, which no program measures by
    itself. others: heights of the other rows of a cell merged downward, in points. easy: so many letters, whichever
    they are, stand on one line.
    """

    room: int
    wraps: bool
    line_height: float
    merged: bool
    others: float
    easy: int

    def height(self, text: str | None) -> float:
        """Return the height in points that a text needs in the cell's first row; 0 without text.

        Half a line is added to several lines: no two programs set a text in quite the same width.
        """
        if not text:
            return 0.0
        lines = self.lines(text)
        return max((lines + (0.5 if lines > 1 else 0.0)) * self.line_height - self.others, 0.0)

    def lines(self, text: str) -> int:
        """Return the number of lines of a text; a line break counts even where the format does not wrap yet."""
        if not self.room or (not self.wraps and "\n" not in text):
            return 1
        if "\n" not in text:
            return wrapped_lines(text, self.room)
        return sum(wrapped_lines(line, self.room) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Letters:
    """What a cell's text is set in: size in points, weight, and the name of the typeface."""

    size: float = _USUAL_SIZE
    bold: bool = False
    name: str = "Calibri"

    @property
    def digit(self) -> float:
        """The width of a digit in points."""
        return self.size * _DIGITS.get(self.name.lower(), _DIGIT) * (_BOLD if self.bold else 1.0)

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return self.size * _LINES.get(self.name.lower(), _LINE)


USUAL: Final = Letters()


def fit(
    width: float,
    *,
    wraps: bool,
    letters: Letters = USUAL,
    usual: Letters = USUAL,
    merged: bool = False,
    others: float = 0.0,
    indent: int = 0,
) -> Fit:
    """Return what decides the lines of a text in a cell.

    width: of the column, in digits of the workbook's usual letters, which are whole pixels wide; letters: the cell's.
    """
    points = (width * round(usual.digit / _POINTS_PER_PIXEL) - indent * _INDENT_PIXELS) * _POINTS_PER_PIXEL
    room = max(int(points / letters.digit * 10), 10) if width else 0
    easy = room // _WIDEST if wraps and room else _LONGEST
    return Fit(room, wraps, letters.line, merged, others, 0 if merged else easy)


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
    """Return the width of a text in tenths of a digit of its font, as in Liberation Sans; letters beyond Latin count as wide ones."""
    try:
        return sum(map(_WIDTHS.__getitem__, text.encode("latin-1")))
    except UnicodeEncodeError:
        return sum(_WIDTHS[ord(letter)] if ord(letter) < _LATIN else _WIDEST if ord(letter) >= _EAST_ASIAN else _OTHER for letter in text)
