"""PERF-03: the whole way of RHK forms on one core, file to delivered workbook, beside openpyxl that fills and checks nothing."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.perf_02 import openpyxl_way
from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import one_core, opened, shipped
from generator.deliver import Folder
from generator.home import SHIPPED
from generator.pipeline import Target, run_file

SAMPLE = "coaching-rhk/ok-2025"
ROUNDS = 5
FILES = 40


def measure(rounds: int = ROUNDS, files: int = FILES) -> list[Measured]:
    """Return openpyxl's time a form, and ours with the ratio of openpyxl's to it."""
    catalogue = shipped()
    text = (SHIPPED / "samples" / f"{SAMPLE}.yaml").read_text(encoding="utf-8")
    prepared, scored = opened(SAMPLE, catalogue)
    fill = openpyxl_way(prepared, scored)
    with tempfile.TemporaryDirectory() as name, one_core():
        folder = Path(name)
        given = [folder / f"isian-{at}.yaml" for at in range(files)]
        for file in given:
            file.write_text(text, encoding="utf-8")

        def whole() -> None:
            for at, file in enumerate(given):
                outcome = run_file(file, catalogue, Target(("xlsx",), folder=Folder(folder / "hasil" / str(at), force=True)))
                assert outcome.status == "delivered", outcome.fault

        methods: dict[str, Callable[[], object]] = {"borang": whole, "openpyxl": lambda: [fill() for _ in range(files)]}
        taken = timed(methods, rounds, time.process_time)
    times = ratio(taken, "openpyxl", "borang")
    return [
        Measured("PERF-03", f"{SAMPLE}, openpyxl fills only, a form", median(taken["openpyxl"]) / files),
        Measured("PERF-03", f"{SAMPLE}, borang reads to delivers, a form", median(taken["borang"]) / files, times, ">= 15"),
    ]
