"""Reaction: Level 1, how satisfied participants were, per item and per aspect, and whether the items agree (SCO-12).

Source: Perdirjen GTK 4141/2023, Bab V huruf C angka 4 huruf a and Bab VI huruf B angka 2 huruf a. Scale and categories
are not the regulation's: decision level1-kategori.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from generator.scoring.arguments import Absent, also
from generator.scoring.bands import BandTable
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.significance import mean, variance
from generator.scoring.working import Working, band_line, items, shown, step, touching
from validators.absence import CACAT, KOSONG

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab V huruf C angka 4 huruf a; Bab VI huruf B angka 2 huruf a (Level 1)"
DECISIONS: Final = ("level1-waktu", "level1-kategori")


@dataclass(frozen=True, slots=True)
class ReactionItem:
    """An item of the questionnaire and the aspect it belongs to."""

    butir: str = field(metadata=also("nama", "kode", "pernyataan"))
    aspek: str = field(default="", metadata=also("kelompok"))


@dataclass(frozen=True, slots=True)
class Arguments:
    """What Level 1 is computed from.

    jawaban: respondent -> item -> 1 to `skala`, blank for no answer; a list of rows will do where respondents have no name.
    butir: the items with their aspects, in print order; without it the items are those answered. Other columns of a row
    are then left alone. kategori: bands of a mean on this scale.
    """

    jawaban: Mapping[str | int, Mapping[str, Any]]
    kategori: BandTable
    skala: int = 4
    butir: tuple[ReactionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many chose one step of the scale."""

    nilai: int
    jumlah: int
    persen: Fraction | None = field(metadata=said("Persentase", unit="%"))


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item; rerata is None where nobody answered."""

    butir: str = field(metadata=said(key=True))
    aspek: str = field(metadata=said(key=True))
    n: int = field(metadata=said("n"))
    kosong: int = field(metadata=said("Tidak dinilai"))
    rerata: Fraction | None = field(metadata=said("Rata-rata"))
    kategori: str
    sebaran: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class AspectResult:
    """One aspect over all answers to its items; alpha: Cronbach's alpha of its items."""

    aspek: str = field(metadata=said(key=True))
    jumlah_butir: int
    n: int = field(metadata=said("n"))
    rerata: Fraction | None = field(metadata=said("Rata-rata"))
    kategori: str
    sebaran: tuple[Count, ...]
    alpha: Fraction | None = field(metadata=said("Alfa Cronbach"))


@dataclass(frozen=True, slots=True)
class Result:
    """Level 1. alpha is None where it is undefined, and catatan says why."""

    jumlah_responden: int
    butir: tuple[ItemResult, ...]
    aspek: tuple[AspectResult, ...]
    keseluruhan: AspectResult
    alpha: Fraction | None = field(metadata=said("Alfa Cronbach"))
    catatan: str


def reaction(arguments: Arguments) -> Result:
    """Return mean, distribution and category per item, per aspect and overall, and Cronbach's alpha.

    The mean of an aspect is that of all answers to its items. A blank is left out and counted.
    Raises ScoreRefused: `tabel-kosong`, `jawaban-di-luar-skala`.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf B angka 2 huruf a; the aspects are those of Bab V huruf C angka 4 huruf a.
    """
    names = _items(arguments)
    sheets = _sheets(arguments, names)
    if not any(answer is not None for sheet in sheets for answer in sheet.values()):
        raise ScoreRefused("tabel-kosong", ("jawaban",))
    aspects: dict[str, list[str]] = {}
    for item in names:
        aspects.setdefault(item.aspek, []).append(item.butir)
    whole = _aspect("Keseluruhan", [item.butir for item in names], sheets, arguments)
    return Result(
        jumlah_responden=len(sheets),
        butir=tuple(_item(item, sheets, arguments) for item in names),
        aspek=tuple(_aspect(aspect, inner, sheets, arguments) for aspect, inner in aspects.items() if aspect),
        keseluruhan=whole,
        alpha=whole.alpha,
        catatan=""
        if whole.alpha is not None
        else "Alfa Cronbach tidak terdefinisi: perlu dua butir, dua jawaban lengkap, dan jawaban yang beragam.",
    )


def cronbach_alpha(sheets: Sequence[Sequence[int | Fraction]]) -> Fraction | None:
    """Return k/(k-1) x (1 - sum of the items' variances / variance of the totals), exact.

    sheets: the answers (or marks) of each respondent, complete and equally long. None with fewer than two items or respondents, or
    where all totals are equal. Source: Cronbach (1951); 4141 Bab VI huruf C angka 2 asks for "reliabel" without a formula.
    """
    if len(sheets) < 2 or len(sheets[0]) < 2:
        return None
    spread = variance([Fraction(sum(sheet)) for sheet in sheets])
    if spread == 0:
        return None
    inner = sum((variance([Fraction(answer) for answer in answers]) for answers in zip(*sheets, strict=True)), Fraction(0))
    count = len(sheets[0])
    return Fraction(count, count - 1) * (1 - inner / spread)


def _items(arguments: Arguments) -> tuple[ReactionItem, ...]:
    if arguments.butir:
        return arguments.butir
    return tuple(ReactionItem(str(name)) for name in dict.fromkeys(name for sheet in arguments.jawaban.values() for name in sheet))


def _sheets(arguments: Arguments, names: Sequence[ReactionItem]) -> list[dict[str, int | None]]:
    sheets: list[dict[str, int | None]] = []
    found: list[ScoreRefused] = []
    for who, given in arguments.jawaban.items():
        sheet: dict[str, int | None] = {}
        for item in names:
            try:
                sheet[item.butir] = _answer(given.get(item.butir), arguments.skala)
            except ValueError:
                name = who if isinstance(who, str) else f"Responden {who + 1}"
                facts = {"nama": name, "butir": item.butir, "nilai": given[item.butir], "skala": arguments.skala}
                found.append(ScoreRefused("jawaban-di-luar-skala", ("jawaban", who, item.butir), **facts))
        sheets.append(sheet)
    refuse(found)
    return sheets


def _answer(answer: Any, scale: int) -> int | None:
    if answer is CACAT:
        raise Absent(CACAT)
    if answer is None or answer is KOSONG or answer == "":
        return None
    if isinstance(answer, bool) or answer not in range(1, scale + 1):
        raise ValueError(answer)
    return int(answer)


def _item(item: ReactionItem, sheets: Sequence[Mapping[str, int | None]], arguments: Arguments) -> ItemResult:
    answers = _answers([item.butir], sheets)
    value, category = _mean(answers, arguments)
    counts = _counts(answers, arguments.skala)
    return ItemResult(item.butir, item.aspek, len(answers), len(sheets) - len(answers), value, category, counts)


def _aspect(name: str, inner: Sequence[str], sheets: Sequence[Mapping[str, int | None]], arguments: Arguments) -> AspectResult:
    answers = _answers(inner, sheets)
    value, category = _mean(answers, arguments)
    complete = [[answer for item in inner if (answer := sheet[item]) is not None] for sheet in sheets]
    alpha = cronbach_alpha([sheet for sheet in complete if len(sheet) == len(inner)])
    return AspectResult(name, len(inner), len(answers), value, category, _counts(answers, arguments.skala), alpha)


def _answers(inner: Sequence[str], sheets: Sequence[Mapping[str, int | None]]) -> list[int]:
    return [answer for sheet in sheets for item in inner if (answer := sheet[item]) is not None]


def _mean(answers: Sequence[int], arguments: Arguments) -> tuple[Fraction | None, str]:
    if not answers:
        return None, ""
    value = mean([Fraction(answer) for answer in answers])
    return value, arguments.kategori.find(value).label


def _counts(answers: Sequence[int], scale: int) -> tuple[Count, ...]:
    total = len(answers)
    counted = [(value, answers.count(value)) for value in range(1, scale + 1)]
    return tuple(Count(value, count, Fraction(100 * count, total) if total else None) for value, count in counted)


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the means came about."""
    bounds = arguments.kategori.boundaries
    whole = result.keseluruhan
    means = [(one.butir, one.sebaran, one.n, one.rerata) for one in result.butir]
    means += [(one.aspek, one.sebaran, one.n, one.rerata) for one in (*result.aspek, whole)]
    steps = [step(f"Rerata {name}", _mean_formula(counts, n), value, bounds=bounds) for name, counts, n, value in means]
    k = whole.jumlah_butir
    steps.append(step("Alfa Cronbach", f"{k}/({k} − 1) × (1 − Σ ragam butir / ragam jumlah)", result.alpha))
    inputs = items((("Responden", result.jumlah_responden), ("Butir", k), ("Skala", f"1–{shown(arguments.skala)}")))
    band = band_line(arguments.kategori, arguments.kategori.find(whole.rerata)) if whole.rerata is not None else ""
    touched = touching(DECISIONS, (False, whole.rerata is not None))  # when it is filled in changes no mean
    return Working("level1", inputs, tuple(steps), band, SOURCE, DECISIONS, touched)


def _mean_formula(counts: Sequence[Count], n: int) -> str:
    return f"({' + '.join(f'{one.jumlah} × {one.nilai}' for one in counts)}) / {n}"
