"""Numbers in words and Roman numerals.

DOC-92: `Rp5.000.000,00 (lima juta rupiah)`, Roman months in letter numbers.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formatting import Rupiah, nama_kapital, romawi, terbilang
from validators.absence import KOSONG


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2000, "dua ribu"),
        (11000, "sebelas ribu"),
        (21000, "dua puluh satu ribu"),
        (100000, "seratus ribu"),
        (101000, "seratus satu ribu"),
        (1000000, "satu juta"),
        (1001000, "satu juta seribu"),
        (5000000, "lima juta"),
        (1000000000, "satu miliar"),
        (1001000000, "satu miliar satu juta"),
        (1000000000000, "satu triliun"),
        (10**15, "satu kuadriliun"),
        (-7, "minus tujuh"),
        (Decimal("3.25"), "tiga koma dua lima"),
        (Decimal("0.05"), "nol koma nol lima"),
        (Decimal("-0.5"), "minus nol koma lima"),
        (Decimal("90.50"), "sembilan puluh koma lima"),
        (Decimal("5000000.00"), "lima juta"),
        (Fraction(2, 3), "nol koma enam tujuh"),
        (Rupiah("5000000"), "lima juta rupiah"),
        (Rupiah("900500.50"), "sembilan ratus ribu lima ratus rupiah lima puluh sen"),
        (Rupiah("0.005"), "satu sen"),
        (Rupiah("-1.25"), "minus satu rupiah dua puluh lima sen"),
        (Rupiah("0"), "nol rupiah"),
    ],
    ids=str,
)
def test_terbilang__reads(value, expected):
    assert terbilang(value) == expected


WORDS = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def number_of(words: str) -> int:
    """Return the number that Indonesian words name: an independent reading of `terbilang`'s words."""
    total = group = last = 0
    for word in re.sub(r"\bse(puluh|belas|ratus|ribu)", r"satu \1", words).split():
        if word in WORDS:
            last = WORDS[word]
            group += last
        elif word in SCALES:
            total, group = total + group * SCALES[word], 0
        else:
            group += {"puluh": 9 * last, "belas": 10, "ratus": 99 * last}[word]
    return total + group


@given(st.integers(0, 10**15) | st.integers(0, 10**7))
@settings(max_examples=100)
def test_terbilang__words_name_the_number(number):
    words = terbilang(number)
    assert isinstance(words, str)
    assert number_of(words) == number
    assert "satu ribu" not in words.replace("puluh satu ribu", "").replace("ratus satu ribu", "")


@pytest.mark.parametrize("value", [10**15 + 1, -(10**16), Decimal("1E+300")], ids=str)
def test_terbilang__out_of_range(value):
    with pytest.raises(ValueError, match="terbilang"):
        terbilang(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "I"),
        (4, "IV"),
        (7, "VII"),
        (9, "IX"),
        (12, "XII"),
        (40, "XL"),
        (90, "XC"),
        (1994, "MCMXCIV"),
        (444, "CDXLIV"),
        (555, "DLV"),
        (1666, "MDCLXVI"),
        (2023, "MMXXIII"),
        (3999, "MMMCMXCIX"),
    ],
)
def test_romawi__prints(value, expected):
    assert romawi(value) == expected
    assert romawi(Fraction(value)) == expected


def test_romawi__of_a_date_is_its_month():
    assert romawi(date(2023, 7, 12)) == "VII"


@pytest.mark.parametrize("value", [0, 4000, -1, Fraction(1, 2)])
def test_romawi__out_of_range(value):
    with pytest.raises(ValueError, match="romawi"):
        romawi(value)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ma'rifatul Hasanah, S.Pd., M.Pd.", "MA'RIFATUL HASANAH, S.Pd., M.Pd."),
        ("Dr. H. Ahmad Fauzi, M.Si.", "Dr. H. AHMAD FAUZI, M.Si."),
        ("Siti M. Rahma", "SITI M. RAHMA"),
        ("Budi", "BUDI"),
        ("", ""),
    ],
)
def test_nama_kapital__leaves_titles_as_they_are_written(name: str, printed: str) -> None:
    assert nama_kapital(name) == printed
    assert nama_kapital(KOSONG) is KOSONG
