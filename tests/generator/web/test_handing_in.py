"""Files that cannot be taken: each kind is told in a sentence of its own what it is and what to do, with JavaScript and without.

`tests/refused/` holds what this machine cannot make: a workbook and a Word document locked by msoffcrypto-tool (password "rahasia"), and the same
saved by LibreOffice in the formats of Office 97.

Covers: SAFE-02 (what may not come in), WEB-05 (without JavaScript).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cases import REFUSED
from tests.conftest import SAMPLES
from tests.served import ServedBorang, let_in

pytestmark = pytest.mark.xdist_group("layanan")
BOOK = SAMPLES / "formulir" / "undangan.xlsx"
_BOMB = 200
"""So many megabytes of nothing are in the bomb: more than a form may hold, in a file of a fifth of one."""


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(BOOK) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in book.infolist():
            archive.writestr(entry, book.read(entry))
        with archive.open("xl/media/isi.bin", "w") as part:
            for _ in range(_BOMB):
                part.write(bytes(1024 * 1024))
    assert len(made.getvalue()) < 1024 * 1024
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.yaml", "jenis: kak\n")
    return made.getvalue()


_LOCKED = "hapus sandinya (File > Info > Protect), simpan sebagai "
TOLD = {
    "besar.xlsx": "lebih besar daripada 20 MB. Kecilkan gambar di dalamnya",
    "sandi.xlsx": f"terkunci sandi. Buka dengan sandinya, {_LOCKED}buku kerja Excel (.xlsx).",
    "sandi.docx": f"terkunci sandi. Buka dengan sandinya, {_LOCKED}dokumen Word (.docx).",
    "lama.xls": "Buka di Excel, simpan sebagai .xlsx (File > Save As), lalu unggah hasilnya.",
    "lama.doc": "Buka di Word, simpan sebagai .docx (File > Save As), lalu unggah hasilnya.",
    "ganti-nama.xlsx": "“ganti-nama.xlsx” berformat Office lama (.xls, .doc). Buka di Word atau Excel",
    "bom.xlsx": "terlalu besar setelah dibuka dari kemasannya. Hapus baris, lembar, dan gambar yang tidak perlu",
    "kosong.xlsx": "kosong (0 bita), mungkin karena belum selesai disimpan",
    "surat.pdf": "Isian di PDF tidak dapat dibaca dari sini. Unggah formulir Excel atau Word-nya.",
    "foto.heic": "Simpan gambarnya sebagai .jpg atau .png",
    "foto.png": "Gambar; dipakai bila disebut dalam formulir yang diunggah bersamanya.",
    "foto.xlsx": "“foto.xlsx” berisi PNG, bukan buku kerja Excel (.xlsx). Pilih atau simpan",
    "kiriman.zip": "Buka (ekstrak) dahulu arsipnya",
    "catatan.txt": "Berkas berakhiran “.txt” tidak dapat dibaca. Unggah formulir terisi berupa Excel (.xlsx)",
    "tanpa": "Berkas tanpa akhiran nama tidak dapat dibaca.",
    "tanpa-jenis.csv": "tidak menyebut jenis dokumennya. Pilih jenisnya di “Jenis dokumen” saat mengunggah.",
}
"""What is told of each file, in the words of its row."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("ditolak"))
    yield made
    assert made.stop() == 0


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, picture = tmp_path_factory.mktemp("berkas"), (SAMPLES / "logo.png").read_bytes()
    content = {
        "besar.xlsx": bytes(20 * 1024 * 1024 + 1),
        "ganti-nama.xlsx": (REFUSED / "lama.xls").read_bytes(),
        "bom.xlsx": bomb(),
        "kosong.xlsx": b"",
        "surat.pdf": b"%PDF-1.7\n",
        "foto.heic": b"\0\0\0\x18ftypheic",
        "foto.png": picture,
        "foto.xlsx": picture,
        "kiriman.zip": archive(),
        "catatan.txt": b"Nama: Ani\n",
        "tanpa": b"abc",
        "tanpa-jenis.csv": b"Nama Guru;NIP\n",
    }
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return {file.name: file for file in (*REFUSED.iterdir(), *folder.iterdir())}


def rows_told(page: Page, served: ServedBorang, chosen: list[Path], type_name: str = "") -> dict[str, str]:
    """Return what the page of an upload says of each file."""
    page.goto(f"{served.base}/unggah")
    page.set_input_files("#berkas", chosen)
    page.select_option("#jenis", type_name)
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{len(chosen)} dari {len(chosen)} berkas selesai.")
    rows = page.locator("tbody tr").all()
    return {row.locator("strong").first.inner_text(): re.sub(r"\s+", " ", row.text_content() or "") for row in rows}


def test_refused__each_kind_is_told_what_it_is_and_what_to_do(page: Page, served: ServedBorang, files: dict[str, Path]) -> None:
    """Journey 11; and no sentence names a command, a folder of the server or the same file twice."""
    told = rows_told(page, served, [files[name] for name in TOLD])
    assert {name: words for name, words in TOLD.items() if words not in told[name]} == {}
    assert [text for text in told.values() if re.search(r"--|borang [a-z]|/tmp|xlsx: “", text)] == []
    page.goto(f"{served.base}/jenis/undangan")
    page.set_input_files("#berkas", files["sandi.xlsx"])
    page.get_by_role("button", name="Pakai berkas ini").click()
    expect(page.locator("h1")).to_have_text("“sandi.xlsx” terkunci sandi.")
    expect(page.locator("main")).to_contain_text("hapus sandinya")


def test_refused__without_javascript(chromium: Browser, served: ServedBorang, files: dict[str, Path]) -> None:
    page = let_in(chromium, served, java_script_enabled=False)
    some = ("besar.xlsx", "sandi.docx", "lama.xls", "bom.xlsx", "kosong.xlsx", "surat.pdf")
    told = rows_told(page, served, [files[name] for name in some])
    assert [name for name in some if TOLD[name] not in told[name]] == []
    page.context.close()


def test_table__without_rows_and_one_of_other_columns(page: Page, served: ServedBorang, tmp_path: Path) -> None:
    (tmp_path / "judul.csv").write_text("Nama Guru;NIP\n", encoding="utf-8")
    (tmp_path / "asing.csv").write_text("Suhu;Cuaca\n30;cerah\n", encoding="utf-8")
    told = rows_told(page, served, sorted(tmp_path.iterdir()), "coaching-rhk")
    assert "Isi paling sedikit satu baris di bawah judul kolom: Nama Guru, NIP." in told["judul.csv"]
    assert "Periksa apakah jenis yang dipilih sudah benar. Bila ya: tekan “Tentukan kolomnya”" in told["asing.csv"]
    expect(page.get_by_role("button", name="Tentukan kolomnya")).to_have_count(1)
