"""Reports of a Balai, and what is counted over many people and regions, grown to a size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

from tests.sizes.sized import Values, rows


def report_regions(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["sasaran"] = rows(values["sasaran"], number, "kabupaten_kota")

    return change


def report_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        each = -(-number // len(values["luaran"]))
        for result in values["luaran"]:
            result["aktivitas"] = rows(result["aktivitas"], each, "nama")

    return change


def report_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        people = [row for row in values["capaian"]["penanggung_jawab"] if "jabatan" in row]
        values["capaian"]["penanggung_jawab"] = rows(people, number, "jabatan")

    return change


def evaluation_people(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        marks = cycle(values["nilai"].values())
        values["peserta"] = rows(values["peserta"], number, "nama")
        values["nilai"] = {row["nama"]: dict(next(marks)) for row in values["peserta"]}
        for row in values["peserta"]:
            row.pop("nilai_akhir", None)

    return change


def result_regions(number: int) -> Callable[[Values], None]:
    """As many regions as said, their teachers the whole target."""

    def change(values: Values) -> None:
        made = rows(values["capaian"]["wilayah"], number, "kabupaten_kota")
        values["capaian"]["wilayah"] = made
        if isinstance(values["tujuan"], dict):
            values["tujuan"]["target_cakupan"] = str(sum(int(row["jumlah_guru"]) for row in made))

    return change


def yearly_regions(number: int) -> Callable[[Values], None]:
    """As many regions and programmes as said, those who took part spread over them."""

    def change(values: Values) -> None:
        given = values["pemerataan"]["wilayah"]
        regions, programmes = rows(given, number, "nama"), rows(values["penyelenggaraan"]["program"], number, "judul")
        values["pemerataan"]["wilayah"] = [{**row, "sasaran": str(20 + 3 * at), "populasi": "900"} for at, row in enumerate(regions)]
        values["penyelenggaraan"]["program"] = programmes
        place = {row["nip"].replace(" ", ""): at % number for at, row in enumerate(values["peserta"])}
        for row in values["peserta"]:
            at = place[row["nip"].replace(" ", "")]
            row["wilayah"], row["program"] = regions[at]["nama"], programmes[at]["judul"]

    return change


def dashboard_regions(number: int) -> Callable[[Values], None]:
    """As many programmes and regions as said, a region and an activity of each programme."""

    def change(values: Values) -> None:
        values["program"] = rows(values["program"], number, "judul")
        for table in ("sasaran", "tahapan", "aktivitas"):
            values[table] = [
                {**row, "kode": str(at), "program": values["program"][at % number]["judul"]}
                for at, row in enumerate(islice(cycle(values[table]), max(number, 3)))
            ]
        for at, row in enumerate(values["sasaran"]):
            row["wilayah"] = f"Kabupaten Contoh {at + 1}" if at >= 3 else row["wilayah"]

    return change


def assured_items(number: int) -> Callable[[Values], None]:
    """As many people in the team and things to be done."""

    def change(values: Values) -> None:
        first, *others = values["tim"]
        values["tim"] = [first, *rows(others, number - 1, "nama")]
        values["tindak_lanjut"] = [dict(row) for row in islice(cycle(values["tindak_lanjut"]), number)]

    return change


def workshop_people(number: int) -> Callable[[Values], None]:
    """As many participants, all teachers but the first two, each with a position."""

    def change(values: Values) -> None:
        found = values["hasil"]
        found["peserta"] = found["peserta"][:2] + rows(found["peserta"][2:], number, "nama")
        found["kelas"]["posisi"] = [
            {**row, "peserta": one["nama"]} for one, row in zip(found["peserta"][2:], cycle(found["kelas"]["posisi"]), strict=False)
        ]
        for row in found["produk"].values():
            row["jumlah"] = str(number)

    return change
