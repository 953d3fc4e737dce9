"""Workbooks that an office would print: the fullest sample of each type; `make pages` looks at every sample and size.

No ###, rows as high as their text, one page wide, heads on every page of a table, nothing empty, the office's letterhead; and a
workbook says what the Word document says.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from generator.document import Document
from generator.examine import examine
from generator.intake.read import read
from generator.render.office import program
from generator.render.output import render
from tests.cases import samples
from tests.documents import CATALOGUE, docx_words, made
from tests.sheet_pages import PrintedBook, converted, faults, measured, sheet_pages, with_names_at_foot, words_of
from tests.sizes import MATRIX, SIZES, document

IS_WHOLE = os.environ.get("BORANG_PAGES") == "semua"
_FULLEST = ("ok-lengkap", "ok-luring-32-jp", "ok-revisi", "ok-lokakarya")
_SOME = ("laporan-penyelenggaraan/38-daerah", "kak/30-butir", "coaching-rhk/bookman-f4", "kak/sekolah")

STARTERS = ("kak", "laporan-evaluasi", "peta-kebutuhan-belajar")
pytestmark = pytest.mark.xdist_group("workbooks")
_ONE_LINE = 20.0
"""No row of one line is as high, in points."""
needs_office = pytest.mark.skipif(program() is None, reason="LibreOffice is not on this machine")


def _chosen() -> Iterator[str]:
    yield from (sample.id for sample in samples("ok-", "xlsx") if IS_WHOLE or sample.file.stem in _FULLEST)
    made = {sample.type for sample in samples("ok-", "xlsx")}
    yield from (size.id for size in SIZES if size.type in made and (IS_WHOLE or size.id in _SOME))
    yield from (size.id for size in MATRIX if size.type in made and IS_WHOLE)


CHOSEN = [pytest.param(name, id=name) for name in _chosen()]


@cache
def outputs(name: str) -> dict[str, bytes]:
    """Return the workbook and the Word document of a sample or size."""
    sample = next((one for one in samples("ok-", "xlsx") if one.id == name), None)
    if sample is not None:
        return made(sample)
    size = next(one for one in (*SIZES, *MATRIX) if one.id == name)
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        examined = examine(document(size, Path(folder)))
        kinds = [output for output in examined.document.type.outputs if output.medium in ("docx", "xlsx")]
        return {output.medium: render(examined.document, examined.scope, output).data for output in kinds}


def office_of(name: str) -> str:
    """Return whose letterhead a sample or size bears: a school's where the sample names it."""
    size = next((one for one in (*SIZES, *MATRIX) if one.id == name), None)
    if size is not None:
        with tempfile.TemporaryDirectory(prefix="borang-") as folder:
            return str(document(size, Path(folder)).given.institution["nama"])
    file = next(one.file for one in samples("ok-", "xlsx") if one.id == name)
    given = read(file, CATALOGUE, shown=file.name)
    assert isinstance(given, Document)
    return str(given.given.institution["nama"])


@pytest.fixture(scope="module")
def books(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The workbooks of all tests that are run."""
    ours = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path]
    names = dict.fromkeys(str(item.callspec.params["name"]) for item in ours if hasattr(item, "callspec"))
    return {name: outputs(name)["xlsx"] for name in names}


@pytest.fixture(scope="module")
def as_printed(books: dict[str, bytes]) -> dict[str, bytes]:
    """The PDFs that LibreOffice prints of the workbooks, in one run."""
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        return converted({name: with_names_at_foot(data) for name, data in books.items()}, Path(folder), "pdf")


@pytest.fixture(scope="module")
def as_measured(books: dict[str, bytes]) -> dict[str, bytes]:
    """The workbooks with the heights that LibreOffice gives their rows, in one run."""
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        return measured(books, Path(folder))


@needs_office
@pytest.mark.parametrize("name", CHOSEN)
def test_sheet_pages__are_signed_without_a_second_look(name: str, as_printed: dict[str, bytes], tmp_path: Path) -> None:
    assert faults(PrintedBook(outputs(name)["xlsx"], sheet_pages(as_printed[name], tmp_path)), office_of(name)) == []


@needs_office
@pytest.mark.parametrize("name", CHOSEN)
def test_sheet_pages__rows_are_as_high_as_a_spreadsheet_program_would_make_them(name: str, as_measured: dict[str, bytes]) -> None:
    """Merged cells, which no program measures, stand aside."""
    ours, theirs = (openpyxl.load_workbook(io.BytesIO(data)) for data in (outputs(name)["xlsx"], as_measured[name]))
    low = [
        f"{sheet.title}!{number}: {own} < {height}"
        for sheet in ours.worksheets
        if sheet.sheet_state == "visible"
        for number, row in sheet.row_dimensions.items()
        if (own := row.height)
        and not row.hidden
        and any(cell.value for cell in sheet[number])
        and (height := theirs[sheet.title].row_dimensions[number].height or 0) > own + 1
    ]
    assert low == []
    highest = max(row.height or 0 for sheet in theirs.worksheets for row in sheet.row_dimensions.values())
    assert highest > _ONE_LINE, "nothing was measured"


# the titles of the pages before a report's chapters, which a workbook has not
FRONT = ("daftar", "isi", "identitas")


@needs_office
@pytest.mark.parametrize("name", [name for name in _chosen() if name.partition("/")[0] in STARTERS])
def test_sheet_pages__say_what_the_word_document_says(name: str, as_printed: dict[str, bytes], tmp_path: Path) -> None:
    """Captions of tables and pictures aside: a workbook has its own."""
    pages = sheet_pages(as_printed[name], tmp_path)
    there = words_of(" ".join(line for page in pages for line in page.lines))
    whole = "".join(page.text for page in pages).casefold()  # a word too long for its line is broken
    gone = words_of(" ".join(docx_words(outputs(name)["docx"]))) - there - {"gambar", "tabel", *FRONT}
    assert {word for word in gone if word not in whole} == set()


@needs_office
@pytest.mark.parametrize("name", ["laporan-penyelenggaraan/6-daerah"])
def test_sheet_pages__short_tables_stand_together_on_one(name: str, as_printed: dict[str, bytes], tmp_path: Path) -> None:
    """Stages of work, annexes and people are of a few rows each; where the people are many the table goes on with its head."""
    [page] = [page for page in sheet_pages(as_printed[name], tmp_path) if page.sheet == "Pelaksanaan"]
    assert all(head in page.text for head in ("CAKUPANKERJA", "LAMPIRAN", "PENANGGUNGJAWABKEGIATAN"))
