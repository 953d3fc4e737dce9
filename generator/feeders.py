"""The files that feed a document, as documents of their own: checked once, told once, and what of them cannot be relied on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import Document, Outcome
from generator.examine import Examination, computed_parts, computed_values, examine
from generator.fields.shapes import walk
from generator.intake.form import Incoming, RawForm, Shelf
from generator.provisional import provisional_values
from validators.findings import Finding, Findings, Path
from validators.messages import finding


def feeders_told(form: RawForm, incoming: Incoming) -> Iterator[Outcome]:
    """Yield the outcome of each file that feeds a form: once in a run, under its own name."""
    shelf = incoming.shelf
    sources = {id(feeder.source) for feeder in form.feeders.values()}
    for file, document in shelf.documents.items():
        if id(document) in sources and file.resolve() not in shelf.told:
            shelf.told.add(file.resolve())
            examined = _examined(document, shelf)
            status, code = ("refused", 1) if examined.findings.has_errors else ("checked", 0)
            yield Outcome(
                document.given.source,
                document.type.id,
                status,
                examined.findings,
                computed_values(examined),
                exit_code=code,
                parts=computed_parts(document),
                provisional=provisional_values(examined) if code else {},
            )


def with_unsound_sources(document: Document, form: RawForm, incoming: Incoming) -> Document:
    """Return the document with an error for each value that it takes from where it is not right."""
    found = [
        error
        for name, feeder in form.feeders.items()
        if feeder.source is not None
        for error in _unsound(document, name, _examined(feeder.source, incoming.shelf).findings.errors)
    ]
    return document if not found else replace(document, given=replace(document.given, found=document.given.found + found))


def _unsound(document: Document, name: str, errors: Findings) -> Iterator[Finding]:
    for path, field_ in walk(document.type.fields):
        first, *steps = field_.taken_from.split(".")
        touched = next((error for error in errors if first == name and _meet(_names(error.path), tuple(steps))), None)
        if touched is not None:
            yield finding("asal-belum-benar", path, tempat=str(touched.place), sebab=touched.message)


def _names(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one path of names leads to the other or below it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _examined(document: Document, shelf: Shelf) -> Examination:
    source = document.given.source
    if source not in shelf.examined:
        shelf.examined[source] = examine(document)
    return shelf.examined[source]
