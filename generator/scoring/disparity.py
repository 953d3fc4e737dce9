"""Disparity: Indeks Disparitas layanan (ID), adopted from the Williamson index (SCO-09).

Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final, Literal, get_args

from generator.scoring.arguments import also
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.working import Step, Working, items, shown, step, touching

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab II huruf A angka 2 huruf a angka 1)"
DECISIONS: Final = ("id-rerata", "id-rentang", "id-populasi")
DIGITS: Final = 50
"""Significant digits to which the one irrational number of the program, ID's root, is given."""

Mean = Literal["sederhana", "tertimbang", "agregat"]
WithoutTarget = Literal["tolak", "lewati", "nol"]
_GUARD_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Region:
    """One kabupaten/kota (or province): graduates, target participants, teachers."""

    lulus: int
    sasaran: int
    guru: int = field(metadata=also("populasi", "populasi_guru"))
    kabupaten: str = field(default="", metadata=also("kabupaten_kota", "wilayah", "provinsi", "nama"))


@dataclass(frozen=True, slots=True)
class Arguments:
    """What ID is computed from.

    rerata: which mean of coverage Y is; plain as printed, weighted by teachers, or graduates over targets of all.
    n: the population where it is given apart; it must equal the sum. sasaran_nol: what a region with target 0 is;
    refused until the user chooses to leave it out ("lewati") or to count its coverage as 0 ("nol").
    """

    wilayah: tuple[Region, ...]
    rerata: Mean = "sederhana"
    n: int | None = None
    sasaran_nol: WithoutTarget = "tolak"


@dataclass(frozen=True, slots=True)
class RegionShare:
    """One region: coverage Yi (a share), its distance from Y, teachers, and (Yi - Y)^2 x fi / n."""

    kabupaten: str
    cakupan: Fraction
    persen: Fraction = field(metadata=said("Persentase", unit="%"))
    selisih: Fraction
    guru: int = field(metadata=said(unit="guru"))
    sumbangan: Fraction


@dataclass(frozen=True, slots=True)
class ByMean:
    """ID under one of the three means; None where that mean is 0."""

    rerata: str = field(metadata=said("Rata-rata"))
    y: Fraction
    id: Decimal | None = field(metadata=said("Indeks disparitas"))


@dataclass(frozen=True, slots=True)
class Result:
    """ID to 50 digits, and its exact square for comparisons. cakupan is Y; rerata says which mean it is."""

    id: Decimal = field(metadata=said("Indeks disparitas"))
    kuadrat: Fraction = field(metadata=said("Kuadrat indeks"))
    rerata: Mean = field(metadata=said("Rata-rata"))
    cakupan: Fraction
    n: int = field(metadata=said("n"))
    kabupaten: tuple[RegionShare, ...]
    pembanding: tuple[ByMean, ...]
    dilewati: tuple[str, ...]
    melebihi_satu: bool
    catatan: str


def disparity(arguments: Arguments) -> Result:
    """Return ID, the root of sum((Yi - Y)^2 x fi / n), over Y; exact under the root, never clamped to 1.

    Raises ScoreRefused: `tabel-kosong`, `bilangan-negatif`, `sasaran-nol`, `rerata-nol`, `populasi-nol`, `populasi-tidak-cocok`.
    Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 1).
    """
    refuse(_refusals(arguments))
    kept = [region for region in arguments.wilayah if region.sasaran or arguments.sasaran_nol == "nol"]
    teachers = sum(region.guru for region in kept)
    mean = mean_coverage(kept, arguments.rerata) if teachers else Fraction(0)
    if not teachers or mean == 0:
        raise ScoreRefused("rerata-nol" if teachers else "populasi-nol", ("wilayah",))
    shares = tuple(_share(region, mean, teachers) for region in kept)
    square = squared_id(kept, mean)
    return Result(
        id=root(square),
        kuadrat=square,
        rerata=arguments.rerata,
        cakupan=mean,
        n=teachers,
        kabupaten=shares,
        pembanding=tuple(_by_mean(kept, way) for way in get_args(Mean)),
        dilewati=tuple(region.kabupaten for region in arguments.wilayah if region.sasaran == 0 and arguments.sasaran_nol != "nol"),
        melebihi_satu=square > 1,
        catatan=_note(arguments, square),
    )


def coverage(region: Region) -> Fraction:
    """Return Yi, graduates over target participants; 0 where the user chose to read target 0 so."""
    return Fraction(region.lulus, region.sasaran) if region.sasaran else Fraction(0)


def mean_coverage(regions: Sequence[Region], way: Mean) -> Fraction:
    """Return Y: the plain mean of coverage, the mean weighted by teachers, or all graduates over all targets."""
    if way == "sederhana":
        return sum(map(coverage, regions), Fraction(0)) / len(regions)
    if way == "tertimbang":
        return sum((coverage(region) * region.guru for region in regions), Fraction(0)) / sum(region.guru for region in regions)
    targets = sum(region.sasaran for region in regions)
    return Fraction(sum(region.lulus for region in regions), targets) if targets else Fraction(0)


def squared_id(regions: Sequence[Region], mean: Fraction) -> Fraction:
    """Return the exact square of ID; compare this, not the root."""
    teachers = sum(region.guru for region in regions)
    spread = sum(((coverage(region) - mean) ** 2 * region.guru for region in regions), Fraction(0)) / teachers
    return spread / mean**2


def root(square: Fraction) -> Decimal:
    """Return the square root to 50 significant digits."""
    with localcontext(prec=DIGITS + _GUARD_DIGITS) as context:
        long = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        context.prec = DIGITS
        return +long


def _share(region: Region, mean: Fraction, teachers: int) -> RegionShare:
    value = coverage(region)
    part = (value - mean) ** 2 * Fraction(region.guru, teachers)
    return RegionShare(region.kabupaten, value, 100 * value, value - mean, region.guru, part)


def _by_mean(regions: Sequence[Region], way: Mean) -> ByMean:
    mean = mean_coverage(regions, way)
    return ByMean(way, mean, root(squared_id(regions, mean)) if mean else None)


def _refusals(arguments: Arguments) -> list[ScoreRefused]:
    if not arguments.wilayah:
        return [ScoreRefused("tabel-kosong", ("wilayah",))]
    found: list[ScoreRefused] = []
    for at, region in enumerate(arguments.wilayah):
        name = region.kabupaten or f"Baris {at + 1}"
        counts = {"lulus": region.lulus, "sasaran": region.sasaran, "guru": region.guru}
        found += [ScoreRefused("bilangan-negatif", ("wilayah", at, key), nama=name, nilai=n) for key, n in counts.items() if n < 0]
        if region.sasaran == 0 and arguments.sasaran_nol == "tolak":
            found.append(ScoreRefused("sasaran-nol", ("wilayah", at, "sasaran"), nama=name))
    teachers = sum(region.guru for region in arguments.wilayah)
    if arguments.n is not None and arguments.n != teachers:
        found.append(ScoreRefused("populasi-tidak-cocok", ("n",), nama="Populasi guru (n)", nilai=arguments.n, jumlah=teachers))
    if arguments.sasaran_nol == "lewati" and not any(region.sasaran for region in arguments.wilayah):
        found.append(ScoreRefused("tabel-kosong", ("wilayah",)))
    return found


def _note(arguments: Arguments, square: Fraction) -> str:
    notes = [f"Y: rerata {arguments.rerata}"]
    if arguments.sasaran_nol != "tolak" and any(not region.sasaran for region in arguments.wilayah):
        notes.append(
            "wilayah dengan sasaran 0 " + ("tidak ikut dihitung" if arguments.sasaran_nol == "lewati" else "dihitung dengan cakupan 0")
        )
    if square > 1:
        notes.append("nilai melebihi 1 dan tidak dipotong")
    return "; ".join(notes)


def work(arguments: Arguments, result: Result) -> Working:
    """Return how ID came about: coverage of each region, Y, the sum under the root, the root."""
    steps = [_region_step(region) for region in arguments.wilayah if region.kabupaten not in result.dilewati]
    steps.append(step(f"Y (rerata {result.rerata})", _mean_formula(arguments, result), result.cakupan))
    spread = sum((share.sumbangan for share in result.kabupaten), Fraction(0))
    terms = " + ".join(f"({shown(share.selisih)})² × {share.guru} / {result.n}" for share in result.kabupaten)
    steps.append(step("Σ(Yi − Y)² × fi / n", terms, spread))
    steps.append(step("ID", f"√{shown(spread)} / {shown(result.cakupan)}", result.id, bounds=(Fraction(1),)))
    inputs = items((("Wilayah", len(result.kabupaten)), ("n", result.n), ("Dilewati", ", ".join(result.dilewati) or None)))
    touches = (any(other.id != result.id for other in result.pembanding), result.melebihi_satu, False)  # another n is refused
    return Working("id", inputs, tuple(steps), result.catatan, SOURCE, DECISIONS, touching(DECISIONS, touches))


def _region_step(region: Region) -> Step:
    return step(f"Yi {region.kabupaten}", f"{region.lulus} / {region.sasaran}", coverage(region))


def _mean_formula(arguments: Arguments, result: Result) -> str:
    if arguments.rerata == "sederhana":
        return f"({' + '.join(shown(share.cakupan) for share in result.kabupaten)}) / {len(result.kabupaten)}"
    if arguments.rerata == "tertimbang":
        return f"({' + '.join(f'{shown(share.cakupan)} × {share.guru}' for share in result.kabupaten)}) / {result.n}"
    return f"{sum(region.lulus for region in arguments.wilayah)} / {sum(region.sasaran for region in arguments.wilayah)}"
