"""Bands cut the line of numbers without hole or overlap.

SCO-03, SCO-06: which side an edge belongs to. SCO-90: bands are data. SCO-01: binary floats cannot enter.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import Band, BandTable, band_table
from generator.scoring.points import PlanPoints
from generator.scoring.refusal import ScoreRefused, place_text
from generator.scoring.registry import run
from generator.scoring.working import shown, step
from validators.wording import type_word

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


# Bands told in full, printing at its edges, points without a minimum, places as people read them. SCO-03, SCO-06, SCO-13.

THIRDS = [{"above": 2, "k": "c"}, {"above": 1, "upto": 2, "k": "b"}, {"upto": 1, "k": "a"}]


def told(*rows: dict[str, Any]) -> tuple[str, ...]:
    return band_table("uji", rows, "").faults()


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (THIRDS, ()),
        ([], ("Tabel uji tidak punya rentang.",)),
        ([{"from": 1, "upto": 2}, {"above": 2}], ("Tabel uji tidak memuat bilangan di bawah rentang ≥ 1 dan ≤ 2.",)),
        ([{"below": 1}, {"from": 1, "upto": 2}], ("Tabel uji tidak memuat bilangan di atas rentang ≥ 1 dan ≤ 2.",)),
        (
            [{"below": 1}, {"from": 1, "below": 2}, {"from": 2, "below": 3}],
            ("Tabel uji tidak memuat bilangan di atas rentang ≥ 2 dan < 3.",),
        ),
        ([{"below": 1}, {"from": "1.5"}], ("Tabel uji: ada celah antara rentang < 1 dan ≥ 1,5.",)),
        ([{"upto": 2}, {"above": 1}], ("Tabel uji: rentang ≤ 2 dan > 1 bertumpang tindih.",)),
        ([{"upto": 1}, {"upto": 2}, {"above": 2}], ("Tabel uji: rentang ≤ 1 dan ≤ 2 bertumpang tindih.",)),
        ([{"upto": 1}, {"above": 1}, {"above": 2}], ("Tabel uji: rentang > 1 dan > 2 bertumpang tindih.",)),
        ([{"upto": 1}, {"from": 1}], ("Tabel uji: 1 termasuk dua rentang, ≤ 1 dan ≥ 1.",)),
        ([{"below": "0.725"}, {"above": "0.725"}], ("Tabel uji: 0,725 tidak termasuk rentang < 0,725 maupun > 0,725.",)),
        ([{"above": 1, "from": 2}], ("Tabel uji, rentang > 1 dan ≥ 2: pakai salah satu dari above dan from.",)),
        ([{"upto": 1, "below": 2}], ("Tabel uji, rentang ≤ 1 dan < 2: pakai salah satu dari upto dan below.",)),
        ([{"above": 2, "upto": 2}], ("Tabel uji, rentang > 2 dan ≤ 2: tidak memuat bilangan apa pun.",)),
        ([{"from": 2, "below": 2}], ("Tabel uji, rentang ≥ 2 dan < 2: tidak memuat bilangan apa pun.",)),
        ([{"from": 3, "upto": 2}], ("Tabel uji, rentang ≥ 3 dan ≤ 2: tidak memuat bilangan apa pun.",)),
        # one number is a range of its own, before the one that excludes it
        ([{"below": 2}, {"above": 2}, {"from": 2, "upto": 2}], ()),
        # the endless one comes first, also beside negative edges and zero
        ([{"from": 0}, {"from": -5, "below": 0}, {"below": -5}], ()),
        ([{"above": 0}, {"from": 0, "upto": 0}, {"below": 0}], ()),
        ([{"from": "0.5"}, {"from": 0, "below": "0.5"}, {"below": 0}], ()),
        ([{}], ()),
    ],
)
def test_faults__whole_sentences(rows: list[dict[str, Any]], sentences: tuple[str, ...]) -> None:
    assert told(*rows) == sentences


def test_band__prints_its_edges() -> None:
    assert str(Band()) == "semua bilangan"
    assert str(Band(above=Fraction(1, 3), below=Fraction(1, 2))) == "> 0,33 dan < 0,5"


def test_band_table__keeps_name_and_source_and_names_itself_where_it_has_a_hole() -> None:
    table = band_table("uji", [{"above": 1, "k": 3}], "4141")
    assert table == BandTable("uji", (Band(above=Fraction(1), values={"k": "3"}),), "4141")
    with pytest.raises(LookupError, match=r"Tabel uji tidak memuat 0,5\."):
        table.find(Decimal("0.5"))


@pytest.mark.parametrize("edge", ["x", "1e", "", "NaN", "1e9999", Decimal("Infinity"), Decimal("1e9999"), Decimal("1e-9999"), 10**28])
def test_band_table__what_is_no_number_of_use_is_no_edge(edge: object) -> None:
    """`upto: 1e9999` ended the program where the page prints the edge; a word was told in the words of Python."""
    with pytest.raises(ValueError, match=r"^Batas rentang harus bilangan (bulat atau desimal|dengan paling banyak 28 angka), bukan "):
        band_table("uji", [{"above": edge}], "")


@pytest.mark.parametrize("edge", [0.5, True])
def test_band_table__a_float_or_truth_value_is_no_edge(edge: object) -> None:
    with pytest.raises(TypeError, match=f"Batas rentang harus bilangan bulat atau desimal, bukan {type_word(edge)}"):
        band_table("uji", [{"above": edge}], "")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("0.00512345"), "0,0051"),
        (Decimal("0.00095"), "0,00095"),
        (Fraction(1, 10**15) * Fraction(3, 2), "0,000000000000002"),
        (Decimal("-0.000123456"), "-0,000123"),
        (Decimal("0.5"), "0,5"),
    ],
)
def test_shown__small_numbers(number: Any, text: str) -> None:
    """Four digits; below 0.001 three that count; never beyond the fifteenth."""
    assert shown(number) == text


@pytest.mark.parametrize(
    ("exact", "text"),
    [(Fraction(3, 10_000), "0,0003"), (Fraction(1, 100_000), "1/100000 ≈ 0,00001"), (Fraction(4), "4"), (Decimal("0.12345"), "0,1235")],
)
def test_lines__the_exact_fraction_only_where_print_is_not_it(exact: Any, text: str) -> None:
    from generator.scoring.working import Working

    assert Working("x", (), (step("a", "b", exact),), "", "c").lines()[0] == f"a = b = {text}"


@pytest.mark.parametrize(
    ("place", "text"),
    [(("bobot", 1, "nama"), "bobot, baris 2, nama"), (("jam_per_hari",), "jam per hari"), ((), "")],
)
def test_place_text__as_people_read_it(place: tuple[str | int, ...], text: str) -> None:
    assert place_text(place) == text


def test_score_refused__tells_code_and_place_where_nobody_caught_it() -> None:
    assert ScoreRefused("target-nol", ("target",)).args == ("target-nol", ("target",))


def planned(rules: dict[str, Any], poin: object) -> Any:
    catalogue = [{"kode": "peserta", "poin": 8}]
    return run(
        "rhk",
        {
            "rencana": [{"kuantitas": 2, "poin": poin, "rhk": "peserta"}],
            "aturan": "x",
            "daftar_aturan": [{"kode": "x", **rules}],
            "katalog": catalogue,
        },
    )


@pytest.mark.parametrize(
    ("rules", "status", "short", "over"),
    [
        ({}, "Memenuhi", 0, 0),
        ({"minimum": 17}, "Belum memenuhi", 1, 0),
        ({"maximum": 15}, "Melebihi", 0, 1),
        ({"berbasis_poin": False}, "Tanpa poin", 0, 0),
    ],
)
def test_points__a_rule_set_with_one_edge_or_none(rules: dict[str, Any], status: str, short: int, over: int) -> None:
    """SCO-13: 2 x 8 = 16."""
    result = planned(rules, 8)
    assert (result.status, result.kekurangan, result.kelebihan) == (status, short, over)


def test_points__columns_of_a_row() -> None:
    """SCO-13: 2 x 9 = 18, where the catalogue says 8."""
    assert planned({}, 9).rencana == (PlanPoints("peserta", 2, Fraction(9), Fraction(18), Fraction(8), False, True),)
