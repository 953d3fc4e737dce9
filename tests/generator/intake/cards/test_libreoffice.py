"""Forms in Word that LibreOffice 7.4 saved again, the last by way of an OpenDocument file: they read as the samples that they were made of. FRM-02.

It drops every tag and almost every sign of a control, and turns lists that take other words into closed ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Document
from generator.intake.read import read
from generator.office.package.parts import read_parts
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS
from tests.forms import content, read_back

FOLDER = Path(__file__).parent / "libreoffice"
SAMPLES = SPECS.parent / "samples"
SOURCES = {
    "coaching-rhk": "ok-lengkap.yaml",
    "kak": "ok-lengkap.yaml",
    "sertifikat": "ok-lengkap.yaml",
    "jadwal-pelatihan": "ok-blended.yaml",
}


@pytest.mark.parametrize("name", SOURCES)
def test_libreoffice__a_form_saved_again_reads_the_same(name: str, catalogue: Catalogue) -> None:
    source = read(SAMPLES / name / SOURCES[name], catalogue)
    assert isinstance(source, Document)
    back = read_back(FOLDER / f"{name}.docx", catalogue)
    assert b"<w:tag " not in read_parts((FOLDER / f"{name}.docx").read_bytes())["word/document.xml"]
    assert content(dict(back.given.values)) == content(dict(source.given.values))
    assert {one.code for one in back.given.found} - {"revisi-lain"} == {one.code for one in source.given.found}
