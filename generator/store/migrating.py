"""Brings the tables of an older program to their present form, step by step, all steps or none. Alembic is loaded only where there is a step to take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import OperationalError

from generator.errors import BorangError
from generator.store.tables import DRAFTS, METADATA, VERSION

_FOLDER: Final = Path(__file__).parent / "migrations"
_STEP: Final = re.compile(r"m(\d{4})_\w+")


def steps() -> dict[int, str]:
    """Return the steps by number: the name of the module that takes each. The last one's number is the form that the tables have now."""
    matches = (_STEP.fullmatch(file.stem) for file in sorted(_FOLDER.iterdir()) if file.suffix in (".py", ".pyc"))
    return {int(match[1]): match[0] for match in matches if match is not None}


def brought_up_to_date(engine: Engine, folder: Path) -> None:
    """Make the tables, or bring them to their present form. Raises BorangError when the database cannot be had or is that of a newer program."""
    known = steps()
    try:
        with _changing(engine) as connection:
            version = version_of(connection)
            if version > max(known):
                raise BorangError(
                    "Folder data ini milik borang yang lebih baru.", file=folder, hint="Perbarui borang.", code="data-lebih-baru"
                )
            if not version:
                METADATA.create_all(connection)
            elif version < max(known):
                take(connection, [name for number, name in known.items() if number > version])
            if version != max(known):
                connection.execute(VERSION.delete())
                connection.execute(VERSION.insert().values(nomor=max(known)))
    except OperationalError as error:  # its words hold the address, perhaps the password
        hint = "Periksa apakah basis datanya berjalan, dan nama, sandi, serta alamatnya."
        code = "basis-data-tidak-tersambung"
        raise BorangError("Basis data tidak dapat dihubungi atau dipakai.", file=folder, hint=hint, code=code) from error


def take(connection: Connection, names: list[str]) -> None:
    """Take steps, given by their modules, in a database."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    operations = Operations(MigrationContext.configure(connection))
    for name in names:
        import_module(f"generator.store.migrations.{name}").upgrade(operations)


def version_of(connection: Connection) -> int:
    """Return the form of a database's tables, 0 where there are none. The first two forms did not say it of themselves."""
    told = inspect(connection)
    if told.has_table(VERSION.name):
        return int(connection.execute(select(func.max(VERSION.c.nomor))).scalar() or 0)
    if not told.has_table(DRAFTS.name):
        return 0
    return 2 if any(column["name"] == "lembaga_id" for column in told.get_columns(DRAFTS.name)) else 1


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that changes tables. SQLite changes one by a new one in its place, at which rows that name it must not vanish."""
    with engine.connect().execution_options(writes=True) as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # pyright: ignore[reportOptionalMemberAccess] - it is open
        try:
            with connection.begin():
                yield connection
        finally:
            if is_sqlite:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # pyright: ignore[reportOptionalMemberAccess] - it is open
