"""The database that the service keeps its things in, and the folder of bytes beside it: SQLite in that folder, or PostgreSQL. Neither on a network drive."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from generator.errors import BorangError, reason
from generator.store.connecting import engine_of
from generator.store.migrating import brought_up_to_date
from generator.store.trouble import troubles_told

BYTES_FOLDER: Final = "berkas"


def now() -> str:
    """Return the time as the tables keep it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_id() -> str:
    """Return a name that nobody can guess, 22 signs."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Store:
    """A database with its folder. Readers see the last whole state; one writer at a time, told to wait at once and not in the middle.

    Reading, writing and keeping raise StoreTrouble while the database or the disk is away, full or busy.
    """

    folder: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads."""
        with troubles_told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that writes; all of it or nothing is kept."""
        with troubles_told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def keep(self, data: bytes) -> str:
        """Keep bytes and return their digest; the same bytes are kept once."""
        sha = hashlib.sha256(data).hexdigest()
        file = self.path(sha)
        if not file.is_file():
            with troubles_told():
                file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f"{sha}.{secrets.token_hex(4)}")
            try:
                with troubles_told():
                    beside.write_bytes(data)
                beside.replace(file)
            finally:
                beside.unlink(missing_ok=True)
        else:
            os.utime(file)  # it is in use again, whatever was about to sweep it
        return sha

    def path(self, sha: str) -> Path:
        """Return where bytes stand."""
        return self.folder / BYTES_FOLDER / sha[:2] / sha

    def kept(self) -> Iterator[tuple[str, Path]]:
        """Yield the digests of all that is kept, with the file of each."""
        for file in (self.folder / BYTES_FOLDER).glob("??/*"):
            yield file.name, file

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def opened(folder: Path, url: str = "") -> Store:
    """Return the store in a folder, made where there is none, its tables brought up to date. url: of a PostgreSQL database, "" for SQLite.

    Raises BorangError when the folder or the database cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)  # other people of this computer have no business in it
    except OSError as error:
        raise BorangError(
            f"Folder data tidak dapat dipakai ({reason(error)}).", file=folder, code="folder-data-tidak-dapat-dipakai"
        ) from error
    engine = engine_of(folder, url)
    try:
        brought_up_to_date(engine, folder)
    except BaseException:
        engine.dispose()
        raise
    return Store(folder, engine)
