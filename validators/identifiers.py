"""Identifiers of people and schools: NIP, NUPTK, NPSN, NIK, as text of exact length.

A number is refused even when it has the right length: a workbook keeps 15 digits and drops leading zeros, so the last
digits of an 18-digit NIP are gone before anything here can see them. What looks implausible is a warning only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from validators.absence import CACAT, KOSONG, Absence
from validators.findings import Severity
from validators.values import shown


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong with an identifier: a code of `MESSAGES`, how much it weighs, and the facts that its sentence names."""

    code: str
    severity: Severity
    facts: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class IdentifierRule:
    """One kind of identifier. alphabet: what a character may be; pattern: what the whole must match; doubts: codes of what is implausible."""

    name: str
    length: int
    alphabet: str
    pattern: str
    doubts: Callable[[str], tuple[str, ...]]

    @property
    def content(self) -> str:
        """What it consists of, as people say it: "angka", or "angka atau huruf"."""
        return "angka" if self.alphabet == "0-9" else "angka atau huruf"


MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "nomor-berupa-angka": (
        "{jenis} tersimpan sebagai angka ({nilai}), sehingga angka terakhir atau nol di depan dapat sudah hilang.",
        "Ubah format selnya menjadi teks, lalu ketik ulang {jenis} dari dokumen aslinya.",
    ),
    "nomor-bukan-teks": ("{jenis} berisi “{nilai}”, bukan teks.", "Ubah format selnya menjadi teks, lalu ketik {jenis}."),
    "nomor-karakter-salah": (
        "{jenis} “{nilai}” memuat karakter “{karakter}”.",
        "Tulis {panjang} {isi} saja tanpa tulisan lain; kosongkan bila tidak ada.",
    ),
    "nomor-panjang-salah": ("{jenis} “{nilai}” berisi {jumlah} karakter, seharusnya {panjang}.", "Periksa {jenis} pada dokumen aslinya."),
    "nomor-pola-salah": ("{jenis} “{nilai}” tidak sesuai pola.", "Hanya karakter pertama yang boleh huruf; {sisa} sisanya angka."),
    "nip-tanggal-lahir": (
        "Delapan angka pertama NIP “{nilai}” bukan tanggal lahir yang wajar (tahun, bulan, tanggal).",
        "Periksa NIP pada dokumen aslinya.",
    ),
    "nip-jenis-kelamin": ("Angka ke-15 NIP “{nilai}” seharusnya 1 atau 2.", "Periksa NIP pada dokumen aslinya."),
    "nik-wilayah": ("Kode wilayah pada awal NIK “{nilai}” tidak wajar.", "Periksa NIK pada KTP."),
    "nik-tanggal-lahir": (
        "Angka ke-7 sampai ke-12 NIK “{nilai}” bukan tanggal lahir yang wajar (tanggal, bulan, tahun; perempuan: tanggal ditambah 40).",
        "Periksa NIK pada KTP.",
    ),
}


def check_identifier(name: str, value: object) -> tuple[str | Absence, tuple[Issue, ...]]:
    """Return the identifier without blanks, and what is wrong with it or doubtful.

    name: a name of `IDENTIFIERS`; an unknown one raises KeyError. The value is `CACAT` where an issue is an error, `KOSONG`
    where nothing is written. Blanks anywhere are dropped (`19690511 199403 1 002`); a small letter counts as its capital.
    """
    rule = IDENTIFIERS[name]
    if isinstance(value, Absence):
        return value, ()
    if value is None:
        return KOSONG, ()
    if not isinstance(value, str):
        return CACAT, (_not_text(rule, value),)
    folded = "".join(value.split()).upper()
    if not folded:
        return KOSONG, ()
    error = _error(rule, folded, value)
    if error:
        return CACAT, (error,)
    facts = {"jenis": rule.name, "nilai": folded}
    return folded, tuple(Issue(code, Severity.WARNING, facts) for code in rule.doubts(folded))


_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+")


def _not_text(rule: IdentifierRule, value: object) -> Issue:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    code = "nomor-berupa-angka" if is_number else "nomor-bukan-teks"
    return Issue(code, Severity.ERROR, {"jenis": rule.name, "nilai": shown(value)})


def _error(rule: IdentifierRule, folded: str, written: str) -> Issue | None:
    facts: dict[str, object] = {"jenis": rule.name, "nilai": shown(written), "panjang": rule.length}
    if _SCIENTIFIC.fullmatch(folded):
        return Issue("nomor-berupa-angka", Severity.ERROR, facts)
    wrong = re.search(f"[^{rule.alphabet}]", folded)
    if wrong:
        return Issue(
            "nomor-karakter-salah",
            Severity.ERROR,
            {**facts, "karakter": wrong[0] if wrong[0].isprintable() else f"U+{ord(wrong[0]):04X}", "isi": rule.content},
        )
    if len(folded) != rule.length:
        return Issue("nomor-panjang-salah", Severity.ERROR, {**facts, "jumlah": len(folded)})
    if not re.fullmatch(rule.pattern, folded):
        return Issue("nomor-pola-salah", Severity.ERROR, {**facts, "sisa": rule.length - 1})
    return None


def _nip_doubts(nip: str) -> tuple[str, ...]:
    """Doubt the birth date (yyyymmdd) and the digit of sex; not the month after it, which an NI-PPPK does not have."""
    born = nip[:2] in ("19", "20") and _is_date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    codes = ("" if born else "nip-tanggal-lahir", "" if nip[14] in "12" else "nip-jenis-kelamin")
    return tuple(filter(None, codes))


def _nik_doubts(nik: str) -> tuple[str, ...]:
    """Doubt the regency (1-69 kabupaten, 71-99 kota) and the birth date (ddmmyy, women's day + 40, of either century)."""
    day, month = int(nik[6:8]), int(nik[8:10])
    day -= 40 if day > 40 else 0
    born = 1 <= month <= 12 and 1 <= day <= monthrange(2000 + int(nik[10:12]), month)[1]
    codes = ("nik-wilayah" if nik[2:4] in ("00", "70") else "", "" if born else "nik-tanggal-lahir")
    return tuple(filter(None, codes))


def _no_doubts(_: str) -> tuple[str, ...]:
    return ()


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


IDENTIFIERS: Final[dict[str, IdentifierRule]] = {
    "nip": IdentifierRule("NIP", 18, "0-9", "[0-9]{18}", _nip_doubts),
    "nuptk": IdentifierRule("NUPTK", 16, "0-9", "[0-9]{16}", _no_doubts),
    "npsn": IdentifierRule("NPSN", 8, "0-9A-Z", "[0-9A-Z][0-9]{7}", _no_doubts),
    "nik": IdentifierRule("NIK", 16, "0-9", "[0-9]{16}", _nik_doubts),
}
