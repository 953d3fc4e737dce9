"""`borang number` and `borang register`: the next number by file and row, void ones stay, a corrected name keeps its number. DOC-22."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.generator.cli.conftest import Run

OFFICE = """nama: BGTK Provinsi Contoh
tempat: Kota Contoh
nomor:
  - {jenis: sertifikat, pola: "{urut:3}/GT/{tahun}", mulai: 5}
"""
PROGRAM = """jenis: program
judul: Lokakarya Modul Ajar
tahun_anggaran: 2026
moda: luring
pola: Balai
sumber_dana: APBN
tujuan: {uraian: Guru menyusun modul., target_cakupan: 3, target_waktu: 31 Agustus 2026}
waktu: {mulai: 6 Juli 2026, selesai: 10 Juli 2026, tempat: Kota Contoh}
sasaran: [{kabupaten_kota: Kota Anggrek, jumlah_guru: 3}]
struktur: [{mata_ajar: Modul Ajar, jp: 8}]
peserta:
  - {nama: Anisa, unit_kerja: SD 1, nilai_akhir: 82}
  - {nama: Bima, unit_kerja: SD 2, nilai_akhir: 60}
  - {nama: Citra, unit_kerja: SD 3, nilai_akhir: 90}
pengesahan: {penanggung_jawab: {jabatan: Kepala Balai, nama: Ratna}}
tanggal_dokumen: {sertifikat: 31 Juli 2026}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "institusi.yaml").write_text(OFFICE)
    (tmp_path / "program.yaml").write_text(PROGRAM)
    return tmp_path


def given(run: Run, *more: str) -> list[tuple[str, str, str]]:
    _, out, _ = run("number", "sertifikat", "program.yaml", "--json", *more)
    return [(one["subject"], one["outcome"], one["number"]) for one in json.loads(out)]


def listed(run: Run) -> list[tuple[str, str, str]]:
    _, out, _ = run("register", "list", "--json")
    return [(one["subject"], one["number"], one["state"]) for one in json.loads(out)]


def findings(run: Run, *arguments: str) -> dict[str, set[str]]:
    """Return the codes of findings by document of `borang check`."""
    _, out, _ = run("check", "--json", *arguments)
    told: list[dict[str, Any]] = json.loads(out)["outcomes"]
    return {one["source"]: {found["code"] for found in one["findings"]} for one in told}


def test_number__gives_the_next_in_the_order_of_rows_to_what_is_sound(run: Run, office: Path) -> None:
    made = given(run)
    assert made == [("Anisa", "baru", "005/GT/2026"), ("Bima", "ditolak", ""), ("Citra", "baru", "006/GT/2026")]
    assert given(run) == [("Anisa", "tetap", "005/GT/2026"), ("Bima", "ditolak", ""), ("Citra", "tetap", "006/GT/2026")]
    (office / "program.yaml").write_text(PROGRAM.replace("nilai_akhir: 60", "nilai_akhir: 71"))
    assert given(run)[1] == ("Bima", "baru", "007/GT/2026")


def test_number__of_a_trial_is_not_kept(run: Run, office: Path) -> None:
    assert given(run, "--dry-run")[0] == ("Anisa", "baru", "005/GT/2026")
    assert listed(run) == []
    assert given(run)[0] == ("Anisa", "baru", "005/GT/2026")


def test_number__begins_anew_each_year(run: Run, office: Path) -> None:
    given(run)
    (office / "program.yaml").write_text(PROGRAM.replace("Modul Ajar\n", "Modul Ajar Lanjutan\n").replace("2026", "2027"))
    assert [number for *_, number in given(run)] == ["005/GT/2027", "", "006/GT/2027"]


def test_number__that_is_void_stays_void(run: Run, office: Path) -> None:
    given(run)
    assert run("register", "batal", "006/GT/2026", "--why", "salah cetak")[0] == 0
    assert run("register", "void", "006/GT/2026", "--why", "lagi")[0] == 2
    assert given(run)[2] == ("Citra", "baru", "007/GT/2026")
    assert listed(run) == [("Anisa", "005/GT/2026", "berlaku"), ("Citra", "006/GT/2026", "batal"), ("Citra", "007/GT/2026", "berlaku")]


def test_number__of_a_corrected_name_is_kept_and_the_old_row_marked(run: Run, office: Path) -> None:
    given(run)
    (office / "program.yaml").write_text(PROGRAM.replace("nama: Citra", "nama: Citra Lestari"))
    assert given(run, "--replaces", "006/GT/2026")[2] == ("Citra Lestari", "diganti", "006/GT/2026")
    assert listed(run)[1:] == [("Citra", "006/GT/2026", "diganti"), ("Citra Lestari", "006/GT/2026", "berlaku")]
    assert given(run)[2] == ("Citra Lestari", "tetap", "006/GT/2026")


def test_number__is_taken_over_by_one_document_only(run: Run, office: Path) -> None:
    code, _, err = run("number", "sertifikat", "program.yaml", "--replaces", "006/GT/2026")
    assert (code, "tidak ada dalam register" in err) == (2, True)
    given(run)
    code, _, err = run("number", "sertifikat", "program.yaml", "--replaces", "006/GT/2026")
    assert (code, "tepat satu dokumen" in err) == (2, True)


def test_number__whose_data_change_is_told_and_marked(run: Run, office: Path) -> None:
    given(run)
    (office / "program.yaml").write_text(PROGRAM.replace("nilai_akhir: 82", "nilai_akhir: 84"))
    (office / "semua.yaml").write_text("jenis: sertifikat\nprogram: program.yaml\n")
    told = findings(run, "semua.yaml")
    assert told["semua.yaml, Anisa"] == {"nomor-data-berubah"}
    assert told["semua.yaml, Citra"] == set()
    assert [outcome for _, outcome, _ in given(run)] == ["diganti", "ditolak", "tetap"]
    assert findings(run, "semua.yaml")["semua.yaml, Anisa"] == set()


def test_number__of_ones_own_is_respected_and_a_clash_found(run: Run, office: Path) -> None:
    (office / "sendiri.yaml").write_text(
        'jenis: sertifikat\nprogram: program.yaml\ntiap: {Citra: {nomor: 005/GT/2026}, Anisa: {nomor: "9/X"}}\n'
    )
    _, out, _ = run("number", "sertifikat", "sendiri.yaml", "--json")
    assert [one["number"] for one in json.loads(out)] == ["9/X", "", "005/GT/2026"]
    (office / "program.yaml").write_text(PROGRAM.replace("nama: Bima", "nama: Dewi").replace("akhir: 60", "akhir: 71"))
    assert given(run)[1] == ("Dewi", "baru", "006/GT/2026")  # the one that was written by hand counts
    (office / "sendiri.yaml").write_text(
        "jenis: sertifikat\nprogram: program.yaml\ntiap: {Dewi: {nomor: 005/GT/2026}, Anisa: {nomor: 7/X}}\n"
    )
    told = findings(run, "sendiri.yaml")
    assert told["sendiri.yaml, Dewi"] == {"nomor-sudah-dipakai"}
    assert told["sendiri.yaml, Anisa"] == {"nomor-lain-di-register"}


def test_make__takes_no_number_and_gives_the_same_bytes(run: Run, office: Path) -> None:
    (office / "semua.yaml").write_text("jenis: sertifikat\nprogram: program.yaml\n")
    assert findings(run, "semua.yaml")["semua.yaml, Anisa"] == {"belum-bernomor"}
    assert listed(run) == []
    given(run)
    for folder in ("a", "b"):
        run("make", "semua.yaml", "--to", "docx", "-o", folder)
    first, second = (sorted((office / folder).glob("*.docx")) for folder in ("a", "b"))
    assert [file.name for file in first] == ["sertifikat-anisa.docx", "sertifikat-citra.docx"]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_number__of_an_office_without_a_pattern_is_refused(run: Run, office: Path) -> None:
    (office / "institusi.yaml").write_text("nama: BGTK\n")
    code, _, err = run("number", "sertifikat", "program.yaml")
    assert (code, "tidak memuat pola nomor sertifikat" in err) == (2, True)
    assert run("number", "kak", "program.yaml")[0] == 2
    assert run("register", "export", "-o", "x.csv")[0] == 2


def test_register__is_exported_as_texts(run: Run, office: Path) -> None:
    (office / "program.yaml").write_text(PROGRAM.replace("nama: Citra", 'nama: "=1+1"'))
    given(run)
    assert run("register", "ekspor", "-o", "r.csv")[0] == run("register", "export", "-o", "r.xlsx")[0] == 0
    rows = (office / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("Nomor,Tanggal,Jenis,Perihal,Keadaan")
    assert rows[2].startswith("006/GT/2026,31 Juli 2026,sertifikat,'=1+1,berlaku")
    assert (office / "r.xlsx").read_bytes()[:2] == b"PK"
