"""What a refusal of a written value says, whole: code and facts; and the edges of what is read. IN-01, IN-02."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.findings import Severity
from validators.identifiers import Issue, check_identifier
from validators.values import (
    MAX_DIGITS,
    MAX_TEXT,
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
        (parse_number, True, refused("angka-tidak-terbaca", nilai="True")),
        (parse_number, date(2026, 1, 2), refused("angka-tidak-terbaca", nilai="2026-01-02")),
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
        (True, refused("tanggal-tidak-terbaca", nilai="True")),
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
        (True, refused("waktu-tidak-terbaca", nilai="True")),
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
        (True, refused("bukan-teks", nilai="True", jenis="ya/tidak")),
        (date(2026, 1, 2), refused("bukan-teks", nilai="2026-01-02", jenis="tanggal")),
        (time(8), refused("bukan-teks", nilai="08:00:00", jenis="waktu")),
        (0.5, refused("bukan-teks", nilai="0.5", jenis="angka biner")),
        ([], refused("bukan-teks", nilai="[]", jenis="jenis lain")),
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
        ("nip", True, error("nomor-bukan-teks", jenis="NIP", nilai="True")),
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
