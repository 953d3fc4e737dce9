"""PERF-05: certificates as PDF, a different person each, by typst and as a large batch lays them over one, beside WeasyPrint; one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from statistics import median

from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import given, one_core, shipped, unlike
from generator.document import Document, Scored
from generator.examine import examine
from generator.render.engines import asked
from generator.render.prepared import Prepared, prepare
from generator.render.typst.overlay import noting, planned, plans

ROUNDS = 12
BATCH = 25
"""Certificates that are laid over in a round; one ends before the clock's next tick."""
_FIRST = 24


def measure(rounds: int = ROUNDS, name: str = "sertifikat/ok-lengkap", batch: int = BATCH) -> list[Measured]:
    """Return WeasyPrint's time, and typst's and that of laying over with the ratio of WeasyPrint's to it."""
    return [*by_engines("PERF-05", name, ">= 18", rounds, other=another_person), *_laid_over(name, rounds, batch)]


def by_engines(goal: str, name: str, wanted: str, rounds: int, *, other: Callable[[Document, int], Document] = unlike) -> list[Measured]:
    """Return what a PDF of a sample takes by WeasyPrint and by typst. other: gives another document of each round."""
    document = given(name, shipped())
    scored = [examine(other(document, number)).scored for number in range(rounds + 1)]
    with one_core():
        taken = timed(
            {engine: _printing(_ready(document, engine), scored) for engine in ("weasyprint", "typst")}, rounds, time.process_time
        )
    return [
        Measured(goal, f"PDF {name}, WeasyPrint", median(taken["weasyprint"])),
        Measured(goal, f"PDF {name}, typst", median(taken["typst"]), ratio(taken, "weasyprint", "typst"), wanted),
    ]


def another_person(document: Document, number: int) -> Document:
    """Return a certificate of another person."""
    person = {**document.given.values["penerima"], "nama": f"Guru Ke-{number} Kartika, S.Pd.", "nip": f"19880314201101{number:04d}"}
    values = {
        **document.given.values,
        "penerima": {**person, "unit_kerja": f"SD Negeri {number} Melati"},
        "nomor": f"{number:04d}/B7.14/2026",
    }
    return replace(document, given=replace(document.given, values=values))


def _laid_over(name: str, rounds: int, batch: int) -> list[Measured]:
    document = given(name, shipped())
    scored = [examine(another_person(document, number)).scored for number in range(max(_FIRST, (rounds + 1) * batch))]
    ready = _ready(document, "typst")
    with noting() as noted:
        for one in scored[:_FIRST]:
            ready.fill(one)
    with one_core(), plans(planned(noted)):
        single = _printing(ready, scored)
        methods: dict[str, Callable[[], object]] = {
            "weasyprint": _printing(_ready(document, "weasyprint"), scored),
            "over": lambda: [single() for _ in range(batch)],
        }
        taken = timed(methods, rounds, time.process_time)
    each = {**taken, "over": [seconds / batch for seconds in taken["over"]]}
    return [Measured("PERF-05", f"PDF {name}, laid over", median(each["over"]), ratio(each, "weasyprint", "over"), ">= 100")]


def _ready(document: Document, engine: str) -> Prepared:
    output = next(output for output in document.type.outputs if output.medium == "pdf")
    return prepare(document.compiled, asked(output, engine, document.compiled.home), document.given.institution)


def _printing(ready: Prepared, scored: list[Scored]) -> Callable[[], bytes]:
    number = count()
    return lambda: ready.fill(scored[next(number) % len(scored)])
