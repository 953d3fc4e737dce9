"""Grades: nilai akhir (NA) of a participant, predikat, and the table of a whole class (SCO-05, SCO-06).

Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf a), Kriteria kelulusan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from generator.scoring.arguments import also
from generator.scoring.bands import BandTable
from generator.scoring.parts import said
from generator.scoring.refusal import Place, ScoreRefused, refuse
from generator.scoring.working import Step, Working, items, shown, step, touching

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf a), Kriteria kelulusan"
DECISIONS: Final = ("nilai-akhir-batas-pita",)
PASSED: Final = "Lulus"
"""The `kategori` of a band that passes."""

_FULL = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of one aspect in percent."""

    nama: str = field(metadata=also("aspek", "kode"))
    bobot: Fraction = field(metadata=also("persen"))


@dataclass(frozen=True, slots=True)
class Arguments:
    """What NA is computed from: aspect -> mark (0 to 100), and rows of aspect and weight that total 100."""

    nilai: Mapping[str, Fraction | None]
    bobot: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class ClassArguments:
    """The same for a class: participant -> aspect -> mark; `ambang` is the table of predikat."""

    peserta: Mapping[str, Mapping[str, Fraction | None]]
    bobot: tuple[Weight, ...]
    ambang: BandTable


@dataclass(frozen=True, slots=True)
class Grade:
    """One participant's line in the table of marks."""

    nama: str
    na: Fraction = field(metadata=said("NA"))
    predikat: str
    kategori: str
    lulus: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many participants have a predikat."""

    predikat: str
    jumlah: int
    persen: Fraction = field(metadata=said("Persentase", unit="%"))


@dataclass(frozen=True, slots=True)
class ClassResult:
    """The table of marks: a row per participant, the distribution over all predikat of the table, and who passed."""

    rows: tuple[Grade, ...] = field(metadata=said("Daftar"))
    sebaran: tuple[Share, ...]
    jumlah: int
    lulus: int
    belum_lulus: int
    rerata: Fraction = field(metadata=said("Rata-rata"))


def final_mark(arguments: Arguments) -> Fraction:
    """Return NA, the sum of mark x weight / 100, unrounded.

    Raises ScoreRefused: `bobot-tidak-100`, `bobot-di-luar-rentang`, `nama-ganda`, `nilai-kosong` (never read as 0),
    `nilai-di-luar-rentang`, `aspek-tanpa-bobot`, naming the aspect.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf a).
    """
    refuse(_weight_refusals(arguments.bobot) or _mark_refusals(arguments.nilai, arguments.bobot, ("nilai",)))
    return _weighted(arguments.nilai, arguments.bobot)


def class_marks(arguments: ClassArguments) -> ClassResult:
    """Return NA, predikat and kategori of every participant, and their distribution.

    Raises ScoreRefused as `final_mark` does, at `peserta`, the participant and the aspect; `tabel-kosong` without participants.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 1) huruf a), tabel kategori penilaian.
    """
    people = arguments.peserta.items()
    empty = [] if people else [ScoreRefused("tabel-kosong", ("peserta",))]
    marks_refused = [found for name, marks in people for found in _mark_refusals(marks, arguments.bobot, ("peserta", name))]
    refuse([*_weight_refusals(arguments.bobot), *empty, *marks_refused])
    rows = tuple(_grade(str(name), _weighted(marks, arguments.bobot), arguments.ambang) for name, marks in people)
    passed = sum(row.lulus for row in rows)
    mean = sum((row.na for row in rows), Fraction(0)) / len(rows)
    return ClassResult(rows, _distribution(rows, arguments.ambang), len(rows), passed, len(rows) - passed, mean)


def _weighted(marks: Mapping[str, Fraction | None], weights: Sequence[Weight]) -> Fraction:
    return sum((_mark(marks, weight) * weight.bobot for weight in weights), Fraction(0)) / _FULL


def _mark(marks: Mapping[str, Fraction | None], weight: Weight) -> Fraction:
    mark = marks[weight.nama]
    if mark is None:
        raise ScoreRefused("nilai-kosong", ("nilai", weight.nama), nama=weight.nama)
    return mark


def _grade(name: str, na: Fraction, bands: BandTable) -> Grade:
    band = bands.find(na)
    kategori = band.values.get("kategori", "")
    return Grade(name, na, band.label, kategori, kategori == PASSED)


def _distribution(rows: Sequence[Grade], bands: BandTable) -> tuple[Share, ...]:
    counts = {band.label: sum(row.predikat == band.label for row in rows) for band in bands.bands}
    return tuple(Share(label, count, Fraction(100 * count, len(rows))) for label, count in counts.items())


def _weight_refusals(weights: Sequence[Weight]) -> list[ScoreRefused]:
    found = [
        ScoreRefused("bobot-di-luar-rentang", ("bobot", at, "bobot"), nama=weight.nama, nilai=weight.bobot)
        for at, weight in enumerate(weights)
        if not 0 <= weight.bobot <= _FULL
    ]
    names = [weight.nama for weight in weights]
    found += [ScoreRefused("nama-ganda", ("bobot", at, "nama"), nama=name) for at, name in enumerate(names) if name in names[:at]]
    total = sum((weight.bobot for weight in weights), Fraction(0))
    if total != _FULL:
        found.append(ScoreRefused("bobot-tidak-100", ("bobot",), jumlah=total))
    return found


def _mark_refusals(marks: Mapping[str, Fraction | None], weights: Sequence[Weight], place: Place) -> list[ScoreRefused]:
    who = f"{place[-1]}, " if len(place) > 1 else ""
    found: list[ScoreRefused] = []
    for weight in weights:
        mark = marks.get(weight.nama)
        if mark is None:
            found.append(ScoreRefused("nilai-kosong", (*place, weight.nama), nama=who + weight.nama))
        elif not 0 <= mark <= _FULL:
            facts: dict[str, Any] = {"nama": who + weight.nama, "nilai": mark, "minimum": 0, "maksimum": _FULL}
            found.append(ScoreRefused("nilai-di-luar-rentang", (*place, weight.nama), **facts))
    known = {weight.nama for weight in weights}
    strangers = [name for name, mark in marks.items() if name not in known and mark is not None]
    return found + [ScoreRefused("aspek-tanpa-bobot", (*place, name), nama=f"{who}{name}") for name in strangers]


def work(arguments: Arguments, result: Fraction) -> Working:
    """Return how NA came about: each aspect's part, then their sum."""
    parts = [_part(weight, _mark(arguments.nilai, weight)) for weight in arguments.bobot]
    total = step("NA", " + ".join(part.printed for part in parts), result)
    inputs = items((weight.nama, f"{shown(_mark(arguments.nilai, weight))} (bobot {shown(weight.bobot)}%)") for weight in arguments.bobot)
    return Working("nilai_akhir", inputs, (*parts, total), "", SOURCE, DECISIONS)


def _part(weight: Weight, mark: Fraction) -> Step:
    return step(weight.nama, f"{shown(mark)} × {shown(weight.bobot)}%", mark * weight.bobot / _FULL)


def class_work(arguments: ClassArguments, result: ClassResult) -> Working:
    """Return how each participant's NA came about."""
    people = zip(result.rows, arguments.peserta.values(), strict=True)
    steps = tuple(_person_step(row, marks, arguments) for row, marks in people)
    weights = items((weight.nama, f"bobot {shown(weight.bobot)}%") for weight in arguments.bobot)
    passed = f"{PASSED}: {result.lulus} dari {result.jumlah} peserta ({arguments.ambang.name})"
    touched = touching(DECISIONS, (any(row.na in arguments.ambang.boundaries for row in result.rows),))
    return Working("daftar_nilai", weights, steps, passed, SOURCE, DECISIONS, touched)


def _person_step(row: Grade, marks: Mapping[str, Fraction | None], arguments: ClassArguments) -> Step:
    formula = " + ".join(f"{shown(_mark(marks, weight))} × {shown(weight.bobot)}%" for weight in arguments.bobot)
    one = step(f"NA {row.nama}", formula, row.na, bounds=arguments.ambang.boundaries)
    return Step(one.what, one.formula, one.exact, f"{one.printed} ({arguments.ambang.find(row.na).label})")
