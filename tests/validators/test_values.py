"""Reading of values.

IN-04: text stays as written until it is given a type.
IN-06: numbers, money, percent. IN-07: dates. Times, booleans and text beside them.
FRM-02: any text that XML allows reads back as it is.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validators.absence import CACAT, KOSONG
from validators.findings import Severity
from validators.identifiers import Issue, check_identifier
from validators.values import (
    MAX_DIGITS,
    MAX_TEXT,
    MESSAGES,
    Unreadable,
    parse_boolean,
    parse_date,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
    parse_text,
    parse_time,
    shown,
)

ALL = (parse_integer, parse_number, parse_money, parse_percent, parse_date, parse_time, parse_boolean, parse_text)


def code_of(result: object) -> str:
    """Return the code of a refusal, having checked that its sentence can be written."""
    assert isinstance(result, Unreadable), f"{result!r} was read"
    message, hint = MESSAGES[result.code]
    assert message.format(**result.facts)
    assert hint.format(**result.facts)
    return result.code


@pytest.mark.parametrize("parse", ALL, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("value", [None, "", "  \n", "\u00a0", KOSONG], ids=["none", "empty", "blanks", "nbsp", "kosong"])
def test_every_parser__nothing_written_is_kosong(parse, value):
    assert parse(value) is KOSONG


@pytest.mark.parametrize("parse", ALL, ids=lambda parse: parse.__name__)
def test_every_parser__cacat_stays_cacat(parse):
    assert parse(CACAT) is CACAT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3,2", "3.2"),
        ("3.2", "3.2"),
        (" 85 ", "85"),
        ("-0,5", "-0.5"),
        ("−7", "-7"),
        ("+7", "7"),
        ("0,125", "0.125"),
        ("3,125", "3.125"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("12.34", "12.34"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.250.000", "1250000"),
        ("90,50", "90.50"),
        (85, "85"),
        (1250, "1250"),
        (Decimal("1.250"), "1.250"),
        ("9" * 28, "9" * 28),
        ("0," + "1" * 27, "0." + "1" * 27),
        (int("9" * 28), "9" * 28),
        (Decimal("9" * 28), "9" * 28),
        (Decimal("0." + "1" * 27), "0." + "1" * 27),
    ],
)
def test_parse_number__reads(value, expected):
    number = parse_number(value)
    assert isinstance(number, Decimal)
    assert str(number) == expected


@pytest.mark.parametrize("value", ["1.250", "12.500", "999.999", "-1.250", "1.000"])
def test_parse_number__point_before_three_digits_is_ambiguous(value):
    assert code_of(parse_number(value)) == "angka-rancu"
    assert code_of(parse_percent(value + "%")) == "angka-rancu"


def test_parse_number__ambiguity_names_both_readings():
    result = parse_number("1.250")
    assert isinstance(result, Unreadable)
    assert result.facts["bacaan"] == "1250 atau 1,25"


@pytest.mark.parametrize(
    "value",
    [
        *("NaN", "nan", "Infinity", "-inf", "1e5", "1E+17", "1_000", "0x10", "abc", "10 JP", "Rp500", "1 250", "--5", "5-"),
        *(",5", "5,", "5.", ".", "-", "1,,2", "1.2.3", "12.34.567", "1.250.00", "1,5,5", "1.250,5,5"),
        *("١٢", "１２", "²", "१", True, False, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), date(2023, 7, 12), [1]),
    ],
    ids=str,
)
def test_parse_number__unreadable(value):
    assert code_of(parse_number(value)) == "angka-tidak-terbaca"


@pytest.mark.parametrize("value", [0.1, 2.0, float("nan"), float("inf")], ids=str)
@pytest.mark.parametrize("parse", [parse_number, parse_integer, parse_money, parse_percent], ids=lambda parse: parse.__name__)
def test_numbers__binary_float_is_refused(parse, value):
    assert code_of(parse(value)) == "angka-biner"


@pytest.mark.parametrize(
    "value",
    [
        "9" * 29,
        "9" * 1_000_000,
        "0," + "1" * 28,
        10**28,
        10**5000,
        -(10**5000),
        Decimal("1E+28"),
        Decimal("0." + "1" * 28),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        Decimal("0E+999999"),
    ],
    ids=[
        "29",
        "million",
        "decimals",
        "int",
        "huge-int",
        "huge-negative",
        "decimal",
        "typed-decimals",
        "huge-decimal",
        "tiny-decimal",
        "huge-zero",
    ],
)
@pytest.mark.parametrize("parse", [parse_number, parse_integer, parse_money, parse_percent], ids=lambda parse: parse.__name__)
def test_numbers__too_long(parse, value):
    assert code_of(parse(value)) == "angka-terlalu-panjang"


def test_numbers__zero_has_no_sign():
    assert str(parse_number("-0")) == "0"
    assert str(parse_number(Decimal("-0.00"))) == "0.00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", 12),
        ("500.000", 500_000),
        ("1.250", 1250),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("-1.250", -1250),
        ("12,0", 12),
        ("12.00", 12),
        ("1.250,00", 1250),
        ("007", 7),
        (12, 12),
        (Decimal("12.0"), 12),
        (Decimal("1E+3"), 1000),
    ],
)
def test_parse_integer__reads(value, expected):
    number = parse_integer(value)
    assert type(number) is int
    assert number == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12,5", "bukan-bilangan-bulat"),
        ("12.5", "bukan-bilangan-bulat"),
        ("1.250,5", "bukan-bilangan-bulat"),
        (Decimal("12.5"), "bukan-bilangan-bulat"),
        ("1,250", "angka-rancu"),
        ("0.500", "angka-rancu"),
        ("1250.000", "angka-rancu"),
        ("1.25.000", "angka-tidak-terbaca"),
        ("12 menit", "angka-tidak-terbaca"),
        ("12%", "tanda-persen"),
        (True, "angka-tidak-terbaca"),
    ],
)
def test_parse_integer__refuses(value, code):
    assert code_of(parse_integer(value)) == code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("500.000", "500000"),
        ("Rp1.250.000,00", "1250000.00"),
        ("Rp 1.250.000", "1250000"),
        ("Rp\u00a01.250.000", "1250000"),
        ("rp. 500.000,-", "500000"),
        ("Rp500.000,--", "500000"),
        ("Rp.500.000", "500000"),
        ("IDR 500", "500"),
        ("-Rp500", "-500"),
        ("Rp-500", "-500"),
        ("1250,5", "1250.5"),
        ("12.5", "12.5"),
        (500, "500"),
        (Decimal("500.25"), "500.25"),
    ],
)
def test_parse_money__reads(value, expected):
    amount = parse_money(value)
    assert isinstance(amount, Decimal)
    assert str(amount) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Rp1,250", "angka-rancu"),
        ("Rp", "angka-tidak-terbaca"),
        ("Rp5 juta", "angka-tidak-terbaca"),
        ("USD 500", "angka-tidak-terbaca"),
        ("-Rp-500", "angka-tidak-terbaca"),
        ("500%", "tanda-persen"),
    ],
)
def test_parse_money__refuses(value, code):
    assert code_of(parse_money(value)) == code


def test_parse_money__refusal_quotes_what_was_written():
    result = parse_money("Rp 5 juta")
    assert isinstance(result, Unreadable)
    assert result.facts["nilai"] == "Rp 5 juta"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("87,5%", "87.5"), ("87.5 %", "87.5"), ("87,5", "87.5"), ("100%", "100"), (Decimal("87.5"), "87.5"), (40, "40"), ("-3%", "-3")],
)
def test_parse_percent__reads(value, expected):
    assert str(parse_percent(value)) == expected


@pytest.mark.parametrize(("value", "code"), [("87%%", "tanda-persen"), ("%", "angka-tidak-terbaca"), ("persen", "angka-tidak-terbaca")])
def test_parse_percent__refuses(value, code):
    assert code_of(parse_percent(value)) == code


def test_parse_number__percent_sign_has_its_own_code():
    assert code_of(parse_number("87,5%")) == "tanda-persen"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
@settings(max_examples=100)
def test_parse_number__comma_and_typed_agree(number):
    written = format(number, "f").replace(".", ",")
    assert parse_number(written) == number == parse_number(number)


@given(st.text(alphabet=string.digits + ".,-+% Rp", max_size=12))
@settings(max_examples=100)
def test_numbers__any_marks_give_a_finite_number_or_a_refusal(text):
    for parse in (parse_number, parse_integer, parse_money, parse_percent):
        result = parse(text)
        if isinstance(result, Unreadable):
            code_of(result)
        elif result is not KOSONG:
            assert Decimal(result).is_finite()


@pytest.mark.parametrize("value", ["ya", "Ya", " YA ", "y", "benar", "BENAR", "ada", "true", "TRUE", "v", "V", "✓", "√", True], ids=str)
def test_parse_boolean__yes(value):
    assert parse_boolean(value) is True


@pytest.mark.parametrize("value", ["tidak", "Tidak", "salah", "SALAH", "tidak ada", "Tidak  Ada", "false", "FALSE", False], ids=str)
def test_parse_boolean__no(value):
    assert parse_boolean(value) is False


@pytest.mark.parametrize("value", ["x", "no", "mungkin", "ya tidak", "1", 1, 0, Decimal(1), "t", "-"], ids=repr)
def test_parse_boolean__refuses(value):
    assert code_of(parse_boolean(value)) == "pilihan-ya-tidak"


def test_parse_text__line_ends_become_lf_and_outer_blanks_go():
    assert parse_text(" satu\r\ndua\rtiga\n\n empat \t") == "satu\ndua\ntiga\n\n empat"


def test_parse_text__composition_stays_as_typed():
    assert parse_text("e\u0301") == "e\u0301"
    assert parse_text("\u00e9") == "\u00e9"


@pytest.mark.parametrize("value", ["no", "0123", "12:30", "1_000", "=SUM(A1)", "'a", "_x0041_", "{{ x }}", "R&D < 5 kg"])
def test_parse_text__stays_as_written(value):
    assert parse_text(value) == value


@pytest.mark.parametrize(
    ("value", "char", "position"),
    [
        ("a\x00", "U+0000", 2),
        ("\x07", "U+0007", 1),
        ("ab\x0b", "U+000B", 3),
        ("\ud800", "U+D800", 1),
        ("a\uffff", "U+FFFF", 2),
        ("\x1ca", "U+001C", 1),
    ],
    ids=ascii,
)
def test_parse_text__forbidden_character_is_named(value, char, position):
    result = parse_text(value)
    assert code_of(result) == "karakter-terlarang"
    assert isinstance(result, Unreadable)
    assert result.facts == {"karakter": char, "posisi": position}


def test_parse_text__longest():
    longest = "a" * 32_000
    assert parse_text(f" {longest} ") == longest
    assert code_of(parse_text(longest + "a")) == "teks-terlalu-panjang"


def test_parse_text__typed_values():
    assert parse_text(2024) == "2024"
    assert parse_text(Decimal("1E+3")) == "1000"
    assert code_of(parse_text(Decimal("1E+999999"))) == "angka-terlalu-panjang"
    for value in (date(2023, 7, 1), datetime(2023, 7, 1), time(7, 30), True, 1.5, [1]):
        assert code_of(parse_text(value)) == "bukan-teks"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff")))
@settings(max_examples=100)
def test_parse_text__whatever_xml_allows_reads_and_reads_back(text):
    text = "".join(char for char in text if char in "\t\n\r" or char >= " ")
    once = parse_text(text)
    assert once is KOSONG or once == text.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert parse_text(once) == once


def test_shown__is_one_short_printable_line():
    assert shown("a\n b\x07") == "a b\ufffd"
    assert shown("x" * 61) == "x" * 59 + "…"
    assert shown("x" * 60) == "x" * 60
    assert shown(12) == "12"


# What a refusal of a written value says, whole: code and facts; and the edges of what is read. IN-01, IN-02.

NINES = "9" * MAX_DIGITS


def refused(code: str, **facts: Any) -> Unreadable:
    return Unreadable(code, facts)


@pytest.mark.parametrize(
    ("parse", "value", "expected"),
    [
        (parse_number, "1.250", refused("angka-rancu", nilai="1.250", bacaan="1250 atau 1,25", contoh="1250")),
        (parse_number, "100.000", refused("angka-rancu", nilai="100.000", bacaan="100000 atau 100,0", contoh="100000")),
        (parse_integer, "0,125", refused("angka-rancu", nilai="0,125", bacaan="125 atau 0,125", contoh="125")),
        (parse_integer, "0.000", refused("angka-rancu", nilai="0.000", bacaan="0 atau 0,0", contoh="0")),
        (parse_integer, "1,250", refused("angka-rancu", nilai="1,250", bacaan="1250 atau 1,25", contoh="1250")),
        (parse_money, "Rp 1,250", refused("angka-rancu", nilai="Rp 1,250", bacaan="1250 atau 1,25", contoh="1250")),
        (parse_percent, "1.250 %", refused("angka-rancu", nilai="1.250 %", bacaan="1250 atau 1,25", contoh="1250")),
        (parse_percent, "1.250", refused("angka-rancu", nilai="1.250", bacaan="1250 atau 1,25", contoh="1250")),
        (parse_number, " lima ", refused("angka-tidak-terbaca", nilai="lima")),
        (parse_number, "1.2.3", refused("angka-tidak-terbaca", nilai="1.2.3")),
        (parse_number, True, refused("angka-tidak-terbaca", nilai="TRUE")),
        (parse_number, date(2026, 1, 2), refused("angka-tidak-terbaca", nilai="2/1/2026")),
        (parse_number, Decimal("NaN"), refused("angka-tidak-terbaca", nilai="NaN")),
        (parse_number, Decimal("Infinity"), refused("angka-tidak-terbaca", nilai="Infinity")),
        (parse_number, "5%", refused("tanda-persen", nilai="5%")),
        (parse_percent, "5%%", refused("tanda-persen", nilai="5%%")),
        (parse_percent, "lima%", refused("angka-tidak-terbaca", nilai="lima%")),
        (parse_number, 0.5, refused("angka-biner", nilai="0.5")),
        (parse_number, NINES + "9", refused("angka-terlalu-panjang", nilai=NINES + "9", batas=28)),
        (parse_number, 10**28, refused("angka-terlalu-panjang", nilai="1" + "0" * 28, batas=28)),
        (parse_number, -(10**28), refused("angka-terlalu-panjang", nilai="-1" + "0" * 28, batas=28)),
        (parse_number, Decimal("1e28"), refused("angka-terlalu-panjang", nilai="1E+28", batas=28)),
        (parse_number, Decimal("0." + "0" * 27 + "1"), refused("angka-terlalu-panjang", nilai="1E-28", batas=28)),
        (parse_number, "1," + NINES, refused("angka-terlalu-panjang", nilai="1," + NINES, batas=28)),
        (parse_integer, "12,5", refused("bukan-bilangan-bulat", nilai="12,5")),
        (parse_integer, Decimal("12.5"), refused("bukan-bilangan-bulat", nilai="12.5")),
        (parse_number, "1.250,5", Decimal("1250.5")),
        (parse_number, "1,250.5", Decimal("1250.5")),
        (parse_number, "1.250.000", Decimal(1_250_000)),
        (parse_number, "1,250,000", Decimal(1_250_000)),
        (parse_number, "1,250", Decimal("1.250")),
        (parse_number, "1250.125", Decimal("1250.125")),
        (parse_integer, "999.000", 999_000),
        (parse_integer, "-1.250", -1250),
        (parse_integer, "+7", 7),
        (parse_integer, "−7", -7),
        (parse_money, "-Rp 500", Decimal(-500)),
        (parse_money, "−IDR 500", Decimal(-500)),
        (parse_money, "Rp500.000,--", Decimal(500_000)),
        (parse_money, 500, Decimal(500)),
        (parse_percent, "12,5 %", Decimal("12.5")),
        (parse_number, NINES, Decimal(NINES)),
        (parse_number, 10**28 - 1, Decimal(10**28 - 1)),
        (parse_number, "0," + "9" * 27, Decimal("0." + "9" * 27)),
        (parse_number, Decimal("0." + "9" * 27), Decimal("0." + "9" * 27)),
        (parse_number, Decimal("1e27"), Decimal("1e27")),
    ],
)
def test_numbers__whole(parse: Callable[[object], object], value: object, expected: object) -> None:
    assert parse(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (45_000, refused("tanggal-nomor-seri", nilai="45000")),
        ("45000", refused("tanggal-nomor-seri", nilai="45000")),
        (Decimal("45000.5"), refused("tanggal-nomor-seri", nilai="45000.5")),
        (45_000.5, refused("tanggal-nomor-seri", nilai="45000.5")),
        (True, refused("tanggal-tidak-terbaca", nilai="TRUE")),
        (time(8), refused("tanggal-tidak-terbaca", nilai="08:00:00")),
        (" besok  pagi ", refused("tanggal-tidak-terbaca", nilai="besok pagi")),
        ("12/Juli/2023", refused("tanggal-tidak-terbaca", nilai="12/Juli/2023")),
        ("12 Juno 2023", refused("tanggal-tidak-terbaca", nilai="12 Juno 2023")),
        ("Selosa, 12 Juli 2023", refused("tanggal-tidak-terbaca", nilai="Selosa, 12 Juli 2023")),
        (datetime(2023, 7, 12, 8), refused("tanggal-memuat-jam", nilai="2023-07-12 08:00:00")),
        ("2023-07-12T08:00", refused("tanggal-memuat-jam", nilai="2023-07-12T08:00")),
        ("2023-07-12 00:00:01", refused("tanggal-memuat-jam", nilai="2023-07-12 00:00:01")),
        ("12/07/23", refused("tahun-dua-angka", nilai="12/07/23")),
        ("31/02/2023", refused("tanggal-tidak-ada", nilai="31/02/2023")),
        ("1/13/2023", refused("tanggal-tidak-ada", nilai="1/13/2023")),
        ("Senin, 12 Juli 2023", refused("hari-tidak-cocok", nilai="Senin, 12 Juli 2023", hari="Senin", seharusnya="Rabu")),
        ("Ahad 12 Juli 2023", refused("hari-tidak-cocok", nilai="Ahad 12 Juli 2023", hari="Minggu", seharusnya="Rabu")),
        ("Jum'at, 31/02/2023", refused("tanggal-tidak-ada", nilai="Jum'at, 31/02/2023")),
        (datetime(2023, 7, 12), date(2023, 7, 12)),
        ("2023-07-12T00:00:00.000", date(2023, 7, 12)),
        ("2023-07-12 00:00", date(2023, 7, 12)),
        ("Rabu,  12-Jul-2023", date(2023, 7, 12)),
        ("12 Agt. 2023", date(2023, 8, 12)),
    ],
)
def test_parse_date__whole(value: object, expected: object) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.3125, refused("waktu-berupa-angka", nilai="0.3125")),
        (7, refused("waktu-berupa-angka", nilai="7")),
        (True, refused("waktu-tidak-terbaca", nilai="TRUE")),
        (time(7, 30, 5), refused("waktu-tidak-terbaca", nilai="07:30:05")),
        (time(7, 30, 0, 9), refused("waktu-tidak-terbaca", nilai="07:30:00.000009")),
        ("07.30.05", refused("waktu-tidak-terbaca", nilai="07.30.05")),
        ("pagi", refused("waktu-tidak-terbaca", nilai="pagi")),
        ("24.00", refused("waktu-tidak-ada", nilai="24.00")),
        ("07.60", refused("waktu-tidak-ada", nilai="07.60")),
        ("23.59", time(23, 59)),
        ("0:00", time(0)),
        (time(7, 30), time(7, 30)),
        (CACAT, CACAT),
    ],
)
def test_parse_time__whole(value: object, expected: object) -> None:
    assert parse_time(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("mungkin", refused("pilihan-ya-tidak", nilai="mungkin")),
        (1, refused("pilihan-ya-tidak", nilai="1")),
        (" Tidak   ADA ", False),
        ("ADA", True),
        (False, False),
    ],
)
def test_parse_boolean__whole(value: object, expected: object) -> None:
    found = parse_boolean(value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ab\x00", refused("karakter-terlarang", karakter="U+0000", posisi=3)),
        ("\ufffe", refused("karakter-terlarang", karakter="U+FFFE", posisi=1)),
        ("a" * (MAX_TEXT + 1), refused("teks-terlalu-panjang", jumlah=32_001, batas=32_000)),
        (True, refused("bukan-teks", nilai="TRUE", jenis="ya/tidak")),
        (date(2026, 1, 2), refused("bukan-teks", nilai="2/1/2026", jenis="tanggal")),
        (time(8), refused("bukan-teks", nilai="08:00:00", jenis="jam")),
        (0.5, refused("bukan-teks", nilai="0.5", jenis="bilangan yang tidak eksak")),
        ([], refused("bukan-teks", nilai="[]", jenis="daftar")),
        (Decimal("NaN"), refused("angka-tidak-terbaca", nilai="NaN")),
        (Decimal("12.50"), "12.50"),
        (-3, "-3"),
        ("  ", KOSONG),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\U0001f600\ud7ff\ue000\ufffd", "\U0001f600\ud7ff\ue000\ufffd"),
    ],
)
def test_parse_text__whole(value: object, expected: object) -> None:
    assert parse_text(value) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10**59, "1" + "0" * 59),
        (10**60, "bilangan yang sangat panjang"),
        (-(10**60), "bilangan yang sangat panjang"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        (" " * 200 + "x", ""),
        (" " * 199 + "x", "x"),
        ("a\x07b", "a\ufffdb"),
        ("a\t\nb", "a b"),
    ],
)
def test_shown__whole(value: object, text: str) -> None:
    assert shown(value) == text


def error(code: str, **facts: object) -> tuple[object, tuple[Issue, ...]]:
    return CACAT, (Issue(code, Severity.ERROR, facts),)


def doubt(value: str, name: str, *codes: str) -> tuple[object, tuple[Issue, ...]]:
    return value, tuple(Issue(code, Severity.WARNING, {"jenis": name, "nilai": value}) for code in codes)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("nip", 1969, error("nomor-berupa-angka", jenis="NIP", nilai="1969")),
        ("nip", 1.9e17, error("nomor-berupa-angka", jenis="NIP", nilai="1.9e+17")),
        ("nip", Decimal(5), error("nomor-berupa-angka", jenis="NIP", nilai="5")),
        ("nip", True, error("nomor-bukan-teks", jenis="NIP", nilai="TRUE")),
        ("npsn", [], error("nomor-bukan-teks", jenis="NPSN", nilai="[]")),
        ("nip", "1,9 e+17", error("nomor-berupa-angka", jenis="NIP", nilai="1,9 e+17", panjang=18)),
        ("nip", "12a", error("nomor-karakter-salah", jenis="NIP", nilai="12a", panjang=18, karakter="A", isi="angka")),
        ("npsn", "12-3", error("nomor-karakter-salah", jenis="NPSN", nilai="12-3", panjang=8, karakter="-", isi="angka atau huruf")),
        ("nik", "1\u200b", error("nomor-karakter-salah", jenis="NIK", nilai="1\ufffd", panjang=16, karakter="U+200B", isi="angka")),
        ("nip", "1\x07", error("nomor-karakter-salah", jenis="NIP", nilai="1\ufffd", panjang=18, karakter="U+0007", isi="angka")),
        ("nuptk", "123", error("nomor-panjang-salah", jenis="NUPTK", nilai="123", panjang=16, jumlah=3)),
        ("npsn", "1234567A", error("nomor-pola-salah", jenis="NPSN", nilai="1234567A", panjang=8, sisa=7)),
        ("npsn", "p 1234567", ("P1234567", ())),
        ("nip", "196905111994031002", ("196905111994031002", ())),
        ("nip", "209905111994032002", ("209905111994032002", ())),
        ("nip", "186905111994031002", doubt("186905111994031002", "NIP", "nip-tanggal-lahir")),
        ("nip", "196913111994031002", doubt("196913111994031002", "NIP", "nip-tanggal-lahir")),
        ("nip", "196902301994033002", doubt("196902301994033002", "NIP", "nip-tanggal-lahir", "nip-jenis-kelamin")),
        ("nip", "196905111994030002", doubt("196905111994030002", "NIP", "nip-jenis-kelamin")),
        ("nik", "7371010101900001", ("7371010101900001", ())),
        ("nik", "7371014101900001", ("7371014101900001", ())),
        ("nik", "7371017112900001", ("7371017112900001", ())),
        ("nik", "7371012902000001", ("7371012902000001", ())),
        ("nik", "7371012902010001", doubt("7371012902010001", "NIK", "nik-tanggal-lahir")),
        ("nik", "7371014001900001", doubt("7371014001900001", "NIK", "nik-tanggal-lahir")),
        ("nik", "7371010001900001", doubt("7371010001900001", "NIK", "nik-tanggal-lahir")),
        ("nik", "7371010100900001", doubt("7371010100900001", "NIK", "nik-tanggal-lahir")),
        ("nik", "7371010113900001", doubt("7371010113900001", "NIK", "nik-tanggal-lahir")),
        ("nik", "7371010112900001", ("7371010112900001", ())),
        ("nik", "7300010101900001", doubt("7300010101900001", "NIK", "nik-wilayah")),
        ("nik", "7370013201900001", doubt("7370013201900001", "NIK", "nik-wilayah", "nik-tanggal-lahir")),
        ("nuptk", "0" * 16, ("0" * 16, ())),
    ],
)
def test_check_identifier__whole(kind: str, value: object, expected: tuple[object, tuple[Issue, ...]]) -> None:
    assert check_identifier(kind, value) == expected
