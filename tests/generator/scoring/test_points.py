"""Points of RHK. SCO-13."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.points import Result
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from validators.absence import KOSONG

RULES = [
    {"kode": "PMM-2024", "minimum": 32, "maximum": 128, "per": "semester", "berbasis_poin": True},
    {"kode": "2025", "minimum": None, "maximum": None, "per": "tahun", "berbasis_poin": False},
]
CATALOGUE = [
    {"kode": "peserta", "peran": "Peserta pelatihan mandiri", "poin": 8},
    {"kode": "penggerak", "peran": "Penggerak komunitas belajar", "poin": 36},
    {"kode": "terbuka", "peran": "Peserta pelatihan menengah", "poin": None},
]


def planned(*rows: tuple[object, object] | dict[str, object], **more: object) -> Result:
    table = [row if isinstance(row, dict) else {"kuantitas": row[0], "poin": row[1]} for row in rows]
    return run("rhk", {"rencana": table, "daftar_aturan": RULES, "aturan": "PMM-2024", **more})


@pytest.mark.parametrize(
    ("rows", "total", "status"),
    [
        (((2, 8), (2, 4), (2, 4)), 32, "Memenuhi"),  # Gambar 1: 16 + 8 + 8
        (((1, 36),), 36, "Memenuhi"),
        (((4, 8),), 32, "Memenuhi"),
        (((3, 8), (1, 4)), 28, "Belum memenuhi"),
        (((16, 8),), 128, "Memenuhi"),
        (((16, 8), (1, 4)), 132, "Melebihi"),
        ((), 0, "Belum memenuhi"),
    ],
    ids=["figure-1", "36", "32", "28", "128", "132", "none"],
)
def test_points__total_and_status(rows: tuple[tuple[int, int], ...], total: int, status: str) -> None:
    """SCO-13: 32 to 128, both included; outside is a status, never a refusal."""
    result = planned(*rows)
    assert (result.total, result.status) == (total, status)


def test_points__what_is_short_or_over() -> None:
    assert (planned((3, 8)).kekurangan, planned((3, 8)).kelebihan) == (8, 0)
    assert (planned((17, 8)).kekurangan, planned((17, 8)).kelebihan) == (0, 8)


def test_points__half_points_stay_exact() -> None:
    assert planned((64, Decimal("0.5"))).total == 32
    assert planned((3, Decimal("0.1"))).total == Fraction(3, 10)


def test_points__rules_of_2025_have_none() -> None:
    """SCO-13: rule set 2025 has no points; blank points are no fault there."""
    result = planned({"kuantitas": 1, "poin": KOSONG}, aturan="2025")
    assert (result.total, result.status, result.aturan) == (None, "Tanpa poin", "2025")


def test_points__the_rule_set_is_asked_for_and_not_assumed() -> None:
    with pytest.raises(ScoreRefused) as caught:
        planned((4, 8), aturan=KOSONG)
    assert (caught.value.code, caught.value.place) == ("aturan-tidak-dikenal", ("aturan",))


def test_points__an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(ScoreRefused) as caught:
        planned((4, 8), aturan="2030")
    assert (caught.value.code, caught.value.place) == ("aturan-tidak-dikenal", ("aturan",))


def test_points__blank_points_are_the_catalogues() -> None:
    result = planned({"kuantitas": 1, "poin": KOSONG, "rhk": "penggerak"}, katalog=CATALOGUE)
    assert (result.total, result.rencana[0].berbeda) == (36, False)


def test_points__differing_from_the_catalogue_and_outside_it_are_marked() -> None:
    """SCO-13: the catalogue is incomplete, so both are data for a warning."""
    rows = planned(
        {"kuantitas": 1, "poin": 10, "rhk": "peserta"},
        {"kuantitas": 1, "poin": 5, "rhk": "Koordinator MGMP"},
        {"kuantitas": 1, "poin": 9, "rhk": "Peserta pelatihan menengah"},
        katalog=CATALOGUE,
    ).rencana
    assert [(one.berbeda, one.di_luar_katalog) for one in rows] == [(True, False), (False, True), (False, False)]


def test_points__no_points_anywhere_are_refused_for_each_row() -> None:
    rows = [{"kuantitas": 1, "poin": None, "rhk": "terbuka"}, {"kuantitas": 1, "poin": 8}, {"kuantitas": 1, "poin": None}]
    with pytest.raises(ScoreRefused) as caught:
        planned(*rows, katalog=CATALOGUE)
    assert [(one.code, one.place) for one in caught.value.all] == [
        ("nilai-kosong", ("rencana", 0, "poin")),
        ("nilai-kosong", ("rencana", 2, "poin")),
    ]


@pytest.mark.parametrize(("row", "column"), [((-1, 8), "kuantitas"), ((1, -8), "poin")])
def test_points__negative_numbers_are_refused(row: tuple[int, int], column: str) -> None:
    with pytest.raises(ScoreRefused) as caught:
        planned(row)
    assert caught.value.place == ("rencana", 0, column)


def test_points__a_part_of_an_activity_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="bukan-bilangan-bulat"):
        planned((Decimal("1.5"), 8))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), max_size=6), st.tuples(st.integers(0, 20), st.integers(0, 40)))
def test_points__one_more_row_never_takes_points_away(rows: list[tuple[int, int]], row: tuple[int, int]) -> None:
    order = ["Belum memenuhi", "Memenuhi", "Melebihi"]
    before, after = planned(*rows), planned(*rows, row)
    assert after.total == before.total + row[0] * row[1]
    assert order.index(after.status) >= order.index(before.status)


def test_points__a_row_without_a_name_is_not_outside_the_catalogue() -> None:
    assert planned((1, 8), katalog=CATALOGUE).rencana[0].di_luar_katalog is False
    assert planned({"kuantitas": 1, "poin": 8, "rhk": "peserta"}).rencana[0].di_luar_katalog is False


def test_points__zero_is_not_negative() -> None:
    assert planned((0, 8), (1, 0)).total == 0


def test_working__rows_and_total() -> None:
    given_all = {
        "rencana": [{"kuantitas": 2, "poin": 8}, {"kuantitas": 1, "poin": Decimal("4.5")}],
        "daftar_aturan": RULES,
        "aturan": "PMM-2024",
    }
    shown = working("rhk", given_all)
    assert [(one.what, one.formula, one.printed) for one in shown.steps] == [
        ("Baris 1", "2 × 8", "16"),
        ("Baris 2", "1 × 4,5", "4,5"),
        ("Total poin", "16 + 4,5", "20,5"),
    ]
    assert shown.band == "Belum memenuhi"
