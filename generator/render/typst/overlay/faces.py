"""A face of the shipped fonts as lines are laid over pages with it: shaped as typst shapes, one alphabet of it embedded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator.home import SHIPPED

_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts"
ALPHABET: Final = frozenset(map(chr, range(0x20, 0x7F))) - {'"', "\\"} | frozenset("\u00a0\u2011‘’“”–—éèêëáàâäíìïóòôöúùûüçñÉ")
"""The letters that are embedded of a face; a text with another one is set by typst."""
_STAND_INS: Final = {"\u2011": "\u2010"}
"""Letters that are shown by the glyph of another one where a face has none of their own."""
_KEPT: Final = frozenset(("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "cmap", "OS/2", "post", "name"))
_OVERHANG: Final = {".": 0.8, ",": 0.8, ":": 0.3, ";": 0.3, "-": 0.55, "–": 0.2, "—": 0.2}
"""What part of a sign at the end of a line typst lets hang over the margin, as its `text.overhang` says."""
_MOST_LINES: Final = 4096


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text as a PDF shows it. width: in units of its face; taken: without what of its last sign hangs over the margin.

    shown: the operand of TJ; moves: what is drawn apart, by the glyph that it stands behind.
    """

    width: int
    taken: float
    shown: bytes
    moves: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class OverlayFace:
    """A face with its embedded alphabet. widths: of each embedded glyph, in thousandths of the size; letters: what each stands for."""

    name: str
    units: int
    shaper: Any
    glyphs: dict[int, int]
    advances: dict[int, int]
    widths: tuple[float, ...]
    letters: dict[int, str]
    program: bytes

    def set_line(self, text: str) -> SetLine | None:
        """Return a text set as one line; None where the alphabet does not do."""
        return _set_line(self.name, text)


@lru_cache(maxsize=_MOST_LINES)
def _set_line(name: str, text: str) -> SetLine | None:
    face, harfbuzz = face_of(name), _harfbuzz()
    if face is None or not text or not ALPHABET.issuperset(text):
        return None
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "id"
    harfbuzz.shape(face.shaper, buffer, {})
    parts, run, width, moves = [], bytearray(), 0, []
    for at, (glyph, place) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        own = face.glyphs.get(glyph.codepoint)
        if own is None or place.x_offset or place.y_offset:
            return None
        run += own.to_bytes(2, "big")
        width += place.x_advance
        apart = face.advances[glyph.codepoint] - place.x_advance
        if apart:
            moved = apart * 1000 / face.units
            moves.append((at, moved))
            parts.append(b"<%s>%s" % (run.hex().encode(), number(moved)))
            run = bytearray()
    if run:
        parts.append(b"<%s>" % run.hex().encode())
    hanging = _OVERHANG.get(text[-1:], 0) * buffer.glyph_positions[-1].x_advance if len(text) > 1 else 0
    return SetLine(width, width - hanging, b"".join(parts), tuple(moves))


def _harfbuzz() -> Any:
    import uharfbuzz  # brings a library in C that only batches need

    return uharfbuzz


def number(value: float) -> bytes:
    """Return a number as a PDF writes it."""
    return f"{value:.5f}".rstrip("0").rstrip(".").encode()


@cache
def face_of(name: str) -> OverlayFace | None:
    """Return a face by its PostScript name; None where it is none that lines can be laid over with."""
    file = _files().get(name)
    return None if file is None else _read(name, file)


@cache
def _files() -> dict[str, Path]:
    from fontTools.ttLib import TTFont

    return {str(TTFont(BytesIO(file.read_bytes()), lazy=True)["name"].getDebugName(6)): file for file in sorted(_FONTS.glob("*/*.ttf"))}


def _read(name: str, file: Path) -> OverlayFace:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    harfbuzz = _harfbuzz()
    whole: Any = TTFont(BytesIO(file.read_bytes()), recalcTimestamp=False)
    names, order = whole.getBestCmap(), {glyph: at for at, glyph in enumerate(whole.getGlyphOrder())}
    advances, units = {order[glyph]: wide for glyph, (wide, _) in whole["hmtx"].metrics.items()}, whole["head"].unitsPerEm
    choice = subset.Options(
        layout_features=[], notdef_outline=True, recalc_timestamp=False, drop_tables=sorted(set(whole.keys()) - _KEPT - {"GlyphOrder"})
    )
    cutter: Any = subset.Subsetter(choice)
    shown_by = {
        letter: names.get(ord(_STAND_INS.get(letter, letter) if ord(letter) not in names else letter)) for letter in sorted(ALPHABET)
    }
    cutter.populate(glyphs=[glyph for glyph in shown_by.values() if glyph])
    cutter.subset(whole)
    small, letters = whole.getGlyphOrder(), dict[int, str]()
    for letter, glyph in shown_by.items():
        if glyph is not None:
            letters.setdefault(small.index(glyph), letter)
    written = BytesIO()
    whole.save(written, reorderTables=True)
    return OverlayFace(
        name,
        units,
        harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(file)))),
        {order[glyph]: at for at, glyph in enumerate(small)},
        advances,
        tuple(advances[order[glyph]] * 1000 / units for glyph in small),
        letters,
        written.getvalue(),
    )
