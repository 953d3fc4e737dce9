"""A type of one's own, from a copy of docs/jenis-sendiri.md, in a folder outside the repository.

TPL-05: it works as a shipped type: matrix, computed column, score, band, fixed rows, chart, conditional rule; DOCX, PDF, XLSX.
TPL-04: its templates are starters, unedited, and lint clean.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.home import Home
from generator.intake.read import read
from generator.pipeline import Target, outputs, run
from generator.spec.catalogue import Catalogue
from tests import pages
from tests.documents import docx_words, pdf_text
from tests.openxml_allowed import audit
from validators.findings import Finding

PAGE = pages.ROOT / "docs" / "jenis-sendiri.md"
TYPE = "nilai-lokakarya"
# Worked by hand, see the data in the page: 40% and 60% of the two marks; sums of the costs; the mean of the three.
FINAL_MARKS = {"Anisa Rahmawati": (93, "Amat Baik"), "Budi Santosa": (76, "Cukup"), "Citra Maharani": (81, "Baik")}


@dataclass(frozen=True)
class ScoreResult:
    """The folder in which the page was followed, and what each command gave: its exit code, what was promised, what was printed."""

    folder: Path
    commands: tuple[tuple[pages.Step, int, tuple[str, ...]], ...]

    def made(self, kind: str) -> bytes:
        return (self.folder / "hasil" / f"nilai-merancang-asesmen-awal.{kind}").read_bytes()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> ScoreResult:
    """The page followed from top to bottom."""
    folder = tmp_path_factory.mktemp("di-luar")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("BORANG_HOME", raising=False)
        return ScoreResult(folder, tuple(_followed(patch)))


def _followed(patch: pytest.MonkeyPatch) -> list[tuple[pages.Step, int, tuple[str, ...]]]:
    told: list[tuple[pages.Step, int, tuple[str, ...]]] = []
    for block in pages.blocks(PAGE.read_text(encoding="utf-8")):
        if block.filename:
            Path(block.filename).parent.mkdir(parents=True, exist_ok=True)
            Path(block.filename).write_text(block.text, encoding="utf-8")
        for step in pages.steps(block):
            code, printed = pages.run(step.command, patch)
            told.append((step, code, tuple(printed)))
    return told


def test_page__every_command_answers_as_promised(done: ScoreResult) -> None:
    assert len(done.commands) >= 10
    for step, code, printed in done.commands:
        assert code == step.code, (step.command, printed)
        assert step.answer is None or pages.agrees(step.answer, printed), (step.command, printed)


def test_page__wrong_data_meet_the_own_rules(done: ScoreResult) -> None:
    [(_, _, printed)] = [told for told in done.commands if "salah.yaml" in told[0].command]
    codes = [line.split("[")[1].split("]")[0] for line in printed if line.startswith("  Salah [")]
    assert sorted(codes) == ["L001-biaya-dalam-batas", "L002-tempat-bila-luring", "bobot-tidak-100"]


def test_page__holds_no_python(done: ScoreResult) -> None:
    assert {block.language for block in pages.blocks(PAGE.read_text(encoding="utf-8"))} <= {"", "yaml", "console"}
    assert not list((done.folder / "kantor").rglob("*.py"))


def test_docx__has_the_right_numbers(done: ScoreResult) -> None:
    words = " ".join(docx_words(done.made("docx")))
    for name, (mark, predikat) in FINAL_MARKS.items():
        assert f"{name} SD Negeri" in words
        assert f"{mark} {predikat}" in words
    assert "Total biaya Rp1.050.000,00" in words
    assert "Rata-rata nilai akhir : 83,33" in words
    assert "Tautan" not in words


def test_docx__ticks_the_fixed_rows(done: ScoreResult) -> None:
    words = " ".join(docx_words(done.made("docx")))
    assert "U Undangan peserta √ H Daftar hadir √ M Materi narasumber √" in words


def test_docx__has_the_chart_with_its_description(done: ScoreResult) -> None:
    from tests.documents import parts

    found = parts(done.made("docx"))
    assert any(name.startswith("word/media/") and name.endswith(".svg") for name in found)
    assert b"Banyaknya peserta menurut predikat: Amat Baik 1; Cukup 1; Baik 1." in found["word/document.xml"]


def test_pdf__is_the_word_document_by_libreoffice(done: ScoreResult, tmp_path: Path) -> None:
    text = pdf_text(done.made("pdf"), tmp_path)
    assert "83,33" in text
    assert "Rp1.050.000,00" in text
    assert b"LibreOffice" in done.made("pdf")


def test_pdf__is_the_same_each_time(done: ScoreResult) -> None:
    """BAT-04: the same input gives the same bytes, also where LibreOffice makes the file."""
    from generator.render.office import pdfs_of_docx

    docx = done.made("docx")
    assert pdfs_of_docx([docx]) == pdfs_of_docx([docx])


def test_pdf__without_libreoffice_is_the_shared_page_and_says_so(
    done: ScoreResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(Home(done.folder / "kantor"))
    document = read(done.folder / "kantor" / "isian" / "lokakarya-1.yaml", catalogue)
    assert not isinstance(document, Finding)
    monkeypatch.setenv("PATH", str(tmp_path))
    from generator.deliver import Folder

    outcome = run(document, Target(("pdf",), folder=Folder(tmp_path / "hasil")))
    assert outcome.status == "delivered"
    assert [(found.code, str(found.severity)) for found in outcome.findings] == [("pdf-tanpa-halaman", "note")]
    monkeypatch.undo()
    text = pdf_text(outcome.files[0].read_bytes(), tmp_path)
    assert "83,33" in text
    assert "Rp1.050.000,00" in text


def test_xlsx__has_the_right_numbers_and_live_formulas(done: ScoreResult) -> None:
    book = load_workbook(io.BytesIO(done.made("xlsx")), data_only=True)
    marks = {row[1]: (row[3], row[4]) for row in book["C. Peserta dan Hasil"].iter_rows(min_row=4, max_row=6, values_only=True)}
    assert marks == FINAL_MARKS
    costs = [row[19] for row in book["Dokumen"].iter_rows(min_row=25, max_row=27, values_only=True)]
    assert costs == [750000, 300000, 1050000]
    formulas = load_workbook(io.BytesIO(done.made("xlsx")))["Dokumen"]
    assert [formulas[cell].value for cell in ("T25", "T26", "T27")] == ["=ROUND(L25*O25,2)", "=ROUND(L26*O26,2)", "=SUM(T25:T26)"]


def test_xlsx__a_table_that_stayed_short_has_no_sheet_of_its_own(done: ScoreResult) -> None:
    """Two costs stand among the text; the sheet that 21 of them would take, and the line that refers to it, are not shown."""
    book = load_workbook(io.BytesIO(done.made("xlsx")))
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["E. Biaya"]
    assert book["Dokumen"].row_dimensions[29].hidden


def test_xlsx__chart_covers_every_row(done: ScoreResult) -> None:
    """Three marks, three words for them: one person each."""
    book = load_workbook(io.BytesIO(done.made("xlsx")), data_only=True)
    [chart] = [chart for sheet in book for chart in sheet._charts]

    def referred(reference: str) -> list[object]:
        sheet, _, cells = reference.rpartition("!")
        return [cell.value for row in book[sheet.strip("'")][cells.replace("$", "")] for cell in row]

    assert referred((chart.series[0].cat.strRef or chart.series[0].cat.numRef).f) == ["Amat Baik", "Cukup", "Baik"]
    assert referred(chart.series[0].val.numRef.f) == [1, 1, 1]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_files__satisfy_the_outside_judge(done: ScoreResult, kind: str, tmp_path: Path) -> None:
    assert audit(done.made(kind), tmp_path, f".{kind}") == []


def test_outputs__three_kinds(done: ScoreResult) -> None:
    catalogue = Catalogue(Home(done.folder / "kantor"))
    document = read(done.folder / "kantor" / "isian" / "lokakarya-1.yaml", catalogue)
    assert not isinstance(document, Finding)
    assert [output.medium for output in outputs(document, Target(every_medium=True))] == ["docx", "pdf", "xlsx"]
