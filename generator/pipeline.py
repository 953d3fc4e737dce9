"""One document through the sentence: read, check shape, compute, check rules, render, deliver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from generator.deliver import Folder, deliver, named_apart
from generator.document import Document, Outcome
from generator.errors import BorangError, IntakeFault, MissingEngine, UsageFault
from generator.examine import Examination, computed_parts, computed_values, examine
from generator.feeders import feeders_told, with_unsound_sources
from generator.intake.form import Incoming, RawForm
from generator.intake.read import given_of, raw_forms
from generator.provisional import provisional_values
from generator.register.lookup import UNNUMBERED, with_number
from generator.render.rendering import OutputFile
from generator.report import provisional_lines
from generator.seal.document import with_seal, without_seal
from generator.spec.catalogue import Catalogue
from generator.spec.model import Output
from validators.findings import Finding, Findings, Severity
from validators.messages import finding

Crashed: TypeAlias = Callable[[Exception, Outcome], Outcome]
MOST_AT_ONCE: Final = 20
"""How many documents are handed to LibreOffice at once."""
_MOST_HELD: Final = 100
"""How many are kept in memory for it, those between them that it has nothing to do with counted."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be made of a document. media: "docx", "pdf", "xlsx"; none: those the spec makes by default. folder: None to check only.

    engine: which is to print PDF, "" for that of the output. annexed: joins to what was made of a form what it names as attached, None to leave it.
    """

    media: tuple[str, ...] = ()
    every_medium: bool = False
    folder: Folder | None = None
    is_draft: bool = False
    engine: str = ""
    annexed: Callable[[Outcome | Rendition, RawForm, Incoming, Catalogue], Outcome | Rendition] | None = None


def run_all(
    incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of each document in what was handed in, before it that of what feeds it; of one that cannot be read, that it cannot."""
    yield from together(steps_of(incoming, catalogue, target, type_name=type_name, institution=institution), target)


def steps_of(
    incoming: Incoming, catalogue: Catalogue, target: Target, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Iterator[Outcome | Rendition]:
    """Yield what `run_all` yields, the outputs of each document made and not delivered: `together` delivers those of several files."""
    try:
        for form in raw_forms(incoming, catalogue, type_name=type_name):
            yield from feeders_told(form, incoming)
            yield rendered_form(form, incoming, catalogue, target, type_name=type_name, institution=institution)
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
    """Take one raw form through the sentence: what `run_all` does once the file is read."""
    return next(together([rendered_form(form, incoming, catalogue, target, type_name=type_name, institution=institution)], target))


def rendered_form(
    form: RawForm,
    incoming: Incoming,
    catalogue: Catalogue,
    target: Target,
    *,
    type_name: str = "",
    institution: Mapping[str, Any] | None = None,
) -> Outcome | Rendition:
    """Take one raw form through the sentence up to its delivery."""
    if form.refused:
        return Outcome(incoming.name, form.type or type_name, "refused", form.refused, exit_code=1)
    try:
        document = given_of(form, incoming, catalogue, type_name=type_name, institution=institution)
    except BorangError as fault:
        return _failed(fault, incoming.name, type_name)
    if isinstance(document, Finding):
        return Outcome(incoming.name, type_name, "refused", Findings([document]), exit_code=1)
    step = rendered(with_unsound_sources(document, form, incoming), target)
    return step if target.annexed is None else target.annexed(step, form, incoming, catalogue)


def _failed(fault: BorangError, source: str, type_name: str) -> Outcome:
    status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
    return Outcome(source, type_name, status, fault=str(fault), code=fault.code, remedy=fault.hint or "", exit_code=fault.exit_code)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A document whose outputs are made and not delivered; LibreOffice may still have to make PDFs of some, with those of others at once.

    is_short: whether something that was asked for with it could not be made, as its findings say.
    """

    outcome: Outcome
    mark: str
    made: tuple[OutputFile, ...]
    lacking: tuple[MissingEngine, ...] = ()
    is_short: bool = False


def run(document: Document, target: Target) -> Outcome:
    """Check, score, render and deliver one given document."""
    return next(together([rendered(document, target)], target))


def rendered(document: Document, target: Target) -> Outcome | Rendition:
    """Check, score and render one given document; its outcome where that is all: errors, a fault, or nothing that is to be made."""
    type_name = document.type.id
    try:
        examined, outcome = checked(document)
        if examined.findings.has_errors and not target.is_draft:
            return withheld(outcome, document) or _with(outcome, status="refused", exit_code=1)
        if target.folder is None:
            return outcome
        notes = (
            *(f"{f.label}: {f.message}" if f.label else f.message for f in _draft_reasons(examined.findings)),
            *provisional_lines(outcome),
        )
        from generator.render.output import render_all  # checking needs no renderer

        made, lacking = render_all(examined.document, examined.scope, outputs(document, target), draft_notes=notes, engine=target.engine)
    except BorangError as fault:
        return _faulty(fault, document.given.source, type_name)
    return Rendition(outcome, document.given.mark, tuple(made), tuple(lacking))


def withheld(outcome: Outcome, document: Document) -> Outcome | None:
    """Return the outcome of a document that rules withhold from its row, told as notes; None where it is made for no row, or has other errors."""
    reasons = {rule.id: rule.withholds for rule in document.type.rules if rule.withholds}
    errors = outcome.findings.errors
    if not document.given.mark or not errors or any(error.code not in reasons for error in errors):
        return None
    told = Findings(replace(one, severity=Severity.NOTE) if one.is_error else one for one in outcome.findings)
    why = " dan ".join(dict.fromkeys(reasons[error.code] for error in errors))
    return replace(outcome, status="withheld", findings=told, withheld=why, exit_code=0)


def checked(document: Document) -> tuple[Examination, Outcome]:
    """Return one given document examined, and its outcome as far as checking goes. Raises SpecFault when a rule or computation cannot run."""
    type_name = document.type.id
    document = with_seal(with_number(document))
    examined = examine(document)
    if document.given.seal and _draft_reasons(examined.findings):
        examined = examine(without_seal(document))
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
    return examined, outcome


def _draft_reasons(found: Findings) -> Findings:
    """Return the findings that make a document a draft: its errors, and that it has no number yet."""
    return Findings(one for one in found if one.is_error or one.code == UNNUMBERED)


def together(steps: Iterable[Outcome | Rendition], target: Target, crashed: Crashed | None = None) -> Iterator[Outcome]:
    """Yield the outcomes of documents in their order, each delivered; those that LibreOffice is to make are handed to it several at once.

    crashed: gives the outcome of a document that a defect of the program ended; without it the defect is raised.
    """
    waiting: list[Outcome | Rendition] = []
    for step in steps:
        waiting.append(step)
        if sum(map(is_waiting, waiting)) in (0, MOST_AT_ONCE) or len(waiting) >= _MOST_HELD:
            yield from _delivered(waiting, target, crashed)
            waiting = []
    yield from _delivered(waiting, target, crashed)


def is_waiting(step: Outcome | Rendition) -> bool:
    """Whether LibreOffice has still to make something of a document."""
    return isinstance(step, Rendition) and any(file.otherwise is not None for file in step.made)


def converted_together(steps: Sequence[Outcome | Rendition]) -> list[Outcome | Rendition]:
    """Return what was made of documents with everything that LibreOffice has to make made, in as few runs as may be."""
    if not any(map(is_waiting, steps)):
        return list(steps)
    from generator.render.prepared import converted

    try:
        files = iter(converted([file for step in steps if isinstance(step, Rendition) for file in step.made]))
    except BorangError:  # what stands in for LibreOffice failed on one of them: each by itself
        return [one for step in steps for one in _converted_alone(step)]
    return [step if isinstance(step, Outcome) else replace(step, made=tuple(next(files) for _ in step.made)) for step in steps]


def _converted_alone(step: Outcome | Rendition) -> Iterator[Outcome | Rendition]:
    from generator.render.prepared import converted

    if isinstance(step, Outcome):
        yield step
        return
    made: list[OutputFile] = []
    lacking = list(step.lacking)
    try:
        for file in step.made:
            try:
                made += converted([file])
            except MissingEngine as fault:
                lacking.append(fault)
        if lacking and not made:
            raise lacking[0]
    except BorangError as fault:
        yield _faulty(fault, step.outcome.source, step.outcome.type)
        return
    yield replace(step, made=tuple(made), lacking=tuple(lacking))


def _delivered(steps: Sequence[Outcome | Rendition], target: Target, crashed: Crashed | None) -> Iterator[Outcome]:
    try:
        ready = converted_together(steps)
    except Exception as error:  # the border of one item: each by itself tells whose defect it is
        if crashed is None:
            raise
        if len(steps) > 1:
            yield from (outcome for step in steps for outcome in _delivered([step], target, crashed))
        else:
            yield crashed(error, _outcome_of(steps[0]))
        return
    for step in ready:
        try:
            outcome = step if isinstance(step, Outcome) else _put(step, target)
        except Exception as error:  # the border of one item
            if crashed is None:
                raise
            outcome = crashed(error, _outcome_of(step))
        yield outcome


def _outcome_of(step: Outcome | Rendition) -> Outcome:
    return step if isinstance(step, Outcome) else step.outcome


def _put(step: Rendition, target: Target) -> Outcome:
    """Deliver what was made of a document."""
    assert target.folder is not None
    made, outcome = list(step.made), step.outcome
    twins: list[Finding] = []
    try:
        if step.mark or target.folder.is_apart:
            made, twins = named_apart(made, target.folder, outcome.source)
        delivery = deliver(made, target.folder, outcome.source)
    except BorangError as fault:
        return _faulty(fault, outcome.source, outcome.type)
    findings = outcome.findings + told_of(made, step.lacking) + delivery.findings + twins
    return _with(outcome, status="delivered", files=delivery.files, findings=findings, exit_code=code_of(step, target))


def code_of(step: Rendition, target: Target) -> int:
    """Return the exit code: what was asked for by name and could not be made is no success, what was made of "everything" is."""
    return step.lacking[0].exit_code if step.lacking and target.media else int(step.is_short)


def _faulty(fault: BorangError, source: str, type_name: str) -> Outcome:
    return Outcome(source, type_name, "faulty", fault=str(fault), code=fault.code, remedy=fault.hint or "", exit_code=fault.exit_code)


def told_of(made: Sequence[OutputFile], lacking: Sequence[MissingEngine]) -> Findings:
    """Return what is worth knowing about how the files were made."""
    of_making = Findings(one for item in made for one in item.findings)
    missing = Findings(finding("pdf-tidak-dibuat", severity=Severity.WARNING, sebab=fault.message, cara=fault.hint) for fault in lacking)
    return of_making + missing


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
    return replace(outcome, **changes)
