"""The words of an outline: labels of names that have none, and names of loop variables."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count
from typing import Final

_LOOPS: Final = ("baris", "rincian", "anak")
_ITEM: Final = "butir"
_GROUP: Final = "kelompok"
# Names in the results of scores whose words are not the name itself.
PROBABILITIES: Final = frozenset({"p", "shapiro_p"})
"""Members of scores' results that are probabilities."""
_LABELS: Final[Mapping[str, str]] = {
    "alpha": "Alfa Cronbach",
    "band": "Kategori",
    "batas": "Batas",
    "by_indikator": "Menurut indikator",
    "by_jenjang": "Menurut jenjang jabatan",
    "by_kelompok": "Menurut kelompok",
    "by_kompetensi": "Menurut kompetensi",
    "by_kompetensi_jenjang": "Menurut kompetensi dan jenjang jabatan",
    "cgi": "CGI",
    "ci_high": "Batas atas selang kepercayaan",
    "ci_low": "Batas bawah selang kepercayaan",
    "class_gain": "N-gain kelas",
    "class_gain_kategori": "Kategori N-gain kelas",
    "df": "Derajat bebas",
    "di_bawah": "Butir di bawahnya",
    "effect_name": "Nama ukuran efek",
    "effect_size": "Ukuran efek",
    "gain": "N-gain",
    "hari_ke": "Hari ke-",
    "id": "Indeks disparitas",
    "jp": "JP",
    "jumlah_jp": "Jumlah JP",
    "kosong": "Tidak dinilai",
    "kuadrat": "Kuadrat indeks",
    "kappa_band": "Kategori kappa",
    "lynn": "Pembanding dari literatur (Lynn)",
    "maximum": "Maksimum",
    "mean_difference": "Rata-rata selisih",
    "mean_gain": "Rata-rata N-gain",
    "mean_gain_kategori": "Kategori rata-rata N-gain",
    "mean_gap": "Rata-rata kesenjangan",
    "mean_post": "Rata-rata tes akhir",
    "mean_pre": "Rata-rata tes awal",
    "memenuhi": "Memenuhi ambang batas",
    "n": "n",
    "na": "NA",
    "p": "p",
    "percent": "Persentase",
    "persen": "Persentase",
    "polit_beck": "Pembanding dari literatur (Polit dan Beck)",
    "post": "Tes akhir",
    "pre": "Tes awal",
    "rata_rata": "Rata-rata",
    "rerata": "Rata-rata",
    "rhk": "RHK",
    "rows": "Daftar",
    "s_cvi_ave": "S-CVI/Ave",
    "s_cvi_ua": "S-CVI/UA",
    "sd": "Simpangan baku",
    "shapiro_p": "p uji Shapiro-Wilk",
    "tabel": "Menurut kelompok dan lajur",
    "terisi": "Terisi",
    "test": "Uji statistik",
    "value": "Nilai",
    "variance": "Varians",
    "verdict": "Putusan",
}


def label_of(name: str) -> str:
    """Return the words of a name that no spec labels: "jumlah_penilai" gives "Jumlah penilai"."""
    words = name.replace("_", " ").replace("-", " ")
    return _LABELS.get(name, words[:1].upper() + words[1:])


def loop_name(depth: int, taken: frozenset[str]) -> str:
    """Return the variable of a loop with `depth` loops around it, unlike any name of the scope."""
    return _free(_LOOPS[min(depth, len(_LOOPS) - 1)], taken)


def item_name(taken: frozenset[str]) -> str:
    """Return the variable of a loop over a list, unlike any name of the scope."""
    return _free(_ITEM, taken)


def group_name(taken: frozenset[str]) -> str:
    """Return the variable of a loop over the groups of a table, unlike any name of the scope."""
    return _free(_GROUP, taken)


def _free(name: str, taken: frozenset[str]) -> str:
    candidates = chain((name,), (f"{name}_{number}" for number in count(1)))
    return next(candidate for candidate in candidates if candidate not in taken)
