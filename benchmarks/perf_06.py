"""PERF-06: pages of flowing text as PDF, beside bare WeasyPrint on the same page; one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from benchmarks.perf_05 import by_engines
from benchmarks.rounds import Measured, ratio, timed
from benchmarks.samples import given, one_core, opened, shipped
from generator.examine import examine
from generator.home import SHIPPED
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.rendering import Rendering

BY_TYPST = ("kak/ok-lengkap", "laporan-evaluasi/ok-lengkap")
SAMPLES = ("coaching-rhk/ok-2025", "laporan-penyelenggaraan/ok-lengkap")
ROUNDS = 3
BASE = f"{SHIPPED / 'templates'}/"


def measure(rounds: int = ROUNDS, samples: tuple[str, ...] = SAMPLES, by_typst: tuple[str, ...] = BY_TYPST) -> list[Measured]:
    """Return two lines a sample: bare WeasyPrint's time, and ours with the ratio of bare WeasyPrint's to it; then typst's beside ours."""
    import weasyprint

    catalogue = shipped()
    lines: list[Measured] = []
    with one_core():
        for name in samples:
            prepared, scored = opened(name, catalogue, "pdf")
            document = given(name, catalogue)
            page = render_html(Rendering(document, context_of(prepared.compiled, examine(document).scope), prepared.output))
            methods: dict[str, Callable[[], object]] = {
                "borang": lambda prepared=prepared, scored=scored: prepared.fill(scored),
                "weasyprint": lambda page=page: weasyprint.HTML(string=page, base_url=BASE).write_pdf(
                    pdf_variant="pdf/ua-1", pdf_tags=True
                ),
            }
            taken = timed(methods, rounds, time.process_time)
            lines.append(Measured("PERF-06", f"PDF {name}, bare WeasyPrint", median(taken["weasyprint"])))
            times = ratio(taken, "weasyprint", "borang")
            lines.append(Measured("PERF-06", f"PDF {name}, borang", median(taken["borang"]), times, ">= 0.95"))
    return lines + [line for name in by_typst for line in by_engines("PERF-06", name, ">= 12", rounds)]
