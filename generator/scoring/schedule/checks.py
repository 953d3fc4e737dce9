"""What makes a schedule impossible: each argument that cannot be meant, refused with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from itertools import chain
from typing import Any, cast

from generator.scoring.arguments import Absent
from generator.scoring.refusal import Place, ScoreRefused, place_text, refuse
from generator.scoring.schedule.terms import HARI, Arguments, Libur, MataAjar
from validators.absence import CACAT

MESSAGES: dict[str, tuple[str, str]] = {
    "mata-ajar-kosong": ("Struktur program belum memuat mata ajar.", "Isi paling sedikit satu mata ajar dengan JP-nya."),
    "mata-ajar-ganda": ('Mata ajar "{nama}" tertulis dua kali.', "Beri nama yang berbeda, atau gabungkan JP-nya."),
    "mata-ajar-tidak-dikenal": ('Mata ajar "{nama}" tidak ada di struktur program.', "Tulis namanya persis seperti di struktur program."),
    "jp-tidak-sah": ('JP mata ajar "{nama}" tertulis {jp}.', "Isi dengan bilangan bulat, paling kecil 1."),
    "aturan-jp-tidak-sah": ("Aturan JP moda {nama} tertulis {nilai}.", "Isi dengan bilangan bulat, paling kecil 1."),
    "moda-tanpa-batas": (
        'Mata ajar "{nama}" bermoda "{moda}", yang tidak dijadwalkan otomatis; {jp} JP belum bertanggal.',
        "Tetapkan tanggal sesinya, atau sebutkan moda luring atau daring pada mata ajar itu.",
    ),
    "moda-tidak-dikenal": ('Moda "{nilai}" mata ajar "{nama}" tidak ada dalam tabel JP.', "Pilih salah satu: {pilihan}."),
    "hari-tidak-dikenal": ('Hari "{nilai}" tidak dikenal.', "Tulis Senin, Selasa, Rabu, Kamis, Jumat, Sabtu, atau Minggu."),
    "jam-terbalik": ("Jam selesai {selesai} tidak sesudah jam mulai {mulai}.", "Perbaiki salah satu jam itu."),
    "jam-kerja-tidak-muat": (
        "Tidak ada hari kerja yang memuat satu JP ({menit} menit) di antara istirahatnya.",
        "Panjangkan jam kerja, atau ubah istirahat.",
    ),
    "masa-terbalik": ("Tanggal akhir {sampai} mendahului tanggal awal {mulai}.", "Perbaiki salah satu tanggal itu."),
    "kelas-ganda": ('Kelas "{nama}" tertulis dua kali.', "Beri nama yang berbeda."),
    "kelas-tidak-dikenal": ('Kelas "{nama}" tidak ada di daftar kelas.', "Tulis namanya persis seperti di daftar kelas."),
    "sesi-tetap-hari-libur": ('Sesi tetap "{nama}" jatuh pada hari libur {tanggal}.', "Pindahkan sesi itu, atau hapus hari liburnya."),
    "sesi-tetap-di-luar-masa": (
        'Sesi tetap "{nama}" tanggal {tanggal} di luar masa pelatihan.',
        "Pindahkan sesi itu, atau ubah tanggal mulai atau tanggal akhirnya.",
    ),
    "sesi-tetap-tanpa-jam": ('Sesi tetap "{nama}" belum berjam mulai.', "Isi jam mulainya."),
    "acara-tanpa-selesai": (
        'Acara "{nama}" bukan mata ajar di struktur program dan belum berjam selesai.',
        "Isi jam selesainya, atau tulis nama mata ajar persis seperti di struktur program.",
    ),
    "sesi-tetap-tidak-muat": (
        'Sesi tetap "{nama}" pukul {mulai} tidak memuat {jp} JP sampai pukul {selesai}.',
        "Majukan jam mulai, mundurkan jam selesai, atau kurangi JP-nya.",
    ),
    "sesi-tetap-melebihi-jp": (
        'Sesi tetap "{nama}" {jp} JP, sedangkan JP mata ajar itu yang tersisa {sisa}.',
        "Kurangi JP sesi tetapnya, atau tambah JP mata ajarnya.",
    ),
    "jadwal-terlalu-panjang": ("Jadwal melampaui {hari} hari kalender.", "Periksa hari kerja, hari libur, dan JP-nya."),
}

_OTHER_NAMES = {"jum'at": "jumat", "jum’at": "jumat", "ahad": "minggu"}


def folded(text: str) -> str:
    """Return a name as it is compared: without regard to case and blanks."""
    return " ".join(text.split()).casefold()


def weekday(text: str, place: Place) -> int:
    """Return 0 for Senin to 6 for Minggu; "Jum'at" and "Ahad" are known. Refuses any other text."""
    name = folded(text)
    name = _OTHER_NAMES.get(name, name)
    for index, hari in enumerate(HARI):
        if name == hari.casefold():
            return index
    raise ScoreRefused("hari-tidak-dikenal", place, nilai=text)


def clock(moment: time | int) -> str:
    """Return a time, or minutes since midnight, as Indonesian text: "11.30"."""
    minutes = moment if isinstance(moment, int) else moment.hour * 60 + moment.minute
    return f"{minutes // 60:02d}.{minutes % 60:02d}"


def moda_of(row: MataAjar, given: Arguments) -> str:
    """Return the moda of a mata ajar: its own, else the programme's."""
    return row.moda or given.moda or ""


def holiday(row: Any, place: Place) -> tuple[date, date]:
    """Return the first and the last day of a holiday. Raises TypeError for what is no holiday."""
    if isinstance(row, date):
        return (row, row)
    if isinstance(row, Mapping):
        known = cast("Mapping[str, Any]", row)
        if "tanggal" not in known:
            raise TypeError(f"{place_text(place)}: tidak ada kolom tanggal.")
        parts = (known["tanggal"], known.get("sampai"))
        if CACAT in parts:
            raise Absent(CACAT)
        if not isinstance(parts[0], date):
            raise ScoreRefused("nilai-kosong", (*place, "tanggal"))
        row = Libur(parts[0], parts[1] or None)
    if row is CACAT:
        raise Absent(CACAT)
    if not isinstance(row, Libur):
        raise TypeError(f"{place_text(place)}: harus tanggal atau baris berkolom tanggal.")
    return (row.tanggal, row.sampai or row.tanggal)


def check_arguments(given: Arguments) -> None:
    """Refuse what no schedule can be made from, all of it at once; fixed sessions are checked where they are placed."""
    refuse(
        list(
            chain(
                _bad_rules(given),
                _bad_struktur(given),
                _doubled(given.kelas, "kelas", "kelas-ganda"),
                _bad_stretches(given),
                _bad_hours(given),
                _bad_pengampu(given),
            )
        )
    )


def _bad_rules(given: Arguments) -> Iterator[ScoreRefused]:
    for index, row in enumerate(given.aturan):
        for name, value in (("menit_per_jp", row.menit_per_jp), ("jp_per_hari", row.jp_per_hari)):
            if value is not None and value < 1:
                yield ScoreRefused("aturan-jp-tidak-sah", ("aturan", index, name), nama=row.moda, nilai=value)


def _bad_struktur(given: Arguments) -> Iterator[ScoreRefused]:
    if not given.mata_ajar:
        yield ScoreRefused("mata-ajar-kosong", ("mata_ajar",))
    known = {folded(row.moda) for row in given.aturan}
    for index, row in enumerate(given.mata_ajar):
        if row.jp < 1:
            yield ScoreRefused("jp-tidak-sah", ("mata_ajar", index, "jp"), nama=row.nama, jp=row.jp)
        moda = moda_of(row, given)
        if folded(moda) not in known:
            pilihan = ", ".join(rule.moda for rule in given.aturan)
            yield ScoreRefused("moda-tidak-dikenal", ("mata_ajar", index, "moda"), nama=row.nama, nilai=moda, pilihan=pilihan)
    yield from _doubled([row.nama for row in given.mata_ajar], "mata_ajar", "mata-ajar-ganda")


def _doubled(names: Sequence[str], argument: str, code: str) -> Iterator[ScoreRefused]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if folded(name) in seen:
            yield ScoreRefused(code, (argument, index), nama=name)
        seen.add(folded(name))


def _bad_stretches(given: Arguments) -> Iterator[ScoreRefused]:
    stretches: list[tuple[date, date, Place]] = [(given.mulai, given.sampai or given.mulai, ("sampai",))]
    stretches += [(*holiday(row, ("libur", index)), ("libur", index, "sampai")) for index, row in enumerate(given.libur)]
    for first, last, place in stretches:
        if last < first:
            yield ScoreRefused("masa-terbalik", place, mulai=first, sampai=last)


def _bad_hours(given: Arguments) -> Iterator[ScoreRefused]:
    for argument, rows in (("jam_kerja", given.jam_kerja), ("istirahat", given.istirahat)):
        for index, row in enumerate(rows):
            if row.selesai <= row.mulai:
                place = (argument, index, "selesai")
                yield ScoreRefused("jam-terbalik", place, mulai=clock(row.mulai), selesai=clock(row.selesai))


def _bad_pengampu(given: Arguments) -> Iterator[ScoreRefused]:
    subjects = {folded(row.nama) for row in given.mata_ajar}
    classes = {folded(name) for name in given.kelas}
    for index, row in enumerate(given.pengampu):
        if folded(row.mata_ajar) not in subjects:
            yield ScoreRefused("mata-ajar-tidak-dikenal", ("pengampu", index, "mata_ajar"), nama=row.mata_ajar)
        if folded(row.kelas) not in classes:
            yield ScoreRefused("kelas-tidak-dikenal", ("pengampu", index, "kelas"), nama=row.kelas)
