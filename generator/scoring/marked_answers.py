"""Answers to the items of a test, and what each is worth: by the key, or as the mark that somebody gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.scoring.arguments import Absent, also
from generator.scoring.refusal import ScoreRefused, refuse
from validators.absence import CACAT, KOSONG
from validators.values import parse_number


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item. kunci: the right answer; without it `maksimum` says that answers are marks up to so many; without both it is not marked.

    maksimum of an item with a key is what a right answer is worth, 1 where it is not said. opsi: what may be chosen, by its words or, where
    the key is a letter, in the order of the letters.
    """

    butir: str = field(metadata=also("kode", "nomor", "nama"))
    kunci: str = ""
    maksimum: Fraction | None = field(default=None, metadata=also("skor", "skor_maksimum", "bobot"))
    opsi: tuple[str, ...] = field(default=(), metadata=also("pilihan"))

    @property
    def worth(self) -> Fraction:
        """The highest mark of the item."""
        return self.maksimum if self.maksimum is not None else Fraction(1)

    @property
    def offered(self) -> tuple[str, ...]:
        """What may be answered: letters for as many options as there are, where the key is one; else the options."""
        is_letter = len(self.kunci.strip()) == 1 and self.kunci.strip().isalpha()
        if not is_letter or alike(self.kunci) in map(alike, self.opsi):
            return self.opsi
        return tuple(chr(ord("A") + at) for at in range(len(self.opsi)))

    @property
    def is_marked(self) -> bool:
        """Whether answers to it are worth something."""
        return bool(self.kunci) or self.maksimum is not None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The answers of one participant by item, as written ("" for none), and their marks; a blank is worth 0."""

    nama: str
    answers: Mapping[str, str]
    marks: Mapping[str, Fraction]


def marked(given: Mapping[str | int, Mapping[str, Any]], keys: Sequence[ItemKey]) -> tuple[AnswerSheet, ...]:
    """Return a sheet for each participant, those without any answer too.

    Raises ScoreRefused for all at once: `nama-ganda`, `maksimum-nol`, `pilihan-tidak-dikenal`, `bukan-bilangan`, `nilai-di-luar-rentang`.
    """
    found = _key_faults(keys)
    sheets: list[AnswerSheet] = []
    for who, row in given.items():
        name = who if isinstance(who, str) else f"Peserta {who + 1}"
        answers = {key.butir: written(row.get(key.butir)) for key in keys}
        marks: dict[str, Fraction] = {}
        for key in (one for one in keys if one.is_marked):
            try:
                marks[key.butir] = _mark(key, row.get(key.butir), answers[key.butir])
            except ScoreRefused as refusal:
                found.append(ScoreRefused(refusal.code, ("jawaban", who, key.butir), **refusal.facts | {"nama": f"{name}, {key.butir}"}))
        sheets.append(AnswerSheet(name, answers, marks))
    refuse(found)
    return tuple(sheets)


def written(answer: Any) -> str:
    """Return an answer as text, empty where there is none; blanks that do not show make no other answer."""
    if answer is CACAT:
        raise Absent(CACAT)
    if answer is None or answer is KOSONG:
        return ""
    if isinstance(answer, Decimal | Fraction) and answer == int(answer):
        return str(int(answer))
    return " ".join(str(answer).split())


def alike(answer: str) -> str:
    """Return what an answer is compared by: "a" and " A" are one."""
    return " ".join(answer.split()).casefold()


def _mark(key: ItemKey, raw: Any, answer: str) -> Fraction:
    if not answer:
        return Fraction(0)
    if key.kunci:
        if key.offered and alike(answer) not in map(alike, key.offered):
            raise ScoreRefused("pilihan-tidak-dikenal", (), nilai=answer, pilihan=", ".join(key.offered))
        return key.worth if alike(answer) == alike(key.kunci) else Fraction(0)
    mark = parse_number(raw) if isinstance(raw, str) else raw  # beside letters a mark is written as text
    if isinstance(mark, bool) or not isinstance(mark, int | Decimal | Fraction):
        raise ScoreRefused("bukan-bilangan", (), nilai=answer)
    if not 0 <= mark <= key.worth:
        raise ScoreRefused("nilai-di-luar-rentang", (), nilai=mark, minimum=0, maksimum=key.worth)
    return Fraction(mark)


def _key_faults(keys: Sequence[ItemKey]) -> list[ScoreRefused]:
    found: list[ScoreRefused] = []
    seen: set[str] = set()
    for at, key in enumerate(keys):
        if key.butir in seen:
            found.append(ScoreRefused("nama-ganda", ("kunci", at, "butir"), nama=key.butir))
        seen.add(key.butir)
        if key.maksimum is not None and key.maksimum <= 0:
            found.append(ScoreRefused("maksimum-nol", ("kunci", at, "maksimum"), nama=key.butir, nilai=key.maksimum))
        if key.kunci and key.offered and alike(key.kunci) not in map(alike, key.offered):
            facts = {"nama": f"Kunci {key.butir}", "nilai": key.kunci, "pilihan": ", ".join(key.offered)}
            found.append(ScoreRefused("pilihan-tidak-dikenal", ("kunci", at, "kunci"), **facts))
    return found
