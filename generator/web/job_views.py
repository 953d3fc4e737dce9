"""What the page of a job shows, as plain words: how far it is, how fast, what may be chosen before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from generator.fields.shapes import Scalar
from generator.form.plan import FormSheet
from generator.pace import pace_told
from generator.store.jobs import JobState, StoredJob
from generator.web.job_child import BATCH, GATHER
from generator.web.tasks import FormSheetPlan

_MEDIA: Final = ("docx", "pdf", "xlsx")
_MOST_NAMES: Final = 30
UNSETTLED: Final = frozenset(
    {"pertanyaan-mirip", "pertanyaan-tidak-dikenal", "pertanyaan-ganda", "pertanyaan-belum-ditentukan", "ekspor-tanpa-isian"}
)
"""What is found in an export where somebody must say which column goes where."""


@dataclass(frozen=True, slots=True)
class JobPace:
    """How far an open job is. share: in per cent; words: in a sentence; pace: rate and time left."""

    share: int
    words: str
    pace: str


_STAGES: Final[Mapping[str, str]] = {"membaca": "Membaca dan memeriksa", "membuat": "Membuat dokumen", "mengumpulkan": "Mengumpulkan"}


def pace_of(job: StoredJob) -> JobPace:
    """Return how far an open job is."""
    if job.state is JobState.WAITING or not job.stage:
        return JobPace(0, "Menunggu giliran …" if job.state is JobState.WAITING else "Menyiapkan …", "")
    share = job.done * 100 // job.total if job.total else 100
    spent = (datetime.now(UTC) - datetime.fromisoformat(job.since)).total_seconds()
    words = f"{_STAGES.get(job.stage, job.stage)}: {job.done} dari {job.total}"
    if job.purpose == BATCH and job.refused:
        words += f"; {job.refused} tidak dibuat"
    return JobPace(share, f"{words}.", pace_told(job.done, job.total, spent))


def job_standing(job: StoredJob) -> str:
    """Return how long work stands, in words that fit behind its name."""
    if job.state is JobState.WAITING:
        return "menunggu giliran"
    if job.state is JobState.RUNNING:
        return f"berjalan, {pace_of(job).share}%"
    if job.state is not JobState.DONE:
        return "gagal" if job.state is JobState.FAILED else "dihentikan"
    if job.purpose == BATCH:
        return f"{job.result.get('dibuat', 0) + job.result.get('tetap', 0)} dokumen jadi"
    return "sudah dikumpulkan" if job.purpose == GATHER else "sudah diperiksa"


def media_of(form: FormSheetPlan) -> tuple[str, ...]:
    """Return what many documents of a type can be made into at once."""
    return tuple(medium for medium in _MEDIA if medium in form.media)


def patterns_of(form: FormSheetPlan) -> list[tuple[str, str]]:
    """Return patterns by which files may be named, each with the words for it: one for each short single field."""
    slots = [slot for sheet in form.plan.sheets if isinstance(sheet, FormSheet) for slot in sheet.slots if slot.is_read]
    short = [
        slot for slot in slots if isinstance(slot.field, Scalar) and not (form.traits[slot.path].is_long or form.traits[slot.path].is_file)
    ]
    return [("{{ " + ".".join(slot.path) + " }}", slot.title) for slot in short][:_MOST_NAMES]


def is_unsettled(result: Mapping[str, Any]) -> bool:
    """Whether somebody must say which columns go where before anything can be made."""
    return any(one["kode"] in UNSETTLED for one in result.get("sumber", ()))
