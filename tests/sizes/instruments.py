"""Instruments, what experts say of them, and needs that they show, grown to a size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

from tests.sizes.sized import Values, rows


def validation_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        made = [{**row, "kode": f"B{at}"} for at, row in enumerate(islice(cycle(values["butir"]), number), 1)]
        ratings = list(values["penilaian"].values())
        values["butir"] = made
        values["penilaian"] = {row["kode"]: ratings[at % len(ratings)] for at, row in enumerate(made)}
        values["komentar"] = [one for one in values["komentar"] if one["butir"] in values["penilaian"]]

    return change


def validation_people(values: Values) -> None:
    experts = values["penilai"]
    values["penilai"] = [
        {"nama": f"{row['nama'].split(',')[0]} {at}, M.Pd.", "instansi": row["instansi"], "keahlian": row["keahlian"]}
        for at, row in enumerate(islice(cycle(experts), 10), 1)
    ]
    values["penilaian"] = {row["kode"]: {one["nama"]: "Sesuai" for one in values["penilai"]} for row in values["butir"]}
    values["komentar"] = []
    for row in values["butir"]:
        row.pop("rencana_revisi", None)


def instrument_items(number: int) -> Callable[[Values], None]:
    """As many items as said, answered by the same people in the try-out."""

    def change(values: Values) -> None:
        answers = {name: list(given.values()) for name, given in values["validasi"]["jawaban"].items()}
        values["butir"] = rows(values["butir"], number, "kode")
        values["kisi_kisi"]["kisi"] = [{**values["kisi_kisi"]["kisi"][0], "nomor_butir": f"1–{number}", "jumlah": str(number)}]
        codes = [row["kode"] for row in values["butir"]]
        values["validasi"]["jawaban"] = {name: dict(zip(codes, cycle(given), strict=False)) for name, given in answers.items()}

    return change


def sheet_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        for name in ("butir", "penilaian"):
            values[name] = [{**row, "kode": f"B{at}"} for at, row in enumerate(islice(cycle(values[name]), number), 1)]

    return change


def reaction_items(number: int) -> Callable[[Values], None]:
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


def survey_people(number: int) -> Callable[[Values], None]:
    """As many people who answered, and half as many follow-ups."""

    def change(values: Values) -> None:
        answers = list(islice(cycle(values["jawaban"].values()), number))
        values["survei"]["sasaran"] = str(number)
        values["responden"] = [f"G{at}" for at in range(1, number + 1)]
        values["jawaban"] = {name: dict(given) for name, given in zip(values["responden"], answers, strict=True)}
        action = {"butir": "D1", "tindakan": "Jadwal observasi disisihkan setiap pekan", "waktu": "Januari 2025", "pj": "Wakil kurikulum"}
        values["tindak_lanjut"] = [dict(action) for _ in range(-(-number // 2))]

    return change


def map_regions(number: int) -> Callable[[Values], None]:
    """As many regions and subjects as teachers: the widest table of where they come from."""

    def change(values: Values) -> None:
        levels = cycle(values["nilai"].values())
        values["wilayah"]["tingkat"] = "provinsi"
        values["guru"] = rows(values["guru"], number * 3, "nama")
        for at, row in enumerate(values["guru"]):
            row["kabupaten_kota"] = f"Kabupaten Contoh {at % number + 1}"
        values["nilai"] = {row["nama"]: dict(next(levels)) for row in values["guru"]}

    return change


def study_regions(number: int) -> Callable[[Values], None]:
    """As many regions as said, with the data of two teachers of three each."""

    def change(values: Values) -> None:
        levels = cycle(values["nilai"].values())
        names = [f"Kabupaten Contoh {at + 1}" for at in range(number)]
        values["rancangan"]["sasaran"] = [{"kabupaten_kota": name, "jumlah_guru": "3"} for name in names]
        values["guru"] = rows(values["guru"], number * 2, "nama")
        for at, row in enumerate(values["guru"]):
            row["kabupaten_kota"] = names[at % number]
        values["nilai"] = {row["nama"]: dict(next(levels)) for row in values["guru"]}

    return change
