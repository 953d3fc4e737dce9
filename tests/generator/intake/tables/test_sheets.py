"""Excel sheets as bare tables: cells keep their type, and what a sheet hides is told.

IN-06: numeric cells are never ambiguous. IN-07: real dates. IN-08: formulas without a result, error values, hidden rows, merged
cells: found and reported, each with its cell.
"""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from generator.errors import IntakeFault
from generator.form.bare import Trouble
from generator.intake.tables.read import read_bytes, read_table
from generator.office.package.parts import read_parts, write_parts
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally
from tests.torture.sheets import packed, parts_of

KNOWN = ("kabupaten", "lulus")


@pytest.fixture
def book():
    made = Workbook()
    made.active.title = "Data"
    for row in (["Rekap", None], [None, None], ["Kabupaten", "Lulus"], ["A", 1], ["B", 2]):
        made.active.append(row)
    return made


def table(book, tmp_path, sheet=""):
    file = tmp_path / "t.xlsx"
    book.save(file)
    return read_table(file, KNOWN, sheet=sheet, shown="t.xlsx")


def cells(book, tmp_path, *values):
    """Return the cells of one row, as they are read."""
    for column, value in enumerate(values, start=1):
        book.active.cell(4, column + 2, value)
        book.active.cell(3, column + 2, f"kolom {column}")
    return table(book, tmp_path).rows[0][2:]


def codes(table):
    return [(str(one.severity), one.code, one.place.cell) for one in table.found]


def test_sheet__rows_with_their_cells(book, tmp_path) -> None:
    found = table(book, tmp_path)
    assert (found.headings, found.rows) == (("Kabupaten", "Lulus"), (("A", 1), ("B", 2)))
    assert (str(found.place(1, 1)), found.found) == ("t.xlsx, lembar “Data”, sel B5", ())


def test_cells__numbers_are_their_shortest_decimal(book, tmp_path) -> None:
    """IN-06: 1.250 as a number is one and a quarter."""
    assert cells(book, tmp_path, 3.2, 0.1, 1.25, 12) == (Decimal("3.2"), Decimal("0.1"), Decimal("1.25"), 12)


def test_cells__dates_truth_and_text(book, tmp_path) -> None:
    """IN-07."""
    found = cells(book, tmp_path, date(2023, 7, 12), datetime(2023, 7, 12, 7, 30), True, " 0123 ")
    assert found == (date(2023, 7, 12), datetime(2023, 7, 12, 7, 30), True, "0123")


@pytest.mark.parametrize(
    ("share", "style", "text"),
    [(0.875, "0.0%", "87,5%"), (1, "0%", "100%"), (0.03125, '0.00"%"', "0.03125"), (0.03125, "0.000%", "3,125%")],
)
def test_cells__percent_arrives_with_its_sign(book, tmp_path, share, style, text) -> None:
    """IN-06: a percentage is read only where one is asked for. A sign in quotes is only ink."""
    book.active["C3"], book.active["C4"] = "x", share
    book.active["C4"].number_format = style
    assert str(table(book, tmp_path).rows[0][2]) == text


def test_cells__error_value_and_formula_without_result(book, tmp_path) -> None:
    """IN-08."""
    found = cells(book, tmp_path, "#DIV/0!", "=1+1")
    assert found == (Trouble("sel-galat", {"nilai": "#DIV/0!"}), Trouble("rumus-tanpa-hasil"))


def test_cells__formula_with_its_result(book, tmp_path) -> None:
    book.active["B4"] = "=1+1"
    file = tmp_path / "t.xlsx"
    book.save(file)
    parts = read_parts(file.read_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"(<f>1\+1</f>)<v */?>(</v>)?", rb"\1<v>2</v>", sheet)
    file.write_bytes(write_parts(parts))
    assert read_table(file, KNOWN).rows[0] == ("A", 2)


def test_sheet__hidden_row_and_column_are_counted_and_told(book, tmp_path) -> None:
    """IN-08."""
    book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions["B"].hidden = True
    found = table(book, tmp_path)
    assert len(found.rows) == 2
    assert codes(found) == [("warning", "baris-tersembunyi", "A5"), ("warning", "kolom-tersembunyi", "B3")]


def test_sheet__merged_cells_of_the_table_are_an_error_those_of_the_title_not(book, tmp_path) -> None:
    """IN-08."""
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A4:A5")
    assert codes(table(book, tmp_path)) == [("error", "sel-gabung", "A4:A5")]


def test_sheets__the_one_with_the_headings_is_read(book, tmp_path) -> None:
    book.create_sheet("Petunjuk", 0).append(["Isi lembar Data"])
    hidden = book.create_sheet("Lama", 0)
    hidden.append(["kabupaten", "lulus"])
    hidden.append(["Z", 9])
    hidden.sheet_state = "hidden"
    assert table(book, tmp_path).rows[0] == ("A", 1)
    assert table(book, tmp_path, sheet="lama").rows == (("Z", 9),)


def test_sheets__an_unknown_one_is_answered_with_the_nearest(book, tmp_path) -> None:
    with pytest.raises(IntakeFault, match="maksud Anda “Data”"):
        table(book, tmp_path, sheet="Dta")


def test_sheet__a_false_dimension_and_missing_addresses_are_no_hindrance(book, tmp_path) -> None:
    """Trap: openpyxl's fast mode believes `<dimension>`; other writers leave out the addresses of cells and rows."""
    file = tmp_path / "t.xlsx"
    book.save(file)
    parts = read_parts(file.read_bytes())
    sheet = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts["xl/worksheets/sheet1.xml"])
    sheet = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", re.sub(rb'<row r="([345])"', rb'<row r="\1"', sheet))
    parts["xl/worksheets/sheet1.xml"] = sheet
    file.write_bytes(write_parts(parts))
    assert read_table(file, KNOWN).rows == (("A", 1), ("B", 2))


def test_sheet__empty(tmp_path) -> None:
    found = table(Workbook(), tmp_path)
    assert (found.headings, found.rows) == ((), ())


def test_rows__gaps_keep_the_row_numbers(book, tmp_path) -> None:
    book.active["A9"], book.active["B9"] = "C", 3
    found = table(book, tmp_path)
    assert [found.place(at, 0).cell for at in range(3)] == ["A4", "A5", "A9"]


def shared(text: str, count: int, heading: str = "nama") -> bytes:
    """Return a workbook whose cells of one column all hold one shared text."""
    rows = [[heading, "pre", "post"], *([text, str(40 + at % 9), str(60 + at % 7)] for at in range(count))]
    return packed(parts_of({"Data": rows}))


def test_shared_text__of_a_million_letters_is_refused_at_its_first_cell() -> None:
    """A cell of Excel holds 32,767 letters."""
    begun = time.process_time()
    with pytest.raises(IntakeFault) as caught:
        read_bytes(shared("x" * 1_000_000, 5_000), "t.xlsx", ("nama", "pre", "post"))
    assert caught.value.place is not None
    assert "A2" in caught.value.place
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("heading", ["nama", "Catatan"])
def test_shared_text__of_32_thousand_letters_is_looked_at_once(catalogue, heading) -> None:
    """8,000 cells of it took 16 seconds of work and 600 MB."""
    recipe = RECIPES["level2"]
    begun = time.process_time()
    found = tally(recipe, read_bytes(shared("x y" * 10_600, 8_000, heading), "t.xlsx", recipe.known), catalogue.home.library)
    assert bool(found.done)
    assert max(len(one.message) for one in found.findings) < 500
    assert time.process_time() - begun < 9
