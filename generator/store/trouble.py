"""What a database or its disk does to us for a while: it is away, full or busy. A fault of the place and not of the program, told in a sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from generator.errors import BorangError

AWAY: Final = "basis-data-tidak-tersambung"
FULL: Final = "penyimpanan-penuh"
BUSY: Final = "basis-data-sibuk"
_SENTENCES: Final = {
    AWAY: "Basis datanya sedang tidak dapat dihubungi.",
    FULL: "Cakram layanan penuh, jadi belum ada yang dapat disimpan.",
    BUSY: "Basis datanya sedang dipakai pekerjaan lain.",
}
_FULL_DISK: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OF_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_READONLY: AWAY,
}
"""By the first eight bits of what SQLite says. Whatever else it calls operational, such as a missing table, is our own fault."""
_OF_POSTGRES: Final = {"53100": FULL, "53": BUSY, "55": BUSY, "40": BUSY, "57014": BUSY}
"""By how the state begins that PostgreSQL gives, the longer first. All others, and none, are those of a connection that is lost or was never made."""


class StoreTrouble(BorangError):
    """Nothing can be read or kept for a while; what was kept is as it was. Its code says which of three it is."""

    code = AWAY

    def __init__(self, code: str) -> None:
        super().__init__(_SENTENCES[code], code=code)


def trouble_of(error: Exception) -> StoreTrouble | None:
    """Return what an error means for who waits, None where the program is at fault."""
    if isinstance(error, StoreTrouble):
        return error
    if isinstance(error, OSError):
        return StoreTrouble(FULL) if error.errno in _FULL_DISK else None
    if isinstance(error, PoolTimeout):
        return StoreTrouble(BUSY)
    if not isinstance(error, DBAPIError):
        return None
    code = _code(error)
    return StoreTrouble(code) if code else None


def _code(error: DBAPIError) -> str:
    if isinstance(error.orig, sqlite3.Error):
        return _OF_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF, "")
    if not isinstance(error, (OperationalError, InterfaceError)) and not error.connection_invalidated:
        return ""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return next((_OF_POSTGRES[state[:length]] for length in (5, 2) if state[:length] in _OF_POSTGRES), AWAY)


@contextmanager
def troubles_told() -> Iterator[None]:
    """Raise StoreTrouble in place of what a database or a disk that is away, full or busy raises."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None or trouble is error:
            raise
        raise trouble from error
