"""`borang serve`: the pages in the browser, on this computer alone."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.terminal import say


@click.command(short_help="Buka borang di peramban, di komputer ini saja.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="NOMOR", help="Nomor port (bawaan: 8710; 0 = yang mana saja).")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Tempat isian dan hasil disimpan (bawaan: folder data pengguna ini).",
)
@click.option(
    "--database",
    metavar="ALAMAT",
    default="",
    envvar="BORANG_DATABASE",
    help="PostgreSQL untuk isiannya: postgresql+psycopg://NAMA:SANDI@KOMPUTER/BASISDATA (bawaan: SQLite di folder data).",
)
@click.option("--no-browser", "is_silent", is_flag=True, help="Jangan buka peramban; alamatnya ditampilkan saja.")
@click.pass_obj
def serve(home: Path | None, *, port: int | None, data: Path | None, database: str, is_silent: bool) -> int:
    """Buka borang di peramban: isi, periksa, dan buat dokumen tanpa mengetik perintah.

    Hanya komputer ini yang dapat membukanya, dengan kunci sekali pakai dalam alamat yang ditampilkan. Hentikan dengan Ctrl+C.
    """
    from generator.web import serve as service

    folder = data if data is not None else service.data_folder()
    place = service.ServicePlace(folder.resolve(), database, service.PORT if port is None else port)
    return service.serve(home, place, is_opened=not is_silent, say=say)
