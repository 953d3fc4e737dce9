"""SCO-92: the formulas of every finished workbook are alive, and their cached values are what a spreadsheet program computes.

Planted caches survive a conversion, so every `<v>` beside an `<f>` is removed first. All workbooks go through LibreOffice in one call.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest

from generator.examine import examine
from generator.intake.read import read
from generator.office.package.parts import read_parts, write_parts
from generator.render.output import render
from tests.cases import Sample, samples
from tests.documents import CATALOGUE, made
from validators.findings import Finding

_CELL = re.compile(rb"<c\b[^>]*>(?:(?!</c>).)*?<f\b.*?</c>", re.DOTALL)
_VALUE = re.compile(rb"<v>.*?</v>", re.DOTALL)
pytestmark = pytest.mark.xdist_group("workbooks")
FIRST = "coaching-rhk/ok-gambar-1"
KUANTITAS = "kuantitas-diubah"
OTHER_NUMBERS = ("kak/ok-lengkap-lain", "kak/ok-uji-isi-lain", "laporan-penyelenggaraan/ok-lengkap-lain", "coaching-rhk/ok-lengkap-lain")


def stripped(data: bytes) -> bytes:
    """Return a workbook without the cached value of any formula."""
    parts = read_parts(data)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = _CELL.sub(lambda cell: _VALUE.sub(b"", cell.group()), part)
    return write_parts(parts)


def workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    """Return every formula by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {(s.title, c.coordinate): str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}


def with_quantity(data: bytes, value: int) -> bytes:
    """Return the RHK form with the first row's kuantitas changed, as a person would type it."""
    parts = read_parts(data)
    name = next(name for name in parts if name.startswith("xl/worksheets/sheet"))
    cell = quantity_cell(data)
    parts[name] = re.sub(rb'(<c r="%s"[^>]*>\s*<v>)[^<]*(</v>)' % cell.encode(), rb"\g<1>%d\g<2>" % value, parts[name])
    return write_parts(parts)


def quantity_cell(data: bytes) -> str:
    """Return the address of the first row's kuantitas: the cell below the heading."""
    sheet = workbook(data).worksheets[0]
    heading = next(c for row in sheet.iter_rows() for c in row if str(c.value).strip() == "Kuantitas")
    return next(c.coordinate for c in sheet[heading.column_letter][heading.row :] if isinstance(c.value, int))


@cache
def with_other_numbers(name: str) -> bytes:
    """Return a sample's workbook made of other numbers: each number in its tables is one more, or a half where it had decimals."""
    sample = next(sample for sample in samples("ok-", "xlsx") if f"{sample.id}-lain" == name)
    document = read(sample.file, CATALOGUE, shown=sample.file.name)
    assert not isinstance(document, Finding)
    values = {field: other(value) if isinstance(value, list) else value for field, value in document.given.values.items()}
    examined = examine(replace(document, given=replace(document.given, values=values)))
    output = next(output for output in document.type.outputs if output.medium == "xlsx")
    return render(examined.document, examined.scope, output).data


def other(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: other(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [other(inner) for inner in value]
    if isinstance(value, Decimal):
        return value + Decimal("0.5")
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return every sample's workbook as LibreOffice computes it from nothing."""
    folder = tmp_path_factory.mktemp("hitung")
    chosen = {sample.id: made(sample)["xlsx"] for sample in samples("ok-", "xlsx")}
    chosen[KUANTITAS] = with_quantity(chosen[FIRST], 7)
    chosen |= {name: with_other_numbers(name) for name in OTHER_NUMBERS}
    for name, data in chosen.items():
        (folder / f"{name.replace('/', '__')}.xlsx").write_bytes(stripped(data))
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: make setup"
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    sources = [str(file) for file in sorted(folder.glob("*.xlsx"))]
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "jadi"), *sources], check=True, capture_output=True
    )
    return {name: workbook((folder / "jadi" / f"{name.replace('/', '__')}.xlsx").read_bytes()) for name in chosen}


def same(cached: Any, computed: Any) -> bool:
    if isinstance(cached, (int, float)) and not isinstance(cached, bool):
        return isinstance(computed, (int, float)) and abs(Decimal(str(cached)) - Decimal(str(computed))) <= abs(
            Decimal(str(cached))
        ) * Decimal("1e-12")
    return (cached or "") == (computed or "")


@pytest.mark.parametrize("sample", samples("ok-", "xlsx"), ids=lambda sample: sample.id)
def test_workbook__cached_values_are_the_computed_ones(sample: Sample, recalculated: dict[str, Any]) -> None:
    """SCO-92: each formula of each sheet."""
    hold(made(sample)["xlsx"], recalculated[sample.id], sample)


@pytest.mark.parametrize("name", OTHER_NUMBERS)
def test_workbook__other_numbers_compute_alike(name: str, recalculated: dict[str, Any]) -> None:
    """SCO-92: not the sample's numbers only."""
    data = with_other_numbers(name)
    sample = next(sample for sample in samples("ok-", "xlsx") if f"{sample.id}-lain" == name)
    before, after = (
        {value.value for sheet in workbook(each) for row in sheet.iter_rows() for value in row} for each in (made(sample)["xlsx"], data)
    )
    assert before != after
    hold(data, recalculated[name], sample)


def hold(data: bytes, recalculated: Any, sample: Sample) -> None:
    """Assert that each stored value is the computed one."""
    ours = workbook(data)
    living = formulas(data)
    template = next(output.template for output in CATALOGUE.compiled(sample.type).spec.outputs if output.medium == "xlsx")
    assert living or not formulas(CATALOGUE.home.template(template).read_bytes()), "a workbook that lost its formulas"
    for (sheet, cell), formula in living.items():
        cached, computed = ours[sheet][cell].value, recalculated[sheet][cell].value
        assert cached is not None or computed in (None, ""), f"{sheet}!{cell} {formula}: no cached value"
        assert same(cached, computed), f"{sheet}!{cell} {formula}: {cached!r} against {computed!r}"


def test_workbook__a_changed_quantity_changes_the_total(recalculated: dict[str, Any]) -> None:
    """Gambar 1 with 7 observations in place of 2: 7 × 8 + 2 × 4 + 2 × 4 = 72, no longer 32."""
    values = [cell.value for sheet in recalculated[KUANTITAS] for row in sheet.iter_rows() for cell in row]
    assert 72 in values
    assert 32 not in [cell.value for cell in total_cells(recalculated[KUANTITAS])]


def total_cells(book: Any) -> list[Any]:
    """Return the cells in the row that says Total Poin."""
    sheet = book.worksheets[0]
    return [c for row in sheet.iter_rows() if any("total poin" in str(c.value).lower() for c in row) for c in row]
