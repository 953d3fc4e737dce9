"""`borang api-key`: keys by which other programs use the service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.storage import store_of, store_options
from generator.cli.subcommands import TwoNamedGroup
from generator.cli.terminal import say
from generator.errors import UsageFault

if TYPE_CHECKING:
    from generator.store.engine import Store
    from generator.store.viewed import ViewedStore

_MOST_DAYS = 3650


@click.group(cls=TwoNamedGroup, indonesian={"baru": "new", "daftar": "list", "cabut": "revoke"}, short_help="Kunci API layanan.")
def api_key() -> None:
    """Buat, sebut, dan cabut kunci yang dipakai program lain (docs/api.md). Layanan boleh sedang berjalan."""


@api_key.command("new", short_help="Buat satu kunci.")
@click.argument("name", metavar="NAMA")
@click.option("--scope", type=click.Choice(["periksa", "buat"]), default="buat", help="Memeriksa saja, atau membuat juga (bawaan).")
@click.option("--days", type=click.IntRange(1, _MOST_DAYS), default=365, metavar="HARI", help="Berlaku berapa hari (bawaan 365).")
@click.option("--akun", "login", default="", metavar="NAMA", help="Pemilik kunci, di layanan yang dipakai bersama.")
@store_options
def new(name: str, *, scope: str, days: int, login: str, data: Path | None, database: str) -> int:
    """Buat satu kunci bernama NAMA. Kuncinya hanya ditampilkan sekali, di keluaran standar."""
    with store_of(data, database) as store:
        from generator.store.api_keys import LONGEST_NAME, new_key

        if not name.strip() or len(name) > LONGEST_NAME:
            raise UsageFault(f"NAMA kunci paling panjang {LONGEST_NAME} huruf, dan tidak boleh kosong.", code="kunci-tidak-ada")
        made = new_key(_owned(store, login), name.strip(), scope, days)
    click.echo(made)
    say("Simpan sekarang; kunci ini tidak dapat ditampilkan lagi.", err=True)
    return 0


@api_key.command("list", short_help="Kunci yang ada.")
@store_options
def listed(*, data: Path | None, database: str) -> int:
    """Sebut kunci yang ada: tandanya, namanya, cakupannya, dan sampai kapan berlaku."""
    with store_of(data, database) as store:
        from generator.store.api_keys import keys

        found = keys(store)
    for one in found:
        say(f"{one.id}  {one.name}: {one.scope}, {'sudah lewat' if one.is_over else 'sampai'} {one.ends[:10]}")
    if not found:
        say("Belum ada kunci. Buat dengan: borang kunci-api baru NAMA")
    return 0


@api_key.command("revoke", short_help="Cabut satu kunci.")
@click.argument("mark", metavar="TANDA")
@store_options
def revoke(mark: str, *, data: Path | None, database: str) -> int:
    """Cabut kunci bertanda TANDA (lihat daftarnya); program yang memakainya langsung ditolak."""
    with store_of(data, database) as store:
        from generator.store import api_keys

        if not api_keys.revoke(store, mark):
            raise UsageFault("Tidak ada kunci dengan tanda itu.", hint="Tandanya ada di: borang kunci-api daftar.", code="kunci-tidak-ada")
    say("Kuncinya sudah dicabut.")
    return 0


def _owned(store: Store, login: str) -> ViewedStore:
    from generator.store.accounts import has_manager, person_named, viewer_of
    from generator.store.viewed import ViewedStore, Viewer

    person = person_named(store, login) if login else None
    viewer = viewer_of(store, person.id) if person is not None else None
    if (login or has_manager(store)) and viewer is None:
        raise UsageFault("Kunci layanan yang dipakai bersama milik sebuah akun.", hint="Sebut: --akun NAMA.", code="pengguna-tidak-ada")
    return ViewedStore(store, viewer or Viewer())
