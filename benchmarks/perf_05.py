"""PERF-05: certificates as PDF by typst, a different name each, beside WeasyPrint; one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from statistics import median

from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import given, one_core, shipped, unlike
from generator.document import Scored
from generator.examine import examine
from generator.render.engines import asked
from generator.render.prepared import prepare

ROUNDS = 12


def measure(rounds: int = ROUNDS, name: str = "sertifikat/ok-lengkap") -> list[Measured]:
    """Return WeasyPrint's time, and typst's with the ratio of WeasyPrint's to it."""
    return by_engines("PERF-05", name, ">= 18", rounds)


def by_engines(goal: str, name: str, wanted: str, rounds: int) -> list[Measured]:
    """Return what a PDF of a sample takes by WeasyPrint and by typst, every text of each document another."""
    document = given(name, shipped())
    output = next(output for output in document.type.outputs if output.medium == "pdf")
    scored = [examine(unlike(document, number)).scored for number in range(rounds + 1)]

    def printing(engine: str) -> Callable[[], bytes]:
        ready = prepare(document.compiled, asked(output, engine, document.compiled.home), document.given.institution)
        number = count()

        def printed() -> bytes:
            one: Scored = scored[next(number) % len(scored)]
            return ready.fill(one)

        return printed

    with one_core():
        taken = timed({engine: printing(engine) for engine in ("weasyprint", "typst")}, rounds, time.process_time)
    return [
        Measured(goal, f"PDF {name}, WeasyPrint", median(taken["weasyprint"])),
        Measured(goal, f"PDF {name}, typst", median(taken["typst"]), ratio(taken, "weasyprint", "typst"), wanted),
    ]
