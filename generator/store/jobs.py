"""Work that takes long, and waits for who has time: a row each, lent to one worker at a time. A worker that says nothing more loses it to another.

The table holds what is asked for, how far it is, and what a page tells of it. What became of each document stands in the journal of the
batch itself, in the job's folder: so there is one way to go on, whoever goes on.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from generator.store.engine import Store, new_id, now
from generator.store.progress import JobProgress
from generator.store.tables import JOBS
from generator.store.viewed import ViewedStore

DAYS: Final = 7
"""For so long what a job made is kept after it was last begun."""
LEASE: Final = 10
"""For so many seconds a job is lent; who works on it asks for more in time."""
MOST_OPEN: Final = 64
"""How many jobs of one institution may wait or run at once."""
_FOLDER: Final = "pekerjaan"
_YOUNG: Final = 3600


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "menunggu"
    RUNNING = "jalan"
    DONE = "selesai"
    FAILED = "gagal"
    CANCELLED = "batal"


class TooManyJobs(Exception):
    """So many jobs of an institution are open that no further one is taken."""


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A job of an institution. purpose: what is to be done with it. content: what is asked for, its files under "berkas" with "nama" and "sha". since: when its stage began.

    stage, total, done, refused: how far it is. attempts: how often it was begun. journal: the folder of its results, below the store's,
    "" where it has none. result: what a page tells of it. ends: then it is deleted. All times UTC text.
    """

    id: str
    purpose: str
    type: str
    title: str
    content: Mapping[str, Any]
    state: JobState
    worker: str
    attempts: int
    stage: str
    total: int
    done: int
    refused: int
    since: str
    journal: str
    result: Mapping[str, Any]
    made: str
    ends: str
    institution: str

    @property
    def is_open(self) -> bool:
        """Whether somebody works on it or will."""
        return self.state in (JobState.WAITING, JobState.RUNNING)


# ---- for who asks


def new_job(viewed: ViewedStore, purpose: str, type_name: str, content: Mapping[str, Any], *, title: str = "") -> str:
    """Return the id of a job that waits. Raises TooManyJobs."""
    id_ = new_id()
    with viewed.writing() as connection:
        open_ = select(JOBS.c.id).where(viewed.own(JOBS), JOBS.c.keadaan.in_((JobState.WAITING, JobState.RUNNING))).limit(MOST_OPEN)
        if len(connection.execute(open_).all()) >= MOST_OPEN:
            raise TooManyJobs
        connection.execute(
            insert(JOBS).values(
                **viewed.owner,
                id=id_,
                macam=purpose,
                jenis=type_name,
                judul=title,
                isi=dict(content),
                jurnal=f"{_FOLDER}/{id_}",
                hasil={},
                dibuat=now(),
                **_waiting(),
            )
        )
    return id_


def job_of(viewed: ViewedStore, id_: str) -> StoredJob | None:
    """Return a job by its id, None where there is none."""
    with viewed.reading() as connection:
        row = connection.execute(select(JOBS).where(JOBS.c.id == id_, viewed.own(JOBS))).first()
    return None if row is None else _job(row)


def jobs(viewed: ViewedStore, most: int = 20) -> list[StoredJob]:
    """Return the jobs that are still there, the newest first."""
    with viewed.reading() as connection:
        rows = connection.execute(select(JOBS).where(viewed.own(JOBS)).order_by(JOBS.c.dibuat.desc(), JOBS.c.id).limit(most))
        return [_job(row) for row in rows]


def cancel(viewed: ViewedStore, id_: str) -> None:
    """Let a job rest that waits or runs; who works on it learns it when it next asks for time."""
    with viewed.writing() as connection:
        open_ = JOBS.c.keadaan.in_((JobState.WAITING, JobState.RUNNING))
        connection.execute(update(JOBS).where(JOBS.c.id == id_, viewed.own(JOBS), open_).values(keadaan=JobState.CANCELLED, pekerja=""))


def wait_again(viewed: ViewedStore, id_: str, *, purpose: str = "", content: Mapping[str, Any] | None = None) -> bool:
    """Let a job that rests wait again, whether it goes on so. purpose, content: what is asked for now, where that is something else."""
    changed: dict[str, Any] = _waiting()
    changed |= {"macam": purpose} if purpose else {}
    changed |= {"isi": dict(content)} if content is not None else {}
    with viewed.writing() as connection:
        resting = JOBS.c.keadaan.in_((JobState.DONE, JobState.FAILED, JobState.CANCELLED))
        return connection.execute(update(JOBS).where(JOBS.c.id == id_, viewed.own(JOBS), resting).values(**changed)).rowcount == 1


def remove_job(viewed: ViewedStore, id_: str) -> None:
    """Remove a job that rests, with what it made."""
    with viewed.writing() as connection:
        gone = connection.execute(
            delete(JOBS).where(JOBS.c.id == id_, viewed.own(JOBS), JOBS.c.keadaan.not_in((JobState.WAITING, JobState.RUNNING)))
        ).rowcount
    if gone:
        shutil.rmtree(job_folder(viewed.store, id_), ignore_errors=True)


# ---- for who works


def claimed_job(store: Store, purposes: Sequence[str], *, lease: float = LEASE) -> StoredJob | None:
    """Return the job that has waited longest, or whose worker says nothing more, lent to the caller alone; None where there is none.

    purposes: what the caller can do. lease: for how many seconds it is lent.
    """
    free = or_(JOBS.c.keadaan == JobState.WAITING, and_(JOBS.c.keadaan == JobState.RUNNING, JOBS.c.sewa_sampai < _at()))
    wanted = select(JOBS).where(free, JOBS.c.macam.in_(purposes)).order_by(JOBS.c.dibuat, JOBS.c.id).limit(1)
    with store.writing() as connection:
        row = connection.execute(wanted.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        lent = {"keadaan": JobState.RUNNING, "pekerja": new_id(), "sewa_sampai": _at(lease), "percobaan": row.percobaan + 1}
        connection.execute(update(JOBS).where(JOBS.c.id == row.id).values(**lent))
        return _job(connection.execute(select(JOBS).where(JOBS.c.id == row.id)).one())


def renewed(store: Store, job: StoredJob, progress: JobProgress, *, lease: float = LEASE) -> bool:
    """Lend a job for longer and keep how far it is, whether it is still the caller's: it may be cancelled, or another's by now."""
    with store.writing() as connection:
        values = {"sewa_sampai": _at(lease), **_told(progress)}
        return connection.execute(update(JOBS).where(_is_held(job)).values(**values)).rowcount == 1


def finish_job(store: Store, job: StoredJob, state: JobState, result: Mapping[str, Any], *, progress: JobProgress | None = None) -> bool:
    """Keep how a job ended, whether it was still the caller's."""
    values: dict[str, Any] = {"keadaan": state, "pekerja": "", "hasil": dict(result), "hapus_pada": _in_days(DAYS)}
    with store.writing() as connection:
        values |= {} if progress is None else _told(progress)
        return connection.execute(update(JOBS).where(_is_held(job)).values(**values)).rowcount == 1


def give_back(store: Store, job: StoredJob) -> None:
    """Let a job wait for another worker at once, if it is still the caller's."""
    with store.writing() as connection:
        connection.execute(update(JOBS).where(_is_held(job)).values(keadaan=JobState.WAITING, pekerja=""))


def give_all_back(store: Store) -> None:
    """Let wait again what a service had in hand that is no more. Only who has the store alone (`alone.py`) may know that."""
    with store.writing() as connection:
        connection.execute(update(JOBS).where(JOBS.c.keadaan == JobState.RUNNING).values(keadaan=JobState.WAITING, pekerja=""))


def institution_of_job(store: Store, id_: str) -> str:
    """Return the id of the institution whose a job is, whoever asks: for the work on it."""
    with store.reading() as connection:
        return str(connection.execute(select(JOBS.c.lembaga_id).where(JOBS.c.id == id_)).scalar() or "")


def job_folder(store: Store, id_: str) -> Path:
    """Return the folder of a job: its source and what it made."""
    return store.folder / _FOLDER / id_


def expire_jobs(store: Store) -> None:
    """Delete the jobs whose time is over with what they made, and folders that no job has any more."""
    with store.writing() as connection:
        connection.execute(delete(JOBS).where(JOBS.c.hapus_pada < now(), JOBS.c.keadaan != JobState.RUNNING))
        known = set(connection.execute(select(JOBS.c.id)).scalars())
    oldest = time.time() - _YOUNG
    with suppress(OSError):
        for folder in (store.folder / _FOLDER).iterdir():
            if folder.name not in known and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _waiting() -> dict[str, Any]:
    ends, blank = _in_days(DAYS), _told(JobProgress())
    return {"keadaan": JobState.WAITING, "pekerja": "", "sewa_sampai": "", "percobaan": 0, "hapus_pada": ends, **blank}


def _told(progress: JobProgress) -> dict[str, Any]:
    return {
        "tahap": progress.stage,
        "jumlah": progress.total,
        "selesai": progress.done,
        "ditolak": progress.refused,
        "sejak": progress.since,
    }


def _is_held(job: StoredJob) -> ColumnElement[bool]:
    return and_(JOBS.c.id == job.id, JOBS.c.keadaan == JobState.RUNNING, JOBS.c.pekerja == job.worker)


def _at(seconds: float = 0) -> str:
    """Return a time from now, to the thousandth: a lease is short."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def _in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")


def _job(row: Any) -> StoredJob:
    return StoredJob(
        row.id,
        row.macam,
        row.jenis,
        row.judul,
        row.isi,
        JobState(row.keadaan),
        row.pekerja,
        row.percobaan,
        row.tahap,
        row.jumlah,
        row.selesai,
        row.ditolak,
        row.sejak,
        row.jurnal,
        row.hasil,
        row.dibuat,
        row.hapus_pada,
        row.lembaga_id,
    )
