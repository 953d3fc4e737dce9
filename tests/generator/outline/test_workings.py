"""The annex of workings (`workings: true`): the steps of each score, its place in the regulation."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.rendering import Rendering
from tests.homes import examined, home

SPEC = """
workings: true
fields:
  - {name: lulus, label: Lulus, type: integer}
  - {name: target, label: Target, type: integer}
computed: [{name: hasil, label: Capaian Lulusan, score: capaian, with: {lulus: lulus, target: target}}]
outputs: [{kind: pdf, filename: uji.pdf}]
"""


def page(folder: Path, spec: str) -> html.HtmlElement:
    found = examined(home(folder, spec), "lulus: 30\ntarget: 40\n")
    output = found.document.type.outputs[0]
    return html.fromstring(render_html(Rendering(found.document, context_of(found.document.compiled, found.scope), output)))


def test_workings__stand_in_an_annex_with_their_result_and_place(tmp_path: Path) -> None:
    """30 of 40: 75 per cent."""
    body = page(tmp_path, SPEC)
    [heading] = [node for node in body.iter("h2") if "Perhitungan" in node.text_content() and "Lampiran" in node.text_content()]
    behind = [node for node in body.iter() if node.tag in ("h2", "h3", "table", "p")]
    behind = behind[behind.index(heading) + 1 :]
    assert behind[0].text_content().strip() == "Capaian Lulusan"
    rows = [[cell.text_content().strip() for cell in row] for row in behind[1].iter("tr")]
    assert rows[0][-4:] == ["Langkah", "Rumus", "Angka", "Hasil"]
    assert any("30" in row[-2] and "40" in row[-2] and row[-1].startswith("75") for row in rows[1:])
    assert any("Bab VI huruf C angka 4" in node.text_content() for node in behind[2:])


@pytest.mark.parametrize("said", ["", "workings: false\n"])
def test_workings__are_left_out_where_the_spec_does_not_ask(tmp_path: Path, said: str) -> None:
    assert (
        "Perhitungan" not in [node.text_content() for node in page(tmp_path, SPEC.replace("workings: true\n", said)).iter("h2", "h3")][-1]
    )
