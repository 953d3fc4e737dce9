"""From a document's plain data to the arguments of a score and back.

Section 2 of the requirements: exact arithmetic; SCO-05: an absence is never read as 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple

import pytest

from generator.scoring.arguments import Absent, also, argument_of, arguments_of, as_plain, as_written, field_tree
from generator.scoring.bands import BandTable
from generator.scoring.refusal import ScoreRefused
from validators.absence import CACAT, KOSONG


@dataclass(frozen=True, slots=True)
class Row:
    guru: int = field(metadata=also("populasi"))
    kabupaten: str = field(default="", metadata=also("provinsi"))
    selesai: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    nilai: Fraction
    baris: tuple[Row, ...] = ()
    tabel: Mapping[str, Fraction | None] = field(default_factory=dict)
    cara: Literal["a", "b"] = "a"
    ya: bool = False
    jam: time | None = None
    kurs: Decimal | None = None
    apa: Any = None


class Pair(NamedTuple):
    butir: str
    penilai: str | None


@dataclass(frozen=True, slots=True)
class Result:
    nilai: Fraction | None
    baris: tuple[Row, ...]
    pasangan: tuple[Pair, ...]
    satu: Row | None


def read(**given: object) -> Given:
    return arguments_of(Given, {"nilai": 1, **given})


@pytest.mark.parametrize(("number", "exact"), [(3, Fraction(3)), (Decimal("0.1"), Fraction(1, 10)), (Fraction(1, 3), Fraction(1, 3))])
def test_arguments_of__numbers_become_exact(number: object, exact: Fraction) -> None:
    assert read(nilai=number).nilai == exact


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0.5, "bilangan-tak-eksak"),
        (float("nan"), "bukan-bilangan"),
        (float("-inf"), "bukan-bilangan"),
        (Decimal("NaN"), "bukan-bilangan"),
        (Decimal("-Infinity"), "bukan-bilangan"),
        (Decimal("1E+1000000"), "bilangan-terlalu-besar"),
        (Decimal("1E-1000000"), "bilangan-terlalu-besar"),
        (None, "nilai-kosong"),
    ],
)
def test_arguments_of__what_is_no_number_of_record_is_refused(number: object, code: str) -> None:
    with pytest.raises(ScoreRefused) as caught:
        read(nilai=number)
    assert (caught.value.code, caught.value.place) == (code, ("nilai",))


@pytest.mark.parametrize("value", ["85", True, [1], {"a": 1}])
def test_arguments_of__a_wrong_type_is_a_fault_of_the_spec(value: object) -> None:
    with pytest.raises(TypeError, match="nilai: harus bilangan"):
        read(nilai=value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("baris", 5),
        ("baris", [5]),
        ("baris", [{}]),
        ("tabel", 5),
        ("ya", "ya"),
        ("jam", "07.30"),
        ("apa", 0.5),
        ("baris", [{"guru": 1, "selesai": "besok"}]),
    ],
)
def test_arguments_of__each_kind_is_checked(name: str, value: object) -> None:
    with pytest.raises((TypeError, ScoreRefused)):
        read(**{name: value})


def test_arguments_of__unknown_and_missing_names_are_named() -> None:
    with pytest.raises(TypeError, match="bobott"):
        read(bobott=1)
    with pytest.raises(TypeError, match="nilai"):
        arguments_of(Given, {})


def test_arguments_of__empty_is_not_given_where_there_is_a_default() -> None:
    made = read(baris=KOSONG, tabel=KOSONG, cara=KOSONG, ya=KOSONG, kurs=KOSONG)
    assert made == Given(Fraction(1))


@pytest.mark.parametrize(
    ("given_all", "absence"),
    [({"nilai": KOSONG}, KOSONG), ({"nilai": CACAT}, CACAT), ({"nilai": KOSONG, "apa": CACAT}, CACAT), ({"tabel": {"a": CACAT}}, CACAT)],
)
def test_arguments_of__absence_makes_the_score_absent(given_all: dict[str, object], absence: object) -> None:
    with pytest.raises(Absent) as caught:
        read(**given_all)
    assert caught.value.value is absence


def test_arguments_of__every_bad_cell_is_told_with_its_record() -> None:
    rows = [
        {"provinsi": "Bali", "guru": Decimal("1.5")},
        {"kabupaten": "Ende", "guru": 7, "lain": "x"},
        {"kabupaten": "Alor", "populasi": KOSONG},
    ]
    with pytest.raises(ScoreRefused) as caught:
        read(baris=rows, nilai=0.5)
    assert [(one.code, one.place) for one in caught.value.all] == [
        ("bilangan-tak-eksak", ("nilai",)),
        ("bukan-bilangan-bulat", ("baris", 0, "guru")),
        ("nilai-kosong", ("baris", 2, "populasi")),
    ]
    assert [one.message.split(" ")[0] for one in caught.value.all[1:]] == ["Bali", "Alor"]


def test_arguments_of__a_choice_outside_the_list_is_refused() -> None:
    with pytest.raises(ScoreRefused) as caught:
        read(cara="c")
    assert "a, b" in caught.value.message


def test_arguments_of__a_list_stands_for_a_mapping_by_row_number() -> None:
    assert read(tabel=[5, None]).tabel == {0: 5, 1: None}


def test_arguments_of__text_from_a_group_a_code_and_nothing() -> None:
    rows = [{"guru": 1, "kabupaten": {"nama": "Ende", "kode": "53.08"}}, {"guru": 1, "kabupaten": 5308}, {"guru": 1, "kabupaten": None}]
    assert [row.kabupaten for row in read(baris=rows).baris] == ["Ende", "5308", ""]


def test_arguments_of__typed_values_pass() -> None:
    made = read(jam=time(7, 30), kurs=Fraction(5, 2), ya=True, baris=[Row(3), {"guru": 4, "selesai": date(2026, 1, 2)}])
    assert (made.jam, made.kurs, made.ya) == (time(7, 30), Decimal("2.5"), True)
    assert made.baris == (Row(3), Row(4, "", date(2026, 1, 2)))


def test_as_written__gives_the_users_own_column() -> None:
    given = {"baris": [{"populasi": 3}, {"guru": 3}]}
    assert as_written(Given, given, ("baris", 0, "guru")) == ("baris", 0, "populasi")
    assert as_written(Given, given, ("baris", 1, "guru")) == ("baris", 1, "guru")
    assert as_written(Given, given, ("nilai",)) == ("nilai",)
    assert as_written(Given, {"tabel": {"a": {"b": 1}}}, ("tabel", "a", "b")) == ("tabel", "a", "b")


def test_as_plain__nested_exact_and_kosong_for_none() -> None:
    result = Result(None, (Row(1, "A", date(2026, 1, 2)),), (Pair("x", None),), None)
    assert as_plain(result) == {
        "nilai": KOSONG,
        "baris": [{"guru": 1, "kabupaten": "A", "selesai": date(2026, 1, 2)}],
        "pasangan": [{"butir": "x", "penilai": KOSONG}],
        "satu": KOSONG,
    }
    assert as_plain(Fraction(1, 3)) == Fraction(1, 3)


def test_as_plain__a_float_is_no_result() -> None:
    with pytest.raises(TypeError, match="float"):
        as_plain({"a": 0.5})


def test_field_tree__names_inside_a_result() -> None:
    row = {"guru": None, "kabupaten": None, "selesai": None}
    assert field_tree(Result) == {"nilai": None, "baris": [row], "pasangan": [{"butir": None, "penilai": None}], "satu": row}
    assert field_tree(tuple[Row, ...]) == [row]
    assert field_tree(Fraction) is None


# From plain data to arguments: the fault or refusal of every kind, whole, and the edges of what is a number. SCO-90.


@dataclass(frozen=True)
class Counted:
    nama: str = field(metadata=also("guru", "peserta"))
    jumlah: int = field(default=0, metadata=also("banyak"))
    nilai: Fraction | None = None


@dataclass(frozen=True)
class Two:
    satu: int
    dua: int


@dataclass(frozen=True)
class Everything:
    bilangan: Fraction = Fraction(0)
    desimal: Decimal = Decimal(0)
    bulat: int = 0
    teks: str = "-"
    benar: bool = False
    hari: date = date(2026, 1, 1)
    jam: time = time(8)
    rentang: BandTable | None = None
    apa: Any = None
    pilih: Literal["a", "b"] = "a"
    baris: tuple[Counted, ...] = ()
    peta: Mapping[str, Fraction | None] = field(default_factory=dict)


class Marked(str):
    """Text that is more than text, as safe markup is."""


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("bilangan", "3", "bilangan: harus bilangan, bukan teks."),
        ("bilangan", True, "bilangan: harus bilangan, bukan ya/tidak."),
        ("bulat", "3", "bulat: harus bilangan, bukan teks."),
        ("teks", 1.5, "teks: harus teks, bukan bilangan yang tidak eksak."),
        ("teks", True, "teks: harus teks, bukan ya/tidak."),
        ("teks", {"kode": "x"}, "teks: harus teks, bukan kelompok isian."),
        ("teks", {"nama": 1.5}, "teks, nama: harus teks, bukan bilangan yang tidak eksak."),
        ("pilih", 1.5, "pilih: harus teks, bukan bilangan yang tidak eksak."),
        ("desimal", "3", "desimal: harus bilangan, bukan teks."),
        ("benar", 1, "benar: harus Ya atau Tidak, bukan bilangan."),
        ("hari", "2026", "hari: harus tanggal, bukan teks."),
        ("jam", "08.00", "jam: harus jam, bukan teks."),
        ("rentang", "cvi", "rentang: harus tabel rentang, bukan teks."),
        ("baris", "x", "baris: harus berupa tabel atau daftar, bukan teks."),
        ("baris", {"nama": "x"}, "baris: harus berupa tabel atau daftar, bukan kelompok isian."),
        ("baris", ["x"], "baris, baris 1: harus berupa baris dengan kolom, bukan teks."),
        ("baris", [{"jumlah": 3}], "baris, baris 1: tidak ada kolom nama atau guru atau peserta."),
        ("baris", [{"nama": "x", "banyak": "tiga"}], "baris, baris 1, banyak: harus bilangan, bukan teks."),
        ("peta", "x", "peta: harus berupa pasangan nama dan nilai, bukan teks."),
        ("peta", {"k": "x"}, "peta, k: harus bilangan, bukan teks."),
    ],
)
def test_arguments_of__a_wrong_type_is_told_with_its_place(name: str, value: object, words: str) -> None:
    with pytest.raises(TypeError) as caught:
        arguments_of(Everything, {name: value})
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("bilangan", 0.5, [("bilangan-tak-eksak", ("bilangan",), {"nama": "bilangan", "nilai": "0.5"})]),
        ("bilangan", float("inf"), [("bukan-bilangan", ("bilangan",), {"nama": "bilangan", "nilai": "inf"})]),
        ("bilangan", None, [("nilai-kosong", ("bilangan",), {"nama": "bilangan"})]),
        ("bilangan", Decimal("NaN"), [("bukan-bilangan", ("bilangan",), {"nama": "bilangan", "nilai": "NaN"})]),
        ("bilangan", Decimal("1E+61"), [("bilangan-terlalu-besar", ("bilangan",), {"nama": "bilangan", "nilai": "1E+61"})]),
        ("bilangan", Decimal("1E-201"), [("bilangan-terlalu-besar", ("bilangan",), {"nama": "bilangan", "nilai": "1E-201"})]),
        ("bulat", Decimal("1.5"), [("bukan-bilangan-bulat", ("bulat",), {"nama": "bulat", "nilai": "1,5"})]),
        ("apa", 0.5, [("bilangan-tak-eksak", ("apa",), {"nama": "apa", "nilai": "0.5"})]),
        ("pilih", "c", [("pilihan-tidak-dikenal", ("pilih",), {"nama": "pilih", "nilai": "c", "pilihan": "a, b"})]),
        ("benar", None, [("nilai-kosong", ("benar",), {"nama": "benar"})]),
        ("hari", None, [("nilai-kosong", ("hari",), {"nama": "hari"})]),
        ("jam", None, [("nilai-kosong", ("jam",), {"nama": "jam"})]),
        ("peta", [0.5], [("bilangan-tak-eksak", ("peta", 0), {"nama": "peta, baris 1", "nilai": "0.5"})]),
    ],
)
def test_arguments_of__refusals_whole(name: str, value: object, told: list[Any]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        arguments_of(Everything, {name: value})
    assert [(one.code, one.place, one.facts) for one in caught.value.all] == told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "baris",
            [{"nama": "Ani", "banyak": 0.5, "nilai": Decimal("NaN")}, {"guru": "", "jumlah": Decimal("2.5")}],
            [
                ("bilangan-tak-eksak", ("baris", 0, "banyak"), {"nama": "Ani (baris, baris 1, banyak)", "nilai": "0.5"}),
                ("bukan-bilangan", ("baris", 0, "nilai"), {"nama": "Ani (baris, baris 1, nilai)", "nilai": "NaN"}),
                ("bukan-bilangan-bulat", ("baris", 1, "jumlah"), {"nama": "baris, baris 2, jumlah", "nilai": "2,5"}),
            ],
        ),
        (
            "peta",
            {"k": 0.5, "j": Decimal("NaN")},
            [
                ("bilangan-tak-eksak", ("peta", "k"), {"nama": "peta, k", "nilai": "0.5"}),
                ("bukan-bilangan", ("peta", "j"), {"nama": "peta, j", "nilai": "NaN"}),
            ],
        ),
    ],
)
def test_arguments_of__each_refusal_is_told_once(name: str, value: object, told: list[Any]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        arguments_of(Everything, {name: value})
    assert [(one.code, one.place, one.facts) for one in caught.value.all] == told


def test_arguments_of__bad_arguments_are_all_told() -> None:
    with pytest.raises(ScoreRefused) as caught:
        arguments_of(Everything, {"bilangan": 0.5, "bulat": Decimal("1.5"), "teks": "x"})
    assert [one.place for one in caught.value.all] == [("bilangan",), ("bulat",)]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("bilangan", Decimal("9E+60"), Fraction(9 * 10**60)),
        ("bilangan", Decimal("1E-200"), Fraction(1, 10**200)),
        ("bilangan", Decimal("0E-300"), Fraction(0)),
        ("bilangan", Fraction(1, 3), Fraction(1, 3)),
        ("desimal", Fraction(1, 4), Decimal("0.25")),
        ("bulat", Decimal("3.0"), 3),
        ("teks", 7, "7"),
        ("teks", {"nama": "Ani"}, "Ani"),
        ("teks", None, ""),
        ("teks", Marked("Ani"), "Ani"),
        ("benar", True, True),
        ("jam", time(9), time(9)),
        ("apa", "x", "x"),
        ("pilih", "b", "b"),
        ("rentang", None, None),
        ("baris", None, ()),
        ("baris", [{"guru": "Ani", "jumlah": KOSONG}], (Counted("Ani"),)),
        ("baris", [{"nama": "Ani", "guru": "Budi", "lain": 0.5}], (Counted("Ani"),)),
        ("baris", [Counted("Ani", 3)], (Counted("Ani", 3),)),
        ("baris", ({"peserta": "Ani", "nilai": None},), (Counted("Ani"),)),
        ("peta", None, {}),
        ("peta", {"k": 1, "j": None}, {"k": Fraction(1), "j": None}),
        ("peta", [1, 2], {0: Fraction(1), 1: Fraction(2)}),
    ],
)
def test_arguments_of__values_whole(name: str, value: object, found: object) -> None:
    made = getattr(arguments_of(Everything, {name: value}), name)
    assert (made, type(made)) == (found, type(found))
    assert argument_of(Everything, name, value) == found


def test_arguments_of__unknown_and_missing_names_whole() -> None:
    with pytest.raises(TypeError) as caught:
        arguments_of(Counted, {"z": 1, "a": 2})
    assert str(caught.value) == "Tidak dikenal: a, z. Yang ada: jumlah, nama, nilai."
    with pytest.raises(TypeError, match=r"^Belum diberikan: nama\.$"):
        arguments_of(Counted, {})
    with pytest.raises(TypeError, match=r"^Belum diberikan: satu, dua\.$"):
        arguments_of(Two, {})


@pytest.mark.parametrize(
    ("given", "place", "found"),
    [
        ({"baris": [{"nama": "x"}, {"guru": "y"}]}, ("baris", 1, "nama"), ("baris", 1, "guru")),
        ({"baris": [{"nama": "x"}]}, ("baris", 0, "nama"), ("baris", 0, "nama")),
        ({"baris": [{"guru": {"nama": "x"}}]}, ("baris", 0, "nama", "nama"), ("baris", 0, "guru", "nama")),
        ({"baris": ({"banyak": 1},)}, ("baris", 0, "jumlah"), ("baris", 0, "banyak")),
        ({"baris": [Counted("x")]}, ("baris", 0, "jumlah"), ("baris", 0, "jumlah")),
        ({"baris": [{"banyak": 1}]}, ("baris", 0), ("baris", 0)),
        ({"baris": [{"banyak": 1}]}, ("baris", "nol", "jumlah"), ("baris", "nol", "jumlah")),
        ({"peta": {"k": 1}}, ("peta", "k", "x"), ("peta", "k", "x")),
        ({"baris": [{"banyak": 1}]}, ("baris", 0, "lain"), ("baris", 0, "lain")),
        ({}, (), ()),
    ],
)
def test_as_written__whole(given: dict[str, Any], place: tuple[Any, ...], found: tuple[Any, ...]) -> None:
    assert as_written(Everything, given, place) == found


def test_as_plain__whole() -> None:
    row = Counted("Ani", 3, Fraction(1, 3))
    assert as_plain((row, None)) == [{"nama": "Ani", "jumlah": 3, "nilai": Fraction(1, 3)}, KOSONG]
    assert as_plain({"k": [date(2026, 1, 2), time(8), True, Decimal("0.5")]}) == {"k": [date(2026, 1, 2), time(8), True, Decimal("0.5")]}
    with pytest.raises(TypeError) as caught:
        as_plain(0.5)
    assert str(caught.value) == "Hasil skor tidak boleh memuat float."


def test_field_tree__whole() -> None:
    assert field_tree(tuple[Counted, ...]) == [{"nama": None, "jumlah": None, "nilai": None}]
    assert field_tree(Counted | None) == {"nama": None, "jumlah": None, "nilai": None}
    assert field_tree(Fraction) is None
    assert field_tree(Mapping[str, Fraction]) is None


def test_arguments_of__unsound_anywhere() -> None:
    from generator.scoring.arguments import Absent

    for given in ({"baris": [{"nama": CACAT}]}, {"peta": {"k": CACAT}}, {"benar": CACAT}, {"bilangan": CACAT}):
        with pytest.raises(Absent) as caught:
            arguments_of(Everything, given)
        assert caught.value.value is CACAT
        assert caught.value.args == (CACAT,)
    with pytest.raises(Absent) as caught:
        arguments_of(Counted, {"nama": KOSONG, "jumlah": CACAT})
    assert caught.value.value is CACAT
