"""JP, minutes and days. SCO-14."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.lessons import Result
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from validators.absence import KOSONG

RULES = [
    {"moda": "luring", "menit_per_jp": 45, "jp_per_hari": 10},
    {"moda": "daring", "menit_per_jp": 45, "jp_per_hari": 5},
    *({"moda": moda, "menit_per_jp": 45, "jp_per_hari": None} for moda in ("blended", "jarak jauh", "in-on-in", "mandiri")),
]


def lessons(**given_all: object) -> Result:
    return run("jp", {"aturan": RULES, **given_all})


def test_lessons__three_jp_are_135_minutes() -> None:
    """SCO-14: 3 x 45."""
    assert lessons(jp=3).menit == 135


@pytest.mark.parametrize(("jp", "luring", "daring"), [(16, 2, 4), (32, 4, 7), (10, 1, 2), (11, 2, 3), (5, 1, 1), (0, 0, 0)])
def test_lessons__days_are_rounded_up(jp: int, luring: int, daring: int) -> None:
    """SCO-14. 16/10 = 1.6 -> 2, 16/5 = 3.2 -> 4; 32/10 = 3.2 -> 4, 32/5 = 6.4 -> 7; full days take no more."""
    assert lessons(jp=jp, moda="luring").hari == luring
    assert lessons(jp=jp, moda="daring").hari == daring
    assert (lessons(jp=jp).hari, lessons(jp=jp).hari_luring, lessons(jp=jp).hari_daring) == (None, luring, daring)
    assert (lessons(jp=jp).catatan, lessons(jp=jp, moda="luring").catatan) == ("", "")


def test_lessons__blended_is_the_sum_of_its_parts() -> None:
    """SCO-14. 20/10 = 2 and 12/5 -> 3: 5 days; 32 JP at once would be 4 or 7."""
    result = lessons(moda="blended", luring=20, daring=12)
    assert (result.jp, result.menit, result.hari, result.hari_luring, result.hari_daring) == (32, 1440, 5, 2, 3)


def test_lessons__blended_parts_are_rounded_each() -> None:
    """11 and 6: 2 + 2 days, though 1.1 + 1.2 days would fit in three."""
    assert lessons(moda="blended", jp=17, luring=11, daring=6).hari == 4


@pytest.mark.parametrize("moda", ["jarak jauh", "mandiri", "in-on-in"])
def test_lessons__dates_are_given_for_the_other_moda(moda: str) -> None:
    result = lessons(jp=16, moda=moda)
    assert (result.hari, result.menit) == (None, 720)
    assert moda in result.catatan


@pytest.mark.parametrize(
    ("given_all", "code", "place"),
    [
        ({"jp": 30, "moda": "blended", "luring": 20, "daring": 12}, "jp-tidak-cocok", ("jp",)),
        ({"moda": "luring"}, "nilai-kosong", ("jp",)),
        ({"jp": 32, "moda": "blended"}, "nilai-kosong", ("luring",)),
        ({"jp": -1}, "bilangan-negatif", ("jp",)),
        ({"jp": 3, "moda": "hibrida"}, "aturan-tidak-dikenal", ("moda",)),
    ],
)
def test_lessons__refused(given_all: dict[str, object], code: str, place: tuple[str, ...]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        lessons(**given_all)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_lessons__an_empty_moda_is_no_moda() -> None:
    assert lessons(jp=16, moda=KOSONG) == lessons(jp=16)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_lessons__more_jp_never_take_fewer_days_and_no_day_is_empty(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert lessons(jp=low, moda="daring").hari <= lessons(jp=high, moda="daring").hari
    days = lessons(jp=high, moda="luring").hari
    assert 10 * (days - 1) < high <= 10 * days or (high, days) == (0, 0)


def steps(**given_all: object) -> list[tuple[str, str, str]]:
    return [(one.what, one.formula, one.printed) for one in working("jp", {"aturan": RULES, **given_all}).steps]


def test_working__one_moda_shows_its_own_days() -> None:
    assert steps(jp=16, moda="daring") == [("Menit", "16 × 45", "720"), ("Hari daring", "⌈16 / 5⌉", "4")]


def test_working__blended_shows_both_parts_and_their_sum() -> None:
    assert steps(moda="blended", luring=20, daring=12) == [
        ("Menit", "32 × 45", "1.440"),
        ("Hari luring", "⌈20 / 10⌉", "2"),
        ("Hari daring", "⌈12 / 5⌉", "3"),
        ("Hari", "2 + 3", "5"),
    ]


def test_lessons__a_blended_programme_may_have_one_part_only() -> None:
    assert lessons(moda="blended", luring=20).hari == 2
    assert lessons(moda="blended", daring=12, luring=KOSONG).hari == 3
