"""The documents of a file, as the commands make them, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.deliver import Folder, safe_name
from generator.document import Outcome
from generator.fingerprint import stamped
from generator.intake.form import Incoming, Shelf
from generator.pipeline import Rendition, Target, converted_together, steps_of, told_of
from generator.report import computed_lines
from generator.web.tasks import FinishedFile, FormReport, MakeTask
from generator.web.telling import told
from validators.findings import Findings

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue


def form_reports(file: Path, catalogue: Catalogue, office: Mapping[str, Any], task: MakeTask) -> tuple[FormReport, ...]:
    """Return what became of each form in a file, with the files that were made of it."""
    incoming = Incoming(file, shelf=Shelf())
    target = Target(task.media, folder=Folder(Path()), is_draft=task.is_draft)
    steps = list(steps_of(incoming, catalogue, target, type_name=task.type, institution=office))
    return tuple(_reports(converted_together(steps), file))


def _reports(steps: list[Outcome | Rendition], file: Path) -> Iterator[FormReport]:
    for step in steps:
        outcome = step if isinstance(step, Outcome) else step.outcome
        found = outcome.findings + (Findings() if isinstance(step, Outcome) else told_of(step.made, step.lacking))
        status = outcome.status if isinstance(step, Outcome) else "delivered"
        files = (
            ()
            if isinstance(step, Outcome)
            else tuple(FinishedFile(safe_name(made.filename), made.medium, stamped(made.data, made.medium)) for made in step.made)
        )
        fault = outcome.fault.replace(f"{file.parent}/", "")
        yield FormReport(outcome.type, outcome.row, status, told(found, str(file)), tuple(computed_lines(outcome)), fault, files)
