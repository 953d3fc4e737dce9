"""Defined names: a sheet's own one comes before the workbook's, as in Excel, which makes such twins when a sheet is copied. TPL-02."""

from __future__ import annotations

import pytest

from generator.office.package.parts import read_parts, write_parts
from tests.generator.render.xlsx.conftest import HEAD, MAIN, REL, rels

_SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
_TEXT = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
_FORMULA = '<row r="{0}"><c r="A{0}"><f>{1}</f></c></row>'


@pytest.fixture
def copied(filled_with, small_template):
    """Return a workbook of two sheets whose names `nilai` differ, and one of the whole workbook, filled with two numbers.

    Form!A1 is `satu`, Salinan!A1 is `dua`; each sheet's A5 to A9 hold the formulas given.
    """

    def filled(*formulas: str, fixed: str = "$A$1"):
        rows = "".join(_FORMULA.format(row, text) for row, text in enumerate(formulas, 5))
        parts = read_parts(small_template({}))
        parts["xl/worksheets/sheet1.xml"] = (HEAD + _SHEET.format(_TEXT.format(1, "{{ satu }}") + rows)).encode()
        parts["xl/worksheets/sheet2.xml"] = (HEAD + _SHEET.format(_TEXT.format(1, "{{ dua }}") + rows)).encode()
        relations = rels(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("worksheet", "worksheets/sheet2.xml"))
        parts["xl/_rels/workbook.xml.rels"] = relations.encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            b'<Override PartName="/xl/worksheets/sheet2.xml" '
            b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        parts["xl/workbook.xml"] = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Form" sheetId="1" r:id="rId1"/>'
            f'<sheet name="Salinan" sheetId="2" r:id="rId3"/></sheets><definedNames>'
            f'<definedName name="nilai" localSheetId="0">Form!{fixed}</definedName>'
            f'<definedName name="nilai" localSheetId="1">Salinan!{fixed}</definedName>'
            f'<definedName name="umum">Salinan!{fixed}</definedName></definedNames></workbook>'
        ).encode()
        return filled_with({"satu": 10, "dua": 200}, write_parts(parts))

    return filled


def test_name__each_sheet_has_its_own(copied):
    found = copied("nilai*2")
    assert (found.value("A5"), found.value("A5", 2)) == ("20", "400")


def test_name__of_the_workbook_is_seen_everywhere(copied):
    found = copied("umum+1")
    assert (found.value("A5"), found.value("A5", 2)) == ("201", "201")


@pytest.mark.parametrize("formula", ["Salinan!nilai+1", "'Salinan'!nilai+1"])
def test_name__of_another_sheet_is_reached_through_it(copied, formula):
    assert copied(formula).value("A5") == "201"


def test_name__that_moves_with_the_cell_is_left_to_excel(copied):
    """A1 without dollars means another cell in every cell that names it."""
    found = copied("nilai*2", fixed="A1")
    assert found.value("A5") is None
    assert found.all("calcPr", "fullCalcOnLoad", "xl/workbook.xml") == ["1"]
