"""Indeks Disparitas. SCO-09."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.disparity import Result, root
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from tests.growth import cpu_seconds


def regions(lulus: list[int], sasaran: list[int], guru: list[int]) -> list[dict[str, object]]:
    rows = zip(lulus, sasaran, guru, strict=True)
    return [{"kabupaten": f"Kab. {at}", "lulus": a, "sasaran": b, "guru": c} for at, (a, b, c) in enumerate(rows, start=1)]


def index(lulus: list[int], sasaran: list[int], guru: list[int], **more: object) -> Result:
    return run("id", {"wilayah": regions(lulus, sasaran, guru), **more})


FOUR = ([150, 90, 60, 20], [200, 150, 100, 80], [4000, 3000, 2000, 1000])


def test_disparity__three_regions() -> None:
    """SCO-09. Y = .8, .6, .4, mean .6; spread = (.04 x 1000 + 0 + .04 x 1000) / 4000 = .02; square = .02/.36 = 1/18.

    1/root 18 = 0.23570226039551584146...
    """
    result = index([80, 60, 40], [100, 100, 100], [1000, 2000, 1000])
    assert result.kuadrat == Fraction(1, 18)
    assert str(result.id).startswith("0.235702260395515841466")
    assert (result.cakupan, result.n) == (Fraction(3, 5), 4000)


@pytest.mark.parametrize(
    ("mean", "y", "square", "printed"),
    [
        # Yi .75 .6 .6 .25; plain mean .55: (.04 x .4 + .0025 x .3 + .0025 x .2 + .09 x .1) = .02625; / .3025 = 21/242
        ("sederhana", Fraction(11, 20), Fraction(21, 242), "0.2945791"),
        # .75 x .4 + .6 x .3 + .6 x .2 + .25 x .1 = .625; (.015625 x .4 + .000625 x .5 + .140625 x .1) = .020625; / .390625 = .0528
        ("tertimbang", Fraction(5, 8), Fraction(528, 10_000), "0.2297825"),
        # 320/530 = 32/53; spread about 32/53: .020625 + (.625 - 32/53)^2 = .020625 + (9/424)^2
        ("agregat", Fraction(32, 53), (Fraction(20_625, 1_000_000) + Fraction(9, 424) ** 2) / Fraction(32, 53) ** 2, "0.2404448"),
    ],
)
def test_disparity__three_readings_of_the_mean(mean: str, y: Fraction, square: Fraction, printed: str) -> None:
    """SCO-09: the document prints which mean; the others stand beside it."""
    result = index(*FOUR, rerata=mean)
    assert (result.cakupan, result.kuadrat, result.rerata) == (y, square, mean)
    assert str(result.id).startswith(printed)
    assert mean in result.catatan
    assert {one.rerata: one.id for one in result.pembanding}[mean] == result.id


def test_disparity__may_exceed_one_and_is_not_clamped() -> None:
    """SCO-09. Y = 1, 0, 0, 0, mean 1/4; spread (9/16 + 3/16) / 4 = 3/16; / (1/16) = 3: root 3."""
    result = index([100, 0, 0, 0], [100] * 4, [1000] * 4)
    assert (result.kuadrat, result.melebihi_satu) == (3, True)
    assert "melebihi 1" in result.catatan
    assert str(result.id).startswith("1.7320508075688772935")


def test_disparity__exactly_one_does_not_exceed_one() -> None:
    """SCO-09: compared on squares. Y = 1, 0 with equal teachers: mean 1/2, spread 1/4, square 1."""
    result = index([10, 0], [10, 10], [5, 5])
    assert (result.id, result.melebihi_satu) == (Decimal(1), False)
    assert "melebihi" not in result.catatan


def test_root__fifty_digits() -> None:
    """Root 2 = 1.4142135623730950488016887242096980785696718753769480731766797... rounded at the 50th digit."""
    assert str(root(Fraction(2))) == "1.4142135623730950488016887242096980785696718753769"


def test_disparity__all_zero_coverage_is_refused() -> None:
    """SCO-09: Y = 0 is an error."""
    with pytest.raises(ScoreRefused, match="rerata-nol"):
        index([0, 0], [10, 10], [5, 5])


def test_disparity__target_zero_waits_for_the_users_choice() -> None:
    """SCO-09: the refusal names the region."""
    with pytest.raises(ScoreRefused) as caught:
        index([8, 0], [10, 0], [5, 5])
    assert (caught.value.code, caught.value.place) == ("sasaran-nol", ("wilayah", 1, "sasaran"))
    assert "Kab. 2" in caught.value.message


def test_disparity__target_zero_left_out() -> None:
    """The region leaves mean, sum and n: what is left is uniform."""
    result = index([8, 8, 0], [10, 10, 0], [5, 5, 90], sasaran_nol="lewati")
    assert (result.id, result.n, result.dilewati) == (0, 10, ("Kab. 3",))
    assert "tidak ikut dihitung" in result.catatan


def test_disparity__target_zero_counted_as_no_coverage() -> None:
    """Y = 1, 0: as `exactly_one`."""
    result = index([10, 0], [10, 0], [5, 5], sasaran_nol="nol")
    assert result.kuadrat == 1
    assert "cakupan 0" in result.catatan
    assert "sasaran 0" not in index([10, 0], [10, 10], [5, 5], sasaran_nol="nol").catatan


def test_disparity__population_that_does_not_add_up_is_refused() -> None:
    """SCO-09: n given and not the sum of fi."""
    with pytest.raises(ScoreRefused) as caught:
        index([8, 6], [10, 10], [500, 400], n=1000)
    assert (caught.value.code, caught.value.place) == ("populasi-tidak-cocok", ("n",))
    assert "900" in caught.value.message
    assert index([8, 6], [10, 10], [500, 400], n=900).n == 900


@pytest.mark.parametrize(
    ("lulus", "sasaran", "guru", "code"),
    [
        ([], [], [], "tabel-kosong"),
        ([5], [10], [0], "populasi-nol"),
        ([-5], [10], [1], "bilangan-negatif"),
        ([5], [10], [-1], "bilangan-negatif"),
    ],
)
def test_disparity__refused(lulus: list[int], sasaran: list[int], guru: list[int], code: str) -> None:
    with pytest.raises(ScoreRefused, match=code):
        index(lulus, sasaran, guru)


def test_disparity__nothing_left_after_leaving_out_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="tabel-kosong"):
        index([0], [0], [5], sasaran_nol="lewati")


def test_disparity__units_may_be_provinces() -> None:
    """SCO-09; the refusal's place is the user's own column."""
    rows = [{"provinsi": "Bali", "lulus": 8, "sasaran": 10, "populasi": -1}]
    with pytest.raises(ScoreRefused) as caught:
        run("id", {"wilayah": rows})
    assert caught.value.place == ("wilayah", 0, "populasi")


REGION = st.tuples(st.integers(0, 50), st.integers(1, 50), st.integers(1, 100))
REGIONS = st.lists(REGION, min_size=1, max_size=5).filter(lambda rows: any(row[0] for row in rows))
MEANS = st.sampled_from(["sederhana", "tertimbang", "agregat"])


@settings(max_examples=60, deadline=None)
@given(REGIONS, MEANS, st.integers(2, 9), st.integers(2, 9))
def test_disparity__free_of_scale_in_teachers_and_in_coverage(
    rows: list[tuple[int, int, int]], mean: str, teachers: int, targets: int
) -> None:
    """Twice the teachers everywhere, or half the coverage everywhere, is the same disparity."""
    lulus, sasaran, guru = (list(column) for column in zip(*rows, strict=True))
    before = index(lulus, sasaran, guru, rerata=mean).kuadrat
    assert index(lulus, sasaran, [n * teachers for n in guru], rerata=mean).kuadrat == before
    assert index(lulus, [n * targets for n in sasaran], guru, rerata=mean).kuadrat == before


@settings(max_examples=60, deadline=None)
@given(REGIONS, st.integers(1, 40), MEANS)
def test_disparity__uniform_coverage_is_zero(rows: list[tuple[int, int, int]], share: int, mean: str) -> None:
    sasaran, guru = [row[1] * 40 for row in rows], [row[2] for row in rows]
    assert index([n * share // 40 for n in sasaran], sasaran, guru, rerata=mean).kuadrat == 0


@settings(max_examples=40, deadline=None)
@given(REGIONS, st.randoms(use_true_random=False))
def test_disparity__order_of_regions_does_not_matter(rows: list[tuple[int, int, int]], random: object) -> None:
    turned = sorted(rows, key=lambda row: random.random())
    one, other = ([list(column) for column in zip(*part, strict=True)] for part in (rows, turned))
    assert index(*one).kuadrat == index(*other).kuadrat


@settings(max_examples=60, deadline=None)
@given(st.fractions(0, 10**6, max_denominator=10**6))
def test_root__squared_is_within_the_last_digit(square: Fraction) -> None:
    found = Fraction(root(square))
    assert abs(found * found - square) <= square * 2 / 10**49


def test_working__shows_coverage_mean_spread_and_root() -> None:
    """Coverage 8/10 and 4/10, mean 3/5; ((1/5)^2 x 1 + (1/5)^2 x 3) / 4 = 1/25; ID = (1/5)/(3/5) = 1/3."""
    rows = regions([8, 4, 0], [10, 10, 0], [1, 3, 9])
    shown = working("id", {"wilayah": rows, "sasaran_nol": "lewati"})
    assert [(one.what, one.formula, one.printed) for one in shown.steps] == [
        ("Yi Kab. 1", "8 / 10", "0,8"),
        ("Yi Kab. 2", "4 / 10", "0,4"),
        ("Y (rerata sederhana)", "(0,8 + 0,4) / 2", "0,6"),
        ("Σ(Yi − Y)² × fi / n", "(0,2)² × 1 / 4 + (-0,2)² × 3 / 4", "0,04"),
        ("ID", "√0,04 / 0,6", "0,3333"),
    ]


@pytest.mark.parametrize(("mean", "formula"), [("tertimbang", "(0,8 × 1 + 0,4 × 3) / 4"), ("agregat", "12 / 20")])
def test_working__shows_the_chosen_mean(mean: str, formula: str) -> None:
    shown = working("id", {"wilayah": regions([8, 4], [10, 10], [1, 3]), "rerata": mean})
    assert shown.steps[2].formula == formula


def test_disparity__of_many_regions_takes_time_in_proportion() -> None:
    """Each region was looked for among all that are kept: 16,000 took half a minute."""

    def took(many: int) -> float:
        return cpu_seconds(lambda: index([1] * many, [2] * many, [3] * many))

    took(10)
    assert took(8_000) < 20 * took(1_000)
