"""A batch from its source to files, journal and result workbook: named first, made by workers, put in place together, then told as done."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from generator import journal as journals
from generator.batch import station
from generator.batch.kept import KeptUnits
from generator.batch.naming import Names, present
from generator.batch.pieces import BatchTask, Ending, Job, Product, Prospect, Unit, plain
from generator.batch.result_book import RESULT, result_book
from generator.batch.source import BatchSource
from generator.deliver import Delivery, Folder, deliver, deliver_together, folded
from generator.errors import DeliveryFault
from generator.journal import DeliveredFile, Journal, JournalEntry, State
from generator.pool import Crew, Lost, Team, Workers
from generator.render.rendering import OutputFile
from generator.staging import EXISTS, is_of_disk
from generator.workers import Bounds, usual_bounds
from validators.findings import Finding, Findings, Severity
from validators.messages import finding

if TYPE_CHECKING:
    from generator.cluster import ClusterTeam
    from generator.render.typst.overlay import OverlayPlan

_SURVEY_CHUNK: Final = 64
_CHUNK: Final = 32
_HEAVY_CHUNK: Final = 8
_FAR_CHUNK: Final = 64
"""A cluster takes a millisecond and more to give a chunk out, and a worker that is lost loses all of it."""
_GROUP: Final = 64
_GROUP_SECONDS: Final = 1.0
_PLANNED_AT_ONCE: Final = 500
_MANY: Final = 200
"""So many sound documents make a batch worth looking for what of their PDF is always the same; fewer are made before it is found."""
_FIRST: Final = 24
"""So many of them, the first of the source, tell what is the same and what differs."""
_SHIPPED: Final = Bounds(cpu_seconds=600, wall_seconds=900, memory=3 << 30)
"""What a document of a type that the program ships may cost: a table of a thousand rows takes WeasyPrint a minute."""
_PRELOAD: Final = ("generator.batch.station", "generator.render.output", "generator.render.workbook")


class Watcher(Protocol):
    """Who is told how far a batch is."""

    def begins(self, what: str, total: int) -> None:
        """A stage begins: "membaca" or "membuat", with so many pieces."""

    def goes_on(self, done: int) -> None:
        """So many pieces more are done."""

    def ended(self, entry: JournalEntry) -> None:
        """A document was refused or failed."""

    def concluded(self, journal: Journal, tally: BatchTally) -> None:
        """All is done, and the journal still open."""


@dataclass(frozen=True, slots=True)
class How:
    """How a batch is run. workers: processes, 0: in this one. is_forced: what is there under a name may be replaced, unless a person worked on it.

    cluster: the address of a cluster whose workers make the documents, "": those here do.
    """

    workers: int = 1
    only_failed: bool = False
    is_forced: bool = False
    cluster: str = ""


@dataclass(slots=True)
class BatchTally:
    """What a run came to, in documents: made now, left as they were, refused, withheld, failed, passed over; gone: in the journal, not in the source."""

    made: int = 0
    unchanged: int = 0
    refused: int = 0
    withheld: int = 0
    failed: int = 0
    skipped: int = 0
    gone: int = 0
    numbered: int = 0
    codes: set[int] = field(default_factory=set[int])
    planned: int = 0

    @property
    def total(self) -> int:
        """How many documents the source has."""
        return self.made + self.unchanged + self.refused + self.withheld + self.failed + self.skipped


def run_batch(job: Job, source: BatchSource, folder: Path, how: How, *, watcher: Watcher) -> tuple[BatchTally, Delivery | None]:
    """Make all documents of a source that are not made yet, or have changed; return what it came to and the result workbook.

    What is interrupted goes on when it is run again. Raises DeliveryFault where the folder is used by another batch, or the disk refuses;
    BorangError where the cluster cannot be reached or has other programs or specs.
    """
    with ExitStack() as stack:
        makers = stack.enter_context(_elsewhere(job, how.cluster)) if how.cluster and not job.is_trial else None
        if not job.is_trial:
            Folder(folder).open()
        journal = journals.looked_at(folder) if job.is_trial else journals.opened(folder)
        stack.callback(journal.close)
        batch = Batch(job, source, Folder(folder, force=True), how, journal, watcher)
        batch.refuse_other()
        with Team(Crew(how.workers, station.begin, (job,), _bounds(job), _PRELOAD)) as team:
            batch.plan(team)
            if not job.is_trial:
                batch.make(makers or team)
        watcher.concluded(journal, batch.tally)
        return batch.tally, None if job.is_trial else batch.told()


def _bounds(job: Job) -> Bounds:
    return usual_bounds() if job.home is not None else _SHIPPED


def _elsewhere(job: Job, cluster: str) -> ClusterTeam:
    """Return the workers of a cluster, each of which begins by comparing what it has with what is here."""
    from generator.batch.premises import begin_alike, premises
    from generator.cluster import ClusterTeam

    preload = (*_PRELOAD, "generator.batch.premises")
    return ClusterTeam(cluster, Crew(1, begin_alike, (job, str(Path.cwd()), premises(job)), _bounds(job), preload))


class Batch:
    """One run of a batch."""

    def __init__(self, job: Job, source: BatchSource, folder: Folder, how: How, journal: Journal, watcher: Watcher) -> None:  # noqa: PLR0917 - the parts of a run, none of which goes without the others
        self.job, self.source, self.folder, self.how, self.journal, self.watcher = job, source, folder, how, journal, watcher
        self.tally = BatchTally()
        self.units = KeptUnits()
        self.round = int(journal.about("putaran") or 0) + 1
        self.firsts: list[JournalEntry] = []
        self.sound = 0

    def refuse_other(self) -> None:
        """Raise DeliveryFault where the folder holds another batch, unless it was said that what is there may be replaced."""
        mine = {"jenis": self.job.type_name, "sumber": Path(self.source.name).name}
        theirs = {name: self.journal.about(name) for name in mine}
        if any(theirs.values()) and theirs != mine and not self.how.is_forced:
            raise DeliveryFault(
                f"Folder ini berisi hasil {theirs['jenis']} dari {theirs['sumber']}.",
                file=self.folder.path,
                hint="Pakai -o untuk folder lain, atau --force bila sumber ini penggantinya.",
                code="folder-batch-lain",
            )
        self.journal.note(**mine, putaran=str(self.round))

    # ---- naming all before the first is made

    def plan(self, team: Workers) -> None:
        """Read every piece of the source, name its documents apart, and write down which are to be made."""
        self.watcher.begins("membaca", self.source.count)
        names, there = Names((RESULT,)), present(self.folder.path)
        waiting: list[JournalEntry] = []
        for number, (unit, surveyed) in enumerate(self._in_order(team)):
            waiting.append(self._planned(number, unit, surveyed, names=names, there=there))
            if len(waiting) >= _PLANNED_AT_ONCE:
                self.journal.put(waiting)
                waiting = []
        self.journal.put(waiting)
        self.tally.gone = self.journal.leave(self.round)

    def _in_order(self, team: Workers) -> Iterator[tuple[Unit, Prospect]]:
        """Yield what is known of each document in the order of the source, whichever worker was first."""
        early: dict[int, tuple[Unit, list[Prospect]]] = {}
        following = 0
        for unit, answer in team.share(station.survey, self.source.chunks(_SURVEY_CHUNK)):
            if not self.job.is_trial:
                self.units.keep(unit)
            early[unit.number] = (unit, [Prospect("", unit.name, ended=_lost(answer))] if isinstance(answer, Lost) else answer)
            while following in early:
                found, surveyed = early.pop(following)
                yield from ((found, one) for one in surveyed)
                following += 1
                self.watcher.goes_on(1)

    def _planned(self, number: int, unit: Unit, surveyed: Prospect, *, names: Names, there: frozenset[str]) -> JournalEntry:
        targets, twin = names.apart(surveyed.targets)
        key = _stem(next(iter(targets.values()), "")) or f"#{unit.name} {surveyed.mark}".strip()
        known = self.journal.entry(key)
        noted: list[Finding] = []
        if twin > 1 and targets:  # those of no name are no twins
            self.tally.numbered += 1
            facts: dict[str, Any] = {"nilai": next(iter(surveyed.targets.values())), "baru": next(iter(targets.values()))}
            noted.append(finding("nama-bernomor", severity=Severity.NOTE, **facts))
        entry = JournalEntry(
            key,
            number,
            unit.number,
            surveyed.mark,
            surveyed.label,
            surveyed.digest,
            targets,
            files=() if known is None else known.files,
            findings=plain(Findings(noted)),
            round=self.round,
        )
        self._counted(entry, surveyed.ended)
        return self._decided(entry, known, surveyed.ended, there)

    def _counted(self, entry: JournalEntry, ended: Ending | None) -> None:
        """Remember the first sound documents: of the source, whatever an earlier run has made of it, so that each run plans alike."""
        if ended is None:
            self.sound += 1
            if len(self.firsts) < _FIRST:
                self.firsts.append(entry)

    def _decided(self, entry: JournalEntry, known: JournalEntry | None, ended: Ending | None, there: frozenset[str]) -> JournalEntry:
        """Return an entry with what is to become of its document."""
        if ended is not None and not (self.job.is_trial and ended.state is State.DONE):
            return self._ended(_ended(entry, ended))
        is_own = known is not None and (known.files != () or known.state is State.PLANNED)
        taken = next((name for name in entry.targets.values() if folded(name) in there), "")
        if taken and not is_own and not self.how.is_forced:
            fault = DeliveryFault("Berkas sudah ada.", file=self.folder.path / taken, hint=EXISTS, code="hasil-sudah-ada")
            return self._ended(_ended(entry, Ending(State.FAILED, (), str(fault), fault.exit_code)))
        if known is not None and known.digest == entry.digest and known.state is State.DONE:
            kept = self._unchanged(entry, known)
            if kept is not None:
                self.tally.unchanged += 1
                return kept
        if self.how.only_failed and (known is None or known.state not in (State.REFUSED, State.WITHHELD, State.FAILED)):
            self.tally.skipped += 1
            return replace(entry, state=State.SKIPPED)
        self.tally.planned += 1
        return entry

    def _unchanged(self, entry: JournalEntry, known: JournalEntry) -> JournalEntry | None:
        """Return the entry of a document that need not be made again; None where one of its files is gone."""
        findings = [one for one in known.findings if one["code"] not in ("nama-bernomor", _LEFT)]
        for file in known.files:
            where = self.folder.path / file.name
            try:
                seen = where.stat()
                if (seen.st_size, seen.st_mtime_ns) != (file.size, file.written) and sha256(where.read_bytes()).hexdigest() != file.digest:
                    findings += plain(Findings([finding(_LEFT, severity=Severity.NOTE, berkas=file.name)]))
            except OSError:
                return None
        ended = replace(known, number=entry.number, unit=entry.unit, mark=entry.mark, label=entry.label, targets=entry.targets)
        return replace(ended, findings=(*entry.findings, *findings), round=self.round)

    def _ended(self, entry: JournalEntry) -> JournalEntry:
        """Count a document that was refused, withheld or failed, and tell of it."""
        if entry.state is State.REFUSED:
            self.tally.refused += 1
        elif entry.state is State.WITHHELD:
            self.tally.withheld += 1
        else:
            self.tally.failed += 1
        self.tally.codes.add(entry.code)
        self.watcher.ended(entry)
        return entry

    # ---- making

    def make(self, team: Workers) -> None:
        """Make what is planned. What was not in place when it ended, whatever ended it, is still planned afterwards."""
        self.watcher.begins("membuat", self.tally.planned)
        entries: dict[str, JournalEntry] = {}
        group: list[tuple[JournalEntry, Product]] = []
        since = time.monotonic()
        plan = self._overlay_plan(team)
        for task, answer in team.share(station.make, self._tasks(entries, team.count, plan)):
            product = Product(_lost(answer)) if isinstance(answer, Lost) else answer
            group.append((entries.pop(task.key), product))
            if len(group) >= _GROUP or time.monotonic() - since > _GROUP_SECONDS:
                self._put(group)
                group, since = [], time.monotonic()
        self._put(group)

    def _overlay_plan(self, team: Workers) -> OverlayPlan | None:
        """Return what of the PDF of all documents is laid over pages that are set once, as a worker finds it in the first of them."""
        has_pdf = any(name.endswith(".pdf") for entry in self.firsts for name in entry.targets.values())
        if self.sound < _MANY or not self.tally.planned or not has_pdf:
            return None
        answers = team.share(station.overlay_plan, [[tuple(self._task(entry) for entry in self.firsts)]])
        return next((answer for _, answer in answers if not isinstance(answer, Lost)), None)

    def _task(self, entry: JournalEntry, plan: OverlayPlan | None = None) -> BatchTask:
        digest = entry.digest if self.how.cluster else ""
        return BatchTask(entry.key, self.units.taken(entry.unit) or self.source.unit(entry.unit), entry.mark, entry.targets, digest, plan)

    def _tasks(self, entries: dict[str, JournalEntry], workers: int, plan: OverlayPlan | None) -> Iterator[list[BatchTask]]:
        """Yield the planned documents, some at a time, remembering the entry of each that is on its way."""
        chunk: list[BatchTask] = []
        shared_out = min(_FAR_CHUNK, -(-self.tally.planned // workers))  # few documents: a part for each worker
        for entry in self.journal.every(State.PLANNED):
            entries[entry.key] = entry
            chunk.append(self._task(entry, plan))
            here = _CHUNK if set(entry.targets) <= {"xlsx"} else _HEAVY_CHUNK
            if len(chunk) >= (shared_out if self.how.cluster else here):
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _put(self, group: Sequence[tuple[JournalEntry, Product]]) -> None:
        """Put the files of some documents in place, sync them to the disk, and only then write that they are done."""
        made = [(entry, product) for entry, product in group if product.files]
        deliveries = iter(deliver_together([p.files for _, p in made], self.folder, [entry.key for entry, _ in made]) if made else [])
        entries: list[JournalEntry] = []
        refusal: DeliveryFault | None = None
        for entry, product in group:
            if not product.files:
                entries.append(self._ended(_stamped(_ended(entry, product.ending))))
                continue
            delivery = next(deliveries)
            if isinstance(delivery, DeliveryFault) and is_of_disk(delivery):
                refusal = delivery
            elif isinstance(delivery, DeliveryFault):
                ending = Ending(State.FAILED, product.ending.findings, str(delivery), delivery.exit_code)
                entries.append(self._ended(_stamped(_ended(entry, ending))))
            else:
                entries.append(self._delivered(_stamped(_ended(entry, product.ending)), product.files, delivery))
        self.journal.put(entries)
        self.watcher.goes_on(len(entries))
        if refusal is not None:
            raise refusal

    def _delivered(self, entry: JournalEntry, made: Sequence[OutputFile], delivery: Delivery) -> JournalEntry:
        files = tuple(_seen(path, file.data) for path, file in zip(delivery.files, made, strict=True))
        entry = replace(entry, files=files, findings=(*entry.findings, *plain(Findings(delivery.findings))))
        if entry.state is not State.DONE:
            return self._ended(entry)
        self.tally.made += 1
        return entry

    def told(self) -> Delivery:
        """Write the result workbook and return where it is."""
        data = result_book(self.journal, self.source)
        return deliver([OutputFile(RESULT, data, "xlsx")], self.folder, RESULT)


_LEFT: Final = "hasil-disunting-dibiarkan"


def _ended(entry: JournalEntry, ending: Ending) -> JournalEntry:
    findings: Iterable[Mapping[str, Any]] = (*entry.findings, *ending.findings)
    return replace(entry, state=ending.state, findings=tuple(findings), fault=ending.fault, code=ending.code)


def _stamped(entry: JournalEntry) -> JournalEntry:
    return replace(entry, ended=datetime.now(UTC).isoformat(timespec="seconds"))


def _lost(lost: Lost) -> Ending:
    """Return how a document ended whose worker died each time."""
    found = finding("pekerja-terlalu-lama") if lost.is_late else finding("pekerja-terhenti")
    return Ending(State.FAILED, plain(Findings([found])), found.message, 3)


def _seen(path: Path, data: bytes) -> DeliveredFile:
    found = path.stat()
    return DeliveredFile(path.name, sha256(data).hexdigest(), found.st_size, found.st_mtime_ns)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
