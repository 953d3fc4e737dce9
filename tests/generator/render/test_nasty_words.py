"""Words of a spec and of institusi.yaml are words: signs of XML, CSS, HTML, Jinja and formulas in them print as written, in all formats. SAFE-04."""

from __future__ import annotations

import io
import json
from pathlib import Path

import lxml.etree
import pytest
from lxml import html as page_parser

from generator.charts.picture import to_svg
from generator.deliver import Folder
from generator.home import Home
from generator.intake.form import Incoming
from generator.lint import lint_type
from generator.office.package.parts import read_parts
from generator.office.sheet.book import open_book
from generator.pipeline import Target, run_all
from generator.render.docx.lettered import in_font
from generator.render.pictures import chart_fonts
from generator.starter import starter
from tests.generator.test_guard import PNG
from tests.homes import data_file, home, table, write
from tests.package_audit import faults

NASTY = """A & B <c> "d" 'e' ]]> {{ x }} }} {% if %} =1+1 \\f"""
SPOKEN = """A & B <c> "d" 'e' ]]> {{ x }} }} {% if %} =1+1 \\f"""
SIGN = "A & B <c>"
Q = json.dumps(NASTY)

SPEC = f"""\
fields:
  - {{name: nama, label: {Q}, type: text, help: {Q}, required: true}}
  - {{name: pilih, label: {Q}, type: choice, choices: [{Q}, biasa]}}
  - {{name: daftar, label: {Q}, type: list, of: {{type: text}}}}
  - {{name: uraian, label: {Q}, type: paragraph}}
  - {{name: warna, label: {Q}, type: reference, table: warna}}
  - name: kelompok
    label: {Q}
    type: group
    fields: [{{name: a, label: {Q}, type: number, unit: {Q}}}]
  - name: baris
    label: {Q}
    type: table
    key: n
    fields: [{{name: n, label: {Q}, type: text}}, {{name: isi, label: {Q}, type: number, unit: {Q}}}]
  - {{name: skor, label: {Q}, type: matrix, rows: daftar, columns: baris, of: {{type: integer}}, sums: [rows, columns]}}
computed:
  - {{name: jumlah, label: {Q}, expr: baris | sum(attribute='isi'), unit: {Q}}}
rules:
  - {{id: A001-uji, check: jumlah > 1000, at: nama, severity: warning, message: "A & B <c>", source: {{basis: derived}}}}
charts:
  - {{name: grafik, title: {Q}, kind: bar, of: baris, category: n, series: [isi], alt: {Q}}}
"""
DATA = f"""\
nama: {Q}
pilih: {Q}
daftar: [{Q}]
uraian: {Q}
warna: M
kelompok: {{a: 1}}
baris:
  - {{n: {Q}, isi: 2}}
  - {{n: dua, isi: 3}}
skor:
  {Q}:
    {Q}: 3
    dua: 4
"""
OFFICE = f"""\
kementerian: {Q}
unit_utama: {Q}
nama: {Q}
nama_pendek: {Q}
alamat: {Q}
telepon: {Q}
laman: {Q}
surel: {Q}
tempat: {Q}
logo: "l & o <g>'o.png"
huruf: Bookman Old Style
kepala: {{jabatan: {Q}, nama: {Q}}}
"""
KINDS = {"docx": "docx", "xlsx": "xlsx", "pdf": "html"}


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return each output of a type and an office whose every word is nasty, made with the starters."""
    folder = tmp_path_factory.mktemp("kantor")
    listed = ", ".join(
        f"{{kind: {kind}, template: uji/uji.{ending}, filename: 'x {{{{ nama }}}}.{kind}'}}" for kind, ending in KINDS.items()
    )
    spec = SPEC + f"outputs: [{listed}]\n"
    files = {"specs/reference/warna.yaml": table('M: "A & B <c>"')}
    write(folder / "institusi.yaml", OFFICE)
    write(folder / "l & o <g>'o.png", PNG)
    types = home(folder, spec, files)
    head = folder / "specs" / "uji.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("title: Uji", f"title: {Q}"), encoding="utf-8")
    compiled = types.compiled("uji")
    for ending in KINDS.values():
        write(folder / "templates" / "uji" / f"uji.{ending}", starter(compiled, ending))
    assert [str(finding) for finding in lint_type("uji", types) if finding.is_error] == []
    file = data_file(folder, DATA)
    *_, outcome = run_all(Incoming(file), types, Target(every_medium=True, folder=Folder(folder / "keluar")))
    assert outcome.status == "delivered", (outcome.fault, list(outcome.findings))
    return {Path(one).suffix: Path(one).read_bytes() for one in outcome.files}


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_words__leave_every_package_sound(delivered: dict[str, bytes], suffix: str) -> None:
    parts = read_parts(delivered[suffix])
    assert faults(parts) == []
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            lxml.etree.fromstring(data)


def test_words__print_in_word_as_they_are_written(delivered: dict[str, bytes]) -> None:
    text = "".join(lxml.etree.fromstring(read_parts(delivered[".docx"])["word/document.xml"]).itertext())
    assert text.count("A & B <c> ") > 15
    assert "{{ x }}" in text
    assert "&amp;" not in text
    assert "&lt;" not in text


def test_words__print_in_a_workbook_as_they_are_written(delivered: dict[str, bytes]) -> None:
    book = open_book(delivered[".xlsx"], "x.xlsx")
    parts = read_parts(delivered[".xlsx"])
    text = "".join(
        "".join(lxml.etree.fromstring(data).itertext()) for name, data in parts.items() if name.startswith("xl/") and name.endswith(".xml")
    )
    assert book.sheets
    assert text.count("A & B <c> ") > 15
    assert "{{ x }}" in text
    assert "&amp;" not in text


def test_words__print_in_a_page_as_they_are_written(delivered: dict[str, bytes]) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(delivered[".pdf"])) as pdf:
        assert len(pdf.pages) >= 1
        assert SIGN in str(pdf.docinfo.get("/Title", ""))


def test_words__of_a_page_are_no_markup(tmp_path: Path) -> None:
    from generator.render.html import shared_page

    types = home(tmp_path, SPEC, {"specs/reference/warna.yaml": table('M: "A & B <c>"')})
    text = shared_page(types.compiled("uji"))
    root = page_parser.fromstring(text)
    assert not root.xpath("//c")
    assert "A & B <c>" in root.text_content()


@pytest.mark.parametrize("font", ['A & B "c" <d>', "Arial", "'x'"])
def test_font__of_an_office_stands_quoted_in_every_part(font: str) -> None:
    written = in_font({"word/styles.xml": b'<a b="Arial"/>'}, font)
    assert lxml.etree.fromstring(written["word/styles.xml"]).get("b") == font


def test_home__of_a_folder_with_signs_in_its_name_works(tmp_path: Path) -> None:
    folder = tmp_path / "A & B <c> {{ x }} 'd' #e%20"
    spec = "fields:\n  - {name: nama, label: Nama, type: text}\noutputs: [{kind: pdf, filename: x.pdf}]\n"
    types = home(folder, spec)
    assert types.home == Home(folder)
    *_, outcome = run_all(Incoming(data_file(folder, "nama: A\n")), types, Target(every_medium=True, folder=Folder(folder / "keluar")))
    assert outcome.status == "delivered", outcome.fault


def test_chart__with_signs_in_its_words_is_sound_svg(tmp_path: Path) -> None:
    from generator.examine import examine
    from generator.render.context import context_of
    from tests.homes import document

    types = home(tmp_path, SPEC, {"specs/reference/warna.yaml": table('M: "A & B <c>"')})
    examined = examine(document(types, DATA))
    assert not examined.findings.has_errors, list(examined.findings)
    chart = context_of(examined.document.compiled, examined.scope)["grafik"]
    lxml.etree.fromstring(to_svg(chart, chart_fonts()).encode())
