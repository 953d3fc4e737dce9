"""A workbook in the shape Excel itself saves, written by hand part by part, and what fills it.

Sheet Form holds a loop of one row (6 for, 7 pattern, 8 endfor) under a table, a total in row 9, and a loop of two rows
(12 for, 13-14 patterns, 15 endfor); Rekap computes over Form; Daftar has neither tags nor formulas.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import jinja2
import pytest
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from generator.office.package.parts import read_parts, write_parts
from generator.render.sheet_filters import SHEET_FILTERS
from generator.render.xlsx import fill
from validators.absence import CACAT, KOSONG

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea73581e40000000049454e44ae426082"
)

CONTENT_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet3.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>
<Override PartName="/xl/tables/table1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/>
<Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>
<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>
<Override PartName="/xl/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>"""

WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr/><bookViews><workbookView/></bookViews>
<sheets><sheet name="Form" sheetId="1" r:id="rId1"/><sheet name="Rekap" sheetId="2" r:id="rId2"/><sheet name="Daftar" sheetId="3" r:id="rId3"/></sheets>
<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Form!$A$1:$F$19</definedName>
<definedName name="_xlnm.Print_Titles" localSheetId="0">Form!$5:$5</definedName><definedName name="batas">Form!$B$17</definedName>
<definedName name="jumlah_poin">Form!$E$7</definedName></definedNames><calcPr calcId="191029"/></workbook>"""


def rels(*items: tuple[str, str]) -> str:
    """Return a relationships part of (kind, target); a target with a colon is external."""
    rows = (
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if ":" in target else ""}/>'
        for n, (kind, target) in enumerate(items, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\ mmmm\\ yyyy"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf/></dxfs></styleSheet>"""

STRINGS = [
    "<t>FORM COACHING</t>",  # 0
    "<r><rPr><b/><sz val='11'/></rPr><t xml:space='preserve'>Nama: </t></r><r><t>{{ gu</t></r><r><rPr><i/></rPr><t>ru.nama }}</t></r>",  # 1
    "<r><t>{{ tang</t></r><r><rPr><b/></rPr><t>gal }}</t></r>",  # 2
    "<t>RHK</t>",  # 3
    "<t>Kuantitas</t>",  # 4
    "<t>Poin</t>",  # 5
    "<t>Jumlah</t>",  # 6
    "<t>Bagian</t>",  # 7
    "<t>No</t>",  # 8
    "<r><t>{%tr for r in </t></r><r><rPr><b/></rPr><t>rencana %}</t></r>",  # 9
    "<t>{{ loop.index }}</t>",  # 10
    "<t>{{ r.rhk }}</t>",  # 11
    "<t>{{ r.kuantitas }}</t>",  # 12
    "<t>{{ r.poin }}</t>",  # 13
    "<t>{%tr endfor %}</t>",  # 14
    "<t>Total</t>",  # 15
    "<t>{%tr for s in sesi %}</t>",  # 16
    "<t>{{ s.judul }}</t>",  # 17
    "<t>{{ s.menit }}</t>",  # 18
    "<t>Catatan</t>",  # 19
    "<t>{{ s.catatan }}</t>",  # 20
]


def text(address: str, index: int, style: int = 0) -> str:
    """Return a cell with the shared string of that index."""
    return f'<c r="{address}" s="{style}" t="s"><v>{index}</v></c>'


FORM_ROWS = [
    '<row r="1" spans="1:6" ht="24" customHeight="1" x14ac:dyDescent="0.25">' + text("A1", 0, 1) + "</row>",
    '<row r="2" spans="1:6">' + text("A2", 1) + "</row>",
    '<row r="3" spans="1:6">' + text("A3", 2, 2) + "</row>",
    '<row r="5" spans="1:6">' + "".join(text(f"{c}5", i) for c, i in zip("ABCDEF", (8, 3, 4, 5, 6, 7), strict=True)) + "</row>",
    '<row r="6" spans="1:6">' + text("A6", 9) + "</row>",
    '<row r="7" spans="1:6" ht="30" x14ac:dyDescent="0.25">'
    + text("A7", 10)
    + text("B7", 11, 3)
    + text("C7", 12)
    + text("D7", 13)
    + '<c r="E7"><f>C7*D7</f><v>0</v></c><c r="F7" s="4"><f>E7/SUM($E$7:$E$7)</f><v>0</v></c></row>',
    '<row r="8" spans="1:6">' + text("A8", 14) + "</row>",
    '<row r="9" spans="1:6">'
    + text("A9", 15)
    + '<c r="C9"><f t="shared" ref="C9:E9" si="0">SUM(C7:C7)</f><v>0</v></c>'
    + '<c r="D9"><f t="shared" si="0"/><v>0</v></c><c r="E9"><f t="shared" si="0"/><v>999</v></c>'
    + '<c r="F9" t="str"><f>IF(E9&gt;=$B$17,"Memenuhi","Belum")</f><v>?</v></c></row>',
    '<row r="10" spans="1:6"><c r="E10"><f>LOG10(E7)</f><v>777</v></c><c r="F10"><f t="array" ref="F10">SUM(C7:C7*D7:D7)</f><v>777</v></c></row>',
    '<row r="12" spans="1:6">' + text("A12", 16) + "</row>",
    '<row r="13" spans="1:6">' + text("A13", 17) + text("B13", 18) + "</row>",
    '<row r="14" spans="1:6">' + text("A14", 19) + text("B14", 20, 3) + "</row>",
    '<row r="15" spans="1:6">' + text("A15", 14) + "</row>",
    '<row r="17" spans="1:6"><c r="B17"><v>32</v></c><c r="C17"><f>SUM(B13:B14)</f><v>0</v></c></row>',
    '<row r="19" spans="1:6"><c r="A19"><f>SUM(jumlah_poin)+SUM(Rencana[Kuantitas])</f><v>0</v></c></row>',
]

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
EXTENSIONS = f"""<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">
<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">
<x14:formula1><xm:f>Daftar!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>D7</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup>
<x14:sparklines><x14:sparkline><xm:f>Form!C7:D7</xm:f><xm:sqref>G7</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
FORM = f"""<worksheet xmlns="{MAIN}" xmlns:r="{REL}" xmlns:mc="{MC}" mc:Ignorable="x14ac" xmlns:x14ac="{X14AC}"><dimension ref="A1:F19"/>
<sheetViews><sheetView workbookViewId="0"><pane ySplit="5" topLeftCell="A7" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="E9" sqref="E9"/></sheetView></sheetViews>
<sheetFormatPr defaultRowHeight="15"/><cols><col min="2" max="2" width="20.7109375" customWidth="1"/></cols>
<sheetData>{"".join(FORM_ROWS)}</sheetData>
<autoFilter ref="A17:B19"/>
<mergeCells count="4"><mergeCell ref="A2:C2"/><mergeCell ref="A9:B9"/><mergeCell ref="C13:D13"/><mergeCell ref="C14:C15"/></mergeCells>
<conditionalFormatting sqref="E7 E9"><cfRule type="expression" dxfId="0" priority="1"><formula>E7&gt;$B$17</formula></cfRule></conditionalFormatting>
<conditionalFormatting sqref="B13"><cfRule type="cellIs" dxfId="0" priority="2" operator="greaterThan"><formula>SUM($C$7:$C$7)</formula></cfRule></conditionalFormatting>
<dataValidations count="2"><dataValidation type="whole" allowBlank="1" sqref="C7"><formula1>1</formula1><formula2>$B$17</formula2></dataValidation>
<dataValidation type="list" allowBlank="1" sqref="A8"><formula1>"a,b"</formula1></dataValidation></dataValidations>
<hyperlinks><hyperlink ref="B7" r:id="rId5"/><hyperlink ref="A17" location="Form!E9" display="Total"/></hyperlinks>
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><headerFooter><oddHeader>&amp;L&amp;G</oddHeader></headerFooter>
<rowBreaks count="1" manualBreakCount="1"><brk id="10" max="16383" man="1"/></rowBreaks>
<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><legacyDrawingHF r:id="rId6"/><tableParts count="1"><tablePart r:id="rId3"/></tableParts>{EXTENSIONS}</worksheet>"""

REKAP = f"""<worksheet xmlns="{MAIN}"><dimension ref="A1:A4"/><sheetData>
<row r="1"><c r="A1"><f>Form!E9</f><v>999</v></c></row><row r="2"><c r="A2"><f>SUM(Form!$C$7:$C$7)+Form!B17</f><v>0</v></c></row>
<row r="3"><c r="A3"><f>A1*2</f><v>0</v></c></row><row r="4"><c r="A4"><f>SUMIF(Form!C7:C7,"&gt;1",Form!E7:E7)</f><v>0</v></c></row></sheetData></worksheet>"""

DAFTAR = f"""<worksheet xmlns="{MAIN}"><dimension ref="A1:A3"/><sheetData><row r="1"><c r="A1"><v>4</v></c></row><row r="2"><c r="A2"><v>8</v></c></row>
<row r="3"><c r="A3"><v>16</v></c></row></sheetData></worksheet>"""

TABLE = f"""<table xmlns="{MAIN}" id="1" name="Rencana" displayName="Rencana" ref="A5:F8" totalsRowShown="0"><autoFilter ref="A5:F8"/>
<tableColumns count="6"><tableColumn id="1" name="No"/><tableColumn id="2" name="RHK"/><tableColumn id="3" name="Kuantitas"/><tableColumn id="4" name="Poin"/>
<tableColumn id="5" name="Jumlah"/><tableColumn id="6" name="Bagian"/></tableColumns></table>"""

COMMENTS = f"""<comments xmlns="{MAIN}"><authors><author>Balai</author></authors><commentList><comment ref="E9" authorId="0"><text><t>Jumlah</t></text></comment></commentList></comments>"""

VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape id="_x0000_s1025" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Anchor>5, 15, 8, 2, 7, 15, 12, 4</x:Anchor><x:Row>8</x:Row><x:Column>4</x:Column></x:ClientData></v:shape></xml>"""

HEADER_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape id="LH"><v:imagedata o:relid="rId1" o:title="logo"/></v:shape></xml>"""

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def anchor(top: int, bottom: int, inner: str, edit_as: str = "") -> str:
    """Return an anchor over columns H to N."""
    corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    corners = corner.format("from", 7, top) + corner.format("to", 13, bottom)
    return f"<xdr:twoCellAnchor{edit_as}>{corners}{inner}<xdr:clientData/></xdr:twoCellAnchor>"


DRAWING = f"""<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}">{
    anchor(
        10,
        18,
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Grafik"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" xmlns:r="{REL}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>',
        ' editAs="oneCell"',
    )
}{
    anchor(
        0,
        20,
        '<xdr:sp macro="" textlink="Form!$E$9"><xdr:nvSpPr><xdr:cNvPr id="3" name="Kotak"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>',
    )
}</xdr:wsDr>"""

CHART = f"""<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea><c:arrangement/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>
<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Form!$E$5</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>?</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:f>Form!$B$7</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>?</c:v></c:pt></c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:f>Form!$E$7</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>777</c:v></c:pt></c:numCache></c:numRef></c:val>
</c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>"""


@pytest.fixture(scope="session")
def excel_parts() -> dict[str, bytes]:
    """The parts of the workbook, as Excel lays them out."""
    sheet_rels = (
        ("drawing", "../drawings/drawing1.xml"),
        ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("table", "../tables/table1.xml"),
        ("comments", "../comments1.xml"),
        ("hyperlink", "https://contoh.go.id/rhk"),
        ("vmlDrawing", "../drawings/vmlDrawing2.vml"),
    )
    book_rels = (
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
        ("worksheet", "worksheets/sheet3.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("calcChain", "calcChain.xml"),
    )
    strings = "".join(f"<si>{item}</si>" for item in STRINGS)
    texts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": rels(*book_rels),
        "xl/worksheets/sheet1.xml": FORM,
        "xl/worksheets/sheet2.xml": REKAP,
        "xl/worksheets/sheet3.xml": DAFTAR,
        "xl/worksheets/_rels/sheet1.xml.rels": rels(*sheet_rels),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="30" uniqueCount="{len(STRINGS)}">{strings}</sst>',
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="E9" i="1"/></calcChain>',
        "xl/tables/table1.xml": TABLE,
        "xl/comments1.xml": COMMENTS,
        "xl/drawings/drawing1.xml": DRAWING,
        "xl/drawings/_rels/drawing1.xml.rels": rels(("chart", "../charts/chart1.xml")),
        "xl/charts/chart1.xml": CHART,
    }
    parts = {name: (HEAD + body).encode() for name, body in texts.items()}
    parts["xl/drawings/vmlDrawing1.vml"] = VML.encode()
    parts["xl/drawings/vmlDrawing2.vml"] = HEADER_VML.encode()
    parts["xl/drawings/_rels/vmlDrawing2.vml.rels"] = (HEAD + rels(("image", "../media/image1.png"))).encode()
    parts["xl/media/image1.png"] = PNG
    return parts


@pytest.fixture(scope="session")
def excel_template(excel_parts) -> bytes:
    """The workbook as a file."""
    return write_parts(excel_parts)


@pytest.fixture(scope="session")
def environment() -> jinja2.Environment:
    """A sandboxed environment as the program makes it: unknown names fail, values print in Indonesian."""

    def show(value: Any) -> str:
        if value is KOSONG:
            return ""
        if value is CACAT:
            return "[belum benar]"
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)

    made = SandboxedEnvironment(undefined=jinja2.StrictUndefined, finalize=show)
    made.filters |= SHEET_FILTERS
    made.tests["kosong"] = lambda value: value is KOSONG
    return made


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    """Three plans (16 + 8 + 8 = 32 points) and two sessions."""
    import datetime

    return {
        "guru": {"nama": "Siti & <Rahma>"},
        "tanggal": datetime.date(2023, 7, 12),
        "rencana": [
            {"rhk": "Mengikuti pelatihan " * 6, "kuantitas": 2, "poin": Decimal("8.0")},
            {"rhk": "=cmd|' /C calc'!A0", "kuantitas": 1, "poin": 8},
            {"rhk": "Berbagi praktik baik", "kuantitas": 1, "poin": 8},
        ],
        "sesi": [{"judul": "Pembuka", "menit": 15, "catatan": KOSONG}, {"judul": "Inti", "menit": 60, "catatan": ["lugas", "-rapi"]}],
    }


class Filled:
    """A filled workbook, read back part by part with lxml alone."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.parts = read_parts(data)

    def root(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def sheet(self, number: int = 1) -> etree._Element:
        return self.root(f"xl/worksheets/sheet{number}.xml")

    def cell(self, address: str, number: int = 1) -> etree._Element:
        return self.sheet(number).xpath(f"//*[local-name()='c'][@r='{address}']")[0]

    def formula(self, address: str, number: int = 1) -> str:
        return self.cell(address, number).findtext(f"{{{MAIN}}}f")

    def value(self, address: str, number: int = 1) -> str | None:
        """The stored value or inline text, a shared string by its index in braces."""
        cell = self.cell(address, number)
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext())
        return cell.findtext(f"{{{MAIN}}}v")

    def all(self, name: str, attribute: str, part: str = "xl/worksheets/sheet1.xml") -> list[str]:
        """The values of an attribute of all elements of a name, in any namespace."""
        return self.root(part).xpath(f"//*[local-name()='{name}']/@{attribute}")

    def texts(self, name: str, part: str = "xl/worksheets/sheet1.xml") -> list[str]:
        return self.root(part).xpath(f"//*[local-name()='{name}']/text()")


@pytest.fixture(scope="session")
def filled_with(excel_template, environment):
    """Return the workbook filled with a context."""

    def filled(context: dict[str, Any], template: bytes = excel_template, **properties: str) -> Filled:
        return Filled(fill(template, context, environment, name="form.xlsx", properties=properties))

    return filled


@pytest.fixture(scope="session")
def filled(filled_with, context) -> Filled:
    """The workbook filled with `context`."""
    return filled_with(context)


@pytest.fixture(scope="session")
def small_template():
    """Return a workbook of one sheet 'Form' with the given cells, for one-cell questions.

    cells: address to inline text, or to a formula when it starts with "=".
    """

    def made(cells: dict[str, str], *, frame: str = "", extra: dict[str, bytes] | None = None, styles: str = STYLES) -> bytes:
        rows: dict[int, str] = {}
        for address, content in cells.items():
            number = int("".join(filter(str.isdigit, address)))
            escaped = content.replace("&", "&amp;").replace("<", "&lt;")
            inner = f"<f>{escaped[1:]}</f>" if content.startswith("=") else f'<is><t xml:space="preserve">{escaped}</t></is>'
            kind = "" if content.startswith("=") else ' t="inlineStr"'
            rows[number] = rows.get(number, "") + f'<c r="{address}"{kind}>{inner}</c>'
        data = "".join(f'<row r="{number}">{inner}</row>' for number, inner in sorted(rows.items()))
        types = CONTENT_TYPES.partition('<Override PartName="/xl/worksheets/sheet2')[0]
        texts = {
            "[Content_Types].xml": types
            + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
            "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Form" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": rels(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{frame}</worksheet>',
            "xl/styles.xml": styles,
        }
        return write_parts({name: (HEAD + body).encode() for name, body in texts.items()} | (extra or {}))

    return made
