"""The attendance list: what people write on it is read as attendance, and lists with signatures left and right have 13 rows, then 17. DOC-22."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from generator.examine import examine
from generator.gather import gather
from generator.intake.as_text import data_text
from generator.intake.read import read
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.documents import CATALOGUE, parts, pdf_text
from tests.forms import read_back, written
from validators.findings import Finding

FIRST, SECOND = date(2026, 8, 3), date(2026, 8, 4)
PEOPLE = ["Mega Puspita, S.Pd.", "Bayu Santosa, S.Pd.", "Dewi Anggraini, S.Pd.", "Rangga Putra, S.Pd."]
MARKS = [("✓", "H"), ("I", "S"), ("√", "alpa"), ("hadir", "")]
MEANT = [("hadir", "hadir"), ("izin", "sakit"), ("hadir", "tanpa kabar"), ("hadir", None)]


def _values(people: int = 4, **other: Any) -> dict[str, Any]:
    names = PEOPLE if people == len(PEOPLE) else [f"Peserta {number}, S.Pd." for number in range(1, people + 1)]
    return {
        "judul": "Lokakarya Penyusunan Modul Ajar",
        "waktu": {"mulai": FIRST, "selesai": SECOND},
        "hari": [FIRST, SECOND],
        "peserta": [{"nama": name, "unit_kerja": "SMP Negeri 2 Dahlia"} for name in names],
        "pengesahan": {"tempat": "Kota Contoh", "tanggal": SECOND, "ketua": {"nama": "Sekar Ayuningtyas, S.E."}},
        **other,
    }


def test_marks_that_people_type__are_read_as_attendance(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "isian.xlsx"
    written(catalogue.compiled("daftar-hadir"), _values(), file)
    book = load_workbook(file)
    sheet = book["Peserta"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    columns = [heads["3 Agustus 2026"], heads["4 Agustus 2026"]]
    for row in sheet.iter_rows(min_row=5):
        if row[0].value in PEOPLE:
            for column, mark in zip(columns, MARKS[PEOPLE.index(row[0].value)], strict=True):
                sheet.cell(row[0].row, column).value = mark or None
    book.save(file)
    kept = read_back(file, catalogue).given.values["kehadiran"]["catatan_peserta"]
    assert [tuple(kept[name].get(day) for day in ("3 Agustus 2026", "4 Agustus 2026")) for name in PEOPLE] == MEANT


def test_marks__may_be_typed_over_the_list_that_excel_offers(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "isian.xlsx"
    written(catalogue.compiled("daftar-hadir"), _values(), file)
    rules = [rule for rule in load_workbook(file)["Peserta"].data_validations.dataValidation if rule.type == "list"]
    assert {rule.errorStyle for rule in rules} == {"information"}


@pytest.fixture(scope="module")
def berselang(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A list of fifty people whose numbers alternate, in every medium: 13 + 17 + 17 + 3, and six signing at the end."""
    folder = tmp_path_factory.mktemp("berselang")
    compiled = CATALOGUE.compiled("daftar-hadir")
    written(compiled, _values(50, hari=[FIRST], susunan="Berselang"), folder / "isian.xlsx")
    examined = examine(read_back(folder / "isian.xlsx", CATALOGUE))
    return {output.medium: render(examined.document, examined.scope, output).data for output in compiled.spec.outputs}


def test_numbers_alternate__thirteen_rows_then_seventeen_a_page(berselang: dict[str, bytes], tmp_path: Path) -> None:
    pages = pdf_text(berselang["pdf"], tmp_path, "-layout").split("\f")[:-1]
    assert [len(re.findall(r"(?m)^ *\d+ +Peserta", page)) for page in pages] == [13, 17, 17, 3]
    tables = [
        sum("Peserta" in row.cells[1].text for row in table.rows)
        for table in WordDocument(io.BytesIO(berselang["docx"])).tables
        if len(table.columns) == 6
    ]
    assert tables == [13, 17, 17, 3]
    sheet = next(data for name, data in parts(berselang["xlsx"]).items() if name.endswith(".xml") and b"Peserta 50, S.Pd." in data)
    breaks = [int(at) for at in re.findall(rb'<brk id="(\d+)"', sheet)]
    assert breaks[1] - breaks[0] == 17  # rows before the last page, which takes some over to stand with the signature
    book = load_workbook(io.BytesIO(berselang["xlsx"]))
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == ["Peserta 1"]
    first = [row[0].value for row in book["Peserta 1"].iter_rows(max_row=breaks[0])]
    assert [value for value in first if isinstance(value, int)] == list(range(1, 14))


def test_numbers_alternate__odd_ones_sign_left(berselang: dict[str, bytes]) -> None:
    rows = [row for table in WordDocument(io.BytesIO(berselang["docx"])).tables if len(table.columns) == 6 for row in table.rows]
    signed = [(cells[4].text.strip(), cells[5].text.strip()) for cells in (row.cells for row in rows) if cells[0].text.isdigit()]
    assert signed == [(f"{n}.", "") if n % 2 else ("", f"{n}.") for n in range(1, 51)]


def test_hours_of_teaching__are_those_of_the_structure(catalogue: Catalogue) -> None:
    """Wiratama teaches 2 JP, Laksmi 4 + 6, Bagas 4: summed by hand from the programme's structure."""
    document = read(SAMPLES / "daftar-hadir" / "ok-berselang.yaml", catalogue)
    assert not isinstance(document, Finding)
    assert [row["jam"] for row in examine(document).scope["narasumber"]] == [2, 10, 4]


def _list(folder: Path, name: str, day: str, marks: str) -> None:
    text = f"""jenis: daftar-hadir
judul: Lokakarya Penyusunan Modul Ajar
waktu: {{mulai: 3 Agustus 2026, selesai: 4 Agustus 2026}}
hari: [{day}]
peserta:
  - {{nama: "Mega Puspita, S.Pd.", unit_kerja: SMP Negeri 2 Dahlia}}
  - {{nama: "Bayu Santosa, S.Pd.", unit_kerja: SMP Negeri 1 Dahlia}}
kehadiran: {{catatan_peserta: {{{marks}}}}}
pengesahan: {{tempat: Kota Contoh, tanggal: 4 Agustus 2026, ketua: {{nama: Sekar}}}}
"""
    (folder / name).write_text(text, encoding="utf-8")


def test_recap__lists_of_several_days_are_one(tmp_path: Path, catalogue: Catalogue) -> None:
    """Mega is there on both days, Bayu on the first: 100 and 50 per cent. What the lists share stands once, and reads back."""
    _list(tmp_path, "a.yaml", "3 Agustus 2026", '"Mega Puspita, S.Pd.": {3 Agustus 2026: H}, "Bayu Santosa, S.Pd.": {3 Agustus 2026: V}')
    _list(tmp_path, "b.yaml", "4 Agustus 2026", '"Mega Puspita, S.Pd.": {4 Agustus 2026: ✓}, "Bayu Santosa, S.Pd.": {4 Agustus 2026: S}')
    found = gather("rekap-kehadiran", sorted(tmp_path.glob("?.yaml")), catalogue)
    assert [one.status for one in found.outcomes] == ["checked", "checked"]
    assert found.values["hari"] == [FIRST, SECOND]
    assert [row["nama"] for row in found.values["peserta"]] == ["Mega Puspita, S.Pd.", "Bayu Santosa, S.Pd."]
    file = tmp_path / "rekap.yaml"
    file.write_text(data_text("rekap-kehadiran", found.values), encoding="utf-8")
    document = read(file, catalogue)
    assert not isinstance(document, Finding)
    rows = examine(document).scope["peserta"]
    assert [(row["hadir"], row["sakit"], row["persen"]) for row in rows] == [(2, 0, 100), (1, 1, 50)]


def test_recap__lists_that_say_otherwise_of_a_person_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    _list(tmp_path, "a.yaml", "3 Agustus 2026", '"Mega Puspita, S.Pd.": {3 Agustus 2026: H}')
    _list(tmp_path, "b.yaml", "4 Agustus 2026", '"Mega Puspita, S.Pd.": {4 Agustus 2026: H}')
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8")
    later = text.replace("hari: [4 Agustus 2026]", "hari: [4 Agustus 2026, 3 Agustus 2026]").replace(
        "{4 Agustus 2026: H}", "{3 Agustus 2026: I}"
    )
    (tmp_path / "b.yaml").write_text(later, encoding="utf-8")
    found = gather("rekap-kehadiran", sorted(tmp_path.glob("?.yaml")), catalogue)
    assert [[one.code for one in outcome.findings] for outcome in found.outcomes] == [[], ["beda-antar-berkas"]]
    assert "hadir" in found.outcomes[1].findings.errors[0].message
    assert found.values["hari"] == [FIRST]
