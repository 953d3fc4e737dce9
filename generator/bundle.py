"""Everything that a file which feeds others has the data for: `borang make --all program.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from generator.defaults import with_defaults
from generator.deliver import Folder
from generator.document import Document, Outcome
from generator.errors import DeliveryFault, SpecFault
from generator.intake.beside import files_fed_by, head_of, is_made_with_its_feeder
from generator.intake.feeding import NO_ROWS, feeders_of
from generator.intake.folder import resolved
from generator.intake.form import Incoming, RawForm
from generator.intake.merging import Feeder
from generator.intake.read import READERS, fed_forms, raw_forms, read
from generator.pipeline import Target, run_all, run_form
from generator.spec.catalogue import Catalogue
from validators.findings import Findings, Severity
from validators.messages import finding

MISSING: Final = frozenset({"wajib-diisi"})
"""The finding that says no more than that something is not there yet."""
_READ: Final = (0, 1, DeliveryFault.exit_code)
"""The exit codes of a file that was read, whatever became of its own document."""
_TOO_FEW: Final = frozenset({"butir-kurang", "baris-kurang"})
_MOST_NAMED: Final = 5
"""So many rows are named that miss the same; the others are counted."""


def run_bundle(incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "") -> Iterator[Outcome]:
    """Yield what `run_all` yields; with every medium asked for, a file that feeds other types is made into each that it has the data for.

    They stand in a folder of the file's name, one folder a type, together with what is made of the data files beside it that name it
    (`files_fed_by`); what such a file says goes before what the feeding file alone would give. A type that lacks data is a note of what it
    lacks, and no failure. A file that is handed in with the one that feeds it is made with that one, and yields nothing here.
    """
    is_bundle = target.every_medium and target.folder is not None
    if is_bundle and is_made_with_its_feeder(incoming, catalogue):
        return
    incoming.shelf.told.add(resolved(incoming.file))
    last = Outcome(incoming.name, type_name, "unreadable", exit_code=4)
    for last in run_all(incoming, catalogue, target, type_name=type_name):
        yield last
    feeder = last.type or type_name or head_of(incoming.file, incoming, catalogue).type if is_bundle and incoming.folder is not None else ""
    if feeder not in catalogue:
        return
    fed, broken = _compiled(feeder, catalogue)
    yield from (
        Outcome(incoming.name, name, "faulty", fault=str(one), code=one.code, exit_code=one.exit_code) for name, one in broken if fed
    )
    if fed:
        source = read(incoming.file, catalogue, type_name=type_name, shown=incoming.name) if last.exit_code in _READ else None
        yield from _set_of(_Feeding(incoming, feeder, tuple(fed), source if isinstance(source, Document) else None), catalogue, target)


@dataclass(frozen=True, slots=True)
class _Feeding:
    """A file that feeds the types `fed`. source: what it holds, None where it cannot be read."""

    incoming: Incoming
    type: str
    fed: tuple[str, ...]
    source: Document | None


def _set_of(feeding: _Feeding, catalogue: Catalogue, target: Target) -> Iterator[Outcome]:
    """Yield what is made of a file that feeds others and of the files beside it, type by type."""
    incoming, fed = feeding.incoming, feeding.fed
    beside = files_fed_by(incoming, feeding.type, fed, catalogue)
    incoming.shelf.told.update(resolved(one.file) for one in beside)
    if feeding.source is not None:
        incoming.shelf.documents.setdefault(resolved(incoming.file), with_defaults(feeding.source))
    for name in (*fed, *sorted({one.type for one in beside} - set(fed))):
        own = _target_of(name, incoming, catalogue, target)
        if target.media and not own.media and name in catalogue:
            yield _lacking(Outcome(incoming.name, name, "lacking"), f"keluaran {', '.join(target.media)}")
            continue
        made: list[Outcome] = []
        try:
            for one in (one for one in beside if one.type == name):
                found = run_all(Incoming(one.file, shown=one.shown, shelf=incoming.shelf), catalogue, own)
                made += [_begun(outcome, catalogue) for outcome in found]
            yield from made
            if feeding.source is not None and name in fed:
                covered = {one.row for one in made if one.type == name}
                yield from _of_type(name, feeding.source, incoming, catalogue, target=own, covered=covered)
        except SpecFault as fault:
            yield Outcome(incoming.name, name, "faulty", fault=str(fault), code=fault.code, exit_code=fault.exit_code)


def _target_of(name: str, incoming: Incoming, catalogue: Catalogue, target: Target) -> Target:
    """Return where the documents of a type go, and which of the media asked for it has."""
    assert target.folder is not None
    known = {
        word for output in (catalogue.compiled(name).spec.outputs if name in catalogue else ()) for word in (output.medium, output.name)
    }
    media = tuple(word for word in target.media if word in known)
    folder = Folder(target.folder.path / incoming.file.stem / name, target.folder.force, is_apart=True)
    return Target(media, every_medium=False, folder=folder, is_draft=target.is_draft)


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


def _of_type(
    name: str, source: Document, incoming: Incoming, catalogue: Catalogue, *, target: Target, covered: Set[str]
) -> Iterator[Outcome]:
    """Yield what is made of the feeding file alone. covered: the rows that a file of their own tells of, "" where the type is for none."""
    forms = [form for form in forms_fed_by(source, name, incoming, catalogue) if all(one.code != NO_ROWS for one in form.found)]
    rows_by_lack: dict[str, list[str]] = {}
    for form in (form for form in forms if form.mark not in covered):
        outcome = run_form(form, incoming, catalogue, target)
        missing = _missing(outcome)
        if missing and form.mark:
            rows_by_lack.setdefault(missing, []).append(form.mark)
        else:
            shown = replace(outcome, source=f"{incoming.name}, {form.mark}" if form.mark else incoming.name)
            yield _lacking(shown, missing) if missing else shown
    for missing, rows in rows_by_lack.items():
        yield _lacking(Outcome(incoming.name, name, "lacking", count=len(rows)), f"{missing} ({_for_whom(rows)})")
    if not forms and not covered and (each := catalogue.compiled(name).spec.each) is not None:
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


def _begun(outcome: Outcome, catalogue: Catalogue) -> Outcome:
    """Return what is told of a file beside the feeding one: where it is only not filled in yet, that it lacks something.

    What its rules say of such a file may come of that; a value that is wrong in itself is a fault.
    """
    rules = {rule.id for rule in catalogue.compiled(outcome.type).spec.rules} if outcome.type in catalogue else set[str]()
    is_begun = all(error.code in MISSING | _TOO_FEW | rules for error in outcome.findings.errors)
    return _lacking(outcome, missing) if is_begun and (missing := _missing(outcome)) else outcome


def _for_whom(rows: Sequence[str]) -> str:
    """Return how many rows miss the same, and the first of them by name."""
    named = "; ".join(rows[:_MOST_NAMED])
    return f"bagi {len(rows)}: {named}" + (f"; dan {len(rows) - _MOST_NAMED} lagi" if len(rows) > _MOST_NAMED else "")


def _lacking(outcome: Outcome, what: str) -> Outcome:
    note = finding("belum-lengkap", severity=Severity.NOTE, nilai=what)
    return replace(outcome, status="lacking", findings=Findings([note]), computed={}, exit_code=0)
