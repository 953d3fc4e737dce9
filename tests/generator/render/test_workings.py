"""Lampiran Perhitungan: every score of a document with inputs, steps, band, source and decisions, as data for any template.

SCO-91: the readings that a result rests on are named in the document.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.examine import examine
from generator.intake.read import read
from generator.render.workings import Workings
from generator.spec.catalogue import Catalogue
from tests.conftest import SAMPLES
from tests.sizes import SIZES, document

SCORED = SAMPLES / "laporan-validasi" / "ok-revisi.yaml"


def workings(file, catalogue: Catalogue, name: str) -> Workings:
    examined = examine(read(file, catalogue, type_name=name))
    return Workings(examined.document.compiled, examined.scope)


@pytest.fixture
def one(catalogue):
    (found,) = workings(SCORED, catalogue, "laporan-validasi")
    return found


def test_workings__of_a_document_score(one) -> None:
    assert set(one) == {"judul", "masukan", "langkah", "langkah_dan_bacaan", "rincian", "pita", "dasar", "keputusan", "baris"}
    assert one["judul"] == "Indeks Validitas Isi"
    assert [step["hasil"] for step in one["langkah"]][-2:] == ["S-CVI/Ave", "S-CVI/UA"]
    assert one["langkah"][0]["kata"].startswith("penilai yang memberi Cukup Sesuai atau Sesuai")
    assert one["langkah"][-2]["kata"] == "jumlah semua I-CVI dibagi banyaknya butir"


def test_workings__say_a_formula_once_for_the_steps_that_share_it(one) -> None:
    """Six items have an index by the same formula; the two indices of all of them have their own."""
    told = [step["kata"] for step in one["langkah"]]
    assert told[1:6] == ["seperti di atas"] * 5
    assert len(set(told)) == 4


def test_workings__of_many_regions_tell_their_numbers_below_the_table(tmp_path: Path) -> None:
    """38 regions: one row for their coverage, two that point to long sums, and nothing lost: a sheet has a row of every step."""
    examined = examine(document(next(size for size in SIZES if size.id == "laporan-tahunan/38-daerah"), tmp_path))
    many = next(one for one in Workings(examined.document.compiled, examined.scope) if one["judul"] == "Indeks disparitas")
    assert [(row["hasil"], row["rumus"]) for row in many["langkah"]] == [
        ("Yi", "38 kali, di bawah tabel"),
        ("Y (rerata sederhana)", "di bawah tabel"),
        ("Σ(Yi − Y)² × fi / n", "di bawah tabel"),
        ("ID", many["langkah"][-1]["rumus"]),
    ]
    steps = [row for row in many["langkah_dan_bacaan"] if row["hasil"] != "Bacaan"]
    assert len(steps) == 41
    assert len(many["rincian"]) == 3
    # the first region: 2 graduates of 20
    assert many["rincian"][0].startswith("Yi: Kabupaten Melati: 2 / 20 = 0,1; Kabupaten Kenanga: ")
    assert all(f"{row['rumus']} = {row['tercetak']}" in " ".join(many["rincian"]) for row in steps[:-1])


def test_workings__of_few_steps_have_nothing_below_the_table(one) -> None:
    assert one["rincian"] == []


def test_workings__name_only_the_readings_that_touched_the_result(one, catalogue) -> None:
    """ok-revisi: no cell is empty, no index lies between 0,79 and 0,80, the verdict is REVISI; in ok-penilaian-kosong cells are."""
    assert one["keputusan"] == []
    assert one["langkah_dan_bacaan"] == one["langkah"]
    (other,) = workings(SAMPLES / "laporan-validasi" / "ok-penilaian-kosong.yaml", catalogue, "laporan-validasi")
    assert "cvi-penilai" in [decision["id"] for decision in other["keputusan"]]
    assert [row["kata"] for row in other["langkah_dan_bacaan"][len(other["langkah"]) :]] == [one["kalimat"] for one in other["keputusan"]]
    assert all("cvi-" not in decision["kalimat"] and "Perdirjen" in decision["kalimat"] for decision in other["keputusan"])
    assert any(line.startswith("Bacaan yang dipakai: pembagi hanya reviewer") for line in other["baris"])


def test_workings__every_step_of_every_score_has_its_formula_in_words() -> None:
    from generator.scoring.formulas import FORMULAS, formula_in_words
    from generator.scoring.registry import SCORES

    assert set(FORMULAS) == set(SCORES)
    assert formula_in_words("cgi", "CGI Pedagogik") != formula_in_words("cgi", "CGI")
    assert formula_in_words("nilai_akhir", "Sikap") == "nilai aspek dikali bobotnya"


def test_workings__a_document_without_scores_has_none(catalogue) -> None:
    file = SAMPLES / "kak" / "ok-minimal.yaml"
    assert list(workings(file, catalogue, "kak")) == []


def test_workings__of_a_computed_column_name_their_row(tmp_path, catalogue) -> None:
    """80 x 60 % + 90 x 40 % = 84; the second row 70."""
    home = tmp_path / "home"
    (home / "specs").mkdir(parents=True)
    (home / "specs" / "nilai.yaml").write_text(SPEC, encoding="utf-8")
    data = tmp_path / "n.yaml"
    data.write_text(DATA, encoding="utf-8")
    from generator.home import Home

    made = workings(data, Catalogue(Home(home)), "nilai")
    assert [(one["judul"], one["langkah"][-1]["tercetak"]) for one in made] == [("Nilai Akhir: Ani", "84"), ("Nilai Akhir: Budi", "70")]
    assert (len(made), made[1]["judul"], [one["judul"] for one in made[:1]]) == (2, "Nilai Akhir: Budi", ["Nilai Akhir: Ani"])


def test_workings__a_refused_score_has_none(catalogue) -> None:
    file = SAMPLES / "laporan-validasi" / "bad-butir-tanpa-penilai.yaml"
    assert list(workings(file, catalogue, "laporan-validasi")) == []


SPEC = """spec: 1
id: nilai
title: Nilai
revision: 1
source: {document: perdirjen-gtk-4141-2023, place: "Bab VI"}
fields:
  - name: aspek
    label: Aspek
    type: table
    required: true
    key: nama
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: bobot, label: Bobot, type: number, required: true}
  - name: peserta
    label: Peserta
    type: table
    required: true
    key: nama
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: na, label: Nilai Akhir, type: number, score: nilai_akhir, with: {nilai: "nilai[row.nama]", bobot: aspek}}
  - name: nilai
    label: Nilai
    type: matrix
    rows: peserta
    columns: aspek
    of: {type: number, minimum: 0, maximum: 100, required: true}
outputs:
  - {kind: xlsx, template: nilai/nilai.xlsx, filename: nilai.xlsx}
"""
DATA = """jenis: nilai
aspek:
  - {nama: A, bobot: 60}
  - {nama: B, bobot: 40}
peserta:
  - {nama: Ani}
  - {nama: Budi}
nilai:
  Ani: {A: 80, B: 90}
  Budi: {A: 70, B: 70}
"""


def test_workings__are_told_where_an_argument_is_left_empty_and_of_no_hidden_column(catalogue) -> None:
    """The test that no design names is chosen, not missing; marks of thirty people stand in the table of all, not once more each."""
    tested = workings(SAMPLES / "laporan-evaluasi" / "ok-lengkap.yaml", catalogue, "laporan-evaluasi")
    assert [one["judul"] for one in tested][-1] == "Uji Signifikansi"
    marked = workings(SAMPLES / "rekap-nilai" / "ok-lengkap.yaml", catalogue, "rekap-nilai")
    assert [one["judul"] for one in marked] == ["Rekapitulasi Kelulusan", "Lulusan terhadap Target", "Nilai Akhir menurut Kabupaten/Kota"]


WITHOUT = {
    "dasbor-capaian": "it is one page to look at; the reports show the way to the same figures",
    "instrumen-evaluasi": "its analysis is an output of its own",
    "kajian-kebutuhan": "it reports on the map of learning needs, which shows the way to its index",
    "survei-kepuasan": "counts of a school, judged by no reading of the regulation",
}


def test_workings__are_printed_by_every_type_with_a_score_that_rests_on_a_reading(catalogue) -> None:
    """Or the type says here why not."""
    disputed = {decision.score for decision in catalogue.compiled("kak").home.library.decisions()} | {"daftar_nilai"}
    found = {name: catalogue.compiled(name) for name in catalogue.names()}
    scored = {
        name
        for name, compiled in found.items()
        if any(one.computation.method == "score" and one.computation.name in disputed for one in compiled.computations.values())
    }
    assert {name for name in scored if not found[name].spec.workings} == set(WITHOUT)


def test_workings__of_coverage_have_no_step_for_what_was_not_given(catalogue) -> None:
    """The second dashboard of the report is of targets alone: no stages and no activities, so no 0 / 0 of them."""
    both = workings(SAMPLES / "laporan-penyelenggaraan" / "ok-lengkap.yaml", catalogue, "laporan-penyelenggaraan")
    assert [[one["hasil"] for one in each["langkah"]] for each in both] == [
        ["Cakupan sasaran", "Cakupan kerja", "Capaian waktu", "Waktu berjalan"],
        ["Cakupan sasaran"],
    ]


TOUCHED = [
    ("capaian", {"lulus": 30, "target": 30}, ()),
    ("capaian", {"lulus": 27, "target": 30}, ("capaian-lulusan-terbalik", "capaian-batas-pita")),  # 90 %, an edge; the other way round 111 %
    ("capaian", {"lulus": 33, "target": 30}, ("capaian-lulusan-terbalik", "capaian-melampaui-target")),
    ("penurunan", {"aktual": 0, "target": 1}, ("penurunan-aktual-nol",)),
    ("penurunan", {"aktual": 3, "target": 1}, ("penurunan-nilai-negatif",)),  # 200 - 300 = -100 %
    ("penurunan", {"aktual": 1, "target": 1}, ()),
    ("daftar_nilai", {"peserta": {"A": {"s": 70}, "B": {"s": 71}}, "bobot": [{"nama": "s", "bobot": 100}]}, ("nilai-akhir-batas-pita",)),
    ("daftar_nilai", {"peserta": {"A": {"s": 71}}, "bobot": [{"nama": "s", "bobot": 100}]}, ()),
    ("level1", {"jawaban": {"R1": {"a": 4}}, "butir": [{"kode": "a", "aspek": "narasumber"}]}, ("level1-kategori",)),
    ("level2", {"peserta": [{"nama": "A", "pre": 40, "post": 60}, {"nama": "B", "pre": 50, "post": 60}]}, ("level2-sampel-kecil",)),
    ("id", {"wilayah": [{"kabupaten": "M", "lulus": 5, "sasaran": 10, "guru": 10}, {"kabupaten": "K", "lulus": 5, "sasaran": 10, "guru": 90}]}, ()),
    ("id", {"wilayah": [{"kabupaten": "M", "lulus": 2, "sasaran": 10, "guru": 10}, {"kabupaten": "K", "lulus": 9, "sasaran": 10, "guru": 90}]}, ("id-rerata",)),
]  # fmt: skip


@pytest.mark.parametrize(("score", "given", "touching"), TOUCHED)
def test_workings__of_each_score_name_the_readings_that_touched_it(score, given, touching, catalogue) -> None:
    from generator.reference.scores import score_references
    from generator.scoring.registry import SCORES, working

    made = working(score, {**given, **score_references(SCORES[score], given, catalogue.compiled("rekap-nilai").home.library)})
    assert made.touching == touching
