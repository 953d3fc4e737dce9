"""The whole of a form with the keyboard alone: nothing is clicked, filled or focused by a script.

Covers: WEB-05 (keyboard).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.served import ServedBorang

pytestmark = pytest.mark.xdist_group("layanan")
_IN_HAND = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const words = one.ariaLabel || (one.labels && one.labels.length ? one.labels[0].innerText : one.innerText) || one.name || "";
  return words.replace(/\\s+/g, " ").trim();
}"""
"""What stands in words at the control that has the focus."""
_MOST_STEPS = 80
ROWS = (
    ("Partisipan o", "2", "8", "Mengamati rekan", "Minggu ke-1 Bulan Mei"),
    ("Peserta b", "2", "4", "Menulis praktik baik", "Minggu ke-2 Bulan Mei"),
    ("Partisipan k", "2", "4", "Mengikuti seminar", "Minggu ke-3 Bulan Mei"),
)
"""The first letters of an activity, how often and its points: 2 × 8 + 2 × 4 + 2 × 4 = 32."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("papan-tombol"))
    yield made
    assert made.stop() == 0


def in_hand(page: Page) -> str:
    return str(page.evaluate(_IN_HAND))


def reach(page: Page, words: str, key: str = "Tab") -> None:
    """Go on until a control has the focus whose words begin so; the focus is never on nothing on the way."""
    seen: list[str] = []
    for _ in range(_MOST_STEPS):
        page.keyboard.press(key)
        seen.append(in_hand(page))
        if seen[-1].startswith(words):
            return
    raise AssertionError((words, seen))


def write(page: Page, words: str, text: str) -> None:
    reach(page, words)
    page.keyboard.type(text)


def fill_row(page: Page, at: int) -> None:
    """Fill in a row whose first field has the focus."""
    letters, count, points, aim, when = ROWS[at]
    page.keyboard.type(letters)
    write(page, "Tujuan", aim)
    write(page, "Kuantitas", count)
    write(page, "Poin", points)
    write(page, "Materi", "Umpan balik konstruktif")
    write(page, "Rencana Pelaksanaan – Waktu", when)


def test_form__is_found_filled_with_three_rows_mended_and_printed(page: Page, served: ServedBorang) -> None:
    """Journey 3: from the first page to the PDF."""
    page.goto(served.base)
    reach(page, "Langsung ke isi")
    page.keyboard.press("Enter")
    write(page, "Cari jenis dokumen", "rhk")
    page.keyboard.press("Enter")
    page.wait_for_url("**cari=rhk")
    reach(page, "Form Coaching Pengisian RHK")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jenis/coaching-rhk")
    reach(page, "Mulai mengisi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/draf/*")
    write(page, "Nama Guru", "Nuraini Prameswari, S.Pd.")
    write(page, "Unit Kerja", "SMP Negeri 9 Cempaka")
    write(page, "Periode", "Januari–Juni 2024")
    write(page, "Aturan Poin", "PMM")
    reach(page, "RHK Pengembangan Kompetensi")
    fill_row(page, 0)
    for at in (1, 2):
        reach(page, "Tambah baris")
        page.keyboard.press("Enter")
        assert in_hand(page).startswith("RHK Pengembangan Kompetensi")
        fill_row(page, at)
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 32 poin")
    reach(page, "Kuantitas", "Shift+Tab")
    page.keyboard.type("dua")
    reach(page, "Periksa")
    page.keyboard.press("Enter")
    expect(page.locator("#ringkasan")).to_be_focused()
    expect(page.locator("#ringkasan h2")).to_have_text("1 hal perlu diperbaiki")
    reach(page, "Matriks Rencana Aksi, baris 3")
    page.keyboard.press("Enter")
    expect(page.locator("[name='rencana.r3.kuantitas']")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 32 poin")
    reach(page, "Buat dokumen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dokumen/*")
    reach(page, "Unduh PDF")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_row__that_begins_with_a_long_list_is_searched_at_once_and_each_is_heard_by_its_number(page: Page, served: ServedBorang) -> None:
    page.goto(f"{served.base}/jenis/kajian-kebutuhan")
    reach(page, "Mulai mengisi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/draf/*")
    reach(page, "Tambah baris di Sasaran")
    page.keyboard.press("Enter")
    assert in_hand(page) == "Kabupaten/Kota , Baris 2"
    reach(page, "Hapus Baris 2")
    reach(page, "Hapus Baris 1", "Shift+Tab")
    page.keyboard.press("Enter")
    assert in_hand(page) == "Kabupaten/Kota , Baris 1"
    reach(page, "Tambah baris di Kebutuhan Belajar")
    page.keyboard.press("Enter")
    assert in_hand(page).startswith("Indikator")
    page.keyboard.type("refleksi")
    page.keyboard.press("ArrowDown")
    wanted = page.locator(".daftar-pilihan:visible li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == wanted
    expect(page.locator("#keadaan")).to_have_text(re.compile(r"Tersimpan pukul \d\d\.\d\d"))
