"""Work shared out to child processes: a worker that dies costs the piece it was at, and no other. BAT-05."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from generator.errors import BorangError
from generator.pool import Crew, Lost, Team
from generator.workers import Bounds, document_begins, document_ends

SMALL = Bounds(cpu_seconds=30, wall_seconds=30, memory=1 << 30)
_notes = ""


def begin(notes: str = "") -> None:
    global _notes  # noqa: PLW0603 - what a worker begins with
    _notes = notes


def never_begin() -> None:
    os._exit(3)


def doubled(pieces: Sequence[int]) -> Iterator[int]:
    """Twice each number; 13 kills its worker each time, 7 the first time, 99 never ends."""
    for piece in pieces:
        if piece == 13 or (piece == 7 and _is_first()):
            os.kill(os.getpid(), signal.SIGKILL)
        document_begins()
        if piece == 99:
            time.sleep(60)
        document_ends()
        yield 2 * piece


def _is_first() -> bool:
    try:
        (Path(_notes) / "mati").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def chunks(*numbers: int, size: int = 3) -> Iterator[list[int]]:
    yield from (list(numbers[start : start + size]) for start in range(0, len(numbers), size))


def test_team__begins_though_what_starts_its_workers_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks it just then is told nothing more, `EOFError`; every piece is done all the same. For good it is a fault, and no hang."""
    start, left = ForkServerProcess._Popen, [EOFError(), ConnectionRefusedError()]

    def dying(process: ForkServerProcess) -> object:
        if left:
            raise left.pop()
        return start(process)

    monkeypatch.setattr(ForkServerProcess, "_Popen", staticmethod(dying))
    with Team(Crew(1, begin, bounds=SMALL)) as team:
        assert dict(team.share(doubled, chunks(1, 2))) == {1: 2, 2: 4}
    left += [EOFError()] * 9
    with Team(Crew(1, begin, bounds=SMALL)) as team, pytest.raises(BorangError) as fault:
        list(team.share(doubled, chunks(1)))
    assert fault.value.code == "pekerja-tidak-mulai"


def test_team__a_killed_worker_costs_nothing_but_the_piece_that_kills_it_each_time(tmp_path: Path) -> None:
    with Team(Crew(2, begin, (str(tmp_path),), SMALL)) as team:
        answers = dict(team.share(doubled, chunks(*range(20))))
        assert answers == {**{number: 2 * number for number in range(20)}, 13: Lost(is_late=False)}
        assert (tmp_path / "mati").exists()  # 7 killed its worker too, once
        again = dict(team.share(doubled, chunks(1, 2)))  # the same workers go on with other work
    assert again == {1: 2, 2: 4}


def test_team__a_piece_without_end_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.workers._GRACE", 0.2)
    bounds = Bounds(cpu_seconds=30, wall_seconds=1, memory=1 << 30)

    with Team(Crew(1, begin, (), bounds)) as team:
        answers = dict(team.share(endless, chunks(1, 99, 2)))
    assert answers == {1: 2, 2: 4, 99: Lost(is_late=True)}


def endless(pieces: Sequence[int]) -> Iterator[int]:
    """Twice each number; at 99 not even the alarm gets through."""
    for piece in pieces:
        document_begins()
        if piece == 99:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGPROF})
            time.sleep(60)
        document_ends()
        yield 2 * piece


def test_team__workers_that_cannot_begin_are_a_fault_and_no_endless_loop() -> None:
    with Team(Crew(1, never_begin)) as team, pytest.raises(BorangError) as fault:
        list(team.share(doubled, chunks(1)))
    assert fault.value.code == "pekerja-tidak-mulai"


def test_team__of_none_does_the_work_itself() -> None:
    with Team(Crew(0, begin)) as team:
        assert list(team.share(doubled, chunks(1, 2, 3, 4))) == [(1, 2), (2, 4), (3, 6), (4, 8)]


def test_team__left_early_leaves_no_process() -> None:
    with Team(Crew(2, begin, (), SMALL)) as team:
        next(team.share(doubled, chunks(*range(30), size=1)))
        processes = [worker.process for worker in team._workers]
    assert [process.is_alive() for process in processes] == [False] * len(processes)
