"""What people keep around a table: totals, means, limits, signatures, headings in two rows, a second sheet. All told, none counted.

SCO-94. IN-01: dialects. IN-02: places by line and cell.
"""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from generator.errors import IntakeFault
from generator.intake.tables.read import read_bytes, read_table

TESTS = "nama,pre,post\nAni,40,62\nBudi,55,70\nCitra,60,66\nDedi,50,71\n"
"""Sums 205 and 269, means 51.25 and 67.25."""
REGIONS = "No,Kabupaten,Lulus,Sasaran,Guru\n1,A,80,100,1000\n2,B,60,100,2000\n3,C,40,100,1000\n"


def table(text, known=("nama", "pre", "post", "kabupaten", "lulus", "sasaran", "guru")):
    return read_bytes(text.encode() if isinstance(text, str) else text, "t.csv", known)


def codes(found):
    return [(one.code, one.place.line) for one in found.found]


# --- below


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("Rata-rata,51.25,67.25\n", [("baris-jumlah", 6)]),
        ("Nilai tertinggi,60,71\nNilai Terendah,40,62\n", [("baris-jumlah", 6), ("baris-jumlah", 7)]),
        ("Maksimum,60,71\nMin,40,62\nStandar Deviasi,8.5,4.1\n", [("baris-jumlah", 6), ("baris-jumlah", 7), ("baris-jumlah", 8)]),
        ("KKM,75,75\n", [("baris-jumlah", 6)]),
        ("JUMLAH SELURUHNYA,205,269\n", [("baris-jumlah", 6)]),
        ("Rata-rata kelas VII,51.25,67.25\n", [("baris-kaki", 6)]),
        ("Jumlah nilai 4 peserta,205,269\n", [("baris-kaki", 6)]),
        (",205,269\n", [("baris-kaki", 6)]),
        (",51.25,67.25\n", [("baris-kaki", 6)]),
        ("Provinsi Contoh,205,269\n", [("baris-kaki", 6)]),
        ("BGTK Contoh,205,269\n", [("baris-kaki", 6)]),
        (",,\nMengetahui\nKepala Balai\n,,\nDrs. X\nNIP. 19700101 199003 1 001\n", [("baris-kaki", 7), ("baris-kaki", 8), ("baris-kaki", 10), ("baris-kaki", 11)]),
        (',,"Kota Contoh, 12 Juli 2023"\n,,Ketua\n', [("baris-kaki", 6), ("baris-kaki", 7)]),
        ("Catatan: nilai sebelum remedial\n", [("baris-kaki", 6)]),
    ],
)  # fmt: skip
def test_foot__is_left_out_and_said(foot, expected) -> None:
    found = table(TESTS + foot)
    assert ([row[0] for row in found.rows], codes(found)) == (["Ani", "Budi", "Citra", "Dedi"], expected)
    assert not found.found.has_errors


@pytest.mark.parametrize("foot", ["Jumlah peserta tuntas,3,4\n", "Provinsi Contoh,200,269\n", ",,\n,61,70\n"])
def test_foot__that_could_be_data_is_asked_about(foot) -> None:
    found = table(TESTS + foot)
    assert [(one.code, one.is_error) for one in found.found] == [("baris-rancu", True)]


def test_foot__below_the_last_numbered_row() -> None:
    """180, 300 and 4000 are the sums; a row like the others without its number may be forgotten data."""
    assert codes(table(REGIONS + ",Contoh,180,300,4000\n")) == [("baris-kaki", 5)]
    assert codes(table(REGIONS + "Jumlah,,180,300,4000\n")) == [("baris-jumlah", 5)]
    assert codes(table(REGIONS + ",D,10,20,100\n")) == [("baris-rancu", 5)]
    assert codes(table(REGIONS + "4,D,180,300,4000\n")) == []
    assert codes(table(REGIONS + "\nPredikat,Banyak\nBaik,3\n"))[0] == ("baris-kaki", 6)


@pytest.mark.parametrize("last", ["Eka,45,60\n", "Eka,,\n", ",,\nEka,45,60\n", "Eka,15,7\n"])
def test_foot__the_last_person_stays(last) -> None:
    """Without marks, or behind a blank row."""
    found = table(TESTS + last)
    assert ([row[0] for row in found.rows][-1], codes(found)) == ("Eka", [])


def test_foot__equal_marks_are_nobodys_mean() -> None:
    found = read_bytes(b"butir,P1,P2,P3\nB1,4,4,4\nB2,4,4,4\nB3,4,4,4\n", "t.csv", ("butir",))
    assert (len(found.rows), codes(found)) == (3, [])


def test_foot__a_small_sum_by_chance_is_data_or_asked_about() -> None:
    """1 + 2 = 3 and 2 + 1 = 3 happens among marks of 1 to 4."""
    assert codes(table("nama,pre,post\nA,1,2\nB,2,1\nC,3,3\n")) == []
    assert codes(table("nama,pre,post\nA,10,20\nB,20,30\nC,30,50\n")) == [("baris-rancu", 4)]


# --- above


def test_head__in_two_rows() -> None:
    found = table("No,Nama,Nilai,\n,,Pre,Post\n1,Ani,40,60\n2,Budi,50,70\n")
    assert (found.headings, found.rows[0], codes(found)) == (("No", "Nama", "Pre", "Post"), ("1", "Ani", "40", "60"), [])
    assert [place.line for place in found.heading_places] == [1, 1, 2, 2]


def test_head__groups_tell_equal_headings_apart() -> None:
    found = table("Nama,Sikap,,Pengetahuan,\n,Pre,Post,Pre,Post\nAni,1,2,3,4\n", ("nama",))
    assert found.headings == ("Nama", "Sikap Pre", "Sikap Post", "Pengetahuan Pre", "Pengetahuan Post")


def test_head__merged_over_two_rows_in_excel(tmp_path) -> None:
    book = Workbook()
    for row in (["Rekap", None, None], ["Nama", "Nilai", None], [None, "Pre", "Post"], ["Ani", 40, 60], ["Budi", 50, 70]):
        book.active.append(row)
    for area in ("A1:C1", "A2:A3", "B2:C2"):
        book.active.merge_cells(area)
    book.save(tmp_path / "t.xlsx")
    found = read_table(tmp_path / "t.xlsx", ("nama", "pre", "post"))
    assert (found.headings, len(found.rows), list(found.found)) == (("Nama", "Pre", "Post"), 2, [])


@pytest.mark.parametrize("count", ["(1),(2),(3),(4)", "1,2,3,4"])
def test_head__a_row_that_counts_the_columns_is_no_data(count) -> None:
    found = table(f"No,Nama,Pre,Post\n{count}\n1,Ani,40,60\n2,Budi,50,70\n")
    assert ([row[1] for row in found.rows], codes(found)) == (["Ani", "Budi"], [("baris-nomor-kolom", 2)])


def test_head__marks_of_1_2_3_are_data() -> None:
    assert len(read_bytes(b"A,B,C\n1,2,3\n3,2,2\n", "t.csv").rows) == 2


def test_columns__more_than_any_score_has_are_refused() -> None:
    with pytest.raises(IntakeFault, match="kolom"):
        table(",".join(f"k{at}" for at in range(20_000)) + "\n")


# --- text


def test_csv__decimal_commas_that_nobody_quoted_are_refused_with_their_line() -> None:
    found = table("nama,pre,post\nAni,40,5,62,5\nBudi,55,70\n")
    assert [(one.code, one.place.line, one.is_error) for one in found.found] == [("baris-terlalu-panjang", 2, True)]
    assert all(way in found.found[0].hint for way in ("40.5", '"40,5"', "titik koma"))


def test_csv__trailing_separators_and_blanks_are_no_cells() -> None:
    found = table("nama,pre,post,,\nAni,40,62,,\nBudi,55,70,, \n")
    assert (found.headings, len(found.rows), codes(found)) == (("nama", "pre", "post"), 2, [])


@pytest.mark.parametrize(
    "text",
    [
        'nama,pre,post\n"Ani,80,90\nBudi,70,60\n"Citra,50,60\n',
        'nama,pre,post\n"Ani,80,90\nBudi,70,60\n",50,60\n',
        'nama;pre;post\n"Ani;80;90\nBudi;70;60\nCitra";50;60\n',
        'nama,pre,post\n"Ani"x,80,90\n',
        'nama,pre,post\nAni,80,"90\n',
    ],
    ids=["tutup diikuti nama", "tutup diikuti pemisah", "tutup sesudah nama", "sesudah tutup", "tidak ditutup"],
)
def test_csv__a_stray_quotation_mark_swallows_nobody(text) -> None:
    with pytest.raises(IntakeFault, match="baris 2"):
        table(text)


@pytest.mark.parametrize("text", ['nama,pre\n"Kota\nContoh",1\n', 'nama,pre\n"5"" pipa",1\n', 'nama;pre\n"baik, lalu\nlebih baik";1\n'])
def test_csv__sound_quotation_marks_are_read(text) -> None:
    assert len(table(text).rows) == 1


@pytest.mark.parametrize("head", ["", "sep=;\n", "\ufeff", "\ufeffsep=;\n"])
def test_csv__mark_and_named_separator(head) -> None:
    found = table(f"{head}nama;pre;post\nAni;40,5;62\n")
    assert (found.headings, found.rows) == (("nama", "pre", "post"), (("Ani", "40,5", "62"),))


# --- beside


def test_sheets__another_with_the_same_headings_is_named(tmp_path) -> None:
    book = Workbook()
    book.active.title = "Kelas A"
    for name in ("Kelas B", "Rekap"):
        book.create_sheet(name)
    for sheet in ("Kelas A", "Kelas B"):
        for row in (["Nama", "Pre", "Post"], ["Ani", 40, 60]):
            book[sheet].append(row)
    book["Rekap"].append(["Kelas", "Banyak"])
    book.save(tmp_path / "t.xlsx")
    found = read_table(tmp_path / "t.xlsx", ("nama", "pre", "post"))
    assert [(one.code, str(one.severity), one.place.sheet) for one in found.found] == [
        ("lembar-serupa", "warning", "Kelas B"),
        ("lembar-lain", "note", "Rekap"),
    ]
    assert list(read_table(tmp_path / "t.xlsx", ("nama", "pre", "post"), sheet="Kelas B").found) == []


def test_sheets__same_headings_that_no_score_knows_are_named(tmp_path) -> None:
    book = Workbook()
    for title in ("Angkatan 1", "Angkatan 2"):
        sheet = book.create_sheet(title)
        for row in (["Materi", "Sarana"], [4, 3]):
            sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    assert [one.code for one in read_table(tmp_path / "t.xlsx", ("responden",)).found] == ["lembar-serupa"]


@pytest.mark.parametrize(
    "name", ["Max Havelaar", "Minarti", "Ideal Saputra", "Meani", "Ragam Wiyono", "Totok", "Jumlahari", "Provita", "Ketut", "Rahmatullah"]
)
def test_foot__a_person_called_nearly_like_one_stays(name) -> None:
    found = table(TESTS + f"{name},15,7\n")
    assert ([row[0] for row in found.rows][-1], codes(found)) == (name, [])


def test_foot__a_person_called_like_one_stays_with_a_number() -> None:
    assert codes(table("No,Nama,Pre,Post\n1,Ani,40,62\n2,Budi,55,70\n3,Max,15,7\n")) == []
    assert codes(table("No,Nama,Pre,Post\n1,Ani,40,62\n2,Budi,55,70\n,Max,55,70\n")) == [("baris-jumlah", 4)]


# --- as people keep them, once more


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("Nilai KKM,75,75\n", [("baris-jumlah", 6)]),
        ("J u m l a h,205,269\n", [("baris-jumlah", 6)]),
        ("Σ,205,269\n", [("baris-jumlah", 6)]),
        ("Skor Minimum Kelas,40,62\nPassing grade,70,70\n", [("baris-jumlah", 6), ("baris-jumlah", 7)]),
        (",,Validator,\n,,\n,,( ....... )\n", [("baris-kaki", 6), ("baris-kaki", 8)]),
    ],
)
def test_foot__is_told_by_its_word(foot, expected) -> None:
    """SCO-94: limits under any name, letters spread apart, a signature in the column of marks."""
    found = table(TESTS + foot)
    assert ([row[0] for row in found.rows], codes(found)) == (["Ani", "Budi", "Citra", "Dedi"], expected)


def test_last_row__below_rows_that_happen_to_be_sums() -> None:
    """SCO-94: 1 + 2 = 3 and 8 + 4 = 12 in the third row make no foot of the last one."""
    text = "RHK,Kuantitas,Poin\nA,1,8\nB,2,4\nC,3,12\nD,2,8\nE,1,12\nF,2,12\nG,3,12\n"
    found = table(text, ("rhk", "kuantitas", "poin"))
    assert ([row[0] for row in found.rows], codes(found)) == (list("ABCDEFG"), [])


def test_rows__beside_a_column_that_nobody_filled() -> None:
    """SCO-94: a blank column of signatures in front is not what names the rows."""
    found = table("Tanda Tangan;Nama;Pre;Post\n;Ani;40;62\n;Budi;55;70\n")
    assert ([row[1] for row in found.rows], codes(found)) == (["Ani", "Budi"], [])


def test_headings__below_a_title_that_says_a_name() -> None:
    """SCO-94: `Nama : Rahmat` above the table is a fact of the sheet; the headings are the wider row."""
    found = table("Nama;:;Rahmat;\nNama;Pengetahuan (40%);Sikap (20%);Keterampilan (40%)\nAni;71;79;78\n", ("nama",))
    assert (found.headings[1], len(found.rows)) == ("Pengetahuan (40%)", 1)


def test_sheet__of_the_table_though_a_summary_before_it_knows_a_heading() -> None:
    """SCO-94: of two sheets with one known heading each the one with rows and columns is the table."""
    book = Workbook()
    book.active.title = "Rekap"
    for row in (["Uraian", "Banyak"], ["Peserta", 2]):
        book.active.append(row)
    sheet = book.create_sheet("Data")
    for row in (["Responden", "Materi", "Metode"], ["Ani", 3, 4], ["Budi", 2, 4]):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_bytes(buffer.getvalue(), "t.xlsx", ("responden", "peserta"))
    assert (found.headings, len(found.rows)) == (("Responden", "Materi", "Metode"), 2)


@pytest.mark.parametrize("means", ["51.25,67.25", "51.3,67.3"])
def test_named_row__that_is_the_mean_of_all_above_is_asked_about(means) -> None:
    """A row “Kelas VII” under the people, with the means of both columns: counted it would be one more person."""
    told = table(f"nama,pre,post\nAni,40,62\nBudi,55,70\nCitra,60,66\nDedi,50,71\nKelas VII,{means}\n")
    assert codes(told) == [("baris-rancu", 6)]


def test_named_row__with_a_mean_as_a_program_computed_it_is_asked_about() -> None:
    """40, 55 and 60 are 155, 62, 70 and 66 are 198: 155 / 3 in binary has one digit too many."""
    told = table("nama,pre,post\nAni,40,62\nBudi,55,70\nCitra,60,66\nKelas VII,51.666666666666664,66\n")
    assert [one.code for one in told.found] == ["baris-rancu"]


def test_named_row__is_not_the_mean_of_numbers_finer_than_it_is_near_them() -> None:
    """0,251 + 0,261 + 0,221 are 0,733, a mean of 0,2443; 0,241 has three decimals and is another number, as 0,185 is beside 0,1883."""
    rows = "Kabupaten;Aktual;Target\nA;0,251;0,165\nB;0,261;0,195\nC;0,221;0,205\n"
    for last, told in (("D;0,241;0,185", []), ("D;0,244;0,188", ["baris-rancu"]), ("D;0,24;0,19", ["baris-rancu"])):
        found = table(f"{rows}{last}\n", ("kabupaten", "aktual", "target")).found
        assert [one.code for one in found] == told, last


def test_named_row__on_a_scale_of_four_is_data_though_it_is_the_mean() -> None:
    told = table("butir,P1,P2,P3\nB1,2,4,3\nB2,4,2,3\nB3,3,3,3\nB4,3,3,3\n", ("butir",))
    assert len(told.rows) == 4
    assert not told.found
