"""lint names formulas of an Excel template that read their own result, and none that only look so. TPL-03."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from generator.lint import lint_type
from generator.render.xlsx import circular
from tests.homes import home
from tests.pages import ROOT


def workbook(cells: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Isi"
    book.create_sheet("Dua")
    for place, text in cells.items():
        sheet, _, cell = place.rpartition("!")
        book[sheet or "Isi"][cell] = text
    book.defined_names["jumlah"] = DefinedName("jumlah", attr_text="Isi!$A$1:$A$9")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"A3": "=SUM(A1:A3)"}, ["A3"]),
        ({"A1": "=A1+1"}, ["A1"]),
        ({"A1": "=B1", "B1": "=C1", "C1": "=A1"}, ["A1", "B1", "C1"]),
        ({"A1": "=Dua!A1", "Dua!A1": "=Isi!A1"}, ["A1", "A1"]),
        ({"A3": "=SUM(A1:A2)", "A4": "=A3", "B1": "=$A$4"}, []),
        ({"A1": "=Dua!A1", "Dua!A1": "=A2"}, []),
        ({"A1": "=B1", "B1": "=B1", "C1": "=A1"}, ["B1"]),
        ({"A1": "=B1+D1", "B1": "=C1", "C1": "=A1", "D1": "=C1", "E1": "=D1"}, ["A1", "B1", "C1", "D1"]),
        ({"A1": "=dua!A1", "Dua!A1": "=Isi!A1"}, ["A1", "A1"]),
        ({"A1": "=jumlah+1"}, ["A1"]),
    ],
)
def test_circular__formulas_are_found_directly_and_through_others(cells: dict[str, str], found: list[str]) -> None:
    assert [formula.cell for formula in circular(workbook({"D9": "{{ nama }}", **cells}))] == found


def test_lint__tells_a_circular_formula_at_its_cell(tmp_path: Path) -> None:
    spec = "fields:\n  - {name: nama, label: Nama, type: text}\noutputs: [{kind: xlsx, template: uji/uji.xlsx, filename: x.xlsx}]\n"
    types = home(tmp_path, spec, {"templates/uji/uji.xlsx": workbook({"A1": "{{ nama }}", "B2": "=B2"})})
    assert [(one.code, one.place.cell) for one in lint_type("uji", types) if one.code == "rumus-melingkar"] == [("rumus-melingkar", "B2")]


@pytest.mark.parametrize("name", sorted(str(file.relative_to(ROOT / "templates")) for file in (ROOT / "templates").rglob("*.xlsx")))
def test_circular__no_shipped_workbook_has_one(name: str) -> None:
    assert circular((ROOT / "templates" / name).read_bytes()) == []
