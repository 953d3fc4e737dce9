"""Bands told in full, printing at its edges, points without a minimum, places as people read them. SCO-03, SCO-06, SCO-13."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.scoring.bands import Band, BandTable, band_table
from generator.scoring.points import PlanPoints
from generator.scoring.refusal import ScoreRefused, place_text
from generator.scoring.registry import run
from generator.scoring.working import shown, step

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


@pytest.mark.parametrize("edge", [0.5, True])
def test_band_table__a_float_or_truth_value_is_no_edge(edge: object) -> None:
    with pytest.raises(TypeError, match=f"Batas rentang harus bilangan bulat atau desimal, bukan {edge!r}"):
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
        {"rencana": [{"kuantitas": 2, "poin": poin, "rhk": "peserta"}], "daftar_aturan": [{"kode": "x", **rules}], "katalog": catalogue},
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
