"""Programmes of a Balai and what is written before they begin, grown to a size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

from tests.sizes.sized import Values, rows


def kak_regions(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["sasaran"] = rows(values["sasaran"], number, "kabupaten_kota")
        values["tujuan"]["target_cakupan"] = str(sum(int(row["jumlah_guru"]) for row in values["sasaran"]))

    return change


def kak_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        made = rows(values["anggaran"], number, "uraian")
        values["anggaran"] = sorted(made, key=lambda row: str(row["aktivitas"]))
        values["pagu"] = "Rp90.000.000.000,00"

    return change


def course_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["struktur"] = [{**row, "jp": "2"} for row in rows(values["struktur"], number, "mata_ajar")]
        values["jp_desain"] = str(2 * number)
        values["sesi_tetap"] = values["sesi_tetap"][:1]
        values["waktu"].pop("selesai", None)

    return change


def course_people(values: Values) -> None:
    course_items(10)(values)
    for at, row in enumerate(values["struktur"]):
        row["narasumber"] = [f"Narasumber {3 * at + number} Contoh, S.Pd., M.Pd." for number in (1, 2, 3)]


def moderation_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        first, *inner, last = values["aktivitas"]
        made = [first, *(dict(row) for row in islice(cycle(inner), number - 2)), last]
        values["aktivitas"] = [{**row, "menit": "45"} for row in made]
        values["identitas"]["jp"] = str(number)

    return change


def curriculum_items(number: int) -> Callable[[Values], None]:
    """As many subjects as said, each described and with its place in the order."""

    def change(values: Values) -> None:
        values["struktur"] = [{**row, "jp": "2", "jenis": "inti"} for row in rows(values["struktur"], number, "mata_ajar")]
        values["materi"] = rows(values["materi"], number, "mata_ajar")
        steps = list(islice(cycle(values["strategi"]["urutan"]), number))
        named = zip(steps, values["struktur"], strict=True)
        values["strategi"]["urutan"] = [{**step, "jp": "2", "mata_ajar": row["mata_ajar"]} for step, row in named]

    return change


def design_regions(number: int) -> Callable[[Values], None]:
    """As many regions and subjects as said, each subject described."""

    def change(values: Values) -> None:
        strategy = values["bab2"]["strategi"]
        values["bab1"]["sasaran"]["wilayah"] = rows(values["bab1"]["sasaran"]["wilayah"], number, "kabupaten_kota")
        strategy["struktur"] = [{**row, "jenis": "inti"} for row in rows(strategy["struktur"], number, "mata_ajar")]
        strategy["materi"] = rows(strategy["materi"], number, "mata_ajar")

    return change


def plan_activities(number: int) -> Callable[[Values], None]:
    """As many activities as said, each with its people and place."""

    def change(values: Values) -> None:
        work = values["aktivitas"]
        first = work["daftar"][0]
        first["aktivitas"] = rows(first["aktivitas"], number, "nama")
        names = [row["nama"] for row in first["aktivitas"]]
        work["pelaksana"] = [{**row, "aktivitas": [name]} for row, name in zip(rows(work["pelaksana"], number, "nama"), names, strict=True)]
        work["narasumber"] = [{**row, "aktivitas": names[:1]} for row in work["narasumber"]]
        work["sarana"] = [{**row, "kegiatan": name} for row, name in zip(rows(work["sarana"], number, "kegiatan"), names, strict=True)]

    return change


def grid_items(number: int) -> Callable[[Values], None]:
    """As many lines of the grid as said; one for each aspect at least."""

    def change(values: Values) -> None:
        made = rows(values["instrumen"]["kisi"], max(number, 5), "indikator")
        values["instrumen"]["kisi"] = sorted(made, key=lambda row: str(row["instrumen"]))

    return change


def material_items(number: int) -> Callable[[Values], None]:
    """As many subjects as said, each with an activity, worksheets in turn."""

    def change(values: Values) -> None:
        values["capaian"]["alur"] = rows(values["capaian"]["alur"], number, "mata_ajar")
        names = [row["mata_ajar"] for row in values["capaian"]["alur"]]
        work = values["pembelajaran"]
        work["aktivitas"] = [{**row, "mata_ajar": name} for row, name in zip(cycle(work["aktivitas"]), names, strict=False)]
        work["lembar_kerja"] = [{**row, "mata_ajar": name} for row, name in zip(cycle(work["lembar_kerja"]), names, strict=False)]

    return change
