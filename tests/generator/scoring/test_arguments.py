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

from generator.scoring.arguments import Absent, also, arguments_of, as_plain, as_written, field_tree
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
