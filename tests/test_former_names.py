"""Data files from before the shipped types shared their fields' names (`formerly:`) still read, and give the same words. FRM-07."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Document
from generator.examine import examine
from generator.intake.read import read
from tests.cases import SAMPLES, SPECS, Sample, output_kinds
from tests.documents import CATALOGUE, made
from tests.readable import docx_text

OLD = Path(__file__).parent / "lama"
GOLDEN = Path(__file__).parent / "golden"
NOW = {
    "coaching-rhk": "ok-lengkap",
    "jadwal-pelatihan": "ok-dua-kelas",
    "kak": "ok-lengkap",
    "laporan-evaluasi": "ok-lengkap",
    "laporan-penyelenggaraan": "ok-lengkap",
    "laporan-validasi": "ok-revisi",
    "peta-kebutuhan-belajar": "ok-lengkap",
    "program": "ok-asesmen-formatif",
    "rancangan-moderasi": "ok-lokakarya",
    "sertifikat": "ok-lengkap",
}
"""The sample that each old file has become."""


def document(file: Path) -> Document:
    found = read(file, CATALOGUE)
    assert isinstance(found, Document)
    return found


def test_old_files__one_of_each_type_that_was_called_otherwise() -> None:
    """A type that came later has no file from before; one whose own spec knows an old name has."""
    renamed = {name for name in CATALOGUE.names() if "formerly:" in (SPECS / f"{name}.yaml").read_text(encoding="utf-8")}
    assert renamed <= set(NOW) <= set(CATALOGUE.names())
    assert sorted(file.stem for file in OLD.iterdir()) == sorted(NOW)


@pytest.mark.parametrize("kind", NOW)
def test_old_file__gives_the_values_of_todays_sample(kind: str) -> None:
    old, now = document(OLD / f"{kind}.yaml"), document(SAMPLES / kind / f"{NOW[kind]}.yaml")
    assert old.given.values == now.given.values
    assert [(found.code, found.path) for found in examine(old).findings] == [(found.code, found.path) for found in examine(now).findings]


@pytest.mark.parametrize("kind", [kind for kind in NOW if "docx" in output_kinds(kind)])
def test_old_file__gives_the_words_of_todays_sample(kind: str) -> None:
    words = docx_text(made(Sample(OLD / f"{kind}.yaml", kind, ()))["docx"])
    assert words.splitlines() == (GOLDEN / kind / f"{NOW[kind]}.docx.txt").read_text(encoding="utf-8").splitlines()


def test_old_file__places_of_moved_values_are_their_lines(tmp_path: Path) -> None:
    """What is wrong with a value under its old name is shown where it stands."""
    text = (OLD / "jadwal-pelatihan.yaml").read_text(encoding="utf-8").replace("mulai: 2026-10-01", "mulai: 31 Juni 2026", 1)
    file = tmp_path / "lama.yaml"
    file.write_text(text, encoding="utf-8")
    (found,) = [one for one in examine(document(file)).findings if one.code == "tanggal-tidak-ada"]
    assert (found.path, found.place.line) == (("waktu", "mulai"), text.splitlines().index("  mulai: 31 Juni 2026") + 1)
