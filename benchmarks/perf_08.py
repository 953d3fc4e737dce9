"""PERF-08: filled forms read back from workbooks, beside openpyxl that only loads them; one core.

Ours proves the package at the gate, finds where the form's places stand now, and gives nested values with their places and what is
told about them (IN-08); openpyxl gives cells.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import given, one_core, shipped
from generator.blank.xlsx_form import filled_xlsx
from generator.intake.form import Incoming
from generator.intake.read import raw_forms

SAMPLES = ("coaching-rhk/ok-lengkap", "laporan-validasi/ok-layak", "laporan-penyelenggaraan/ok-lengkap", "program/ok-asesmen-formatif")
ROUNDS = 9
WANTED = ">= 4"


def measure(rounds: int = ROUNDS, samples: tuple[str, ...] = SAMPLES) -> list[Measured]:
    """Return two lines a sample: openpyxl's time to load the form, and ours to read it with the ratio of openpyxl's to it."""
    import openpyxl

    catalogue = shipped()
    lines: list[Measured] = []
    with one_core():
        for name in samples:
            document = given(name, catalogue)
            data, _ = filled_xlsx(document.compiled, document.given.values)
            methods: dict[str, Callable[[], object]] = {
                "openpyxl": lambda data=data: openpyxl.load_workbook(io.BytesIO(data)),
                "borang": partial(lambda data: list(raw_forms(Incoming(Path("isian.xlsx"), data), catalogue)), data),
            }
            taken = timed(methods, rounds, time.process_time)
            lines.append(Measured("PERF-08", f"form {name}, openpyxl load", median(taken["openpyxl"])))
            lines.append(Measured("PERF-08", f"form {name}, borang", median(taken["borang"]), ratio(taken, "openpyxl", "borang"), WANTED))
    return lines
