"""Where the service keeps its things: the options that say it, and what is opened by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import BorangError

if TYPE_CHECKING:
    from generator.store.engine import Store


def store_options(function: Any) -> Any:
    """Add `--data` and `--database` to a command; it takes them as `data` (a folder or None) and `database` ("" for SQLite)."""
    data = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Tempat isian dan hasil disimpan (bawaan: folder data pengguna ini).",
    )
    database = click.option(
        "--database",
        metavar="ALAMAT",
        default="",
        envvar="BORANG_DATABASE",
        help="PostgreSQL untuk isiannya: postgresql+psycopg://NAMA:SANDI@KOMPUTER/BASISDATA (bawaan: SQLite di folder data).",
    )
    return data(database(function))


def data_folder_of(data: Path | None) -> Path:
    """Return the folder that is meant."""
    from generator.web.serve import data_folder

    return (data if data is not None else data_folder()).resolve()


@contextmanager
def store_of(data: Path | None, database: str) -> Iterator[Store]:
    """Give the store of the service. Raises BorangError when a library is missing or the store cannot be had."""
    try:
        from generator.store.engine import opened
    except ImportError as error:
        hint = 'Pasang dengan: pip install "borang[layanan]".'
        raise BorangError(f"Pustaka {error.name} belum terpasang.", hint=hint, code="pustaka-tidak-ada") from error
    store = opened(data_folder_of(data), database)
    try:
        yield store
    finally:
        store.close()
