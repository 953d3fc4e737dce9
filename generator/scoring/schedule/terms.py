"""The words of a training schedule: what `schedule.susun_jadwal` is given and what it gives back.

Everything is plain data, as `arguments.arguments_of` makes it from a document. A time is a `datetime.time` of whole minutes;
what was left empty is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Literal

from generator.scoring.arguments import ALIASES
from generator.scoring.parts import said

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

PELAJARAN = "pelajaran"
ISTIRAHAT = "istirahat"
ACARA = "acara"


@dataclass(frozen=True, slots=True)
class MataAjar:
    """One row of the struktur program; `moda` and `narasumber` may be left to the programme and to `Pengampu`.

    narasumber: text, a person with a `nama`, or a list of either.
    """

    nama: str = field(metadata={ALIASES: ("mata_ajar", "mata_diklat", "materi")})
    jp: int
    moda: str | None = None
    narasumber: Any = None


@dataclass(frozen=True, slots=True)
class AturanModa:
    """One row of the reference table `jp`; `jp_per_hari` empty: sessions of this moda are not planned, their dates are given."""

    moda: str
    menit_per_jp: int
    jp_per_hari: int | None = None


@dataclass(frozen=True, slots=True)
class JamKerja:
    """The hours of a working day; `hari` empty: of every day that has no row of its own."""

    mulai: time
    selesai: time
    hari: str | None = None


@dataclass(frozen=True, slots=True)
class Istirahat:
    """One break. A row that names a day replaces, on that day, every general break that it overlaps."""

    mulai: time
    selesai: time
    hari: str | None = None
    nama: str | None = None


@dataclass(frozen=True, slots=True)
class Libur:
    """A day, or with `sampai` a stretch of days, without lessons."""

    tanggal: date
    sampai: date | None = None
    nama: str | None = None


@dataclass(frozen=True, slots=True)
class SesiTetap:
    """A session that the user has fixed.

    mata_ajar: a row of the struktur, or the name of an event that teaches nothing ("Pembukaan"): that needs `mulai` and `selesai`.
    jp: empty: as many as fit before `selesai`, or all that is left. kelas: empty: all classes together.
    mulai: may be empty only for a moda without a daily limit (jarak jauh, mandiri, on the job), whose dates are given and
    not planned; `sampai` then ends its stretch of days.
    """

    mata_ajar: str
    tanggal: date
    mulai: time | None = None
    selesai: time | None = None
    jp: int | None = None
    kelas: str | None = None
    sampai: date | None = None


@dataclass(frozen=True, slots=True)
class Pengampu:
    """Who teaches a mata ajar in one class, where that is not the struktur's narasumber."""

    mata_ajar: str
    kelas: str
    narasumber: Any


@dataclass(frozen=True, slots=True)
class Arguments:
    """All that a schedule is made from.

    aturan: minutes of a JP and the most JP a day, by moda (SCO-14). moda: of a mata ajar that names none.
    mulai: the earliest day. sampai: the last day that may be used, if there is one. hari_kerja: names of days.
    libur: dates, `Libur`, or mappings with its names. kelas: parallel classes; none means one without a name.
    urutan: "tetap" keeps the struktur's order in every class, so that one narasumber in two classes is a clash;
    "bergilir" lets a class take a later mata ajar of the same moda while a narasumber teaches elsewhere.
    """

    mata_ajar: tuple[MataAjar, ...]
    mulai: date
    jam_kerja: tuple[JamKerja, ...]
    aturan: tuple[AturanModa, ...]
    moda: str | None = None
    sampai: date | None = None
    hari_kerja: tuple[str, ...] = HARI[:5]
    istirahat: tuple[Istirahat, ...] = ()
    libur: tuple[Any, ...] = ()
    kelas: tuple[str, ...] = ()
    tetap: tuple[SesiTetap, ...] = ()
    pengampu: tuple[Pengampu, ...] = ()
    urutan: Literal["tetap", "bergilir"] = "tetap"


@dataclass(frozen=True, slots=True)
class Sesi:
    """One line of the schedule: lessons without a gap, a break, or an event.

    jenis: "pelajaran", "istirahat" or "acara"; the last two have 0 JP. hari_ke: from 1. lanjutan: the mata ajar began in an
    earlier line of this class. gabungan: all classes sit together. mulai, selesai: empty where only the date was given.
    """

    hari_ke: int = field(metadata=said("Hari ke-"))
    tanggal: date
    hari: str
    kelas: str
    mulai: time | None
    selesai: time | None
    jenis: str
    mata_ajar: str
    jp: int = field(metadata=said("JP", unit="JP"))
    moda: str = field(metadata=said(key=True))
    narasumber: tuple[str, ...]
    lanjutan: bool
    gabungan: bool
    sampai: date


@dataclass(frozen=True, slots=True)
class HariJadwal:
    """One day of one class. batas: the most JP it may hold; empty where it has none, or two moda share the day."""

    hari_ke: int = field(metadata=said("Hari ke-"))
    tanggal: date
    hari: str
    kelas: str
    moda: tuple[str, ...] = field(metadata=said(key=True))
    mulai: time | None
    selesai: time | None
    jp: int = field(metadata=said("JP", unit="JP"))
    batas: int | None
    melebihi: bool


@dataclass(frozen=True, slots=True)
class Bentrok:
    """Two lines at the same time. jenis: "narasumber" or "kelas"; nama: who or which; mulai, selesai: the minutes shared."""

    jenis: str
    nama: str
    tanggal: date
    mulai: time
    selesai: time
    kelas: tuple[str, str]
    mata_ajar: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sisa:
    """JP of a mata ajar that found no room before the last day."""

    kelas: str
    mata_ajar: str
    moda: str = field(metadata=said(key=True))
    jp: int = field(metadata=said("JP", unit="JP"))


@dataclass(frozen=True, slots=True)
class Result:
    """A schedule, and what a spec's rules may object to.

    sesi: by date, time and class. jumlah_jp: of one class. jumlah_hari: days with a session, over all classes.
    hari_minimum: the days that the JP need at the daily limits, blended the sum over its moda (SCO-14).
    hari_penuh: the days that hold more than they may. tidak_tertampung: what found no room.
    """

    sesi: tuple[Sesi, ...]
    hari: tuple[HariJadwal, ...]
    jumlah_jp: int = field(metadata=said("Jumlah JP", unit="JP"))
    jumlah_menit: int = field(metadata=said(unit="menit"))
    jumlah_hari: int = field(metadata=said(unit="hari"))
    hari_minimum: int = field(metadata=said(unit="hari"))
    mulai: date
    selesai: date
    bentrok: tuple[Bentrok, ...]
    hari_penuh: tuple[HariJadwal, ...]
    tidak_tertampung: tuple[Sisa, ...]
