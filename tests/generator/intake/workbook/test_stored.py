"""Filled workbooks that stand among the samples, some of them saved by LibreOffice: each reads as the data file it was made from. FRM-02.

`pytest --accept` writes those that LibreOffice did not save afresh, where a sample's values changed.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from generator.blank.known import begun_from
from generator.blank.xlsx_form import blank_xlsx
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
def test_stored__reads_as_its_data_file(file: Path, catalogue: Catalogue, accept: bool, tmp_path: Path) -> None:
    name = file.stem.removesuffix("-libreoffice")
    data = SAMPLES / name / f"{OTHERS.get(name, 'ok-lengkap')}.yaml"
    source = read(data, catalogue)
    assert isinstance(source, Document)
    if accept and file.stem == name and not _same(_with_pictures(file, data.parent, tmp_path, catalogue), source):
        compiled = catalogue.compiled(name)
        known = begun_from(data, compiled, catalogue)
        known = replace(known, head={name: os.path.relpath(source, file.parent) for name, source in known.head.items()})
        file.write_bytes(blank_xlsx(compiled, known=known)[0])
    back = _with_pictures(file, data.parent, tmp_path, catalogue)
    assert back.given.type_name == name
    assert _same(back, source)
    assert {found for found in told(back) if found[0] != "revisi-lain"} == told(
        source
    )  # those of LibreOffice are of the day they were saved


def _with_pictures(form: Path, sample: Path, folder: Path, catalogue: Catalogue) -> Document:
    """Read a form where it stands, or beside the pictures of its sample where that has some."""
    pictures = list(sample.glob("*.png"))
    if not pictures:
        return read_back(form, catalogue)
    for one in (form, *pictures):
        shutil.copy(one, folder)
    return read_back(folder / form.name, catalogue)


def _same(one: Document, other: Document) -> bool:
    return content(dict(with_defaults(one).given.values)) == content(dict(with_defaults(other).given.values))


def test_stored__types_have_one_and_three_are_saved_by_libreoffice(catalogue: Catalogue) -> None:
    own = {file.stem for file in FORMS if not file.stem.endswith("-libreoffice")}
    others = [file for file in FORMS if file.stem not in own]
    assert own == set(catalogue.names())
    assert len(others) == 3
    assert all(b"LibreOffice" in _application(file) for file in others)


def _application(file: Path) -> bytes:
    with zipfile.ZipFile(file) as package:
        return package.read("docProps/app.xml")
