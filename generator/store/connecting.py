"""How each database is spoken to, so that all else is the same for both: one writer at a time, no sign in a text that one of them refuses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, String, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from generator.errors import BorangError, UsageFault

SQLITE_FILE: Final = "borang.sqlite"
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "foreign_keys=ON")
_POSTGRES: Final = "postgresql+psycopg"
_WRITER: Final = 8_710_0001
"""The lock that a writer holds in PostgreSQL until its transaction is over."""
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


class OverlongText(BorangError):
    """A text is longer than its place in the database."""

    code = "teks-melebihi-basis-data"


def engine_of(folder: Path, url: str) -> Engine:
    """Return what speaks to the database: that of a folder, or the PostgreSQL of a URL. Raises BorangError for a URL that is none."""
    engine = _postgres(url) if url else create_engine(URL.create("sqlite", database=str(folder / SQLITE_FILE)))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    event.listen(engine, "before_cursor_execute", _cleaned, retval=True)
    return engine


def _postgres(url: str) -> Engine:
    try:
        return create_engine(_meant(url), pool_size=10, max_overflow=30, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # its words may hold the password
        hint = f"Tulis: {_POSTGRES}://NAMA:SANDI@KOMPUTER/BASISDATA."
        raise UsageFault("Alamat basis data (--database) tidak dapat dibaca.", hint=hint, code="alamat-basis-data-salah") from error
    except ImportError as error:
        hint = 'Pasang dengan: pip install "borang[postgres]".'
        raise BorangError(f"Pustaka {error.name} belum terpasang.", hint=hint, code="pustaka-tidak-ada") from error


def _meant(url: str) -> URL:
    meant = make_url(url)
    if meant.drivername != _POSTGRES:
        raise ArgumentError
    return meant


def _prepared(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun here, not by the driver when it thinks fit
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begun(connection: Connection) -> None:
    """Begin a transaction. Who will write waits for the right at once: one that asks for it later is refused (SQLite), or overwrites unseen (PostgreSQL)."""
    is_writer = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")
    elif is_writer:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def _cleaned(_connection: Connection, _cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> tuple[str, Any]:
    """Return a statement with texts that both databases take: no NUL, no halves of a sign. Raises OverlongText, which SQLite by itself would not."""
    if context is not None and (context.isinsert or context.isupdate):
        _refuse_overlong(context)
    return statement, [_plain(row) for row in parameters] if executemany else _plain(parameters)


def _plain(row: Any) -> Any:
    if isinstance(row, Mapping):
        return {name: _kept(value) for name, value in row.items()}
    return tuple(_kept(value) for value in row)


def _kept(value: Any) -> Any:
    if isinstance(value, str) and (not value.isascii() or "\0" in value):
        return value.replace("\0", _UNKNOWN).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _refuse_overlong(context: Any) -> None:
    """Refuse a text for a column that has no room for it."""
    table: Any = getattr(context.compiled.statement, "table", None) if context.compiled is not None else None
    if table is None:
        return
    for row in context.compiled_parameters:
        for name, value in row.items():
            column = table.c.get(name)
            length = column.type.length if column is not None and isinstance(column.type, String) else None
            if length and isinstance(value, str) and len(value) > length:
                raise OverlongText(f"Teks untuk “{name}” terlalu panjang: {len(value)} huruf, paling banyak {length}.")
