"""Working as data and as text. Section 2 of the requirements: printed numbers never contradict the verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.scoring.bands import band_table
from generator.scoring.registry import working
from generator.scoring.working import Item, Working, band_line, items, shown, step

CVI = band_table(
    "cvi",
    [{"from": "0.80", "k": "memenuhi"}, {"from": "0.70", "below": "0.80", "k": "revisi"}, {"below": "0.70", "k": "tidak memenuhi"}],
    "",
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(84), "84"),
        (1440, "1.440"),
        (Fraction(181, 2), "90,5"),
        (Fraction(545, 6), "90,8333"),
        (Decimal("70.006"), "70,006"),
        (Decimal("0.000137303830"), "0,000137"),
        (Fraction(1, 1000), "0,001"),
        (Fraction(0), "0"),
        (Fraction(2, 3), "0,6667"),
    ],
)
def test_shown__four_digits_without_trailing_zeros(number: object, text: str) -> None:
    assert shown(number) == text


def test_shown__prints_longer_where_rounding_would_reach_a_bound() -> None:
    """79.99999 rounds to 80,0000; beside the bound 80 it must not."""
    assert shown(Fraction(7_999_999, 100_000), (Fraction(80),)) == "79,99999"
    assert shown(Fraction(7_999_999, 100_000)) == "80"


def test_step__without_a_number() -> None:
    assert step("Capaian", "0 / 0", None).printed == "tidak ada"


def test_items__absent_is_a_dash() -> None:
    assert items((("n", 3), ("Moda", None), ("Cara", "x"))) == (Item("n", "3"), Item("Moda", "–"), Item("Cara", "x"))


def test_band_line__label_range_and_table() -> None:
    assert band_line(CVI, CVI.bands[1]) == "revisi (≥ 0,7 dan < 0,8; cvi)"


def test_lines__in_reading_order_and_exact_where_print_is_not() -> None:
    one = Working(
        "x", (Item("n", "3"),), (step("a", "1 / 4", Fraction(1, 4)), step("b", "2 / 3", Fraction(2, 3))), "Baik", "4141", ("d-1",)
    )
    assert one.lines() == ("n: 3", "a = 1 / 4 = 0,25", "b = 2 / 3 = 2/3 ≈ 0,6667", "Rentang: Baik", "Dasar: 4141", "Keputusan: d-1")


def test_working__cvi_shows_votes_mean_and_blanks() -> None:
    """x: 1 of 2 rated; y: 2 of 2: (1/2 + 1)/2 = 3/4."""
    result = working("cvi", {"penilaian": {"x": {"A": 4, "B": 1, "C": None}, "y": {"A": 3, "B": 3}}, "ambang": CVI})
    assert [(one.what, one.formula, one.printed) for one in result.steps] == [
        ("I-CVI x", "1 / 2", "0,5"),
        ("I-CVI y", "2 / 2", "1"),
        ("S-CVI/Ave", "(1 × 1/2 + 1 × 1) / 2", "0,75"),
        ("S-CVI/UA", "1 / 2", "0,5"),
    ]
    assert result.inputs[2] == Item("Tidak dinilai", "x oleh C")
    assert result.band.startswith("TIDAK LAYAK")


def test_working__s_cvi_of_19_24_does_not_print_as_079_or_080() -> None:
    votes = {f"b{at}": dict(zip("ABC", [4] * yes + [1] * (3 - yes), strict=True)) for at, yes in enumerate([3, 3, 3, 2, 2, 2, 2, 2])}
    average = working("cvi", {"penilaian": votes, "ambang": CVI}).steps[-2]
    assert (average.exact, average.printed) == (Fraction(19, 24), "0,7917")
