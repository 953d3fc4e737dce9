"""What an event leaves behind: who was there, certificates, personal data, photographs, grown to a size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

from tests.sizes.sized import Values, rows


def certificate_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["struktur"] = rows(values["struktur"], number, "mata_ajar")

    return change


def certificate_words(values: Values) -> None:
    values["judul"] = "Peningkatan Kompetensi Guru Sekolah Dasar dalam Pembelajaran Literasi dan Numerasi"
    values["penerima"]["unit_kerja"] = "Sekolah Dasar Negeri 1 Melati, Kecamatan Contoh, Kabupaten Melati"


def attendance_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["peserta"] = rows(values["peserta"], number, "nama")

    return change


def attendance_left_and_right(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        attendance_people(number)(values)
        values["susunan"] = "Berselang"
        values["hari"] = values["hari"][:2]

    return change


def attendance_recap(number: int) -> Callable[[Values], None]:
    """Marks of as many people, each like those of the one whose place it takes."""

    def change(values: Values) -> None:
        marks = list(values["catatan"].values())
        values["peserta"] = rows(values["peserta"], number, "nama")
        values["catatan"] = {row["nama"]: marks[at % len(marks)] for at, row in enumerate(values["peserta"])}

    return change


def attendance_days(number: int) -> Callable[[Values], None]:
    """As many days, and names as long as they come."""

    def change(values: Values) -> None:
        values["hari"] = [f"{6 + at} Juli 2026" for at in range(number)]
        for row in values["peserta"][::3]:
            row["nama"] = f"{row['nama'].split(',')[0]} Puspaningtyas Simanjuntak, S.Pd., M.Pd."
        values["pengesahan"]["tanggal"] = "12 Juli 2026"

    return change


def pledges(number: int) -> Callable[[Values], None]:
    """A pledge of integrity of as many sentences."""

    def change(values: Values) -> None:
        said = islice(cycle(values["pernyataan"]), number)
        values["pernyataan"] = [f"{text}, butir {at}" for at, text in enumerate(said, 1)]

    return change


def personal_words(values: Values) -> None:
    """Names, addresses and schools as long as they come."""
    person, school = values["diri"], values["unit"]
    person["nama"] = "Dr. Raden Ajeng Anisa Rahmawati Puspaningtyas Kusumawardhani, S.Pd., M.Pd., Gr."
    person["alamat"] = (
        "Perumahan Bukit Kenanga Permai Blok C-12 Nomor 14, RT 003/RW 011, Kelurahan Sukasari, Kecamatan Kenanga Barat, Kabupaten Kenanga"
    )
    person["pendidikan"] = "S-2 Penelitian dan Evaluasi Pendidikan, Sekolah Pascasarjana Universitas Negeri Contoh, 2019"
    school["nama"] = "Sekolah Dasar Negeri Percontohan Kenanga Barat Daya 5"
    values["rekening"]["bank"] = "Bank Pembangunan Daerah Contoh, Kantor Cabang Pembantu Kenanga Barat Daya"


def photographs(number: int) -> Callable[[Values], None]:
    """As many photographs, each shown and dated as one of the sample."""

    def change(values: Values) -> None:
        values["foto"] = rows(values["foto"], number, "keterangan")

    return change


def photograph_words(values: Values) -> None:
    """What photographs show in more than two lines."""
    for row in values["foto"]:
        row["keterangan"] = (
            f"{row['keterangan']}, disaksikan Dr. Raden Ajeng Anisa Rahmawati Puspaningtyas Kusumawardhani, S.Pd., M.Pd. dan panitia"
        )
        row["tempat"] = "Aula Besar Balai Guru dan Tenaga Kependidikan Provinsi Contoh, Gedung Kartini Lantai 2"
