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
