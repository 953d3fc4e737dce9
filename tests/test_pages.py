"""Pages that an office would sign: two samples of each type in PDF and DOCX; `make pages` looks at every sample and size.

A page is filled, nothing that belongs together is parted, the contents list and the bookmarks tell the truth, no word is lost. DOC-96.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.document import Document
from generator.examine import examine
from generator.render.office import program
from generator.render.output import render
from tests.cases import Sample, samples
from tests.documents import made
from tests.printed import bookmarks, contents_of, facts, faults, pages, printed
from tests.sizes import MATRIX, SIZES, SOME, document

IS_WHOLE = os.environ.get("BORANG_PAGES") == "semua"
_TWO = ("ok-lengkap", "ok-luring-32-jp", "ok-revisi", "ok-lokakarya", "ok-minimal")
needs_office = pytest.mark.skipif(program() is None, reason="LibreOffice is not on this machine")


def _chosen() -> Iterator[str]:
    yield from (sample.id for sample in samples("ok-", "docx", "pdf") if IS_WHOLE or sample.file.stem in _TWO)
    yield from (size.id for size in SIZES if IS_WHOLE or size.id in SOME)
    yield from (size.id for size in MATRIX if IS_WHOLE)


CHOSEN = [pytest.param(name, id=name, marks=pytest.mark.xdist_group("halaman")) for name in _chosen()]


@cache
def printing(name: str, medium: str) -> bytes:
    """Return the DOCX or PDF of a sample or size."""
    sample = next((one for one in samples("ok-") if one.id == name), None)
    return made(sample)[medium] if isinstance(sample, Sample) else _sized(name, medium)


def _sized(name: str, medium: str) -> bytes:
    size = next(one for one in (*SIZES, *MATRIX) if one.id == name)
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        given: Document = document(size, Path(folder))
        examined = examine(given)
        assert not examined.findings.has_errors, [one.message for one in examined.findings.errors]
        wanted = next(output for output in given.type.outputs if output.medium == medium)
        return render(examined.document, examined.scope, wanted).data


@pytest.fixture(scope="module")
def as_printed(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The PDFs that LibreOffice prints of the DOCX files of all tests that are run, in one run."""
    ours = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path]
    names = {"kak/ok-lengkap", *(str(item.callspec.params["name"]) for item in ours if hasattr(item, "callspec"))}
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        return printed({name: printing(name, "docx") for name in sorted(names)}, Path(folder))


@pytest.mark.parametrize("name", CHOSEN)
def test_pages__of_a_pdf_are_signed_without_a_second_look(name: str, tmp_path: Path) -> None:
    pdf, told = printing(name, "pdf"), facts(printing(name, "docx"))
    listed, titled = (contents_of(pdf, [text for text, _ in entries], tmp_path) for entries in (told.listed, told.titled))
    assert faults(pages(pdf, tmp_path), bookmarks(pdf), replace(told, listed=listed, titled=titled)) == []


@needs_office
@pytest.mark.parametrize("name", CHOSEN)
def test_pages__of_a_word_document_are_signed_without_a_second_look(name: str, as_printed: dict[str, bytes], tmp_path: Path) -> None:
    pdf = as_printed[name]
    assert faults(pages(pdf, tmp_path), bookmarks(pdf), facts(printing(name, "docx"))) == []


@needs_office
@pytest.mark.xdist_group("halaman")
def test_pages__end_on_the_same_line_in_word_and_pdf(as_printed: dict[str, bytes], tmp_path: Path) -> None:
    """Letterhead, title, subtitle, lists, tables and the headings behind them take the same room: the contents list tells pages of both."""
    word, pdf = (pages(data, tmp_path) for data in (as_printed["kak/ok-lengkap"], printing("kak/ok-lengkap", "pdf")))
    assert [round((one.bottom - other.bottom) / 5) for one, other in zip(word, pdf, strict=True)] == [0] * len(pdf)


@needs_office
@pytest.mark.xdist_group("halaman")
@pytest.mark.parametrize(("name", "least"), [("sertifikat/1-butir", 0.8), ("sertifikat/panjang", 0.85)])
def test_pages__of_a_certificate_are_two_and_the_first_is_full(
    name: str, least: float, as_printed: dict[str, bytes], tmp_path: Path
) -> None:
    """A person's name stands in the middle between letterhead and signature; long words take the room around it."""
    for pdf in (printing(name, "pdf"), as_printed[name]):
        first, _ = pages(pdf, tmp_path)
        assert "NIP197108171996032001" in first.text
        assert first.fill >= least
