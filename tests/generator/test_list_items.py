"""Items of a list of texts: bold and italic are laid out in Word, on pages and in workbooks, and nothing else is. TPL-08."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.examine import examine
from generator.formatting import ListItem
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.output import render
from generator.render.rendering import Rendering
from generator.richtext import Paragraph, Run, parse_item, plain_text
from generator.starter import starter
from tests.homes import document, home, write

SPEC = """\
fields:
  - {name: tujuan, label: Tujuan, type: list, of: {type: text}}
  - name: orang
    label: Orang
    type: table
    fields: [{name: nama, label: Nama, type: text}, {name: sifat, label: Sifat, type: list, of: {type: text}}]
outputs:
  - {kind: docx, template: uji/uji.docx, filename: u.docx}
  - {kind: xlsx, template: uji/uji.xlsx, filename: u.xlsx}
  - {kind: pdf, filename: u.pdf}
"""
DATA = """\
tujuan: ["*miring* dan **tebal** < 2*3*4", "- 1. bukan daftar", "biasa saja"]
orang: [{nama: Ani, sifat: ["**rajin**", "R&D_x"]}]
"""


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("biasa", (Run("biasa"),)),
        ("**tebal** dan *miring*", (Run("tebal", bold=True), Run(" dan "), Run("miring", italic=True))),
        ("1. satu", (Run("1. satu"),)),
        ("- a | b", (Run("- a | b"),)),
        ("# judul", (Run("# judul"),)),
        ("2*3*4 nama_berkas_x", (Run("2*3*4 nama_berkas_x"),)),
        ("dua\nbaris", (Run("dua", break_after=True), Run("baris"))),
        ("", ()),
    ],
)
def test_parse_item__knows_bold_and_italic_alone(typed: str, runs: tuple[Run, ...]) -> None:
    assert parse_item(ListItem(typed)) == (Paragraph(runs),)
    assert plain_text(ListItem(typed)) == typed.replace("*", "") or "2*3" in typed


def made(folder: Path, kind: str) -> bytes:
    types = home(folder, SPEC)
    write(folder / "templates" / "uji" / f"uji.{kind}", starter(types.compiled("uji"), kind))
    found = examine(document(types, DATA))
    return render(found.document, found.scope, next(one for one in types.compiled("uji").spec.outputs if one.medium == kind)).data


def test_list__prints_its_marks_in_word(tmp_path: Path) -> None:
    body = docx.Document(io.BytesIO(made(tmp_path, "docx")))
    found = {p.text: [(r.text, bool(r.bold), bool(r.italic)) for r in p.runs if r.text] for p in body.paragraphs}
    assert found["miring dan tebal < 2*3*4"] == [
        ("miring", False, True),
        (" dan ", False, False),
        ("tebal", True, False),
        (" < 2*3*4", False, False),
    ]
    assert "- 1. bukan daftar" in found
    assert {p.style.name for p in body.paragraphs if p.text in ("biasa saja", "- 1. bukan daftar", "miring dan tebal < 2*3*4")} == {
        "List Bullet"
    }
    assert "rajin" in "".join(cell.text for table in body.tables for row in table.rows for cell in row.cells)
    assert "**" not in "".join(cell.text for table in body.tables for row in table.rows for cell in row.cells)


def test_list__prints_its_marks_on_the_page_and_as_text_in_the_workbook(tmp_path: Path) -> None:
    types = home(tmp_path, SPEC)
    found = examine(document(types, DATA))
    compiled = types.compiled("uji")
    context = context_of(compiled, found.scope)
    page = render_html(Rendering(found.document, context, next(one for one in compiled.spec.outputs if one.medium == "pdf")))
    assert "<li><em>miring</em> dan <strong>tebal</strong> &lt; 2*3*4</li>" in page
    assert "<li>- 1. bukan daftar</li>" in page
    assert "R&amp;D_x" in page
    cells = [
        cell.value for sheet in openpyxl.load_workbook(io.BytesIO(made(tmp_path, "xlsx"))) for row in sheet.iter_rows() for cell in row
    ]
    assert {"miring dan tebal < 2*3*4", "- 1. bukan daftar", "biasa saja"} <= {str(cell).removeprefix("• ") for cell in cells}
    assert "rajin\nR&D_x" in cells


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ tujuan | join(' & ') }}", "<em>miring</em> dan <strong>tebal</strong> &lt; 2*3*4 &amp; - 1. bukan daftar &amp; biasa saja"),
        ("{{ orang[0].sifat }}", "<strong>rajin</strong>; R&amp;D_x"),
        ("{{ orang[0].sifat[0] ~ '<b>' }}", "<strong>rajin</strong>&lt;b&gt;"),
        ("{{ '**rajin**' in orang[0].sifat }}", "Ya"),
    ],
)
def test_list__on_a_line_of_a_page(tmp_path: Path, tag: str, printed: str) -> None:
    spec = SPEC.replace("{kind: pdf, filename: u.pdf}", "{kind: pdf, template: uji/uji.html, filename: u.pdf}")
    types = home(tmp_path, spec, {"templates/uji/uji.html": tag})
    found = examine(document(types, DATA))
    context = context_of(types.compiled("uji"), found.scope)
    output = next(one for one in types.compiled("uji").spec.outputs if one.medium == "pdf")
    assert render_html(Rendering(found.document, context, output)).strip() == printed
