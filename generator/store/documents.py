"""The archive of finished documents: of each its files, what it was made of, when, by whom, and by which state of its type. Kept until somebody deletes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select

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
class KeptSource:
    """A file that a document was made of: a data file, a file that feeds it, a picture. sha: the digest of its bytes."""

    name: str
    sha: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What is to be kept. draft: its id, "" where it was made of none. revision, mark: of the type as it was then. sources: the data file first."""

    type: str
    title: str
    files: Sequence[KeptFile]
    draft: str = ""
    revision: int = 0
    mark: str = ""
    sources: Sequence[KeptSource] = ()


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """What was made at one time. made: UTC text. person, institution: ids of whose it is; the rest as in `NewDocument`."""

    id: str
    draft: str
    type: str
    title: str
    files: tuple[KeptFile, ...]
    made: str
    revision: int = 0
    mark: str = ""
    sources: tuple[KeptSource, ...] = ()
    person: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveQuery:
    """What is looked for: words that the title has, a type, the days between which it was made, as a calendar here says them."""

    words: str = ""
    type: str = ""
    since: date | None = None
    until: date | None = None


def kept_file(store: Store | ViewedStore, name: str, medium: str, data: bytes) -> KeptFile:
    """Return a file whose bytes are kept."""
    return KeptFile(name, medium, store.keep(data))


def new_document(viewed: ViewedStore, new: NewDocument) -> KeptDocument:
    """Return what was made, kept."""
    told = [{"nama": one.name, "bentuk": one.medium, "sha": one.sha} for one in new.files]
    values = {
        **viewed.owner,
        "id": new_id(),
        "draf_id": new.draft,
        "jenis": new.type,
        "judul": new.title,
        "revisi": new.revision,
        "sidik_jenis": new.mark,
        "bahan": [{"nama": one.name, "sha": one.sha} for one in new.sources],
        "keluaran": told,
        "dibuat": now(),
    }
    with viewed.writing() as connection:
        connection.execute(insert(DOCUMENTS).values(**values))
        return _document(connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == values["id"])).one())


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


def archived(viewed: ViewedStore, query: ArchiveQuery, *, most: int = 50, after: int = 0) -> tuple[list[KeptDocument], int]:
    """Return the documents that are looked for, the newest first, and how many there are in all. after: so many of them are passed over."""
    where = [viewed.seen(DOCUMENTS), *_conditions(query)]
    wanted = select(DOCUMENTS).where(*where).order_by(DOCUMENTS.c.dibuat.desc(), DOCUMENTS.c.id).offset(after).limit(most)
    with viewed.reading() as connection:
        count = connection.execute(select(func.count()).select_from(DOCUMENTS).where(*where)).scalar_one()
        return [_document(row) for row in connection.execute(wanted)], count


def archived_types(viewed: ViewedStore) -> list[str]:
    """Return the types of which there are documents."""
    with viewed.reading() as connection:
        wanted = select(DOCUMENTS.c.jenis).where(viewed.seen(DOCUMENTS)).distinct().order_by(DOCUMENTS.c.jenis)
        return list(connection.execute(wanted).scalars())


def remove_document(viewed: ViewedStore, id_: str) -> None:
    """Remove a document of the viewer's own institution; its bytes go when nothing else names them."""
    with viewed.writing() as connection:
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == id_, viewed.own(DOCUMENTS)))


def _conditions(query: ArchiveQuery) -> Iterable[ColumnElement[bool]]:
    for word in query.words.lower().split():
        yield func.lower(DOCUMENTS.c.judul).contains(word, autoescape=True)
    if query.type:
        yield DOCUMENTS.c.jenis == query.type
    if query.since is not None:
        yield DOCUMENTS.c.dibuat >= _as_kept(query.since)
    if query.until is not None:
        yield DOCUMENTS.c.dibuat < _as_kept(query.until + timedelta(days=1))


def _as_kept(day: date) -> str:
    """Return when a day begins here, as the tables keep times."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC).isoformat(timespec="seconds")


def _document(row: Any) -> KeptDocument:
    files = tuple(KeptFile(one["nama"], one["bentuk"], one["sha"]) for one in row.keluaran)
    sources = tuple(KeptSource(one["nama"], one["sha"]) for one in row.bahan)
    return KeptDocument(
        row.id, row.draf_id, row.jenis, row.judul, files, row.dibuat, row.revisi, row.sidik_jenis, sources, row.pemilik_id, row.lembaga_id
    )
