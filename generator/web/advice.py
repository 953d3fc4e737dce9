"""What somebody at a page can do, where what is found says what to type at the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CHOOSE: Final = "Pilih jenisnya di “Jenis dokumen” saat mengunggah."
_COLUMNS: Final = "Tekan “Tentukan kolomnya”, lalu pilih tempat setiap kolom."
_FORM: Final = "Formulir kosongnya ada di halaman jenis itu, di Beranda."
ADVICE: Final[Mapping[str, str]] = {
    "jenis-dokumen-tidak-ada": _CHOOSE,
    "jenis-dokumen-tidak-dikenal": "Daftar jenis dokumen ada di Beranda. " + _CHOOSE,
    "jenis-dokumen-berbeda": "Pilih jenis yang disebut berkasnya, atau biarkan “disebut di berkasnya”.",
    "revisi-lain": "Periksa isiannya. " + _FORM,
    "bukan-formulir": _FORM,
    "dokumen-jadi": "Unggah formulirnya, bukan dokumennya. " + _FORM,
    "ekspor-tanpa-isian": "Periksa apakah jenis yang dipilih sudah benar. Bila ya: " + _COLUMNS[0].lower() + _COLUMNS[1:],
    "pertanyaan-tidak-dikenal": _COLUMNS,
    "pertanyaan-mirip": _COLUMNS,
    "pertanyaan-ganda": _COLUMNS,
    "pertanyaan-belum-ditentukan": _COLUMNS,
}
"""By the code of a finding or fault."""


def advice_of(code: str, otherwise: str) -> str:
    """Return what to do about what has a code. otherwise: what is said of it everywhere else."""
    return ADVICE.get(code, otherwise)
