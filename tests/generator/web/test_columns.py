"""The columns of an export as their page shows them: which sheet, what is the same in every row, what the first rows would be read as.

Covers: WEB-01 (what the command does is done in the browser).
"""

from __future__ import annotations

from pathlib import Path

from generator.home import Home
from generator.spec.catalogue import Catalogue
from generator.web.columns import column_report, columns_digest
from tests.exports import two_sheets

CATALOGUE = Catalogue(Home(None))
ANSWERED = "jenis: coaching-rhk\nlembar: Jawaban\npertanyaan: {}\ntetap: {periode: Juli 2026, satuan_pendidikan.kepala.nama: Siti Aminah}\n"


def test_report__is_of_the_sheet_that_is_chosen_and_known_by_the_one_that_is_read_unasked(tmp_path: Path) -> None:
    file = two_sheets(tmp_path / "a.xlsx")
    unasked = column_report(file, "coaching-rhk", CATALOGUE, "")
    assert (unasked.sheets, unasked.sheet, unasked.is_chosen) == (("Uji coba", "Jawaban"), "Uji coba", False)
    assert [one.samples for one in unasked.columns] == [("Coba",), ("1",)]
    report = column_report(file, "coaching-rhk", CATALOGUE, ANSWERED)
    assert (report.sheet, report.is_chosen) == ("Jawaban", True)
    assert [one.samples for one in report.columns] == [("Dewi", "Eko", "Fitri"), ("1", "2", "3")]
    assert report.digest == unasked.digest == columns_digest(file, "coaching-rhk", CATALOGUE)
    assert columns_digest(two_sheets(tmp_path / "b.xlsx", "Kesan"), "coaching-rhk", CATALOGUE) != report.digest


def test_report__shows_the_first_rows_with_what_is_the_same_in_all(tmp_path: Path) -> None:
    report = column_report(two_sheets(tmp_path / "a.xlsx"), "coaching-rhk", CATALOGUE, ANSWERED)
    assert report.constants == (("periode", "Juli 2026"), ("satuan_pendidikan.kepala.nama", "Siti Aminah"))
    shown = {label.rpartition(", ")[2]: cells for label, cells in report.preview}
    assert set(shown.values()) == {
        ("Dewi", "Eko", "Fitri"),
        ("1", "2", "3"),
        ("Juli 2026",) * 3,
        ("Siti Aminah",) * 3,
    }, report.preview
    assert "guru.nama" not in report.lacking
    assert "satuan_pendidikan.nama" in report.lacking


def test_report__of_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Nama Guru,Apa kesanmu?\nDewi,baik\n", encoding="utf-8")
    report = column_report(tmp_path / "a.csv", "coaching-rhk", CATALOGUE, "")
    assert (report.sheets, report.constants) == ((), ())
    assert [cells for _, cells in report.preview] == [("Dewi",)]
