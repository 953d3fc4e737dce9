"""The work of threads that outlast a database which is away for a while."""

from __future__ import annotations

from collections.abc import Callable

from generator.defect import record


def lasting(step: Callable[[], object], is_over: Callable[[], bool], rest: Callable[[], object]) -> None:
    """Take a step again and again until it is over. One that fails is told to the log, and after a rest comes the next: a thread that ended would leave all that waits waiting."""
    while not is_over():
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whatever it was, the work goes on
            record(error)
            rest()
