"""What is wrong in a filled workbook is said: formulas that come out as an error, percentages a hundred times too large. TPL-03."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from generator.deliver import Folder
from generator.lint import lint_type
from generator.pipeline import Target, run
from generator.render.xlsx import Notices, dangling, fill
from tests.homes import document, home

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: nilai, label: Nilai, type: number}
  - {name: bagian, label: Bagian, type: number, unit: "%"}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: N, type: number}]}
computed:
  - {name: dua, label: Dua, expr: nilai * 2}
  - {name: mutu, label: Mutu, type: percent, expr: nilai}
outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: x.xlsx}]
"""
DATA = "nama: Ani\nnilai: 87,5\nbagian: 87,5\nbaris: [{n: 70}, {n: 80}]\n"


def workbook(cells: Mapping[str, Any], formats: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for address, held in cells.items():
        book.active[address] = held
    for address, code in (formats or {}).items():
        book.active[address].number_format = code
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def linted(folder: Path, template: bytes) -> list[tuple[str, str | None]]:
    codes = ("rumus-galat", "persen-bukan-persentase")
    found = lint_type("uji", home(folder, FIELDS, {"templates/uji/uji.xlsx": template}))
    return sorted((one.code, one.place.cell) for one in found if one.code in codes)


def told(folder: Path, template: bytes) -> list[tuple[str, str | None, str]]:
    types = home(folder, FIELDS, {"templates/uji/uji.xlsx": template})
    outcome = run(document(types, DATA), Target(folder=Folder(folder / "out")))
    assert outcome.status == "delivered"
    return sorted((one.code, one.place.cell, one.message) for one in outcome.findings)


@pytest.mark.parametrize(("formula", "error"), [("=A1*2", "#VALUE!"), ("=1/0", "#DIV/0!"), ("=#REF!+1", "#REF!")])
def test_formula__that_comes_out_as_an_error_is_told_by_lint_and_make(tmp_path: Path, formula: str, error: str) -> None:
    """A running total below a heading of words was delivered as #VALUE!, without a word of it."""
    template = workbook({"A1": "{{ nama }}", "B2": formula, "C2": "=B2+1"})
    assert linted(tmp_path, template) == [("rumus-galat", None)]
    [(code, cell, message)] = told(tmp_path, template)
    assert (code, cell, error in message, formula[1:] in message) == ("rumus-galat", "B2", True, True)


def test_formula__that_reads_a_row_without_data_is_no_error(tmp_path: Path) -> None:
    template = workbook({"A1": "{%tr for b in baris %}", "A2": "{{ b.n }}", "A3": "{%tr endfor %}", "A4": "=AVERAGE(A2:A2)"})
    types = home(tmp_path, FIELDS, {"templates/uji/uji.xlsx": template})
    outcome = run(document(types, "nama: Ani\nnilai: 1\nbagian: 1\n"), Target(folder=Folder(tmp_path / "out")))
    assert outcome.status == "delivered"
    assert [one.code for one in outcome.findings] == []


def test_formula__that_says_there_is_no_value_means_it(tmp_path: Path) -> None:
    """Charts leave out a point that is #N/A; what reads it has none either."""
    template = workbook({"A1": "{{ nama }}", "B2": '=IF(A1="Ani",NA(),1)', "C2": "=B2+1"})
    assert linted(tmp_path, template) == []
    assert told(tmp_path, template) == []


def test_formula__of_a_column_is_told_once_with_how_many_more(small_template, environment) -> None:
    cells = {"A1": "{%tr for b in baris %}", "A2": "{{ b }}", "B2": "=A2/0", "A3": "{%tr endfor %}"}
    notices = Notices.none()
    fill(small_template(cells), {"baris": [1, 2, 3]}, environment, name="form.xlsx", properties={}, notices=notices)
    [one] = notices.formulas.values()
    assert (one.cell, one.formula, one.error, one.alike) == ("B1", "A1/0", "#DIV/0!", 2)


@pytest.mark.parametrize("value", ["{{ nilai }}", "{{ dua }}", "{{ nilai + 1 }}", "{{ nama | length * 30 }}"])
def test_percentage__of_what_is_none_is_told_by_lint_and_make(tmp_path: Path, value: str) -> None:
    """87,5 in a cell of 0% prints 8750%: a field says `unit: "%"`, and lint said nothing where none did."""
    template = workbook({"A1": "{{ nama }}", "B2": value}, {"B2": "0.0%"})
    assert linted(tmp_path, template) == [("persen-bukan-persentase", "B2")]
    assert [(code, cell) for code, cell, _ in told(tmp_path, template)] == [("persen-berlebih", "B2")]


@pytest.mark.parametrize("value", ["{{ bagian }}", "{{ mutu }}", "{{ nilai / 100 }}", "{{ nilai }} dari 100", "{{ nilai | persen }}"])
def test_percentage__that_is_one_a_share_or_text_is_none_of_it(tmp_path: Path, value: str) -> None:
    template = workbook({"A1": "{{ nama }}", "B2": value}, {"B2": "0.0%"})
    assert linted(tmp_path, template) == []
    assert told(tmp_path, template) == []


def test_percentage__in_a_format_that_only_writes_the_sign_is_none_of_it(tmp_path: Path) -> None:
    template = workbook({"B2": "{{ nilai }}", "B3": "{{ nilai }}"}, {"B2": '0.0"%"', "B3": "0.0\\%"})
    assert linted(tmp_path, template) == []


def test_percentage__in_repeated_rows_is_told_at_the_template_s_cell_once(tmp_path: Path) -> None:
    cells = {"A1": "{{ nama }}", "A2": "{%tr for b in baris %}", "A3": "{{ b.n }}", "A4": "{%tr endfor %}"}
    template = workbook(cells, {"A3": "0%"})
    assert linted(tmp_path, template) == [("persen-bukan-persentase", "A3")]


def with_names() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Satu"
    book.create_sheet("Dua")
    book.defined_names["TARIF"] = DefinedName("TARIF", attr_text="0.11")
    book["Dua"].defined_names["Kolom"] = DefinedName("Kolom", attr_text="Dua!$A$1:$A$3")
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    book.active.add_table(Table(displayName="Tabel1", ref="A1:B2"))
    book.active["D1"] = "{{ nama }}"
    for number, formula in enumerate(
        ("TARIF*2", "SUM(Dua!A1:A3)", "SUM(Dua!Kolom)", "SUM(Tabel1[a])", "SUM(Tabel1)", "dua!A1", "TRUE"), start=2
    ):
        book.active[f"D{number}"] = f"={formula}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_formula__of_what_a_workbook_has_is_no_error() -> None:
    assert dangling(with_names()) == []


@pytest.mark.parametrize(
    ("formula", "word"), [("=Lain!A1", "Lain"), ("=TARIFF+1", "tariff"), ("=SUM('Data Lama'!A1:B2)*2", "Data Lama"), ("=nilai", "nilai")]
)
def test_formula__of_a_sheet_or_name_that_is_not_there_is_told_at_its_cell(tmp_path: Path, formula: str, word: str) -> None:
    """Excel shows #NAME? or asks for a file; lint said nothing, and the cell was written without a value."""
    template = workbook({"A1": "{{ nama }}", "B2": formula})
    assert [(one.cell, named) for one, named in dangling(template)] == [("B2", word)]
    assert linted(tmp_path, template) == [("rumus-galat", "B2")]
