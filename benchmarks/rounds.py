"""Rounds: methods timed in turn on one core or the whole machine, and what their ratio is."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. ratio: median of the per-round ratios of the method to its measure (blank for a bare time).

    curve, size: of which growth curve it is a point, and where on it, "" of none.
    """

    goal: str
    what: str
    seconds: float
    ratio: float | None = None
    wanted: str = ""
    curve: str = ""
    size: int = 0


def seconds_of(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long a piece of work takes, garbage of the one before collected first."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def timed(
    methods: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """Return the seconds of each method in each round; the methods take turns, after one round that is not counted.

    clock: `time.process_time` where the work runs in this process on one core, so that what else the machine does counts less.
    """
    for work in methods.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(rounds):
        for name, work in methods.items():
            taken[name].append(seconds_of(work, clock))
    return taken


def ratio(taken: Mapping[str, list[float]], method: str, measure: str) -> float:
    """Return the median of the per-round ratios of a method to its measure."""
    return median(own / other for own, other in zip(taken[method], taken[measure], strict=True))


def table(lines: list[Measured]) -> str:
    """Return the lines as a Markdown table."""
    head = ["| id | what | seconds | ratio | goal |", "|---|---|---|---|---|"]
    rows = [
        f"| {one.goal} | {one.what} | {one.seconds:.4f} | {'' if one.ratio is None else f'{one.ratio:.2f}'} | {one.wanted} |"
        for one in lines
    ]
    return "\n".join([*head, *rows])
