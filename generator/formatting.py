"""Numbers, dates and money as Indonesian office text prints them: the filters of templates and messages.

Every filter gives `KOSONG` and `CACAT` back unchanged, except `atau`; a value of the wrong type raises TypeError, one out
of range ValueError. Rounding is half up (away from zero), and happens here only.

An integer prints with thousands points (`2.024`): a year or a plain number is handed in as `Polos`, money as `Rupiah`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

from generator.number_words import DIGITS, spelled
from validators.absence import KOSONG, TANPA_HASIL, Absence, is_absent, worst
from validators.polos import Polos
from validators.values import BULAN, HARI
from validators.wording import prints_itself, spoken

Number: TypeAlias = int | Decimal | Fraction
Thresholds: TypeAlias = Number | Absence | Iterable[Number | Absence]

MAX_DECIMALS: Final = 15
"""A Decimal with more decimals than this was computed, not typed, and prints like a fraction."""
DEFAULT_DECIMALS: Final = 2
MOST_DECIMALS: Final = 50
"""More decimals than this nobody reads; a template that asks for them is refused."""
MAX_SLUG: Final = 80
_WIDE: Final = Context(prec=2000)
MAX_SPELLED: Final = 10**15


class Rupiah(Decimal):
    """An amount of money: prints as `Rp5.000.000,00`. Arithmetic gives a plain Decimal."""


class LongText(str):
    """Text of a `paragraph` field, as typed. It prints as plain text; the DOCX and HTML renderers lay it out."""

    __slots__ = ()


class ListItem(LongText):
    """An item of a list of texts, as typed: bold and italic in it are laid out, and nothing else."""

    __slots__ = ()


class Persen:
    """Marks a number of a field that counts per cent: 87.5 stands for 87,5%, also where a cell's format says per cent."""


class PersenBulat(Persen, int):
    """A whole number of per cent."""


class PersenDesimal(Persen, Decimal):
    """A number of per cent as it was typed."""


class PersenPecahan(Persen, Fraction):
    """A computed number of per cent."""


def per_cent(value: Number) -> Number:
    """Return a number marked as one that counts per cent. Arithmetic gives a plain number again."""
    if isinstance(value, int):
        return PersenBulat(value)
    return PersenDesimal(value) if isinstance(value, Decimal) else PersenPecahan(value)


# Dates


def tanggal(value: date | Absence) -> str | Absence:
    """Return `12 Juli 2023`."""
    if isinstance(value, Absence):
        return value
    day = _day("tanggal", value)
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def hari(value: date | Absence) -> str | Absence:
    """Return `Rabu, 12 Juli 2023`."""
    if isinstance(value, Absence):
        return value
    return f"{HARI[_day('hari', value).weekday()]}, {tanggal(value)}"


def rentang(mulai: date | Absence, selesai: date | Absence) -> str | Absence:
    """Return `12–14 Juli 2023`, `30 Juni – 2 Juli 2023`, `30 Desember 2023 – 2 Januari 2024`, or the one day.

    With the end before the start (a rule's business, met in a draft) both dates print in full, in the order given.
    """
    absent = worst(mulai, selesai)
    if absent is not None:
        return absent
    start, end = _day("rentang", mulai), _day("rentang", selesai)
    if start == end:
        return tanggal(end)
    if start > end or start.year != end.year:
        return f"{tanggal(start)} – {tanggal(end)}"
    if start.month != end.month:
        return f"{start.day} {BULAN[start.month - 1]} – {tanggal(end)}"
    return f"{start.day}–{tanggal(end)}"


def _day(name: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _wrong_type(name, "tanggal", value)


# Numbers


def angka(value: Number | Absence, digits: int | None = None, batas: Thresholds = (), *, sedikitnya: bool = False) -> str | Absence:
    """Return `1.234,5`: decimal comma, thousands points.

    digits: decimals to print, rounded half up. Without it an int has none, a Decimal prints as written (`90,50`), a
    Fraction, or a Decimal of more than `MAX_DECIMALS` decimals, has up to two. batas: thresholds (one, or several) that
    the printed number must stand to as the exact one does: where 79,996 would print as 80,00 beside the threshold 80,
    more decimals are printed. Where the number equals a threshold that no decimal can print (2/3), rounding stays.
    sedikitnya: digits is the fewest; what was typed with more prints with them.
    """
    return value if isinstance(value, Absence) else _printed("angka", value, digits, batas, is_least=sedikitnya)


def persen(value: Number | Absence, digits: int | None = None, batas: Thresholds = (), *, sedikitnya: bool = False) -> str | Absence:
    """Return `87,5%`; the value is in percent already. digits, batas, sedikitnya: as for `angka`."""
    return value if isinstance(value, Absence) else _printed("persen", value, digits, batas, is_least=sedikitnya) + "%"


def rupiah(value: Number | Absence) -> str | Absence:
    """Return `Rp5.000.000,00`; below zero `-Rp500,00`."""
    if isinstance(value, Absence):
        return value
    text = _decimal_text(_exact("rupiah", value), 2)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def in_sen(value: Number) -> Decimal:
    """Return an amount of money as a whole number of sen, rounded half up (away from zero, as Excel's ROUND does)."""
    sen = value * 100 if type(value) is int else _half_up(_exact("rupiah", value), 2)
    return Decimal(sen).scaleb(-2, _WIDE)


def _printed(name: str, value: Number, digits: int | None, batas: Thresholds, *, is_least: bool = False) -> str:
    if type(value) is int and digits is None and batas == ():
        return f"{value:,}".replace(",", ".")
    exact = _exact(name, value)
    if isinstance(value, Polos) and digits is None:
        return str(int(value))
    if digits is None:
        fewest, most = _natural_decimals(value)
    else:
        fewest = most = _whole(name, digits, "banyaknya desimal")
        typed = _natural_decimals(value) if is_least else (0, 0)
        fewest, most = max(fewest, typed[0]), max(most, typed[1])
    if most > MOST_DECIMALS:
        raise ValueError(f"{name}: banyaknya desimal paling besar {MOST_DECIMALS}")
    decimals = _faithful_decimals(exact, most, _thresholds(name, batas))
    return _decimal_text(exact, _trimmed(exact, fewest, decimals) if digits is None or is_least else decimals)


def _natural_decimals(value: Number) -> tuple[int, int]:
    """Return the fewest and the most decimals a number prints with when nothing is asked for."""
    if isinstance(value, int):
        return 0, 0
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        written = max(0, -exponent) if isinstance(exponent, int) else 0
        if written <= MAX_DECIMALS:
            return written, written
    return 0, DEFAULT_DECIMALS


def _trimmed(exact: Fraction, fewest: int, most: int) -> int:
    """Return how many of `most` decimals are left without trailing zeros, `fewest` at least."""
    scaled = _half_up(exact, most)
    while most > fewest and scaled % 10 == 0:
        scaled //= 10
        most -= 1
    return most


def _faithful_decimals(exact: Fraction, decimals: int, thresholds: Iterable[Fraction]) -> int:
    """Return `decimals`, or as many more as it takes that the printed number stands to each threshold as the exact one."""
    sides = [(threshold, _side(exact, threshold)) for threshold in thresholds if exact != threshold or _terminates(exact)]
    while decimals < MOST_DECIMALS and any(_side(_rounded(exact, decimals), threshold) != side for threshold, side in sides):
        decimals += 1
    return decimals


def _side(number: Fraction, threshold: Fraction) -> int:
    return (number > threshold) - (number < threshold)


def _terminates(number: Fraction) -> bool:
    return pow(10, number.denominator.bit_length(), number.denominator) == 0


def _rounded(exact: Fraction, decimals: int) -> Fraction:
    return Fraction(_half_up(exact, decimals), 10**decimals)


def _half_up(exact: Fraction, decimals: int) -> int:
    """Return `exact` times 10**decimals, rounded half up, away from zero."""
    above, below = exact.numerator, exact.denominator  # whole numbers: every number that prints comes by here
    whole = (2 * abs(above) * 10**decimals + below) // (2 * below)
    return -whole if above < 0 else whole


def _decimal_text(exact: Fraction, decimals: int) -> str:
    if exact.denominator == 1:  # most numbers of a document: nothing to round
        return f"{exact.numerator:,}".replace(",", ".") + (f",{'0' * decimals}" if decimals else "")
    scaled = _half_up(exact, decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{decimals}d}" if decimals else "")
    return f"-{text}" if scaled < 0 else text


def _thresholds(name: str, batas: Thresholds) -> tuple[Fraction, ...]:
    given = batas if isinstance(batas, Iterable) else (batas,)
    return tuple(_exact(name, threshold) for threshold in given if not is_absent(threshold))


def _exact(name: str, value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise _wrong_type(name, "bilangan bulat, desimal, atau pecahan tepat", value)
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > 1000):
        raise ValueError(f"{name}: bilangan {value} tidak dapat dicetak")
    return Fraction(value)


def _whole(name: str, value: object, what: str) -> int:
    """Return a whole number given as int, or as the Fraction that a literal of the expression language is."""
    exact = _exact(name, value)
    if exact.denominator != 1 or exact < 0:
        raise ValueError(f"{name}: {what} harus bilangan bulat, paling kecil 0, bukan {value}")
    return exact.numerator


# Numbers in words and Roman numerals

_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def terbilang(value: Number | Absence, satuan: str = "") -> str | Absence:
    """Return a number in words: `lima juta`, `minus tiga koma dua lima`; of money with its units: `seribu dua ratus rupiah lima puluh sen`.

    It reads what `angka` or `rupiah` prints, as the spelling guide writes amounts. At most 10**15 either side of zero.
    satuan: "rupiah" of a number that is money though its type does not say so, as within a computation.
    """
    if isinstance(value, Absence):
        return value
    exact = _exact("terbilang", value)
    if abs(exact) > MAX_SPELLED:
        raise ValueError("terbilang: bilangan lebih besar dari seribu triliun")
    if satuan not in ("", "rupiah"):
        raise ValueError("terbilang: satuan yang dikenal hanya 'rupiah'")
    is_money = isinstance(value, Rupiah) or satuan == "rupiah"
    decimals = DEFAULT_DECIMALS if is_money else _trimmed(exact, 0, _natural_decimals(value)[1])
    scaled = _half_up(exact, decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    words = ["minus"] if scaled < 0 else []
    if is_money:
        words += [spelled(whole), "rupiah"] if whole or not rest else []
        return " ".join((*words, *((spelled(rest), "sen") if rest else ()))) if whole or rest else "nol rupiah"
    words.append(spelled(whole) or "nol")
    if decimals:
        words += ["koma", *(DIGITS[int(digit)] for digit in f"{rest:0{decimals}d}")]
    return " ".join(words)


def romawi(value: Number | date | Absence) -> str | Absence:
    """Return a Roman numeral, 1 to 3999; of a date its month, as letter numbers have it (`VII`)."""
    if isinstance(value, Absence):
        return value
    number = value.month if isinstance(value, date) else _whole("romawi", value, "bilangan")
    if not 1 <= number <= 3999:
        raise ValueError(f"romawi: bilangan harus 1 sampai 3999, bukan {number}")
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


# Text

_UNFOLDED: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_APOSTROPHES: Final = re.compile("['’‘ʼ`]")
_RESERVED: Final = re.compile(r"con|prn|aux|nul|conin|conout|com[0-9]|lpt[0-9]")


def slug(value: str | int | date | Absence) -> str | Absence:
    """Return text as part of a file name: `a-z`, `0-9` and single hyphens, 1 to 80 characters, none of Windows' device names.

    `Dr. Siti Nur'aini, M.Pd.` gives `dr-siti-nuraini-m-pd`, `Kelas IV–VI` gives `kelas-iv-vi`; nothing left gives `dokumen`; a date gives `2023-07-12`.
    """
    if isinstance(value, Absence):
        return value
    if isinstance(value, bool | datetime) or not isinstance(value, str | int | date):
        raise _wrong_type("slug", "teks", value)
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", str(value).lower()).translate(_UNFOLDED))
    if not text.isascii():
        text = "".join("-" if unicodedata.category(one)[0] in "PSZ" else one for one in text).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:MAX_SLUG].rstrip("-")
    return f"dokumen-{text}" if _RESERVED.fullmatch(text) else text or "dokumen"


def nama_kapital(value: str | Absence) -> str | Absence:
    """Return a person's name in capitals, titles as they are written: what stands behind the first comma, and words with a point before the name.

    `Dr. Ma'rifatul Hasanah, S.Pd., M.Pd.` gives `Dr. MA'RIFATUL HASANAH, S.Pd., M.Pd.`
    """
    if isinstance(value, Absence):
        return value
    if not isinstance(value, str):
        raise _wrong_type("nama_kapital", "teks", value)
    name, comma, titles = value.partition(",")
    words = re.split(r"(\s+)", name)
    first = next((at for at, word in enumerate(words) if word.strip() and not word.endswith(".")), len(words))
    return "".join((*words[:first], *(word.upper() for word in words[first:]))) + comma + titles


def atau(value: Any, default: Any) -> Any:
    """Return `default` where the value is `KOSONG`, `CACAT`, None or empty text, else the value."""
    return default if value is None or is_absent(value) or (isinstance(value, str) and not value) else value


def show(value: Any) -> Any:
    """Return how a value prints with no filter.

    Absence prints nothing or `[belum benar]`, a division by zero a dash; a list prints its items with `; ` between. Text (also safe markup), and
    objects that print themselves (pictures, rich text, jinja's Undefined), are handed through unchanged.
    """
    if isinstance(value, str):
        return value
    if value is None or value is KOSONG:
        return ""
    if value is TANPA_HASIL:  # a template divided by zero: what rules and computed values divide is told of as a finding
        return "–"
    if isinstance(value, Absence):
        return f"[{value.label}: belum benar]" if value.label else "[belum benar]"
    if isinstance(value, list | tuple | Iterator):
        return "; ".join(str(printed(item)) for item in value if item is not None and item is not KOSONG)
    return _shown_scalar(value)


def printed(value: Any) -> Any:
    """Return what `show` gives: the `finalize` of every environment. Raises TypeError for what does not print: a loop, a macro, a function."""
    shown = show(value)
    if not isinstance(shown, str) and not prints_itself(shown):
        raise TypeError("ini bukan nilai yang dapat dicetak")
    return shown


def _shown_scalar(value: Any) -> Any:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, Rupiah):
        return rupiah(value)
    if isinstance(value, int | Decimal | Fraction):
        return angka(value)
    if isinstance(value, time):
        return f"{value.hour:02d}.{value.minute:02d}"
    if isinstance(value, date):
        return tanggal(value)
    if isinstance(value, float | Mapping):
        raise _wrong_type("cetak", "nilai tunggal atau daftar", value)
    return value


def _wrong_type(name: str, wanted: str, value: object) -> TypeError:
    return TypeError(f"{name}: memerlukan {wanted}, bukan {spoken(value)}")


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "tanggal": tanggal,
    "hari": hari,
    "rentang": rentang,
    "angka": angka,
    "persen": persen,
    "rupiah": rupiah,
    "terbilang": terbilang,
    "romawi": romawi,
    "slug": slug,
    "nama_kapital": nama_kapital,
    "atau": atau,
}
