"""Tags of a table's cell in Word, as docs/templat.md has them: a cell shaded by a value, and one over two columns. TPL-02."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document as WordDocument

from generator.deliver import Folder
from generator.lint import lint_type
from generator.pipeline import Target
from tests.documents import parts
from tests.homes import data_file, home, run_file

SPEC = """
    fields: [{name: capaian, type: integer}]
    outputs: [{kind: docx, template: uji/uji.docx, filename: uji.docx}]
    """


def template() -> bytes:
    word = WordDocument()
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "{% colspan 2 %}Capaian"
    table.rows[0]._tr.remove(table.rows[0].cells[1]._tc)
    table.cell(1, 0).text = "{% cellbg 'F8D7DA' if capaian < 50 else 'FFFFFF' %}{{ capaian }}"
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def test_cell_tags__shade_and_span(tmp_path: Path) -> None:
    catalogue = home(tmp_path, SPEC, {"templates/uji/uji.docx": template()})
    assert [found.message for found in lint_type("uji", catalogue)] == []
    outcome = run_file(data_file(tmp_path, "capaian: 40\n"), catalogue, Target(("docx",), folder=Folder(tmp_path / "out")))
    assert outcome.status == "delivered"
    made = parts(outcome.files[0].read_bytes())["word/document.xml"]
    assert made.count(b'w:gridSpan w:val="2"') == 1
    assert made.count(b'w:fill="F8D7DA"') == 1
