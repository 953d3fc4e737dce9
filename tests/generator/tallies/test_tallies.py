"""Scores of bare tables: the numbers of the regulation's formulas, and every wrong cell named.

SCO-01 to SCO-15 through ordinary headings. IN-02: all findings at once, each with its line. IN-03, IN-06.
"""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook

from generator.home import Home
from generator.intake.tables.read import read_bytes
from generator.tallies.model import Options
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally

CVI = "butir,Ani,Budi,Citra,Dewi,Eko\n"


def codes(tally):
    return sorted((one.code, one.place.line) for one in tally.findings if one.is_error)


def warned(tally):
    return [(one.code, one.place.line) for one in tally.findings if not one.is_error]


# --- cvi ----------------------------------------------------------------------------------------------------------------------------------


def test_cvi__five_reviewers(keys) -> None:
    """SCO-01 to 04. Votes of five: 5, 4, 3, 5, 2, 5; (1 + 4/5 + 3/5 + 1 + 2/5 + 1)/6 = 24/30 = 4/5; three of six unanimous."""
    text = CVI + "B1,4,4,3,4,3\nB2,3,4,4,2,4\nB3,4,3,2,3,2\nB4,4,4,4,4,4\nB5,2,3,1,2,4\nB6,3,3,4,3,3\n"
    found = keys("cvi", text)
    assert [one["value"] for one in found["i_cvi"]] == [1, Fraction(4, 5), Fraction(3, 5), 1, Fraction(2, 5), 1]
    assert (found["s_cvi_ave"], found["s_cvi_ua"], found["verdict"]) == (Fraction(4, 5), Fraction(1, 2), "REVISI")


def test_cvi__words_in_any_case_and_a_blank_left_out(scored) -> None:
    """SCO-01: 3 of the 4 who rated; the blank is told at its line."""
    found = scored("cvi", CVI + "B1,Sesuai,sesuai,cukup  sesuai,,KURANG SESUAI\n")
    assert found.done[0].result.butir[0].value == Fraction(3, 4)
    assert warned(found) == [("nilai-dilewati", 2)]


def test_cvi__all_wrong_cells_in_one_round(scored) -> None:
    """IN-02: a misspelt heading, an unknown word, a number off the scale, an item twice, an item nobody rated."""
    found = scored("cvi", "butr,Ani,Budi\nB1,4,9\nB2,Setuju,4\nB1,3,3\nB3,,\n")
    expected = [("baris-kembar", 4), ("butir-tanpa-penilai", 5), ("kolom-tidak-dikenal", 1)]
    assert codes(found) == sorted([*expected, ("penilaian-tidak-dikenal", 2), ("penilaian-tidak-dikenal", 3)])
    assert "maksud Anda “butir”" in found.findings[0].message


def test_cvi__two_reviewers_of_one_name(scored) -> None:
    """IN-03."""
    assert codes(scored("cvi", "butir,Ani,Ani\nB1,4,4\n")) == [("kolom-ganda", 1)]


def test_cvi__no_reviewer(scored) -> None:
    assert codes(scored("cvi", "butir\nB1\n")) == [("kolom-tidak-ada", 1)]


# --- na -----------------------------------------------------------------------------------------------------------------------------------


def test_na__weights_in_the_headings(keys) -> None:
    """SCO-05, SCO-06. 85x.4 + 90x.2 + 80x.4 = 34 + 18 + 32 = 84; 62x.2 + ... see the vectors: 90 is Baik, 70 is not passed."""
    found = keys("na", "Nama;Pengetahuan (40%);Sikap 20 %;Keterampilan [bobot: 40%]\nAni;85;90;80\nBudi;90;90;90\nCici;70;70;70\n")
    rows = [(row["nama"], row["na"], row["predikat"], row["lulus"]) for row in found["rows"]]
    assert rows == [("Ani", 84, "Baik", True), ("Budi", 90, "Baik", True), ("Cici", 70, "Sedang", False)]
    assert found["jumlah_lulus"] == 2


def test_na__exact_beside_an_edge(keys) -> None:
    """SCO-06: 70.01x.6 + 70x.4 = 42.006 + 28 = 70.006, above 70."""
    found = keys("na", "nama;A (60%);B (40%)\nAni;70,01;70\n")["rows"][0]
    assert (found["na"], found["predikat"], found["lulus"]) == (Fraction("70.006"), "Cukup", True)


def test_na__a_mark_that_is_missing_or_out_of_range_is_an_error_at_its_line(scored) -> None:
    found = scored("na", "nama;A (60%);B (40%)\nAni;;70\nBudi;101;70\nCici;x;70\n")
    assert codes(found) == [("angka-tidak-terbaca", 4), ("nilai-di-luar-rentang", 3), ("wajib-diisi", 2)]


def test_na__weights_that_do_not_total_100(scored) -> None:
    """SCO-05: 40 + 20 + 30 = 90."""
    assert codes(scored("na", "nama,A (40%),B (20%),C (30%)\nAni,80,80,80\n")) == [("bobot-tidak-100", 1)]


def test_na__a_column_without_weight(scored) -> None:
    assert ("kolom-tanpa-bobot", 1) in codes(scored("na", "nama,A (100%),B\nAni,80,80\n"))


def test_na__two_people_of_one_name_are_told_apart(scored) -> None:
    found = scored("na", "nama,A (100%)\nAni,80\nAni,90\n")
    assert [row["nama"] for row in found.recipe.keys(found.done)["rows"]] == ["Ani (baris 2)", "Ani (baris 3)"]
    assert warned(found) == [("baris-kembar", 3)]


# --- capaian, penurunan -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "percent", "predikat"),
    [("270,300", 90, "Baik"), ("109,120", Fraction(545, 6), "Amat Baik"), ("110,100", 110, "Amat Baik")],
)
def test_capaian__one_row(keys, row, percent, predikat) -> None:
    """SCO-07: graduates over target; 109/120 = 90.8333..., above 90."""
    found = keys("capaian", f"lulus,target\n{row}\n")
    assert (found["percent"], found["predikat"]) == (percent, predikat)


def test_capaian__rows_and_their_total(keys) -> None:
    """(80 + 10)/(100 + 20) = 75 %."""
    found = keys("capaian", "program,lulus,target\nP,80,100\nQ,10,20\nJumlah,90,120\n")
    assert (found["percent"], found["predikat"]) == (75, "Cukup")
    assert [(row["nama"], row["percent"]) for row in found["rows"]] == [("P", 80), ("Q", 50)]


def test_capaian__target_0(scored) -> None:
    assert codes(scored("capaian", "lulus,target\n5,0\n")) == [("target-nol", 2)]


@pytest.mark.parametrize(
    ("row", "percent", "predikat", "note"),
    [
        ("0,30;0,25", 80, "Cukup", ""),
        ("0,275;0,25", 90, "Baik", ""),
        ("0,55;0,25", -20, "Kurang", ""),
        ("0,20;0,25", 120, "Amat Baik", "melampaui target"),
        ("0;0,25", None, "", "tanpa kesenjangan"),
    ],
)
def test_penurunan__one_row(keys, row, percent, predikat, note) -> None:
    """SCO-08: 200 - 100 x aktual/target."""
    found = keys("penurunan", f"aktual;target\n{row}\n")
    assert (found["percent"], found["predikat"], found["catatan"]) == (percent, predikat, note)


# --- id -----------------------------------------------------------------------------------------------------------------------------------

FOUR = "kabupaten,lulus,sasaran,guru\nA,150,200,4000\nB,90,150,3000\nC,60,100,2000\nD,20,80,1000\n"


@pytest.mark.parametrize(("rerata", "expected"), [(None, "0.2945791"), ("tertimbang", "0.2297825"), ("agregat", "0.2404448")])
def test_id__three_means(keys, rerata, expected) -> None:
    """SCO-09: Yi = 3/4, 3/5, 3/5, 1/4; the plain mean is 11/20."""
    assert round(keys("id", FOUR, rerata=rerata)["id"], 7) == Decimal(expected)


def test_id__square_is_exact(keys) -> None:
    """SCO-09: 0.8, 0.6, 0.4; Y = 0.6; (0.04x1000 + 0.04x1000)/4000 = 1/50, over 0.36: 1/18."""
    text = "Kabupaten/Kota,Lulus,Sasaran,Jumlah guru\nA,80,100,1.000\nB,60,100,2.000\nC,40,100,1.000\nTotal,180,300,4.000\n"
    assert keys("id", text)["kuadrat"] == Fraction(1, 18)


def test_id__one_row_a_teacher(keys) -> None:
    """Kab. A: 3 teachers, 2 targets, 1 graduate; B: 1, 1, 1. Y = (1/2 + 1)/2 = 3/4; every distance 1/4: (1/16)/(9/16) = 1/9."""
    assert keys("id", "kabupaten,sasaran,lulus\nA,1,1\nA,ya,tidak\nA,0,0\nB,1,1\n")["kuadrat"] == Fraction(1, 9)


def test_id__target_0_needs_a_choice(scored, keys) -> None:
    """SCO-09: left out, A and B remain: 1/2 and 1, Y 3/4, each 1/4 away: 1/9. Read as 0: Y = 1/2, 1/6 spread: (0 + 1/4 + 1/4)/3 over 1/4 = 2/3."""
    text = "kabupaten,lulus,sasaran,guru\nA,1,2,10\nB,2,2,10\nC,0,0,10\n"
    assert codes(scored("id", text)) == [("sasaran-nol", 4)]
    assert keys("id", text, sasaran_nol="lewati")["kuadrat"] == Fraction(1, 9)
    assert keys("id", text, sasaran_nol="nol")["kuadrat"] == Fraction(2, 3)


def test_id__population_given_apart(scored) -> None:
    assert codes(scored("id", FOUR, n=9999)) == [("populasi-tidak-cocok", 1)]


def test_id__all_wrong_cells_in_one_round(scored) -> None:
    found = scored("id", "kabupaten,lulus,sasaran,guru\nA,1,0,3\nB,2,4,5.5\nA,-1,3,2\nC,,3,2\n")
    assert codes(found) == [
        ("baris-kembar", 4), ("bilangan-negatif", 4), ("bukan-bilangan-bulat", 3), ("sasaran-nol", 2), ("wajib-diisi", 5),
    ]  # fmt: skip


def test_id__a_column_that_is_not_there(scored) -> None:
    assert codes(scored("id", "kabupaten,lulus,guru\nA,1,3\n")) == [("kolom-tidak-ada", 1)]


# --- cgi ----------------------------------------------------------------------------------------------------------------------------------

SIX = [
    ("Ahli Pertama", "1.6"),
    ("Ahli Pertama", "2.4"),
    ("Ahli Muda", "2.4"),
    ("Ahli Madya", "3.2"),
    ("Ahli Madya", "4.0"),
    ("Ahli Utama", "4"),
]


def test_cgi__long_rows(keys) -> None:
    """SCO-10. Gaps .4/2, 0, .6/3, .8/4, 0, 1/5: .8/6 = 2/15; in levels (.4 + .6 + .8 + 1)/6 = 7/15."""
    rows = "".join(f"Guru {at},{rank},Pedagogik,{value}\n" for at, (rank, value) in enumerate(SIX))
    found = keys("cgi", "nama,jenjang,kompetensi,nilai\n" + rows)
    assert (found["cgi"], found["mean_gap"]) == (Fraction(2, 15), Fraction(7, 15))
    assert [(one["nama"], one["cgi"]) for one in found["by_jenjang"]][:2] == [
        ("Ahli Pertama", Fraction(1, 10)),
        ("Ahli Muda", Fraction(1, 5)),
    ]


@pytest.mark.parametrize(("cara", "expected"), [(None, Fraction(0)), ("kesenjangan dahulu", Fraction(1, 9))])
def test_cgi__one_row_a_teacher(keys, cara, expected) -> None:
    """SCO-10: level 3 with 2, 4, 3: the mean is 3, no gap; gap first (1/3 + 0 + 0)/3 = 1/9."""
    assert keys("cgi", "jenjang,1.1,1.2,1.3\nGuru Ahli Muda,2,4,3\n", cara=cara)["cgi"] == expected


def test_cgi__both_shapes_agree(keys) -> None:
    wide = "nama,jenjang,kabupaten,1.1,1.2,2.1\nA,Ahli Muda,K,2,3,1\nB,Ahli Madya,L,4,,2\n"
    long = "nama,jenjang,kabupaten,kompetensi,nilai\n" + "".join(
        f"{name},{rank},{place},{code},{value}\n"
        for name, rank, place, values in (("A", "Ahli Muda", "K", (2, 3, 1)), ("B", "Ahli Madya", "L", (4, "", 2)))
        for code, value in zip(("1.1", "1.2", "2.1"), values, strict=True)
    )
    first, second = keys("cgi", wide), keys("cgi", long)
    assert first == second
    assert [one["nama"] for one in first["by_kelompok"]] == ["K", "L"]


def test_cgi__wrong_cells(scored) -> None:
    found = scored("cgi", "nama,jenjang,1.1,1.2,Catatan\nA,Kepala,2,3,x\nB,Ahli Muda,7,z,\n")
    assert codes(found) == [("angka-tidak-terbaca", 3), ("jenjang-tidak-dikenal", 2), ("nilai-di-luar-rentang", 3)]
    assert ("kolom-tidak-dikenal", 1) in warned(found)


def test_cgi__blank_values_are_left_out_and_told(scored) -> None:
    found = scored("cgi", "nama,jenjang,kompetensi,nilai\nA,Ahli Muda,1,\nB,Ahli Muda,1,3\n")
    assert (found.done[0].result.n, warned(found)) == (1, [("nilai-dilewati", 2)])


# --- level1, level2, rhk, jp, dasbor ------------------------------------------------------------------------------------------------------


def test_level1__means_and_alpha(keys) -> None:
    """SCO-12. Item means 14/4 and 12/4, all 26/8. Variances 1/3 and 2/3, totals 8 7 6 5: 5/3; alpha 2 x (1 - 1/(5/3)) = 4/5."""
    found = keys("level1", "Responden,Materi,Sarana\nR1,4,4\nR2,4,3\nR3,3,3\nR4,3,2\n")
    assert [one["rerata"] for one in found["butir"]] == [Fraction(7, 2), 3]
    assert (found["mean"], found["kategori"], found["alpha"]) == (Fraction(13, 4), "Baik", Fraction(4, 5))


def test_level1__answers_off_the_scale(scored) -> None:
    found = scored("level1", "A,B\n5,1\n4,x\n2.5,1\n")
    assert codes(found) == [("angka-tidak-terbaca", 3), ("jawaban-di-luar-skala", 2), ("jawaban-di-luar-skala", 4)]


def test_level1__a_longer_scale(keys) -> None:
    assert keys("level1", "A\n5\n5\n", skala=5)["mean"] == 5


def test_level2__eight_people(keys) -> None:
    """SCO-11: the vectors' 61427/184800 and 40/119; t = 15/(sqrt(32)/sqrt(8)) = 15/2."""
    pairs = zip((40, 55, 60, 50, 65, 45, 70, 58), (62, 70, 66, 71, 74, 63, 82, 75), strict=True)
    found = keys("level2", "nama,pretest,posttest\n" + "".join(f"P{at},{a},{b}\n" for at, (a, b) in enumerate(pairs)))
    assert (found["test"], found["mean_gain"], found["class_gain"]) == ("uji t berpasangan", Fraction(61427, 184800), Fraction(40, 119))
    assert (round(found["p"], 8), found["statistik"]) == (Decimal("0.00013730"), Decimal("7.5"))


def test_level2__five_people_are_only_described(keys) -> None:
    """SCO-11. Means 60 and 77: 17/40."""
    rows = "".join(f"P{at},{a},{b}\n" for at, (a, b) in enumerate([(50, 70), (60, 75), (55, 80), (70, 85), (65, 75)]))
    found = keys("level2", "nama,pre,post\n" + rows)
    assert (found["verdict"], found["p"].name, found["class_gain"]) == ("deskriptif", "kosong", Fraction(17, 40))


def test_level2__incomplete_and_wrong_rows(scored) -> None:
    found = scored("level2", "nama,pre,post\nA,50,\nB,50,70\n")
    assert (found.done[0].result.tidak_lengkap, warned(found)) == (("A",), [("nilai-dilewati", 2)])
    assert codes(scored("level2", "nama,pre,post\nA,50,170\n")) == [("nilai-di-luar-rentang", 2)]


@pytest.mark.parametrize(
    ("rows", "total", "status", "warning"),
    [
        ("2,8\n2,4\n2,4\n", 32, "Memenuhi", []),
        ("2,8\n", 16, "Belum memenuhi", ["poin-di-luar-anjuran"]),
        ("1,129\n", 129, "Melebihi", ["poin-di-luar-anjuran"]),
    ],
)
def test_rhk__total_and_status(scored, rows, total, status, warning) -> None:
    """SCO-13: outside 32 to 128 is a warning, never a refusal."""
    found = scored("rhk", f"kuantitas,poin\n{rows}")
    assert (found.done[0].result.total, found.done[0].result.status) == (total, status)
    assert [one.code for one in found.findings] == warning


def test_rhk__rules_without_points_and_unknown_rules(keys, scored) -> None:
    assert keys("rhk", "kuantitas,poin\n1,8\n", aturan="2025")["status"] == "Tanpa poin"
    assert [one.code for one in scored("rhk", "kuantitas,poin\n1,8\n", aturan="X").findings] == ["aturan-tidak-dikenal"]


def test_jp__rows(keys) -> None:
    """SCO-14: 16 JP are 2 days luring; 20 luring + 12 daring are 2 + 3 days."""
    rows = keys("jp", "nama,jp,moda,luring,daring\nA,16,Luring,,\nB,32,blended,20,12\n")["rows"]
    assert [(row["menit"], row["hari"]) for row in rows] == [(720, 2), (1440, 5)]


def test_dasbor__three_tables(keys) -> None:
    """SCO-15: 270/300; 3/4; five of six due activities in time."""
    assert keys("dasbor", "kabupaten,dilatih,target\nA,150,160\nB,120,140\n")["sasaran"]["percent"] == 90
    assert keys("dasbor", "tahapan,selesai,direncanakan\nP,3,4\n")["kerja"]["percent"] == 75
    rows = "".join(f"A{at},2026-03-0{at},{'' if at == 6 else f'0{at}/03/2026'}\n" for at in range(1, 7))
    found = keys("dasbor", "aktivitas,target,selesai\n" + rows, per=date(2026, 3, 31))
    assert (found["waktu"]["percent"], found["terlambat"]) == (Fraction(250, 3), ["A6"])


@pytest.mark.parametrize(
    "name", ["cvi", "na", "capaian", "penurunan", "id", "cgi", "level1", "level2", "analisis-butir", "rhk", "jp", "dasbor"]
)
def test_tally__an_empty_file_is_told(scored, name) -> None:
    assert scored(name, "").findings.has_errors


# --- analisis-butir -----------------------------------------------------------------------------------------------------------------------


def test_item_analysis__key_and_participants(keys) -> None:
    """Two of three right, one of three: totals 2 1 0. The letters of the whole test are what may be chosen."""
    found = keys("analisis-butir", "No,Nama,1,2,Jumlah\n,Kunci,A,C,\n1,Ani,A,C,2\n2,Budi,A,B,1\n3,Citra,B,A,0\n")
    assert [(one["butir"], one["kesukaran"]) for one in found["butir"]] == [("1", Fraction(2, 3)), ("2", Fraction(1, 3))]
    assert [(one["opsi"], one["jumlah"]) for one in found["pengecoh"]] == [("A", 2), ("B", 1), ("C", 0), ("A", 1), ("B", 1), ("C", 1)]


def test_item_analysis__key_below_and_items_with_marks(keys) -> None:
    """U1 is judged out of 4: (4 + 2)/2/4 = 3/4."""
    found = keys("analisis-butir", "Nama;1;U1\nBobot;;4\nAni;B;4\nBudi;A;2\nKunci jawaban;B;\n")
    assert [(one["butir"], one["kesukaran"], one["kunci"]) for one in found["butir"]] == [
        ("1", Fraction(1, 2), "B"),
        ("U1", Fraction(3, 4), ""),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nama,1,2\nAni,A,B\n", [("kolom-tidak-ada", 1)]),
        ("Nama\nAni\n", [("kolom-tidak-ada", 1)]),
        ("1,2\nA,B\n", [("kolom-tidak-ada", 1)]),
        ("Nama,1,2\nBobot,4,4\nAni,5,x\n", [("bukan-bilangan", 3), ("nilai-di-luar-rentang", 3)]),
        ("Nama,1,2\nBobot,0,4\nAni,0,4\n", [("maksimum-nol", 2)]),
        ("Nama,1\nKunci,A\n", [("tabel-kosong", 1)]),
    ],
)
def test_item_analysis__wrong_at_its_place(scored, text, found) -> None:
    assert codes(scored("analisis-butir", text)) == found


def test_item_analysis__who_answered_nothing_and_what_has_no_key_is_told(scored) -> None:
    found = scored("analisis-butir", "Nama,1,2\nKunci,A,\nAni,A,x\nBudi,,\n")
    assert warned(found) == [("nilai-dilewati", 2), ("nilai-dilewati", 4)]
    assert found.done[0].result.catatan.startswith("Hanya satu peserta")


# --- what the user may have meant otherwise -----------------------------------------------------------------------------------------------


def test_id__flags_of_a_teacher_are_yes_or_no(scored) -> None:
    """A blank is no 0, and a count is no flag."""
    found = scored("id", "kabupaten,lulus,sasaran\nA,5,1\nA,-3,1\nA,,1\nA,1.5,1\nB,L,1\nB,nan,1\nB,1,ya\n")
    assert codes(found) == [
        ("pilihan-ya-tidak", 2), ("pilihan-ya-tidak", 3), ("pilihan-ya-tidak", 5), ("pilihan-ya-tidak", 6), ("pilihan-ya-tidak", 7), ("wajib-diisi", 4),
    ]  # fmt: skip


def test_id__a_target_of_none_is_placed_at_the_first_row_of_its_kabupaten(scored) -> None:
    """IN-02: B stands in lines 2 and 4."""
    assert codes(scored("id", "kabupaten,lulus,sasaran\nB,0,0\nA,1,1\nB,0,0\n")) == [("sasaran-nol", 2)]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("id", "kabupaten,lulus,sasaran,guru\nA,60,100,200\nB,120,100,200\n", 3),
        ("id", "kabupaten,lulus,sasaran,guru\nA,60,100,200\nB,60,100,90\n", 3),
        ("id", "kabupaten,lulus,sasaran\nA,1,1\nB,1,0\nB,1,1\n", 3),
        ("dasbor", "kabupaten,dilatih,target\nA,120,100\n", 2),
        ("dasbor", "nama,selesai,direncanakan\nA,3,2\n", 2),
    ],
)
def test_more_graduates_than_targets__is_a_warning(scored, name, text, line) -> None:
    """IN-09: peserta ≤ sasaran."""
    found = scored(name, text)
    assert (bool(found.done), warned(found)) == (True, [("melebihi-sasaran", line)])


def test_rhk__each_teacher_has_a_total(scored) -> None:
    """SCO-13. A: 2x4 + 1x8 = 16; B: 3x8 = 24; together they would reach 32."""
    found = scored("rhk", "nama;kuantitas;poin\nAni;2;4\nBudi;3;8\nAni;1;8\n")
    rows = found.recipe.keys(found.done)["rows"]
    assert [(row["nama"], row["total"], row["status"]) for row in rows] == [("Ani", 16, "Belum memenuhi"), ("Budi", 24, "Belum memenuhi")]
    assert warned(found) == [("poin-di-luar-anjuran", 2), ("poin-di-luar-anjuran", 3)]


def test_rhk__one_teacher_by_name(keys) -> None:
    found = keys("rhk", "nama;kuantitas;poin\nAni;4;8\n")
    assert (found["nama"], found["total"]) == ("Ani", 32)


def test_rhk__a_row_word_for_word_the_same_is_told(scored) -> None:
    """IN-08."""
    assert ("baris-kembar", 4) in warned(scored("rhk", "rhk;kuantitas;poin\nA;2;8\nB;2;8\nA;2;8\n"))


def test_level2__a_p_that_is_nearly_nought_is_not_nought(scored) -> None:
    """44 people from 0 to 23 and more: the p of the t-test is below 1e-20; reports write p < 0,001."""
    pytest.importorskip("scipy")
    text = "nama,pre,post\n" + "".join(f"P{at},0,{23 + at}\n" for at in range(44))
    found = scored("level2", text)
    assert any("p < 0,001" in line for line in found.recipe.lines(found.done))
    assert any("< 0,001" in line for line in found.done[0].working.lines())


def test_level2__a_p_beside_its_level_is_not_rounded_onto_it() -> None:
    from generator.scoring.working import probability

    assert [probability(Decimal(text)) for text in ("0.0467", "0.049999", "0.05", "0.00099", "0.001", "0", "1.0")] == [
        "= 0,0467", "= 0,049999", "= 0,05", "< 0,001", "= 0,001", "< 0,001", "= 1",
    ]  # fmt: skip


def test_capaian__a_hundred_thousand_rows_take_seconds(scored) -> None:
    """Linear, and the working of each is made only when it is asked for."""
    import time

    text = "nama,lulus,target\n" + "".join(f"Program {at},{at % 90 + 1},{at % 30 + 100}\n" for at in range(30_000))
    start = time.process_time()
    found = scored("capaian", text)
    assert (len(found.done), time.process_time() - start < 10) == (30_001, True)
    assert len(list(found.recipe.lines(found.done))) < 100


# --- rows that stand twice, answers that are missing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("capaian", "program,lulus,target\nA,30,40\nB,20,40\nA,30,40\n", 4),
        ("penurunan", "kabupaten,aktual,target\nA,0.2,0.1\nA,0.2,0.1\n", 3),
        ("jp", "pelatihan,jp,moda\nA,32,luring\nB,16,daring\nA,32,luring\n", 4),
        ("dasbor", "kabupaten,dilatih,target\nA,30,40\nA,30,40\n", 3),
        ("level1", "responden,materi,metode\nAni,3,4\nBudi,2,4\nAni,3,4\n", 4),
        ("analisis-butir", "peserta,1,2\nKunci,A,B\nAni,A,B\nBudi,A,C\nAni,A,B\n", 5),
        ("cgi", "nama,jenjang,1.1,1.2\nAni,Ahli Muda,2,3\nBudi,Ahli Muda,2,3\nAni,Ahli Muda,2,3\n", 4),
        ("id", "kabupaten,nama guru,lulus,sasaran\nA,Ani,1,1\nB,Budi,0,1\nA,Ani,1,1\n", 4),
    ],
)
def test_row_that_stands_twice__is_a_warning(scored, name, text, line) -> None:
    """IN-08."""
    found = scored(name, text)
    assert (bool(found.done), [one for one in warned(found) if one[0] == "baris-kembar"]) == (True, [("baris-kembar", line)])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("level1", "materi,metode\n3,4\n3,4\n2,4\n"),
        ("id", "kabupaten,lulus,sasaran\nA,1,1\nB,0,1\nA,1,1\n"),
        ("cgi", "jenjang,1.1\nAhli Muda,2\nAhli Muda,2\n"),
    ],
)
def test_equal_rows__of_people_without_a_name_are_no_doubles(scored, name, text) -> None:
    assert "baris-kembar" not in [one.code for one in scored(name, text).findings]


def test_level1__an_answer_that_is_missing_is_told_where_it_would_stand(scored) -> None:
    """IN-02: the mean of Metode is that of the one answer given, 4."""
    found = scored("level1", "responden,materi,metode\nAni,3,\nBudi,2,4\n")
    assert warned(found) == [("nilai-dilewati", 2)]
    assert [one.rerata for one in found.done[0].result.butir] == [Fraction(5, 2), 4]


# --- many rows ----------------------------------------------------------------------------------------------------------------------------


def test_capaian__of_many_rows_takes_little_room(library) -> None:
    """Under 1.3 kB a row at the most, table, reading and results together (2 kB before); 300,000 rows fit where 1 GB is given."""
    rows = 10_000
    lines = "".join(f"P{at},{20 + at % 40},{61 + at % 37}\n" for at in range(rows))
    recipe = RECIPES["capaian"]
    data = ("program,lulus,target\n" + lines).encode()
    tally(recipe, read_bytes(data[:10_000].rpartition(b"\n")[0], "t.csv", recipe.known), library)  # what is kept for the process
    tracemalloc.start()
    try:
        found = tally(recipe, read_bytes(data, "t.csv", recipe.known), library)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.done) == rows + 1
    assert most < 1_300 * rows
    assert found.done[-1].places["lulus",].line == 1
    assert found.done[1].places["lulus",].line == 3


# --- names spelt otherwise ---------------------------------------------------------------------------------------------------------------


def test_rhk__a_name_in_other_letters_is_the_same_teacher(keys) -> None:
    """2 x 8 + 1 x 8 + 3 x 8 = 48 points of one teacher."""
    found = keys("rhk", "nama,kuantitas,poin\nAni,2,8\nANI ,1,8\nani,3,8\n")
    assert (found["nama"], found["total"]) == ("Ani", 48)


def test_id__a_region_in_other_letters_is_the_same_region(keys) -> None:
    """A: 2 of 3 trained; B: 0 of 1."""
    text = "kabupaten,lulus,sasaran\nKab. A,1,1\nKAB A,1,1\nkab. a ,0,1\nKab. B,1,1\n"
    assert [(one["kabupaten"], one["cakupan"]) for one in keys("id", text)["kabupaten"]] == [("KAB A", Fraction(2, 3)), ("Kab. B", 1)]


def test_jp__an_unknown_way_of_training_is_answered_with_the_known_ones(scored) -> None:
    found = scored("jp", "pelatihan,jp,moda\nA,16,hybrid\n")
    assert [one.code for one in found.findings] == ["aturan-tidak-dikenal"]
    assert "--aturan" not in found.findings[0].hint
    assert "daring" in found.findings[0].hint


@pytest.mark.parametrize(("cell", "seen"), [(True, "“TRUE”"), (date(2026, 1, 2), "“2/1/2026”")])
def test_cell__is_told_as_excel_shows_it(cell, seen) -> None:
    """A truth value and a date in a column of numbers: never as Python writes them."""
    book, written = Workbook(), io.BytesIO()
    for row in (["nama", "pre", "post"], ["Ani", cell, 62], ["Budi", 50, 60]):
        book.active.append(row)
    book.save(written)
    kind = RECIPES["level2"]
    told = tally(kind, read_bytes(written.getvalue(), "t.xlsx", kind.known), Home().library, Options())
    assert [seen in one.message for one in told.findings] == [True]
