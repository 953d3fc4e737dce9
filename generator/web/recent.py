"""What somebody did last, of every kind in one list: forms begun, documents made, files handed in, long work; each with how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.store.documents import documents
from generator.store.drafts import drafts
from generator.store.jobs import JobState, jobs
from generator.store.uploads import Upload, upload_of, uploads
from generator.store.viewed import ViewedStore
from generator.web.job_views import job_standing

_OF_EACH: Final = 6
_MOST_UPLOADS: Final = 3


@dataclass(frozen=True, slots=True)
class RecentThing:
    """One thing of the list. type: of document, "" where there are several. stands: in words; is_open: whether it waits for somebody. at: UTC text."""

    address: str
    title: str
    type: str
    stands: str
    at: str
    is_open: bool = False


def recent_things(viewed: ViewedStore, most: int = 8) -> list[RecentThing]:
    """Return what was done last, the newest first."""
    return sorted(_each(viewed), key=lambda one: one.at, reverse=True)[:most]


def _each(viewed: ViewedStore) -> Iterator[RecentThing]:
    for draft in drafts(viewed, most=_OF_EACH):
        yield RecentThing(f"/draf/{draft.id}", draft.title, draft.type, "", draft.changed)
    for document in documents(viewed, most=_OF_EACH):
        yield RecentThing(f"/dokumen/{document.id}", document.title, document.type, "jadi", document.made)
    for job in jobs(viewed, most=_OF_EACH):
        is_whole = job.state is JobState.DONE
        yield RecentThing(f"/pekerjaan/{job.id}", job.title, job.type, job_standing(job), job.made, is_open=not is_whole)
    for upload in uploads(viewed, most=_MOST_UPLOADS):
        if (whole := upload_of(viewed, upload.id)) is not None and whole.files:
            yield _uploaded(whole)


def _uploaded(upload: Upload) -> RecentThing:
    count, done = len(upload.files), sum(file.is_done for file in upload.files)
    title = upload.files[0].name if count == 1 else f"{upload.files[0].name} dan {count - 1} berkas lain"
    stands = "sudah diperiksa" if done == count else f"{done} dari {count} berkas diperiksa"
    return RecentThing(f"/unggahan/{upload.id}", title, "", stands, upload.made, is_open=done < count)
