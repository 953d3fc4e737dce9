"""Charts and linked boxes copy what cells hold: the copies are made anew, and what has nothing to draw goes. TPL-02."""

from __future__ import annotations

import pytest

from generator.office.package.parts import read_parts, write_parts
from tests.generator.render.xlsx.conftest import HEAD, REL, rels

PLANS = [{"rhk": "Satu", "kuantitas": 1, "poin": 8}, {"rhk": "Dua", "kuantitas": 2, "poin": 4}]


def with_copies(parts: dict[str, bytes], text: bytes) -> bytes:
    """Return the workbook as a spreadsheet program saves it: the chart holds the texts that stand in the cells."""
    return write_parts(
        parts | {"xl/charts/chart1.xml": parts["xl/charts/chart1.xml"].replace(b"<c:v>?</c:v>", b"<c:v>" + text + b"</c:v>")}
    )


def test_chart__tags_in_its_copies_are_no_tags_of_its_own(filled_with, context, excel_parts):
    """A template saved once in a spreadsheet program carries the tags of its cells in the chart's caches."""
    found = filled_with(context, with_copies(excel_parts, b"{{ r.rhk }}"))
    assert b"{{" not in found.parts["xl/charts/chart1.xml"]
    assert found.texts("v", "xl/charts/chart1.xml")[0] == "Jumlah"
    assert "Berbagi praktik baik" in found.texts("v", "xl/charts/chart1.xml")


def test_chart__copies_that_cannot_be_renewed_go(filled_with, context, excel_parts):
    labels = (
        b'<c:extLst><c:ext uri="x"><c15:datalabelsRange xmlns:c15="urn:x"><c15:f>Form!$B$7</c15:f><c15:dlblRangeCache>'
        b"<c:ptCount val='1'/><c:pt idx='0'><c:v>{{ r.rhk }}</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst></c:ser>"
    )
    chart = excel_parts["xl/charts/chart1.xml"].replace(b"</c:ser>", labels)
    found = filled_with(context, write_parts(excel_parts | {"xl/charts/chart1.xml": chart}))
    assert b"dlblRangeCache" not in found.parts["xl/charts/chart1.xml"]
    # the chart's own cells grew with the rows: 7 to 6..8
    assert found.texts("f", "xl/charts/chart1.xml")[-1] == "Form!$B$6:$B$8"


def test_chart__control_character_in_a_category(filled_with, context):
    rows = [{"rhk": "A\x0bB", "kuantitas": 1, "poin": 8}, *PLANS]
    found = filled_with(context | {"rencana": rows})
    assert found.texts("v", "xl/charts/chart1.xml")[1] == "A_x000B_B"


@pytest.mark.parametrize(("rows", "there"), [(PLANS, True), (PLANS[:1], False), ([], False)], ids=["dua", "satu", "kosong"])
def test_chart__of_fewer_than_two_categories_is_left_out(filled_with, context, rows, there):
    found = filled_with(context | {"rencana": rows})
    assert ("xl/charts/chart1.xml" in found.parts) is there
    assert (b"chart1.xml" in found.parts["[Content_Types].xml"]) is there
    assert (b"chart1.xml" in found.parts["xl/drawings/_rels/drawing1.xml.rels"]) is there
    assert (b"graphicFrame" in found.parts["xl/drawings/drawing1.xml"]) is there
    assert b'name="Kotak"' in found.parts["xl/drawings/drawing1.xml"]


def test_chart__of_cells_that_do_not_repeat_stays(filled_with, context, excel_parts):
    chart = excel_parts["xl/charts/chart1.xml"].replace(b"$E$7", b"$B$17").replace(b"$B$7", b"$A$17")
    found = filled_with(context, write_parts(excel_parts | {"xl/charts/chart1.xml": chart}))
    assert "xl/charts/chart1.xml" in found.parts


def test_box__shows_the_cell_it_is_linked_to(filled_with, context, excel_parts):
    linked = b'textlink="Form!$A$2"><xdr:txBody><a:p><a:r><a:t>Nama: {{ guru</a:t></a:r><a:r><a:t>.nama }}</a:t></a:r></a:p></xdr:txBody>'
    drawing = excel_parts["xl/drawings/drawing1.xml"].replace(b'textlink="Form!$E$9">', linked)
    found = filled_with(context, write_parts(excel_parts | {"xl/drawings/drawing1.xml": drawing}))
    assert found.texts("t", "xl/drawings/drawing1.xml") == ["Nama: Siti & <Rahma>"]


def states(found) -> dict[str, str]:
    return {sheet.get("name"): sheet.get("state", "visible") for sheet in found.root("xl/workbook.xml").iter("{*}sheet")}


LOOP = (
    '<row r="6"><c r="A6" t="inlineStr"><is><t>{%tr for r in lain %}</t></is></c></row>'
    '<row r="7"><c r="A7" t="inlineStr"><is><t>{{ r }}</t></is></c></row>'
    '<row r="8"><c r="A8" t="inlineStr"><is><t>{%tr endfor %}</t></is></c></row>'
    '<row r="9"><c r="A9"><f>SUM(A7:A7)</f></c></row></sheetData>'
)


def with_loop(parts: dict[str, bytes], *, formulas: bool) -> bytes:
    """Return the workbook with a loop on the sheet Rekap, with or without its formulas over the sheet Form."""
    rekap = parts["xl/worksheets/sheet2.xml"].decode()
    kept = rekap.replace("</sheetData>", LOOP) if formulas else rekap[: rekap.index("<sheetData>")] + f"<sheetData>{LOOP}</worksheet>"
    return write_parts(parts | {"xl/worksheets/sheet2.xml": kept.encode()})


@pytest.mark.parametrize(("rows", "formulas", "state"), [([1], False, "visible"), ([], True, "visible"), ([], False, "hidden")])
def test_sheet__on_which_nothing_was_filled_is_hidden(filled_with, context, excel_parts, rows, formulas, state):
    """Its total of nothing is no value; what another sheet's numbers add up to is."""
    found = filled_with(context | {"lain": rows}, with_loop(excel_parts, formulas=formulas))
    assert states(found) == {"Form": "visible", "Rekap": state, "Daftar": "visible"}


def test_sheet__that_is_hidden_leaves_no_print_area(filled_with, context, excel_parts):
    """LibreOffice prints a hidden sheet that has one: a page with the title of charts that had nothing to show."""
    parts = read_parts(with_loop(excel_parts, formulas=False))
    area = b'<definedName name="_xlnm.Print_Area" localSheetId="1">Rekap!$A$1:$C$9</definedName></definedNames>'
    template = write_parts(parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</definedNames>", area)})
    areas = [filled_with(context | {"lain": rows}, template).texts("definedName", "xl/workbook.xml") for rows in ([1], [])]
    assert [any(text.startswith("Rekap!") for text in texts) for texts in areas] == [True, False]
    assert all(any(text.startswith("Form!$A$1") for text in texts) for texts in areas)


def test_sheet__that_is_the_only_one_stays(filled_with, small_template):
    template = small_template({"A1": "{%tr for r in rows %}", "A2": "{{ r }}", "A3": "{%tr endfor %}"})
    assert states(filled_with({"rows": []}, template)) == {"Form": "visible"}


def test_row__of_a_loop_without_data_beside_one_with_some_is_hidden(filled_with, small_template):
    """Two sources of one table: the blank row of the one is no row of the table; with neither, one blank row is left to see."""
    cells = {"A1": "{%tr for r in satu %}", "A2": "{{ r }}", "A3": "{%tr endfor %}"}
    cells |= {"A4": "{%tr for r in dua %}", "A5": "{{ r }}", "A6": "{%tr endfor %}", "A7": "Jumlah"}
    template = small_template(cells)

    def hidden(**rows):
        found = filled_with({"satu": [], "dua": [], **rows}, template)
        return [row.get("hidden") for row in found.sheet().iter("{*}row")]

    assert hidden(satu=[1, 2]) == [None, None, "1", None]
    assert hidden(dua=[1]) == ["1", None, None]
    assert hidden(satu=[1], dua=[1]) == [None, None, None]
    assert hidden() == [None, None, None]


def test_column__kept_for_more_than_there_is_is_hidden(filled_with, small_template):
    """Three columns for assessors of whom two are there; a column with a heading of its own stays, empty or not."""
    cells = {"A1": "Butir", "B1": "{{ kode[0] }}", "C1": "{{ kode[1] }}", "D1": "{{ kode[2] }}", "E1": "Catatan"}
    cells |= {"A2": "{%tr for r in rows %}", "A3": "{{ r.nama }}", "A4": "{%tr endfor %}", "E3": "{{ r.catatan }}"}
    cells |= {f"{letter}3": f"{{{{ r.nilai[{at}] }}}}" for at, letter in enumerate("BCD")}
    template = small_template(cells)
    parts = read_parts(template)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        b"<sheetData>", b'<cols><col min="2" max="4" width="9" customWidth="1"/></cols><sheetData>'
    )
    rows = [{"nama": "a", "catatan": "", "nilai": [1, 2, ""]}, {"nama": "b", "catatan": "", "nilai": [3, "", ""]}]
    for data in (template, write_parts(parts | {"xl/worksheets/sheet1.xml": sheet})):
        found = filled_with({"kode": ["P1", "P2", ""], "rows": rows}, data)
        columns = [(col.get("min"), col.get("max"), col.get("hidden")) for col in found.sheet().iter("{*}col")]
        assert [column for column in columns if column[2]] == [("4", "4", "1")]
        assert columns == sorted(columns)
    full = filled_with({"kode": ["P1", "P2", "P3"], "rows": rows}, template)
    assert not full.all("col", "hidden")


@pytest.mark.parametrize(("tags", "state"), [(["{{ judul }}"], "hidden"), (["{{ judul }}", "{{ judul }}", "{{ judul }}"], "visible")])
def test_sheet__of_charts_that_have_all_gone_is_hidden(filled_with, context, excel_parts, tags, state):
    """A title says nothing by itself; a form with a chart stays."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{tag}</t></is></c></row>' for n, tag in enumerate(tags, 1))
    head, _, tail = excel_parts["xl/worksheets/sheet3.xml"].decode().partition("<sheetData>")
    sheet = f'{head}<sheetData>{rows}</sheetData><drawing xmlns:r="{REL}" r:id="rId1"/></worksheet>'.replace('<dimension ref="A1:A3"/>', "")
    assert tail
    drawing = excel_parts["xl/drawings/drawing1.xml"].decode()
    frame = drawing[: drawing.index("<xdr:twoCellAnchor>")] + "</xdr:wsDr>"
    parts = excel_parts | {
        "xl/worksheets/sheet3.xml": sheet.encode(),
        "xl/worksheets/_rels/sheet3.xml.rels": (HEAD + rels(("drawing", "../drawings/drawing3.xml"))).encode(),
        "xl/drawings/drawing3.xml": frame.encode(),
        "xl/drawings/_rels/drawing3.xml.rels": (HEAD + rels(("chart", "../charts/chart3.xml"))).encode(),
        "xl/charts/chart3.xml": excel_parts["xl/charts/chart1.xml"],
    }
    found = filled_with(context | {"judul": "Uji", "rencana": context["rencana"][:1]}, write_parts(parts))
    assert states(found)["Daftar"] == state
