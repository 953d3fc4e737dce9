"""A copy of an Excel template with lint's words as notes at the cells; everything else stays byte for byte. TPL-03."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from generator.errors import TemplateFault
from generator.lint import lint_type, remarked
from generator.office.package.parts import read_members, read_parts
from generator.render.letterhead import Letterhead
from generator.render.sheet_dress import Dress, dressed
from generator.render.xlsx.remarks import noted
from tests.homes import home
from tests.package_audit import faults
from tests.pages import ROOT

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: nilai, label: Nilai, type: number}
outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: x.xlsx}]
"""


def workbook(*, own_note: bool = False) -> bytes:
    book = openpyxl.Workbook()
    one, two = book.active, book.create_sheet("Dua & tiga")
    one.title = "Isi"
    one["A1"], one["B2"] = "{{ nama }}", "{{ namaa }}"
    two["C3"], two["C4"] = "{{ nilaai }} orang", "{{ nilai }}"
    one.print_title_rows = "1:1"
    if own_note:
        one["B2"].comment = Comment("Catatan orang", "Sari")
        one["A1"].comment = Comment("Lain", "Sari")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def copy_of(folder: Path, template: bytes) -> bytes:
    types = home(folder, FIELDS, {"templates/uji/uji.xlsx": template})
    [(name, data)] = list(remarked(list(lint_type("uji", types)), types.home))
    assert name == "uji/uji.xlsx"
    assert isinstance(data, bytes), data
    return data


def notes(data: bytes) -> dict[str, str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {f"{sheet.title}!{cell.coordinate}": cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment}


def test_notes__stand_at_the_cells_with_the_nearest_name(tmp_path: Path) -> None:
    data = copy_of(tmp_path, workbook())
    found = notes(data)
    assert set(found) == {"Isi!B2", "Dua & tiga!C3"}
    assert "namaa" in found["Isi!B2"]
    assert "nilaai" in found["Dua & tiga!C3"]
    assert faults(read_parts(data)) == []


def test_notes__leave_every_other_part_byte_for_byte(tmp_path: Path) -> None:
    template = workbook()
    before = {member.name: member.payload for member in read_members(template)}
    after = {member.name: member.payload for member in read_members(copy_of(tmp_path, template))}
    touched = {name for name in before if after[name] != before[name]}
    assert touched == {"[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    sheet, noted_sheet = (
        read_parts(template)["xl/worksheets/sheet1.xml"],
        read_parts(copy_of(tmp_path, template))["xl/worksheets/sheet1.xml"],
    )
    line = b"<legacyDrawing"
    start = noted_sheet.index(line)
    end = noted_sheet.index(b"/>", start) + 2
    assert noted_sheet[:start] + noted_sheet[end:] == sheet


def test_notes__of_people_stay_and_lint_writes_below_them(tmp_path: Path) -> None:
    found = notes(copy_of(tmp_path, workbook(own_note=True)))
    assert found["Isi!A1"] == "Lain"
    assert found["Isi!B2"].startswith("Catatan orang")
    assert "namaa" in found["Isi!B2"]


def test_notes__a_copy_has_the_faults_of_its_template_and_no_more(tmp_path: Path) -> None:
    copied = copy_of(tmp_path, workbook())
    types = home(tmp_path, FIELDS, {"templates/uji/uji.xlsx": copied})
    assert sorted(finding.place.cell or "" for finding in lint_type("uji", types) if finding.is_error) == ["B2", "C3"]


def test_notes__of_a_fault_that_stops_the_reading_stand_at_its_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B5"] = "{{ nama"
    written = io.BytesIO()
    book.save(written)
    assert set(notes(copy_of(tmp_path, written.getvalue()))) == {"Sheet!B5"}


def test_notes__of_the_whole_file_stand_at_the_first_cell() -> None:
    found = notes(noted(workbook(), [("templates/uji.xlsx", ("Salah.", "Perbaiki."))], "uji.xlsx"))
    assert list(found) == ["Isi!A1"]


@pytest.mark.parametrize("name", sorted(str(file.relative_to(ROOT / "templates")) for file in (ROOT / "templates").rglob("*.xlsx")))
def test_notes__on_each_shipped_workbook_leave_a_sound_one(name: str) -> None:
    template = (ROOT / "templates" / name).read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(template)).sheetnames[-1]
    data = noted(template, [(f"x, lembar “{sheet}”, sel A1", ("Salah <a> & b.", ""))], name)
    assert faults(read_parts(data)) == []
    assert "Salah <a> & b." in notes(data)[f"{sheet}!A1"]


def test_notes__are_not_put_into_what_is_no_workbook() -> None:
    with pytest.raises(TemplateFault):
        noted(b"bukan zip", [("x", ("a",))], "uji.xlsx")


@pytest.mark.parametrize("own_note", [False, True])
def test_notes__of_lint_do_not_reach_the_documents(tmp_path: Path, own_note: bool) -> None:
    """A copy may become the template: people's notes travel into its documents, lint's do not."""
    template = workbook(own_note=own_note)
    copy = noted(template, [("lembar “Isi”, sel B2", ["salah"]), ("lembar “Dua & tiga”, sel C3", ["salah"])], "uji.xlsx")
    assert b"borang lint" in b"".join(read_parts(copy).values())
    found = dressed(copy, Dress(Letterhead()))
    assert faults(read_parts(found)) == []
    told = {cell.comment.text for sheet in openpyxl.load_workbook(io.BytesIO(found)) for row in sheet for cell in row if cell.comment}
    assert told == ({"Catatan orang", "Lain"} if own_note else set())
    assert own_note or set(read_parts(found)) == set(read_parts(template))
