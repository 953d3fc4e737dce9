"""The formulas of the scores in words, by the beginning of a step's name: what an annex prints beside the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_COVERAGE: Final = "yang dicapai dibagi yang ditargetkan, dikali 100%"
FORMULAS: Final[Mapping[str, Mapping[str, str]]] = {
    "cvi": {
        "I-CVI": "penilai yang memberi Cukup Sesuai atau Sesuai, dibagi penilai yang menilai butir itu",
        "S-CVI/Ave": "jumlah semua I-CVI dibagi banyaknya butir",
        "S-CVI/UA": "butir yang disepakati semua penilainya dibagi banyaknya butir",
    },
    "nilai_akhir": {"NA": "jumlah semua nilai aspek berbobot", "": "nilai aspek dikali bobotnya"},
    "daftar_nilai": {"NA": "jumlah nilai aspek dikali bobotnya masing-masing"},
    "capaian": {"Capaian": "yang dicapai dibagi target, dikali 100%"},
    "penurunan": {"Capaian": "200% dikurangi yang aktual dibagi target, dikali 100%"},
    "id": {
        "Yi": "guru yang lulus dibagi guru sasaran di kabupaten/kota itu",
        "Y ": "rerata cakupan semua kabupaten/kota",
        "Σ": "jumlah kuadrat selisih cakupan dari reratanya, masing-masing dikali guru sasarannya, dibagi guru sasaran seluruhnya",
        "ID": "akar jumlah itu dibagi rerata cakupan",
    },
    "cgi": {
        "CGI ": "jumlah kekurangan level guru dari level minimalnya, dibagi banyaknya guru yang dinilai",
        "CGI": "rerata CGI semua kompetensi",
        "Rerata": "rerata kesenjangan semua kompetensi, dalam level",
    },
    "level1": {"Rerata": "jumlah nilai dibagi banyaknya jawaban", "Alfa": "keandalan butir menurut Cronbach"},
    "level2": {
        "Rerata selisih": "jumlah selisih tes akhir dan tes awal dibagi banyaknya peserta",
        "Simpangan": "akar varians selisih",
        "Rerata N-gain": "jumlah N-gain semua peserta dibagi banyaknya peserta",
        "N-gain kelas": "selisih rerata dibagi selisih nilai tertinggi dan rerata tes awal",
        "t": "rerata selisih dibagi galat bakunya",
        "W": "jumlah peringkat bertanda yang terkecil",
        "p": "peluang hasil sebesar itu bila tidak ada perubahan",
    },
    "analisis_butir": {
        "Kesukaran": "yang menjawab benar dibagi semua peserta, atau rerata skor dibagi skor maksimum",
        "Korelasi": "korelasi skor butir dengan jumlah skor butir-butir lain",
        "Daya beda": "selisih rerata skor kelompok atas dan kelompok bawah, dibagi skor maksimum",
        "KR-20": "keandalan butir benar-salah menurut Kuder dan Richardson",
        "Alfa": "keandalan butir menurut Cronbach",
    },
    "rhk": {"Total": "jumlah poin semua kegiatan", "": "kuantitas dikali poin kegiatan"},
    "jp": {
        "Menit": "jam pelajaran dikali menit setiap JP",
        "Hari luring": "jam pelajaran luring dibagi JP sehari, dibulatkan ke atas",
        "Hari daring": "jam pelajaran daring dibagi JP sehari, dibulatkan ke atas",
        "Hari": "hari luring ditambah hari daring",
    },
    "dasbor": {"": _COVERAGE},
    "susun_jadwal": {
        "JP": "jumlah jam pelajaran semua mata ajar",
        "Menit": "jam pelajaran dikali menit setiap JP menurut modanya",
        "Hari paling": "jam pelajaran dibagi JP sehari, dibulatkan ke atas, setiap moda",
        "Hari terjadwal": "hari kalender yang berisi sesi",
    },
    "rekap": {"": "banyaknya jawaban itu dibagi semua jawaban, dikali 100%"},
    "berbeda": {"": "baris dengan penanda yang sama dihitung satu"},
    "ringkas": {"": "jumlah nilai dibagi banyaknya baris yang terisi"},
}


def formula_in_words(score: str, step: str) -> str:
    """Return the formula of a score's step in words: that of the longest beginning of its name; nothing where none is known."""
    known = FORMULAS.get(score, {})
    found = max((start for start in known if step.startswith(start)), key=len, default=None)
    return known[found] if found is not None else ""
