"""One programme's file makes every document that it has the data for. FRM-07."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from generator.blank.xlsx_form import filled_xlsx
from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Outcome
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.intake.read import read, read_all
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
    "rekap-kehadiran": 1,
    "bahan-ajar": 1,
    "evaluasi-reaksi": 1,
    "desain-evaluasi": 1,
    "rencana-kegiatan": 1,
    "laporan-kegiatan": 1,
    "evaluasi-penyelenggaraan": 1,
    "instrumen-evaluasi": 1,
    "penjaminan-mutu": 1,
    "sk": 3,
    "undangan": 2,
    "biodata": 30,
    "dokumentasi": 1,
}
"""Outcomes by type: one document each, a moderation plan for each of the four subjects, a certificate and a personal sheet for each of thirty
people; the last six and the attendance list are of files beside the programme's."""

LACKING = ("peta-kebutuhan-belajar", "kajian-kebutuhan")
"""Of a whole region before there is a programme, of which one study may bear several: no documents of this one's, docs/jenis/program.md."""

SECOND = SAMPLES / "program" / "ok-koding.yaml"
SECOND_LACKS = [
    "bahan-ajar",
    "biodata",
    "desain-evaluasi",
    "desain-program",
    "dokumentasi",
    "kajian-kebutuhan",
    "penjaminan-mutu",
    "peta-kebutuhan-belajar",
]
"""What no file of the second office holds yet, told as such."""


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
    """12 + 10 + 8 = 30 teachers; 36.400.000 rupiah; 2 + 4 + 6 + 4 = 16 JP on the three days of attendance, 89 of 90 times present."""
    computed = {one.type: one.computed for one in outcomes}
    assert computed["kak"]["jumlah_sasaran"] == 30
    assert computed["laporan-penyelenggaraan"]["jumlah_target"] == 30
    assert computed["kak"]["total_anggaran"] == 36_400_000
    assert computed["jadwal-pelatihan"]["jumlah_jp"] == 16
    assert computed["jadwal-pelatihan"]["jumlah_hari"] == 3
    assert computed["rekap-kehadiran"]["rerata"] == Fraction(89 * 100, 90)


def test_program__rubric_of_the_second_office_has_the_figures_worked_out_by_hand(catalogue: Catalogue) -> None:
    """Totals 93 87 80 80 67 62 57 48 42 31, 647 in all; 27 % of ten is three: G01, G02, half of G03 and of G04; below G08, G09, G10.

    P1, worth 5, keyed: nine of ten right; above 15, below 10: 5/15. The others' sums 88 82 75 75 62 57 52 43 37 31, mean 60,2: together
    2855 - 2709 = 146, squares 22,5 and 39694 - 36240,4 = 3453,6. P4: three right, above 5 + 5 + 2,5 = 12,5, below 0.
    R4, worth 20: 132/10 = 13,2; above 18 + 17 + 15,5 = 50,5, below 10 + 9 + 8 = 27: 23,5/60.
    Alpha by squares about the means: 22,5 + 62,5 + 60 + 52,5 + 142,1 + 58,1 + 44,4 + 105,6 + 28,4 = 576,1; totals 3768,1.
    """
    (rubric,) = [
        one
        for one in run_bundle(Incoming(SAMPLES / "instrumen-evaluasi" / "ok-koding.yaml", shelf=Shelf()), catalogue, Target())
        if one.type == "instrumen-evaluasi"
    ]
    analysed = rubric.computed["analisis"]
    items = {one["butir"]: one for one in analysed["butir"]}
    assert [one["jumlah"] for one in analysed["peserta"]] == [93, 87, 80, 80, 67, 62, 57, 48, 42, 31]
    assert [(items[name]["kesukaran"], items[name]["daya_beda"]) for name in ("P1", "P4", "R4")] == [
        (Fraction(9, 10), Fraction(1, 3)),
        (Fraction(3, 10), Fraction(5, 6)),
        (Fraction(66, 100), Fraction(47, 120)),
    ]
    assert abs(Fraction(items["P1"]["korelasi"]) ** 2 - Fraction(146 * 146) / (Fraction("22.5") * Fraction("3453.6"))) < Fraction(1, 10**40)
    assert analysed["reliabilitas"] == Fraction(9, 8) * (1 - Fraction("576.1") / Fraction("3768.1"))
    assert (rubric.computed["s_cvi"], rubric.computed["putusan"]) == (1, "LAYAK")


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


ANISA = '"Anisa Rahmawati, S.Pd."'
RECORD = f"""kehadiran:
  syarat: 75
  catatan_peserta:
    {ANISA}: {{6 Juli 2026: hadir, 7 Juli 2026: sakit, 8 Juli 2026: hadir}}
    "Bima Wibowo, S.Pd.": {{6 Juli 2026: hadir, 7 Juli 2026: hadir, 8 Juli 2026: hadir}}
"""
DIFFERENCES = [
    ("kak", "tujuan: {target_cakupan: 31}\n", "beda-dari-program@tujuan.target_cakupan"),
    ("kak", "sasaran:\n  - {kabupaten_kota: Kota Anggrek, jumlah_guru: 9}\n", "beda-dari-program@sasaran.2.jumlah_guru"),
    ("kak", "sumber_dana: APBD\n", "beda-dari-program@sumber_dana"),
    ("kak", "pagu: Rp39.000.000\n", "beda-dari-program@pagu"),
    (
        "kak",
        "anggaran:\n  - {aktivitas: Pelatihan luring, uraian: Konsumsi, volume: 121, satuan: OK, harga_satuan: 65000}\n",
        "tabel-beda-dari-program@anggaran",
    ),
    ("laporan-penyelenggaraan", "sasaran:\n  - {kabupaten_kota: Kota Anggrek, dilatih: 7}\n", "beda-dari-program@sasaran.2.dilatih"),
    ("laporan-penyelenggaraan", "sumber_dana: Masyarakat\n", "beda-dari-program@sumber_dana"),
    ("laporan-kegiatan", "capaian: {wilayah: [{kabupaten_kota: Kota Anggrek, target: 9}]}\n", "beda-dari-program@capaian.wilayah.2.target"),
    (
        "evaluasi-penyelenggaraan",
        "capaian: {wilayah: [{kabupaten_kota: Kota Anggrek, dilatih: 7}]}\n",
        "beda-dari-program@capaian.wilayah.2.dilatih",
    ),
    ("daftar-hadir", "peserta:\n  - {nama: Orang Lain, unit_kerja: SD Lain}\n", "baris-di-luar-asal@peserta.30.nama"),
    ("daftar-hadir", "hari: [6 Juli 2026, 7 Juli 2026]\n", "beda-dari-program@hari"),
    (
        "daftar-hadir",
        f"kehadiran: {{catatan_peserta: {{{ANISA}: {{7 Juli 2026: hadir}}}}}}\n",
        "beda-dari-program@kehadiran.catatan_peserta.Anisa Rahmawati, S.Pd..7 Juli 2026",
    ),
    ("rekap-nilai", f"nilai:\n  {ANISA}: {{pengetahuan: 67}}\n", "beda-dari-program@nilai.Anisa Rahmawati, S.Pd..pengetahuan"),
    ("rekap-nilai", f"peserta:\n  - {{nama: {ANISA}, nilai_akhir: 72}}\n", "beda-dari-program@peserta.0.nilai_akhir"),
    ("sertifikat", f"tiap:\n  {ANISA}: {{penerima: {{nilai_akhir: 72}}}}\n", "beda-dari-program@penerima.nilai_akhir"),
    ("sertifikat", f"tiap:\n  {ANISA}: {{penerima: {{kehadiran: 100}}}}\n", "beda-dari-program@penerima.kehadiran"),
    ("sertifikat", "syarat_kehadiran: 70\n", "beda-dari-program@syarat_kehadiran"),
    ("sertifikat", "struktur:\n  - {mata_ajar: Kebijakan Asesmen, jp: 3}\n", "tabel-beda-dari-program@struktur"),
    ("sertifikat", "tiap:\n  Orang Lain: {nomor: '1'}\n", "baris-di-luar-asal@tiap.Orang Lain"),
    ("jadwal-pelatihan", "struktur:\n  - {mata_ajar: Kebijakan Asesmen, jp: 3}\n", "tabel-beda-dari-program@struktur"),
    ("kurikulum", "struktur:\n  - {mata_ajar: Kebijakan Asesmen, jp: 3, jenis: umum}\n", "beda-dari-program@struktur.0.jp"),
]
"""Of each pair of documents that say the same thing: one figure of one of them written otherwise, and what is told at it."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Incoming:
    """The programme with the attendance of two participants alone, one of them ill on a day; what is read of it is read once."""
    text = re.sub(r"(?m)^  catatan_peserta:\n(    .*\n)+", "", PROGRAM.read_text(encoding="utf-8"))
    assert text.count("\nkehadiran:\n") == 1
    file = tmp_path_factory.mktemp("tercatat") / PROGRAM.name
    file.write_text(text.replace("\nkehadiran:\n", f"\n{RECORD}"), encoding="utf-8")
    return Incoming(file, shelf=Shelf())


@pytest.mark.parametrize(("kind", "written", "wanted"), DIFFERENCES, ids=[f"{kind}-{code}" for kind, _, code in DIFFERENCES])
def test_program__documents_that_contradict_each_other_are_told(
    kind: str, written: str, wanted: str, recorded: Incoming, catalogue: Catalogue
) -> None:
    """KAK against reports, participants against attendance against certificates, JP against timetable against certificate, budget and source."""
    file = recorded.file.with_name("isi.yaml")
    file.write_text(f"jenis: {kind}\nprogram: {PROGRAM.name}\n{written}", encoding="utf-8")
    document = next(read_all(Incoming(file, shelf=recorded.shelf), catalogue))
    assert not isinstance(document, Finding)
    told = [(f"{one.code}@{'.'.join(map(str, one.path))}", one.place.file) for one in document.given.found]
    assert told == [(wanted, str(file))]


def test_program__attendance_decides_on_certificates(recorded: Incoming, catalogue: Catalogue) -> None:
    """2 of 3 days are 66,66 percent, less than 75; 3 of 3 are enough; who was recorded on no day gets none."""
    file = recorded.file.with_name("isi.yaml")
    file.write_text(f"jenis: sertifikat\nprogram: {PROGRAM.name}\n", encoding="utf-8")
    source, anisa, bima, citra, *_ = run_bundle(Incoming(file, shelf=Shelf()), catalogue, Target())
    assert [[found.message for found in one.findings] for one in (anisa, bima, citra)] == [
        ["Kehadiran Anisa Rahmawati, S.Pd. 66,66%, syaratnya 75%."],
        [],
        ["Kehadiran Citra Maharani, S.Pd. belum diisi, syaratnya 75%."],
    ]
    assert Counter(found.code for found in source.findings) == {"P006-kehadiran-setiap-peserta": 28}


def test_program__of_another_office_takes_the_files_that_name_it_and_tells_who_has_no_certificate(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """Certificates: 24 less the one who did not pass. Letters of the first programme, which lie in the same folders, are not taken."""
    target = Target(("docx",), every_medium=True, folder=Folder(tmp_path))
    found = list(run_bundle(Incoming(SECOND, shelf=Shelf()), catalogue, target))
    counted = Counter((one.type, one.status) for one in found)
    assert (counted["sertifikat", "delivered"], counted["sertifikat", "withheld"]) == (23, 1)
    assert [(one.row, one.withheld) for one in found if one.status == "withheld"] == [("Viandra Wirayuda, S.Pd.", "belum lulus")]
    assert {one.exit_code for one in found} == {0}
    assert not [one.source for one in found if "asesmen" in one.source]
    assert (counted["sk", "delivered"], counted["undangan", "delivered"]) == (3, 2)
    assert sorted({one.type for one in found if one.status == "lacking"}) == SECOND_LACKS
    (rubric,) = [one for one in found if one.type == "instrumen-evaluasi"]
    assert (rubric.status, list(rubric.findings)) == ("delivered", [])
    folders = {one.type: {file.parent for file in one.files} for one in found if one.files and one.type != "program"}
    assert folders == {name: {tmp_path / SECOND.stem / name} for name in folders}
