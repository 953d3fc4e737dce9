"""Samples made ready to be measured: scored, their output prepared, unlike each other, on one core."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.rounds import Measured, ratio, timed
from generator.document import Document, Scored
from generator.examine import examine
from generator.fields.shapes import Field, Group, Scalar, Table
from generator.home import SHIPPED, Home
from generator.intake.read import read
from generator.render.prepared import Prepared, prepare
from generator.spec.catalogue import Catalogue
from validators.findings import Finding


def shipped() -> Catalogue:
    """Return the shipped types, with the office of the samples."""
    return Catalogue(Home(SHIPPED / "samples"))


def given(name: str, catalogue: Catalogue) -> Document:
    """Return a sample as it is read."""
    file = SHIPPED / "samples" / f"{name}.yaml"
    document = read(file, catalogue, shown=file.name)
    assert not isinstance(document, Finding)
    return document


def opened(name: str, catalogue: Catalogue, medium: str = "xlsx") -> tuple[Prepared, Scored]:
    """Return a sample scored, and its output of a medium made ready."""
    document = given(name, catalogue)
    return prepared(document, medium), examine(document).scored


def prepared(document: Document, medium: str) -> Prepared:
    """Return the output of a document's type of a medium made ready."""
    output = next(output for output in document.type.outputs if output.medium == medium)
    return prepare(document.compiled, output, document.given.institution)


def with_rows(document: Document, table: str, count: int) -> Document:
    """Return a document with so many rows in one of its tables, its own in turn; keys are made unlike."""
    rows = document.given.values[table]
    key = getattr(document.type.field_at((table,)), "key", "")
    grown = [dict(rows[at % len(rows)]) for at in range(count)]
    for at, row in enumerate(grown):
        if key:
            row[key] = f"{row[key]} {at}"
    return replace(document, given=replace(document.given, values={**document.given.values, table: grown}))


def unlike(document: Document, number: int) -> Document:
    """Return a document every text of which is another, a fourth of its words never met before; names that others refer to stay."""
    values = _numbered(document.type.fields, document.given.values, number)
    return replace(document, given=replace(document.given, values=values))


def _numbered(fields: Sequence[Field], values: Mapping[str, Any], number: int, key: str = "") -> dict[str, Any]:
    made = dict(values)
    for field_ in fields:
        held = values.get(field_.name)
        if isinstance(field_, Scalar) and field_.kind in ("text", "paragraph") and not field_.pattern and field_.name != key:
            made[field_.name] = _reworded(held, number) if isinstance(held, str) else held
        elif isinstance(field_, Group) and isinstance(held, Mapping):
            made[field_.name] = _numbered(field_.fields, held, number)
        elif isinstance(field_, Table) and isinstance(held, list):
            made[field_.name] = [_numbered(field_.fields, row, number, field_.key) if isinstance(row, Mapping) else row for row in held]
    return made


def _reworded(text: str, number: int) -> str:
    """Return a text with every fourth word, and the last, a new one; marks of lists and tables stay."""
    words = [f"{word}{number}" if at % 4 == 3 and word.isalpha() else word for at, word in enumerate(text.split(" "))]
    return f"{' '.join(words)} {number}"


def beside(
    goal: str,
    medium: str,
    samples: Mapping[str, float],
    other: tuple[str, Callable[[Prepared, Scored], Callable[[], object]]],
    *,
    rounds: int,
    batch: int,
) -> list[Measured]:
    """Return two lines a sample: another way's time for a document, and ours with the ratio of the other's to it.

    samples: with the ratio wanted. other: its name, and what gives the other way of filling an output with a scored document.
    batch: documents in a round, all unlike each other and those of the rounds before; a single one ends before the clock's next tick.
    """
    catalogue = shipped()
    lines: list[Measured] = []
    with one_core():
        for name, wanted in samples.items():
            ready, scored = opened(name, catalogue, medium)
            document = given(name, catalogue)
            given_ones = iter([examine(unlike(document, number)).scored for number in range((rounds + 1) * batch)])
            one = other[1](ready, scored)
            methods: dict[str, Callable[[], object]] = {
                "borang": lambda ready=ready, given_ones=given_ones: [ready.fill(next(given_ones)) for _ in range(batch)],
                "other": lambda one=one: [one() for _ in range(batch)],
            }
            taken = timed(methods, rounds, time.process_time)
            lines.append(Measured(goal, f"{medium.upper()} {name}, {other[0]}", median(taken["other"]) / batch))
            times = ratio(taken, "other", "borang")
            lines.append(Measured(goal, f"{medium.upper()} {name}, borang", median(taken["borang"]) / batch, times, f">= {wanted:g}"))
    return lines


@contextmanager
def one_core() -> Iterator[None]:
    """Keep the process on one core for the time being, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
