"""Files that were handed in: of each what is known of it, and what became of it. Deleted after a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from generator.store.engine import Store, new_id, now
from generator.store.tables import FILES, UPLOADS
from generator.store.viewed import ViewedStore

HOURS: Final = 24
COMING: Final = "datang"
WAITING: Final = "menunggu"
RUNNING: Final = "jalan"
DONE: Final = "selesai"


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of an upload. name: as its owner calls it. type: asked for, "" where it says its own. results: of each form in it, plain."""

    id: int
    upload: str
    name: str
    type: str
    sha: str
    size: int
    state: str
    results: Sequence[Mapping[str, Any]]

    @property
    def is_done(self) -> bool:
        """Whether it is known what became of it."""
        return self.state == DONE


@dataclass(frozen=True, slots=True)
class Upload:
    """What was handed in at one time. made, ends: UTC text; then it is deleted."""

    id: str
    made: str
    ends: str
    files: tuple[UploadedFile, ...]

    @property
    def is_coming(self) -> bool:
        """Whether its files are still being sent, or were never sent whole."""
        return any(file.state == COMING for file in self.files)


@dataclass(frozen=True, slots=True)
class FileToKeep:
    """A file as it comes in. results: where it is known already what becomes of it."""

    name: str
    data: bytes
    type: str = ""
    results: Sequence[Mapping[str, Any]] = ()


def new_upload(viewed: ViewedStore, files: Sequence[FileToKeep]) -> str:
    """Return the id of what was handed in; the work on it waits. Without files: they come one by one, and work begins when all are there."""
    id_, ends = new_id(), (datetime.now(UTC) + timedelta(hours=HOURS)).isoformat(timespec="seconds")
    rows = [_row(viewed, id_, number, one, state=WAITING) for number, one in enumerate(files)]
    with viewed.writing() as connection:
        connection.execute(insert(UPLOADS).values(**viewed.owner, id=id_, dibuat=now(), hapus_pada=ends))
        if rows:
            connection.execute(insert(FILES), rows)
    return id_


def add_file(viewed: ViewedStore, upload: str, number: int, file: FileToKeep) -> bool:
    """Keep a file of an upload that comes one by one, whether there is such an upload. number: which of its files; the same one again is no other."""
    row = _row(viewed, upload, number, file, state=COMING)
    same = select(FILES.c.id).where(FILES.c.unggahan_id == upload, FILES.c.urutan == number)
    with viewed.writing() as connection:
        own = select(UPLOADS.c.id).where(UPLOADS.c.id == upload, viewed.own(UPLOADS)).with_for_update()
        if connection.execute(own).first() is None:
            return False
        if connection.execute(same).first() is None:
            connection.execute(insert(FILES).values(**row))
    return True


def complete(viewed: ViewedStore, upload: str) -> None:
    """Let the work on an upload begin whose files have come one by one."""
    own = select(UPLOADS.c.id).where(UPLOADS.c.id == upload, viewed.own(UPLOADS))
    with viewed.writing() as connection:
        coming = update(FILES).where(FILES.c.unggahan_id.in_(own), FILES.c.keadaan == COMING)
        connection.execute(coming.values(keadaan=WAITING))


def _row(viewed: ViewedStore, upload: str, number: int, file: FileToKeep, *, state: str) -> dict[str, Any]:
    return {
        "unggahan_id": upload,
        "urutan": number,
        "nama": file.name,
        "jenis": file.type,
        "sha": viewed.keep(file.data),
        "ukuran": len(file.data),
        "keadaan": DONE if file.results else state,
        "hasil": list(file.results),
    }


def upload_of(viewed: ViewedStore, id_: str) -> Upload | None:
    """Return what was handed in, None where there is no such upload any more."""
    with viewed.reading() as connection:
        row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == id_, viewed.own(UPLOADS))).first()
    return None if row is None else Upload(row.id, row.dibuat, row.hapus_pada, files_of_upload(viewed.store, id_))


def files_of_upload(store: Store, id_: str) -> tuple[UploadedFile, ...]:
    """Return the files of an upload, whoever asks: for the work on them."""
    with store.reading() as connection:
        return tuple(map(_file, connection.execute(select(FILES).where(FILES.c.unggahan_id == id_).order_by(FILES.c.urutan, FILES.c.id))))


def institution_of_upload(store: Store, id_: str) -> str:
    """Return the id of the institution whose an upload is, whoever asks: for the work on it."""
    with store.reading() as connection:
        return str(connection.execute(select(UPLOADS.c.lembaga_id).where(UPLOADS.c.id == id_)).scalar() or "")


def uploads(viewed: ViewedStore, most: int = 20) -> list[Upload]:
    """Return the uploads that are still there, the newest first, without their files."""
    with viewed.reading() as connection:
        rows = connection.execute(select(UPLOADS).where(viewed.own(UPLOADS)).order_by(UPLOADS.c.dibuat.desc(), UPLOADS.c.id).limit(most))
        return [Upload(row.id, row.dibuat, row.hapus_pada, ()) for row in rows]


def claimed(store: Store) -> UploadedFile | None:
    """Return the file that has waited longest, and let nobody else have it; None where none waits."""
    with store.writing() as connection:
        row = connection.execute(
            select(FILES).where(FILES.c.keadaan == WAITING).order_by(FILES.c.id).limit(1).with_for_update(skip_locked=True)
        ).first()
        if row is not None:
            connection.execute(update(FILES).where(FILES.c.id == row.id).values(keadaan=RUNNING))
    return None if row is None else _file(row)


def finish(store: Store, file: int, results: Sequence[Mapping[str, Any]]) -> None:
    """Keep what became of a file."""
    with store.writing() as connection:
        connection.execute(update(FILES).where(FILES.c.id == file).values(keadaan=DONE, hasil=list(results)))


def let_go(store: Store) -> None:
    """Let wait again what a service had in hand that is no more. Only who has the store alone (`alone.py`) may know that."""
    with store.writing() as connection:
        connection.execute(update(FILES).where(FILES.c.keadaan == RUNNING).values(keadaan=WAITING))


def expire(store: Store) -> None:
    """Delete the uploads whose time is over."""
    with store.writing() as connection:
        connection.execute(delete(UPLOADS).where(UPLOADS.c.hapus_pada < now()))


def _file(row: Any) -> UploadedFile:
    return UploadedFile(row.id, row.unggahan_id, row.nama, row.jenis, row.sha, row.ukuran, row.keadaan, row.hasil)
