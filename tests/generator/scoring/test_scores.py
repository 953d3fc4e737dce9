"""Edges of the scores that the other tests pass by: exact thresholds, notes in full, columns of results. SCO-01 to SCO-15."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.scoring import cvi, disparity, grades
from generator.scoring.bands import band_table
from generator.scoring.cvi import LiteratureNote
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from validators.absence import CACAT, KOSONG

PREDIKAT = band_table("predikat", [{"above": 70, "predikat": "Baik", "kategori": "Lulus"}, {"upto": 70, "predikat": "Kurang"}], "")
CVI = band_table("ambang-cvi", [{"from": "0.80", "k": "memenuhi"}, {"below": "0.80", "k": "tidak memenuhi"}], "")
ONE_WEIGHT = [{"nama": "sikap", "bobot": 100}]
LYNN = [
    {"kode": "lynn-3-5", "penilai_dari": 3, "penilai_sampai": 5, "i_cvi": 1},
    {"kode": "lynn-6", "penilai_dari": 6, "penilai_sampai": None, "i_cvi": Decimal("0.83")},
]
POLIT = [{"kode": "polit-beck", "penilai_dari": 3, "penilai_sampai": None, "i_cvi": Decimal("0.78"), "s_cvi_ave": Decimal("0.9")}]


def votes(*yes: int, of: int) -> dict[str, dict[str, int | None]]:
    """Items of which so many of `of` reviewers chose 4, the others 1."""
    return {f"b{at}": {f"R{who}": 4 if who < count else 1 for who in range(of)} for at, count in enumerate(yes, start=1)}


def rated(table: dict[str, Any], *literature: dict[str, Any]) -> cvi.Result:
    return run("cvi", {"penilaian": table, "ambang": CVI, "pustaka": list(literature)})


# CVI


@pytest.mark.parametrize(
    ("table", "lynn", "polit"),
    [
        # 5 of 5, 4 of 5: Lynn asks for 1; average .9 is Polit & Beck's .9, and .8 is above .78
        (
            votes(5, 4, of=5),
            LiteratureNote(Fraction(1), False, ("b2",), "Lynn (1986), 5 penilai: I-CVI ≥ 1; belum terpenuhi."),
            LiteratureNote(Fraction(78, 100), True, (), "Polit & Beck (2006), 5 penilai: I-CVI ≥ 0,78 dan S-CVI/Ave ≥ 0,9; terpenuhi."),
        ),
        # 4 of 5 twice: average .8
        (
            votes(4, 4, of=5),
            LiteratureNote(Fraction(1), False, ("b1", "b2"), "Lynn (1986), 5 penilai: I-CVI ≥ 1; belum terpenuhi."),
            LiteratureNote(
                Fraction(78, 100), False, (), "Polit & Beck (2006), 5 penilai: I-CVI ≥ 0,78 dan S-CVI/Ave ≥ 0,9; belum terpenuhi."
            ),
        ),
        (
            votes(3, of=3),
            LiteratureNote(Fraction(1), True, (), "Lynn (1986), 3 penilai: I-CVI ≥ 1; terpenuhi."),
            LiteratureNote(Fraction(78, 100), True, (), "Polit & Beck (2006), 3 penilai: I-CVI ≥ 0,78 dan S-CVI/Ave ≥ 0,9; terpenuhi."),
        ),
        (
            votes(2, of=2),
            LiteratureNote(None, None, (), "Lynn (1986): tidak ada ambang untuk 2 penilai."),
            LiteratureNote(None, None, (), "Polit & Beck (2006): tidak ada ambang untuk 2 penilai."),
        ),
    ],
    ids=["at-the-threshold", "average-below", "three", "two"],
)
def test_note__whole(table: dict[str, Any], lynn: LiteratureNote, polit: LiteratureNote) -> None:
    """SCO-04."""
    result = rated(table, *LYNN, *POLIT)
    assert (result.lynn, result.polit_beck) == (lynn, polit)


def test_note__an_item_rated_by_fewer_than_any_threshold_meets_that_of_all_reviewers() -> None:
    """SCO-04: three reviewers, b2 rated by two of them, one found it relevant: 1/2 is below Lynn's 1 for three."""
    table = votes(3, 1, of=3)
    table["b2"]["R2"] = None
    assert rated(table, *LYNN).lynn == LiteratureNote(Fraction(1), False, ("b2",), "Lynn (1986), 3 penilai: I-CVI ≥ 1; belum terpenuhi.")


def test_note__half_a_hundredth_below_the_threshold_still_prints_as_it() -> None:
    """SCO-04: .825 prints 0,83: 33 of 40 reviewers meet Lynn's .83, 32 of 40 (.80) do not."""
    assert rated(votes(33, of=40), *LYNN).lynn.di_bawah == ()
    assert rated(votes(32, of=40), *LYNN).lynn.di_bawah == ("b1",)


def test_threshold__an_open_lower_edge_holds_for_nobody_too() -> None:
    assert cvi.Threshold("lynn").is_for(0)


def test_validity__columns_of_an_item() -> None:
    """SCO-01, 03: 3 of 4 relevant; pc = 4/16, kappa = (3/4 - 1/4)/(1 - 1/4) = 2/3."""
    (item,) = rated(votes(3, of=4)).butir
    assert (item.butir, item.penilai, item.relevan, item.value) == ("b1", 4, 3, Fraction(3, 4))
    assert (item.band, item.memenuhi, item.kappa, item.kappa_band) == ("tidak memenuhi", False, Fraction(2, 3), "")


def test_validity__an_unsound_rating_makes_the_score_unsound() -> None:
    assert run("cvi", {"penilaian": {"b1": {"A": CACAT, "B": 4}}, "ambang": CVI}) is CACAT


def test_validity__words_that_are_no_rating() -> None:
    for rating in ("sangat sesuai", "5", True, Decimal("2.5")):
        with pytest.raises(ScoreRefused, match="penilaian-tidak-dikenal"):
            rated({"b1": {"A": rating, "B": 4}})


def test_validity__a_wrong_rating_beside_a_repeated_one_is_told_once_each() -> None:
    """A rating that cannot be read counts as given: no second refusal that nobody rated the item, and a repetition is still one."""
    sheet = {"penilai": "A", "butir": [{"butir": "b1", "nilai": 9}, {"butir": "b1", "nilai": 4}]}
    with pytest.raises(ScoreRefused) as caught:
        run("cvi", {"lembar": [sheet], "ambang": CVI})
    assert [one.code for one in caught.value.all] == ["penilaian-tidak-dikenal", "nama-ganda"]


def test_validity__only_a_wrong_rating_is_not_also_unrated() -> None:
    with pytest.raises(ScoreRefused) as caught:
        rated({"b1": {"A": 9}})
    assert [one.code for one in caught.value.all] == ["penilaian-tidak-dikenal"]


def test_working__cvi_just_below_its_bound_prints_longer() -> None:
    """SCO-03: 15,999 of 20,000 reviewers are 0.79995, which at four digits would print as the 0,8 that passes."""
    steps = working("cvi", {"penilaian": votes(15_999, of=20_000), "ambang": CVI}).steps
    assert [one.printed for one in steps[:2]] == ["0,79995", "0,79995"]


# Nilai akhir


def test_final_mark__full_marks_are_within_the_range() -> None:
    """SCO-05: 100 and 0 are marks."""
    assert run("nilai_akhir", {"nilai": {"sikap": 100}, "bobot": ONE_WEIGHT}) == 100
    assert run("nilai_akhir", {"nilai": {"sikap": 0}, "bobot": ONE_WEIGHT}) == 0


def test_class_marks__weights_are_refused_before_marks() -> None:
    with pytest.raises(ScoreRefused) as caught:
        run("daftar_nilai", {"peserta": {"Ani": {"sikap": 90}}, "bobot": [{"nama": "sikap", "bobot": 90}], "ambang": PREDIKAT})
    assert [one.code for one in caught.value.all] == ["bobot-tidak-100"]


def test_class_marks__a_band_without_kategori_does_not_pass() -> None:
    people = {"Ani": {"sikap": 71}, "Budi": {"sikap": 70}}
    result = run("daftar_nilai", {"peserta": people, "bobot": ONE_WEIGHT, "ambang": PREDIKAT})
    assert [(row.kategori, row.lulus) for row in result.rows] == [("Lulus", True), ("", False)]


def test_working__class_marks_keep_the_exact_number_and_print_it_beside_a_bound() -> None:
    """SCO-06: 70.00001 is Baik, and must not print as the 70 that is Kurang."""
    mark = Decimal("70.00001")
    (one,) = working("daftar_nilai", {"peserta": {"Ani": {"sikap": mark}}, "bobot": ONE_WEIGHT, "ambang": PREDIKAT}).steps
    assert (one.exact, one.printed) == (Fraction(7_000_001, 100_000), "70,00001 (Baik)")


def test_final_mark__called_past_its_checks_still_refuses_a_missing_mark() -> None:
    """SCO-05: never read as 0."""
    with pytest.raises(ScoreRefused) as caught:
        grades.work(grades.Arguments({"sikap": None}, (grades.Weight("sikap", Fraction(100)),)), Fraction(0))
    assert (caught.value.code, caught.value.place, caught.value.facts) == ("nilai-kosong", ("nilai", "sikap"), {"nama": "sikap"})


# Indeks Disparitas


def region(name: str, lulus: int, sasaran: int, guru: int) -> dict[str, Any]:
    return {"kabupaten": name, "lulus": lulus, "sasaran": sasaran, "guru": guru}


def test_disparity__columns_of_a_region() -> None:
    """SCO-09. Y = .8, .4, mean .6; (.2)^2 x 10/40 = .01, (.2)^2 x 30/40 = .03."""
    result = run("id", {"wilayah": [region("A", 80, 100, 10), region("B", 40, 100, 30)]})
    assert result.kabupaten == (
        disparity.RegionShare("A", Fraction(4, 5), Fraction(80), Fraction(1, 5), 10, Fraction(1, 100)),
        disparity.RegionShare("B", Fraction(2, 5), Fraction(40), Fraction(-1, 5), 30, Fraction(3, 100)),
    )
    assert [(one.rerata, one.y) for one in result.pembanding] == [
        ("sederhana", Fraction(3, 5)),
        ("tertimbang", Fraction(1, 2)),
        ("agregat", Fraction(3, 5)),
    ]


def test_disparity__a_square_between_one_and_two_exceeds_one() -> None:
    """SCO-09. Y = 1, 1/5, 0: mean 2/5; squares 9/25, 1/25, 4/25, their mean 14/75; / (4/25) = 7/6."""
    result = run("id", {"wilayah": [region("A", 5, 5, 1), region("B", 1, 5, 1), region("C", 0, 5, 1)]})
    assert (result.kuadrat, result.melebihi_satu) == (Fraction(7, 6), True)


def test_disparity__a_mean_that_is_zero_has_no_index_beside_one_that_is_not() -> None:
    """SCO-09. A alone has graduates but no teachers: the weighted mean is 0, the plain one 1/2."""
    result = run("id", {"wilayah": [region("A", 1, 1, 0), region("B", 0, 1, 5)]})
    weighted = result.pembanding[1]
    assert (weighted.rerata, weighted.y, weighted.id) == ("tertimbang", 0, None)


def test_disparity__no_targets_at_all_have_no_mean() -> None:
    with pytest.raises(ScoreRefused, match="rerata-nol"):
        run("id", {"wilayah": [region("A", 0, 0, 5)], "sasaran_nol": "nol", "rerata": "agregat"})


def test_disparity__neither_targets_nor_teachers() -> None:
    with pytest.raises(ScoreRefused, match="populasi-nol"):
        run("id", {"wilayah": [region("A", 0, 5, 0)], "rerata": "tertimbang"})


def test_working__disparity_beside_one_prints_longer() -> None:
    """SCO-09. Y = 1 and 1/n: distance over mean is (n - 1)/(n + 1); n = 200,001: 200,000/200,002 = 0.99999."""
    steps = working("id", {"wilayah": [region("A", 200_001, 200_001, 1), region("B", 1, 200_001, 1)]}).steps
    assert steps[-1].printed == "0,99999"


# Capaian and rekap


def test_reduction__actual_zero_is_not_beyond_the_target() -> None:
    """SCO-08."""
    result = run("penurunan", {"aktual": 0, "target": Decimal("0.25"), "ambang": PREDIKAT})
    assert result.melampaui is False


def test_recap__none_is_blank() -> None:
    assert [row.nilai for row in run("rekap", {"dari": [{"p": None}, {"p": KOSONG}], "per": "p"})] == ["(kosong)"]
