"""One document through the sentence: read, check shape, compute, check rules, render, deliver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.compute import compute, with_sound_rows
from generator.deliver import Delivery, Folder, deliver
from generator.document import Document, Outcome, Scored, labelled
from generator.errors import BorangError, IntakeFault, MissingEngine, SpecFault
from generator.intake.form import Incoming, RawForm
from generator.intake.read import given_of, raw_forms
from generator.render.rendering import Made
from generator.scope import given_matrices, without_callables
from generator.spec.catalogue import Catalogue
from generator.spec.model import Output
from validators import checks, rules, shape
from validators.findings import Finding, Findings, Severity
from validators.messages import finding


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be made of a document. kinds: "docx", "pdf", "xlsx"; none: those the spec makes by default. folder: None to check only."""

    kinds: tuple[str, ...] = ()
    every_kind: bool = False
    folder: Folder | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that has been checked and scored: all its findings, and the scope that templates are filled from."""

    document: Document
    scored: Scored
    findings: Findings

    @property
    def scope(self) -> Mapping[str, Any]:
        """What templates are filled from."""
        return self.scored.scope


def run_file(file: Path, catalogue: Catalogue, target: Target, *, type_name: str = "") -> Outcome:
    """Take one file through the whole sentence. Bad data and faults alike end in an Outcome; nothing is raised but defects of the program."""
    return next(run_all(Incoming(file), catalogue, target, type_name=type_name))


def run_all(
    incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of each document in what was handed in; of one that cannot be read, that it cannot."""
    try:
        for form in raw_forms(incoming, catalogue):
            yield run_form(form, incoming, catalogue, target, type_name=type_name, institution=institution)
    except BorangError as fault:
        yield _failed(fault, incoming.name, type_name)


def run_form(
    form: RawForm,
    incoming: Incoming,
    catalogue: Catalogue,
    target: Target,
    *,
    type_name: str = "",
    institution: Mapping[str, Any] | None = None,
) -> Outcome:
    """Take one raw form through the sentence: what `run_file` does once the file is read."""
    try:
        document = given_of(form, incoming, catalogue, type_name=type_name, institution=institution)
    except BorangError as fault:
        return _failed(fault, incoming.name, type_name)
    if isinstance(document, Finding):
        return Outcome(incoming.name, type_name, "refused", Findings([document]), exit_code=1)
    return run(document, target)


def _failed(fault: BorangError, source: str, type_name: str) -> Outcome:
    status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
    return Outcome(source, type_name, status, fault=str(fault), exit_code=fault.exit_code)


def run(document: Document, target: Target) -> Outcome:
    """Check, score, render and deliver one given document."""
    type_name = document.type.id
    try:
        examined = examine(document)
        outcome = Outcome(document.given.source, type_name, "checked", examined.findings, computed_values(examined))
        if examined.findings.has_errors and not target.is_draft:
            return _with(outcome, status="refused", exit_code=1)
        if target.folder is None:
            return outcome
        notes = tuple(f"{f.label}: {f.message}" if f.label else f.message for f in examined.findings.errors)
        from generator.render.output import render_all  # checking needs no renderer

        made, lacking = render_all(examined.document, examined.scope, outputs(document, target), draft_notes=notes)
        delivery = deliver(made, target.folder, document.given.source)
    except BorangError as fault:
        return Outcome(document.given.source, type_name, "faulty", fault=str(fault), exit_code=fault.exit_code)
    # what was asked for by name and could not be made is no success, what was made of "everything" is
    code = lacking[0].exit_code if lacking and target.kinds else 0
    findings = outcome.findings + _told(made, lacking, delivery)
    return _with(outcome, status="delivered", files=delivery.files, findings=findings, exit_code=code)


def _told(made: Sequence[Made], lacking: Sequence[MissingEngine], delivery: Delivery) -> Findings:
    """Return what is worth knowing about how the files were made and put in place."""
    of_making = Findings(one for item in made for one in item.findings)
    missing = Findings(finding("pdf-tidak-dibuat", severity=Severity.WARNING, sebab=fault.message, cara=fault.hint) for fault in lacking)
    return of_making + missing + Findings(delivery.findings)


def examine(document: Document) -> Examined:
    """Return the document checked and scored. Raises SpecFault when a rule or computation cannot run."""
    compiled = document.compiled
    given = document.given.found + shape.check(compiled.schema, document.given.values)
    scope, refusals = compute(document, given.paths)
    try:
        found = given + checks.check(compiled.checks, {**scope, **given_matrices(document)}) + refusals + rules.check(compiled.rules, scope)
    except rules.RuleFault as fault:
        raise SpecFault(f"Aturan {fault.rule.id}: {fault.message}", file=compiled.spec.file, place=fault.rule.place) from fault
    except checks.CheckFault as fault:
        raise SpecFault(fault.message, file=compiled.spec.file, place=fault.check.place) from fault
    findings = labelled(Findings(dict.fromkeys(found)), compiled).placed(document.given.places).in_order()
    return Examined(document, Scored(document.given, without_callables(scope)), findings)


def outputs(document: Document, target: Target) -> Sequence[Output]:
    """Return the outputs of the document's type that are asked for. Raises SpecFault when the type has no such output."""
    known = document.type.outputs
    if target.every_kind:
        return known
    if not target.kinds:
        return [output for output in known if output.is_default] or known[:1]
    by_kind = {output.kind: output for output in known}
    missing = [kind for kind in target.kinds if kind not in by_kind]
    if missing:
        hint = f"Yang ada: {', '.join(by_kind)}."
        raise SpecFault(f"{document.type.id} tidak punya keluaran {', '.join(missing)}.", hint=hint)
    return [by_kind[kind] for kind in target.kinds]


def computed_values(examined: Examined) -> dict[str, Any]:
    """Return the document's own computed values, by name."""
    return {computed.name: examined.scope[computed.name] for computed in examined.document.type.computed}


def provisional_values(examined: Examined) -> dict[str, Any]:
    """Return the document's own computed values over its sound rows alone ("sementara"): what stands while some rows are still wrong."""
    found = examined.document.given.found + shape.check(examined.document.compiled.schema, examined.document.given.values)
    document, unsound = with_sound_rows(examined.document, found.paths)
    scope, _ = compute(document, unsound)
    return {computed.name: scope[computed.name] for computed in document.type.computed}


def _with(outcome: Outcome, **changes: Any) -> Outcome:
    from dataclasses import replace

    return replace(outcome, **changes)
