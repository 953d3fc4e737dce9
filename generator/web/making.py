"""The documents of a file, as the commands make them, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.annexes import with_annexes
from generator.deliver import Folder, folded, named_apart, safe_name
from generator.document import Outcome
from generator.fingerprint import stamped
from generator.intake.form import Incoming, Shelf
from generator.pipeline import Rendition, Target, converted_together, steps_of, told_of
from generator.report import computed_lines
from generator.web.tasks import FinishedFile, FormReport, MakeTask
from generator.web.telling import outcome_fault_told, told
from validators.findings import Findings

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue


def form_reports(file: Path, catalogue: Catalogue, office: Mapping[str, Any], task: MakeTask) -> tuple[FormReport, ...]:
    """Return what became of each form in a file, with the files that were made of it."""
    incoming = Incoming(file, shelf=Shelf())
    target = Target(task.media, folder=Folder(Path()), is_draft=task.is_draft)
    if task.has_annexes:
        target = replace(target, annexed=partial(with_annexes, institution=office))
    steps = list(steps_of(incoming, catalogue, target, type_name=task.type, institution=office))
    return tuple(_reports(converted_together(steps), file, target.folder or Folder(Path())))


def _reports(steps: list[Outcome | Rendition], file: Path, folder: Folder) -> Iterator[FormReport]:
    for step in steps:
        outcome = step if isinstance(step, Outcome) else step.outcome
        found = outcome.findings + (Findings() if isinstance(step, Outcome) else told_of(step.made, step.lacking))
        status = outcome.status if isinstance(step, Outcome) else "delivered"
        files = () if isinstance(step, Outcome) else tuple(_finished(step, folder))
        totals = tuple(computed_lines(outcome))
        yield FormReport(outcome.type, outcome.row, status, told(found, str(file)), totals, outcome_fault_told(outcome, file), files)


def _finished(step: Rendition, folder: Folder) -> Iterator[FinishedFile]:
    """Yield the files of a document as delivery names them: of several in one file with one name the later ones get a number."""
    made = named_apart(step.made, folder, step.outcome.source)[0] if step.mark else step.made
    for one in made:
        name = safe_name(one.filename)
        folder.taken[folded(name)] = step.outcome.source
        yield FinishedFile(name, one.medium, stamped(one.data, one.medium))
