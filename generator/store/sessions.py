"""Browsers that were let in: of each the digest of its key."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from generator.store.engine import Store, now
from generator.store.tables import SESSIONS

DAYS: Final = 30
"""For so long a browser stays let in, the program started anew in between or not."""


def let_in(store: Store) -> str:
    """Return the key of a new session."""
    key = secrets.token_urlsafe(32)
    with store.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.dibuat < _oldest()))
        connection.execute(insert(SESSIONS).values(kunci_sha=_digest(key), dibuat=now()))
    return key


def is_let_in(store: Store, key: str) -> bool:
    """Whether a key is that of a session."""
    if not key:
        return False
    with store.reading() as connection:
        wanted = select(SESSIONS.c.dibuat).where(SESSIONS.c.kunci_sha == _digest(key), SESSIONS.c.dibuat >= _oldest())
        return connection.execute(wanted).first() is not None


def _oldest() -> str:
    return (datetime.now(UTC) - timedelta(days=DAYS)).isoformat(timespec="seconds")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
