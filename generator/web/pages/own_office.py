"""The letterhead of the one person of a computer: settings in the institusi.yaml that the commands read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import RedirectResponse, Response

from generator.errors import DeliveryFault, reason
from generator.web.calls import PageCall, SentFile
from generator.web.office import settings_text, write_whole
from generator.web.own_office import digest_beside, keep_own, own_place, own_settings
from generator.web.pages.letterhead import (
    ShownSettings,
    picture_shown,
    pictures_named,
    sample_page,
    sample_shown,
    settings_form,
    settings_found,
    settings_page,
    settings_posted,
)
from generator.web.picturing import picture_name
from generator.web.service import NothingThere
from generator.web.tasks import CheckReport, OfficeCheckTask


def show(call: PageCall) -> Response:
    """Return the page of the letterhead, with what is wrong with it as it stands."""
    file = own_place(call.service)
    report = CheckReport(call.service.ask(OfficeCheckTask(file)) if file.is_file() else ())
    return _page(call, file, own_settings(file), report)


def alter(call: PageCall) -> Response:
    """Keep the letterhead, unless something is wrong with it."""
    file = own_place(call.service)
    try:
        return _altered(call, file)
    except OSError as error:
        hint = "Periksa izin foldernya, atau jalankan borang dengan --home FOLDER yang boleh ditulis."
        sentence = f"Kop tidak dapat disimpan ({reason(error)})."
        raise DeliveryFault(sentence, file=file, hint=hint, code="hasil-tidak-tertulis") from error


def _altered(call: PageCall, file: Path) -> Response:
    before = own_settings(file)

    def keep(sent: SentFile, ending: str) -> str:
        name = picture_name(sent, ending, lambda one: digest_beside(file.parent, one))
        write_whole(file.parent / name, sent.data)
        return name

    posted = settings_posted(call, settings_form(call), before, keep)
    if not posted.is_kept:
        return _page(call, file, posted.values, posted.report, extra=posted.extra)
    data = settings_text(posted.values)
    found = settings_found(call, file.parent, data)
    if any(one.is_error for one in found):
        return _page(call, file, posted.values, CheckReport(found))
    keep_own(file, data)
    return RedirectResponse("/kop?disimpan=1", 303)


def picture(call: PageCall) -> Response:
    """Return a picture that the settings name."""
    file, name = own_place(call.service), call.path["nama"]
    if name not in pictures_named(settings_form(call), own_settings(file)) or not (picture := file.parent / name).is_file():
        raise NothingThere
    return picture_shown(picture.read_bytes(), name)


def sample_file(call: PageCall) -> Response:
    """Return a document with the letterhead."""
    return sample_shown(call, call.of_office)


def sample_picture(call: PageCall) -> Response:
    """Return a page of it as a picture."""
    return sample_page(call, call.of_office)


def _page(call: PageCall, file: Path, values: Mapping[str, Any], report: CheckReport, *, extra: str = "") -> Response:
    kept = pictures_named(settings_form(call), own_settings(file))  # others are not shown, for whoever asks could name any file
    there = {name for name in kept if "/" not in name and (file.parent / name).is_file()}
    shown = ShownSettings("/kop", values, there, report, extra, call.query.get("disimpan") == "1")
    return settings_page("kop.html", call, shown, berkas=file, ada=file.is_file())
