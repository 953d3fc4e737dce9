"""Journeys of people who come back: the archive, last year's form for this year, in a real browser.

Covers: WEB-05 (keyboard, phone, without JavaScript).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import served as serving
from tests.served import PHONE, WIDE, ServedBorang, let_in, violations

pytestmark = pytest.mark.xdist_group("layanan-arsip")
expect.set_options(timeout=60_000)  # the machine may be busy


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("arsip"))
    yield made
    assert made.stop() == 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with serving.browser() as made:
        yield made


@pytest.fixture(scope="module")
def page(chromium: Browser, served: ServedBorang) -> Page:
    return let_in(chromium, served)


def begun(page: Page, served: ServedBorang, type_name: str, button: str = "Mulai dari contoh yang terisi") -> Page:
    page.goto(f"{served.base}/jenis/{type_name}")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/draf/*")
    return page


def made(page: Page) -> str:
    page.get_by_role("button", name="Buat dokumen").click()
    page.wait_for_url("**/dokumen/*")
    return page.url


def held_against(page: Page, served: ServedBorang, *addresses: str) -> list[str]:
    """Return what stands against pages on a wide screen and on a phone: what axe finds, and what has to be scrolled sideways."""
    found: list[str] = []
    for address in addresses:
        page.goto(address if address.startswith("http") else served.base + address)
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            found += [f"{address} {size['width']} {one}" for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                found.append(f"{address}: sideways at {size['width']}")
    page.set_viewport_size(WIDE)
    return found


def test_archive__finds_makes_again_and_deletes(page: Page, served: ServedBorang) -> None:
    begun(page, served, "undangan")
    page.fill("[name='perihal']", "Undangan Pembukaan Angkatan Satu")
    address = made(page)
    page.goto(f"{served.base}/arsip?cari=angkatan+SATU&jenis=undangan")
    expect(page.get_by_role("status")).to_contain_text("1 dokumen.")
    page.get_by_role("link", name="Undangan Pembukaan Angkatan Satu").click()
    expect(page.locator("dl")).to_contain_text("Undangan, revisi 1")
    page.get_by_role("button", name="Buat lagi dari isian ini").click()
    expect(page.get_by_role("status")).to_contain_text("sama sampai bita terakhir")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh isiannya").click()
    assert "Undangan Pembukaan Angkatan Satu" in Path(download.value.path()).read_text(encoding="utf-8")
    (served.data / "institusi.yaml").write_text("nama: Balai Guru Provinsi Contoh\n", encoding="utf-8")
    page.get_by_role("button", name="Buat lagi dari isian ini").click()
    expect(page.get_by_role("status")).to_contain_text("kop di institusi.yaml atau nomor di register berubah sejak itu")
    assert page.url.split("?")[0] != address
    (served.data / "institusi.yaml").unlink()
    assert held_against(page, served, "/arsip", "/arsip?cari=tidakada", page.url, f"{address}/hapus") == []
    page.goto(address)
    page.get_by_role("link", name="Hapus dokumen ini …").click()
    page.get_by_role("button", name="Ya, hapus dokumen ini").click()
    page.wait_for_url("**/arsip")
    assert page.request.get(address).status == 404


def test_last_years_form__is_used_again(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk")
    old, teacher = page.url, page.locator("[name='guru.nama']").input_value()
    page.goto(f"{served.base}/jenis/coaching-rhk")
    page.get_by_role("button", name="Pakai isian ini").click()
    page.wait_for_url("**lama=1")
    assert page.url.split("?")[0] != old
    expect(page.locator("#dari-lama")).to_contain_text("Periksa dahulu yang berganti setiap tahun")
    page.locator("#dari-lama").get_by_role("link", name="Periode").click()
    expect(page.locator("[name='periode']")).to_be_focused()
    page.locator("[name='periode']").fill("Januari–Juni 2027")
    expect(page.locator("#keadaan")).to_have_text(re.compile(r"Tersimpan pukul \d\d\.\d\d"))
    page.reload()
    expect(page.locator("[name='periode']")).to_have_value("Januari–Juni 2027")
    expect(page.locator("[name='guru.nama']")).to_have_value(teacher)
    assert held_against(page, served, page.url, f"{served.base}/jenis/coaching-rhk", "/draf") == []
    page.goto(old)
    expect(page.locator("[name='periode']")).not_to_have_value("Januari–Juni 2027")
