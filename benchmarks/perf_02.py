"""PERF-02: workbooks filled, beside openpyxl that loads the template, writes the same cells and saves; one core.

openpyxl gets its values ready-made, rows already in place: it loads the template, sets the cells that differ from it, the same each
time, and saves; no row height, page break, letterhead or signature follows. Ours gets scored documents, each unlike the others in every
text; it works out what templates see, moves rows and formulas, computes the formulas, measures texts, and ends pages.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from benchmarks.rounds import Measured
from benchmarks.samples import beside
from generator.document import Scored
from generator.render.prepared import Prepared

SAMPLES = {
    "coaching-rhk/ok-gambar-1": 100.0,
    "rancangan-moderasi/ok-lokakarya": 100.0,
    "kak/ok-lengkap": 40.0,
    "laporan-penyelenggaraan/ok-lengkap": 25.0,
}
ROUNDS = 9
BATCH = 10


def measure(rounds: int = ROUNDS, samples: dict[str, float] = SAMPLES) -> list[Measured]:
    """Return two lines a sample: openpyxl's time, and ours with the ratio of openpyxl's to it."""
    return beside("PERF-02", "xlsx", samples, ("openpyxl load, fill, save", openpyxl_way), rounds=rounds, batch=BATCH)


def openpyxl_way(prepared: Prepared, scored: Scored) -> Callable[[], object]:
    """Return what makes the same workbook with openpyxl: the template loaded, every value that the finished one has and it has not set, saved."""
    import openpyxl
    from openpyxl.cell.cell import MergedCell

    template = prepared.compiled.home.template(prepared.output.template).read_bytes()
    done, blank = openpyxl.load_workbook(io.BytesIO(prepared.fill(scored))), openpyxl.load_workbook(io.BytesIO(template))
    values: list[tuple[str, str, Any]] = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in done.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, blank[sheet.title][cell.coordinate].value)
        and not isinstance(blank[sheet.title][cell.coordinate], MergedCell)  # merges of the template's rows
    ]

    def work() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(template))
        for title, place, value in values:
            book[title][place] = value
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    return work
