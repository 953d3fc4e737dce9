"""Journeys of people through `borang serve`, in a real browser.

Covers: WEB-05 (phone, without JavaScript), SAFE-06 (no personal values in logs).
"""

from __future__ import annotations

import io
import re
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import SAMPLES
from tests.pages import run
from tests.served import PHONE, SAMPLE, WIDE, ServedBorang, begun, documents_taken, let_in, violations

pytestmark = pytest.mark.xdist_group("layanan")
ROWS = (("observasi-praktik-partisipan", "2", "8"), ("praktik-baik-peserta", "2", "4"), ("seminar-partisipan", "2", "4"))
"""Three activities of 2 × 8, 2 × 4 and 2 × 4 points: 32."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("layanan"))
    yield made
    if made.process.poll() is None:
        assert made.stop() == 0
        assert made.lines[-1] == "borang berhenti."


def fill_head(page: Page, name: str = "Nuraini Prameswari, S.Pd.") -> None:
    page.fill("[name='guru.nama']", name)
    page.fill("[name='satuan_pendidikan.nama']", "SMP Negeri 9 Cempaka")
    page.fill("[name='periode']", "Januari–Juni 2024")
    page.select_option("[name='aturan']", "PMM-2024")


def fill_row(page: Page, at: int, row: tuple[str, str, str]) -> None:
    card = page.locator("details[data-baris]").nth(at)
    rhk, count, points = row
    card.locator("select[name$='.rhk']").select_option(rhk)
    card.locator("[name$='.tujuan']").fill(f"Memperbaiki umpan balik ke-{at + 1}")
    card.locator("[name$='.kuantitas']").fill(count)
    card.locator("[name$='.poin']").fill(points)
    card.locator("[name$='.materi']").fill("Umpan balik konstruktif")
    card.locator("[name$='.pelaksanaan.waktu']").fill("Minggu ke-3 Bulan Mei")


def saved(page: Page) -> None:
    expect(page.locator("#keadaan")).to_have_text(re.compile(r"Tersimpan pukul \d\d\.\d\d"))


def test_form__is_filled_with_three_rows_and_gives_the_bytes_of_the_command(
    either_page: Page, either: ServedBorang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begun(either_page, either, "coaching-rhk")
    fill_head(page)
    fill_row(page, 0, ROWS[0])
    for at in (1, 2):
        page.get_by_role("button", name="Tambah baris").click()
        fill_row(page, at, ROWS[at])
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 32 poin")
    expect(page.locator("summary output").nth(0)).to_have_text("16 poin")
    saved(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh isian").click()
    taken.value.save_as(tmp_path / "isian.yaml")
    got = documents_taken(page)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BORANG_HOME", raising=False)
    code, told = run("borang make isian.yaml --to docx,pdf,xlsx -o hasil", monkeypatch)
    assert code == 0, told
    assert got == {file.name: file.read_bytes() for file in (tmp_path / "hasil").iterdir()}
    assert len(got) == 3
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua (ZIP)").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == got
    page.set_viewport_size(PHONE)
    page.reload()
    expect(page.get_by_alt_text("Halaman 1")).to_be_visible()
    assert page.get_by_alt_text("Halaman 1").evaluate("one => one.decode().then(() => one.naturalWidth)") > 300
    page.set_viewport_size(WIDE)
    picture = page.request.get(f"{page.url}/1/halaman-1.png")
    assert picture.body().startswith(b"\x89PNG")
    assert picture.headers["x-halaman"].isdecimal()


def test_phone__a_newcomer_finds_the_form_fills_three_rows_and_has_a_pdf(chromium: Browser, served: ServedBorang) -> None:
    """From the first page, by touch; the total is worked out by the server while the cards are filled."""
    page = let_in(chromium, served, viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_label("Cari jenis dokumen").fill("rhk")
    page.get_by_role("button", name="Cari").tap()
    page.get_by_role("link", name="Form Coaching Pengisian RHK Pengembangan Kompetensi Guru").tap()
    page.get_by_role("button", name="Mulai mengisi", exact=True).tap()
    page.wait_for_url("**/draf/*")
    fill_head(page)
    fill_row(page, 0, ROWS[0])
    for at in (1, 2):
        page.get_by_role("button", name="Tambah baris").tap()
        fill_row(page, at, ROWS[at])
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 32 poin")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    got = documents_taken(page)
    assert next(data for name, data in got.items() if name.endswith(".pdf")).startswith(b"%PDF")
    expect(page.get_by_alt_text("Halaman 1")).to_be_visible()
    page.context.close()


def test_preview__shows_a_draft_with_what_is_wrong_page_by_page(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk")
    page.fill("[name='guru.nama']", "Nuraini Prameswari, S.Pd.")
    page.get_by_role("button", name="Pratinjau PDF").click()
    page.wait_for_url("**/pratinjau")
    first = page.request.get(f"{page.url.removesuffix('pratinjau')}halaman-1.png")
    assert first.body().startswith(b"\x89PNG")
    beyond = int(first.headers["x-halaman"]) + 1
    assert page.request.get(f"{page.url.removesuffix('pratinjau')}halaman-{beyond}.png").status == 404
    pdf = page.request.get(f"{page.url}.pdf")
    assert pdf.body().startswith(b"%PDF")
    assert pdf.headers["content-disposition"].startswith("inline")


def test_form__works_without_javascript(chromium: Browser, served: ServedBorang) -> None:
    page = let_in(chromium, served, java_script_enabled=False)
    begun(page, served, "coaching-rhk")
    fill_head(page)
    fill_row(page, 0, ROWS[0])
    page.get_by_role("button", name="Tambah baris").click()
    expect(page.locator("details[data-baris]")).to_have_count(2)
    fill_row(page, 1, ("praktik-baik-peserta", "dua", "4"))
    page.get_by_role("button", name="Periksa").click()
    expect(page.locator("#ringkasan h2")).to_have_text("1 hal perlu diperbaiki")
    page.locator("#ringkasan a").click()
    wrong = page.locator("[name='rencana.r2.kuantitas']")
    expect(wrong).to_have_value("dua")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Hapus baris ini (Baris 2").click()
    expect(page.locator("details[data-baris]")).to_have_count(1)
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 16 poin")
    page.get_by_role("button", name="Buat dokumen").click()
    expect(page.get_by_role("link", name="Unduh Word")).to_be_visible()
    page.context.close()


def test_errors__each_link_lands_on_its_field_also_in_a_closed_card(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk")
    fill_head(page)
    fill_row(page, 0, ROWS[0])
    page.locator("[name='rencana.r1.kuantitas']").fill("dua")
    page.locator("[name='guru.nip']").fill("12")
    page.locator("[name='periode']").fill("")
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_url("**periksa=1**")
    expect(page.locator("#ringkasan")).to_be_focused()
    assert page.title().startswith("(3 perlu diperbaiki) ")
    page.locator("details[data-baris] > summary").click()
    expect(page.locator("[name='rencana.r1.kuantitas']")).to_be_hidden()
    for name in ("guru.nip", "periode", "rencana.r1.kuantitas"):
        page.locator(f"#ringkasan a[href='#{name}']").click()
        expect(page.locator(f"[name='{name}']")).to_be_focused()
        message = page.locator(f"[id='pesan-{name}']")
        assert message.inner_text().split("Salah:")[-1].strip()[:10] in page.locator(f"#ringkasan a[href='#{name}']").inner_text()


def test_tab__closed_while_typing_loses_nothing(either_page: Page, either: ServedBorang) -> None:
    page = begun(either_page.context.new_page(), either, "kak")
    address = page.url
    page.locator("[name='judul']").press_sequentially("Peningkatan Literasi di Cempaka")
    page.close(run_before_unload=True)
    again = either_page.context.new_page()
    again.goto(address)
    expect(again.locator("[name='judul']")).to_have_value("Peningkatan Literasi di Cempaka")
    expect(again.locator("#keadaan")).to_contain_text("Tersimpan")
    expect(again.locator("#keadaan")).not_to_contain_text("belum tersimpan")
    again.close()


def test_connection__lost_and_found_again_loses_nothing_and_says_so(chromium: Browser, served: ServedBorang) -> None:
    page = begun(let_in(chromium, served), served, "kak")
    page.context.set_offline(True)
    page.locator("[name='judul']").fill("Ditulis tanpa sambungan")
    expect(page.locator("#keadaan")).to_contain_text("Tidak tersambung")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator("[name='judul']")).to_have_value("Ditulis tanpa sambungan")
    page.context.close()


def test_tabs__the_later_is_told_and_both_texts_are_kept(page: Page, window: Page, served: ServedBorang) -> None:
    begun(page, served, "kak")
    other = window.context.new_page()
    other.goto(page.url)
    page.locator("[name='judul']").fill("Dari tab pertama")
    saved(page)
    other.locator("[name='judul']").fill("Dari tab kedua")
    expect(other.locator("#keadaan")).to_contain_text("sudah disimpan dari tab atau jendela lain")
    other.get_by_role("button", name="Periksa").click()
    expect(other.get_by_role("alert")).to_contain_text("belum tersimpan")
    expect(other.locator("[name='judul']")).to_have_value("Dari tab kedua")
    other.get_by_role("button", name="Simpan ini sebagai isian baru").click()
    expect(other.locator("#basi")).to_have_count(0)
    expect(other.locator("[name='judul']")).to_have_value("Dari tab kedua")
    page.reload()
    expect(page.locator("[name='judul']")).to_have_value("Dari tab pertama")
    assert other.url != page.url
    other.close()


def test_rows__are_pasted_from_a_spreadsheet(page: Page, served: ServedBorang) -> None:
    begun(page, served, "kak")
    lines = "\n".join(f"Kabupaten {number}\t{number}" for number in range(1, 121))
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.querySelector("[id='sasaran.daftar'] input, table.isian input").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        f"Kabupaten/Kota\tJumlah Guru\n{lines}\n",
    )
    expect(page.locator("#jumlah-utama")).to_have_text("Jumlah sasaran: 7.260 guru")  # 120 × 121 / 2
    page.locator("table.isian input.angka").nth(119).fill("121")
    expect(page.locator("#jumlah-utama")).to_have_text("Jumlah sasaran: 7.261 guru")


def test_feeder__gives_what_is_not_filled_in_again(page: Page, served: ServedBorang) -> None:
    begun(page, served, "program", SAMPLE)
    title = page.locator("h1").inner_text()
    begun(page, served, "undangan")
    page.select_option("[name='program']", label=title)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".terambil").first).to_contain_text("Sudah ada")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh isian").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert [name.partition("-")[0] for name in archive.namelist()] == ["undangan", "program"]


def test_picture__is_kept_shown_and_printed(page: Page, served: ServedBorang) -> None:
    begun(page, served, "dokumentasi")
    page.get_by_role("button", name=re.compile("Tambah baris")).click()
    page.locator("input[type=file]").last.set_input_files(SAMPLES / "logo.png")  # of a row in which nothing else is written yet
    shown = page.get_by_alt_text("Gambar yang terpilih: logo.png")
    expect(shown).to_be_visible()
    assert page.request.get(f"{served.base}{shown.get_attribute('src')}").body() == (SAMPLES / "logo.png").read_bytes()
    page.set_input_files("input[type=file]", {"name": "logo.png", "mimeType": "image/png", "buffer": b"bukan gambar"})
    expect(page.locator("h1")).to_have_text("Gambar ini tidak diterima: logo.png.")
    begun(page, served, "dokumentasi", SAMPLE)
    page.get_by_role("button", name="Buat dokumen").click()
    expect(page.get_by_role("link", name="Unduh Word")).to_be_visible()


def test_upload__gives_each_file_its_result_with_cells_a_marked_copy_and_all_documents(
    page: Page, served: ServedBorang, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(SAMPLES / "formulir" / "coaching-rhk.xlsx")
    book["Matriks Rencana Aksi"]["C5"] = "dua"
    book.save(tmp_path / "salah.xlsx")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 bukan buku kerja")
    (tmp_path / "lama.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "kosong.yaml").write_bytes(b"")
    good = [SAMPLES / "coaching-rhk" / "ok-minimal.yaml", SAMPLES / "formulir" / "coaching-rhk.xlsx"]
    page.goto(f"{served.base}/unggah")
    page.set_input_files("#berkas", [*good, *(tmp_path / name for name in ("salah.xlsx", "rusak.xlsx", "lama.xls", "kosong.yaml"))])
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("status")).to_contain_text("6 dari 6 berkas selesai. 2 dokumen jadi.")
    rows = {row.locator("strong").first.inner_text(): row.text_content() or "" for row in page.locator("tbody tr").all()}
    assert "Benar, dokumennya jadi." in rows["ok-minimal.yaml"]
    assert "sel C5" in rows["salah.xlsx"]
    assert "Tidak dapat dibuat" in rows["rusak.xlsx"]
    assert "simpan sebagai .xlsx" in rows["lama.xls"]
    assert "kosong" in rows["kosong.yaml"]
    with page.expect_download() as download:
        page.locator("tr", has_text="salah.xlsx").get_by_role("link", name="Unduh salinan yang ditandai").click()
    marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert marked["Matriks Rencana Aksi"]["C5"].comment is not None
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua dokumen (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert len(archive.namelist()) == 2
        assert archive.testzip() is None
    assert violations(page) == []


def test_enter__in_a_field_saves_and_removes_nothing(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk", SAMPLE)
    before = page.locator("details[data-baris]").count()
    page.fill("[name='periode']", "Juli–Desember 2025")
    page.locator("[name='periode']").press("Enter")
    page.wait_for_load_state()
    expect(page.locator("[name='periode']")).to_have_value("Juli–Desember 2025")
    expect(page.locator("details[data-baris]")).to_have_count(before)


def test_old_form__becomes_a_draft(page: Page, served: ServedBorang) -> None:
    page.goto(f"{served.base}/jenis/coaching-rhk")
    page.set_input_files("#berkas", SAMPLES / "formulir" / "coaching-rhk.xlsx")
    page.get_by_role("button", name="Pakai berkas ini").click()
    page.wait_for_url("**/draf/*")
    expect(page.locator("#jumlah-utama")).to_have_text("Total Poin: 76 poin")  # 36 + 8 + 8 + 8 + 12 + 4


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tahun lalu (1).pdf", b"%PDF-1.4", "tahun lalu (1).pdf tidak dapat dipakai."),
        ("peserta.csv", b"nama;nip\nA;1\n", "peserta.csv tidak dapat dipakai."),
        ("isian saya.yaml", b"guru: [", "isian saya.yaml, baris 2: Susunan YAML tidak dapat dibaca."),
    ],
)
def test_old_form__that_is_none_is_refused_by_its_own_name(page: Page, served: ServedBorang, name: str, data: bytes, said: str) -> None:
    page.goto(f"{served.base}/jenis/coaching-rhk")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.set_input_files("#berkas", [file])  # pyright: ignore[reportArgumentType] - a dict of its shape
    page.get_by_role("button", name="Pakai berkas ini").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said)
    assert page.url.endswith("/jenis/coaching-rhk/draf")


def test_server__killed_and_started_again_goes_on_with_the_same_tab(chromium: Browser, tmp_path: Path) -> None:
    first = ServedBorang(tmp_path / "data")
    page = begun(let_in(chromium, first), first, "kak")
    page.locator("[name='judul']").fill("Sebelum")
    saved(page)
    first.stop(signal.SIGKILL)
    page.locator("[name='judul']").fill("Sesudah")
    expect(page.locator("#keadaan")).to_contain_text("Tidak tersambung")
    second = ServedBorang(tmp_path / "data", first.port)
    saved(page)
    page.reload()
    expect(page.locator("[name='judul']")).to_have_value("Sesudah")
    page.context.close()
    assert second.stop(signal.SIGINT) == 0
    assert second.lines[-1] == "borang berhenti."


def test_long_text__is_styled_by_buttons_and_keys_and_each_can_be_taken_back(page: Page, served: ServedBorang) -> None:
    begun(page, served, "kak")
    area, bar = page.get_by_label("2. Latar Belakang").last, page.get_by_role("toolbar", name="Gaya tulisan 2. Latar Belakang")

    def styled(text: str, button: str) -> str:
        """Return what becomes of a text, all of it chosen."""
        area.fill(text)
        area.select_text()
        bar.get_by_role("button", name=button).click()
        return area.input_value()

    expect(bar).to_be_hidden()  # it shows where somebody writes, and nowhere else
    assert styled("a\n- b", "Tebal") == "**a**\n- **b**"
    assert styled("**a**", "Tebal") == "a"
    assert styled("a\n\n1. b", "Butir") == "- a\n\n- b"
    assert styled("- a\n- b", "Butir") == "a\nb"
    assert styled("- a\nb", "Bernomor") == "1. a\n2. b"
    assert styled("Nama\tNilai\nAni\t9|0", "Tabel") == "| Nama | Nilai |\n|---|---|\n| Ani | 9\\|0 |\n"
    area.fill("satu")
    area.select_text()
    for key, text in (("b", "**satu**"), ("i", "***satu***"), ("b", "*satu*"), ("i", "satu"), ("z", "*satu*")):
        page.keyboard.press(f"Control+{key}")
        expect(area).to_have_value(text)
    expect(page.locator("#keadaan")).to_contain_text("Tersimpan pukul")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Tabel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(area).to_be_focused()
    assert violations(page) == []


def test_report__with_its_attachments_joined_is_what_the_command_makes(
    page: Page, served: ServedBorang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pikepdf.new() as blank:
        blank.add_blank_page(page_size=(595, 842))
        blank.save(tmp_path / "sk.pdf")
    begun(page, served, "laporan-kegiatan", SAMPLE)
    for field in page.locator("[name^='lampiran.'][name$='.berkas']").all():
        field.evaluate("one => { one.value = ''; }")
    page.locator("[name='lampiran.k3.berkas']").evaluate("one => { one.value = 'sk.pdf'; }")
    page.get_by_role("button", name="Buat dan gabungkan lampiran").click()
    expect(page.get_by_role("heading", name="Lampirannya belum dapat digabungkan.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("sk.pdf")
    page.go_back()
    page.set_input_files("#lampiran-berkas", tmp_path / "sk.pdf")
    expect(page.locator("#lain li", has_text="sk.pdf")).to_be_visible()
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        page.locator("#gabung").scroll_into_view_if_needed()
        assert violations(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh isian").click()
    taken.value.save_as(tmp_path / "isian.zip")
    got = documents_taken(page, "Buat dan gabungkan lampiran", "Word|PDF|ZIP")
    (tmp_path / "kerja").mkdir()
    with zipfile.ZipFile(tmp_path / "isian.zip") as archive:
        archive.extractall(tmp_path / "kerja")
    monkeypatch.chdir(tmp_path / "kerja")
    monkeypatch.delenv("BORANG_HOME", raising=False)
    (data,) = (tmp_path / "kerja").glob("*.yaml")
    code, told = run(f"borang make {data.name} --to docx --with-lampiran -o hasil", monkeypatch)
    assert code == 0, told
    made = {file.name: file.read_bytes() for file in (tmp_path / "kerja" / "hasil").iterdir()}
    assert sorted(name.startswith("dengan-lampiran-") for name in made) == [False, False, True, True]
    assert got == made


def test_log__holds_nothing_that_a_person_wrote(page: Page, served: ServedBorang) -> None:
    begun(page, served, "coaching-rhk")
    fill_head(page, "Wulandari Kusumaningrum")
    page.locator("[name='guru.nip']").fill("199203152019032007")
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_url("**periksa=1**")
    log = Path(served.temporary) / "borang-kesalahan.log"
    said = "\n".join(served.lines) + (log.read_text() if log.exists() else "")
    assert not re.search("Wulandari|19920315|Nuraini|Cempaka", said)
    assert not log.exists()
