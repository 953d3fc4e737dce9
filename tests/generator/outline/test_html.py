"""The shared page: any field tree as a page of its own (TPL-05), clean under lint (TPL-03), with text as text (SAFE-04)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.render.context import context_of
from generator.render.contract import contract
from generator.render.html import render_html
from generator.render.rendering import Rendering
from tests import homes
from tests.documents import CATALOGUE

SPEC = """
    fields:
      - {name: judul, label: "Judul {{ 7 }} & <b>", type: text, required: true}
      - {name: versi, label: Versi, type: text}
      - {name: lampiran, label: Lampiran, type: list, of: {type: text}}
      - name: rencana
        label: Rencana
        type: table
        required: true
        fields:
          - {name: uraian, label: Uraian, type: paragraph, required: true}
          - {name: bobot, label: Bobot, type: number, unit: "%"}
          - {name: alat, label: Alat, type: list, of: {type: text}}
      - {name: pola, label: Pola, type: choice, choices: [mandiri, Balai], required: true}
      - {use: pejabat, name: kepala, label: Kepala}
    outputs: [{kind: pdf, filename: uji.pdf}]
    """
DATA = """
    judul: "R&D <Budi> {{ 7*7 }}"
    rencana:
      - {uraian: "**Satu**", bobot: "12,5", alat: [Spidol]}
      - {uraian: Dua}
    pola: Balai
    kepala: {jabatan: Kepala, plt: ya, nama: Wiratama}
    """


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The filled page of a type without templates."""
    examined = homes.examined(homes.home(tmp_path_factory.mktemp("rumah"), SPEC), DATA)
    assert not examined.findings
    compiled = examined.document.compiled
    return render_html(Rendering(examined.document, context_of(compiled, examined.scope), compiled.spec.outputs[0]))


def test_page__prints_values_as_text(page: str) -> None:
    assert "R&amp;D &lt;Budi&gt; {{ 7*7 }}" in page


def test_page__prints_labels_as_text(page: str) -> None:
    assert "Judul {{ 7 }} &amp; &lt;b&gt;" in page


def test_page__leaves_out_what_is_empty(page: str) -> None:
    assert "Versi" not in page
    assert "Lampiran" not in page


def test_page__long_text_is_laid_out_and_lists_are_lists(page: str) -> None:
    assert "<strong>Satu</strong>" in page
    assert "<ul><li>Spidol</li></ul>" in page


def test_page__unit_stands_in_the_head_of_a_column_and_the_number_alone_below(page: str) -> None:
    assert '<th scope="col">Bobot (%)</th>' in page
    assert '<td class="angka">12,5</td>' in page


def test_page__signature_with_plt(page: str) -> None:
    assert "<p>Plt. Kepala,</p>" in page
    assert '<p class="nama">Wiratama</p>' in page
    assert "NIP." not in page


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_page__of_every_shipped_type_is_clean(name: str) -> None:
    compiled = CATALOGUE.compiled(name)
    output = next(output for output in compiled.spec.outputs if output.medium == "pdf")
    assert list(contract(compiled, replace(output, template=""))) == []


def test_contract__hidden_required_field_is_not_missed(tmp_path: Path) -> None:
    spec = """
        fields: [{name: judul, type: text, required: true}, {name: kode, type: text, required: true, print: hidden}]
        outputs: [{kind: pdf, filename: uji.pdf}]
        """
    compiled = homes.home(tmp_path, spec).compiled("uji")
    assert list(contract(compiled, compiled.spec.outputs[0])) == []


def test_contract__word_output_without_a_template_says_how_to_make_one(tmp_path: Path) -> None:
    spec = """
        fields: [{name: judul, type: text, required: true}]
        outputs: [{kind: docx, filename: uji.docx}]
        """
    compiled = homes.home(tmp_path, spec).compiled("uji")
    [finding] = contract(compiled, compiled.spec.outputs[0])
    assert finding.code == "templat-rusak"
    assert "borang template new uji --to docx" in finding.hint


def test_page__turned_page_of_a_table_that_may_be_empty_comes_only_with_it(tmp_path: Path) -> None:
    """A wide table without rows left an empty page in the middle of a document."""
    columns = ", ".join(f"{{name: k{number}, type: text}}" for number in range(8))
    spec = f"fields:\n  - {{name: judul, type: paragraph, required: true}}\n  - {{name: lebar, type: table, fields: [{columns}]}}\n"
    spec += "  - {name: uraian, type: paragraph}\noutputs: [{kind: pdf, filename: uji.pdf}]\n"
    catalogue = homes.home(tmp_path, spec)

    def made(data: str) -> str:
        examined = homes.examined(catalogue, data)
        compiled = examined.document.compiled
        return render_html(Rendering(examined.document, context_of(compiled, examined.scope), compiled.spec.outputs[0]))

    assert "<section" not in made("judul: A")
    assert '<section class="mendatar">' in made("judul: A\nlebar: [{k0: satu}]")
