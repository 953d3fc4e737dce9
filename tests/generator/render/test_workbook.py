"""Workbooks: text stays text, what is empty stays empty, faults name sheet and cell. SAFE-04, TPL-04."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.deliver import Folder
from generator.document import Outcome
from generator.pipeline import Target, run
from tests.homes import document, home

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: catatan, label: Catatan, type: text}
outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]
"""


def template(cell: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Isian"
    sheet["B2"], sheet["B3"] = cell, "{{ catatan }}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def made(folder: Path, cell: str, name: str) -> Outcome:
    catalogue = home(folder, FIELDS, {"templates/uji/uji.xlsx": template(cell)})
    return run(document(catalogue, f'nama: "{name}"\n'), Target(folder=Folder(folder / "out")))


@pytest.mark.parametrize("name", ["R&D <Budi> {{ 7*7 }} =1+1", "=1+1", "+62 812", "@SUM(A1)", "-5", "0123", "_x0041_", "'kutip"])
def test_workbook__a_value_comes_out_as_written_and_what_is_empty_prints_nothing(tmp_path: Path, name: str) -> None:
    """SAFE-04: text that looks like a formula is text."""
    outcome = made(tmp_path, "{{ nama }}", name)
    assert outcome.status == "delivered", outcome.fault
    sheet: Any = openpyxl.load_workbook(outcome.files[0])["Isian"]
    cell = sheet["B2"]
    assert (cell.value.replace("_x005F_", "_"), cell.data_type) == (name, "s")
    assert sheet["B3"].value in (None, "")


@pytest.mark.parametrize("tag", ["{{ namaa }}", "{{ nama + 1 }}", "{{ nama.__class__ }}", "{{ nama"])
def test_workbook__a_failing_cell_is_a_fault_naming_it(tmp_path: Path, tag: str) -> None:
    outcome = made(tmp_path, tag, "x")
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)
    assert "Isian" in outcome.fault
    assert "B2" in outcome.fault


ROWS = """\
fields:
  - name: rincian
    label: Rincian
    type: table
    min_rows: 1
    fields: [{name: volume, label: Volume, type: number, required: true}, {name: harga, label: Harga, type: money, required: true}]
  - name: lain
    label: Lain-lain
    type: table
    fields: [{name: biaya, label: Biaya, type: money}]
  - {name: judul, label: Judul, type: text, required: true}
outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]
"""


def draft(folder: Path, data: str) -> Any:
    """Return the sheet of a draft: rows of volume, harga and their product in C; totals below; another table in E."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Isian"
    sheet["A1"] = "{{ judul }}"
    sheet["A2"], sheet["A4"], sheet["A5"] = "{%tr for r in rincian %}", "{%tr endfor %}", "Jumlah"
    sheet["A3"], sheet["B3"], sheet["C3"] = "{{ r.volume }}", "{{ r.harga }}", "=A3*B3"
    sheet["C5"], sheet["C6"], sheet["D6"] = "=SUM(C3:C3)", "=C5*2", "=1+1"
    sheet["A7"], sheet["A8"], sheet["A9"], sheet["C10"] = "{%tr for r in lain %}", "{{ r.biaya }}", "{%tr endfor %}", "=SUM(A8:A8)"
    written = io.BytesIO()
    book.save(written)
    catalogue = home(folder, ROWS, {"templates/uji/uji.xlsx": written.getvalue()})
    outcome = run(document(catalogue, data), Target(folder=Folder(folder / "out"), is_draft=True))
    assert outcome.files, outcome.fault
    return openpyxl.load_workbook(outcome.files[0], data_only=True)["Isian"]


def test_workbook__draft_marks_what_is_wrong_and_all_that_rests_on_it(tmp_path: Path) -> None:
    """Row 2's volume is no number: its product, the total and the total's double are not right; 1 + 1 and an empty table are."""
    sheet = draft(tmp_path, "judul: Uji\nrincian: [{volume: 2, harga: 500}, {volume: dua, harga: 500}]\n")
    assert sheet["A1"].value == "[DRAF] Uji"
    assert (sheet["C2"].value, sheet["A3"].value, sheet["C3"].value) == (1000, "[Volume: belum benar]", "[belum benar]")
    assert (sheet["C4"].value, sheet["C5"].value, sheet["D5"].value) == ("[belum benar]", "[belum benar]", 2)
    assert sheet["C7"].value == 0


def test_workbook__draft_of_a_missing_table_has_no_total_of_nothing(tmp_path: Path) -> None:
    sheet = draft(tmp_path, "rincian: []\n")
    assert sheet["A1"].value == "[DRAF] [Judul: belum benar]"
    assert (sheet["B2"].value, sheet["C3"].value, sheet["C6"].value) == ("[Rincian: belum benar]", "[belum benar]", 0)
