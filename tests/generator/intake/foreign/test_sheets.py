"""Sheets that people made, taken apart, and read for a type: labels, frames, gaps, feet, and what has no place. IN-01, IN-10."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from generator.document import Document
from generator.errors import IntakeFault
from generator.examine import examine
from generator.intake.foreign.heads import FormSheetView
from generator.intake.foreign.pieces import LabelledValue, Piece, RecordTable
from generator.intake.foreign.sheets import sheet_pieces
from generator.intake.form import Incoming
from generator.intake.read import read_all
from generator.intake.workbook.grid import read_grids
from generator.office.sheet.book import open_book
from tests.homes import home
from tests.old_forms import saved
from validators.absence import KOSONG

SPEC = """\
fields:
  - {name: nama, label: Nama Guru, type: text}
  - {name: kelas, label: Kelas, type: text}
  - {name: catatan, label: Catatan Pengawas, type: paragraph}
  - name: rincian
    label: Rincian
    type: table
    fields: [{name: uraian, label: Uraian, type: text}, {name: jumlah, label: Jumlah, type: integer}]
"""


def workbook(folder: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    return saved(book, folder / "lama.xlsx")


def pieces(file: Path) -> list[Piece]:
    grid = next(iter(read_grids(open_book(file.read_bytes(), file.name), file.name)))
    return list(sheet_pieces(FormSheetView(grid)))


def test_sheet__labels_with_colons_in_their_own_cell_and_beside_each_other(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama:", "Ani", None, "Kelas:", "4B"], ["Sekolah", ":", "SD 1"], ["Tahun: 2025"], ["Alamat :"]]
    found = [(one.label, one.value) for one in pieces(workbook(tmp_path, rows)) if isinstance(one, LabelledValue)]
    assert found == [("Nama", "Ani"), ("Kelas", "4B"), ("Sekolah", "SD 1"), ("Tahun", "2025"), ("Alamat", KOSONG)]


def test_sheet__a_table_ends_at_its_total_and_leaves_the_counting_row_out(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["No", "Uraian", "Banyak"],
        [1, 2, 3],
        [1, "Meja", 4],
        [None, None, None],
        [2, "Kursi", 8],
        ["Jumlah", None, 12],
    ]
    rows += [["Dibuat oleh", None, None]]
    (table,) = [one for one in pieces(workbook(tmp_path, rows)) if isinstance(one, RecordTable)]
    assert ([one.text for one in table.columns], table.rows, table.foot) == (["Uraian", "Banyak"], (3, 5), (6,))


def read(file: Path, folder: Path) -> tuple[dict[str, Any], list[str]]:
    catalogue = home(folder, SPEC)
    (document,) = read_all(Incoming(file), catalogue, type_name="uji", institution={})
    assert isinstance(document, Document)
    return dict(document.given.values), [one.code for one in examine(document).findings]


def test_form__is_read_wherever_its_labels_and_heads_stand(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["LAPORAN"],
        [None, "Nama Guru", ":", "Ani"],
        [None, "KELAS ", ":", 4],
        [None, "Catatan Pengawas"],
        [None, "Sudah baik sekali."],
        [],
        [None, "No", "Jumlah", "Uraian"],
        [None, 1, 30, "Meja"],
        [None, 2, 60, "Kursi"],
        [None, "Jumlah", 90],
        [],
        [None, "Hobi", ":", "Membaca"],
    ]
    values, codes = read(workbook(tmp_path, rows), tmp_path)
    assert values == {
        "nama": "Ani",
        "kelas": "4",
        "catatan": "Sudah baik sekali.",
        "rincian": [{"uraian": "Meja", "jumlah": 30}, {"uraian": "Kursi", "jumlah": 60}],
    }
    assert codes == ["isian-tidak-dikenal"]  # the hobby, which the type does not ask


def test_form__rows_that_only_formulas_fill_are_none(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama Guru", "Ani"], ["Kelas", "4B"], ["Catatan Pengawas", "Baik"], ["Uraian", "Jumlah"]]
    rows += [["Meja", 0], [None, 0], [None, "=1+1"]]
    values, codes = read(workbook(tmp_path, rows), tmp_path)
    assert (values["rincian"], codes) == ([{"uraian": "Meja", "jumlah": 0}], [])


def test_form__tells_what_has_no_place_in_the_type(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["Nama Guru:", "Ani"], ["Kelas:", "4B"], ["Uraian", "Jumlah", "Merek"], ["Meja", 3, "Jati"]):
        sheet.append(row)
    sheet["A3"].font = Font(bold=True)
    values, codes = read(saved(book, tmp_path / "lama.xlsx"), tmp_path)
    assert values["rincian"] == [{"uraian": "Meja", "jumlah": 3}]
    assert "kolom-tidak-dikenal" in codes


def test_form__that_has_nothing_of_the_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeFault) as refused:
        read(workbook(tmp_path, [["Hobi:", "Membaca"]]), tmp_path)
    assert refused.value.code == "bukan-formulir"


def test_form__of_another_kind_is_refused_though_it_asks_for_a_name_too(tmp_path: Path) -> None:
    """One label of nine, and one place of five."""
    rows: list[list[Any]] = [["Nama Guru:", "Ani"], *([f"Pertanyaan {number}:", "Jawaban"] for number in range(8))]
    found = list(read_all(Incoming(workbook(tmp_path, rows)), home(tmp_path, SPEC), type_name="uji", institution={}))
    assert found
    assert not [one for one in found if isinstance(one, Document)]
