"""What every refusal says: code, place, and the facts put into its sentence. The issue: what is wrong, where, and with which value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.scoring.bands import band_table
from generator.scoring.refusal import MESSAGES, ScoreRefused
from generator.scoring.registry import run

PREDIKAT = band_table("predikat", [{"above": 70, "predikat": "Baik", "kategori": "Lulus"}, {"upto": 70, "predikat": "Kurang"}], "")
LIKERT = band_table("likert", [{"above": "2.5", "k": "Puas"}, {"upto": "2.5", "k": "Belum puas"}], "")
ITEM_BANDS = dict.fromkeys(("kesukaran", "daya_beda", "korelasi", "reliabilitas", "pengecoh"), LIKERT)
JP_RULES = [
    {"moda": "luring", "menit_per_jp": 45, "jp_per_hari": 10},
    {"moda": "daring", "menit_per_jp": 45, "jp_per_hari": 5},
    {"moda": "blended", "menit_per_jp": 45, "jp_per_hari": None},
]
POINT_RULES = [{"kode": "PMM-2024", "minimum": 32}, {"kode": "2025", "berbasis_poin": False}]
LEVELS = [{"nama": "Ahli Muda", "level": 3}, {"nama": "Ahli Madya", "level": 4}]
A = {"kabupaten": "A", "lulus": 1, "sasaran": 2, "guru": 3}
B = {"kabupaten": "", "lulus": 1, "sasaran": 2, "guru": 3}
ANI = {"nama": "Ani", "jenjang": "Ahli Madya", "kompetensi": "1.1", "nilai": 3}
MARKS = {"bobot": [{"nama": "sikap", "bobot": 40}, {"nama": "uji", "bobot": 60}]}
DAY = date(2026, 6, 30)

Told = tuple[str, tuple[str | int, ...], dict[str, str]]

CASES: dict[str, tuple[str, dict[str, Any], list[Told]]] = {
    "rekap-kolom": (
        "rekap",
        {"dari": [{"p": "Baik", "q": 1}], "per": "r"},
        [("pilihan-tidak-dikenal", ("per",), {"nama": "Kolom", "nilai": "r", "pilihan": "p, q"})],
    ),
    "ringkas-kolom": (
        "ringkas",
        {"dari": [{"p": "Baik", "q": 1}], "menurut": ["p"], "nilai": "r"},
        [("pilihan-tidak-dikenal", ("nilai",), {"nama": "Kolom", "nilai": "r", "pilihan": "p, q"})],
    ),
    "berbeda-kolom": (
        "berbeda",
        {"dari": [{"p": "Baik", "q": 1}], "penanda": ["p"], "menurut": ["r"]},
        [("pilihan-tidak-dikenal", ("menurut",), {"nama": "Kolom", "nilai": "r", "pilihan": "p, q"})],
    ),
    "capaian-negatif": (
        "capaian",
        {"lulus": -1, "target": 3, "ambang": PREDIKAT},
        [("bilangan-negatif", ("lulus",), {"nama": "lulus", "nilai": "-1"})],
    ),
    "capaian-target-negatif": (
        "capaian",
        {"lulus": 1, "target": -3, "ambang": PREDIKAT},
        [("bilangan-negatif", ("target",), {"nama": "target", "nilai": "-3"})],
    ),
    "capaian-target-nol": ("capaian", {"lulus": 1, "target": 0, "ambang": PREDIKAT}, [("target-nol", ("target",), {"nama": "target"})]),
    "penurunan-negatif": (
        "penurunan",
        {"aktual": Decimal("-0.5"), "target": 1, "ambang": PREDIKAT},
        [("bilangan-negatif", ("aktual",), {"nama": "aktual", "nilai": "-0,5"})],
    ),
    "rhk-aturan": (
        "rhk",
        {"rencana": [], "daftar_aturan": POINT_RULES, "aturan": "2030"},
        [("aturan-tidak-dikenal", ("aturan",), {"nama": "aturan", "nilai": "2030", "pilihan": "PMM-2024, 2025"})],
    ),
    "rhk-tanpa-aturan": (
        "rhk",
        {"rencana": [], "daftar_aturan": []},
        [("aturan-tidak-dikenal", ("aturan",), {"nama": "aturan", "nilai": "kosong", "pilihan": "belum ada"})],
    ),
    "rhk-negatif": (
        "rhk",
        {
            "rencana": [{"kuantitas": -1, "poin": 8, "rhk": "peserta"}, {"kuantitas": 1, "poin": -8}],
            "daftar_aturan": POINT_RULES,
            "aturan": "PMM-2024",
        },
        [
            ("bilangan-negatif", ("rencana", 0, "kuantitas"), {"nama": "peserta", "nilai": "-1"}),
            ("bilangan-negatif", ("rencana", 1, "poin"), {"nama": "Baris 2", "nilai": "-8"}),
        ],
    ),
    "rhk-tanpa-poin": (
        "rhk",
        {"rencana": [{"kuantitas": 1, "rhk": "peserta"}, {"kuantitas": 1}], "daftar_aturan": POINT_RULES, "aturan": "PMM-2024"},
        [
            ("nilai-kosong", ("rencana", 0, "poin"), {"nama": "peserta"}),
            ("nilai-kosong", ("rencana", 1, "poin"), {"nama": "Baris 2"}),
        ],
    ),
    "jp-aturan": (
        "jp",
        {"aturan": JP_RULES, "jp": 3, "moda": "hibrida"},
        [("aturan-tidak-dikenal", ("moda",), {"nama": "moda", "nilai": "hibrida", "pilihan": "luring, daring, blended"})],
    ),
    "jp-negatif": (
        "jp",
        {"aturan": JP_RULES, "moda": "blended", "luring": -2, "daring": -1},
        [
            ("bilangan-negatif", ("luring",), {"nama": "luring", "nilai": "-2"}),
            ("bilangan-negatif", ("daring",), {"nama": "daring", "nilai": "-1"}),
        ],
    ),
    "jp-tidak-cocok-luring": (
        "jp",
        {"aturan": JP_RULES, "jp": 30, "moda": "blended", "luring": 20},
        [("jp-tidak-cocok", ("jp",), {"nama": "jp", "luring": "20", "daring": "0", "nilai": "30"})],
    ),
    "jp-tidak-cocok-daring": (
        "jp",
        {"aturan": JP_RULES, "jp": 30, "moda": "blended", "daring": 20},
        [("jp-tidak-cocok", ("jp",), {"nama": "jp", "luring": "0", "daring": "20", "nilai": "30"})],
    ),
    "jp-tanpa-jp-per-hari": (
        "jp",
        {"aturan": [{"moda": "luring", "menit_per_jp": 45, "jp_per_hari": 0}, *JP_RULES[1:]], "jp": 3},
        [("nilai-kosong", ("aturan",), {"nama": "JP per hari, moda luring"})],
    ),
    "bobot": (
        "nilai_akhir",
        {"nilai": {}, "bobot": [{"nama": "a", "bobot": 120}, {"nama": "b", "bobot": -30}, {"nama": "a", "bobot": 0}]},
        [
            ("bobot-di-luar-rentang", ("bobot", 0, "bobot"), {"nama": "a", "nilai": "120"}),
            ("bobot-di-luar-rentang", ("bobot", 1, "bobot"), {"nama": "b", "nilai": "-30"}),
            ("nama-ganda", ("bobot", 2, "nama"), {"nama": "a"}),
            ("bobot-tidak-100", ("bobot",), {"nama": "bobot", "jumlah": "90"}),
        ],
    ),
    "nilai": (
        "nilai_akhir",
        {"nilai": {"sikap": None, "uji": 101, "lain": 5, "kosong": None}, **MARKS},
        [
            ("nilai-kosong", ("nilai", "sikap"), {"nama": "sikap"}),
            ("nilai-di-luar-rentang", ("nilai", "uji"), {"nama": "uji", "nilai": "101", "minimum": "0", "maksimum": "100"}),
            ("aspek-tanpa-bobot", ("nilai", "lain"), {"nama": "lain"}),
        ],
    ),
    "daftar-nilai": (
        "daftar_nilai",
        {"peserta": {"Ani": {"uji": -1, "lain": 5}}, "ambang": PREDIKAT, **MARKS},
        [
            ("nilai-kosong", ("peserta", "Ani", "sikap"), {"nama": "Ani, sikap"}),
            ("nilai-di-luar-rentang", ("peserta", "Ani", "uji"), {"nama": "Ani, uji", "nilai": "-1", "minimum": "0", "maksimum": "100"}),
            ("aspek-tanpa-bobot", ("peserta", "Ani", "lain"), {"nama": "Ani, lain"}),
        ],
    ),
    "daftar-nilai-kosong": (
        "daftar_nilai",
        {"peserta": {}, "ambang": PREDIKAT, **MARKS},
        [("tabel-kosong", ("peserta",), {"nama": "peserta"})],
    ),
    "cvi": (
        "cvi",
        {"penilaian": {"x": {"A": 5, "B": 4}, "y": {"A": None}, "z": {}}, "ambang": PREDIKAT},
        [
            ("penilaian-tidak-dikenal", ("penilaian", "x", "A"), {"nama": "x", "penilai": "A", "nilai": "5"}),
            ("butir-tanpa-penilai", ("penilaian", "y"), {"nama": "y"}),
            ("butir-tanpa-penilai", ("penilaian", "z"), {"nama": "z"}),
        ],
    ),
    "cvi-lembar": (
        "cvi",
        {
            "lembar": [
                {"penilai": "", "butir": [{"butir": "x", "nilai": "baik"}, {"butir": "y", "nilai": None}]},
                {"penilai": "Rudi", "butir": [{"butir": "x", "nilai": 4}, {"butir": "x", "nilai": 3}]},
            ],
            "ambang": PREDIKAT,
        },
        [
            ("penilaian-tidak-dikenal", ("lembar", 0, "butir", 0), {"nama": "x", "penilai": "Reviewer 1", "nilai": "baik"}),
            ("nama-ganda", ("lembar", 1, "butir", 1), {"nama": "x – Rudi"}),
            ("butir-tanpa-penilai", ("lembar",), {"nama": "y"}),
        ],
    ),
    "cvi-lembar-kosong": ("cvi", {"lembar": [], "ambang": PREDIKAT}, [("tabel-kosong", ("lembar",), {"nama": "lembar"})]),
    "cvi-penilaian-kosong": ("cvi", {"penilaian": {}, "ambang": PREDIKAT}, [("tabel-kosong", ("penilaian",), {"nama": "penilaian"})]),
    "id-kosong": ("id", {"wilayah": []}, [("tabel-kosong", ("wilayah",), {"nama": "wilayah"})]),
    "id": (
        "id",
        {"wilayah": [{**A, "lulus": -1}, {**B, "sasaran": 0, "guru": -5}], "n": 9},
        [
            ("bilangan-negatif", ("wilayah", 0, "lulus"), {"nama": "A", "nilai": "-1"}),
            ("bilangan-negatif", ("wilayah", 1, "guru"), {"nama": "Baris 2", "nilai": "-5"}),
            ("sasaran-nol", ("wilayah", 1, "sasaran"), {"nama": "Baris 2"}),
            ("populasi-tidak-cocok", ("n",), {"nama": "Populasi guru (n)", "nilai": "9", "jumlah": "-2"}),
        ],
    ),
    "id-sasaran-negatif": (
        "id",
        {"wilayah": [{**A, "sasaran": -2}]},
        [("bilangan-negatif", ("wilayah", 0, "sasaran"), {"nama": "A", "nilai": "-2"})],
    ),
    "id-semua-dilewati": (
        "id",
        {"wilayah": [{**A, "sasaran": 0}], "sasaran_nol": "lewati"},
        [("tabel-kosong", ("wilayah",), {"nama": "wilayah"})],
    ),
    "id-tanpa-guru": ("id", {"wilayah": [{**A, "guru": 0}]}, [("populasi-nol", ("wilayah",), {"nama": "wilayah"})]),
    "id-tanpa-lulusan": ("id", {"wilayah": [{**A, "lulus": 0}]}, [("rerata-nol", ("wilayah",), {"nama": "wilayah"})]),
    "cgi": (
        "cgi",
        {"nilai": [{**ANI, "jenjang": "Ahli Purba", "nilai": 6}, ANI, ANI, {**ANI, "nama": "Budi", "jenjang": ""}], "level": LEVELS},
        [
            ("jenjang-tidak-dikenal", ("nilai", 0, "jenjang"), {"nama": "Ani", "nilai": "Ahli Purba", "pilihan": "Ahli Muda, Ahli Madya"}),
            ("nilai-di-luar-rentang", ("nilai", 0, "nilai"), {"nama": "Ani, 1.1", "nilai": "6", "minimum": "0", "maksimum": "5"}),
            ("nama-ganda", ("nilai", 2, "nilai"), {"nama": "Ani, 1.1"}),
            ("jenjang-tidak-dikenal", ("nilai", 3, "jenjang"), {"nama": "Budi", "nilai": "kosong", "pilihan": "Ahli Muda, Ahli Madya"}),
        ],
    ),
    "cgi-kode-terpisah": (
        "cgi",
        {
            "nilai": [
                {**ANI, "kompetensi": "Pedagogik", "nilai": 6},
                {**ANI, "kompetensi": "Sosial", "indikator": "empati", "nilai": -1},
                {**ANI, "kompetensi": "Sosial", "indikator": "empati", "sub_indikator": "mendengar", "nilai": 7},
                {**ANI, "kompetensi": "Sosial", "indikator": "empati", "sub_indikator": "mendengar", "nilai": 2},
                {**ANI, "kompetensi": "Pedagogik", "nilai": 2},
                {**ANI, "kompetensi": "Sosial", "indikator": "empati", "nilai": 1},
            ],
            "level": LEVELS,
        },
        [
            ("nilai-di-luar-rentang", ("nilai", 0, "nilai"), {"nama": "Ani, Pedagogik", "nilai": "6", "minimum": "0", "maksimum": "5"}),
            ("nilai-di-luar-rentang", ("nilai", 1, "nilai"), {"nama": "Ani, empati", "nilai": "-1", "minimum": "0", "maksimum": "5"}),
            ("nilai-di-luar-rentang", ("nilai", 2, "nilai"), {"nama": "Ani, mendengar", "nilai": "7", "minimum": "0", "maksimum": "5"}),
            ("nama-ganda", ("nilai", 3, "nilai"), {"nama": "Ani, mendengar"}),
            ("nama-ganda", ("nilai", 4, "nilai"), {"nama": "Ani, Pedagogik"}),
            ("nama-ganda", ("nilai", 5, "nilai"), {"nama": "Ani, empati"}),
        ],
    ),
    "cgi-level-nol": (
        "cgi",
        {"nilai": [ANI], "level": [LEVELS[0], {"nama": "Ahli Madya", "level": 0}]},
        [("level-nol", ("level", 1, "level"), {"nama": "Ahli Madya", "nilai": "0"})],
    ),
    "cgi-matriks": (
        "cgi",
        {
            "guru": [{"nama": "Ani", "jenjang": "Ahli Purba"}],
            "matriks": {"Ani": {"1.1": 9}, "Budi": {"1.1": 3}},
            "level": LEVELS,
        },
        [
            ("jenjang-tidak-dikenal", ("guru",), {"nama": "Ani", "nilai": "Ahli Purba", "pilihan": "Ahli Muda, Ahli Madya"}),
            ("nilai-di-luar-rentang", ("matriks", "Ani", "1.1"), {"nama": "Ani, 1.1", "nilai": "9", "minimum": "0", "maksimum": "5"}),
            ("guru-tidak-dikenal", ("matriks", "Budi"), {"nama": "Budi"}),
        ],
    ),
    "cgi-kosong": ("cgi", {"nilai": [], "level": LEVELS}, [("tabel-kosong", ("nilai",), {"nama": "nilai"})]),
    "cgi-tanpa-nilai": ("cgi", {"nilai": [{**ANI, "nilai": None}], "level": LEVELS}, [("tabel-kosong", ("nilai",), {"nama": "nilai"})]),
    "cgi-matriks-kosong": (
        "cgi",
        {"guru": [{"nama": "Ani", "jenjang": "Ahli Muda"}], "matriks": {"Ani": {"1.1": None}}, "level": LEVELS},
        [("tabel-kosong", ("matriks",), {"nama": "matriks"})],
    ),
    "dasbor": (
        "dasbor",
        {
            "per": DAY,
            "sasaran": [{"dilatih": -1, "target": -2, "kabupaten": "A", "luaran": "X"}, {"dilatih": -3, "target": -4, "luaran": "X"}],
            "tahapan": [{"selesai": -5, "direncanakan": -6, "nama": "Inti"}, {"selesai": -7, "direncanakan": 0}],
            "program": [{"mulai": DAY, "akhir": date(2026, 6, 29)}, {"nama": "P", "mulai": DAY, "akhir": date(2026, 6, 28)}],
            "mulai": DAY,
            "akhir": date(2026, 6, 1),
        },
        [
            ("bilangan-negatif", ("sasaran", 0, "dilatih"), {"nama": "A", "nilai": "-1"}),
            ("bilangan-negatif", ("sasaran", 1, "dilatih"), {"nama": "X", "nilai": "-3"}),
            ("bilangan-negatif", ("sasaran", 0, "target"), {"nama": "A", "nilai": "-2"}),
            ("bilangan-negatif", ("sasaran", 1, "target"), {"nama": "X", "nilai": "-4"}),
            ("bilangan-negatif", ("tahapan", 0, "selesai"), {"nama": "Inti", "nilai": "-5"}),
            ("bilangan-negatif", ("tahapan", 1, "selesai"), {"nama": "Baris", "nilai": "-7"}),
            ("bilangan-negatif", ("tahapan", 0, "direncanakan"), {"nama": "Inti", "nilai": "-6"}),
            ("tanggal-terbalik", ("akhir",), {"nama": "akhir", "mulai": "30 Juni 2026", "akhir": "1 Juni 2026"}),
            ("tanggal-terbalik", ("program", 0, "akhir"), {"nama": "Program", "mulai": "30 Juni 2026", "akhir": "29 Juni 2026"}),
            ("tanggal-terbalik", ("program", 1, "akhir"), {"nama": "P", "mulai": "30 Juni 2026", "akhir": "28 Juni 2026"}),
        ],
    ),
    "level1": (
        "level1",
        {"jawaban": [{"a": 4}, {"a": 5}], "kategori": LIKERT},
        [("jawaban-di-luar-skala", ("jawaban", 1, "a"), {"nama": "Responden 2", "butir": "a", "nilai": "5", "skala": "4"})],
    ),
    "level1-bernama": (
        "level1",
        {"jawaban": {"Ani": {"a": "banyak"}}, "kategori": LIKERT},
        [("jawaban-di-luar-skala", ("jawaban", "Ani", "a"), {"nama": "Ani", "butir": "a", "nilai": "banyak", "skala": "4"})],
    ),
    "level1-kosong": ("level1", {"jawaban": [{"a": None}], "kategori": LIKERT}, [("tabel-kosong", ("jawaban",), {"nama": "jawaban"})]),
    "analisis-butir": (
        "analisis_butir",
        {
            "jawaban": [{"a": "C", "b": 5, "c": "x"}],
            "kunci": [{"butir": "a", "kunci": "A", "opsi": ["A", "B"]}, {"butir": "b", "skor": 4}, {"butir": "c", "skor": 0}],
            **ITEM_BANDS,
        },
        [
            ("maksimum-nol", ("kunci", 2, "skor"), {"nama": "c", "nilai": "0"}),
            ("pilihan-tidak-dikenal", ("jawaban", 0, "a"), {"nama": "Peserta 1, a", "nilai": "C", "pilihan": "A, B"}),
            ("nilai-di-luar-rentang", ("jawaban", 0, "b"), {"nama": "Peserta 1, b", "nilai": "5", "minimum": "0", "maksimum": "4"}),
            ("bukan-bilangan", ("jawaban", 0, "c"), {"nama": "Peserta 1, c", "nilai": "x"}),
        ],
    ),
    "analisis-butir-tanpa-kunci": (
        "analisis_butir",
        {"jawaban": [{"a": "C"}], "kunci": [{"butir": "a"}], **ITEM_BANDS},
        [("butir-tanpa-kunci", ("kunci",), {"nama": "kunci"})],
    ),
    "level2": (
        "level2",
        {"peserta": [{"nama": "Ani", "pre": -1, "post": 81}, {"pre": 5, "post": 81}], "maksimum": 80, "taraf": 1},
        [
            ("nilai-di-luar-rentang", ("peserta", 0, "pre"), {"nama": "Ani, pre", "nilai": "-1", "minimum": "0", "maksimum": "80"}),
            ("nilai-di-luar-rentang", ("peserta", 0, "post"), {"nama": "Ani, post", "nilai": "81", "minimum": "0", "maksimum": "80"}),
            ("nilai-di-luar-rentang", ("peserta", 1, "post"), {"nama": "Baris 2, post", "nilai": "81", "minimum": "0", "maksimum": "80"}),
            ("nilai-di-luar-rentang", ("taraf",), {"nama": "taraf", "nilai": "1", "minimum": "0", "maksimum": "1"}),
        ],
    ),
    "level2-taraf-nol": (
        "level2",
        {"peserta": [{"pre": 1, "post": None}, {"pre": None, "post": 1}], "taraf": 0},
        [
            ("tabel-kosong", ("peserta",), {"nama": "peserta"}),
            ("nilai-di-luar-rentang", ("taraf",), {"nama": "taraf", "nilai": "0", "minimum": "0", "maksimum": "1"}),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refusal__code_place_and_facts(case: str) -> None:
    score, given, told = CASES[case]
    with pytest.raises(ScoreRefused) as caught:
        run(score, given)
    assert [(one.code, one.place, one.facts) for one in caught.value.all] == told


def test_refusal__every_sentence_finds_its_facts() -> None:
    """No `{...}` of a sentence is left without its fact: each code met above prints whole."""
    for score, given, told in CASES.values():
        with pytest.raises(ScoreRefused) as caught:
            run(score, given)
        for one, (code, _, facts) in zip(caught.value.all, told, strict=True):
            assert one.message == MESSAGES[code][0].format(**facts)
            assert one.hint == MESSAGES[code][1].format(**facts)
