"""A child process with bounds, for specs and templates that are not the program's own: memory, and time for each document.

POSIX: the command line forks once, before any thread. Elsewhere it starts itself anew, and only the clock on the wall counts.
A document that takes too long ends in a fault; where not even that gets through, the child is ended from outside.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.errors import TemplateFault

if TYPE_CHECKING:
    import subprocess

CPU_SECONDS: Final = 30
"""What a document may cost a processor."""
WALL_SECONDS: Final = 30
"""What a document may take by the clock on the wall, without the time in which it waits for another program."""
PROGRAM_SECONDS: Final = 120
"""What another program (LibreOffice) may take, which starts slowly and has a clock of its own."""
MEMORY: Final = 1 << 30
_GRACE: Final = 10
_HEARS: Final = 0.5
_KILLED: Final = 3
_DEFECT: Final = 70
_SPAWNED: Final = "BORANG_DENYUT"
_HINT: Final = "Periksa perulangan dan ungkapan dalam spesifikasi dan templat milik Anda; batasnya ada di docs/batas.md."
_BEGIN: Final = b"b"
_END: Final = b"e"
_WAIT: Final = b"w"
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a document may cost a child process, in seconds on its processor and by the clock, and the memory of the whole process."""

    cpu_seconds: int
    wall_seconds: int
    memory: int


def usual_bounds() -> Bounds:
    """Return the bounds of a child that does the work of specs and templates which are not the program's own."""
    return Bounds(CPU_SECONDS, WALL_SECONDS, MEMORY)


class OverTime(TemplateFault):
    """A document of an own type took longer than it may."""


_tell: Callable[[bytes], Any] | None = None
_bounds: Bounds | None = None


def bounded(start: Sequence[str] = ()) -> int | None:
    """Return None in a child with bounds, in its parent the child's exit code once it has ended.

    start: how the program is started anew, where there is no fork.
    """
    if hasattr(os, "fork"):
        return _forked()
    return _spawned(start)


def document_begins() -> None:
    """Give the document that begins now its time; nothing outside a bounded child."""
    if _tell is not None and _bounds is not None:
        _tell(_BEGIN)
        _clocks(_bounds.cpu_seconds, _bounds.wall_seconds)


def document_ends() -> None:
    """Stop the clock of the document that `document_begins` began."""
    if _tell is not None:
        _clocks(0, 0)
        _tell(_END)


@contextmanager
def another_program() -> Iterator[None]:
    """Stop the clock on the wall while another program works for the document, and let it go on afterwards."""
    if _tell is None:
        yield
        return
    left = signal.setitimer(signal.ITIMER_REAL, 0)[0] if hasattr(signal, "setitimer") else 0
    _tell(_WAIT)
    try:
        yield
    finally:
        _tell(_BEGIN)
        if left:
            signal.setitimer(signal.ITIMER_REAL, left)


def bound_here(tell: Callable[[bytes], Any], bounds: Bounds) -> None:
    """Set bounds for this process, which does one document after the other and tells when each begins and ends."""
    global _tell, _bounds
    _tell, _bounds = tell, bounds
    if not hasattr(os, "fork"):
        return
    _limit_memory(bounds.memory)
    signal.signal(signal.SIGPROF, _over_time)
    signal.signal(signal.SIGALRM, _over_time)


def patience(beat: bytes, bounds: Bounds) -> float | None:
    """Return how long a child may say nothing after a beat; None where it has no document in hand."""
    if beat == _END:
        return None
    return (PROGRAM_SECONDS if beat == _WAIT else bounds.wall_seconds) + _GRACE


def _clocks(cpu: int, wall: int) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, cpu)
        signal.setitimer(signal.ITIMER_REAL, wall)


def _over_time(_number: int, _frame: Any) -> None:
    raise OverTime(f"Dokumen ini belum selesai setelah {_bounds.cpu_seconds if _bounds else 0} detik, lalu dihentikan.", hint=_HINT)


# ---- POSIX


def _forked() -> int | None:
    sys.stdout.flush()
    sys.stderr.flush()
    read, write = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # what is sent now must find both ready
    child = os.fork()
    if child == 0:
        os.close(read)
        _limit(write)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return None
    os.close(write)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    try:
        return _awaited(child, read, before)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _limit(write: int) -> None:
    """Set the bounds of this process; its own children (LibreOffice) may lift that of memory again."""
    bound_here(lambda beat: os.write(write, beat), usual_bounds())


def _limit_memory(most: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def unbounded_memory() -> None:
    """Lift the bound of memory for another program that this process starts."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _awaited(child: int, read: int, before: set[Any]) -> int:
    """Return the exit code of the child; one that says nothing for longer than a document may take is ended. before: the signals blocked else."""
    left = patience(_BEGIN, usual_bounds())
    is_over = is_interrupted = False
    while True:
        try:
            ready = _heard(read, _HEARS if is_interrupted else left, before)
            if not ready and is_interrupted:  # the terminal told this process alone
                is_interrupted = False
                os.kill(child, signal.SIGINT)
                continue
            if not ready:
                is_over = True
                os.kill(child, signal.SIGKILL)
            beats = os.read(read, 4096)
        except KeyboardInterrupt:
            is_interrupted = True  # from a terminal the child hears it too, and ends
            continue
        if not beats:
            break
        left = patience(beats[-1:], usual_bounds())
    os.close(read)
    return _code(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), is_over=is_over)


def _heard(read: int, seconds: float | None, before: set[Any]) -> bool:
    """Whether the child says something within so many seconds. Only here is the parent interrupted, by KeyboardInterrupt."""
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return bool(select.select([read], [], [], seconds)[0])
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)


def _code(status: int, *, is_over: bool) -> int:
    if status >= 0:
        return status
    if is_over or -status in (signal.SIGKILL, signal.SIGXCPU):
        _say(f"Gagal: Pekerjaan dihentikan: melewati batas waktu atau memori. {_HINT}")
        return _KILLED
    _say(f"Gagal: Pekerjaan terhenti (sinyal {-status}).")
    return 128 - status if -status in (signal.SIGINT, signal.SIGTERM) else _DEFECT


def _say(sentence: str) -> None:
    with suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


# ---- where there is no fork


def _spawned(start: Sequence[str]) -> int | None:
    if _SPAWNED in os.environ:
        beats = Path(os.environ[_SPAWNED])
        bound_here(lambda beat: beats.write_bytes(beat + os.urandom(4)), usual_bounds())
        return None
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        beats = Path(folder) / "denyut"
        beats.write_bytes(_BEGIN)
        child = subprocess.Popen(list(start), env={**os.environ, _SPAWNED: str(beats)})
        return _polled(child, beats)


def _polled(child: subprocess.Popen[bytes], beats: Path) -> int:
    from subprocess import TimeoutExpired

    last, since = beats.read_bytes(), time.monotonic()
    while True:
        with suppress(TimeoutExpired, KeyboardInterrupt):
            return child.wait(0.2)
        now = beats.read_bytes()
        if now != last or now.startswith(_END):
            last, since = now, time.monotonic()
        if time.monotonic() - since > (patience(now[:1], usual_bounds()) or _GRACE):
            child.kill()
            child.wait()
            return _code(-int(signal.SIGTERM), is_over=True)
