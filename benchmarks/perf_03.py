"""PERF-03: a whole batch of RHK plans on one core, beside openpyxl that fills and checks nothing.

A row of a table is read, checked, scored, ruled, named apart, filled into the workbook, delivered durably and told in the journal; then comes
the list of results. openpyxl gets its values ready-made and keeps its workbooks in memory.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.many import plans
from benchmarks.perf_02 import openpyxl_way
from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import one_core, opened, shipped
from generator.batch.pieces import Job
from generator.batch.run import BatchTally, How, run_batch
from generator.batch.source import of_table
from generator.batch.station import Station
from generator.journal import Journal, JournalEntry

SAMPLE = "coaching-rhk/ok-2025"
ROUNDS = 5
FILES = 200


class _Unheard:
    """Nobody is told anything."""

    def begins(self, what: str, total: int) -> None:
        """A stage begins."""

    def goes_on(self, done: int) -> None:
        """So many pieces more are done."""

    def ended(self, entry: JournalEntry) -> None:
        """A document was refused or failed."""

    def concluded(self, journal: Journal, tally: BatchTally) -> None:
        """All is done."""


def measure(rounds: int = ROUNDS, files: int = FILES) -> list[Measured]:
    """Return openpyxl's time a form, and ours with the ratio of openpyxl's to it."""
    fill = openpyxl_way(*opened(SAMPLE, shipped()))
    with tempfile.TemporaryDirectory() as name, one_core():
        folder = Path(name)
        plans(folder / "rencana.csv", files)
        methods: dict[str, Callable[[], object]] = {
            "borang": lambda: whole(folder / "rencana.csv", folder / "hasil", files),
            "openpyxl": lambda: [fill() for _ in range(files)],
        }
        taken = timed(methods, rounds, time.process_time)
    times = ratio(taken, "openpyxl", "borang")
    return [
        Measured("PERF-03", f"{SAMPLE}, openpyxl fills only, a form", median(taken["openpyxl"]) / files),
        Measured("PERF-03", f"a batch of {files} RHK plans as XLSX, a plan", median(taken["borang"]) / files, times, ">= 15"),
    ]


def whole(table: Path, folder: Path, count: int) -> None:
    """Make a batch of a table in this process, in a folder that is not there yet, and take it away again."""
    job = Job(None, "coaching-rhk", ("xlsx",))
    tally, _ = run_batch(job, of_table(table, Station(job)), folder, How(0), watcher=_Unheard())
    assert tally.made == count, tally
    shutil.rmtree(folder)
