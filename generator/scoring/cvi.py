"""CVI: whether experts find a model's content relevant (SCO-01 to SCO-04).

Source: Perdirjen GTK 4141/2023, Bab IV huruf C angka 4, perhitungan dan interpretasi content validity index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import comb
from typing import Any, Final, Literal, NamedTuple

from generator.scoring.arguments import Absent, also
from generator.scoring.bands import BandTable
from generator.scoring.parts import said
from generator.scoring.refusal import Place, ScoreRefused, refuse
from generator.scoring.working import Step, Working, band_line, items, shown, step, touching
from validators.absence import CACAT, KOSONG

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab IV huruf C angka 4, perhitungan CVI"
DECISIONS: Final = ("cvi-ambang", "cvi-penilai", "cvi-putusan")
WORDS: Final = ("Tidak Sesuai", "Kurang Sesuai", "Cukup Sesuai", "Sesuai")
"""The scale as the regulation prints it; a rating of 1 to 4 is a place in it. The last two count as relevant."""

Verdict = Literal["LAYAK", "REVISI", "TIDAK LAYAK"]
_RANK: Final = {word.casefold(): rank for rank, word in enumerate(WORDS, start=1)}
_LOWEST_RELEVANT = 3
_TWO_DIGITS = Fraction(1, 200)
# Between the two the readings of the threshold part ("cvi-ambang").
_TABLE_EDGE = Fraction(79, 100)
_THRESHOLD = Fraction(80, 100)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One line of a reviewer's sheet."""

    butir: str = field(metadata=also("nama", "aspek", "kode"))
    nilai: Any = field(default=None, metadata=also("penilaian"))


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """One reviewer's sheet, as `lembar-validasi` gathers it; a group `reviewer` stands for its `nama`."""

    penilai: str = field(metadata=also("reviewer", "nama"))
    butir: tuple[SheetItem, ...] = field(metadata=also("penilaian", "aspek"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of the literature for a number of reviewers; a blank edge is open, a blank index is not asked for."""

    kode: str
    penilai_dari: int | None = None
    penilai_sampai: int | None = None
    i_cvi: Fraction | None = None
    s_cvi_ave: Fraction | None = None

    def is_for(self, raters: int) -> bool:
        """Whether the threshold is meant for this number of reviewers."""
        return (self.penilai_dari or 0) <= raters and (self.penilai_sampai is None or raters <= self.penilai_sampai)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What CVI is computed from.

    penilaian: item -> reviewer -> one of the four words, 1 to 4, or empty for "did not rate".
    lembar: the same as one sheet per reviewer; both may be given. ambang: the thresholds, best band without upper edge.
    kappa: bands of modified kappa. pustaka: the literature's thresholds, `kode` beginning "lynn" or "polit-beck".
    """

    ambang: BandTable
    penilaian: Mapping[str, Mapping[str, Any]] | None = None
    lembar: tuple[RatingSheet, ...] = ()
    kappa: BandTable | None = None
    pustaka: tuple[Threshold, ...] = ()


class BlankRating(NamedTuple):
    """A reviewer who did not rate an item."""

    butir: str
    penilai: str


@dataclass(frozen=True, slots=True)
class ItemValidity:
    """One item: how many rated it, how many found it relevant, its I-CVI, band, and modified kappa."""

    butir: str = field(metadata=said(key=True))
    penilai: int
    relevan: int
    value: Fraction = field(metadata=said("I-CVI"))
    band: str = field(metadata=said("Kategori"))
    memenuhi: bool = field(metadata=said("Memenuhi ambang batas"))
    kappa: Fraction
    kappa_band: str = field(metadata=said("Kategori kappa"))


@dataclass(frozen=True, slots=True)
class LiteratureNote:
    """A threshold from the literature, beside the regulation's: items below it, and whether all is met."""

    minimum: Fraction | None
    memenuhi: bool | None = field(metadata=said("Memenuhi ambang batas"))
    di_bawah: tuple[str, ...] = field(metadata=said("Butir di bawahnya"))
    keterangan: str


@dataclass(frozen=True, slots=True)
class Result:
    """CVI of a model. kosong: who did not rate what. lynn, polit_beck: notes, None where no threshold was given."""

    butir: tuple[ItemValidity, ...]
    s_cvi_ave: Fraction = field(metadata=said("S-CVI/Ave"))
    s_cvi_ua: Fraction = field(metadata=said("S-CVI/UA"))
    verdict: Verdict = field(metadata=said("Putusan"))
    band: str = field(metadata=said("Kategori"))
    jumlah_penilai: int
    jumlah_butir: int
    perlu_revisi: tuple[str, ...]
    lynn: LiteratureNote | None = field(metadata=said("Pembanding dari literatur (Lynn)"))
    polit_beck: LiteratureNote | None = field(metadata=said("Pembanding dari literatur (Polit dan Beck)"))
    kosong: tuple[BlankRating, ...] = field(metadata=said("Tidak dinilai"))


def validity(arguments: Arguments) -> Result:
    """Return I-CVI of each item, S-CVI/Ave, S-CVI/UA and the verdict, all unrounded.

    Raises ScoreRefused: `tabel-kosong`, `butir-tanpa-penilai`, `penilaian-tidak-dikenal`.
    Source: Perdirjen GTK 4141/2023, Bab IV huruf C angka 4, langkah a-c dan interpretasi a-c.
    """
    votes = _votes(arguments)
    judged = tuple(_judged(butir, list(given.values()), arguments) for butir, given in votes.items())
    average = s_cvi_ave([item.value for item in judged])
    reviewers = {penilai for given in votes.values() for penilai, vote in given.items() if vote is not None}
    return Result(
        butir=judged,
        s_cvi_ave=average,
        s_cvi_ua=Fraction(sum(item.value == 1 for item in judged), len(judged)),
        verdict=verdict(average, [item.value for item in judged], arguments.ambang),
        band=arguments.ambang.find(average).label,
        jumlah_penilai=len(reviewers),
        jumlah_butir=len(judged),
        perlu_revisi=tuple(item.butir for item in judged if not item.memenuhi),
        lynn=_note("Lynn (1986)", _by_author(arguments, "lynn"), judged, average, reviewers=len(reviewers)),
        polit_beck=_note("Polit & Beck (2006)", _by_author(arguments, "polit"), judged, average, reviewers=len(reviewers)),
        kosong=tuple(BlankRating(butir, penilai) for butir, given in votes.items() for penilai, vote in given.items() if vote is None),
    )


def i_cvi(votes: Sequence[bool]) -> Fraction:
    """Return the item content validity index: the share of the reviewers who rated the item that found it relevant.

    votes: one per reviewer who rated, at least one. Returns a share in [0, 1], unrounded.
    Raises ValueError when nobody rated. Source: Perdirjen GTK 4141/2023, Bab IV huruf C angka 4, langkah a-b.
    """
    if not votes:
        raise ValueError("nobody rated the item")
    return Fraction(sum(votes), len(votes))


def s_cvi_ave(values: Sequence[Fraction]) -> Fraction:
    """Return the plain mean of all I-CVI, at least one. Source: 4141/2023, Bab IV huruf C angka 4, langkah c."""
    return sum(values, Fraction(0)) / len(values)


def modified_kappa(relevant: int, raters: int) -> Fraction:
    """Return I-CVI corrected for chance agreement: (I-CVI - pc) / (1 - pc) with pc = C(N, A) / 2^N.

    Source: Polit, Beck & Owen (2007); 4141 does not ask for it.
    """
    chance = Fraction(comb(raters, relevant), 2**raters)
    return (Fraction(relevant, raters) - chance) / (1 - chance)


def verdict(average: Fraction, values: Sequence[Fraction], thresholds: BandTable) -> Verdict:
    """Return LAYAK, REVISI (some item below) or TIDAK LAYAK (the average below the best band).

    Source: Perdirjen GTK 4141/2023, Bab IV huruf C angka 4, interpretasi a-c dan paragraf penutup.
    """
    if average not in thresholds.top:
        return "TIDAK LAYAK"
    return "LAYAK" if all(value in thresholds.top for value in values) else "REVISI"


def _votes(arguments: Arguments) -> dict[str, dict[str, bool | None]]:
    """Return item -> reviewer -> relevant or not, None for a blank, from both shapes of input."""
    votes: dict[str, dict[str, bool | None]] = {}
    found: list[ScoreRefused] = []
    for butir, penilai, rating, place in _ratings(arguments):
        try:
            vote = _relevance(rating)
        except ValueError:
            found.append(ScoreRefused("penilaian-tidak-dikenal", place, nama=butir, penilai=penilai, nilai=rating))
            vote = False
        given = votes.setdefault(butir, {})
        if given.get(penilai) is not None:
            found.append(ScoreRefused("nama-ganda", place, nama=f"{butir} – {penilai}"))
        given[penilai] = vote
    for butir in arguments.penilaian or {}:
        votes.setdefault(butir, {})
    if not votes:
        raise ScoreRefused("tabel-kosong", ("lembar",) if arguments.penilaian is None else ("penilaian",))
    found.extend(_unrated(votes, arguments))
    refuse(found)
    return votes


def _ratings(arguments: Arguments) -> list[tuple[str, str, Any, Place]]:
    table = arguments.penilaian or {}
    rated: list[tuple[str, str, Any, Place]]
    rated = [(str(b), str(p), rating, ("penilaian", b, p)) for b, given in table.items() for p, rating in given.items()]
    for number, sheet in enumerate(arguments.lembar):
        reviewer = sheet.penilai or f"Reviewer {number + 1}"
        rated += [(row.butir, reviewer, row.nilai, ("lembar", number, "butir", at)) for at, row in enumerate(sheet.butir)]
    return rated


def _unrated(votes: Mapping[str, Mapping[str, bool | None]], arguments: Arguments) -> list[ScoreRefused]:
    empty = [butir for butir, given in votes.items() if all(vote is None for vote in given.values())]
    table = arguments.penilaian or {}
    return [ScoreRefused("butir-tanpa-penilai", ("penilaian", b) if b in table else ("lembar",), nama=b) for b in empty]


def _relevance(rating: Any) -> bool | None:
    if rating is CACAT:
        raise Absent(CACAT)
    if rating is None or rating is KOSONG:
        return None
    rank = rating
    if isinstance(rating, str):
        words = " ".join(rating.split()).casefold()
        if not words:
            return None
        rank = _RANK.get(words, 0)
    if isinstance(rank, bool) or not isinstance(rank, int | Decimal | Fraction) or rank not in (1, 2, 3, 4):
        raise ValueError(rating)
    return rank >= _LOWEST_RELEVANT


def _judged(butir: str, votes: list[bool | None], arguments: Arguments) -> ItemValidity:
    rated = [vote for vote in votes if vote is not None]
    value = i_cvi(rated)
    kappa = modified_kappa(sum(rated), len(rated))
    return ItemValidity(
        butir=butir,
        penilai=len(rated),
        relevan=sum(rated),
        value=value,
        band=arguments.ambang.find(value).label,
        memenuhi=value in arguments.ambang.top,
        kappa=kappa,
        kappa_band=arguments.kappa.find(kappa).label if arguments.kappa else "",
    )


def _by_author(arguments: Arguments, author: str) -> tuple[Threshold, ...]:
    return tuple(threshold for threshold in arguments.pustaka if threshold.kode.casefold().startswith(author))


def _note(
    author: str, thresholds: Sequence[Threshold], judged: Sequence[ItemValidity], average: Fraction, *, reviewers: int
) -> LiteratureNote | None:
    if not thresholds:
        return None
    stated = next((threshold for threshold in thresholds if threshold.is_for(reviewers)), None)
    if stated is None or stated.i_cvi is None:
        return LiteratureNote(None, None, (), f"{author}: tidak ada ambang untuk {reviewers} penilai.")
    below = tuple(item.butir for item in judged if not _meets(item, thresholds, stated))
    meets = not below and (stated.s_cvi_ave is None or average >= stated.s_cvi_ave)
    also_average = f" dan S-CVI/Ave ≥ {shown(stated.s_cvi_ave)}" if stated.s_cvi_ave is not None else ""
    text = f"{author}, {reviewers} penilai: I-CVI ≥ {shown(stated.i_cvi)}{also_average}; {'terpenuhi' if meets else 'belum terpenuhi'}."
    return LiteratureNote(stated.i_cvi, meets, below, text)


def _meets(item: ItemValidity, thresholds: Sequence[Threshold], otherwise: Threshold) -> bool:
    """Tell whether an item meets the threshold for those who rated it.

    The literature prints two digits, where 7 of 9 experts is 0.78 and 5 of 6 is 0.83: what prints as the threshold meets it.
    """
    minimum = next((threshold for threshold in thresholds if threshold.is_for(item.penilai)), otherwise).i_cvi
    return minimum is None or item.value >= minimum - _TWO_DIGITS


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the verdict came about, item by item."""
    bounds = arguments.ambang.boundaries
    steps = [_item_step(item, bounds) for item in result.butir]
    total = " + ".join(f"{count} × {value}" for value, count in Counter(item.value for item in result.butir).items())
    steps.append(step("S-CVI/Ave", f"({total}) / {result.jumlah_butir}", result.s_cvi_ave, bounds=bounds))
    agreed = sum(item.value == 1 for item in result.butir)
    steps.append(step("S-CVI/UA", f"{agreed} / {result.jumlah_butir}", result.s_cvi_ua))
    blanks = ", ".join(f"{blank.butir} oleh {blank.penilai}" for blank in result.kosong)
    inputs = items((("Butir", result.jumlah_butir), ("Penilai", result.jumlah_penilai), ("Tidak dinilai", blanks or None)))
    band = f"{result.verdict}; S-CVI/Ave {band_line(arguments.ambang, arguments.ambang.find(result.s_cvi_ave))}"
    return Working("cvi", inputs, tuple(steps), band, SOURCE, DECISIONS, _touching(result))


def _touching(result: Result) -> tuple[str, ...]:
    """Return the decisions whose other reading would have judged these ratings otherwise."""
    indices = [result.s_cvi_ave, *(item.value for item in result.butir)]
    looked = (
        any(_TABLE_EDGE < index < _THRESHOLD for index in indices),
        bool(result.kosong),
        result.verdict == "TIDAK LAYAK",
    )
    return touching(DECISIONS, looked)


def _item_step(item: ItemValidity, bounds: Sequence[Fraction]) -> Step:
    return step(f"I-CVI {item.butir}", f"{item.relevan} / {item.penilai}", item.value, bounds=bounds)
