"""The Indonesian sentence of every finding about the number of a document, by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "belum-bernomor": (
        "Dokumen ini belum bernomor dalam register.",
        "Beri nomor dengan borang number {jenis} BERKAS, lalu buat lagi.",
    ),
    "nomor-data-berubah": (
        "Isinya berubah sejak nomor {nomor} diberikan.",
        "Bila memang dibetulkan, catat dengan borang number {jenis} BERKAS: nomornya tetap, yang lama ditandai diganti.",
    ),
    "nomor-sudah-dipakai": (
        "Nomor {nomor} {keadaan} dalam register ({milik}).",
        "Tulis nomor lain, atau hapus barisnya supaya nomor diambil dari register.",
    ),
    "nomor-lain-di-register": (
        "Nomor {nomor} berbeda dari nomor dokumen ini dalam register, {tercatat}.",
        "Hapus nomor dari isian; atau batalkan yang tercatat dengan borang register void.",
    ),
    "nomor-tanpa-tanggal": (
        "Tanggal dokumen belum ada, sehingga tahun nomornya tidak diketahui.",
        "Isi tanggalnya, lalu beri nomor.",
    ),
    "nomor-dokumen-kembar": (
        "Dua dokumen dalam berkas-berkas ini sama bagi register: {siapa}.",
        "Hapus salah satunya, atau bedakan isiannya.",
    ),
}
