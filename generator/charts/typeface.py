"""Text in a given font: how wide it is, how high its line, where it breaks, and its outlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

_MOST_WORDS: Final = 50_000
_LACKING: Final = ".notdef"
"""The glyph of a character that a font does not have."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The two font files (TTF) that a picture's text is set in."""

    regular: Path
    bold: Path

    @classmethod
    def within(cls, folder: Path) -> Fonts:
        """Return Liberation Sans from `folder`."""
        return cls(folder / "LiberationSans-Regular.ttf", folder / "LiberationSans-Bold.ttf")

    def path(self, *, bold: bool = False) -> Path:
        """Return the file of one weight."""
        return self.bold if bold else self.regular


class _Advances(dict[str, int]):
    """How wide each character is, in units of its font; looked up once for each that is met, since every word is measured by it."""

    def __init__(self, names: dict[int, str], metrics: dict[str, tuple[int, int]]) -> None:
        super().__init__()
        self._names, self._metrics = names, metrics

    def __missing__(self, character: str) -> int:
        self[character] = wide = self._metrics[self._names.get(ord(character), _LACKING)][0]
        return wide


class _WordWidths(dict[str, int]):
    """How wide each word is, in units of its font: most words of a document were met in another one."""

    def __init__(self, advances: _Advances) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = wide = sum(map(self._advances.__getitem__, word))
        return wide


@dataclass(frozen=True, slots=True)
class _Face:
    units: int
    glyphs: Any
    names: dict[int, str]
    advances: _Advances
    outlines: dict[str, str]
    words: _WordWidths


@lru_cache(maxsize=4)
def word_widths(font: Path) -> tuple[int, Mapping[str, int]]:
    """Return how many units the size of a font has, and how many of them any word is wide."""
    face = _face(font)
    return face.units, face.words


def text_width(text: str, size: float, font: Path) -> float:
    """Return the width of a line of text in points."""
    face = _face(font)
    return sum(map(face.advances.__getitem__, text)) * size / face.units


@cache
def line_height(font: Path) -> float:
    """Return how high a line of a font is, in sizes of its letters, as its file says."""
    from fontTools.ttLib import TTFont

    loaded: Any = TTFont(BytesIO(font.read_bytes()), lazy=True)
    said = loaded["hhea"]
    return (said.ascent - said.descent + said.lineGap) / loaded["head"].unitsPerEm


@cache
def reach(font: Path) -> tuple[float, float]:
    """Return how far the letters of a font reach above and below their line, in sizes of its letters, as its file says."""
    from fontTools.ttLib import TTFont

    loaded: Any = TTFont(BytesIO(font.read_bytes()), lazy=True)
    said, units = loaded["hhea"], loaded["head"].unitsPerEm
    return said.ascent / units, -said.descent / units


def wrapped(text: str, width: float, size: float, font: Path) -> list[str]:
    """Return `text` broken at blanks into lines no wider than `width`; a longer word is broken anywhere.

    Always at least one line; the text's own line ends count as blanks.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, font) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, font)
        lines += full
    return [*lines, line]


def outline(text: str, font: Path) -> tuple[str, int]:
    """Return a line of text as SVG path data in font units, y upwards, and how many of these units the font's size has."""
    from generator.charts.outlines import relative_outline  # brings fontTools, and most documents draw nothing

    face = _face(font)
    parts: list[str] = []
    x = 0
    for character in text:
        name = _glyph(face, character)
        if name not in face.outlines:
            face.outlines[name] = relative_outline(face.glyphs, name)
        if face.outlines[name]:
            parts.append(f"M{x} 0{face.outlines[name]}")
        x += face.advances[character]
    return "".join(parts), face.units


def short(number: float) -> str:
    """Return a number with at most two decimals, without needless characters."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _pieces(word: str, width: float, size: float, font: Path) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, font) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _glyph(face: _Face, character: str) -> str:
    return face.names.get(ord(character), _LACKING)


@lru_cache(maxsize=4)
def _face(font: Path) -> _Face:
    from fontTools.ttLib import TTFont

    loaded: Any = TTFont(BytesIO(font.read_bytes()), lazy=True)
    names = loaded.getBestCmap()
    advances = _Advances(names, loaded["hmtx"].metrics)
    return _Face(loaded["head"].unitsPerEm, loaded.getGlyphSet(), names, advances, {}, _WordWidths(advances))
