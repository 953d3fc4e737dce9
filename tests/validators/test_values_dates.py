"""Reading of dates and times.

IN-07: date cells, `12/07/2023` day first, `12 Juli 2023`, ISO; a bare serial number is refused.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from validators.values import MESSAGES, Unreadable, parse_date, parse_time


def code_of(result: object) -> str:
    """Return the code of a refusal, having checked that its sentence can be written."""
    assert isinstance(result, Unreadable), f"{result!r} was read"
    message, hint = MESSAGES[result.code]
    assert message.format(**result.facts)
    assert hint.format(**result.facts)
    return result.code


@pytest.mark.parametrize(
    "value",
    [
        *("12/07/2023", "12-07-2023", "12.07.2023", "12/7/2023", "2023-07-12", "2023/07/12", "2023-07-12T00:00:00", "2023-07-12 00:00"),
        *("12 Juli 2023", "12 juli 2023", "12  JULI\u00a02023", "12 Jul 2023", "12-Jul-2023", "12 Jul. 2023"),
        *("Rabu, 12 Juli 2023", "rabu 12 Juli 2023", "Rabu, 12/07/2023"),
        *(date(2023, 7, 12), datetime(2023, 7, 12)),
    ],
    ids=str,
)
def test_parse_date__reads_twelfth_of_july(value):
    result = parse_date(value)
    assert type(result) is date
    assert result == date(2023, 7, 12)


def test_parse_date__day_comes_first():
    assert parse_date("03/04/2024") == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Januari", 1),
        ("Pebruari", 2),
        ("Mei", 5),
        ("Agustus", 8),
        ("Ags", 8),
        ("Agt", 8),
        ("Agust", 8),
        ("Peb", 2),
        ("Nop", 11),
        ("Agu", 8),
        ("Sept", 9),
        ("Okt", 10),
        ("Nopember", 11),
        ("Des", 12),
    ],
)
def test_parse_date__month_names(name, month):
    assert parse_date(f"1 {name} 2024") == date(2024, month, 1)


@pytest.mark.parametrize("name", ["Jumat", "Jum'at", "Jum’at", "JUMAT"])
def test_parse_date__friday_is_written_in_several_ways(name):
    assert parse_date(f"{name}, 14 Juli 2023") == date(2023, 7, 14)  # two days after Wednesday the 12th


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31/02/2023", "tanggal-tidak-ada"),
        ("29 Februari 2023", "tanggal-tidak-ada"),
        ("07/15/2023", "tanggal-tidak-ada"),
        ("00/01/2023", "tanggal-tidak-ada"),
        ("2023-13-01", "tanggal-tidak-ada"),
        ("01/01/0000", "tanggal-tidak-ada"),
        ("45119", "tanggal-nomor-seri"),
        ("45119,5", "tanggal-nomor-seri"),
        (45119, "tanggal-nomor-seri"),
        (Decimal("45119.5"), "tanggal-nomor-seri"),
        (45119.0, "tanggal-nomor-seri"),
        ("12072023", "tanggal-nomor-seri"),
        ("Senin, 12 Juli 2023", "hari-tidak-cocok"),
        ("Reboan, 12 Juli 2023", "tanggal-tidak-terbaca"),
        ("12/07/23", "tahun-dua-angka"),
        ("12 Juli 23", "tahun-dua-angka"),
        (datetime(2023, 7, 12, 7, 30), "tanggal-memuat-jam"),
        ("2023-07-12 07:30", "tanggal-memuat-jam"),
        ("2023-07-12T07:30:00Z", "tanggal-memuat-jam"),
        ("12/07-2023", "tanggal-tidak-terbaca"),
        ("12 Jolly 2023", "tanggal-tidak-terbaca"),
        ("Juli 2023", "tanggal-tidak-terbaca"),
        ("12–14 Juli 2023", "tanggal-tidak-terbaca"),
        ("١٢/٠٧/٢٠٢٣", "tanggal-tidak-terbaca"),
        ("x" * 1_000_000, "tanggal-tidak-terbaca"),
        (True, "tanggal-tidak-terbaca"),
    ],
)
def test_parse_date__refuses(value, code):
    assert code_of(parse_date(value)) == code


def test_parse_date__wrong_weekday_names_the_right_one():
    result = parse_date("Senin, 12 Juli 2023")
    assert isinstance(result, Unreadable)
    assert (result.facts["hari"], result.facts["seharusnya"]) == ("Senin", "Rabu")


@pytest.mark.parametrize("value", ["07.30", "07:30", "7.30", " 7:30 ", "07:30:00", "7.30.00", time(7, 30)], ids=str)
def test_parse_time__reads_half_past_seven(value):
    assert parse_time(value) == time(7, 30)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("24.00", "waktu-tidak-ada"),
        ("07.60", "waktu-tidak-ada"),
        ("7", "waktu-tidak-terbaca"),
        ("07.3", "waktu-tidak-terbaca"),
        ("07:30:15", "waktu-tidak-terbaca"),
        (time(7, 30, 15), "waktu-tidak-terbaca"),
        ("pagi", "waktu-tidak-terbaca"),
        (True, "waktu-tidak-terbaca"),
        (Decimal("7.30"), "waktu-berupa-angka"),
        (450, "waktu-berupa-angka"),
        (0.3125, "waktu-berupa-angka"),
    ],
)
def test_parse_time__refuses(value, code):
    assert code_of(parse_time(value)) == code
