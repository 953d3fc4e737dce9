"""Keys by which other programs come in: of each the digest alone, what it is for, and until when it works."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select

from generator.store.engine import Store, new_id, now
from generator.store.tables import API_KEYS
from generator.store.viewed import ViewedStore

CHECKS: Final = "periksa"
MAKES: Final = "buat"
SCOPES: Final = (CHECKS, MAKES)
"""What a key is for: to ask and to check; to make documents as well."""
USUAL_DAYS: Final = 365
LONGEST_NAME: Final = 100
_MARK: Final = "borang_"
"""What every key begins with, so that who finds one in a file knows what it opens."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its list shows it, without the key. institution, owner: whose it is. made, ends: UTC text."""

    id: str
    institution: str
    owner: str
    name: str
    scope: str
    made: str
    ends: str

    @property
    def is_over(self) -> bool:
        """Whether it works no longer."""
        return self.ends <= now()

    def allows(self, scope: str) -> bool:
        """Whether it may be used for something: who may make may check."""
        return scope == CHECKS or self.scope == MAKES


def new_key(viewed: ViewedStore, name: str, scope: str, days: int) -> str:
    """Return a new key, which is told here and never again. name: by which its list calls it; days: for so long it works."""
    key = _MARK + secrets.token_urlsafe(32)
    ends = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
    row = {"id": new_id(), "nama": name, "kunci_sha": _digest(key), "cakupan": scope, "dibuat": now(), "kedaluwarsa": ends}
    with viewed.writing() as connection:
        connection.execute(insert(API_KEYS).values(**viewed.owner, **row))
    return key


def keys(store: Store) -> list[ApiKey]:
    """Return the keys of all institutions, the newest first."""
    with store.reading() as connection:
        return [_key(row) for row in connection.execute(select(API_KEYS).order_by(API_KEYS.c.dibuat.desc(), API_KEYS.c.id))]


def revoke(store: Store, id_: str) -> bool:
    """Let a key open nothing any more, whosever it is; whether there was such a key."""
    with store.writing() as connection:
        return connection.execute(delete(API_KEYS).where(API_KEYS.c.id == id_)).rowcount > 0


def key_of(store: Store, said: str) -> ApiKey | None:
    """Return the key that somebody holds, None where it is none or is over."""
    if not said.startswith(_MARK):
        return None
    with store.reading() as connection:
        row = connection.execute(select(API_KEYS).where(API_KEYS.c.kunci_sha == _digest(said))).first()
    found = None if row is None else _key(row)
    return None if found is None or found.is_over else found


def _key(row: Any) -> ApiKey:
    return ApiKey(row.id, row.lembaga_id, row.pemilik_id, row.nama, row.cakupan, row.dibuat, row.kedaluwarsa)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
