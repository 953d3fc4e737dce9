"""Cells of a person's workbook marked: what is coloured, noted, listed, and that nothing else changes. FRM-04."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from generator.office.package.parts import read_parts
from generator.office.sheet.list_sheet import ListColumn
from generator.office.sheet.marks import CellMark, MarkWords, with_marks
from tests.package_audit import faults

COLUMNS = (ListColumn("Lembar", 20), ListColumn("Sel", 8, is_link=True), ListColumn("Yang salah", 50))
WORDS = MarkWords("penanda", "Kesalahan", ("Yang perlu diperbaiki", "Klik selnya."), COLUMNS)


def book() -> bytes:
    """Return a workbook with what its own maker put there: a rule, a note, a second sheet that a name belongs to."""
    made = openpyxl.Workbook()
    first: Any = made.active
    first.title = "Isian & Data"
    first["B2"], first["B3"], first["B4"], first["B5"] = "baik", 40, True, 'a "b"\nc'
    first["B2"].comment = Comment("catatan sendiri", "Bu Rina")
    first.conditional_formatting.add("B2:B9", FormulaRule(formula=["LEN(B2)=0"], fill=PatternFill("solid", bgColor="FFF2CC")))
    second = made.create_sheet("Rincian")
    second["A1"], second.print_title_rows = "Tabel", "1:1"
    made.create_sheet("Lain")["A1"] = "x"
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def mark(cell: str, sheet: str = "Isian & Data", text: str = "Salah.") -> CellMark:
    return CellMark(sheet, cell, text, (sheet, cell, text))


def rules(data: bytes) -> dict[str, list[str]]:
    """Return the formulas of the rules of each cell of the first sheet, the one that wins first."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = {str(holder.sqref): sorted(holder.rules, key=lambda rule: rule.priority) for holder in sheet.conditional_formatting}
    return {cells: [rule.formula[0] for rule in held] for cells, held in found.items()}


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("B2", 'EXACT(B2&"","baik")'),
        ("B3", "B3=40"),
        ("B4", "B4=TRUE"),
        ("B5", "LEN(B5)=7"),  # a "b", a line end, c: seven letters
        ("B9", "LEN(B9)=0"),
        ("C900", "LEN(C900)=0"),
    ],
)
def test_colour__lasts_as_long_as_the_cell_holds_what_was_wrong(cell: str, formula: str) -> None:
    assert rules(with_marks(book(), [mark(cell)], WORDS))[cell] == [f'AND(N("penanda")=0,{formula})']


def test_colour__stands_above_the_rules_of_the_workbook() -> None:
    marked = with_marks(book(), [mark("B2"), mark("B3")], WORDS)
    sheet = openpyxl.load_workbook(io.BytesIO(marked)).worksheets[0]
    ranks = {str(holder.sqref): holder.rules[0].priority for holder in sheet.conditional_formatting}
    assert ranks == {"B2": 1, "B3": 2, "B2:B9": 3}


def test_note__stands_below_a_persons_own() -> None:
    marked = with_marks(book(), [mark("B2", text="Salah satu."), mark("B2", text="Salah dua."), mark("B3")], WORDS)
    sheet = openpyxl.load_workbook(io.BytesIO(marked)).worksheets[0]
    assert (sheet["B2"].comment.author, sheet["B2"].comment.text) == ("Bu Rina", "catatan sendiri\nSalah satu.\n\nSalah dua.")
    assert (sheet["B3"].comment.author, sheet["B3"].comment.text) == ("penanda", "Salah.")


def test_list__is_the_last_sheet_in_front_alone_and_leads_to_the_cells() -> None:
    marks = [mark("B2"), mark("A1", "Rincian"), CellMark("", "", "", ("", "", "Di luar lembar."))]
    opened = openpyxl.load_workbook(io.BytesIO(with_marks(book(), marks, WORDS)))
    assert opened.sheetnames == ["Isian & Data", "Rincian", "Lain", "Kesalahan"]
    assert opened.active is opened["Kesalahan"]
    assert [sheet.title for sheet in opened if sheet.sheet_view.tabSelected] == ["Kesalahan"]
    listed = opened["Kesalahan"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=4)]
    assert rows == [
        ["Lembar", "Sel", "Yang salah"],
        ["Isian & Data", "B2", "Salah."],
        ["Rincian", "A1", "Salah."],
        [None, None, "Di luar lembar."],
    ]
    leads = [listed[f"B{row}"].hyperlink and listed[f"B{row}"].hyperlink.location for row in (5, 6, 7)]
    assert leads == ["'Isian & Data'!B2", "'Rincian'!A1", None]
    assert opened["Rincian"].print_title_rows == "$1:$1"


def test_list__is_a_sound_package_and_other_parts_stay_byte_for_byte() -> None:
    before, after = read_parts(book()), read_parts(with_marks(book(), [mark("B3")], WORDS))
    assert faults(after) == []
    changed = {name for name, part in before.items() if after.get(name) != part}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip


@pytest.mark.parametrize("cells", [["B2"], ["B3", "B9"], []])
def test_marks__made_anew_are_those_of_the_workbook_without_any(cells: list[str]) -> None:
    marks = [mark(cell) for cell in cells]
    first, anew = (
        with_marks(book(), marks, WORDS),
        with_marks(with_marks(book(), [mark("B2"), mark("B4"), mark("A1", "Lain")], WORDS), marks, WORDS),
    )
    assert rules(anew) == rules(first)
    assert told(anew) == told(first)
    assert faults(read_parts(anew)) == []


def told(data: bytes) -> Mapping[str, Any]:
    """Return what cells say and what is noted at them, sheet by sheet."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [(cell.coordinate, cell.value, cell.comment and cell.comment.text) for row in sheet.iter_rows() for cell in row]
        for sheet in opened
    }


def test_marks__of_places_that_are_none_stand_in_the_list_alone() -> None:
    marked = with_marks(book(), [mark("B2", "Tidak Ada"), mark("bukan sel"), mark("XFE1")], WORDS)
    assert rules(marked) == rules(book())
    assert [row[2].value for row in openpyxl.load_workbook(io.BytesIO(marked))["Kesalahan"].iter_rows(min_row=5)] == ["Salah."] * 3
