"""Work shared out to the workers of a dask.distributed cluster, as `pool` shares it out to child processes of this one. The door to that library.

A chunk goes out as bytes and its answers come back as bytes: neither the cluster's scheduler nor its disks need to know of borang. On a worker a
`Team` of one child does the chunk, with the bounds it has here; so a document that ends its process costs that child, not the worker.
A worker that is gone costs its chunk: the scheduler gives it to another, and one that it gives up is tried piece by piece.
"""

from __future__ import annotations

import pickle
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final
from uuid import uuid4

from generator.errors import BorangError, UsageFault
from generator.pool import MOST_DEATHS, Answer, Crew, Lost, Piece, Team, Work

_ADDRESS: Final = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_CONNECTING: Final = 15
_WITHOUT_WORKERS: Final = 60
_LOOKS: Final = 1.0
_FORGOTTEN: Final = 600
_AHEAD: Final = 2
"""How many chunks are out for each thread of a worker, so that none waits for its next."""
_LARGEST_QUIET: Final = "1 GiB"


@dataclass(slots=True)
class _Sent:
    """Pieces that are out together. is_alone: one that is suspected, sent while nothing else is out; deaths: of the workers that it had so."""

    pieces: list[Any]
    is_alone: bool = False
    deaths: int = 0


class ClusterTeam:
    """The workers of a cluster, reached at the start of a `with` and left at its end. address: "tcp://HOST:PORT" of the scheduler.

    crew: how its workers do the work; its count is not used, there are as many as the cluster has.
    """

    def __init__(self, address: str, crew: Crew) -> None:
        if not _ADDRESS.fullmatch(address):
            raise UsageFault(
                f"--cluster: {address}", hint="Tulis alamat penjadwalnya, misalnya tcp://10.0.0.5:8786.", code="alamat-gugus-salah"
            )
        self.address, self.crew, self.token = address, crew, uuid4().hex
        self._client: Any = None
        self._again: deque[_Sent] = deque()
        self._heard: SimpleQueue[Any] = SimpleQueue()
        self._alone_since: float | None = None

    def __enter__(self) -> ClusterTeam:
        distributed = _library()
        with _quiet():
            try:
                self._client = distributed.Client(self.address, timeout=_CONNECTING, set_as_default=False, name="borang")
                self._client.wait_for_workers(1, timeout=_CONNECTING)
            except (OSError, ValueError) as error:
                is_reached = self._client is not None
                self.__exit__()
                what = "tidak mempunyai pekerja" if is_reached else "tidak dapat dihubungi"
                hint = (
                    "Jalankan `dask worker` di komputer lain." if is_reached else "Periksa alamatnya dan apakah `dask scheduler` berjalan."
                )
                raise BorangError(f"Gugus {self.address} {what}.", hint=hint, code="gugus-tidak-terhubung") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is None:
            return
        with suppress(Exception):  # whoever is gone needs no farewell
            self._client.run(eval, _at_worker(dismiss), {"given": self.token}, on_error="ignore")
        with suppress(Exception):
            self._client.close()
        self._client = None

    @property
    def count(self) -> int:
        """How many chunks are worked at together now."""
        return sum(self._client.nthreads().values())

    def share(self, work: Work[Piece, Answer], chunks: Iterable[Sequence[Piece]]) -> Iterator[tuple[Piece, Answer | Lost]]:
        """Yield each piece with its answer, as chunks are done. Raises BorangError when the cluster is gone or a worker is not as this program.

        What is still out when the generator is closed is cancelled.
        """
        source, out = iter(chunks), dict[str, tuple[Any, _Sent]]()
        try:
            while True:
                while self._may_send([sent for _, sent in out.values()]) and (sent := self._next(source)) is not None:
                    future = self._submitted(work, sent)
                    out[future.key] = (future, sent)
                if not out:
                    return
                future, sent = out.pop(self._done().key)
                yield from self._said(future, sent)
        finally:
            if out:
                with suppress(Exception):
                    self._client.cancel([future for future, _ in out.values()], force=True)

    def _may_send(self, out: Sequence[_Sent]) -> bool:
        """Whether more may go out. A suspect goes alone: what waits for a worker that it ends would be taken for another."""
        if self._again or any(sent.is_alone for sent in out):
            return not out
        return len(out) < _AHEAD * max(1, self.count)

    def _next(self, source: Iterator[Sequence[Any]]) -> _Sent | None:
        if self._again:
            return self._again.popleft()
        found = next(source, None)
        return None if found is None else _Sent(list(found))

    def _submitted(self, work: Work[Any, Any], sent: _Sent) -> Any:
        packed = pickle.dumps((self.token, self.crew, work, sent.pieces), pickle.HIGHEST_PROTOCOL)
        future = self._client.submit(eval, _at_worker(answered), {"given": packed}, pure=False, key=f"borang-{uuid4().hex}")
        future.add_done_callback(self._heard.put)
        return future

    def _done(self) -> Any:
        """Return a chunk's future once it has ended, whatever ended it."""
        while True:
            with suppress(Empty):
                return self._heard.get(timeout=_LOOKS)
            if self._client.status != "running":
                raise self._gone()
            if self.count:
                self._alone_since = None
            elif self._alone_since is None:
                self._alone_since = time.monotonic()
            elif time.monotonic() - self._alone_since > _WITHOUT_WORKERS:
                raise self._gone()

    def _said(self, future: Any, sent: _Sent) -> Iterator[tuple[Any, Any]]:
        """Yield what became of a chunk; of one that ended its workers, which of its pieces are lost for good."""
        from distributed.scheduler import KilledWorker

        answers, fault = _result(future)
        if isinstance(answers, BorangError):
            raise answers
        if fault is None:
            yield from ((sent.pieces[at], answer) for at, answer in answers)
        elif isinstance(fault, KilledWorker):
            yield from self._buried(sent, 1 + (fault.allowed_failures or 0))
        elif self._client.status != "running" or future.status not in ("finished", "error"):
            raise self._gone() from fault
        elif future.status == "finished":  # whoever had the answers went before they were fetched
            yield from self._buried(sent, 1)
        else:
            what = "tidak mempunyai borang, atau versinya lain" if isinstance(fault, ImportError) else f"gagal: {type(fault).__name__}"
            raise BorangError(f"Pekerja gugus {what}.", hint=_SAME, code="pekerja-gugus-lain") from fault

    def _buried(self, sent: _Sent, deaths: int) -> Iterator[tuple[Any, Any]]:
        """Yield a piece that has ended too many workers by itself; let all others be tried again, each alone."""
        deaths = sent.deaths + deaths if sent.is_alone else 0
        if deaths >= MOST_DEATHS:
            yield sent.pieces[0], Lost(is_late=False)
        else:
            self._again.extend(_Sent([piece], is_alone=True, deaths=deaths) for piece in sent.pieces)

    def _gone(self) -> BorangError:
        hint = "Yang sudah jadi tetap; jalankan perintah yang sama untuk melanjutkan."
        return BorangError(f"Hubungan dengan gugus {self.address} terputus.", hint=hint, code="gugus-terputus")


def _at_worker(function: Callable[[Any], Any]) -> str:
    """Return the expression that calls a function of this module in a worker with what is `given`: a text, for the scheduler has no borang."""
    return f"__import__('borang') and __import__('{__name__}', fromlist=['_']).{function.__name__}(given)"


def _result(future: Any) -> tuple[Any, BaseException | None]:
    """Return the answers to a chunk, or the fault of a worker in their stead; else why there are none."""
    from asyncio import CancelledError

    try:
        answers = pickle.loads(future.result())
    except (Exception, CancelledError) as fault:  # noqa: BLE001 - whatever the library tells is sorted by who asked
        return None, fault
    future.release()
    return answers, None


_SAME: Final = "Pasang borang yang sama dengan borang[gugus] di setiap pekerja."


def _library() -> Any:
    """Return dask.distributed, or raise BorangError that says how to install it."""
    import logging

    try:
        import dask.config
        import distributed
    except ImportError as error:
        hint = "Pasang dengan: pip install borang[gugus]."
        raise BorangError("--cluster memerlukan pustaka distributed.", hint=hint, code="pustaka-tidak-ada") from error
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what concerns a user is told as a fault
    dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGEST_QUIET})
    return distributed


def _quiet() -> Any:
    """Return a context in which the library does not tell of versions: what must be alike is compared by whoever begins the work."""
    import warnings

    return warnings.catch_warnings(action="ignore")


# ---- in a worker of the cluster

_lock = threading.Lock()
_idle: dict[str, list[tuple[float, Team]]] = {}
"""The children that wait for the next chunk of a run, by the run's token, each with the time since when."""
_dismissed: set[str] = set()


def answered(packed: bytes) -> bytes:
    """Return the answers to a chunk with the index of each, packed; in their stead the fault why there are none."""
    try:
        token, crew, work, pieces = pickle.loads(packed)
    except Exception:  # noqa: BLE001 - what another version of the program packed may fail in any way
        return pickle.dumps(BorangError("Pekerja gugus memakai versi borang yang lain.", hint=_SAME, code="pekerja-gugus-lain"))
    _may_have_children()
    _end_forgotten()
    with _lock:
        team = _idle[token].pop()[1] if _idle.get(token) else Team(Crew(1, crew.begin, crew.arguments, crew.bounds, crew.preload))
    with ExitStack() as stack:
        stack.enter_context(team)
        answers: list[tuple[int, Any]] = []
        places = {id(piece): at for at, piece in enumerate(pieces)}
        try:
            for piece, answer in team.share(work, [pieces]):
                answers.append((places[id(piece)], answer))
                if token in _dismissed:
                    break
        except BorangError as fault:
            return pickle.dumps(fault)
        with _lock:
            if token not in _dismissed:
                _idle.setdefault(token, []).append((time.monotonic(), team))
                stack.pop_all()
    return pickle.dumps(answers, pickle.HIGHEST_PROTOCOL)


def dismiss(token: str) -> None:
    """End the children that work for a run which is over."""
    with _lock:
        _dismissed.add(token)
        teams = _idle.pop(token, [])
    for _, team in teams:
        team.__exit__()


def _end_forgotten() -> None:
    """End the children of runs that have said nothing for long: who gave the work is gone without a farewell."""
    with _lock:
        forgotten = [token for token, teams in _idle.items() if teams and time.monotonic() - teams[-1][0] > _FORGOTTEN]
        teams = [team for token in forgotten for _, team in _idle.pop(token)]
    for team in teams:
        team.__exit__()


def _may_have_children() -> None:
    """Let this process have children: the library starts its workers as daemons, which may have none; ours end with their pipe."""
    from multiprocessing import current_process

    here = current_process()
    if here.daemon:
        here.daemon = False
