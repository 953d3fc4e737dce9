"""The sentences about what a report names as attached to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ANNEXES: Final[Mapping[str, tuple[str, str]]] = {
    "lampiran-kosong": (
        "Tidak ada lampiran yang berkasnya disebut; yang dibuat laporannya saja.",
        'Sebut berkasnya, misalnya "5": {{ada: ya, berkas: daftar-hadir}}.',
    ),
    "lampiran-tidak-ada": (
        "{nama}: berkas “{berkas}” tidak ada di folder berkas ini.",
        "Taruh berkasnya di folder ini, atau perbaiki namanya.",
    ),
    "lampiran-rusak": (
        "{nama}: “{berkas}” tidak dapat digabungkan ({sebab}).",
        "Simpan ulang sebagai PDF tanpa kata sandi, lalu buat lagi.",
    ),
    "lampiran-tidak-dibuat": ("{nama}: “{berkas}” belum dapat dibuat: {sebab}", "Lengkapi datanya, lalu buat lagi."),
    "lampiran-terlalu-besar": ("Lampirannya bersama-sama lebih dari {batas} MB.", "Kecilkan berkasnya, atau lampirkan sebagian."),
}
"""Message and remedy by code; put into the catalogue."""
