"""A finished workbook and its data give a template: one loop, the cells' own formats, formulas and every other part as they were. TPL-06, TPL-02."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.document import Document
from generator.examine import examine
from generator.example.checking import faults_of_template, output_for, with_template
from generator.example.values import values_of
from generator.example.word import MadeTemplate
from generator.example.workbook import workbook_template
from generator.office.package.parts import read_parts
from generator.render.context import context_of
from generator.render.rendering import Rendering
from generator.render.workbook import render_workbook
from tests.by_example import given


def filled(document: Document) -> bytes:
    examined = examine(document)
    context = {**context_of(document.compiled, examined.scope), "institusi": document.given.institution}
    made = render_workbook(Rendering(examined.document, context, output_for(document.compiled, "xlsx")))
    return made if isinstance(made, bytes) else made[0]


@pytest.fixture(scope="module")
def example() -> bytes:
    return filled(given("coaching-rhk", "ok-lengkap"))


@pytest.fixture(scope="module")
def made(example: bytes) -> MadeTemplate:
    return workbook_template(example, values_of(given("coaching-rhk", "ok-lengkap")), "rhk.xlsx")


def test_workbook__has_one_loop_between_its_statements_and_keeps_the_formula_of_the_row(made: MadeTemplate) -> None:
    sheet = load_workbook(io.BytesIO(made.data)).worksheets[0]
    at = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "{%tr for baris in rencana %}")

    assert sheet.cell(at + 1, 2).value == "{{ baris.rhk }}"
    assert sheet.cell(at + 1, 4).value == "{{ baris.kuantitas }}"  # the value itself: the cell has its own format
    assert str(sheet.cell(at + 1, 6).value).startswith("=")
    assert sheet.cell(at + 2, 1).value == "{%tr endfor %}"
    assert all(sheet.cell(at + 3, column).value is None for column in range(1, 15))
    assert sheet.row_dimensions[at + 3].hidden


def test_workbook__touches_its_sheets_alone(example: bytes, made: MadeTemplate) -> None:
    before, after = read_parts(example), read_parts(made.data)

    assert list(before) == list(after)
    assert all(name.startswith("xl/worksheets/") for name in before if before[name] != after[name])


def test_workbook__passes_lint_and_makes_the_sums_of_an_unseen_sample(made: MadeTemplate, tmp_path: Path) -> None:
    file = tmp_path / "rhk.xlsx"
    file.write_bytes(made.data)
    unseen = given("coaching-rhk", "ok-gambar-1")
    output = output_for(unseen.compiled, "xlsx")

    assert [one for one in faults_of_template(unseen.compiled, output, file) if one.is_error] == []

    sheet = load_workbook(
        io.BytesIO(filled(Document(with_template(unseen.compiled, output, file), unseen.given))), data_only=True
    ).worksheets[0]
    total = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "Total Poin")
    assert sheet.cell(total, 6).value == 32  # 16 + 8 + 8, the figure's own three rows
