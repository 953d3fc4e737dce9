"""Rows under the values of a column (`group_by:`): alike on the page, in Word and in filled blocks; a workbook keeps the column."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from generator.errors import SpecFault
from generator.outline.filled import TableRows, fill
from generator.outline.walk import outline
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.output import render
from generator.render.rendering import Rendering
from generator.spec.catalogue import Catalogue
from generator.starter import starter
from tests.homes import examined, home

SPEC = """
fields:
  - name: biaya
    label: Biaya
    type: table
    group_by: kegiatan
    required: true
    fields:
      - {name: kegiatan, label: Kegiatan, type: text}
      - {name: uraian, label: Uraian, type: text}
      - {name: catatan, label: Catatan, type: text, when: biaya}
      - {name: harga, label: Harga, type: money}
computed:
  - {name: total, label: Total biaya, type: money, expr: "biaya | sum(attribute='harga')"}
outputs:
  - {kind: pdf, filename: uji.pdf}
  - {kind: docx, template: uji/uji.docx, filename: uji.docx}
  - {kind: xlsx, template: uji/uji.xlsx, filename: uji.xlsx}
"""
# Two rows of one activity stand apart; one row names none. 2.000 + 500 = 2.500; 3.000; 250; all 5.750.
DATA = """
biaya:
  - {kegiatan: Rapat, uraian: Makan, harga: 2.000}
  - {kegiatan: Pelatihan, uraian: Sewa, harga: 3.000}
  - {kegiatan: Rapat, uraian: Kertas, harga: 500}
  - {uraian: Meterai, harga: 250}
"""
LINES = [
    ["No", "Uraian", "Harga"],
    ["Rapat"],
    ["1", "Makan", "Rp2.000,00"],
    ["2", "Kertas", "Rp500,00"],
    ["Jumlah Rapat", "Rp2.500,00"],
    ["Pelatihan"],
    ["1", "Sewa", "Rp3.000,00"],
    ["Jumlah Pelatihan", "Rp3.000,00"],
    [""],
    ["1", "Meterai", "Rp250,00"],
    ["Jumlah", "Rp250,00"],
    ["Total biaya", "Rp5.750,00"],
]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    compiled = home(tmp_path, SPEC).compiled("uji")
    files = {f"templates/uji/uji.{kind}": starter(compiled, kind) for kind in ("docx", "xlsx")}
    return home(tmp_path, SPEC, files)


def test_group_by__on_a_page(catalogue: Catalogue) -> None:
    found = examined(catalogue, DATA)
    output = next(output for output in found.document.type.outputs if output.medium == "pdf")
    page = render_html(Rendering(found.document, context_of(found.document.compiled, found.scope), replace(output, template="")))
    table = html.fromstring(page).find(".//table[@class='kisi sepuluh']")
    assert [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")] == LINES


def test_group_by__in_word(catalogue: Catalogue) -> None:
    """A group's row spans the columns that there are: nobody wrote a note, so that its column is left out."""
    found = examined(catalogue, DATA)
    output = next(output for output in found.document.type.outputs if output.medium == "docx")
    table = WordDocument(io.BytesIO(render(found.document, found.scope, output).data)).tables[0]
    rows = [["".join(text.text or "" for text in cell.iter(qn("w:t"))).strip() for cell in row._tr.tc_lst] for row in table.rows]
    assert rows == LINES
    assert {sum(cell.grid_span for cell in row._tr.tc_lst) for row in table.rows} == {3}


def test_group_by__filled_blocks_say_where_groups_begin(catalogue: Catalogue) -> None:
    found = examined(catalogue, DATA)
    compiled = found.document.compiled
    [table] = [
        block for block in fill(outline(compiled), context_of(compiled, found.scope), compiled.environment) if isinstance(block, TableRows)
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [line for line in LINES[1:-1] if len(line) == 3]
    assert [(group.first, group.name, group.total[-1].text) for group in table.groups] == [
        (0, "Rapat", "Rp2.500,00"),
        (2, "Pelatihan", "Rp3.000,00"),
        (3, "", "Rp250,00"),
    ]


def test_group_by__a_workbook_keeps_the_column(catalogue: Catalogue) -> None:
    found = examined(catalogue, DATA)
    output = next(output for output in found.document.type.outputs if output.medium == "xlsx")
    book = load_workbook(io.BytesIO(render(found.document, found.scope, output).data))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Kegiatan", "Rapat", "Pelatihan"} <= cells


def test_group_by__names_a_column_of_the_table(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match='group_by: "kegiatn" bukan kolom tabel ini, maksud Anda “kegiatan”'):
        home(tmp_path, SPEC.replace("group_by: kegiatan", "group_by: kegiatn")).compiled("uji")
