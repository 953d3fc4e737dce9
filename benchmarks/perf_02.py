"""PERF-02: workbooks filled, beside openpyxl that loads the template, writes the same cells and saves; one core.

openpyxl gets its values ready-made, rows already in place: it only loads, sets cells and saves. Ours gets a scored document.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import one_core, opened, shipped
from generator.render.prepared import Prepared

if TYPE_CHECKING:
    pass

SAMPLES = {
    "coaching-rhk/ok-gambar-1": 60.0,
    "rancangan-moderasi/ok-lokakarya": 60.0,
    "kak/ok-lengkap": 30.0,
    "laporan-penyelenggaraan/ok-lengkap": 16.0,
}
ROUNDS = 15
BATCH = 20
"""Documents one after the other, as a batch makes them; a single one ends before the clock's next tick."""


def measure(rounds: int = ROUNDS, samples: dict[str, float] = SAMPLES) -> list[Measured]:
    """Return two lines a sample: openpyxl's time, and ours with the ratio of openpyxl's to it."""
    catalogue = shipped()
    lines: list[Measured] = []
    with one_core():
        for name, goal in samples.items():
            prepared, scored = opened(name, catalogue)
            filled = prepared.fill(scored)
            methods: dict[str, Callable[[], object]] = {
                "borang": lambda prepared=prepared, scored=scored: [prepared.fill(scored) for _ in range(BATCH)],
                "openpyxl": openpyxl_way(prepared, filled),
            }
            taken = timed(methods, rounds, time.process_time)
            taken["borang"] = [seconds / BATCH for seconds in taken["borang"]]
            lines.append(Measured("PERF-02", f"XLSX {name}, openpyxl load, fill, save", median(taken["openpyxl"])))
            times = ratio(taken, "openpyxl", "borang")
            lines.append(Measured("PERF-02", f"XLSX {name}, borang", median(taken["borang"]), times, f">= {goal:g}"))
    return lines


def openpyxl_way(prepared: Prepared, filled: bytes) -> Callable[[], object]:
    """Return what makes the same workbook with openpyxl: the template loaded, every value of the finished one set, saved."""
    import openpyxl
    from openpyxl.cell.cell import MergedCell

    template = prepared.compiled.home.template(prepared.output.template).read_bytes()
    done, blank = openpyxl.load_workbook(io.BytesIO(filled)), openpyxl.load_workbook(io.BytesIO(template))
    values: list[tuple[str, str, Any]] = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in done.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not isinstance(blank[sheet.title][cell.coordinate], MergedCell)  # merges of the template's rows
    ]

    def work() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(template))
        for title, place, value in values:
            book[title][place] = value
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    return work
