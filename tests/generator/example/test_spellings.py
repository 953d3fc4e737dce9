"""Every way in which a value may be written has a tag that prints it. TPL-06, DOC-92."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.example.spellings import spellings
from generator.formatting import Rupiah
from validators.absence import KOSONG
from validators.polos import Polos


def tags(value: Any) -> dict[str, str]:
    return {one.text: ("~" if one.is_other else "") + one.suffix for one in reversed(list(spellings(value)))}


@pytest.mark.parametrize(
    ("value", "text", "suffix"),
    [
        (date(2024, 3, 4), "4 Maret 2024", ""),
        (date(2024, 3, 4), "Senin, 4 Maret 2024", " | hari"),
        (date(2024, 3, 4), "04/03/2024", "~"),
        (date(2024, 3, 4), "2024-03-04", "~"),
        (Rupiah("5000000"), "Rp5.000.000,00", ""),
        (Rupiah("5000000"), "5.000.000", " | angka(0)"),
        (Rupiah("5000000"), "lima juta rupiah", " | terbilang"),
        (Rupiah("5000000"), "Lima juta rupiah", " | terbilang | capitalize"),
        (2024, "2.024", ""),
        (Polos(2024), "2024", ""),
        (Decimal("87.5"), "87,5", ""),
        (Decimal("87.5"), "87,50%", " | persen(2)"),
        (Fraction(2, 3), "0,67", " | angka(2)"),
        (time(7, 30), "07.30", ""),
        (time(7, 30), "07:30", " | replace('.', ':')"),
        (True, "Ya", ""),
        ("Dr. Ratna Dewi, M.Pd.", "Dr. RATNA DEWI, M.Pd.", " | nama_kapital"),
        ("Luring", "luring", " | lower"),
    ],
)
def test_spellings__each_with_its_filters(value: Any, text: str, suffix: str) -> None:
    assert tags(value)[text] == suffix


@pytest.mark.parametrize("value", [KOSONG, None, {"a": 1}, [1, 2]])
def test_spellings__of_what_is_no_single_value_are_none(value: Any) -> None:
    assert tags(value) == {}
