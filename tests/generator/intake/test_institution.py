"""The office's settings: found near the data or in the home, every setting present, errors told with file and line. TPL-05."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import IntakeFault
from generator.home import Home
from generator.intake.institution import read_institution, with_sound_logo
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
