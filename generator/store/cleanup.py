"""What is kept no longer than it is needed: uploads whose day is over, drafts that nobody has touched for half a year, bytes that nothing names any more."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import select

from generator.store.acts import forget_old_acts
from generator.store.drafts import expire_drafts
from generator.store.engine import Store
from generator.store.jobs import expire_jobs
from generator.store.tables import DOCUMENTS, FILES, INSTITUTIONS, JOBS, PICTURES
from generator.store.uploads import expire

_YOUNG: Final = 3600
"""Bytes that were kept or used within so many seconds may not have their row yet."""


def clean(store: Store) -> None:
    """Delete what is over, and the bytes that only this named."""
    expire(store)
    expire_drafts(store)
    expire_jobs(store)
    forget_old_acts(store)
    named, oldest = _named(store), time.time() - _YOUNG
    for sha, file in store.kept():
        with suppress(OSError):  # gone already, or in use: the next time
            if sha not in named and file.stat().st_mtime < oldest:
                file.unlink()


def missing_bytes(store: Store) -> int:
    """Return how many bytes rows name that are not there."""
    return sum(bool(sha) and not store.path(sha).is_file() for sha in _named(store))


def _named(store: Store) -> set[str]:
    """Return the digests of all bytes that a row names."""
    with store.reading() as connection:
        found = {sha for column in (PICTURES.c.sha, FILES.c.sha) for sha in connection.execute(select(column)).scalars()}
        for named in connection.execute(select(INSTITUTIONS.c.gambar)).scalars():
            found |= set(named.values())
        for results in connection.execute(select(FILES.c.hasil)).scalars():
            found |= {file["sha"] for result in results for file in result.get("berkas", ())}
        for content in connection.execute(select(JOBS.c.isi)).scalars():
            found |= {file["sha"] for file in content.get("berkas", ())}
        kept: Any = connection.execute(select(DOCUMENTS.c.keluaran, DOCUMENTS.c.bahan))
        return found | {file["sha"] for row in kept for files in row for file in files}
