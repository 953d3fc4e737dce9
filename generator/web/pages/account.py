"""Signing in and out, and one's own password."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from generator.store import sessions
from generator.store.accounts import change_person, folded_login, institution_of, person_named, person_of
from generator.store.acts import note
from generator.web.calls import PageCall
from generator.web.cookies import give_cookie
from generator.web.passwords import LONGEST, MINUTES, hashed, is_right, unfit
from generator.web.rendering import page
from generator.web.service import NothingThere

_WRONG: Final = "Nama masuk atau sandinya tidak cocok."
_TOO_OFTEN: Final = f"Terlalu sering salah. Tunggu {MINUTES} menit, lalu coba lagi, atau minta sandi baru kepada pengelola."


def show_sign_in(call: PageCall) -> Response:
    """Return the page to sign in."""
    if call.service.public is None:
        raise NothingThere
    if call.viewer.person:
        return RedirectResponse(_onward(call.query.get("ke", "")), 303)
    return page("masuk.html", ke=_onward(call.query.get("ke", "")), nama="", galat="")


def sign_in(call: PageCall) -> Response:
    """Let somebody in whose password is right, or say that it is not."""
    if call.service.public is None:
        raise NothingThere
    login, onward = folded_login(call.said("nama")[:LONGEST]), _onward(call.said("ke"))
    tries = call.service.tries
    if tries.is_over(login, call.address):
        return page("masuk.html", 429, ke=onward, nama=login, galat=_TOO_OFTEN)
    found = person_named(call.service.store, login)
    if not is_right(found.password if found is not None else None, call.said("sandi")[:LONGEST]) or found is None or not found.is_active:
        tries.add(login, call.address)
        note(call.service.store, found.id if found is not None else "", "gagal masuk")
        return page("masuk.html", 422, ke=onward, nama=login, galat=_WRONG)
    tries.forget(login, call.address)
    note(call.service.store, found.id, "masuk")
    answer = RedirectResponse(onward, 303)
    give_cookie(answer, sessions.let_in(call.service.store, found.id), call.service)
    return answer


def _onward(asked: str) -> str:
    """Return where to go after signing in: an address of this service alone, whatever was asked for."""
    parts = urlsplit(asked)
    is_ours = asked.startswith("/") and not parts.netloc and not parts.scheme and "\\" not in asked and asked.isprintable()
    return asked if is_ours and not asked.startswith(("//", "/masuk", "/keluar")) else "/"


def sign_out(call: PageCall) -> Response:
    """End the session."""
    sessions.end(call.service.store, call.key)
    answer = RedirectResponse("/masuk", 303)
    give_cookie(answer, "", call.service)
    return answer


def show(call: PageCall) -> Response:
    """Return the page of one's own account."""
    return _account_page(call, "", is_changed=call.query.get("diganti") == "1")


def change_password(call: PageCall) -> Response:
    """Change one's own password; whoever else has signed in by the old one is out."""
    store, person = call.service.store, person_of(call.service.store, call.viewer.person)
    if person is None:
        raise NothingThere
    if call.service.tries.is_over(person.login, call.address):
        return _account_page(call, _TOO_OFTEN)
    if not is_right(person.password, call.said("lama")[:LONGEST]):
        call.service.tries.add(person.login, call.address)
        return _account_page(call, "Sandi yang sekarang tidak cocok.")
    chosen = call.said("baru")
    why = "Kedua sandi baru tidak sama." if chosen != call.said("ulang") else unfit(chosen, person.login)
    if why:
        return _account_page(call, why)
    change_person(store, replace(person, password=hashed(chosen)))
    sessions.end_all(store, person.id, besides=call.key)
    return RedirectResponse("/akun?diganti=1", 303)


def _account_page(call: PageCall, fault: str, *, is_changed: bool = False) -> Response:
    person = person_of(call.service.store, call.viewer.person)
    if person is None:
        raise NothingThere
    institution = institution_of(call.service.store, person.institution)
    return page("akun.html", 422 if fault else 200, orang=person, lembaga=institution, galat=fault, diganti=is_changed)
