"""What every finished document must be, whatever its type.

DOC-93: good files, the same words in DOCX and PDF. SAFE-04: text is text. BAT-04: the same bytes. SCO-92: live formulas.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cases import Sample, samples
from tests.documents import CATALOGUE, docx_words, endless_words, made, page_words, parts, pdf_text, words
from tests.openxml_allowed import audit
from tests.package_audit import faults


def chosen(*kinds: str) -> list[Any]:
    """Return the good samples that are made into all of `kinds`, as cases."""
    return [pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type)) for sample in samples("ok-", *kinds)]


CHOSEN = chosen("docx", "pdf")
PACKAGES = [
    pytest.param(*case.values, kind, id=f"{case.id}-{kind}", marks=case.marks) for kind in ("docx", "xlsx") for case in chosen(kind)
]
IS_WHOLE = os.environ.get("BORANG_PAGES") == "semua"
READ_ALOUD = frozenset(
    {"jadwal-pelatihan/ok-uji-isi", "kak/ok-uji-isi", "laporan-penyelenggaraan/ok-uji-isi", "laporan-validasi/ok-revisi"}
)
ENGLISH = re.compile(r"\b(None|True|False|undefined|nan|NaN|KOSONG|CACAT|Undefined)\b|\{\{|\{%")


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__nothing_of_the_program_shows(sample: Sample, tmp_path: Path) -> None:
    """An empty optional field prints nothing: no None, no tag left, in any format."""
    allowed = sample.file.read_text(encoding="utf-8")
    texts = [" ".join(docx_words(made(sample)["docx"])), pdf_text(made(sample)["pdf"], tmp_path), *_sheet_texts(made(sample).get("xlsx"))]
    for text in texts:
        for found in ENGLISH.finditer(text):
            assert found.group() in allowed, found.group()


def _sheet_texts(data: bytes | None) -> list[str]:
    if data is None:
        return []
    return [re.sub(r"<[^>]+>", " ", part.decode("utf-8")) for name, part in parts(data).items() if name.startswith("xl/worksheets/sheet")]


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__same_words_in_docx_and_pdf(sample: Sample) -> None:
    """DOC-93: the ordered words of the body, NFKC, list markers aside; the PDF's are those of the page that it is printed from."""
    assert letters(page_words(sample)) == letters(docx_words(made(sample)["docx"]))


@pytest.mark.parametrize("sample", [case for case in CHOSEN if IS_WHOLE or case.values[0].id in READ_ALOUD])
def test_document__the_structure_of_a_pdf_has_the_words_of_its_page(sample: Sample) -> None:
    """What a screen reader reads is the page in its order. A few kinds of pages; `make pages` looks at every sample."""
    assert letters(endless_words(sample)) == letters(page_words(sample))


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__the_paged_pdf_has_every_word(sample: Sample, tmp_path: Path) -> None:
    """No word is lost where a page ends: every word of the page stands on the real pages as often, or (heads) more often."""
    paged = Counter(letters(words(pdf_text(made(sample)["pdf"], tmp_path))))
    page = Counter(letters(page_words(sample)))
    assert set(page - paged) <= {"-"}  # where a line ends with one, poppler's plain text may leave it out


def letters(found: Iterable[str]) -> str:
    """Return words run together, list markers left out: where a line breaks inside a word is the page's business."""
    return "".join(word for word in found if not re.fullmatch(r"[•–◦▪-]|\d{1,2}\.|[a-z]\.", word))


@pytest.mark.parametrize(("sample", "kind"), PACKAGES)
def test_document__package_is_sound(sample: Sample, kind: str) -> None:
    """DOC-93: unique ids, relationship targets, content types, no overlapping merges."""
    assert faults(parts(made(sample)[kind])) == []


@pytest.mark.parametrize(("sample", "kind"), PACKAGES)
def test_document__an_outside_judge_finds_no_fault(sample: Sample, kind: str, tmp_path: Path) -> None:
    """DOC-93: openxml-audit, less a short list of allowed findings, each with its reason."""
    assert audit(made(sample)[kind], tmp_path, f".{kind}") == []


@pytest.mark.parametrize("sample", chosen("pdf"))
def test_document__pdf_is_tagged_titled_and_in_indonesian(sample: Sample) -> None:
    """DOC-93: PDF/UA-1 by its own word, language, outline (bookmarks), a title that the window shows, fonts embedded."""
    text = unpacked(made(sample)["pdf"])
    for wanted in (rb"pdfuaid:part", rb"/Lang ?\(id\)", rb"/Outlines", rb"/DisplayDocTitle true", rb"/MarkInfo", rb"/FontFile"):
        assert re.search(wanted, text), wanted


def unpacked(data: bytes) -> bytes:
    """Return a PDF with its compressed streams laid open."""
    opened = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompressobj().decompress(stream))  # its last byte may look like the line end before endstream
    return b"\n".join(opened)


@pytest.mark.parametrize("sample", CHOSEN)
def test_document__carries_its_type_and_revision(sample: Sample, tmp_path: Path) -> None:
    spec = CATALOGUE.compiled(sample.type).spec
    for kind in made(sample).keys() & {"docx", "xlsx"}:
        custom = parts(made(sample)[kind])["docProps/custom.xml"].decode("utf-8")
        assert f">{spec.id}<" in custom
        assert f">{spec.revision}<" in custom
    file = tmp_path / "dokumen.pdf"
    file.write_bytes(made(sample)["pdf"])
    told = subprocess.run(["pdfinfo", "-custom", str(file)], capture_output=True, check=True).stdout.decode("utf-8")
    assert re.search(rf"borang_jenis: +{spec.id}\n", told) or f"borang-jenis={spec.id}," in told  # typst writes key words alone


HOSTILE = "R&D <Budi> {{ 7*7 }} =1+1"


@pytest.mark.parametrize(
    "sample", [case for case in chosen("docx", "pdf", "xlsx") if HOSTILE in case.values[0].file.read_text(encoding="utf-8")]
)
def test_document__text_of_users_is_text(sample: Sample) -> None:
    """SAFE-04: markup, tags and formulas that a user types come out as typed in every format."""
    wanted = HOSTILE.split()
    assert " ".join(wanted) in " ".join(docx_words(made(sample)["docx"]))
    assert " ".join(wanted) in " ".join(page_words(sample))
    book = openpyxl.load_workbook(io.BytesIO(made(sample)["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if HOSTILE in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_documents__a_hostile_name_is_among_the_samples() -> None:
    types = {sample.type for sample in samples("ok-") if HOSTILE in sample.file.read_text(encoding="utf-8")}
    assert {"rancangan-moderasi", "coaching-rhk", "kak", "laporan-validasi"} <= types
