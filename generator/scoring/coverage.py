"""Coverage: the dashboard's cakupan sasaran, cakupan kerja and waktu (SCO-15).

Source: Perdirjen GTK 4141/2023, Bab V huruf C angka 3 huruf d and Format 4 huruf C. The regulation names the
percentages, not the formulas: decisions dasbor-cakupan-sasaran, dasbor-cakupan-kerja, dasbor-waktu.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from generator.scoring.arguments import also
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.working import Step, Working, items, step, touching

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab V huruf C angka 3 huruf d dan Format 4 huruf C"
_Row = TypeVar("_Row")
DECISIONS: Final = ("dasbor-cakupan-sasaran", "dasbor-cakupan-kerja", "dasbor-waktu")


@dataclass(frozen=True, slots=True)
class CoverageTarget:
    """Teachers trained against the target, of one kabupaten/kota and/or one luaran utama (either may be blank)."""

    dilatih: int = field(metadata=also("peserta", "aktual"))
    target: int = field(metadata=also("sasaran"))
    kabupaten: str = field(default="", metadata=also("kabupaten_kota", "wilayah", "provinsi"))
    luaran: str = field(default="", metadata=also("luaran_utama"))


@dataclass(frozen=True, slots=True)
class Stages:
    """Learning stages done against those planned."""

    selesai: int
    direncanakan: int = field(metadata=also("rencana"))
    nama: str = field(default="", metadata=also("tahapan", "program"))


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with its target date, and the date it was done (blank: not yet)."""

    target: date = field(metadata=also("target_waktu", "tenggat"))
    selesai: date | None = field(default=None, metadata=also("tanggal_selesai"))
    nama: str = field(default="", metadata=also("aktivitas"))
    luaran: str = field(default="", metadata=also("luaran_utama"))


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme and the days on which it begins and ends."""

    mulai: date
    akhir: date = field(metadata=also("selesai"))
    nama: str = field(default="", metadata=also("program", "judul"))


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the dashboard shows; every table may be left out.

    per: the day of the report. mulai, akhir: first and last planned day, for elapsed against planned time.
    """

    per: date
    sasaran: tuple[CoverageTarget, ...] = ()
    tahapan: tuple[Stages, ...] = ()
    aktivitas: tuple[Activity, ...] = ()
    program: tuple[Programme, ...] = ()
    mulai: date | None = None
    akhir: date | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share: percent is None where the denominator is 0, and above 100 where the plan is exceeded."""

    nama: str
    pembilang: int
    penyebut: int
    percent: Fraction | None = field(metadata=said("Persentase", unit="%"))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many programmes run, are done, are planned on the day of the report."""

    berjalan: int
    selesai: int
    direncanakan: int


@dataclass(frozen=True, slots=True)
class Result:
    """The dashboard. waktu: activities done by their target date / activities due; berjalan: elapsed / planned days."""

    sasaran: Ratio
    sasaran_per_kabupaten: tuple[Ratio, ...]
    sasaran_per_luaran: tuple[Ratio, ...]
    kerja: Ratio
    kerja_per_tahapan: tuple[Ratio, ...]
    waktu: Ratio
    waktu_per_luaran: tuple[Ratio, ...]
    berjalan: Ratio | None
    terlambat: tuple[str, ...]
    program: Progress


def dashboard(arguments: Arguments) -> Result:
    """Return cakupan sasaran, cakupan kerja and waktu in percent, whole and in parts; denominator 0 gives no number.

    An activity is due when its target date is not after the day of the report; one done ahead of a target that is
    still to come is in neither count. Raises ScoreRefused: `bilangan-negatif`, `tanggal-terbalik`.
    Source: Perdirjen GTK 4141/2023, Bab V huruf C angka 3 huruf d angka 1) and 2).
    """
    refuse(_refusals(arguments))
    due = [activity for activity in arguments.aktivitas if activity.target <= arguments.per]
    return Result(
        sasaran=_trained("Keseluruhan", arguments.sasaran),
        sasaran_per_kabupaten=_parts(arguments.sasaran, "kabupaten"),
        sasaran_per_luaran=_parts(arguments.sasaran, "luaran"),
        kerja=ratio("Keseluruhan", sum(row.selesai for row in arguments.tahapan), sum(row.direncanakan for row in arguments.tahapan)),
        kerja_per_tahapan=tuple(ratio(row.nama, row.selesai, row.direncanakan) for row in arguments.tahapan),
        waktu=_timely("Keseluruhan", due),
        waktu_per_luaran=_timely_parts(due),
        berjalan=_elapsed(arguments),
        terlambat=tuple(activity.nama for activity in due if not _in_time(activity)),
        program=_progress(arguments),
    )


def ratio(name: str, part: int, whole: int) -> Ratio:
    """Return part / whole in percent, None where the whole is 0."""
    return Ratio(name, part, whole, Fraction(100 * part, whole) if whole else None)


def _trained(name: str, rows: Iterable[CoverageTarget]) -> Ratio:
    rows = tuple(rows)
    return ratio(name, sum(row.dilatih for row in rows), sum(row.target for row in rows))


def _parts(rows: Sequence[CoverageTarget], column: str) -> tuple[Ratio, ...]:
    return tuple(_trained(name, held) for name, held in _grouped(rows, column).items())


def _timely(name: str, due: Sequence[Activity]) -> Ratio:
    return ratio(name, sum(_in_time(activity) for activity in due), len(due))


def _timely_parts(due: Sequence[Activity]) -> tuple[Ratio, ...]:
    return tuple(_timely(name, held) for name, held in _grouped(due, "luaran").items())


def _grouped(rows: Iterable[_Row], column: str) -> dict[str, list[_Row]]:
    """Return the rows under each name of a column that is not empty, in the order in which the names come."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        if name := str(getattr(row, column)):
            found.setdefault(name, []).append(row)
    return found


def _in_time(activity: Activity) -> bool:
    return activity.selesai is not None and activity.selesai <= activity.target


def _elapsed(arguments: Arguments) -> Ratio | None:
    """Return elapsed / planned days, first and last day counted; not cut where the plan is overrun."""
    if arguments.mulai is None or arguments.akhir is None:
        return None
    planned = (arguments.akhir - arguments.mulai).days + 1
    return ratio("Waktu berjalan", max(0, (arguments.per - arguments.mulai).days + 1), planned)


def _progress(arguments: Arguments) -> Progress:
    done = sum(row.akhir < arguments.per for row in arguments.program)
    planned = sum(row.mulai > arguments.per for row in arguments.program)
    return Progress(len(arguments.program) - done - planned, done, planned)


def _refusals(arguments: Arguments) -> list[ScoreRefused]:
    counts = [
        *((("sasaran", at, "dilatih"), row.kabupaten or row.luaran, row.dilatih) for at, row in enumerate(arguments.sasaran)),
        *((("sasaran", at, "target"), row.kabupaten or row.luaran, row.target) for at, row in enumerate(arguments.sasaran)),
        *((("tahapan", at, "selesai"), row.nama, row.selesai) for at, row in enumerate(arguments.tahapan)),
        *((("tahapan", at, "direncanakan"), row.nama, row.direncanakan) for at, row in enumerate(arguments.tahapan)),
    ]
    found = [ScoreRefused("bilangan-negatif", place, nama=name or "Baris", nilai=count) for place, name, count in counts if count < 0]
    spans = [(("program", at, "akhir"), row.nama, row.mulai, row.akhir) for at, row in enumerate(arguments.program)]
    if arguments.mulai is not None and arguments.akhir is not None and arguments.akhir < arguments.mulai:
        found.append(ScoreRefused("tanggal-terbalik", ("akhir",), mulai=arguments.mulai, akhir=arguments.akhir))
    found += [
        ScoreRefused("tanggal-terbalik", place, nama=name or "Program", mulai=first, akhir=last)
        for place, name, first, last in spans
        if last < first
    ]
    return found


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the percentages came about, those for which there was something to count."""
    counted = (
        ("Cakupan sasaran", result.sasaran, arguments.sasaran),
        ("Cakupan kerja", result.kerja, arguments.tahapan),
        ("Capaian waktu", result.waktu, arguments.aktivitas),
    )
    touched = touching(DECISIONS, tuple(one.percent is not None for _, one, _ in counted))
    ratios = [(name, one) for name, one, given in counted if given]
    if result.berjalan is not None:
        ratios.append(("Waktu berjalan", result.berjalan))
    day = f"{arguments.per.day:02d}/{arguments.per.month:02d}/{arguments.per.year}"
    return Working(
        "dasbor", items((("Per tanggal", day),)), tuple(_step(name, one) for name, one in ratios), "", SOURCE, DECISIONS, touched
    )


def _step(name: str, one: Ratio) -> Step:
    return step(name, f"{one.pembilang} / {one.penyebut} × 100%", one.percent, bounds=(Fraction(100),), unit="%")
