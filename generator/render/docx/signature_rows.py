"""Puts a signature block that follows right on a long table into a last row of it, without lines.

LibreOffice keeps rows together, but not the last rows of a table that has come over a page with what stands behind it: where they fill
their page the block would stand alone on the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.office.package.xml import Element
from generator.office.word import build
from generator.office.word.wml import SPACER, W, fragment, value, whole
from generator.outline.keeping import Bond, Piece

# The share of a page from which a table may come over one and fill the next.
_LONG: Final = 0.7
_NO_LINES: Final = '<w:tcBorders><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>'
_NO_MARGINS: Final = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))


def take_in_signatures(nodes: Sequence[Element], pieces: Sequence[Piece], bonds: Sequence[Bond]) -> None:
    """Move each signature block that nothing but gaps part from a long table into it; the table's last rows are bound to it already."""
    for at, signature in signature_ends(pieces, bonds):
        if _is_as_wide(nodes[at], nodes[signature]):
            _take_in(nodes[at], nodes[at + 1 : signature], nodes[signature])


def signature_ends(pieces: Sequence[Piece], bonds: Sequence[Bond]) -> Iterator[tuple[int, int]]:
    """Yield the place of each long table with that of the signature block behind it, from which nothing but gaps part it."""
    for at, piece in enumerate(pieces):
        if piece.role != "table" or not bonds[at].to_next:
            continue
        signature = next((after for after in range(at + 1, len(pieces)) if pieces[after].role != "gap"), at)
        if pieces[signature].role == "signature" and sum(row.height for row in piece.rows) > _LONG:
            yield at, signature


def _is_as_wide(table: Element, signature: Element) -> bool:
    return _width(signature) <= _width(table) + 120


def _width(table: Element) -> int:
    return sum(whole(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))


def _take_in(table: Element, gaps: Sequence[Element], signature: Element) -> None:
    [row] = fragment(signature_row(_width(table), len(table.findall(f"{W}tblGrid/{W}gridCol"))))
    cell = row[-1]
    for node in (*gaps, signature):
        cell.insert(len(cell) - 1, node)
    for mark in [one for one in cell.iter(f"{W}keepNext") if value(one) != "0"]:
        mark.getparent().remove(mark)
    rows = table.findall(f"{W}tr")
    rows[-1].addnext(row)


def signature_row(width: int, columns: int) -> str:
    """Return a row over all columns of a table, without lines and margins, as markup."""
    return build.row([build.cell(width, SPACER, span=columns, more=_NO_LINES + f"<w:tcMar>{_NO_MARGINS}</w:tcMar>")], whole=True)
