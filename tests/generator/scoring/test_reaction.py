"""Level 1. SCO-12: mean, distribution, category, Cronbach's alpha."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import band_table
from generator.scoring.reaction import Result, cronbach_alpha
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import SCORES, references_of, run
from validators.absence import KOSONG

FOUR = band_table(
    "likert-4",
    [
        {"upto": "1.75", "k": "Sangat Kurang"},
        {"above": "1.75", "upto": "2.50", "k": "Kurang"},
        {"above": "2.50", "upto": "3.25", "k": "Baik"},
        {"above": "3.25", "k": "Sangat Baik"},
    ],
    "",
)
ITEMS = [{"butir": "a", "aspek": "Media"}, {"butir": "b", "aspek": "Media"}, {"butir": "c", "aspek": "Fasilitas"}]


def answered(*rows: dict[str, object], **more: object) -> Result:
    return run("level1", {"jawaban": list(rows), "kategori": FOUR, **more})


def test_reaction__items_aspects_and_overall() -> None:
    """SCO-12. a: 4 3 2 mean 3; b: 3 3 1 mean 7/3; c: 4 blank 2 mean 3. Media 16/6 = 8/3; all 22/8 = 11/4."""
    result = answered({"a": 4, "b": 3, "c": 4}, {"a": 3, "b": 3, "c": KOSONG}, {"a": 2, "b": 1, "c": 2}, butir=ITEMS)
    assert [(one.butir, one.n, one.rerata, one.kategori) for one in result.butir] == [
        ("a", 3, 3, "Baik"),
        ("b", 3, Fraction(7, 3), "Kurang"),
        ("c", 2, 3, "Baik"),
    ]
    assert [(one.aspek, one.n, one.rerata) for one in result.aspek] == [("Media", 6, Fraction(8, 3)), ("Fasilitas", 2, 3)]
    assert (result.keseluruhan.rerata, result.jumlah_responden, result.butir[2].kosong) == (Fraction(11, 4), 3, 1)


def test_reaction__distribution_counts_every_step_of_the_scale() -> None:
    counts = answered({"a": 4}, {"a": 4}, {"a": 2}).butir[0].sebaran
    assert [(one.nilai, one.jumlah, one.persen) for one in counts] == [
        (1, 0, 0),
        (2, 1, Fraction(100, 3)),
        (3, 0, 0),
        (4, 2, Fraction(200, 3)),
    ]


@pytest.mark.parametrize(
    ("answers", "category"), [((2, 3), "Kurang"), ((3, 3, 3, 4), "Baik"), ((1, 2, 2, 2), "Sangat Kurang"), ((3, 3, 4), "Sangat Baik")]
)
def test_reaction__bounds_are_half_open(answers: tuple[int, ...], category: str) -> None:
    """SCO-12. 5/2 = 2.50, 13/4 = 3.25 and 7/4 = 1.75 lie on a bound and belong below it; 10/3 is above 3.25."""
    assert answered(*({"a": answer} for answer in answers)).butir[0].kategori == category


def test_cronbach_alpha__by_hand() -> None:
    """SCO-12. Answers (4,3) (3,3) (2,1): variances 1 and 4/3, totals 7 6 3, mean 16/3, squares 25/9 + 4/9 + 49/9 = 26/3, /2 = 13/3.

    2 x (1 - (7/3)/(13/3)) = 2 x 6/13 = 12/13.
    """
    assert cronbach_alpha([(4, 3), (3, 3), (2, 1)]) == Fraction(12, 13)
    assert answered({"a": 4, "b": 3}, {"a": 3, "b": 3}, {"a": 2, "b": 1}).alpha == Fraction(12, 13)


def test_cronbach_alpha__only_complete_respondents_count() -> None:
    rows = ({"a": 4, "b": 3}, {"a": 3, "b": 3}, {"a": 2, "b": 1}, {"a": 1, "b": None})
    assert answered(*rows).alpha == Fraction(12, 13)


@pytest.mark.parametrize(
    "sheets", [[], [(4, 3)], [(4,), (3,)], [(4, 1), (1, 4)]], ids=["none", "one-respondent", "one-item", "equal-totals"]
)
def test_cronbach_alpha__undefined(sheets: list[tuple[int, ...]]) -> None:
    assert cronbach_alpha(sheets) is None


def test_reaction__undefined_alpha_is_said() -> None:
    assert "tidak terdefinisi" in answered({"a": 4, "b": 3}).catatan


@pytest.mark.parametrize("answer", [0, 5, "Puas", True, Decimal("2.5")])
def test_reaction__an_answer_off_the_scale_is_refused(answer: object) -> None:
    with pytest.raises(ScoreRefused) as caught:
        run("level1", {"jawaban": {"Ani": {"a": answer}}, "kategori": FOUR})
    assert (caught.value.code, caught.value.place) == ("jawaban-di-luar-skala", ("jawaban", "Ani", "a"))
    assert "Ani" in caught.value.message


def test_reaction__an_answer_off_the_scale_is_told_as_numbers_are_written() -> None:
    """It was told as 3.5."""
    with pytest.raises(ScoreRefused) as caught:
        run("level1", {"jawaban": {"Ani": {"a": Decimal("3.5")}}, "kategori": FOUR})
    assert "jawaban 3,5 di luar skala" in caught.value.message


def test_reaction__no_answers_at_all_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="tabel-kosong"):
        answered({"a": KOSONG})


def test_reaction__an_item_nobody_answered_has_no_mean() -> None:
    item = answered({"a": 4, "b": None}).butir[1]
    assert (item.rerata, item.kategori, item.kosong, item.sebaran[0].persen) == (None, "", 1, None)


def test_reaction__other_columns_are_left_alone_where_items_are_named() -> None:
    assert [one.butir for one in answered({"nama": "Ani", "a": 4}, butir=[{"butir": "a"}]).butir] == ["a"]


def test_references__the_scale_chooses_the_bands() -> None:
    """SCO-12: scale and bounds are configurable."""
    assert references_of(SCORES["level1"], {}) == {"kategori": "likert-4"}
    assert references_of(SCORES["level1"], {"skala": 5}) == {"kategori": "likert-5"}
    assert references_of(SCORES["level1"], {"kategori": "milik-sendiri"}) == {"kategori": "milik-sendiri"}
    assert references_of(SCORES["level1"], {"kategori": FOUR}) == {}


SHEETS = st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.randoms(use_true_random=False))
def test_cronbach_alpha__at_most_one_and_order_does_not_matter(sheets: list[list[int]], random: object) -> None:
    alpha = cronbach_alpha(sheets)
    assert alpha is None or alpha <= 1
    assert cronbach_alpha(sorted(sheets, key=lambda sheet: random.random())) == alpha
    assert cronbach_alpha([sheet[::-1] for sheet in sheets]) == alpha


def test_cronbach_alpha__two_respondents_are_enough() -> None:
    """(4,3) (2,2): variances 2 and 1/2, totals 7 and 4, variance 9/2: 2 x (1 - (5/2)/(9/2)) = 8/9."""
    assert cronbach_alpha([(4, 3), (2, 2)]) == Fraction(8, 9)
