"""Samples by size, made from `ok-lengkap` (or the type's fullest sample) by code: 1, 6, 38 regions, 6 and 30 items, 30 people, other offices."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import yaml

from generator.document import Document
from generator.home import Home
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding

Values = dict[str, Any]

_BASES: Final = {
    "asesmen-kebutuhan": "ok-minimal",
    "bahan-ajar": "ok-lengkap",
    "coaching-harmoni": "ok-poin-2024",
    "coaching-rhk": "ok-lengkap",
    "daftar-hadir": "ok-lengkap",
    "dasbor-capaian": "ok-lengkap",
    "desain-evaluasi": "ok-lengkap",
    "desain-program": "ok-lengkap",
    "evaluasi-penyelenggaraan": "ok-lengkap",
    "evaluasi-reaksi": "ok-lengkap",
    "instrumen-evaluasi": "ok-minimal",
    "jadwal-pelatihan": "ok-luring-32-jp",
    "kajian-kebutuhan": "ok-minimal",
    "kak": "ok-lengkap",
    "kurikulum": "ok-lengkap",
    "laporan-evaluasi": "ok-lengkap",
    "laporan-kegiatan": "ok-lengkap",
    "laporan-lokakarya": "ok-lengkap",
    "laporan-penyelenggaraan": "ok-lengkap",
    "laporan-tahunan": "ok-lengkap",
    "laporan-validasi": "ok-revisi",
    "lembar-validasi": "ok-lengkap",
    "panduan-teknis": "ok-lengkap",
    "peta-kebutuhan-belajar": "ok-lengkap",
    "pelibatan-warga": "ok-minimal",
    "penjaminan-mutu": "ok-lengkap",
    "program-pembinaan": "ok-minimal",
    "program-sekolah": "ok-minimal",
    "projek-coaching": "ok-minimal",
    "rancangan-moderasi": "ok-lokakarya",
    "rekap-nilai": "ok-lengkap",
    "refleksi-kompetensi": "ok-minimal",
    "rekap-kehadiran": "ok-lengkap",
    "rekap-rhk": "ok-lengkap",
    "rencana-kegiatan": "ok-lengkap",
    "rencana-pengembangan-diri": "ok-minimal",
    "sertifikat": "ok-lengkap",
    "siklus-kinerja": "ok-2024",
    "survei-kepuasan": "ok-minimal",
}


@dataclass(frozen=True)
class Sized:
    """A document of a type in one size; office: the name of its institution in `OFFICES`, or "" for the samples' own."""

    type: str
    size: str
    change: Callable[[Values], None]
    office: str = ""

    @property
    def id(self) -> str:
        return f"{self.type}/{self.size}"


def document(sized: Sized, folder: Path) -> Document:
    """Return the given document of a size, written to a file in `folder` and read like any other."""
    base = SAMPLES / sized.type / f"{_BASES[sized.type]}.yaml"
    values: Values = yaml.load(base.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    named = values.pop("institusi", "")
    if named and not sized.office:  # the sample names its school's letterhead from its own folder on
        values["institusi"] = str(base.parent / named)
    values |= {
        name: str(base.parent / feeder) for name in ("program", "sekolah") if (feeder := values.get(name)) and isinstance(feeder, str)
    }
    sized.change(values)
    file = folder / "data.json"
    file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    given = read(file, Catalogue(Home(_office(sized.office, folder))), shown="data.json")
    assert not isinstance(given, Finding), given
    return given


def _office(name: str, folder: Path) -> Path:
    if not name:
        return SAMPLES
    home = folder / "kantor"
    home.mkdir()
    shutil.copy(SAMPLES / "logo.png", home / "logo.png")
    (home / "institusi.yaml").write_text(json.dumps(OFFICES[name], ensure_ascii=False), encoding="utf-8")
    return home


_OWN: Final[Values] = yaml.load((SAMPLES / "institusi.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
OFFICES: Final[Mapping[str, Values]] = {
    "bookman": {**_OWN, "kertas": "F4", "huruf": "Bookman Old Style"},
    "bookman-a4": {**_OWN, "huruf": "Bookman Old Style"},
    "f4": {**_OWN, "kertas": "F4"},
    "spasi": {**_OWN, "spasi": "1,5"},
    "bookman-spasi": {**_OWN, "huruf": "Bookman Old Style", "spasi": "1,5"},
    "sempit": {**_OWN, "huruf": "Bookman Old Style", "spasi": "1,5", "margin": {"atas": "1,95", "bawah": "2,45"}},
    "yayasan": {
        "profil": "yayasan",
        "kementerian": "Yayasan Pendidikan Contoh",
        "nama": "SMP Contoh Mandiri",
        "alamat": "Jalan Sekolah Nomor 12, Kecamatan Contoh, Kabupaten Contoh 99998",
        "logo": "logo.png",
        "tempat": "Contoh",
    },
    "sekolah": {
        "kementerian": "Pemerintah Kabupaten Contoh",
        "unit_utama": "Dinas Pendidikan dan Kebudayaan",
        "nama": "SD Negeri 2 Contoh",
        "alamat": "Jalan Sekolah Nomor 12, Kecamatan Contoh, Kabupaten Contoh 99998",
        "surel": "sdn2contoh@sekolah.example.id",
        "logo": "logo.png",
        "logo_kanan": "logo.png",
        "tempat": "Contoh",
        "kertas": "F4",
    },
}


def _rows(rows: list[Values], number: int, name: str) -> list[Values]:
    """Return `number` rows made from those there are, each with a name of its own."""
    return [{**row, name: f"{row[name]} {at}" if at > len(rows) else row[name]} for at, row in enumerate(islice(cycle(rows), number), 1)]


def _kak_regions(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["sasaran"] = _rows(values["sasaran"], number, "kabupaten_kota")
        values["tujuan"]["target_cakupan"] = str(sum(int(row["jumlah_guru"]) for row in values["sasaran"]))

    return change


def _kak_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        made = _rows(values["anggaran"], number, "uraian")
        values["anggaran"] = sorted(made, key=lambda row: str(row["aktivitas"]))
        values["pagu"] = "Rp90.000.000.000,00"

    return change


def _report_regions(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["sasaran"] = _rows(values["sasaran"], number, "kabupaten_kota")

    return change


def _report_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        each = -(-number // len(values["luaran"]))
        for result in values["luaran"]:
            result["aktivitas"] = _rows(result["aktivitas"], each, "nama")

    return change


def _report_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        people = [row for row in values["capaian"]["penanggung_jawab"] if "jabatan" in row]
        values["capaian"]["penanggung_jawab"] = _rows(people, number, "jabatan")

    return change


def _validation_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        made = [{**row, "kode": f"B{at}"} for at, row in enumerate(islice(cycle(values["butir"]), number), 1)]
        ratings = list(values["penilaian"].values())
        values["butir"] = made
        values["penilaian"] = {row["kode"]: ratings[at % len(ratings)] for at, row in enumerate(made)}
        values["komentar"] = [one for one in values["komentar"] if one["butir"] in values["penilaian"]]

    return change


def _validation_people(values: Values) -> None:
    experts = values["penilai"]
    values["penilai"] = [
        {"nama": f"{row['nama'].split(',')[0]} {at}, M.Pd.", "instansi": row["instansi"], "keahlian": row["keahlian"]}
        for at, row in enumerate(islice(cycle(experts), 10), 1)
    ]
    values["penilaian"] = {row["kode"]: {one["nama"]: "Sesuai" for one in values["penilai"]} for row in values["butir"]}
    values["komentar"] = []
    for row in values["butir"]:
        row.pop("rencana_revisi", None)


def _rhk_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["rencana"] = [dict(row) for row in islice(cycle(values["rencana"]), number)]

    return change


def _course_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["struktur"] = [{**row, "jp": "2"} for row in _rows(values["struktur"], number, "mata_ajar")]
        values["jp_desain"] = str(2 * number)
        values["sesi_tetap"] = values["sesi_tetap"][:1]
        values["waktu"].pop("selesai", None)

    return change


def _course_people(values: Values) -> None:
    _course_items(10)(values)
    for at, row in enumerate(values["struktur"]):
        row["narasumber"] = [f"Narasumber {3 * at + number} Contoh, S.Pd., M.Pd." for number in (1, 2, 3)]


def _moderation_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        first, *inner, last = values["aktivitas"]
        made = [first, *(dict(row) for row in islice(cycle(inner), number - 2)), last]
        values["aktivitas"] = [{**row, "menit": "45"} for row in made]
        values["identitas"]["jp"] = str(number)

    return change


def _evaluation_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        marks = cycle(values["nilai"].values())
        values["peserta"] = _rows(values["peserta"], number, "nama")
        values["nilai"] = {row["nama"]: dict(next(marks)) for row in values["peserta"]}
        for row in values["peserta"]:
            row.pop("nilai_akhir", None)

    return change


def _map_regions(number: int) -> Callable[[Values], None]:
    """As many regions and subjects as teachers: the widest table of where they come from."""

    def change(values: Values) -> None:
        levels = cycle(values["nilai"].values())
        values["wilayah"]["tingkat"] = "provinsi"
        values["guru"] = _rows(values["guru"], number * 3, "nama")
        for at, row in enumerate(values["guru"]):
            row["kabupaten_kota"] = f"Kabupaten Contoh {at % number + 1}"
        values["nilai"] = {row["nama"]: dict(next(levels)) for row in values["guru"]}

    return change


def _instrument_items(number: int) -> Callable[[Values], None]:
    """As many items as said, answered by the same people in the try-out."""

    def change(values: Values) -> None:
        answers = {name: list(given.values()) for name, given in values["validasi"]["jawaban"].items()}
        values["butir"] = _rows(values["butir"], number, "kode")
        values["kisi_kisi"]["kisi"] = [{**values["kisi_kisi"]["kisi"][0], "nomor_butir": f"1–{number}", "jumlah": str(number)}]
        codes = [row["kode"] for row in values["butir"]]
        values["validasi"]["jawaban"] = {name: dict(zip(codes, cycle(given), strict=False)) for name, given in answers.items()}

    return change


def _study_regions(number: int) -> Callable[[Values], None]:
    """As many regions as said, with the data of two teachers of three each."""

    def change(values: Values) -> None:
        levels = cycle(values["nilai"].values())
        names = [f"Kabupaten Contoh {at + 1}" for at in range(number)]
        values["rancangan"]["sasaran"] = [{"kabupaten_kota": name, "jumlah_guru": "3"} for name in names]
        values["guru"] = _rows(values["guru"], number * 2, "nama")
        for at, row in enumerate(values["guru"]):
            row["kabupaten_kota"] = names[at % number]
        values["nilai"] = {row["nama"]: dict(next(levels)) for row in values["guru"]}

    return change


def _school_programmes(number: int) -> Callable[[Values], None]:
    """As many programmes, each with an activity and a measure."""

    def change(values: Values) -> None:
        values["program"] = _rows(values["program"], number, "nama")
        names = [row["nama"] for row in values["program"]]
        activities = _rows(values["kegiatan"], number, "kegiatan")
        values["kegiatan"] = [{**row, "program": name} for row, name in zip(activities, names, strict=True)]
        values["ukuran"] = [{**values["ukuran"][0], "program": name} for name in names]

    return change


def _involved(number: int) -> Callable[[Values], None]:
    """As many ways to involve people, and obstacles and measures of them."""

    def change(values: Values) -> None:
        values["warga"] = [dict(row) for row in islice(cycle(values["warga"]), number)]
        values["hambatan"] = [{"hambatan": "Orang tua bekerja pada hari itu", "antisipasi": "Rekaman dari rumah"} for _ in range(number)]
        values["ukuran"] = [dict(row) for row in islice(cycle(values["ukuran"]), number)]

    return change


def _certificate_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["struktur"] = _rows(values["struktur"], number, "mata_ajar")

    return change


def _curriculum_items(number: int) -> Callable[[Values], None]:
    """As many subjects as said, each described and with its place in the order."""

    def change(values: Values) -> None:
        values["struktur"] = [{**row, "jp": "2", "jenis": "inti"} for row in _rows(values["struktur"], number, "mata_ajar")]
        values["materi"] = _rows(values["materi"], number, "mata_ajar")
        steps = list(islice(cycle(values["strategi"]["urutan"]), number))
        named = zip(steps, values["struktur"], strict=True)
        values["strategi"]["urutan"] = [{**step, "jp": "2", "mata_ajar": row["mata_ajar"]} for step, row in named]

    return change


def _design_regions(number: int) -> Callable[[Values], None]:
    """As many regions and subjects as said, each subject described."""

    def change(values: Values) -> None:
        strategy = values["bab2"]["strategi"]
        values["bab1"]["sasaran"]["wilayah"] = _rows(values["bab1"]["sasaran"]["wilayah"], number, "kabupaten_kota")
        strategy["struktur"] = [{**row, "jenis": "inti"} for row in _rows(strategy["struktur"], number, "mata_ajar")]
        strategy["materi"] = _rows(strategy["materi"], number, "mata_ajar")

    return change


def _result_regions(number: int) -> Callable[[Values], None]:
    """As many regions as said, their teachers the whole target."""

    def change(values: Values) -> None:
        made = _rows(values["capaian"]["wilayah"], number, "kabupaten_kota")
        values["capaian"]["wilayah"] = made
        if isinstance(values["tujuan"], dict):
            values["tujuan"]["target_cakupan"] = str(sum(int(row["jumlah_guru"]) for row in made))

    return change


def _plan_activities(number: int) -> Callable[[Values], None]:
    """As many activities as said, each with its people and place."""

    def change(values: Values) -> None:
        work = values["aktivitas"]
        first = work["daftar"][0]
        first["aktivitas"] = _rows(first["aktivitas"], number, "nama")
        names = [row["nama"] for row in first["aktivitas"]]
        work["pelaksana"] = [
            {**row, "aktivitas": [name]} for row, name in zip(_rows(work["pelaksana"], number, "nama"), names, strict=True)
        ]
        work["narasumber"] = [{**row, "aktivitas": names[:1]} for row in work["narasumber"]]
        work["sarana"] = [{**row, "kegiatan": name} for row, name in zip(_rows(work["sarana"], number, "kegiatan"), names, strict=True)]

    return change


def _grid_items(number: int) -> Callable[[Values], None]:
    """As many lines of the grid as said; one for each aspect at least."""

    def change(values: Values) -> None:
        made = _rows(values["instrumen"]["kisi"], max(number, 5), "indikator")
        values["instrumen"]["kisi"] = sorted(made, key=lambda row: str(row["instrumen"]))

    return change


def _sheet_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        for name in ("butir", "penilaian"):
            values[name] = [{**row, "kode": f"B{at}"} for at, row in enumerate(islice(cycle(values[name]), number), 1)]

    return change


def _material_items(number: int) -> Callable[[Values], None]:
    """As many subjects as said, each with an activity, worksheets in turn."""

    def change(values: Values) -> None:
        values["capaian"]["alur"] = _rows(values["capaian"]["alur"], number, "mata_ajar")
        names = [row["mata_ajar"] for row in values["capaian"]["alur"]]
        work = values["pembelajaran"]
        work["aktivitas"] = [{**row, "mata_ajar": name} for row, name in zip(cycle(work["aktivitas"]), names, strict=False)]
        work["lembar_kerja"] = [{**row, "mata_ajar": name} for row, name in zip(cycle(work["lembar_kerja"]), names, strict=False)]

    return change


def _reaction_items(number: int) -> Callable[[Values], None]:
    """As many items as said, five at least, and as many who answered."""

    def change(values: Values) -> None:
        answers = [list(row.values()) for row in values["jawaban"].values()]
        items = list(islice(cycle(values["butir"][::2] + values["butir"][1::2]), max(number, 5)))
        values["butir"] = [{**row, "kode": f"B{at}"} for at, row in enumerate(items, 1)]
        values["responden"] = [f"R{at:02}" for at in range(1, number + 1)]
        values["jumlah_peserta"] = str(number)
        values["jawaban"] = {
            name: {row["kode"]: given[at % len(given)] for at, row in enumerate(values["butir"])}
            for name, given in zip(values["responden"], cycle(answers), strict=False)
        }

    return change


def _attendance_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["peserta"] = _rows(values["peserta"], number, "nama")

    return change


def _yearly_regions(number: int) -> Callable[[Values], None]:
    """As many regions and programmes as said, those who took part spread over them."""

    def change(values: Values) -> None:
        given = values["pemerataan"]["wilayah"]
        regions, programmes = _rows(given, number, "nama"), _rows(values["penyelenggaraan"]["program"], number, "judul")
        values["pemerataan"]["wilayah"] = [{**row, "sasaran": str(20 + 3 * at), "populasi": "900"} for at, row in enumerate(regions)]
        values["penyelenggaraan"]["program"] = programmes
        place = {row["nip"].replace(" ", ""): at % number for at, row in enumerate(values["peserta"])}
        for row in values["peserta"]:
            at = place[row["nip"].replace(" ", "")]
            row["wilayah"], row["program"] = regions[at]["nama"], programmes[at]["judul"]

    return change


def _dashboard_regions(number: int) -> Callable[[Values], None]:
    """As many programmes and regions as said, a region and an activity of each programme."""

    def change(values: Values) -> None:
        values["program"] = _rows(values["program"], number, "judul")
        for table in ("sasaran", "tahapan", "aktivitas"):
            values[table] = [
                {**row, "kode": str(at), "program": values["program"][at % number]["judul"]}
                for at, row in enumerate(islice(cycle(values[table]), max(number, 3)))
            ]
        for at, row in enumerate(values["sasaran"]):
            row["wilayah"] = f"Kabupaten Contoh {at + 1}" if at >= 3 else row["wilayah"]

    return change


def _assured_items(number: int) -> Callable[[Values], None]:
    """As many people in the team and things to be done."""

    def change(values: Values) -> None:
        first, *others = values["tim"]
        values["tim"] = [first, *_rows(others, number - 1, "nama")]
        values["tindak_lanjut"] = [dict(row) for row in islice(cycle(values["tindak_lanjut"]), number)]

    return change


def _attendance_left_and_right(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        _attendance_people(number)(values)
        values["susunan"] = "Berselang"
        values["hari"] = values["hari"][:2]

    return change


def _attendance_recap(number: int) -> Callable[[Values], None]:
    """Marks of as many people, each like those of the one whose place it takes."""

    def change(values: Values) -> None:
        marks = list(values["catatan"].values())
        values["peserta"] = _rows(values["peserta"], number, "nama")
        values["catatan"] = {row["nama"]: marks[at % len(marks)] for at, row in enumerate(values["peserta"])}

    return change


def _certificate_words(values: Values) -> None:
    values["judul"] = "Peningkatan Kompetensi Guru Sekolah Dasar dalam Pembelajaran Literasi dan Numerasi"
    values["penerima"]["unit_kerja"] = "Sekolah Dasar Negeri 1 Melati, Kecamatan Contoh, Kabupaten Melati"


def _harmoni_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["matriks"]["rencana"] = [dict(row) for row in islice(cycle(values["matriks"]["rencana"]), number)]
        values["pelaksanaan"] = {
            "tanggal": "10 Juni 2024",
            "hasil": [
                {"rhk": row["rhk"], "status": "belum terlaksana", "refleksi": row["tujuan"], "tindak_lanjut": row["materi"]}
                for row in values["matriks"]["rencana"]
            ],
        }
        values["pengesahan"]["tanggal"] = "10 Juni 2024"

    return change


def _plan_items(number: int) -> Callable[[Values], None]:
    """As many plans of learning, of which twelve at most can be priorities."""

    def change(values: Values) -> None:
        kinds = list(values["profil"])
        values["prioritas"] = [{**values["prioritas"][0], "indikator": kind} for kind in kinds[: max(3, min(number, 12))]]
        values["rencana"] = [
            {**values["rencana"][0], "indikator": kind} for kind in islice(cycle(kinds[: max(3, min(number, 12))]), max(3, number))
        ]

    return change


def _assessment_items(number: int) -> Callable[[Values], None]:
    """As many findings of evidence and as many interventions, of which twelve at most can be priorities."""

    def change(values: Values) -> None:
        kinds = list(values["profil"])[: min(number, 12)]
        values["bukti"] = [dict(row) for row in islice(cycle(values["bukti"]), max(5, number))]
        values["prioritas"] = [{**values["prioritas"][0], "indikator": kind} for kind in dict.fromkeys(("1.3", *kinds))]
        values["intervensi"] = [
            {**values["intervensi"][0], "indikator": kind} for kind in islice(cycle(dict.fromkeys(("1.3", *kinds))), max(13, number))
        ]

    return change


def _coaching_programme(number: int) -> Callable[[Values], None]:
    """As many needs, activities, measures and follow-ups, all carried out."""

    def change(values: Values) -> None:
        program = _rows(values["perencanaan"]["program"], number, "kegiatan")
        values["identifikasi"]["kebutuhan"] = _rows(values["identifikasi"]["kebutuhan"], number, "kode")
        for need, row in zip(values["identifikasi"]["kebutuhan"], program, strict=True):
            row["kebutuhan"] = need["kode"]
        values["perencanaan"]["program"] = program
        names = [row["kegiatan"] for row in program]
        done = {"bentuk": "pendampingan", "tanggal": "Maret 2026", "peserta": "6", "realisasi": "Rp700.000"}
        values["pelaksanaan"]["kegiatan"] = [{**done, "kegiatan": name} for name in names]
        values["evaluasi"]["ukuran"] = [{**values["evaluasi"]["ukuran"][0], "kegiatan": name} for name in names]
        values["tindak_lanjut"]["rencana"] = [{**values["tindak_lanjut"]["rencana"][0], "kegiatan": name} for name in names]

    return change


def _cycle_items(number: int) -> Callable[[Values], None]:
    """As many questions of the talk after the observation, and as many efforts that follow it."""

    def change(values: Values) -> None:
        asked = {"pertanyaan": "Apa yang terjadi ketika kegiatan berganti?", "respons": values["tindak_lanjut"]["kesadaran"]}
        values["tindak_lanjut"]["percakapan"] = [dict(asked) for _ in range(number)]
        values["upaya"]["kegiatan"] = [dict(row) for row in islice(cycle(values["upaya"]["kegiatan"]), number)]

    return change


def _survey_people(number: int) -> Callable[[Values], None]:
    """As many people who answered, and half as many follow-ups."""

    def change(values: Values) -> None:
        answers = list(islice(cycle(values["jawaban"].values()), number))
        values["survei"]["sasaran"] = str(number)
        values["responden"] = [f"G{at}" for at in range(1, number + 1)]
        values["jawaban"] = {name: dict(given) for name, given in zip(values["responden"], answers, strict=True)}
        action = {"butir": "D1", "tindakan": "Jadwal observasi disisihkan setiap pekan", "waktu": "Januari 2025", "pj": "Wakil kurikulum"}
        values["tindak_lanjut"] = [dict(action) for _ in range(-(-number // 2))]

    return change


def _workshop_people(number: int) -> Callable[[Values], None]:
    """As many participants, all teachers but the first two, each with a position."""

    def change(values: Values) -> None:
        found = values["hasil"]
        found["peserta"] = found["peserta"][:2] + _rows(found["peserta"][2:], number, "nama")
        found["kelas"]["posisi"] = [
            {**row, "peserta": one["nama"]} for one, row in zip(found["peserta"][2:], cycle(found["kelas"]["posisi"]), strict=False)
        ]
        for row in found["produk"].values():
            row["jumlah"] = str(number)

    return change


def _project_items(number: int) -> Callable[[Values], None]:
    """As many stages, assessments, talks and findings of the evaluation; of findings three at least."""

    def change(values: Values) -> None:
        plan = values["perencanaan"]
        talk = {"tanggal": "14 Agustus 2026", "dengan": "Kepala sekolah dan guru", "pokok": plan["strategi"], "kesepakatan": plan["tujuan"]}
        found = [{"hal": aspect, "temuan": plan["strategi"], "perbaikan": plan["tujuan"]} for aspect in ("hasil", "aktivitas", "asesmen")]
        plan["alur"], plan["asesmen"] = (list(islice(cycle(plan[name]), number)) for name in ("alur", "asesmen"))
        values["coaching"] = [dict(talk) for _ in range(number)]
        values["evaluasi"] = list(islice(cycle(found), max(3, number)))
        values["refleksi"] = {"pendidik": plan["tujuan"], "murid": plan["strategi"]}
        values["langkah"] = [plan["tujuan"]]

    return change


def _recap_people(number: int, missing: int = 1) -> Callable[[Values], None]:
    """Forms of as many teachers, each with the first form's activities; all of them in the list of the school, with the missing ones."""

    def change(values: Values) -> None:
        activities = values["kegiatan"][:2]
        values["formulir"] = [
            {**row, "nama": f"{row['nama'].split(',')[0]} {at}, S.Pd.", "poin": "32"}
            for at, row in enumerate(islice(cycle(values["formulir"]), number), 1)
        ]
        others = [{"nama": f"Muhammad Syaifullah Rahman {at}, S.Pd., M.Pd."} for at in range(1, missing)]
        values["guru"] = [{"nama": row["nama"]} for row in values["formulir"]] + values["guru"][-1:] + others
        values["kegiatan"] = [
            {**one, "kode": f"{row['nama']} ({at})", "guru": row["nama"]}
            for row in values["formulir"]
            for at, one in enumerate(activities, 1)
        ]

    return change


def _as_it_is(_: Values) -> None:
    """Leave the sample as it is: another office is what makes the size."""


SIZES: Final = (
    *(Sized("kak", f"{number}-daerah", _kak_regions(number)) for number in (1, 6, 38)),
    *(Sized("kak", f"{number}-butir", _kak_items(number)) for number in (6, 30)),
    *(Sized("laporan-penyelenggaraan", f"{number}-daerah", _report_regions(number)) for number in (1, 6, 38)),
    *(Sized("laporan-penyelenggaraan", f"{number}-butir", _report_items(number)) for number in (6, 30)),
    Sized("laporan-penyelenggaraan", "30-orang", _report_people(30)),
    *(Sized("laporan-validasi", f"{number}-butir", _validation_items(number)) for number in (6, 30)),
    Sized("laporan-validasi", "10-orang", _validation_people),
    *(Sized("coaching-rhk", f"{number}-butir", _rhk_items(number)) for number in (1, 6, 30)),
    *(Sized("jadwal-pelatihan", f"{number}-butir", _course_items(number)) for number in (6, 30)),
    Sized("jadwal-pelatihan", "30-orang", _course_people),
    *(Sized("rancangan-moderasi", f"{number}-butir", _moderation_items(number)) for number in (6, 30)),
    *(Sized("laporan-evaluasi", f"{number}-orang", _evaluation_people(number)) for number in (6, 30, 120)),
    *(Sized("peta-kebutuhan-belajar", f"{number}-daerah", _map_regions(number)) for number in (1, 6, 38)),
    *(Sized("instrumen-evaluasi", f"{number}-butir", _instrument_items(number)) for number in (1, 6, 38)),
    *(Sized("kajian-kebutuhan", f"{number}-daerah", _study_regions(number)) for number in (1, 6, 38)),
    *(Sized("kurikulum", f"{number}-butir", _curriculum_items(number)) for number in (1, 6, 38)),
    *(Sized("desain-program", f"{number}-daerah", _design_regions(number)) for number in (1, 6, 38)),
    *(Sized("laporan-kegiatan", f"{number}-daerah", _result_regions(number)) for number in (1, 6, 38)),
    *(Sized("evaluasi-penyelenggaraan", f"{number}-daerah", _result_regions(number)) for number in (1, 6, 38)),
    *(Sized("rencana-kegiatan", f"{number}-butir", _plan_activities(number)) for number in (1, 6, 38)),
    *(Sized("desain-evaluasi", f"{number}-butir", _grid_items(number)) for number in (6, 38)),
    *(Sized("lembar-validasi", f"{number}-butir", _sheet_items(number)) for number in (1, 6, 38)),
    *(Sized("daftar-hadir", f"{number}-orang", _attendance_people(number)) for number in (1, 6, 38)),
    *(Sized("daftar-hadir", f"{number}-berselang", _attendance_left_and_right(number)) for number in (1, 6, 13, 30, 38)),
    Sized("daftar-hadir", "berselang-bookman", _attendance_left_and_right(38), "bookman"),
    *(Sized("bahan-ajar", f"{number}-butir", _material_items(number)) for number in (1, 6, 38)),
    *(Sized("evaluasi-reaksi", f"{number}-butir", _reaction_items(number)) for number in (1, 6, 38)),
    *(Sized("laporan-tahunan", f"{number}-daerah", _yearly_regions(number)) for number in (1, 6, 38)),
    *(Sized("dasbor-capaian", f"{number}-daerah", _dashboard_regions(number)) for number in (1, 6, 38)),
    *(Sized("penjaminan-mutu", f"{number}-butir", _assured_items(number)) for number in (1, 6, 38)),
    *(Sized("panduan-teknis", f"{number}-daerah", _kak_regions(number)) for number in (1, 6, 38)),
    *(Sized("rekap-nilai", f"{number}-orang", _evaluation_people(number)) for number in (1, 6, 38)),
    *(Sized("sertifikat", f"{number}-butir", _certificate_items(number)) for number in (1, 30)),
    *(Sized("coaching-harmoni", f"{number}-butir", _harmoni_items(number)) for number in (1, 6, 30)),
    *(Sized("asesmen-kebutuhan", f"{number}-butir", _assessment_items(number)) for number in (6, 38)),
    *(Sized("siklus-kinerja", f"{number}-butir", _cycle_items(number)) for number in (1, 6, 38)),
    *(Sized("projek-coaching", f"{number}-butir", _project_items(number)) for number in (1, 6, 38)),
    *(Sized("laporan-lokakarya", f"{number}-orang", _workshop_people(number)) for number in (1, 6, 38)),
    *(Sized("rencana-pengembangan-diri", f"{number}-butir", _plan_items(number)) for number in (6, 30)),
    *(Sized("program-sekolah", f"{number}-butir", _school_programmes(number)) for number in (1, 6, 38)),
    *(Sized("pelibatan-warga", f"{number}-butir", _involved(number)) for number in (1, 6, 38)),
    *(Sized("program-pembinaan", f"{number}-butir", _coaching_programme(number)) for number in (1, 6, 38)),
    *(Sized("survei-kepuasan", f"{number}-orang", _survey_people(number)) for number in (1, 6, 38)),
    *(Sized("rekap-kehadiran", f"{number}-orang", _attendance_recap(number)) for number in (1, 6, 38)),
    *(Sized("rekap-rhk", f"{number}-orang", _recap_people(number)) for number in (1, 6, 30)),
    Sized("rekap-rhk", "60-orang", _recap_people(30, missing=30)),
    *(Sized(type_, "bookman-f4", _as_it_is, "bookman") for type_ in _BASES),
    *(Sized(type_, "sekolah", _as_it_is, "sekolah") for type_ in _BASES),
)
"""Every size of every type. A validation has at most ten experts, so its people are ten."""

SPILLING: Final = Sized("laporan-penyelenggaraan", "1-daerah", _report_regions(1), "sempit")
"""A report whose contents list takes a second page once the numbers are in it."""

_LARGEST: Final = {
    "bahan-ajar": ("38-butir", _material_items(38)),
    "coaching-rhk": ("30-butir", _rhk_items(30)),
    "daftar-hadir": ("38-orang", _attendance_people(38)),
    "dasbor-capaian": ("38-daerah", _dashboard_regions(38)),
    "desain-evaluasi": ("38-butir", _grid_items(38)),
    "desain-program": ("38-daerah", _design_regions(38)),
    "evaluasi-reaksi": ("38-butir", _reaction_items(38)),
    "evaluasi-penyelenggaraan": ("38-daerah", _result_regions(38)),
    "jadwal-pelatihan": ("30-butir", _course_items(30)),
    "instrumen-evaluasi": ("38-butir", _instrument_items(38)),
    "kajian-kebutuhan": ("38-daerah", _study_regions(38)),
    "kak": ("38-daerah", _kak_regions(38)),
    "kurikulum": ("38-butir", _curriculum_items(38)),
    "laporan-evaluasi": ("30-orang", _evaluation_people(30)),
    "laporan-kegiatan": ("38-daerah", _result_regions(38)),
    "laporan-penyelenggaraan": ("38-daerah", _report_regions(38)),
    "laporan-lokakarya": ("38-orang", _workshop_people(38)),
    "laporan-tahunan": ("38-daerah", _yearly_regions(38)),
    "laporan-validasi": ("30-butir", _validation_items(30)),
    "lembar-validasi": ("38-butir", _sheet_items(38)),
    "panduan-teknis": ("38-daerah", _kak_regions(38)),
    "peta-kebutuhan-belajar": ("38-daerah", _map_regions(38)),
    "pelibatan-warga": ("38-butir", _involved(38)),
    "penjaminan-mutu": ("38-butir", _assured_items(38)),
    "program-pembinaan": ("38-butir", _coaching_programme(38)),
    "program-sekolah": ("38-butir", _school_programmes(38)),
    "projek-coaching": ("38-butir", _project_items(38)),
    "rancangan-moderasi": ("30-butir", _moderation_items(30)),
    "rekap-nilai": ("38-orang", _evaluation_people(38)),
    "coaching-harmoni": ("30-butir", _harmoni_items(30)),
    "asesmen-kebutuhan": ("38-butir", _assessment_items(38)),
    "refleksi-kompetensi": ("sama", _as_it_is),
    "rencana-kegiatan": ("38-butir", _plan_activities(38)),
    "rencana-pengembangan-diri": ("30-butir", _plan_items(30)),
    "rekap-kehadiran": ("38-orang", _attendance_recap(38)),
    "rekap-rhk": ("30-orang", _recap_people(30)),
    "siklus-kinerja": ("38-butir", _cycle_items(38)),
    "sertifikat": ("30-butir", _certificate_items(30)),
    "survei-kepuasan": ("38-orang", _survey_people(38)),
}

MATRIX: Final = (
    *(Sized(type_, office, _as_it_is, office) for type_ in _BASES for office in ("f4", "spasi", "bookman-a4", "bookman-spasi", "yayasan")),
    *(Sized(type_, f"{size}-bookman", change, "bookman") for type_, (size, change) in _LARGEST.items()),
    *(Sized(type_, f"{size}-spasi", change, "spasi") for type_, (size, change) in _LARGEST.items()),
    *(Sized(type_, f"{size}-bookman-spasi", change, "bookman-spasi") for type_, (size, change) in _LARGEST.items()),
    *(Sized("laporan-penyelenggaraan", f"{number}-orang", _report_people(number)) for number in (1, 6, 28, 29, 31)),
    *(Sized("laporan-validasi", f"{number}-butir", _validation_items(number)) for number in (1, 25, 28, 33)),
    Sized("rancangan-moderasi", "3-butir", _moderation_items(3)),
    *(Sized("jadwal-pelatihan", f"{number}-butir", _course_items(number)) for number in (2, 38)),
    *(Sized("laporan-evaluasi", f"{number}-orang", _evaluation_people(number)) for number in (2, 38)),
    Sized("sertifikat", "panjang", _certificate_words, "bookman-a4"),
)
"""Each type on each paper, in each font, spacing and institution, the largest sizes where they are hardest, rows around a full page."""

SOME: Final = ("laporan-penyelenggaraan/38-daerah", "kak/38-daerah", "jadwal-pelatihan/30-butir", "coaching-rhk/bookman-f4")
