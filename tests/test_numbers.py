"""No two formats of a document disagree: every number in a table of the Word document stands in the workbook. TPL-02, SCO-90."""

from __future__ import annotations

import io
from decimal import Decimal
from itertools import takewhile
from typing import Any

import openpyxl
import pytest

from tests.cases import Sample, samples
from tests.documents import made
from tests.numbers import Sheets, is_printed_as, missing, numbers, word_tables

CHOSEN = [pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type)) for sample in samples("ok-", "docx", "xlsx")]
_LEAST = 6
# How many numbers there are to compare in tables of a sheet of one item, and of a questionnaire that nobody has answered yet.
FEW = {"lembar-validasi/ok-minimal": 3, "survei-kepuasan/ok-kuesioner": 4}


def sample(name: str) -> Sample:
    return next(found for found in samples("ok-") if found.id == name)


@pytest.mark.parametrize("sample", CHOSEN)
def test_numbers__word_and_workbook_agree(sample: Sample) -> None:
    outputs = made(sample)
    gone, compared = missing(outputs["docx"], outputs["xlsx"])
    assert compared >= FEW.get(sample.id, _LEAST)
    assert not gone


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rp1.254.084.241,54", ["1254084241.54"]),
        ("30 JP (1.350 menit)", ["30", "1350"]),
        ("08.00–09.30, 87,5%", ["87.5"]),
        ("-2,50 dan 12 Juli 2023", ["-2.50", "12", "2023"]),
        ("1.2.3 A1 4/5", []),
    ],
)
def test_numbers__read_from_a_text(text: str, found: list[str]) -> None:
    assert numbers(text) == [Decimal(number) for number in found]


def test_numbers__a_wrong_one_is_noticed() -> None:
    """The comparison itself: another document of the same type has other numbers."""
    gone, _ = missing(made(sample("kak/ok-lengkap"))["docx"], made(sample("kak/ok-minimal"))["xlsx"])
    assert gone
    assert is_printed_as(Decimal("2.345"), Decimal("2.35"))
    assert not is_printed_as(Decimal("2.344"), Decimal("2.35"))


def column(sheet: Any, heading: str) -> list[Any]:
    """Return the cells below a heading, to the first that is empty."""
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == heading)
    return list(takewhile(lambda value: value is not None, (cell.value for cell in sheet[head.column_letter][head.row :])))


@pytest.mark.parametrize("name", ["kak/ok-uji-isi", "kak/ok-lengkap"])
def test_numbers__printed_amounts_add_up(name: str) -> None:
    """Each line is a whole number of sen, and the total is the sum of the printed lines, in Word and in Excel."""
    outputs = made(sample(name))
    book = openpyxl.load_workbook(io.BytesIO(outputs["xlsx"]), data_only=True)
    *lines, total = [Decimal(str(value)) for value in column(book["6. Anggaran"], "Jumlah")]
    assert sum(lines) == total
    assert all(line == round(line, 2) for line in lines)
    table = next(rows for rows in word_tables(outputs["docx"]) if "Harga Satuan" in rows[0])
    printed = [numbers(row[-1])[0] for row in table[1:] if row[0].isdigit()]
    assert sorted(printed) == sorted(lines)
    assert numbers(table[-1][-1]) == [total]


@pytest.mark.parametrize("name", ["jadwal-pelatihan/ok-blended", "jadwal-pelatihan/ok-uji-isi", "jadwal-pelatihan/ok-dua-kelas"])
def test_numbers__minutes_of_a_timetable_follow_one_rule(name: str) -> None:
    """A lesson takes JP × minutes of a JP whether it has hours or only dates; Word's total is the workbook's."""
    outputs = made(sample(name))
    told = next(row[-1] for rows in word_tables(outputs["docx"]) for row in rows if row[0] == "Jumlah JP")
    jp, minutes = numbers(told)[:2]
    assert minutes == jp * 45
    book = openpyxl.load_workbook(io.BytesIO(outputs["xlsx"]), data_only=True)
    assert column(book["Struktur Program"], "Menit")[-1] == minutes
    classes = book["Struktur Program"]["C3"].value or 1
    assert column(book["Rekap Hari"], "Menit")[-1] == minutes * classes


def test_numbers__hidden_sheets_do_not_count() -> None:
    assert "Komentar" not in Sheets(made(sample("laporan-validasi/ok-layak"))["xlsx"]).sheets
