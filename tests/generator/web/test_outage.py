"""PostgreSQL ends and comes back while people work, or a disk has no room: a sentence meanwhile, nothing lost, and all goes on without a new start.

Covers: WEB-05 (nothing is lost), SAFE-07 (no traceback, no reference for what is not a defect), BAT-03 (long work goes on).
"""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.generator.web.test_long_work import begin, by_command, checked, done_in, table, tree, until
from tests.postgres import PostgresServer, postgres_server
from tests.program_calls import called, key_for, parts
from tests.served import PHONE, WIDE, ServedBorang, begun, let_in, violations
from tests.torture.people import let_in_by_hand

pytestmark = pytest.mark.xdist_group("layanan-putus")
SAVED = re.compile(r"Tersimpan pukul \d\d\.\d\d")
ROWS = 14


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def served(own_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("putus"), 0, "--database", own_server.fresh())
    yield made
    assert made.stop() == 0


def test_database__that_ends_and_comes_back_loses_nothing(
    chromium: Browser, own_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = own_server.fresh()
    served = ServedBorang(tmp_path / "data", 0, "--database", url)
    key = key_for(served.data, "--database", url)
    form = begun(let_in(chromium, served), served, "kak")
    form.fill("[name='judul']", "Sebelum")
    expect(form.locator("#keadaan")).to_have_text(SAVED)
    work = form.context.new_page()
    guru, shared = table(tmp_path, ROWS)
    checked(work, served.base, [guru], [shared])
    expect(work.get_by_role("status")).to_have_text(f"{ROWS} baris: {ROWS - 1} akan dibuat, 1 tidak.")
    results = served.data / "pekerjaan" / work.url.rpartition("/")[2] / "hasil"
    begin(work, "docx")
    until(lambda: done_in(results) > 0)
    own_server.halt()
    form.fill("[name='judul']", "Sesudah")
    expect(form.locator("#keadaan")).to_contain_text("sedang tidak dapat menyimpan. Yang Anda tulis ditahan di peramban ini")
    _sentence(form.context.new_page(), served)
    answer = called(served, "/api/v1/jenis/kak/periksa", b"jenis: kak\n", key=key)
    assert (answer.status, answer.json["kode"], answer.headers["retry-after"]) == (503, "basis-data-tidak-tersambung", "5")
    assert answer.headers["content-type"] == "application/problem+json"
    own_server.start()
    expect(form.locator("#keadaan")).to_have_text(SAVED)
    form.reload()
    expect(form.locator("[name='judul']")).to_have_value("Sesudah")
    expect(work.get_by_role("status")).to_have_text(f"Selesai: {ROWS - 1} dokumen jadi, 1 tidak.")
    assert tree(results) == by_command(tmp_path, monkeypatch, "--to docx")
    assert called(served, "/api/v1/jenis/kak/periksa", b"jenis: kak\n", key=key).status == 200
    assert not (Path(served.temporary) / "borang-kesalahan.log").exists()
    assert served.process.poll() is None
    assert served.stop() == 0
    assert [line for line in served.lines if line.startswith("Basis data")] == [
        "Basis datanya sedang tidak dapat dihubungi. Layanan menunggu; yang diketik orang ditahan di peramban mereka.",
        "Basis datanya tersambung lagi.",
    ]
    form.context.close()


def _sentence(page: Page, served: ServedBorang) -> None:
    """See that every page says what is the matter, on a wide screen and on a phone."""
    for address in ("/", "/draf", "/kerja", "/arsip"):
        answer = page.goto(f"{served.base}{address}")
        assert answer is not None
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        expect(page.locator("h1")).to_have_text("Basis datanya sedang tidak dapat dihubungi.")
    expect(page.locator("main")).to_contain_text("tulisan Anda ditahan di peramban")
    expect(page.locator(".rujukan")).to_have_count(0)
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    page.close()


def test_form__sent_without_javascript_while_the_database_is_away_is_sent_again_by_a_reload(
    chromium: Browser, own_server: PostgresServer, served: ServedBorang
) -> None:
    page = begun(let_in(chromium, served, java_script_enabled=False), served, "kak")
    address = page.url
    page.fill("[name='judul']", "Tanpa JavaScript")
    own_server.halt()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("h1")).to_have_text("Basis datanya sedang tidak dapat dihubungi.")
    own_server.start()
    page.reload()
    page.goto(address)
    expect(page.locator("[name='judul']")).to_have_value("Tanpa JavaScript")
    page.context.close()


def test_save__whose_answer_was_lost_is_nobody_elses(chromium: Browser, tmp_path: Path) -> None:
    """What arrived without the page hearing of it was not saved "from another tab", though more was typed since."""
    served = ServedBorang(tmp_path / "data")
    page = begun(let_in(chromium, served), served, "kak")
    lost: list[int] = []

    def answer_lost(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/simpan", answer_lost, times=1)
    page.fill("[name='judul']", "Sampai tanpa jawaban")
    expect(page.locator("#keadaan")).to_contain_text("Tidak tersambung")
    assert lost == [200]
    page.fill("[name='judul']", "Diketik sesudahnya")
    expect(page.locator("#keadaan")).to_have_text(SAVED)
    until(lambda: "Diketik sesudahnya" in page.request.get(f"{page.url}/isian").text())
    page.reload()
    expect(page.locator("[name='judul']")).to_have_value("Diketik sesudahnya")
    expect(page.locator("#keadaan")).not_to_contain_text("belum tersimpan")
    page.context.close()
    assert served.stop() == 0


def test_disk__without_room_is_told_in_a_sentence_and_all_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """The running service may make no file longer than this, whatever it writes to."""
    served = ServedBorang(tmp_path / "data")
    sender = let_in_by_hand(served)
    draft = sender.posted("/jenis/kak/draf").place
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    refused = sender.posted(f"{draft}/simpan", versi="1", judul="Ditahan")
    assert refused.status == 503
    assert sender.asked("/unggah", *_file(b"jenis: kak\n" * 500)).status == 503
    assert sender.asked(draft).status == 200, "what is there can be read"
    resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert sender.posted(f"{draft}/simpan", versi="1", judul="Ditahan").status == 200
    assert b"Ditahan" in sender.asked(f"{draft}/isian").data
    assert sender.asked("/unggah", *_file(b"jenis: kak\n" * 500)).status == 303
    assert not (Path(served.temporary) / "borang-kesalahan.log").exists()
    assert served.stop() == 0


def _file(data: bytes) -> tuple[bytes, str]:
    return parts(("berkas", "isian.yaml", data))
