"""Every page of the service in every state, looked at by one judge; nothing comes from elsewhere, nothing fails in silence.

Covers: WEB-05 (keyboard, phone, large letters, without what is elsewhere).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import insert

from generator.render.sealing import seal_property
from generator.seal.keys import make_keys
from generator.store.documents import NewDocument, kept_file, new_document
from generator.store.drafts import new_draft
from generator.store.engine import Store, new_id, now, opened
from generator.store.tables import JOBS
from generator.store.uploads import FileToKeep, new_upload
from generator.store.viewed import ViewedStore, Viewer
from tests.accounts import PASSWORD, SharedOffice, add_teacher, certificate
from tests.cases import REFUSED
from tests.conftest import SAMPLES
from tests.generator.cli.test_numbering import OFFICE, PROGRAM
from tests.generator.web.test_keeping import CERTIFICATE
from tests.generator.web.test_long_work import SHARED
from tests.seen import held_against
from tests.served import PHONE, SAMPLE, WIDE, ServedBorang, begun, let_in

pytestmark = pytest.mark.xdist_group("layanan-dilihat")
PICTURES = os.environ.get("BORANG_GAMBAR", "")
"""A folder to which each page is photographed, for eyes."""
LATER = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds")


class Scene:
    """A service of one person with something of everything in it, and one of an office with an empty school; a window of each."""

    def __init__(self, chromium: Browser, alone: ServedBorang, shared: ServedBorang, office: SharedOffice, store: Store) -> None:
        self.alone, self.shared, self.office = alone, shared, office
        self.viewed = ViewedStore(store, Viewer())
        self.troubles: list[str] = []
        self.titles: dict[str, str] = {}
        self.page = let_in(chromium, alone)
        self.pages = {login: self._came_in(chromium, login) for login in ("kelola", "budi", "staf", "ani")}
        for page in (self.page, *self.pages.values()):
            self._listen(page.context, page)
        self.number: dict[str, str] = {}

    def _came_in(self, chromium: Browser, login: str) -> Page:
        page = chromium.new_context(viewport=WIDE, locale="id-ID", reduced_motion="reduce", ignore_https_errors=True).new_page()
        page.goto(f"{self.shared.base}/akun")
        page.fill("#nama", login)
        page.fill("#sandi", PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/akun")
        return page

    def _listen(self, context: BrowserContext, page: Page) -> None:
        homes = (self.alone.base, self.shared.base, "data:", "blob:", "chrome-extension:", "chrome:")
        context.on("request", lambda request: self.troubles.append(request.url) if not request.url.startswith(homes) else None)
        told = lambda words: "Failed to load" not in words  # noqa: E731 - a page that is refused on purpose says so too
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" and told(said.text) else None)

    def post(self, path: str, **form: Any) -> str:
        """Return the address to which a form leads."""
        answer = self.page.request.post(f"{self.alone.base}{path}", multipart=form, headers={"origin": self.alone.base})
        assert answer.status < 500, answer.text()
        return answer.url

    def draft(self, type_name: str, values: Mapping[str, Any], title: str = "") -> str:
        return new_draft(self.viewed, type_name, title, values).id

    def job(self, purpose: str, state: str, result: Mapping[str, Any], **told: Any) -> str:
        """Return the address of long work on which nobody works."""
        values = {
            **self.viewed.owner,
            "id": new_id(),
            "macam": purpose,
            "jenis": "coaching-rhk",
            "judul": "guru.csv",
            "isi": {
                "berkas": [{"nama": "guru.csv", "sha": self.viewed.keep(b"Nama Guru\nA\n"), "guna": "sumber"}],
                "bentuk": [],
                "pola": "",
            },
            "keadaan": state,
            "pekerja": "x",
            "sewa_sampai": LATER,
            "percobaan": 1,
            "tahap": "",
            "jumlah": 0,
            "selesai": 0,
            "ditolak": 0,
            "sejak": now(),
            "jurnal": "",
            "hasil": dict(result),
            "dibuat": now(),
            "hapus_pada": LATER,
            **told,
        }
        with self.viewed.writing() as connection:
            connection.execute(insert(JOBS).values(**values))
        return f"/pekerjaan/{values['id']}"


def file(name: str, data: bytes | str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data.encode() if isinstance(data, str) else data}


@pytest.fixture(scope="module")
def scene(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder, shared_folder = tmp_path_factory.mktemp("dilihat"), tmp_path_factory.mktemp("dilihat-bersama")
    (folder / "institusi.yaml").write_text(f"{OFFICE}verifikasi: https://contoh.example.id/sertifikat\n", encoding="utf-8")
    make_keys(folder)
    shared_store = opened(shared_folder)
    office = SharedOffice(shared_store)
    pem, key = certificate(tmp_path_factory.mktemp("tls"))
    alone = ServedBorang(folder)
    shared = ServedBorang(shared_folder, 0, "--nama", "localhost", "--sertifikat", str(pem), "--kunci-tls", str(key))
    store = opened(folder)
    made = Scene(chromium, alone, shared, office, store)
    _furnish(made)
    yield made
    assert (alone.stop(), shared.stop()) == (0, 0)
    store.close()
    shared_store.close()


def _furnish(scene: Scene) -> None:
    """Fill the service: numbers, sealed certificates, long lists."""
    upload = scene.post("/unggah", berkas=file("program.yaml", PROGRAM))
    origin = re.search(r"unggahan:[^\"]+", scene.page.request.get(f"{scene.alone.base}/nomor/beri").text())
    assert origin, upload
    scene.number["asal"] = origin.group()
    scene.post("/nomor/beri", jenis="sertifikat", asal=origin.group(), menggantikan="", aksi="catat")
    for number in range(60):
        scene.draft("undangan", {}, f"Undangan rapat koordinasi persiapan lokakarya angkatan ke-{number + 1}")
    pdf = kept_file(scene.viewed, "undangan.pdf", "pdf", b"%PDF-1.7\n")
    for number in range(60):
        new_document(scene.viewed, NewDocument("undangan", f"Undangan yang sudah jadi {number + 1}", (pdf,)))
    scene.number["mutu"] = scene.post("/jenis/undangan/draf", asal="contoh")
    draft = scene.post("/jenis/sertifikat/draf", berkas=file("s.yaml", CERTIFICATE.replace("NAMA", "Citra")), asal="berkas")
    document = scene.post(draft.removeprefix(scene.alone.base), aksi="buat", **_controls(scene.page, draft))
    scene.number["dokumen"] = document.removeprefix(scene.alone.base)
    names = scene.page.request.get(document).text()
    number = re.search(r"/(\d)\"[^>]*>Unduh PDF", names)
    assert number, names[:2000]
    scene.number["segel"] = seal_property(scene.page.request.get(f"{document}/{number.group(1)}").body())


def _controls(page: Page, draft: str) -> dict[str, str]:
    """Return what the form of a draft would send."""
    page.goto(draft)
    pairs: list[list[str]] = page.evaluate("[...new FormData(document.getElementById('isian'))].filter(one => typeof one[1] === 'string')")
    return {name: value for name, value in pairs if name != "aksi"}


State = Callable[[Scene], Page]
STATES: dict[str, State] = {}


def at(path: str, name: str = "") -> None:
    """Have a page of one person looked at."""

    def shown(scene: Scene) -> Page:
        scene.page.goto(scene.alone.base + path)
        return scene.page

    STATES[name or path.strip("/").replace("/", "-") or "beranda"] = shown


def at_shared(login: str, path: str, name: str) -> None:
    """Have a page of somebody in an office looked at."""

    def shown(scene: Scene) -> Page:
        page, office = scene.pages[login], scene.office
        page.goto(scene.shared.base + path.format(sekolah=office.school_a.id, orang=office.people["ani"].id))
        return page

    STATES[name] = shown


for _path in (
    "/",
    "/?cari=rhk",
    "/?cari=zzz",
    "/jenis/coaching-rhk",
    "/jenis/sertifikat",
    "/draf",
    "/unggah",
    "/kerja",
    "/rekap",
    "/arsip",
):
    at(_path)
for _path in (
    "/nomor",
    "/nomor?cari=tidakada",
    "/nomor/beri",
    "/nomor/1/batal",
    "/arsip?cari=tidakada",
    "/sertifikat",
    "/bantuan",
    "/kop",
    "/tidak-ada",
):
    at(_path)
for _login, _path, _name in (
    ("kelola", "/kelola", "kelola"),
    ("kelola", "/kelola/pengguna", "kelola-pengguna"),
    ("kelola", "/kelola/pengguna/{orang}", "kelola-orang"),
    ("kelola", "/kelola/lembaga", "kelola-lembaga"),
    ("kelola", "/kelola/lembaga/{sekolah}", "kelola-satu-lembaga"),
    ("kelola", "/kelola/catatan", "kelola-catatan"),
    ("kelola", "/kelola/kunci", "kunci"),
    ("kelola", "/akun", "akun"),
    ("budi", "/", "beranda-kosong"),
    ("budi", "/draf", "draf-kosong"),
    ("budi", "/arsip", "arsip-kosong"),
    ("budi", "/unggah", "unggah-kosong"),
    ("budi", "/kerja", "kerja-kosong"),
    ("budi", "/nomor", "nomor-kosong"),
    ("budi", "/nomor/beri", "nomor-beri-kosong"),
):
    at_shared(_login, _path, _name)


def state(made: State) -> State:
    """Have a state looked at that is reached by more than an address."""
    STATES[made.__name__.strip("_").replace("_", "-")] = made
    return made


@state
def isian_baru(scene: Scene) -> Page:
    return begun(scene.page, scene.alone, "coaching-rhk")


@state
def isian_dengan_temuan(scene: Scene) -> Page:
    page = begun(scene.page, scene.alone, "coaching-rhk", SAMPLE)
    page.locator("[name='rencana.r1.kuantitas']").evaluate("one => one.value = 'dua'")  # totals over the other rows
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_url("**periksa=1**")
    return page


@state
def isian_benar(scene: Scene) -> Page:
    scene.page.goto(scene.number["mutu"])
    scene.page.get_by_role("button", name="Periksa").click()
    scene.page.wait_for_url("**periksa=1**")
    return scene.page


@state
def isian_berbenturan(scene: Scene) -> Page:
    begun(scene.page, scene.alone, "kak")
    path, controls = scene.page.url, _controls(scene.page, scene.page.url)
    scene.post(path.removeprefix(scene.alone.base), aksi="simpan", **{**controls, "judul": "Dari tab lain"})
    scene.page.get_by_role("button", name="Periksa").click()
    expect(scene.page.locator("#basi")).to_be_visible()
    return scene.page


@state
def isian_matriks(scene: Scene) -> Page:
    return begun(scene.page, scene.alone, "kajian-kebutuhan", SAMPLE)


@state
def isian_dari_lama(scene: Scene) -> Page:
    scene.page.goto(f"{scene.alone.base}/jenis/undangan")
    scene.page.get_by_role("button", name="Pakai isian ini").click()
    scene.page.wait_for_url("**lama=1")
    return scene.page


@state
def pratinjau(scene: Scene) -> Page:
    scene.page.goto(f"{scene.number['mutu'].partition('?')[0]}/pratinjau")
    return scene.page


@state
def dokumen(scene: Scene) -> Page:
    scene.page.goto(scene.alone.base + scene.number["dokumen"])
    return scene.page


@state
def hapus(scene: Scene) -> Page:
    scene.page.goto(f"{scene.alone.base}{scene.number['dokumen'].partition('?')[0]}/hapus")
    return scene.page


@state
def unggahan(scene: Scene) -> Page:
    wrong = SHARED.replace("kuantitas: 8", "kuantitas: dua") + "guru: {nama: Guru Salah}\n"
    sound = SAMPLES / "coaching-rhk" / "ok-minimal.yaml"
    files = [
        ("isian-guru-dengan-nama-berkas-yang-panjang-sekali.yaml", wrong.encode()),
        (sound.name, sound.read_bytes()),
        ("lama.xls", b"x"),
    ]
    scene.page.goto(f"{scene.alone.base}/unggah")
    scene.page.set_input_files("#berkas", [file(name, data) for name, data in files])  # pyright: ignore[reportArgumentType] - dicts of their shape
    scene.page.get_by_role("button", name="Unggah dan periksa").click()
    expect(scene.page.get_by_role("status")).to_contain_text("3 dari 3 berkas selesai.")
    return scene.page


@state
def unggahan_belum_selesai(scene: Scene) -> Page:
    id_ = new_upload(scene.viewed, [])
    scene.post(f"/unggahan/{id_}/berkas", nomor="0", berkas=file("a.yaml", "jenis: kak\n"))
    scene.page.goto(f"{scene.alone.base}/unggahan/{id_}")
    return scene.page


def _job(scene: Scene, purpose: str, stands: str, result: Mapping[str, Any], **told: Any) -> Page:
    scene.page.goto(scene.alone.base + scene.job(purpose, stands, result, **told))
    return scene.page


_REFUSED = {
    "letak": "guru.csv, baris 8",
    "nama": "Guru Ke 7",
    "keadaan": "ditolak",
    "kata": "NIP “123” bukan 18 angka.",
    "saran": "Perbaiki NIP-nya.",
}
_DONE = {"dibuat": 239, "tetap": 3, "ditolak": 1, "salah": [_REFUSED], "sumber": [], "terhenti": False}


@state
def pekerjaan_berjalan(scene: Scene) -> Page:
    return _job(scene, "massal", "jalan", {}, tahap="membuat", jumlah=240, selesai=97, ditolak=1)


@state
def pekerjaan_dihentikan(scene: Scene) -> Page:
    return _job(scene, "massal", "batal", {})


@state
def pekerjaan_gagal(scene: Scene) -> Page:
    return _job(scene, "massal", "gagal", {"galat": "Disk penuh: tidak ada tempat untuk hasilnya. Kosongkan sebagian, lalu coba lagi."})


@state
def pekerjaan_diperiksa(scene: Scene) -> Page:
    result = {
        "rencana": 239,
        "ditolak": 1,
        "sebutan": "baris",
        "bernomor": 1,
        "nama": ["rhk-guru-ke-1.docx", "rhk-guru-ke-2.docx"],
        "salah": [_REFUSED],
        "sumber": [],
        "terhenti": False,
    }
    return _job(scene, "periksa", "selesai", result)


@state
def pekerjaan_selesai(scene: Scene) -> Page:
    return _job(scene, "massal", "selesai", _DONE)


@state
def pekerjaan_rekap(scene: Scene) -> Page:
    found = {
        "salah": True,
        "kode": "x",
        "tempat": "lembar “Isian”, sel C5",
        "label": "Kuantitas",
        "kata": "“dua” tidak terbaca.",
        "saran": "Tulis angkanya.",
        "dasar": "",
    }
    files = [
        {"berkas": "a.yaml", "ikut": True, "galat": "", "temuan": []},
        {"berkas": "b.yaml", "ikut": False, "galat": "", "temuan": [found]},
    ]
    return _job(scene, "rekap", "selesai", {"ikut": 1, "berkas": files, "belum": ["Tono Raharja"], "isian": {}})


@state
def kolom(scene: Scene) -> Page:
    export = SAMPLES / "ekspor" / "google-coaching.csv"
    scene.page.goto(scene.post("/kerja", jenis="coaching-rhk", berkas=file(export.name, export.read_bytes())))
    scene.page.get_by_role("link", name="Tentukan kolomnya").click()
    scene.page.wait_for_url("**/kolom")
    return scene.page


def _given(scene: Scene, button: str) -> Page:
    scene.page.goto(f"{scene.alone.base}/nomor/beri?jenis=sertifikat")
    scene.page.select_option("#asal", value=scene.number["asal"])
    scene.page.get_by_role("button", name=button).click()
    expect(scene.page.locator("#judul-hasil")).to_be_visible()
    return scene.page


@state
def nomor_beri_hasil(scene: Scene) -> Page:
    return _given(scene, "Lihat nomornya dulu")


def _verified(scene: Scene, text: str) -> Page:
    scene.page.goto(f"{scene.alone.base}/sertifikat")
    scene.page.fill("#teks", text)
    scene.page.get_by_role("button", name="Periksa", exact=True).click()
    expect(scene.page.locator("#putusan")).to_be_visible()
    return scene.page


@state
def sertifikat_asli(scene: Scene) -> Page:
    return _verified(scene, scene.number["segel"])


@state
def sertifikat_berubah(scene: Scene) -> Page:
    return _verified(scene, scene.number["segel"].replace("Citra", "Cipta"))


@state
def sertifikat_dibatalkan(scene: Scene) -> Page:
    entry = re.search(r"/nomor/(\d+)/batal", scene.page.request.get(f"{scene.alone.base}/nomor?cari=Citra").text())
    if entry:
        scene.post(f"/nomor/{entry.group(1)}/batal", sebab="salah cetak")
    return _verified(scene, scene.number["segel"])


@state
def galat_terlalu_besar(scene: Scene) -> Page:
    scene.page.goto(f"{scene.alone.base}/jenis/undangan")
    large = scene.alone.data / "besar.yaml"
    large.write_bytes(bytes(20 * 1024 * 1024 + 1))
    scene.page.set_input_files("#berkas", large)
    scene.page.get_by_role("button", name="Pakai berkas ini").click()
    expect(scene.page.locator("h1")).to_contain_text("besar.yaml")
    return scene.page


@state
def masuk_sandi_salah(scene: Scene) -> Page:
    page = scene.pages["staf"]
    page.context.clear_cookies()
    page.goto(f"{scene.shared.base}/akun")
    page.fill("#nama", "staf")
    page.fill("#sandi", "salah salah salah")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_be_visible()
    return page


@state
def masuk_lagi(scene: Scene) -> Page:
    page = scene.pages["ani"]
    page.goto(f"{scene.shared.base}/jenis/kak")
    page.context.clear_cookies()
    page.get_by_role("button", name="Mulai mengisi", exact=True).click()
    expect(page.get_by_role("heading", name="Anda perlu masuk lagi")).to_be_visible()
    return page


@state
def kelola_sandi_pengguna_baru(scene: Scene) -> Page:
    page = scene.pages["kelola"]
    add_teacher(page, scene.shared.base, "Citra Dewi", "citra", "SMP A")
    expect(page.locator(".rujukan")).to_be_visible()
    return page


@state
def kelola_yang_tidak_diterima(scene: Scene) -> Page:
    page = scene.pages["kelola"]
    page.goto(f"{scene.shared.base}/kelola/lembaga/{scene.office.school_b.id}")
    page.locator("[name='kepala.nip']").evaluate("one => { one.value = 'salah'; }")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Belum tersimpan: 1 hal perlu diperbaiki")
    return page


@state
def sertifikat_tidak_bertanda(scene: Scene) -> Page:
    return _verified(scene, "halo")


@state
def galat_berkas(scene: Scene) -> Page:
    scene.page.goto(f"{scene.alone.base}/kerja")
    scene.page.select_option("#jenis", "coaching-rhk")
    scene.page.set_input_files("#berkas", REFUSED / "lama.xls")
    scene.page.get_by_role("button", name="Periksa dahulu").click()
    expect(scene.page.locator("h1")).to_have_text("lama.xls tidak dapat dipakai.")
    return scene.page


@pytest.mark.parametrize("name", STATES)
def test_page__stands_for_everybody(scene: Scene, name: str) -> None:
    scene.troubles.clear()
    page = STATES[name](scene)
    for size in (WIDE, PHONE) if PICTURES else ():
        page.set_viewport_size(size)
        page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
    title, path = page.title(), re.sub(r"^https?://[^/]+|/[\w-]{22}|\?.*", "", page.url)
    same = scene.titles.setdefault(title, path)
    assert "Terjadi kesalahan program" not in page.content()
    found = held_against(page)
    page.set_viewport_size(WIDE)
    assert found == []
    assert scene.troubles == []
    assert same == path


def test_home__tells_of_work_that_runs_and_of_what_was_handed_in(scene: Scene) -> None:
    """97 of 240 is 40 per cent."""
    page = pekerjaan_berjalan(scene)
    here = page.url.removeprefix(scene.alone.base)
    new_upload(scene.viewed, [FileToKeep("a.xls", b"", results=({"galat": "x"},)), FileToKeep("b.xls", b"", results=({"galat": "x"},))])
    page.goto(scene.alone.base)
    rows = page.locator(".terakhir li")
    expect(rows.filter(has=page.locator(f"a[href='{here}']"))).to_contain_text("guru.csv berjalan, 40%")
    expect(rows.filter(has_text="a.xls dan 1 berkas lain")).to_contain_text("sudah diperiksa")
    page.goto(f"{scene.alone.base}/kerja")
    expect(page.locator(".daftar li").first).to_contain_text("berjalan, 40%")
