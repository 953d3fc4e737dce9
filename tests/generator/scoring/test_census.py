"""Sums over a table of many teachers. SCO-93, with SCO-09 and SCO-10 as its measure."""

from __future__ import annotations

import io
import random
from fractions import Fraction

import pytest

from generator.scoring import census
from generator.scoring.gap import indices as gap
from generator.scoring.gap.values import MinimalLevel
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run

pl = pytest.importorskip("polars")

LEVELS = tuple(
    MinimalLevel(name, Fraction(level), (f"Guru {name}",))
    for name, level in (("Ahli Pertama", 2), ("Ahli Muda", 3), ("Ahli Madya", 4), ("Ahli Utama", 5))
)
INDICATORS = [f"{kompetensi}.{at}" for kompetensi in range(1, 5) for at in range(1, 4)]


def csv(text: str) -> pl.LazyFrame:
    return pl.read_csv(io.StringIO(text)).lazy()


def test_gap_sums__two_teachers_by_hand() -> None:
    """SCO-10. Level 3: (2 + 4 + 3)/3 = 3, no gap; level 4: 1.1 blank, (2 + 3)/2 = 5/2, (4 - 5/2)/4 = 3/8. Mean 3/16."""
    table = csv("jenjang,1.1,1.2,1.3\nAhli Muda,2,4,3\nAhli Madya,,2,3\n")
    overall = gap.overall(census.gap_sums(table, ["1.1", "1.2", "1.3"], LEVELS, names={"1": "Pedagogik"}))
    assert (overall.cgi, overall.mean_gap) == (Fraction(3, 16), Fraction(3, 4))
    assert [(one.nama, one.n, one.q) for one in overall.by_kompetensi] == [("Pedagogik", 2, 1)]


def test_gap_sums__agree_with_the_form_on_random_teachers() -> None:
    """SCO-93: the same exact index as `gap.gap_index`, blanks, fractions, spellings and groups included."""
    drawn = random.Random(20231207)
    rows = []
    for at in range(300):
        row = {"nama": f"G{at}", "jenjang": drawn.choice(["Ahli Muda", "Guru Ahli Madya", "ahli_utama"]), "kabupaten": drawn.choice("ABC")}
        rows.append(row | {code: drawn.choice([None, 1, 2, 2.4, 3, 3.2, 4, 5]) for code in INDICATORS})
    frame = pl.DataFrame(rows, infer_schema_length=None).lazy()
    overall = gap.overall(census.gap_sums(frame, INDICATORS, LEVELS, kelompok="kabupaten"))
    teachers = [{"nama": row["nama"], "jenjang": row["jenjang"], "kabupaten": row["kabupaten"]} for row in rows]
    exact = {row["nama"]: {code: None if row[code] is None else Fraction(str(row[code])) for code in INDICATORS} for row in rows}
    form = run("cgi", {"guru": teachers, "matriks": exact, "level": LEVELS})
    assert (overall.cgi, overall.mean_gap) == (form.cgi, form.mean_gap)
    assert set(overall.by_kompetensi) == set(form.by_kompetensi)
    assert set(overall.by_kompetensi_jenjang) == set(form.by_kompetensi_jenjang)
    assert {(one.nama, one.cgi) for one in overall.by_kelompok} == {(one.nama, one.cgi) for one in form.by_kelompok}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jenjang,1.1\nKepala,2\n", "jenjang-tidak-dikenal"),
        ("jenjang,1.1\n,2\n", "jenjang-tidak-dikenal"),
        ("jenjang,1.1\nAhli Muda,6\n", "nilai-di-luar-rentang"),
        ("jenjang,1.1\nAhli Muda,2.123456\n", "bilangan-tak-eksak"),
    ],
)
def test_gap_sums__refused(text: str, code: str) -> None:
    with pytest.raises(ScoreRefused) as caught:
        census.gap_sums(csv(text), ["1.1"], LEVELS)
    assert caught.value.code == code


def test_gap_sums__sub_indicators_are_no_columns_of_it() -> None:
    with pytest.raises(ValueError, match="sub-indicators"):
        census.gap_sums(csv("jenjang,1.1.1\nAhli Muda,2\n"), ["1.1.1"], LEVELS)


def test_regions__one_row_a_teacher() -> None:
    """SCO-09. Kab. A: 3 teachers, 2 targets, 1 graduate; Kab. B: 1, 1, 1. Y = 1/2, 1; mean 3/4; 1/16 over 9/16: 1/9."""
    table = csv("kabupaten,sasaran,lulus\nA,1,1\nA,1,0\nA,0,\nB,1,1\n")
    found = census.regions(table)
    assert [(one.kabupaten, one.lulus, one.sasaran, one.guru) for one in found] == [("A", 1, 2, 3), ("B", 1, 1, 1)]
    assert run("id", {"wilayah": found}).kuadrat == Fraction(1, 9)


# What a census refuses, whole: the column, how many teachers, the limits. SCO-93.

KNOWN_LEVELS = (MinimalLevel("Ahli Muda", Fraction(3)), MinimalLevel("Ahli Madya", Fraction(4), ("Guru Ahli Madya",)))


def sums(text: str, **more: object) -> tuple[gap.Sums, ...]:
    frame = pl.read_csv(io.StringIO(text)).lazy()
    return census.gap_sums(frame, [name for name in frame.collect_schema().names() if name != "jenjang"], KNOWN_LEVELS, **more)


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
