"""The paper of an office: size, margins, and how its text is set; what the regulation leaves open is a setting of institusi.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.charts.typeface import line_height, reach
from generator.document import Document
from generator.home import SHIPPED
from generator.spec.model import CERTIFICATE

USUAL_SPACING: Final = 1.15
"""The spacing of running text in the templates."""
_SIZES_MM: Final = {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}
_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts"
_FACES: Final = ("biasa", "miring", "tebal", "tebal-miring")
_FILES: Final = {
    "Arial": [f"liberation-sans/LiberationSans-{face}.ttf" for face in ("Regular", "Italic", "Bold", "BoldItalic")],
    "Bookman Old Style": [f"tex-gyre-bonum/texgyrebonum-{face}.otf" for face in ("regular", "italic", "bold", "bolditalic")],
}
"""The shipped files that a font is set in, in the order of the faces."""
# The size of running text in the Word templates.
_SIZE_TWIPS: Final = 220
# Of a table's letters of 10 points in Bookman: office programs round its ascent and descent to whole twips, 213.8 and 53.6 to 214 and 54,
# of which 1.05 make 281.
_BOOKMAN_TEN: Final = 1.0507
# What keeps a page that is full to its last twip from being too full.
_HAIR: Final = 0.04
_POINTS_CM: Final = 72 / 2.54
# Running text as in Word: no labels, notes or titles of pictures, and nothing that stands in a cell.
_PLAIN: Final = "p:not(.label):not(.catatan):not(.keterangan):not(.judul-daftar):not(.langkah)"
_CENTRED: Final = ":not(.subjudul):not(.di-tengah)"


def _children(*names: str) -> str:
    return ", ".join(f"{parent} > {name}" for parent in ("main", "main > section") for name in names)


_RUNNING: Final = _children(_PLAIN, ".uraian", "ol", "ul")
_JUSTIFIED: Final = _children(_PLAIN + _CENTRED, ".uraian", "ol", "ul")
_SPACINGS: Final = {"1": 1.0, "1,15": 1.15, "1,5": 1.5}


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in cm: top, right, bottom, left."""

    top: float = 2.0
    right: float = 2.0
    bottom: float = 2.5
    left: float = 3.0


def margins(office: Mapping[str, Any]) -> Margins | None:
    """Return the margins that an office asks for, those it leaves out as usual; None where it asks for none."""
    said = office.get("margin")
    given = {name: said.get(word) for name, word in _SIDES.items()} if isinstance(said, Mapping) else {}
    known = {name: float(value) for name, value in given.items() if isinstance(value, (int, Decimal, Fraction))}
    return Margins(**known) if known else None


_SIDES: Final = {"top": "atas", "right": "kanan", "bottom": "bawah", "left": "kiri"}


def size_mm(office: Mapping[str, Any]) -> tuple[float, float]:
    """Return width and height of the office's paper, upright."""
    return _SIZES_MM.get(str(office.get("kertas")), _SIZES_MM["A4"])


def width_mm(office: Mapping[str, Any]) -> float:
    """Return how wide the text is on an upright page."""
    here = margins(office) or Margins()
    return size_mm(office)[0] - 10 * (here.left + here.right)


def text_area(office: Mapping[str, Any], *, is_turned: bool = False) -> tuple[float, float]:
    """Return width and height of the text on a page, in points."""
    here, sides = margins(office) or Margins(), size_mm(office)
    width, height = reversed(sides) if is_turned else sides
    return (width / 10 - here.left - here.right) * _POINTS_CM, (height / 10 - here.top - here.bottom) * _POINTS_CM


def font_file(office: Mapping[str, Any]) -> Path:
    """Return the shipped file that an office's text is set in."""
    return _font(_files(office)[0])


@cache
def _font(name: str) -> Path:
    return _FONTS / name


def _files(office: Mapping[str, Any]) -> Sequence[str]:
    return _FILES.get(str(office.get("huruf")), _FILES["Arial"])


def running_text(document: Document) -> Mapping[str, Any]:
    """Return the office's settings as they hold for a document: a certificate is one page of lines set by themselves, no running text."""
    office = document.given.institution
    if document.type.layout != CERTIFICATE:
        return office
    return {name: value for name, value in office.items() if name not in ("spasi", "perataan")}


def is_justified(office: Mapping[str, Any]) -> bool:
    """Whether running text is set flush at both sides."""
    return office.get("perataan") == "rata kiri-kanan"


def spacing(office: Mapping[str, Any]) -> float | None:
    """Return the line spacing of running text, None for that of the template."""
    return _SPACINGS.get(str(office.get("spasi")))


def paper_css(office: Mapping[str, Any]) -> str:
    """Return the rules of a page for PDF: paper, margins, font, and how running text is set."""
    width, height = size_mm(office)
    here = margins(office)
    font = str(office.get("huruf"))
    heights = [line_height(_FONTS / file) for file in _files(office)]
    line = spacing(office)
    edges = here or Margins()
    sides = f" margin: {edges.top}cm {edges.right}cm {edges.bottom}cm {edges.left}cm;" if here else ""
    upright, lying = f"size: {width:g}mm {height:g}mm;", f"size: {height:g}mm {width:g}mm;"
    rules = [f"@page {{ {upright}{sides} }}", f"@page tegak {{ {upright} }}", f"@page mendatar {{ {lying} }}"]
    rules.append(f".sampul {{ height: {height - 10 * (edges.top + edges.bottom) - 1:g}mm; }}")
    rules.append(_lines_css(heights))
    if font == "Bookman Old Style":
        family = 'font-family: "Bookman Old Style", "URW Bookman", "DejaVu Sans", serif;'
        rules += [f"@page {{ {family} }}", f"body {{ {family} }}", f"table.sepuluh {{ --baris: {_BOOKMAN_TEN}; }}"]
    if is_justified(office):
        rules.append(f"{_JUSTIFIED} {{ text-align: justify; }}")
    if line is not None:
        rules += [_set(_RUNNING, line, heights[0]), _set(".uraian table", USUAL_SPACING, heights[0])]
    return "\n".join(rules)


def spacing_in_twips(office: Mapping[str, Any], said: float) -> float:
    """Return a line spacing as office programs set it in the office's letters."""
    return _in_twips(said, line_height(font_file(office)))


def faces(office: Mapping[str, Any]) -> dict[str, Any]:
    """Return the families that the office's text is set in, and of each face how far its letters reach up and down and how high its line is."""
    named = {face: [*reach(_FONTS / file), line_height(_FONTS / file)] for face, file in zip(_FACES, _files(office), strict=True)}
    is_bookman = _files(office) is _FILES["Bookman Old Style"]
    return {
        "huruf": ["TeX Gyre Bonum" if is_bookman else "Liberation Sans", "DejaVu Sans"],
        "muka": named,
        "arial": line_height(font_file({})),
        "sepuluh": _BOOKMAN_TEN if is_bookman else 0,
    }


def _set(selectors: str, line: float, height: float) -> str:
    return f"{selectors} {{ --baris: {_in_twips(line, height):.5g}; line-height: calc(var(--baris) * var(--huruf)); }}"


def _lines_css(heights: Sequence[float]) -> str:
    """Return how high the lines of a font's faces are, and how many of them a line of running text takes: print.css reckons with both."""
    named = {**dict(zip(_FACES, heights, strict=True)), "arial": line_height(font_file({}))}
    faces = (f"--huruf-{face}: {height:.5g};" for face, height in named.items())
    return f"html {{ --baris: {_in_twips(USUAL_SPACING, heights[0]):.5g}; {' '.join(faces)} }}"


def _in_twips(spacing: float, height: float) -> float:
    """Return a line spacing as office programs set it: their lines are cut to whole twips."""
    return (int(round(height * _SIZE_TWIPS) * spacing) - _HAIR) / (height * _SIZE_TWIPS)
