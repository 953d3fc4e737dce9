"""What becomes of a file as `--json` tells it: for other programs, and never in words that only pages use."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.deliver import Folder
from generator.fields.subject import subject_path, title_at
from generator.intake.form import Incoming
from generator.intake.read import raw_forms
from generator.pipeline import Target, run_all
from generator.report import as_json
from generator.web.tasks import FinishedFile, OutcomesTask, ToldOutcomes

if TYPE_CHECKING:
    from generator.document import Outcome
    from generator.spec.catalogue import Catalogue

_UNREAD = ("unreadable", "faulty")


def told_outcomes(file: Path, catalogue: Catalogue, office: Mapping[str, Any], task: OutcomesTask) -> ToldOutcomes:
    """Return what `borang check --json` says of a file, or `borang make --json`, with the files that were made."""
    made = file.parent / "hasil"
    target = Target() if task.media is None else Target(task.media, folder=Folder(made))
    incoming = Incoming(file, shown=file.name)
    outcomes = list(run_all(incoming, catalogue, target, type_name=task.type, institution=office))
    files = [one for outcome in outcomes for one in outcome.files]
    named = [replace(outcome, files=tuple(Path(one.name) for one in outcome.files)) for outcome in outcomes]
    here = json.dumps(f"{file.parent}{os.sep}")[1:-1]  # the folder of this process is nobody's business
    unread = next((one for one in outcomes if one.status in _UNREAD), None)
    return ToldOutcomes(
        as_json(named).replace(here, ""),
        code=unread.code if unread is not None else "",
        fault=unread.fault.replace(f"{file.parent}{os.sep}", "") if unread is not None else "",
        is_whole=all(outcome.exit_code == 0 for outcome in outcomes),
        files=tuple(FinishedFile(one.name, one.suffix[1:], one.read_bytes()) for one in files),
        title=_title(incoming, catalogue, task.type, outcomes) if files else "",
    )


def _title(incoming: Incoming, catalogue: Catalogue, type_name: str, outcomes: Sequence[Outcome]) -> str:
    """Return what the documents of a file are called in the archive: what the first is about, else its file's name; how many others there are."""
    delivered = [one for one in outcomes if one.files]
    form = next(raw_forms(incoming, catalogue, type_name=type_name), None)
    said = title_at(subject_path(catalogue.compiled(delivered[0].type).spec.fields), {} if form is None else form.values)
    others = f" dan {len(delivered) - 1} lainnya" if len(delivered) > 1 else ""
    return f"{said or delivered[0].files[0].stem}{others}"
