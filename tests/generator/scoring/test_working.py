"""Working as data and as text. Section 2 of the requirements: printed numbers never contradict the verdict."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.scoring import (
    coverage,
    cvi,
    disparity,
    distinct,
    grades,
    item_analysis,
    lessons,
    points,
    reaction,
    recap,
    regroup,
    significance,
    targets,
)
from generator.scoring.bands import band_table
from generator.scoring.gap import indices as gap
from generator.scoring.registry import SCORES, run, working
from generator.scoring.schedule import timetable
from generator.scoring.working import Item, Working, band_line, items, shown, step

CVI = band_table(
    "cvi",
    [{"from": "0.80", "k": "memenuhi"}, {"from": "0.70", "below": "0.80", "k": "revisi"}, {"below": "0.70", "k": "tidak memenuhi"}],
    "",
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(84), "84"),
        (1440, "1.440"),
        (Fraction(181, 2), "90,5"),
        (Fraction(545, 6), "90,8333"),
        (Decimal("70.006"), "70,006"),
        (Decimal("0.000137303830"), "0,000137"),
        (Fraction(1, 1000), "0,001"),
        (Fraction(0), "0"),
        (Fraction(2, 3), "0,6667"),
    ],
)
def test_shown__four_digits_without_trailing_zeros(number: object, text: str) -> None:
    assert shown(number) == text


def test_shown__prints_longer_where_rounding_would_reach_a_bound() -> None:
    """79.99999 rounds to 80,0000; beside the bound 80 it must not."""
    assert shown(Fraction(7_999_999, 100_000), (Fraction(80),)) == "79,99999"
    assert shown(Fraction(7_999_999, 100_000)) == "80"


def test_step__without_a_number() -> None:
    assert step("Capaian", "0 / 0", None).printed == "tidak ada"


def test_items__absent_is_a_dash() -> None:
    assert items((("n", 3), ("Moda", None), ("Cara", "x"))) == (Item("n", "3"), Item("Moda", "–"), Item("Cara", "x"))


def test_band_line__label_range_and_table() -> None:
    assert band_line(CVI, CVI.bands[1]) == "revisi (≥ 0,7 dan < 0,8; cvi)"


def test_lines__in_reading_order_and_exact_where_print_is_not() -> None:
    one = Working(
        "x", (Item("n", "3"),), (step("a", "1 / 4", Fraction(1, 4)), step("b", "2 / 3", Fraction(2, 3))), "Baik", "4141", ("d-1",)
    )
    assert one.lines() == ("n: 3", "a = 1 / 4 = 0,25", "b = 2 / 3 = 2/3 ≈ 0,6667", "Rentang: Baik", "Dasar: 4141", "Keputusan: d-1")


def test_working__cvi_shows_votes_mean_and_blanks() -> None:
    """x: 1 of 2 rated; y: 2 of 2: (1/2 + 1)/2 = 3/4."""
    result = working("cvi", {"penilaian": {"x": {"A": 4, "B": 1, "C": None}, "y": {"A": 3, "B": 3}}, "ambang": CVI})
    assert [(one.what, one.formula, one.printed) for one in result.steps] == [
        ("I-CVI x", "1 / 2", "0,5"),
        ("I-CVI y", "2 / 2", "1"),
        ("S-CVI/Ave", "(1 × 1/2 + 1 × 1) / 2", "0,75"),
        ("S-CVI/UA", "1 / 2", "0,5"),
    ]
    assert result.inputs[2] == Item("Tidak dinilai", "x oleh C")
    assert result.band.startswith("TIDAK LAYAK")


def test_working__s_cvi_of_19_24_does_not_print_as_079_or_080() -> None:
    votes = {f"b{at}": dict(zip("ABC", [4] * yes + [1] * (3 - yes), strict=True)) for at, yes in enumerate([3, 3, 3, 2, 2, 2, 2, 2])}
    average = working("cvi", {"penilaian": votes, "ambang": CVI}).steps[-2]
    assert (average.exact, average.printed) == (Fraction(19, 24), "0,7917")


# The whole working of every score, line by line: inputs, steps, band, citation, decisions. SCO-90, SCO-91.

PREDIKAT = band_table("predikat", [{"above": 70, "predikat": "Baik", "kategori": "Lulus"}, {"upto": 70, "predikat": "Kurang"}], "")

THRESHOLD = band_table("ambang-cvi", [{"from": "0.80", "k": "memenuhi"}, {"below": "0.80", "k": "tidak memenuhi"}], "")

LIKERT = band_table("likert", [{"above": "2.5", "k": "Puas"}, {"upto": "2.5", "k": "Belum puas"}], "")
ITEM_BANDS = dict.fromkeys(("kesukaran", "daya_beda", "korelasi", "reliabilitas", "pengecoh"), LIKERT)

JP_RULES = [
    {"moda": "luring", "menit_per_jp": 45, "jp_per_hari": 10},
    {"moda": "daring", "menit_per_jp": 40, "jp_per_hari": 5},
    {"moda": "blended", "menit_per_jp": 50, "jp_per_hari": None},
    {"moda": "mandiri", "menit_per_jp": 60, "jp_per_hari": None},
]

POINT_RULES = [{"kode": "PMM-2024", "minimum": 32, "maximum": 128}, {"kode": "2025", "berbasis_poin": False}]

LEVELS = [{"nama": "Ahli Muda", "level": 3}, {"nama": "Ahli Madya", "level": 4}]

TWO_REGIONS = [
    {"kabupaten": "A", "lulus": 80, "sasaran": 100, "guru": 10},
    {"kabupaten": "B", "lulus": 40, "sasaran": 100, "guru": 30},
]


def told(source: str, decisions: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Dasar: {source}", *(f"Keputusan: {decision}" for decision in decisions))


def rows(*pairs: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"nama": f"P{at}", "pre": pre, "post": post} for at, (pre, post) in enumerate(pairs, start=1)]


BLENDED = {"aturan": JP_RULES, "moda": "blended"}

FIVE = rows((50, 60), (50, 70), (50, 60), (50, 70), (100, 100))

TEACHERS = [
    {"nama": "Ani", "jenjang": "Ahli Madya", "kompetensi": "Pedagogik", "nilai": 3},
    {"nama": "Budi", "jenjang": "Ahli Madya", "kompetensi": "Pedagogik", "nilai": 3},
    {"nama": "Cici", "jenjang": "Ahli Muda", "kompetensi": "Pedagogik", "nilai": 3},
    {"nama": "Cici", "jenjang": "Ahli Muda", "kompetensi": "Sosial", "nilai": 4},
]

# name -> score, what is given, lines before the citation, the score's module
CASES: dict[str, tuple[str, dict[str, Any], tuple[str, ...], str, tuple[str, ...]]] = {
    "capaian": (
        "capaian",
        {"lulus": 110, "target": 100, "ambang": PREDIKAT},
        ("Lulus: 110", "Target: 100", "Capaian = 110 / 100 × 100% = 110%", "Rentang: Baik (> 70; predikat), melampaui target"),
        targets.SOURCE,
        targets.DECISIONS,
    ),
    # 200 - 0.3/0.25 x 100 = 80
    "penurunan": (
        "penurunan",
        {"aktual": Decimal("0.3"), "target": Decimal("0.25"), "ambang": PREDIKAT},
        ("Aktual: 0,3", "Target: 0,25", "Capaian = 200% − 0,3 / 0,25 × 100% = 80%", "Rentang: Baik (> 70; predikat)"),
        targets.REDUCTION_SOURCE,
        targets.REDUCTION_DECISIONS,
    ),
    "penurunan-aktual-nol": (
        "penurunan",
        {"aktual": 0, "target": Decimal("0.25"), "ambang": PREDIKAT},
        ("Aktual: 0", "Target: 0,25", "Capaian = 200% − 0 / 0,25 × 100% = tidak ada", "Rentang: tanpa kesenjangan"),
        targets.REDUCTION_SOURCE,
        targets.REDUCTION_DECISIONS,
    ),
    "rhk": (
        "rhk",
        {
            "rencana": [{"kuantitas": 2, "poin": 8, "rhk": "peserta"}, {"kuantitas": 1, "poin": 4}],
            "daftar_aturan": POINT_RULES,
            "aturan": "PMM-2024",
        },
        (
            "Aturan: PMM-2024",
            "Minimum: 32",
            "Maksimum: 128",
            "peserta = 2 × 8 = 16",
            "Baris 2 = 1 × 4 = 4",
            "Total poin = 16 + 4 = 20",
            "Rentang: Belum memenuhi",
        ),
        points.SOURCE,
        points.DECISIONS,
    ),
    # 31.99999 would print as 32 at four digits, and 32 is enough
    "rhk-tepat-di-bawah-minimum": (
        "rhk",
        {"rencana": [{"kuantitas": 1, "poin": Decimal("31.99999")}], "daftar_aturan": POINT_RULES, "aturan": "PMM-2024"},
        (
            "Aturan: PMM-2024",
            "Minimum: 32",
            "Maksimum: 128",
            "Baris 1 = 1 × 32 = 3199999/100000 ≈ 32",
            "Total poin = 32 = 3199999/100000 ≈ 31,99999",
            "Rentang: Belum memenuhi",
        ),
        points.SOURCE,
        points.DECISIONS,
    ),
    "rhk-tanpa-rencana": (
        "rhk",
        {"rencana": [], "daftar_aturan": POINT_RULES, "aturan": "PMM-2024"},
        ("Aturan: PMM-2024", "Minimum: 32", "Maksimum: 128", "Total poin = 0 = 0", "Rentang: Belum memenuhi"),
        points.SOURCE,
        points.DECISIONS,
    ),
    "rhk-tanpa-poin": (
        "rhk",
        {"rencana": [{"kuantitas": 1, "poin": None}], "daftar_aturan": POINT_RULES, "aturan": "2025"},
        ("Aturan: 2025", "Minimum: –", "Maksimum: –", "Total poin = 0 = tidak ada", "Rentang: Tanpa poin"),
        points.SOURCE,
        points.DECISIONS,
    ),
    # 85 x .4 = 34, 90 x .6 = 54
    "nilai_akhir": (
        "nilai_akhir",
        {"nilai": {"sikap": 85, "uji": 90}, "bobot": [{"nama": "sikap", "bobot": 40}, {"nama": "uji", "bobot": 60}]},
        ("sikap: 85 (bobot 40%)", "uji: 90 (bobot 60%)", "sikap = 85 × 40% = 34", "uji = 90 × 60% = 54", "NA = 34 + 54 = 88"),
        grades.SOURCE,
        grades.DECISIONS,
    ),
    "daftar_nilai": (
        "daftar_nilai",
        {
            "peserta": {"Ani": {"sikap": 85, "uji": 90}, "Budi": {"sikap": 60, "uji": 70}},
            "bobot": [{"nama": "sikap", "bobot": 40}, {"nama": "uji", "bobot": 60}],
            "ambang": PREDIKAT,
        },
        (
            "sikap: bobot 40%",
            "uji: bobot 60%",
            "NA Ani = 85 × 40% + 90 × 60% = 88 (Baik)",
            "NA Budi = 60 × 40% + 70 × 60% = 66 (Kurang)",
            "Rentang: Lulus: 1 dari 2 peserta (predikat)",
        ),
        grades.SOURCE,
        grades.DECISIONS,
    ),
    "jp": (
        "jp",
        {"aturan": JP_RULES, "jp": 12},
        ("JP: 12", "Moda: –", "Menit = 12 × 45 = 540", "Hari luring = ⌈12 / 10⌉ = 2", "Hari daring = ⌈12 / 5⌉ = 3"),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "jp-luring": (
        "jp",
        {"aturan": JP_RULES, "jp": 12, "moda": "luring"},
        ("JP: 12", "Moda: luring", "Menit = 12 × 45 = 540", "Hari luring = ⌈12 / 10⌉ = 2"),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "jp-daring": (
        "jp",
        {"aturan": JP_RULES, "jp": 12, "moda": "daring"},
        ("JP: 12", "Moda: daring", "Menit = 12 × 40 = 480", "Hari daring = ⌈12 / 5⌉ = 3"),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "jp-satu-bagian-luring": (
        "jp",
        {**BLENDED, "luring": 20},
        (
            "JP: 20",
            "Moda: blended",
            "Menit = 20 × 50 = 1.000",
            "Hari luring = ⌈20 / 10⌉ = 2",
            "Hari daring = ⌈0 / 5⌉ = 0",
            "Hari = 2 + 0 = 2",
        ),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "jp-satu-bagian-daring": (
        "jp",
        {**BLENDED, "daring": 6},
        ("JP: 6", "Moda: blended", "Menit = 6 × 50 = 300", "Hari luring = ⌈0 / 10⌉ = 0", "Hari daring = ⌈6 / 5⌉ = 2", "Hari = 0 + 2 = 2"),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "jp-mandiri": (
        "jp",
        {"aturan": JP_RULES, "jp": 2, "moda": "mandiri"},
        (
            "JP: 2",
            "Moda: mandiri",
            "Menit = 2 × 60 = 120",
            "Hari luring = ⌈2 / 10⌉ = 1",
            "Hari daring = ⌈2 / 5⌉ = 1",
            "Rentang: Moda mandiri: hari menurut tanggal yang ditetapkan.",
        ),
        lessons.SOURCE,
        lessons.DECISIONS,
    ),
    "rekap": (
        "rekap",
        {"dari": [{"p": "Baik"}, {"p": "Cukup"}], "per": "p"},
        ("Baris: 2", "Kolom: p", "Baik = 1 / 2 × 100% = 50%", "Cukup = 1 / 2 × 100% = 50%"),
        recap.SOURCE,
        (),
    ),
    "ringkas": (
        "ringkas",
        {"dari": [{"m": "IPA", "n": 3}, {"m": "IPA", "n": 4}, {"m": "IPS", "n": None}], "menurut": ["m"], "nilai": "n"},
        ("Baris: 3", "Menurut: m", "IPA = 7 / 2 = 3,5"),
        regroup.SOURCE,
        (),
    ),
    "berbeda": (
        "berbeda",
        {"dari": [{"n": "1", "k": "A"}, {"n": "1", "k": "B"}, {"n": "2", "k": "B"}], "penanda": ["n"], "menurut": ["k"]},
        ("Baris: 3", "Penanda: n", "Cadangan: –", "Yang berbeda = 3 baris menurut n = 2"),
        distinct.SOURCE,
        (),
    ),
    # x 1/2, y 2/2: (1/2 + 1)/2
    "cvi": (
        "cvi",
        {"penilaian": {"x": {"A": 4, "B": 1, "C": None}, "y": {"A": 3, "B": 3, "C": ""}}, "ambang": THRESHOLD},
        (
            "Butir: 2",
            "Penilai: 2",
            "Tidak dinilai: x oleh C, y oleh C",
            "I-CVI x = 1 / 2 = 0,5",
            "I-CVI y = 2 / 2 = 1",
            "S-CVI/Ave = (1 × 1/2 + 1 × 1) / 2 = 0,75",
            "S-CVI/UA = 1 / 2 = 0,5",
            "Rentang: TIDAK LAYAK; S-CVI/Ave tidak memenuhi (< 0,8; ambang-cvi)",
        ),
        cvi.SOURCE,
        cvi.DECISIONS,
    ),
    "cvi-semua-dinilai": (
        "cvi",
        {"penilaian": {"x": {"A": 4, "B": 4}}, "ambang": THRESHOLD},
        (
            "Butir: 1",
            "Penilai: 2",
            "Tidak dinilai: –",
            "I-CVI x = 2 / 2 = 1",
            "S-CVI/Ave = (1 × 1) / 1 = 1",
            "S-CVI/UA = 1 / 1 = 1",
            "Rentang: LAYAK; S-CVI/Ave memenuhi (≥ 0,8; ambang-cvi)",
        ),
        cvi.SOURCE,
        cvi.DECISIONS,
    ),
    # Y = .8, .4, mean .6; .04 x 10/40 + .04 x 30/40 = .04; root .2; .2/.6 = 1/3
    "id": (
        "id",
        {"wilayah": TWO_REGIONS},
        (
            "Wilayah: 2",
            "n: 40",
            "Dilewati: –",
            "Yi A = 80 / 100 = 0,8",
            "Yi B = 40 / 100 = 0,4",
            "Y (rerata sederhana) = (0,8 + 0,4) / 2 = 0,6",
            "Σ(Yi − Y)² × fi / n = (0,2)² × 10 / 40 + (-0,2)² × 30 / 40 = 0,04",
            "ID = √0,04 / 0,6 = 0,3333",
            "Rentang: Y: rerata sederhana",
        ),
        disparity.SOURCE,
        disparity.DECISIONS,
    ),
    # Y = .8 x 10/40 + .4 x 30/40 = .5; .09 x .25 + .01 x .75 = .03; root .1732; / .5 = .3464
    "id-tertimbang": (
        "id",
        {"wilayah": TWO_REGIONS, "rerata": "tertimbang"},
        (
            "Wilayah: 2",
            "n: 40",
            "Dilewati: –",
            "Yi A = 80 / 100 = 0,8",
            "Yi B = 40 / 100 = 0,4",
            "Y (rerata tertimbang) = (0,8 × 10 + 0,4 × 30) / 40 = 0,5",
            "Σ(Yi − Y)² × fi / n = (0,3)² × 10 / 40 + (-0,1)² × 30 / 40 = 0,03",
            "ID = √0,03 / 0,5 = 0,3464",
            "Rentang: Y: rerata tertimbang",
        ),
        disparity.SOURCE,
        disparity.DECISIONS,
    ),
    # two regions left out; 80 + 40 over 100 + 100 = .6
    "id-agregat-dua-dilewati": (
        "id",
        {
            "wilayah": [*TWO_REGIONS, *({"kabupaten": name, "lulus": 0, "sasaran": 0, "guru": 5} for name in "CD")],
            "rerata": "agregat",
            "sasaran_nol": "lewati",
        },
        (
            "Wilayah: 2",
            "n: 40",
            "Dilewati: C, D",
            "Yi A = 80 / 100 = 0,8",
            "Yi B = 40 / 100 = 0,4",
            "Y (rerata agregat) = 120 / 200 = 0,6",
            "Σ(Yi − Y)² × fi / n = (0,2)² × 10 / 40 + (-0,2)² × 30 / 40 = 0,04",
            "ID = √0,04 / 0,6 = 0,3333",
            "Rentang: Y: rerata agregat; wilayah dengan sasaran 0 tidak ikut dihitung",
        ),
        disparity.SOURCE,
        disparity.DECISIONS,
    ),
    # Y = 1, 0, 0: mean 1/3; ((2/3)^2 + 2 x (1/3)^2)/3 = 2/9; root .4714; / (1/3) = root 2
    "id-melebihi-satu": (
        "id",
        {
            "wilayah": [{"kabupaten": name, "lulus": at, "sasaran": at, "guru": 1} for name, at in (("A", 1), ("B", 0), ("C", 0))],
            "sasaran_nol": "nol",
        },
        (
            "Wilayah: 3",
            "n: 3",
            "Dilewati: –",
            "Yi A = 1 / 1 = 1",
            "Yi B = 0 / 0 = 0",
            "Yi C = 0 / 0 = 0",
            "Y (rerata sederhana) = (1 + 0 + 0) / 3 = 1/3 ≈ 0,3333",
            "Σ(Yi − Y)² × fi / n = (0,6667)² × 1 / 3 + (-0,3333)² × 1 / 3 + (-0,3333)² × 1 / 3 = 2/9 ≈ 0,2222",
            "ID = √0,2222 / 0,3333 = 1,4142",
            "Rentang: Y: rerata sederhana; wilayah dengan sasaran 0 dihitung dengan cakupan 0; nilai melebihi 1 dan tidak dipotong",
        ),
        disparity.SOURCE,
        disparity.DECISIONS,
    ),
    # Pedagogik: 1/4 + 1/4 + 0 over 3 = 1/6, levels 2/3; Sosial 0: means 1/12 and 1/3
    "cgi": (
        "cgi",
        {"nilai": TEACHERS, "level": LEVELS},
        (
            "Guru dengan nilai: 3",
            "Guru dengan kesenjangan: 2",
            "Cara: rerata dahulu",
            "M Ahli Madya: 4",
            "M Ahli Muda: 3",
            "CGI Pedagogik = (2 × (4 − 3) / 4) / 3 = 1/6 ≈ 0,1667",
            "CGI Sosial = (0) / 1 = 0",
            "CGI = (0,1667 + 0) / 2 = 1/12 ≈ 0,0833",
            "Rerata kesenjangan (level) = (0,6667 + 0) / 2 = 1/3 ≈ 0,3333",
        ),
        gap.SOURCE,
        gap.DECISIONS,
    ),
    # indicators 2 and 5: gaps 1/2 and 0, their mean 1/4; and a teacher with one indicator, gap 1/4
    "cgi-kesenjangan-dahulu": (
        "cgi",
        {
            "nilai": [
                {"nama": "Ani", "jenjang": "Ahli Madya", "kompetensi": "1.1", "nilai": 2},
                {"nama": "Ani", "jenjang": "Ahli Madya", "kompetensi": "1.2", "nilai": 5},
                {"nama": "Budi", "jenjang": "Ahli Madya", "kompetensi": "1.1", "nilai": 1},
            ],
            "level": LEVELS,
            "cara": "kesenjangan dahulu",
        },
        (
            "Guru dengan nilai: 2",
            "Guru dengan kesenjangan: 2",
            "Cara: kesenjangan dahulu",
            "M Ahli Madya: 4",
            "CGI 1 = (0,25 + 0,75) / 2 = 0,5",
            "CGI = (0,5) / 1 = 0,5",
            "Rerata kesenjangan (level) = (2) / 1 = 2",
        ),
        gap.SOURCE,
        gap.DECISIONS,
    ),
    # 11 x 45 = 495 minutes; 6 JP luring take one day of 10, 5 JP daring one of 5; a day has one moda
    "susun_jadwal": (
        "susun_jadwal",
        {
            "mata_ajar": [{"nama": "Refleksi", "jp": 6, "moda": "luring"}, {"nama": "Aksi", "jp": 5, "moda": "daring"}],
            "mulai": date(2026, 6, 1),
            "jam_kerja": [{"mulai": time(8), "selesai": time(16)}],
            "aturan": [*JP_RULES[:1], {"moda": "daring", "menit_per_jp": 45, "jp_per_hari": 5}, *JP_RULES[2:]],
        },
        (
            "Mata ajar: 2",
            "JP per hari luring: 10",
            "JP per hari daring: 5",
            "Hari terlalu penuh: –",
            "Bentrok: 0",
            "JP = 6 + 5 = 11",
            "Menit = 11 × 45 = 495",
            "Hari paling sedikit = ⌈6 / 10⌉ + ⌈5 / 5⌉ = 2",
            "Hari terjadwal = hari kalender yang berisi sesi = 2",
        ),
        timetable.SOURCE,
        lessons.DECISIONS,
    ),
    # 30 June is day 30 of 61 (June 30, July 31)
    "dasbor": (
        "dasbor",
        {
            "per": date(2026, 6, 30),
            "mulai": date(2026, 6, 1),
            "akhir": date(2026, 7, 31),
            "sasaran": [{"dilatih": 3, "target": 2}],
            "tahapan": [{"selesai": 1, "direncanakan": 4}],
        },
        (
            "Per tanggal: 30/06/2026",
            "Cakupan sasaran = 3 / 2 × 100% = 150%",
            "Cakupan kerja = 1 / 4 × 100% = 25%",
            "Waktu berjalan = 30 / 61 × 100% = 3000/61 ≈ 49,1803%",
        ),
        coverage.SOURCE,
        coverage.DECISIONS,
    ),
    "dasbor-tanpa-jangka-waktu": (
        "dasbor",
        {"per": date(2026, 1, 2), "sasaran": [{"dilatih": 99_999_999, "target": 100_000_000}]},
        (
            "Per tanggal: 02/01/2026",
            "Cakupan sasaran = 99999999 / 100000000 × 100% = 99999999/1000000 ≈ 99,999999%",
        ),
        coverage.SOURCE,
        coverage.DECISIONS,
    ),
    # a: 4 and 2; b: 3 and 1. Variances 2 and 2, totals 7 and 3: 8. alpha = 2 (1 - 4/8) = 1. Mean 10/4.
    "level1": (
        "level1",
        {"jawaban": [{"a": 4, "b": 3}, {"a": 2, "b": 1}], "butir": [{"butir": "a", "aspek": "Media"}, {"butir": "b"}], "kategori": LIKERT},
        (
            "Responden: 2",
            "Butir: 2",
            "Skala: 1–4",
            "Rerata a = (0 × 1 + 1 × 2 + 0 × 3 + 1 × 4) / 2 = 3",
            "Rerata b = (1 × 1 + 0 × 2 + 1 × 3 + 0 × 4) / 2 = 2",
            "Rerata Media = (0 × 1 + 1 × 2 + 0 × 3 + 1 × 4) / 2 = 3",
            "Rerata Keseluruhan = (1 × 1 + 1 × 2 + 1 × 3 + 1 × 4) / 4 = 2,5",
            "Alfa Cronbach = 2/(2 − 1) × (1 − Σ ragam butir / ragam jumlah) = 1",
            "Rentang: Belum puas (≤ 2,5; likert)",
        ),
        reaction.SOURCE,
        reaction.DECISIONS,
    ),
    # a: 1 and 0 right; b: marks 4 and 1 of 4. Totals 5 and 1: variances 1/2 and 9/2, 8; alpha 2 (1 - 5/8) = 3/4. r of two people is 1.
    "analisis-butir": (
        "analisis_butir",
        {
            "jawaban": {"Ani": {"a": "A", "b": 4}, "Budi": {"a": "B", "b": 1}, "Citra": {}},
            "kunci": [{"butir": "a", "kunci": "A"}, {"butir": "b", "skor": 4}, {"butir": "c"}],
            **ITEM_BANDS,
        },
        (
            "Peserta: 2",
            "Butir yang dianalisis: 2",
            "Kelompok atas dan bawah, masing-masing: 27% = 1 peserta",
            "Tanpa kunci: c",
            "Tidak mengerjakan: Citra",
            "Kesukaran a = 1 / 2 = 0,5",
            "Korelasi a = kovarians dengan jumlah butir lain / (simpangan baku butir × simpangan baku jumlah butir lain) = 1",
            "Daya beda a = rerata kelompok atas − rerata kelompok bawah, dibagi skor maksimum = 1",
            "Kesukaran b = 2,5 / 4 = 0,625",
            "Korelasi b = kovarians dengan jumlah butir lain / (simpangan baku butir × simpangan baku jumlah butir lain) = 1",
            "Daya beda b = rerata kelompok atas − rerata kelompok bawah, dibagi skor maksimum = 0,75",
            "Alfa Cronbach = 2/(2 − 1) × (1 − Σ ragam butir / ragam jumlah) = 0,75",
            "Rentang: Belum puas (≤ 2,5; likert)",
        ),
        item_analysis.SOURCE,
        item_analysis.DECISIONS,
    ),
    # differences 10 20 10 20 0: mean 12; deviations -2 8 -2 8 -12, squares 280, variance 70. Gains 1/5 2/5 1/5 2/5, none: 3/10. 12/(100 - 60).
    "level2-deskriptif": (
        "level2",
        {"peserta": [*FIVE, {"nama": "Eka", "pre": 3}, {"nama": "Fani", "post": 3}]},
        (
            "Peserta: 5",
            "Uji menurut desain: –",
            "Tidak lengkap: Eka, Fani",
            "Alasan: Peserta kurang dari 6; hanya uraian deskriptif.",
            "Rerata selisih = 72 − 60 = 12",
            "Simpangan baku selisih = √70 = 8,3666",
            "Rerata N-gain = (0,2 + 0,4 + 0,2 + 0,4) / 4 = 0,3",
            "N-gain kelas = (72 − 60) / (100 − 60) = 0,3",
            "Rentang: deskriptif",
        ),
        significance.SOURCE,
        significance.DECISIONS,
    ),
    # six differences of 10, all up: 2/2^6 = 1/32; no spread
    "level2-wilcoxon": (
        "level2",
        {"peserta": rows(*[(50, 60)] * 6), "uji": "Wilcoxon"},
        (
            "Peserta: 6",
            "Uji menurut desain: Wilcoxon",
            "Tidak lengkap: –",
            "Alasan: Uji ditetapkan dalam desain evaluasi.",
            "Rerata selisih = 60 − 50 = 10",
            "Simpangan baku selisih = √0 = 0",
            "W = jumlah peringkat terkecil = 0",
            "p = dua sisi = 1/32 ≈ 0,0313",
            "Rerata N-gain = (0,2 + 0,2 + 0,2 + 0,2 + 0,2 + 0,2) / 6 = 0,2",
            "N-gain kelas = (60 − 50) / (100 − 50) = 0,2",
            "Rentang: meningkat signifikan",
        ),
        significance.SOURCE,
        significance.DECISIONS,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_working__every_line(case: str) -> None:
    """SCO-90, SCO-91."""
    score, given, lines, source, decisions = CASES[case]
    shown = working(score, given)
    assert shown.score == score
    assert shown.lines() == (*lines, *told(source, decisions))


def test_working__a_score_by_itself_or_by_its_name() -> None:
    given = {"lulus": 1, "target": 2, "ambang": PREDIKAT}
    assert working(SCORES["capaian"], given) == working("capaian", given)


def test_working__a_mean_printed_beside_its_bound() -> None:
    """Section 2: a mean of 2.50004 is Puas, and must not print as 2,5. (6,000 x 2 + 6,001 x 3)/12,001 = 30,003/12,001."""
    answers = [{"a": 2}] * 6_000 + [{"a": 3}] * 6_001
    assert working("level1", {"jawaban": answers, "kategori": LIKERT}).steps[0].printed == "2,50004"


def test_working__t_test_steps() -> None:
    """Differences 22 15 6 21 9 18 12 17: mean 15, variance 32, t = 15 root 8 / root 32 = 7.5, df 7; root 32 = 5.6569."""
    pairs = zip([40, 55, 60, 50, 65, 45, 70, 58], [62, 70, 66, 71, 74, 63, 82, 75], strict=True)
    shown = working("level2", {"peserta": rows(*pairs), "uji": "t"})
    assert shown.steps[2].formula == "15 / (5,6569 / √8)"
    assert (shown.steps[2].what, shown.steps[2].printed) == ("t", "7,5")
    assert (shown.steps[3].what, shown.steps[3].formula, shown.steps[3].printed) == ("p", "dua sisi, df = 7", "< 0,001")


def test_working__one_participant_has_no_spread() -> None:
    """SCO-11: the sample variance needs two; (60 - 50)/(100 - 50) = 1/5."""
    shown = working("level2", {"peserta": rows((50, 60))})
    assert [one.what for one in shown.steps] == ["Rerata selisih", "Rerata N-gain", "N-gain kelas"]
    assert run("level2", {"peserta": rows((50, 60))}).sd is None
