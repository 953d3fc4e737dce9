"""Bands cut the line of numbers without hole or overlap.

SCO-03, SCO-06: which side an edge belongs to. SCO-90: bands are data. SCO-01: binary floats cannot enter.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import Band, band_table

GRADES = band_table(
    "predikat-kelulusan",
    [
        {"above": 90, "predikat": "Amat Baik", "kategori": "Lulus"},
        {"above": 80, "upto": 90, "predikat": "Baik", "kategori": "Lulus"},
        {"above": 70, "upto": 80, "predikat": "Cukup", "kategori": "Lulus"},
        {"above": 60, "upto": 70, "predikat": "Sedang", "kategori": "Belum Lulus"},
        {"upto": 60, "predikat": "Kurang", "kategori": "Belum Lulus"},
    ],
    "4141, Bab VI C.4",
)
CVI = band_table(
    "cvi",
    [
        {"from": Decimal("0.80"), "k": "memenuhi"},
        {"from": Decimal("0.70"), "below": Decimal("0.80"), "k": "revisi"},
        {"below": "0.70", "k": "tidak"},
    ],
    "4141, Bab IV C",
)
NUMBERS = st.fractions(min_value=-10, max_value=130, max_denominator=1000)


@pytest.mark.parametrize(
    ("number", "predikat"),
    [
        (110, "Amat Baik"),
        (Fraction(9001, 100), "Amat Baik"),
        (90, "Baik"),
        (Decimal("80.0001"), "Baik"),
        (80, "Cukup"),
        (Decimal("70.000000001"), "Cukup"),
        (70, "Sedang"),
        (60, "Kurang"),
        (-20, "Kurang"),
    ],
)
def test_find__predikat_is_open_left_and_closed_right(number: object, predikat: str) -> None:
    """SCO-06: 4141 prints "> 80 - 90": 90 is Baik, 80 is Cukup, 70 is Sedang."""
    assert GRADES.find(number).values["predikat"] == predikat


@pytest.mark.parametrize(
    ("number", "label"),
    [(Fraction(4, 5), "memenuhi"), (Fraction(19, 24), "revisi"), (Fraction(7, 10), "revisi"), (Fraction(69, 100), "tidak")],
)
def test_find__cvi_is_closed_left_and_open_right(number: Fraction, label: str) -> None:
    """SCO-03: 19/24 = 0.79166... lies between 0.79 and 0.80 and does not pass."""
    assert CVI.find(number).label == label


def test_find__decimal_eight_tenths_meets_its_own_edge() -> None:
    """SCO-03: with binary floats Decimal("0.8") >= 0.8 is False."""
    assert Decimal("0.8") in CVI.top


def test_find__nan_is_no_number() -> None:
    with pytest.raises(ValueError, match="NaN"):
        GRADES.find(Decimal("NaN"))


def test_find__hole_is_told() -> None:
    with pytest.raises(LookupError):
        band_table("t", [{"above": 80, "p": "a"}, {"below": 80, "p": "b"}], "").find(80)


def test_boundaries__ascending_each_once() -> None:
    assert GRADES.boundaries == (60, 70, 80, 90)


def test_faults__none_where_the_line_is_covered() -> None:
    assert GRADES.faults() == ()
    assert CVI.faults() == ()


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([{"above": 80}, {"below": 80}], "tidak termasuk"),
        ([{"from": 80}, {"upto": 80}], "termasuk dua"),
        ([{"from": 80}, {"below": 70}], "celah"),
        ([{"from": 70}, {"below": 80}], "tumpang tindih"),
        ([{"from": 80}, {"from": 60, "below": 80}], "di bawah"),
        ([{"upto": 80}, {"above": 80, "upto": 90}], "di atas"),
        ([{"from": 80, "upto": 70}], "tidak memuat bilangan apa pun"),
        ([{"upto": 80}, {"above": 80, "upto": 80}, {"above": 80}], "tidak memuat bilangan apa pun"),
        ([{"above": 80, "from": 80}, {"upto": 80}], "salah satu dari above"),
        ([], "tidak punya rentang"),
    ],
    ids=[
        "hole-at-a-point",
        "shared-point",
        "gap",
        "overlap",
        "no-floor",
        "no-ceiling",
        "empty",
        "empty-at-an-edge",
        "two-lower-edges",
        "no-bands",
    ],
)
def test_faults__each_kind_is_named(rows: list[dict[str, int]], word: str) -> None:
    """SCO-90: lint proves that bands cover the line."""
    faults = band_table("t", rows, "").faults()
    assert any(word in fault for fault in faults), faults


@pytest.mark.parametrize("edge", [0.8, True, None])
def test_band_table__binary_floats_and_truth_values_are_no_edges(edge: object) -> None:
    if edge is None:
        assert band_table("t", [{"above": None, "p": "x"}], "").bands == (Band(values={"p": "x"}),)
        return
    with pytest.raises(TypeError):
        band_table("t", [{"above": edge, "p": "x"}], "")


def test_str__prints_as_an_office_reads_it() -> None:
    assert [str(band) for band in CVI.bands] == ["≥ 0,8", "≥ 0,7 dan < 0,8", "< 0,7"]
    assert str(GRADES.bands[1]) == "> 80 dan ≤ 90"
    assert str(band_table("t", [{"from": "0.725"}], "").bands[0]) == "≥ 0,725"


@settings(max_examples=80, deadline=None)
@given(NUMBERS)
def test_find__exactly_one_band_holds_any_number(number: Fraction) -> None:
    assert sum(number in band for band in GRADES.bands) == 1
    assert sum(number in band for band in CVI.bands) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=6, unique=True), st.booleans(), NUMBERS)
def test_faults__tables_cut_at_any_edges_have_none_and_hold_every_number_once(
    edges: list[Fraction], left_closed: bool, number: Fraction
) -> None:
    low, high = ("from", "below") if left_closed else ("above", "upto")
    cuts = sorted(edges)
    rows = [{high: cuts[0]}, *({low: a, high: b} for a, b in pairwise(cuts)), {low: cuts[-1]}]
    table = band_table("t", [{**row, "p": str(at)} for at, row in enumerate(rows)], "")
    assert table.faults() == ()
    assert sum(number in band for band in table.bands) == 1


@settings(max_examples=60, deadline=None)
@given(NUMBERS, NUMBERS)
def test_find__a_higher_number_never_has_a_lower_band(one: Fraction, other: Fraction) -> None:
    order = [band.label for band in reversed(GRADES.bands)]
    low, high = sorted((one, other))
    assert order.index(GRADES.find(low).label) <= order.index(GRADES.find(high).label)
