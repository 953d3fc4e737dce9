"""A computed QR code: in Word, on pages and in workbooks, with words for those who cannot see it. TPL-08."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from generator.errors import SpecFault
from generator.examine import examine
from generator.lint import lint_type
from generator.qr import qr_picture
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.output import render
from generator.render.rendering import Rendering
from generator.starter import starter
from tests.homes import document, examined, home, told, write
from tests.openxml_allowed import audit

SPEC = """\
fields:
  - {name: nomor, label: Nomor, type: text}
  - name: orang
    label: Orang
    type: table
    fields: [{name: nama, label: Nama, type: text}, {name: kode, label: Kode, type: image, qr: "'N:' ~ row.nama"}]
computed:
  - {name: kode_qr, label: Kode Pemeriksaan, qr: "'https://contoh.go.id/cek/' ~ nomor"}
"""
OUTPUTS = """\
outputs:
  - {kind: docx, template: uji/uji.docx, filename: u.docx}
  - {kind: xlsx, template: uji/uji.xlsx, filename: u.xlsx}
  - {kind: pdf, filename: u.pdf}
"""
DATA = "nomor: 12/A/2026\norang: [{nama: Ani}, {nama: Budi}]\n"
WORDS = "Kode QR: https://contoh.go.id/cek/12/A/2026"


def made(folder: Path, kind: str) -> bytes:
    """Return what the starter template of a kind gives."""
    types = home(folder, SPEC + OUTPUTS)
    write(folder / "templates" / "uji" / f"uji.{kind}", starter(types.compiled("uji"), kind))
    found = examine(document(types, DATA))
    output = next(output for output in types.compiled("uji").spec.outputs if output.medium == kind)
    return render(found.document, found.scope, output).data


def test_qr_picture__is_square_with_a_quiet_border_and_large_enough() -> None:
    made = qr_picture("https://contoh.go.id/cek/12")
    assert made is not None
    with Image.open(io.BytesIO(made.data)) as drawn:
        # 27 letters at level M: version 3, 29 modules, and 4 quiet ones on each side
        assert drawn.size == (370, 370)
        assert drawn.convert("L").crop((0, 0, 40, 370)).getextrema() == (255, 255)
    assert made.size_mm == (25.0, 25.0)
    assert made.words == "Kode QR: https://contoh.go.id/cek/12"
    assert pickle.loads(pickle.dumps(made)).box_mm == (25.0, 25.0)


def test_qr_picture__of_much_text_is_wider_and_of_too_much_is_none() -> None:
    made = qr_picture("x" * 600)
    assert made is not None
    assert made.size_mm[0] > 40
    assert qr_picture("x" * 3_000) is None


def test_qr__is_computed_and_absent_where_its_text_is(tmp_path: Path) -> None:
    types = home(tmp_path, SPEC + "outputs: [{kind: pdf, filename: x.pdf}]\n")
    found = examined(types, DATA)
    assert found.scope["kode_qr"].words == WORDS
    assert [row["kode"] for row in found.scope["orang"]] == ["N:Ani", "N:Budi"]
    long = examined(types, f"nomor: {'9' * 9_000}\n")
    assert told(long.findings) == ["qr-terlalu-panjang@kode_qr"]


def test_qr__prints_on_the_shared_page_with_its_words(tmp_path: Path) -> None:
    found = examined(home(tmp_path, SPEC + "outputs: [{kind: pdf, filename: x.pdf}]\n"), DATA)
    compiled = found.document.compiled
    page = render_html(Rendering(found.document, context_of(compiled, found.scope), compiled.spec.outputs[0]))
    assert page.count('src="data:image/png') == 3
    assert f'alt="{WORDS}"' in page


def test_qr__stands_in_the_word_document_and_the_workbook(tmp_path: Path) -> None:
    word, book = (made(tmp_path, kind) for kind in ("docx", "xlsx"))
    assert [node.get("descr") for node in docx.Document(io.BytesIO(word)).element.body.iter("{*}docPr")] == [
        "Kode QR: N:Ani",
        "Kode QR: N:Budi",
        WORDS,
    ]
    assert audit(word, tmp_path, ".docx") == []
    assert audit(book, tmp_path, ".xlsx") == []
    found = [image for sheet in openpyxl.load_workbook(io.BytesIO(book)) for image in sheet._images]
    assert len(found) == 3


def test_qr__of_a_column_needs_a_picture(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match="hanya bagi gambar"):
        home(tmp_path, SPEC.replace("type: image, qr", "type: text, qr") + "outputs: [{kind: pdf, filename: x.pdf}]\n").compiled("uji")


def test_qr__lint_knows_it(tmp_path: Path) -> None:
    types = home(tmp_path, SPEC + "outputs: [{kind: pdf, filename: x.pdf}]\n")
    assert [one.message for one in lint_type("uji", types) if one.is_error] == []
