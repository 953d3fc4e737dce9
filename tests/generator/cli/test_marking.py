"""`--mark`: a workbook comes back with its faults marked, and what a person corrects in it counts. FRM-04."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.marked_copy import marked_copy, marked_name
from generator.office.package.parts import read_parts
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS
from tests.forms import read_back, told, written
from tests.openxml_allowed import audit
from validators.findings import Finding, Place

Run = Callable[..., tuple[int, str, str]]
SAMPLES = SPECS.parent / "samples"


def filled(folder: Path, catalogue: Catalogue, sample: str = "coaching-rhk/ok-lengkap") -> Path:
    """Return the form of a sample as a workbook, as nobody has touched it."""
    document = read_back(SAMPLES / f"{sample}.yaml", catalogue)
    written(document.compiled, document.given.values, folder / "isian.xlsx")
    return folder / "isian.xlsx"


@pytest.fixture
def wrong(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A form in which a name is gone, a number is none, and a text is a teacher's own words."""
    file = filled(tmp_path, catalogue)
    book = openpyxl.load_workbook(file)
    book["Isian"]["B7"], book["Matriks Rencana Aksi"]["C5"] = None, "dua"
    book.save(file)
    return file


def test_check__marks_what_is_wrong_and_the_copy_reads_as_the_workbook(wrong: Path, catalogue: Catalogue, run: Run) -> None:
    code, out, _ = run("check", "isian.xlsx", "--mark")
    assert code == 1
    assert out.splitlines()[-1] == "  -> isian-ditandai.xlsx"
    marked = openpyxl.load_workbook(wrong.parent / "isian-ditandai.xlsx")
    noted = {
        (sheet.title, cell.coordinate): cell.comment.text for sheet in marked for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert noted == {
        ("Isian", "B7"): "Identitas Guru, Nama Guru: Wajib diisi, tetapi kosong.\nLengkapi isian ini.",
        ("Matriks Rencana Aksi", "C5"): "Matriks Rencana Aksi, baris 1, Kuantitas: “dua” tidak terbaca sebagai angka.\n"
        "Tulis angkanya saja, misalnya 12 atau 87,5, tanpa satuan.",
    }
    listed = [[cell.value for cell in row] for row in marked["Kesalahan"].iter_rows(min_row=5)]
    assert [(row[1], row[2]) for row in listed] == [("Isian", "B7"), ("Matriks Rencana Aksi", "C5")]
    here, there = read_back(wrong, catalogue), read_back(wrong.parent / "isian-ditandai.xlsx", catalogue)
    assert there.given.values == here.given.values
    assert told(there) == told(here)
    assert [one.code for one in there.given.found] == [one.code for one in here.given.found]


def test_check__a_corrected_copy_counts_and_stays(wrong: Path, run: Run) -> None:
    """What is corrected in the copy is read; marking it anew writes beside it what is still wrong."""
    run("check", "isian.xlsx", "--mark")
    copy = wrong.parent / "isian-ditandai.xlsx"
    book = openpyxl.load_workbook(copy)
    book["Isian"]["B7"] = "Rina"
    book.save(copy)
    kept = copy.read_bytes()
    code, out, _ = run("check", copy.name, "--mark")
    assert (code, out.count("Salah [")) == (1, 1)
    assert copy.read_bytes() == kept
    assert "  -> isian-ditandai (baru).xlsx" in out.splitlines()
    anew = openpyxl.load_workbook(wrong.parent / "isian-ditandai (baru).xlsx")
    assert [sheet.title for sheet in anew].count("Kesalahan") == 1
    assert anew["Isian"]["B7"].comment is None
    assert [row[2].value for row in anew["Kesalahan"].iter_rows(min_row=5)] == ["C5"]


def test_check__of_a_sound_workbook_writes_no_copy(tmp_path: Path, catalogue: Catalogue, run: Run) -> None:
    filled(tmp_path, catalogue)
    code, out, _ = run("check", "isian.xlsx", "--mark")
    assert (code, "->" in out) == (0, False)
    assert [file.name for file in tmp_path.iterdir()] == ["isian.xlsx"]


def test_check__says_in_json_where_the_copy_is(wrong: Path, run: Run) -> None:
    import json

    _, out, _ = run("check", "isian.xlsx", "--mark", "--json")
    assert [one["files"] for one in json.loads(out)["outcomes"]] == [["isian-ditandai.xlsx"]]


@pytest.mark.parametrize(
    "arguments", [["check", "isian.yaml", "--mark"], ["score", "cvi", "isian.csv", "--mark"], ["score", "cvi", "--mark"]]
)
def test_mark__of_no_workbook_is_a_users_slip(arguments: list[str], tmp_path: Path, run: Run) -> None:
    (tmp_path / "isian.yaml").write_text("jenis: coaching-rhk\n")
    (tmp_path / "isian.csv").write_text("butir,A\nB1,4\n")
    code, _, err = run(*arguments)
    assert code == 2
    assert "--mark hanya untuk buku kerja Excel" in err


def test_mark__of_a_workbook_that_cannot_be_read_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "isian.xlsx").write_bytes(b"PK\x03\x04 bukan buku kerja")
    code, out, err = run("check", "isian.xlsx", "--mark")
    assert code == 4
    assert "Traceback" not in out + err
    assert [file.name for file in tmp_path.iterdir()] == ["isian.xlsx"]


def test_score__marks_the_cells_of_a_table_and_reads_its_copy(tmp_path: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    for row in (["Penilaian CVI"], [], ["Butir", "Ahli 1", "Ahli 2"], ["B1", 4, 3], ["B2", "baik", 9]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "cvi.xlsx")
    code, out, _ = run("score", "cvi", "cvi.xlsx", "--mark")
    assert (code, out.splitlines()[-1]) == (1, "  -> cvi-ditandai.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "cvi-ditandai.xlsx")
    assert [cell.coordinate for row in marked.worksheets[0].iter_rows() for cell in row if cell.comment] == ["B5", "C5"]
    _, again, _ = run("score", "cvi", "cvi-ditandai.xlsx")
    assert again == out.replace("cvi.xlsx", "cvi-ditandai.xlsx", 1).replace("  -> cvi-ditandai.xlsx\n", "")


@pytest.mark.parametrize("name", ["isian.xlsx", "isian-ditandai.xlsx", "isian-ditandai (baru).xlsx", "isian-ditandai (baru 2).xlsx"])
def test_marked_name__of_a_copy_is_its_own(name: str) -> None:
    assert marked_name(Path(name)) == "isian-ditandai.xlsx"


@pytest.mark.parametrize("type_name", sorted(file.stem for file in SPECS.glob("[a-z]*.yaml")))
def test_check__of_a_blank_form_makes_a_copy_that_excel_opens(type_name: str, tmp_path: Path, run: Run) -> None:
    run("blank", type_name, "-o", "isian.xlsx")
    run("check", "isian.xlsx", "--mark")
    assert audit((tmp_path / "isian-ditandai.xlsx").read_bytes(), tmp_path, ".xlsx") == []
    before, after = (read_parts((tmp_path / name).read_bytes()) for name in ("isian.xlsx", "isian-ditandai.xlsx"))
    same = {name for name, part in before.items() if after[name] == part}
    assert {"xl/theme/theme1.xml", "xl/sharedStrings.xml"} <= same


def test_marked_copy__leaves_alone_the_cells_of_this_file_that_another_is_wrong_in(tmp_path: Path, catalogue: Catalogue) -> None:
    """A finding in the programme's workbook names a sheet and a cell that this workbook has too."""
    file = filled(tmp_path, catalogue)
    own = Finding("wajib-diisi", "Wajib diisi.", place=Place(str(file), sheet="Isian", cell="B7"))
    other = Finding("wajib-diisi", "Beda.", place=Place("program.xlsx", sheet="Isian", cell="B6"))
    data = marked_copy(file, [own, other])
    assert data is not None
    marked = openpyxl.load_workbook(io.BytesIO(data))
    assert [cell.coordinate for row in marked["Isian"].iter_rows() for cell in row if cell.comment] == ["B7"]
    assert [row[1].value for row in marked["Kesalahan"].iter_rows(min_row=5)] == ["Isian", "program.xlsx, lembar “Isian”, sel B6"]
