"""Files as they are handed in: what they are called here, and which cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from generator.web.calls import LARGEST_FILE, SentFile

READ: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx", ".csv", ".tsv")
BESIDE: Final = (".png", ".jpg", ".jpeg")
FORMS: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx")
"""What holds the form of one person, and is no table of many."""
TOO_LARGE: Final = (
    "Berkas ini lebih besar daripada 20 MB. Kecilkan gambar di dalamnya, atau hapus lembar yang tidak perlu, lalu unggah lagi."
)
_EMPTY: Final = (
    "Berkas ini kosong (0 bita), mungkin karena belum selesai disimpan atau disalin. Buka dan simpan sekali lagi, lalu unggah lagi."
)
_LONGEST_NAME: Final = 200
_AS_BOOK: Final = "Buka di Excel, simpan sebagai .xlsx (File > Save As), lalu unggah hasilnya."
_AS_DOCUMENT: Final = "Buka di Word, simpan sebagai .docx (File > Save As), lalu unggah hasilnya."
_AS_PICTURE: Final = "Simpan gambarnya sebagai .jpg atau .png, lalu unggah hasilnya."
_UNPACKED: Final = "Buka (ekstrak) dahulu arsipnya, lalu unggah berkas-berkas di dalamnya."
_FILLED: Final = "Unggah formulir terisi berupa Excel (.xlsx), Word (.docx), YAML, JSON, atau CSV."
_ADVICE: Final[Mapping[str, str]] = {
    **dict.fromkeys((".xls", ".ods", ".xlsm", ".xlsb"), _AS_BOOK),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".docm"), _AS_DOCUMENT),
    **dict.fromkeys((".zip", ".rar", ".7z"), _UNPACKED),
    **dict.fromkeys((".heic", ".webp", ".gif", ".bmp", ".tif", ".tiff"), _AS_PICTURE),
    ".pdf": "Isian di PDF tidak dapat dibaca dari sini. Unggah formulir Excel atau Word-nya.",
    **dict.fromkeys((".csv", ".tsv"), "Tabel dipakai lewat Banyak sekaligus."),
}


def name_of_file(file: SentFile) -> str:
    """Return a file's own name, without the folders of its sender."""
    return PurePath(file.filename.replace("\\", "/")).name[-_LONGEST_NAME:] or "berkas"


def refusal(file: SentFile, taken: tuple[str, ...] = (*READ, *BESIDE)) -> str:
    """Return why a file cannot be taken, in a sentence; "" where it can. taken: the endings of what can."""
    name = name_of_file(file)
    suffix = PurePath(name).suffix.lower()
    if len(file.data) > LARGEST_FILE:
        return TOO_LARGE
    if not file.data:
        return _EMPTY
    if suffix not in taken:
        called = f"berakhiran “{suffix}”" if suffix else "tanpa akhiran nama"
        return f"Berkas {called} tidak dapat dibaca{' di sini' if suffix in READ else ''}. {_ADVICE.get(suffix, _FILLED)}"
    return ""
