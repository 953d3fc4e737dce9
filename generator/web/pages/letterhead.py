"""The page of an office's settings: what was posted of them, pictures among it, and what it shows of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from generator.web.calls import PageCall, SentFile
from generator.web.form_content import FormContent, laid_out
from generator.web.naming import name_of
from generator.web.office import write_whole
from generator.web.pages.document import page_picture, seen_file
from generator.web.picturing import picture_ending
from generator.web.rendering import download, page
from generator.web.row_deeds import anew, rows_changed
from generator.web.service import NothingThere
from generator.web.taking import held_at, taken_in
from generator.web.tasks import CheckReport, DeskTask, FormSheetPlan, OfficeCheckTask, OfficePlanTask, SampleTask, ToldFinding

SAMPLES: Final[Mapping[str, str]] = {"undangan": "Surat undangan", "daftar-hadir": "Daftar hadir", "sertifikat": "Sertifikat"}
"""Documents on which settings are looked at, and what they are called: a letter, a list, what has pictures and places of its own."""
PictureKeeper = Callable[[SentFile, str], str]
"""Keeps a picture, given with how its name ends, and returns its name."""
TaskOfOffice = Callable[[DeskTask], DeskTask]
"""Gives a task the letterhead of an office."""
_NOTHING: Final = CheckReport()


@dataclass(frozen=True, slots=True)
class PostedSettings:
    """Settings as a page posted them. is_kept: whether they are to be kept now; extra: the table that gets an empty row; report: of files that are no pictures."""

    values: dict[str, Any]
    is_kept: bool
    extra: str
    report: CheckReport


@dataclass(frozen=True, slots=True)
class ShownSettings:
    """Settings as a page shows them. address: of the page; pictures: the names of those that are there; report: what is wrong; is_kept: just now."""

    address: str
    values: Mapping[str, Any]
    pictures: Collection[str]
    report: CheckReport = _NOTHING
    extra: str = ""
    is_kept: bool = False


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
    fault = f"Gambar ini tidak diterima: {', '.join(refused)}. Pakai PNG atau JPEG, paling besar 5 MB." if refused else ""
    return PostedSettings(intake.values, deed == "simpan" and not refused, extra, CheckReport(fault=fault))


def pictures_named(form: FormSheetPlan, values: Mapping[str, Any]) -> list[str]:
    """Return the pictures that settings name."""
    named = (held_at(values, path) for path, traits in form.traits.items() if traits.is_file)
    return [name for name in named if isinstance(name, str) and name]


def picture_shown(data: bytes, name: str) -> Response:
    """Return a picture that settings name."""
    return Response(data, media_type="image/png" if name.endswith(".png") else "image/jpeg")


def settings_found(call: PageCall, folder: Path, data: bytes) -> tuple[ToldFinding, ...]:
    """Return what is wrong with settings that are not kept yet. folder: where they would be, with their pictures."""
    beside = folder / f".{secrets.token_hex(4)}.yaml"
    write_whole(beside, data)
    try:
        found: tuple[ToldFinding, ...] = call.service.ask(OfficeCheckTask(beside))
        return found
    finally:
        beside.unlink()


def settings_page(template: str, call: PageCall, shown: ShownSettings, **more: Any) -> Response:
    """Return a page with the form of the settings and a sample beside it."""
    report = shown.report
    return page(
        template,
        422 if report.errors or report.fault else 200,
        tampilan=laid_out(settings_form(call), FormContent(shown.values, report, extra=shown.extra)),
        laporan=report,
        baru=shown.extra,
        tersimpan={"alamat": f"{shown.address}/gambar/", "gambar": shown.pictures, "jenis": ""},
        disimpan=shown.is_kept,
        contoh=SAMPLES,
        dilihat=_seen_sample(call),
        alamat=shown.address,
        **more,
    )


def _seen_sample(call: PageCall) -> str:
    """Return the sample that a page is to show."""
    said = call.query.get("contoh", "")
    return said if said in SAMPLES else next(iter(SAMPLES))


def sample_shown(call: PageCall, task: TaskOfOffice) -> Response:
    """Return the sample that an address names, with the settings of an office, to be looked at in the page. Raises NothingThere."""
    return download(_sample_pdf(call, task), f"contoh-{call.path['contoh']}.pdf", "pdf", is_shown=True)


def sample_page(call: PageCall, task: TaskOfOffice) -> Response:
    """Return a page of it as a picture."""
    return page_picture(call, _sample_pdf(call, task))


def _sample_pdf(call: PageCall, task: TaskOfOffice) -> bytes:
    name = call.path["contoh"]
    if name not in SAMPLES:
        raise NothingThere
    return seen_file(call, task(SampleTask(name, "pdf", is_own=True)))
