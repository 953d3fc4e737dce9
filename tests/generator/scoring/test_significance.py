"""Level 2. SCO-11: paired t, Wilcoxon, choice of test, effect size, N-gain."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import erfc, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import band_table
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from generator.scoring.significance import T_TEST, WILCOXON, Gain, Result, n_gain, paired_t, signed_rank, variance
from validators.absence import KOSONG

GAIN = band_table(
    "n-gain", [{"from": "0.7", "k": "tinggi"}, {"from": "0.3", "below": "0.7", "k": "sedang"}, {"below": "0.3", "k": "rendah"}], ""
)
EIGHT = ([40, 55, 60, 50, 65, 45, 70, 58], [62, 70, 66, 71, 74, 63, 82, 75])
SKEWED = ([50] * 10, [51, 51, 51, 51, 51, 51, 52, 52, 52, 95])


def fractions(*values: int) -> list[Fraction]:
    return [Fraction(value) for value in values]


def learned(pre: list[object], post: list[object], **more: object) -> Result:
    rows = [{"nama": f"P{at}", "pre": a, "post": b} for at, (a, b) in enumerate(zip(pre, post, strict=True), start=1)]
    return run("level2", {"peserta": rows, "kategori": GAIN, **more})


def test_paired_t__five_differences() -> None:
    """SCO-11. 20, 15, 25, 15, 10: mean 17, deviations 3 -2 8 -2 -7, squares 130, variance 65/2, sd 5.7008771.

    t^2 = 289 x 5 / 32.5 = 1445/32.5 = 44.4615..., t = 6.6679486; dz = 17/5.7008771 = 2.9819973; p by table 0.0026285.
    """
    test = paired_t(fractions(20, 15, 25, 15, 10))
    assert variance(fractions(20, 15, 25, 15, 10)) == Fraction(65, 2)
    assert (float(test.t), float(test.dz)) == (pytest.approx(6.6679486, abs=5e-8), pytest.approx(2.9819973, abs=5e-8))
    assert test.df == 4
    assert float(test.p) == pytest.approx(0.0026285, abs=5e-8)


def test_signed_rank__five_differences_cannot_reach_five_percent() -> None:
    """SCO-11. All five up: one of 2^5 patterns is as far out, two-sided 2/32 = 0.0625, ties or not."""
    test = signed_rank(fractions(20, 15, 25, 15, 10))
    assert (test.p, test.w, test.r, test.eksak) == (Fraction(1, 16), 0, 1, True)


def test_learning__below_six_participants_only_describes() -> None:
    """SCO-11. Means 60 and 77. Gains 20/50, 15/40, 25/45, 15/30, 10/35 = 2/5, 3/8, 5/9, 1/2, 2/7.

    Over 2520: 1008 + 945 + 1400 + 1260 + 720 = 5333; a fifth is 5333/12600. Class gain 17/40.
    """
    result = learned([50, 60, 55, 70, 65], [70, 75, 80, 85, 75])
    assert (result.verdict, result.test, result.p, result.ci_low) == ("deskriptif", None, None, None)
    assert (result.mean_difference, result.variance) == (17, Fraction(65, 2))
    assert str(result.sd).startswith("5.7008771")
    assert (result.mean_gain, result.class_gain) == (Fraction(5333, 12_600), Fraction(17, 40))
    assert (result.mean_gain_kategori, result.class_gain_kategori) == ("sedang", "sedang")


def test_learning__eight_participants() -> None:
    """SCO-11. Differences 22 15 6 21 9 18 12 17: sum 120, mean 15; deviations 7 0 -9 6 -6 3 -3 2, squares 224, variance 32.

    t^2 = 225 x 8 / 32 = 56.25, t = 15/2, df 7; dz = 15/root 32 = 2.6516504. All up: Wilcoxon 2/2^8 = 1/128.
    Interval 15 -+ 2.3646243 x 2 = 10.2707515 to 19.7292485. Pre-sum 443, post-sum 563: class gain 120/(800 - 443) = 120/357.
    Gains 22/60 15/45 6/40 21/50 9/35 18/55 12/30 17/42, their mean 61427/184800.
    """
    result = learned(*EIGHT)
    assert (result.test, result.verdict, result.statistik, result.df) == (T_TEST, "meningkat signifikan", Decimal("7.5"), 7)
    assert (result.mean_difference, result.variance) == (15, 32)
    assert float(result.p) == pytest.approx(0.00013730, abs=5e-9)
    assert str(result.effect_size).startswith("2.6516504294495532165")
    assert (float(result.ci_low), float(result.ci_high)) == (pytest.approx(10.2707515, abs=5e-8), pytest.approx(19.7292485, abs=5e-8))
    assert (result.mean_gain, result.class_gain) == (Fraction(61_427, 184_800), Fraction(40, 119))
    assert signed_rank(fractions(22, 15, 6, 21, 9, 18, 12, 17)).p == Fraction(1, 128)
    assert "Shapiro" in result.alasan


def test_learning__skewed_differences_are_tested_by_ranks() -> None:
    """SCO-11: one difference of 45 among ones and twos is not normal. All ten up: 2/2^10 = 1/512."""
    result = learned(*SKEWED)
    assert (result.test, result.p, result.effect_name[:1]) == (WILCOXON, Fraction(1, 512), "r")
    assert result.shapiro_p < Decimal("0.05")


@pytest.mark.parametrize(("named", "test"), [("Wilcoxon", WILCOXON), ("uji t berpasangan", T_TEST)])
def test_learning__the_design_names_the_test(named: str, test: str) -> None:
    """SCO-11: the named test is used whatever the differences look like, and the document says so."""
    for pre, post in (EIGHT, SKEWED):
        result = learned(pre, post, uji=named)
        assert (result.test, result.shapiro_p) == (test, None)
        assert "desain evaluasi" in result.alasan


def test_learning__a_test_left_empty_in_the_form_is_chosen() -> None:
    assert learned(*EIGHT, uji=KOSONG) == learned(*EIGHT)


def test_learning__marks_that_fell_are_told_as_such() -> None:
    """SCO-11: significant, and downward: t is -15/2 and the interval lies below 0."""
    result = learned(EIGHT[1], EIGHT[0])
    assert (result.verdict, result.statistik) == ("menurun signifikan", Decimal("-7.5"))
    assert result.ci_high < 0
    assert str(result.effect_size).startswith("-2.6516504294495532165")


def test_learning__no_change_at_all_has_no_test() -> None:
    assert learned([50] * 6, [50] * 6).verdict == "deskriptif"


def test_learning__equal_differences_have_no_t() -> None:
    """SCO-11: sd 0. By ranks all six up: 2/64 = 1/32 < 0.05; under a named t-test only described."""
    rising = ([50, 51, 52, 53, 54, 55], [60, 61, 62, 63, 64, 65])
    assert (learned(*rising).test, learned(*rising).p) == (WILCOXON, Fraction(1, 32))
    named = learned(*rising, uji="t")
    assert (named.test, named.verdict) == (None, "deskriptif")
    assert "tidak terdefinisi" in named.alasan


def test_learning__p_equal_to_the_level_is_not_significant() -> None:
    """SCO-11. Six up: p is exactly 1/32; at a level of 1/32 it is not below it."""
    rising = ([50] * 6, [51, 52, 53, 54, 55, 56])
    assert learned(*rising, uji="Wilcoxon", taraf=Fraction(1, 32)).verdict == "tidak signifikan"
    assert learned(*rising, uji="Wilcoxon", taraf=Fraction(33, 1000)).verdict == "meningkat signifikan"


def test_learning__pre_at_the_maximum_has_no_gain() -> None:
    """SCO-11: undefined there; the others' gains 10/50 and 20/40: mean 7/20."""
    result = learned([100, 50, 60], [100, 60, 80])
    assert (result.mean_gain, result.tanpa_gain) == (Fraction(7, 20), ("P1",))
    assert result.peserta[0].gain is None


def test_learning__everyone_at_the_maximum_has_no_class_gain() -> None:
    result = learned([100, 100], [100, 90])
    assert (result.mean_gain, result.class_gain, result.class_gain_kategori) == (None, None, "")


def test_learning__a_missing_test_leaves_the_participant_out_and_says_so() -> None:
    result = learned([50, None, 60], [60, 70, KOSONG])
    assert (result.n, result.tidak_lengkap) == (1, ("P2", "P3"))
    assert (result.variance, result.sd) == (None, None)


def test_n_gain__another_maximum() -> None:
    """(8 - 5)/(10 - 5) = 3/5."""
    assert n_gain(Fraction(5), Fraction(8), Fraction(10)) == Fraction(3, 5)
    assert learned([5], [8], maksimum=10).mean_gain == Fraction(3, 5)


@pytest.mark.parametrize(
    ("pre", "post", "code", "place"),
    [
        ([101], [50], "nilai-di-luar-rentang", ("peserta", 0, "pre")),
        ([50], [-1], "nilai-di-luar-rentang", ("peserta", 0, "post")),
        ([None], [5], "tabel-kosong", ("peserta",)),
    ],
)
def test_learning__refused(pre: list[object], post: list[object], code: str, place: tuple[object, ...]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        learned(pre, post)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_signed_rank__ties_share_the_mean_rank() -> None:
    """SCO-11. +3 +3 -3 +8: ranks 2 2 2 4; down 2, up 8. Patterns of {2,2,2,4} with sum <= 2: none, one of three: 4 of 16.

    Two-sided 8/16 = 1/2; r = (8 - 2)/10 = 3/5.
    """
    test = signed_rank(fractions(3, 3, -3, 8))
    assert (test.w, test.p, test.r) == (2, Fraction(1, 2), Fraction(3, 5))


def test_signed_rank__zeros_are_dropped() -> None:
    assert signed_rank(fractions(0, 3, 0, 5)) == signed_rank(fractions(3, 5))


def test_signed_rank__many_participants_use_the_normal_approximation() -> None:
    """Above 60 differences: 61 different ones, all up, is far below any level, and still a number."""
    test = signed_rank(fractions(*range(1, 62)))
    assert test.eksak is False
    assert 0 < test.p < Decimal("0.000001")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-6, 6).filter(bool), min_size=1, max_size=7))
def test_signed_rank__p_is_the_count_over_all_sign_patterns(differences: list[int]) -> None:
    """The definition, by brute force over mean ranks."""
    sizes = sorted(abs(difference) for difference in differences)
    ranks = [Fraction(2 * sizes.index(abs(d)) + sizes.count(abs(d)) + 1, 2) for d in differences]
    up = sum(rank for rank, difference in zip(ranks, differences, strict=True) if difference > 0)
    low = min(up, sum(ranks) - up)
    patterns = [sum(rank for rank, sign in zip(ranks, signs, strict=True) if sign) for signs in product((0, 1), repeat=len(ranks))]
    expected = min(Fraction(1), Fraction(2 * sum(total <= low for total in patterns), len(patterns)))
    assert signed_rank(fractions(*differences)).p == expected


def test_signed_rank__agrees_with_scipy_without_ties() -> None:
    stats = pytest.importorskip("scipy.stats")
    differences = [22, 15, -6, 21, 9, -18, 12, 17]
    assert float(signed_rank(fractions(*differences)).p) == pytest.approx(stats.wilcoxon(differences, method="exact").pvalue)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=2, max_size=8).filter(lambda values: len(set(values)) > 1), st.integers(2, 9))
def test_paired_t__free_of_scale_and_mirrored_by_sign(differences: list[int], scale: int) -> None:
    one, larger = paired_t(fractions(*differences)), paired_t(fractions(*(d * scale for d in differences)))
    mirrored = paired_t(fractions(*(-d for d in differences)))
    assert (larger.t, larger.p, larger.dz) == (one.t, one.p, one.dz)
    assert (mirrored.t, mirrored.p) == (one.t.copy_negate() if one.t else one.t, one.p)


def test_working__a_small_p_prints_as_reports_write_it() -> None:
    steps = {
        one.what: one.printed for one in working("level2", {"peserta": [{"pre": a, "post": b} for a, b in zip(*EIGHT, strict=True)]}).steps
    }
    assert (steps["t"], steps["p"]) == ("7,5", "< 0,001")


def test_signed_rank__sixty_differences_are_still_counted() -> None:
    """All sixty up: 2/2^60."""
    assert signed_rank(fractions(*range(1, 61))).p == Fraction(2, 2**60)


def test_learning__zero_is_a_mark() -> None:
    assert learned([0], [50]).mean_gain == Fraction(1, 2)
    assert learned([50], [0]).mean_gain == -1


@pytest.mark.parametrize("level", [0, 1, Fraction(3, 2)])
def test_learning__a_level_that_is_none_is_refused(level: object) -> None:
    with pytest.raises(ScoreRefused) as caught:
        learned(*EIGHT, taraf=level)
    assert caught.value.place == ("taraf",)


# Level 2 at its edges: many differences, the choice of test beside 5 %, the interval's level, columns of a participant. SCO-11.

TWO_BANDS = band_table("n-gain", [{"from": "0.3", "k": "sedang"}, {"below": "0.3", "k": "rendah"}], "")


def differing(*differences: int, **more: object) -> Any:
    """Every participant begins at 50."""
    rows = [{"nama": f"P{at}", "pre": 50, "post": 50 + change} for at, change in enumerate(differences, start=1)]
    return run("level2", {"peserta": rows, "kategori": TWO_BANDS, **more})


def test_signed_rank__up_and_down_alike_is_no_more_than_certain() -> None:
    """1 and -1: mean ranks 3/2; three of four patterns reach at most 3/2, twice 3/4 is cut to 1; the zero is dropped."""
    test = signed_rank([Fraction(1), Fraction(-1), Fraction(0)])
    assert (test.w, test.n, test.p, test.r) == (Fraction(3, 2), 2, 1, 0)


def test_signed_rank__beyond_sixty_differences_the_normal_approximation() -> None:
    """1 to 61, all up: W = 0, mean 61 x 62/4 = 945.5, variance 61 x 62 x 123/24 = 19382.75; half a rank is taken off: z = 945/139.2219."""
    test = signed_rank([Fraction(at) for at in range(1, 62)])
    assert (test.w, test.n, test.eksak) == (0, 61, False)
    assert float(test.p) == pytest.approx(erfc(945 / sqrt(19_382.75) / sqrt(2)), rel=1e-9, abs=0)


def test_signed_rank__sixty_differences_are_counted_out() -> None:
    assert signed_rank([Fraction(at) for at in range(1, 61)]).p == Fraction(2, 2**60)


@pytest.mark.parametrize(
    ("differences", "test"),
    [((1, 2, 2, 3, 4, 9), T_TEST), ((3, 4, 4, 4, 8, 9), WILCOXON)],
    ids=["p-0.0704", "p-0.0494"],
)
def test_learning__normal_from_five_percent_on(differences: tuple[int, ...], test: str) -> None:
    """Shapiro-Wilk by scipy: p 0.0704 of the first, 0.0494 of the second."""
    assert differing(*differences).test == test


def test_paired_t__a_small_rise_is_a_rise() -> None:
    """1, 0, 1, 0: mean 1/2, variance 1/3: t = 1/2 x 2 / root(1/3) = root 3, dz = 1/2 x root 3."""
    test = paired_t([Fraction(at) for at in (1, 0, 1, 0)])
    assert (str(test.t)[:12], str(test.dz)[:12]) == ("1.7320508075", "0.8660254037")


def test_learning__the_interval_is_of_the_level_asked_for() -> None:
    """Mean 15, variance 32, n 8: 15 -+ t x 2; t(7) at 0.5 % on each side is 3.4994833."""
    result = differing(22, 15, 6, 21, 9, 18, 12, 17, uji="t", taraf=Fraction(1, 100))
    assert (float(result.ci_low), float(result.ci_high)) == (pytest.approx(8.0010334, abs=5e-7), pytest.approx(21.9989666, abs=5e-7))
    assert result.effect_name == "dz"


def test_learning__no_change_at_all_and_all_alike_are_said() -> None:
    still = differing(0, 0, 0, 0, 0, 0)
    assert (still.alasan, still.verdict, still.test, still.effect_name) == (
        "Semua selisih 0; tidak ada yang diuji.",
        "deskriptif",
        None,
        "",
    )
    alike = differing(10, 10, 10, 10, 10, 10)
    assert (alike.alasan, alike.test, alike.p) == ("Semua selisih sama.", WILCOXON, Fraction(1, 32))


def test_learning__two_participants_have_a_spread() -> None:
    """10 and 20: mean 15, (25 + 25)/1 = 50."""
    assert differing(10, 20).variance == 50


def test_learning__columns_of_a_participant() -> None:
    """50 to 60 of 100: 10/50 = 1/5, rendah; 50 to 75: 1/2, sedang."""
    assert differing(10, 25).peserta == (
        Gain("P1", Fraction(50), Fraction(60), Fraction(10), Fraction(1, 5), "rendah"),
        Gain("P2", Fraction(50), Fraction(75), Fraction(25), Fraction(1, 2), "sedang"),
    )


@pytest.mark.parametrize(
    ("differences", "taraf", "printed"),
    [
        # 2/2^6 = 0.03125, which at four digits would print as 0,0313, above the level that it is below
        ((10, 10, 10, 10, 10, 10), Fraction(3126, 100_000), "0,03125"),
        # p of t = 7.5, df 7 is 0.00013730: three digits that count would print the level itself
        ((22, 15, 6, 21, 9, 18, 12, 17), Fraction(137, 1_000_000), "0,0001373"),
    ],
    ids=["wilcoxon", "t"],
)
def test_working__p_beside_its_level_prints_longer(differences: tuple[int, ...], taraf: Fraction, printed: str) -> None:
    rows = [{"nama": f"P{at}", "pre": 50, "post": 50 + change} for at, change in enumerate(differences)]
    (p,) = [one for one in working("level2", {"peserta": rows, "taraf": taraf}).steps if one.what == "p"]
    assert p.printed == printed
