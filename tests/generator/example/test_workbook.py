"""Finished workbooks and their data give a template: loops and groups, long texts, a second example; formats and formulas stay. TPL-06, TPL-02."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from generator.example.checking import faults_of_template, output_for
from generator.example.sheet_story import words_of
from generator.example.values import KnownRows, KnownValue, KnownValues
from generator.example.word import MadeTemplate
from generator.example.workbook import WorkbookExample, workbook_template
from generator.formatting import LongText, Rupiah
from generator.office.package.parts import read_parts
from tests import sheet_edits
from tests.by_example import book_by, filled_with, finished, given, likeness
from tests.documents import CATALOGUE
from tests.edits import NOTE, SENTENCE

MOST_OFF = 2.0
"""So many percent of an unseen sample's words may be missing or beside."""

SPENT = (
    {"aktivitas": "Persiapan", "uraian": "Rapat koordinasi", "jumlah": Rupiah(400_000)},
    {"aktivitas": "Persiapan", "uraian": "Cetak modul", "jumlah": Rupiah(250_000)},
    {"aktivitas": "Pelatihan", "uraian": "Sewa ruang", "jumlah": Rupiah(900_000)},
    {"aktivitas": "Pelatihan", "uraian": "Honorarium narasumber", "jumlah": Rupiah(1_200_000)},
    {"aktivitas": "Pelatihan", "uraian": "Konsumsi peserta", "jumlah": Rupiah(750_000)},
)


def workbook(rows: list[list[Any]], widths: Mapping[str, int] | None = None) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.active
    for row in rows:
        sheet.append(row)
    for column, width in (widths or {}).items():
        sheet.column_dimensions[column].width = width
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def made_of(data: bytes, known: KnownValues) -> Worksheet:
    compiled = CATALOGUE.compiled("kak")
    made = workbook_template([WorkbookExample(data, known, "contoh.xlsx")], compiled)
    return load_workbook(io.BytesIO(made.data)).worksheets[0]


def told(sheet: Worksheet) -> list[list[Any]]:
    """Return the cells of each row that has some."""
    rows = ([value for value in row if value is not None] for row in sheet.iter_rows(values_only=True))
    return [row for row in rows if row]


def test_groups__with_a_head_and_a_sum_become_a_loop_of_loops() -> None:
    known = KnownValues({}, tables=[KnownRows("anggaran", SPENT, {"uraian": "Uraian", "jumlah": "Jumlah", "aktivitas": "Aktivitas"})])
    data = workbook(
        [
            ["No", "Uraian", "Jumlah"],
            ["A. Persiapan", None, None],
            [1, "Rapat koordinasi", 400_000],
            [2, "Cetak modul", 250_000],
            ["Jumlah Persiapan", None, "=SUM(C3:C4)"],
            ["A. Pelatihan", None, None],
            [1, "Sewa ruang", 900_000],
            [2, "Honorarium narasumber", 1_200_000],
            [3, "Konsumsi peserta", 750_000],
            ["Jumlah Pelatihan", None, "=SUM(C7:C9)"],
        ]
    )

    assert told(made_of(data, known)) == [
        ["No", "Uraian", "Jumlah"],
        ["{%tr for kelompok in anggaran | kelompok('aktivitas') %}"],
        ["A. {{ kelompok.grouper }}"],
        ["{%tr for baris in kelompok.list %}"],
        ["{{ loop.index }}", "{{ baris.uraian }}", "{{ baris.jumlah }}"],
        ["{%tr endfor %}"],
        ["Jumlah {{ kelompok.grouper }}", "=SUM(C5:C5)"],
        ["{%tr endfor %}"],
    ]


def test_text__of_a_row_for_each_paragraph_becomes_a_loop_over_its_lines() -> None:
    text = LongText(
        "Banyak guru belum memakai hasil asesmen untuk merancang pembelajaran.\n\nKarena itu balai menyelenggarakan pelatihan ini."
    )
    known = KnownValues({}, longs=[KnownValue("latar_belakang", text, ("Latar Belakang",))])
    data = workbook([["2. Latar Belakang"], *([line] for line in text.split("\n\n")), [None], ["3. Tujuan"]])

    assert told(made_of(data, known)) == [
        ["2. Latar Belakang"],
        ["{%tr for alinea in latar_belakang | alinea %}"],
        ["{{ alinea }}"],
        ["{%tr endfor %}"],
        ["3. Tujuan"],
    ]


def test_text__of_one_cell_stays_in_its_cell() -> None:
    text = LongText("Banyak guru belum memakai hasil asesmen.\n\nKarena itu balai menyelenggarakan pelatihan ini.")
    known = KnownValues({}, longs=[KnownValue("latar_belakang", text, ("Latar Belakang",))])

    assert told(made_of(workbook([["Latar Belakang", text.replace("\n\n", "\n")]]), known)) == [["Latar Belakang", "{{ latar_belakang }}"]]


def test_rows__of_a_table_of_two_lose_none_of_what_points_to_them() -> None:
    """The statement takes a row above, the second row goes: what stood in row 5 now stands in row 6, the sum reads the one row that is left."""
    known = KnownValues({}, tables=[KnownRows("anggaran", SPENT[:2], {"uraian": "Uraian", "jumlah": "Jumlah"})])
    data = workbook(
        [["Uraian", "Jumlah"], ["Rapat koordinasi", 400_000], ["Cetak modul", 250_000], ["Jumlah", "=SUM(B2:B3)"], ["Pajak", "=B4/10"]]
    )

    assert told(made_of(data, known)) == [
        ["Uraian", "Jumlah"],
        ["{%tr for baris in anggaran %}"],
        ["{{ baris.uraian }}", "{{ baris.jumlah }}"],
        ["{%tr endfor %}"],
        ["Jumlah", "=SUM(B3:B3)"],
        ["Pajak", "=B5/10"],
    ]


def test_rows__whose_formula_reads_the_row_before_go_on_doing_so() -> None:
    rows = ({"uraian": "Saldo awal kas"}, {"uraian": "Belanja pertama"}, {"uraian": "Belanja kedua"})
    known = KnownValues({}, tables=[KnownRows("kas", rows, {"uraian": "Uraian"})])
    data = workbook(
        [
            ["Uraian", "Masuk", "Saldo"],
            *([row["uraian"], 5, f"=N(C{at - 1})+B{at}"] for at, row in enumerate(rows, start=2)),
            ["", "Akhir", "=C4"],
        ]
    )

    sheet = told(made_of(data, known))

    assert sheet[2] == ["{{ baris.uraian }}", 5, "=N(C2)+B3"]  # row 2 is the statement's: it stands for the copy before
    assert sheet[-1] == ["Akhir", "=C3"]


def test_rows__that_wait_for_signatures_are_rows_of_a_table() -> None:
    """A name in each, and framed cells without words beside it: no lines of a text."""
    people = tuple({"nama": name} for name in ("Anisa Rahmawati, S.Pd.", "Bima Wibowo, S.Pd.", "Citra Maharani, S.Pd."))
    known = KnownValues({}, tables=[KnownRows("peserta", people, {"nama": "Nama"})])
    book = load_workbook(io.BytesIO(workbook([["Nama", "Tanda Tangan"], *([one["nama"]] for one in people)])))
    line = Side(style="thin")
    for row in range(1, 5):
        for column in (1, 2):
            book.worksheets[0].cell(row, column).border = Border(line, line, line, line)
    held = io.BytesIO()
    book.save(held)

    sheet = made_of(held.getvalue(), known)

    assert told(sheet) == [["Nama", "Tanda Tangan"], ["{%tr for baris in peserta %}"], ["{{ baris.nama }}"], ["{%tr endfor %}"]]
    assert sheet.cell(3, 2).border.left.style == "thin"


def test_inner_rows__of_which_the_first_says_what_they_stand_in() -> None:
    rows = (
        {"luaran": "Modul ajar numerasi", "kegiatan": [{"nama": "Menulis naskah"}, {"nama": "Menelaah naskah"}]},
        {"luaran": "Perangkat asesmen", "kegiatan": [{"nama": "Menyusun butir soal"}]},
    )
    known = KnownValues({}, tables=[KnownRows("luaran", rows, {"luaran": "Luaran", "kegiatan.nama": "Kegiatan"})])
    data = workbook(
        [
            ["Luaran", "Kegiatan"],
            ["Modul ajar numerasi", "Menulis naskah"],
            [None, "Menelaah naskah"],
            ["Perangkat asesmen", "Menyusun butir soal"],
        ]
    )

    assert told(made_of(data, known))[1:3] == [
        ["{%tr for baris in luaran | rinci('kegiatan') %}"],
        ["{{ (baris.induk.luaran) if baris.pertama else '' }}", "{{ baris.isi.nama }}"],
    ]


@pytest.mark.parametrize(
    ("written", "value", "tag"),
    [
        (0.875, 87.5, "{{ capaian }}"),
        ("Rp400.000,00", Rupiah(400_000), "{{ capaian | rupiah }}"),
        (400_000, Rupiah(400_000), "{{ capaian }}"),
        ("Capaian 12 orang", 12, "Capaian {{ capaian }} orang"),
    ],
)
def test_value__of_a_cell_is_the_value_itself_and_of_words_what_they_say(written: Any, value: Any, tag: str) -> None:
    known = KnownValues({}, singles=[KnownValue("capaian", Decimal(str(value)) if isinstance(value, float) else value, ("Capaian",))])
    book = load_workbook(io.BytesIO(workbook([["Capaian", written], ["Catatan", "tetap"]])))
    if isinstance(written, float):
        book.worksheets[0]["B1"].number_format = "0.0%"
    held = io.BytesIO()
    book.save(held)

    assert told(made_of(held.getvalue(), known))[0] == ["Capaian", tag]


# Shipped types


@pytest.fixture(scope="module")
def example() -> bytes:
    return finished("coaching-rhk", "ok-lengkap", "xlsx")


@pytest.fixture(scope="module")
def made(example: bytes) -> MadeTemplate:
    return book_by("coaching-rhk", ["ok-lengkap"])


def test_workbook__has_one_loop_between_its_statements_and_keeps_the_formula_of_the_row(made: MadeTemplate) -> None:
    sheet = load_workbook(io.BytesIO(made.data)).worksheets[0]
    at = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "{%tr for baris in rencana %}")

    assert sheet.cell(at + 1, 2).value == "{{ baris.rhk }}"
    assert sheet.cell(at + 1, 4).value == "{{ baris.kuantitas }}"  # the value itself: the cell has its own format
    assert sheet.cell(at + 1, 6).value == f"=D{at + 1}*E{at + 1}"
    assert sheet.cell(at + 2, 1).value == "{%tr endfor %}"
    assert sheet.cell(at + 3, 1).value == "Total Poin"


def test_workbook__touches_its_sheets_and_what_points_into_them_alone(example: bytes, made: MadeTemplate) -> None:
    before, after = read_parts(example), read_parts(made.data)

    assert list(before) == list(after)
    assert all(name.startswith(("xl/worksheets/", "xl/workbook")) for name in before if before[name] != after[name])


def test_workbook__passes_lint_and_makes_the_sums_of_an_unseen_sample(made: MadeTemplate, tmp_path: Path) -> None:
    file = tmp_path / "rhk.xlsx"
    file.write_bytes(made.data)
    compiled = given("coaching-rhk", "ok-gambar-1").compiled

    assert [one for one in faults_of_template(compiled, output_for(compiled, "xlsx"), file) if one.is_error] == []

    book = filled_with(made.data, "coaching-rhk", "ok-gambar-1", tmp_path, "xlsx")
    sheet = load_workbook(io.BytesIO(book), data_only=True).worksheets[0]
    total = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "Total Poin")
    assert sheet.cell(total, 6).value == 32  # 16 + 8 + 8, the figure's own three rows


@pytest.mark.parametrize(("type_name", "sample", "second", "unseen"), [("rekap-kehadiran", "ok-lengkap", "", "ok-minimal"), ("rancangan-moderasi", "ok-lokakarya", "ok-mandiri", "ok-uji-isi")])  # fmt: skip
def test_workbook__of_a_sample_gives_its_cells_again_and_those_of_an_unseen_one(
    type_name: str, sample: str, second: str, unseen: str, tmp_path: Path
) -> None:
    """Matrices whose columns are days, and a branch that only the second example shows."""
    template = book_by(type_name, [sample, *filter(None, [second])]).data

    assert words_of(filled_with(template, type_name, sample, tmp_path, "xlsx"), "a") == words_of(finished(type_name, sample, "xlsx"), "a")
    assert likeness(finished(type_name, unseen, "xlsx"), filled_with(template, type_name, unseen, tmp_path, "xlsx")).share_off <= MOST_OFF


def test_workbook__edited_by_hand_still_gives_an_unseen_sample(tmp_path: Path) -> None:
    changed = sheet_edits.edited(finished("rekap-kehadiran", "ok-lengkap", "xlsx"), 20, 4141)
    template = book_by("rekap-kehadiran", ["ok-lengkap"], changed.data).data
    wanted = sheet_edits.as_edited(finished("rekap-kehadiran", "ok-minimal", "xlsx"), changed)

    assert set(changed.made) == set(sheet_edits.EDITS)
    assert (
        likeness(wanted, filled_with(template, "rekap-kehadiran", "ok-minimal", tmp_path, "xlsx"), (SENTENCE, NOTE)).share_off <= MOST_OFF
    )


def test_workbook__second_example_gives_the_words_that_only_it_has(tmp_path: Path) -> None:
    """A heading that is another, and a column of another value under it."""
    template = book_by("rancangan-moderasi", ["ok-lokakarya", "ok-mandiri"]).data
    cells = [cell for row in told(load_workbook(io.BytesIO(template)).worksheets[0]) for cell in row]

    assert any("Pengajar" in str(cell) and "Pembelajaran" in str(cell) and "identitas.pola != 'mandiri'" in str(cell) for cell in cells)
    assert "{{ baris.pengajar }}{{ baris.alur }}" in cells
    for sample in ("ok-lokakarya", "ok-mandiri"):
        made = filled_with(template, "rancangan-moderasi", sample, tmp_path, "xlsx")
        assert likeness(finished("rancangan-moderasi", sample, "xlsx"), made).share_off == 0
