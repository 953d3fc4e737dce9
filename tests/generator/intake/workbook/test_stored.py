"""Filled workbooks that stand among the samples, some of them saved by LibreOffice: each reads as the data file it was made from. FRM-02."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.defaults import with_defaults
from generator.document import Document
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS
from tests.forms import content, read_back, told

SAMPLES = SPECS.parent / "samples"
OTHERS = {
    "jadwal-pelatihan": "ok-dua-kelas",
    "laporan-validasi": "ok-layak",
    "program": "ok-asesmen-formatif",
    "rancangan-moderasi": "ok-lokakarya",
}  # the rest was made of ok-lengkap
FORMS = sorted((SAMPLES / "formulir").glob("*.xlsx"))


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_stored__reads_as_its_data_file(file: Path, catalogue: Catalogue) -> None:
    name = file.stem.removesuffix("-libreoffice")
    source = read(SAMPLES / name / f"{OTHERS.get(name, 'ok-lengkap')}.yaml", catalogue)
    assert isinstance(source, Document)
    back = read_back(file, catalogue)
    assert back.given.type_name == name
    assert content(dict(with_defaults(back).given.values)) == content(dict(with_defaults(source).given.values))
    assert told(back) == told(source)


def test_stored__every_type_has_one_and_three_are_saved_by_libreoffice(catalogue: Catalogue) -> None:
    stems = [file.stem for file in FORMS]
    assert [stem for stem in stems if not stem.endswith("-libreoffice")] == sorted(catalogue.names())
    assert len([stem for stem in stems if stem.endswith("-libreoffice")]) == 3
    for file in FORMS:
        if file.stem.endswith("-libreoffice"):
            assert b"LibreOffice" in _application(file)


def _application(file: Path) -> bytes:
    with zipfile.ZipFile(file) as package:
        return package.read("docProps/app.xml")
