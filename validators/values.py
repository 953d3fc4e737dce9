"""Values of a form: from what a file holds (text, or a typed cell) to int, Decimal, date, time, bool and text.

Each function returns the value, an `Absence` (nothing was written: `KOSONG`; `CACAT` stays `CACAT`), or an `Unreadable`
that says by code what is wrong. Nothing is raised for what a user wrote.

Decisions: only ASCII digits are digits; binary floats are refused, because the reader of a file must hand on the
decimal number that the file holds; a number of more than `MAX_DIGITS` digits is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from validators.absence import KOSONG, Absence
from validators.spelling import folded
from validators.wording import type_word

MAX_DIGITS: Final = 28
"""Digits before and after the decimal comma together: what decimal arithmetic holds without rounding."""
MAX_TEXT: Final = 32_000
"""Characters of one text: a cell of a workbook holds little more."""

BULAN: Final = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a user wrote and could not be read: a code of `MESSAGES` and the facts that its sentence names."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict[str, object])


T = TypeVar("T")
Parsed: TypeAlias = T | Absence | Unreadable

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "angka-tidak-terbaca": ("“{nilai}” tidak terbaca sebagai angka.", "Tulis angkanya saja, misalnya 12 atau 87,5, tanpa satuan."),
    "angka-rancu": (
        "“{nilai}” dapat dibaca dengan dua cara: {bacaan}.",
        "Tulis tanpa titik ribuan dan pakai koma untuk desimal, misalnya {contoh}.",
    ),
    "angka-biner": (
        "Angka {nilai} diterima sebagai pecahan biner, yang tidak tepat nilainya.",
        "Tulis angka itu sebagai teks atau bilangan desimal.",
    ),
    "angka-terlalu-panjang": ("“{nilai}” lebih dari {batas} angka.", "Periksa apakah angka itu benar."),
    "bukan-bilangan-bulat": ("“{nilai}” bukan bilangan bulat.", "Tulis bilangan bulat, misalnya 12."),
    "tanda-persen": ("“{nilai}” memakai tanda persen, padahal isian ini bukan persentase.", "Tulis angkanya tanpa tanda %."),
    "uang-pecahan-sen": ("“{nilai}” memuat pecahan sen.", "Tulis rupiahnya dengan paling banyak dua angka di belakang koma."),
    "tanggal-tidak-terbaca": ("“{nilai}” tidak terbaca sebagai tanggal.", "Tulis misalnya 12 Juli 2023 atau 12/07/2023."),
    "tanggal-tidak-ada": ("Tanggal “{nilai}” tidak ada di kalender.", "Tulis hari dahulu, lalu bulan dan tahun, misalnya 12/07/2023."),
    "tanggal-nomor-seri": (
        "“{nilai}” hanya angka, bukan tanggal.",
        "Tulis misalnya 12 Juli 2023, atau ubah format selnya menjadi tanggal.",
    ),
    "tanggal-memuat-jam": ("“{nilai}” memuat jam, padahal isian ini tanggal saja.", "Tulis tanggalnya saja, misalnya 12 Juli 2023."),
    "tahun-dua-angka": ("Tahun pada “{nilai}” hanya dua angka.", "Tulis tahun dengan empat angka, misalnya 12/07/2023."),
    "hari-tidak-cocok": ("“{nilai}” jatuh pada hari {seharusnya}, bukan {hari}.", "Perbaiki hari atau tanggalnya."),
    "waktu-tidak-terbaca": ("“{nilai}” tidak terbaca sebagai waktu.", "Tulis jam dan menit, misalnya 07.30."),
    "waktu-tidak-ada": ("Waktu “{nilai}” tidak ada.", "Tulis waktu dari 00.00 sampai 23.59."),
    "waktu-berupa-angka": ("Waktu tersimpan sebagai angka {nilai}.", "Ubah format selnya menjadi teks, lalu tulis misalnya 07.30."),
    "pilihan-ya-tidak": ("“{nilai}” bukan ya atau tidak.", "Tulis ya atau tidak."),
    "karakter-terlarang": (
        "Teks memuat karakter terlarang {karakter} pada posisi {posisi}.",
        "Hapus karakter itu atau ketik ulang teksnya.",
    ),
    "teks-terlalu-panjang": (
        "Teks berisi {jumlah} karakter, paling banyak {batas}.",
        "Ringkas teksnya, atau pindahkan sebagian ke lampiran.",
    ),
    "bukan-teks": ("“{nilai}” tersimpan sebagai {jenis}, bukan teks.", "Ubah format selnya menjadi teks, lalu ketik ulang isinya."),
}


# Numbers


def parse_number(value: object) -> Parsed[Decimal]:
    """Return a decimal number: `3,2` and `3.2` alike.

    A point before exactly three digits (`1.250`) could be thousands or decimals and is refused as `angka-rancu`, but not
    where it has one reading only (`0.125`, `1.250.000`, `1.250,5`). Typed numbers (int, Decimal) are never ambiguous.
    """
    return _parse_decimal(value, is_grouped=False)


def parse_percent(value: object) -> Parsed[Decimal]:
    """Return a number in percent (`87,5%` and `87,5` are both 87.5), read as `parse_number` reads it.

    A typed number is in percent already; the reader of a workbook turns a cell in percent format (0.875) into 87.5.
    """
    opened = _opened(value)
    if isinstance(opened, str) and opened.endswith("%"):
        return _number_in(opened[:-1].rstrip(), opened, is_grouped=False)
    return _parse_decimal(opened, is_grouped=False)


def parse_integer(value: object) -> Parsed[int]:
    """Return a whole number; a point before exactly three digits is thousands (`1.250`), a decimal part must be zero (`12,0`)."""
    number = _parse_decimal(value, is_grouped=True)
    if not isinstance(number, Decimal):
        return number
    whole = int(number)
    return whole if whole == number else Unreadable("bukan-bilangan-bulat", {"nilai": shown(value)})


def parse_money(value: object) -> Parsed[Decimal]:
    """Return an amount in rupiah: `500.000`, `Rp1.250.000,00`, `Rp 1.250.000`, `Rp. 500.000,-`; a point before three digits is thousands."""
    opened = _opened(value)
    if isinstance(opened, str):
        amount = _number_in(_CENTS_DASH.sub("", _CURRENCY.sub(r"\1", opened)), opened, is_grouped=True)
    else:
        amount = _parse_decimal(opened, is_grouped=True)
    if isinstance(amount, Decimal) and Fraction(amount) * 100 % 1:
        return Unreadable("uang-pecahan-sen", {"nilai": shown(value)})
    return amount


_SIGNED: Final = re.compile(r"([+\-−]?)([0-9][0-9.,]*)")
_ONE_MARK: Final = re.compile(r"([0-9]+)([.,])([0-9]+)")
_POINTS_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMAS_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_HEAD_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}")
_CURRENCY: Final = re.compile(r"^([+\-−]?)\s*(?:rp\.?|idr)\s*", re.IGNORECASE)
_CENTS_DASH: Final = re.compile(r"[.,][-–—]{1,2}$")
_AMBIGUOUS: Final = "rancu"


def _parse_decimal(value: object, *, is_grouped: bool) -> Parsed[Decimal]:
    opened = _opened(value)
    if isinstance(opened, Absence):
        return opened
    if isinstance(opened, str):
        return _number_in(opened, opened, is_grouped=is_grouped)
    return _typed_number(opened)


def _typed_number(value: object) -> Decimal | Unreadable:
    if isinstance(value, float):
        return Unreadable("angka-biner", {"nilai": shown(value)})
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return Unreadable("angka-tidak-terbaca", {"nilai": shown(value)})
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**MAX_DIGITS else _too_long(value)
    if not value.is_finite():
        return Unreadable("angka-tidak-terbaca", {"nilai": shown(value)})
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _too_long(value) if max(value.adjusted() + 1, 1) + decimals > MAX_DIGITS else _unsigned_zero(value)


def _number_in(text: str, written: str, *, is_grouped: bool) -> Decimal | Unreadable:
    """Read `text`; `written` is what the user wrote, with its currency or percent sign. `is_grouped`: a point may mean thousands."""
    match = _SIGNED.fullmatch(text)
    plain = _plain_digits(match[2], is_grouped=is_grouped) if match else None
    if match is None or plain is None:
        code = "tanda-persen" if text.endswith("%") else "angka-tidak-terbaca"
        return Unreadable(code, {"nilai": shown(written)})
    if plain == _AMBIGUOUS:
        return _ambiguous(match[2], written)
    if len(plain) > MAX_DIGITS + ("." in plain):
        return _too_long(written)
    return _unsigned_zero(Decimal(match[1].replace("−", "-") + plain))


def _plain_digits(body: str, *, is_grouped: bool) -> str | None:
    """Return the digits with a decimal point at most, `_AMBIGUOUS`, or None when the marks make no sense."""
    if "." not in body and "," not in body:
        return body
    single = _ONE_MARK.fullmatch(body)
    if single:
        return _with_one_mark(single[1], single[2], single[3], is_grouped=is_grouped)
    if _POINTS_GROUP.fullmatch(body):
        return body.replace(".", "").replace(",", ".")
    return body.replace(",", "") if _COMMAS_GROUP.fullmatch(body) else None


def _with_one_mark(head: str, mark: str, tail: str, *, is_grouped: bool) -> str:
    if len(tail) != 3 or (mark == "," and not is_grouped):
        return f"{head}.{tail}"
    could_group = _HEAD_GROUP.fullmatch(head) is not None
    if is_grouped:
        return head + tail if mark == "." and could_group else _AMBIGUOUS
    return _AMBIGUOUS if could_group else f"{head}.{tail}"


def _ambiguous(body: str, written: str) -> Unreadable:
    head, tail = re.split(r"[.,]", body)
    whole, broken = (head + tail).lstrip("0") or "0", f"{head},{tail.rstrip('0') or '0'}"
    facts = {"nilai": shown(written), "bacaan": f"{shown(whole)} atau {shown(broken)}", "contoh": shown(whole)}
    return Unreadable("angka-rancu", facts)


def _too_long(value: object) -> Unreadable:
    return Unreadable("angka-terlalu-panjang", {"nilai": shown(value), "batas": MAX_DIGITS})


def _unsigned_zero(number: Decimal) -> Decimal:
    return number if number else number.copy_abs()


# Dates and times


def parse_date(value: object) -> Parsed[date]:
    """Return a date: a date cell, `12/07/2023` (day first; `-` and `.` too), `12 Juli 2023`, `Rabu, 12 Juli 2023`, `2023-07-12`.

    A weekday must be the right one; a year has four digits; a bare number is refused, typed or written.
    """
    opened = _opened(value)
    if isinstance(opened, Absence):
        return opened
    if isinstance(opened, datetime):
        return opened.date() if opened.time() == time(0) else Unreadable("tanggal-memuat-jam", {"nilai": shown(value)})
    if isinstance(opened, date):
        return opened
    if isinstance(opened, int | float | Decimal) and not isinstance(opened, bool):
        return Unreadable("tanggal-nomor-seri", {"nilai": shown(value)})
    if isinstance(opened, str):
        return _date_in(" ".join(opened.split()))
    return Unreadable("tanggal-tidak-terbaca", {"nilai": shown(value)})


_BARE_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_WEEKDAY: Final = re.compile(r"([A-Za-z'’`]+),? (?=[0-9])")
_DAY_FIRST: Final = re.compile(r"(?P<d>[0-9]{1,2})([/.-])(?P<m>[0-9]{1,2})\2(?P<y>[0-9]{4}|[0-9]{2})")
_YEAR_FIRST: Final = re.compile(r"(?P<y>[0-9]{4})([/.-])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})(?P<jam>[T ][0-9]{2}:[0-9]{2}[0-9:.]*Z?)?")
_MONTH_NAMED: Final = re.compile(r"(?P<d>[0-9]{1,2})[ -](?P<m>[A-Za-z]+)\.?[ -](?P<y>[0-9]{4}|[0-9]{2})")
_MIDNIGHT: Final = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?")
_MONTHS: Final[dict[str, int]] = {
    **{name.lower(): number for number, name in enumerate(BULAN, 1)},
    **{name[:3].lower(): number for number, name in enumerate(BULAN, 1)},
    **{"ags": 8, "agt": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11, "peb": 2, "pebruari": 2},
}
_WEEKDAYS: Final[dict[str, int]] = {**{name.lower(): number for number, name in enumerate(HARI)}, "ahad": 6}


def _date_in(text: str) -> date | Unreadable:
    facts = {"nilai": shown(text)}
    if _BARE_NUMBER.fullmatch(text):
        return Unreadable("tanggal-nomor-seri", facts)
    weekday = _WEEKDAY.match(text)
    found = _calendar_date(text[weekday.end() :] if weekday else text, facts)
    if weekday is None or isinstance(found, Unreadable):
        return found
    number = _WEEKDAYS.get(re.sub(r"['’`]", "", weekday[1]).lower())
    if number is None:
        return Unreadable("tanggal-tidak-terbaca", facts)
    if number != found.weekday():
        return Unreadable("hari-tidak-cocok", {**facts, "hari": HARI[number], "seharusnya": HARI[found.weekday()]})
    return found


def _calendar_date(text: str, facts: Mapping[str, object]) -> date | Unreadable:
    match = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _MONTH_NAMED.fullmatch(text)
    month = _month(match["m"]) if match else None
    if match is None or month is None:
        return Unreadable("tanggal-tidak-terbaca", facts)
    hour = match.groupdict().get("jam")
    if hour and not _MIDNIGHT.fullmatch(hour):
        return Unreadable("tanggal-memuat-jam", facts)
    if len(match["y"]) == 2:
        return Unreadable("tahun-dua-angka", facts)
    try:
        return date(int(match["y"]), month, int(match["d"]))
    except ValueError:
        return Unreadable("tanggal-tidak-ada", facts)


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTHS.get(text.lower())


_CLOCK: Final = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})(?:[.:]00)?")


def parse_time(value: object) -> Parsed[time]:
    """Return a time of day in hours and minutes: a time cell, `07.30`, `07:30`, `7.30`; seconds must be zero."""
    opened = _opened(value)
    if isinstance(opened, Absence):
        return opened
    if isinstance(opened, time) and opened == opened.replace(second=0, microsecond=0):
        return opened
    facts = {"nilai": shown(value)}
    if isinstance(opened, int | float | Decimal) and not isinstance(opened, bool):
        return Unreadable("waktu-berupa-angka", facts)
    match = _CLOCK.fullmatch(opened) if isinstance(opened, str) else None
    if match is None:
        return Unreadable("waktu-tidak-terbaca", facts)
    hour, minute = int(match[1]), int(match[2])
    return time(hour, minute) if hour < 24 and minute < 60 else Unreadable("waktu-tidak-ada", facts)


# Yes and no, text

_YES: Final = frozenset({"ya", "y", "benar", "ada", "true", "v", "√", "✓", "✔", "☑"})
_NO: Final = frozenset({"tidak", "salah", "tidak ada", "false"})


def parse_boolean(value: object) -> Parsed[bool]:
    """Return yes or no: ya/tidak, benar/salah, ada/tidak ada, true/false; a tick (`v`, `✓`) is yes.

    `x` is refused: on paper it marks a box as often as it strikes it out. Numbers are refused too.
    """
    opened = _opened(value)
    if isinstance(opened, Absence | bool):
        return opened
    word = folded(opened) if isinstance(opened, str) else None
    if word in _YES:
        return True
    return False if word in _NO else Unreadable("pilihan-ya-tidak", {"nilai": shown(value)})


_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (production Char): control characters but tab and line ends, surrogates, U+FFFE and U+FFFF."""


def parse_text(value: object) -> Parsed[str]:
    """Return text as typed, with line ends as LF and without outer blanks; blank text is `KOSONG`.

    Refused: characters that no DOCX or XLSX can hold, more than `MAX_TEXT` characters, a typed date, time or boolean.
    A typed number becomes its digits with a decimal point.
    """
    if isinstance(value, str):
        return _checked_text(value.replace("\r\n", "\n").replace("\r", "\n"))
    opened = _opened(value)
    if isinstance(opened, Absence):
        return opened
    if isinstance(opened, int | Decimal) and not isinstance(opened, bool):
        number = _typed_number(opened)
        return format(number, "f") if isinstance(number, Decimal) else number
    return Unreadable("bukan-teks", {"nilai": shown(value), "jenis": type_word(value)})


def forbidden_character(text: str) -> str:
    """Return the first character that no document can hold, as "U+0000"; "" where there is none."""
    forbidden = _FORBIDDEN.search(text)
    return f"U+{ord(forbidden[0]):04X}" if forbidden else ""


def _checked_text(text: str) -> str | Absence | Unreadable:
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return Unreadable("karakter-terlarang", {"karakter": forbidden_character(text), "posisi": forbidden.start() + 1})
    stripped = text.strip()
    if len(stripped) > MAX_TEXT:
        return Unreadable("teks-terlalu-panjang", {"jumlah": len(stripped), "batas": MAX_TEXT})
    return stripped or KOSONG


# What all share


def shown(value: object) -> str:
    """Return `value` as a message quotes it: one line, printable, 60 characters at most."""
    if isinstance(value, int) and abs(value) >= 10**60:
        return "bilangan yang sangat panjang"
    text = " ".join(_as_seen(value)[:200].split())
    text = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return text if len(text) <= 60 else text[:59] + "…"


def _as_seen(value: object) -> str:
    """Return a value as the person sees it in their file: a truth value and a date of a cell as Excel writes them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value)


def _opened(value: object) -> object:
    """Return text without outer blanks, `KOSONG` where nothing is written, anything else unchanged."""
    if value is None:
        return KOSONG
    return (value.strip() or KOSONG) if isinstance(value, str) else value
