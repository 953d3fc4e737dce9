"""`borang backup` and `borang restore`: a copy of all that the service keeps, and the way back from it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.storage import data_folder_of, store_of, store_options
from generator.cli.terminal import say

_PG_DUMP = (
    "Basis datanya di PostgreSQL: cadangkan dengan pg_dump, sebelum perintah ini dan bukan sesudahnya. Yang disalin di sini berkasnya."
)


@click.command(short_help="Cadangkan isian dan dokumen layanan.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--dengan-kunci", "with_secrets", is_flag=True, help="Sertakan kunci privat lembaga; simpan cadangannya di tempat terkunci.")
@store_options
def backup(folder: Path, *, with_secrets: bool, data: Path | None, database: str) -> int:
    """Salin semua yang disimpan layanan (borang serve) ke FOLDER, boleh selagi berjalan. Ke folder yang sama hanya yang baru disalin."""
    from generator.store.backup import back_up

    tally = back_up(data_folder_of(data), folder, with_secrets=with_secrets)
    say(f"-> {folder}")
    say(
        f"{'' if database else 'Basis data disalin; '}{tally.copied} berkas baru, {tally.kept} sudah ada, {tally.removed} yang tidak dipakai lagi dihapus."
    )
    if tally.secrets:
        say(f"{tally.secrets} kunci privat tidak ikut (--dengan-kunci untuk menyertakannya).")
    if database:
        say(_PG_DUMP)
    return 0


@click.command(short_help="Pulihkan layanan dari cadangan.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False, exists=True))
@store_options
def restore(folder: Path, *, data: Path | None, database: str) -> int:
    """Kembalikan cadangan di FOLDER ke folder data yang kosong, setelah setiap berkasnya diperiksa."""
    from generator.store.backup import restore as put_back
    from generator.store.cleanup import missing_bytes

    count = put_back(folder, data_folder_of(data))
    with store_of(data, database) as store:
        missing = missing_bytes(store)
    say(f"-> {data_folder_of(data)}")
    say(f"{count} berkas dipulihkan, semuanya utuh.")
    if missing:
        say(f"{missing} berkas yang disebut basis datanya tidak ada dalam cadangan ini.")
    return 1 if missing else 0
