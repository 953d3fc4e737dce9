"""`borang serve`: the pages in the browser, for the one person of a computer, or for people with accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from generator.cli.storage import data_folder_of, store_options
from generator.cli.terminal import say

_PEM: Final = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Buka borang di peramban.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="NOMOR", help="Nomor port (bawaan: 8710; 0 = yang mana saja).")
@store_options
@click.option("--host", metavar="ALAMAT", default="127.0.0.1", help="Alamat yang didengar (bawaan: 127.0.0.1, komputer ini saja).")
@click.option(
    "--nama", "names", metavar="NAMA", multiple=True, help="Nama layanan ini di peramban, mis. borang.kantor.go.id; boleh beberapa."
)
@click.option("--sertifikat", "certificate", type=_PEM, metavar="BERKAS", help="Sertifikat TLS (PEM).")
@click.option("--kunci-tls", "key", type=_PEM, metavar="BERKAS", help="Kunci privat sertifikat itu (PEM).")
@click.option("--di-belakang-proksi", "proxy", metavar="ALAMAT", default="", help="Alamat IP proksi yang mengurus TLS.")
@click.option("--app", "is_app", is_flag=True, help="Di Windows: buka sebagai jendela sendiri (Edge); yang sudah berjalan dipakai lagi.")
@click.option("--no-browser", "is_silent", is_flag=True, help="Jangan buka peramban; alamatnya ditampilkan saja.")
@click.pass_obj
def serve(home: Path | None, *, port: int | None, data: Path | None, database: str, is_silent: bool, is_app: bool, **opening: Any) -> int:
    """Buka borang di peramban: isi, periksa, dan buat dokumen tanpa mengetik perintah.

    Hanya komputer ini yang dapat membukanya, dengan kunci sekali pakai dalam alamat yang ditampilkan. Hentikan dengan Ctrl+C.
    Untuk dipakai bersama: buat akun (borang akun baru), lalu pakai --host dengan TLS atau --di-belakang-proksi.
    """
    from generator.web import serve as service
    from generator.web import window

    if is_app and not is_silent and window.runs_at(port or service.PORT):
        window.show(f"http://127.0.0.1:{port or service.PORT}/", is_app=True)
        return 0
    opening_ = service.ServiceOpening(**opening)
    place = service.ServicePlace(data_folder_of(data), database, service.PORT if port is None else port, opening_)
    return service.serve(home, place, is_opened=not is_silent, say=say, is_app=is_app)
