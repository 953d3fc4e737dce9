"""Finished documents: the files of each, by name and digest, and what they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from generator.store.drafts import Draft
from generator.store.engine import Store, new_id, now
from generator.store.tables import DOCUMENTS
from generator.store.viewed import ViewedStore


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of a document: its name, its medium ("docx", "pdf", "xlsx"), the digest of its bytes."""

    name: str
    medium: str
    sha: str


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """What was made at one time of a draft. made: UTC text."""

    id: str
    draft: str
    type: str
    title: str
    files: tuple[KeptFile, ...]
    made: str


def kept_file(store: Store | ViewedStore, name: str, medium: str, data: bytes) -> KeptFile:
    """Return a file whose bytes are kept."""
    return KeptFile(name, medium, store.keep(data))


def new_document(viewed: ViewedStore, draft: Draft, files: Sequence[KeptFile]) -> KeptDocument:
    """Return what was made of a draft, kept."""
    document = KeptDocument(new_id(), draft.id, draft.type, draft.title, tuple(files), now())
    told = [{"nama": one.name, "bentuk": one.medium, "sha": one.sha} for one in files]
    with viewed.writing() as connection:
        connection.execute(
            insert(DOCUMENTS).values(
                **viewed.owner, id=document.id, draf_id=draft.id, jenis=draft.type, judul=draft.title, keluaran=told, dibuat=document.made
            )
        )
    return document


def document_kept(viewed: ViewedStore, id_: str) -> KeptDocument | None:
    """Return a document by its id, None where there is none."""
    with viewed.reading() as connection:
        row = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == id_, viewed.seen(DOCUMENTS))).first()
    return None if row is None else _document(row)


def documents(viewed: ViewedStore, draft: str = "", most: int = 50) -> list[KeptDocument]:
    """Return the documents made last, the newest first. draft: of this draft alone."""
    wanted = select(DOCUMENTS).where(viewed.own(DOCUMENTS)).order_by(DOCUMENTS.c.dibuat.desc(), DOCUMENTS.c.id).limit(most)
    with viewed.reading() as connection:
        return [_document(row) for row in connection.execute(wanted.where(DOCUMENTS.c.draf_id == draft) if draft else wanted)]


def _document(row: Any) -> KeptDocument:
    files = tuple(KeptFile(one["nama"], one["bentuk"], one["sha"]) for one in row.keluaran)
    return KeptDocument(row.id, row.draf_id, row.jenis, row.judul, files, row.dibuat)
