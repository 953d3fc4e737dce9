"""Long work in the background: threads here have each job done by a child process of its own, and say as long as it lives that it is in hand."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.defect import record
from generator.store.engine import Store
from generator.store.jobs import (
    JobState,
    StoredJob,
    claimed_job,
    finish_job,
    give_all_back,
    give_back,
    institution_of_job,
    job_folder,
    renewed,
)
from generator.store.mappings import mappings_kept
from generator.store.progress import JobProgress
from generator.store.trouble import StoreTrouble, trouble_of
from generator.web.desk import DeskStart
from generator.web.job_child import BATCH, GATHER, TRIAL, JobEnd, JobOrder, do_job
from generator.web.lasting import LastingThreads
from generator.web.office import settings_file

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PURPOSES: Final = (TRIAL, BATCH, GATHER)
_AT_ONCE: Final = 2
_IDLE: Final = 2.0
_LOOK: Final = 0.2
_RENEWED_EACH: Final = 1.0
_MOST_ATTEMPTS: Final = 5
_DIED: Final = "Prosesnya terhenti berkali-kali, mungkin karena kehabisan memori."
RESULTS: Final = "hasil"
"""The folder of what a job made, in the job's own."""


class JobWork:
    """Threads that see to jobs that wait, or that a server left in the middle."""

    def __init__(self, store: Store, start: DeskStart) -> None:
        self.store = store
        self.start = start
        self._workers = max(1, (os.cpu_count() or 1) // _AT_ONCE)
        self._threads = LastingThreads([self._step] * _AT_ONCE, _IDLE)

    def begin(self) -> None:
        """Begin, with what an earlier service had in hand at once."""
        give_all_back(self.store)
        self._threads.begin()

    def wake(self) -> None:
        """Say that something waits."""
        self._threads.wake()

    def end(self) -> None:
        """End; what is in hand waits for the next run, which goes on from where it is."""
        self._threads.end(patience=5)

    def _step(self) -> None:
        job = claimed_job(self.store, _PURPOSES)
        if job is None:
            self._threads.sleep()
            return
        try:
            self._see_to(job)
        except StoreTrouble:  # the job is lent for some seconds: then it is gone on with
            raise
        except Exception as error:  # noqa: BLE001 - what one job does to us is told as its result
            trouble = trouble_of(error)
            told = f"Terjadi kesalahan program (rujukan {record(error)[:8]})." if trouble is None else trouble.message
            finish_job(self.store, job, JobState.FAILED, {"galat": told})

    def _see_to(self, job: StoredJob) -> None:
        """Have a job done, and keep how it ended."""
        watched = _begun(_order(self.store, job, self.start, self._workers))
        try:
            end, progress = self._awaited(job, watched)
        finally:
            watched.end()
        if end is not None:
            state, result = (JobState.FAILED, {"galat": end.fault}) if end.fault else (JobState.DONE, end.result)
            self._threads.once(lambda: finish_job(self.store, job, state, result, progress=progress))
        elif not self._threads.is_over and job.attempts >= _MOST_ATTEMPTS:
            finish_job(self.store, job, JobState.FAILED, {"galat": _DIED})
        else:
            give_back(self.store, job)

    def _awaited(self, job: StoredJob, watched: _JobProcess) -> tuple[JobEnd | None, JobProgress]:
        """Return how the child ended, None where it said nothing, the job is no longer ours, or the server ends; and how far it came."""
        progress, said = JobProgress(), 0.0
        while not self._threads.is_over:
            try:
                message: Any = watched.pipe.recv() if watched.pipe.poll(_LOOK) else None
            except (EOFError, OSError):
                break
            if isinstance(message, JobEnd):
                return message, progress
            progress = message or progress
            if time.monotonic() - said > _RENEWED_EACH:
                said = time.monotonic()
                with suppress(StoreTrouble):  # the child needs no database
                    if not renewed(self.store, job, progress):
                        break
        return None, progress


@dataclass(frozen=True, slots=True)
class _JobProcess:
    """A child at work, and the pipe by which it tells how far it is."""

    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        """End the child, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _begun(order: JobOrder) -> _JobProcess:
    import multiprocessing

    context: Any = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=do_job, args=(theirs, order), daemon=False)  # it has children of its own
    process.start()
    theirs.close()
    return _JobProcess(process, ours)


def _order(store: Store, job: StoredJob, start: DeskStart, workers: int) -> JobOrder:
    """Return what a child is to do, with the files of the job in a folder."""
    content, folder = job.content, job_folder(store, job.id).absolute() / "sumber"
    folder.mkdir(parents=True, exist_ok=True)
    for file in content["berkas"]:
        _put(store, folder / file["nama"], file)
    return JobOrder(
        job.purpose,
        None if start.home is None else start.home.absolute(),
        start.near.absolute(),
        job.type,
        folder,
        tuple(file["nama"] for file in content["berkas"] if file["guna"] == "sumber"),
        Path("..") / RESULTS,
        next((file["nama"] for file in content["berkas"] if file["guna"] == "bersama"), ""),
        content.get("pemetaan", ""),
        {} if job.purpose == GATHER else mappings_kept(store, job.institution, job.type),
        tuple(content.get("bentuk", ())),
        content.get("pola", ""),
        workers,
        job.attempts == 1,
        tuple(content.get("daftar", ())),
        settings_file(store, institution_of_job(store, job.id)),
    )


def _put(store: Store, target: Path, file: Mapping[str, Any]) -> None:
    if not target.is_file():
        beside = target.with_name(f".{target.name}.baru")
        shutil.copyfile(store.path(file["sha"]), beside)
        beside.replace(target)
