"""Layouts of documents, numbered titles and what a spec says of its pages: the starter for Word and the shared page alike.

PAGES: cover, page of approval, preface, contents, lists of tables and figures, annexes; orientation, widths and signatures as the spec says.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from generator.document import Document
from generator.errors import SpecFault
from generator.examine import examine
from generator.lint import lint_type
from generator.outline.blocks import Grid
from generator.outline.walk import outline
from generator.outline.widths import column_widths
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from generator.starter import starter
from tests.documents import docx_words, parts
from tests.homes import document, home, write
from tests.printed import bookmarks, pages

REPORT = """
layout: laporan
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: tahun, label: Tahun Anggaran, type: integer, plain: true, required: true}
  - {name: kata_pengantar, label: Kata Pengantar, type: paragraph}
  - name: pendahuluan
    label: A. Pendahuluan
    type: group
    fields:
      - {name: latar, label: Latar Belakang, type: paragraph, required: true}
      - name: sasaran
        label: Sasaran
        type: table
        required: true
        caption: Sasaran guru
        fields: [{name: kab, label: Kabupaten/Kota, type: text}, {name: jumlah, label: Jumlah, type: integer}]
  - name: hasil
    label: B. Hasil
    type: table
    required: true
    caption: Guru lulus
    fields: [{name: kab, label: Kabupaten/Kota, type: text}]
  - name: foto
    label: Daftar Foto
    type: table
    print: annex
    fields: [{name: nama, label: Nama, type: text}]
  - name: surat
    label: Surat Tugas
    type: paragraph
    print: annex
  - name: pengesahan
    label: Pengesahan
    type: group
    fields:
      - {name: tempat, label: Tempat, type: text}
      - {name: tanggal, label: Tanggal, type: date}
      - {use: pejabat, name: pejabat, label: Kepala}
charts:
  - {name: batang, kind: bar, of: pendahuluan.sasaran, category: kab, series: [jumlah], title: Judul lain, caption: Sebaran guru, alt: Batang}
outputs: [docx, pdf]
"""
DATA = """
judul: Penguatan Literasi
tahun: 2026
kata_pengantar: Puji syukur.
pendahuluan:
  latar: Guru memerlukannya.
  sasaran: [{kab: Melati, jumlah: 12}, {kab: Mawar, jumlah: 15}]
hasil: [{kab: Melati}, {kab: Mawar}]
foto: [{nama: Pembukaan}]
surat: Ditugaskan.
pengesahan:
  tempat: Contoh
  tanggal: 3 Maret 2026
  pejabat: {jabatan: Kepala Balai, nama: Ratna, nip: "197108171998032001"}
"""


def made(catalogue: Catalogue, given: Document) -> dict[str, bytes]:
    """Return what a document becomes by kind: the shared page as PDF, then the starter for Word, which a PDF would follow."""
    compiled = catalogue.compiled("uji")
    folder = catalogue.home.folder
    assert folder is not None
    examined = examine(given)
    assert not examined.findings.has_errors, [one.message for one in examined.findings.errors]
    outputs = {output.medium: output for output in compiled.spec.outputs}
    pdf = render(examined.document, examined.scope, outputs["pdf"]).data
    write(folder / "templates" / "uji" / "uji.docx", starter(compiled, "docx"))
    assert [finding.message for finding in lint_type("uji", catalogue)] == []
    return {"pdf": pdf, "docx": render(examined.document, examined.scope, outputs["docx"]).data}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("rumah")
    catalogue = home(folder, REPORT)
    return made(catalogue, document(catalogue, DATA))


def test_report__pages_stand_in_the_order_of_a_report(report: dict[str, bytes], tmp_path: Path) -> None:
    """Cover, approval, preface, contents, chapters, two annexes: seven pages, each begun by order."""
    found = [page.text for page in pages(report["pdf"], tmp_path)]
    begins = [
        "UJIPenguatanLiterasi",
        "LEMBARPENGESAHAN",
        "KATAPENGANTAR",
        "DAFTARISI",
        "Identitas",
        "LampiranIDaftarFoto",
        "LampiranIISuratTugas",
    ]
    assert len(found) == len(begins)
    assert all(text.startswith(begin) for text, begin in zip(found, begins, strict=True)), found
    assert found[0].endswith("2026")
    assert "Ratna" in found[1]
    assert "NIP.197108171998032001" in found[1]
    assert [text for text, _ in bookmarks(report["pdf"])][:3] == ["UJI", "LEMBARPENGESAHAN", "KATAPENGANTAR"]


def test_report__titles_are_numbered_and_listed_with_their_pages(report: dict[str, bytes], tmp_path: Path) -> None:
    """Two tables and a chart, numbered apart, in both formats; the lists follow the contents with the page they stand on."""
    contents = pages(report["pdf"], tmp_path)[3].text
    assert re.search(r"DAFTARTABELTabel1Sasaranguru\.+5Tabel2Gurululus\.+5DAFTARGAMBARGambar1Sebaranguru\.+5", contents)
    body = WordDocument(io.BytesIO(report["docx"])).element.body
    words = " ".join("".join(node.itertext(qn("w:t"))) for node in body.iter(qn("w:p"))).replace("\u00a0", " ")
    places = [words.index(one) for one in ("DAFTAR TABEL", "Tabel 2 Guru lulus5", "DAFTAR GAMBAR", "Gambar 1 Sebaran guru5")]
    assert places == sorted(places)
    xml = parts(report["docx"])["word/document.xml"].decode("utf-8")
    assert [xml.count(code) for code in (" SEQ Tabel ", " SEQ Gambar ", 'TOC \\h \\z \\c "Tabel"', "PAGEREF _Toc2")] == [2, 1, 1, 3]
    assert "Judul lain" not in xml


def test_report__cover_fills_its_page_without_a_foot_number(report: dict[str, bytes]) -> None:
    """Rows as high as the text of A4: 16838 - 1134 - 1417 twips, less what the line behind the table takes."""
    body = WordDocument(io.BytesIO(report["docx"])).element.body
    heights = [int(node.get(qn("w:val"))) for node in next(body.iter(qn("w:tbl"))).iter(qn("w:trHeight"))]
    assert 14287 - 100 < sum(heights) < 14287
    assert next(body.iter(qn("w:sectPr"))).find(qn("w:titlePg")) is not None


@pytest.mark.parametrize(("layout", "begins"), [("laporan", "sampul"), ("formulir", "kop"), ("surat", "kop"), ("sertifikat", "kop")])
def test_layout__a_starter_takes_another_than_the_spec_says(tmp_path: Path, layout: str, begins: str) -> None:
    compiled = home(tmp_path, REPORT.replace("layout: laporan\n", "")).compiled("uji")
    body = WordDocument(io.BytesIO(starter(compiled, "docx", layout))).element.body
    first = next(text for node in body.iter(qn("w:p")) if (text := "".join(node.itertext())))
    assert begins in first
    xml = parts(starter(compiled, "docx", layout))
    is_letter, is_lying = layout == "surat", layout == "sertifikat"
    assert ("word/header1.xml" in xml) == is_letter
    assert (b"footerReference" in xml["word/document.xml"]) == (layout in ("laporan", "formulir"))
    assert (b'w:orient="landscape"' in xml["word/document.xml"]) == is_lying
    page = starter(compiled, "html", layout).decode()
    assert ('"- " counter(page) " -"' in page) == is_letter


def test_letter__number_of_a_page_stands_above_all_but_the_first(tmp_path: Path) -> None:
    """A letter of more than a page: nothing at the head of the one with the letterhead, "- 2 -" on the next, no foot."""
    text = " ".join(["Kalimat panjang yang mengisi halaman."] * 200)
    spec = "layout: surat\nfields:\n  - {name: isi, label: Isi, type: paragraph, required: true}\noutputs: [docx, pdf]\n"
    catalogue = home(tmp_path, spec)
    done = made(catalogue, document(catalogue, f"isi: {text}\n"))
    first, second, *_ = [page.text for page in pages(done["pdf"], tmp_path / "p")]
    assert second.startswith("-2-")
    assert "-1-" not in first
    assert "Halaman" not in first + second
    head = parts(done["docx"])["word/header1.xml"].decode()
    assert "".join(re.findall(r"<w:t[^>]*>([^<]*)", head)) == "- 2 -"
    section = next(WordDocument(io.BytesIO(done["docx"])).element.body.iter(qn("w:sectPr")))
    assert section.find(qn("w:titlePg")) is not None


def grid_of(folder: Path, keys: str, columns: int = 2) -> Grid:
    """Return the table of a spec with these keys."""
    fields = ", ".join(f"{{name: k{at}, label: K{at}, type: text}}" for at in range(1, columns + 1))
    spec = f"fields:\n  - name: t\n    label: T\n    type: table\n    {keys}\n    fields: [{fields}]\noutputs: [pdf]\n"
    blocks = outline(home(folder, spec).compiled("uji"))
    found = [inner for block in blocks for inner in (block, *getattr(block, "blocks", ()))]
    return next(block for block in found if isinstance(block, Grid))


@pytest.mark.parametrize(
    ("keys", "columns", "is_wide"),
    [
        ("orientation: landscape", 2, True),
        ("orientation: portrait", 9, False),
        ("max_rows: 9", 2, False),
        ("max_rows: 9", 9, True),
        ("widths: {k1: 10, k2: 8}", 2, True),
        ("widths: {k1: 10, k2: 4}", 2, False),
        ("widths: {k1: 2.8, k2: 3.1, k3: 3.2, k4: 3.3, k5: 3.6}", 5, False),  # 16 cm, the page's own; 16,000000000000004 as floats
        ("widths: {k1: 2.8, k2: 3.1, k3: 3.2, k4: 3.3, k5: 3.7}", 5, True),
    ],
)
def test_table__lies_as_its_spec_says_or_as_its_columns_need(tmp_path: Path, keys: str, columns: int, is_wide: bool) -> None:
    assert grid_of(tmp_path, keys, columns).is_wide is is_wide


def test_widths__said_ones_are_kept_and_the_others_share_the_rest(tmp_path: Path) -> None:
    """16 cm: 6 for the first, 1 for the number; 9 are left for the last two, alike in their labels."""
    found = column_widths(grid_of(tmp_path, "widths: {k1: 6, no: 1}", 3).columns, 16.0)
    assert [round(width, 2) for width in found] == [1.0, 6.0, 4.5, 4.5]


@pytest.mark.parametrize(
    ("orientation", "widths"), [("portrait", (2.8, 3.1, 3.2, 3.3, 3.6)), ("landscape", (1.7, 5.6, 5.7, 5.8, 5.9))], ids=["16 cm", "24,7 cm"]
)
def test_widths__that_fill_the_page_to_the_millimetre_are_right(tmp_path: Path, orientation: str, widths: tuple[float, ...]) -> None:
    """Floats make more of both: 16,000000000000004 and 24,700000000000003."""
    assert sum(widths) > {"portrait": 16, "landscape": 24.7}[orientation]
    said = ", ".join(f"k{number}: {width}" for number, width in enumerate(widths, start=1))
    assert grid_of(tmp_path, f"orientation: {orientation}\n    widths: {{{said}}}", 5).is_wide is (orientation == "landscape")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "{name: t, label: T, type: table, widths: {kk: 3}, fields: [{name: k, label: K, type: text}]}",
            "widths: “kk” bukan kolom yang tercetak",
        ),
        ("{name: t, label: T, type: table, widths: {k: 24, no: 3}, fields: [{name: k, label: K, type: text}]}", "27 cm"),
        ("{name: t, label: T, type: table, orientation: portrait, widths: {k: 20}, fields: [{name: k, label: K, type: text}]}", "16 cm"),
        (
            "{name: t, label: T, type: table, orientation: portrait, widths: {k: 12.4, no: 3.7}, fields: [{name: k, label: K, type: text}]}",
            "16,1 cm, lebih dari lebar teks, 16 cm",
        ),
        ("{name: a, label: A, type: text, orientation: landscape}", "tidak memakai orientation"),
        ("{name: a, label: A, type: group, caption: X, fields: [{name: k, label: K, type: text}]}", "tidak memakai caption"),
        ("{name: a, label: A, type: group, print: signature, fields: [{name: nama, label: K, type: text}]}", "print: signature"),
        ("{name: a, label: A, type: text, print: signature}", "print: signature"),
        ("{name: a, label: A, type: group, fields: [{name: k, label: K, type: text, print: annex}]}", "print: annex"),
        ("{name: a, label: A, type: table, arah: landscape, fields: [{name: k, label: K, type: text}]}", "orientation"),
    ],
)
def test_spec__what_cannot_stand_on_a_page_is_told(tmp_path: Path, fields: str, said: str) -> None:
    with pytest.raises(SpecFault) as raised:
        home(tmp_path, f"fields:\n  - {fields}\n").compiled("uji")
    assert said in str(raised.value)


def test_signature__of_a_group_that_the_spec_calls_so_with_its_other_lines(tmp_path: Path) -> None:
    """Nama and NIP beside what no official has: nothing of it is lost, and the group is no chapter."""
    spec = """
    fields:
      - {name: isi, label: Isi, type: paragraph, required: true}
      - name: pengawas
        label: Pengawas
        type: group
        print: signature
        fields:
          - {name: nama, label: Nama, type: text, required: true}
          - {name: nip, label: NIP, type: identifier, kind: nip}
          - {name: wilayah, label: Wilayah, type: text}
    outputs: [docx, pdf]
    """
    catalogue = home(tmp_path, spec)
    done = made(
        catalogue, document(catalogue, 'isi: Satu.\npengawas: {nama: Budi, nip: "197108171998032001", wilayah: Kecamatan Contoh}\n')
    )
    words = " ".join(docx_words(done["docx"]))
    assert words.endswith("Pengawas, Budi NIP. 197108171998032001 Kecamatan Contoh")
    [page] = pages(done["pdf"], tmp_path / "p")
    assert page.text.endswith("Pengawas,BudiNIP.197108171998032001KecamatanContoh")


def test_starter__a_wide_table_without_rows_leaves_no_turned_page(tmp_path: Path) -> None:
    """A text, then a chapter with an optional table of nine columns that is empty: one section, upright; filled: two."""
    columns = ", ".join(f"{{name: k{at}, label: K{at}, type: text}}" for at in range(1, 10))
    spec = f"""
    fields:
      - {{name: isi, label: Isi, type: paragraph, required: true}}
      - {{name: t, label: T, type: table, fields: [{columns}]}}
    outputs: [docx, pdf]
    """
    catalogue = home(tmp_path, spec)
    for data, turned in (("isi: Satu.\n", [None]), ("isi: Satu.\nt: [{k1: a}]\n", [None, "landscape"])):
        body = WordDocument(io.BytesIO(made(catalogue, document(catalogue, data))["docx"])).element.body
        assert [size.get(qn("w:orient")) for size in body.iter(qn("w:pgSz"))] == turned
        (tmp_path / "templates" / "uji" / "uji.docx").unlink()


def test_starter__nothing_stands_behind_a_last_paragraph(tmp_path: Path) -> None:
    """The line that ends a section would make a page of its own behind a picture at the foot of a page."""
    spec = "fields:\n  - {name: isi, label: Isi, type: paragraph, required: true}\noutputs: [docx, pdf]\n"
    catalogue = home(tmp_path, spec)
    body = WordDocument(io.BytesIO(made(catalogue, document(catalogue, "isi: Satu.\n"))["docx"])).element.body
    assert [text.text for text in list(body.iter(qn("w:p")))[-1].iter(qn("w:t"))] == ["Satu."]
