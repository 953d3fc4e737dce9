"""Targets: capaian lulusan and capaian penurunan indeks against their target (SCO-07, SCO-08).

Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf b), and huruf b angka 1) and 2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from generator.scoring.bands import BandTable
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused
from generator.scoring.working import Step, Working, band_line, items, shown, step, touching

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf b)"
REDUCTION_SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab VI huruf C angka 4 huruf b angka 1) dan 2)"
DECISIONS: Final = ("capaian-lulusan-terbalik", "capaian-batas-pita", "capaian-melampaui-target")
REDUCTION_DECISIONS: Final = ("penurunan-aktual-nol", "penurunan-nilai-negatif")
BEYOND: Final = "melampaui target"
NO_GAP: Final = "tanpa kesenjangan"

_FULL = 100


@dataclass(frozen=True, slots=True)
class Arguments:
    """Graduates against their target; both counts of participants."""

    lulus: int
    target: int
    ambang: BandTable


@dataclass(frozen=True, slots=True)
class ReductionArguments:
    """The index reached against the index aimed at (ID or CGI)."""

    aktual: Fraction
    target: Fraction
    ambang: BandTable


@dataclass(frozen=True, slots=True)
class Result:
    """How far a target is reached.

    percent: never cut at 0 or 100; None where none is computed. melampaui: above 100. catatan: "melampaui target",
    "tanpa kesenjangan" or nothing.
    """

    percent: Fraction | None = field(metadata=said("Persentase", unit="%"))
    predikat: str
    melampaui: bool
    catatan: str


def graduates(arguments: Arguments) -> Result:
    """Return graduates / target x 100 %, with its predikat.

    4141 prints the fraction the other way round, which would reward fewer graduates (decision capaian-lulusan-terbalik).
    Raises ScoreRefused: `target-nol`, `bilangan-negatif`.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf b).
    """
    _check("lulus", Fraction(arguments.lulus))
    _check_target(Fraction(arguments.target))
    return _graded(Fraction(arguments.lulus * _FULL, arguments.target), arguments.ambang)


def reduction(arguments: ReductionArguments) -> Result:
    """Return 200 % - actual / target x 100 %, with its predikat; no number where the actual index is 0.

    May be negative, or above 100. Raises ScoreRefused: `target-nol`, `bilangan-negatif`.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf b angka 1) and 2): actual and target must not be 0.
    """
    _check("aktual", arguments.aktual)
    _check_target(arguments.target)
    if arguments.aktual == 0:
        return Result(None, "", False, NO_GAP)
    return _graded(2 * _FULL - arguments.aktual / arguments.target * _FULL, arguments.ambang)


def _graded(percent: Fraction, bands: BandTable) -> Result:
    beyond = percent > _FULL
    return Result(percent, bands.find(percent).label, beyond, BEYOND if beyond else "")


def _check(name: str, value: Fraction) -> None:
    if value < 0:
        raise ScoreRefused("bilangan-negatif", (name,), nilai=value)


def _check_target(target: Fraction) -> None:
    _check("target", target)
    if target == 0:
        raise ScoreRefused("target-nol", ("target",))


def work(arguments: Arguments, result: Result) -> Working:
    """Return how capaian lulusan came about."""
    one = _step(f"{arguments.lulus} / {arguments.target} × 100%", result, arguments.ambang)
    inputs = items((("Lulus", arguments.lulus), ("Target", arguments.target)))
    touches = (arguments.lulus != arguments.target, result.percent in arguments.ambang.boundaries, result.melampaui)
    return Working("capaian", inputs, (one,), _band(result, arguments.ambang), SOURCE, DECISIONS, touching(DECISIONS, touches))


def reduction_work(arguments: ReductionArguments, result: Result) -> Working:
    """Return how capaian penurunan came about."""
    one = _step(f"200% − {shown(arguments.aktual)} / {shown(arguments.target)} × 100%", result, arguments.ambang)
    inputs = items((("Aktual", arguments.aktual), ("Target", arguments.target)))
    outside = result.percent is not None and not 0 <= result.percent <= _FULL
    touched = touching(REDUCTION_DECISIONS, (arguments.aktual == 0, outside))
    return Working("penurunan", inputs, (one,), _band(result, arguments.ambang), REDUCTION_SOURCE, REDUCTION_DECISIONS, touched)


def _step(formula: str, result: Result, bands: BandTable) -> Step:
    return step("Capaian", formula, result.percent, bounds=(*bands.boundaries, Fraction(_FULL)), unit="%")


def _band(result: Result, bands: BandTable) -> str:
    parts = (band_line(bands, bands.find(result.percent)) if result.percent is not None else "", result.catatan)
    return ", ".join(part for part in parts if part)
