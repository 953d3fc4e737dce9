"""Level 2 at its edges: many differences, the choice of test beside 5 %, the interval's level, columns of a participant. SCO-11."""

from __future__ import annotations

from fractions import Fraction
from math import erfc, sqrt
from typing import Any

import pytest

from generator.scoring.bands import band_table
from generator.scoring.registry import run, working
from generator.scoring.significance import T_TEST, WILCOXON, Gain, paired_t, signed_rank

GAIN = band_table("n-gain", [{"from": "0.3", "k": "sedang"}, {"below": "0.3", "k": "rendah"}], "")


def learned(*differences: int, **more: object) -> Any:
    """Every participant begins at 50."""
    rows = [{"nama": f"P{at}", "pre": 50, "post": 50 + change} for at, change in enumerate(differences, start=1)]
    return run("level2", {"peserta": rows, "kategori": GAIN, **more})


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
    assert learned(*differences).test == test


def test_paired_t__a_small_rise_is_a_rise() -> None:
    """1, 0, 1, 0: mean 1/2, variance 1/3: t = 1/2 x 2 / root(1/3) = root 3, dz = 1/2 x root 3."""
    test = paired_t([Fraction(at) for at in (1, 0, 1, 0)])
    assert (str(test.t)[:12], str(test.dz)[:12]) == ("1.7320508075", "0.8660254037")


def test_learning__the_interval_is_of_the_level_asked_for() -> None:
    """Mean 15, variance 32, n 8: 15 -+ t x 2; t(7) at 0.5 % on each side is 3.4994833."""
    result = learned(22, 15, 6, 21, 9, 18, 12, 17, uji="t", taraf=Fraction(1, 100))
    assert (float(result.ci_low), float(result.ci_high)) == (pytest.approx(8.0010334, abs=5e-7), pytest.approx(21.9989666, abs=5e-7))
    assert result.effect_name == "dz"


def test_learning__no_change_at_all_and_all_alike_are_said() -> None:
    still = learned(0, 0, 0, 0, 0, 0)
    assert (still.alasan, still.verdict, still.test, still.effect_name) == (
        "Semua selisih 0; tidak ada yang diuji.",
        "deskriptif",
        None,
        "",
    )
    alike = learned(10, 10, 10, 10, 10, 10)
    assert (alike.alasan, alike.test, alike.p) == ("Semua selisih sama.", WILCOXON, Fraction(1, 32))


def test_learning__two_participants_have_a_spread() -> None:
    """10 and 20: mean 15, (25 + 25)/1 = 50."""
    assert learned(10, 20).variance == 50


def test_learning__columns_of_a_participant() -> None:
    """50 to 60 of 100: 10/50 = 1/5, rendah; 50 to 75: 1/2, sedang."""
    assert learned(10, 25).peserta == (
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
