"""Live pages as an XLSX file: few parts, fixed times, the same pages give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.ooxml.cells import MAX_TEXT, escaped, letters, number_text, quoted
from generator.ooxml.formula import CellError
from generator.ooxml.package import CONTENT_TYPES, write_parts
from generator.ooxml.relations import PACKAGE_NS, RELATIONSHIPS, TYPES
from generator.ooxml.xml import SHEET_NS
from generator.tallies.livebook import HEAD_ROW, Cell, Look, Page, calculated

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LOOKS: Final[Mapping[Look, tuple[int, int, int, int, str]]] = {
    "teks": (0, 0, 0, 0, '<alignment vertical="top" wrapText="1"/>'),
    "judul": (1, 0, 0, 0, ""),
    "kepala": (2, 2, 1, 0, '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
    "isi": (0, 3, 1, 0, '<alignment vertical="top" wrapText="1"/>'),
    "isi-angka": (0, 3, 1, 0, ""),
    "hitung": (0, 0, 1, 0, ""),
    "angka": (0, 0, 1, 164, ""),
    "persen": (0, 0, 1, 165, ""),
    "kata": (0, 0, 1, 0, '<alignment horizontal="left" indent="1"/>'),
    "hasil": (2, 4, 1, 164, '<alignment horizontal="right"/>'),
    "hasil-hitung": (2, 4, 1, 0, '<alignment horizontal="right"/>'),
    "catatan": (3, 0, 0, 0, ""),
}
"""Of each look its font, fill, border, number format and alignment."""
_QUOTED_FROM: Final = len(_LOOKS)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "'", "\t")
_NUMBERS: Final = ("0.00####", '0.00####"%"')
_WIDEST: Final = 60
_LINE_HEIGHT: Final = 15
_WRAPPED: Final = frozenset({"kepala", "isi", "teks"})
_WIDTH_OF_SOURCE: Final = 110


def workbook(pages: Sequence[Page]) -> bytes:
    """Return the pages as an XLSX file whose cached values are the exact ones."""
    done = sorted(calculated(pages), key=lambda page: not page.leads)
    parts = {
        CONTENT_TYPES: _content_types(len(done)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(done),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(done) + 1)), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{at}.xml": _sheet(page) for at, page in enumerate(done, start=1)},
    }
    return write_parts({name: (_HEAD + text).encode() for name, text in parts.items()})


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>' for at in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    assert RELATIONSHIPS.startswith(PACKAGE_NS)
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'


def _workbook(pages: Sequence[Page]) -> str:
    sheets = "".join(f'<sheet name="{quoted(page.name)}" sheetId="{at}" r:id="rId{at}"/>' for at, page in enumerate(pages, start=1))
    return f'<workbook xmlns="{SHEET_NS}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _styles() -> str:
    plain = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    fonts = f'<font>{plain}</font><font><b/><sz val="14"/><name val="Calibri"/><family val="2"/></font><font><b/>{plain}</font>'
    fonts += '<font><i/><sz val="11"/><color rgb="FF595959"/><name val="Calibri"/><family val="2"/></font>'
    solid = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        for colour in ("D9E2F3", "FFFBE6", "E2EFDA")
    )
    fills = f'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{solid}'
    line = "".join(f'<{side} style="thin"><color rgb="FF808080"/></{side}>' for side in ("left", "right", "top", "bottom"))
    borders = f"<border><left/><right/><top/><bottom/><diagonal/></border><border>{line}<diagonal/></border>"
    formats = "".join(_format(*look, quote="") for look in _LOOKS.values())
    formats += "".join(_format(*look, quote=' quotePrefix="1"') for look in _LOOKS.values())
    return (
        f'<styleSheet xmlns="{SHEET_NS}"><numFmts count="2">{_number_formats()}</numFmts>'
        f'<fonts count="4">{fonts}</fonts><fills count="5">{fills}</fills><borders count="2">{borders}</borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 * len(_LOOKS)}">{formats}</cellXfs>'
        f'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _number_formats() -> str:
    return "".join(f'<numFmt numFmtId="{at}" formatCode="{quoted(code)}"/>' for at, code in enumerate(_NUMBERS, start=164))


def _format(font: int, fill: int, border: int, number: int, alignment: str, *, quote: str) -> str:
    attributes = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{quote}'
    applied = ' applyFont="1" applyFill="1" applyBorder="1" applyNumberFormat="1" applyAlignment="1"'
    return f"<xf {attributes}{applied}>{alignment}</xf>" if alignment else f"<xf {attributes}{applied}/>"


def _sheet(page: Page) -> str:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), held in sorted(page.cells.items()):
        rows.setdefault(row, {})[column] = held
    widths = _widths(page)
    has_head = any(row == HEAD_ROW and held.look == "kepala" for (row, _), held in page.cells.items())
    pane = f'<pane ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/>' if has_head else ""
    columns = "".join(f'<col min="{at}" max="{at}" width="{width:.1f}" customWidth="1"/>' for at, width in widths.items())
    body = "".join(_row(row, cells, widths) for row, cells in rows.items())
    return (
        f'<worksheet xmlns="{SHEET_NS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData>"
        '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _widths(page: Page) -> dict[int, float]:
    """Return the width of each column: its longest text, of a heading in the top row its longest word."""
    if not any(held.look == "kepala" for held in page.cells.values()):
        return {1: _WIDTH_OF_SOURCE}
    widths: dict[int, float] = {}
    for (row, column), held in page.cells.items():
        if held.look not in ("judul", "catatan"):
            widths[column] = max(widths.get(column, 9.0), min(_width(held, is_head=row == HEAD_ROW), _WIDEST))
    return dict(sorted(widths.items()))


def _width(held: Cell, *, is_head: bool) -> float:
    if not isinstance(held.value, str):
        return 10.0
    longest = max((len(word) for word in held.value.split()), default=0) if is_head else len(held.value)
    return longest * 1.15 + 3


def _row(row: int, cells: Mapping[int, Cell], widths: Mapping[int, float]) -> str:
    inner = "".join(_cell(row, column, held) for column, held in cells.items())
    lines = max(_lines(held, widths.get(column, 9.0)) for column, held in cells.items())
    height = f' ht="{lines * _LINE_HEIGHT}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{row}"{height}>{inner}</row>'


def _lines(held: Cell, width: float) -> int:
    """Return how many lines a wrapped text takes in a column."""
    if held.look not in _WRAPPED or not isinstance(held.value, str):
        return 1
    lines, used = 1, 0.0
    for word in held.value.split():
        need = len(word) * 1.15 + 1
        if used and used + need > width:
            lines, used = lines + 1, 0.0
        used += need
    return lines


def _cell(row: int, column: int, held: Cell) -> str:
    style = list(_LOOKS).index(held.look)
    value = held.value
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not held.formula:
        style += _QUOTED_FROM
    start = f'<c r="{letters(column)}{row}" s="{style}"'
    written = f"<f>{escaped(held.formula)}</f>" if held.formula else ""
    return f"{start}{_content(value, written)}"


def _content(value: Any, formula: str) -> str:
    if value is None:
        return f">{formula}</c>" if formula else "/>"
    if isinstance(value, bool):
        return f' t="b">{formula}<v>{value:d}</v></c>'
    if isinstance(value, CellError):
        return f' t="e">{formula}<v>{value.code}</v></c>'
    if isinstance(value, str):
        if formula:
            return f' t="str">{formula}<v>{escaped(value)}</v></c>'
        return f' t="inlineStr"><is><t xml:space="preserve">{escaped(value[:MAX_TEXT])}</t></is></c>'
    exact = Fraction(value) if isinstance(value, Decimal) else value
    return f">{formula}<v>{number_text(exact)}</v></c>"
