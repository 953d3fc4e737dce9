"""How the number of a document is written: the office's pattern for its type, `{urut:4}/B7.14/GT.01.03/{tahun}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.errors import IntakeFault
from generator.home import INSTITUTION_FILES
from validators.absence import is_absent
from validators.messages import suggestion

SETTING: Final = "nomor"
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PART: Final = re.compile(r"\{([^{}]*)\}")
_COUNT: Final = "urut"
_PARTS: Final = (_COUNT, "tahun", "bulan", "bulan_romawi")
_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """How the numbers of a type are written. register: the book that counts them, which types may share; first: the number that a year begins with."""

    text: str
    register: str
    first: int = 1

    def written(self, count: int, day: date) -> str:
        """Return the number of that count, for a document of that day."""

        def part(found: re.Match[str]) -> str:
            name, _, digits = found[1].partition(":")
            said = {_COUNT: str(count), "tahun": f"{day.year:04}", "bulan": f"{day.month:02}", "bulan_romawi": _ROMAN[day.month - 1]}[name]
            return said.zfill(int(digits)) if digits else said

        return _PART.sub(part, self.text)

    def count_in(self, number: str) -> int | None:
        """Return the count in a number that somebody wrote; None where it is not written by this pattern."""
        shapes = {_COUNT: r"(\d{1,9})", "tahun": r"\d{4}", "bulan": r"\d{2}", "bulan_romawi": "[IVX]+"}
        pieces = _PART.split(self.text)
        pattern = "".join(re.escape(piece) if at % 2 == 0 else shapes[piece.partition(":")[0]] for at, piece in enumerate(pieces))
        found = re.fullmatch(pattern, number)
        return None if found is None else int(found[1])


def pattern_of(office: Mapping[str, Any], type_id: str) -> NumberPattern | None:
    """Return how the office numbers documents of a type; None where it does not say, or its electronic office gives the numbers.

    Raises IntakeFault for a pattern that cannot be.
    """
    if type_id in _elsewhere(office):
        return None
    rows = office.get(SETTING)
    said = next((row for row in rows if _text(row.get("jenis")) == type_id), None) if isinstance(rows, list | tuple) else None
    if said is None:
        return None
    text, first = _text(said.get("pola")), said.get("mulai")
    problem = problem_of(text)
    if problem:
        raise IntakeFault(
            f"Pola nomor {type_id}: {problem}",
            file=Path(str(office.get("folder") or "")) / INSTITUTION_FILES[0],
            hint="Contoh: {urut:4}/B7.14/GT.01.03/{tahun}.",
            code="pola-nomor-salah",
        )
    return NumberPattern(text, _text(said.get("register")) or type_id, int(first) if isinstance(first, int) else 1)


def problem_of(text: str) -> str:
    """Return what is wrong with a pattern, as a sentence; "" where nothing is."""
    named = [found.partition(":") for found in _PART.findall(text)]
    for name, colon, digits in named:
        if name not in _PARTS:
            return f"“{{{name}}}” tidak dikenal{suggestion(name, _PARTS)}"
        if colon and not (name == _COUNT and digits.isdecimal() and 1 <= int(digits) <= _MOST_DIGITS):
            return f"“{{{name}:{digits}}}” tidak dapat dipakai; hanya {{urut:N}} dengan N dari 1 sampai {_MOST_DIGITS}."
    if [name for name, _, _ in named].count(_COUNT) != 1:
        return "{urut} harus ada, sekali saja."
    return "Kurung kurawalnya tidak berpasangan." if "{" in _PART.sub("", text) or "}" in _PART.sub("", text) else ""


def _elsewhere(office: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that the office's electronic office numbers."""
    said = office.get("eoffice")
    types = said.get("jenis") if isinstance(said, Mapping) and not is_absent(said.get("nomor", "")) and said.get("nomor") else ()
    return tuple(map(str, types)) if isinstance(types, list | tuple) else ()


def _text(value: Any) -> str:
    return "" if value is None or is_absent(value) else str(value).strip()
