"""Who may open which page. Pure: an address of the table of routes and a role in, an answer out. What is in a page is another matter (`ViewedStore`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.store.accounts import MANAGER
from generator.store.viewed import LOCAL

SIGN_IN: Final = "/masuk"
_OPEN: Final = ("/statis/", "/ping", SIGN_IN, "/sertifikat")
"""What anybody may open: it shows nothing that is anybody's own."""
_MANAGED: Final = "/kelola"
_ACCOUNTS: Final = (SIGN_IN, "/keluar", "/akun", _MANAGED)
"""What there is only where people have accounts."""
_KEYS: Final = f"{_MANAGED}/kunci"
"""What is managed where there are no accounts, too."""
_ALONE: Final = ("/kop", "/tutup")
"""What there is only where nobody has an account: elsewhere it is managed, and the program is not one person's to end."""
NOTED: Final[Mapping[str, str]] = {
    "/keluar": "keluar",
    "/akun": "mengganti sandi sendiri",
    "/jenis/{jenis}/draf": "memulai isian",
    "/draf/{id}/hapus": "menghapus isian",
    "/draf/{id}/pertahankan": "mempertahankan isian",
    "/dokumen/{id}/lagi": "membuat dokumen lagi",
    "/dokumen/{id}/hapus": "menghapus dokumen",
    "/nomor/beri": "memberi nomor",
    "/nomor/{baris:nomor}/batal": "membatalkan nomor",
    "/sertifikat": "memeriksa sertifikat",
    "/unggah": "mengunggah berkas",
    "/unggahan/{id}/{berkas:nomor}/kolom": "menentukan kolom ekspor",
    "/kerja": "mengirim banyak isian",
    "/rekap": "mengumpulkan formulir",
    "/pekerjaan/{id}": "mengatur pekerjaan",
    "/pekerjaan/{id}/kolom": "menentukan kolom ekspor",
    "/pekerjaan/{id}/isian": "memulai isian dari rekap",
    "/tutup": "menutup borang",
    "/kelola/pengguna": "menambah pengguna",
    "/kelola/pengguna/{id}": "mengubah pengguna",
    "/kelola/lembaga": "menambah lembaga",
    "/kelola/lembaga/{id}": "mengubah lembaga",
    "/kop": "mengubah kop",
    "/kelola/kunci": "membuat kunci API",
    "/kelola/kunci/{id}/cabut": "mencabut kunci API",
}
"""What is noted of who posts to an address, in words; what is not here is noted by the address."""
UNNOTED: Final = ("/draf/{id}/simpan", "/draf/{id}", "/unggahan/{id}/berkas", "/unggahan/{id}/lengkap", SIGN_IN)
"""What is posted all the time, or is noted by the page itself."""


def is_open(path: str) -> bool:
    """Whether anybody may open an address, signed in or not."""
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in _OPEN)


def may(role: str, path: str) -> bool:
    """Whether a role may open an address; where it may not, there is nothing there."""
    if not role:
        return is_open(path)
    if role == LOCAL:
        return _is_below(path, _KEYS) or not any(_is_below(path, one) for one in _ACCOUNTS)
    return not any(_is_below(path, one) for one in _ALONE) and (role == MANAGER or not _is_below(path, _MANAGED))


def _is_below(path: str, one: str) -> bool:
    return path == one or path.startswith(f"{one}/")


def act_of(path: str) -> str:
    """Return in words what somebody does who posts to an address of the table, "" where it is not noted."""
    return "" if path in UNNOTED else NOTED.get(path, f"mengirim ke {path}")
