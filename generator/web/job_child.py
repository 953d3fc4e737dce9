"""What a child process does of long work: a batch with its own journal, a batch that only checks, a folder of forms gathered into one.

It ends with the server, however that ends: what it had in hand is in no journal, and who takes the job next goes on from there.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.batch.pieces import Job
from generator.batch.result_book import STATES, first_told, where
from generator.batch.run import BatchTally, How, run_batch
from generator.batch.source import BatchSource, of_files, source_at
from generator.batch.station import Station
from generator.defect import record
from generator.errors import BorangError, DeliveryFault
from generator.gather import MISSING, gather
from generator.home import Home
from generator.intake.as_text import as_text
from generator.intake.form import named_files_within
from generator.intake.institution import read_institution
from generator.journal import Journal, JournalEntry, State
from generator.spec.catalogue import Catalogue
from generator.store.progress import JobProgress
from generator.web.columns import MAPPING_NAME, columns_digest
from generator.web.desk import fault_told
from generator.web.telling import plain_finding, told
from generator.workers import Bounds, bound_here, document_begins, document_ends

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

TRIAL: Final = "periksa"
BATCH: Final = "massal"
GATHER: Final = "rekap"
_READING: Final = Bounds(cpu_seconds=120, wall_seconds=180, memory=2 << 30)
"""What reading a source may cost; each document has the bounds of its own worker."""
_FREED_WITHIN: Final = 15
_TOLD_EACH: Final = 0.25
_FEW: Final = 64
_MOST_NAMES: Final = 12
_MOST_WRONG: Final = 100


@dataclass(frozen=True, slots=True)
class JobOrder:
    """What a child is to do. purpose: TRIAL, BATCH or GATHER. near: a file beside which the office's settings are looked for.

    home, near: whole paths. folder: where the files stand, of which `files` are the source, and `shared` has what all have in common, "" for
    none. output: where documents go, from there. mapping: where questions go, as the text of its file; remembered: what was settled of
    exports of the type before, by the digest of their columns. is_first: nobody has begun it yet. expected: names that should come, for GATHER.
    office: the settings of the institution whose job it is, None for those near.
    """

    purpose: str
    home: Path | None
    near: Path
    type: str
    folder: Path
    files: tuple[str, ...]
    output: Path
    shared: str = ""
    mapping: str = ""
    remembered: Mapping[str, str] = field(default_factory=dict[str, str])
    media: tuple[str, ...] = ()
    pattern: str = ""
    workers: int = 1
    is_first: bool = True
    expected: tuple[str, ...] = ()
    office: Path | None = None


@dataclass(frozen=True, slots=True)
class JobEnd:
    """How the work ended: what a page tells of it, or why it could not be done."""

    result: Mapping[str, Any]
    fault: str = ""


def do_job(pipe: Connection, order: JobOrder) -> None:
    """Do what is ordered and say through the pipe how far it is, a `JobProgress`, and at last how it ended, a `JobEnd`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells every process; the server decides
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    bound_here(lambda _: None, _READING)
    os.chdir(order.folder)  # files are told of by their names alone, as where a person runs the command beside them
    try:
        with named_files_within(order.folder):
            end = JobEnd(_done(order, _Telling(pipe)))
    except BorangError as fault:
        end = JobEnd({}, fault_told(fault))
    except Exception as error:  # noqa: BLE001 - the border of one job: its words may hold what a person wrote
        end = JobEnd({}, f"Terjadi kesalahan program (rujukan {record(error)[:8]}).")
    pipe.send(end)


def _end_with(pipe: Connection) -> None:
    """End this process when the server is gone, or says so."""
    with suppress(EOFError, OSError):
        pipe.recv()
    os._exit(1)


class _Telling:
    """Tells the server how far a run is, a few times a second."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.progress = JobProgress()
        self.refused = 0
        self.result: dict[str, Any] = {}
        self.source: BatchSource | None = None
        self._said = 0.0

    def begins(self, what: str, total: int) -> None:
        """Tell that a stage begins."""
        self.progress = JobProgress(what, total, 0, self.refused, datetime.now(UTC).isoformat(timespec="milliseconds"))
        self.pipe.send(self.progress)

    def goes_on(self, done: int) -> None:
        """Tell that more is done."""
        before = self.progress
        self.progress = JobProgress(before.stage, before.total, before.done + done, self.refused, before.since)
        if time.monotonic() - self._said > _TOLD_EACH:
            self._said = time.monotonic()
            self.pipe.send(self.progress)

    def ended(self, entry: JournalEntry) -> None:
        """Count a document that was refused or failed."""
        self.refused += 1

    def concluded(self, journal: Journal, tally: BatchTally) -> None:
        """Keep what a page tells of the whole, as long as the journal is open."""
        self.pipe.send(self.progress)
        assert self.source is not None
        wrong = (State.REFUSED, State.WITHHELD, State.FAILED)
        self.result = {
            **_counted(tally),
            "nama": [
                name for entry in journal.entries(State.PLANNED, State.DONE, many=_MOST_NAMES) for name in list(entry.targets.values())[:1]
            ],
            "salah": [_wrong(self.source, entry) for entry in journal.entries(*wrong, many=_MOST_WRONG)],
        }


def _done(order: JobOrder, telling: _Telling) -> Mapping[str, Any]:
    return _gathered(order, telling) if order.purpose == GATHER else _batch(order, telling)


def _batch(order: JobOrder, telling: _Telling) -> Mapping[str, Any]:
    document_begins()
    shared = Path(order.shared) if order.shared else None
    text = _mapping(order)
    mapping = _written(text)
    office = read_institution(Home(order.home), near=order.near, named=order.office)
    is_trial = order.purpose == TRIAL
    job = Job(order.home, order.type, order.media, shared, order.pattern, is_trial, mapping, "", office, order.folder.resolve())
    source = _source(order, Station(job))
    document_ends()
    said = {"sumber": [plain_finding(one) for one in told(source.found, source.name)], "sebutan": source.of, "pemetaan": text}
    if source.found.has_errors:
        return {**_counted(BatchTally()), **said, "terhenti": True, "nama": [], "salah": []}
    telling.source = source
    _when_free(lambda: run_batch(job, source, order.output, How(_workers(order, source)), watcher=telling))
    return {**telling.result, **said, "terhenti": False}


def _mapping(order: JobOrder) -> str:
    """Return where questions go, as the text of a mapping: what was settled for this job, else for columns like these before."""
    if order.mapping or not order.remembered or len(order.files) != 1:
        return order.mapping
    return order.remembered.get(columns_digest(Path(order.files[0]), order.type, Catalogue(Home(order.home))), "")


def _written(mapping: str) -> Path | None:
    if not mapping:
        return None
    Path(MAPPING_NAME).write_text(mapping, encoding="utf-8")
    return Path(MAPPING_NAME)


def _workers(order: JobOrder, source: BatchSource) -> int:
    """Return how many workers there are: for a few documents none, this process is bounded too; not when it has ended at them once."""
    return 0 if order.is_first and source.count <= _FEW else order.workers


def _when_free(run: Callable[[], Any]) -> None:
    """Run a batch; where a worker that was ended a moment ago still has the folder, once that has let it go."""
    until = time.monotonic() + _FREED_WITHIN
    while True:
        try:
            run()
        except DeliveryFault as fault:
            if fault.code != "folder-sedang-dipakai" or time.monotonic() > until:
                raise
            time.sleep(_TOLD_EACH)
        else:
            return


def _source(order: JobOrder, station: Station) -> BatchSource:
    """Return the source: the rows of a table, what one file gives, or a form a file."""
    files = [Path(name) for name in order.files]
    found = source_at(files[0], station, output=order.output) if len(files) == 1 else None
    return of_files(files, order.type) if found is None else found


def _gathered(order: JobOrder, telling: _Telling) -> Mapping[str, Any]:
    telling.begins("mengumpulkan", len(order.files))
    catalogue = Catalogue(Home(order.home))
    office = read_institution(Home(order.home), near=order.near, named=order.office)
    found = gather(order.type, _one_by_one(order, telling), catalogue, expected=order.expected, institution=office)
    document_ends()
    telling.pipe.send(telling.progress)
    outcomes = [
        {
            "berkas": one.source,
            "ikut": one.status == "checked",
            "galat": one.fault,
            "temuan": [plain_finding(each) for each in told(one.findings, one.source.split(", baris")[0])],
        }
        for one in found.outcomes
        if one.source != MISSING
    ]
    missing = [each.message for one in found.outcomes if one.source == MISSING for each in one.findings]
    return {"berkas": outcomes, "belum": missing, "ikut": sum(one["ikut"] for one in outcomes), "isian": as_text(found.values)}


def _one_by_one(order: JobOrder, telling: _Telling) -> Iterator[Path]:
    """Yield the files, each with time of its own."""
    for name in order.files:
        document_begins()
        yield Path(name)
        telling.goes_on(1)


def _wrong(source: BatchSource, entry: JournalEntry) -> dict[str, str]:
    words, hint = first_told(entry)
    return {"letak": where(source, entry), "nama": entry.label, "keadaan": STATES[entry.state], "kata": words, "saran": hint}


def _counted(tally: BatchTally) -> dict[str, int]:
    return {
        "rencana": tally.planned,
        "dibuat": tally.made,
        "tetap": tally.unchanged,
        "ditolak": tally.refused,
        "tidak_terbit": tally.withheld,
        "gagal": tally.failed,
        "bernomor": tally.numbered,
    }
