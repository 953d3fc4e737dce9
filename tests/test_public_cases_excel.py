"""Workbooks from public reports of other programs, made anew, with what must come out. TPL-02, TPL-03."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.deliver import Folder
from generator.home import Home
from generator.intake.read import read
from generator.lint import lint_type
from generator.pipeline import Target, run
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding, Severity

CASES = Path(__file__).resolve().parent / "cases" / "excel"


def filled(data: Path, folder: Path, out: Path) -> Any:
    """Return the workbook made of a data file with the templates of a folder, read twice: formulas and stored values."""
    catalogue = Catalogue(Home(folder))
    given = read(data, catalogue, shown=data.name)
    assert not isinstance(given, Finding)
    outcome = run(given, Target(media=("xlsx",), folder=Folder(out)))
    assert outcome.files, outcome.fault
    content = outcome.files[0].read_bytes()
    return openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def test_case__template_saved_once_by_another_program(tmp_path: Path) -> None:
    """Its charts hold the tags of the cells they draw (carboneio/carbone#247): no tags of the chart's own, and renewed when filled."""
    folder = CASES / "cache-grafik"
    assert not [found for found in lint_type("laporan-penyelenggaraan", Catalogue(Home(folder))) if found.severity is Severity.ERROR]
    formulas, _ = filled(SAMPLES / "laporan-penyelenggaraan" / "ok-lengkap.yaml", folder, tmp_path)
    charts = [chart for sheet in formulas for chart in sheet._charts]
    assert charts
    assert not [chart for chart in charts for series in chart.series if "{{" in str(series.cat.strRef.strCache.pt)]


@pytest.mark.parametrize(("cell", "value"), [("H5", None), ("F5", None), ("G5", None), ("C6", 0), ("C7", None), ("C8", None)])
def test_case__no_rows_no_results(tmp_path: Path, cell: str, value: object) -> None:
    """Nobody has "Remedial", and the mean of nobody is no error (mt-ag/apex-excel-gateway#11)."""
    folder = CASES / "for-kosong"
    _, values = filled(folder / "isi.yaml", folder / "kantor", tmp_path)
    assert values["Data"][cell].value == value


def test_case__all_below_a_repeated_row_moves(tmp_path: Path) -> None:
    """Six rows for three (control, pattern, control): merges, breaks, filters, names and other sheets go with them (exceljs#1567).

    80 + 70 + 90 + 60 + 75 + 74 = 449; row 10 goes to 10 - 3 + 6 = 13, the break behind row 12 behind row 15.
    """
    folder = CASES / "baris-bergeser"
    formulas, values = filled(folder / "isi.yaml", folder / "kantor", tmp_path)
    data = formulas["Data"]
    merged = {str(found) for found in data.merged_cells.ranges}
    assert "A13:E13" in merged
    assert {f"G{row}:H{row}" for row in range(5, 11)} <= merged
    assert [found.id for found in data.row_breaks.brk] == [15]
    assert data.auto_filter.ref == "A4:E10"
    assert formulas.defined_names["NilaiSemua"].attr_text == "Data!$C$5:$C$10"
    assert [values["Rekap"][f"A{row}"].value for row in (1, 3, 5, 6)] == [449, 449, 90, 449]
    assert values["Data"]["F5"].value == pytest.approx(0.8)
