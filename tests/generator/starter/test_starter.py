"""Starter templates of the shipped types.

TPL-04: the starter lints clean and renders the ok- samples at once; wide tables lie across the page; groups are spanned heads.
DOC-93: starter DOCX and shared page have the same words in the same order. SCO-92: sums in a starter workbook are live.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx import Document as WordDocument
from lxml import html
from openpyxl import Workbook, load_workbook

from generator.deliver import Folder
from generator.errors import TemplateFault
from generator.examine import Examination, examine
from generator.home import Home
from generator.intake.read import read
from generator.lint import lint_type
from generator.office.package.parts import read_parts, write_parts
from generator.pipeline import Target, run
from generator.render.context import context_of
from generator.render.contract import contract
from generator.render.html import render_html
from generator.render.output import render
from generator.render.rendering import Rendering
from generator.render.word_start import START
from generator.spec.catalogue import Catalogue
from generator.starter import starter
from generator.starter.xlsx_page import SheetPage
from tests import pages
from tests.cases import Sample, output_kinds, samples
from tests.documents import CATALOGUE, docx_words, parts, words
from tests.homes import document, home, write
from tests.openxml_allowed import audit
from tests.package_audit import faults
from validators.findings import Finding, Severity

TYPES = CATALOGUE.names()
# Of each type the fullest sample and, where there is one, that of hostile text.
_FULL = ("ok-lengkap", "ok-lokakarya", "ok-revisi", "ok-dua-kelas", "ok-uji-isi")
CHOSEN = [
    pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type))
    for sample in samples("ok-", "docx", "xlsx", "pdf")
    if sample.file.stem in _FULL
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The shipped types in a home where every Word and Excel template is a starter."""
    home = tmp_path_factory.mktemp("rumah")
    for name in TYPES:
        compiled = CATALOGUE.compiled(name)
        for output in compiled.spec.outputs:
            if output.medium != "pdf":
                file = home / "templates" / output.template
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(starter(compiled, output.medium))
    return Catalogue(Home(home))


@cache
def examined(sample: Sample, home: Path) -> Examination:
    document = read(sample.file, Catalogue(Home(home)), shown=sample.file.name)
    assert not isinstance(document, Finding)
    return examine(document)


def made(sample: Sample, catalogue: Catalogue, kind: str) -> bytes:
    assert catalogue.home.folder is not None
    found = examined(sample, catalogue.home.folder)
    output = next(output for output in found.document.type.outputs if output.medium == kind)
    return render(found.document, found.scope, output).data


def shared_page_words(sample: Sample, catalogue: Catalogue) -> list[str]:
    """Return the words of a sample's shared page, with the colon that its style puts between label and value."""
    assert catalogue.home.folder is not None
    found = examined(sample, catalogue.home.folder)
    output = next(output for output in found.document.type.outputs if output.medium == "pdf")
    page = render_html(Rendering(found.document, context_of(found.document.compiled, found.scope), replace(output, template="")))
    body = html.fromstring(page).find("body")
    for cell in body.iterfind(".//table[@class='identitas']/tbody/tr/td"):
        cell.text = f": {cell.text or ''}"
    for listed in body.find_class("daftar-isi"):  # as DOC-93 leaves the lines of a contents list out
        listed.drop_tree()
    return words("\n".join(body.itertext()))


def letters(found: list[str]) -> str:
    """Return words run together, list markers left out."""
    return "".join(word for word in found if not re.fullmatch(r"[•–◦▪-]|\d{1,2}\.|[a-z]\.", word))


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in TYPES for kind in ("docx", "xlsx") if kind in output_kinds(name)])
def test_starter__lints_clean(name: str, kind: str, catalogue: Catalogue) -> None:
    compiled = catalogue.compiled(name)
    output = next(output for output in compiled.spec.outputs if output.medium == kind)
    assert list(contract(compiled, output)) == []


@pytest.mark.parametrize("sample", CHOSEN)
def test_starter__same_words_as_the_shared_page(sample: Sample, catalogue: Catalogue) -> None:
    assert letters(docx_words(made(sample, catalogue, "docx"))) == letters(shared_page_words(sample, catalogue))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("sample", CHOSEN)
def test_starter__filled_is_a_sound_package(sample: Sample, kind: str, catalogue: Catalogue, tmp_path: Path) -> None:
    data = made(sample, catalogue, kind)
    assert faults(parts(data)) == []
    assert audit(data, tmp_path, f".{kind}") == []


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_starter__same_bytes_each_time(kind: str) -> None:
    """BAT-04."""
    compiled = CATALOGUE.compiled("kak")
    assert starter(compiled, kind) == starter(compiled, kind)


def test_starter__wide_table_lies_across_the_page_with_spanned_heads(catalogue: Catalogue) -> None:
    """The matrix of the coaching form: fourteen columns with the number, five of them under two groups."""
    document = WordDocument(str(catalogue.home.template("coaching-rhk/coaching-rhk.docx")))
    assert [section.orientation for section in document.sections] == [1]
    table = next(table for table in document.tables if len(table.columns) > 7)
    heads = [cell.text for cell in table.rows[0].cells]
    assert len(heads) == 14
    assert heads.count("Rencana Pelaksanaan") == 3
    assert heads.count("Dukungan") == 2


def test_starter__mixed_document_turns_only_the_wide_part(catalogue: Catalogue) -> None:
    """The signature stands upright again."""
    document = WordDocument(str(catalogue.home.template("laporan-validasi/laporan-validasi.docx")))
    assert [section.orientation for section in document.sections] == [0, 1, 0]


def test_starter__has_styles_language_and_repeated_heads(catalogue: Catalogue) -> None:
    found = parts(catalogue.home.template("kak/kak.docx").read_bytes())
    text = found["word/document.xml"].decode("utf-8")
    assert 'w:val="Title"' in text
    assert text.count('w:val="Heading2"') == 7  # Judul, Latar Belakang, Tujuan, Sasaran, Waktu Pelaksanaan, Anggaran, Pengesahan
    assert text.count("<w:tblHeader/>") == 2  # Sasaran, Anggaran
    assert 'w:val="id-ID"' in found["word/styles.xml"].decode("utf-8")
    assert "word/stylesWithEffects.xml" not in found


def test_starter_workbook__sums_and_products_are_formulas(catalogue: Catalogue) -> None:
    [sample] = [sample for sample in samples("ok-lengkap") if sample.type == "kak"]
    data = made(sample, catalogue, "xlsx")
    formulas, values = (load_workbook(io.BytesIO(data), data_only=only)["6. Anggaran"] for only in (False, True))
    assert formulas["G4"].value == "=ROUND(D4*F4,2)"
    assert formulas["G14"].value == "=SUM(G4:G13)"
    assert values["G14"].value == 339_325_000  # the sample's first lines add it up


def test_starter_workbook__matrix_has_a_column_for_each_reviewer(catalogue: Catalogue) -> None:
    [sample] = [sample for sample in samples("ok-revisi") if sample.type == "laporan-validasi"]
    sheet = load_workbook(io.BytesIO(made(sample, catalogue, "xlsx")))["Penilaian"]
    assert [sheet.cell(3, column).value for column in (2, 6, 7)] == ["Dr. Hasanah Wirdaningrum, M.Pd.", "Nurlaila Pohan, M.Pd.", None]
    assert [sheet.cell(4, column).value for column in (1, 2, 4)] == ["B1", "Sesuai", "Cukup Sesuai"]


def test_command__writes_where_the_spec_will_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _ = pages.run(f"borang --home {tmp_path} template new coaching-rhk", monkeypatch)
    assert code == 0
    assert (tmp_path / "templates" / "coaching-rhk" / "coaching-rhk.docx").is_file()


def test_command__replaces_nothing_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = f"borang template new kak --to html -o {tmp_path / 'kak.html'}"
    assert pages.run(command, monkeypatch)[0] == 0
    assert pages.run(command, monkeypatch)[0] == 5
    assert pages.run(f"{command} --force", monkeypatch)[0] == 0


def test_starter__a_score_within_the_deepest_headings_goes_no_deeper(tmp_path: Path) -> None:
    """A result that holds results, placed behind a field, would have had headings of a fifth level."""
    spec = """\
    fields:
      - {name: orang, label: Orang, type: list, of: {type: text}}
      - {name: jawaban, label: Jawaban, type: matrix, rows: orang, columns: aspek, of: {type: integer}}
    computed: [{name: level1, label: Hasil, score: level1, with: {jawaban: jawaban}, after: jawaban}]
    outputs: [{kind: docx, template: uji/uji.docx, filename: "uji.docx"}]
    """
    compiled = home(tmp_path, spec).compiled("uji")
    assert faults(parts(starter(compiled, "docx"))) == []


def _restyled(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = read_parts(Home().template(START).read_bytes())
    change(parts)
    return write_parts(parts)


def test_starter__an_offices_own_start_document_dresses_it(tmp_path: Path) -> None:
    def blue(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:b/>", b'<w:b/><w:color w:val="0000FF"/>', 1)
        parts["word/footer1.xml"] = parts["word/footer1.xml"].replace(b"Halaman ", b"Hal. ")

    compiled = home(tmp_path, "fields:\n  - {name: nama, label: Nama, type: text}\n", {f"templates/{START}": _restyled(blue)}).compiled(
        "uji"
    )
    made = read_parts(starter(compiled, "docx"))
    assert b"0000FF" in made["word/styles.xml"]
    assert b"Hal. " in made["word/footer1.xml"]
    assert b"{{ nama }}" in made["word/document.xml"]
    assert b"<dc:title>Uji</dc:title>" in made["docProps/core.xml"]


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.update({"word/styles.xml": parts["word/styles.xml"].replace(b'"LabelIsi"', b'"Lain"')}),
        lambda parts: parts.update({"word/document.xml": b"<w:document/>"}),
        lambda parts: parts.pop("word/document.xml"),
    ],
    ids=["style", "body", "document"],
)
def test_starter__a_start_document_that_cannot_serve_is_a_fault_of_its_file(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    spec = """
    fields:
      - name: a
        label: A
        type: group
        fields: [{name: uraian, label: Uraian, type: paragraph}]
    """
    compiled = home(tmp_path, spec, {f"templates/{START}": _restyled(change)}).compiled("uji")
    with pytest.raises(TemplateFault) as caught:
        starter(compiled, "docx")
    assert caught.value.file == f"templates/{START}"


def test_starter__a_start_document_that_is_no_word_file(tmp_path: Path) -> None:
    compiled = home(tmp_path, "fields:\n  - {name: nama, type: text}\n", {f"templates/{START}": b"bukan zip"}).compiled("uji")
    with pytest.raises(TemplateFault):
        starter(compiled, "docx")


@pytest.mark.parametrize(("rows", "state", "place"), [(1, "hidden", "Dokumen"), (20, "hidden", "Dokumen"), (21, "visible", "Peserta")])
def test_starter_workbook__table_that_grows_long_has_a_sheet_with_heads_on_every_page(
    tmp_path: Path, rows: int, state: str, place: str
) -> None:
    """A short one stands among the text: what nobody knows when the template is drawn is decided when it is filled."""
    spec = """\
    fields:
      - name: peserta
        label: Peserta
        type: table
        caption: Peserta pelatihan
        fields: [{name: nama, label: Nama, type: text}, {name: jp, label: JP, type: integer}]
    computed: [{name: semua, label: Jumlah JP, type: number, expr: "peserta | sum(attribute='jp')"}]
    outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]
    """
    catalogue = home(tmp_path, spec)
    write(tmp_path / "templates" / "uji" / "uji.xlsx", starter(catalogue.compiled("uji"), "xlsx"))
    assert not [finding for finding in lint_type("uji", catalogue) if finding.severity is Severity.ERROR]
    data = "peserta:\n" + "".join(f"  - {{nama: Guru {number}, jp: 2}}\n" for number in range(1, rows + 1))
    outcome = run(document(catalogue, data), Target(folder=Folder(tmp_path / "out")))
    assert outcome.files, outcome.fault
    book = load_workbook(io.BytesIO(outcome.files[0].read_bytes()))
    assert (book["Peserta"].sheet_state, book["Peserta"].print_title_rows) == (state, "$3:$3")
    where = [sheet.title for sheet in book for row in sheet for cell in row if cell.value == f"Guru {rows}"]
    shown = [row[0].value for row in book["Dokumen"] if not book["Dokumen"].row_dimensions[row[0].row].hidden]
    assert where == [place]
    assert ("Jumlah JP" in shown) is (state == "hidden")
    assert any(str(text).startswith("Lihat lembar") for text in shown) is (state == "visible")


@pytest.mark.parametrize(("columns", "shown", "rest"), [(3, 3, None), (40, 40, None), (63, 60, "K61: 61; K62: 62; K63: 63")])
def test_starter_workbook__matrix_drops_no_column(tmp_path: Path, columns: int, shown: int, rest: str | None) -> None:
    """However many keys there are: each has its column, and beyond sixty the last column tells them; empty ones are hidden."""
    spec = """\
    fields:
      - {name: butir, label: Butir, type: list, of: {type: text}}
      - {name: orang, label: Orang, type: list, of: {type: text}}
      - {name: jawaban, label: Jawaban, type: matrix, rows: butir, columns: orang, of: {type: integer}}
    outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]
    """
    catalogue = home(tmp_path, spec)
    write(tmp_path / "templates" / "uji" / "uji.xlsx", starter(catalogue.compiled("uji"), "xlsx"))
    assert not [finding for finding in lint_type("uji", catalogue) if finding.severity is Severity.ERROR]
    keys = [f"K{number}" for number in range(1, columns + 1)]
    row = ", ".join(f"{key}: {number}" for number, key in enumerate(keys, 1))
    data = f"butir: [B1]\norang: [{', '.join(keys)}]\njawaban: {{B1: {{{row}}}}}\n"
    outcome = run(document(catalogue, data), Target(folder=Folder(tmp_path / "out")))
    assert outcome.files, outcome.fault
    sheet = load_workbook(io.BytesIO(outcome.files[0].read_bytes()))["Jawaban"]
    head, body = sheet[3], sheet[4]
    assert [cell.value for cell in head[1 : shown + 1]] == keys[:shown]
    assert [cell.value for cell in body[1 : shown + 1]] == list(range(1, shown + 1))
    assert body[61].value == rest
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    assert (body[1].column_letter in hidden, body[shown].column_letter in hidden) == (False, False)
    assert (body[61].column_letter in hidden) is (rest is None)


def test_starter_workbook__probability_is_never_nought(catalogue: Catalogue) -> None:
    """Word says p: < 0,001; so does the number in the cell."""
    sample = next(one for one in samples("ok-lengkap") if one.type == "laporan-evaluasi")
    sheet = load_workbook(io.BytesIO(made(sample, catalogue, "xlsx")))["Dokumen"]
    label = next(row[0] for row in sheet.iter_rows() if row[0].value == "p")
    assert sheet.cell(label.row, 10).number_format == '[<0.001]"< 0,001";[$-421]0.000'


def test_starter_workbook__has_no_condition_without_rows() -> None:
    """Filling refuses a {%tr if %} with nothing between it and its end: a part of a score that prints as a table of its own began so."""
    sheet = Workbook().worksheets[0]
    page = SheetPage(sheet, 3)
    for condition in ("satu", "dua", ""):
        page.under(condition)
    page.under("tiga")
    page.put(page.whole, "Sebaran")
    page.next()
    page.under("empat")
    page.under("")
    rows = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert rows == ["{%tr if tiga %}", "Sebaran", "{%tr endif %}"]


def test_starter_workbook__sums_of_groups_stand_below_their_table(catalogue: Catalogue) -> None:
    """Koordinasi dan persiapan: 3.900.000 + 4.500.000."""
    [sample] = [sample for sample in samples("ok-lengkap") if sample.type == "kak"]
    sheet = load_workbook(io.BytesIO(made(sample, catalogue, "xlsx")), data_only=True)["6. Anggaran"]
    found = {row[0].value: row[6].value for row in sheet.iter_rows(min_row=15)}
    assert found["Koordinasi dan persiapan"] == 8_400_000
    assert sum(value for name, value in found.items() if name != "Jumlah menurut Aktivitas" and value) == 339_325_000


def test_starter_workbook__charts_stand_on_a_sheet_of_theirs_with_numbered_titles(catalogue: Catalogue) -> None:
    [sample] = [sample for sample in samples("ok-lengkap") if sample.type == "laporan-evaluasi"]
    sheet = load_workbook(io.BytesIO(made(sample, catalogue, "xlsx")))["Grafik"]
    told = [str(row[0].value) for row in sheet.iter_rows() if str(row[0].value).startswith("Gambar")]
    assert [words.partition(" Hasil")[0].partition(" Sebaran")[0] for words in told] == ["Gambar 1", "Gambar 2"]
    assert len(sheet._charts) == 2


def test_starter_workbook__mean_of_whole_numbers_keeps_its_decimals(tmp_path: Path) -> None:
    """Means of 1 and 0 are 0,5 in Word and in the workbook, not 1 or 0; sums stay whole."""
    spec = """\
    fields:
      - {name: orang, label: Orang, type: list, of: {type: text}}
      - {name: butir, label: Butir, type: list, of: {type: text}}
      - {name: skor, label: Skor, type: matrix, rows: orang, columns: butir, of: {type: integer}, sums: [rows, columns], means: [rows, columns]}
    outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]
    """
    catalogue = home(tmp_path, spec)
    write(tmp_path / "templates" / "uji" / "uji.xlsx", starter(catalogue.compiled("uji"), "xlsx"))
    data = "orang: [Ani, Budi]\nbutir: [B1, B2]\nskor: {Ani: {B1: 1, B2: 0}, Budi: {B1: 0, B2: 0}}\n"
    outcome = run(document(catalogue, data), Target(folder=Folder(tmp_path / "out")))
    sheet = load_workbook(io.BytesIO(outcome.files[0].read_bytes()))["Skor"]
    cells = {(row[0].value, cell.column): cell for row in sheet for cell in row if cell.value is not None}
    mean_of_ani = max((cell for (label, _), cell in cells.items() if label == "Ani"), key=lambda cell: cell.column)
    mean_of_first = cells["Rata-rata", 2]
    assert (mean_of_ani.value, mean_of_first.value) == (0.5, 0.5)
    assert {mean_of_ani.number_format, mean_of_first.number_format} == {"[$-421]#,##0.0#"}
    assert cells["Jumlah", 2].number_format == "[$-421]#,##0"
