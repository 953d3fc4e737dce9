"""A workbook template in the dress of an office: its letterhead, room for signatures, paper, margins, font, author.

What the office decides is the same for all documents: it is written into the template once, before it is read and filled.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from generator.office.package.parts import read_parts, write_parts
from generator.office.package.relations import relations
from generator.office.package.xml import Element, SyntaxFault, elements, parsed, serialised
from generator.office.sheet.heights import MAX_HEIGHT, USUAL, Letters, text_width
from generator.office.sheet.notes import without_notes
from generator.office.sheet.styles import font_letters
from generator.render.letterhead import Letterhead, letterhead
from generator.render.paper import Margins, margins, size_mm, width_mm
from generator.render.sheet_masters import Stage, has_masters, place_masters
from generator.render.xlsx.remarks import AUTHOR

_A4_CODE: Final = "9"
_CODES: Final = {"F4": "14", "A4": _A4_CODE}
_USUAL_FONT: Final = "Arial"
_TWO_LINES: Final = 1.9
"""From how many lines of the usual letters a row holds more than one line."""
_ROOMIER: Final = 1.04
"""By how much columns grow for another font, whose words are longer; the sheet is printed as much smaller."""
_BREAKS: Final = 0.05
"""How much sooner lines of longer words break, as a share of a line."""
_SAMPLE: Final = "Jumlah Model Pelatihan"
_FOOT_FONT: Final = f'&"{_USUAL_FONT}'
_MALFORMED: Final = (zipfile.BadZipFile, SyntaxFault, KeyError, ValueError, OSError, StopIteration)


@dataclass(frozen=True, slots=True)
class Dress:
    """What of an office's settings a workbook shows.

    wider: by how much its text is wider than usual, upright and lying. stamp: when its pictures were last changed.
    """

    head: Letterhead
    paper: str = "A4"
    margins: Margins | None = None
    font: str = _USUAL_FONT
    wider: tuple[float, float] = (1.0, 1.0)
    stamp: tuple[int, ...] = ()


def dress_of(office: Mapping[str, Any]) -> Dress:
    """Return what of an office's settings a workbook shows."""
    head = letterhead(office)
    pictures = [file for file in (head.logo, head.right_logo, head.picture) if file is not None]
    paper, font = str(office.get("kertas")), str(office.get("huruf") or _USUAL_FONT)
    sides = width_mm(office) - size_mm(office)[0]
    wider = (width_mm(office) / width_mm({}), (size_mm(office)[1] + sides) / (size_mm({})[1] + width_mm({}) - size_mm({})[0]))
    stamp = tuple(file.stat().st_mtime_ns for file in pictures)
    return Dress(head, paper if paper in _CODES else "A4", margins(office), font, wider, stamp)


@lru_cache(maxsize=64)
def dressed(template: bytes, dress: Dress) -> bytes:
    """Return a template in an office's dress; one that cannot be read is left to the reader, which says so."""
    try:
        return _dressed(template, dress)
    except _MALFORMED:
        return template


def _dressed(template: bytes, dress: Dress) -> bytes:
    parts = read_parts(template)
    book = next(found.target for found in relations(parts, "") if found.type == "officeDocument")
    related = relations(parts, book)
    sheets = [found.target for found in related if found.type == "worksheet" and found.target in parts]
    styles = next((found.target for found in related if found.type == "styles"), "")
    shared = next((found.target for found in related if found.type == "sharedStrings"), "")
    made = without_notes(parts, AUTHOR)
    change = _in_font(made, styles, dress.font)
    for name in sheets:
        root = parsed(made[name])
        is_refooted = _with_foot_in_font(root, dress.font)
        _make_taller(root, change)
        if _on_paper(root, dress, change.narrower) or is_refooted:
            made[name] = serialised(root)
    if has_masters(made, sheets, shared):
        place_masters(Stage(made, styles, shared, dress.head), sheets)
    return template if made == parts else write_parts(made)


@dataclass(frozen=True, slots=True)
class _FontChange:
    """What another font asks of a sheet. narrower: how much smaller column widths are counted; taller: how much higher a line is.

    longer: how much more room a text takes along its line. before: the letters of the template.
    """

    narrower: float = 1.0
    taller: float = 1.0
    longer: float = 1.0
    before: Letters = USUAL


def _in_font(made: dict[str, bytes], styles: str, font: str) -> _FontChange:
    """Set the workbook's text in the office's font; return what that asks of its sheets."""
    if font == _USUAL_FONT or styles not in made:
        return _FontChange()
    root = parsed(made[styles])
    holder = next(elements(root, "fonts"), None)
    fonts = [] if holder is None else list(elements(holder, "font"))
    before = font_letters(fonts[0]) if fonts else USUAL
    for name in (name for found in fonts for name in elements(found, "name")):
        if name.get("val") == _USUAL_FONT:
            name.set("val", font)
    after = font_letters(fonts[0]) if fonts else before
    made[styles] = serialised(root)
    bold, bolder = (replace(before, bold=True, name=name) for name in (_USUAL_FONT, font))
    longer = text_width(_SAMPLE, bolder) / text_width(_SAMPLE, bold)
    return _FontChange(before.digit_pixels / after.digit_pixels * _ROOMIER, bolder.line / bold.line, max(longer, 1.0) + _BREAKS, before)


def _make_taller(root: Element, change: _FontChange) -> None:
    """Make the rows of a sheet as high as their words, which are no tags and so not measured when it is filled, are in the office's font."""
    if change.taller == 1.0:
        return
    for row in elements(root, "row"):
        height = float(row.get("ht", "0"))
        has_lines = height > _TWO_LINES * change.before.line
        if height:
            row.set("ht", f"{min(height * change.taller * (change.longer if has_lines else 1.0), MAX_HEIGHT):.2f}")


def _with_foot_in_font(root: Element, font: str) -> bool:
    """Set what stands at the head and foot of printed pages in the office's font; tell whether anything changed."""
    lines = [
        line for holder in elements(root, "headerFooter") for line in holder if font != _USUAL_FONT and _FOOT_FONT in (line.text or "")
    ]
    for line in lines:
        line.text = (line.text or "").replace(_FOOT_FONT, f'&"{font}')
    return bool(lines)


def _on_paper(root: Element, dress: Dress, narrower: float) -> bool:
    """Put a sheet on the office's paper, its columns as wide as the text; tell whether anything changed."""
    setup = next(elements(root, "pageSetup"), None)
    factor = narrower * (1.0 if setup is None else dress.wider[setup.get("orientation") == "landscape"])
    if dress.paper == "A4" and dress.margins is None and factor == 1.0:
        return False
    if setup is not None and setup.get("paperSize", _A4_CODE) == _A4_CODE:
        setup.set("paperSize", _CODES[dress.paper])
    if dress.margins is not None:
        for edges in elements(root, "pageMargins"):
            for side in ("top", "right", "bottom", "left"):
                edges.set(side, f"{getattr(dress.margins, side) / 2.54:.4f}")
    for column in elements(root, "col"):
        column.set("width", f"{float(column.get('width', '9.14')) * factor:.4f}")
    return True
