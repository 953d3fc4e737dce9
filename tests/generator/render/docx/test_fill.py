"""Word templates filled: text is text, faults name the paragraph, broken files are faults. SAFE-01, SAFE-04, TPL-04."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.document import Document as WordDocumentType

from generator.errors import TemplateFault
from generator.render.context import context_of
from generator.render.docx import render_docx
from generator.render.rendering import Rendering
from tests.homes import examined, home, write

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: catatan, label: Catatan, type: text}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: N, type: text}, {name: kosong, label: K, type: text}]}
outputs: [{kind: docx, template: uji/uji.docx, filename: "uji.docx"}]
"""
HOSTILE = "R&D <Budi> {{ 7*7 }} {_{ =1+1"
DATA = f'nama: "{HOSTILE}"\n'


def bytes_of(document: WordDocumentType) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def template(*paragraphs: str) -> bytes:
    document = WordDocument()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return bytes_of(document)


def filled(folder: Path, data: bytes, values: str = DATA, notes: tuple[str, ...] = ()) -> WordDocumentType:
    catalogue = home(folder, FIELDS, {"templates/uji/uji.docx": data})
    result = examined(catalogue, values)
    compiled = catalogue.compiled("uji")
    rendering = Rendering(result.document, context_of(compiled, result.scope), compiled.spec.outputs[0], notes)
    return WordDocument(io.BytesIO(render_docx(rendering)))


def texts(document: WordDocumentType) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_docx__a_value_comes_out_as_written_and_what_is_empty_prints_nothing(tmp_path: Path) -> None:
    """SAFE-04: ampersands, brackets, braces and docxtpl's own escapes."""
    assert texts(filled(tmp_path, template("{{ nama }}", "<{{ catatan }}>"))) == [HOSTILE, "<>"]


def test_docx__rows_repeat_and_an_empty_table_leaves_none(tmp_path: Path) -> None:
    document = WordDocument()
    grid = document.add_table(rows=4, cols=2)
    for row, (left, right) in enumerate(
        [("N", "K"), ("{%tr for b in baris %}", ""), ("{{ b.n }}", "{{ b.kosong }}"), ("{%tr endfor %}", "")]
    ):
        grid.cell(row, 0).text, grid.cell(row, 1).text = left, right
    data = bytes_of(document)
    rows = filled(tmp_path, data, "baris: [{n: a}, {n: b}]\n").tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["N", "K"], ["a", ""], ["b", ""]]
    assert len(filled(tmp_path, data, "nama: x\n").tables[0].rows) == 1


@pytest.mark.parametrize(
    "tag",
    [
        "{{ namaa }}",
        "{{ nama.x }}",
        "{{ nama.__class__ }}",
        "{{ nama ** 2 }}",
        "{{ nama + 1 }}",
        "{{ nama | tanggal }}",
        "{{ nama | aneh }}",
        "{{ nama",
        "{% endfor %}",
        "{{ range(3) }}",
        "{{ lookup('tidak-ada', nama) }}",
        "{% include '/etc/hostname' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_docx__a_failing_template_is_a_fault_at_its_paragraph(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        filled(tmp_path, template("satu", tag, "tiga"))
    assert caught.value.file == "templates/uji/uji.docx"
    assert (caught.value.place or "").startswith("isi, paragraf 2 “")


def test_docx__a_fault_in_header_or_properties_says_so(tmp_path: Path) -> None:
    headed = WordDocument()
    headed.sections[0].header.paragraphs[0].text = "{{ namaa }}"
    titled = WordDocument()
    titled.core_properties.title = "{{ namaa }}"
    for document, place in ((headed, "kepala halaman"), (titled, "properti berkas")):
        with pytest.raises(TemplateFault) as caught:
            filled(tmp_path, bytes_of(document))
        assert (caught.value.place or "").startswith(place)


@pytest.mark.parametrize("data", [b"", b"bukan zip", b"PK\x03\x04rusak"], ids=["empty", "garbage", "cut"])
def test_docx__a_file_that_is_no_word_document_is_a_fault(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TemplateFault) as caught:
        filled(tmp_path, data)
    assert caught.value.file == "templates/uji/uji.docx"


def test_docx__a_missing_template_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "templates" / "uji" / "lain.docx", b"")
    catalogue = home(tmp_path, FIELDS)
    result = examined(catalogue, DATA)
    compiled = catalogue.compiled("uji")
    with pytest.raises(TemplateFault):
        render_docx(Rendering(result.document, context_of(compiled, result.scope), compiled.spec.outputs[0]))


def test_docx__a_draft_says_first_that_it_is_one_and_why(tmp_path: Path) -> None:
    found = texts(filled(tmp_path, template("{{ nama }}"), notes=("Nama: R&D <x> salah.",)))
    assert found[0].startswith("DRAF")
    assert found[1] == "1. Nama: R&D <x> salah."
    assert found[2] == HOSTILE
