"""Word documents that people made, taken apart: controls, boxes, merged heads, lists, signatures that tabs part. IN-01."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

from generator.intake.foreign.documents import document_pieces
from generator.intake.foreign.pieces import FormHeading, LabelledValue, Piece, RecordTable
from generator.office.word.flow import open_word
from validators.absence import KOSONG

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHOICE = f"""<w:p {SPACE}><w:r><w:t xml:space="preserve">Moda: </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/><w:dropDownList>
<w:listItem w:displayText="Luring" w:value="1"/><w:listItem w:displayText="Daring" w:value="2"/></w:dropDownList></w:sdtPr>
<w:sdtContent><w:r><w:t>Pilih satu</w:t></w:r></w:sdtContent></w:sdt></w:p>"""


def pieces(document: Any, folder: Path) -> list[Piece]:
    file = folder / "lama.docx"
    document.save(str(file))
    word = open_word(file.read_bytes(), "lama.docx")
    return list(document_pieces(word.blocks(), "lama.docx", markers=word.markers()))


def lines(found: list[Piece]) -> dict[str, Any]:
    return {f"{one.section}/{one.label}".lstrip("/"): one.value for one in found if isinstance(one, LabelledValue)}


def test_document__what_a_control_offers_is_known_and_its_prompt_is_no_value(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(CHOICE))
    found = pieces(document, tmp_path)
    assert [(one.label, one.value, one.options) for one in found if isinstance(one, LabelledValue)] == [
        ("Moda", KOSONG, ("Luring", "Daring"))
    ]


def test_document__ticked_boxes_are_what_was_chosen(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Moda : ☐ Luring ☑ Daring")
    document.add_paragraph("Alat : ☒ Laptop ☐ Papan ☒ Pelantang")
    document.add_paragraph("Ruang : ☐ Aula ☐ Kelas")
    assert lines(pieces(document, tmp_path)) == {"Moda": "Daring", "Alat": "Laptop\nPelantang", "Ruang": KOSONG}


def test_document__dots_are_no_value_and_what_stands_on_them_is(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Nama Kegiatan\t: ……………………", "Tempat ..........................", "Ketua: .....Bayu Anggoro.....", "Pukul: 08.00"):
        document.add_paragraph(text)
    found = lines(pieces(document, tmp_path))
    assert found == {"Nama Kegiatan": KOSONG, "Tempat": KOSONG, "Ketua": "Bayu Anggoro", "Pukul": "08.00"}


def test_document__heads_in_two_rows_and_lists_below_headings(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("B. Kegiatan", 1)
    table = document.add_table(rows=2, cols=3)
    top, below = table.rows[0].cells, table.rows[1].cells
    top[0].merge(below[0]).text = "Kegiatan"
    top[1].merge(top[2]).text = "Waktu"
    below[1].text, below[2].text = "Mulai", "Selesai"
    for cell, text in zip(table.add_row().cells, ("Diskusi", "1 Juli 2025", "2 Juli 2025"), strict=True):
        cell.text = text
    document.add_heading("C. Tujuan", 1)
    document.add_paragraph("Literasi", style="List Bullet")
    document.add_paragraph("Numerasi", style="List Bullet")
    found = pieces(document, tmp_path)
    tables = [one for one in found if isinstance(one, RecordTable)]
    assert [(one.title, [column.heading for column in one.columns], one.rows) for one in tables] == [
        ("B. Kegiatan", [("Kegiatan",), ("Waktu", "Mulai"), ("Waktu", "Selesai")], (3,))
    ]
    assert lines(found) == {"C. Tujuan": "- Literasi\n- Numerasi"}


def test_document__signatures_that_tabs_part_are_told_apart_and_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (
        "A. Catatan",
        "Guru perlu pendampingan.",
        "Mengetahui,\t\tKota Contoh, 20 Juli 2025",
        "Kepala Sekolah,\t\tGuru Kelas,",
        "",
        "Drs. Agung\t\tRani, S.Pd.",
        "NIP. 196809171993031009\t\tNIP. ……………",
    ):
        document.add_paragraph(text)
    assert lines(pieces(document, tmp_path)) == {
        "A. Catatan": "Guru perlu pendampingan.",
        "Pengesahan/Tempat": "Kota Contoh",
        "Pengesahan/Tanggal": "20 Juli 2025",
        "Kepala Sekolah/Nama": "Drs. Agung",
        "Kepala Sekolah/NIP": "196809171993031009",
        "Guru Kelas/Nama": "Rani, S.Pd.",
        "Guru Kelas/NIP": KOSONG,
    }


def test_document__what_stands_below_the_title_is_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("RENCANA KERJA", "Tahun Pelajaran 2025/2026", "Nama: Ani"):
        document.add_paragraph(text)
    found = pieces(document, tmp_path)
    assert [one.text for one in found if isinstance(one, FormHeading)] == ["RENCANA KERJA"]
    assert lines(found) == {"RENCANA KERJA/Nama": "Ani"}
