"""Indonesian formats.

DOC-92: numbers, dates and money print as Indonesian office text does.
SCO (rounding): half up; where the printed number would contradict the verdict, more digits.
SAFE-05: a slug is safe in a file name on Windows.
"""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.formatting import (
    FILTERS,
    Polos,
    Rupiah,
    angka,
    atau,
    hari,
    persen,
    rentang,
    rupiah,
    show,
    slug,
    tanggal,
)
from validators.absence import CACAT, KOSONG, labelled
from validators.values import parse_date, parse_integer, parse_money, parse_number

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)
DATES = st.dates(min_value=date(1000, 1, 1))


def test_tanggal__no_leading_zero():
    assert tanggal(date(2023, 7, 12)) == "12 Juli 2023"
    assert tanggal(date(2024, 2, 1)) == "1 Februari 2024"


def test_hari__weekday_before_the_date():
    assert hari(date(2023, 7, 12)) == "Rabu, 12 Juli 2023"
    assert hari(date(2023, 7, 16)) == "Minggu, 16 Juli 2023"  # four days on: Kamis, Jumat, Sabtu, Minggu


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 7, 12), date(2023, 7, 14), "12–14 Juli 2023"),
        (date(2023, 6, 30), date(2023, 7, 2), "30 Juni – 2 Juli 2023"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Desember 2023 – 2 Januari 2024"),
        (date(2023, 7, 12), date(2024, 7, 12), "12 Juli 2023 – 12 Juli 2024"),
        (date(2023, 7, 12), date(2023, 7, 12), "12 Juli 2023"),
        (date(2023, 7, 14), date(2023, 7, 12), "14 Juli 2023 – 12 Juli 2023"),
    ],
    ids=["month", "months", "years", "same-day-next-year", "one-day", "backwards"],
)
def test_rentang__prints_what_differs(start, end, expected):
    assert rentang(start, end) == expected


def test_rentang__absence_of_either():
    assert rentang(KOSONG, date(2023, 7, 12)) is KOSONG
    assert rentang(date(2023, 7, 12), KOSONG) is KOSONG
    assert rentang(KOSONG, CACAT) is CACAT


@given(DATES)
@settings(max_examples=50)
def test_dates__printed_dates_read_back(day):
    assert parse_date(tanggal(day)) == day
    assert parse_date(hari(day)) == day


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (2024, None, "2.024"),
        (-1234567, None, "-1.234.567"),
        (5, 2, "5,00"),
        (Decimal("90.5"), None, "90,5"),
        (Decimal("90.50"), None, "90,50"),
        (Decimal("1234.567"), None, "1.234,567"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-0.00"), None, "0,00"),
        (Decimal("3.14159265358979"), None, "3,14159265358979"),
        (Decimal("0.123456789012345"), None, "0,123456789012345"),  # 15 decimals: typed
        (Decimal("0.1234567890123456"), None, "0,12"),  # 16 decimals: computed
        (Decimal("0.7071067811865475244"), None, "0,71"),
        (Decimal("0.5000000000000000000"), None, "0,5"),
        (Fraction(1, 2), None, "0,5"),
        (Fraction(7, 8), None, "0,88"),
        (Fraction(2, 3), None, "0,67"),
        (Fraction(4, 1), None, "4"),
        (Fraction(1, 1000), None, "0"),
        (Fraction(-1, 1000), None, "0"),
        (Fraction(2, 3), 4, "0,6667"),
        (Fraction(-2, 3), 1, "-0,7"),
        (Decimal("2.675"), 2, "2,68"),
        (Decimal("-2.675"), 2, "-2,68"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1.5"), Fraction(0), "2"),
        (Fraction(1, 2), Fraction(2), "0,50"),
        (Decimal("999.995"), 2, "1.000,00"),
    ],
)
def test_angka__prints(value, digits, expected):
    assert angka(value, digits) == expected


def test_angka__plain_numbers_have_no_thousands_points():
    assert angka(Polos(2024)) == "2024"
    assert show(Polos(2024)) == "2024"
    assert Polos(2024) - 1 == 2023


@pytest.mark.parametrize(
    ("value", "digits", "thresholds", "expected"),
    [
        (Decimal("79.996"), 2, 80, "79,996"),  # 80,00 would pass
        (Decimal("79.996"), 1, (80,), "79,996"),  # 80,0 and 80,00 would both pass
        (Decimal("79.994"), 2, 80, "79,99"),
        (80, 2, 80, "80,00"),
        (Decimal("80.004"), 2, 80, "80,004"),  # 80,00 would look like Cukup, "> 80" is Baik
        (Decimal("80.005"), 2, 80, "80,01"),
        (Fraction(19, 24), 1, Fraction("0.8"), "0,79"),  # 0,791666…
        (Fraction(7999, 10000), 2, Fraction("0.8"), "0,7999"),  # 0,80 and 0,800 would pass
        (Fraction(79996, 1000), None, 80, "79,996"),
        (Fraction(1, 2), None, 80, "0,5"),
        (Decimal("0.805"), 2, Decimal("0.805"), "0,805"),  # 0,81 would stand above the threshold it equals
        (Fraction(2, 3), 2, Fraction(2, 3), "0,67"),  # no decimal equals it
        (Fraction("0.4449"), 2, (Fraction("0.445"), Fraction("0.44")), "0,4449"),  # 0,44 equals the second, 0,445 then the first
        (Decimal("79.996"), 2, (KOSONG, 80), "79,996"),
        (Decimal("79.996"), 2, KOSONG, "80,00"),
    ],
)
def test_angka__never_contradicts_a_threshold(value, digits, thresholds, expected):
    assert angka(value, digits, thresholds) == expected


@given(st.fractions(), st.fractions(max_denominator=1000), st.integers(0, 3))
@settings(max_examples=100)
def test_angka__stands_to_a_threshold_as_the_exact_number_does(value, threshold, digits):
    text = angka(value, digits, threshold)
    assert isinstance(text, str)
    printed = Fraction(text.replace(".", "").replace(",", "."))
    if value != threshold:
        assert (printed > threshold) == (value > threshold)
        assert (printed < threshold) == (value < threshold)
    assert abs(printed - value) <= Fraction(1, 2 * 10**digits)


@given(st.integers(-(10**15), 10**15))
@settings(max_examples=50)
def test_angka__printed_integers_read_back(number):
    assert parse_integer(angka(number)) == number


@given(NUMBERS)
@settings(max_examples=100)
def test_angka__printed_decimals_read_back(number):
    assert parse_number(angka(number)) == number  # three decimals are always printed, so no point is ambiguous


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
@settings(max_examples=50)
def test_rupiah__printed_amounts_read_back(amount):
    assert parse_money(rupiah(amount)) == amount


def test_persen__value_is_in_percent_already():
    assert persen(Decimal("87.5")) == "87,5%"
    assert persen(100) == "100%"
    assert persen(Fraction(200, 3)) == "66,67%"
    assert persen(Fraction(200, 3), 1) == "66,7%"
    assert persen(Decimal("79.996"), 2, (80,)) == "79,996%"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5000000, "Rp5.000.000,00"),
        (Decimal("1250.5"), "Rp1.250,50"),
        (Decimal("0.005"), "Rp0,01"),
        (Fraction(10, 3), "Rp3,33"),
        (-500, "-Rp500,00"),
        (Decimal("-0.001"), "Rp0,00"),
    ],
)
def test_rupiah__prints(value, expected):
    assert rupiah(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Pembelajaran Berdiferensiasi", "pembelajaran-berdiferensiasi"),
        ("Dr. Siti Nur'aini, M.Pd.", "dr-siti-nuraini-m-pd"),
        ('  a/b\\c:d*e?f"g<h>i|j  ', "a-b-c-d-e-f-g-h-i-j"),
        ("Café Ærø Straße", "cafe-aero-strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "dokumen"),
        ("...", "dokumen"),
        ("العربية", "dokumen"),
        ("CON", "dokumen-con"),
        ("nul.", "dokumen-nul"),
        ("COM¹", "dokumen-com1"),
        ("conduct", "conduct"),
        ("a" * 200, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
        (2024, "2024"),
        (date(2023, 7, 12), "2023-07-12"),
        ("Kelas IV–VI", "kelas-iv-vi"),
        ("Januari—Juni · 2024", "januari-juni-2024"),
        ("“Ani” · 5 × 3", "ani-5-3"),
    ],
)
def test_slug__prints(value, expected):
    assert slug(value) == expected


@given(st.text())
@settings(max_examples=100)
def test_slug__is_safe_and_stays(text):
    name = slug(text)
    assert isinstance(name, str)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 80
    assert slug(name) == name


def test_atau__default_for_nothing_only():
    for nothing in (KOSONG, CACAT, None, ""):
        assert atau(nothing, "-") == "-"
    assert atau(0, 5) == 0
    assert atau(False, True) is False
    assert atau("x", "-") == "x"


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in ("atau", "rentang")])
@pytest.mark.parametrize("absence", [KOSONG, CACAT], ids=repr)
def test_filters__absence_is_given_back(name, absence):
    assert FILTERS[name](absence) is absence


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("tanggal", ("2023-07-12",)),
        ("tanggal", (datetime(2023, 7, 12),)),
        ("hari", (12,)),
        ("rentang", (date(2023, 7, 12), "14 Juli 2023")),
        ("angka", ("12",)),
        ("angka", (1.5,)),
        ("angka", (True,)),
        ("angka", (12, "2")),
        ("angka", (12, 2, "80")),
        ("persen", (0.5,)),
        ("rupiah", ("500",)),
        ("terbilang", ("lima",)),
        ("romawi", ("VII",)),
        ("slug", (None,)),
        ("slug", (True,)),
        ("slug", (Decimal("1.5"),)),
    ],
    ids=str,
)
def test_filters__wrong_type_is_told_with_the_filter(name, arguments):
    with pytest.raises(TypeError, match=rf"^{name}: memerlukan .*, bukan "):
        FILTERS[name](*arguments)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999"), Decimal("1E-999999")], ids=str)
def test_filters__what_is_no_printable_number_is_refused(value):
    for name in ("angka", "persen", "rupiah", "terbilang", "romawi"):
        with pytest.raises(ValueError, match=name):
            FILTERS[name](value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (KOSONG, ""),
        (None, ""),
        (CACAT, "[belum benar]"),
        (labelled("Tujuan"), "[Tujuan: belum benar]"),
        (True, "Ya"),
        (False, "Tidak"),
        (1234, "1.234"),
        (Decimal("90.5"), "90,5"),
        (Fraction(2, 3), "0,67"),
        (Rupiah(5000000), "Rp5.000.000,00"),
        (date(2023, 7, 12), "12 Juli 2023"),
        (time(13, 0), "13.00"),
        (time(7, 5), "07.05"),
        ("teks & <b>", "teks & <b>"),
        (["a", "b"], "a; b"),
        (("a", KOSONG, 1000, CACAT), "a; 1.000; [belum benar]"),
        ([], ""),
        pytest.param(iter(["a", "b"]), "a; b", id="iterator"),
    ],
    ids=str,
)
def test_show__prints_by_type(value, expected):
    assert show(value) == expected


@pytest.mark.parametrize("value", [1.5, {"a": 1}, datetime(2023, 7, 12)], ids=str)
def test_show__refuses_what_has_no_one_print(value):
    with pytest.raises(TypeError):
        show(value)


def test_show__objects_that_print_themselves_pass_through():
    markup, picture = Markup("<b>x</b>"), object()
    assert show(markup) is markup
    assert show(picture) is picture


def test_show__and_filters_work_in_an_environment():
    environment = Environment(undefined=StrictUndefined, finalize=show, autoescape=True)
    environment.filters.update(FILTERS)
    template = environment.from_string(
        "{{ x | rupiah }} ({{ x | terbilang }} rupiah), {{ n }} {{ k }}{{ k | atau('-') }} {{ a | rentang(b) }} {{ t }}"
    )
    text = template.render(x=5000000, n=Decimal("87.5"), k=KOSONG, a=date(2023, 7, 12), b=date(2023, 7, 14), t="R&D")
    assert text == "Rp5.000.000,00 (lima juta rupiah), 87,5 - 12–14 Juli 2023 R&amp;D"
    for missing in ("{{ tidak_ada }}", "{{ tidak_ada | angka }}", "{{ tidak_ada | atau('-') }}"):
        with pytest.raises(UndefinedError):
            environment.from_string(missing).render()


def test_rupiah_and_polos__survive_copies():
    for value in (Rupiah("1.50"), Polos(2024)):
        for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert type(twin) is type(value)
            assert twin == value
