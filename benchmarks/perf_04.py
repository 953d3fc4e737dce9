"""PERF-04: a batch by two workers on two cores beside one worker on one core, the parent among them, each run a process of its own.

It is told by the clock on the wall, and so on a quiet machine alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.many import plans
from benchmarks.rounds import Measured
from generator.home import SHIPPED

ROUNDS = 3
FILES = 1500


def measure(rounds: int = ROUNDS, files: int = FILES) -> list[Measured]:
    """Return the seconds of both on the wall, the second with the ratio of one to two; nothing where there is one core."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        return []
    wall: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans(folder / "rencana.csv", files)
        for _ in range(rounds):
            for workers in (1, 2):
                begun = time.perf_counter()
                _run(folder, workers, cores[:workers])()
                wall[workers].append(time.perf_counter() - begun)
    times = median(one / two for one, two in zip(wall[1], wall[2], strict=True))
    what = f"{files} RHK plans as XLSX"
    return [
        Measured("PERF-04", f"{what}, one worker on one core", median(wall[1])),
        Measured("PERF-04", f"{what}, two on two", median(wall[2]), times, ">= 1.8"),
    ]


def _run(folder: Path, workers: int, cores: list[int]) -> Callable[[], None]:
    words = ["batch", "coaching-rhk", str(folder / "rencana.csv"), "--to", "xlsx", "--workers", str(workers), "-o", str(folder / "hasil")]

    def run() -> None:
        subprocess.run(
            [sys.executable, "-m", "borang", *words],
            env={**os.environ, "PYTHONPATH": str(SHIPPED)},
            check=True,
            capture_output=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        shutil.rmtree(folder / "hasil")

    return run
