"""The commands: where each lives, its Indonesian name, what it is for, and examples for its help. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One command. module, function: below `generator.cli`. indonesian: its other name. examples: what to type, and what for."""

    module: str
    function: str
    indonesian: str
    summary: str
    examples: tuple[tuple[str, str], ...]


COMMANDS: Final = {
    "list": Entry(
        "types",
        "list_types",
        "daftar",
        "Daftar jenis dokumen.",
        (("borang list", "jenis dokumen yang ada"), ("borang list --json", "untuk program lain")),
    ),
    "show": Entry(
        "types",
        "show_type",
        "lihat",
        "Isian, aturan, dan hitungan satu jenis dokumen.",
        (("borang show kak", "apa yang diminta"), ("borang show kak --coverage", "unsur pedoman dan tempatnya tercetak")),
    ),
    "blank": Entry(
        "blank",
        "blank",
        "kosong",
        "Formulir kosong satu jenis dokumen.",
        (
            ("borang blank kak -o kak.yaml", "simpan formulir kosong"),
            ("borang blank kak", "tampilkan di layar"),
            ("borang blank kak -o kak.xlsx", "formulir Excel; sesudah diisi: borang make kak.xlsx"),
            ("borang blank kak -o kak.docx", "formulir Word; dibaca seperti formulir Excel"),
            ("borang blank kak -o kak.pdf", "formulir untuk dicetak dan diisi dengan pulpen"),
            ("borang blank kak --from isian.yaml -o kak.xlsx", "mulai dari isian yang sudah ada"),
            ("borang blank coaching-rhk --each guru.csv -o formulir", "satu formulir Excel untuk setiap guru dalam daftar"),
        ),
    ),
    "check": Entry(
        "make",
        "check",
        "periksa",
        "Periksa berkas isian tanpa membuat dokumen.",
        (
            ("borang check kak.yaml", "satu berkas"),
            ("borang check kak.xlsx", "formulir Excel yang terisi"),
            ("borang check isian/", "semua berkas isian dalam folder"),
            ("borang check jawaban.csv --type coaching-rhk", "ekspor formulir daring, satu baris satu isian"),
            ("borang check kak.yaml --watch", "periksa lagi setiap kali disimpan"),
            ("borang check - < kak.yaml", "dari masukan standar"),
        ),
    ),
    "make": Entry(
        "make",
        "make",
        "buat",
        "Periksa berkas isian lalu buat dokumennya.",
        (
            ("borang make kak.yaml --to docx,pdf", "Word dan PDF sekaligus"),
            ("borang make isian/ --all -o hasil", "semua bentuk, ke folder hasil"),
            ("borang make kak.yaml --draft", "walau belum benar, bertanda DRAF"),
            ("borang make kak.yaml --to pdf -o - > kak.pdf", "ke keluaran standar"),
        ),
    ),
    "mapping": Entry(
        "mapping",
        "mapping",
        "petakan",
        "Petakan pertanyaan ekspor formulir daring ke isian.",
        (
            ("borang mapping coaching-rhk jawaban.csv", "tampilkan usulnya"),
            ("borang mapping coaching-rhk jawaban.csv -o jawaban.peta.yaml", "simpan, sunting, lalu: borang check jawaban.csv"),
        ),
    ),
    "batch": Entry(
        "batch",
        "batch",
        "massal",
        "Buat banyak dokumen dari tabel atau folder.",
        (
            ("borang batch coaching-rhk guru.csv --with rhk.yaml -o hasil", "satu dokumen tiap baris tabel"),
            ("borang batch kak isian/ --to docx,pdf -o hasil", "satu dokumen tiap berkas terisi"),
            ("borang batch sertifikat program.yaml --dry-run", "periksa dahulu, tanpa membuat apa pun"),
            ("borang batch coaching-rhk guru.csv --with rhk.yaml --only-failed -o hasil", "hanya yang tadi ditolak atau gagal"),
        ),
    ),
    "number": Entry(
        "numbering",
        "number",
        "nomor",
        "Beri nomor surat dan sertifikat dari register.",
        (
            ("borang number sertifikat program.yaml", "satu nomor tiap peserta, menurut urutan barisnya"),
            ("borang number undangan undangan-*.yaml --dry-run", "lihat dahulu nomornya"),
            ("borang number sertifikat program.yaml --replaces 0124/B7.14/GT.01.03/2026", "nama yang dibetulkan, nomor yang sama"),
        ),
    ),
    "register": Entry(
        "numbering",
        "register",
        "agenda",
        "Daftar nomor yang sudah diberikan.",
        (
            ("borang register list --type sertifikat", "nomor dan keadaannya"),
            ('borang register void 0124/B7.14/GT.01.03/2026 --why "salah cetak"', "nomor batal, tidak dipakai lagi"),
            ("borang register export -o register.xlsx", "seluruh register"),
        ),
    ),
    "key": Entry(
        "sealing",
        "key",
        "kunci",
        "Kunci lembaga untuk sertifikat bertanda.",
        (("borang kunci baru", "buat sepasang kunci di sebelah institusi.yaml"),),
    ),
    "verify": Entry(
        "sealing",
        "verify",
        "verifikasi",
        "Periksa asli tidaknya sertifikat, tanpa jaringan.",
        (
            ("borang verify sertifikat.pdf --key kunci-publik.pem", "PDF atau Word"),
            ("borang verify - --key kunci-publik.pem", "teks kode QR dari masukan standar"),
        ),
    ),
    "gather": Entry(
        "gather",
        "gather",
        "gabung",
        "Kumpulkan berkas-berkas terisi menjadi data satu dokumen.",
        (
            ("borang gather laporan-validasi lembar/ -o laporan.yaml", "lembar para penilai menjadi satu laporan"),
            ("borang gather laporan-validasi lembar/ -o laporan.xlsx", "menjadi formulir Excel yang terisi"),
            ("borang gather laporan-validasi lembar/ --roster penilai.txt", "sebutkan juga yang belum masuk"),
        ),
    ),
    "serve": Entry(
        "serve",
        "serve",
        "layani",
        "Buka borang di peramban, di komputer ini atau dipakai bersama.",
        (
            ("borang serve", "buka di peramban; hentikan dengan Ctrl+C"),
            ("borang serve --no-browser --port 8800", "alamatnya saja, di port lain"),
        ),
    ),
    "account": Entry(
        "accounts",
        "account",
        "akun",
        "Siapa yang boleh masuk ke layanan yang dipakai bersama.",
        (
            ("borang akun baru siti.r --peran pengelola", "sandinya ditanyakan"),
            ("borang akun sandi siti.r", "sandi baru untuk yang lupa"),
            ("borang akun daftar", "siapa saja"),
        ),
    ),
    "api-key": Entry(
        "api_keys",
        "api_key",
        "kunci-api",
        "Kunci yang dipakai program lain di layanan.",
        (
            ("borang kunci-api baru simpeg", "kunci untuk program bernama simpeg"),
            ("borang kunci-api daftar", "kunci yang ada"),
        ),
    ),
    "backup": Entry(
        "backup",
        "backup",
        "cadangkan",
        "Cadangkan yang disimpan layanan.",
        (("borang cadangkan D:\\cadangan", "boleh selagi layanannya berjalan"),),
    ),
    "restore": Entry(
        "backup",
        "restore",
        "pulihkan",
        "Pulihkan layanan dari cadangan.",
        (("borang pulihkan D:\\cadangan --data folder-baru", "ke folder data yang kosong"),),
    ),
    "score": Entry(
        "score",
        "score",
        "skor",
        "Hitung satu skor dari tabel biasa.",
        (
            ("borang score", "skor yang ada dan judul kolomnya"),
            ("borang score cvi cvi.csv --working", "dengan langkah dan dasarnya"),
            ("borang score na nilai.xlsx -o hasil.xlsx", "simpan sebagai Excel dengan rumus"),
        ),
    ),
    "template": Entry(
        "template",
        "template",
        "templat",
        "Templat pemula satu jenis dokumen.",
        (
            ("borang template new kak --to docx -o kak.docx", "templat Word yang siap disunting"),
            ("borang template add kak", "yang belum dicetak templatnya, untuk disalin"),
            ("borang template from kak-2024.docx kak-2024.yaml", "templat dari dokumen jadi dan datanya"),
        ),
    ),
    "new-type": Entry(
        "new_type",
        "new_type",
        "jenis-baru",
        "Mulai jenis dokumen sendiri.",
        (
            ("borang new-type notula -o kantor", "spesifikasi, templat, dan contoh di folder kantor"),
            ("borang new-type laporan-ku --elements format-5 -o kantor", "dengan unsur Format 5 sebagai isian"),
            ("borang new-type kak-kami --like kak -o kantor", "dari spesifikasi jenis lain"),
            ("borang new-type rhk-kami --from-form samples/formulir-lama/rhk-2025.xlsx -o kantor", "dari formulir yang sudah ada"),
        ),
    ),
    "lint": Entry(
        "lint",
        "lint",
        "cek-templat",
        "Periksa spesifikasi dan templat satu terhadap yang lain.",
        (
            ("borang lint", "semua jenis"),
            ("borang lint kak", "satu jenis"),
            ("borang --home kantor-kami lint", "juga jenis dan templat Anda sendiri"),
        ),
    ),
    "doctor": Entry(
        "doctor",
        "doctor",
        "diagnosa",
        "Apa yang tersedia di komputer ini.",
        (("borang doctor", "untuk Word, Excel, dan PDF"),),
    ),
    "demo": Entry(
        "demo",
        "demo",
        "contoh",
        "Buat semua contoh bawaan.",
        (
            ("borang demo", "semua contoh ke folder out"),
            ("borang demo --list", "contoh yang ada dan tempatnya"),
            ("borang demo --copy .", "salin contoh ke folder samples di sini"),
        ),
    ),
    "docs": Entry(
        "docs",
        "docs",
        "panduan",
        "Baca panduan di layar.",
        (("borang docs", "halaman yang ada"), ("borang docs panduan", "satu halaman"), ("borang docs kak", "halaman satu jenis dokumen")),
    ),
    "completion": Entry(
        "completion",
        "completion",
        "pelengkap",
        "Pelengkap perintah untuk bash, zsh, atau fish.",
        (
            ('eval "$(borang completion bash)"', "di akhir ~/.bashrc"),
            ('eval "$(borang completion zsh)"', "di akhir ~/.zshrc"),
            ("borang completion fish > ~/.config/fish/completions/borang.fish", "untuk fish"),
        ),
    ),
    "try": Entry(
        "attempt",
        "try_",
        "coba",
        "Coba satu jenis: lint, isian karangan, semua keluaran.",
        (
            ("borang try kak", "hasilnya di coba/kak/"),
            ("borang try kak --watch", "ulangi setiap kali spesifikasi atau templatnya disimpan"),
        ),
    ),
    "schema": Entry(
        "attempt",
        "schema",
        "skema",
        "Skema JSON berkas isian, untuk penyunting teks.",
        (("borang schema -o skema", "semua jenis"), ("borang schema kak", "satu jenis")),
    ),
    "help": Entry(
        "help",
        "help_",
        "bantuan",
        "Bantuan satu perintah.",
        (("borang help make", "sama dengan borang make --help"),),
    ),
}
INDONESIAN: Final = {entry.indonesian: name for name, entry in COMMANDS.items()}
# What people try first; the answer names the command that does it.
_MEANT: Final = {
    "mulai": "docs",
    "start": "docs",
    "init": "docs",
    "bantu": "help",
    "tolong": "help",
    "isi": "blank",
    "form": "blank",
    "formulir": "blank",
    "baru": "blank",
    "new": "blank",
    "cek": "check",
    "validasi": "check",
    "validate": "check",
    "bikin": "make",
    "cetak": "make",
    "build": "make",
    "generate": "make",
    "render": "make",
    "banyak": "batch",
    "bulk": "batch",
    "hitung": "score",
    "nilai": "score",
    "jenis": "list",
    "ls": "list",
    "tampilkan": "show",
    "info": "show",
    "web": "serve",
    "server": "serve",
    "peramban": "serve",
    "buka": "serve",
    "versi": "--version",
    "version": "--version",
}


def command_named(word: str) -> str | None:
    """Return the command of a word, English or Indonesian; None for no such command."""
    return word if word in COMMANDS else INDONESIAN.get(word)


def suggested(word: str) -> str:
    """Return how an answer to an unknown command ends: the command that is meant, in the language it was tried in, or where to look."""
    from validators.spelling import nearest

    folded = word.strip().casefold()
    near = _MEANT.get(folded) or nearest(folded, [*COMMANDS, *INDONESIAN])
    return f"Maksud Anda: borang {near}?" if near else "Perintah yang ada: borang help."
