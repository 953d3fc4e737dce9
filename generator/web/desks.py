"""The child processes that a server has at its side, each with one piece of work at a time; who comes when all are busy waits, or is told to come again."""

from __future__ import annotations

import os
import queue
import threading
from typing import Any, Final

from generator.pool import Crew, Lost, Team
from generator.web.desk import DeskStart, answers, begin
from generator.web.tasks import DeskFault, DeskTask

MOST_WAITING: Final = 64
_PATIENCE: Final = 120
_MOST_DESKS: Final = 4
_PRELOAD: Final = ("generator.web.desk", "generator.web.job_child")


class BusyDesks(Exception):
    """So much waits already that one more is asked to come again."""


class Desks:
    """Child processes that begin when they are first needed. Each asks one at a time, so a worker that dies costs what it had in hand."""

    def __init__(self, start: DeskStart, count: int = 0) -> None:
        self.count = count or max(2, min(_MOST_DESKS, os.cpu_count() or 1))
        crew = Crew(1, begin, (start,), preload=_PRELOAD)
        self._teams = [Team(crew) for _ in range(self.count)]
        self._free: queue.LifoQueue[Team] = queue.LifoQueue()  # the warm one first
        for team in self._teams:
            self._free.put(team)
        self._waiting = 0
        self._lock = threading.Lock()

    def ask(self, task: DeskTask) -> Any:
        """Return the answer to a task, a `DeskFault` where there is none. Raises BusyDesks. It blocks: never call it where others wait."""
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise BusyDesks
            self._waiting += 1
        try:
            team = self._free.get(timeout=_PATIENCE)
        except queue.Empty:
            raise BusyDesks from None
        finally:
            with self._lock:
                self._waiting -= 1
        try:
            ((_, answer),) = list(team.share(answers, [[task]]))
        finally:
            self._free.put(team)
        if isinstance(answer, Lost):
            cause = "melewati batas waktu" if answer.is_late else "terhenti, mungkin karena kehabisan memori"
            return DeskFault(f"Pekerjaan ini {cause}.", "pekerjaan-terhenti")
        return answer

    def close(self) -> None:
        """End the child processes."""
        for team in self._teams:
            team.__exit__()
