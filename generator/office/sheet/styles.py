"""Cell formats of a template: what matters of each, and clones for text that must stay text, line breaks and dates."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.office.package.parts import Member, packed
from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.heights import USUAL, Letters

VARIANTS: Final = ("q", "w", "qw", "d", "n", "i")
_DATE_FORMAT: Final = "14"
_DECIMALS_FORMAT: Final = "421"
_DECIMALS: Final = "[$-421]#,##0.0#"
_WHOLE_FORMAT: Final = "422"
_WHOLE: Final = "[$-421]#,##0"
_LOOSE: Final = "0.00##"
_BUILT_IN_PER_CENT: Final = {"9": "0%", "10": "0.00%"}
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')  # what a number format writes as it stands: no sign of a percentage


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What one cell format says: wrapped text, a leading apostrophe, General or text number format, letters, per cent, indent.

    general: whether a number stands in it as it is, the Indonesian way; loose: whether it is for quotients, whose decimals are as many as
    they need. framed: whether it has lines around it.
    """

    wraps: bool = False
    quoted: bool = False
    plain: bool = True
    general: bool = False
    loose: bool = False
    framed: bool = False
    letters: Letters = USUAL
    per_cent: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """The cell formats of a workbook and where the clones of some of them stand.

    part: name of the styles part. usual: the letters that column widths count in. clones: format number to the first of its clones (VARIANTS). member: the part with them.
    shares: numbers of the formats that show a hundredfold.
    """

    part: str
    formats: tuple[CellFormat, ...]
    clones: dict[int, int]
    member: Member | None
    usual: Letters = USUAL
    shares: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", frozenset(number for number, one in enumerate(self.formats) if one.per_cent))

    def format(self, number: int) -> CellFormat:
        """Return what a format number stands for."""
        return self.formats[number] if number < len(self.formats) else CellFormat()

    def variant(self, number: int, wanted: str) -> int:
        """Return the number of the clone with a leading apostrophe (q), wrapped lines (w), both (qw), a date format (d), a number with decimals (n), or a whole one (i)."""
        return self.clones[number] + VARIANTS.index(wanted) if wanted and number in self.clones else number


@dataclass(frozen=True, slots=True)
class Codes:
    """Numbers of number formats: those that show a hundredfold, those of numbers as they are, those of quotients."""

    hundredfold: frozenset[str]
    bare: frozenset[str]
    loose: frozenset[str]


def read_styles(part: str, data: bytes, wanted: Sequence[int]) -> SheetStyles:
    """Return the formats of a styles part, with clones prepared for the `wanted` format numbers."""
    root = parsed(data)
    fonts = [font_letters(font) for found in elements(root, "fonts") for font in elements(found, "font")]
    holder = next(elements(root, "cellXfs"), None)
    if holder is None:
        return SheetStyles(part, (), {}, None)
    xfs = [xf for xf in holder if local(xf) == "xf"]
    codes = {found.get("numFmtId", ""): found.get("formatCode", "") for found in elements(root, "numFmt")}
    hundredfold = frozenset(number for number, code in (_BUILT_IN_PER_CENT | codes).items() if "%" in _ASIDE.sub("", code))
    bare = frozenset(number for number, code in codes.items() if _ASIDE.sub("", code).casefold() == "general")
    loose = frozenset(number for number, code in codes.items() if _ASIDE.sub("", code) == _LOOSE)
    formats = tuple(_format(xf, fonts, Codes(hundredfold, bare, loose)) for xf in xfs)
    clones: dict[int, int] = {}
    for number in sorted(set(wanted)):
        if number < len(xfs):
            clones[number] = len(xfs) + len(clones) * len(VARIANTS)
            holder.extend(_clone(xfs[number], variant) for variant in VARIANTS)
    if any(formats[number].general for number in clones):
        _with_format(root, codes, _DECIMALS_FORMAT, _DECIMALS)
    if any(formats[number].loose for number in clones):
        _with_format(root, codes, _WHOLE_FORMAT, _WHOLE)
    holder.set("count", str(len(xfs) + len(clones) * len(VARIANTS)))
    return SheetStyles(part, formats, clones, packed(part, serialised(root)), fonts[0] if fonts else USUAL)


def _with_format(root: Element, codes: Mapping[str, str], number: str, code: str) -> None:
    """Put a number format among the workbook's own, under a number that nobody uses."""
    if number in codes:
        return
    holder = next(elements(root, "numFmts"), None)
    if holder is None:
        holder = child(root, "numFmts")
        root.insert(0, holder)
    child(holder, "numFmt", numFmtId=number, formatCode=code)
    holder.set("count", str(len(holder)))


def font_letters(element: Element) -> Letters:
    """Return the letters that a <font> describes."""
    size, bold, name = USUAL.size, False, USUAL.name
    for found in element:
        if local(found) == "sz":
            size = float(found.get("val", size))
        elif local(found) == "b":
            bold = _on(found.get("val", "1"))
        elif local(found) == "name":
            name = found.get("val", name)
    return Letters(size, bold, name)


def _format(xf: Element, fonts: Sequence[Letters], codes: Codes) -> CellFormat:
    number = int(xf.get("fontId", "0"))
    letters = fonts[number] if number < len(fonts) else USUAL
    alignment = next((found for found in xf if local(found) == "alignment"), None)
    settings = {} if alignment is None else dict(alignment.attrib)
    shown = xf.get("numFmtId", "0")
    return CellFormat(
        wraps=_on(settings.get("wrapText", "0")),
        quoted=_on(xf.get("quotePrefix", "0")),
        plain=shown in {"0", "49"},
        general=shown in codes.bare,
        loose=shown in codes.loose,
        framed=xf.get("borderId", "0") != "0",
        letters=letters,
        per_cent=shown in codes.hundredfold,
        indent=int(settings.get("indent", "0")),
    )


def _on(value: str) -> bool:
    return value in {"1", "true"}


def _clone(xf: Element, variant: str) -> Element:
    fresh = copy.deepcopy(xf)
    if "q" in variant:
        fresh.set("quotePrefix", "1")
    if "w" in variant:
        alignment = next((found for found in fresh if local(found) == "alignment"), None)
        if alignment is None:
            alignment = child(fresh, "alignment")
            fresh.insert(0, alignment)
        alignment.set("wrapText", "1")
        fresh.set("applyAlignment", "1")
    if variant in ("n", "i"):
        fresh.set("numFmtId", _DECIMALS_FORMAT if variant == "n" else _WHOLE_FORMAT)
        fresh.set("applyNumberFormat", "1")
    if variant == "d":
        fresh.set("numFmtId", _DATE_FORMAT)
        fresh.set("applyNumberFormat", "1")
    return fresh
