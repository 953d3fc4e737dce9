"""Drafts: what a person has filled in so far, as the raw tree of a data file, and the pictures that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from generator.store.engine import Store, new_id, now
from generator.store.tables import DRAFTS, PICTURES
from generator.store.viewed import ViewedStore

DAYS: Final = 180
"""A draft that nobody has touched for so many days is deleted."""
WARNED: Final = 30
"""So many days before it is told."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. values: raw, nested as in a data file. version: counts how often it was saved. changed: UTC text."""

    id: str
    type: str
    title: str
    values: Mapping[str, Any]
    version: int
    changed: str

    @property
    def file(self) -> str:
        """The name of its data file, by which other drafts take from it."""
        return f"{self.type}-{self.id}.yaml"

    @property
    def ends(self) -> str:
        """When it is deleted if nobody touches it, as UTC text; "" as long as that is far away."""
        ends = datetime.fromisoformat(self.changed) + timedelta(days=DAYS)
        return ends.isoformat(timespec="seconds") if ends - datetime.now(UTC) <= timedelta(days=WARNED) else ""


class StaleDraft(Exception):
    """A draft was saved by somebody else, in another tab or window, since it was last seen here. draft: as it is now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


def new_draft(viewed: ViewedStore, type_name: str, title: str, values: Mapping[str, Any]) -> Draft:
    """Return a new draft."""
    draft = Draft(new_id(), type_name, title, values, 1, now())
    with viewed.writing() as connection:
        connection.execute(
            insert(DRAFTS).values(
                **viewed.owner,
                id=draft.id,
                jenis=type_name,
                judul=title,
                isian=dict(values),
                versi=1,
                dibuat=draft.changed,
                diubah=draft.changed,
            )
        )
    return draft


def draft_of(viewed: ViewedStore, id_: str) -> Draft | None:
    """Return a draft by its id, None where there is none."""
    with viewed.reading() as connection:
        return _found(viewed, connection, id_)


def drafts(viewed: ViewedStore, type_name: str = "", most: int = 200) -> list[Draft]:
    """Return the drafts, those changed last first. type_name: of this type alone."""
    wanted = select(DRAFTS).where(viewed.own(DRAFTS)).order_by(DRAFTS.c.diubah.desc(), DRAFTS.c.id).limit(most)
    with viewed.reading() as connection:
        return [_draft(row) for row in connection.execute(wanted if not type_name else wanted.where(DRAFTS.c.jenis == type_name))]


def save(viewed: ViewedStore, id_: str, values: Mapping[str, Any], *, version: int, title: str) -> Draft | None:
    """Return a draft saved over the version that was seen; None where it is gone. Raises StaleDraft when another one was saved since.

    The same values again are no new version, whichever was seen: the answer to a save may be lost, and it is sent again.
    """
    with viewed.writing() as connection:
        draft = _found(viewed, connection, id_)
        if draft is None or draft.values == values:
            return draft
        if draft.version != version:
            raise StaleDraft(draft)
        made = Draft(id_, draft.type, title, values, version + 1, now())
        changed = {"judul": title, "isian": dict(values), "versi": made.version, "diubah": made.changed}
        connection.execute(update(DRAFTS).where(DRAFTS.c.id == id_).values(**changed))
        return made


def touch(viewed: ViewedStore, id_: str) -> None:
    """Keep a draft for longer, as it is."""
    with viewed.writing() as connection:
        connection.execute(update(DRAFTS).where(DRAFTS.c.id == id_, viewed.own(DRAFTS)).values(diubah=now()))


def expire_drafts(store: Store) -> None:
    """Delete the drafts that nobody has touched for too long, but for those that feed one which somebody has."""
    oldest = (datetime.now(UTC) - timedelta(days=DAYS)).isoformat(timespec="seconds")
    with store.reading() as connection:
        over = {(row.jenis, row.id) for row in connection.execute(select(DRAFTS.c.jenis, DRAFTS.c.id).where(DRAFTS.c.diubah < oldest))}
        if not over:
            return
        held = list(connection.execute(select(DRAFTS.c.isian).where(DRAFTS.c.diubah >= oldest)).scalars())
        files = {f"{type_}-{id_}.yaml": id_ for type_, id_ in over}
        rows = {row.id: row.isian for row in connection.execute(select(DRAFTS.c.id, DRAFTS.c.isian).where(DRAFTS.c.diubah < oldest))}
    gone = {id_ for _, id_ in over}
    while held:  # what feeds a draft may be fed itself
        fed = {files[value] for value in held.pop().values() if isinstance(value, str) and value in files} & gone
        gone -= fed
        held += [rows[id_] for id_ in fed]
    with store.writing() as connection:
        for id_ in sorted(gone):
            connection.execute(delete(DRAFTS).where(DRAFTS.c.id == id_, DRAFTS.c.diubah < oldest))


def remove(viewed: ViewedStore, id_: str) -> None:
    """Remove a draft with what belongs to it; the documents made of it stay."""
    with viewed.writing() as connection:
        connection.execute(delete(DRAFTS).where(DRAFTS.c.id == id_, viewed.own(DRAFTS)))  # its pictures go with it


def add_picture(viewed: ViewedStore, draft: str, name: str, data: bytes) -> None:
    """Keep a picture of a draft under a name."""
    sha = viewed.keep(data)
    with viewed.writing() as connection:
        connection.execute(delete(PICTURES).where(PICTURES.c.draf_id == draft, PICTURES.c.nama == name))
        connection.execute(insert(PICTURES).values(draf_id=draft, nama=name, sha=sha))


def copy_pictures(viewed: ViewedStore, draft: str, copy: str) -> None:
    """Give a draft the pictures of another."""
    rows = [{"draf_id": copy, "nama": name, "sha": sha} for name, sha in pictures(viewed, draft).items()]
    if rows:
        with viewed.writing() as connection:
            connection.execute(insert(PICTURES), rows)


def pictures(viewed: ViewedStore, draft: str) -> dict[str, str]:
    """Return the digests of a draft's pictures by name."""
    with viewed.reading() as connection:
        rows = connection.execute(select(PICTURES.c.nama, PICTURES.c.sha).where(PICTURES.c.draf_id == draft))
        return {row.nama: row.sha for row in rows}


def _found(viewed: ViewedStore, connection: Connection, id_: str) -> Draft | None:
    row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == id_, viewed.own(DRAFTS))).first()
    return None if row is None else _draft(row)


def _draft(row: Any) -> Draft:
    return Draft(row.id, row.jenis, row.judul, row.isian, row.versi, row.diubah)
