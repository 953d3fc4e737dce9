"""The code of every fault: what stops one document and is no fault of a value in it. Part of the one catalogue.

A fault says its own sentence where it is raised, with file and place; here stands what its code means and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "gagal": ("Pekerjaan ini tidak dapat diselesaikan.", "Baca sebabnya dalam pesan itu."),
    "spesifikasi-salah": ("Spesifikasi atau tabel rujukannya salah.", "Jalankan borang lint; yang salah disebut dengan barisnya."),
    "templat-salah": ("Templat tidak dapat dibaca atau diisi.", "Jalankan borang lint; lihat templat.md."),
    "mesin-tidak-ada": ("Komputer ini belum punya yang diperlukan untuk keluaran ini.", "Jalankan borang doctor."),
    "berkas-tidak-terbaca": ("Berkas tidak dapat dibaca sebagai isian atau tabel.", "Baca sebabnya dalam pesan itu."),
    "penyerahan-gagal": ("Dokumen jadi tidak dapat ditaruh di foldernya.", "Periksa folder keluaran, izin, dan ruang penyimpanan."),
    "hasil-sudah-ada": ("Di tempat hasilnya sudah ada berkas.", "Pakai --force untuk menggantinya, atau -o untuk folder lain."),
    "hasil-berupa-tautan": ("Di tempat hasilnya ada tautan (symlink), yang tidak diikuti.", "Hapus tautannya, atau pakai -o."),
    "hasil-tidak-tertulis": ("Penyimpanan menolak hasilnya.", "Periksa ruang dan izin foldernya, lalu ulangi."),
    "nama-hasil-kembar": ("Dua dokumen akan bernama sama.", "Bedakan isiannya, atau pakai folder keluaran lain."),
    "folder-hasil-tidak-dapat-dipakai": ("Folder keluaran tidak dapat dibuat atau dipakai.", "Periksa namanya dan izinnya."),
    "keluaran-standar-tertutup": ("Hasilnya tidak dapat dialirkan: keluaran standar tertutup.", "Alirkan ke berkas, atau pakai -o FOLDER."),
    "berkas-tidak-ada": ("Berkas tidak ditemukan.", "Periksa nama dan foldernya."),
    "berkas-adalah-folder": ("Yang disebut folder, bukan berkas.", "Sebut berkas di dalamnya."),
    "berkas-tertutup": ("Berkas tidak dapat dibuka: izin, penyimpanan, atau sedang dipakai.", "Periksa izinnya, lalu ulangi."),
    "berkas-melewati-batas": ("Berkas atau isinya melewati batas.", "Bagi menjadi beberapa berkas; lihat batas.md."),
    "bukan-utf8": ("Tulisan dalam berkas bukan UTF-8.", "Simpan ulang dengan pengodean UTF-8."),
    "karakter-tidak-sah": ("Tulisan memuat karakter yang tidak sah.", "Hapus karakter itu."),
    "json-tidak-terbaca": ("Susunan JSON tidak dapat dibaca.", "Periksa kurung, koma, dan tanda kutipnya."),
    "bukan-kunci-dan-nilai": ("Isi berkas bukan kunci dan nilai.", "Mulai dengan jenis: lalu isian satu per satu."),
    "kunci-bukan-kata": ("Kunci harus berupa satu kata.", "Tulis kunci tanpa kurung."),
    "institusi-salah": ("institusi.yaml memuat isian yang salah.", "Perbaiki baris yang disebut."),
    "yaml-tidak-terbaca": ("Susunan YAML tidak dapat dibaca.", "Periksa spasi di awal baris, titik dua, dan tanda kutipnya."),
    "yaml-alias": ("Nilai diawali *, &, atau !, yang punya arti khusus.", "Apit nilainya dengan tanda kutip."),
    "yaml-spasi-khusus": ("Ada spasi atau pemisah baris yang tidak terlihat.", "Hapus, lalu ketik ulang dengan tombol spasi."),
    "yaml-tab": ("Ada tab di awal baris.", "Ganti tab dengan spasi."),
    "yaml-garis-miring": (r"Tanda \ di dalam petik ganda punya arti khusus.", "Apit nilainya dengan petik tunggal."),
    "yaml-kutip-lengkung": ("Tanda kutip lengkung bukan tanda kutip YAML.", "Pakai tanda kutip lurus."),
    "yaml-kutip": ("Tanda kutip di dalam nilai yang diapit tanda kutip yang sama.", "Apit nilainya dengan tanda kutip yang lain."),
    "yaml-tanda-awal": ("Nilai diawali tanda yang punya arti khusus di YAML.", "Apit nilainya dengan tanda kutip."),
    "yaml-teks-panjang": (
        "Nilai diawali | atau >, yang membuka teks panjang.",
        "Tulis teksnya di baris bawahnya, atau apit dengan tanda kutip.",
    ),
    "yaml-strip": ("Isian hanya berisi tanda -.", "Kosongkan saja."),
    "yaml-tanpa-spasi": ("Sesudah titik dua tidak ada spasi.", "Tulis satu spasi sesudah titik dua."),
    "yaml-kurung-awal": ("Nilai diawali tanda kurung.", "Apit nilainya dengan tanda kutip."),
    "yaml-pagar": ("Tulisan sesudah # tidak dibaca, sehingga nilainya terputus.", "Apit nilainya dengan tanda kutip."),
    "yaml-kutip-terbuka": ("Tanda kutip tidak ditutup.", "Tambahkan penutupnya."),
    "yaml-kurung-terbuka": ("Tanda kurung tidak ditutup, atau susunan di dalamnya salah.", "Tambahkan penutupnya."),
    "yaml-tanpa-titik-dua": ("Baris tidak punya titik dua sesudah kuncinya.", "Tulis kunci, titik dua, spasi, lalu nilainya."),
    "yaml-menjorok": ("Baris menjorok lebih dalam daripada baris di atasnya.", "Samakan jumlah spasi di awal kedua baris itu."),
}
