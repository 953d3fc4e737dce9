"""One programme's file makes every document that it has the data for. FRM-07."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.blank.xlsx_form import filled_xlsx
from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Outcome
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.intake.read import read
from generator.pipeline import Target
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding

PROGRAM = SAMPLES / "program" / "ok-asesmen-formatif.yaml"
MADE = {
    "program": 1,
    "sertifikat": 30,
    "kak": 1,
    "jadwal-pelatihan": 1,
    "laporan-penyelenggaraan": 1,
    "rancangan-moderasi": 4,
    "laporan-evaluasi": 1,
    "rekap-nilai": 1,
    "kurikulum": 1,
    "panduan-teknis": 1,
    "desain-program": 1,
    "daftar-hadir": 1,
    "bahan-ajar": 1,
    "evaluasi-reaksi": 1,
    "desain-evaluasi": 1,
    "rencana-kegiatan": 1,
    "laporan-kegiatan": 1,
    "evaluasi-penyelenggaraan": 1,
}
"""Outcomes by type: one document each, a moderation plan for each of the four subjects, a certificate for each of thirty people."""

LACKING = ("peta-kebutuhan-belajar", "undangan", "sk")
"""Types that need more than the programme's file says: who is invited, what is decided."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    target = Target(("xlsx", "docx"), every_medium=True, folder=Folder(tmp_path_factory.mktemp("program")))
    return list(run_bundle(Incoming(PROGRAM, shelf=Shelf()), Catalogue(Home(SAMPLES)), target))


def test_program__makes_all_that_it_feeds(outcomes: list[Outcome]) -> None:
    fed = [one for one in outcomes if one.type != "program"]
    made = [one for one in fed if one.type not in LACKING]
    assert Counter(one.type for one in made) == {name: count for name, count in MADE.items() if name != "program"}
    assert {one.status for one in made} == {"delivered"}, [(one.type, list(one.findings)) for one in made if one.status != "delivered"]


def test_program__as_a_workbook_gives_the_same(tmp_path: Path) -> None:
    """The office keeps one workbook: what is made of it, found in it and computed from it is what the text file gives."""
    catalogue = Catalogue(Home(SAMPLES))
    source = read(PROGRAM, catalogue)
    assert not isinstance(source, Finding)
    file = tmp_path / "program.xlsx"
    file.write_bytes(filled_xlsx(source.compiled, source.given.values)[0])
    told = [
        [
            (one.type, one.row, one.status, one.computed, [(found.code, found.path) for found in one.findings])
            for one in run_bundle(Incoming(of), catalogue, Target())
        ]
        for of in (PROGRAM, file)
    ]
    assert told[0] == told[1]


def test_program__in_a_workbook_what_differs_is_told_at_both_cells(tmp_path: Path) -> None:
    catalogue = Catalogue(Home(SAMPLES))
    source = read(PROGRAM, catalogue)
    assert not isinstance(source, Finding)
    (tmp_path / "program.xlsx").write_bytes(filled_xlsx(source.compiled, source.given.values)[0])
    own = {"program": "program.xlsx", "judul": "Judul Lain", "sasaran": [{"kabupaten_kota": "Kabupaten Melati", "jumlah_guru": 13}]}
    (tmp_path / "kak.xlsx").write_bytes(filled_xlsx(catalogue.compiled("kak"), own)[0])
    document = read(tmp_path / "kak.xlsx", catalogue)
    assert not isinstance(document, Finding)
    told = [
        (one.path, one.place.sheet, one.place.cell, one.also.sheet, one.also.cell)
        for one in document.given.found
        if one.code == "beda-dari-program"
    ]
    assert (("judul",), "Isian", "B6", "Isian", "B5") in told
    assert document.given.values["tahun_anggaran"] == 2026


def test_program__says_of_a_type_that_takes_little_from_it_what_is_missing(outcomes: list[Outcome]) -> None:
    """The map of learning needs takes its year and its signature; its teachers are not the programme's."""
    (needs,) = [one for one in outcomes if one.type == "peta-kebutuhan-belajar"]
    assert (needs.status, [found.code for found in needs.findings], needs.exit_code) == ("lacking", ["belum-lengkap"], 0)
    assert "Data Guru" in needs.findings[0].message
    assert "Tahun" not in needs.findings[0].message


def test_program__figures_are_the_same_everywhere(outcomes: list[Outcome]) -> None:
    """12 + 10 + 8 = 30 teachers; 36.400.000 rupiah; 2 + 4 + 6 + 4 = 16 JP."""
    computed = {one.type: one.computed for one in outcomes}
    assert computed["kak"]["jumlah_sasaran"] == 30
    assert computed["laporan-penyelenggaraan"]["jumlah_target"] == 30
    assert computed["kak"]["total_anggaran"] == 36_400_000
    assert computed["jadwal-pelatihan"]["jumlah_jp"] == 16


@pytest.mark.parametrize("kind", ["kak", "laporan-penyelenggaraan", "laporan-evaluasi"])
def test_program__a_changed_target_is_told_with_both_places(kind: str, tmp_path: Path) -> None:
    """A target of 300 here, 30 in the programme: a finding that names both lines."""
    written = {
        "kak": "tujuan:\n  target_cakupan: 300\n",
        "laporan-penyelenggaraan": "luaran:\n  - luaran_utama: Guru terlatih asesmen formatif\n    target: 300\n",
        "laporan-evaluasi": "target_lulusan: 300\n",
    }
    (tmp_path / PROGRAM.name).write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    file = tmp_path / "isi.yaml"
    file.write_text(f"jenis: {kind}\nprogram: {PROGRAM.name}\n{written[kind]}", encoding="utf-8")
    *_, own = run_bundle(Incoming(file, shelf=Shelf()), Catalogue(Home(SAMPLES)), Target())
    (differs,) = [finding for finding in own.findings if finding.code == "beda-dari-program"]
    assert differs.place.file == str(file)
    lines = PROGRAM.read_text(encoding="utf-8").splitlines()
    wanted = {"kak": "  target_cakupan: 30", "laporan-penyelenggaraan": "    target: 30"}.get(kind, "  target_lulusan: 30")
    line = lines.index(wanted) + 1
    assert f"{tmp_path / PROGRAM.name}, baris {line}" in differs.message
