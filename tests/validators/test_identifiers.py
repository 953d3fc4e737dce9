"""Identifiers.

IN-05: NIP, NUPTK, NPSN, NIK are text of exact length; a number in such a cell is an error; plausibility is a warning.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from validators.absence import CACAT, KOSONG
from validators.findings import Severity
from validators.identifiers import IDENTIFIERS, MESSAGES, check_identifier

NIP = "196905111994031002"


def codes(kind: str, value: object) -> list[tuple[str, Severity]]:
    """Return codes and severities, having checked that every sentence can be written."""
    _, issues = check_identifier(kind, value)
    for issue in issues:
        message, hint = MESSAGES[issue.code]
        assert message.format(**issue.facts)
        assert hint.format(**issue.facts)
    return [(issue.code, issue.severity) for issue in issues]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("nip", NIP, NIP),
        ("nip", "19690511 199403 1 002", NIP),
        ("nip", "\t19690511\u00a0199403\n1 002 ", NIP),
        ("nip", "198002292023212001", "198002292023212001"),  # an NI-PPPK: digits 13-14 are 21, no month; 1980 had a 29 February
        ("nip", "197012311994031002", "197012311994031002"),
        ("nip", "200001012024031002", "200001012024031002"),
        ("nuptk", "0123456789012345", "0123456789012345"),
        ("npsn", "20103456", "20103456"),
        ("npsn", "P9934567", "P9934567"),
        ("npsn", "p9934567", "P9934567"),
        ("nik", "5203011205690001", "5203011205690001"),
        ("nik", "5271015205690001", "5271015205690001"),  # a woman born on the 12th: 12 + 40
        ("nik", "5271016902000001", "5271016902000001"),  # 29 February 2000
        ("nik", "5271012902961001", "5271012902961001"),  # 29 February 1996
        ("nik", "5271010101990001", "5271010101990001"),
        ("nik", "5271013112990001", "5271013112990001"),
    ],
)
def test_check_identifier__sound(kind, value, expected):
    assert check_identifier(kind, value) == (expected, ())


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_check_identifier__absence_stays(kind):
    for nothing in (None, "", "  ", KOSONG):
        assert check_identifier(kind, nothing) == (KOSONG, ())
    assert check_identifier(kind, CACAT) == (CACAT, ())


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("nip", 196905111994031002, "nomor-berupa-angka"),
        ("nip", Decimal("1.96905111994031E+17"), "nomor-berupa-angka"),
        ("nip", 1.96905111994031e17, "nomor-berupa-angka"),
        ("nip", "1.96905E+17", "nomor-berupa-angka"),
        ("nip", "1,96905E+17", "nomor-berupa-angka"),
        ("npsn", 20103456, "nomor-berupa-angka"),
        ("nip", True, "nomor-bukan-teks"),
        ("nip", date(1969, 5, 11), "nomor-bukan-teks"),
        ("nip", NIP[:-1], "nomor-panjang-salah"),
        ("nip", NIP + "0", "nomor-panjang-salah"),
        ("nuptk", "123456789012345", "nomor-panjang-salah"),
        ("nik", "52030112056900012", "nomor-panjang-salah"),
        ("npsn", "2010345", "nomor-panjang-salah"),
        ("nip", "NIP. " + NIP, "nomor-karakter-salah"),
        ("nip", "1969O5111994031002", "nomor-karakter-salah"),
        ("nip", "١٩٦٩٠٥١١١٩٩٤٠٣١٠٠٢", "nomor-karakter-salah"),
        ("nip", NIP + "\u200b", "nomor-karakter-salah"),
        ("nip", "-", "nomor-karakter-salah"),
        ("npsn", "2010-3456", "nomor-karakter-salah"),
        ("npsn", "2010345A", "nomor-pola-salah"),
        ("npsn", "PP993456", "nomor-pola-salah"),
    ],
)
def test_check_identifier__error_makes_it_cacat(kind, value, code):
    assert check_identifier(kind, value)[0] is CACAT
    assert codes(kind, value) == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("nip", "196902301994031002", ["nip-tanggal-lahir"]),  # 30 February
        ("nip", "196909311994031002", ["nip-tanggal-lahir"]),  # 31 September
        ("nip", "296905111994031002", ["nip-tanggal-lahir"]),  # the year 2969
        ("nip", "196905111994033002", ["nip-jenis-kelamin"]),
        ("nip", "0" * 18, ["nip-tanggal-lahir", "nip-jenis-kelamin"]),
        ("nik", "5200011205690001", ["nik-wilayah"]),
        ("nik", "5270011205690001", ["nik-wilayah"]),
        ("nik", "5203013205690001", ["nik-tanggal-lahir"]),  # day 32
        ("nik", "5203014005690001", ["nik-tanggal-lahir"]),  # day 40
        ("nik", "5203017205690001", ["nik-tanggal-lahir"]),  # 72 - 40 = day 32
        ("nik", "5203011213690001", ["nik-tanggal-lahir"]),  # month 13
        ("nik", "5203012902690001", ["nik-tanggal-lahir"]),  # 1969 had no 29 February
    ],
)
def test_check_identifier__doubt_is_a_warning_and_keeps_the_value(kind, value, expected):
    assert check_identifier(kind, value)[0] == value
    assert codes(kind, value) == [(code, Severity.WARNING) for code in expected]


def test_check_identifier__length_names_both_lengths():
    _, (issue,) = check_identifier("nip", "19690511 1994")
    assert (issue.facts["jumlah"], issue.facts["panjang"]) == (12, 18)


@pytest.mark.parametrize(("kind", "content"), [("nip", "angka"), ("npsn", "angka atau huruf")])
def test_check_identifier__wrong_character_names_what_is_allowed(kind, content):
    _, (issue,) = check_identifier(kind, "?")
    assert (issue.facts["karakter"], issue.facts["isi"]) == ("?", content)


def test_check_identifier__npsn_pattern_names_the_digits_after_the_first():
    _, (issue,) = check_identifier("npsn", "2010345A")
    assert issue.facts["sisa"] == 7


def test_check_identifier__invisible_character_is_named_by_number():
    _, (issue,) = check_identifier("nip", NIP + "\u200b")
    assert issue.facts["karakter"] == "U+200B"


def test_check_identifier__unknown_kind_is_a_fault_of_the_caller():
    with pytest.raises(KeyError):
        check_identifier("npwp", "1")
