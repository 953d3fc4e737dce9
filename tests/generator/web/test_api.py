"""The service in front of other programs: the commands' own answers and bytes, by keys; schemathesis against what the API says of itself.

Covers: WEB-02, SAFE-06 (keys, limits), SAFE-07 (a reference, no traceback).
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from generator.store.accounts import change_person
from generator.store.api_keys import MAKES, new_key
from generator.store.viewed import ViewedStore, Viewer
from generator.web.api.problems import REASONS
from generator.web.app import application
from tests.accounts import NAME, SharedOffice, shared_service
from tests.asking import asked
from tests.conftest import SAMPLES
from tests.homes import HEAD, home, table, write
from tests.pages import ROOT
from tests.program_calls import JSON, YAML, called, key_for, parts
from tests.served import PHONE, WIDE, ServedBorang, browser, let_in, violations
from tests.torture.programs import SHARED, against_description, made_otherwise, told_otherwise

pytestmark = pytest.mark.xdist_group("layanan")
API = "/api/v1"
RHK = (SAMPLES / "coaching-rhk" / "ok-minimal.yaml").read_bytes()
WRONG = (SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml").read_bytes()
SMALL = """
fields:
  - {name: judul, type: text, label: Judul, required: true}
  - {name: tanggal, type: date, label: Tanggal}
  - {name: peserta, type: table, label: Peserta, fields: [{name: jumlah, type: number, label: Jumlah}]}
"""

GRIDS = """fields:
  - {name: orang, type: list, label: Orang, of: {type: text}}
  - {name: nilai, type: matrix, label: Nilai, rows: orang, columns: warna, of: {type: number}}
  - {name: daftar, type: table, label: Daftar, rows: warna, fields: [{name: ada, type: boolean, label: Ada}, {name: kata, type: text, label: Kata}]}
  - name: kelompok
    type: group
    label: Kelompok
    fields: [{name: warna, type: choice, label: Warna, choices: [Merah, Kuning]}]
outputs: [{kind: pdf, template: uji/uji.html, filename: "dua.pdf"}]
"""
"""A matrix, a table of fixed rows, a list, a choice in a group."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    data = tmp_path_factory.mktemp("api")
    home(data, SMALL)  # types of one's own are in the description too, and small ones let schemathesis try every part of their schemas
    write(data / "specs" / "dua.yaml", HEAD.replace("id: uji", "id: dua") + GRIDS)
    write(data / "specs" / "reference" / "warna.yaml", table("M: Merah", "K: Kuning"))
    made = ServedBorang(data)
    yield made
    assert made.stop() == 0


@pytest.fixture(scope="module")
def key(served: ServedBorang) -> str:
    return key_for(served.data)


def command(*arguments: object) -> str:
    """Return what a command prints."""
    words = [sys.executable, "-m", "borang", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT).stdout


def test_types__and_one_of_them_with_the_schema_of_its_data_file(served: ServedBorang, key: str) -> None:
    listed = {one["jenis"]: one["judul"] for one in called(served, f"{API}/jenis", key=key).json}
    assert listed["rancangan-moderasi"] == "Rancangan Moderasi"
    one = called(served, f"{API}/jenis/coaching-rhk", key=key).json
    assert {"docx", "pdf"} <= set(one["keluaran"])
    assert one["isian"]["properties"]["jenis"]["const"] == "coaching-rhk"


def test_check__says_what_the_command_says_whether_something_is_wrong_or_not(served: ServedBorang, key: str, tmp_path: Path) -> None:
    for data, type_name, status in ((WRONG, "rancangan-moderasi", "refused"), (RHK, "coaching-rhk", "checked")):
        (tmp_path / "isian.yaml").write_bytes(data)
        answer = called(served, f"{API}/jenis/{type_name}/periksa", data, key=key)
        assert answer.status == 200
        assert [one["status"] for one in answer.json["outcomes"]] == [status]
        wanted = json.loads(command("check", tmp_path / "isian.yaml", "--json").replace(f"{tmp_path}/", ""))
        assert answer.json == wanted
    assert str(tmp_path.parent) not in answer.data.decode()


def test_check__reads_numbers_of_json_exactly(served: ServedBorang, key: str) -> None:
    """75 × 40 % + 79.5 × 20 % + 80.1 × 40 % = 77.94 = 3897/50; 80.1 as a binary fraction would give another one."""
    values = yaml.safe_load((SAMPLES / "rekap-nilai" / "ok-minimal.yaml").read_text(encoding="utf-8"))
    values["nilai"]["Bima Wibowo, S.Pd."] = {"pengetahuan": 75, "sikap": 79.5, "keterampilan": 80.1}
    body = json.dumps(values)
    assert "80.1" in body
    answer = called(served, f"{API}/jenis/rekap-nilai/periksa", body.encode(), JSON, key=key)
    assert answer.json["outcomes"][0]["computed"]["daftar"]["rows"][1]["na"] == "3897/50"


def test_check__names_the_cell_of_a_workbook(served: ServedBorang, key: str) -> None:
    blank = called(served, f"{API}/jenis/coaching-rhk/kosong?ke=xlsx", key=key)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = called(served, f"{API}/jenis/coaching-rhk/periksa", blank.data, media, key=key)
    found = [one for one in answer.json["outcomes"][0]["findings"] if one["key"] == "guru.nama"]
    assert answer.status == 200
    assert [one["code"] for one in found] == ["wajib-diisi"]
    assert re.fullmatch(r"[A-Z]+\d+", found[0]["cell"])
    assert found[0]["hint"] == "Lengkapi isian ini."


def test_make__gives_the_bytes_of_the_command(served: ServedBorang, key: str, tmp_path: Path) -> None:
    (tmp_path / "isian.yaml").write_bytes(RHK)
    command("make", tmp_path / "isian.yaml", "--to", "docx,pdf", "-o", tmp_path / "hasil")
    wanted = {file.name: file.read_bytes() for file in (tmp_path / "hasil").iterdir()}
    one = called(served, f"{API}/jenis/coaching-rhk/buat?ke=docx", RHK, key=key)
    assert one.status == 201
    assert {one.headers["content-disposition"].rpartition("''")[2]: one.data}.items() <= wanted.items()
    both = called(served, f"{API}/jenis/coaching-rhk/buat?ke=docx,pdf", RHK, key=key)
    assert both.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(both.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == wanted


def test_make__of_wrong_values_makes_nothing_and_says_why(served: ServedBorang, key: str) -> None:
    answer = called(served, f"{API}/jenis/rancangan-moderasi/buat?ke=docx", WRONG, key=key)
    assert (answer.status, answer.headers["content-type"], answer.json["kode"]) == (422, "application/problem+json", "isian-ditolak")
    errors = [one for one in answer.json["outcomes"][0]["findings"] if one["severity"] == "error"]
    assert len(errors) == 3
    assert all(one["where"] and one["message"] and one["path"] for one in errors)


def test_files__that_a_form_names_come_with_it(served: ServedBorang, key: str) -> None:
    """The programme's file gives the title that the form leaves to it."""
    form = b"jenis: kak\nprogram: program.yaml\n"
    programme = (SAMPLES / "program" / "ok-minimal.yaml").read_bytes()
    body, media = parts(("isian", "kak.yaml", form), ("berkas", "program.yaml", programme))
    alone = called(served, f"{API}/jenis/kak/periksa", form, key=key).json
    fed = called(served, f"{API}/jenis/kak/periksa", body, media, key=key).json
    keys = [{one["key"] for one in answer["outcomes"][-1]["findings"]} for answer in (alone, fed)]
    assert "program" in keys[0]
    assert not {"program", "judul"} & keys[1]


def test_blank__is_that_of_the_command_and_is_read_back(served: ServedBorang, key: str, tmp_path: Path) -> None:
    for medium in ("xlsx", "docx", "pdf", "yaml"):
        answer = called(served, f"{API}/jenis/coaching-rhk/kosong?ke={medium}", key=key)
        assert answer.status == 200
        command("blank", "coaching-rhk", "-o", tmp_path / f"kosong.{medium}")
        assert answer.data == (tmp_path / f"kosong.{medium}").read_bytes(), medium
    filled = called(served, f"{API}/jenis/coaching-rhk/periksa", answer.data, key=key).json
    assert {one["code"] for one in filled["outcomes"][0]["findings"] if one["severity"] == "error"} == {"wajib-diisi", "baris-kurang"}


@pytest.mark.parametrize(
    ("path", "body", "media", "status", "code"),
    [
        ("/jenis/tidak-ada", None, "", 404, "tidak-ada"),
        ("/jenis/%00", None, "", 404, "tidak-ada"),
        ("/lain", None, "", 404, "tidak-ada"),
        ("/jenis/kak/kosong?ke=exe", None, "", 422, "keluaran-tidak-ada"),
        ("/jenis/kak/buat?ke=exe", b"jenis: kak\n", YAML, 422, "isian-ditolak"),
        ("/jenis/kak/periksa", b'{"jenis": "kak", "judul": [', JSON, 422, "json-tidak-terbaca"),
        ("/jenis/kak/periksa", b"<kak/>", "text/xml", 415, "bentuk-tidak-dikenal"),
        ("/jenis/kak/periksa", b"x" * (20 * 1024 * 1024 + 1), YAML, 413, "terlalu-besar"),
        ("/jenis", b"{}", JSON, 405, "cara-tidak-dikenal"),
    ],
)
def test_problem__has_a_code_and_a_sentence(
    served: ServedBorang, key: str, path: str, body: bytes | None, media: str, status: int, code: str
) -> None:
    answer = called(served, API + path, body, media, key=key)
    assert (answer.status, answer.headers["content-type"], answer.json["kode"]) == (status, "application/problem+json", code)
    assert answer.json["pesan"]
    assert "/tmp" not in answer.data.decode()


def test_job__makes_a_document_each_row_and_gives_them_all(served: ServedBorang, key: str) -> None:
    """The third row has a wrong number."""
    shared = re.sub(rb"(?m)^guru:\n(?:  .*\n)+", b"", RHK)
    table = b"Nama Guru;NIP\nGuru Satu;\nGuru Dua;\nGuru Tiga;123\n"
    body, media = parts(("berkas", "guru.csv", table), ("bersama", "bersama.yaml", shared))
    begun = called(served, f"{API}/pekerjaan?jenis=coaching-rhk&ke=docx", body, media, key=key)
    assert begun.status == 202
    place, until = begun.headers["location"], time.monotonic() + 90
    while (told := called(served, place, key=key).json)["keadaan"] in ("menunggu", "jalan"):
        assert time.monotonic() < until, told
        time.sleep(0.1)
    assert (told["keadaan"], told["jumlah"], told["selesai"], told["ditolak"]) == ("selesai", 3, 3, 1), told
    with zipfile.ZipFile(io.BytesIO(called(served, f"{place}/hasil", key=key).data)) as archive:
        assert "hasil.xlsx" in archive.namelist()
        assert sum(name.endswith(".docx") for name in archive.namelist()) == 2
    assert called(served, f"{API}/pekerjaan/lain", key=key).status == 404
    assert called(served, place, key=key_for(served.data, "--scope", "periksa")).status == 403


def test_job__that_was_cancelled_goes_on_to_what_the_command_makes(served: ServedBorang, key: str, tmp_path: Path) -> None:
    """To the byte, whether it was stopped before its first row or after some."""
    write(tmp_path / "bersama.yaml", re.sub(rb"(?m)^guru:\n(?:  .*\n)+", b"", RHK))
    write(tmp_path / "guru.csv", "Nama Guru\n" + "".join(f"Guru {chr(65 + at)}\n" for at in range(12)))
    command("batch", "coaching-rhk", tmp_path / "guru.csv", "--with", tmp_path / "bersama.yaml", "--to", "docx", "-o", tmp_path / "hasil")
    wanted = {file.name: file.read_bytes() for file in (tmp_path / "hasil").glob("*.docx")}
    assert len(wanted) == 12
    given = (("berkas", "guru.csv"), ("bersama", "bersama.yaml"))
    body, media = parts(*((control, name, (tmp_path / name).read_bytes()) for control, name in given))
    place = called(served, f"{API}/pekerjaan?jenis=coaching-rhk&ke=docx", body, media, key=key).headers["location"]
    assert called(served, f"{place}/lanjut", b"", key=key).json["kode"] == "belum-selesai"
    assert called(served, f"{place}/batal", b"", key=key).json["keadaan"] == "batal"
    assert called(served, f"{place}/lanjut", b"", key=key).status == 202
    until = time.monotonic() + 90
    while (told := called(served, place, key=key).json)["keadaan"] in ("menunggu", "jalan"):
        assert time.monotonic() < until, told
        time.sleep(0.1)
    assert (told["keadaan"], told["selesai"], told["ditolak"], told["hasil"]) == ("selesai", 12, 0, f"{place}/hasil")
    with zipfile.ZipFile(io.BytesIO(called(served, told["hasil"], key=key).data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist() if name.endswith(".docx")} == wanted
    assert place in [one["alamat"] for one in called(served, f"{API}/pekerjaan", key=key).json]


def test_key__is_asked_for_before_anything_is_read(served: ServedBorang, key: str) -> None:
    for given in ("", "salah", key.swapcase()):
        answer = called(served, f"{API}/openapi.json", key=given)
        assert (answer.status, answer.json["kode"]) == (401, "kunci-tidak-dikenal")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert called(served, f"{API}/jenis/kak/periksa", b"x" * 1024, "text/xml").status == 401
    checking = key_for(served.data, "--scope", "periksa")
    assert called(served, f"{API}/jenis/coaching-rhk/periksa", RHK, key=checking).status == 200
    assert called(served, f"{API}/jenis/coaching-rhk/buat", RHK, key=checking).json["kode"] == "kunci-tidak-cukup"


def test_key__opens_no_page_and_a_stranger_s_name_opens_nothing(served: ServedBorang, key: str) -> None:
    assert called(served, "/draf", key=key).status == 403
    answer = called(served, f"{API}/jenis", key=key, host="jahat.example")
    assert (answer.status, answer.json["kode"]) == (421, "alamat-tidak-dikenal")


def test_key__of_an_account_ends_with_it(tmp_path: Path) -> None:
    """A key that the one person of a computer made before opens nothing where people have accounts."""
    with shared_service(tmp_path) as service:
        office, app = SharedOffice(service.store), application(service, lambda _: None)
        lone = new_key(ViewedStore(service.store, Viewer()), "lama", MAKES, 1)
        hers = new_key(office.viewed("ani"), "dapodik", MAKES, 1)

        def status(key: str, scheme: str = "https") -> int:
            headers = {"host": NAME, "authorization": f"Bearer {key}"}
            return asked(app, f"{API}/jenis", headers, scheme=scheme).status

        assert [status(hers), status(lone), status(hers, "http")] == [200, 401, 403]
        change_person(service.store, replace(office.people["ani"], is_active=False))
        assert status(hers) == 401


def test_page__makes_a_key_that_works_until_it_is_revoked_there(served: ServedBorang) -> None:
    with browser() as chromium:
        page = let_in(chromium, served)
        page.goto(f"{served.base}/kelola/kunci")
        page.fill("[name=nama]", "Aplikasi kepegawaian")
        page.get_by_role("button", name="Buat kunci").click()
        made = page.locator(".kunci-baru").inner_text()
        assert called(served, f"{API}/jenis", key=made).status == 200
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
            if shots := os.environ.get("BORANG_FOTO"):
                page.screenshot(path=f"{shots}/kunci-{size['width']}.png", full_page=True)
        page.goto(f"{served.base}/kelola/kunci")
        assert made not in page.content()
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Cabut Aplikasi kepegawaian").click()
        page.wait_for_load_state()
        expect(page.get_by_role("button", name="Cabut Aplikasi kepegawaian")).to_have_count(0)
        assert called(served, f"{API}/jenis", key=made).status == 401


@pytest.mark.parametrize(
    ("chosen", "phases"),
    [(SHARED, "examples,fuzzing"), (r"^/jenis/dua/periksa$", "coverage,fuzzing"), (r"^/jenis/uji/(periksa|buat)$", "fuzzing")],
)
def test_schemathesis__finds_nothing_against_the_description(served: ServedBorang, key: str, chosen: str, phases: str) -> None:
    """The campaign asks for every type and in every way."""
    assert called(served, f"{API}/openapi.json", key=key).status == 200  # the first one takes its time
    assert against_description(served, key, chosen, examples=4, phases=phases) == ""


@pytest.mark.parametrize("name", ["rekap-nilai", "lembar-validasi", "undangan"])
def test_sample__is_told_and_made_as_by_the_commands(served: ServedBorang, key: str, tmp_path: Path, name: str) -> None:
    """All samples of three types, as YAML and as JSON; one of each made. The campaign has all types and all samples."""
    assert told_otherwise(served, key, sorted((SAMPLES / name).glob("*.yaml")), tmp_path) == ""
    assert made_otherwise(served, key, SAMPLES / name / "ok-minimal.yaml", tmp_path) == ""


def test_codes__of_the_api_are_told_in_its_page() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    told = {code: int(status) for code, status in re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", page, re.MULTILINE)}
    assert told == {code: status for code, (status, _) in REASONS.items()}
