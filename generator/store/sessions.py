"""Browsers that were let in: of each the digest of its key, whose it is, and when it is over."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update

from generator.store.engine import Store, now
from generator.store.tables import SESSIONS

DAYS: Final = 30
"""For so long a browser stays let in that opened the key of the one person's computer, the program started anew in between or not."""
IDLE_HOURS: Final = 12
"""A person's session is over when nothing was asked for so long."""
_RENEWED: Final = timedelta(minutes=10)
"""So much of it passes before it is written down that somebody was here."""


def let_in(store: Store, person: str = "") -> str:
    """Return the key of a new session. person: the id of who signed in, "" for the one person of a computer."""
    key = secrets.token_urlsafe(32)
    with store.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.kedaluwarsa < now()))
        connection.execute(insert(SESSIONS).values(kunci_sha=_digest(key), pengguna_id=person, dibuat=now(), kedaluwarsa=_end(person)))
    return key


def whose(store: Store, key: str) -> str | None:
    """Return the person of a session's key ("" for the one person of a computer), None where it is none's or over. A person's session goes on by it."""
    if not key:
        return None
    sha = _digest(key)
    with store.reading() as connection:
        row = connection.execute(select(SESSIONS).where(SESSIONS.c.kunci_sha == sha, SESSIONS.c.kedaluwarsa >= now())).first()
    if row is None:
        return None
    if row.pengguna_id and row.kedaluwarsa < _end(row.pengguna_id, _RENEWED):
        with store.writing() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.kunci_sha == sha).values(kedaluwarsa=_end(row.pengguna_id)))
    return str(row.pengguna_id)


def end(store: Store, key: str) -> None:
    """End a session."""
    with store.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.kunci_sha == _digest(key)))


def end_all(store: Store, person: str, besides: str = "") -> None:
    """End the sessions of a person. besides: the key of one that stays."""
    with store.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.pengguna_id == person, SESSIONS.c.kunci_sha != _digest(besides)))


def _end(person: str, less: timedelta = timedelta()) -> str:
    lasts = timedelta(hours=IDLE_HOURS) if person else timedelta(days=DAYS)
    return (datetime.now(UTC) + lasts - less).isoformat(timespec="seconds")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
