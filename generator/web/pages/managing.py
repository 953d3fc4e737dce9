"""People with accounts, as who manages them sees them, and what was done."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Final

from starlette.responses import RedirectResponse, Response

from generator.store import sessions
from generator.store.accounts import (
    ROLES,
    SCHOOL,
    SCHOOL_CATEGORY,
    Institution,
    NameTaken,
    Person,
    change_person,
    folded_login,
    institution_of,
    institutions,
    new_person,
    people,
    person_of,
)
from generator.store.acts import acts
from generator.web.calls import PageCall
from generator.web.paging import whole_number
from generator.web.passwords import hashed
from generator.web.rendering import page
from generator.web.service import NothingThere

_LONGEST_LOGIN: Final = 60
_LONGEST_NAME: Final = 200
_ACTS_A_PAGE: Final = 200


def overview(_call: PageCall) -> Response:
    """Return the page from which all is managed."""
    return page("kelola.html")


def all_people(call: PageCall) -> Response:
    """Return the page of all who may sign in."""
    return _people_page(call, "", {})


def add_person(call: PageCall) -> Response:
    """Let somebody new sign in, by a password that is shown once."""
    store = call.service.store
    given = {name: call.said(name).strip() for name in ("nama_masuk", "nama", "peran", "lembaga")}
    institution, login = institution_of(store, given["lembaga"]), folded_login(given["nama_masuk"])
    why = _unfit_login(login) or ("Nama orangnya belum diisi." if not given["nama"] else "") or _unfit_role(given["peran"], institution)
    if why or institution is None:
        return _people_page(call, why, given)
    password = secrets.token_urlsafe(9)
    try:
        name = given["nama"][:_LONGEST_NAME]
        person = new_person(store, login, name, hashed(password), role=given["peran"], institution=institution.id)
    except NameTaken:
        return _people_page(call, f"Nama masuk “{login}” sudah dipakai.", given)
    return _person_page(call, person, password=password)


def _unfit_login(login: str) -> str:
    if not 3 <= len(login) <= _LONGEST_LOGIN or not login.isprintable():
        return f"Nama masuk 3 sampai {_LONGEST_LOGIN} huruf, misalnya nama.belakang atau alamat surel."
    return ""


def _unfit_role(role: str, institution: Institution | None) -> str:
    """Return why somebody may not have a role, "" where they may: those of a school see their school, those of an office manage or work there."""
    if role not in ROLES or institution is None:
        return "Pilih peran dan lembaganya."
    if (role == SCHOOL) != (institution.category == SCHOOL_CATEGORY):
        return "Peran sekolah untuk orang di sekolah; staf dan pengelola untuk orang di Balai."
    return ""


def show_person(call: PageCall) -> Response:
    """Return the page of somebody who may sign in."""
    return _person_page(call, _there(call))


def alter_person(call: PageCall) -> Response:
    """Change what somebody may do, or give a new password."""
    store, person = call.service.store, _there(call)
    if call.said("aksi") == "sandi":
        password = secrets.token_urlsafe(9)
        change_person(store, replace(person, password=hashed(password)))
        sessions.end_all(store, person.id)
        return _person_page(call, person, password=password)
    institution = institution_of(store, call.said("lembaga"))
    why = _unfit_role(call.said("peran"), institution)
    if why or institution is None:
        return _person_page(call, person, why)
    name, is_active = call.said("nama").strip()[:_LONGEST_NAME] or person.name, call.said("aktif") == "1"
    changed = replace(person, name=name, role=call.said("peran"), institution=institution.id, is_active=is_active)
    if not change_person(store, changed):
        return _person_page(call, person, "Harus ada satu pengelola yang aktif. Jadikan orang lain pengelola dahulu.")
    if not is_active:
        sessions.end_all(store, person.id)
    return RedirectResponse("/kelola/pengguna", 303)


def all_acts(call: PageCall) -> Response:
    """Return the page of what was done, the newest first."""
    said = call.query.get("sebelum", "")
    found = acts(call.service.store, before=whole_number(said), most=_ACTS_A_PAGE)
    return page("kelola_catatan.html", catatan=[act for _, act in found], berikut=found[-1][0] if len(found) == _ACTS_A_PAGE else 0)


def _there(call: PageCall) -> Person:
    person = person_of(call.service.store, call.path["id"])
    if person is None:
        raise NothingThere
    return person


def _people_page(call: PageCall, fault: str, given: dict[str, str]) -> Response:
    known = institutions(call.service.store)
    names = {one.id: one.name for one in known}
    values = {"orang": people(call.service.store), "nama_lembaga": names, "lembaga": known, "peran": ROLES, "galat": fault, "isi": given}
    return page("kelola_pengguna.html", 422 if fault else 200, **values)


def _person_page(call: PageCall, person: Person, fault: str = "", *, password: str = "") -> Response:
    values = {"lembaga": institutions(call.service.store), "peran": ROLES, "galat": fault, "sandi": password}
    return page("kelola_orang.html", 422 if fault else 200, orang=person, **values)
