"""Finished documents as texts a reviewer can read: what a golden file holds."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import openpyxl
from docx.oxml.ns import qn
from lxml import etree

from tests.documents import parts

PROSE = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml", "word/comments.xml")
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def docx_text(data: bytes) -> str:
    """Return a Word document's paragraphs with their styles, its tables row by row, running heads too, and the digests of its pictures."""
    lines: list[str] = []
    for name, part in sorted(parts(data).items()):
        if name.startswith(PROSE) and name.endswith(".xml"):
            lines += ["", f"== {name}", *_blocks(etree.fromstring(part))]
        elif name.startswith("word/media/"):
            lines += ["", f"== {name} {digest(part)}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def _blocks(parent: etree._Element) -> Iterator[str]:
    for node in parent:
        if node.tag == qn("w:p"):
            yield _paragraph(node)
        elif node.tag == qn("w:tbl"):
            yield from (f"| {_row(row)} |" for row in node.iterchildren(qn("w:tr")))
        elif node.tag in (qn("w:sectPr"), qn("w:tblPr"), qn("w:tblGrid")):
            continue
        else:
            yield from _blocks(node)


def _row(row: etree._Element) -> str:
    return " | ".join(" / ".join(_blocks(cell)) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(qn("w:tr")), None)


def _paragraph(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
    mark = "" if number is None else f"({number.get(qn('w:val'))})"
    named = "" if style is None else f"[{style.get(qn('w:val'))}{mark}] "
    return named + "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:instrText"), DESCRIPTION):
        if node.tag == qn("w:instrText"):
            yield f"<{(node.text or '').strip()}>"
        elif node.tag == DESCRIPTION:
            yield f"<gambar: {node.get('descr')}>"
        else:
            yield node.text or "" if node.tag == qn("w:t") else " "


def xlsx_text(data: bytes) -> str:
    """Return a workbook's cells sheet by sheet: address, value, and the formula that gives it."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    lines: list[str] = []
    for sheet in formulas.worksheets:
        lines += ["", f"== {sheet.title} {sheet.sheet_state} {sheet.dimensions}"]
        for row in sheet.iter_rows():
            lines += [_cell(cell, values[sheet.title][cell.coordinate].value) for cell in row if cell.value is not None]
    lines += [
        "",
        *(f"== {name} {digest(part)}" for name, part in sorted(parts(data).items()) if name.startswith(("xl/media/", "xl/charts/"))),
    ]
    return "\n".join(lines).strip("\n") + "\n"


def _cell(cell: openpyxl.cell.Cell, value: object) -> str:
    shown = str(value).replace("\n", "⏎")
    return f"{cell.coordinate} {shown}" + (f"    {cell.value}" if cell.data_type == "f" else "")


def xml_text(name: str, data: bytes) -> str:
    """Return a package part in full: XML indented, anything else as its digest."""
    if not name.endswith((".xml", ".rels")):
        return digest(data) + "\n"
    root = etree.fromstring(data)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def digest(data: bytes) -> str:
    """Return the first letters of a part's SHA-256: enough to see that it changed."""
    return hashlib.sha256(data).hexdigest()[:16]
