"""Everything that a file which feeds others has the data for: `borang make --all program.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from generator.defaults import with_defaults
from generator.deliver import Folder
from generator.document import Document, Outcome
from generator.errors import SpecFault
from generator.intake.feeding import NO_ROWS, feeders_of
from generator.intake.form import Incoming, RawForm
from generator.intake.merging import Feeder
from generator.intake.read import READERS, fed_forms, raw_forms, read
from generator.pipeline import Target, run_all, run_form
from generator.spec.catalogue import Catalogue
from validators.findings import Findings, Severity
from validators.messages import finding

MISSING: Final = frozenset({"wajib-diisi"})
"""The finding that says no more than that something is not there yet."""
_MOST_NAMED: Final = 5
"""So many rows are named that miss the same; the others are counted."""


def run_bundle(incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "") -> Iterator[Outcome]:
    """Yield what `run_all` yields; with every medium asked for, a file that feeds other types is made into each that it has the data for.

    They stand in a folder of the file's name, one folder a type. A type that lacks data is a note of what it lacks, and no failure.
    """
    last = Outcome(incoming.name, type_name, "unreadable", exit_code=4)
    for last in run_all(incoming, catalogue, target, type_name=type_name):
        yield last
    if not target.every_medium or target.folder is None or last.exit_code not in (0, 1):
        return
    fed, broken = _compiled(last.type, catalogue)
    yield from (
        Outcome(incoming.name, name, "faulty", fault=str(one), code=one.code, exit_code=one.exit_code) for name, one in broken if fed
    )
    if not fed:
        return
    source = read(incoming.file, catalogue, type_name=type_name, shown=incoming.name)
    if isinstance(source, Document):
        for name in fed:
            try:
                yield from _of_type(name, source, incoming, catalogue, target=target)
            except SpecFault as fault:
                yield Outcome(incoming.name, name, "faulty", fault=str(fault), code=fault.code, exit_code=fault.exit_code)


def _compiled(feeder: str, catalogue: Catalogue) -> tuple[list[str], list[tuple[str, SpecFault]]]:
    """Return the types that files of a type feed, and those of which nobody can say it: their specs are broken."""
    fed: list[str] = []
    broken: list[tuple[str, SpecFault]] = []
    for name in (name for name in catalogue.names() if name != feeder):
        try:
            fed += [name] if feeder in feeders_of(catalogue.compiled(name)) else []
        except SpecFault as fault:
            broken.append((name, fault))
    return fed, broken


def _of_type(name: str, source: Document, incoming: Incoming, catalogue: Catalogue, *, target: Target) -> Iterator[Outcome]:
    assert target.folder is not None
    known = {word for output in catalogue.compiled(name).spec.outputs for word in (output.medium, output.name)}
    media = tuple(word for word in target.media if word in known)
    if target.media and not media:
        yield _lacking(Outcome(incoming.name, name, "lacking"), f"keluaran {', '.join(target.media)}")
        return
    folder = target.folder.path / incoming.file.stem / name
    own = Target(media, every_medium=False, folder=Folder(folder, target.folder.force), is_draft=target.is_draft)
    forms = [form for form in forms_fed_by(source, name, incoming, catalogue) if all(one.code != NO_ROWS for one in form.found)]
    rows_by_lack: dict[str, list[str]] = {}
    for form in forms:
        outcome = run_form(form, incoming, catalogue, own)
        missing = _missing(outcome)
        if missing and form.mark:
            rows_by_lack.setdefault(missing, []).append(form.mark)
        else:
            shown = replace(outcome, source=f"{incoming.name}, {form.mark}" if form.mark else incoming.name)
            yield _lacking(shown, missing) if missing else shown
    for missing, rows in rows_by_lack.items():
        yield _lacking(Outcome(incoming.name, name, "lacking"), f"{missing} ({_for_whom(rows)})")
    if not forms and (each := catalogue.compiled(name).spec.each) is not None:
        yield _lacking(Outcome(incoming.name, name, "lacking"), source.type.label_at(each.steps))


def forms_fed_by(source: Document, name: str, incoming: Incoming, catalogue: Catalogue) -> list[RawForm]:
    """Return the forms of a type that a file which feeds it fills: one, or one for each of its rows."""
    source = with_defaults(source)
    feeder = Feeder(source.given.values, source.given.places, source=source)
    return list(fed_forms(RawForm(name, {}, {}, feeders={source.type.id: feeder}), incoming, catalogue))


def forms_of_type(name: str, incoming: Incoming, catalogue: Catalogue) -> list[RawForm]:
    """Return the forms of a type that a file holds, or that it feeds where it is a file of the type which it is made from. Raises IntakeFault."""
    feeders, reader = feeders_of(catalogue.compiled(name)), READERS.get(incoming.suffix)
    if feeders and reader is not None and incoming.file.is_file():
        first = next(reader(incoming, catalogue, ""), None)
        if first is not None and first.type in feeders and first.type != name:
            source = read(incoming.file, catalogue)
            if isinstance(source, Document):
                return forms_fed_by(source, name, incoming, catalogue)
    return list(raw_forms(incoming, catalogue, type_name=name))


def _missing(outcome: Outcome) -> str:
    """Return what a refused document misses, "" where it misses nothing: what else is wrong with it may come of that."""
    missing = [error for error in outcome.findings.errors if error.code in MISSING] if outcome.status == "refused" else []
    return "; ".join(dict.fromkeys(error.label or error.message.partition(": ")[2].rstrip(".") for error in missing))


def _for_whom(rows: Sequence[str]) -> str:
    """Return how many rows miss the same, and the first of them by name."""
    named = "; ".join(rows[:_MOST_NAMED])
    return f"bagi {len(rows)}: {named}" + (f"; dan {len(rows) - _MOST_NAMED} lagi" if len(rows) > _MOST_NAMED else "")


def _lacking(outcome: Outcome, what: str) -> Outcome:
    note = finding("belum-lengkap", severity=Severity.NOTE, nilai=what)
    return replace(outcome, status="lacking", findings=Findings([note]), computed={}, exit_code=0)
