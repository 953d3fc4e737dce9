"""PERF-01: Word documents filled, beside docxtpl as it is used: one object a document, the same template and values; one core.

Ours gets scored documents, each unlike the others in every text; it works out what templates see, lays out long texts, letterhead,
signatures, captions and contents, keeps together what belongs together, and writes the properties. docxtpl gets its context ready-made,
the same each time, and does none of that: long texts are text, letterhead, signatures, charts and lists are empty.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from benchmarks.rounds import Measured
from benchmarks.samples import beside
from generator import formatting
from generator.charts.model import Chart
from generator.document import Scored
from generator.render.context import context_of
from generator.render.contract import GIVEN_TO_TEMPLATES
from generator.render.prepared import Prepared
from generator.render.signatures import signing
from generator.render.titles import titles
from validators.expressions import callable_in_expressions, exact_environment

SAMPLES = {
    "coaching-rhk/ok-2025": 45.0,
    "rancangan-moderasi/ok-lokakarya": 45.0,
    "kak/ok-lengkap": 25.0,
    "laporan-penyelenggaraan/ok-lengkap": 15.0,
}
ROUNDS = 9
BATCH = 5


def measure(rounds: int = ROUNDS, samples: dict[str, float] = SAMPLES) -> list[Measured]:
    """Return two lines a sample: docxtpl's time, and ours with the ratio of docxtpl's to it."""
    return beside("PERF-01", "docx", samples, ("docxtpl", docxtpl_way), rounds=rounds, batch=BATCH)


def docxtpl_way(prepared: Prepared, scored: Scored) -> Callable[[], object]:
    """Return what fills the same template with docxtpl: long texts as text, no charts, no contents, nothing finished afterwards."""
    from docxtpl import DocxTemplate

    template = prepared.compiled.home.template(prepared.output.template).read_bytes()
    environment = exact_environment(formatting.FILTERS, finalize=formatting.show, autoescape=True)
    context: dict[str, Any] = {
        name: "" if isinstance(value, Chart) else value for name, value in context_of(prepared.compiled, scored.scope).items()
    }
    context |= dict.fromkeys(GIVEN_TO_TEMPLATES, "") | {"institusi": {**prepared.office, "logo": ""}, "draf": []}
    context |= signing(prepared.office, prepared.compiled.spec.id, lambda *_, **__: "") | titles(lambda *_, **__: "")
    context["sampul"] = callable_in_expressions(lambda *_, **__: "")

    def one() -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(context), environment, autoescape=True)
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()

    return one
