"""Schools and their teachers: plans, coaching, results of work, grown to a size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

from tests.sizes.sized import Values, rows


def rhk_items(number: int) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values["rencana"] = [dict(row) for row in islice(cycle(values["rencana"]), number)]

    return change


def school_programmes(number: int) -> Callable[[Values], None]:
    """As many programmes, each with an activity and a measure."""

    def change(values: Values) -> None:
        values["program"] = rows(values["program"], number, "nama")
        names = [row["nama"] for row in values["program"]]
        activities = rows(values["kegiatan"], number, "kegiatan")
        values["kegiatan"] = [{**row, "program": name} for row, name in zip(activities, names, strict=True)]
        values["ukuran"] = [{**values["ukuran"][0], "program": name} for name in names]

    return change


def involved(number: int) -> Callable[[Values], None]:
    """As many ways to involve people, and obstacles and measures of them."""

    def change(values: Values) -> None:
        values["warga"] = [dict(row) for row in islice(cycle(values["warga"]), number)]
        values["hambatan"] = [{"hambatan": "Orang tua bekerja pada hari itu", "antisipasi": "Rekaman dari rumah"} for _ in range(number)]
        values["ukuran"] = [dict(row) for row in islice(cycle(values["ukuran"]), number)]

    return change


def harmoni_items(number: int) -> Callable[[Values], None]:
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


def plan_items(number: int) -> Callable[[Values], None]:
    """As many plans of learning, of which twelve at most can be priorities."""

    def change(values: Values) -> None:
        kinds = list(values["profil"])
        values["prioritas"] = [{**values["prioritas"][0], "indikator": kind} for kind in kinds[: max(3, min(number, 12))]]
        values["rencana"] = [
            {**values["rencana"][0], "indikator": kind} for kind in islice(cycle(kinds[: max(3, min(number, 12))]), max(3, number))
        ]

    return change


def assessment_items(number: int) -> Callable[[Values], None]:
    """As many findings of evidence and as many interventions, of which twelve at most can be priorities."""

    def change(values: Values) -> None:
        kinds = list(values["profil"])[: min(number, 12)]
        values["bukti"] = [dict(row) for row in islice(cycle(values["bukti"]), max(5, number))]
        values["prioritas"] = [{**values["prioritas"][0], "indikator": kind} for kind in dict.fromkeys(("1.3", *kinds))]
        values["intervensi"] = [
            {**values["intervensi"][0], "indikator": kind} for kind in islice(cycle(dict.fromkeys(("1.3", *kinds))), max(13, number))
        ]

    return change


def coaching_programme(number: int) -> Callable[[Values], None]:
    """As many needs, activities, measures and follow-ups, all carried out."""

    def change(values: Values) -> None:
        program = rows(values["perencanaan"]["program"], number, "kegiatan")
        values["identifikasi"]["kebutuhan"] = rows(values["identifikasi"]["kebutuhan"], number, "kode")
        for need, row in zip(values["identifikasi"]["kebutuhan"], program, strict=True):
            row["kebutuhan"] = need["kode"]
        values["perencanaan"]["program"] = program
        names = [row["kegiatan"] for row in program]
        done = {"bentuk": "pendampingan", "tanggal": "Maret 2026", "peserta": "6", "realisasi": "Rp700.000"}
        values["pelaksanaan"]["kegiatan"] = [{**done, "kegiatan": name} for name in names]
        values["evaluasi"]["ukuran"] = [{**values["evaluasi"]["ukuran"][0], "kegiatan": name} for name in names]
        values["tindak_lanjut"]["rencana"] = [{**values["tindak_lanjut"]["rencana"][0], "kegiatan": name} for name in names]

    return change


def cycle_items(number: int) -> Callable[[Values], None]:
    """As many questions of the talk after the observation, and as many efforts that follow it."""

    def change(values: Values) -> None:
        asked = {"pertanyaan": "Apa yang terjadi ketika kegiatan berganti?", "respons": values["tindak_lanjut"]["kesadaran"]}
        values["tindak_lanjut"]["percakapan"] = [dict(asked) for _ in range(number)]
        values["upaya"]["kegiatan"] = [dict(row) for row in islice(cycle(values["upaya"]["kegiatan"]), number)]

    return change


def project_items(number: int) -> Callable[[Values], None]:
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


def recap_people(number: int, missing: int = 1) -> Callable[[Values], None]:
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
