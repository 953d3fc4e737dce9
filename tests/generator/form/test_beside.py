"""Columns beside ratings and marks: never one more reviewer, item or aspect.

SCO-94. SCO-01 to SCO-05, SCO-11: who is counted.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.form.beside import is_beside
from generator.home import Home
from generator.intake.tables.read import read_bytes
from generator.tallies.model import Options
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally


def scored(name, text, **choices):
    recipe = RECIPES[name]
    return tally(recipe, read_bytes(text.encode(), "t.csv", recipe.known), Home().library, Options(**choices))


def codes(found):
    return [one.code for one in found.findings]


@pytest.mark.parametrize(
    "heading",
    ["Jumlah", "Jumlah Setuju", "JUMLAH SKOR", "Total", "Skor", "I-CVI", "I_CVI", "Rata-rata", "Rata - rata", "V", "Aiken's V", "Keterangan", "Ket.",
     "Kelas", "Usia", "Usia (tahun)", "Jenis Kelamin", "L/P", "Persentase (%)", "%", "Jumlah Penilai yang Setuju", "Saran Validator 1", "NIP",
     "Peringkat", "Ranking", "Skor Tertinggi", "Nilai Terendah", "No Absen", "No. Urut Presensi", "Tahun Lahir", "% Ketercapaian"],
)  # fmt: skip
def test_heading__is_no_reviewer(heading) -> None:
    assert is_beside(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Penilai 1",
        "Validator 3",
        "Ani",
        "V1",
        "Skor Penilai 1",
        "Nilai Ahli 2",
        "Materi",
        "Waktu",
        "Hasil belajar",
        "B1",
        "Dewi Ratna",
        "Ahli Nilai",
    ],
)
def test_heading__may_be_a_reviewer_or_an_item(heading) -> None:
    assert not is_beside(heading)


def test_cvi__a_count_of_votes_is_not_one_more_reviewer() -> None:
    """Each item 3 of 4: I-CVI 3/4, the mean 3/4 stands below 0.80."""
    found = scored(
        "cvi", "No;Butir;Validator 1;Validator 2;Validator 3;Validator 4;Jumlah Setuju\n1;B1;4;4;3;2;3\n2;B2;3;2;4;4;3\n3;B3;3;3;2;4;3\n"
    )
    result = found.done[0].result
    assert (result.jumlah_penilai, result.s_cvi_ave, result.verdict) == (4, Fraction(3, 4), "TIDAK LAYAK")
    assert [(one.code, str(one.severity)) for one in found.findings] == [("kolom-dilewati", "note")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("butir,A,B,C,Temuan\nB1,4,3,2,9\nB2,1,3,2,6\nB3,4,4,4,12\n", "jumlah"),
        ("butir,A,B,C,Temuan\nB1,4,3,2,3\nB2,1,3,2,2\nB3,4,4,3,3.67\n", "rerata"),
        ("butir,A,B,C,Temuan\nB1,4,3,2,2\nB2,1,3,2,1\nB3,4,4,3,3\n", "banyaknya yang setuju dari"),
        ("butir,A,B,C,Temuan\nB1,4,3,2,\"0,67\"\nB2,1,3,2,\"0,33\"\nB3,4,4,3,1\n", "banyaknya yang setuju dari"),
        ("butir,A,B,C,Temuan\nB1,4,,2,2\nB2,1,3,2,3\nB3,4,4,3,3\n", "banyaknya"),
    ],
)  # fmt: skip
def test_cvi__a_column_that_the_others_give_is_asked_about(text, what) -> None:
    found = scored("cvi", text)
    assert (found.done, codes(found)) == ((), ["kolom-hitungan"])
    assert what in found.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "butir,A,B,C,D\nB1,4,4,4,4\nB2,3,3,3,3\nB3,4,4,4,4\n",
        "butir,A,B,C,D\nB1,4,2,3,3\nB2,4,4,4,4\nB3,3,3,3,3\n",
        "butir,Penilai 1,Penilai 2,Penilai 3,Penilai 4\nB1,4,3,2,3\nB2,1,3,2,2\nB3,4,4,1,3\n",
    ],
    ids=["semua sama", "sekali berbeda", "berjudul penilai"],
)
def test_cvi__agreement_is_no_computation(text) -> None:
    found = scored("cvi", text)
    assert (found.done[0].result.jumlah_penilai, codes(found)) == (4, [])


@pytest.mark.parametrize(
    ("name", "text"), [("cvi", "butir,A,B\nB1,1,0\nB2,1,1\n"), ("cvi", "butir,A,B\nB1,1,1\nB2,1,1\n"), ("level1", "A,B\n1,1\n1,1\n")]
)
def test_scale__of_nought_and_one_is_asked_about(name, text) -> None:
    assert codes(scored(name, text)) == ["skala-nol-satu"]


def test_scale__of_one_throughout_counts_where_it_is_meant() -> None:
    assert scored("level1", "A,B\n1,1\n1,1\n", skala=4).done
    assert scored("cvi", "butir,A,B\nB1,Tidak Sesuai,1\nB2,1,1\n").done


def test_cvi__a_scale_of_five_is_refused_by_name() -> None:
    found = scored("cvi", "butir,A,B,C\nB1,5,4,5\nB2,3,5,4\nB3,4,4,2\n")
    assert (found.done, codes(found)) == ((), ["skala-lima"])


def test_level1__where_somebody_comes_from_is_no_item() -> None:
    """Materi (3 + 4)/2, Narasumber 4: 15/4."""
    found = scored("level1", "Responden,Kelas,Materi,Narasumber,Jumlah\nR1,1,4,4,8\nR2,2,3,4,7\n")
    assert found.recipe.keys(found.done)["mean"] == Fraction(15, 4)
    assert codes(found) == ["kolom-dilewati", "kolom-dilewati"]


def test_na__columns_without_weight_are_named() -> None:
    """80 x .6 + 90 x .4 = 84."""
    found = scored("na", "No,nama,Kelas,A (60%),B (40%),Jumlah,Rata-rata\n1,Ani,7,80,90,170,85\n")
    assert (found.recipe.keys(found.done)["rows"][0]["na"], codes(found)) == (84, ["kolom-dilewati"] * 3)


def test_na__a_heading_of_dashes_takes_no_time() -> None:
    assert "kolom-tanpa-bobot" in codes(scored("na", f"nama,A (100%),{'-' * 20_000}x\nAni,80,1\n"))


def test_cvi__the_number_of_reviewers_is_none() -> None:
    """Item 2: 2 of 3 above 2. A letter that follows another one is a reviewer all the same."""
    found = scored("cvi", "butir,A,B,C,n\nB1,4,3,4,3\nB2,2,3,4,3\nB3,4,4,4,3\n")
    assert [one.value for one in found.done[0].result.butir] == [1, Fraction(2, 3), 1]
    found = scored("cvi", "butir,L,M,N\nB1,4,3,4\nB2,2,3,4\n")
    assert found.done[0].result.jumlah_penilai == 3


def test_cvi__a_reviewer_with_a_roman_number_is_counted() -> None:
    """Reviewer V finds nothing relevant: each item 4 of 5."""
    found = scored("cvi", "butir,I,II,III,IV,V\nB1,4,4,4,4,1\nB2,4,4,3,4,2\n")
    assert ([one.value for one in found.done[0].result.butir], codes(found)) == ([Fraction(4, 5)] * 2, [])
    found = scored("cvi", "butir,I,II,III,V\nB1,4,4,1,0.67\nB2,4,4,3,1\n")
    assert (found.done[0].result.jumlah_penilai, codes(found)) == (3, ["kolom-dilewati"])


@pytest.mark.parametrize("heading", ["Nama Lengkap", "Nama Guru", "Nama Siswa", "Nama Peserta Didik", "Nama dan Gelar"])
@pytest.mark.parametrize(
    ("score", "columns", "rows"),
    [
        ("level1", "Materi,Sarana", ["4,3", "3,2"]),
        ("level2", "pre,post", ["40,62", "55,70"]),
        ("na", "Sikap (40%),Tugas (60%)", ["80,90", "70,60"]),
        ("rhk", "kuantitas,poin", ["2,16", "1,8"]),
        ("cgi", "jenjang,kompetensi,nilai", ["Ahli Pertama,Pedagogik,2", "Ahli Muda,Pedagogik,3"]),
    ],
)
def test_person__is_named_alike_for_every_score(heading, score, columns, rows) -> None:
    """A column that names people is found by every score, and never read as one of its marks."""
    text = f"{heading},{columns}\n" + "".join(f"{name},{row}\n" for name, row in zip(("Ani", "Budi"), rows, strict=True))
    assert codes(scored(score, text, aturan="2025")) in ([], ["nilai-di-luar-skala"])


def test_words__in_a_whole_column_are_one_finding() -> None:
    """Thirty respondents and a column of words: the column is the cause, told once where it begins."""
    told = scored("level1", "Responden,Hobi,Materi,Sarana\nA,memasak,4,3\nB,catur,3,2\nC,lari,4,4\n")
    assert [(one.code, one.place.line) for one in told.findings if one.is_error] == [("kolom-bukan-angka", 1)]
    graded = scored("na", "Nama,Hobi,Sikap (100%)\nA,memasak,80\nB,catur,90\n")
    assert [one.code for one in graded.findings if one.is_error] == ["kolom-bukan-angka"]


def test_words__in_one_row_stay_a_finding_of_the_cell() -> None:
    told = scored("level1", "Responden,Materi,Sarana\nA,empat,3\nB,3,2\nC,4,4\n")
    assert [(one.code, one.place.line) for one in told.findings] == [("angka-tidak-terbaca", 2)]


def test_heading__that_holds_the_word_asked_for_is_named_once() -> None:
    """“Sasaran Total” for “sasaran”: one finding that names both, not a missing and an unknown column."""
    told = scored("id", "kabupaten,lulus,Sasaran Total,guru\nX,80,100,1000\nY,60,100,2000\n")
    assert codes(told) == ["kolom-tidak-dikenal"]


@pytest.mark.parametrize("heading", ["Butir Pernyataan", "Nomor Butir", "Pertanyaan", "Aspek yang Dinilai"])
def test_cvi__reads_what_an_item_is_called(heading) -> None:
    told = scored("cvi", f"No,{heading},P1,P2,P3\n1,a,4,4,3\n2,b,3,4,4\n")
    assert codes(told) == []


@pytest.mark.parametrize("score", ["na", "level1", "level2", "cvi", "id"])
@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n"])
def test_empty_file__is_one_finding(score, text) -> None:
    assert codes(scored(score, text)) == ["tabel-tanpa-baris"]
