"""From a file to a given document: its type, its places, its first findings.

IN-01 (the file names its type), IN-02 (each value has a place), IN-04.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.document import Document
from generator.errors import IntakeFault, SpecFault
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.homes import document, home, told, write
from validators.findings import Finding, Place

FIELDS = """\
fields:
  - {name: nama, type: text, formerly: [nama_lama]}
  - {name: baris, type: table, formerly: [rows], fields: [{name: a, type: integer, formerly: [b]}]}
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS)


def read_text(catalogue: Catalogue, folder: Path, text: str, **options: Any) -> Document | Finding:
    return read(write(folder / "data.yaml", text), catalogue, shown="data.yaml", **options)


@pytest.mark.parametrize(
    ("text", "type_name", "code", "line"),
    [
        ("nama: x\n", "", "jenis-dokumen-tidak-ada", 1),
        ("", "", "jenis-dokumen-tidak-ada", 1),
        ("nama: x\njenis:\n", "", "jenis-dokumen-tidak-ada", 2),
        ("jenis: [uji]\n", "", "jenis-dokumen-tidak-ada", 1),
        ("nama: x\njenis: ujii\n", "", "jenis-dokumen-tidak-dikenal", 2),
        ("nama: x\n", "ujii", "jenis-dokumen-tidak-dikenal", 1),
        ("nama: x\njenis: kak\n", "uji", "jenis-dokumen-berbeda", 2),
        ("jenis: ../../etc/passwd\n", "", "jenis-dokumen-tidak-dikenal", 1),
    ],
)
def test_read__a_type_that_cannot_be_told_is_a_finding(
    catalogue: Catalogue, tmp_path: Path, text: str, type_name: str, code: str, line: int
) -> None:
    found = read_text(catalogue, tmp_path, text, type_name=type_name)
    assert isinstance(found, Finding)
    assert (found.code, found.place) == (code, Place("data.yaml", line))


def test_read__a_misspelt_type_is_answered_with_the_nearest(catalogue: Catalogue, tmp_path: Path) -> None:
    found = read_text(catalogue, tmp_path, "jenis: coaching-rkh\n")
    assert isinstance(found, Finding)
    assert "“coaching-rhk”" in found.message


def test_read__the_type_may_be_asked_for(catalogue: Catalogue, tmp_path: Path) -> None:
    given = read_text(catalogue, tmp_path, "nama: x\n", type_name="uji")
    assert isinstance(given, Document)
    assert given.given.values["nama"] == "x"


def test_read__every_value_has_its_line_under_its_present_name(catalogue: Catalogue) -> None:
    given = document(catalogue, "nama_lama: x\nrows:\n  - a: 1\n  - b: 2\n")
    assert given.given.places[("nama",)] == Place("data.yaml", 2)
    assert given.given.places[("baris", 1, "a")] == Place("data.yaml", 5)


def test_read__what_reading_finds_is_placed(catalogue: Catalogue) -> None:
    given = document(catalogue, "nama: x\nbaris:\n  - a: dua\n    a: 3\n")
    assert told(given.given.found) == ["kunci-ganda@baris.0.a"]
    assert given.given.found[0].place == Place("data.yaml", 5)


@pytest.mark.parametrize("name", ["data.txt", "data", "data.pdf", ".yaml"])
def test_read__a_file_of_another_kind_is_a_fault(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    with pytest.raises(IntakeFault):
        read(write(tmp_path / name, "jenis: uji\n"), catalogue)


@pytest.mark.parametrize("text", ["- a\n- b\n", "halo\n", "12\n"])
def test_read__a_file_that_is_no_form_is_a_fault(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    with pytest.raises(IntakeFault):
        read_text(catalogue, tmp_path, text)


def test_read__a_broken_spec_is_its_own_fault_not_the_datas(tmp_path: Path) -> None:
    broken = home(tmp_path, "fields:\n  - {name: a, type: aneh}\n")
    with pytest.raises(SpecFault):
        read_text(broken, tmp_path, "jenis: uji\n")
