"""Indeks Kesenjangan Kompetensi. SCO-10."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.gap.indices import Result
from generator.scoring.gap.values import codes, folded
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run, working
from validators.absence import KOSONG

LEVELS = [
    {"nama": "Ahli Pertama", "level": 2, "alias": ["Guru Ahli Pertama"]},
    {"nama": "Ahli Muda", "level": 3, "alias": ["Guru Ahli Muda"]},
    {"nama": "Ahli Madya", "level": 4, "alias": ["Guru Ahli Madya"]},
    {"nama": "Ahli Utama", "level": 5, "alias": ["Guru Ahli Utama"]},
]
JENJANG = {2: "Ahli Pertama", 3: "Ahli Muda", 4: "Ahli Madya", 5: "Ahli Utama"}


def row(nama: str, level: int, kompetensi: str, nilai: object, **more: object) -> dict[str, object]:
    value = Decimal(nilai) if isinstance(nilai, str) else nilai
    return {"nama": nama, "jenjang": JENJANG[level], "kompetensi": kompetensi, "nilai": value, **more}


def of_pairs(*pairs: tuple[int, object]) -> Result:
    """One kompetensi; each pair is a teacher's minimal level and actual value."""
    return of_rows(*(row(f"Guru {at}", level, "Pedagogik", value) for at, (level, value) in enumerate(pairs)))


def of_rows(*rows: dict[str, object], **more: object) -> Result:
    return run("cgi", {"nilai": list(rows), "level": LEVELS, **more})


def test_gap_index__surplus_does_not_offset() -> None:
    """SCO-10. M = 4; (4 - 3.2)/4 = .2, 0, 0 (4.5 is surplus), (4 - 2.8)/4 = .3, (4 - 3.6)/4 = .1: .6/5 = .12.

    Letting the surplus offset would take off .125/5: .095.
    """
    result = of_pairs((4, "3.2"), (4, "4.0"), (4, "4.5"), (4, "2.8"), (4, "3.6"))
    assert (result.cgi, result.n, result.q) == (Fraction(12, 100), 5, 3)


def test_gap_index__teachers_of_different_jenjang() -> None:
    """SCO-10. .4/2 = .2, 0, .6/3 = .2, .8/4 = .2, 0, 1/5 = .2: .8/6 = 2/15.

    By jenjang: Pertama (.2 + 0)/2, Muda .2, Madya (.2 + 0)/2, Utama .2.
    """
    result = of_pairs((2, "1.6"), (2, "2.4"), (3, "2.4"), (4, "3.2"), (4, "4.0"), (5, "4.0"))
    assert (result.cgi, result.q) == (Fraction(2, 15), 4)
    assert [(one.nama, one.cgi, one.n) for one in result.by_jenjang] == [
        ("Ahli Pertama", Fraction(1, 10), 2),
        ("Ahli Muda", Fraction(1, 5), 1),
        ("Ahli Madya", Fraction(1, 10), 2),
        ("Ahli Utama", Fraction(1, 5), 1),
    ]
    assert [(one.kompetensi, one.jenjang, one.cgi) for one in result.by_kompetensi_jenjang][1] == ("Pedagogik", "Ahli Muda", Fraction(1, 5))


def test_gap_index__the_regulations_illustration() -> None:
    """SCO-10. 15 Ahli Madya at 3.2: the gap of 0.8 that 4141 prints is in levels; the index is .8/4 = .2."""
    result = of_pairs(*[(4, "3.2")] * 15)
    assert (result.cgi, result.mean_gap, result.n) == (Fraction(1, 5), Fraction(4, 5), 15)


INDICATORS = [row("Ani", 3, "1.1", 2), row("Ani", 3, "1.2", 4), row("Ani", 3, "1.3", 3)]


def test_gap_index__mean_of_indicators_first() -> None:
    """SCO-10. Level 3; (2 + 4 + 3)/3 = 3: no gap."""
    assert of_rows(*INDICATORS).cgi == 0


def test_gap_index__alternative_gap_first() -> None:
    """SCO-10, recorded alternative: ((3 - 2)/3 + 0 + 0)/3 = 1/9; in levels 1/3."""
    result = of_rows(*INDICATORS, cara="kesenjangan dahulu")
    assert (result.cgi, result.mean_gap, result.q) == (Fraction(1, 9), Fraction(1, 3), 1)


def test_gap_index__indicators_and_priorities() -> None:
    """SCO-10, DOC-19: per indicator (3 - 2)/3 = 1/3, 0, 0; the largest gap is first; levels 2, 4, 3 have one teacher each."""
    result = of_rows(*INDICATORS)
    assert [(one.indikator, one.kompetensi, one.cgi) for one in result.by_indikator] == [
        ("1.1", "1", Fraction(1, 3)),
        ("1.2", "1", 0),
        ("1.3", "1", 0),
    ]
    assert (result.prioritas[0].urutan, result.prioritas[0].indikator) == (1, "1.1")
    assert [(one.level, one.jumlah) for one in result.by_indikator[0].sebaran] == [(1, 0), (2, 1), (3, 0), (4, 0), (5, 0)]


def test_gap_index__an_indicator_is_the_mean_of_its_sub_indicators() -> None:
    """SCO-10. 1.1 = (1 + 1 + 1 + 1 + 1)/5 = 1, 1.2 = 3: K = 2, not (5 x 1 + 3)/6 = 4/3. Level 2: no gap."""
    subs = [row("Ani", 2, f"1.1.{at}", 1) for at in range(1, 6)]
    assert of_rows(*subs, row("Ani", 2, "1.2.1", 3)).cgi == 0


def test_gap_index__overall_is_the_plain_mean_of_the_kompetensi() -> None:
    """SCO-10. Pedagogik: two teachers, (4-2)/4 and 0: 1/4. Sosial: one teacher, 0. Overall 1/8, not 1/6."""
    rows = [row("Ani", 4, "Pedagogik", 2), row("Budi", 4, "Pedagogik", 4), row("Ani", 4, "Sosial", 5)]
    result = of_rows(*rows)
    assert [(one.nama, one.cgi, one.n) for one in result.by_kompetensi] == [("Pedagogik", Fraction(1, 4), 2), ("Sosial", 0, 1)]
    assert result.cgi == Fraction(1, 8)


def test_gap_index__surplus_in_one_kompetensi_does_not_offset_another() -> None:
    """SCO-10. Pedagogik 3 of 4: 1/4; Sosial 5 of 4: 0. Mean 1/8; a mean value of 4 would give 0."""
    assert of_rows(row("Ani", 4, "Pedagogik", 3), row("Ani", 4, "Sosial", 5)).cgi == Fraction(1, 8)


def test_gap_index__a_teacher_without_a_value_is_left_out_of_n_and_reported() -> None:
    """SCO-10. (4 - 2)/4 over one teacher, not two."""
    result = of_rows(row("Ani", 4, "Pedagogik", 2), row("Budi", 4, "Pedagogik", KOSONG))
    assert (result.cgi, result.n) == (Fraction(1, 2), 1)
    assert [(one.nama, one.kompetensi, one.indikator) for one in result.tanpa_nilai] == [("Budi", "Pedagogik", "")]


def test_gap_index__a_blank_indicator_is_left_out_of_the_mean_and_reported() -> None:
    """SCO-10. (2 + 4)/2 = 3 of level 4: 1/4."""
    result = of_rows(row("Ani", 4, "1.1", 2), row("Ani", 4, "1.2", 4), row("Ani", 4, "1.3", None))
    assert result.cgi == Fraction(1, 4)
    assert [one.indikator for one in result.tanpa_nilai] == ["1.3"]


def test_gap_index__matrix_gives_the_same_as_rows() -> None:
    """SCO-10, DOC-19: matrix of teachers (by NIP) and indicator codes; a group is one more cut."""
    teachers = [
        {"nip": "1", "nama": "Ani", "jenjang": "Guru Ahli Muda", "kelompok": "Kab. A"},
        {"nip": "2", "nama": "Budi", "jenjang": "ahli_muda", "kelompok": "Kab. B"},
    ]
    matrix = {"1": {"1.1": 2, "1.2": 4, "1.3": 3, "2.1": 2}, "2": {"1.1": 1, "1.2": KOSONG}}
    names = [{"kode": "1", "nama": "Pedagogik"}, {"kode": "2", "nama": "Kepribadian"}]
    by_matrix = run("cgi", {"guru": teachers, "matriks": matrix, "level": LEVELS, "kompetensi": names})
    rows = [row("Ani", 3, code, value, kelompok="Kab. A") for code, value in matrix["1"].items()]
    rows += [row("Budi", 3, code, value, kelompok="Kab. B") for code, value in matrix["2"].items()]
    assert by_matrix == of_rows(*rows, kompetensi=names)
    # Pedagogik: Ani 3 of 3, Budi (3-1)/3: 1/3; Kepribadian: Ani 1/3: overall 1/3. Kab. A: (0 + 1/3)/2, Kab. B: 2/3
    assert by_matrix.cgi == Fraction(1, 3)
    assert [(one.nama, one.cgi) for one in by_matrix.by_kelompok] == [("Kab. A", Fraction(1, 6)), ("Kab. B", Fraction(2, 3))]


def test_gap_index__two_teachers_of_one_name_in_the_matrix_stay_two() -> None:
    teachers = [{"nip": at, "nama": "Siti", "jenjang": "Ahli Madya"} for at in ("1", "2")]
    matrix = {"1": {"1.1": 2}, "2": {"1.1": 4}}
    assert run("cgi", {"guru": teachers, "matriks": matrix, "level": LEVELS}).n == 2


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([], "tabel-kosong", ("nilai",)),
        ([row("Ani", 4, "Sosial", None)], "tabel-kosong", ("nilai",)),
        ([row("Ani", 4, "Sosial", 6)], "nilai-di-luar-rentang", ("nilai", 0, "nilai")),
        ([row("Ani", 4, "Sosial", -1)], "nilai-di-luar-rentang", ("nilai", 0, "nilai")),
        ([row("Ani", 4, "Sosial", 3)] * 2, "nama-ganda", ("nilai", 1, "nilai")),
        ([{**row("Ani", 4, "Sosial", 3), "jenjang": "Kepala"}], "jenjang-tidak-dikenal", ("nilai", 0, "jenjang")),
        ([{**row("Ani", 4, "Sosial", 3), "jenjang": KOSONG}], "jenjang-tidak-dikenal", ("nilai", 0, "jenjang")),
    ],
    ids=["no-rows", "no-values", "above-5", "negative", "twice", "unknown-jenjang", "no-jenjang"],
)
def test_gap_index__refused(rows: list[dict[str, object]], code: str, place: tuple[object, ...]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        of_rows(*rows)
    assert (caught.value.code, caught.value.place) == (code, place)
    assert not rows or code == "tabel-kosong" or "Ani" in caught.value.message


def test_gap_index__values_of_a_stranger_are_refused() -> None:
    with pytest.raises(ScoreRefused, match="guru-tidak-dikenal"):
        run("cgi", {"guru": [{"nama": "Ani", "jenjang": "Ahli Madya"}], "matriks": {"Budi": {"1.1": 2}}, "level": LEVELS})


def test_gap_index__level_zero_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="level-nol"):
        run("cgi", {"nilai": [row("Ani", 4, "Sosial", 3)], "level": [{"jenjang": "Ahli Madya", "level": 0}]})


@pytest.mark.parametrize(
    ("given_codes", "parts"),
    [
        (("1.1.2",), ("1", "1.1", "1.1.2")),
        (("4.3",), ("4", "4.3", "")),
        (("2",), ("2", "", "")),
        (("Pedagogik", "1.2"), ("Pedagogik", "1.2", "")),
        (("Pedagogik", "Asesmen"), ("Pedagogik", "Asesmen", "")),
    ],
)
def test_codes__are_taken_apart(given_codes: tuple[str, ...], parts: tuple[str, str, str]) -> None:
    assert codes(*given_codes) == parts


@pytest.mark.parametrize("spelled", ["Ahli Madya", "guru ahli madya", "ahli_madya", " Guru  Ahli-Madya "])
def test_folded__spellings_of_one_jenjang(spelled: str) -> None:
    assert folded(spelled) == "ahli madya"


PAIR = st.tuples(st.integers(2, 5), st.decimals(0, 5, places=1))


@settings(max_examples=60, deadline=None)
@given(st.lists(PAIR, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_gap_index__is_a_share_and_order_does_not_matter(pairs: list[tuple[int, Decimal]], random: object) -> None:
    result = of_pairs(*pairs)
    assert 0 <= result.cgi <= 1
    assert result.cgi == of_pairs(*sorted(pairs, key=lambda pair: random.random())).cgi


@settings(max_examples=60, deadline=None)
@given(st.lists(PAIR, min_size=1, max_size=8), st.data())
def test_gap_index__a_higher_value_never_widens_the_gap(pairs: list[tuple[int, Decimal]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(pairs) - 1))
    level, value = pairs[at]
    higher = data.draw(st.decimals(value, 5, places=1))
    assert of_pairs(*pairs[:at], (level, higher), *pairs[at + 1 :]).cgi <= of_pairs(*pairs).cgi


@settings(max_examples=40, deadline=None)
@given(st.lists(PAIR, min_size=1, max_size=6), st.integers(2, 4))
def test_gap_index__the_same_teachers_again_change_nothing(pairs: list[tuple[int, Decimal]], times: int) -> None:
    assert of_pairs(*pairs * times).cgi == of_pairs(*pairs).cgi


def test_gap_index__an_indicator_over_several_teachers() -> None:
    """SCO-10. Level 4: values 2, 2, 4: gaps 1/2, 1/2, 0: mean 1/3; in levels 4/3; mean value 8/3; two of three below."""
    one = of_rows(*(row(name, 4, "1.1", value) for name, value in (("Ani", 2), ("Budi", 2), ("Cici", 4)))).by_indikator[0]
    assert (one.cgi, one.mean_gap, one.rata_rata, one.n, one.q) == (Fraction(1, 3), Fraction(4, 3), Fraction(8, 3), 3, 2)
    assert [count.jumlah for count in one.sebaran] == [0, 2, 0, 1, 0]


def test_gap_index__mean_value_of_a_kompetensi() -> None:
    """3.2, 3.2, 4: sum 10.4, mean 52/15."""
    assert of_pairs((4, "3.2"), (4, "3.2"), (4, 4)).by_kompetensi[0].rata_rata == Fraction(52, 15)


def test_working__adds_equal_teachers_once() -> None:
    """(2 x .8/4 + .4/4) / 4 = .125; in levels (2 x .8 + .4) / 4 = .5."""
    rows = [row(f"G{at}", 4, "Sosial", value) for at, value in enumerate(("3.2", "3.2", "3.6", "4.5"))]
    steps = working("cgi", {"nilai": rows, "level": LEVELS}).steps
    assert [(one.formula, one.printed) for one in steps] == [
        ("(2 × (4 − 3,2) / 4 + (4 − 3,6) / 4) / 4", "0,125"),
        ("(0,125) / 1", "0,125"),
        ("(0,5) / 1", "0,5"),
    ]


def test_working__gap_first_shows_each_teachers_term() -> None:
    steps = working("cgi", {"nilai": INDICATORS, "level": LEVELS, "cara": "kesenjangan dahulu"}).steps
    assert (steps[0].formula, steps[0].exact) == ("(0,1111) / 1", Fraction(1, 9))


def test_working__no_gap_at_all() -> None:
    assert working("cgi", {"nilai": INDICATORS, "level": LEVELS}).steps[0].formula == "(0) / 1"
