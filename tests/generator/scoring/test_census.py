"""Sums over a table of many teachers. SCO-93, with SCO-09 and SCO-10 as its measure."""

from __future__ import annotations

import io
import random
from fractions import Fraction

import pytest

from generator.scoring import census, gap
from generator.scoring.gap_values import MinimalLevel
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
