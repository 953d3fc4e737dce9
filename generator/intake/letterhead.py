"""Whose letterhead a document bears: the settings that its head names (`institusi: FILE`), else those that the file which feeds it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Final

from generator.document import Document
from generator.intake.form import Incoming, RawForm
from validators.absence import is_absent
from validators.findings import Finding, Severity
from validators.messages import finding, suggestion
from validators.values import shown

INSTITUTION_KEY: Final = "institusi"
"""In the head of a data file: the file with the office's settings, from the folder of the data file on. No field bears this name."""


def with_named_institution(form: RawForm, incoming: Incoming) -> RawForm:
    """Return a form with the file that its head names for the office's settings, or with the finding that there is none of that name."""
    if not isinstance(form.values, dict) or INSTITUTION_KEY not in form.values:
        return form
    values: dict[str, Any] = dict(form.values)
    written = values.pop(INSTITUTION_KEY)
    named = None if is_absent(written) else _named(written, incoming)
    if isinstance(named, Finding):
        return replace(form, values=values, found=type(form.found)([*form.found, named]))
    return replace(form, values=values, institution_file=named)


def _named(written: Any, incoming: Incoming) -> FilePath | Finding:
    if not isinstance(written, str):
        return finding("asal-bukan-nama", (INSTITUTION_KEY,), kunci=INSTITUTION_KEY)
    folder = incoming.folder
    if folder is None:
        return _lost(written, ".")
    try:
        file = (folder / written).resolve()
        if incoming.shelf.may_have(file) and file.is_file():
            return file
        near = suggestion(written, [other.name for other in folder.iterdir() if other.is_file()])
    except (OSError, ValueError):  # a name that no disk takes
        return _lost(written, ".")
    return _lost(written, near)


def _lost(written: str, near: str) -> Finding:
    """Return what is said of a missing file. A warning: what a school handed in is read where its letterhead is not."""
    return finding("kop-tidak-ada", (INSTITUTION_KEY,), severity=Severity.WARNING, nilai=shown(written), usul=near)


def named_by(form: RawForm) -> FilePath | None:
    """Return the file of settings that a form names, else the first that a file which feeds it names; None where the nearest counts."""
    if form.institution_file is not None:
        return form.institution_file
    sources = (feeder.source for feeder in form.feeders.values())
    named = (source.given.institution_file for source in sources if isinstance(source, Document))
    return next((FilePath(file) for file in named if file), None)
