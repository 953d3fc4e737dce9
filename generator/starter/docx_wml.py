"""WordprocessingML in text: paragraphs, cells, rows and tables of a starter template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

HEAD_FILL: Final = "E7E6E6"
TOTAL_FILL: Final = "F2F2F2"
_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(cm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(cm * 1440 / 2.54)


def run(text: str, *, bold: bool = False) -> str:
    """Return a run of text; tags are text too."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str = "", *, bold: bool = False, align: str = "", more: str = "") -> str:
    """Return a paragraph. style: the style's id, "" for the usual one. more: further properties, as XML, before the alignment."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "") + more + (f'<w:jc w:val="{align}"/>' if align and align != "left" else "")
    )
    body = run(text, bold=bold) if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{body}</w:p>"


def cell(width: int, content: str, *, span: int = 1, fill: str = "", merge: str = "", middle: bool = False) -> str:
    """Return a cell. width: in twips, 0 for what its table gives it. merge: "restart" or "continue" of a cell over several rows."""
    properties = (
        f'<w:tcW w:w="{width}" w:type="{"dxa" if width else "auto"}"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + ('<w:vAlign w:val="center"/>' if middle else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, whole: bool = False, head: bool = False, height: int = 0) -> str:
    """Return a row. whole: not parted at the end of a page; head: repeated on each page; height: at least, in twips."""
    properties = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if head else "")
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tag_row(tag: str, widths: Sequence[int]) -> str:
    """Return the row of a tag that repeats, or leaves out, the rows up to its end; it is gone in the filled document."""
    return row([cell(sum(widths), paragraph(tag, "IsiTabel"), span=len(widths))])


def tag_cell(tag: str, style: str) -> str:
    """Return the cell of a tag that repeats, or leaves out, the cells up to its end."""
    return cell(567, paragraph(tag, style))


def table(rows: Iterable[str], widths: Sequence[int], *, bordered: bool = True, fixed: bool = True) -> str:
    """Return a table as wide as its columns together, in twips; not fixed where columns come and go: those left share the width."""
    style = '<w:tblStyle w:val="TableGrid"/>' if bordered else ""
    edges = "".join(f'<w:{edge} w:val="nil"/>' for edge in _EDGES)
    borders = "" if bordered else f"<w:tblBorders>{edges}</w:tblBorders>"
    side, above = (80, 40) if bordered else (40, 15)
    margins = f'<w:top w:w="{above}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="{"fixed" if fixed else "autofit"}"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def gap() -> str:
    """Return the low empty line behind a table."""
    return paragraph("", "Antara")
