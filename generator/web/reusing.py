"""What was filled in before as the beginning of a new draft: last year's plan for this year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.fields.kind import Format
from generator.fields.subject import YEARS
from generator.form.plan import FormSheet
from generator.store.documents import ArchiveQuery, archived, document_kept
from generator.store.drafts import Draft, add_picture, draft_of, drafts, new_draft, pictures
from generator.store.viewed import ViewedStore
from generator.web.calls import PageCall
from generator.web.drafting import data_file, feeder_named, title_of
from generator.web.naming import name_of
from generator.web.rendering import spoken_time
from generator.web.service import NothingThere
from generator.web.taking import held_at
from generator.web.tasks import BegunValues, DeskFile, FormSheetPlan, ReadTask

_MOST: Final = 30
_DATA: Final = ".yaml"


def reusable(viewed: ViewedStore, type_name: str) -> list[tuple[str, str]]:
    """Return what a new form of a type may begin with: drafts, and documents whose draft is gone, the newest first; value and words of each."""
    own = drafts(viewed, type_name, most=_MOST)
    held = {one.id for one in own}
    found = [(one.changed, f"draf:{one.id}", one.title) for one in own]
    for one in archived(viewed, ArchiveQuery(type=type_name), most=_MOST)[0]:
        if one.sources and (one.draft or one.id) not in held:
            held.add(one.draft or one.id)
            found.append((one.made, f"dokumen:{one.id}", one.title))
    return [(origin, f"{title or 'Tanpa judul'}, {spoken_time(at)}") for at, origin, title in sorted(found, reverse=True)]


def begun_anew(call: PageCall, form: FormSheetPlan, origin: str) -> Draft:
    """Return a new draft with what a draft or a document had, without its number, which is never given twice. Raises NothingThere, DeskTrouble."""
    source, _, id_ = origin.partition(":")
    file, shas = _of_draft(call.viewed, form, id_) if source == "draf" else _of_document(call.viewed, form, id_)
    start: BegunValues = call.ask(ReadTask(form.plan.type, file))
    values = dict(start.values)
    for name in form.plan.feeders:
        if feeder_named(call.viewed, name, values.get(name, "")) is None:
            values.pop(name, None)
    draft = new_draft(call.viewed, form.plan.type, title_of(form, values), _without(values, form.number))
    for name, sha in shas.items():
        add_picture(call.viewed, draft.id, name, call.viewed.path(sha).read_bytes())
    return draft


def _of_draft(viewed: ViewedStore, form: FormSheetPlan, id_: str) -> tuple[DeskFile, Mapping[str, str]]:
    draft = draft_of(viewed, id_)
    if draft is None or draft.type != form.plan.type:
        raise NothingThere
    return DeskFile(draft.file, data_file(draft)), pictures(viewed, draft.id)


def _of_document(viewed: ViewedStore, form: FormSheetPlan, id_: str) -> tuple[DeskFile, Mapping[str, str]]:
    document = document_kept(viewed, id_)
    if document is None or not document.sources or document.type != form.plan.type:
        raise NothingThere
    first, *others = document.sources
    return DeskFile(first.name, source=viewed.path(first.sha)), {one.name: one.sha for one in others if not one.name.endswith(_DATA)}


def _without(values: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Return values without what stands at a path."""
    first, rest = path[:1], path[1:]
    if not first or first[0] not in values:
        return values
    below = values[first[0]]
    kept = _without(dict(below), rest) if rest and isinstance(below, Mapping) else None
    return {name: value for name, value in values.items() if name != first[0]} | ({first[0]: kept} if kept else {})


def to_look_at(form: FormSheetPlan, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield label and control of what is written in a draft and is another one each year: days, years, periods."""
    for sheet in form.plan.sheets:
        for slot in sheet.slots if isinstance(sheet, FormSheet) else ():
            is_yearly = form.traits[slot.path].format is Format.DATE or slot.path[-1] in YEARS
            if is_yearly and slot.is_read and held_at(values, slot.path):
                yield slot.heading[-1], name_of(slot.path)
