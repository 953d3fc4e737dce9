"""A signature block that follows right on a long table stands in a row of it: no office program then parts it from the last rows."""

from __future__ import annotations

import pytest

from generator.office.package.xml import Element, parsed
from generator.office.word import build
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS, W, find, value
from generator.render.docx.keeping import keep_together
from generator.render.lettering import lettering

_STYLES = f"""<w:styles xmlns:w="{NS}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttd"><w:name w:val="Tanda Tangan"/></w:style></w:styles>""".encode()
_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1417" w:left="1701"/></w:sectPr>'


def kept(rows: int, between: str = "", *, width: int = 9000) -> list[Element]:
    """Return the blocks of a document: a table, what is between, a signature block, its low line."""
    table = build.table(
        (build.row([build.cell(4000, build.words(f"Baris {at}")), build.cell(5000, "<w:p/>")]) for at in range(rows)), [4000, 5000]
    )
    signed = build.table([build.row([build.cell(width, build.words("Kepala Balai,", "Ttd"))])], [width])
    xml = f'<w:document xmlns:w="{NS}"><w:body>{table}{between}<w:p/>{signed}<w:p/>{_PAGE}</w:body></w:document>'
    return [node for node in parsed(keep_together(xml.encode(), WordStyles(_STYLES), lettering({})))[0] if node.tag != f"{W}sectPr"]


def test_signature__stands_in_a_last_row_without_lines_over_all_columns() -> None:
    table, after = kept(40)
    *rows, last = table.findall(f"{W}tr")
    assert (table.tag, after.tag, len(rows)) == (f"{W}tbl", f"{W}p", 40)
    assert value(find(last, "tc/tcPr/gridSpan")) == "2"
    assert {value(line) for line in last.iterfind(f"{W}tc/{W}tcPr/{W}tcBorders/*")} == {"nil"}
    assert find(last, "trPr/cantSplit") is not None
    assert find(last, "tc/tbl/tr/tc/p/pPr/pStyle") is not None
    assert last[-1][-1].tag == f"{W}p"  # Word wants one at the end of a cell
    assert [find(row, "tc/p/pPr/keepNext") is not None for row in rows[-2:]] == [True, True]


@pytest.mark.parametrize(
    ("rows", "between", "width"),
    [
        (10, "", 9000),  # the table fills no page
        (40, "<w:p><w:r><w:t>Demikian laporan ini.</w:t></w:r></w:p>", 9000),  # a sentence stands between
        (40, "", 15000),  # it is wider than the table
    ],
)
def test_signature__else_stands_by_itself(rows: int, between: str, width: int) -> None:
    blocks = kept(rows, between, width=width)
    assert [node.tag for node in blocks if node.tag == f"{W}tbl"] == [f"{W}tbl"] * 2
    assert all(find(row, "tc/tbl") is None for row in blocks[0].iter(f"{W}tr"))
