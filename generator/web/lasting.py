"""Work of threads in the background that outlasts a database which is away for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from generator.defect import record
from generator.store.trouble import StoreTrouble


class LastingThreads:
    """A thread for each step, which takes it again and again until the work ends. idle: seconds until a thread looks anew for what waits."""

    def __init__(self, steps: Sequence[Callable[[], object]], idle: float) -> None:
        self._idle = idle
        self._wake = threading.Event()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self.until, args=(step, self._over.is_set), daemon=True) for step in steps]

    @property
    def is_over(self) -> bool:
        """Whether the work ends."""
        return self._over.is_set()

    def begin(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that something waits."""
        self._wake.set()

    def sleep(self) -> None:
        """Wait until something waits, or for a while."""
        self._wake.wait(self._idle)
        self._wake.clear()

    def rest(self, seconds: float) -> None:
        """Wait so long, unless the work ends."""
        self._over.wait(seconds)

    def end(self, patience: float) -> None:
        """End when the steps that are taken are done, or after so many seconds a thread."""
        self._over.set()
        self._wake.set()
        for thread in self._threads:
            thread.join(timeout=patience)

    def until(self, step: Callable[[], object], is_over: Callable[[], bool]) -> None:
        """Take a step until it is over. One that fails is told to the log and taken anew: a thread that ended would leave all that waits waiting.

        That the database is away, full or busy is no fault of ours and not told there.
        """
        while not is_over():
            try:
                step()
            except StoreTrouble:
                self.rest(self._idle)
            except Exception as error:  # noqa: BLE001 - whatever it was, the work goes on
                record(error)
                self.rest(self._idle)

    def once(self, step: Callable[[], object]) -> None:
        """Take a step until it has not failed, or the work ends."""
        taken: list[bool] = []

        def take() -> None:
            step()
            taken.append(True)

        self.until(take, lambda: bool(taken) or self.is_over)
