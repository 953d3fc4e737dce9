"""CVI of a model. SCO-01 I-CVI, SCO-02 S-CVI/Ave, SCO-03 bands, SCO-04 verdict and the literature's notes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import band_table
from generator.scoring.cvi import WORDS, Arguments, Result, i_cvi, modified_kappa, validity
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run
from validators.absence import KOSONG

THRESHOLDS = band_table(
    "cvi",
    [{"from": "0.80", "k": "memenuhi"}, {"from": "0.70", "below": "0.80", "k": "revisi"}, {"below": "0.70", "k": "tidak memenuhi"}],
    "4141",
)
KAPPA = band_table(
    "kappa",
    [
        {"above": "0.74", "k": "sangat baik"},
        {"from": "0.60", "upto": "0.74", "k": "baik"},
        {"from": "0.40", "below": "0.60", "k": "cukup"},
        {"below": "0.40", "k": "kurang"},
    ],
    "",
)
LITERATURE = [
    {"kode": "lynn-3-5", "penilai_dari": 3, "penilai_sampai": 5, "i_cvi": 1, "s_cvi_ave": None},
    {"kode": "lynn-6-8", "penilai_dari": 6, "penilai_sampai": 8, "i_cvi": Fraction(83, 100), "s_cvi_ave": None},
    {"kode": "lynn-9", "penilai_dari": 9, "penilai_sampai": None, "i_cvi": Fraction(78, 100), "s_cvi_ave": None},
    {"kode": "polit-beck", "penilai_dari": 6, "penilai_sampai": None, "i_cvi": Fraction(78, 100), "s_cvi_ave": Fraction(9, 10)},
]
FIVE = "ABCDE"


def rated(rows: list[list[object]], **more: object) -> Result:
    table = {f"butir {at}": dict(zip("ABCDEFGHI", row, strict=False)) for at, row in enumerate(rows, start=1)}
    return run("cvi", {"penilaian": table, "ambang": THRESHOLDS, **more})


def voted(votes: list[int], reviewers: int, **more: object) -> Result:
    """Items of which so many of the reviewers chose Sesuai, the others Tidak Sesuai."""
    return rated([[4] * yes + [1] * (reviewers - yes) for yes in votes], **more)


def test_validity__six_items_five_reviewers() -> None:
    """SCO-01, 02, 04. Relevant (3 or 4) of five: 5, 4, 3, 5, 2, 5. So 1, 4/5, 3/5, 1, 2/5, 1; the sum is 24/5, its sixth 4/5.

    Three of six items have full agreement: UA 1/2. Average 0.80 but items at 0.6 and 0.4: REVISI. Binary floats sum
    to 0.7999999999999999, which would be TIDAK LAYAK.
    """
    result = rated([[4, 4, 3, 4, 3], [3, 4, 4, 2, 4], [4, 3, 2, 3, 2], [4, 4, 4, 4, 4], [2, 3, 1, 2, 4], [3, 3, 4, 3, 3]])
    assert [item.value for item in result.butir] == [1, Fraction(4, 5), Fraction(3, 5), 1, Fraction(2, 5), 1]
    assert (result.s_cvi_ave, result.s_cvi_ua, result.verdict) == (Fraction(4, 5), Fraction(1, 2), "REVISI")
    assert result.perlu_revisi == ("butir 3", "butir 5")


def test_verdict__between_079_and_080_is_eliminated() -> None:
    """SCO-03, 04. (3 x 3 + 5 x 2) / (8 x 3) = 19/24 = 0.79166...: above the printed 0.79, below 0.80."""
    result = voted([3, 3, 3, 2, 2, 2, 2, 2], 3)
    assert (result.s_cvi_ave, result.verdict, result.band) == (Fraction(19, 24), "TIDAK LAYAK", "revisi")


def test_verdict__average_of_sixths_is_exactly_080() -> None:
    """SCO-04. (3 + 5 + 5 + 5 + 6) / 6 / 5 = 24/30 = 4/5; Decimal's 28 digits give 0.79...98. The first item has 3/6: REVISI."""
    result = voted([3, 5, 5, 5, 6], 6)
    assert (result.s_cvi_ave, result.verdict) == (Fraction(4, 5), "REVISI")


def test_verdict__every_item_at_the_threshold_passes() -> None:
    """SCO-04. 4/5 each: average and every item are 0.80: LAYAK."""
    result = voted([4, 4, 4], 5)
    assert (result.s_cvi_ave, result.verdict) == (Fraction(4, 5), "LAYAK")


@pytest.mark.parametrize("blank", [None, KOSONG, ""])
def test_i_cvi__blank_is_left_out_and_reported(blank: object) -> None:
    """SCO-01. Ratings 4, 4, 3, blank, 2: three relevant of the four who rated: 3/4, not 3/5."""
    result = rated([[4, 4, 3, blank, 2]])
    assert result.butir[0].value == Fraction(3, 4)
    assert result.kosong == (("butir 1", "D"),)
    assert result.jumlah_penilai == 4


@pytest.mark.parametrize(("word", "relevant"), list(zip(WORDS, (0, 0, 1, 1), strict=True)))
def test_validity__the_four_words_are_the_four_numbers(word: str, relevant: int) -> None:
    """SCO-01: Cukup Sesuai and Sesuai count, the other two do not; blanks and case of the word do not matter."""
    number = WORDS.index(word) + 1
    assert [rated([[rating]]).butir[0].value for rating in (word, f" {word.upper()} ", number)] == [relevant] * 3


def test_validity__nobody_rated_is_refused_and_names_every_such_item() -> None:
    """SCO-01: nobody rated is an error, for all items at once."""
    with pytest.raises(ScoreRefused) as caught:
        rated([[4, 4], [None, KOSONG], [3, 3], []])
    assert [(one.code, one.place) for one in caught.value.all] == [
        ("butir-tanpa-penilai", ("penilaian", "butir 2")),
        ("butir-tanpa-penilai", ("penilaian", "butir 4")),
    ]
    assert "butir 2" in caught.value.message


@pytest.mark.parametrize("rating", [0, 5, "Bagus", True, Fraction(7, 2)])
def test_validity__a_rating_off_the_scale_is_refused_at_its_place(rating: object) -> None:
    with pytest.raises(ScoreRefused) as caught:
        rated([[4, rating]])
    assert (caught.value.code, caught.value.place) == ("penilaian-tidak-dikenal", ("penilaian", "butir 1", "B"))


def test_validity__no_items_is_refused() -> None:
    with pytest.raises(ScoreRefused) as caught:
        run("cvi", {"penilaian": {}, "ambang": THRESHOLDS})
    assert (caught.value.code, caught.value.place) == ("tabel-kosong", ("penilaian",))


def test_validity__sheets_give_the_same_as_the_table() -> None:
    """SCO-01: `lembar-validasi` sheets, with the reviewer as a group."""
    sheets = [
        {"reviewer": {"nama": "Ani", "nip": "1"}, "penilaian": [{"butir": "x", "nilai": "Sesuai"}, {"butir": "y", "nilai": KOSONG}]},
        {
            "reviewer": {"nama": "Budi", "nip": "2"},
            "penilaian": [{"butir": "x", "nilai": "Kurang Sesuai"}, {"butir": "y", "nilai": "Sesuai"}],
        },
    ]
    by_sheets = run("cvi", {"lembar": sheets, "ambang": THRESHOLDS})
    by_table = run("cvi", {"penilaian": {"x": {"Ani": 4, "Budi": 2}, "y": {"Ani": None, "Budi": 4}}, "ambang": THRESHOLDS})
    assert by_sheets == by_table
    assert by_sheets.kosong == (("y", "Ani"),)


def test_validity__one_reviewer_with_two_sheets_is_refused() -> None:
    sheet = {"reviewer": "Ani", "butir": [{"butir": "x", "nilai": 4}]}
    with pytest.raises(ScoreRefused, match="nama-ganda"):
        run("cvi", {"lembar": [sheet, sheet], "ambang": THRESHOLDS})


@pytest.mark.parametrize(
    ("relevant", "raters", "kappa"),
    [(5, 5, Fraction(1)), (4, 5, Fraction(103, 135)), (3, 5, Fraction(23, 55)), (1, 1, Fraction(1)), (3, 6, Fraction(3, 11))],
)
def test_modified_kappa__chance_is_taken_out(relevant: int, raters: int, kappa: Fraction) -> None:
    """SCO-04, note. 4 of 5: pc = 5/32, (4/5 - 5/32) / (27/32) = (103/160) x (32/27) = 103/135.

    3 of 5: pc = 10/32 = 5/16, (3/5 - 5/16) / (11/16) = (23/80) x (16/11) = 23/55. 5 of 5: 1 whatever pc is.
    3 of 6: pc = 20/64 = 5/16, (1/2 - 5/16) / (11/16) = 3/11.
    """
    assert modified_kappa(relevant, raters) == kappa


def test_validity__kappa_band_where_bands_are_given() -> None:
    """103/135 = 0.763: above 0.74; 23/55 = 0.418: cukup."""
    assert [item.kappa_band for item in voted([4, 3], 5, kappa=KAPPA).butir] == ["sangat baik", "cukup"]
    assert voted([4], 5).butir[0].kappa_band == ""


def test_lynn__five_experts_must_all_agree() -> None:
    """SCO-04, note: LAYAK by the regulation, and 4/5 below Lynn's 1.00 for 3 to 5 experts."""
    result = voted([5, 4], 5, pustaka=LITERATURE)
    assert result.verdict == "LAYAK"
    assert (result.lynn.minimum, result.lynn.memenuhi, result.lynn.di_bawah) == (1, False, ("butir 2",))
    assert result.polit_beck.minimum is None


def test_lynn__seven_of_nine_is_its_078() -> None:
    """SCO-04, note: 7/9 = 0.777... prints as 0.78, which is how Lynn and Polit & Beck write it; 6/9 is below."""
    result = voted([7, 9, 6], 9, pustaka=LITERATURE)
    assert result.lynn.di_bawah == ("butir 3",)
    assert result.polit_beck.di_bawah == ("butir 3",)


def test_polit_beck__average_of_090_is_asked_too() -> None:
    """Every item 5/6 = 0.833 meets 0.78, the average 0.833 does not meet 0.90; with 6/6 it is (5/6 + 1) / 2 = 11/12."""
    assert voted([5, 5], 6, pustaka=LITERATURE).polit_beck.memenuhi is False
    assert voted([5, 6], 6, pustaka=LITERATURE).polit_beck.memenuhi is True


def test_notes__none_without_thresholds() -> None:
    result = voted([5], 5)
    assert (result.lynn, result.polit_beck) == (None, None)


RATINGS = st.integers(min_value=1, max_value=4)
TABLES = st.lists(st.lists(RATINGS, min_size=5, max_size=5), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.permutations(range(5)))
def test_validity__order_of_reviewers_does_not_matter(table: list[list[int]], order: list[int]) -> None:
    turned = [[row[at] for at in order] for row in table]
    one, other = rated(table), rated(turned)
    assert (one.butir, one.s_cvi_ave, one.verdict) == (other.butir, other.s_cvi_ave, other.verdict)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.data())
def test_validity__a_better_rating_never_lowers_anything(table: list[list[int]], data: st.DataObject) -> None:
    row, column = data.draw(st.integers(0, len(table) - 1)), data.draw(st.integers(0, 4))
    better = [list(line) for line in table]
    better[row][column] = 4
    order = ["TIDAK LAYAK", "REVISI", "LAYAK"]
    before, after = rated(table), rated(better)
    assert after.s_cvi_ave >= before.s_cvi_ave
    assert order.index(after.verdict) >= order.index(before.verdict)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_i_cvi__is_a_share(votes: list[bool]) -> None:
    assert 0 <= i_cvi(votes) <= 1
    assert i_cvi(votes) + i_cvi([not vote for vote in votes]) == 1


def test_i_cvi__without_votes_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="nobody"):
        i_cvi([])


def test_validity__arguments_may_be_built_directly() -> None:
    assert validity(Arguments(ambang=THRESHOLDS, penilaian={"x": {"A": 4}})).verdict == "LAYAK"


def test_s_cvi_ua__only_full_agreement_counts() -> None:
    """SCO-04, note: one of three items has all five votes."""
    assert voted([5, 4, 3], 5).s_cvi_ua == Fraction(1, 3)


def test_validity__no_sheets_is_refused_at_the_sheets() -> None:
    with pytest.raises(ScoreRefused) as caught:
        run("cvi", {"lembar": [], "ambang": THRESHOLDS})
    assert (caught.value.code, caught.value.place) == ("tabel-kosong", ("lembar",))
