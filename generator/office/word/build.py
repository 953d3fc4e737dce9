"""The one builder of WordprocessingML in text: runs, fields, paragraphs, and tables with their rows and cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_SIDES: Final = ("top", "left", "bottom", "right")


def twips(cm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(cm * 1440 / 2.54)


def run(text: str, *, bold: bool = False, look: str = "") -> str:
    """Return a run of text that keeps its blanks; tags are text too. look: its properties, as XML."""
    look = ("<w:b/>" if bold else "") + look
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """Return a run with a tab."""
    return "<w:r><w:tab/></w:r>"


def paragraph(content: str, style: str = "", *, align: str = "", more: str = "") -> str:
    """Return a paragraph of runs. style: the style's id, "" for the usual one. more: further properties, as XML, before the alignment."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "") + more + (f'<w:jc w:val="{align}"/>' if align and align != "left" else "")
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def words(text: str, style: str = "", *, bold: bool = False, align: str = "", more: str = "") -> str:
    """Return a paragraph of one text, empty for none."""
    return paragraph(run(text, bold=bold) if text else "", style, align=align, more=more)


def field_sign(place: str) -> str:
    """Return a run with a sign of a field: "begin", "separate" or "end"."""
    return f'<w:r><w:fldChar w:fldCharType="{place}"/></w:r>'


def field_start(instruction: str) -> str:
    """Return what stands before a field's result: its beginning and its words."""
    told = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f"{field_sign('begin')}{told}{field_sign('separate')}"


def field(instruction: str, result: str) -> str:
    """Return a field with its result, which is runs."""
    return f"{field_start(instruction)}{result}{field_sign('end')}"


def cell(width: int, content: str, *, span: int = 1, fill: str = "", merge: str = "", where: str = "", more: str = "") -> str:
    """Return a cell. width: in twips, 0 for what its table gives it. merge: "restart" or "continue" of a cell over several rows.

    where: "center" or "bottom" for what stands there, "" for the top. more: further properties, as XML.
    """
    properties = (
        f'<w:tcW w:w="{width}" w:type="{"dxa" if width else "auto"}"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + (f'<w:vAlign w:val="{where}"/>' if where else "")
        + more
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, whole: bool = False, head: bool = False, height: int = 0, exact: bool = False) -> str:
    """Return a row. whole: not parted at the end of a page; head: repeated on each page; height: in twips, at least or exactly so."""
    properties = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{height}" w:hRule="{"exact" if exact else "atLeast"}"/>' if height else "")
        + ("<w:tblHeader/>" if head else "")
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(
    rows: Iterable[str],
    widths: Sequence[int],
    *,
    style: str = "",
    left: int | None = 0,
    borders: str = "",
    margins: Sequence[int | None] = (),
    fixed: bool = True,
) -> str:
    """Return a table as wide as its columns together, in twips.

    left: its indent, None to say none. borders: as XML. margins: of its cells, from the top to the left; None where the style's stays.
    fixed: not so where columns come and go: those left share the width.
    """
    look = (f'<w:tblStyle w:val="{style}"/>' if style else "") + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    look += f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left is not None else ""
    look += (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "") + f'<w:tblLayout w:type="{"fixed" if fixed else "autofit"}"/>'
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in zip(_SIDES, margins, strict=False) if width is not None)
    look += f"<w:tblCellMar>{inner}</w:tblCellMar>" if inner else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def no_borders() -> str:
    """Return the borders of a table that has none, as XML."""
    return "".join(f'<w:{edge} w:val="nil"/>' for edge in _EDGES)
