"""What typst prints are the words of the page that WeasyPrint prints, in the same order. PERFORMANCE 4; PERF-06."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.examine import examine
from generator.intake.read import read
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.pdf import lay_out
from generator.render.rendering import Rendering
from generator.render.typst.engine import SHARED_MAIN, as_json, compiled
from generator.render.typst.flow import document_data
from generator.render.typst.words import Files
from tests.cases import Sample, samples
from tests.documents import CATALOGUE
from tests.printed import squeezed

_FULL = ("ok-lengkap", "ok-lokakarya", "ok-revisi", "ok-luring-32-jp", "ok-asesmen-formatif")
FULL = [sample for sample in samples("ok-") if sample.file.stem in _FULL or sample.id == "kak/ok-uji-isi"]
_TALL_MM = 5000
# One page without an end, on which everything is painted as it follows: a head stands once, no number of a page differs.
_PLAIN = """<style>
@page { size: 210mm 5000mm; @bottom-center { content: none; } @top-center { content: none; } }
@page mendatar { size: 210mm 5000mm; }
@page tegak { size: 210mm 5000mm; }
* { position: static !important; }
table.identitas td::before { content: none !important; }
ul, ol { list-style-position: inside !important; }
</style></head>"""
_DOTS = re.compile(r"\.(?:\s*\.){2,}")
# A head in two rows: typst paints the cells that span both after the others.
_TWO_ROWS = ("coaching-harmoni/ok-lengkap", "coaching-rhk/ok-lengkap", "siklus-kinerja/ok-lengkap")


def rendering(sample: Sample) -> Rendering:
    """Return what is rendered of a sample on the page that all types share."""
    found = examine(read(sample.file, CATALOGUE, shown=sample.file.name))
    output = next(output for output in found.document.type.outputs if output.medium == "pdf")
    context = context_of(found.document.compiled, found.scope)
    return Rendering(found.document, context, replace(output, template=""))


def words(pdf: bytes, folder: Path) -> str:
    """Return the letters of a PDF as they are painted; what stands beside the words by layout alone left out."""
    file = folder / "kata.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return re.sub("[-:\u200b]", "", squeezed(_DOTS.sub("", told)))


def by_weasyprint(given: Rendering) -> bytes:
    page = render_html(given).replace("</head>", _PLAIN)
    return lay_out(page, given.document.compiled.home).write_pdf()


def by_typst(given: Rendering) -> bytes:
    files = Files()
    data: dict[str, Any] = document_data(given, files)
    tall = {**data, "kertas": [210, _TALL_MM], "kaki": "tiada", "bagian": [{**part, "mendatar": False} for part in data["bagian"]]}
    return compiled(given.document.compiled.home, SHARED_MAIN, as_json(tall), files.held)


@pytest.mark.parametrize("sample", FULL, ids=lambda sample: sample.id)
def test_typst__prints_the_words_of_the_page_in_its_order(sample: Sample, tmp_path: Path) -> None:
    given = rendering(sample)
    mine, theirs = words(by_typst(given), tmp_path), words(by_weasyprint(given), tmp_path)
    assert sorted(mine) == sorted(theirs)
    assert mine == theirs or sample.id in _TWO_ROWS
