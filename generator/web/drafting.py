"""Drafts between the store and the child processes: the files that one stands for, what it is called, which others may feed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.fields.subject import title_at
from generator.intake.as_text import data_text
from generator.store.drafts import Draft, draft_of, drafts, pictures
from generator.store.viewed import ViewedStore
from generator.web.calls import PageCall
from generator.web.service import NothingThere
from generator.web.tasks import DeskFile, FormSheetPlan

_FILE: Final = re.compile(r"([a-z0-9-]+)-([A-Za-z0-9_-]{22})\.yaml")


def draft_there(viewed: ViewedStore, id_: str) -> Draft:
    """Return a draft. Raises NothingThere."""
    draft = draft_of(viewed, id_)
    if draft is None:
        raise NothingThere
    return draft


def title_of(form: FormSheetPlan, values: Mapping[str, Any]) -> str:
    """Return what a draft is called: what its document is about, "" where that is not said yet."""
    return title_at(form.subject, values)


def data_file(draft: Draft) -> bytes:
    """Return the data file that a draft is: what the commands read."""
    return data_text(draft.type, draft.values).encode("utf-8")


def files_of(call: PageCall, draft: Draft) -> tuple[DeskFile, ...]:
    """Return the files that a draft stands for: its data file first, those that feed it, and the pictures."""
    found: dict[str, DeskFile] = {draft.file: DeskFile(draft.file, data_file(draft))}
    _feed(call, draft, found)
    for name, sha in pictures(call.viewed, draft.id).items():
        found.setdefault(name, DeskFile(name, source=call.viewed.path(sha)))
    return tuple(found.values())


def _feed(call: PageCall, draft: Draft, found: dict[str, DeskFile]) -> None:
    for name in call.service.plan(draft.type).plan.feeders:
        other = feeder_named(call.viewed, name, draft.values.get(name, ""))
        if other is not None and other.file not in found:
            found[other.file] = DeskFile(other.file, data_file(other))
            _feed(call, other, found)


def feeder_named(viewed: ViewedStore, type_name: str, named: object) -> Draft | None:
    """Return the draft of a type that a value names as the file which feeds it, None where it names none."""
    match = _FILE.fullmatch(str(named))
    other = draft_of(viewed, match[2]) if match is not None and match[1] == type_name else None
    return other if other is not None and other.type == type_name else None


def feeders_of(call: PageCall, form: FormSheetPlan, draft: Draft) -> dict[str, list[tuple[str, str]]]:
    """Return the drafts that may feed a form, by type: the name of the file and the title of each."""
    return {name: list(_offered(call, name, draft)) for name in form.plan.feeders}


def _offered(call: PageCall, type_name: str, draft: Draft) -> Iterator[tuple[str, str]]:
    for other in drafts(call.viewed, type_name):
        if other.id != draft.id:
            yield other.file, other.title or "Tanpa judul"
