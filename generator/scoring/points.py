"""Points: the total of a teacher's RHK pengembangan kompetensi against the rule set of a year (SCO-13).

Source: Perdirjen GTK 7607/2023 (rule set PMM-2024, 32 to 128 recommended per semester); Mujiati et al. (2026), Gambar 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from generator.scoring.arguments import also
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.working import Working, items, shown, step

SOURCE: Final = "Perdirjen GTK Nomor 7607/B.B1/HK.03/2023; Mujiati dkk. (2026), Pembahasan dan Gambar 1"
DECISIONS: Final = ("rhk-minimum",)

Status = Literal["Memenuhi", "Belum memenuhi", "Melebihi", "Tanpa poin"]


@dataclass(frozen=True, slots=True)
class PointPlan:
    """One row of the matriks rencana aksi; blank points are the catalogue's."""

    kuantitas: int
    poin: Fraction | None = None
    rhk: str = field(default="", metadata=also("peran", "kode"))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The points that a year's rules recommend; blank edges: none."""

    kode: str
    minimum: Fraction | None = None
    maximum: Fraction | None = field(default=None, metadata=also("maksimum"))
    per: str = ""
    berbasis_poin: bool = True


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One RHK of the catalogue; points unknown where the catalogue is open."""

    kode: str
    peran: str = ""
    poin: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the points are computed from. aturan: `kode` of a rule set; asked for, never assumed: which rules hold is a matter of the year."""

    rencana: tuple[PointPlan, ...]
    daftar_aturan: tuple[RuleSet, ...]
    aturan: str = ""
    katalog: tuple[CatalogueItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPoints:
    """One row with its points. di_luar_katalog, berbeda: what a warning may say; poin_katalog None where not known."""

    rhk: str = field(metadata=said("RHK", key=True))
    kuantitas: int
    poin: Fraction | None = field(metadata=said(unit="poin"))
    jumlah_poin: Fraction | None = field(metadata=said(unit="poin"))
    poin_katalog: Fraction | None = field(metadata=said(unit="poin"))
    di_luar_katalog: bool
    berbeda: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The total with its status, never a refusal; total is None under rules without points."""

    total: Fraction | None = field(metadata=said(unit="poin"))
    status: Status
    aturan: str
    minimum: Fraction | None = field(metadata=said(unit="poin"))
    maximum: Fraction | None = field(metadata=said("Maksimum", unit="poin"))
    kekurangan: Fraction = field(metadata=said(unit="poin"))
    kelebihan: Fraction = field(metadata=said(unit="poin"))
    rencana: tuple[PlanPoints, ...]


def points(arguments: Arguments) -> Result:
    """Return the sum of kuantitas x poin and how it stands to the recommended points of the rule set.

    Raises ScoreRefused: `aturan-tidak-dikenal`, `bilangan-negatif`, and `nilai-kosong` for a row without points that the
    catalogue does not know either. Source: Perdirjen GTK 7607/2023; Mujiati et al. (2026), Pembahasan, alinea 1.
    """
    rules = _rules(arguments)
    refuse(_negative(arguments))
    rows = tuple(_row(plan, arguments.katalog) for plan in arguments.rencana)
    if not rules.berbasis_poin:
        return Result(None, "Tanpa poin", rules.kode, None, None, Fraction(0), Fraction(0), rows)
    refuse(_without_points(rows))
    total = sum((row.jumlah_poin for row in rows if row.jumlah_poin is not None), Fraction(0))
    short = max(Fraction(0), rules.minimum - total) if rules.minimum is not None else Fraction(0)
    over = max(Fraction(0), total - rules.maximum) if rules.maximum is not None else Fraction(0)
    status: Status = "Belum memenuhi" if short else "Melebihi" if over else "Memenuhi"
    return Result(total, status, rules.kode, rules.minimum, rules.maximum, short, over, rows)


def _rules(arguments: Arguments) -> RuleSet:
    for rules in arguments.daftar_aturan:
        if arguments.aturan == rules.kode:
            return rules
    known = ", ".join(rules.kode for rules in arguments.daftar_aturan)
    raise ScoreRefused("aturan-tidak-dikenal", ("aturan",), nilai=arguments.aturan or "kosong", pilihan=known or "belum ada")


def _row(plan: PointPlan, catalogue: Sequence[CatalogueItem]) -> PlanPoints:
    entry = next((item for item in catalogue if plan.rhk and plan.rhk in (item.kode, item.peran)), None)
    listed = entry.poin if entry else None
    each = plan.poin if plan.poin is not None else listed
    product = plan.kuantitas * each if each is not None else None
    differs = listed is not None and each != listed
    outside = bool(plan.rhk and catalogue) and entry is None
    return PlanPoints(plan.rhk, plan.kuantitas, each, product, listed, outside, differs)


def _negative(arguments: Arguments) -> list[ScoreRefused]:
    found: list[ScoreRefused] = []
    for at, plan in enumerate(arguments.rencana):
        name = plan.rhk or f"Baris {at + 1}"
        if plan.kuantitas < 0:
            found.append(ScoreRefused("bilangan-negatif", ("rencana", at, "kuantitas"), nama=name, nilai=plan.kuantitas))
        if plan.poin is not None and plan.poin < 0:
            found.append(ScoreRefused("bilangan-negatif", ("rencana", at, "poin"), nama=name, nilai=plan.poin))
    return found


def _without_points(rows: Sequence[PlanPoints]) -> list[ScoreRefused]:
    blank = [(at, row) for at, row in enumerate(rows) if row.poin is None]
    return [ScoreRefused("nilai-kosong", ("rencana", at, "poin"), nama=row.rhk or f"Baris {at + 1}") for at, row in blank]


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the total came about, row by row."""
    steps = [
        step(row.rhk or f"Baris {at}", f"{row.kuantitas} × {shown(row.poin)}", row.jumlah_poin)
        for at, row in enumerate(result.rencana, start=1)
        if row.poin is not None
    ]
    total = " + ".join(shown(row.jumlah_poin) for row in result.rencana if row.jumlah_poin is not None)
    bounds = [edge for edge in (result.minimum, result.maximum) if edge is not None]
    steps.append(step("Total poin", total or "0", result.total, bounds=bounds))
    inputs = items((("Aturan", result.aturan), ("Minimum", result.minimum), ("Maksimum", result.maximum)))
    return Working("rhk", inputs, tuple(steps), result.status, SOURCE, DECISIONS)
