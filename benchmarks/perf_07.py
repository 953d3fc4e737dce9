"""PERF-07: how long the command line takes from its start, in CPU seconds of the process and its children; one core."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.rounds import Measured
from benchmarks.samples import one_core
from generator.home import SHIPPED

SAMPLE = SHIPPED / "samples" / "coaching-rhk" / "ok-lengkap.yaml"
COMMANDS = {
    "--help": (("--help",), 0.15),
    "list": (("list",), 0.15),
    "check": (("check", str(SAMPLE)), 0.25),
    "make, XLSX": (("make", str(SAMPLE), "--to", "xlsx", "--force"), 0.4),
}
ROUNDS = 7


def measure(rounds: int = ROUNDS) -> list[Measured]:
    """Return a line for bare Python and one for each command, which take turns."""
    with one_core(), tempfile.TemporaryDirectory() as folder:
        runs: dict[str, Callable[[], None]] = {"python": lambda: started(["-c", "pass"], folder)}
        for name, (arguments, _) in COMMANDS.items():
            runs[name] = lambda arguments=arguments: started(["-m", "borang", *arguments], folder)
        taken: dict[str, list[float]] = {name: [] for name in runs}
        for work in runs.values():
            work()
        for _ in range(rounds):
            for name, work in runs.items():
                taken[name].append(children_seconds(work))
    lines = [Measured("PERF-07", "bare Python", median(taken["python"]))]
    return lines + [Measured("PERF-07", f"borang {name}", median(taken[name]), None, f"< {goal} s") for name, (_, goal) in COMMANDS.items()]


def started(arguments: list[str], folder: str) -> None:
    """Run a Python process to its end in a folder of its own; its own words are not shown.

    Compiled modules are kept in that folder, as an installed program has them.
    """
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED), "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=False, capture_output=True)


def children_seconds(work: Callable[[], None]) -> float:
    """Return the CPU seconds that child processes take while a piece of work is done."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
