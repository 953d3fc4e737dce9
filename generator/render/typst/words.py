"""Words as the typst library takes them: a text, runs of a text, the blocks of a long text, a list, a picture."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator import formatting
from generator.charts.model import Chart
from generator.charts.typeface import text_width, wrapped
from generator.fields.image import Gambar
from generator.render.logo import media_of, size_of
from generator.render.typography import spaced
from generator.richtext import (
    Block,
    ListBlock,
    ListItem,
    LongText,
    Marker,
    Paragraph,
    Run,
    TableBlock,
    blocks_of,
    column_widths,
    marked_items,
    parse,
)
from generator.richtext.output import to_plain

Words: TypeAlias = Any
"""What JSON holds of words: a string, or a mapping with one of "r" (runs), "u" (blocks), "l" (items), "g" (a picture)."""

_BOLD: Final = 1
_ITALIC: Final = 2
_WHOLE: Final = 4
_STROKE: Final = re.compile(r"\w/\w")
# A blank that no line may end at is part of its word.
_WORDS: Final = re.compile(r"[^ \t\r\n]+|[ \t\r\n]+")
_LONGEST_WHOLE: Final = 60
_SOFT: Final = "\u00ad"
_ANYWHERE: Final = "\u200b"
_TEXT_WIDTH: Final = 9071
# As `hyphenate-limit-chars: 8 4 3` of the pages: no shorter words, and no shorter parts of one.
_SHORTEST: Final = 8
_LETTERS: Final = re.compile(r"[^\W\d_]{8,}")
_PARTS: Final = (4, 3)
# A word is parted where without that it would leave more than this share of a line empty.
_MOST_EMPTY: Final = 0.6


@dataclass(slots=True)
class Files:
    """The pictures that a document brings along beside its words, by the names under which the library asks for them.

    They are all SVG: what is handed to typst without a folder must be text, so a photograph stands within one, as it is.
    """

    held: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def kept(self, svg: str, name: str) -> str:
        """Return the path of a drawing, kept once."""
        path = f"/_isian/{name}.svg"
        self.held[path.lstrip("/")] = svg.encode("utf-8")
        return path

    def kept_file(self, file: Path, name: str) -> str:
        """Return the path of a picture that stands in a file."""
        return self.kept(_file_svg(file, file.stat().st_mtime_ns), name)


_PHOTOGRAPH: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'
    '<image width="{0}" height="{1}" xlink:href="data:{2};base64,{3}"/></svg>'
)


def photograph(data: bytes, media: str, size: tuple[int, int]) -> str:
    """Return a picture of pixels within an SVG."""
    return _PHOTOGRAPH.format(*size, media, base64.b64encode(data).decode("ascii"))


@lru_cache(maxsize=16)
def _file_svg(file: Path, _changed: int) -> str:
    return photograph(file.read_bytes(), media_of(file), size_of(file))


@dataclass(frozen=True, slots=True)
class Room:
    """A column that words stand in: its width and the size of its letters in points, and their file; width 0 for running text.

    most: the share of a line that a word may take before it is parted; 1 for names, which are whole where they fit at all.
    """

    width: float
    size: float
    font: Path
    most: float = _MOST_EMPTY

    def fitted(self, text: str) -> str:
        """Return a text with places to part the words that are too long for the column."""
        if not self.width:
            return spaced(text)
        text = spaced(text, in_cell=True)
        if len(text) < _SHORTEST:
            return text
        parted = (_parted(word, self) if len(word) >= _SHORTEST else word for word in text.split(" "))
        return " ".join(parted)


@lru_cache(maxsize=8192)
def _parted(word: str, room: Room) -> str:
    wide = text_width(word, room.size, room.font)
    if wide <= room.width * room.most or "/" in word or "\n" in word:
        return word
    pieces = _syllables(word)
    if wide > room.width and text_width(max(pieces, key=len), room.size, room.font) > room.width:
        return _ANYWHERE.join(wrapped(word, room.width, room.size, room.font))
    return _SOFT.join(pieces)


def _syllables(word: str) -> list[str]:
    found = _LETTERS.search(word)
    start, core = (found.start(), found.group()) if found else (0, "")
    places = [start + at for at in _hyphens().positions(core) if at >= _PARTS[0] and len(core) - at >= _PARTS[1]]
    return [word[start:end] for start, end in zip([0, *places], [*places, len(word)], strict=True)]


@lru_cache(maxsize=1)
def _hyphens() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="id_ID")


def runs(given: Iterable[Run], room: Room) -> Words:
    """Return runs; a single plain one is its text."""
    parts = [part for run in given for part in _run(run, room)]
    if len(parts) == 1 and not parts[0][1]:
        return parts[0][0]
    return {"r": parts}


def _run(run: Run, room: Room) -> list[list[Any]]:
    """Return a run; of running text the words with a stroke each by itself, for no line ends within one."""
    style, text = _BOLD * run.bold + _ITALIC * run.italic, room.fitted(run.text)
    pieces = [(text, style)]
    if not room.width and "/" in text and _STROKE.search(text):
        pieces = [(part, style + _WHOLE * bool(_STROKE.search(part) and len(part) <= _LONGEST_WHOLE)) for part in _WORDS.findall(text)]
        pieces = [("".join(part for part, _ in group), style) for style, group in groupby(pieces, key=lambda piece: piece[1])]
    made = [[part, style] for part, style in pieces]
    if run.break_after:
        made.append(["\n", style])
    return made


def long_text(text: str, room: Room) -> list[dict[str, Any]]:
    """Return the blocks of a long text."""
    return [block_words(block, room) for block in parse(text)]


def block_words(block: Block, room: Room, around: tuple[Marker, ...] = ()) -> dict[str, Any]:
    """Return a block of a long text. around: the markers of the lists that it stands in."""
    if isinstance(block, Paragraph):
        return {"k": "p", "t": runs(block.runs, room)}
    if isinstance(block, ListBlock):
        items = [[block_words(inner, room, (*around, block.marker)) for inner in item] for item in block.items]
        return {"k": "d", "m": list_sign(block.marker, around), "n": block.start, "isi": items}
    return typed_table(block, room)


def list_sign(marker: Marker, around: tuple[Marker, ...]) -> str:
    """Return what stands before the items of a list: a bullet, or how they are counted. Pages have a ring within a counted list."""
    if marker != "bullet":
        return "a." if marker == "letter" else "1."
    return "•" if not around or "bullet" in around else "◦▪"[min(len(around), 2) - 1]


def typed_table(block: TableBlock, room: Room) -> dict[str, Any]:
    """Return a table typed within a long text."""
    shares = column_widths(block, _TEXT_WIDTH)
    head = [runs(cell, room) for cell in block.header]
    rows = [[runs(cell, room) for cell in row] for row in block.rows]
    return {"k": "t", "lebar": shares, "rata": list(block.alignments), "kepala": head, "baris": rows}


def inline(value: str, room: Room) -> Words:
    """Return a typed text that stands on a line: a single paragraph keeps its bold and italic, the rest is lines."""
    blocks = blocks_of(value)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return runs(blocks[0].runs, room)
    return room.fitted(to_plain(blocks))


def shown(value: Any, room: Room, files: Files) -> Words:
    """Return how a value prints, as a page does: long text laid out, a picture as itself, everything else as text."""
    if isinstance(value, Gambar):
        return picture(value, files)
    if isinstance(value, Chart):
        return {"u": [drawn for drawn in ({"k": "p", "t": value.title},) if value.title]}
    if isinstance(value, ListItem):
        return inline(value, room)
    if isinstance(value, LongText):
        return {"u": long_text(value, room)}
    items = marked_items(value)
    if items:
        return {"r": _together([inline(item, room) if isinstance(item, LongText) else _text(item, room) for item in items])}
    return _text(value, room)


def _together(items: Sequence[Words]) -> list[Any]:
    """Return items on one line, a semicolon between."""
    parts: list[Any] = []
    for at, item in enumerate(items):
        parts += [["; ", 0]] if at else []
        parts += item["r"] if isinstance(item, dict) else [[item, 0]]
    return parts


def _text(value: Any, room: Room) -> str:
    return room.fitted(str(formatting.printed(value)))


def picture(value: Gambar, files: Files) -> Words:
    """Return a picture of the form, as large as the box for pictures lets it be."""
    width, _ = value.size_mm
    drawn = photograph(value.data, value.media, (value.width, value.height))
    return {"g": files.kept(drawn, value.digest), "mm": width, "alt": value.words or str(value)}
