"""What stands around repeated rows follows them. TPL-02.

Twelve plans instead of three rows put whatever stood below row 8 nine rows lower; one session instead of four rows
(for, two patterns, endfor) draws what stood below row 15 up by two: 9 -> 18, 17 -> 24.
"""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def longer(filled_with, context):
    return filled_with(context | {"rencana": context["rencana"] * 4, "sesi": context["sesi"][:1]})


@pytest.mark.parametrize(
    ("address", "formula"),
    [
        ("E6", "C6*D6"),
        ("E17", "C17*D17"),
        ("F17", "E17/SUM($E$6:$E$17)"),
        ("C18", "SUM(C6:C17)"),
        ("D18", "SUM(D6:D17)"),
        ("E18", "SUM(E6:E17)"),
        ("F18", 'IF(E18>=$B$24,"Memenuhi","Belum")'),
        ("E19", "LOG10(E6)"),
        ("C24", "SUM(B21:B22)"),
        ("A26", "SUM(jumlah_poin)+SUM(Rencana[Kuantitas])"),
    ],
)
def test_formulas__on_the_sheet(longer, address, formula):
    assert longer.formula(address) == formula


@pytest.mark.parametrize(
    ("address", "formula"),
    [("A1", "Form!E18"), ("A2", "SUM(Form!$C$6:$C$17)+Form!B24"), ("A3", "A1*2"), ("A4", 'SUMIF(Form!C6:C17,">1",Form!E6:E17)')],
)
def test_formulas__on_another_sheet(longer, address, formula):
    assert longer.formula(address, 2) == formula


# 4 x 32 points; 4 x 4 pieces; 15 minutes and no note
@pytest.mark.parametrize(
    ("address", "sheet", "value"),
    [("E18", 1, "128"), ("F18", 1, "Memenuhi"), ("C24", 1, "15"), ("A26", 1, "144"), ("A2", 2, "48"), ("A3", 2, "256"), ("A4", 2, "64")],
)
def test_formulas__values_are_stored(longer, address, sheet, value):
    assert longer.value(address, sheet) == value


def test_formulas__shared_ones_are_written_out(longer):
    assert not longer.all("f", "si")


def test_formulas__array_keeps_its_own_range(longer):
    cell = longer.cell("F19")
    assert (cell[0].get("t"), cell[0].get("ref"), cell[0].text) == ("array", "F19", "SUM(C6:C17*D6:D17)")


def test_formulas__unknown_ones_lose_the_stale_value(longer):
    assert longer.value("E19") is None
    assert longer.value("F19") is None
    assert longer.all("calcPr", "fullCalcOnLoad", "xl/workbook.xml") == ["1"]


def test_merged_cells__repeat_in_the_block_and_move_below(longer):
    assert sorted(longer.all("mergeCell", "ref")) == ["A18:B18", "A2:C2", "C21:D21"]
    assert longer.all("mergeCells", "count") == ["3"]


def test_merged_cells__repeat_with_every_copy(filled):
    assert sorted(filled.all("mergeCell", "ref")) == ["A2:C2", "A9:B9", "C12:D12", "C14:D14"]


def test_conditional_formats__ranges_and_formulas(longer, filled):
    assert longer.all("conditionalFormatting", "sqref") == ["E6:E17 E18", "B21"]
    assert filled.all("conditionalFormatting", "sqref") == ["E6:E8 E9", "B12 B14"]
    assert longer.texts("formula") == ["E6>$B$24", "SUM($C$6:$C$17)"]


def test_validations__grow_and_vanish_with_a_control_row(longer):
    assert longer.all("dataValidation", "sqref") == ["C6:C17"]
    assert longer.all("dataValidations", "count")[0] == "1"
    assert longer.texts("formula2") == ["$B$24"]


def test_validations__in_the_extension_list(longer):
    assert longer.texts("sqref")[0] == "D6:D17"
    assert "Daftar!$A$1:$A$3" in longer.texts("f")


def test_sparklines__one_for_each_copy(longer):
    assert [text for text in longer.texts("f") if text.startswith("Form!C")] == [f"Form!C{row}:D{row}" for row in range(6, 18)]
    assert longer.texts("sqref")[1:] == [f"G{row}" for row in range(6, 18)]


def test_hyperlinks__repeat_and_point_on(longer):
    assert longer.all("hyperlink", "ref") == [*(f"B{row}" for row in range(6, 18)), "A24"]
    assert longer.all("hyperlink", "location") == ["Form!E18"]


def test_filter_view_and_breaks(longer):
    assert longer.all("autoFilter", "ref") == ["A24:B26"]
    assert longer.all("pane", "topLeftCell") == ["A6"]
    assert longer.all("selection", "sqref") == ["E18"]
    assert longer.all("brk", "id") == ["19"]


def test_table__range_and_filter(longer):
    assert longer.all("table", "ref", "xl/tables/table1.xml") == ["A5:F17"]
    assert longer.all("autoFilter", "ref", "xl/tables/table1.xml") == ["A5:F17"]


def test_names__print_area_titles_and_growing_ranges(longer):
    names = dict(zip(longer.all("definedName", "name", "xl/workbook.xml"), longer.texts("definedName", "xl/workbook.xml"), strict=True))
    assert names == {
        "_xlnm.Print_Area": "Form!$A$1:$F$26",
        "_xlnm.Print_Titles": "Form!$5:$5",
        "batas": "Form!$B$24",
        "jumlah_poin": "Form!$E$6:$E$17",
    }


def test_chart__series_grow_and_carry_the_new_numbers(longer):
    part = "xl/charts/chart1.xml"
    assert longer.texts("f", part) == ["Form!$E$5", "Form!$B$6:$B$17", "Form!$E$6:$E$17"]
    assert longer.texts("v", part)[0] == "Jumlah"
    assert longer.texts("v", part)[-12:] == ["16", "8", "8"] * 4
    assert longer.all("ptCount", "val", part) == ["1", "12", "12"]


def test_drawing__anchors_below_move_around_it_grow(longer):
    part = "xl/drawings/drawing1.xml"
    # oneCell: 10..18 keeps its height from row 11 -> 20; twoCell: 0..20, row 21 -> 28
    assert longer.texts("row", part) == ["19", "27", "0", "27"]
    assert longer.all("sp", "textlink", part) == ["Form!$E$18"]


def test_notes__cell_and_shape_move_together(longer):
    assert longer.all("comment", "ref", "xl/comments1.xml") == ["E18"]
    assert longer.texts("Row", "xl/drawings/vmlDrawing1.vml") == ["17"]
    assert longer.texts("Anchor", "xl/drawings/vmlDrawing1.vml") == ["5, 15, 17, 2, 7, 15, 21, 4"]


def test_header_picture__is_left_alone(longer, excel_parts):
    for part in ("xl/drawings/vmlDrawing2.vml", "xl/media/image1.png"):
        assert longer.parts[part] == excel_parts[part]
    assert b'<legacyDrawingHF r:id="rId6"/>' in longer.parts["xl/worksheets/sheet1.xml"]


SALDO = {"A4": "Saldo", "B4": "=100", "A5": "{%tr for r in rows %}", "A6": "{{ r }}", "A7": "{%tr endfor %}", "B8": "=B6"}


@pytest.mark.parametrize(
    ("written", "formulas", "values"),
    [
        # the balance above the table, then each row's predecessor: 100 + 1, + 2, + 3
        ("B5+A6", ["B4+A5", "B5+A6", "B6+A7"], ["101", "103", "106"]),
        ("SUM(B5,A6)", ["SUM(B4,A5)", "SUM(B5,A6)", "SUM(B6,A7)"], ["101", "103", "106"]),
        # the row below: 2, 3, and what stands below the table (nothing)
        ("A7*10", ["A6*10", "A7*10", "A8*10"], ["20", "30", "0"]),
        ("SUM(A$6:A6)", ["SUM(A$5:A5)", "SUM(A$5:A6)", "SUM(A$5:A7)"], ["1", "3", "6"]),
        ("SUM(A$5:A6)", ["SUM(A$5:A5)", "SUM(A$5:A6)", "SUM(A$5:A7)"], ["1", "3", "6"]),
        ("SUM(A5:A7)", ["SUM(A5:A7)"] * 3, ["6", "6", "6"]),
    ],
)
def test_formulas__in_a_repeated_row_that_look_at_the_row_above_or_below(filled_with, small_template, written, formulas, values):
    """A running total: the first row takes what stood above the block, no formula reads itself."""
    found = filled_with({"rows": [1, 2, 3]}, small_template(SALDO | {"B6": f"={written}"}))
    assert [found.formula(f"B{row}") for row in (5, 6, 7)] == formulas
    assert [found.value(f"B{row}") for row in (5, 6, 7)] == values


def test_formulas__running_total_over_rows_of_two(filled_with, small_template):
    """Each copy has two rows; its first row takes the second of the copy before: 100 + 1, + 2."""
    cells = SALDO | {"A7": "garis", "C6": "=C5+A6", "C7": "=C6", "C4": "=100", "A8": "{%tr endfor %}"}
    del cells["B8"]
    found = filled_with({"rows": [1, 2]}, small_template(cells))
    assert [found.formula(f"C{row}") for row in (5, 6, 7, 8)] == ["C4+A5", "C5", "C6+A7", "C7"]
    assert [found.value(f"C{row}") for row in (5, 6, 7, 8)] == ["101", "101", "103", "103"]


@pytest.fixture
def with_data_sheet(filled_with, small_template):
    """Return the value of a formula over a sheet without tags: numbers in B2:C4, a note far below in A9 or right in F1."""

    def value(formula: str, note: str) -> tuple[str | None, list[str]]:
        from generator.office.package.parts import read_parts, write_parts
        from tests.generator.render.xlsx.conftest import HEAD, MAIN, REL, rels

        rows = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}</v></c><c r="C{row}"><v>{row * 10}</v></c></row>' for row in (2, 3, 4))
        text = '<row r="{1}"><c r="{0}{1}" t="inlineStr"><is><t>catatan</t></is></c></row>'
        rows = text.format(note[0], note[1:]) + rows if note[1:] == "1" else rows + text.format(note[0], note[1:])
        parts = read_parts(small_template({"A1": "{{ nilai }}", "A2": f"={formula}"}))
        parts["xl/worksheets/sheet2.xml"] = (HEAD + f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>').encode()
        relations = rels(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("worksheet", "worksheets/sheet2.xml"))
        parts["xl/_rels/workbook.xml.rels"] = relations.encode()
        parts["xl/workbook.xml"] = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Form" sheetId="1" r:id="rId1"/>'
            f'<sheet name="Data" sheetId="2" r:id="rId3"/></sheets></workbook>'
        ).encode()
        found = filled_with({"nilai": 1}, write_parts(parts))
        return found.value("A2"), found.all("calcPr", "fullCalcOnLoad", "xl/workbook.xml")

    return value


@pytest.mark.parametrize("note", ["A9", "F1"])
@pytest.mark.parametrize(("formula", "value"), [("SUM(Data!B2:C4)", "99"), ("SUM(Data!B:C)", "99"), ("SUM(Data!2:4)", "99")])
def test_formulas__over_a_sheet_whose_last_row_is_a_note(with_data_sheet, formula, value, note):
    """The note's own column says nothing of how wide the table is: 2 + 3 + 4 + 20 + 30 + 40 = 99."""
    assert with_data_sheet(formula, note) == (value, [])


def test_conditional_format__formula_threshold_of_excel_2010_gets_no_attribute(filled_with, small_template):
    """An x14:cfvo holds its formula in a child: val is not among its attributes."""
    x14, xm = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", "http://schemas.microsoft.com/office/excel/2006/main"
    frame = (
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{x14}"><x14:conditionalFormattings xmlns:xm="{xm}">'
        '<x14:conditionalFormatting><x14:cfRule type="dataBar" id="{1}"><x14:dataBar><x14:cfvo type="autoMin"/>'
        '<x14:cfvo type="formula"><xm:f>$B$8</xm:f></x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>A6</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    old = (
        '<conditionalFormatting sqref="A6"><cfRule type="colorScale" priority="1"><colorScale><cfvo type="min"/>'
        '<cfvo type="num" val="$B$8"/><color rgb="FFFF0000"/><color rgb="FF00FF00"/></colorScale></cfRule></conditionalFormatting>'
    )
    found = filled_with({"rows": [1, 2, 3]}, small_template(SALDO, frame=old + frame))
    # row 8 goes to 8 - 2 control rows + 2 more copies = 8
    assert found.all("cfvo", "val") == ["$B$8"]
    longer = filled_with({"rows": [1, 2, 3, 4]}, small_template(SALDO, frame=old + frame))
    assert longer.all("cfvo", "val") == ["$B$9"]
    assert longer.texts("f")[-1] == "$B$9"
