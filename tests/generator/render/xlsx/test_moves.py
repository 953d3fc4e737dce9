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
