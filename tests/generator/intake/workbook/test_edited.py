"""What people do to a form before they send it back: it reads the same, or what is not read is told with its cell. FRM-02, IN-08.

The workbooks are changed by another program, which moves cells and leaves hidden names where they were: harder than a spreadsheet does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from generator.document import Document
from generator.errors import IntakeFault
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS
from tests.forms import WORKBOOK, content, read_back, written
from tests.homes import home
from validators.findings import Severity

SAMPLES = SPECS.parent / "samples"
RHK, VALIDASI, LAPORAN = "coaching-rhk/ok-lengkap", "laporan-validasi/ok-layak", "laporan-penyelenggaraan/ok-lengkap"
PETA = "peta-kebutuhan-belajar/ok-lengkap"
Change: TypeAlias = Callable[[Any], None]


def source_of(sample: str, catalogue: Catalogue) -> Document:
    document = read(SAMPLES / f"{sample}.yaml", catalogue)
    assert isinstance(document, Document)
    return document


def changed(sample: str, change: Change, catalogue: Catalogue, folder: Path, type_name: str = "") -> tuple[Document, Document]:
    """Return a sample and what is read of its form after a change."""
    source = source_of(sample, catalogue)
    file = folder / WORKBOOK
    form = written(source.compiled, source.given.values, file)
    assert not form.left
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return source, read_back(file, catalogue, type_name)


def codes(document: Document, least: Severity = Severity.NOTE) -> list[tuple[str, str]]:
    """Return the code and cell of what reading found."""
    ranks = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    kept = [one for one in document.given.found if ranks.index(one.severity) <= ranks.index(least)]
    return [(one.code, f"{one.place.sheet}!{one.place.cell}" if one.place.cell else str(one.place.sheet)) for one in kept]


def head(sheet: Any, title: str) -> Any:
    """Return the cell of a heading, or of a label."""
    return next(cell for row in sheet.iter_rows(min_row=4) for cell in row if str(cell.value or "").removesuffix(" *").strip() == title)


def move_column(sheet: Any, title: str, to: int) -> None:
    """Move a column with its heading behind all others, and leave its place empty."""
    column = head(sheet, title).column
    for row in range(1, sheet.max_row + 1):
        cell, other = sheet.cell(row, column), sheet.cell(row, to)
        other.value, cell.value = cell.value, None
        other.number_format = cell.number_format


def nothing(_book: Any) -> None:
    """Saved by another program."""


def rows_above(book: Any) -> None:
    book["Matriks Rencana Aksi"].insert_rows(2, 3)
    book["Isian"].insert_rows(2, 2)


def rows_between(book: Any) -> None:
    book["Matriks Rencana Aksi"].insert_rows(6, 2)
    book["Isian"].insert_rows(7)


def column_moved(book: Any) -> None:
    move_column(book["Matriks Rencana Aksi"], "Kuantitas", 20)


def columns_swapped(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    one, other = head(sheet, "Tantangan").column, head(sheet, "Antisipasi/Solusi").column
    for row in range(1, sheet.max_row + 1):
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        first.value, second.value = second.value, first.value


def sheets_renamed(book: Any) -> None:
    book["Isian"].title = "Data Saya"
    book["Matriks Rencana Aksi"].title = "Rencana"


def headings_spaced(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    for cell in sheet[4]:
        cell.value = f" {str(cell.value).replace(' ', '  ')}\u00a0".upper() if cell.value else None


def names_gone(book: Any) -> None:
    for name in list(book.defined_names):
        del book.defined_names[name]


def all_at_once(book: Any) -> None:
    names_gone(book)
    column_moved(book)
    headings_spaced(book)
    rows_above(book)
    sheets_renamed(book)


def empty_texts_below(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    for row in range(400, 851):
        sheet.cell(row, 1, "  ")


def heading_reworded(book: Any) -> None:
    head(book["Matriks Rencana Aksi"], "Kuantitas").value = "Berapa kali?"
    head(book["Isian"], "Unit Kerja").value = "Sekolah tempat bertugas"


def hidden_sheet_gone(book: Any) -> None:
    del book["_borang"]


def column_inserted_in_isian(book: Any) -> None:
    sheet = book["Isian"]
    for row in range(1, sheet.max_row + 1):
        for column in (3, 2):
            sheet.cell(row, column + 1).value = sheet.cell(row, column).value
        sheet.cell(row, 2).value = None


SAME = [
    nothing, rows_above, rows_between, column_moved, columns_swapped, sheets_renamed, headings_spaced, names_gone, all_at_once,
    empty_texts_below, heading_reworded, hidden_sheet_gone, column_inserted_in_isian,
]  # fmt: skip


@pytest.mark.parametrize("change", SAME, ids=lambda change: change.__name__)
def test_edited__reads_the_same(change: Change, catalogue: Catalogue, tmp_path: Path) -> None:
    source, back = changed(RHK, change, catalogue, tmp_path)
    assert content(dict(back.given.values)) == content(dict(source.given.values))
    assert codes(back, Severity.WARNING) == codes(source, Severity.WARNING)


@pytest.mark.parametrize("sample", [VALIDASI, LAPORAN, PETA])
def test_edited__reads_the_same_when_saved_by_another_program(sample: str, catalogue: Catalogue, tmp_path: Path) -> None:
    for change in (nothing, names_gone):
        source, back = changed(sample, change, catalogue, tmp_path)
        assert content(dict(back.given.values)) == content(dict(source.given.values))


def test_edited__words_that_head_a_section_and_label_a_field(tmp_path: Path) -> None:
    """Without names, and with the field left empty too."""
    fields = "[{name: wilayah, label: Wilayah, type: text}, {name: tahun, label: Tahun, type: integer}]"
    spec = f"fields:\n  - {{name: w, label: Wilayah, type: group, fields: {fields}}}\n  - {{name: s, label: S, type: group, fields: {fields}}}\n"
    types = home(tmp_path, spec)
    for values in (
        {"w": {"wilayah": "Ambon", "tahun": 1}, "s": {"wilayah": "Buru", "tahun": 2}},
        {"w": {"tahun": 1}, "s": {"wilayah": "Buru"}},
    ):
        written(types.compiled("uji"), values, tmp_path / WORKBOOK)
        book = openpyxl.load_workbook(tmp_path / WORKBOOK)
        names_gone(book)
        book["Isian"].insert_rows(5)
        book.save(tmp_path / WORKBOOK)
        assert content(dict(read_back(tmp_path / WORKBOOK, types).given.values)) == values


def test_edited__without_any_identity_the_type_is_asked_for(catalogue: Catalogue, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book["_borang"]
        del book["Petunjuk"]
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    source, back = changed(RHK, change, catalogue, tmp_path, "coaching-rhk")
    assert content(dict(back.given.values)) == content(dict(source.given.values))
    found = read(tmp_path / WORKBOOK, catalogue)
    assert not isinstance(found, Document)
    assert found.code == "jenis-dokumen-tidak-ada"


def test_edited__sorted_rows_take_their_ratings_along(catalogue: Catalogue, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["C. Butir Penilaian"]
        last = max(row for row in range(5, 205) if sheet.cell(row, 1).value)
        rows = [[cell.value for cell in sheet[row]] for row in range(5, last + 1)]
        for number, values in enumerate(reversed(rows), start=5):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value

    source, back = changed(VALIDASI, change, catalogue, tmp_path)
    assert content(back.given.values["penilaian"]) == content(source.given.values["penilaian"])
    assert content(back.given.values["butir"]) == list(reversed(content(source.given.values["butir"])))


def test_edited__children_stay_with_the_row_that_they_name(catalogue: Catalogue, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Rincian Luaran"]
        last = max(row for row in range(5, 205) if sheet.cell(row, 1).value)
        rows = [[sheet.cell(row, column).value for column in (1, 2, 3)] for row in range(5, last + 1)]
        for number, values in enumerate(reversed(rows), start=5):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value

    source, back = changed(LAPORAN, change, catalogue, tmp_path)
    assert content(back.given.values["luaran"]) == list(reversed(content(source.given.values["luaran"])))


def own_column(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    sheet.cell(4, 20, "Catatan saya")
    sheet.cell(5, 20, "tanya dulu")


def nameless_column(book: Any) -> None:
    book["Matriks Rencana Aksi"].cell(6, 20, "tanya dulu")


def hidden_row(book: Any) -> None:
    book["Matriks Rencana Aksi"].row_dimensions[6].hidden = True


def hidden_column(book: Any) -> None:
    book["Matriks Rencana Aksi"].column_dimensions["B"].hidden = True


def total_row(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    row = next(row for row in range(5, 200) if not sheet.cell(row, 1).value)
    sheet.cell(row, 1, "Jumlah")
    sheet.cell(row, 4, 16)


def heads_again(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    row = next(row for row in range(5, 200) if not sheet.cell(row, 1).value)
    for column in range(1, 14):
        sheet.cell(row, column).value = sheet.cell(4, column).value


def columns_numbered(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    row = next(row for row in range(5, 200) if not sheet.cell(row, 1).value)
    titles = [str(sheet.cell(4, column).value) for column in range(1, 14)]
    given = [column for column, title in enumerate(titles, start=1) if title != "Jumlah Poin"]
    for number, column in enumerate(given, start=1):
        sheet.cell(row, column).value = f"({number})"


def note_below(book: Any) -> None:
    book["Isian"].cell(40, 2, "lihat lampiran")


def note_beside(book: Any) -> None:
    book["Isian"].cell(7, 6, "cek lagi")


def own_sheet(book: Any) -> None:
    book.create_sheet("Coretan")["A1"] = "hitungan"


TOLD = [
    (own_column, "kolom-tidak-dikenal", "Matriks Rencana Aksi!T4"),
    (nameless_column, "kolom-tanpa-judul", "Matriks Rencana Aksi!T6"),
    (hidden_row, "baris-tersembunyi", "Matriks Rencana Aksi!A6"),
    (hidden_column, "kolom-tersembunyi", "Matriks Rencana Aksi!B4"),
    (total_row, "baris-jumlah", "Matriks Rencana Aksi"),
    (heads_again, "baris-judul", "Matriks Rencana Aksi"),
    (columns_numbered, "baris-nomor-kolom", "Matriks Rencana Aksi"),
    (note_below, "sel-tidak-dibaca", "Isian!B40"),
    (note_beside, "sel-tidak-dibaca", "Isian!F7"),
    (own_sheet, "lembar-di-luar-formulir", "Coretan"),
]


@pytest.mark.parametrize(("change", "code", "cell"), TOLD, ids=[change.__name__ for change, _, _ in TOLD])
def test_edited__what_is_no_part_of_the_form_is_told(change: Change, code: str, cell: str, catalogue: Catalogue, tmp_path: Path) -> None:
    source, back = changed(RHK, change, catalogue, tmp_path)
    assert content(dict(back.given.values)) == content(dict(source.given.values))
    assert [(found, where) for found, where in codes(back) if found == code and where.startswith(cell)]


def test_edited__a_column_of_numbers_of_rows_needs_no_word(catalogue: Catalogue, tmp_path: Path) -> None:
    def numbered(book: Any) -> None:
        sheet = book["Matriks Rencana Aksi"]
        sheet.cell(4, 20).value = "No."
        for row in range(5, 100):
            sheet.cell(row, 20).value = row - 4

    source, back = changed(RHK, numbered, catalogue, tmp_path)
    assert content(dict(back.given.values)) == content(dict(source.given.values))
    assert len(codes(back)) == len(codes(source))


def merged(book: Any) -> None:
    book["Matriks Rencana Aksi"].merge_cells("B5:B6")


def merged_values(book: Any) -> None:
    rows = [cell.row for cell in book["Isian"]["A"] if str(cell.value).startswith(("NIP", "Nama Guru"))]
    book["Isian"].merge_cells(start_row=min(rows), end_row=max(rows), start_column=2, end_column=2)


def column_deleted(book: Any) -> None:
    sheet = book["Matriks Rencana Aksi"]
    sheet.delete_cols(head(sheet, "Kuantitas").column)


def sheet_deleted(book: Any) -> None:
    del book["Matriks Rencana Aksi"]


def error_in_cell(book: Any) -> None:
    book["Matriks Rencana Aksi"]["C5"] = "#DIV/0!"
    book["Matriks Rencana Aksi"]["C5"].data_type = "e"


def formula_without_value(book: Any) -> None:
    book["Matriks Rencana Aksi"]["C5"] = "=1+1"


WRONG = [
    (merged, "sel-gabung", Severity.ERROR),
    (merged_values, "sel-gabung", Severity.ERROR),
    (column_deleted, "tempat-hilang", Severity.WARNING),
    (sheet_deleted, "lembar-hilang", Severity.WARNING),
    (error_in_cell, "sel-galat", Severity.ERROR),
    (formula_without_value, "rumus-tanpa-hasil", Severity.ERROR),
]


@pytest.mark.parametrize(("change", "code", "severity"), WRONG, ids=[change.__name__ for change, _, _ in WRONG])
def test_edited__what_is_lost_is_told(change: Change, code: str, severity: Severity, catalogue: Catalogue, tmp_path: Path) -> None:
    _, back = changed(RHK, change, catalogue, tmp_path)
    assert [one for one in back.given.found if one.code == code and one.severity is severity]


def test_edited__values_of_other_kinds(catalogue: Catalogue, tmp_path: Path) -> None:
    """Numbers typed as words, days as words or with another format, what only looks like a number."""

    def change(book: Any) -> None:
        sheet = book["Aktivitas Pendukung"]
        sheet[f"{get_column_letter(head(sheet, 'Mulai').column)}5"] = "12 Juli 2023"
        sheet[f"{get_column_letter(head(sheet, 'Target Waktu').column)}5"] = datetime(2023, 7, 20)
        sheet[f"{get_column_letter(head(sheet, 'Aktivitas Pendukung').column)}5"] = "1-2"
        other = book["Tahapan Pembelajaran"]
        other[f"{get_column_letter(head(other, 'Direncanakan').column)}5"] = "1.250"
        other[f"{get_column_letter(head(other, 'Selesai').column)}5"] = "3,5"

    _, back = changed(LAPORAN, change, catalogue, tmp_path)
    row = back.given.values["luaran"][0]["aktivitas"][0]
    assert (row["mulai"], row["target_waktu"], row["nama"]) == (date(2023, 7, 12), date(2023, 7, 20), "1-2")
    assert back.given.values["tahapan"][0]["direncanakan"] == 1250
    assert ("bukan-bilangan-bulat", "Tahapan Pembelajaran!C5") in codes(back)


def test_edited__a_child_of_no_row_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Aktivitas Pendukung"]["A6"] = "Luaran yang tidak ada"

    _, back = changed(LAPORAN, change, catalogue, tmp_path)
    assert ("baris-tidak-dikenal", "Aktivitas Pendukung!A6") in codes(back, Severity.ERROR)


def test_edited__an_empty_parent_is_the_one_above(catalogue: Catalogue, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Aktivitas Pendukung"]
        above = None
        for row in range(5, 205):
            value = sheet.cell(row, 1).value
            if value is not None and value == above:
                sheet.cell(row, 1).value = None
            above = value or above

    source, back = changed(LAPORAN, change, catalogue, tmp_path)
    assert content(dict(back.given.values)) == content(dict(source.given.values))

    def first_too(book: Any) -> None:
        book["Aktivitas Pendukung"]["A5"] = None

    _, back = changed(LAPORAN, first_too, catalogue, tmp_path)
    assert ("baris-tanpa-induk", "Aktivitas Pendukung!B5") in codes(back, Severity.ERROR)


def test_edited__ratings_under_no_head_or_two(catalogue: Catalogue, tmp_path: Path) -> None:
    def beheaded(book: Any) -> None:
        sheet = book["C. Butir Penilaian"]
        sheet.cell(4, 5).value = None

    _, back = changed(VALIDASI, beheaded, catalogue, tmp_path)
    assert ("kolom-tanpa-judul", "C. Butir Penilaian!E5") in codes(back, Severity.ERROR)

    def doubled(book: Any) -> None:
        sheet = book["C. Butir Penilaian"]
        sheet.cell(4, 6).value = sheet.cell(4, 5).value

    _, back = changed(VALIDASI, doubled, catalogue, tmp_path)
    assert ("kolom-ganda", "C. Butir Penilaian!F4") in codes(back, Severity.ERROR)


def test_edited__a_workbook_that_is_no_form_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Lembar1")["A1"] = "halo"
    book.save(tmp_path / WORKBOOK)
    with pytest.raises(IntakeFault) as caught:
        read(tmp_path / WORKBOOK, catalogue, type_name="kak")
    assert caught.value.code == "bukan-formulir"


@pytest.mark.parametrize("keeps", ["names", "hidden sheet"])
def test_edited__what_is_deleted_from_a_form_of_another_time_is_told(keeps: str, tmp_path: Path) -> None:
    """Its type has another column and another table since: those it never had, and nothing is said of them."""
    column = "{name: %s, label: Kolom %s, type: text}"
    one = "  - {name: satu, label: Satu, type: table, fields: [%s]}\n"
    two = "  - {name: dua, label: Dua, type: table, fields: [{name: x, label: Isi X, type: text}]}\n"
    old = "fields:\n" + one % ", ".join(column % (name, name) for name in "ab") + two
    new = "fields:\n" + one % ", ".join(column % (name, name) for name in "abc") + two + two.replace("dua", "tiga").replace("Dua", "Tiga")
    written(home(tmp_path / "lama", old).compiled("uji"), {"satu": [{"a": "1", "b": "2"}], "dua": [{"x": "3"}]}, tmp_path / WORKBOOK)
    book = openpyxl.load_workbook(tmp_path / WORKBOOK)
    book["Satu"].delete_cols(2)
    del book["Dua"]
    if keeps == "hidden sheet":
        names_gone(book)
    else:
        book.defined_names["_b.satu.b"].attr_text = "Satu!#REF!"
        del book["_borang"]
    book.save(tmp_path / WORKBOOK)
    back = read_back(tmp_path / WORKBOOK, home(tmp_path / "baru", new))
    assert content(dict(back.given.values)) == {"satu": [{"a": "1"}]}
    told = [(one.code, one.path) for one in back.given.found if one.code.endswith("hilang")]
    assert told == [("tempat-hilang", ("satu", "b")), ("lembar-hilang", ())]
