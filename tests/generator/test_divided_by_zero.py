"""Division by zero: told where a rule or a computed value divides, a dash where a template does. Nothing right prints "belum benar".

IN-12.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import Workbook, load_workbook

from generator.deliver import Folder
from generator.pipeline import Target
from tests.homes import data_file, examined, home, run_file, told

SPEC = """\
fields:
  - {{name: lulus, label: Lulus, type: integer}}
  - {{name: peserta, label: Peserta, type: integer, minimum: 0}}
  - name: kelas
    label: Kelas
    type: table
    required: false
    fields:
      - {{name: a, label: A, type: integer}}
      - {{name: b, label: B, type: integer, minimum: 0}}
      - {{name: bagian, label: Bagian, type: number, expr: row.a / row.b}}
{more}"""
NONE = "lulus: 5\npeserta: 0\n"


def codes(tmp_path: Path, more: str, data: str = NONE) -> list[str]:
    return told(examined(home(tmp_path, SPEC.format(more=more)), data).findings)


def test_computed_value__names_itself(tmp_path: Path) -> None:
    more = "computed: [{name: rasio, label: Rasio, type: number, expr: lulus / peserta}]\n"
    assert codes(tmp_path, more) == ["pembagi-nol@rasio"]


def test_computed_value__is_told_once_whatever_rests_on_it(tmp_path: Path) -> None:
    more = """\
computed:
  - {name: rasio, label: Rasio, type: number, expr: lulus / peserta}
  - {name: persen, label: Persen, type: number, expr: rasio * 100}
rules: [{id: U001-cukup, check: persen > 50, message: kurang}]
"""
    assert codes(tmp_path, more) == ["pembagi-nol@rasio"]


def test_computed_column__names_its_row(tmp_path: Path) -> None:
    data = "lulus: 5\npeserta: 1\nkelas:\n  - {a: 1, b: 2}\n  - {a: 1, b: 0}\n"
    assert codes(tmp_path, "", data) == ["pembagi-nol@kelas.1.bagian"]


@pytest.mark.parametrize("through", ["sort", "unique", "select('gt', 0)", "min", "rerata"])
def test_rule__that_divides_inside_a_list_says_so(tmp_path: Path, through: str) -> None:
    """A rule whose list cannot be known is not passed over in silence, whichever filter the list went through."""
    more = f'rules: [{{id: U001-cukup, check: "([lulus / peserta] | {through}) == 1", message: kurang}}]\n'
    assert codes(tmp_path, more) == ["pembagi-nol@"]


@pytest.mark.parametrize("symbol", ["/", "//", "%"])
def test_rule__that_cannot_be_checked_says_so(tmp_path: Path, symbol: str) -> None:
    assert codes(tmp_path, f"rules: [{{id: U001-cukup, at: peserta, check: lulus {symbol} peserta > 0, message: kurang}}]\n") == [
        "pembagi-nol@peserta"
    ]


def test_rule__whose_condition_cannot_be_told_says_so(tmp_path: Path) -> None:
    assert codes(tmp_path, "rules: [{id: U001-cukup, at: peserta, when: lulus / peserta > 0, check: lulus > 9, message: kurang}]\n") == [
        "pembagi-nol@peserta"
    ]


def test_expression__that_looks_before_it_divides_is_silent(tmp_path: Path) -> None:
    more = """\
computed: [{name: rasio, label: Rasio, type: number, expr: lulus / peserta if peserta else 0}]
rules: [{id: U001-cukup, at: peserta, check: not peserta or lulus / peserta > 0, message: kurang}]
"""
    assert codes(tmp_path, more) == []


def template(kind: str, text: str) -> bytes:
    held = io.BytesIO()
    if kind == "docx":
        page = Word()
        page.add_paragraph(text)
        page.save(held)
    elif kind == "xlsx":
        book = Workbook()
        book.active["A1"], book.active["A2"] = text, "=A1*2"
        book.save(held)
    else:
        return f"<html lang='id'><head><title>x</title></head><body><p>{text}</p></body></html>".encode()
    return held.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_template__that_divides_prints_a_dash(tmp_path: Path, kind: str) -> None:
    suffix = "pdf" if kind == "html" else kind
    spec = SPEC.format(more=f'outputs: [{{kind: {suffix}, template: uji/uji.{kind}, filename: "uji"}}]\n')
    catalogue = home(tmp_path, spec, {f"templates/uji/uji.{kind}": template(kind, "{{ lulus / peserta }}")})
    if kind == "html":
        from generator.render.context import context_of
        from generator.render.html import render_html
        from generator.render.rendering import Rendering

        found = examined(catalogue, NONE)
        output = found.document.type.outputs[0]
        page = render_html(Rendering(found.document, context_of(found.document.compiled, found.scope), output))
        assert ("<p>–</p>" in page, "belum benar" in page) == (True, False)
        return
    outcome = run_file(data_file(tmp_path, NONE), catalogue, Target(folder=Folder(tmp_path / "out")))
    data = outcome.files[0].read_bytes()
    if kind == "docx":
        assert [part.text for part in Word(io.BytesIO(data)).paragraphs] == ["–"]
        return
    sheet = load_workbook(io.BytesIO(data), data_only=True).active
    assert (sheet["A1"].value, sheet["A2"].value or "") == ("–", "")
