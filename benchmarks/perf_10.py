"""PERF-10: what it costs as work grows: rows of a table in Word and Excel, documents one after the other with the memory they take."""

from __future__ import annotations

import resource
import time
from statistics import median

from benchmarks.rounds import Measured, timed
from benchmarks.samples import given, one_core, prepared, shipped, with_rows
from generator.document import Document
from generator.examine import examine

TABLES = {"kak/ok-lengkap": "anggaran", "coaching-rhk/ok-2025": "rencana"}
ROWS = (10, 100, 1000, 10_000)
MOST = {"docx": 1000, "xlsx": 10_000}
DOCUMENTS = (100, 1000)
ROUNDS = 3
_KILOBYTES_A_MEGABYTE = 1024


def measure(rows: tuple[int, ...] = ROWS, documents: tuple[int, ...] = DOCUMENTS, rounds: int = ROUNDS) -> list[Measured]:
    """Return the curve: seconds of each size, with the ratio of its cost a row (or document) to the size before it; 1 is linear."""
    with one_core():
        return [*_by_rows(rows, rounds), *_by_documents(documents)]


def _by_rows(rows: tuple[int, ...], rounds: int) -> list[Measured]:
    catalogue = shipped()
    lines: list[Measured] = []
    for name, table in TABLES.items():
        document = given(name, catalogue)
        for medium in ("docx", "xlsx"):
            before: float | None = None
            for count in (count for count in rows if count <= MOST[medium]):
                seconds = _seconds(document, table, count, medium, rounds=rounds)
                growth = None if before is None else (seconds / count) / before
                lines.append(
                    Measured("PERF-10", f"{medium.upper()} {name}, {count} rows of {table}", seconds, growth, "<= 1.3" if growth else "")
                )
                before = seconds / count
    return lines


def _seconds(document: Document, table: str, count: int, medium: str, *, rounds: int) -> float:
    """Return the seconds of about so many rows: each round has one row more, so that no layout is met again."""
    ready = prepared(document, medium)
    longer = iter([examine(with_rows(document, table, count + more)).scored for more in range(rounds + 1)])
    return median(timed({"fill": lambda: ready.fill(next(longer))}, rounds, time.process_time)["fill"])


def _by_documents(counts: tuple[int, ...]) -> list[Measured]:
    document = given("coaching-rhk/ok-2025", shipped())
    ready = prepared(document, "xlsx")
    lines: list[Measured] = []
    before: float | None = None
    for count in counts:
        start, memory = time.process_time(), _memory()
        for _ in range(count):
            ready.fill(examine(document).scored)
        seconds, grown = time.process_time() - start, _memory() - memory
        growth = None if before is None else (seconds / count) / before
        what = f"{count} documents checked, scored and filled; {grown} MB more"
        lines.append(Measured("PERF-10", what, seconds, growth, "<= 1.1" if growth else ""))
        before = seconds / count
    return lines


def _memory() -> int:
    """Return the most memory that the process has taken so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTES_A_MEGABYTE
