"""A chart's plan writes what its tree gives, byte for byte, whatever the cells hold. PERF-02."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from generator.home import SHIPPED
from generator.office.package.parts import read_parts
from generator.office.package.xml import parsed
from generator.office.sheet.formula import UNKNOWN, CellGrid, FormulaError, formula, key
from generator.office.sheet.references import Copy
from generator.render.xlsx.chartplan import chart_plan
from generator.render.xlsx.charts import drawn, value_formulas

TEMPLATES = sorted((SHIPPED / "templates").glob("*/*.xlsx"))
CELLS = {
    "bilangan": [0, 3, 10, 11, Fraction(1, 3), 45000, Fraction(90001, 2)],
    "bulat": [0, 1, 7],
    "campur": [None, -2, "teks & <tanda> \x0b_x0041_\r\n", "", True, FormulaError("#DIV/0!"), 5],
    "kosong": [None],
    "tidak diketahui": [1, 2, 3, 4, 5, 6, UNKNOWN],
}


def charts() -> list[bytes]:
    """Return the charts of the shipped templates, each once."""
    parts = (part for file in TEMPLATES for part in read_parts(file.read_bytes()).items())
    return list(dict.fromkeys(data for name, data in parts if name.startswith("xl/charts/chart")))


def grid_of(data: bytes, cells: list, rows: int) -> CellGrid:
    """Return a grid with values in each sheet that a chart draws."""
    rects = [formula(found.text).references[0].rect({}, Copy("")) for found in parsed(data).iter("{*}f") if found.text]
    random = Random(rows)
    bottom = max(rect.bottom for rect in rects) + rows
    right = max(rect.right for rect in rects)
    held = {key(row, column): random.choice(cells) for row in range(1, bottom + 1) for column in range(1, right + 1)}
    return CellGrid({rect.sheet: held for rect in rects}, {rect.sheet: (bottom, right) for rect in rects})


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_plan__as_the_tree_gives_it(cells):
    found = charts()
    assert len(found) > 5
    for data in found:
        grid = grid_of(data, cells, 1)
        assert chart_plan(data, grid).drawn(grid) == drawn(data, grid)


def test_plan__of_more_bars_than_can_be_labelled():
    data = next(data for data in charts() if b"barChart" in data and b"showVal" in data)
    many = data
    for holder in parsed(data).iter("{*}cat", "{*}val"):
        (text,) = (found.text or "" for found in holder.iter("{*}f"))
        first = text.partition(":")[0]
        many = many.replace(
            f">{text}<".encode(), f">{first}:{first.rstrip('0123456789')}{formula(text).references[0].first.row + 80}<".encode()
        )
    grid = grid_of(many, [4, 5], 1)
    found = chart_plan(many, grid).drawn(grid)
    assert found == drawn(many, grid)
    assert found.categories == 81
    assert b'showVal val="0"' in found.data


def test_plan__of_a_reference_that_means_no_cells():
    data = charts()[0]
    grid = grid_of(data, [4, 5], 1)
    broken = data.replace(value_formulas(parsed(data))[0].encode(), b"#REF!")
    plan = chart_plan(broken, grid)
    assert plan.pieces == ()
    assert plan.drawn(grid) == drawn(broken, grid)
