"""Sentences of the spec's own: under the title (`subtitle:`), under a heading or above a signature (`intro:`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.errors import SpecFault
from generator.outline.blocks import Signature
from generator.outline.filled import Passage, fill
from generator.outline.walk import outline
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.output import render
from generator.render.rendering import Rendering
from generator.starter import starter
from tests.documents import docx_words, words
from tests.homes import examined, home

SPEC = """
subtitle: "Tahun {{ tahun }} & R<D>"
fields:
  - {name: tahun, label: Tahun, type: integer, plain: true, required: true, print: hidden}
  - name: biaya
    label: Biaya
    type: table
    required: true
    intro: "Sebanyak {{ biaya | length }} baris, {{ 'besar' if total > 9 else 'kecil & hemat' }}."
    fields: [{name: nama, label: Nama, type: text}, {name: harga, label: Harga, type: number}]
  - name: penyusun
    label: Penyusun
    type: group
    intro: Disusun oleh
    fields: [{name: jabatan, label: Jabatan, type: text}, {name: nama, label: Nama, type: text, required: true}]
computed:
  - {name: total, label: Total, expr: "biaya | sum(attribute='harga')"}
outputs:
  - {kind: pdf, filename: uji.pdf}
  - {kind: docx, template: uji/uji.docx, filename: uji.docx}
"""
DATA = """
tahun: 2026
biaya: [{nama: Kertas, harga: 4}, {nama: Tinta, harga: 5}]
penyusun: {jabatan: Ketua Tim, nama: Ratna}
"""
# 4 + 5 = 9, which is not more than 9; a year has no point.
SAID = ["Tahun 2026 & R<D>", "Sebanyak 2 baris, kecil & hemat."]


def test_sentences__are_filled_alike_on_page_in_word_and_in_blocks(tmp_path: Path) -> None:
    catalogue = home(tmp_path, SPEC)
    catalogue = home(tmp_path, SPEC, {"templates/uji/uji.docx": starter(catalogue.compiled("uji"), "docx")})
    found = examined(catalogue, DATA)
    compiled = found.document.compiled
    outputs = {output.medium: output for output in found.document.type.outputs}
    context = context_of(compiled, found.scope)
    page = html.fromstring(render_html(Rendering(found.document, context, outputs["pdf"])))
    assert [" ".join(p.text_content().split()) for p in page.iterfind(".//main/p")][:2] == SAID
    inside = docx_words(render(found.document, found.scope, outputs["docx"]).data)
    assert all(" ".join(words(said)) in " ".join(inside) for said in SAID)
    assert inside.index("Disusun") < inside.index("Ketua")
    unsigned = [block for block in outline(compiled) if not isinstance(block, Signature)]
    assert [block.text for block in fill(unsigned, context, compiled.environment) if isinstance(block, Passage)] == SAID


@pytest.mark.parametrize("key", ["subtitle", "intro"])
def test_sentences__of_unknown_names_are_faults_of_the_spec(tmp_path: Path, key: str) -> None:
    wrong = SPEC.replace("tahun }}", "tahn }}") if key == "subtitle" else SPEC.replace("biaya | length", "biay | length")
    with pytest.raises(SpecFault, match="maksud Anda"):
        home(tmp_path, wrong).compiled("uji").prepare()
