"""Many documents from the browser: checked, made, cancelled, the server killed, gone on with; many forms gathered; columns of an export settled.

Covers: WEB-01 (batches with their progress), WEB-05 (phone, without JavaScript), BAT-02 (a trial first, names that clash), BAT-03 (what is interrupted goes on).
"""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from generator.journal import JOURNAL
from tests.conftest import SAMPLES
from tests.exports import two_sheets
from tests.pages import run
from tests.postgres import postgres_server
from tests.served import PHONE, WIDE, ServedBorang, let_in, violations

pytestmark = pytest.mark.xdist_group("layanan-kerja")
ROWS = int(os.environ.get("BORANG_BARIS", "80"))
"""How many documents the killed batch has; `make torture` asks for five hundred."""
SHARED = """jenis: coaching-rhk
satuan_pendidikan:
  nama: SMP Negeri 9 Cempaka
  kepala: {nama: "Drs. Agung Nugraha"}
aturan: PMM-2024
periode: Januari–Juni 2024
rencana:
  - {rhk: praktik-baik-peserta, tujuan: Menata umpan balik, kuantitas: 8, materi: Umpan balik, pelaksanaan: {waktu: Minggu ke-3 Bulan Mei}, dukungan: {bentuk: Waktu, asal: [Kepala Sekolah]}}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    """The service with PostgreSQL; the batch that is killed, and the twenty books, have both."""
    with postgres_server() as server:
        made = ServedBorang(tmp_path_factory.mktemp("kerja"), 0, "--database", server.fresh())
        yield made
        if made.process.poll() is None:
            assert made.stop() == 0
            assert made.lines[-1] == "borang berhenti."


def table(folder: Path, rows: int) -> tuple[Path, Path]:
    """Return a table of teachers, the seventh of whom has a wrong number, and what they all share."""
    lines = ["Nama Guru;NIP", *(f"Guru Ke {at};{'123' if at == 7 else ''}" for at in range(1, rows + 1))]
    (folder / "guru.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "bersama.yaml").write_text(SHARED, encoding="utf-8")
    return folder / "guru.csv", folder / "bersama.yaml"


def checked(page: Page, base: str, files: list[Path], shared: list[Path], type_name: str = "coaching-rhk") -> None:
    """Hand files in, to be checked."""
    page.goto(f"{base}/kerja")
    page.select_option("#jenis", type_name)
    page.set_input_files("#berkas", files)
    if shared:
        page.set_input_files("#bersama", shared)
    page.get_by_role("button", name="Periksa dahulu").click()
    page.wait_for_url("**/pekerjaan/*")


def begin(page: Page, *media: str) -> None:
    for medium in media:
        page.locator(f"input[value={medium}]").check()
    page.get_by_role("button", name=re.compile(r"^Buat \d+ dokumen$")).click()


def tree(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.startswith(".")}


def by_command(folder: Path, monkeypatch: pytest.MonkeyPatch, options: str) -> dict[str, bytes]:
    """Return what the command makes of the same table."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("BORANG_HOME", raising=False)
    code, told = run(f"borang batch coaching-rhk guru.csv --with bersama.yaml -o hasil {options}", monkeypatch)
    assert code == 1, told
    return tree(folder / "hasil")


def done_in(folder: Path) -> int:
    """Return how many documents a journal has as done."""
    if not (folder / JOURNAL).is_file():
        return 0
    with closing(sqlite3.connect(f"{(folder / JOURNAL).as_uri()}?mode=ro", uri=True)) as journal:
        try:
            return int(journal.execute("SELECT count(*) FROM dokumen WHERE keadaan = 'jadi'").fetchone()[0])
        except sqlite3.OperationalError:  # it is being made
            return 0


def until(condition: object, seconds: float = 60) -> None:
    """Wait until a condition holds."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_batch__cancelled_and_the_server_killed_goes_on_and_is_the_one_of_the_command(
    chromium: Browser, fresh_options: Callable[[], tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guru, shared = table(tmp_path, ROWS)
    options = fresh_options()
    first = ServedBorang(tmp_path / "data", 0, *options)
    page = let_in(chromium, first)
    checked(page, first.base, [guru], [shared])
    expect(page.get_by_role("status")).to_have_text(f"{ROWS} baris: {ROWS - 1} akan dibuat, 1 tidak.")
    expect(page.locator("td", has_text="Guru Salah").or_(page.locator("tbody tr"))).to_have_count(1)
    expect(page.locator(".contoh-nama li").first).to_have_text("rhk-guru-ke-1.docx")
    results = tmp_path / "data" / "pekerjaan" / page.url.rpartition("/")[2] / "hasil"
    assert not results.exists()
    begin(page, "docx")
    page.get_by_role("button", name="Hentikan").click()
    expect(page.get_by_role("status")).to_have_text("Dihentikan.")
    page.get_by_role("button", name="Lanjutkan").click()
    until(lambda: done_in(results) > 0)
    first.stop(signal.SIGKILL)
    kept = done_in(results)
    assert 0 < kept < ROWS - 1
    second = ServedBorang(tmp_path / "data", first.port, *options)
    expect(page.get_by_role("status")).to_have_text(f"Selesai: {ROWS - 1} dokumen jadi, 1 tidak.")
    expect(page.get_by_text("sudah jadi sebelumnya dan tidak dibuat lagi")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua (ZIP)").click()
    expected = by_command(tmp_path, monkeypatch, "--to docx")
    assert tree(results) == expected
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    assert second.stop() == 0
    page.context.close()


def test_spectators__do_not_slow_the_server_down(page: Page, window: Page, served: ServedBorang, tmp_path: Path) -> None:
    guru, shared = table(tmp_path, 20)
    checked(page, served.base, [guru], [shared])
    begin(page, "docx")
    tabs = [window.context.new_page() for _ in range(4)]
    for tab in tabs:
        tab.goto(page.url)
    took: list[float] = []

    def asked() -> bool:
        begun = time.monotonic()
        assert page.request.get(f"{served.base}/ping").text() == "borang\n"
        took.append(time.monotonic() - begun)
        return bool(page.get_by_role("link", name="Unduh semua (ZIP)").is_visible())

    until(asked)
    for tab in tabs:
        expect(tab.get_by_role("status")).to_have_text("Selesai: 19 dokumen jadi, 1 tidak.")
        tab.close()
    took.sort()
    assert took[len(took) * 9 // 10] < 0.5
    mark = page.request.get(page.url).headers["etag"]
    assert page.request.get(page.url, headers={"If-None-Match": mark}).status == 304


def test_batch__of_filled_files_under_names_of_its_own_works_without_javascript(
    chromium: Browser, served: ServedBorang, tmp_path: Path
) -> None:
    for at, name in enumerate(("Ani Lestari", "Budi Santoso", "Budi Santoso")):
        (tmp_path / f"{at}.yaml").write_text(f"{SHARED}guru: {{nama: {name}}}\n", encoding="utf-8")
    page = let_in(chromium, served, java_script_enabled=False)
    checked(page, served.base, sorted(tmp_path.glob("*.yaml")), [])
    expect(page.get_by_role("status")).to_have_text("3 berkas: 3 akan dibuat.")
    expect(page.get_by_text("1 bernama sama dengan yang sebelumnya")).to_be_visible()
    page.select_option("#pola", "{{ guru.nama }}")
    page.get_by_role("button", name="Lihat lagi namanya").click()
    expect(page.locator(".contoh-nama li")).to_have_text(["Ani Lestari.docx", "Budi Santoso.docx", "Budi Santoso (2).docx"])
    begin(page, "xlsx")
    expect(page.get_by_role("status")).to_have_text("Selesai: 3 dokumen jadi.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua (ZIP)").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert sorted(archive.namelist()) == ["Ani Lestari.xlsx", "Budi Santoso (2).xlsx", "Budi Santoso.xlsx", "hasil.xlsx"]
    address = page.url
    page.get_by_role("button", name="Hapus").click()
    assert page.request.get(address).status == 404
    page.context.close()


def test_file__that_cannot_be_taken_is_named_at_once(page: Page, served: ServedBorang, tmp_path: Path) -> None:
    (tmp_path / "guru.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    page.goto(f"{served.base}/kerja")
    page.select_option("#jenis", "coaching-rhk")
    page.set_input_files("#berkas", tmp_path / "guru.xls")
    page.get_by_role("button", name="Periksa dahulu").click()
    expect(page.locator("h1")).to_have_text("guru.xls tidak dapat dipakai.")
    expect(page.locator("main")).to_contain_text("simpan sebagai .xlsx")


def test_export__its_columns_are_settled_once_and_remembered_for_the_next(page: Page, served: ServedBorang) -> None:
    export = SAMPLES / "ekspor" / "google-coaching.csv"
    checked(page, served.base, [export], [])
    expect(page.get_by_role("status")).to_have_text("Ada kolom yang belum jelas masuk ke isian mana.")
    page.get_by_role("link", name="Tentukan kolomnya").click()
    expect(page.locator("tr.belum strong")).to_have_text(["Nama Coach (Kepala Sekolah)", "Apa kesanmu?"])
    coach = page.get_by_role("combobox", name="Nama Coach (Kepala Sekolah)")
    expect(coach).to_have_value("satuan_pendidikan.kepala.nama")
    expect(page.get_by_role("combobox", name="RHK 2: Kuantitas")).to_have_value("rencana.2.kuantitas")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.set_viewport_size(WIDE)
    coach.select_option("guru.nama")
    page.get_by_role("combobox", name="Apa kesanmu?").select_option("-")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_role("alert")).to_contain_text("Ganda: tempat “guru.nama” sudah dipakai")
    coach.select_option("satuan_pendidikan.kepala.nama")
    expect(page.get_by_role("combobox", name="Apa kesanmu?")).to_have_value("-")
    page.get_by_role("combobox", name="RHK 1 – Asal").select_option("rencana.1.dukungan.asal (pisah koma)")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_role("status")).to_have_text("3 baris: 2 akan dibuat, 1 tidak.")
    checked(page, served.base, [export], [])
    expect(page.get_by_role("status")).to_have_text("3 baris: 2 akan dibuat, 1 tidak.")
    page.get_by_role("link", name="Lihat kolom mana masuk ke isian mana").click()
    expect(page.get_by_text("Semua kolom sudah jelas.")).to_be_visible()
    expect(page.get_by_role("combobox", name="RHK 1 – Asal")).to_have_value("rencana.1.dukungan.asal (pisah koma)")


def test_export__of_another_sheet_with_what_is_the_same_for_all_is_shown_before_it_is_kept(
    page: Page, served: ServedBorang, tmp_path: Path
) -> None:
    export = two_sheets(tmp_path / "jawaban.xlsx")
    checked(page, served.base, [export], [])
    page.get_by_role("link", name="kolom mana masuk ke isian mana").click()
    page.get_by_label("Lembar yang dibaca").select_option("Jawaban")
    page.get_by_role("button", name="Tampilkan lembar itu").click()
    expect(page.get_by_role("row", name="Nama Guru Dewi · Eko · Fitri")).to_be_visible()
    last = page.get_by_role("textbox", name="Nilai tetap").count()
    page.get_by_role("textbox", name=f"Nilai tetap {last}").fill("Juli 2026")
    page.get_by_role("button", name="Lihat hasilnya dahulu").click()
    expect(page.get_by_role("alert")).to_contain_text("Isian untuk “Juli 2026” belum dipilih.")
    page.get_by_role("combobox", name=f"Isian nilai tetap {last}").select_option("periode")
    page.get_by_role("button", name="Lihat hasilnya dahulu").click()
    expect(page.get_by_role("region", name="Begini baris pertama terbaca").get_by_role("cell", name="Juli 2026")).to_have_count(3)
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_role("status")).to_contain_text("4 baris:")
    checked(page, served.base, [export], [])
    expect(page.get_by_role("status")).to_contain_text("4 baris:")


def test_export__that_was_uploaded_leads_to_its_columns(page: Page, served: ServedBorang) -> None:
    page.goto(f"{served.base}/unggah")
    page.set_input_files("#berkas", SAMPLES / "ekspor" / "google-coaching.csv")
    page.select_option("#jenis", "coaching-rhk")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("button", name="Tentukan kolomnya").click()
    page.wait_for_url("**/pekerjaan/*")
    expect(page.locator("h1")).to_contain_text("google-coaching.csv")


def test_gathering__takes_twenty_forms_together_and_names_who_is_missing(page: Page, served: ServedBorang, tmp_path: Path) -> None:
    for at in range(1, 21):
        (tmp_path / f"rhk-{at:02}.yaml").write_text(f"{SHARED}guru: {{nama: Guru Ke {at}}}\n", encoding="utf-8")
    (tmp_path / "salah.yaml").write_text(SHARED.replace("kuantitas: 8", "kuantitas: dua") + "guru: {nama: Guru Salah}\n", encoding="utf-8")
    page.goto(f"{served.base}/rekap")
    page.select_option("#jenis", "rekap-rhk")
    page.set_input_files("#berkas", sorted(tmp_path.glob("*.yaml")))
    page.fill("#daftar", "\n".join([*(f"Guru Ke {at}" for at in range(1, 21)), "Guru Salah", "Tono Raharja"]))
    page.get_by_role("button", name="Kumpulkan").click()
    expect(page.get_by_role("status")).to_have_text("20 dari 21 isian ikut dikumpulkan; 2 belum masuk.")
    expect(page.locator("tr", has_text="salah.yaml")).to_contain_text("Tidak ikut.")
    expect(page.locator(".peringatan li")).to_have_text(["Berkas “Guru Salah” belum masuk.", "Berkas “Tono Raharja” belum masuk."])
    assert violations(page) == []
    page.get_by_role("button", name="Buka isian yang terkumpul").click()
    page.wait_for_url("**/draf/*")
    expect(page.locator("details[data-baris]").filter(has_text="Guru Ke 20").first).to_be_attached()
    expect(page.locator("[name='periode']")).to_have_value("Januari–Juni 2024")


_BAD_LINE = """
const plain = fetch, tries = {};
let now = 0;
globalThis.line = { tries, most: 0 };
const released = new Promise((done) => { line.release = done; });
globalThis.fetch = async (address, asked) => {
  if (String(address).endsWith("/lengkap")) await released;
  if (!String(address).endsWith("/berkas")) return plain(address, asked);
  const number = asked.body.get("nomor");
  tries[number] = (tries[number] || 0) + 1;
  now++;
  line.most = Math.max(line.most, now);
  try {
    if (number === "2" && tries[2] === 1) return new Response("", { status: 429, headers: { "retry-after": "1" } });
    const answer = await plain(address, asked);
    if (number === "3" && tries[3] === 1) throw new TypeError("it has arrived, but nobody hears of it");
    return answer;
  } finally { now--; }
};
"""


def test_upload__of_twenty_books_over_a_bad_line_gives_seventeen_documents(either_page: Page, either: ServedBorang, tmp_path: Path) -> None:
    """One file a request, three at a time; what is refused for a moment or breaks off is sent again, and counts once."""
    book = openpyxl.load_workbook(SAMPLES / "formulir" / "coaching-rhk.xlsx")
    sound, books = book["Matriks Rencana Aksi"]["C5"].value, []
    for at in range(20):
        book["Isian"]["B7"] = f"Guru Ke {at}"
        book["Matriks Rencana Aksi"]["C5"] = "dua" if at in {4, 9, 14} else sound
        books.append(tmp_path / f"rhk-{at:02}.xlsx")
        book.save(books[-1])
    page = either_page
    page.add_init_script(_BAD_LINE)
    page.goto(f"{either.base}/unggah")
    page.set_input_files("#berkas", books)
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.locator("#kirim")).to_contain_text("20 dari 20 berkas sampai.")
    assert page.evaluate("[line.tries[2], line.tries[3], line.most]") == [2, 2, 3]
    page.evaluate("line.release()")
    expect(page.get_by_role("status")).to_contain_text("20 dari 20 berkas selesai. 17 dokumen jadi.")
    assert page.locator("tbody tr > td:first-child").all_inner_texts() == [file.name for file in books]
    wrong = {books[at].name for at in (4, 9, 14)}
    for row in page.locator("tr", has=page.get_by_role("link", name="Unduh salinan yang ditandai")).all():
        wrong.remove(row.locator("strong").first.inner_text())
        with page.expect_download() as download:
            row.get_by_role("link", name="Unduh salinan yang ditandai").click()
        marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        assert [cell.coordinate for cell in marked["Matriks Rencana Aksi"]["C"] if cell.comment] == ["C5"]
    assert wrong == set()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua dokumen (ZIP)").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        for at in set(range(20)) - {4, 9, 14}:
            with zipfile.ZipFile(archive.open(f"rhk-guru-ke-{at}.docx")) as document:
                names = re.findall("Guru Ke [0-9]+", re.sub("<[^>]+>", "", document.read("word/document.xml").decode()))
            assert set(names) == {f"Guru Ke {at}"}
        assert len(archive.namelist()) == 17
