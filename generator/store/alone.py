"""One service at a time works on a data folder and its database. So what a killed one had in hand is nobody's any more, and the next may go on with it at once."""

from __future__ import annotations

import os
import time
import zlib
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from generator.errors import BorangError, reason
from generator.holding import hold
from generator.store.engine import Store
from generator.store.trouble import troubles_told

_FILE: Final = "layanan.lock"
_LOCK: Final = 8_710_0002 << 32
"""The lock that a service holds in PostgreSQL as long as its connection lasts; its lower half says in which schema."""
_PATIENCE: Final = 20.0
_LOOK: Final = 0.5
_KEEPALIVE: Final = ("tcp_keepalives_idle = 5", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 2")
"""A computer that lost its power lets go of the lock after a quarter of a minute, not of two hours."""


class ServiceRunsAlready(BorangError):
    """Another service works on this folder or database."""

    code = "layanan-sudah-berjalan"


class SoleUse:
    """The right to work on a store alone: a file of its folder that the system lets go when this process ends, and a lock in PostgreSQL."""

    def __init__(self, store: Store, patience: float = _PATIENCE) -> None:
        """Take it, waiting so many seconds for a connection that is not known to be dead yet. Raises ServiceRunsAlready, StoreTrouble."""
        self.store = store
        self._connection: Connection | None = None
        self._handle = _held_file(store)
        try:
            self._wait(patience)
        except BaseException:
            self.close()
            raise

    def _wait(self, patience: float) -> None:
        until = time.monotonic() + patience
        while not self.is_ours():
            if time.monotonic() > until:
                hint = "Satu basis data dipakai satu layanan saja; hentikan yang lain dahulu."
                raise ServiceRunsAlready("Basis data ini sedang dipakai layanan borang lain.", hint=hint)
            time.sleep(_LOOK)

    def is_ours(self) -> bool:
        """Whether nobody else works on the store; a lock that was lost with its connection is taken anew. Raises StoreTrouble."""
        if self.store.engine.dialect.name == "sqlite":
            return True
        with troubles_told():
            try:
                if self._connection is not None:
                    self._connection.exec_driver_sql("SELECT 1")
                    return True
            except Exception:
                self._let_go()
                raise
            return self._taken()

    def _taken(self) -> bool:
        connection = self.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            connection.detach()  # it is nobody else's, and closed it is gone, with the lock
            for setting in _KEEPALIVE:
                connection.exec_driver_sql(f"SET {setting}")
            schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
            lock = _LOCK | zlib.crc32(schema.encode())
            if connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({lock})").scalar():
                self._connection = connection
        finally:
            if self._connection is not connection:
                connection.close()
        return self._connection is not None

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):  # it may be lost already
                self._connection.close()
        self._connection = None

    def close(self) -> None:
        """Let others have it."""
        self._let_go()
        os.close(self._handle)


def _held_file(store: Store) -> int:
    file = store.folder / _FILE
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        code = "folder-data-tidak-dapat-dipakai"
        raise BorangError(f"Folder data tidak dapat dipakai ({reason(error)}).", file=store.folder, code=code) from error
    try:
        hold(handle)
    except OSError as error:
        os.close(handle)
        hint = "Pakai yang sudah berjalan, hentikan dahulu, atau pakai folder lain dengan --data."
        raise ServiceRunsAlready("Layanan borang sudah berjalan pada folder data ini.", file=store.folder, hint=hint) from error
    return handle
