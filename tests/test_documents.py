"""What every finished document must be, whatever its type.

DOC-93: good files, the same words in DOCX and PDF. SAFE-04: text is text. BAT-04: the same bytes. SCO-92: live formulas.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from generator.ooxml.audit import faults
from tests.cases import Sample, samples
from tests.documents import CATALOGUE, docx_words, made, parts, pdf_text, structure_words, tall_pdf

CHOSEN = [pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type)) for sample in samples("ok-")]
ENGLISH = re.compile(r"\b(None|True|False|undefined|nan|NaN|KOSONG|CACAT|Undefined)\b|\{\{|\{%")


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__nothing_of_the_program_shows(sample: Sample, tmp_path: Path) -> None:
    """An empty optional field prints nothing: no None, no tag left, in any format."""
    allowed = sample.file.read_text(encoding="utf-8")
    texts = [" ".join(docx_words(made(sample)["docx"])), pdf_text(made(sample)["pdf"], tmp_path), *_sheet_texts(made(sample)["xlsx"])]
    for text in texts:
        for found in ENGLISH.finditer(text):
            assert found.group() in allowed, found.group()


def _sheet_texts(data: bytes) -> list[str]:
    return [re.sub(r"<[^>]+>", " ", part.decode("utf-8")) for name, part in parts(data).items() if name.startswith("xl/worksheets/sheet")]


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__same_words_in_docx_and_pdf(sample: Sample, tmp_path: Path) -> None:
    """DOC-93: the ordered words of the body, NFKC, list markers aside; the PDF's in the order of its structure."""
    word = letters(docx_words(made(sample)["docx"]))
    assert letters(structure_words(tall_pdf(sample), tmp_path)) == word


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__the_paged_pdf_has_every_word(sample: Sample, tmp_path: Path) -> None:
    """No word is lost where a page ends: every word of the endless page stands on the real pages as often, or (heads) more often."""
    paged, endless = (Counter(letters(structure_words(data, tmp_path))) for data in (made(sample)["pdf"], tall_pdf(sample)))
    assert not endless - paged


def letters(found: list[str]) -> str:
    """Return words run together, list markers left out: where a line breaks inside a word is the page's business."""
    return "".join(word for word in found if not re.fullmatch(r"[•–◦▪-]|\d{1,2}\.|[a-z]\.", word))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("sample", CHOSEN)
def test_document__package_is_sound(sample: Sample, kind: str) -> None:
    """DOC-93: unique ids, relationship targets, content types, no overlapping merges."""
    assert faults(parts(made(sample)[kind])) == []


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__carries_its_type_and_revision(sample: Sample, tmp_path: Path) -> None:
    spec = CATALOGUE.compiled(sample.type).spec
    for kind in ("docx", "xlsx"):
        custom = parts(made(sample)[kind])["docProps/custom.xml"].decode("utf-8")
        assert f">{spec.id}<" in custom
        assert f">{spec.revision}<" in custom
    file = tmp_path / "dokumen.pdf"
    file.write_bytes(made(sample)["pdf"])
    told = subprocess.run(["pdfinfo", "-custom", str(file)], capture_output=True, check=True).stdout.decode("utf-8")
    assert re.search(rf"borang_jenis: +{spec.id}\n", told)
