"""Offices and schools, each with its own letterhead, paper and signatories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from generator.store.accounts import (
    OFFICE_CATEGORY,
    SCHOOL_CATEGORY,
    Institution,
    change_institution,
    institution_of,
    institutions,
    new_institution,
)
from generator.web.calls import PageCall, SentFile
from generator.web.office import forget_more, more_settings, of_institution, settings_text, with_pictures
from generator.web.pages.letterhead import (
    ShownSettings,
    TaskOfOffice,
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
from generator.web.rendering import page
from generator.web.service import NothingThere
from generator.web.tasks import CheckReport

_LONGEST_NAME: Final = 200
_NOTHING: Final = CheckReport()


def all_institutions(call: PageCall) -> Response:
    """Return the page of all offices and schools."""
    return _list(call, "", {})


def add_institution(call: PageCall) -> Response:
    """Add an office or a school and lead to its page."""
    given = {name: call.said(name).strip() for name in ("nama", "jenis", "induk")}
    category = SCHOOL_CATEGORY if given["jenis"] == SCHOOL_CATEGORY else OFFICE_CATEGORY
    if not given["nama"]:
        return _list(call, "Nama lembaganya belum diisi.", given)
    made = new_institution(call.service.store, given["nama"][:_LONGEST_NAME], category, _parent(call, given["induk"]))
    return RedirectResponse(f"/kelola/lembaga/{made.id}", 303)


def show_institution(call: PageCall) -> Response:
    """Return the page of an office or school, with its settings."""
    there = _there(call)
    return _one(call, there, _settings(call, there), is_kept=call.query.get("disimpan") == "1")


def alter_institution(call: PageCall) -> Response:
    """Keep the settings of an office or school, unless something is wrong with them."""
    there, store = _there(call), call.service.store
    pictures = dict(there.pictures)

    def keep(sent: SentFile, ending: str) -> str:
        name = picture_name(sent, ending, pictures.get)
        pictures[name] = store.keep(sent.data)
        return name

    form = settings_form(call)
    posted = settings_posted(call, form, _settings(call, there), keep)
    if pictures != there.pictures:
        change_institution(store, there := replace(there, pictures=pictures))
    name = call.said("lembaga-nama").strip()[:_LONGEST_NAME] or there.name
    parent = _parent(call, call.said("lembaga-induk")) if there.category == SCHOOL_CATEGORY else ""
    changed = replace(there, name=name, parent=parent, settings=posted.values)
    if not posted.is_kept:
        return _one(call, changed, posted.values, posted.report, extra=posted.extra)
    found = settings_found(call, with_pictures(store, changed), settings_text(changed.settings or {}, changed.name))
    if any(one.is_error for one in found):
        return _one(call, changed, posted.values, CheckReport(found))
    named = pictures_named(form, posted.values)
    change_institution(store, replace(changed, pictures={name: sha for name, sha in pictures.items() if name in named}))
    forget_more(store, there)
    return RedirectResponse(f"/kelola/lembaga/{there.id}?disimpan=1", 303)


def picture(call: PageCall) -> Response:
    """Return a picture of the settings of an office or school."""
    sha, name = _there(call).pictures.get(call.path["nama"]), call.path["nama"]
    if sha is None:
        raise NothingThere
    return picture_shown(call.service.store.path(sha).read_bytes(), name)


def sample_file(call: PageCall) -> Response:
    """Return a document with the letterhead of an office or school."""
    return sample_shown(call, _letterhead(call))


def sample_picture(call: PageCall) -> Response:
    """Return a page of it as a picture."""
    return sample_page(call, _letterhead(call))


def _letterhead(call: PageCall) -> TaskOfOffice:
    there = _there(call)
    return lambda task: of_institution(call.service.store, there.id, task)


def _settings(call: PageCall, there: Institution) -> dict[str, Any]:
    """Return the raw settings of an institution, with what was written by hand and is not among them yet."""
    return {**more_settings(call.service.store, there), **(there.settings or {})}


def _there(call: PageCall) -> Institution:
    found = institution_of(call.service.store, call.path["id"])
    if found is None:
        raise NothingThere
    return found


def _parent(call: PageCall, id_: str) -> str:
    """Return the id of an office, "" where it is none's."""
    found = institution_of(call.service.store, id_)
    return id_ if found is not None and found.category == OFFICE_CATEGORY else ""


def _list(call: PageCall, fault: str, given: Mapping[str, str]) -> Response:
    known = institutions(call.service.store)
    names = {one.id: one.name for one in known}
    return page("kelola_lembaga.html", 422 if fault else 200, lembaga=known, nama_lembaga=names, galat=fault, isi=given)


def _one(
    call: PageCall,
    shown: Institution,
    values: Mapping[str, Any],
    report: CheckReport = _NOTHING,
    *,
    extra: str = "",
    is_kept: bool = False,
) -> Response:
    settings = ShownSettings(f"/kelola/lembaga/{shown.id}", values, shown.pictures, report, extra, is_kept)
    parents = [one for one in institutions(call.service.store) if one.category == OFFICE_CATEGORY]
    return settings_page("kelola_satu_lembaga.html", call, settings, lembaga=shown, balai=parents)
