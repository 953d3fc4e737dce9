"""One school's file makes the documents of all its teachers, and their forms come back to the head as one recap. FRM-05, FRM-07."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Document, Outcome
from generator.examine import examine
from generator.gather import GatheringResult, gather
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.intake.institution import read_institution
from generator.intake.read import read
from generator.pipeline import Target
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES, Sample, samples
from tests.homes import write
from tests.sizes import SIZES, document
from validators.absence import KOSONG

SCHOOL = SAMPLES / "sekolah" / "ok-lengkap.yaml"
MADE = {
    "asesmen-kebutuhan": 2,
    "coaching-rhk": 30,
    "refleksi-kompetensi": 28,
    "siklus-kinerja": 2,
    "coaching-harmoni": 1,
    "program-pembinaan": 1,
    "program-sekolah": 1,
    "projek-coaching": 1,
    "rekap-rhk": 1,
    "rencana-pengembangan-diri": 1,
    "survei-kepuasan": 1,
}
"""Documents by type: of the school's file alone one a teacher, where two have no rank yet, two were assessed and have a cycle; and one each of
the files beside it."""

LACKING = {"rencana-pengembangan-diri": 29, "refleksi-kompetensi": 2}
"""Teachers by type for whom the file has not everything yet."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    target = Target(("docx",), every_medium=True, folder=Folder(tmp_path_factory.mktemp("sekolah")))
    return list(run_bundle(Incoming(SCHOOL, shelf=Shelf()), Catalogue(Home(SAMPLES)), target))


def test_sekolah__makes_a_form_for_each_of_thirty_teachers(outcomes: list[Outcome]) -> None:
    made = [one for one in outcomes if one.status == "delivered" and one.type != "sekolah"]
    assert Counter(one.type for one in made) == MADE
    assert {one.exit_code for one in outcomes} == {0}


def test_sekolah__what_rows_lack_is_told_once_a_kind(outcomes: list[Outcome]) -> None:
    """One of thirty teachers has a plan in a file of its own, the others lack something of theirs, and two have no rank: a line for each kind of lack, the first five by name."""
    lacking = {name: [one.findings[0].message for one in outcomes if one.status == "lacking" and one.type == name] for name in LACKING}
    counted = {name: [int(one.partition("(bagi ")[2].split(":")[0]) for one in told] for name, told in lacking.items()}
    assert {name: sum(numbers) for name, numbers in counted.items()} == LACKING
    assert len(set(lacking["rencana-pengembangan-diri"])) == len(lacking["rencana-pengembangan-diri"]) < 5
    assert all(one.count("; dan ") == (number > 5) for name in LACKING for one, number in zip(lacking[name], counted[name], strict=True))


def test_sekolah__thirty_forms_come_back_as_one_recap(tmp_path: Path) -> None:
    """Every teacher's own file names the school and the teacher; one is missing, and one plan counts 2 + 1 + 2 = 5 activities."""
    (tmp_path / "sekolah.yaml").write_text(SCHOOL.read_text(encoding="utf-8"), encoding="utf-8")
    names = [
        line.split('"')[1] for line in SCHOOL.read_text(encoding="utf-8").splitlines() if line.startswith('  - nama: "') and ", " in line
    ][:28]
    for number, name in enumerate(names[:-1]):
        text = f'jenis: coaching-rhk\nsekolah: sekolah.yaml\nguru: {{nama: "{name}"}}\n'
        (tmp_path / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    found = gather("rekap-rhk", sorted(tmp_path.glob("[0-9]*.yaml")), Catalogue(Home(SAMPLES)), expected=names)
    assert len(found.values["formulir"]) == 27
    assert found.values["formulir"][0] == {"nama": "Nurul Azkiyah, S.Pd.", "nip": "199203152019032007", "jumlah_kegiatan": 5}
    assert (found.values["periode"], found.values["aturan"]) == ("Januari–Desember 2026", "2026")
    assert [one.findings[0].code for one in found.outcomes if one.status == "refused"] == ["belum-masuk"]
    assert names[-1] in found.outcomes[-1].findings[0].message


def test_sekolah__plans_of_teachers_become_the_needs_of_a_region(tmp_path: Path) -> None:
    """Two schools' plans of one year give rows and levels; one of another year, one that came twice and one of another type are named."""
    plan = (SAMPLES / "rencana-pengembangan-diri" / "ok-ideal.yaml").read_text(encoding="utf-8")
    plan = plan.replace("  nama: SD Negeri 2 Contoh", "  nama: SD Negeri 2 Contoh\n  kabupaten_kota: Kabupaten Contoh")
    plan = plan.replace("  jenjang: Ahli Muda", "  jenjang: Ahli Muda\n  tugas: Guru kelas IV")
    plan = plan.replace("pengesahan:", "pengesahan:\n  tempat: Contoh")
    other = plan.replace("Dwi Lestari Handayani, S.Pd., M.Pd.", "Rahmat Hidayat, S.Pd.")
    (tmp_path / "1-dwi.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "2-lagi.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "3-lalu.yaml").write_text(other.replace("\ntahun: 2026", "\ntahun: 2025"), encoding="utf-8")
    rahmat = other.replace("SD Negeri 2", "SMP Negeri 5").replace("  tugas: Guru kelas IV", "  tugas: Guru Fisika kelas VII\n  mapel: IPA")
    (tmp_path / "4-rahmat.yaml").write_text(rahmat, encoding="utf-8")
    (tmp_path / "5-sekolah.yaml").write_text(SCHOOL.read_text(encoding="utf-8"), encoding="utf-8")
    expected = ["Dwi Lestari Handayani, S.Pd., M.Pd.", "Rahmat Hidayat, S.Pd.", "Sri Wahyuni, S.Pd."]
    found = gather("peta-kebutuhan-belajar", sorted(tmp_path.glob("*.yaml")), Catalogue(Home(SAMPLES)), expected=expected)
    assert found.values["wilayah"] == {"tahun": 2026, "kerangka": "ideal"}
    assert [tuple(row.values()) for row in found.values["guru"]] == [
        ("Dwi Lestari Handayani, S.Pd., M.Pd. (SD Negeri 2 Contoh)", "Kabupaten Contoh", "Ahli Muda", "Guru kelas IV", "SD"),
        ("Rahmat Hidayat, S.Pd. (SMP Negeri 5 Contoh)", "Kabupaten Contoh", "Ahli Muda", "IPA", "SMP"),
    ]
    assert found.values["nilai"]["Rahmat Hidayat, S.Pd. (SMP Negeri 5 Contoh)"]["1.3"] == 2
    told = [one.findings[0].code for one in found.outcomes if one.status == "refused"]
    assert told == ["berkas-kembar", "beda-antar-berkas", "berkas-jenis-lain", "belum-masuk"]


def test_sekolah__two_teachers_of_one_name_in_two_schools_are_two(tmp_path: Path) -> None:
    """Both came, whether the roster names their schools or not; of one school the second is the same teacher again."""
    plan = (SAMPLES / "rencana-pengembangan-diri" / "ok-ideal.yaml").read_text(encoding="utf-8")
    other = plan.replace("SD Negeri 2 Contoh", "SD Negeri 9 Contoh")
    for file, text in {"1": plan, "2": other, "3": plan}.items():
        (tmp_path / f"{file}.yaml").write_text(text, encoding="utf-8")
    name = "Dwi Lestari Handayani, S.Pd., M.Pd."
    both = [f"{name} (SD Negeri 2 Contoh)", f"{name} (SD Negeri 9 Contoh)"]
    for roster in ([name], both):
        found = gather("peta-kebutuhan-belajar", sorted(tmp_path.glob("*.yaml")), Catalogue(Home(SAMPLES)), expected=roster)
        assert ([row["nama"] for row in found.values["guru"]], list(found.values["nilai"])) == (both, both)
        assert _said(found, "berkas-kembar", "di-luar-daftar", "belum-masuk") == ["berkas-kembar"]
    alone = gather("peta-kebutuhan-belajar", [tmp_path / "1.yaml"], Catalogue(Home(SAMPLES)), expected=both[1:])
    assert _said(alone, "berkas-kembar", "di-luar-daftar", "belum-masuk") == ["di-luar-daftar", "belum-masuk"]


def _said(found: GatheringResult, *codes: str) -> list[str]:
    return [said.code for one in found.outcomes for said in one.findings if said.code in codes]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ("6-orang", "1 guru: Lilis Nurhayati, S.Pd."),
        ("30-orang", "1 guru: Lilis Nurhayati"),
        ("60-orang", "30 guru, namanya di Daftar Guru"),
    ],
)
def test_sekolah__the_recap_of_many_teachers_is_one_signed_page(size: str, said: str, tmp_path: Path) -> None:
    """The page before the annexes holds the chart and the signature, however many have not handed in: their names head the first annex."""
    sized = next(one for one in SIZES if one.id == f"rekap-rhk/{size}")
    examined = examine(document(sized, tmp_path))
    output = next(one for one in examined.document.type.outputs if one.medium == "pdf")
    (tmp_path / "rekap.pdf").write_bytes(render(examined.document, examined.scope, output).data)
    first, second = (_words_of(tmp_path / "rekap.pdf", page) for page in (1, 2))
    assert said in first
    assert "Gambar 1" in first
    assert "SMP NEGERI 3 CONTOH" in first
    assert "NIP. 197504122000031002" in first  # with a full stop, as a Pemda writes it
    assert second.startswith("Lampiran I Daftar Guru")
    assert " 1 Lilis Nurhayati, S.Pd. 197907072005012011 Guru IPS kelas IX belum masuk" in second


def _words_of(pdf: Path, page: int) -> str:
    told = subprocess.run(["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(pdf), "-"], capture_output=True, check=True).stdout
    return " ".join(told.decode("utf-8").split())


def test_sekolah__every_form_of_a_school_bears_the_letterhead_of_that_school() -> None:
    """Never the Balai's, which is the nearest: the file, or the one that feeds it, names a letterhead of the form's own school, with a logo."""
    catalogue = Catalogue(Home(SAMPLES))
    schools = [one for one in samples("ok-") if _is_a_schools(catalogue, one.type)]
    assert len({one.type for one in schools}) == 14
    borne = {one.id: _letterhead(one, catalogue) for one in schools}
    assert {name: (bears, school) for name, (bears, school) in borne.items() if bears != school} == {}


def _is_a_schools(catalogue: Catalogue, type_: str) -> bool:
    roots = {one.name for one in catalogue.compiled(type_).spec.fields}
    return type_ == "sekolah" or "satuan_pendidikan" in roots


def _letterhead(sample: Sample, catalogue: Catalogue) -> tuple[str, str]:
    """Return the name that a document's letterhead bears, and that of its school."""
    given = read(sample.file, catalogue)
    assert isinstance(given, Document)
    values, named = given.given.values, given.given.institution_file
    bears = read_institution(Home(SAMPLES), near=sample.file, named=None if named is None else Path(named))
    assert bears["logo"] is not KOSONG
    return bears["nama"], values["nama"] if sample.type == "sekolah" else values["satuan_pendidikan"]["nama"]


OWN_ITEM = """extends: true
source: {document: perdirjen-gtk-7607-2023, place: tambahan sekolah}
key: kode
label: peran
rows: [{kode: literasi-pagi, peran: Penggerak literasi pagi, poin: 12}]
"""
OWN_YEAR = """extends: true
source: {document: kepmendikdasmen-271-2025, place: tambahan}
key: kode
label: nama
rows: [{kode: "2027", nama: Aturan 2027, minimum: 40, maximum: 100, per: tahun, tahun_awal: 2027, tahun_akhir: 2027, berbasis_poin: true}]
"""


@pytest.mark.parametrize(
    ("rules", "status", "told"),
    [("PMM-2024", "Memenuhi", []), ('"2026"', "Tidak berbasis poin", []), ('"2027"', "Belum memenuhi", ["R001-poin-minimum"])],
)
def test_sekolah__its_own_item_and_the_rules_of_a_year_are_data(tmp_path: Path, rules: str, status: str, told: list[str]) -> None:
    """Two activities of the school's own item, 12 points each, and one of the shipped catalogue, 8: 2 × 12 + 8 = 32 points."""
    write(tmp_path / "specs" / "reference" / "rhk.yaml", OWN_ITEM)
    write(tmp_path / "specs" / "reference" / "rhk-aturan.yaml", OWN_YEAR)
    plan = "tujuan: Belajar, materi: Literasi, pelaksanaan: {waktu: Maret}"
    rows = f"[{{rhk: literasi-pagi, kuantitas: 2, {plan}}}, {{rhk: pelatihan-mandiri-peserta, kuantitas: 1, {plan}}}]"
    text = f"jenis: coaching-rhk\nguru: {{nama: Ani}}\nsatuan_pendidikan: {{nama: SD}}\nperiode: Satu\naturan: {rules}\nrencana: {rows}\n"
    given = read(write(tmp_path / "isi.yaml", text), Catalogue(Home(tmp_path)))
    assert isinstance(given, Document)
    found = examine(given)
    assert (found.scope["total_poin"], found.scope["status"], [one.code for one in found.findings]) == (32, status, told)
