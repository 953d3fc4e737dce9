"""The letterhead on its page: of the one person of a computer in the institusi.yaml that the commands read, of an institution in its folder.

Covers: WEB-01 (what the command does is done in the browser), DOC-91 (letterhead, logo and signatories are settings).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from generator.home import Home
from generator.intake.institution import read_institution
from generator.store.accounts import change_institution, institution_of
from generator.store.cleanup import missing_bytes
from generator.store.engine import opened
from generator.store.sessions import let_in
from generator.web.app import application
from generator.web.desk import DeskStart
from generator.web.desks import Desks
from generator.web.office import settings_file
from generator.web.service import Service
from tests.accounts import SharedOffice, shared_service
from tests.asking import Answer, asked
from tests.pages import ROOT

LOGO = (ROOT / "samples" / "logo.png").read_bytes()
EDGE = "batas-7b1f"
ROW = ("nomor.r1.jenis", "undangan"), ("nomor.r1.pola", "{urut:3}/SMP-C/{tahun}"), ("nomor.r1.", "")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    made = Desks(DeskStart(None, tmp_path_factory.mktemp("meja") / "-"), 1)
    yield made
    made.close()


@pytest.fixture
def service(tmp_path: Path, desks: Desks) -> Iterator[Service]:
    (tmp_path / "kantor").mkdir()
    store = opened(tmp_path / "data")
    yield Service(store, desks, Home(None), 8710, near=tmp_path / "kantor" / "-")
    store.close()


def sent(pairs: tuple[tuple[str, str], ...], files: tuple[tuple[str, str, bytes], ...]) -> tuple[bytes, str]:
    """Return the body of a form with files: name of the control, name of the file, bytes."""
    if not files:
        return urlencode(pairs).encode(), "application/x-www-form-urlencoded"
    parts = [f'--{EDGE}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in pairs]
    for name, filename, data in files:
        head = f'--{EDGE}\r\ncontent-disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{EDGE}--\r\n".encode(), f"multipart/form-data; boundary={EDGE}"


def posted(service: Service, *pairs: tuple[str, str], files: tuple[tuple[str, str, bytes], ...] = ()) -> Answer:
    body, kind = sent(pairs, files)
    headers = {"cookie": f"borang_sesi={let_in(service.store)}", "origin": "http://127.0.0.1:8710", "content-type": kind}
    return asked(application(service, lambda _: None), "/kop", headers, method="POST", body=body)


def got(service: Service, path: str) -> Answer:
    return asked(application(service, lambda _: None), path, {"cookie": f"borang_sesi={let_in(service.store)}"})


def test_one_person__keeps_the_settings_that_the_commands_read(service: Service) -> None:
    file = service.near.parent / "institusi.yaml"
    assert "Belum diisi" in got(service, "/").text
    answer = posted(service, ("nama", "SMP C"), ("kepala.nama", "Ani"), *ROW, files=(("logo", "cap: kantor.png", LOGO),))
    assert (answer.status, answer.headers.get("location")) == (303, "/kop?disimpan=1"), answer.text
    assert file.read_text(encoding="utf-8").splitlines() == [
        "nama: SMP C",
        "logo: cap- kantor.png",
        "kepala:",
        "  nama: Ani",
        "nomor:",
        "- jenis: undangan",
        "  pola: '{urut:3}/SMP-C/{tahun}'",
    ]
    assert (file.parent / "cap- kantor.png").read_bytes() == LOGO
    said = read_institution(Home(None), named=file)
    assert (said["nama"], said["kepala"]["nama"], said["nomor"][0]["pola"]) == ("SMP C", "Ani", "{urut:3}/SMP-C/{tahun}")
    assert sorted(one.name for one in file.parent.iterdir()) == ["cap- kantor.png", "institusi.yaml"]
    assert "Belum diisi" not in got(service, "/").text
    assert got(service, "/kop/gambar/cap- kantor.png").status == 200


def test_one_person__has_what_was_written_by_hand_kept_beside_it(service: Service) -> None:
    file = service.near.parent / "institusi.yaml"
    by_hand = "# jangan diubah tanpa izin Pak Budi\nnama: SMP C\ntempat: Sorong\n"
    file.write_text(by_hand, encoding="utf-8")
    assert 'value="Sorong"' in got(service, "/kop").text
    assert posted(service, ("nama", "SMP D"), ("tempat", "")).status == 303
    assert file.read_text(encoding="utf-8") == "nama: SMP D\n"
    assert posted(service, ("nama", "SMP E"), ("tempat", "")).status == 303
    kept = sorted(one.read_text(encoding="utf-8") for one in file.parent.glob("institusi.yaml.*.lama"))
    assert kept == [by_hand, "nama: SMP D\n"]
    assert posted(service, ("nama", "SMP E")).status == 303
    assert len(list(file.parent.iterdir())) == 3  # nothing changed, so nothing more is kept


def test_one_person__is_told_what_is_wrong_at_its_place_and_nothing_changes(service: Service) -> None:
    file = service.near.parent / "institusi.yaml"
    wrong = (("nama", "SMP C"), ("kepala.nip", "salah"), ("verifikasi", "balai.example"), *ROW[:1], ("nomor.r1.pola", "{urut:4}/{thn}"))
    answer = posted(service, *wrong, files=(("logo", "rusak.png", LOGO[:300]),))
    assert answer.status == 422
    for name in ("kepala.nip", "verifikasi", "nomor.r1.pola", "logo"):
        place = answer.text.partition(f'id="pesan-{name}"')[2].partition("</div>")[0]
        assert 'class="salah"' in place, name
    assert not file.exists()


def test_one_person__adds_a_row_without_javascript_and_nothing_is_kept_before_it_is_said(service: Service) -> None:
    answer = posted(service, ("nama", "SMP C"), ("aksi", "tambah:nomor"), *ROW)
    assert answer.status == 200
    assert ('name="nomor.r1.pola"' in answer.text, 'name="nomor.r2.pola"' in answer.text) == (True, True)
    answer = posted(service, ("nama", "SMP C"), ("aksi", "hapus:nomor.r1"), *ROW)
    assert (answer.status, 'name="nomor.r1.pola"' in answer.text) == (200, False)
    assert list(service.near.parent.iterdir()) == []


def test_one_person__gives_no_file_that_the_settings_do_not_name_and_takes_no_other_than_a_picture(service: Service) -> None:
    (service.near.parent / "rahasia.png").write_bytes(LOGO)
    assert got(service, "/kop/gambar/rahasia.png").status == 404
    answer = posted(service, ("nama", "SMP C"), files=(("logo", "logo.png", b"bukan gambar"),))
    assert (answer.status, "Gambar ini tidak diterima: logo.png" in answer.text) == (422, True)
    assert sorted(one.name for one in service.near.parent.iterdir()) == ["rahasia.png"]


def test_preview__bears_the_letterhead_as_it_was_last_kept(service: Service) -> None:
    pages: list[str] = []
    for name in ("SMP C", "SMP D"):
        posted(service, ("nama", name))
        answer = got(service, "/kop/contoh-undangan/halaman-1.png")
        assert (answer.status, answer.headers["x-halaman"]) == (200, "1")
        pages.append(answer.text)
    assert pages[0] != pages[1]
    assert got(service, "/kop/contoh-kak.pdf").status == 404


def test_institution__has_pictures_and_rows_and_takes_over_what_was_written_by_hand(tmp_path: Path) -> None:
    with shared_service(tmp_path) as service:
        office = SharedOffice(service.store)
        app, path = application(service, lambda _: None), f"/kelola/lembaga/{office.school_a.id}"
        folder = service.store.folder / "lembaga" / office.school_a.id
        folder.mkdir(parents=True)
        (folder / "tambahan.yaml").write_text("verifikasi: https://smp.example/sertifikat\n", encoding="utf-8")
        headers = office.headers("kelola")
        assert 'value="https://smp.example/sertifikat"' in asked(app, path, headers, scheme="https").text
        body, kind = sent(
            (("lembaga-nama", "SMP A"), ("verifikasi", "https://smp.example/cek"), *ROW), (("sertifikat.latar", "latar.png", LOGO),)
        )
        answer = asked(app, path, {**headers, "content-type": kind}, method="POST", body=body, scheme="https")
        assert answer.status == 303, answer.text
        file = settings_file(service.store, office.school_a.id)
        assert file is not None
        said = read_institution(Home(None), named=file)
        assert (said["verifikasi"], said["nomor"][0]["jenis"]) == ("https://smp.example/cek", "undangan")
        assert (said["sertifikat"]["latar"], (folder / "latar.png").read_bytes()) == ("latar.png", LOGO)
        assert sorted(one.name for one in folder.iterdir()) == ["institusi.yaml", "latar.png", "tambahan.yaml.lama"]
        assert asked(app, f"{path}/gambar/latar.png", headers, scheme="https").status == 200
        assert asked(app, "/kop", headers, scheme="https").status == 404
        assert missing_bytes(service.store) == 0
        there = institution_of(service.store, office.school_a.id)
        assert there is not None
        assert set(there.pictures) == {"latar.png"}
        change_institution(service.store, replace(there, pictures={"latar.png": "0" * 64}))
        assert missing_bytes(service.store) == 1  # what settings name is looked for, so it is never swept
