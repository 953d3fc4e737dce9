"""What a census refuses, whole: the column, how many teachers, the limits. SCO-93."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

from generator.scoring import census, gap
from generator.scoring.gap_values import MinimalLevel
from generator.scoring.refusal import ScoreRefused

pl = pytest.importorskip("polars")

LEVELS = (MinimalLevel("Ahli Muda", Fraction(3)), MinimalLevel("Ahli Madya", Fraction(4), ("Guru Ahli Madya",)))


def sums(text: str, **more: object) -> tuple[gap.Sums, ...]:
    frame = pl.read_csv(io.StringIO(text)).lazy()
    return census.gap_sums(frame, [name for name in frame.collect_schema().names() if name != "jenjang"], LEVELS, **more)


def test_gap_sums__refusals_whole() -> None:
    """Of 1.1 two values lie outside 0 to 5, of 1.2 one has six decimals; two jenjang are strangers, one of them blank."""
    table = "jenjang,1.1,1.2\nAhli Muda,6,1\nAhli Muda,-1,2.123456\nAhli Purba,0,5\n,5,0\n"
    with pytest.raises(ScoreRefused) as caught:
        sums(table)
    known = "Ahli Muda, Ahli Madya"
    assert sorted((one.code, one.place, sorted(one.facts.items())) for one in caught.value.all) == [
        ("bilangan-tak-eksak", ("1.2",), [("nama", "1.2"), ("nilai", "nilai 1 guru")]),
        ("jenjang-tidak-dikenal", ("jenjang",), [("nama", "jenjang"), ("nilai", "Ahli Purba"), ("pilihan", known)]),
        ("jenjang-tidak-dikenal", ("jenjang",), [("nama", "jenjang"), ("nilai", "kosong"), ("pilihan", known)]),
        (
            "nilai-di-luar-rentang",
            ("1.1",),
            [("maksimum", "5"), ("minimum", "0"), ("nama", "1.1"), ("nilai", "pada 2 guru")],
        ),
    ]


def test_gap_sums__nothing_reached_and_a_tenth_of_it_are_values() -> None:
    """SCO-10: 0 of 4 is a gap of 1; 0.1 of 4 one of 39/40: together 79/40, levels 79/10, values 1/10."""
    assert sums("jenjang,1.1\nAhli Madya,0\nAhli Madya,0.1\n") == (
        gap.Sums("1", "Ahli Madya", "", 2, 2, Fraction(79, 40), Fraction(79, 10), Fraction(1, 10)),
    )
    assert sums("jenjang,1.1\nAhli Madya,0\n") == (gap.Sums("1", "Ahli Madya", "", 1, 1, Fraction(1), Fraction(4), Fraction(0)),)


def test_gap_sums__one_level_short_is_below() -> None:
    """SCO-10: 2 of 3: 1/3, one level."""
    assert sums("jenjang,1.1\nAhli Muda,2\n") == (gap.Sums("1", "Ahli Muda", "", 1, 1, Fraction(1, 3), Fraction(1), Fraction(2)),)


def test_gap_sums__a_minimal_level_between_two() -> None:
    """SCO-10: 1 of 2 1/2: (5/2 - 1)/(5/2) = 3/5."""
    frame = pl.read_csv(io.StringIO("jenjang,1.1\nAhli Muda,1\n")).lazy()
    (found,) = census.gap_sums(frame, ["1.1"], (MinimalLevel("Ahli Muda", Fraction(5, 2)),))
    assert (found.relatif, found.selisih, found.nilai) == (Fraction(3, 5), Fraction(3, 2), 1)
