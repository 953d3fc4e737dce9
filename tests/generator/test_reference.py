"""Reference data and its loader.

SCO-90: bands, thresholds, catalogues and rule sets are data with citation under specs/reference/.
SCO-91: where the regulation is ambiguous the reading, the reason and the alternative are recorded and can be printed.
DOC-95: closed lists are reference data with citation.
"""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.reference import Library
from generator.yamlio import read_spec
from validators.absence import KOSONG

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "specs" / "reference"
SECOND_LIST = ROOT / "tests" / "elements"
REGULATION = "Perdirjen GTK Nomor 4141/B/HK.06/2023"
LIBRARY = Library((SHIPPED,))
SHORT_NAMES = tuple(document["short"] for document in read_spec(SHIPPED / "documents.yaml")["documents"].values())

# Counted in the regulation and the papers, table by table.
ROWS = {
    "bulan": 12,
    "agenda-lokakarya": 7,  # agenda a-g
    "alur-penjaminan-mutu": 5,  # Tabel 2
    "aspek": 3,
    "aspek-mutu": 11,  # Bab II G angka 2: 4 + 4 + 3
    "aspek-reaksi": 5,
    "butir-kepuasan": 12,  # ours: the source has no questionnaire
    "butir-mutu": 22,  # ours: the source has no instrument
    "cvi-literatur": 4,
    "format-4-lampiran": 9,
    "formulir-balai": 9,
    "harmoni": 7,
    "indikator": 12,  # Tabel 1
    "jenis-materi": 3,
    "jenis-model": 2,
    "jenjang-jabatan": 4,
    "jp": 6,
    "kerangka": 2,
    "kompetensi": 4,  # Tabel 1
    "level": 5,
    "moda": 6,
    "nama-balai": 3,
    "peran-projek": 5,
    "pengampu-mapel": 20,  # Tabel 5: 2 + 5 + 7 + 5 + 1
    "pola": 3,
    "praktik-kinerja": 8,
    "praktik-kinerja-rubrik": 3,
    "praktik-kinerja-tahap": 5,
    "produk-lokakarya": 3,
    "rhk": 11,  # of eighteen
    "rhk-aturan": 3,
    "skala-cvi": 4,
    "status-hadir": 4,
    "status-program": 3,  # Bab V C.3.d angka 2)
    "sub-indikator": 41,  # of forty-two
    "sumber-asesmen": 5,
    "sumber-dana": 6,  # Bab II C
    "tahap-pembinaan": 5,
    "tata-naskah": 9,
    "tujuan-lokakarya": 5,
    "ukuran-dasbor": 3,  # Bab V C.3.d angka 1)
    "warga-sekolah": 8,
}

BANDS = [
    "cvi", "daya-beda", "kappa", "kepuasan", "kesukaran-butir", "korelasi-butir", "likert-4", "likert-5", "n-gain", "pengecoh",
    "predikat-capaian", "predikat-kelulusan", "reliabilitas", "williamson",
]  # fmt: skip

# Element lists and what the regulation's own words say of their number ("sepuluh", "tujuh" ... are counted in the text).
NUMBERED = {
    "kak": 7,
    "panduan-teknis": 9,
    "laporan-kegiatan": 10,
    "evaluasi-penyelenggaraan": 7,
    "desain-evaluasi": 9,
    "instrumen-evaluasi": 6,
}

SCORES = {"cvi", "nilai_akhir", "capaian", "penurunan", "id", "cgi", "level1", "level2", "analisis_butir", "rhk", "jp", "dasbor"}


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def own(tmp_path: Path, name: str, text: str) -> Library:
    return Library((write(tmp_path / "own", name, text), SHIPPED))


# --- what is shipped


def test_tables__all_are_counted():
    assert set(LIBRARY.names()) == set(ROWS)  # SCO-90


@pytest.mark.parametrize(("name", "count"), ROWS.items(), ids=ROWS)
def test_table__rows_and_citation(name: str, count: int):
    table = LIBRARY.table(name)  # SCO-90, DOC-95: raises when a key is doubled, a label empty or a document unknown
    assert len(table.rows) == count
    assert table.source.startswith(SHORT_NAMES)


def test_bands__all_are_known():
    assert list(LIBRARY.band_names()) == BANDS


@pytest.mark.parametrize("name", BANDS)
def test_bands__cover_the_line_once(name: str):
    table = LIBRARY.band(name)  # SCO-90
    assert table.faults() == ()
    for edge in table.boundaries:
        holders = [
            band for number in (edge, edge - Fraction(1, 10**9), edge + Fraction(1, 10**9)) for band in table.bands if number in band
        ]
        assert len(holders) == 3


@pytest.mark.parametrize(
    ("name", "number", "word"),
    [
        ("predikat-kelulusan", Fraction(110), "Amat Baik"),
        ("predikat-kelulusan", Fraction(181, 2), "Amat Baik"),
        ("predikat-kelulusan", Fraction(90), "Baik"),
        ("predikat-kelulusan", Fraction(80), "Cukup"),
        ("predikat-kelulusan", Fraction(70), "Sedang"),
        ("predikat-kelulusan", Fraction(60), "Kurang"),
        ("predikat-capaian", Fraction(-20), "Kurang"),
        ("cvi", Fraction(4, 5), "memenuhi"),
        ("cvi", Fraction(19, 24), "revisi"),  # 0.7917: over the table's 0.79, under the text's 0.80
        ("cvi", Fraction(7, 10), "revisi"),
        ("cvi", Fraction(69, 100), "tidak memenuhi"),
        ("kappa", Fraction(74, 100), "baik"),
        ("kappa", Fraction(595, 1000), "cukup"),
        ("n-gain", Fraction(7, 10), "tinggi"),
        ("n-gain", Fraction(3, 10), "sedang"),
        ("likert-4", Fraction(13, 4), "Baik"),
        ("likert-5", Fraction(21, 5), "Baik"),
        ("williamson", Fraction(35, 100), "sedang"),
        ("kesukaran-butir", Fraction(3, 10), "sukar"),
        ("kesukaran-butir", Fraction(7, 10), "sedang"),
        ("daya-beda", Fraction(2, 5), "sangat baik"),
        ("daya-beda", Fraction(0), "kurang"),
        ("daya-beda", Fraction(-1, 100), "terbalik"),
        ("korelasi-butir", Fraction(3, 10), "memadai"),
        ("reliabilitas", Fraction(7, 10), "memadai"),
        ("reliabilitas", Fraction(699, 1000), "belum memadai"),
        ("pengecoh", Fraction(5), "berfungsi"),
    ],
    ids=str,
)
def test_bands__find(name: str, number: Fraction, word: str):
    assert next(iter(LIBRARY.band(name).find(number).values.values())) == word


def test_bands__lulus_begins_above_70():
    table = LIBRARY.band("predikat-kelulusan")  # SCO-06
    assert table.find(Fraction(70)).values["kategori"] == "Belum Lulus"
    assert table.find(Fraction(70006, 1000)).values["kategori"] == "Lulus"
    assert "kategori" not in LIBRARY.band("predikat-capaian").find(Fraction(95)).values


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [("indikator", "kompetensi", "kompetensi"), ("sub-indikator", "indikator", "indikator"), ("jenjang-jabatan", "level", "level")],
    ids=str,
)
def test_table__refers_to_rows_that_exist(table: str, column: str, other: str):
    assert {str(row[column]) for row in LIBRARY.table(table).rows.values()} <= set(LIBRARY.table(other).rows)


def test_indikator__three_for_each_kompetensi():
    rows = LIBRARY.table("indikator").rows.values()
    assert [sum(row["kompetensi"] == code for row in rows) for code in "1234"] == [3, 3, 3, 3]  # Tabel 1


def test_jenjang_jabatan__levels():
    rows = LIBRARY.table("jenjang-jabatan").rows
    assert {name: row["level"] for name, row in rows.items()} == {"Ahli Pertama": 2, "Ahli Muda": 3, "Ahli Madya": 4, "Ahli Utama": 5}
    assert [name for name, row in rows.items() if row["status"] == "stated"] == ["Ahli Madya"]  # the others are secondary


def test_jp__minutes_and_days():
    table = LIBRARY.table("jp")  # SCO-14
    assert list(table.rows) == list(LIBRARY.table("moda").rows)
    assert {row["menit_per_jp"] for row in table.rows.values()} == {45}
    assert {name: row["jp_per_hari"] for name, row in table.rows.items() if row["jp_per_hari"] is not KOSONG} == {"luring": 10, "daring": 5}


def test_rhk__points_of_the_printed_form():
    table = LIBRARY.table("rhk")  # Gambar 1: 2 x 8 + 2 x 4 + 2 x 4 = 32
    codes = ("observasi-praktik-partisipan", "praktik-baik-peserta", "seminar-partisipan")
    assert sum(2 * table.rows[code]["poin"] for code in codes) == 32
    assert table.open


def test_rhk__points_of_each_role():
    points = [row["poin"] for row in LIBRARY.table("rhk").rows.values() if row["status"] == "stated"]
    assert points == [8, 8, 36, 8, 4, 4]
    assert [row["poin"] for row in LIBRARY.table("rhk").rows.values() if row["status"] == "secondary"] == [4, 6, 6, 6]


def test_rhk__what_is_open_stays_open():
    rows = LIBRARY.table("rhk").rows
    assert [code for code, row in rows.items() if row["poin"] is KOSONG] == ["pendidikan-jangka-pendek-peserta"]
    assert rows["pendidikan-jangka-pendek-peserta"]["status"] == "open"
    assert all(row["peran"].startswith("Meningkatnya kompetensi melalui peran sebagai ") for row in rows.values())


def test_rhk_aturan__rule_sets():
    rows = LIBRARY.table("rhk-aturan").rows  # SCO-13
    assert (rows["PMM-2024"]["minimum"], rows["PMM-2024"]["maximum"]) == (32, 128)
    assert rows["2025"]["minimum"] is KOSONG
    assert not rows["2025"]["berbasis_poin"]
    assert [LIBRARY.decision(name).score for name in rows["PMM-2024"]["decisions"]] == ["rhk"]


def test_pengampu_mapel__paud_has_three():
    row = LIBRARY.table("pengampu-mapel").rows["Pendidikan Anak Usia Dini"]  # Tabel 5, last row
    assert row["pengampu"] == ["BBGP Sumatera Utara", "BBGP Sulawesi Selatan", "BBGP Jawa Barat"]


def test_lampiran__as_in_format_4():
    printed = [element.heading for element in LIBRARY.elements("format-4") if element.parent == "F4.D"]
    assert [row["nama"] for row in LIBRARY.table("format-4-lampiran").rows.values()] == printed


def test_row__own_source_is_a_citation():
    assert LIBRARY.table("rhk").rows["seminar-partisipan"]["source"] == "Mujiati, Harris, dan Wahyudi (2026), Gambar 1, baris 3"


# --- decisions


def test_decisions__complete_and_sound():
    decisions = LIBRARY.decisions()  # SCO-91
    assert len({decision.id for decision in decisions}) == len(decisions)
    assert {decision.score for decision in decisions} == SCORES
    for decision in decisions:
        assert decision.choice in decision.readings
        assert len(set(decision.readings)) >= 2
        assert all((decision.place, decision.quotation, decision.reason, decision.alternative))


@pytest.mark.parametrize(
    "name",
    [
        "cvi-ambang",
        "nilai-akhir-batas-pita",
        "capaian-lulusan-terbalik",
        "penurunan-aktual-nol",
        "id-rerata",
        "id-rentang",
        "cgi-nilai-kompetensi",
        "cgi-ilustrasi",
        "cgi-level-jenjang",
        "jp-per-hari",
        "level1-waktu",
        "level2-uji",
        "analisis-butir-ukuran",
        "analisis-butir-kosong",
        "analisis-butir-seri",
        "rhk-minimum",
        "dasbor-cakupan-sasaran",
        "dasbor-cakupan-kerja",
        "dasbor-waktu",
    ],
)
def test_decision__each_named_ambiguity_is_recorded(name: str):
    assert LIBRARY.decision(name).id == name  # SCO-91


def test_decision__quotes_a_place():
    decision = LIBRARY.decision("cvi-ambang")
    assert decision.place == f"{REGULATION}, Lampiran, Bab IV huruf C, interpretasi CVI huruf a sampai c"
    assert decision.choice == "0,80 atau lebih memenuhi"


# --- elements of the regulation's forms


def printed_line(name: str) -> list[str]:
    return [f"{element.number} {element.heading}".strip() for element in LIBRARY.elements(name)]


def test_elements__every_list_has_a_second_one():
    assert set(LIBRARY.element_lists()) == {file.stem for file in SECOND_LIST.glob("*.txt")}


@pytest.mark.parametrize("name", LIBRARY.element_lists())
def test_elements__wording_and_order_of_the_second_list(name: str):
    assert printed_line(name) == (SECOND_LIST / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("name", "count"), NUMBERED.items(), ids=NUMBERED)
def test_elements__count(name: str, count: int):
    assert len(LIBRARY.elements(name)) == count


def test_elements__place_and_parent():
    found = {element.id: element for element in LIBRARY.elements("format-1")}
    element = found["F1.I.E.2"]
    assert (element.heading, element.level, element.parent) == ("Jumlah dan sebaran peserta di wilayah provinsi", 3, "F1.I.E")
    assert element.place == f"{REGULATION}, Format 1, Bab I huruf E angka 2"
    assert not element.is_heading
    assert found["F1.I.E"].is_heading


@pytest.mark.parametrize("name", LIBRARY.element_lists())
def test_elements__level_follows_the_parent(name: str):
    levels = {element.id: element.level for element in LIBRARY.elements(name)}
    assert all(element.level == levels.get(element.parent, element.level - 1) + 1 for element in LIBRARY.elements(name))
    assert all(element.level in (0, 1) for element in LIBRARY.elements(name) if not element.parent)


# --- the loader


@pytest.mark.parametrize(
    ("table", "text", "key"),
    [
        ("moda", "luring", "luring"),
        ("moda", " Jarak  Jauh ", "jarak jauh"),
        ("moda", "in–on–in", "in-on-in"),
        ("moda", "Tatap Muka", "luring"),
        ("jenjang-jabatan", "guru ahli madya", "Ahli Madya"),
        ("jenjang-jabatan", "Madya", "Ahli Madya"),
        ("level", "mumpuni", "4"),
        ("rhk", "praktik-baik-peserta", "praktik-baik-peserta"),
        (
            "rhk",
            "meningkatnya kompetensi melalui peran sebagai Peserta berbagi praktik baik yang diselenggarakan komunitas belajar",
            "praktik-baik-peserta",
        ),
        ("moda", "hibrida", None),
        ("moda", "", None),
    ],
)
def test_key_of__key_label_or_alias(table: str, text: str, key: str | None):
    assert LIBRARY.table(table).key_of(text) == key


def test_row__by_text_or_number():
    assert LIBRARY.table("level").row(4) == LIBRARY.table("level").row("4") == {"level": 4, "nama": "mumpuni"}
    assert LIBRARY.table("level").row(6) is None


def test_citation__with_and_without_place():
    assert LIBRARY.citation("perdirjen-gtk-4141-2023", "Bab II C") == f"{REGULATION}, Bab II C"
    assert LIBRARY.citation("perdirjen-gtk-4141-2023") == REGULATION
    assert LIBRARY.document("perdirjen-gtk-4141-2023")["date"] == "2023-07-12"


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda: LIBRARY.table("rkh"), "rhk"),
        (lambda: LIBRARY.band("predikat-kelulusn"), "predikat-kelulusan"),
        (lambda: LIBRARY.document("perdirjen-gtk-4141-2032"), "perdirjen-gtk-4141-2023"),
        (lambda: LIBRARY.elements("format-l"), "format-"),
        (lambda: LIBRARY.decision("cvi-ambag"), "cvi-ambang"),
    ],
    ids=["table", "band", "document", "elements", "decision"],
)
def test_unknown_name__did_you_mean(ask, near: str):
    with pytest.raises(SpecFault) as caught:
        ask()
    assert near in str(caught.value.hint)


@pytest.mark.parametrize("name", ["../documents", "documents", "keputusan", "predikat", "elements/kak", ""])
def test_table__only_tables_by_plain_names(name: str):
    with pytest.raises(SpecFault):
        LIBRARY.table(name)


HEAD = "source: {document: perdirjen-gtk-4141-2023, place: Bab I}\nkey: kode\nlabel: nama\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "rows:\n  - {kode: a, nama: A}\n  - {kode: a, nama: B}\n", 6),
        (HEAD + "rows:\n  - {kode: a, nama: A}\n  - {nama: B}\n", 6),
        (HEAD + "rows:\n  - {kode: a}\n", 5),
        (HEAD + "rows:\n  - {kode: a, nama: satu, dua dan tiga}\n", 5),
        (HEAD + "rows:\n  - satu\n", 5),
        (HEAD + "rows: satu\n", 4),
        (HEAD + "lable: nama\nrows: []\n", 4),
        ("source: {document: perdirjen-gtk-9999-2023}\nkey: kode\nrows: []\n", 1),
        ("key: kode\nsource: {document: perdirjen-gtk-4141-2023, place: satu, dua}\nrows: []\n", 2),
        ("key: kode\nrows: []\n", 1),
        (HEAD.replace("key: kode\n", "") + "rows: []\n", 1),
        (HEAD + 'rows:\n  - {kode: "a, nama: A}\n', 5),  # where the quote opens
    ],
    ids=[
        "key-doubled",
        "key-empty",
        "label-empty",
        "comma-unquoted",
        "row-no-mapping",
        "rows-no-list",
        "unknown-key",
        "unknown-document",
        "source-cut-at-comma",
        "no-source",
        "no-key",
        "broken-yaml",
    ],
)
def test_table__broken_file_is_told_with_its_line(tmp_path: Path, text: str, line: int):
    library = own(tmp_path, "wilayah", text)
    with pytest.raises(SpecFault) as caught:
        library.table("wilayah")
    assert str(caught.value.file).endswith("wilayah.yaml")
    assert caught.value.place == f"baris {line}"


BAND = "bands:\n  mutu:\n    source: {document: perdirjen-gtk-4141-2023}\n    bands:\n"


@pytest.mark.parametrize("bands", ["5", "[5]", "nilai-sekolah", "[nilai-sekolah]", "true"])
def test_band__looked_for_in_a_file_whose_bands_are_no_mapping_is_not_there(tmp_path: Path, bands: str):
    """`bands: [5]` in any own file ended the program where another name was misspelt."""
    library = own(tmp_path, "lain", f"bands: {bands}\n")
    with pytest.raises(SpecFault) as caught:
        library.band("nilai-sekolah")
    assert caught.value.code == "rujukan-tidak-ada"


@pytest.mark.parametrize(
    "rows",
    [
        "      - {above: 80, k: tinggi}\n      - {below: 80, k: rendah}\n",
        "      - {from: 80, k: tinggi}\n      - {upto: 80, k: rendah}\n",
        "      - {from: delapan, k: tinggi}\n      - {below: 80, k: rendah}\n",
        "      []\n",
    ],
    ids=["hole", "overlap", "no-number", "empty"],
)
def test_band__that_does_not_cover_the_line_is_refused(tmp_path: Path, rows: str):
    library = own(tmp_path, "nilai-sekolah", BAND + rows)
    with pytest.raises(SpecFault) as caught:
        library.band("mutu")
    assert caught.value.place == "baris 3"


def test_band__found_in_a_file_of_any_name(tmp_path: Path):
    library = own(tmp_path, "nilai-sekolah", BAND + "      - {from: 80, k: tinggi}\n      - {below: 80, k: rendah}\n")
    assert library.band("mutu").find(80).values == {"k": "tinggi"}


def test_own_folder__band_wins_and_others_stay(tmp_path: Path):
    library = own(
        tmp_path,
        "predikat",
        BAND.replace("mutu", "predikat-capaian") + "      - {from: 0, predikat: Ada}\n      - {below: 0, predikat: Tidak}\n",
    )
    assert library.band("predikat-capaian").find(5).values == {"predikat": "Ada"}
    assert library.band("predikat-kelulusan").find(90).values["predikat"] == "Baik"


def test_own_folder__table_replaces_the_shipped_one(tmp_path: Path):
    library = own(tmp_path, "moda", HEAD + "rows:\n  - {kode: luring, nama: Luring}\n")
    assert list(library.table("moda").rows) == ["luring"]


def test_own_folder__extends_adds_rows(tmp_path: Path):
    rows = (
        "extends: true\nrows:\n  - {kode: lomba, peran: Juri lomba, poin: 2}\n  - {kode: praktik-baik-peserta, peran: Peserta, poin: 5}\n"
    )
    table = own(tmp_path, "rhk", rows).table("rhk")  # SCO-13: a school can add to the catalogue
    assert len(table.rows) == 12
    assert table.rows["lomba"]["poin"] == 2
    assert table.rows["praktik-baik-peserta"]["poin"] == 5
    assert (table.key, table.label, table.open, table.source) == ("kode", "peran", True, LIBRARY.table("rhk").source)


def test_own_folder__extends_without_a_shipped_table(tmp_path: Path):
    library = own(tmp_path, "piagam", HEAD + "extends: true\nrows:\n  - {kode: a, nama: A}\n")
    assert list(library.table("piagam").rows) == ["a"]


def test_own_folder__document_can_be_cited(tmp_path: Path):
    library = own(tmp_path, "documents", "documents:\n  sk-kepala: {title: SK Kepala Sekolah, short: SK Kepala Sekolah Nomor 1}\n")
    assert library.citation("sk-kepala", "Pasal 2") == "SK Kepala Sekolah Nomor 1, Pasal 2"
    assert library.citation("perdirjen-gtk-4141-2023") == REGULATION


def test_own_folder__document_and_decision_win(tmp_path: Path):
    write(tmp_path / "own", "documents", "documents:\n  mujiati-2026: {title: Coaching, short: Makalah Coaching}\n")
    row = "{id: cvi-ambang, score: cvi, tempat: {document: mujiati-2026}, kutipan: k, bacaan: [a, b], pilihan: b, alasan: d, alternatif: e}"
    library = own(tmp_path, "keputusan", f"decisions:\n  - {row}\n")
    assert (library.decision("cvi-ambang").choice, library.decision("cvi-ambang").place) == ("b", "Makalah Coaching")
    assert len(library.decisions()) == len(LIBRARY.decisions())


def test_decision__choice_outside_its_readings_is_refused(tmp_path: Path):
    row = (
        "{id: x, score: cvi, tempat: {document: perdirjen-gtk-4141-2023}, kutipan: k, bacaan: [a, b], pilihan: c, alasan: d, alternatif: e}"
    )
    library = own(tmp_path, "keputusan", f"decisions:\n  - {row}\n")
    with pytest.raises(SpecFault) as caught:
        library.decisions()
    assert caught.value.place == "baris 2"


def test_elements__unknown_parent_is_refused(tmp_path: Path):
    write(
        tmp_path / "own" / "elements",
        "surat",
        "source: {document: perdirjen-gtk-4141-2023}\nelements:\n  - {id: S.1, parent: S, heading: Isi, level: 2}\n",
    )
    with pytest.raises(SpecFault) as caught:
        Library((tmp_path / "own", SHIPPED)).elements("surat")
    assert caught.value.place == "baris 3"


def test_library__reads_only_what_is_asked_for(tmp_path: Path):
    library = own(tmp_path, "rusak", "a: [\n")
    assert library.table("moda").row("luring")
    with pytest.raises(SpecFault):
        library.table("rusak")


def test_library__reads_a_file_once(tmp_path: Path):
    library = own(tmp_path, "moda", HEAD + "rows:\n  - {kode: luring, nama: Luring}\n")
    first = library.table("moda")
    (tmp_path / "own" / "moda.yaml").unlink()
    assert library.table("moda") is first
    assert "moda" in library.names()
    assert list(library._table("moda").rows) == ["luring"]


def test_library__goes_to_another_process():
    library = pickle.loads(pickle.dumps(LIBRARY))  # a batch hands it to its workers
    assert library.table("rhk").rows["pendidikan-jangka-pendek-peserta"]["poin"] is KOSONG
    assert library == LIBRARY
