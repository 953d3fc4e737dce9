"""Files as they are handed in: what they are called here, and which cannot be taken."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from generator.web.calls import LARGEST_FILE, SentFile

READ: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx", ".csv", ".tsv")
BESIDE: Final = (".png", ".jpg", ".jpeg")
FORMS: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx")
"""What holds the form of one person, and is no table of many."""
TOO_LARGE: Final = "Berkas ini lebih besar daripada 20 MB, jadi tidak diterima."
_LONGEST_NAME: Final = 200
_OLD: Final = {
    ".xls": "Simpan dahulu sebagai .xlsx.",
    ".doc": "Simpan dahulu sebagai .docx.",
    ".ods": "Simpan dahulu sebagai .xlsx.",
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
        return "Berkas ini kosong (0 bita)."
    if suffix not in taken:
        return f"Jenis berkas “{suffix or name}” tidak dapat dibaca. {_OLD.get(suffix, '')}".rstrip()
    return ""
