"""The recorded decisions in print: for the terminal, and as the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from generator.reference import Decision
from generator.scoring.registry import SCORES

_LEAD = """# Keputusan

Di sini tercatat setiap tempat dalam sumber yang rancu, diam, atau salah cetak: kutipannya, cara-cara membacanya, cara baca yang dipakai
borang, alasannya, dan apa akibatnya bila dibaca lain. Halaman ini dibuat dari `specs/reference/keputusan.yaml` dengan:

```
borang score --decisions -o docs/keputusan.md --force
```
"""


def decision_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield the decisions for a terminal."""
    for one in decisions:
        yield f"{one.id} ({_name(one)})"
        yield f"  Tempat: {one.place}"
        yield f"  Kutipan: “{one.quotation}”"
        yield from (f"  Bacaan {at}: {reading}" for at, reading in enumerate(one.readings, start=1))
        yield f"  Dipakai: {one.choice}"
        yield f"  Alasan: {one.reason}"
        yield f"  Bila lain: {one.alternative}"
        yield ""


def decision_page(decisions: Sequence[Decision]) -> str:
    """Return the decisions as a Markdown page, by score."""
    return "\n".join([_LEAD, *_sections(decisions)])


def _sections(decisions: Sequence[Decision]) -> Iterator[str]:
    for _, group in groupby(decisions, key=lambda one: one.score):
        inner = list(group)
        yield f"## {_name(inner[0])}\n"
        for one in inner:
            readings = "\n".join(f"  - {reading}{' **(dipakai)**' if reading == one.choice else ''}" for reading in one.readings)
            yield f"### {one.id}\n\n> {one.quotation}\n>\n> {one.place}\n"
            yield f"- Cara membaca:\n{readings}\n- Alasan: {one.reason}\n- Bila dibaca lain: {one.alternative}\n"


def decision_data(one: Decision) -> Mapping[str, Any]:
    """Return a decision as JSON data."""
    return {
        "id": one.id,
        "skor": one.score,
        "tempat": one.place,
        "kutipan": one.quotation,
        "bacaan": list(one.readings),
        "pilihan": one.choice,
        "alasan": one.reason,
        "alternatif": one.alternative,
    }


def _name(one: Decision) -> str:
    return SCORES[one.score].label if one.score in SCORES else one.score
