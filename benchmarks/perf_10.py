"""PERF-10: what it costs as work grows: rows of a table in Word, Excel and PDF by typst, documents one after the other with the memory they take."""

from __future__ import annotations

import resource
import time
from statistics import median

from benchmarks.rounds import Measured, timed
from benchmarks.samples import given, one_core, prepared, shipped, unlike, with_rows
from generator.document import Document
from generator.examine import examine
from generator.render.engines import asked
from generator.render.prepared import Prepared, prepare

TABLES = {"kak/ok-lengkap": "anggaran", "coaching-rhk/ok-2025": "rencana"}
ROWS = (10, 100, 1000, 5000)
BY_TYPST = "typst"
LANES = {"kak/ok-lengkap": ("docx", "xlsx", BY_TYPST), "coaching-rhk/ok-2025": ("docx", "xlsx")}
DOCUMENTS = (100, 1000, 10_000)
ROUNDS = 3
MANY = 1000
"""From so many rows on one round is enough."""
_KILOBYTES_A_MEGABYTE = 1024


def measure(rows: tuple[int, ...] = ROWS, documents: tuple[int, ...] = DOCUMENTS, rounds: int = ROUNDS) -> list[Measured]:
    """Return the curves: seconds of each size, with the ratio of its cost a row (or document) to the size before it; 1 is linear."""
    with one_core():
        return [*_by_rows(rows, rounds), *_by_documents(documents)]


def _by_rows(rows: tuple[int, ...], rounds: int) -> list[Measured]:
    catalogue = shipped()
    lines: list[Measured] = []
    for name, table in TABLES.items():
        document = given(name, catalogue)
        for lane in LANES[name]:
            before: float | None = None
            for count in rows:
                seconds = _seconds(document, table, count, lane, rounds=rounds if count < MANY else 1)
                growth = None if before is None else (seconds / count) / before
                what = f"{lane.upper()} {name}, {count} rows of {table}"
                curve = f"{lane} {document.type.id}"
                lines.append(Measured("PERF-10", what, seconds, growth, "<= 1.3" if growth else "", curve, count))
                before = seconds / count
    return lines


def _seconds(document: Document, table: str, count: int, lane: str, *, rounds: int) -> float:
    """Return the seconds of about so many rows: each round has one row more, so that no layout is met again."""
    ready = _ready(document, lane)
    longer = iter([examine(with_rows(document, table, count + more)).scored for more in range(rounds + 1)])
    return median(timed({"fill": lambda: ready.fill(next(longer))}, rounds, time.process_time)["fill"])


def _ready(document: Document, lane: str) -> Prepared:
    if lane != BY_TYPST:
        return prepared(document, lane)
    output = next(output for output in document.type.outputs if output.medium == "pdf")
    return prepare(document.compiled, asked(output, BY_TYPST, document.compiled.home), document.given.institution)


def _by_documents(counts: tuple[int, ...]) -> list[Measured]:
    """Return the cost of documents unlike each other, one after the other, and how much more memory they took than those before."""
    document = given("coaching-rhk/ok-2025", shipped())
    ready = prepared(document, "xlsx")
    lines: list[Measured] = []
    before: float | None = None
    for count in counts:
        start, memory = time.process_time(), _memory()
        for number in range(count):
            ready.fill(examine(unlike(document, number)).scored)
        seconds, grown = time.process_time() - start, _memory() - memory
        growth = None if before is None else (seconds / count) / before
        what = f"{count} documents checked, scored and filled; {grown} MB more"
        lines.append(Measured("PERF-10", what, seconds, growth, "<= 1.1" if growth else "", "dokumen xlsx coaching-rhk", count))
        before = seconds / count
    return lines


def _memory() -> int:
    """Return the most memory that the process has taken so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTES_A_MEGABYTE
