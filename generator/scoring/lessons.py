"""Lessons: minutes and days of a number of jam pelajaran (JP) (SCO-14).

Source: Perdirjen GTK 4141/2023, Bab V huruf B angka 3 huruf d: 45 minutes a JP, 10 JP a day luring, 5 daring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.scoring.arguments import also
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.working import Step, Working, items, step

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab V huruf B angka 3 huruf d"
DECISIONS: Final = ("jp-per-hari",)
FACE_TO_FACE: Final = "luring"
ONLINE: Final = "daring"
BLENDED: Final = "blended"


@dataclass(frozen=True, slots=True)
class LessonRule:
    """How long a JP is and how many a day holds in one moda; blank: dates are given, not computed."""

    moda: str = field(metadata=also("kode"))
    menit_per_jp: int = field(metadata=also("menit"))
    jp_per_hari: int | None = None


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is computed from. luring, daring: the two parts of a blended programme, which make up `jp` where that is given."""

    aturan: tuple[LessonRule, ...]
    jp: int | None = None
    moda: str = ""
    luring: int | None = None
    daring: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Minutes and days. hari is None without a moda, and where the moda's dates are given.

    hari_luring, hari_daring: days of each part of a blended programme; of the whole JP, were it held so, otherwise.
    """

    jp: int = field(metadata=said("JP", unit="JP"))
    menit: int = field(metadata=said(unit="menit"))
    hari: int | None = field(metadata=said(unit="hari"))
    hari_luring: int = field(metadata=said(unit="hari"))
    hari_daring: int = field(metadata=said(unit="hari"))
    catatan: str


def lessons(arguments: Arguments) -> Result:
    """Return the minutes of the JP, and the days they take: JP over the JP of a day, rounded up.

    The "asumsi" of the source is read as the most a day holds; a blended programme takes the days of its two parts.
    Raises ScoreRefused: `nilai-kosong`, `bilangan-negatif`, `jp-tidak-cocok`, `aturan-tidak-dikenal`.
    Source: Perdirjen GTK 4141/2023, Bab V huruf B angka 3 huruf d.
    """
    luring, daring = _rule(FACE_TO_FACE, arguments), _rule(ONLINE, arguments)
    own = _rule(arguments.moda, arguments) if arguments.moda else luring
    jp = _jp(arguments)
    parts = arguments.moda == BLENDED
    days_luring = _days((arguments.luring or 0) if parts else jp, luring)
    days_daring = _days((arguments.daring or 0) if parts else jp, daring)
    by_moda = {FACE_TO_FACE: days_luring, ONLINE: days_daring, BLENDED: days_luring + days_daring}
    days = by_moda.get(arguments.moda)
    note = f"Moda {arguments.moda}: hari menurut tanggal yang ditetapkan." if arguments.moda and days is None else ""
    return Result(jp, jp * own.menit_per_jp, days, days_luring, days_daring, note)


def _rule(moda: str, arguments: Arguments) -> LessonRule:
    rule = next((rule for rule in arguments.aturan if rule.moda == moda), None)
    if rule is None:
        known = ", ".join(rule.moda for rule in arguments.aturan)
        raise ScoreRefused("aturan-tidak-dikenal", ("moda",), nilai=moda, pilihan=known)
    return rule


def _jp(arguments: Arguments) -> int:
    given = {"jp": arguments.jp, "luring": arguments.luring, "daring": arguments.daring}
    refuse([ScoreRefused("bilangan-negatif", (name,), nilai=value) for name, value in given.items() if value is not None and value < 0])
    if arguments.luring is None and arguments.daring is None:
        if arguments.jp is None or arguments.moda == BLENDED:
            raise ScoreRefused("nilai-kosong", ("jp",) if arguments.jp is None else ("luring",))
        return arguments.jp
    parts = (arguments.luring or 0) + (arguments.daring or 0)
    if arguments.jp is not None and arguments.jp != parts:
        facts = {"luring": arguments.luring or 0, "daring": arguments.daring or 0, "nilai": arguments.jp}
        raise ScoreRefused("jp-tidak-cocok", ("jp",), **facts)
    return parts


def _days(jp: int, rule: LessonRule) -> int:
    """Return the days, the last one perhaps not full."""
    if not rule.jp_per_hari or rule.jp_per_hari < 0:
        raise ScoreRefused("nilai-kosong", ("aturan",), nama=f"JP per hari, moda {rule.moda}")
    return -(-jp // rule.jp_per_hari)


def work(arguments: Arguments, result: Result) -> Working:
    """Return how minutes and days came about."""
    luring, daring = _rule(FACE_TO_FACE, arguments), _rule(ONLINE, arguments)
    own = _rule(arguments.moda, arguments) if arguments.moda else luring
    blended = arguments.moda == BLENDED
    steps = [
        step("Menit", f"{result.jp} × {own.menit_per_jp}", result.menit),
        _days_step("Hari luring", (arguments.luring or 0) if blended else result.jp, luring, result.hari_luring),
        _days_step("Hari daring", (arguments.daring or 0) if blended else result.jp, daring, result.hari_daring),
    ]
    if blended:
        steps.append(step("Hari", f"{result.hari_luring} + {result.hari_daring}", result.hari))
    inputs = items((("JP", result.jp), ("Moda", arguments.moda or None)))
    return Working("jp", inputs, _shown_steps(steps, arguments.moda), result.catatan, SOURCE, DECISIONS)


def _days_step(what: str, jp: int, rule: LessonRule, days: int) -> Step:
    return step(what, f"⌈{jp} / {rule.jp_per_hari}⌉", days)


def _shown_steps(steps: Sequence[Step], moda: str) -> tuple[Step, ...]:
    """Leave out the days of a moda that the programme does not have."""
    unused = {FACE_TO_FACE: "Hari daring", ONLINE: "Hari luring"}.get(moda)
    return tuple(one for one in steps if one.what != unused)
