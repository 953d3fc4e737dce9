"""A sample of a type in a size: what it is made from, for which office, and how it becomes a document."""

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


BASES: Final = {
    "asesmen-kebutuhan": "ok-minimal",
    "bahan-ajar": "ok-lengkap",
    "biodata": "ok-lengkap",
    "coaching-harmoni": "ok-poin-2024",
    "coaching-rhk": "ok-lengkap",
    "daftar-hadir": "ok-lengkap",
    "dasbor-capaian": "ok-lengkap",
    "desain-evaluasi": "ok-lengkap",
    "desain-program": "ok-lengkap",
    "dokumentasi": "ok-lengkap",
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
    base = SAMPLES / sized.type / f"{BASES[sized.type]}.yaml"
    values: Values = yaml.load(base.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    named = values.pop("institusi", "")
    if named and not sized.office:  # the sample names its school's letterhead from its own folder on
        values["institusi"] = str(base.parent / named)
    values |= {
        name: str(base.parent / feeder) for name in ("program", "sekolah") if (feeder := values.get(name)) and isinstance(feeder, str)
    }
    sized.change(values)
    for picture in base.parent.glob("*.png"):
        shutil.copy(picture, folder)
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


def rows(rows: list[Values], number: int, name: str) -> list[Values]:
    """Return `number` rows made from those there are, each with a name of its own."""
    return [{**row, name: f"{row[name]} {at}" if at > len(rows) else row[name]} for at, row in enumerate(islice(cycle(rows), number), 1)]


def as_it_is(_: Values) -> None:
    """Leave the sample as it is: another office is what makes the size."""
