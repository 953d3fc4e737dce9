"""`borang make -o kak.pdf`: one document under the name that was asked for. UX-03, IN-12."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cases import SAMPLES
from tests.generator.cli.conftest import Run

GOOD = SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml"


def test_output_name__is_the_file_that_is_made_and_its_ending_the_format(run: Run, tmp_path: Path) -> None:
    """A folder called `hasil.xlsx` was made, with the workbook in it under another name."""
    assert run("make", GOOD, "-o", tmp_path / "hasil.xlsx")[0] == 0
    assert [file.name for file in tmp_path.iterdir()] == ["hasil.xlsx"]
    assert (tmp_path / "hasil.xlsx").read_bytes()[:2] == b"PK"


def test_output_name__of_a_file_that_is_there_asks_for_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hasil.docx"
    assert run("make", GOOD, "-o", file)[0] == 0
    made = file.read_bytes()
    assert run("make", GOOD, "-o", file)[0] == 5
    file.write_bytes(b"milik orang")
    assert run("make", GOOD, "-o", file)[0] == 5
    assert file.read_bytes() == b"milik orang"
    file.write_bytes(made)
    assert run("make", GOOD, "-o", file, "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((GOOD, GOOD.with_name("ok-mandiri.yaml"), "-o", "hasil.docx"), "hanya untuk satu BERKAS"),
        ((GOOD, "--to", "docx", "-o", "hasil.xlsx"), "tidak sama bentuknya"),
        ((GOOD, "--all", "-o", "hasil.docx"), "hanya untuk satu BERKAS"),
        ((GOOD, "-o", "catatan.txt"), "sudah ada berkas"),
    ],
)
def test_output_name__that_cannot_be_is_refused(arguments: tuple[object, ...], told: str, run: Run, tmp_path: Path) -> None:
    Path("catatan.txt").write_text("milik orang", encoding="utf-8")
    code, _, error = run("make", *arguments)
    assert code == 2
    assert told in error
    assert [file.name for file in tmp_path.iterdir()] == ["catatan.txt"]


def test_output_name__of_a_folder_that_is_there_is_that_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hasil.docx").mkdir()
    copy = shutil.copy(GOOD, tmp_path / "isian.yaml")
    assert run("make", copy, "--to", "docx", "-o", tmp_path / "hasil.docx")[0] == 0
    assert [file.suffix for file in (tmp_path / "hasil.docx").iterdir()] == [".docx"]
