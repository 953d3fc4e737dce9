"""References move by tokens and nothing else in a formula changes. TPL-02."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.office.sheet.formula import formula, unshared
from generator.office.sheet.references import CellRect, Copy
from generator.office.sheet.rowmap import RowBlock, RowMap

# Sheet Form: for 7, pattern 8, endfor 9, four copies: pattern rows stand at 7..10, row 10 goes to 11.
MAPS = {"Form": RowMap([RowBlock(7, 9)], [4]), "Nama Lembar": RowMap([RowBlock(7, 9)], [4]), "Tetap": RowMap([], [])}


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("SUM(F8:F8)", "SUM(F7:F10)"),
        ("SUM(F7:F9)", "SUM(F7:F10)"),
        ("SUM(F6:F8)", "SUM(F6:F10)"),
        ("SUM($F$8:$F8)+F$10", "SUM($F$7:$F10)+F$11"),
        ("LOG10(F10)+ABC10", "LOG10(F11)+ABC11"),
        ("F8*2", "F7*2"),
        ("Tetap!A8+A10", "Tetap!A8+A11"),
        ("'Nama Lembar'!A10", "'Nama Lembar'!A11"),
        ('"A10"&A10&"SUM(F8:F8)"', '"A10"&A11&"SUM(F8:F8)"'),
        ("SUM(F:F)+SUM($10:12)", "SUM(F:F)+SUM($11:13)"),
        ("Tabel1[Poin]+batas+B_10", "Tabel1[Poin]+batas+B_10"),
        ("Lembar1:Lembar3!A10", "Lembar1:Lembar3!A10"),
        ("INDEX(A8:A8,2):B10", "INDEX(A7:A10,2):B11"),
        ("IF(A10>=1E+5,{1,2;3,4},#REF!)", "IF(A11>=1E+5,{1,2;3,4},#REF!)"),
        ("-A10%^2<>$XFD$1048576", "-A11%^2<>$XFD$1048576"),
        ("XFE10+A1048577", "XFE10+A1048577"),
        ("SUM(F10:F8)", "SUM(F11:F7)"),
    ],
)
def test_formula__outside_the_block(text, moved):
    assert formula(text).moved(MAPS, Copy("Form")) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("C8*D8", "C9*D9"),
        ("C8/SUM($C$8:$C$8)", "C9/SUM($C$7:$C$10)"),
        ("SUM($C$8:C8)", "SUM($C$7:C9)"),
        ("C8/$C$10+B6", "C9/$C$11+B6"),
        ("Tetap!C8+'Nama Lembar'!C8", "Tetap!C8+'Nama Lembar'!C7"),
    ],
    ids=["own row", "share of the total", "running total", "outside", "other sheets"],
)
def test_formula__in_the_third_copy(text, moved):
    assert formula(text).moved(MAPS, Copy("Form", 0, 2)) == moved


def test_formula__single_cell_of_a_name_grows():
    assert formula("Form!$F$8", grows=True).moved(MAPS, Copy("")) == "Form!$F$7:$F$10"
    assert formula("Form!$F$10", grows=True).moved(MAPS, Copy("")) == "Form!$F$11"


def test_formula__sheet_name_with_an_apostrophe():
    maps = {"Nilai '23": RowMap([RowBlock(7, 9)], [4])}
    assert formula("'Nilai ''23'!A8:B8").moved(maps, Copy("")) == "'Nilai ''23'!A7:B10"


def test_formula__what_its_references_mean():
    first, second = formula("SUM(F8:F8)+Tetap!$B:$B").references
    assert first.rect(MAPS, Copy("Form")) == CellRect("Form", 7, 6, 10, 6)
    assert second.rect(MAPS, Copy("Form")) == CellRect("Tetap", 1, 2, 1_048_576, 2)


def test_formula__names_are_told_apart():
    assert formula("SUM(nilai)+Tabel1[Poin]*A1").names == {"nilai", "Tabel1[Poin]"}


@pytest.mark.parametrize(("rows", "columns", "text"), [(0, 0, "A1+$B$2+C$3+$D4"), (2, 1, "B3+$B$2+D$3+$D6")])
def test_unshared__relative_parts_follow(rows, columns, text):
    assert unshared("A1+$B$2+C$3+$D4", rows, columns) == text


@pytest.mark.parametrize("text", ["A8#", '"tanpa akhir', "A1)"])
def test_formula__unreadable_is_refused(text):
    with pytest.raises(ValueError, match="unreadable"):
        formula(text)


def test_tokens__are_read_without_the_package_around_them() -> None:
    """PERF-07: openpyxl takes longer to load than a small workbook takes to fill."""
    script = "import sys; from generator.office.sheet.formula import formula; formula('SUM(A1:A2)'); print('openpyxl' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[5])
    assert told.stdout.strip() == "False"
