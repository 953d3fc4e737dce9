"""A year's programme files become the yearly report and the dashboard; every teacher counts once. DOC-20, DOC-21."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.examine import examine
from generator.gather import gather
from generator.intake.as_text import data_text
from generator.intake.read import read
from tests.documents import CATALOGUE
from tests.printed import pages
from tests.test_pages import printing
from validators.findings import Finding

HEAD = """jenis: program
tahun_anggaran: 2026
moda: luring
pola: Balai
sumber_dana: APBN
"""
ONE = """judul: Satu
tujuan: {uraian: Belajar., target_cakupan: 3, target_waktu: 31 Maret 2026}
waktu: {mulai: 2 Maret 2026, selesai: 6 Maret 2026}
sasaran: [{kabupaten_kota: Kota Dahlia, jumlah_guru: 3, target: 3, dilatih: 3}]
luaran:
  - luaran_utama: Guru terlatih
    aktivitas:
      - {nama: Kelas, luaran_terukur: 3 guru, mulai: 2 Maret 2026, target_waktu: 6 Maret 2026, tanggal_selesai: 6 Maret 2026}
      - {nama: Laporan, luaran_terukur: 1 laporan, mulai: 9 Maret 2026, target_waktu: 31 Maret 2026, tanggal_selesai: 2 April 2026}
tahapan: [{nama: Kelas, direncanakan: 4, selesai: 3}]
peserta:
  - {nama: Ani, nip: "198001012006012001", unit_kerja: SD 1, kabupaten_kota: Kota Dahlia, nilai_akhir: 60}
  - {nama: Budi, nuptk: "1234567890123456", unit_kerja: SD 1, kabupaten_kota: Kota Dahlia, nilai_akhir: 80}
  - {nama: Citra, unit_kerja: SD 2, kabupaten_kota: Kota Dahlia, nilai_akhir: 90}
"""
TWO = """judul: Dua
tujuan: {uraian: Belajar., target_cakupan: 4, target_waktu: 30 Juni 2026}
waktu: {mulai: 1 Juni 2026, selesai: 5 Juni 2026}
sasaran: [{kabupaten_kota: kota dahlia, jumlah_guru: 4, target: 3, dilatih: 3}, {kabupaten_kota: Kota Anggrek, jumlah_guru: 2, target: 2, dilatih: 1}]
peserta:
  - {nama: "Ani R., S.Pd.", nip: 19800101 200601 2 001, unit_kerja: SD Negeri 1, kabupaten_kota: Kota Dahlia, nilai_akhir: 75}
  - {nama: "Budi, S.Pd.", nuptk: 1234 5678 9012 3456, unit_kerja: SD 1, kabupaten_kota: Kota Dahlia, nilai_akhir: 85}
  - {nama: CITRA, unit_kerja: sd 2, kabupaten_kota: Kota Dahlia, nilai_akhir: 95}
  - {nama: Dewi, nip: "198502022010012002", unit_kerja: SD 3, kabupaten_kota: Kota Anggrek, nilai_akhir: 50}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "program").mkdir()
    for name, text in (("satu", ONE), ("dua", TWO), ("lama", ONE.replace("Satu", "Lama"))):
        head = HEAD.replace("2026", "2025") if name == "lama" else HEAD
        (tmp_path / "program" / f"{name}.yaml").write_text(head + text, encoding="utf-8")
    return tmp_path


def examined(folder: Path, name: str, **more: Any) -> Any:
    """Return the scope of a document made of the folder's programmes of 2026, with what the office adds."""
    files = [folder / "program" / f"{file}.yaml" for file in ("satu", "dua", "lama")]
    found = gather(name, files, CATALOGUE)
    assert [[one.code for one in outcome.findings.errors] for outcome in found.outcomes] == [[], [], ["beda-antar-berkas"]]
    for region in found.values.get("pemerataan", {}).get("wilayah", ()):
        region["populasi"] = 100
    file = folder / "isi.yaml"
    file.write_text(data_text(name, {**found.values, **more}), encoding="utf-8")
    document = read(file, CATALOGUE)
    assert not isinstance(document, Finding)
    return examine(document).scope


def test_yearly_report__counts_a_teacher_of_two_programmes_once(folder: Path) -> None:
    """Seven places, four people: Ani by a NIP with blanks, Budi by a NUPTK with blanks, Citra, who has none, by name and school.

    Ani failed and then passed, so three passed in Dahlia, none in Anggrek, where Dewi failed.
    """
    scope = examined(folder, "laporan-tahunan")
    assert (scope["guru"]["n"], scope["guru"]["berbeda"], scope["guru"]["berulang"], scope["guru"]["tanpa_penanda"]) == (7, 4, 3, 2)
    assert [(row["judul"], row["peserta"], row["lulus"]) for row in scope["penyelenggaraan"]["program"]] == [("Satu", 3, 2), ("Dua", 4, 3)]
    assert [(row["nama"], row["sasaran"], row["lulus"], row["cakupan"]) for row in scope["pemerataan"]["wilayah"]] == [
        ("Kota Dahlia", 6, 3, 50),
        ("Kota Anggrek", 2, 0, 0),
    ]
    assert (scope["jumlah_sasaran"], scope["jumlah_lulus"]) == (8, 3)


def test_yearly_report__index_rests_on_those_counts(folder: Path) -> None:
    """Coverage 1/2 and 0, mean 1/4; each is 1/4 away, half the teachers each: the root of 1/16 over 1/4 is 1."""
    assert examined(folder, "laporan-tahunan")["disparitas"]["id"] == 1


def test_dashboard__of_the_same_files(folder: Path) -> None:
    """On 15 June: 6 + 1 = 7 of 8 trained; 3 of 4 stages; of two activities due one in time; one programme done, one running."""
    scope = examined(folder, "dasbor-capaian", per="15 Juni 2026")
    assert [(row["kode"], row["capaian"], row["target"], row["persen"]) for row in scope["ukuran"]] == [
        ("sasaran", 7, 8, Fraction(175, 2)),
        ("kerja", 3, 4, 75),
        ("waktu", 1, 2, 50),
    ]
    assert [(row["nama"], row["jumlah"]) for row in scope["status"]] == [("Sedang berjalan", 1), ("Selesai", 1), ("Akan dilaksanakan", 0)]
    assert [(row["judul"], row["ketepatan"]) for row in scope["perhatian"]][1] == ("Satu", 50)


@pytest.mark.parametrize("name", ["dasbor-capaian/ok-lengkap", *(f"dasbor-capaian/{number}-daerah" for number in (1, 6, 38))])
def test_dashboard__is_one_page_to_look_at(name: str, tmp_path: Path) -> None:
    """With one programme and region, six of each, and 38 of each, of which the eight that need looking at are printed."""
    assert len(pages(printing(name, "pdf"), tmp_path)) == 1
