"""Who prints a PDF by which engine, and what is told of a typst template that cannot be printed. PERFORMANCE 4; BAT-04."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.document import Outcome, Scored
from generator.errors import TemplateFault
from generator.home import SHIPPED
from generator.intake.form import Incoming
from generator.lint import lint_type
from generator.pipeline import Target, run_all
from generator.render.prepared import prepare
from generator.render.typst.imports import brought
from generator.spec.catalogue import Catalogue
from tests.documents import pdf_text, printed_by
from tests.homes import data_file, examined, home

FIELDS = "fields:\n  - {name: nama, label: Nama, type: text, required: true}\n  - {name: isi, label: Isi, type: paragraph}\n"
BY_TYPST = FIELDS + "outputs: [{kind: pdf, engine: typst, filename: a.pdf}]\n"
HOSTILE = 'Budi "#" \\\\ #import "@preview/x:1.0.0" $x$ *tebal* _miring_ // akhir `kode` <b> [isi] = judul @rujukan ~'
PAGE = '#import "/_shared/borang.typ": halaman\n#show: halaman\n= Surat\n\nNama: {{ nama }}\n\n{{ isi }}\n'


def pdf(catalogue: Catalogue, data: str) -> bytes:
    found = examined(catalogue, data)
    compiled = found.document.compiled
    return prepare(compiled, compiled.spec.outputs[0], found.document.given.institution).fill(Scored(found.document.given, found.scope))


def made(catalogue: Catalogue, folder: Path, data: str, engine: str = "") -> Outcome:
    file = data_file(folder, data)
    target = Target(("pdf",), folder=Folder(folder / "hasil", force=True), engine=engine)
    return list(run_all(Incoming(file), catalogue, target))[-1]


def producer(outcome: Outcome) -> str:
    return printed_by(outcome.files[0])


def quoted(text: str) -> str:
    return "'" + text + "'"


@pytest.mark.parametrize("template", ["", PAGE], ids=["shared", "own"])
def test_typst__prints_what_was_typed_and_runs_nothing_of_it(template: str, tmp_path: Path) -> None:
    """Signs of typst's markup in a value are letters; the same document gives the same bytes."""
    catalogue = home(tmp_path, BY_TYPST, {"templates/uji/uji.typ": template} if template else {})
    data = f"nama: {quoted(HOSTILE)}\nisi: |\n  **Tebal** dan {HOSTILE}\n  1. satu\n     - anak\n"
    first = pdf(catalogue, data)
    text = " ".join(pdf_text(first, tmp_path).split())
    assert 'Budi "#"' in text
    assert '#import "@preview/x:1.0.0" $x$' in text
    assert "// akhir `kode` <b> [isi] = judul @rujukan ~" in text
    assert "1. satu" in text
    assert "• anak" in text or "◦ anak" in text
    assert pdf(home(tmp_path, BY_TYPST), data) == first


def test_engine__is_the_one_asked_for_and_a_page_in_html_is_weasyprints(tmp_path: Path) -> None:
    plain = home(tmp_path / "a", FIELDS + "outputs: [pdf]\n")
    assert producer(made(plain, tmp_path / "a", "nama: Budi\n")) == "weasyprint"
    assert producer(made(plain, tmp_path / "a", "nama: Budi\n", "typst")) == "typst"
    own = home(tmp_path / "b", BY_TYPST, {"templates/uji/uji.html": "<!DOCTYPE html><html><body>{{ nama }} {{ isi }}</body></html>"})
    outcome = made(own, tmp_path / "b", "nama: Budi\n")
    assert (producer(outcome), [one.code for one in outcome.findings]) == ("weasyprint", ["pdf-halaman-html"])


def test_engine__of_an_installation_is_that_of_its_pdfs_unless_the_command_says_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without Pango has but one: the folder for Windows says so."""
    plain = home(tmp_path, FIELDS + "outputs: [pdf]\n")
    monkeypatch.setenv("BORANG_MESIN", "typst")
    assert producer(made(plain, tmp_path, "nama: Budi\n")) == "typst"
    assert producer(made(plain, tmp_path, "nama: Budi\n", "weasyprint")) == "weasyprint"
    monkeypatch.setenv("BORANG_MESIN", "lain")
    assert producer(made(plain, tmp_path, "nama: Budi\n")) == "weasyprint"


def test_engine__of_letters_that_no_font_has_is_the_other_and_says_so(tmp_path: Path) -> None:
    catalogue = home(tmp_path, BY_TYPST)
    outcome = made(catalogue, tmp_path, "nama: Budi 日本\n")
    assert (producer(outcome), [one.code for one in outcome.findings]) == ("weasyprint", ["pdf-huruf-lain"])
    assert "日 本" in outcome.findings[0].message


def test_engine__is_said_of_pdf_only(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS + "outputs: [{kind: xlsx, engine: typst, filename: a.xlsx}]\n")
    (found,) = lint_type("uji", catalogue)
    assert "engine:" in found.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('#import "@preview/cetz:0.3.0": canvas', "@preview/cetz:0.3.0"),
        ("#let p = std.eval", "eval"),
        ("#import nama-paket: x", "tidak ditulis langsung"),
    ],
)
def test_template__that_brings_in_what_it_may_not_is_refused_by_name_and_line(line: str, said: str, tmp_path: Path) -> None:
    catalogue = home(
        tmp_path, BY_TYPST, {"templates/uji/uji.typ": PAGE + '#include "bagian.typ"\n', "templates/uji/bagian.typ": f"Isi\n{line}\n"}
    )
    found = [one for one in lint_type("uji", catalogue) if one.code == "templat-rusak"]
    assert [(one.place.file, one.place.line) for one in found] == [("templates/uji/bagian.typ", 2)]
    assert said in found[0].message
    with pytest.raises(TemplateFault) as fault:
        pdf(catalogue, "nama: Budi\n")
    assert (fault.value.file, fault.value.place, fault.value.code) == ("templates/uji/bagian.typ", "baris 2", "templat-memuat-luar")


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        ("{% for n in [1, 2, 3] %}\nBaris {{ n }}\n{% endfor %}\n#tidak-ada\n", "baris 11", "“tidak-ada” tidak dikenal"),
        ('#image("hilang.png", alt: "x")\n', "baris 8", "tidak ditemukan"),
        ("#let x = (1, 2\n", "baris 8", "tidak ditutup"),
    ],
)
def test_template__that_typst_refuses_is_told_with_its_own_line(lines: str, place: str, said: str, tmp_path: Path) -> None:
    """PAGE has seven lines; a loop before the fault makes the filled page longer than the template."""
    catalogue = home(tmp_path, BY_TYPST, {"templates/uji/uji.typ": PAGE + lines})
    with pytest.raises(TemplateFault) as fault:
        pdf(catalogue, "nama: Budi\n")
    assert (fault.value.file, fault.value.place) == ("templates/uji/uji.typ", place)
    assert said in fault.value.message


def test_template__is_held_against_its_spec(tmp_path: Path) -> None:
    catalogue = home(tmp_path, BY_TYPST, {"templates/uji/uji.typ": PAGE.replace("{{ nama }}", "{{ nma }}")})
    codes = [(one.code, one.place.line) for one in lint_type("uji", catalogue)]
    assert ("nama-tidak-dikenal", 5) in codes
    assert "isian-wajib-tidak-tercetak" in [code for code, _ in codes]


def test_imports__are_told_from_words_remarks_and_texts() -> None:
    text = '// #import "@a/b:1"\nteks import ini\n#let s = "import"\n`#import "@c/d:1"`\n#import "x.typ": y\n'
    assert [(one.word, one.name, one.line) for one in brought(text)] == [("import", "x.typ", 5)]


def test_shipped_templates__bring_in_files_of_the_folder_only() -> None:
    for file in SHIPPED.glob("templates/**/*.typ"):
        assert all(one.name.endswith("borang.typ") for one in brought(file.read_text(encoding="utf-8"))), file
