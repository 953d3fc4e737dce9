"""Documents on their way into the archive: made by a child process, kept with all that they were made of, and made again from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.store.accounts import institutions, people
from generator.store.documents import KeptDocument, KeptFile, KeptSource, NewDocument, kept_file, new_document
from generator.store.viewed import ViewedStore
from generator.web.calls import PageCall
from generator.web.tasks import DeskFile, FormReport, FormSheetPlan, MakeTask

SAME: Final = "sama"
ANNEXES: Final = "lampiran"
"""The table of a report that names what is attached to it."""
JOINED: Final = "zip"
"""The medium of what is attached, together: no document is anything like it."""


@dataclass(frozen=True, slots=True)
class ArchiveMaking:
    """What came of making a document. fault: why nothing did; is_sound: whether there are files and nothing stands against them.

    lacking: why what is attached could not be joined, in sentences.
    """

    files: tuple[KeptFile, ...]
    fault: str
    is_sound: bool
    lacking: tuple[str, ...] = ()


def made_of(
    call: PageCall, form: FormSheetPlan, files: Sequence[DeskFile], media: Sequence[str], *, has_annexes: bool = False
) -> ArchiveMaking:
    """Return what files, the data file first, are made into; the bytes are kept. has_annexes: with what a report names as attached."""
    type_name = form.plan.type
    reports: tuple[FormReport, ...] = call.ask(MakeTask(tuple(files), type_name, tuple(media), has_annexes=has_annexes))
    own = [report for report in reports if report.type == type_name]
    made = tuple(kept_file(call.viewed, file.name, file.medium, file.data) for report in own for file in report.files)
    fault = next((report.fault for report in own or reports if report.fault), "")
    found = [one.message for report in own for one in report.findings if has_annexes and one.path[:1] == (ANNEXES,)]
    lacking = () if any(one.medium == JOINED for one in made) else tuple(found)
    return ArchiveMaking(made, fault, bool(made) and not any(report.errors for report in own), lacking)


def kept_sources(viewed: ViewedStore, files: Sequence[DeskFile]) -> tuple[KeptSource, ...]:
    """Return the files that a document is made of, kept."""
    return tuple(KeptSource(file.name, viewed.keep(file.data if file.source is None else file.source.read_bytes())) for file in files)


def makers_of(call: PageCall, documents: Iterable[KeptDocument]) -> dict[str, str]:
    """Return in words who made documents, by the id of each, with the school where it is not the viewer's own; nothing where people have no accounts."""
    if not call.viewer.person:
        return {}
    store = call.service.store
    names, schools = {one.id: one.name for one in people(store)}, {one.id: one.name for one in institutions(store)}
    found: dict[str, str] = {}
    for one in documents:
        school = "" if one.institution == call.viewer.institution else schools.get(one.institution, "")
        found[one.id] = ", ".join(filter(None, (names.get(one.person, ""), school)))
    return found


def has_changed(document: KeptDocument, form: FormSheetPlan | None) -> bool:
    """Whether the type of a document is another one than when it was made, or gone."""
    return form is None or (form.plan.revision, form.mark) != (document.revision, document.mark)


def made_again(call: PageCall, document: KeptDocument, form: FormSheetPlan) -> tuple[ArchiveMaking, KeptDocument | None]:
    """Make a document from what is kept of it. Returns what came of it, and the new document of the archive: None where it is the old one to the byte, or unsound."""
    files = tuple(DeskFile(one.name, source=call.viewed.path(one.sha)) for one in document.sources)
    before = {(one.name, one.medium): one.sha for one in document.files}
    media = [medium for medium in form.media if any(one.medium == medium for one in document.files)]
    making = made_of(call, form, files, media, has_annexes=any(one.medium == JOINED for one in document.files))
    if not making.is_sound or {(one.name, one.medium): one.sha for one in making.files} == before:
        return making, None
    new = NewDocument(
        document.type, document.title, making.files, document.draft, form.plan.revision, form.mark, kept_sources(call.viewed, files)
    )
    return making, new_document(call.viewed, new)
