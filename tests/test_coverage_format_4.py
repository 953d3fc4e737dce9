"""DOC-05: every element of Format 4 stands in the finished report, in the regulation's words and order, with what was filled in.

DOC-05, DOC-93: elements, their sample values, contents list with the pages of the PDF. SCO-15: capaian cakupan and waktu.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from generator.office.package.xml import parsed
from tests.cases import SAMPLES, Sample, samples
from tests.documents import docx_words, endless_words, made, parts, pdf_text

ELEMENTS = (Path(__file__).parent / "elements" / "format-4.txt").read_text(encoding="utf-8").splitlines()
FULL = next(sample for sample in samples("ok-lengkap") if sample.file.parent == SAMPLES / "laporan-penyelenggaraan")

# What ok-lengkap.yaml says under each element; "Judul Laporan" is the title itself, and the lampiran carry what proves them.
VALUES = {
    "Judul Laporan": "Penguatan Kompetensi Guru Sekolah Dasar dalam Pembelajaran Literasi dan Numerasi",
    "1. Latar Belakang": "Kompetensi guru merupakan penentu utama mutu pembelajaran di kelas.",
    "2. Landasan Hukum": "Undang-Undang Nomor 14 Tahun 2005 tentang Guru dan Dosen;",
    "3. Tujuan": "berbagi praktik baik di komunitas belajar satuan pendidikan dan antarsatuan pendidikan.",
    "4. Sasaran": "6 Kota Seruni 30 Jumlah 360",
    "1. Target Pelaksanaan": "6 Kota Seruni 1 30 Jumlah 13 355",
    "2. Rincian Luaran": "Luaran utama 1: Model pelatihan tervalidasi 1 Penyusunan desain dan kurikulum 1 desain program dan 1 kurikulum",
    "3. Jadwal Kegiatan": "2 Validasi model oleh ahli 29 Januari 2024 9 Februari 2024",
    "4. Moda Penyelenggaraan": "Moda penyelenggaraan yang digunakan: Kombinasi (blended)",
    "5. Pola Penyelenggaraan": "Pola penyelenggaraan yang digunakan: Balai",
    # 88 + 60 + 54 + 45 + 72 + 21 = 340 of 355 = 95,774...%; 312 / 355 = 87,887...%
    "1. Capaian Target Cakupan": "Keseluruhan 355 340 95,77%",
    # due by 24 Juni: 3 + 4 + 3 + 2 = 12; in time: 2 + 3 + 3 + 1 = 9
    "2. Capaian Target Waktu": "Keseluruhan 12 9 75,00%",
    "3. Penanggung jawab kegiatan": "2 Laksmi Puspaningtyas, S.Pd., M.M. NIP 198506212010122003 Ketua Tim Kerja Penyelenggaraan Ketua pelaksana",
    "1. Kerangka acuan kegiatan": "Ada KAK Nomor 012/B7.5/2024",
    "2. Rencana/Panduan pelaksanaan kegiatan": "Ada Panduan teknis edisi Februari 2024",
    "3. SK panitia, narasumber, dan peserta": "Ada SK Kepala Balai Nomor 045/B7.5/2024",
    "4. Undangan peserta, narasumber": "Ada Undangan tiga angkatan",
    "5. Daftar hadir peserta, narasumber, panitia": "Ada Daftar hadir setiap hari pelatihan",
    "6. Sertifikat narasumber": "Ada 12 sertifikat",
    "7. Materi narasumber": "Ada 8 bahan tayang",
    "8. Hasil evaluasi penyelenggaraan kegiatan": "Ada Hasil evaluasi reaksi per angkatan",
    "9. Dokumentasi penyelenggaraan kegiatan": "Ada",
}
# Behind Format 4: how the percentages of both computed values came about.
ANNEX = ["Lampiran I Perhitungan", "Capaian cakupan dan waktu", "Capaian cakupan per luaran utama"]
CHAPTERS = [element for element in ELEMENTS if re.match("[A-D]", element)]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_format_4__every_element_stands_with_its_value_in_order(kind: str) -> None:
    """Blanks aside, because where a line breaks is the page's business."""
    text = "".join(docx_words(made(FULL)["docx"])) if kind == "docx" else "".join(endless_words(FULL))
    position = 0
    for element in ELEMENTS:
        for wanted in (element if element != "Judul Laporan" else "", VALUES.get(element, "")):
            found = text.find("".join(wanted.split()), position)
            assert found >= 0, f"{wanted!r} of {element!r} is not after {text[max(0, position - 60) : position]!r}"
            position = found + len("".join(wanted.split()))


def test_format_4__every_element_has_a_value_to_look_for() -> None:
    assert set(ELEMENTS) == set(VALUES) | set(CHAPTERS)


def test_contents_list__names_every_heading_with_the_page_it_has_in_the_pdf(tmp_path: Path) -> None:
    """DOC-93: a TOC field with its result: links to the headings, and the page of the PDF made from the same data."""
    pages = pdf_text(made(FULL)["pdf"], tmp_path, "-layout").split("\f")
    listed = _contents(FULL)
    assert [words for words, _ in listed] == [*(element for element in ELEMENTS[1:] if not _is_annex(element)), *ANNEX]
    for words, page in listed:
        assert "".join(words.split())[:40] in "".join(pages[page - 1].split()), (words, page)


def _is_annex(element: str) -> bool:
    """Whether an element is one of the nine lampiran: rows of a table, not headings."""
    return ELEMENTS.index(element) > ELEMENTS.index(CHAPTERS[3])


def _contents(sample: Sample) -> list[tuple[str, int]]:
    """Return the lines of the contents list in the Word document: words and page, once the field's code is left out."""
    root = parsed(parts(made(sample)["docx"])["word/document.xml"])
    bookmarks = {node.get(qn("w:name")) for node in root.iter(qn("w:bookmarkStart"))}
    found: list[tuple[str, int]] = []
    for link in root.iter(qn("w:hyperlink")):
        if (link.get(qn("w:anchor")) or "").startswith("_Toc1"):  # those of tables and pictures count from 2
            assert link.get(qn("w:anchor")) in bookmarks
            words, page = (node.text or "" for node in link.iter(qn("w:t")))
            found.append((words, int(page)))
    return found


def test_charts__stand_in_every_format_with_alternative_text() -> None:
    """DOC-94: six charts: pictures with alternative text in Word, native ones in the workbook."""
    word = parts(made(FULL)["docx"])
    alternatives = re.findall(rb'<wp:docPr [^>]*descr="([^"]+)"', word["word/document.xml"])
    assert len([words for words in alternatives if words.startswith(b"Diagram ")]) == 6
    workbook = parts(made(FULL)["xlsx"])
    assert len([name for name in workbook if name.startswith("xl/charts/chart")]) == 6
    gantt = next(data for name, data in workbook.items() if name.startswith("xl/charts/chart") and b"Jadwal Aktivitas" in data)
    assert gantt.count(b'<c:pt idx="12">') == 4  # thirteen activities: two series, each with names and days


def test_table_heads__repeat_on_every_page() -> None:
    """DOC-93: each table with a head of its own repeats it."""
    root = parsed(parts(made(FULL)["docx"])["word/document.xml"])
    tables = [table for table in root.iter(qn("w:tbl")) if "No" in [node.text for node in table.iter(qn("w:t"))]]
    assert len(tables) == 11
    assert all(next(table.iter(qn("w:tblHeader")), None) is not None for table in tables)
