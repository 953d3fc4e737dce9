"""Samples made ready to be measured: scored, their output prepared, on one core."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from generator.document import Document, Scored
from generator.examine import examine
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


def opened(name: str, catalogue: Catalogue, kind: str = "xlsx") -> tuple[Prepared, Scored]:
    """Return a sample scored, and its output of a kind made ready."""
    document = given(name, catalogue)
    return prepared(document, kind), examine(document).scored


def prepared(document: Document, kind: str) -> Prepared:
    """Return the output of a document's type of a kind made ready."""
    output = next(output for output in document.type.outputs if output.kind == kind)
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
