"""Item analysis. DOC-14: difficulty, corrected item-total correlation, discrimination of 27 %, distractors, KR-20 and alpha."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reference import Library
from generator.scoring.item_analysis import ItemFigures, Result, correlation
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import SCORES, references_of, run
from validators.absence import CACAT, KOSONG

LIBRARY = Library((Path(__file__).resolve().parents[3] / "specs" / "reference",))
BANDS = {argument: LIBRARY.band(name) for argument, name in references_of(SCORES["analisis_butir"], {}).items()}
KEY = [{"butir": f"B{at}", "kunci": letter} for at, letter in enumerate("ABCD", start=1)]
CLASS = {"Ani": "ABCD", "Budi": "ABCA", "Citra": "ABDD", "Dewi": "ABAB", "Eko": "ACAC", "Fitri": "BCAA"}
"""Right: 4, 3, 3, 2, 1, 0. Groups of 27 % of 6 = 1.62, that is 2: Ani and half each of Budi and Citra; Fitri and Eko."""


def answers(sheets: dict[str, str]) -> dict[str, dict[str, object]]:
    """Return sheets written as a letter for each item; "-" for none."""
    return {who: {f"B{at}": KOSONG if one == "-" else one for at, one in enumerate(text, start=1)} for who, text in sheets.items()}


def analysed(sheets: dict[str, str] | None = None, **more: object) -> Result:
    return run("analisis_butir", {"jawaban": answers(CLASS if sheets is None else sheets), "kunci": KEY, **BANDS, **more})


def item(result: Result, name: str = "B1") -> ItemFigures:
    return next(one for one in result.butir if one.butir == name)


def test_difficulty__share_of_right_answers() -> None:
    """A is right for five of six: 5/6 mudah; B for four: 2/3; C and D for two: 1/3 sedang."""
    figures = [(one.benar, one.kesukaran, one.kesukaran_kategori) for one in analysed().butir]
    assert figures == [
        (5, Fraction(5, 6), "mudah"),
        (4, Fraction(2, 3), "sedang"),
        (2, Fraction(1, 3), "sedang"),
        (2, Fraction(1, 3), "sedang"),
    ]


def test_correlation__with_the_total_of_the_other_items() -> None:
    """B1: marks 1 1 1 1 1 0, the others 3 2 2 1 0 0.

    Squares about the means: 5/6 and 18 - 64/6 = 22/3; together 8 - 5 x 8/6 = 4/3. r^2 = (16/9) / (5/6 x 22/3) = 16/55.
    B2: marks 1 1 1 1 0 0, the others 3 2 2 1 1 0: 4/3 and 11/2; together 8 - 4 x 9/6 = 2; r^2 = 4 / (22/3) = 6/11.
    """
    result = analysed()
    for name, square in (("B1", Fraction(16, 55)), ("B2", Fraction(6, 11))):
        found = item(result, name).korelasi
        assert found is not None
        assert abs(Fraction(found) ** 2 - square) < Fraction(1, 10**49)
        assert item(result, name).korelasi_kategori == "memadai"


def test_discrimination__upper_less_lower_group_with_equals_sharing_the_last_place() -> None:
    """B1: (1 + 1/2 + 1/2 - 1 - 0)/2 = 1/2. B2: (2 - 0)/2 = 1. C: Ani and half of Budi, 3/4; D: Ani and half of Citra, 3/4."""
    assert [one.daya_beda for one in analysed().butir] == [Fraction(1, 2), 1, Fraction(3, 4), Fraction(3, 4)]
    assert {one.daya_beda_kategori for one in analysed().butir} == {"sangat baik"}


def test_reliability__kr20_of_right_and_wrong() -> None:
    """Variances 1/6, 4/15, 4/15, 4/15: 29/30; totals 13/6. 4/3 x (1 - (29/30)/(13/6)) = 4/3 x 36/65 = 48/65.

    By Kuder and Richardson's own formula, with p x q and the divisor n: (5 + 8 + 8 + 8)/36 over 65/36: the same.
    """
    result = analysed()
    assert (result.reliabilitas, result.reliabilitas_ukuran, result.reliabilitas_kategori) == (Fraction(48, 65), "KR-20", "memadai")
    assert Fraction(4, 3) * (1 - Fraction(29, 36) / Fraction(65, 36)) == result.reliabilitas


def test_options__counts_and_shares_of_the_groups() -> None:
    """B4: D by Ani and Citra, A by Budi and Fitri, B by Dewi, C by Eko. Upper group: Ani whole, Budi and Citra half; lower: Eko, Fitri."""
    found = [(one.opsi, one.jumlah, one.atas, one.bawah, one.keterangan) for one in analysed().pengecoh if one.butir == "B4"]
    assert found == [
        ("A", 2, 25, 50, "berfungsi"),
        ("B", 1, 0, 0, "berfungsi"),
        ("C", 1, 0, 50, "berfungsi"),
        ("D", 2, 75, 0, "kunci"),
    ]


def test_options__nobody_chose_or_the_good_ones_chose() -> None:
    """B3: D is chosen by Citra alone, half of whom is in the upper group, and by none of the lower; E by nobody."""
    key = [one | {"opsi": list("ABCDE")} for one in KEY]
    words = {one.opsi: one.keterangan for one in analysed(kunci=key).pengecoh if one.butir == "B3"}
    assert words == {
        "A": "berfungsi",
        "B": "tidak berfungsi",
        "C": "kunci",
        "D": "dipilih lebih banyak kelompok atas",
        "E": "tidak berfungsi",
    }


def test_options__written_out_are_answered_by_their_letters() -> None:
    """Three options in words are A, B and C; D is none of them."""
    key = [{"butir": "B1", "kunci": "B", "pilihan": ["Sebelum belajar", "Selama belajar", "Sesudah belajar"]}]
    found = run("analisis_butir", {"jawaban": {"Ani": {"B1": "b"}, "Budi": {"B1": "A"}}, "kunci": key, **BANDS}).pengecoh
    assert [(one.opsi, one.jumlah) for one in found] == [("A", 1), ("B", 1), ("C", 0)]
    with pytest.raises(ScoreRefused, match="pilihan-tidak-dikenal"):
        run("analisis_butir", {"jawaban": {"Ani": {"B1": "D"}}, "kunci": key, **BANDS})


def test_marks__of_items_that_are_judged() -> None:
    """Marks of ten: 10 5 0 and 8 6 1. Difficulty (15/3)/10 = 1/2 and (15/3)/10.

    Variances 25 and 13, totals 18 11 1 with mean 10 and squares 64 + 1 + 81 = 146, /2 = 73: 2 x (1 - 38/73) = 70/73.
    Of three people 27 % is 0.81, that is 1: (10 - 0)/10 = 1 and (8 - 1)/10 = 7/10.
    """
    given_ = {"Ani": {"U1": 10, "U2": 8}, "Budi": {"U1": "5", "U2": Decimal(6)}, "Citra": {"U1": 0, "U2": 1}}
    result = run("analisis_butir", {"jawaban": given_, "kunci": [{"butir": "U1", "skor": 10}, {"butir": "U2", "skor": 10}], **BANDS})
    assert [(one.kesukaran, one.daya_beda, one.benar) for one in result.butir] == [
        (Fraction(1, 2), 1, None),
        (Fraction(1, 2), Fraction(7, 10), None),
    ]
    assert (result.reliabilitas, result.reliabilitas_ukuran, result.pengecoh) == (Fraction(70, 73), "Alfa Cronbach", ())


def test_weights__make_alpha_of_it() -> None:
    """A right answer to B4 is worth 3: no longer Kuder and Richardson's case. Totals 6 3 5 2 1 0."""
    key = [*KEY[:3], KEY[3] | {"skor": 3}]
    result = analysed(kunci=key)
    assert (result.reliabilitas_ukuran, [one.jumlah for one in result.peserta]) == ("Alfa Cronbach", [6, 3, 5, 2, 1, 0])
    assert item(result, "B4").kesukaran == Fraction(1, 3)


def test_blank__is_wrong_and_counted() -> None:
    result = analysed(CLASS | {"Dewi": "A-AB"})
    assert (item(result, "B2").kosong, item(result, "B2").dijawab, item(result, "B2").kesukaran) == (1, 5, Fraction(1, 2))


def test_nothing_answered__is_left_out_and_named() -> None:
    result = analysed(CLASS | {"Gita": "----"})
    assert (result.jumlah_peserta, result.tidak_mengerjakan) == (6, ("Gita",))
    assert item(result).kesukaran == Fraction(5, 6)


def test_spelling__of_an_answer_makes_no_other() -> None:
    assert item(analysed(CLASS | {"Ani": "abcd"})).benar == 5
    assert (
        run("analisis_butir", {"jawaban": [{"B1": " Benar "}, {"B1": 2}], "kunci": [{"butir": "B1", "kunci": "benar"}], **BANDS})
        .butir[0]
        .benar
        == 1
    )
    assert (
        run("analisis_butir", {"jawaban": [{"B1": 2}, {"B1": Decimal("2.0")}], "kunci": [{"butir": "B1", "kunci": 2}], **BANDS})
        .butir[0]
        .benar
        == 2
    )


# --- what is undefined is said in words -----------------------------------------------------------------------------------------------------


def test_item_without_key__is_named_and_not_counted() -> None:
    result = analysed(kunci=[*KEY[:3], {"butir": "B4"}])
    assert (result.tanpa_kunci, result.jumlah_butir) == (("B4",), 3)
    assert (item(result, "B4").kesukaran, item(result, "B4").keterangan) == (None, "tanpa kunci dan skor maksimum, tidak dianalisis")
    assert [one.jumlah for one in result.peserta] == [3, 3, 2, 2, 1, 0]


def test_item_nobody_answered__is_no_hard_one() -> None:
    result = analysed({who: sheet[:3] + "-" for who, sheet in CLASS.items()})
    assert (item(result, "B4").kesukaran, item(result, "B4").keterangan) == (None, "tidak dijawab seorang pun, tidak dianalisis")
    assert result.jumlah_butir == 3


def test_one_participant__has_difficulty_and_nothing_else() -> None:
    result = analysed({"Ani": "ABCD"})
    one = item(result)
    assert (one.kesukaran, one.korelasi, one.daya_beda, one.putusan, one.keterangan) == (1, None, None, "", "hanya satu peserta")
    assert (result.reliabilitas, result.simpangan_baku, result.pengecoh[0].atas) == (None, None, None)
    assert result.catatan.startswith("Hanya satu peserta")


def test_equal_totals__leave_no_groups() -> None:
    """Each has one right; nobody stands above another."""
    result = analysed({"Ani": "AAAA", "Budi": "BBBB"}, kunci=KEY[:2])
    assert ([one.daya_beda for one in result.butir], result.reliabilitas) == ([None, None], None)
    assert result.catatan.startswith("Jumlah skor semua peserta sama")
    assert [one.korelasi for one in result.butir] == [-1, -1]


def test_equal_marks__have_no_correlation() -> None:
    result = analysed({"Ani": "AB", "Budi": "AB", "Citra": "AC"}, kunci=KEY[:2])
    assert (item(result).korelasi, item(result).keterangan) == (None, "skor semua peserta sama, korelasinya tidak terdefinisi")
    assert item(result, "B2").keterangan == "jumlah skor butir lain sama bagi semua peserta"


def test_one_item__has_no_reliability() -> None:
    result = analysed(kunci=KEY[:1])
    assert (result.reliabilitas, result.catatan) == (None, "Hanya satu butir yang dianalisis; reliabilitas tidak terdefinisi.")
    assert item(result).keterangan == "hanya butir ini yang dianalisis"


def test_wrong_key__runs_against_the_others() -> None:
    """B1's key given as B: only Fitri is right. Totals 3 2 2 1 0 1: the lower group is Eko and half of Dewi and Fitri. (0 - 1/2)/2."""
    result = analysed(kunci=[{"butir": "B1", "kunci": "B"}, *KEY[1:]])
    one = item(result)
    assert (one.daya_beda, one.daya_beda_kategori, one.putusan) == (Fraction(-1, 4), "terbalik", "diganti")
    assert (one.korelasi_kategori, one.keterangan) == ("berlawanan", "berlawanan dengan butir lain; periksa kuncinya")
    assert result.perlu_ditinjau == ("B1",)


def test_absent__a_wrong_cell_makes_the_score_absent() -> None:
    assert run("analisis_butir", {"jawaban": {"Ani": {"B1": CACAT}}, "kunci": KEY, **BANDS}) is CACAT


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"kunci": [{"butir": "B1"}]}, "butir-tanpa-kunci", ("kunci",)),
        ({"kunci": []}, "butir-tanpa-kunci", ("kunci",)),
        ({"jawaban": {}}, "tabel-kosong", ("jawaban",)),
        ({"jawaban": {"Ani": {"B1": KOSONG}}}, "tabel-kosong", ("jawaban",)),
        ({"kunci": [*KEY, KEY[0]]}, "nama-ganda", ("kunci", 4, "butir")),
        ({"kunci": [{"butir": "B1", "skor": 0}]}, "maksimum-nol", ("kunci", 0, "skor")),
        ({"kunci": [{"butir": "B1", "kunci": "E", "opsi": ["A", "B"]}]}, "pilihan-tidak-dikenal", ("kunci", 0, "kunci")),
        ({"kunci": [{"butir": "B3", "kunci": "A", "opsi": ["A", "C"]}]}, "pilihan-tidak-dikenal", ("jawaban", "Citra", "B3")),
        ({"kunci": [{"butir": "B1", "skor": 4}]}, "bukan-bilangan", ("jawaban", "Ani", "B1")),
        ({"kunci": [{"butir": "B1", "skor": 4}], "jawaban": {"Ani": {"B1": 5}}}, "nilai-di-luar-rentang", ("jawaban", "Ani", "B1")),
        ({"bagian": Fraction(3, 5)}, "nilai-di-luar-rentang", ("bagian",)),
    ],
)
def test_refused__at_its_place(changes: dict[str, object], code: str, place: tuple[object, ...]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        analysed(**changes)
    assert (caught.value.code, caught.value.place) == (code, place)


# --- the edges of the bands -------------------------------------------------------------------------------------------------------------------


def test_correlation__on_the_edge_is_inside_it() -> None:
    """Of the orthogonal signs h1 to h4 the marks are 3 h1 + 9 h2 + 3 h3 + h4 + 14: r with h1 is 3/10 exactly, for 9 + 81 + 9 + 1 = 100."""
    marks = (30, 24, 10, 4, 22, 16, 6, 0)
    sheets = {f"P{at}": {"B1": "A" if at < 4 else "B", "U": mark} for at, mark in enumerate(marks)}
    result = run("analisis_butir", {"jawaban": sheets, "kunci": [{"butir": "B1", "kunci": "A"}, {"butir": "U", "skor": 30}], **BANDS})
    assert (item(result).korelasi, item(result).korelasi_kategori) == (Decimal("0.3"), "memadai")


def test_correlation__just_below_the_edge_is_outside() -> None:
    """One mark of 30 becomes 29.999999: r falls below 3/10 in the eighth digit."""
    r = correlation([Fraction(n) for n in (1, 1, 1, 1, 0, 0, 0, 0)], [Fraction("29.999999"), *map(Fraction, (24, 10, 4, 22, 16, 6, 0))])
    assert r is not None
    assert Fraction("0.2999999") < Fraction(r) < Fraction(3, 10)
    assert BANDS["korelasi"].find(r).label == "lemah"


@pytest.mark.parametrize(("right", "word"), [(3, "sukar"), (4, "sedang"), (7, "sedang"), (8, "mudah")])
def test_difficulty__bounds(right: int, word: str) -> None:
    """3/10 is sukar still, 7/10 sedang."""
    sheets = {f"P{at}": {"B1": "A" if at < right else "B"} for at in range(10)}
    assert item(run("analisis_butir", {"jawaban": sheets, "kunci": KEY[:1], **BANDS})).kesukaran_kategori == word


@pytest.mark.parametrize(("people", "group"), [(2, 1), (5, 1), (6, 2), (37, 10), (100, 27)])
def test_group__is_27_percent_rounded(people: int, group: int) -> None:
    """0.54, 1.35, 1.62, 9.99 and 27."""
    sheets = {f"P{at}": "ABCD"[: 1 + at % 4] + "-" * (3 - at % 4) for at in range(people)}
    assert analysed(sheets).kelompok == group


SHEETS = st.lists(st.text("ABC", min_size=4, max_size=4), min_size=2, max_size=9)


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.randoms(use_true_random=False))
def test_order__of_participants_changes_nothing(sheets: list[str], random: object) -> None:
    whole = {f"P{at}": sheet for at, sheet in enumerate(sheets)}
    turned = dict(sorted(whole.items(), key=lambda pair: random.random()))
    first, second = analysed(whole), analysed(turned)
    assert (first.butir, first.pengecoh, first.reliabilitas) == (second.butir, second.pengecoh, second.reliabilitas)
    for one in first.butir:
        assert one.daya_beda is None or -1 <= one.daya_beda <= 1
        assert one.korelasi is None or -1 <= one.korelasi <= 1
