"""The needs of one teacher hold together: six documents share identity, levels and goals, and each difference is told at both places. FRM-07.

refleksi-kompetensi → asesmen-kebutuhan → coaching-harmoni → coaching-rhk → siklus-kinerja → rencana-pengembangan-diri, fed by one file of the school.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.document import Outcome
from generator.examine import examine
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.intake.read import read
from generator.pipeline import Target, run_all
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding

TEACHER = "Nurul Azkiyah, S.Pd."
SCHOOL = (SAMPLES / "sekolah" / "ok-lengkap.yaml").read_text(encoding="utf-8")
GOALS = {
    "1.3": "Merancang asesmen formatif menulis beserta umpan balik yang dipakai murid",
    "1.1": "Menata diskusi kelompok agar tertib dan aman bagi semua murid",
    "3.2": "Melibatkan orang tua/wali dalam kebiasaan menulis murid",
}
CHAIN = (
    "refleksi-kompetensi",
    "asesmen-kebutuhan",
    "coaching-harmoni",
    "coaching-rhk",
    "siklus-kinerja",
    "rencana-pengembangan-diri",
)
NEEDS = {
    "asesmen-kebutuhan": "prioritas",
    "coaching-harmoni": "tujuan.kebutuhan",
    "siklus-kinerja": "persiapan.kebutuhan",
    "rencana-pengembangan-diri": "prioritas",
}
LEVELS = {"refleksi-kompetensi": "refleksi", "asesmen-kebutuhan": "profil", "rencana-pengembangan-diri": "profil"}
PLANS = {"coaching-harmoni": "matriks.rencana", "coaching-rhk": "rencana", "siklus-kinerja": "persiapan.upaya_belajar"}
OTHER_PLAN = "- {rhk: coaching-peserta, tujuan: Lain, kuantitas: 1, materi: Lain, pelaksanaan: {waktu: Bulan Mei}}"
GOAL = '- {indikator: "1.3", tujuan: Menulis soal}'
# type, what is planted, code and path of the finding, what stands in the line of the school's file that it names
PLANTED = [
    *((name, 'guru:\n  nip: "199203152019032008"\n', "beda-dari-program@guru.nip", 'nip: "199203152019032007"') for name in CHAIN),
    *(
        (name, "satuan_pendidikan:\n  nama: SMP Lain\n", "beda-dari-program@satuan_pendidikan.nama", "nama: SMP Negeri 3 Contoh")
        for name in CHAIN
    ),
    *(
        (name, f'{path}: {{"1.3": {{level: 2}}}}\n', f"beda-dari-program@{path}.1.3.level", '"1.3": {level: 1}')
        for name, path in LEVELS.items()
    ),
    ("asesmen-kebutuhan", f"prioritas:\n  {GOAL}\n", "beda-dari-program@prioritas.0.tujuan", GOALS["1.3"]),
    ("coaching-harmoni", f"tujuan:\n  kebutuhan:\n    {GOAL}\n", "beda-dari-program@tujuan.kebutuhan.0.tujuan", GOALS["1.3"]),
    ("coaching-harmoni", f"matriks:\n  rencana:\n    {OTHER_PLAN}\n", "tabel-beda-dari-program@matriks.rencana", "rencana:"),
    ("coaching-rhk", f"rencana:\n  {OTHER_PLAN}\n", "tabel-beda-dari-program@rencana", "rencana:"),
    ("siklus-kinerja", f"persiapan:\n  upaya_belajar:\n    {OTHER_PLAN}\n", "tabel-beda-dari-program@persiapan.upaya_belajar", "rencana:"),
    ("siklus-kinerja", f"persiapan:\n  kebutuhan:\n    {GOAL}\n", "beda-dari-program@persiapan.kebutuhan.0.tujuan", GOALS["1.3"]),
    ("siklus-kinerja", "persiapan:\n  fokus: Lain\n", "beda-dari-program@persiapan.fokus", "fokus: Memberi umpan balik"),
    ("rencana-pengembangan-diri", f"prioritas:\n  {GOAL}\n", "beda-dari-program@prioritas.0.tujuan", GOALS["1.3"]),
    (
        "rencana-pengembangan-diri",
        'prioritas:\n  - {indikator: "3.2", kapan: tahun ini}\n',
        "beda-dari-program@prioritas.2.kapan",
        "tahun berikutnya",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("guru")
    (made / "sekolah.yaml").write_text(SCHOOL, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


CATALOGUE = Catalogue(Home(SAMPLES))


def form(name: str, planted: str = "") -> str:
    """Return the teacher's form of a type: the sample where it is of this teacher, with groups of `planted` joined to its own."""
    sample = SAMPLES / name / "ok-lengkap.yaml"
    text = sample.read_text(encoding="utf-8").replace("../sekolah/ok-lengkap.yaml", "sekolah.yaml")
    if TEACHER not in text:
        text = f'jenis: {name}\nsekolah: sekolah.yaml\nguru:\n  nama: "{TEACHER}"\n'
    head, _, body = planted.partition("\n")
    return text.replace(f"\n{head}\n", f"\n{planted}", 1) if body and f"\n{head}\n" in text else text + planted


def of_teacher(folder: Path, shelf: Shelf, name: str, text: str) -> Outcome:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return list(run_all(Incoming(file, shelf=shelf), CATALOGUE, Target()))[-1]


def at(values: Any, path: str) -> Any:
    for step in path.split("."):
        values = values[step]
    return values


def test_chain__shares_identity_levels_goals_and_plans(folder: Path, shelf: Shelf) -> None:
    shared: dict[str, Any] = {}
    for name in CHAIN:
        file = folder / f"{name}.yaml"
        file.write_text(form(name), encoding="utf-8")
        given = read(file, CATALOGUE)
        assert not isinstance(given, Finding)
        examined = examine(given)
        assert not examined.findings.has_errors, [one.message for one in examined.findings]
        shared[name] = values = examined.document.given.values
        assert (values["guru"]["nama"], values["guru"]["nip"]) == (TEACHER, "199203152019032007")
        assert values["satuan_pendidikan"]["nama"] == "SMP Negeri 3 Contoh"
    assert {
        name: {str(row["indikator"]): row["tujuan"] for row in at(shared[name], path)} for name, path in NEEDS.items()
    } == dict.fromkeys(NEEDS, GOALS)
    assert {at(shared[name], path)["1.3"]["level"] for name, path in LEVELS.items()} == {1}
    assert {tuple(str(row["rhk"]) for row in at(shared[name], path)) for name, path in PLANS.items()} == {
        ("observasi-praktik-partisipan", "pelatihan-mandiri-peserta", "praktik-baik-peserta")
    }


@pytest.mark.parametrize(("name", "planted", "told", "there"), PLANTED, ids=[f"{row[0]}-{row[2]}" for row in PLANTED])
def test_chain__a_difference_is_told_at_both_places(folder: Path, shelf: Shelf, name: str, planted: str, told: str, there: str) -> None:
    outcome = of_teacher(folder, shelf, name, form(name, planted))
    found = {f"{one.code}@{'.'.join(map(str, one.path))}": one for one in outcome.findings}
    assert told in found, found
    one = found[told]
    assert (Path(one.place.file).name, Path(one.also.file).name) == (f"{name}.yaml", "sekolah.yaml")
    assert one.place.line is not None
    assert one.also.line is not None
    assert there in SCHOOL.splitlines()[one.also.line - 1]
