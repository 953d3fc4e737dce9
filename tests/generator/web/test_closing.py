"""Ending the program from its page, on a person's own computer alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from generator.store.sessions import let_in as known_to
from generator.store.viewed import LOCAL
from generator.web.access import may
from generator.web.app import application
from generator.web.service import Service
from tests.asking import HOST, asked
from tests.served import PHONE, ServedBorang, let_in, violations


def test_closing__ends_the_program_only_when_it_is_confirmed_by_its_own_page(service: Service) -> None:
    closed: list[bool] = []
    service.close = lambda: closed.append(True)
    app, known = application(service, lambda _: None), {"cookie": f"borang_sesi={known_to(service.store)}"}
    own = {**known, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert asked(app, "/tutup", known).status == 200
    assert asked(app, "/tutup", method="POST").status == 403
    assert asked(app, "/tutup", {**known, "origin": "http://jahat.example", "sec-fetch-site": "cross-site"}, method="POST").status == 403
    assert not closed
    assert asked(app, "/tutup", own, method="POST").status == 200
    assert closed == [True]


def test_closing__is_nobodys_where_people_have_accounts() -> None:
    assert [may(role, "/tutup") for role in (LOCAL, "pengelola", "staf", "sekolah", "")] == [True, False, False, False, False]


def test_closing__from_any_page_ends_the_program_and_its_page_says_so(tmp_path: Path, chromium: Browser) -> None:
    served = ServedBorang(tmp_path)
    page = let_in(chromium, served, viewport=PHONE)
    page.get_by_role("link", name="Tutup borang").click()
    assert violations(page) == []
    page.get_by_role("link", name="Jangan tutup").click()
    page.get_by_role("link", name="Tutup borang").click()
    page.get_by_role("button", name="Ya, tutup borang").click()
    expect(page.get_by_role("heading", name="borang sudah ditutup")).to_be_visible()
    assert served.process.wait(timeout=30) == 0
    served.stop()
    assert served.lines[-1] == "borang berhenti."
