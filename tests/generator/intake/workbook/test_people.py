"""What people do to a form in LibreOffice before they send it back: nineteen files for each of two types, made there once. FRM-02, FRM-03, IN-08.

`orang.tar.xz` holds them as LibreOffice 7.4 saved them, with one more that went through ODS and one that openpyxl saved. They were made of the
filled workbooks of that day, so those are in it too.
"""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

from generator.document import Document
from generator.spec.catalogue import Catalogue
from tests.forms import content, read_back

STORED = Path(__file__).parent / "orang.tar.xz"
SHEETS = {"coaching-rhk": "Matriks Rencana Aksi", "laporan-validasi": "C. Butir Penilaian"}
SAME = (
    "rows_inserted", "rows_inserted_above", "column_moved", "sheets_renamed", "heads_spaced", "names_deleted", "all_at_once", "blanks_below",
    "cut_onto_a_heading", "hidden_sheet_deleted", "identity_deleted", "heading_reworded", "singles_shifted", "through_ods", "saved_by_openpyxl",
)  # fmt: skip
TOLD = {"own_column": ("kolom-tidak-dikenal", "C4"), "row_hidden": ("baris-tersembunyi", "A6"), "cells_merged": ("sel-gabung", "B5"), "total_row": ("baris-jumlah", "A11")}  # fmt: skip
LOST = {"coaching-rhk": "tantangan", "laporan-validasi": "aspek"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("orang")
    with tarfile.open(STORED) as archive:
        for member in archive.getmembers():  # the first Pythons 3.11 have no filter for what is extracted
            stored = archive.extractfile(member)
            if stored is not None:
                (folder / member.name).parent.mkdir(exist_ok=True)
                (folder / member.name).write_bytes(stored.read())
    return folder


@pytest.fixture(params=sorted(SHEETS))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def values_of(document: Document) -> Any:
    return content(dict(document.given.values))


def told_in(document: Document) -> list[tuple[str, str | None, str | None]]:
    """Return what is found, but that a form is of the revision of its day."""
    return [(one.code, one.place.sheet, one.place.cell) for one in document.given.found if one.code != "revisi-lain"]


def read_of(files: Path, name: str, action: str, catalogue: Catalogue) -> Document:
    return read_back(files / name / f"{action}.xlsx", catalogue, name)


def test_people__what_changes_nothing_reads_the_same(name: str, files: Path, catalogue: Catalogue) -> None:
    sound = values_of(read_of(files, name, "untouched", catalogue))
    read = {action: read_of(files, name, action, catalogue) for action in SAME}
    assert {action: values_of(document) == sound for action, document in read.items()} == dict.fromkeys(SAME, True)
    assert {action: told_in(document) for action, document in read.items()} == {action: [] for action in SAME}


def test_people__what_is_no_data_is_told_with_its_cell(name: str, files: Path, catalogue: Catalogue) -> None:
    sound = values_of(read_of(files, name, "untouched", catalogue))
    for action, (code, cell) in TOLD.items():
        document = read_of(files, name, action, catalogue)
        assert values_of(document) == sound, action
        assert told_in(document) == [(code, SHEETS[name], cell)]


def test_people__sorted_rows_are_the_same_rows_in_their_new_order(name: str, files: Path, catalogue: Catalogue) -> None:
    """The first row and the third changed places; what hangs on a row by its name stays with it."""
    table = "rencana" if name == "coaching-rhk" else "butir"
    sound = values_of(read_of(files, name, "untouched", catalogue))
    document = read_of(files, name, "rows_sorted", catalogue)
    first, second, third, *others = sound[table]
    assert values_of(document) == {**sound, table: [third, second, first, *others]}
    assert told_in(document) == []


def test_people__a_deleted_column_is_told(name: str, files: Path, catalogue: Catalogue) -> None:
    table = "rencana" if name == "coaching-rhk" else "butir"
    sound = values_of(read_of(files, name, "untouched", catalogue))
    document = read_of(files, name, "column_deleted", catalogue)
    left = [{key: value for key, value in row.items() if key != LOST[name]} for row in sound[table]]
    assert values_of(document) == {**sound, table: left}
    assert [code for code, _, _ in told_in(document)] == ["tempat-hilang"]
