"""How high a row must be for its wrapped text to be seen: the widths of the shipped fonts, column width and font size.

Excel and LibreOffice take a height that the file states and measure again only when somebody edits the row. The estimate
errs on the side of one line too many.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Final

from generator.office.sheet.letterwidths import BOOKMAN, BOOKMAN_BOLD, SANS, SANS_BOLD

MAX_HEIGHT: Final = 409.5
_PIECE: Final = 102.0
_USUAL_SIZE: Final = 11.0
_STEP: Final = 0.75
_LONGEST: Final = 32_767
_LATIN: Final = 256
_STEPS: Final = 5
_SUMMED: Final = 256
"""So many bytes at most add up to what Adler's checksum can hold, which is the quickest sum of bytes that there is."""
_OTHER: Final = 700
_MOST_WORDS: Final = 16_384
_EAST_ASIAN: Final = 0x2E80
_WIDE: Final = 1000
_POINTS_PER_PIXEL: Final = 0.75
_INDENT_PIXELS: Final = 9
_PADDING_PIXELS: Final = 4
_SPARE: Final = 0.97
"""Programs set letters on whole pixels: a line holds a little less than the font's own widths say."""
_DIGIT: Final = 0.556
_DIGITS: Final = {"calibri": 0.507, "carlito": 0.507, "times new roman": 0.5, "bookman old style": 0.62, "verdana": 0.636, "cambria": 0.554}
_LINE: Final = 15 / 11
_LINES: Final = {"arial": 1.275, "liberation sans": 1.275, "helvetica": 1.275, "bookman old style": 1.38, "tex gyre bonum": 1.38}
_BOOKMAN_SPARE: Final = 1.02
"""Column widths count digits; LibreOffice makes those of Bookman's a little narrower than whole pixels are."""
_BOLD_LINES: Final = {"bookman old style": 1.5, "tex gyre bonum": 1.5}
_BOOKMAN: Final = frozenset({"bookman old style", "urw bookman", "tex gyre bonum"})


@dataclass(frozen=True, slots=True, eq=False)
class Widths:
    """The widths of one font's letters in thousandths of its size, by letter; one that the font does not have counts as a wide one.

    words: those of the words met so far, which come again and again. blank: that of a blank; widest: that of the widest letter.
    bounds: for each of the first 256 letters a number of `_STEPS` that it is no wider than, to be summed without looking at one after the other.
    """

    known: dict[str, int]
    letters: _WidthMemory = field(init=False)
    words: _WidthMemory = field(init=False)
    blank: int = field(init=False)
    widest: int = field(init=False)
    bounds: bytes = field(init=False)

    def __post_init__(self) -> None:
        latin = [self.letter(chr(code)) for code in range(_LATIN)]
        object.__setattr__(self, "letters", _WidthMemory(self.letter))
        object.__setattr__(self, "words", _WidthMemory(self.of))
        object.__setattr__(self, "blank", self.letter(" "))
        object.__setattr__(self, "widest", max(*latin, *self.known.values(), _WIDE))
        object.__setattr__(self, "bounds", bytes(-(-width // _STEPS) for width in latin))

    def of(self, text: str) -> int:
        """Return the width of a text."""
        return sum(map(self.letters.__getitem__, text))

    def bound(self, text: str) -> int:
        """Return what a text is surely no wider than, and nearly as wide as."""
        try:
            steps = text.encode("latin-1").translate(self.bounds)
        except UnicodeEncodeError:
            return self.of(text)
        if len(steps) > _SUMMED:
            return _STEPS * sum((zlib.adler32(steps[at : at + _SUMMED]) & 0xFFFF) - 1 for at in range(0, len(steps), _SUMMED))
        return _STEPS * ((zlib.adler32(steps) & 0xFFFF) - 1)

    def letter(self, letter: str) -> int:
        """Return the width of one letter."""
        if ord(letter) < _LATIN:
            return self.known.get(letter, 0 if letter < " " else _OTHER)
        return self.known.get(letter) or (_WIDE if ord(letter) >= _EAST_ASIAN else _OTHER)


class _WidthMemory(dict[str, int]):
    """The widths of letters or words, each measured when it is met first."""

    def __init__(self, measured: Callable[[str], int]) -> None:
        super().__init__()
        self.measured = measured

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        width = self[word] = self.measured(word)
        return width


def _widths(groups: dict[int, str]) -> Widths:
    return Widths({letter: width for width, found in groups.items() for letter in found})


_FACES: Final = {
    (False, False): _widths(SANS),
    (False, True): _widths(SANS_BOLD),
    (True, False): _widths(BOOKMAN),
    (True, True): _widths(BOOKMAN_BOLD),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """What decides how many lines a text takes in a cell.

    room: thousandths of the letters' size that fit on a line, 0 for a hidden column; looser: in a column as wide as it says. face: their widths. wraps: whether the format breaks
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
    face: Widths = _FACES[False, False]
    looser: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looser", int(self.room / _SPARE))

    def height(self, text: str | None, least: float = 0.0) -> float:
        """Return the height in points that a text needs in the cell's first row, and no less than `least`.

        Half a line is added to several lines: no two programs set a text in quite the same width. Not where a line was
        counted already for a text that only just fits.
        """
        if not text:
            return least
        return max(self.points(*self._counted(text, (least + self.others) / self.line_height - 0.5)), least)

    def points(self, lines: int, looser: int) -> float:
        """Return the height of so many lines in the cell's first row, where the column as it should be holds `looser`."""
        spare = 0.5 if lines > 1 and lines == looser else 0.0
        return (lines + spare) * self.line_height - self.others

    def lines(self, text: str) -> int:
        """Return the number of lines of a text; a line break counts even where the format does not wrap yet."""
        return self._counted(text)[0]

    def _counted(self, text: str, enough: float = 0.0) -> tuple[int, int]:
        """Return the number of lines, and that in a column as wide as the font's own widths say; enough: as `wrapped_lines` has it."""
        if not self.room or (not self.wraps and "\n" not in text):
            return 1, 1
        rooms = (self.room, self.looser)
        if "\n" not in text:
            return self._wrapped(text, rooms, enough)
        counts = [self._wrapped(line, rooms) for line in text.split("\n")]
        return sum(lines for lines, _ in counts), sum(looser for _, looser in counts)

    def _wrapped(self, line: str, rooms: tuple[int, int], enough: float = 0.0) -> tuple[int, int]:
        """Return what `wrapped_lines` does, at once where the letters fit one line, or where any breaks would give no more than enough.

        Any two lines that follow each other hold more than a full one.
        """
        widest = self.face.bound(line)
        if widest <= self.room or 2 * widest < (enough - 1) * self.room:
            return 1, 1
        return wrapped_lines(line, rooms, self.face, enough)


def tallest(texts: Iterable[tuple[Fit, str]]) -> float:
    """Return the height in points that texts in a row of cells need: the fullest is laid out first, for what surely takes fewer lines is not."""
    full = [(fit.face.bound(text) / fit.room if fit.room else 0.0, fit, text) for fit, text in texts]
    if len(full) > 1:
        full.sort(key=_FULLNESS, reverse=True)
    needed = 0.0
    for lines, fit, text in full:
        if "\n" in text:
            needed = fit.height(text, needed)
        elif lines <= 1 or not fit.wraps:
            needed = max(needed, fit.line_height - fit.others)
        elif 2 * lines >= (enough := (needed + fit.others) / fit.line_height - 0.5) - 1:
            needed = max(needed, fit.points(*wrapped_lines(text, (fit.room, fit.looser), fit.face, enough)))
    return needed


@dataclass(frozen=True)
class Letters:
    """What a cell's text is set in: size in points, weight, and the name of the typeface. Without slots: what follows is told once."""

    size: float = _USUAL_SIZE
    bold: bool = False
    name: str = "Calibri"

    @property
    def digit(self) -> float:
        """The width of a digit in points."""
        return self.size * _DIGITS.get(self.name.lower(), _DIGIT)

    @property
    def digit_pixels(self) -> int:
        """The width of a digit in whole pixels: what column widths count in."""
        return max(round(self.digit / _POINTS_PER_PIXEL), 1)

    @cached_property
    def face(self) -> Widths:
        """The widths of its letters."""
        return _FACES[self.name.lower() in _BOOKMAN, self.bold]

    @cached_property
    def scale(self) -> float:
        """How wide its letters are beside those of its face: another typeface is told by its digits."""
        return 1.0 if self.name.lower() in _BOOKMAN else _DIGITS.get(self.name.lower(), _DIGIT) / _DIGIT

    @cached_property
    def spare(self) -> float:
        """The share of a column's width that its texts are trusted to have."""
        return _SPARE / (_BOOKMAN_SPARE if self.name.lower() in _BOOKMAN else 1.0)

    @property
    def line(self) -> float:
        """The height of a line in points."""
        name = self.name.lower()
        return self.size * ((self.bold and _BOLD_LINES.get(name)) or _LINES.get(name, _LINE))


USUAL: Final = Letters()
_FULLNESS: Final = itemgetter(0)


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
    pixels = width * usual.digit_pixels - indent * _INDENT_PIXELS - (_PADDING_PIXELS if merged else 0)
    room = max(int(pixels * _POINTS_PER_PIXEL * letters.spare * 1000 / (letters.size * letters.scale)), _WIDE) if width else 0
    easy = room // _WIDE if wraps and room else _LONGEST
    return Fit(room, wraps, letters.line, merged, others, 0 if merged else easy, letters.face)


def rows_for(height: float) -> int:
    """Return how many rows a text takes: one, or where no row is so high several small ones, between which a page may end."""
    return 1 if height <= MAX_HEIGHT else math.ceil(height / _PIECE)


def rounded_height(points: float) -> float:
    """Return a row height as Excel keeps it: whole pixels, at most what a row can have."""
    return min(math.ceil(points / _STEP - 0.001) * _STEP, MAX_HEIGHT)


def wrapped_lines(line: str, rooms: tuple[int, int], face: Widths, enough: float = 0.0) -> tuple[int, int]:
    """Return how many lines one paragraph takes, broken at blanks, long words anywhere.

    rooms: what a line holds, in thousandths of its letters' size, told for two widths, the smaller one first; the letters are
    measured once. enough: where there are no more lines than so many, the second number does not count.
    """
    words = list(map(face.words.__getitem__, line.split(" ")))
    lines = _lines(words, face.blank, rooms[0])
    return lines, lines if lines <= enough else _lines(words, face.blank, rooms[1])


def _lines(words: Sequence[int], blank: int, room: int) -> int:
    """Return the lines of words so wide, each line as full as it goes."""
    if not min(words) or max(words) > room:
        return _odd_lines(words, blank, room)
    lines, used, most = 1, 0, room + blank
    for width in words:
        used += width + blank
        if used > most:
            lines, used = lines + 1, width + blank
    return lines


def _odd_lines(words: Sequence[int], blank: int, room: int) -> int:
    """Return the same of words that are wider than a line, or between which several blanks stand."""
    lines, used = 1, 0
    for width in words:
        longer = used + blank + width if used else width
        if longer <= room:
            used = longer
        elif width <= room:
            lines, used = lines + 1, width
        else:
            more = -(-width // room) - 1
            lines, used = lines + more + bool(used), width - more * room
    return lines


def broken_lines(text: str, width: float, letters: Letters = USUAL) -> list[str]:
    """Return one line of text as the lines it takes in a cell `width` points wide; a word stays whole."""
    face, room = letters.face, width * letters.spare * 1000 / (letters.size * letters.scale)
    if len(text) * face.widest <= room:
        return [text]
    lines, used = [""], 0
    for word in text.split(" "):
        longer = used + face.blank + face.words[word] if lines[-1] else face.words[word]
        if lines[-1] and longer > room:
            lines.append(word)
            used = face.words[word]
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
            used = longer
    return lines


def text_width(text: str, letters: Letters = USUAL) -> float:
    """Return the width of a text in points."""
    return letters.face.of(text) * letters.size * letters.scale / 1000
