"""Journeys of an office and its schools through one service with accounts, TLS and PostgreSQL, in a real browser.

Covers: SAFE-06 (sessions, wrong passwords, a foreign origin), SAFE-07 (a school sees only its own), WEB-05 (nothing is lost when a session ends).
"""

from __future__ import annotations

import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.store.accounts import change_institution
from generator.store.drafts import drafts
from generator.store.engine import opened
from generator.store.sessions import end_all
from generator.web.app import ROUTES
from tests.accounts import PASSWORD, SharedOffice, add_teacher, certificate
from tests.pages import run
from tests.postgres import PostgresServer
from tests.served import PHONE, SAMPLE, WIDE, ServedBorang, begun, documents_taken, violations

pytestmark = pytest.mark.xdist_group("layanan")
SAVED = re.compile(r"Tersimpan pukul \d\d\.\d\d")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[SharedOffice]:
    with _office(tmp_path_factory.mktemp("bersama"), postgres.fresh()) as made:
        yield made


@contextmanager
def _office(folder: Path, url: str) -> Iterator[SharedOffice]:
    store = opened(folder, url)
    made = SharedOffice(store)
    settings = {"nama": "SMP Negeri 9 Cempaka", "tempat": "Cempaka", "kepala": {"nama": "Nuraini Prameswari, S.Pd."}}
    change_institution(store, replace(made.school_a, settings=settings))
    yield made
    store.close()


@pytest.fixture(scope="module")
def served(office: SharedOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = _served(office, tmp_path_factory.mktemp("tls"), office.store.engine.url.render_as_string(hide_password=False))
    yield made
    assert made.stop() == 0


def _served(office: SharedOffice, folder: Path, url: str) -> ServedBorang:
    file, key = certificate(folder)
    options = ("--database", url, "--nama", "localhost", "--sertifikat", str(file), "--kunci-tls", str(key))
    return ServedBorang(office.store.folder, 0, *options)


def came_in(chromium: Browser, served: ServedBorang, login: str, password: str = PASSWORD) -> Page:
    context = chromium.new_context(viewport=WIDE, locale="id-ID", reduced_motion="reduce", ignore_https_errors=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{served.base}/draf")
    page.fill("#nama", login)
    page.fill("#sandi", password)
    page.get_by_role("button", name="Masuk").click()
    return page


def test_school__makes_the_bytes_of_the_command_with_its_own_letterhead(
    chromium: Browser, served: ServedBorang, office: SharedOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = came_in(chromium, served, "ani")
    begun(page, served, "coaching-rhk", SAMPLE)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh isian").click()
    taken.value.save_as(tmp_path / "isian.yaml")
    got = documents_taken(page)
    settings = office.store.folder / "lembaga" / office.school_a.id / "institusi.yaml"
    assert "SMP Negeri 9 Cempaka" in settings.read_text()
    (tmp_path / "institusi.yaml").write_bytes(settings.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BORANG_HOME", raising=False)
    code, told = run("borang make isian.yaml --to docx,pdf,xlsx -o hasil", monkeypatch)
    assert code == 0, told
    assert got == {file.name: file.read_bytes() for file in (tmp_path / "hasil").iterdir()}
    page.context.close()


def test_tab__closed_while_typing_has_lost_nothing(chromium: Browser, served: ServedBorang, office: SharedOffice) -> None:
    page = came_in(chromium, served, "ani")
    id_ = begun(page, served, "coaching-rhk").url.rpartition("/")[2]
    page.fill("[name='guru.nama']", "Nuraini Prameswari")
    page.close(run_before_unload=True)
    again = page.context.new_page()
    for _ in range(60):  # what a closing tab sends arrives behind its end
        again.goto(f"{served.base}/draf/{id_}")
        if again.locator("[name='guru.nama']").input_value():
            break
        again.wait_for_timeout(500)
    expect(again.locator("[name='guru.nama']")).to_have_value("Nuraini Prameswari")
    again.context.close()


def test_session__that_ends_while_typing_loses_nothing(chromium: Browser, served: ServedBorang, office: SharedOffice) -> None:
    page = came_in(chromium, served, "budi")
    id_ = begun(page, served, "coaching-rhk").url.rpartition("/")[2]
    page.fill("[name='guru.nama']", "Ratna Dewi")
    expect(page.locator("#keadaan")).to_have_text(SAVED)
    end_all(office.store, office.people["budi"].id)
    page.fill("[name='guru.nama']", "Ratna Dewi Kartika")
    expect(page.locator("#keadaan")).to_contain_text("Sesi Anda sudah berakhir")
    page.fill("[name='guru.nama']", "Ratna Dewi Kartika, M.Pd.")
    expect(page.locator("#keadaan")).to_contain_text("Sesi Anda sudah berakhir")
    assert violations(page) == []
    page.get_by_role("link", name="Masuk lagi").click()
    page.fill("#nama", "budi")
    page.fill("#sandi", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"**/draf/{id_}")
    expect(page.locator("[name='guru.nama']")).to_have_value("Ratna Dewi Kartika, M.Pd.")
    (draft,) = (one for one in drafts(office.viewed("budi")) if one.id == id_)
    expect(page.locator("#keadaan")).not_to_contain_text("Sesi")
    assert draft.values["guru"]["nama"].startswith("Ratna Dewi")
    page.context.close()


def test_session__that_ends_without_javascript_says_how_nothing_is_lost(
    chromium: Browser, served: ServedBorang, office: SharedOffice
) -> None:
    context = chromium.new_context(java_script_enabled=False, ignore_https_errors=True, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{served.base}/jenis/coaching-rhk")
    page.fill("#nama", "budi")
    page.fill("#sandi", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Mulai mengisi", exact=True).click()
    page.fill("[name='guru.nama']", "Siti Rahmawati")
    end_all(office.store, office.people["budi"].id)
    page.get_by_role("button", name="Periksa").click()
    with context.expect_page() as other:
        page.get_by_role("link", name="Masuk lagi di tab baru").click()
    other.value.fill("#nama", "budi")
    other.value.fill("#sandi", PASSWORD)
    other.value.get_by_role("button", name="Masuk").click()
    page.reload()
    expect(page.locator("[name='guru.nama']")).to_have_value("Siti Rahmawati")
    context.close()


def test_school__opens_every_address_of_another_and_finds_nothing(chromium: Browser, fresh_url: Callable[[], str], tmp_path: Path) -> None:
    url = fresh_url()
    with _office(tmp_path / "data", url) as office:
        served = _served(office, tmp_path, url)
        _walked(chromium, served)
        assert served.stop() == 0


def _walked(chromium: Browser, served: ServedBorang) -> None:
    """See that a school finds nothing of another's, at none of its addresses."""
    page = came_in(chromium, served, "ani")
    id_ = begun(page, served, "coaching-rhk").url.rpartition("/")[2]
    page.fill("[name='guru.nama']", "Rahasia SMP A")
    expect(page.locator("#keadaan")).to_have_text(SAVED)
    stranger = came_in(chromium, served, "budi")
    for path, methods, _, _ in ROUTES:
        if path.startswith("/draf/{id}") and "GET" in methods:
            address = re.sub(r"\{\w+(?::nomor)?\}", "1", path.replace("{id}", id_))
            answer = stranger.request.get(f"{served.base}{address}")
            assert answer.status == 404, path
            assert "Rahasia" not in answer.text()
    answer = stranger.request.post(f"{served.base}/draf/{id_}/hapus", headers={"origin": served.base})
    assert answer.status == 404
    stranger.goto(f"{served.base}/draf")
    expect(stranger.get_by_text("Rahasia")).to_have_count(0)
    page.reload()
    expect(page.locator("[name='guru.nama']")).to_have_value("Rahasia SMP A")
    page.context.close()
    stranger.context.close()


def test_wall__refuses_a_foreign_name_a_foreign_origin_and_the_eleventh_wrong_password(chromium: Browser, served: ServedBorang) -> None:
    trusting = ssl._create_unverified_context()
    address = f"https://127.0.0.1:{served.port}"
    for headers, data, status in (
        ({"Host": "jahat.example"}, None, 421),
        ({"Host": f"localhost:{served.port}", "Origin": "https://jahat.example"}, b"nama=ani", 403),
        ({"Host": f"localhost:{served.port}", "X-Forwarded-For": "192.0.2.1"}, b"nama=ani", 403),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(f"{address}/masuk", data, headers), context=trusting)
        assert refused.value.code == status
        refused.value.close()
    page = came_in(chromium, served, "staf", "salah salah salah")
    for _ in range(9):
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
        page.fill("#sandi", "salah salah salah")
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_load_state()
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    page.fill("#sandi", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_contain_text("Tunggu 15 menit")
    assert violations(page) == []
    page.context.close()


def test_manager__adds_a_school_with_its_letterhead_and_somebody_in_it(chromium: Browser, served: ServedBorang, tmp_path: Path) -> None:
    page = came_in(chromium, served, "kelola")
    page.goto(f"{served.base}/kelola/lembaga")
    page.fill("#nama", "SMP C")
    page.select_option("#induk", label="Balai Contoh")
    page.get_by_role("button", name="Tambah").click()
    page.fill("[name='kepala.nip']", "salah")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("NIP")
    expect(page.locator("[name='kepala.nip']")).to_have_value("salah")
    page.fill("[name='kepala.nip']", "197108171996032001")
    page.fill("[name='alamat']", "Jalan Melati 3")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("Tersimpan")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    add_teacher(page, served.base, "Citra Dewi", "Citra", "SMP C")
    password = page.locator(".rujukan").inner_text()
    assert violations(page) == []
    there = came_in(chromium, served, "citra", password)
    expect(there.get_by_role("heading", name="Isian saya")).to_be_visible()
    expect(there.get_by_role("link", name="Kelola")).to_have_count(0)
    there.context.close()
    page.context.close()
