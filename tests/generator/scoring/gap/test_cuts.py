"""Whole results of CGI, the dashboard and Level 1: every column of every cut. SCO-10, SCO-12, SCO-15."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from generator.scoring.bands import band_table
from generator.scoring.coverage import Progress, Ratio
from generator.scoring.gap import indices as gap
from generator.scoring.reaction import cronbach_alpha
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from validators.absence import CACAT, KOSONG

LIKERT = band_table("likert", [{"above": "2.5", "k": "Puas"}, {"upto": "2.5", "k": "Belum puas"}], "")
LEVELS = [{"nama": "Ahli Muda", "level": 3}, {"nama": "Ahli Madya", "level": 4}]
DAY = date(2026, 6, 30)
HALF = Fraction(1, 2)


def value(nama: str, kode: str, nilai: object, jenjang: str = "Ahli Madya", **more: object) -> dict[str, Any]:
    return {"nama": nama, "jenjang": jenjang, "kompetensi": kode, "nilai": nilai, **more}


def cgi(*rows: dict[str, Any], **more: object) -> gap.Result:
    return run("cgi", {"nilai": list(rows), "level": LEVELS, **more})


# CGI


def test_gap_index__every_column_of_every_cut() -> None:
    """SCO-10. Kompetensi A: Ani 4 - 2 (1/2, 2 levels), Budi 4 - 4 (0), Cici of level 3 at 1 (2/3, 2 levels); B: Ani 4 - 1 (3/4, 3 levels).

    A: (1/2 + 0 + 2/3)/3 = 7/18, levels 4/3, mean value 7/3. B: 3/4, 3, 1. Overall (7/18 + 3/4)/2 = 41/72, levels 13/6.
    Ahli Madya: A (1/2 + 0)/2 = 1/4, levels 1, value 3; B 3/4, 3, 1: means 1/2, 2, 2. Group X (Ani): A 1/2, 2, 2; B 3/4, 3, 1.
    """
    result = cgi(
        value("Ani", "A", 2, kelompok="X"),
        value("Budi", "A", 4),
        value("Cici", "A", 1, "Ahli Muda"),
        value("Ani", "B", 1, kelompok="X"),
        value("Budi", "B", None),
    )
    assert (result.cgi, result.mean_gap, result.n, result.q) == (Fraction(41, 72), Fraction(13, 6), 3, 2)
    assert result.by_kompetensi == (
        gap.Index("A", Fraction(7, 18), Fraction(4, 3), Fraction(7, 3), 3, 2),
        gap.Index("B", Fraction(3, 4), Fraction(3), Fraction(1), 1, 1),
    )
    assert result.by_jenjang == (
        gap.Index("Ahli Madya", HALF, Fraction(2), Fraction(2), 2, 1),
        gap.Index("Ahli Muda", Fraction(2, 3), Fraction(2), Fraction(1), 1, 1),
    )
    assert result.by_kelompok == (gap.Index("X", Fraction(5, 8), Fraction(5, 2), Fraction(3, 2), 1, 1),)
    assert result.by_kompetensi_jenjang == (
        gap.CrossIndex("A", "Ahli Madya", Fraction(1, 4), Fraction(1), 2, 1),
        gap.CrossIndex("A", "Ahli Muda", Fraction(2, 3), Fraction(2), 1, 1),
        gap.CrossIndex("B", "Ahli Madya", Fraction(3, 4), Fraction(3), 1, 1),
    )
    assert result.tanpa_nilai == (gap.Missing("Budi", "B", ""),)
    assert result.catatan == "CGI keseluruhan: rerata 2 kompetensi; 1 nilai kosong tidak ikut dihitung"


def test_gap_index__no_blanks_no_note_of_them() -> None:
    assert cgi(value("Ani", "A", 2)).catatan == "CGI keseluruhan: rerata 1 kompetensi"


def test_gap_index__nothing_reached_is_the_whole_gap() -> None:
    """SCO-10: K = 0 of level 4: (4 - 0)/4 = 1, four levels."""
    result = cgi(value("Ani", "A", 0))
    assert (result.cgi, result.mean_gap, result.n, result.q) == (1, 4, 1, 1)


def test_gap_index__indicators_ranked_by_their_gap_not_by_their_code() -> None:
    """SCO-10, DOC-19. 1.1: 3 of 4 and 3 of 3: 1/8; 1.2: 1 of 4: 3/4; 1.3: 2 of 4: 1/2. Spread of 1.1: two teachers at level 3."""
    result = cgi(value("Ani", "1.1", 3), value("Cici", "1.1", 3, "Ahli Muda"), value("Ani", "1.2", 1), value("Ani", "1.3", 2))
    assert [(one.indikator, one.urutan, one.cgi) for one in result.by_indikator] == [
        ("1.1", 3, Fraction(1, 8)),
        ("1.2", 1, Fraction(3, 4)),
        ("1.3", 2, HALF),
    ]
    assert [one.indikator for one in result.prioritas] == ["1.2", "1.3", "1.1"]
    assert result.by_indikator[0].sebaran == tuple(gap.LevelCount(level, 2 if level == 3 else 0) for level in range(1, 6))


def test_gap_index__sums_added_up_keep_the_names_of_the_first() -> None:
    one = gap.Sums("A", "Ahli Muda", "X", 1, 1, HALF, Fraction(2), Fraction(1))
    other = gap.Sums("A", "Ahli Madya", "Y", 2, 0, Fraction(0), Fraction(0), Fraction(8))
    assert gap.total([one, other]) == gap.Sums("A", "Ahli Muda", "X", 3, 1, HALF, Fraction(2), Fraction(9))


def test_gap_index__a_minimal_level_of_one_counts() -> None:
    assert run("cgi", {"nilai": [value("Ani", "A", HALF, "Pemula")], "level": [{"nama": "Pemula", "level": 1}]}).cgi == HALF


def test_gap_index__every_stranger_of_the_matrix_and_every_row_after_it_is_read() -> None:
    matrix = {"Budi": {"1": 3}, "Ani": {"1": 9}, "Dedi": {"1": 3}}
    with pytest.raises(ScoreRefused) as caught:
        run("cgi", {"guru": [{"nama": "Ani", "jenjang": "Ahli Muda"}], "matriks": matrix, "level": LEVELS})
    assert {(one.code, one.place[1]) for one in caught.value.all} == {
        ("guru-tidak-dikenal", "Budi"),
        ("nilai-di-luar-rentang", "Ani"),
        ("guru-tidak-dikenal", "Dedi"),
    }


def test_gap_index__codes_print_as_the_names_they_stand_for() -> None:
    names = [{"kode": "1", "nama": "Pedagogik"}]
    result = cgi(value("Ani", "1.1", 3), value("Ani", "2.1", 3), kompetensi=names)
    assert [one.nama for one in result.by_kompetensi] == ["Pedagogik", "2"]


def test_gap_index__a_kompetensi_without_any_value_is_one_blank() -> None:
    """SCO-10: both indicators of 2 are blank: one note on the kompetensi; one blank indicator of 1 is named."""
    result = cgi(value("Ani", "1.1", 3), value("Ani", "1.2", None), value("Ani", "2.1", None), value("Ani", "2.2", None))
    assert result.tanpa_nilai == (gap.Missing("Ani", "1", "1.2"), gap.Missing("Ani", "2", ""))


# Dashboard


def test_dashboard__every_ratio_with_its_name() -> None:
    """SCO-15. Targets 3/4; stages 1/2 and 3/8 make 4/10; two due, one in time; June 1 to 30 of 61 days to July 31."""
    result = run(
        "dasbor",
        {
            "per": DAY,
            "sasaran": [{"kabupaten": "A", "luaran": "X", "dilatih": 3, "target": 4}],
            "tahapan": [{"nama": "On", "selesai": 1, "direncanakan": 2}, {"nama": "In", "selesai": 3, "direncanakan": 8}],
            "aktivitas": [
                {"nama": "a", "target": DAY, "selesai": DAY, "luaran": "X"},
                {"nama": "b", "target": DAY, "selesai": None},
            ],
            "program": [{"mulai": DAY, "akhir": DAY}],
            "mulai": date(2026, 6, 1),
            "akhir": date(2026, 7, 31),
        },
    )
    assert result.sasaran == Ratio("Keseluruhan", 3, 4, Fraction(75))
    assert result.sasaran_per_kabupaten == (Ratio("A", 3, 4, Fraction(75)),)
    assert result.sasaran_per_luaran == (Ratio("X", 3, 4, Fraction(75)),)
    assert result.kerja == Ratio("Keseluruhan", 4, 10, Fraction(40))
    assert result.kerja_per_tahapan == (Ratio("On", 1, 2, Fraction(50)), Ratio("In", 3, 8, Fraction(75, 2)))
    assert result.waktu == Ratio("Keseluruhan", 1, 2, Fraction(50))
    assert result.waktu_per_luaran == (Ratio("X", 1, 1, Fraction(100)),)
    assert result.berjalan == Ratio("Waktu berjalan", 30, 61, Fraction(3000, 61))
    assert (result.terlambat, result.program) == (("b",), Progress(1, 0, 0))


@pytest.mark.parametrize("given", [{"mulai": DAY}, {"akhir": DAY}])
def test_dashboard__one_end_alone_gives_no_elapsed_time(given: dict[str, date]) -> None:
    assert run("dasbor", {"per": DAY, **given}).berjalan is None


# Level 1


def level1(*sheets: dict[str, object], **more: object) -> Any:
    return run("level1", {"jawaban": list(sheets), "kategori": LIKERT, **more})


def test_reaction__columns_of_items_and_aspects() -> None:
    """SCO-12. a: 4, 3 (mean 7/2, Puas); b: 2, 1 (3/2, Belum puas); both: 10/4 = 5/2, Belum puas."""
    result = level1({"a": 4, "b": 2}, {"a": 3, "b": 1}, butir=[{"butir": "a", "aspek": "M"}, {"butir": "b", "aspek": "M"}])
    assert [(one.butir, one.aspek, one.n, one.kosong, one.rerata, one.kategori) for one in result.butir] == [
        ("a", "M", 2, 0, Fraction(7, 2), "Puas"),
        ("b", "M", 2, 0, Fraction(3, 2), "Belum puas"),
    ]
    (aspect,) = result.aspek
    assert (aspect.aspek, aspect.jumlah_butir, aspect.n, aspect.rerata, aspect.kategori) == ("M", 2, 4, Fraction(5, 2), "Belum puas")
    assert (result.keseluruhan.aspek, result.keseluruhan.kategori) == ("Keseluruhan", "Belum puas")


def test_reaction__alpha_is_defined_and_nothing_is_noted_or_it_is_said_why_not() -> None:
    """SCO-12. a 4 2, b 3 1: variances 2 and 2, totals 7 and 3: 8; 2 (1 - 4/8) = 1."""
    assert (level1({"a": 4, "b": 3}, {"a": 2, "b": 1}).alpha, level1({"a": 4, "b": 3}, {"a": 2, "b": 1}).catatan) == (1, "")
    assert level1({"a": 4}).catatan == ("Alfa Cronbach tidak terdefinisi: perlu dua butir, dua jawaban lengkap, dan jawaban yang beragam.")


def test_reaction__empty_text_is_no_answer_and_an_unsound_one_spoils_the_score() -> None:
    assert level1({"a": ""}, {"a": 3}).butir[0].kosong == 1
    assert level1({"a": CACAT}, {"a": 3}) is CACAT
    assert level1({"a": KOSONG}, {"a": 3}).butir[0].n == 1


def test_cronbach_alpha__answers_of_unequal_number_are_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="shorter"):
        cronbach_alpha([[1, 2], [3, 4, 5]][::-1])


def test_working__level1_prints_no_band_longer_than_it_is() -> None:
    assert working("level1", {"jawaban": [{"a": 4}], "kategori": LIKERT}).band == "Puas (> 2,5; likert)"


def test_gap_index__by_several_columns_that_the_call_names() -> None:
    """LANGUAGE of specs: `potongan`. One kompetensi, level 4: Ani 2 (1/2), Budi 4 (0), Cici 3 (1/4).

    mapel: IPA Ani and Budi (1/2 + 0)/2 = 1/4; IPS Cici 1/4. wilayah.kota: Malang Ani 1/2; Batu Budi and Cici (0 + 1/4)/2 = 1/8.
    """
    guru = [
        {"nama": "Ani", "jenjang": "Ahli Madya", "mapel": "IPA", "wilayah": {"kota": "Malang"}},
        {"nama": "Budi", "jenjang": "Ahli Madya", "mapel": "IPA", "wilayah": {"kota": "Batu"}},
        {"nama": "Cici", "jenjang": "Ahli Madya", "mapel": "IPS", "wilayah": {"kota": "Batu"}},
        {"nama": "Dedi", "jenjang": "Ahli Madya", "mapel": KOSONG, "wilayah": {"kota": KOSONG}},
    ]
    matriks = {"Ani": {"A": 2}, "Budi": {"A": 4}, "Cici": {"A": 3}, "Dedi": {"A": 4}}
    given = {"guru": guru, "matriks": matriks, "level": LEVELS}
    found = run("cgi", {**given, "potongan": ["mapel", "wilayah.kota"]})
    assert [(one.potongan, one.nama, one.cgi, one.n, one.q) for one in found.potongan] == [
        ("mapel", "IPA", Fraction(1, 4), 2, 1),
        ("mapel", "IPS", Fraction(1, 4), 1, 1),
        ("wilayah.kota", "Malang", HALF, 1, 1),
        ("wilayah.kota", "Batu", Fraction(1, 8), 2, 1),
    ]
    assert run("cgi", given).potongan == ()
    assert found.cgi == run("cgi", given).cgi
    with pytest.raises(ScoreRefused) as refused:
        run("cgi", {**given, "potongan": ["mapl"]})
    assert refused.value.code == "pilihan-tidak-dikenal"
