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
from generator.web.calls import PageCall
from generator.web.form_content import FormContent, laid_out
from generator.web.office import more_settings, settings_text
from generator.web.picturing import picture_ending
from generator.web.rendering import page
from generator.web.service import NothingThere
from generator.web.taking import taken_in
from generator.web.tasks import DeskFile, FormSheetPlan, OfficeCheckTask, OfficePlanTask

_LONGEST_NAME: Final = 200


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
    return _one(call, there, there.settings or {}, is_kept=call.query.get("disimpan") == "1")


def alter_institution(call: PageCall) -> Response:
    """Keep the settings of an office or school, unless something is wrong with them."""
    there, form = _there(call), _form(call)
    values = taken_in(form, call.pairs, there.settings or {}).values
    name = call.said("lembaga-nama").strip()[:_LONGEST_NAME] or there.name
    parent = _parent(call, call.said("lembaga-induk")) if there.category == SCHOOL_CATEGORY else ""
    changed = replace(there, name=name, parent=parent, settings=values)
    logo = next((file.data for file in call.files if file.name == "lembaga-logo"), b"")
    if logo:
        ending = picture_ending(logo)
        if not ending:
            return _one(call, changed, values, "Logonya bukan gambar PNG atau JPG, atau lebih besar daripada 5 MB.")
        sha = call.service.store.keep(logo)
        changed = replace(changed, logo=(f"logo-{sha[:8]}.{ending}", sha))
    files = [DeskFile("institusi.yaml", settings_text(changed, more_settings(call.service.store, changed)))]
    files += [DeskFile(changed.logo[0], source=call.service.store.path(changed.logo[1]))] if changed.logo[0] else []
    fault: str = call.service.ask(OfficeCheckTask(tuple(files)))
    if fault:
        return _one(call, changed, values, fault)
    change_institution(call.service.store, changed)
    return RedirectResponse(f"/kelola/lembaga/{there.id}?disimpan=1", 303)


def _there(call: PageCall) -> Institution:
    found = institution_of(call.service.store, call.path["id"])
    if found is None:
        raise NothingThere
    return found


def _parent(call: PageCall, id_: str) -> str:
    """Return the id of an office, "" where it is none's."""
    found = institution_of(call.service.store, id_)
    return id_ if found is not None and found.category == OFFICE_CATEGORY else ""


def _form(call: PageCall) -> FormSheetPlan:
    form: FormSheetPlan = call.service.ask(OfficePlanTask())
    return form


def _list(call: PageCall, fault: str, given: Mapping[str, str]) -> Response:
    known = institutions(call.service.store)
    names = {one.id: one.name for one in known}
    return page("kelola_lembaga.html", 422 if fault else 200, lembaga=known, nama_lembaga=names, galat=fault, isi=given)


def _one(call: PageCall, shown: Institution, values: Mapping[str, Any], fault: str = "", *, is_kept: bool = False) -> Response:
    offices = [one for one in institutions(call.service.store) if one.category == OFFICE_CATEGORY]
    view = laid_out(_form(call), FormContent(values))
    told = {"galat": fault, "disimpan": is_kept, "balai": offices, "tampilan": view}
    return page("kelola_satu_lembaga.html", 422 if fault else 200, lembaga=shown, **told)
