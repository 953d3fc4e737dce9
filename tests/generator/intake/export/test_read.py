"""Exports of Google, Microsoft and Kobo, and bare tables, as filled forms: one row, one document. FRM-06, IN-01, IN-02, IN-03."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.errors import IntakeFault
from generator.form.mapping import QuestionMapping
from generator.intake.export.mapping_file import mapping_text, read_mapping
from generator.intake.export.read import export_table, questions_of, read_export
from generator.intake.form import Incoming, RawForm
from generator.intake.read import raw_forms
from generator.spec.catalogue import Catalogue
from tests.exports import csv_bytes
from tests.homes import home

FIELDS = """
fields:
  - {name: nama, label: Nama, type: text, required: true}
  - {name: lahir, label: Tanggal Lahir, type: date}
  - {name: periode, label: Periode, type: text, required: true}
  - {name: minat, label: Minat, type: list, of: {type: choice, choices: [Seni, Tari]}}
  - name: luaran
    label: Luaran
    type: table
    fields: [{name: hasil, label: Hasil, type: text}, {name: poin, label: Poin, type: integer}]
"""
HEAD = ("Timestamp", "Nama", "Periode", "Luaran 1 – Hasil", "Luaran 1 – Poin", "Luaran 2 – Hasil", "Luaran 2 – Poin")
ANI = ("2024/05/14 10:11:12 AM GMT+7", "Ani", "2024", "Modul", "4", "Video", "3")


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS)


def read(types: Catalogue, data: bytes, name: str = "jawaban.csv", mapping: QuestionMapping | None = None) -> list[RawForm]:
    return list(raw_forms(Incoming(Path(name), data, mapping=mapping), types, type_name="uji"))


def codes(form: RawForm) -> list[str]:
    return [one.code for one in (*form.refused, *form.found)]


def mapped(types: Catalogue, text: str) -> QuestionMapping:
    return read_mapping(Path("peta.yaml"), types, content=text.encode())


def test_export__each_row_is_a_document_with_its_place(types: Catalogue) -> None:
    budi = ("2024/05/14 10:12:00 AM GMT+7", "Budi", "2024", "", "", "Poster\r\ndan buku, 4 buah", "x")
    ani, other = read(types, b"\xef\xbb\xbf" + csv_bytes(HEAD, ANI, budi))
    assert ani.values == {
        "nama": "Ani",
        "periode": "2024",
        "luaran": [{"hasil": "Modul", "poin": "4"}, {"hasil": "Video", "poin": "3"}],
    }
    assert (ani.mark, other.mark) == ("baris 2", "baris 3")
    assert other.values["luaran"] == [{"hasil": "Poster\r\ndan buku, 4 buah", "poin": "x"}]  # the first row of two is none
    place = other.places["luaran", 0, "poin"]
    assert (place.line, place.column, str(place)) == (3, "Luaran 2 – Poin", "jawaban.csv, baris 3, kolom “Luaran 2 – Poin”")
    assert codes(ani) == ["pertanyaan-dilewati"]
    assert codes(other) == []


def test_export__headings_again_empty_answers_and_totals_are_no_documents(types: Catalogue) -> None:
    stamp = (ANI[0], "", "-", "", "", "", "")
    total = ("", "Jumlah", "", "", "7", "", "")
    (form,) = read(types, csv_bytes([*HEAD, "", ""], ANI, HEAD, stamp, total))
    assert form.values["nama"] == "Ani"
    assert sorted(codes(form)) == ["baris-judul", "baris-jumlah", "baris-tanpa-jawaban", "pertanyaan-dilewati"]
    (nothing,) = read(types, csv_bytes(HEAD, stamp))
    assert codes(nothing) == ["tabel-tanpa-baris"]
    (nothing,) = read(types, csv_bytes(HEAD))
    assert codes(nothing) == ["tabel-tanpa-baris"]


def test_export__an_unsure_question_stops_the_file_and_says_how_to_go_on(types: Catalogue) -> None:
    (form,) = read(types, csv_bytes(["Nama Anda", "Periode", "Periode", "Apa kesanmu?"], ["Ani", "2024", "2025", "baik"]))
    assert [one.code for one in form.refused] == ["pertanyaan-mirip", "pertanyaan-ganda", "pertanyaan-tidak-dikenal"]
    assert "borang mapping uji jawaban.csv -o jawaban.peta.yaml" in form.refused[0].hint
    (form,) = read(types, csv_bytes(["Warna", "Bunga"], ["merah", "mawar"]))
    assert codes(form) == ["ekspor-tanpa-isian"]


def test_mapping__proposed_edited_and_read_back(types: Catalogue) -> None:
    data = csv_bytes(["Cap Waktu", "Siapa?", "Poin", "Poin", "Kesan: baik #1?"], ["14/5/2024", "Ani", "4", "3", "baik"])
    compiled = types.compiled("uji")
    incoming = Incoming(Path("jawaban.csv"), data)
    text = mapping_text(questions_of(export_table(incoming, compiled), compiled), compiled, "jawaban.csv")
    assert '"Poin (2)": luaran.2.poin' in text
    assert "#   periode:" in text  # what must be filled and is not asked
    proposed = mapped(types, text)
    assert proposed.open == {"Siapa?", "Kesan: baik #1?"}
    (form,) = read(types, data, mapping=proposed)
    assert codes(form) == ["pertanyaan-belum-ditentukan"] * 2
    edited = (
        text.replace('"Siapa?": "?"', '"Siapa?": nama')
        .replace('#1?": "?"', '#1?": "-"')
        .replace("# tetap:", "tetap:")
        .replace("#   periode:", "  periode: Juli")
    )
    edited = "\n".join(line for line in edited.splitlines() if not line.startswith("#   "))
    (form,) = read(types, data, mapping=mapped(types, edited))
    assert form.values == {"periode": "Juli", "nama": "Ani", "luaran": [{"poin": "4"}, {"poin": "3"}]}


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("jenis: uji\npertanyaan:\n  Nama: nma\n", "pemetaan-tempat", "baris 3: Tempat “nma” tidak ada: “nma” tidak dikenal, maksud Anda “nama”?"),
        ("jenis: uji\npertanyaan:\n  A: nama\n  B: nama\n", "pemetaan-tempat", "baris 4: Ganda: tempat “nama” sudah dipakai di baris 3."),
        ("jenis: uji\npertanyaan:\n  A: luaran.poin\n", "pemetaan-tempat", "“luaran.poin” tabel; sebut baris dan kolomnya, misalnya luaran.1.hasil."),
        ("jenis: uji\npertanyaan:\n  A: luaran.x.poin\n", "pemetaan-tempat", "bukan nomor baris"),
        ("jenis: uji\npertanyaan:\n  A:\n", "pemetaan-salah", "baris 3: Tempat untuk “A” belum ditulis."),
        ("jenis: ujj\npertanyaan:\n  A: nama\n", "pemetaan-salah", "baris 1: Jenis dokumen “ujj” tidak dikenal, maksud Anda “uji”?"),
        ("jenis: uji\npertanyan:\n  A: nama\n", "pemetaan-salah", "baris 2: “pertanyan” tidak dikenal, maksud Anda “pertanyaan”?"),
        ("jenis: uji\npertanyaan:\n  A: nama\n  A: periode\n", "pemetaan-salah", "“A” ditulis dua kali."),
        ("jenis: uji\ntetap:\n  nama: {x: y}\n", "pemetaan-salah", "baris 3"),
        ("- a\n", "pemetaan-salah", "bukan pemetaan"),
    ],
)  # fmt: skip
def test_mapping__wrong_is_told_with_its_line(types: Catalogue, text: str, code: str, told: str) -> None:
    with pytest.raises(IntakeFault) as caught:
        mapped(types, text)
    assert caught.value.code == code
    assert told in str(caught.value)


def test_mapping__of_a_question_that_is_not_asked_is_a_fault_with_the_nearest(types: Catalogue) -> None:
    mapping = mapped(types, "jenis: uji\npertanyaan:\n  Nama lengkapp: nama\n")
    with pytest.raises(IntakeFault) as caught:
        read(types, csv_bytes(["Nama lengkap", "Periode"], ["Ani", "2024"]), mapping=mapping)
    assert caught.value.code == "pemetaan-pertanyaan"
    assert "peta.yaml, baris 3: Pertanyaan “Nama lengkapp” tidak ada dalam ekspornya, maksud Anda “Nama lengkap”?" in str(caught.value)


def test_mapping__beside_the_export_is_remembered(types: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "jawaban.csv"
    file.write_bytes(csv_bytes(["Siapa?", "Periode"], ["Ani", "2024"]))
    (tmp_path / "uji.peta.yaml").write_text("jenis: uji\npertanyaan:\n  Siapa?: periode\n  Periode: '-'\n", encoding="utf-8")
    (form,) = read_export(Incoming(file), types, "uji")
    assert form.values == {"periode": "Ani"}
    (tmp_path / "jawaban.peta.yaml").write_text("jenis: uji\npertanyaan:\n  Siapa?: nama\n", encoding="utf-8")
    (form,) = read_export(Incoming(file), types)  # the nearer one, which tells the type too
    assert form.values == {"nama": "Ani", "periode": "2024"}
    (form,) = read_export(Incoming(tmp_path / "lain.csv", file.read_bytes()), types)
    assert codes(form) == ["jenis-dokumen-tidak-ada"]


def test_export__of_microsoft_forms(types: Catalogue) -> None:
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Nama", "Periode", "Minat"]
    (form,) = read(types, csv_bytes(head, ["1", "5/14/2024 10:11", "5/14/2024 10:12", "anonymous", "", "Ani", "2024", "Tari;Seni;"]))
    assert form.values == {"nama": "Ani", "periode": "2024", "minat": ["Tari", "Seni"]}


def test_export__of_kobo(types: Catalogue) -> None:
    head = ["start", "end", "nama", "periode", "minat", "minat/Seni", "minat/Tari", "luaran/poin", "_id", "_submission_time"]
    (form,) = read(types, csv_bytes(head, ["x", "y", "Ani", "2024", "Tari", "0", "1", "4", "17", "z"], separator=";"))
    assert form.values == {"nama": "Ani", "periode": "2024", "minat": ["Tari"], "luaran": [{"poin": "4"}]}


def test_export__days_with_the_month_first_are_told(types: Catalogue) -> None:
    head = ["Timestamp", "Nama", "Periode", "Tanggal Lahir"]
    one, two = read(types, csv_bytes(head, ["5/14/2024 10:11:12", "Ani", "2024", "3/4/1990"], ["5/15/2024 10:11:12", "Budi", "2024", ""]))
    assert one.values["lahir"] == "4/3/1990"  # the fourth of March, as the time stamps of the same file tell
    assert codes(one) == ["pertanyaan-dilewati", "tanggal-bulan-dahulu"]
    assert codes(two) == []
    (plain,) = read(types, csv_bytes(head, ["14/5/2024 10:11:12", "Ani", "2024", "3/4/1990"]))
    assert plain.values["lahir"] == "3/4/1990"


def _book(rows: list[list[Any]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form Responses 1"
    for row in rows:
        sheet.append(row)
    if merged:
        for area in merged.split():
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_export__in_a_workbook_is_told_from_a_form(types: Catalogue) -> None:
    (form,) = read(types, _book([list(HEAD), [None, "Ani", 2024, "Modul", 4, None, None]]), "jawaban.xlsx")
    assert form.values == {"nama": "Ani", "periode": 2024, "luaran": [{"hasil": "Modul", "poin": 4}]}
    assert form.mark == "baris 2"
    place = form.places["luaran", 0, "poin"]
    assert (place.sheet, place.cell) == ("Form Responses 1", "E2")
    assert str(place) == "jawaban.xlsx, lembar “Form Responses 1”, sel E2"


def test_export__with_headings_in_two_rows(types: Catalogue) -> None:
    rows = [
        ["Nama", "Periode", "Luaran 1", None, "Luaran 2", None],
        [None, None, "Hasil", "Poin", "Hasil", "Poin"],
        ["Ani", "2024", "Modul", 4, "Video", 3],
    ]
    (form,) = read(types, _book(rows, "A1:A2 B1:B2 C1:D1 E1:F1"), "jawaban.xlsx")
    assert form.values["luaran"] == [{"hasil": "Modul", "poin": 4}, {"hasil": "Video", "poin": 3}]


def test_export__of_ten_thousand_rows_holds_one_document_at_a_time(types: Catalogue) -> None:
    """What is held beyond the table itself does not grow with the rows that were read."""
    data = csv_bytes(HEAD, *([ANI] * 10_000))
    forms = read_export(Incoming(Path("jawaban.csv"), data), types, "uji")
    next(forms)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    count = 1 + sum(1 for _ in forms)
    grown = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert count == 10_000
    assert grown < 1_000_000  # a hundred bytes a row would be a million


def test_export__a_mapping_tells_the_row_of_questions_though_answers_sound_like_questions(types: Catalogue) -> None:
    mapping = mapped(types, "jenis: uji\npertanyaan:\n  P1: nama\n  P2: periode\n")
    [form] = read(types, csv_bytes(("P1", "P2"), ("Nama", "Periode")), mapping=mapping)
    assert form.values == {"nama": "Nama", "periode": "Periode"}


@pytest.mark.parametrize("written", ["1.250.000,50", "5.000 orang", "20-25 orang", "12:30 WIB", "5.000 (5)"])
def test_export__a_number_with_more_digits_behind_it_is_no_scale(types: Catalogue, written: str) -> None:
    """The first digits of it are not what was answered."""
    [form] = read(types, csv_bytes(HEAD, (*ANI[:4], written, *ANI[5:])))
    assert form.values["luaran"][0]["poin"] == written
