"""The page of an office's settings: what was posted of them, pictures among it, and what it shows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from generator.web.calls import PageCall, SentFile
from generator.web.form_content import FormContent, laid_out
from generator.web.naming import name_of
from generator.web.pages.document import page_picture
from generator.web.picturing import picture_ending
from generator.web.rendering import download
from generator.web.row_deeds import anew, rows_changed
from generator.web.service import NothingThere
from generator.web.taking import held_at, taken_in
from generator.web.tasks import CheckReport, DeskTask, FormReport, FormSheetPlan, OfficePlanTask, SampleTask
from generator.web.views import FormView

SAMPLES: Final[Mapping[str, str]] = {"undangan": "Surat undangan", "daftar-hadir": "Daftar hadir", "sertifikat": "Sertifikat"}
"""Documents on which settings are looked at, and what they are called: a letter, a list, what has pictures and places of its own."""
PictureKeeper = Callable[[SentFile, str], str]
"""Keeps a picture, given with how its name ends, and returns its name."""


@dataclass(frozen=True, slots=True)
class PostedSettings:
    """Settings as a page posted them. is_kept: whether they are to be kept now; extra: the table that gets an empty row; refused: files that are no pictures."""

    values: dict[str, Any]
    is_kept: bool
    extra: str
    refused: tuple[str, ...]


def settings_form(call: PageCall) -> FormSheetPlan:
    """Return the form of the settings."""
    form: FormSheetPlan = call.service.ask(OfficePlanTask())
    return form


def settings_posted(call: PageCall, form: FormSheetPlan, before: Mapping[str, Any], keep: PictureKeeper) -> PostedSettings:
    """Return the settings that were posted; pictures that came along are kept at once, for a browser does not send them twice."""
    pairs: list[tuple[str, str]] = []
    refused: list[str] = []
    for file in call.files:
        if ending := picture_ending(file.data):
            pairs.append((file.name, keep(file, ending)))
        else:
            refused.append(file.filename)
    intake = taken_in(form, (*call.pairs, *pairs), before)
    deed, _, what = call.said("aksi", "simpan").partition(":")
    path = intake.path_of(what) if what else None
    if path is not None:
        rows_changed(form, intake.values, deed, path, text=call.said(f"tempel.{what}"))
    extra = name_of(anew(path)) if deed == "tambah" and path is not None else ""
    return PostedSettings(intake.values, deed == "simpan" and not refused, extra, tuple(refused))


def settings_view(form: FormSheetPlan, values: Mapping[str, Any], report: CheckReport, extra: str = "") -> FormView:
    """Return settings as their page shows them."""
    return laid_out(form, FormContent(values, report, extra=extra))


def pictures_named(form: FormSheetPlan, values: Mapping[str, Any]) -> list[str]:
    """Return the pictures that settings name."""
    named = (held_at(values, path) for path, traits in form.traits.items() if traits.is_file)
    return [name for name in named if isinstance(name, str) and name]


def refused_told(refused: tuple[str, ...]) -> str:
    """Return in words that files are no pictures, "" where none was refused."""
    return f"Gambar ini tidak diterima: {', '.join(refused)}. Pakai PNG atau JPEG, paling besar 5 MB." if refused else ""


def seen_sample(call: PageCall) -> str:
    """Return the sample that a page is to show."""
    said = call.query.get("contoh", "")
    return said if said in SAMPLES else next(iter(SAMPLES))


def sample_pdf(call: PageCall, task: Callable[[DeskTask], DeskTask]) -> bytes:
    """Return the sample that an address names as a PDF with the settings of an office. task: gives it that letterhead. Raises NothingThere."""
    name = call.path["contoh"]
    if name not in SAMPLES:
        raise NothingThere
    whole = task(SampleTask(name, "pdf", is_own=True))
    return call.service.remembered(repr(whole), lambda: _printed(call, whole))


def _printed(call: PageCall, task: DeskTask) -> bytes:
    reports: tuple[FormReport, ...] = call.service.ask(task)
    found = next((file.data for report in reports for file in report.files), None)
    if found is None:
        raise NothingThere
    return found


def sample_shown(call: PageCall, task: Callable[[DeskTask], DeskTask]) -> Response:
    """Return that sample, to be looked at in the page."""
    return download(sample_pdf(call, task), f"contoh-{call.path['contoh']}.pdf", "pdf", is_shown=True)


def sample_page(call: PageCall, task: Callable[[DeskTask], DeskTask]) -> Response:
    """Return a page of it as a picture."""
    return page_picture(call, sample_pdf(call, task))
