"""Rows that come only where there is something: `{%tr if %}`, loops that end with `| ada` or `| alinea`."""

from __future__ import annotations

import pytest

from generator.formatting import LongText
from generator.office.package.parts import read_parts, write_parts

CELLS = {
    "A1": "{%tr if tempat is not kosong %}",
    "A2": "Tempat",
    "B2": "{{ tempat }}",
    "A3": "{%tr endif %}",
    "A4": "{%tr for baris in teks | alinea %}",
    "A5": "{{ baris }}",
    "A6": "{%tr endfor %}",
    "A7": "{%tr for baris in orang | rinci('anak') %}",
    "A8": "{{ baris.induk.nama if baris.pertama else '' }}",
    "B8": "{{ baris.isi.nama }}",
    "A9": "{%tr endfor %}",
}


@pytest.fixture
def made(filled_with, small_template):
    return lambda values: filled_with({"tempat": "", "teks": "", "orang": [], **values}, small_template(CELLS)).sheet()


def rows(sheet) -> dict[str, str]:
    """Return the words of each row that is not hidden."""
    shown = (row for row in sheet.iter("{*}row") if row.get("hidden") != "1")
    return {row.get("r"): " ".join("".join(cell.itertext()) for cell in row.iter("{*}t")) for row in shown}


def test_row__under_a_condition_is_hidden_where_it_does_not_hold(made):
    from validators.absence import KOSONG

    assert "1" not in rows(made({"tempat": KOSONG}))
    assert rows(made({"tempat": "Balai"}))["1"] == "Tempat Balai"


def test_row__of_a_text_comes_for_each_paragraph_and_item(made):
    text = LongText("Pengantar.\n\n1. satu\n2. dua")
    assert list(rows(made({"teks": text, "tempat": "x"})).values())[1:4] == ["Pengantar.", "1. satu", "2. dua"]
    assert "2" not in rows(made({"teks": "", "tempat": "x"}))


def test_row__of_an_inner_table_names_its_row_once(made):
    people = [{"nama": "Ani", "anak": [{"nama": "satu"}, {"nama": "dua"}]}, {"nama": "Budi", "anak": []}]
    assert [text.strip() for text in rows(made({"orang": people, "tempat": "x"})).values()][-3:] == ["Ani satu", "dua", "Budi"]


def test_row__in_which_nothing_was_typed_stays_where_it_is_to_be_filled_in(filled_with, small_template):
    cells = {"A1": "{%tr for baris in orang %}", "A2": "{{ baris }}", "A3": "{%tr endfor %}"}
    assert list(rows(filled_with({"orang": []}, small_template(cells)).sheet())) == ["1"]


def test_row__that_a_program_says_is_not_hidden_is_hidden_where_its_condition_does_not_hold(filled_with, small_template):
    template = small_template({"A1": "{%tr if ada %}", "A2": "Tempat", "A3": "{%tr endif %}"})
    parts = read_parts(template)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<row ", b'<row hidden="false" ')  # as LibreOffice writes it

    assert rows(filled_with({"ada": False}, write_parts(parts)).sheet()) == {}
