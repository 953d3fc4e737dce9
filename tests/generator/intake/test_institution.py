"""The office's settings: found near the data or in the home, every setting present, errors told with file and line. TPL-05."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.blank.known import begun_from
from generator.bundle import forms_fed_by
from generator.document import Document
from generator.errors import IntakeFault
from generator.home import Home
from generator.intake.form import Incoming
from generator.intake.institution import read_institution, with_sound_logo
from generator.intake.read import given_of, read, read_all
from generator.spec.catalogue import Catalogue
from tests.homes import write
from validators.absence import KOSONG


def test_institution__without_a_file_every_setting_is_empty(tmp_path: Path) -> None:
    settings = read_institution(Home(), near=tmp_path / "data.yaml")
    assert settings["nama"] is KOSONG
    assert settings["kepala"]["nama"] is KOSONG


def test_institution__the_nearest_file_above_the_data_is_read(tmp_path: Path) -> None:
    write(tmp_path / "institusi.yaml", "nama: Jauh\n")
    write(tmp_path / "a" / "institusi.yaml", "nama: Dekat\nkepala: {nama: Ani}\n")
    settings = read_institution(Home(), near=tmp_path / "a" / "b" / "data.yaml")
    assert settings["nama"] == "Dekat"
    assert settings["kepala"]["nama"] == "Ani"
    assert settings["alamat"] is KOSONG
    assert settings["folder"] == str(tmp_path / "a")


def test_institution__may_end_in_yml_and_its_faults_name_it(tmp_path: Path) -> None:
    """The settings were passed over without a word, and documents came without letterhead."""
    file = write(tmp_path / "institusi.yml", "nama: Dinas\nlogo: tidak-ada.png\n")
    settings = read_institution(Home(), near=tmp_path / "data.yaml")
    assert settings["nama"] == "Dinas"
    _, found = with_sound_logo(settings)
    assert [(one.place.file, one.place.line) for one in found] == [(str(file), 2)]
    write(tmp_path / "institusi.yaml", "nama: Balai\n")
    assert read_institution(Home(), near=tmp_path / "data.yaml")["nama"] == "Balai"


def test_institution__the_home_stands_first(tmp_path: Path) -> None:
    write(tmp_path / "rumah" / "institusi.yaml", "nama: Rumah\n")
    write(tmp_path / "data" / "institusi.yaml", "nama: Data\n")
    assert read_institution(Home(tmp_path / "rumah"), near=tmp_path / "data" / "x.yaml")["nama"] == "Rumah"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nama: x\nkertas: A5\n", 2),
        ("nama: x\nalamt: y\n", 2),
        ("nama: x\ntempat: y\nnama: z\n", 3),
        ("nama: [a]\n", 1),
        ("- a\n", 1),
        ("nama: *a\n", 1),
    ],
    ids=["choice", "unknown", "doubled", "type", "list", "alias"],
)
def test_institution__an_error_is_a_fault_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    file = write(tmp_path / "institusi.yaml", text)
    with pytest.raises(IntakeFault) as caught:
        read_institution(Home(), near=tmp_path / "data.yaml")
    assert caught.value.file == str(file)
    assert caught.value.place == f"baris {line}"


def test_institution__everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path / "institusi.yaml", "nama: X\nlogoo: a.png\nkertas: A3\n")
    with pytest.raises(IntakeFault) as caught:
        read_institution(Home(), near=tmp_path / "data.yaml")
    assert caught.value.place == "baris 2"
    assert "baris 3" in str(caught.value)


def test_institution__of_a_school_below_the_own_folder_counts(tmp_path: Path) -> None:
    write(tmp_path / "institusi.yaml", "nama: Dinas\n")
    write(tmp_path / "smp-3" / "institusi.yaml", "nama: SMP Negeri 3\n")
    home = Home(tmp_path)
    assert read_institution(home, near=tmp_path / "smp-3" / "isi" / "rhk.yaml")["nama"] == "SMP Negeri 3"
    assert read_institution(home, near=tmp_path / "sd-2" / "rhk.yaml")["nama"] == "Dinas"


SPEC = """spec: 1
id: %s
title: Uji
revision: 1
source: {document: ki-2024, place: Lampiran 1}
outputs: [pdf]
fields: [{name: nama, type: text%s}]
"""


def _two_schools(folder: Path) -> Catalogue:
    """A school's file feeds a teacher's, and that a note; the office has a letterhead for the folder, the schools each their own."""
    write(folder / "specs" / "sekolah.yaml", SPEC % ("sekolah", ""))
    write(folder / "specs" / "rhk.yaml", SPEC % ("rhk", ", from: sekolah.nama"))
    write(folder / "specs" / "catatan.yaml", SPEC % ("catatan", ", from: rhk.nama"))
    write(folder / "institusi.yaml", "nama: Dinas\n")
    write(folder / "smp" / "institusi.yaml", "nama: SMP 3\n")
    write(folder / "isi" / "kop-sd.yaml", "nama: SD 2\n")
    write(folder / "isi" / "sekolah.yaml", "jenis: sekolah\ninstitusi: ../smp/institusi.yaml\nnama: SMP Negeri 3\n")
    write(folder / "isi" / "guru.yaml", "jenis: rhk\nsekolah: sekolah.yaml\n")
    return Catalogue(Home(folder))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("jenis: sekolah\nnama: x\n", "Dinas"),
        ("jenis: sekolah\ninstitusi:\nnama: x\n", "Dinas"),
        ("jenis: sekolah\ninstitusi: kop-sd.yaml\nnama: x\n", "SD 2"),
        ("jenis: rhk\nsekolah: sekolah.yaml\n", "SMP 3"),
        ("jenis: rhk\nsekolah: sekolah.yaml\ninstitusi: kop-sd.yaml\n", "SD 2"),
        ("jenis: catatan\nrhk: guru.yaml\n", "SMP 3"),
    ],
    ids=["nearest", "empty", "named", "fed", "fed-and-named", "fed-by-what-is-fed"],
)
def test_institution__is_the_one_that_the_file_or_its_feeder_names(tmp_path: Path, text: str, office: str) -> None:
    catalogue = _two_schools(tmp_path)
    found = read(write(tmp_path / "isi" / "data.yaml", text), catalogue)
    assert isinstance(found, Document)
    assert (found.given.institution["nama"], list(found.given.found)) == (office, [])


@pytest.mark.parametrize(
    ("written", "code", "errors"),
    [("kop-sdd.yaml", "kop-tidak-ada", False), ("[a]", "asal-bukan-nama", True), ("a" * 5000, "kop-tidak-ada", False)],
    ids=["missing", "list", "too-long"],
)
def test_institution__what_names_no_file_is_told_and_the_nearest_counts(tmp_path: Path, written: str, code: str, errors: bool) -> None:
    """A form that came without its letterhead is still read: the office gathers from many schools."""
    catalogue = _two_schools(tmp_path)
    found = read(write(tmp_path / "isi" / "data.yaml", f"jenis: sekolah\ninstitusi: {written}\nnama: x\n"), catalogue)
    assert isinstance(found, Document)
    assert [(one.code, one.place.line) for one in found.given.found] == [(code, 2)]
    assert found.given.found.has_errors is errors
    assert found.given.institution["nama"] == "Dinas"


def test_institution__that_is_named_is_faulty_with_its_own_file_and_line(tmp_path: Path) -> None:
    catalogue = _two_schools(tmp_path)
    file = write(tmp_path / "isi" / "kop-sd.yaml", "nama: SD 2\nkertas: A9\n")
    with pytest.raises(IntakeFault) as caught:
        read(write(tmp_path / "isi" / "data.yaml", "jenis: sekolah\ninstitusi: kop-sd.yaml\n"), catalogue)
    assert (caught.value.file, caught.value.place) == (str(file), "baris 2")


def test_institution__bytes_stand_nowhere_and_name_no_file(tmp_path: Path) -> None:
    catalogue = _two_schools(tmp_path)
    (found,) = read_all(Incoming(Path("x.yaml"), b"jenis: sekolah\ninstitusi: /etc/passwd\nnama: x\n"), catalogue, institution={})
    assert isinstance(found, Document)
    assert ([one.code for one in found.given.found], found.given.institution) == (["kop-tidak-ada"], {})


def test_institution__follows_into_what_a_school_file_makes_and_begins(tmp_path: Path) -> None:
    """`make --all` of the school's file, and a blank form begun from a file that names its own."""
    catalogue = _two_schools(tmp_path)
    incoming = Incoming(tmp_path / "isi" / "sekolah.yaml")
    source = read(incoming.file, catalogue)
    assert isinstance(source, Document)
    (form,) = forms_fed_by(source, "rhk", incoming, catalogue)
    made = given_of(form, incoming, catalogue, type_name="rhk")
    assert isinstance(made, Document)
    assert made.given.institution["nama"] == "SMP 3"
    known = begun_from(incoming.file, catalogue.compiled("sekolah"), catalogue)
    assert known.institution_file == tmp_path / "smp" / "institusi.yaml"
    assert known.head == {"institusi": str(tmp_path / "smp" / "institusi.yaml")}
