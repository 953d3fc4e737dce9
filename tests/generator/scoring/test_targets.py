"""Targets. SCO-07 capaian lulusan, SCO-08 capaian penurunan indeks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import band_table
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import as_plain, run, working
from generator.scoring.targets import Result
from validators.absence import KOSONG

BANDS = band_table(
    "predikat-capaian",
    [
        {"above": 90, "predikat": "Amat Baik"},
        {"above": 80, "upto": 90, "predikat": "Baik"},
        {"above": 70, "upto": 80, "predikat": "Cukup"},
        {"above": 60, "upto": 70, "predikat": "Sedang"},
        {"upto": 60, "predikat": "Kurang"},
    ],
    "4141",
)


def graduates(lulus: object, target: object) -> Result:
    return run("capaian", {"lulus": lulus, "target": target, "ambang": BANDS})


def reduction(aktual: object, target: object) -> Result:
    return run("penurunan", {"aktual": aktual, "target": target, "ambang": BANDS})


@pytest.mark.parametrize(
    ("lulus", "target", "percent", "predikat", "note"),
    [
        (270, 300, Fraction(90), "Baik", ""),
        (109, 120, Fraction(545, 6), "Amat Baik", ""),  # 10900/120 = 545/6 = 90.833...
        (110, 100, Fraction(110), "Amat Baik", "melampaui target"),
        (100, 100, Fraction(100), "Amat Baik", ""),
        (0, 100, Fraction(0), "Kurang", ""),
    ],
)
def test_graduates__worked_by_hand(lulus: int, target: int, percent: Fraction, predikat: str, note: str) -> None:
    """SCO-07."""
    result = graduates(lulus, target)
    assert (result.percent, result.predikat, result.catatan, result.melampaui) == (percent, predikat, note, note != "")


def test_graduates__more_graduates_are_better() -> None:
    """SCO-07: 4141 prints target/lulus, which would reward fewer; 300/270 would be 111 %."""
    assert graduates(150, 300).percent == 50


def test_graduates__target_zero_is_refused() -> None:
    with pytest.raises(ScoreRefused) as caught:
        graduates(5, 0)
    assert (caught.value.code, caught.value.place) == ("target-nol", ("target",))


@pytest.mark.parametrize(("lulus", "target"), [(-1, 10), (1, -10)])
def test_graduates__negative_counts_are_refused(lulus: int, target: int) -> None:
    with pytest.raises(ScoreRefused, match="bilangan-negatif"):
        graduates(lulus, target)


def test_graduates__half_a_participant_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="bukan-bilangan-bulat"):
        graduates(Decimal("2.5"), 10)


def test_graduates__an_empty_target_leaves_the_score_empty() -> None:
    assert graduates(5, KOSONG) is KOSONG


@pytest.mark.parametrize(
    ("aktual", "target", "percent", "predikat", "note"),
    [
        ("0.30", "0.25", Fraction(80), "Cukup", ""),  # 200 - 120
        ("0.275", "0.25", Fraction(90), "Baik", ""),  # 200 - 110; floats give 89.99999999999999
        ("0.55", "0.25", Fraction(-20), "Kurang", ""),  # 200 - 220
        ("0.20", "0.25", Fraction(120), "Amat Baik", "melampaui target"),  # 200 - 80
        ("0.25", "0.25", Fraction(100), "Amat Baik", ""),
    ],
)
def test_reduction__worked_by_hand(aktual: str, target: str, percent: Fraction, predikat: str, note: str) -> None:
    """SCO-08: negative and above 100 stand as they are."""
    result = reduction(Decimal(aktual), Decimal(target))
    assert (result.percent, result.predikat, result.catatan) == (percent, predikat, note)


def test_reduction__actual_zero_has_no_number() -> None:
    """SCO-08: reported as "tanpa kesenjangan"; the formula would say 200 %."""
    result = reduction(Decimal(0), Decimal("0.25"))
    assert (result.percent, result.predikat, result.catatan) == (None, "", "tanpa kesenjangan")
    assert as_plain(result)["percent"] is KOSONG


@pytest.mark.parametrize(
    ("aktual", "target", "code"), [("0.2", "0", "target-nol"), ("0", "0", "target-nol"), ("-0.1", "0.2", "bilangan-negatif")]
)
def test_reduction__refused(aktual: str, target: str, code: str) -> None:
    with pytest.raises(ScoreRefused, match=code):
        reduction(Decimal(aktual), Decimal(target))


def test_working__a_number_that_rounding_would_carry_over_the_edge_prints_longer() -> None:
    """Section 2, first paragraph: 899999/1000000 x 100 = 89.9999; at 90.00001 % four digits would print 90, a Baik."""
    shown = working("capaian", {"lulus": 9_000_001, "target": 10_000_000, "ambang": BANDS})
    assert shown.steps[0].printed == "90,00001%"
    assert shown.band.startswith("Amat Baik")


COUNTS = st.integers(min_value=0, max_value=10_000)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, st.integers(1, 10_000), st.integers(1, 50))
def test_graduates__monotone_and_free_of_scale(one: int, other: int, target: int, scale: int) -> None:
    low, high = sorted((one, other))
    assert graduates(low, target).percent <= graduates(high, target).percent
    assert graduates(low * scale, target * scale) == graduates(low, target)


@settings(max_examples=60, deadline=None)
@given(
    st.fractions(Fraction(1, 1000), 3),
    st.fractions(Fraction(1, 1000), 3),
    st.fractions(Fraction(1, 100), 2),
    st.fractions(Fraction(1, 10), 9),
)
def test_reduction__a_smaller_index_is_never_worse_and_scale_is_free(
    one: Fraction, other: Fraction, target: Fraction, scale: Fraction
) -> None:
    low, high = sorted((one, other))
    assert reduction(low, target).percent >= reduction(high, target).percent
    assert reduction(low * scale, target * scale) == reduction(low, target)
