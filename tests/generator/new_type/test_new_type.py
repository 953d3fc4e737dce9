"""A type begun with `new-type`: lints clean and gives Word, PDF and Excel at once. TPL-07."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.errors import SpecFault
from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.lint import lint_type
from generator.new_type import NewType, beside, new_type
from generator.pipeline import Target
from generator.spec.catalogue import Catalogue
from tests.homes import run_file, write
from validators.findings import Finding


def begun(folder: Path, *, elements: str = "", like: str = "") -> Catalogue:
    for files in (lambda: new_type(NewType("uji", elements=elements, like=like), folder), lambda: beside("uji", folder, like)):
        for path, data in files().items():
            write(folder / path, data)
    return Catalogue(Home(folder))


@pytest.mark.parametrize("asked", [{}, {"elements": "format-5"}, {"like": "kak"}], ids=["bare", "elements", "like"])
def test_new_type__lints_clean(tmp_path: Path, asked: dict[str, str]) -> None:
    assert [found.message for found in lint_type("uji", begun(tmp_path, **asked))] == []


def test_new_type__makes_word_pdf_and_excel_of_its_sample(tmp_path: Path) -> None:
    """Under 60 lines; every output of the invented sample is made."""
    catalogue = begun(tmp_path)
    assert len((tmp_path / "specs" / "uji.yaml").read_text(encoding="utf-8").splitlines()) <= 60
    target = Target(every_medium=True, folder=Folder(tmp_path / "out"))
    outcome = run_file(tmp_path / "samples" / "uji" / "ok-contoh.yaml", catalogue, target)
    assert outcome.status == "delivered", [found.message for found in outcome.findings]
    assert sorted(file.suffix for file in outcome.files) == [".docx", ".pdf", ".xlsx"]


@pytest.mark.parametrize(
    "asked", [{"like": name} for name in ("kak", "jadwal-pelatihan", "laporan-evaluasi", "sertifikat")] + [{"elements": "format-5"}]
)
def test_new_type__its_good_sample_is_good(tmp_path: Path, asked: dict[str, str]) -> None:
    """Begun from another type, it begins with that type's sample: invented values do not keep its rules."""
    outcome = run_file(tmp_path / "samples" / "uji" / "ok-contoh.yaml", begun(tmp_path, **asked), Target(folder=Folder(tmp_path / "out")))
    assert outcome.status == "delivered", [found.message for found in outcome.findings]


@pytest.mark.parametrize("sample", ["bad-kosong", "bad-kunci"])
def test_new_type__bad_samples_say_what_is_found_in_them(tmp_path: Path, sample: str) -> None:
    catalogue = begun(tmp_path)
    file = tmp_path / "samples" / "uji" / f"{sample}.yaml"
    document = read(file, catalogue)
    assert not isinstance(document, Finding)
    told = sorted(f"{found.code}@{'.'.join(map(str, found.path))}" for found in examine(document).findings)
    announced = file.read_text(encoding="utf-8").splitlines()[1].removeprefix("# temuan: ").split(", ")
    assert told == announced
    assert told


def test_new_type__every_heading_of_the_form_is_a_field(tmp_path: Path) -> None:
    """Format 5: chapters A to E with their sub-headings, Referensi, Lampiran."""
    catalogue = begun(tmp_path, elements="format-5")
    fields = {field.element for _, field in walk_of(catalogue)}
    assert {element.id for element in catalogue.home.library.elements("format-5")} <= fields


def walk_of(catalogue: Catalogue) -> list[tuple[tuple[str, ...], object]]:
    from generator.fields.shapes import walk

    return list(walk(catalogue.compiled("uji").spec.fields))


@pytest.mark.parametrize("asked", [NewType("Uji"), NewType("kak"), NewType("uji", like="tidak-ada"), NewType("uji", elements="tidak-ada")])
def test_new_type__what_cannot_be_begun_is_a_fault(tmp_path: Path, asked: NewType) -> None:
    with pytest.raises(SpecFault):
        new_type(asked, tmp_path)
