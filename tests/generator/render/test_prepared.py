"""An output is prepared once for its type and office and gives each document what a fresh one would.

PERF-01, PERF-02: what is the same for every document is built once. DESIGN: `prepare(type, output, office)`, `fill(scored)`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.pipeline import Target, examine
from generator.render.prepared import prepare
from generator.render.workbook import _environment
from generator.spec.catalogue import Catalogue
from tests.conftest import SAMPLES
from tests.documents import CATALOGUE, docx_words
from tests.homes import examined, home, read, run_file

TYPE = "coaching-rhk"
FILES = sorted((SAMPLES / TYPE).glob("ok-*.yaml"))[:3]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_prepared__one_fills_each_document_as_a_fresh_one_does(kind: str) -> None:
    """No document leaves anything of itself in what is prepared."""
    from generator.home import Home

    shared, fresh = Catalogue(Home()), [Catalogue(Home()) for _ in FILES]
    found = [examine(read(file, shared)) for file in FILES]
    output = next(output for output in shared.compiled(TYPE).spec.outputs if output.medium == kind)
    for one, alone in zip(found, fresh, strict=True):
        office = one.document.given.institution
        again = prepare(alone.compiled(TYPE), output, dict(office))
        assert prepare(shared.compiled(TYPE), output, office).fill(one.scored) == again.fill(one.scored)


def test_prepare__is_kept_for_a_type_and_an_office(tmp_path: Path) -> None:
    catalogue = home(tmp_path, "fields:\n  - {name: nama, label: Nama, type: text}\noutputs: [{kind: pdf, filename: a.pdf}]\n")
    compiled = catalogue.compiled("uji")
    office, other = {"nama": "A"}, {"nama": "B"}
    first = prepare(compiled, compiled.spec.outputs[0], office)
    assert prepare(compiled, compiled.spec.outputs[0], office) is first
    assert prepare(compiled, compiled.spec.outputs[0], other).office is other


def test_prepared__the_office_is_the_one_prepared_for(catalogue: Catalogue) -> None:
    found = examine(read(FILES[0], catalogue))
    output = next(output for output in catalogue.compiled(TYPE).spec.outputs if output.medium == "docx")
    office = {**found.document.given.institution, "nama": "Balai Contoh Sekali"}
    assert "BALAI CONTOH SEKALI" in " ".join(docx_words(prepare(catalogue.compiled(TYPE), output, office).fill(found.scored))).upper()


def test_workbooks__share_one_environment() -> None:
    assert _environment() is _environment()


def test_prepared__a_word_template_of_ones_own_that_comes_later_is_seen(tmp_path: Path) -> None:
    """A PDF follows the user's own Word template from the moment that it is there (TPL-05)."""
    spec = "fields:\n  - {name: nama, label: Nama, type: text}\noutputs:\n  - {kind: docx, template: uji/uji.docx, filename: a.docx}\n  - {kind: pdf, filename: a.pdf}\n"
    catalogue = home(tmp_path, spec)
    compiled = catalogue.compiled("uji")
    office = examined(catalogue, "nama: Ani\n").document.given.institution
    before = prepare(compiled, compiled.spec.outputs[1], office)
    (tmp_path / "templates" / "uji").mkdir(parents=True)
    (tmp_path / "templates" / "uji" / "uji.docx").write_bytes(b"")
    assert before.fallback is None
    assert prepare(compiled, compiled.spec.outputs[1], office).fallback is not None


def test_made__a_page_is_laid_out_once_for_the_contents_list_and_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Word document's page numbers and the PDF are of one layout, and the PDF is the same as one made alone."""
    import weasyprint

    laid_out: list[int] = []
    render = weasyprint.HTML.render

    def counted(page: weasyprint.HTML, *given: object, **named: object) -> object:
        laid_out.append(1)
        return render(page, *given, **named)

    monkeypatch.setattr(weasyprint.HTML, "render", counted)
    file = SAMPLES / "laporan-penyelenggaraan" / "ok-minimal.yaml"
    both = run_file(file, CATALOGUE, Target(("docx", "pdf"), folder=Folder(tmp_path / "dua")))
    assert len(laid_out) == 1
    alone = run_file(file, CATALOGUE, Target(("pdf",), folder=Folder(tmp_path / "satu")))
    assert both.files[1].read_bytes() == alone.files[0].read_bytes()
