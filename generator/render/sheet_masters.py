"""Letterhead and room for signatures in the cells of a workbook template that say `{{ kop }}` and `{{ tanda_tangan(…) }}`.

The letterhead is the office's and is written as it prints; a signature block becomes two cells side by side whose tags give its halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.cells import letters, split_address, writable
from generator.office.sheet.drawings import SheetPicture, draw
from generator.office.sheet.geometry import column_at, column_points
from generator.office.sheet.heights import MAX_HEIGHT, Letters, text_width
from generator.office.sheet.styles import font_letters
from generator.office.sheet.worksheet import child_in_order
from generator.outline.literals import office_literal
from generator.render.letterhead import SIZES, Letterhead
from generator.render.logo import media_of, size_of

KOP: Final = re.compile(r"\{\{\s*kop\s*\}\}")
SIGNED: Final = re.compile(r"\{\{-?\s*(tanda_tangan\(.*\))\s*-?\}\}", re.DOTALL)
_POINTS_PER_MM: Final = 72 / 25.4
_LOGO_MM: Final = 20.0
_WIDEST_LOGO_MM: Final = 24.0
_ROOM_MM: Final = (22.0, 42.0)
_EDGE: Final = 3.0
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Stage:
    """A template's parts while masters are placed in them; styles, shared: names of parts, "" without one."""

    parts: dict[str, bytes]
    styles: str
    shared: str
    head: Letterhead
    texts: list[str] = field(default_factory=list[str])
    fonts: list[Letters] = field(default_factory=list[Letters])
    formats: Element | None = None

    def load(self) -> None:
        """Read the shared texts and the styles."""
        if self.shared in self.parts:
            self.texts = ["".join(t.text or "" for t in elements(si, "t")) for si in parsed(self.parts[self.shared]) if local(si) == "si"]
        if self.styles in self.parts:
            self.formats = parsed(self.parts[self.styles])
            self.fonts = [font_letters(font) for holder in elements(self.formats, "fonts") for font in elements(holder, "font")]

    @property
    def usual(self) -> Letters:
        """The letters that column widths count in."""
        return self.fonts[0] if self.fonts else Letters()

    def text(self, cell: Element) -> str:
        """Return the text of a cell as it stands."""
        if cell.get("t") == "s":
            number = "".join(value.text or "" for value in elements(cell, "v"))
            return self.texts[int(number)] if number.isdigit() and int(number) < len(self.texts) else ""
        return "".join(part.text or "" for part in elements(cell, "t")) if cell.get("t") == "inlineStr" else ""

    def letters_of(self, style: str) -> Letters:
        """Return the letters of a cell format."""
        xf = self._xf(style)
        number = int(xf.get("fontId", "0")) if xf is not None else 0
        return self.fonts[number] if number < len(self.fonts) else self.usual

    def variant(self, style: str, *, rule: bool = False, **alignment: str) -> str:
        """Return the number of a cell format like another, with its own alignment; rule: with a double line below it."""
        xf = self._xf(style)
        if xf is None or self.formats is None:
            return style
        fresh = deepcopy(xf)
        for old in list(elements(fresh, "alignment")):
            fresh.remove(old)
        fresh.insert(0, child(fresh, "alignment", wrapText="1", **alignment))
        fresh.set("applyAlignment", "1")
        if rule:
            borders = next(elements(self.formats, "borders"))
            border = child(borders, "border")
            for side in ("left", "right", "top"):
                child(border, side)
            child(border, "bottom", style="double")
            borders.set("count", str(len(borders)))
            fresh.set("borderId", str(len(borders) - 1))
            fresh.set("applyBorder", "1")
        holder = next(elements(self.formats, "cellXfs"))
        same = next((at for at, one in enumerate(holder) if _same(one, fresh)), None)
        if same is not None:
            return str(same)
        holder.append(fresh)
        holder.set("count", str(len(holder)))
        return str(len(holder) - 1)

    def _xf(self, style: str) -> Element | None:
        holder = next(elements(self.formats, "cellXfs"), None) if self.formats is not None else None
        return holder[int(style or 0)] if holder is not None and int(style or 0) < len(holder) else None


def _same(one: Element, other: Element) -> bool:
    return dict(one.attrib) == dict(other.attrib) and [dict(e.attrib) for e in one] == [dict(e.attrib) for e in other]


def has_masters(parts: dict[str, bytes], sheets: Sequence[str], shared: str) -> bool:
    """Tell whether any cell may hold a master's tag."""
    return any(word in parts.get(name, b"") for name in (*sheets, shared) for word in (b"kop", b"tanda_tangan"))


def place_masters(stage: Stage, sheets: Sequence[str]) -> None:
    """Write letterhead and rooms for signatures into the sheets."""
    stage.load()
    for name in sheets:
        root = parsed(stage.parts[name])
        found = list(_wanted(root, stage))
        for row, cell, text in found:
            if KOP.fullmatch(text):
                _letterhead(stage, name, root, row, cell=cell)
            else:
                _signature(stage, root, row, cell, text=text)
        if found:
            _tidy(root)
            stage.parts[name] = serialised(root)
    if stage.formats is not None:
        stage.parts[stage.styles] = serialised(stage.formats)


def _wanted(root: Element, stage: Stage) -> Iterator[tuple[Element, Element, str]]:
    for row in elements(root, "row"):
        for cell in elements(row, "c"):
            text = stage.text(cell).strip()
            if KOP.fullmatch(text) or SIGNED.fullmatch(text):
                yield row, cell, text


def _span(root: Element, cell: Element) -> tuple[int, int]:
    """Return the first and last column that a master fills: those of its merged cell, else up to the last one used."""
    _, column = split_address(cell.get("r", "A1"))
    for merge in list(elements(root, "mergeCell")):
        start, _, end = merge.get("ref", "").partition(":")
        if start == cell.get("r"):
            holder = merge.getparent()
            if holder is not None:
                holder.remove(merge)
            return column, split_address(end or start)[1]
    used = [split_address(found.get("r", "A1"))[1] for found in elements(root, "c") if found.get("r")]
    for merge in elements(root, "mergeCell"):
        used.append(split_address(merge.get("ref", "A1").rpartition(":")[2])[1])
    return column, max([column, *used])


def _merge(root: Element, row: int, first: int, last: int) -> None:
    if last <= first:
        return
    holder = next(elements(root, "mergeCells"), None)
    if holder is None:
        holder = child_in_order(root, "mergeCells")
    child(holder, "mergeCell", ref=f"{letters(first)}{row}:{letters(last)}{row}")


def _tidy(root: Element) -> None:
    """Count merged cells anew, and leave out a list of none."""
    for holder in list(elements(root, "mergeCells")):
        holder.set("count", str(len(holder)))
        if not len(holder):
            root.remove(holder)


def _cell(row: Element, column: int, style: str) -> Element:
    """Return the cell of a row in a column, empty and in a format; it is made where there is none."""
    address = f"{letters(column)}{row.get('r')}"
    found = next((cell for cell in elements(row, "c") if cell.get("r") == address), None)
    if found is None:
        found = child(row, "c", r=address)
        behind = next((cell for cell in elements(row, "c") if split_address(cell.get("r", "A1"))[1] > column), None)
        if behind is not None:
            behind.addprevious(found)
    for inner in list(found):
        found.remove(inner)
    found.attrib.pop("t", None)
    found.set("s", style)
    return found


def _say(cell: Element, runs: Sequence[tuple[str, float, bool]], name: str) -> None:
    """Write text in runs of a size and weight into a cell."""
    cell.set("t", "inlineStr")
    holder = child(cell, "is")
    for text, size, is_bold in runs:
        run = child(holder, "r")
        looks = child(run, "rPr")
        if is_bold:
            child(looks, "b")
        child(looks, "sz", val=f"{size:g}")
        child(looks, "rFont", val=name)
        shown = child(run, "t")
        shown.text = writable(text)
        shown.set(_XML_SPACE, "preserve")


def _letterhead(stage: Stage, sheet: str, root: Element, row: Element, *, cell: Element) -> None:
    number, _ = split_address(cell.get("r", "A1"))
    first, last = _span(root, cell)
    style = cell.get("s", "0")
    own = stage.letters_of(style)
    head = stage.head
    widths = column_points(root, last, stage.usual)
    plain = stage.variant(style, horizontal="center", vertical="center")
    ruled = stage.variant(style, rule=True, horizontal="center", vertical="center") if head.lines and head.picture is None else plain
    for column in range(first, last + 1):
        _cell(row, column, ruled if head else style)
    if not head:
        _merge(root, number, first, last)
        return
    if head.picture is not None:
        _merge(root, number, first, last)
        _picture(stage, sheet, root, row, where=(first, widths))
        return
    left = _columns_of_logo(widths[first - 1 : last]) if head.logo else 0
    right = _columns_of_logo(widths[first - 1 : last][::-1]) if head.right_logo else 0
    start, end = first + left, last - right
    runs, height = _lines(head, sum(widths[start - 1 : end]) - 2 * _EDGE, own.name)
    _say(_cell(row, start, ruled), runs, own.name)
    for one, other in ((first, start - 1), (start, end), (end + 1, last)):
        _merge(root, number, one, other)
    pictures = _logos(head, number, widths, (first, last))
    _set_height(row, max(height, (_LOGO_MM * _POINTS_PER_MM if pictures else 0.0)) + 3 * _EDGE)
    draw(stage.parts, sheet, root, pictures)


def _columns_of_logo(widths: Sequence[float]) -> int:
    """Return how many columns from the edge make room for a logo; 0 where none do without taking too much."""
    taken = 0.0
    for number, width in enumerate(widths, start=1):
        taken += width
        if taken >= _ROOM_MM[0] * _POINTS_PER_MM:
            return number if taken <= _ROOM_MM[1] * _POINTS_PER_MM and number < len(widths) else 0
    return 0


def _lines(head: Letterhead, width: float, font: str) -> tuple[list[tuple[str, float, bool]], float]:
    """Return the letterhead's lines as runs of a template, each with its line end, and how high they are in points."""
    cut = [(role, part) for role, text in head.lines for part in _broken(text, width, Letters(SIZES[role], role == "nama", font))]
    runs = [
        (office_literal(part) + ("\n" if at < len(cut) - 1 else ""), SIZES[role], role == "nama") for at, (role, part) in enumerate(cut)
    ]
    return runs, sum(Letters(SIZES[role], role == "nama", font).line for role, _ in cut)


def _broken(text: str, width: float, letters: Letters) -> Sequence[str]:
    """Return a line in as few lines as fit, of about one length where it is two."""
    if text_width(text, letters) <= width * letters.spare:
        return (text,)
    words = text.split(" ")
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(cuts, key=lambda cut: max(text_width(part, letters) for part in cut), default=(text,))
    return [piece for part in best for piece in (_broken(part, width, letters) if part != text else (part,))]


def _logos(head: Letterhead, row: int, widths: Sequence[float], span: tuple[int, int]) -> list[SheetPicture]:
    """Return the logos at the edges of the letterhead."""
    start, end = sum(widths[: span[0] - 1]), sum(widths[: span[1]])
    made: list[SheetPicture] = []
    for file, at_right in ((head.logo, False), (head.right_logo, True)):
        if file is None:
            continue
        width, height = size_of(file)
        ratio = width / max(height, 1)
        wide, high = (_WIDEST_LOGO_MM, _WIDEST_LOGO_MM / ratio) if ratio * _LOGO_MM > _WIDEST_LOGO_MM else (ratio * _LOGO_MM, _LOGO_MM)
        edge = end - wide * _POINTS_PER_MM - 1 if at_right else start + 1
        column, into = column_at(widths, edge)
        place = (column, into / _POINTS_PER_MM, row - 1, _EDGE / _POINTS_PER_MM)
        made.append(SheetPicture(file.read_bytes(), media_of(file), (wide, high), place, f"Logo {head.alt}"))
    return made


def _picture(stage: Stage, sheet: str, root: Element, row: Element, *, where: tuple[int, Sequence[float]]) -> None:
    """Put the office's own letterhead picture over the whole width."""
    file = stage.head.picture
    assert file is not None
    first, widths = where
    width, height = size_of(file)
    ratio = height / max(width, 1)
    wide = sum(widths[first - 1 :]) - 2
    high = min(wide * ratio, MAX_HEIGHT - 2 * _EDGE)
    number = int(row.get("r", "1"))
    _set_height(row, high + 2 * _EDGE)
    size = (wide / _POINTS_PER_MM, high / _POINTS_PER_MM)
    draw(
        stage.parts, sheet, root, [SheetPicture(file.read_bytes(), media_of(file), size, (first - 1, 0.3, number - 1, 0.5), stage.head.alt)]
    )


def _set_height(row: Element, points: float) -> None:
    row.set("ht", f"{min(points, MAX_HEIGHT):.2f}")
    row.set("customHeight", "1")


def _signature(stage: Stage, root: Element, row: Element, cell: Element, *, text: str) -> None:
    """Part a signature's cell into two, whose tags print its halves; one that is alone keeps both below each other."""
    number, _ = split_address(cell.get("r", "A1"))
    first, last = _span(root, cell)
    style = stage.variant(cell.get("s", "0"), horizontal="left", vertical="top")
    widths = column_points(root, last, stage.usual)[first - 1 :]
    found = SIGNED.fullmatch(text)
    assert found is not None
    left = _half(widths)
    sides = ((first, first + left - 1, "kiri"), (first + left, last, "kanan")) if left else ((first, last, "semua"),)
    room = [round(sum(widths[start - first : end - first + 1]) - _EDGE) for start, end, _ in sides]
    for start, end, side in sides:
        for column in range(start, end + 1):
            made = _cell(row, column, style)
            if column == start:
                made.set("t", "inlineStr")
                child(child(made, "is"), "t").text = f"{{{{ {found[1]} | tanda_tangan_{side}({room[0]}, {room[-1]}) }}}}"
        _merge(root, number, start, end)
    for name in ("ht", "customHeight"):
        row.attrib.pop(name, None)


def _half(widths: Sequence[float]) -> int:
    """Return how many columns are the left half; 0 where no edge of a column lies near the middle."""
    whole, taken = sum(widths), 0.0
    cuts: list[tuple[float, int]] = []
    for number, width in enumerate(widths[:-1], start=1):
        taken += width
        cuts.append((abs(taken / max(whole, 1.0) - 0.54), number))
    nearest = min(cuts, default=(1.0, 0))
    return nearest[1] if nearest[0] < 0.2 else 0
