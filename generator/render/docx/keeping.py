"""Keeps together, in a filled Word document, what belongs together: the rules of `generator.outline.keeping` as keepNext and cantSplit.

What the template says itself stays: nothing is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.binding import begin_page, keep, unbroken
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, texts_of, value, whole
from generator.outline.keeping import Bond, KeptRow, Piece, Role, bonds
from generator.render.docx.emptiness import drop_empty_pages
from generator.render.docx.signature_rows import take_in_signatures
from generator.render.lettering import Lettering

_TWIPS: Final = 20
CELL_MARGINS: Final = 10.8
ROW_ROOM: Final = 6.5
SIZE: Final = 11.0
_PICTURE: Final = "drawing"
SIGNATURE_STYLE: Final = "tanda tangan"
_NAMED: Final[Mapping[str, Role]] = {
    "title": "heading",
    "caption": "caption",
    "label": "label",
    "label isi": "label",
    "judul daftar": "list title",
}
_LISTED: Final = ("toc ", "table of figures")
_LISTED_PAGE: Final = re.compile(r"\s*\d+$")
_SIGN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


@dataclass(frozen=True, slots=True)
class _Page:
    """The text area of a section, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Type:
    """What tells how much room a text takes: the document's styles, and its letters."""

    styles: WordStyles
    letters: Lettering

    def size(self, style: str) -> float:
        return self.styles.size(style) or SIZE


def keep_together(xml: bytes, styles: WordStyles, letters: Lettering) -> bytes:
    """Return the document part, set in `letters`, with its pieces bound as the rules say."""
    root = parsed(xml)
    body = find(root, "body")
    if body is None:
        return xml
    drop_empty_pages(body, styles)
    blocks = [(node, page) for node, page in _blocks(body) if node.tag in (f"{W}p", f"{W}tbl")]
    befores = [None, *(page for _, page in blocks)]
    pieces = [
        _piece(node, page, _Type(styles, letters), is_turned=before is not None and before != page)
        for (node, page), before in zip(blocks, befores, strict=False)
    ]
    found = bonds(pieces)
    for (node, _), piece, bond in zip(blocks, pieces, found, strict=True):
        if piece.role in ("table", "signature"):
            _bind_rows(node, piece, bond)
        elif bond.to_next:
            keep(node)
        if bond.begins_page:
            begin_page(node)
    take_in_signatures([node for node, _ in blocks], pieces, found)
    return serialised(root)


def _blocks(body: Element) -> Iterator[tuple[Element, _Page]]:
    """Yield each block with the page it stands on: a section's properties stand at its end."""
    waiting: list[Element] = []
    for node in body:
        section = node if node.tag == f"{W}sectPr" else find(node, "pPr/sectPr")
        if node.tag != f"{W}sectPr":
            waiting.append(node)
        if section is not None:
            page = _page(section)
            yield from ((one, page) for one in waiting)
            waiting = []
    yield from ((one, _Page(453.0, 709.0)) for one in waiting)


def _page(section: Element) -> _Page:
    size, margin = find(section, "pgSz"), find(section, "pgMar")
    if size is None or margin is None:
        return _Page(453.0, 709.0)
    width = _points(size, "w") - _points(margin, "left") - _points(margin, "right")
    height = _points(size, "h") - _points(margin, "top") - _points(margin, "bottom")
    return _Page(max(width, 100.0), max(height, 100.0))


def _points(node: Element, name: str) -> float:
    try:
        return abs(whole(node.get(f"{W}{name}"))) / _TWIPS
    except ValueError:
        return 0.0


def _piece(node: Element, page: _Page, setting: _Type, *, is_turned: bool) -> Piece:
    styles = setting.styles
    begins_page = is_turned or find(node, "pPr/pageBreakBefore") is not None
    if node.tag == f"{W}tbl":
        names = {styles.name(value(style)) for style in node.iter(f"{W}pStyle")}
        role: Role = "signature" if SIGNATURE_STYLE in names else "table"
        return Piece(role, rows=tuple(_rows(node, page, setting)), begins_page=begins_page)
    style = value(find(node, "pPr/pStyle"))
    text = texts_of(node)
    if not text.strip():
        has_picture = next(node.iter(f"{W}{_PICTURE}"), None) is not None
        return Piece("picture", begins_page=begins_page) if has_picture else Piece("gap")
    role = _role(node, style, styles)
    if role == "listed":
        return listed(text, page.width, page.height, setting.letters)
    size, letters = setting.size(style), setting.letters
    line = letters.running_line(size) / page.height
    return Piece(role, text, letters.lines(text, page.width, size), line=line, begins_page=begins_page)


def listed(text: str, width: float, height: float, letters: Lettering) -> Piece:
    """Return an entry of a list, on a page of that width and height: the number of its page, which a page for PDF has not yet, is no part of it."""
    words = _LISTED_PAGE.sub("", text)
    return Piece("listed", words, letters.lines(words, width, SIZE), line=letters.listed_line(SIZE) / height)


def named_role(name: str) -> Role | None:
    """Return what a paragraph is by the name of its style; None where that tells nothing."""
    if name.startswith(_LISTED):
        return "listed"
    return _NAMED.get(name)


def _role(node: Element, style: str, styles: WordStyles) -> Role:
    if styles.heading_level(style) is not None:
        return "heading"
    if (role := named_role(styles.name(style))) is not None:
        return role
    return "item" if find(node, "pPr/numPr") is not None or styles.numbering(style) is not None else "text"


def _rows(table: Element, page: _Page, setting: _Type) -> Iterator[KeptRow]:
    grid = [_points(column, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")] or [page.width]
    scale = page.width / sum(grid) if sum(grid) > page.width else 1.0
    rows = table.findall(f"{W}tr")
    laid = [list(_cells(row, grid)) for row in rows]
    for at, (row, cells) in enumerate(zip(rows, laid, strict=True)):
        heights = [_cell_height(cell, width * scale, setting) for cell, _, width in cells if not _continues(cell)]
        first = next((text for cell, _, _ in cells if (text := _text(cell))), "")
        yield KeptRow(
            (max(heights, default=0.0) + ROW_ROOM) / page.height,
            first,
            is_head=find(row, "trPr/tblHeader") is not None,
            is_group=len(cells) == 1 and len(grid) > 1 and cells[0][1] == len(grid) and at < len(rows) - 1,
            spanned=max((_spanned(laid[at + 1 :], place) for cell, place, _ in _placed(cells) if _begins(cell)), default=0),
        )


def _placed(cells: Sequence[tuple[Element, int, float]]) -> Iterator[tuple[Element, int, float]]:
    """Yield the cells with the grid column they begin in, in place of their span."""
    column = 0
    for cell, span, width in cells:
        yield cell, column, width
        column += span


def _cells(row: Element, grid: Sequence[float]) -> Iterator[tuple[Element, int, float]]:
    """Yield each cell with its span and width."""
    column = 0
    for cell in row.iterfind(f"{W}tc"):
        span = whole(value(find(cell, "tcPr/gridSpan")), 1)
        yield cell, span, sum(grid[column : column + span]) or grid[-1]
        column += span


def _begins(cell: Element) -> bool:
    merge = find(cell, "tcPr/vMerge")
    return merge is not None and value(merge) == "restart"


def _continues(cell: Element) -> bool:
    merge = find(cell, "tcPr/vMerge")
    return merge is not None and value(merge) != "restart"


def _spanned(below: Sequence[Sequence[tuple[Element, int, float]]], column: int) -> int:
    """Return how many rows below go on with the merged cell that begins in a grid column."""
    count = 0
    for cells in below:
        if not any(place == column and _continues(cell) for cell, place, _ in _placed(cells)):
            return count
        count += 1
    return count


def _cell_height(cell: Element, width: float, setting: _Type) -> float:
    height, letters = 0.0, setting.letters
    for paragraph in cell.iter(f"{W}p"):
        size = setting.size(value(find(paragraph, "pPr/pStyle")))
        picture = next(paragraph.iter(_SIGN), None)
        if picture is not None:
            height += whole(picture.get("cy")) / 12700
            continue
        text = texts_of(paragraph)
        height += letters.height(letters.lines(text, width - CELL_MARGINS, size), size) if text.strip() else 2.0
    return height


def _text(cell: Element) -> str:
    return " ".join(text for paragraph in cell.iter(f"{W}p") if (text := texts_of(paragraph).strip()))


def _bind_rows(table: Element, piece: Piece, bond: Bond) -> None:
    rows = table.findall(f"{W}tr")
    is_signature = piece.role == "signature"
    for at, row in enumerate(rows):
        if is_signature or at not in bond.breakable:
            unbroken(row)
        if at in bond.rows_to_next or is_signature:  # the last one keeps to the low line behind the table
            for paragraph in row.iter(f"{W}p"):
                keep(paragraph)
