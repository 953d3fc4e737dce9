"""Addresses, text escapes, numbers and dates as a worksheet writes them. SAFE-04, SCO-92."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.office.sheet.cells import column_number, date_serial, escaped, letters, number_text, quoted, split_address, unescaped


@pytest.mark.parametrize(("number", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")])
def test_letters__there_and_back(number, text):
    assert letters(number) == text
    assert column_number(text) == number


def test_split_address__row_and_column():
    assert split_address("AB12") == (12, 28)


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("R&D < 5 kg", "R&amp;D &lt; 5 kg"),
        ("a\x07b", "a_x0007_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("baris\r\nbaru\rlagi", "baris\nbaru\nlagi"),
        ("\ud800", "_xD800_"),
        ("\uffff", "_xFFFF_"),
        ("{{ nama }}", "{{ nama }}"),
    ],
)
def test_escaped__cell_text(text, xml):
    assert escaped(text) == xml


@settings(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=40))
def test_escaped__every_text_comes_back(text):
    assert unescaped(etree.fromstring(f"<t>{escaped(text)}</t>").text or "") == text


def test_quoted__attribute_comes_back():
    text = 'a"b<c&d\n\te'
    assert etree.fromstring(f'<t a="{quoted(text)}"/>').get("a") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (18, "18"),
        (197007071998021001, "197007071998021001"),
        (Decimal("90.50"), "90.5"),
        (Decimal("8"), "8"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.125"), "-0.125"),
        (Fraction(1, 3), "0.3333333333333333"),
        (Fraction(1, 4), "0.25"),
        (Fraction(6, 2), "3"),
        (Fraction(1, 10**9), "1E-09"),
    ],
)
def test_number_text__shortest_exact_decimal(value, text):
    assert number_text(value) == text


# Day 1 is 1 January 1900; Excel counts a 29 February 1900 that never was, so 1 March 1900 is 61. 1904 workbooks count from 0 on 1 January 1904.
@pytest.mark.parametrize(
    ("value", "from_1904", "serial"),
    [
        (date(1900, 1, 1), False, 1),
        (date(1900, 2, 28), False, 59),
        (date(1900, 3, 1), False, 61),
        (date(2023, 7, 12), False, 45119),
        (date(1904, 1, 1), True, 0),
        (date(1904, 1, 2), True, 1),
        (date(1899, 12, 31), False, None),
        (datetime(2023, 7, 12, 18, 0), False, Fraction(180479, 4)),
        (time(6, 0), False, Fraction(1, 4)),
        (timedelta(days=1, hours=12), False, Fraction(3, 2)),
    ],
)
def test_date_serial__days(value, from_1904, serial):
    assert date_serial(value, from_1904=from_1904) == serial
