"""Nilai akhir and predikat. SCO-05 NA, SCO-06 predikat and kategori."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.bands import band_table
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import as_plain, run, working
from validators.absence import KOSONG

GRADES = band_table(
    "predikat-kelulusan",
    [
        {"above": 90, "predikat": "Amat Baik", "kategori": "Lulus"},
        {"above": 80, "upto": 90, "predikat": "Baik", "kategori": "Lulus"},
        {"above": 70, "upto": 80, "predikat": "Cukup", "kategori": "Lulus"},
        {"above": 60, "upto": 70, "predikat": "Sedang", "kategori": "Belum Lulus"},
        {"upto": 60, "predikat": "Kurang", "kategori": "Belum Lulus"},
    ],
    "4141",
)
ASPECTS = ("pengetahuan", "sikap", "keterampilan", "kehadiran", "e", "f", "g", "h", "i", "j")


def weights(*values: object) -> list[dict[str, object]]:
    return [{"nama": name, "bobot": value} for name, value in zip(ASPECTS, values, strict=False)]


def marks(*values: object) -> dict[str, object]:
    return dict(zip(ASPECTS, values, strict=False))


def final(given_marks: dict[str, object], given_weights: list[dict[str, object]]) -> Fraction:
    return run("nilai_akhir", {"nilai": given_marks, "bobot": given_weights})


@pytest.mark.parametrize(
    ("given_marks", "given_weights", "na", "predikat", "kategori"),
    [
        # 85 x .4 + 90 x .2 + 80 x .4 = 34 + 18 + 32
        ((85, 90, 80), (40, 20, 40), Fraction(84), "Baik", "Lulus"),
        # 62 x .2 + 97 x .8 = 12.4 + 77.6; floats give 90.00000000000001, Amat Baik
        ((62, 97), (20, 80), Fraction(90), "Baik", "Lulus"),
        # 72 x .2 + 82 x .8 = 14.4 + 65.6
        ((72, 82), (20, 80), Fraction(80), "Cukup", "Lulus"),
        ((70, 70), (60, 40), Fraction(70), "Sedang", "Belum Lulus"),
        # 70.01 x .6 + 70 x .4 = 42.006 + 28
        ((Decimal("70.01"), 70), (60, 40), Fraction(70006, 1000), "Cukup", "Lulus"),
        # 91 x .5 + 90 x .3 + 90 x .2 = 45.5 + 27 + 18
        ((91, 90, 90), (50, 30, 20), Fraction(181, 2), "Amat Baik", "Lulus"),
    ],
    ids=["84", "90-is-Baik", "80-is-Cukup", "70-fails", "just-above-70", "90.5"],
)
def test_final_mark__worked_by_hand(given_marks: tuple, given_weights: tuple, na: Fraction, predikat: str, kategori: str) -> None:
    """SCO-05, SCO-06."""
    result = final(marks(*given_marks), weights(*given_weights))
    band = GRADES.find(result)
    assert (result, band.values["predikat"], band.values["kategori"]) == (na, predikat, kategori)


def test_final_mark__70004_is_lulus_and_prints_so() -> None:
    """SCO-06: 70.004 prints as 70,00 with two digits; the working shows a number that agrees with the verdict."""
    people = {"Ani": marks(Decimal("70.004"))}
    given_all = {"peserta": people, "bobot": weights(100), "ambang": GRADES}
    assert run("daftar_nilai", given_all).rows[0].lulus is True
    assert "70,004" in working("daftar_nilai", given_all).steps[0].printed


def test_final_mark__ten_weights_of_a_tenth_are_100() -> None:
    """SCO-05: ten times 0.1 is 0.9999999999999999 in binary floats; here ten weights of 10.0 % are 100 %."""
    assert final(marks(*[90] * 10), weights(*[Decimal("10.0")] * 10)) == 90


def test_final_mark__thirds_of_100_need_exact_weights() -> None:
    """SCO-05: 100/3 three times is 100; 33.33 three times is 99.99 and refused."""
    assert final(marks(60, 70, 80), weights(*[Fraction(100, 3)] * 3)) == 70
    with pytest.raises(ScoreRefused, match="bobot-tidak-100"):
        final(marks(60, 70, 80), weights(*[Decimal("33.33")] * 3))


def test_final_mark__weights_of_90_are_refused() -> None:
    """SCO-05: 40 + 20 + 30 = 90."""
    with pytest.raises(ScoreRefused) as caught:
        final(marks(80, 80, 80), weights(40, 20, 30))
    assert (caught.value.code, caught.value.place) == ("bobot-tidak-100", ("bobot",))
    assert "90%" in caught.value.message


@pytest.mark.parametrize("blank", [None, KOSONG])
def test_final_mark__a_missing_mark_is_refused_never_zero(blank: object) -> None:
    """SCO-05."""
    with pytest.raises(ScoreRefused) as caught:
        final(marks(80, blank), weights(60, 40))
    assert (caught.value.code, caught.value.place) == ("nilai-kosong", ("nilai", "sikap"))


def test_final_mark__an_aspect_without_a_column_is_a_missing_mark() -> None:
    with pytest.raises(ScoreRefused, match="nilai-kosong"):
        final(marks(80), weights(60, 40))


def test_final_mark__weight_zero_still_wants_its_mark() -> None:
    with pytest.raises(ScoreRefused, match="nilai-kosong"):
        final(marks(80), weights(100, 0))


@pytest.mark.parametrize("mark", [-1, Decimal("100.01")])
def test_final_mark__outside_0_to_100_is_refused(mark: object) -> None:
    """SCO-05."""
    with pytest.raises(ScoreRefused) as caught:
        final(marks(mark, 80), weights(60, 40))
    assert (caught.value.code, caught.value.place) == ("nilai-di-luar-rentang", ("nilai", "pengetahuan"))


def test_final_mark__a_negative_weight_does_not_make_up_for_another() -> None:
    """SCO-05: 120 - 20 = 100 is not weights that total 100."""
    with pytest.raises(ScoreRefused) as caught:
        final(marks(80, 80), weights(120, -20))
    assert [one.place for one in caught.value.all] == [("bobot", 0, "bobot"), ("bobot", 1, "bobot")]


def test_final_mark__a_mark_without_weight_is_not_dropped_in_silence() -> None:
    with pytest.raises(ScoreRefused) as caught:
        final({**marks(80, 80), "kehadiran": 100}, weights(60, 40))
    assert (caught.value.code, caught.value.place) == ("aspek-tanpa-bobot", ("nilai", "kehadiran"))


def test_final_mark__an_aspect_twice_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="nama-ganda"):
        final({"sikap": 80}, [{"nama": "sikap", "bobot": 50}, {"nama": "sikap", "bobot": 50}])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), 80.0])
def test_final_mark__floats_and_no_numbers_are_refused(number: object) -> None:
    """SCO-05; the section's first sentence: never on binary floats."""
    with pytest.raises(ScoreRefused) as caught:
        final(marks(number, 80), weights(60, 40))
    assert caught.value.code in {"bukan-bilangan", "bilangan-tak-eksak"}
    assert caught.value.place == ("nilai", "pengetahuan")


def test_class_marks__rows_distribution_and_passed() -> None:
    """SCO-05, 06: three participants with one aspect; 90 is Baik, 71 Cukup, 70 Sedang: two of three pass. Mean 77."""
    people = {"Ani": marks(90), "Budi": marks(71), "Cici": marks(70)}
    result = run("daftar_nilai", {"peserta": people, "bobot": weights(100), "ambang": GRADES})
    assert [(row.nama, row.na, row.predikat, row.lulus) for row in result.rows] == [
        ("Ani", 90, "Baik", True),
        ("Budi", 71, "Cukup", True),
        ("Cici", 70, "Sedang", False),
    ]
    assert (result.jumlah, result.lulus, result.belum_lulus, result.rerata) == (3, 2, 1, 77)
    assert [(share.predikat, share.jumlah) for share in result.sebaran] == [
        ("Amat Baik", 0),
        ("Baik", 1),
        ("Cukup", 1),
        ("Sedang", 1),
        ("Kurang", 0),
    ]
    assert result.sebaran[1].persen == Fraction(100, 3)


def test_class_marks__every_bad_mark_is_told_at_once() -> None:
    people = {"Ani": marks(90, KOSONG), "Budi": marks(101, 80)}
    with pytest.raises(ScoreRefused) as caught:
        run("daftar_nilai", {"peserta": people, "bobot": weights(60, 40), "ambang": GRADES})
    assert [(one.code, one.place) for one in caught.value.all] == [
        ("nilai-kosong", ("peserta", "Ani", "sikap")),
        ("nilai-di-luar-rentang", ("peserta", "Budi", "pengetahuan")),
    ]
    assert "Ani" in caught.value.message


def test_class_marks__no_participants_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="tabel-kosong"):
        run("daftar_nilai", {"peserta": {}, "bobot": weights(100), "ambang": GRADES})


def test_class_marks__plain_rows_have_the_keys_of_the_command_line() -> None:
    plain = as_plain(run("daftar_nilai", {"peserta": {"Ani": marks(90)}, "bobot": weights(100), "ambang": GRADES}))
    assert {"nama", "na", "predikat", "lulus"} <= set(plain["rows"][0])


MARKS = st.decimals(min_value=0, max_value=100, places=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKS, min_size=3, max_size=3), st.integers(0, 100), st.integers(0, 100), st.integers(0, 2), MARKS)
def test_final_mark__monotone_and_within_the_marks(given_marks: list[Decimal], one: int, other: int, at: int, better: Decimal) -> None:
    low, high = sorted((one, other))
    shares = weights(low, high - low, 100 - high)
    before = final(marks(*given_marks), shares)
    raised = [*given_marks]
    raised[at] = max(better, raised[at])
    assert min(given_marks) <= before <= max(given_marks)
    assert final(marks(*raised), shares) >= before


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKS, min_size=3, max_size=3), st.permutations(range(3)))
def test_final_mark__order_of_aspects_does_not_matter(given_marks: list[Decimal], order: list[int]) -> None:
    shares = weights(50, 30, 20)
    assert final(marks(*given_marks), [shares[at] for at in order]) == final(marks(*given_marks), shares)


def test_working__each_part_and_the_sum() -> None:
    """85 x 40 % = 34, 90 x 60 % = 54: 88."""
    shown = working("nilai_akhir", {"nilai": marks(85, 90), "bobot": weights(40, 60)})
    assert [(one.formula, one.printed) for one in shown.steps] == [("85 × 40%", "34"), ("90 × 60%", "54"), ("34 + 54", "88")]
