"""Child processes that share out many pieces of work, each with bounds of memory and time; one that dies costs the piece it was at.

Each worker has a pipe of its own and answers piece by piece, so that a kill can neither leave half a message in a pipe that others read
nor a lock that nobody lets go. What it had not answered is tried again, a piece at a time; a piece that is there at three deaths is set aside.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeAlias, TypeVar

from generator.errors import BorangError
from generator.workers import Bounds, bound_here, patience, usual_bounds

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
Work: TypeAlias = Callable[[Sequence[Piece]], Iterable[Answer]]
"""What a worker does with a chunk: an answer for each piece, in their order."""
MOST_DEATHS: Final = 3
"""At how many deaths of its workers a piece is set aside."""
_MOST_STILLBORN: Final = 3
_STARTING: Final = 120
_BREATH: Final = 0.1
_BEAT: Final = "denyut"
_ANSWER: Final = "jawaban"
_READY: Final = "siap"
_END: Final = "habis"
_REFUSED: Final = "ditolak"


@dataclass(frozen=True, slots=True)
class Lost:
    """What is answered for a piece whose worker died each time it was tried. is_late: ended because it took too long."""

    is_late: bool


@dataclass(frozen=True, slots=True)
class Crew:
    """How many workers there are, what each does first, and its bounds. count: 0: the work is done in this process, without bounds."""

    count: int
    begin: Callable[..., None]
    arguments: tuple[Any, ...] = ()
    bounds: Bounds = field(default_factory=usual_bounds)
    preload: tuple[str, ...] = ()


class Workers(Protocol):
    """Who work is shared out to, wherever they are. count: how many work at the same time."""

    @property
    def count(self) -> int:
        """How many work at the same time."""
        ...

    def share(self, work: Work[Piece, Answer], chunks: Iterable[Sequence[Piece]]) -> Iterator[tuple[Piece, Answer | Lost]]:
        """Yield each piece with its answer, as the answers come."""
        ...


@dataclass(slots=True)
class _Chunk(Generic[Piece]):
    pieces: list[Piece]
    deaths: int = 0


@dataclass(slots=True)
class _Worker(Generic[Piece]):
    process: BaseProcess
    pipe: Connection
    chunk: _Chunk[Piece] | None = None
    answered: int = 0
    is_ready: bool = False
    is_late: bool = False
    heard: float = field(default_factory=time.monotonic)
    patience: float | None = _STARTING

    def is_overdue(self, now: float) -> bool:
        """Whether it has said nothing for longer than it may."""
        return (self.chunk is not None or not self.is_ready) and self.patience is not None and now - self.heard > self.patience


class Team:
    """The workers of a crew, engaged when the first work is shared out, dismissed at the end of a `with`."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self._workers: list[_Worker[Any]] = []
        self._again: deque[_Chunk[Any]] = deque()
        self._stillborn = 0
        self._context = _context(crew) if crew.count else None

    @property
    def count(self) -> int:
        """How many work at the same time."""
        return max(1, self.crew.count)

    def __enter__(self) -> Team:
        if not self.crew.count:
            self.crew.begin(*self.crew.arguments)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def share(self, work: Work[Piece, Answer], chunks: Iterable[Sequence[Piece]]) -> Iterator[tuple[Piece, Answer | Lost]]:
        """Yield each piece with its answer, as the answers come. Raises BorangError when workers die before they have begun, or what they tell then."""
        if not self.crew.count:
            for chunk in chunks:
                yield from zip(chunk, work(chunk), strict=True)
            return
        yield from self._shared(work, iter(chunks))

    def _shared(self, work: Work[Piece, Answer], chunks: Iterator[Sequence[Piece]]) -> Iterator[tuple[Piece, Answer | Lost]]:
        from multiprocessing.connection import wait

        following = self._next(chunks)
        while following is not None or any(worker.chunk for worker in self._workers):
            while len(self._workers) < self.crew.count and following is not None:
                self._workers.append(self._engaged())
            for worker in self._workers:
                if worker.is_ready and worker.chunk is None and following is not None and self._given(worker, work, following):
                    following = self._next(chunks)
            heard = wait([worker.pipe for worker in self._workers], timeout=1)
            for worker in [worker for worker in self._workers if worker.pipe in heard]:
                yield from self._said(worker)
            self._end_overdue()
            following = following or self._next(chunks)

    def _next(self, chunks: Iterator[Sequence[Any]]) -> _Chunk[Any] | None:
        if self._again:
            return self._again.popleft()
        found = next(chunks, None)
        return None if found is None else _Chunk(list(found))

    def _engaged(self) -> _Worker[Any]:
        assert self._context is not None
        while True:
            ours, theirs = self._context.Pipe()
            process: Any = getattr(self._context, "Process")(  # noqa: B009 - every kind of context has one, their common class says nothing of it
                target=_serve, args=(theirs, self.crew), daemon=True
            )
            try:
                process.start()
            except (EOFError, OSError):  # what starts processes was killed itself; who asks again has a new one started
                ours.close()
                self._missed()
                time.sleep(_BREATH)
            else:
                return _Worker(process, ours)
            finally:
                theirs.close()

    def _missed(self) -> None:
        """Count a worker that died before it had begun. Raises BorangError when there were many, one after another."""
        self._stillborn += 1
        if self._stillborn > _MOST_STILLBORN * self.crew.count:
            raise BorangError("Proses pekerja terhenti sebelum mulai bekerja.", hint="Periksa memori komputer.", code="pekerja-tidak-mulai")

    def _given(self, worker: _Worker[Any], work: Work[Any, Any], chunk: _Chunk[Any]) -> bool:
        """Hand a chunk to a worker; one that has just died is found out when it is heard."""
        worker.is_ready = False
        with suppress(OSError):
            worker.pipe.send((work, chunk.pieces))
            worker.chunk, worker.answered, worker.heard = chunk, 0, time.monotonic()
            worker.is_ready = True
        return worker.is_ready

    def _said(self, worker: _Worker[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield what a worker has to say now; of one that has died, which of its pieces are lost for good."""
        try:
            message, said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._buried(worker)
            return
        worker.heard = time.monotonic()
        if message == _BEAT:
            worker.patience = patience(said, self.crew.bounds)
        elif message == _READY:
            worker.is_ready, worker.patience, self._stillborn = True, patience(b"b", self.crew.bounds), 0
        elif message == _REFUSED:
            raise said
        elif message == _END:
            worker.chunk = None
        elif worker.chunk is not None:
            piece = worker.chunk.pieces[worker.answered]
            worker.answered += 1
            yield piece, said

    def _buried(self, worker: _Worker[Any]) -> Iterator[tuple[Any, Any]]:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if worker.chunk is None:
            self._missed()
            return
        left, deaths = worker.chunk.pieces[worker.answered :], worker.chunk.deaths + 1
        if deaths >= MOST_DEATHS:
            yield from ((piece, Lost(worker.is_late)) for piece in left)
        else:
            self._again.extend(_Chunk([piece], deaths) for piece in left)

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.is_overdue(now):
                worker.is_late = True
                worker.process.kill()


def _context(crew: Crew) -> BaseContext:
    """Return how processes are started: from a server that has loaded the program, where there is one, else each afresh."""
    import multiprocessing

    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["borang", *crew.preload])
    return context


def _serve(pipe: Connection, crew: Crew) -> None:
    """Be a worker until the pipe is closed: by who gave the work, or because that process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells every process; who gave the work decides
    with suppress(EOFError, OSError):
        bound_here(lambda beat: pipe.send((_BEAT, beat)), crew.bounds)
        try:
            crew.begin(*crew.arguments)
        except BorangError as fault:
            pipe.send((_REFUSED, fault))
            return
        pipe.send((_READY, None))
        while True:
            work, pieces = pipe.recv()
            for answer in work(pieces):
                pipe.send((_ANSWER, answer))
            pipe.send((_END, None))
