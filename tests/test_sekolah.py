"""One school's file makes the documents of all its teachers, and their forms come back to the head as one recap. FRM-05, FRM-07."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Outcome
from generator.gather import gather
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.pipeline import Target
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES

SCHOOL = SAMPLES / "sekolah" / "ok-lengkap.yaml"
MADE = {"asesmen-kebutuhan": 2, "coaching-rhk": 30, "refleksi-kompetensi": 28, "siklus-kinerja": 2}
"""Documents by type that the school's file has all the data for: one a teacher; two have no rank yet, two were assessed and have a cycle."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    target = Target(("docx",), every_medium=True, folder=Folder(tmp_path_factory.mktemp("sekolah")))
    return list(run_bundle(Incoming(SCHOOL, shelf=Shelf()), Catalogue(Home(SAMPLES)), target))


def test_sekolah__makes_a_form_for_each_of_thirty_teachers(outcomes: list[Outcome]) -> None:
    made = [one for one in outcomes if one.status == "delivered" and one.type != "sekolah"]
    assert Counter(one.type for one in made) == MADE
    assert {one.exit_code for one in outcomes} == {0}


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
