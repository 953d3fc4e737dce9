"""A text higher than a row can be (409 points) is spread over several rows, and what stands below moves."""

from __future__ import annotations

import io

import openpyxl
import pytest

WORDS = "\n".join(["kalimat"] * 60)


@pytest.fixture
def sheet(filled_with, small_template):
    cells = {"A1": "{{ teks }}", "B1": "samping", "A2": "jumlah", "B2": "=2+3", "C2": "=B2*2", "A3": "=C2"}
    frame = "<mergeCells><mergeCell ref='D1:E1'/></mergeCells>"
    return openpyxl.load_workbook(io.BytesIO(filled_with({"teks": WORDS}, small_template({**cells, "D1": "lebar"}, frame=frame)).data))[
        "Form"
    ]


def test_tall__text_has_all_the_height_it_needs(sheet):
    """60 lines and a half of 15 points: 907,5, in nine rows of no more than 102, so that a page may end within it."""
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    tall = [height for height in heights if height and height > 50]
    assert len(tall) == 9
    assert sum(tall) >= 60.5 * 15
    assert all(height <= 102 for height in tall)


def test_tall__cells_are_merged_downward_with_those_that_were_merged_already(sheet):
    count = sheet.max_row - 2
    assert {str(found) for found in sheet.merged_cells.ranges} >= {f"A1:A{count}", f"B1:B{count}", f"D1:E{count}"}


def test_tall__formulas_below_follow(sheet):
    last = sheet.max_row
    assert (sheet[f"B{last - 1}"].value, sheet[f"C{last - 1}"].value, sheet[f"A{last}"].value) == (
        "=2+3",
        f"=B{last - 1}*2",
        f"=C{last - 1}",
    )
