"""Who did what and when, without a word of what was written. Kept for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from generator.store.api_keys import LONGEST_NAME
from generator.store.engine import Store, now
from generator.store.tables import ACTS, PEOPLE

DAYS_KEPT: Final = 365
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did. at: UTC text; login: of whom, "" where nobody had signed in; thing: the id of what it was done to.

    key: the name of the key by which a program did it for somebody, "" where a person did.
    """

    at: str
    login: str
    act: str
    thing: str
    key: str = ""


def note(store: Store, person: str, act: str, thing: str = "", *, key: str = "") -> None:
    """Keep that somebody did something. person, thing: ids; key: the name of the key by which a program did it."""
    done = {"perbuatan": act[:_LONGEST], "benda": thing[:_LONGEST], "kunci": key[:LONGEST_NAME]}
    with store.writing() as connection:
        connection.execute(insert(ACTS).values(waktu=now(), pengguna_id=person, **done))


def acts(store: Store, *, before: int = 0, most: int = 200) -> list[tuple[int, Act]]:
    """Return what was done, the newest first, each with its number. before: only what has a smaller one."""
    wanted = select(ACTS, PEOPLE.c.nama_masuk).join(PEOPLE, PEOPLE.c.id == ACTS.c.pengguna_id, isouter=True)
    wanted = wanted.order_by(ACTS.c.id.desc()).limit(most)
    with store.reading() as connection:
        rows = connection.execute(wanted.where(ACTS.c.id < before) if before else wanted)
        return [(row.id, Act(row.waktu, row.nama_masuk or "", row.perbuatan, row.benda, row.kunci)) for row in rows]


def forget_old_acts(store: Store) -> None:
    """Delete what is older than a year."""
    oldest = (datetime.now(UTC) - timedelta(days=DAYS_KEPT)).isoformat(timespec="seconds")
    with store.writing() as connection:
        connection.execute(delete(ACTS).where(ACTS.c.waktu < oldest))
