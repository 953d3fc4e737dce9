"""Journeys of people who come back: the archive, last year's form for this year, numbers, whether a certificate is genuine, in a real browser.

Covers: WEB-05 (keyboard, phone, without JavaScript), DOC-22 (numbers in the browser).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.render.sealing import seal_property
from generator.seal.keys import make_keys
from tests import served as serving
from tests.generator.cli.test_numbering import PROGRAM
from tests.pages import run
from tests.seen import held_against
from tests.served import PHONE, SAMPLE, WIDE, ServedBorang, begun, let_in, violations

pytestmark = pytest.mark.xdist_group("layanan-arsip")
OFFICE = """nama: BGTK Provinsi Contoh
tempat: Kota Contoh
verifikasi: https://contoh.example.id/sertifikat
nomor:
  - {jenis: sertifikat, pola: "{urut:3}/GT/{tahun}", mulai: 5}
"""
CERTIFICATE = """jenis: sertifikat
penerima: {nama: NAMA, unit_kerja: SD 3, nilai_akhir: 90}
judul: Lokakarya Modul Ajar
moda: luring
waktu: {mulai: 6 Juli 2026, selesai: 10 Juli 2026, tempat: Kota Contoh}
struktur: [{mata_ajar: Modul Ajar, jp: 8}]
pengesahan: {tanggal: 31 Juli 2026, penanggung_jawab: {jabatan: Kepala Balai, nama: Ratna}}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    folder = tmp_path_factory.mktemp("arsip")
    (folder / "institusi.yaml").write_text(OFFICE, encoding="utf-8")
    make_keys(folder)
    made = ServedBorang(folder)
    yield made
    assert made.stop() == 0


@pytest.fixture(scope="module")
def page(chromium: Browser, served: ServedBorang) -> Page:
    return let_in(chromium, served)


def made(page: Page) -> str:
    page.get_by_role("button", name="Buat dokumen").click()
    page.wait_for_url("**/dokumen/*")
    return page.url


def test_archive__finds_makes_again_and_deletes(page: Page, served: ServedBorang) -> None:
    begun(page, served, "undangan", SAMPLE)
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
    (served.data / "institusi.yaml").write_text(OFFICE.replace("BGTK", "Balai Guru"), encoding="utf-8")
    page.get_by_role("button", name="Buat lagi dari isian ini").click()
    expect(page.get_by_role("status")).to_contain_text("kop di institusi.yaml atau nomor di register berubah sejak itu")
    assert page.url.split("?")[0] != address
    (served.data / "institusi.yaml").write_text(OFFICE, encoding="utf-8")
    page.goto(address)
    page.get_by_role("link", name="Hapus dokumen ini …").click()
    page.get_by_role("button", name="Ya, hapus dokumen ini").click()
    page.wait_for_url("**/arsip")
    assert page.request.get(address).status == 404


def test_last_years_form__is_used_again(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk", SAMPLE)
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
    page.goto(old)
    expect(page.locator("[name='periode']")).not_to_have_value("Januari–Juni 2027")


def certificate_draft(page: Page, served: ServedBorang, name: str) -> Page:
    page.goto(f"{served.base}/jenis/sertifikat")
    file = {"name": "s.yaml", "mimeType": "text/yaml", "buffer": CERTIFICATE.replace("NAMA", name).encode()}
    page.set_input_files("#berkas", [file])  # pyright: ignore[reportArgumentType] - a dict of its shape
    page.get_by_role("button", name="Pakai berkas ini").click()
    page.wait_for_url("**/draf/*")
    return page


def certificate(page: Page, served: ServedBorang, name: str) -> bytes:
    """Return the PDF of somebody's certificate, whose number is in the register."""
    certificate_draft(page, served, name)
    made(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    return Path(download.value.path()).read_bytes()


def verdict(stranger: Page, served: ServedBorang, text: str = "", file: bytes = b"") -> str:
    stranger.goto(f"{served.base}/sertifikat")
    if file:
        stranger.set_input_files("#berkas", {"name": "sertifikat.pdf", "mimeType": "application/pdf", "buffer": file})
        stranger.get_by_role("button", name="Periksa berkas ini").click()
    else:
        stranger.fill("#teks", text)
        stranger.get_by_role("button", name="Periksa", exact=True).click()
    return stranger.locator("#putusan").inner_text()


def test_numbers__are_given_void_and_taken_over_and_certificates_verified_by_strangers(
    page: Page, chromium: Browser, served: ServedBorang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Journey 18: genuine, altered, revoked, replaced; `borang verify` agrees on all that it says."""
    page.goto(f"{served.base}/unggah")
    page.set_input_files("#berkas", {"name": "program.yaml", "mimeType": "text/yaml", "buffer": PROGRAM.encode()})
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url("**/unggahan/*")
    page.goto(f"{served.base}/nomor")
    page.get_by_role("link", name="Beri nomor").click()
    page.select_option("#asal", label="program.yaml")
    page.get_by_role("button", name="Lihat nomornya dulu").click()
    expect(page.locator("#judul-hasil")).to_have_text("2 nomor akan dicatat")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("belum lulus")
    assert not (served.data / "register.sqlite").exists() or "Anisa" not in page.request.get(f"{served.base}/nomor").text()
    page.get_by_role("button", name="Catat 2 nomor ini").click()
    expect(page.locator("#judul-hasil")).to_have_text("2 nomor dicatat")
    rows = [row.inner_text().split()[:2] for row in page.locator("tbody tr").all()]
    assert rows == [["005/GT/2026", "Anisa"], ["–", "Bima"], ["006/GT/2026", "Citra"]]

    pdf = certificate(page, served, "Citra")
    text = seal_property(pdf)
    stranger = chromium.new_context(java_script_enabled=False).new_page()
    assert verdict(stranger, served, text) == "Asli dan masih berlaku"
    assert verdict(stranger, served, file=pdf) == "Asli dan masih berlaku"
    expect(stranger.get_by_text("bukan tanda tangan elektronik tersertifikasi")).to_be_visible()
    assert "31 Juli 2026" in stranger.locator("dl").inner_text()
    assert verdict(stranger, served, text.replace("Citra", "Cipta")).startswith("Berubah")
    assert stranger.locator("dl").count() == 0
    assert verdict(stranger, served, "halo").startswith("Tidak bertanda")
    assert stranger.goto(f"{served.base}/nomor").status == 403  # pyright: ignore[reportOptionalMemberAccess] - it answers
    (served.data / "s.pdf").write_bytes(pdf)
    monkeypatch.chdir(served.data)
    code, told = run("borang verify s.pdf", monkeypatch)
    assert (code, told[0]) == (0, "s.pdf: asli")

    scanned = chromium.new_context().new_page()
    scanned.goto(f"{served.base}/sertifikat#{text.partition('#')[2]}")
    expect(scanned.locator("#putusan")).to_have_text("Asli dan masih berlaku")

    certificate_draft(page, served, "Citra Lestari")
    draft = page.url
    page.goto(f"{served.base}/nomor?cari=006")
    page.get_by_role("link", name="Betulkan").click()
    page.select_option("#asal", value=f"draf:{draft.rpartition('/')[2]}")
    page.get_by_role("button", name="Lihat nomornya dulu").click()
    page.get_by_role("button", name="Catat nomor ini").click()
    expect(page.locator("tbody tr")).to_contain_text("006/GT/2026 Citra Lestari diganti", use_inner_text=True)
    assert verdict(stranger, served, text) == "Asli, tetapi sudah diganti dengan yang dibetulkan"
    new = seal_property(certificate(page, served, "Citra Lestari"))
    assert verdict(stranger, served, new) == "Asli dan masih berlaku"

    page.goto(f"{served.base}/nomor?cari=Lestari")
    page.get_by_role("link", name="Batalkan").click()
    page.fill("#sebab", "salah cetak")
    page.get_by_role("button", name="Ya, batalkan nomor ini").click()
    expect(page.locator("tbody tr").first).to_contain_text("salah cetak")
    assert verdict(stranger, served, new) == "Asli, tetapi nomornya sudah dibatalkan"
    code, told = run("borang register list", monkeypatch)
    assert [line.split()[4] for line in told] == ["berlaku", "diganti", "batal"]


def test_home__opens_with_the_doors_of_the_first_page_of_the_guide(page: Page, served: ServedBorang) -> None:
    page.goto(served.base)
    doors = re.findall(r"^## (Saya .+)$", (serving.ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(doors) == 4
    assert page.locator(".pintu strong").all_inner_texts() == doors


def test_newcomer__finds_the_form_of_a_teachers_plan_and_has_its_pdf_in_a_few_clicks(page: Page, served: ServedBorang) -> None:
    page.goto(served.base)
    page.get_by_role("searchbox").fill("rhk")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Form Coaching Pengisian RHK").first.click()
    page.get_by_role("button", name=SAMPLE).click()
    page.get_by_role("button", name="Buat dokumen").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_row__is_doubled_behind_itself_with_and_without_javascript(page: Page, chromium: Browser, served: ServedBorang) -> None:
    bare = let_in(chromium, served, java_script_enabled=False)
    for one in (page, bare):
        begun(one, served, "coaching-rhk", SAMPLE)
        before = one.locator("details[data-baris]").count()
        one.locator("[name='rencana.r2.tujuan']").evaluate("one => one.closest('details').open = true") if one is page else None
        if one is bare:
            one.locator("details[data-baris] > summary").nth(1).click()
        text = one.locator("[name='rencana.r2.tujuan']").input_value()
        one.get_by_role("button", name=re.compile(r"Gandakan baris ini \(Baris 2")).click()
        expect(one.locator("details[data-baris]")).to_have_count(before + 1)
        assert one.locator("[name='rencana.r3.tujuan']").input_value() == text
        assert one.locator("[name='rencana.r2.tujuan']").input_value() == text
    expect(page.locator("select[name='rencana.r3.rhk']")).to_be_focused()
    bare.context.close()


def test_long_list__is_searched_by_words_with_the_keyboard_alone(page: Page, served: ServedBorang) -> None:
    begun(page, served, "kajian-kebutuhan", SAMPLE)
    chosen = page.locator("select[data-dicari]").first
    box = page.locator("[role=combobox]").first
    options = chosen.locator("option").all_text_contents()
    assert len(options) > 12
    assert chosen.is_hidden()
    box.evaluate("one => { const card = one.closest('details'); if (card) card.open = true; one.focus(); }")
    words = options[-1].split()
    page.keyboard.type(f"{words[-1]} {words[0].lower()}")
    expect(page.locator(".daftar-pilihan:visible li").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    wanted = page.locator(".daftar-pilihan:visible li").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".daftar-pilihan:visible")).to_have_count(0)
    assert box.input_value() == wanted
    expect(page.locator("#keadaan")).to_have_text(re.compile(r"Tersimpan pukul \d\d\.\d\d"))
    page.reload()
    assert page.locator("[role=combobox]").first.input_value() == wanted
    page.locator("[role=combobox]").first.evaluate(
        "one => { const card = one.closest('details'); if (card) card.open = true; one.focus(); }"
    )
    page.keyboard.type("tidak ada pilihan begini")
    page.keyboard.press("Tab")
    assert page.locator("[role=combobox]").first.input_value() == wanted


def test_preview__stands_beside_the_form_and_follows_what_is_typed(page: Page, served: ServedBorang) -> None:
    begun(page, served, "undangan", SAMPLE)
    page.get_by_role("button", name="Pratinjau di samping").click()
    first = page.locator(".samping img").first
    expect(first).to_have_attribute("src", re.compile("^blob:"))
    before, said = first.get_attribute("src"), page.locator("[data-kata]")
    expect(said).to_have_text("Menurut yang tersimpan terakhir.")
    assert held_against(page) == []
    page.locator("[name='perihal']").fill("Undangan Rapat Persiapan")
    expect(said).to_have_text("Belum memuat yang terakhir diketik.")
    expect(first).not_to_have_attribute("src", before or "")
    expect(said).to_have_text("Menurut yang tersimpan terakhir.")
    page.set_viewport_size(PHONE)
    expect(page.locator(".samping")).to_be_hidden()
    expect(page.get_by_text("Pratinjau di samping", exact=True)).to_be_hidden()
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Pratinjau di samping").click()
    expect(page.locator(".samping")).to_be_hidden()
