"""Pages and PDF: text is text, faults name file and line, nothing is read outside the templates folders.

SAFE-03 (the fetcher), SAFE-04 (text is text), TPL-04 (a template's fault has its place), BAT-04.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.errors import TemplateFault
from generator.home import Home
from generator.pipeline import Target, run
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.pdf import _fonts, pdf_of
from generator.render.rendering import Rendering
from generator.spec.catalogue import Catalogue
from tests.documents import pdf_text
from tests.homes import document, examined, home, write

FIELDS = "fields:\n  - {name: nama, label: Nama, type: text}\n  - {name: catatan, label: Catatan, type: text}\n"
HOSTILE = "R&D <Budi> {{ 7*7 }} =1+1"
DATA = f'nama: "{HOSTILE}"\n'


def page_of(folder: Path, page: str | bytes, data: str = DATA) -> str:
    catalogue = home(folder, FIELDS, {"templates/uji/uji.html": page})
    result = examined(catalogue, data)
    compiled = catalogue.compiled("uji")
    return render_html(Rendering(result.document, context_of(compiled, result.scope), compiled.spec.outputs[0]))


def test_html__a_value_is_text_never_markup_or_template(tmp_path: Path) -> None:
    """SAFE-04."""
    assert page_of(tmp_path, "<p>{{ nama }}|{{ catatan }}</p>") == "<p>R&amp;D &lt;Budi&gt; {{ 7*7 }} =1+1|</p>"


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("a\n{{ namaa }}", 2),
        ("a\n\n{{ nama + 1 }}", 3),
        ("a\n{{ nama.__class__ }}", 2),
        ("a\n{{ nama ** 2 }}", 2),
        ("a\n{{ nama", 2),
        ("a\n{% for %}", 2),
        ("a\n{{ nama | tanggal }}", 2),
        ("a\n{{ lookup('tidak-ada', nama) }}", 2),
        ("a\n{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 2),
        (b"\xff", 1),
    ],
)
def test_html__a_failing_page_is_a_fault_at_its_line(tmp_path: Path, page: str | bytes, line: int) -> None:
    with pytest.raises(TemplateFault) as caught:
        page_of(tmp_path, page)
    assert (caught.value.file, caught.value.place) == ("templates/uji/uji.html", f"baris {line}")


def test_html__a_fault_in_an_included_page_names_that_page(tmp_path: Path) -> None:
    write(tmp_path / "templates" / "_bersama" / "kepala.html", "satu\n{{ namaa }}")
    with pytest.raises(TemplateFault) as caught:
        page_of(tmp_path, '{% include "_bersama/kepala.html" %}')
    assert (caught.value.file, caught.value.place) == ("templates/_bersama/kepala.html", "baris 2")


@pytest.mark.parametrize("name", ["/etc/hostname", "../rahasia.html", "_bersama/../../rahasia.html", "tidak-ada.html"])
def test_html__an_include_stays_inside_the_templates(tmp_path: Path, name: str) -> None:
    write(tmp_path / "rahasia.html", "rahasia")
    with pytest.raises(TemplateFault):
        page_of(tmp_path, f'{{% include "{name}" %}}')


@pytest.mark.parametrize(
    "page",
    [
        "<img src='SECRET'>",
        "<img src='/etc/hostname'>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<img src='ftp://127.0.0.1:9/x.png'>",
        "<link rel=attachment href='SECRET'>",
        "<link rel=stylesheet href='../../rahasia.css'>",
        "<style>@import url(http://127.0.0.1:9/x.css)</style>",
        "<style>p { background: url(SECRET) }</style><p>x",
        "<style>@font-face { font-family: x; src: url(SECRET) } p { font-family: x }</style><p>x",
        "<img src='%2e%2e/%2e%2e/etc/hostname'>",
        "<img src='tidak-ada.png'>",
    ],
)
def test_pdf__nothing_outside_the_templates_is_fetched(tmp_path: Path, page: str) -> None:
    """SAFE-03: what WeasyPrint would embed in silence is a fault of the template."""
    secret = write(tmp_path / "rahasia.css", "rahasia")
    with pytest.raises(TemplateFault) as caught:
        pdf_of(f"<html lang=id><title>x</title>{page.replace('SECRET', secret.as_uri())}", Home(tmp_path), name="uji/uji.html")
    assert caught.value.file == "templates/uji/uji.html"


def test_pdf__a_picture_in_the_templates_folder_is_used_blanks_in_its_name_too(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="8">GAMBAR</text></svg>'
    write(tmp_path / "templates" / "uji" / "gambar satu.svg", svg)
    data = pdf_of("<html lang=id><title>x</title><img alt=x src='uji/gambar satu.svg'>", Home(tmp_path))
    assert "GAMBAR" in pdf_text(data, tmp_path)


def test_pdf__comes_out_as_written_and_what_is_empty_prints_nothing(tmp_path: Path) -> None:
    """SAFE-04, with the same bytes the second time (BAT-04)."""
    page = "<html lang=id><title>Uji</title><body><p>{{ nama }}</p><p>{{ catatan }}</p></body></html>"
    catalogue = home(tmp_path, FIELDS, {"templates/uji/uji.html": page})
    made = [run(document(catalogue, DATA), Target(folder=Folder(tmp_path / str(number)))) for number in (1, 2)]
    first, second = (outcome.files[0].read_bytes() for outcome in made)
    assert first == second
    assert pdf_text(first, tmp_path).strip() == HOSTILE


def test_pdf__one_font_configuration_serves_the_process() -> None:
    """A new one per document leaks memory."""
    assert _fonts() is _fonts()


def test_pdf__a_fault_is_an_outcome_not_a_crash(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS, {"templates/uji/uji.html": "<html lang=id><title>x</title><img src='/etc/hostname'>"})
    outcome = run(document(catalogue, DATA), Target(folder=Folder(tmp_path / "out")))
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)
    assert not (tmp_path / "out").exists()


def test_pdf__a_template_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    catalogue: Catalogue = home(tmp_path, FIELDS)
    outcome = run(document(catalogue, DATA), Target(folder=Folder(tmp_path / "out")))
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)
    assert "templates/uji/uji.html" in outcome.fault


def test_pdf__elements_nested_without_end_are_told_in_words(tmp_path: Path) -> None:
    """An English sentence of Python's came through."""
    page = f"<html><body>{'<div>' * 3000}x{'</div>' * 3000}</body></html>"
    with pytest.raises(TemplateFault) as caught:
        pdf_of(page, Home(tmp_path), name="uji/uji.html")
    assert "unsur di dalam unsurnya terlalu dalam" in str(caught.value)
