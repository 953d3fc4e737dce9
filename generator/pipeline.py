"""One document through the sentence: read, check shape, compute, check rules, render, deliver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.deliver import Delivery, Folder, deliver, named_apart
from generator.document import Document, Outcome
from generator.errors import BorangError, IntakeFault, MissingEngine, UsageFault
from generator.examine import computed_parts, computed_values, examine
from generator.feeders import feeders_told, with_unsound_sources
from generator.intake.form import Incoming, RawForm
from generator.intake.read import given_of, raw_forms
from generator.provisional import provisional_values
from generator.render.rendering import OutputFile
from generator.report import provisional_lines
from generator.spec.catalogue import Catalogue
from generator.spec.model import Output
from validators.findings import Finding, Findings, Severity
from validators.messages import finding


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be made of a document. media: "docx", "pdf", "xlsx"; none: those the spec makes by default. folder: None to check only.

    engine: which is to print PDF, "" for that of the output.
    """

    media: tuple[str, ...] = ()
    every_medium: bool = False
    folder: Folder | None = None
    is_draft: bool = False
    engine: str = ""


def run_file(file: Path, catalogue: Catalogue, target: Target, *, type_name: str = "") -> Outcome:
    """Take one file with one document through the whole sentence. Bad data and faults alike end in an Outcome; only defects are raised."""
    return list(run_all(Incoming(file), catalogue, target, type_name=type_name))[-1]


def run_all(
    incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of each document in what was handed in, before it that of what feeds it; of one that cannot be read, that it cannot."""
    try:
        for form in raw_forms(incoming, catalogue, type_name=type_name):
            yield from feeders_told(form, incoming)
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
    if form.refused:
        return Outcome(incoming.name, form.type or type_name, "refused", form.refused, exit_code=1)
    try:
        document = given_of(form, incoming, catalogue, type_name=type_name, institution=institution)
    except BorangError as fault:
        return _failed(fault, incoming.name, type_name)
    if isinstance(document, Finding):
        return Outcome(incoming.name, type_name, "refused", Findings([document]), exit_code=1)
    return run(with_unsound_sources(document, form, incoming), target)


def _failed(fault: BorangError, source: str, type_name: str) -> Outcome:
    status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
    return Outcome(source, type_name, status, fault=str(fault), code=fault.code, exit_code=fault.exit_code)


def run(document: Document, target: Target) -> Outcome:
    """Check, score, render and deliver one given document."""
    type_name = document.type.id
    try:
        examined = examine(document)
        outcome = Outcome(
            document.given.source,
            type_name,
            "checked",
            examined.findings,
            computed_values(examined),
            row=document.given.mark,
            row_place=document.given.row_place,
            parts=computed_parts(document),
            provisional=provisional_values(examined) if examined.findings.has_errors else {},
        )
        if examined.findings.has_errors and not target.is_draft:
            return _with(outcome, status="refused", exit_code=1)
        if target.folder is None:
            return outcome
        notes = (*(f"{f.label}: {f.message}" if f.label else f.message for f in examined.findings.errors), *provisional_lines(outcome))
        from generator.render.output import render_all  # checking needs no renderer

        made, lacking = render_all(examined.document, examined.scope, outputs(document, target), draft_notes=notes, engine=target.engine)
        twins: list[Finding] = []
        if document.given.mark:
            made, twins = named_apart(made, target.folder, document.given.source)
        delivery = deliver(made, target.folder, document.given.source)
    except BorangError as fault:
        return Outcome(document.given.source, type_name, "faulty", fault=str(fault), code=fault.code, exit_code=fault.exit_code)
    # what was asked for by name and could not be made is no success, what was made of "everything" is
    code = lacking[0].exit_code if lacking and target.media else 0
    findings = outcome.findings + _told(made, lacking, delivery) + twins
    return _with(outcome, status="delivered", files=delivery.files, findings=findings, exit_code=code)


def _told(made: Sequence[OutputFile], lacking: Sequence[MissingEngine], delivery: Delivery) -> Findings:
    """Return what is worth knowing about how the files were made and put in place."""
    of_making = Findings(one for item in made for one in item.findings)
    missing = Findings(finding("pdf-tidak-dibuat", severity=Severity.WARNING, sebab=fault.message, cara=fault.hint) for fault in lacking)
    return of_making + missing + Findings(delivery.findings)


def outputs(document: Document, target: Target) -> Sequence[Output]:
    """Return the outputs of the document's type that are asked for. Raises UsageFault when the type has no such output."""
    known = document.type.outputs
    if target.every_medium:
        return known
    if not target.media:
        return [output for output in known if output.is_default] or known[:1]
    asked = {name: _asked(known, name) for name in target.media}
    missing = [name for name, found in asked.items() if not found]
    if missing:
        hint = f"Yang ada: {', '.join(output.name for output in known)}."
        raise UsageFault(f"{document.type.id} tidak punya keluaran {', '.join(missing)}.", hint=hint, code="keluaran-tidak-ada")
    return list(dict.fromkeys(output for found in asked.values() for output in found))


def _asked(known: Sequence[Output], name: str) -> list[Output]:
    """Return the output of a name, or all of a medium."""
    return [output for output in known if output.name == name] or [output for output in known if output.medium == name]


def _with(outcome: Outcome, **changes: Any) -> Outcome:
    from dataclasses import replace

    return replace(outcome, **changes)
