"""The result workbook: a line a document with its status and links, a line a finding with place and remedy. BAT-01, SAFE-04."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.generator.batch.batches import files, run, table


def test_result_book__tells_each_document_and_each_finding(tmp_path: Path) -> None:
    run(table(tmp_path, "=Ani;Mei 2024", "Budi;", "Citra;Mei 2024"), tmp_path / "hasil")
    book = openpyxl.load_workbook(tmp_path / "hasil" / "hasil.xlsx")
    sheet = book["Hasil"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Letak", "Nama", "Status", "Berkas xlsx", "Temuan", "Yang perlu diperhatikan", "Yang dilakukan"]
    assert [row[:3] for row in rows[1:]] == [["baris 2", "=Ani", "jadi"], ["baris 3", "Budi", "ditolak"], ["baris 4", "Citra", "jadi"]]
    assert rows[3][3] == '=HYPERLINK("rhk-citra.xlsx","rhk-citra.xlsx")'
    assert "Periode" in rows[2][5]
    assert rows[2][6]
    assert (sheet["B2"].data_type, sheet["B2"].quotePrefix) == ("s", True)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G4")
    found = [[cell.value for cell in row] for row in book["Temuan"].iter_rows(min_row=2)]
    assert [(row[0], row[2], row[3]) for row in found] == [("baris 3", "Salah", "wajib-diisi")]


def test_result_book__is_the_same_after_a_run_that_made_nothing(tmp_path: Path) -> None:
    file, folder = table(tmp_path, "Ani;Mei 2024", "Budi;"), tmp_path / "hasil"
    run(file, folder)
    before = files(folder)
    assert run(file, folder).made == 0
    assert files(folder) == before
