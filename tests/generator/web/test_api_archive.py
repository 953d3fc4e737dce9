"""What programs make is in the archive of the pages, who did it by which key is noted, and another institution's is not there.

Covers: WEB-02 (documents by programs), SAFE-06 (a school sees only its own).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.store.acts import acts
from generator.store.api_keys import CHECKS, MAKES, new_key
from generator.web.app import application
from generator.web.making import form_reports
from generator.web.outcomes import told_outcomes
from generator.web.tasks import MakeTask, OutcomesTask
from tests.accounts import NAME, SharedOffice, shared_service
from tests.asking import Answer, asked
from tests.conftest import SAMPLES
from tests.homes import home, write
from tests.program_calls import JSON, YAML, parts

API = "/api/v1"
TITLED = "fields: [{name: judul, type: text, label: Judul}]\n"
RHK = (SAMPLES / "coaching-rhk" / "ok-minimal.yaml").read_bytes()


class KeyedOffice:
    """A service with accounts, and programs that hold keys of people in it."""

    def __init__(self, folder: Path) -> None:
        self._context = shared_service(folder)
        self.service = self._context.__enter__()
        self.office = SharedOffice(self.service.store)
        self.app = application(self.service, lambda _: None)
        self.keys = {login: new_key(self.office.viewed(login), f"kunci {login}", MAKES, 1) for login in ("staf", "ani", "budi")}

    def ask(self, login: str, path: str, body: bytes | None = None, media: str = YAML, *, method: str = "", **headers: str) -> Answer:
        """Return what a program gets by the key of somebody."""
        given = {"host": NAME, "authorization": f"Bearer {self.keys.get(login, login)}", **headers}
        given |= {"content-type": media} if body is not None else {}
        way = method or ("GET" if body is None else "POST")
        return asked(self.app, f"{API}{path}", given, method=way, body=body or b"", scheme="https")

    def made(self, login: str) -> str:
        """Return the id of a document that somebody's program has made."""
        answer = self.ask(login, "/jenis/coaching-rhk/buat?ke=docx", RHK)
        assert answer.status == 201, answer.text[:500]
        assert answer.headers["location"] == f"{API}/dokumen/{answer.headers['x-dokumen']}"
        return answer.headers["x-dokumen"]

    def close(self) -> None:
        """End it."""
        self._context.__exit__(None, None, None)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyedOffice]:
    made = KeyedOffice(tmp_path_factory.mktemp("kantor"))
    yield made
    made.close()


def told(answer: Answer, status: int = 200) -> Any:
    assert answer.status == status, answer.text[:500]
    return json.loads(answer.text)


def test_made__is_in_the_archive_with_its_data_files_and_maker(there: KeyedOffice) -> None:
    id_ = there.made("ani")
    one = told(there.ask("ani", f"/dokumen/{id_}"))
    assert (one["jenis"], one["judul"], one["pembuat"], one["jenis_berubah"]) == ("coaching-rhk", "Rina Marlina", "Ani", False)
    assert [file["nama"] for file in one["berkas"]] == ["rhk-rina-marlina.docx"]
    assert [file["nama"] for file in one["bahan"]] == ["isian.yaml"]
    file = there.ask("ani", one["berkas"][0]["alamat"].removeprefix(API))
    assert (file.status, file.text[:2], file.headers["etag"]) == (200, "PK", f'"{one["berkas"][0]["sha256"]}"')
    assert there.ask("ani", f"/dokumen/{id_}/berkas/0", **{"if-none-match": file.headers["etag"]}).status == 304
    assert there.ask("ani", f"/dokumen/{id_}/isian").text.encode() == RHK
    page = asked(there.app, f"/dokumen/{id_}", there.office.headers("ani"), scheme="https")
    assert "Rina Marlina" in page.text


def test_made__is_kept_nowhere_where_a_program_wants_none_of_it(there: KeyedOffice) -> None:
    before = told(there.ask("ani", "/dokumen"))["jumlah"]
    answer = there.ask("ani", "/jenis/coaching-rhk/buat?ke=docx&arsip=tidak", RHK)
    assert (answer.status, "location" in answer.headers, "x-dokumen" in answer.headers) == (201, False, False)
    assert told(there.ask("ani", "/dokumen"))["jumlah"] == before
    assert there.ask("ani", "/jenis/coaching-rhk/buat?arsip=mungkin", RHK).status == 400


def test_again__is_the_same_document_until_the_letterhead_changes(there: KeyedOffice) -> None:
    id_ = there.made("staf")
    same = there.ask("staf", f"/dokumen/{id_}/lagi", method="POST")
    assert (told(same)["id"], told(same)["sama"]) == (id_, True)
    folder = there.service.store.folder / "lembaga" / there.office.office.id
    folder.mkdir(parents=True)
    (folder / "tambahan.yaml").write_text("tempat: Kota Lain\nalamat: Jalan Lain 1\n", encoding="utf-8")
    other = told(there.ask("staf", f"/dokumen/{id_}/lagi", method="POST"), 201)
    assert (other["id"] != id_, other["sama"], other["bahan"]) == (True, False, told(there.ask("staf", f"/dokumen/{id_}"))["bahan"])


def test_several_of_one_name_in_a_file__have_the_same_names_when_they_are_made_again(tmp_path: Path) -> None:
    """Two rows of an export with one name for both: the second file gets a number, by a program and by the archive."""
    catalogue = home(tmp_path, TITLED, {"templates/uji/uji.html": "<p>{{ judul }}</p>"})
    file = write(tmp_path / "isian.csv", "Timestamp,Judul\n1/1/2026 10:00:00,Satu\n1/1/2026 10:05:00,Dua\n")
    told = told_outcomes(file, catalogue, {}, OutcomesTask((), "uji", ()))
    reports = form_reports(file, catalogue, {}, MakeTask((), "uji"))
    assert [(one.name, one.data) for one in told.files] == [(one.name, one.data) for report in reports for one in report.files]
    assert [one.name for one in told.files] == ["uji.pdf", "uji (2).pdf"]
    assert told.title == "Satu dan 1 lainnya"


def test_list__is_looked_for_and_told_in_parts(there: KeyedOffice) -> None:
    there.made("budi")
    everything = told(there.ask("budi", "/dokumen"))
    assert (everything["jumlah"], everything["berikutnya"]) == (1, None)
    for query, count in (
        ("cari=rina+MARLINA", 1),
        ("cari=lain", 0),
        ("jenis=kak", 0),
        ("mulai=1", 0),
        ("sampai=2020-01-01", 0),
        ("sampai=9998-12-31&dari=0002-01-01", 1),
    ):
        assert len(told(there.ask("budi", f"/dokumen?{query}"))["dokumen"]) == count, query


@pytest.mark.parametrize("path", ["", "/berkas/0", "/isian", "/lagi"])
def test_school__finds_nothing_of_another_school_by_its_key(there: KeyedOffice, path: str) -> None:
    id_, method = there.made("ani"), "POST" if path == "/lagi" else "GET"
    assert there.ask("ani", f"/dokumen/{id_}{path}", method=method).status == 200
    assert there.ask("budi", f"/dokumen/{id_}{path}", method=method).status == 404
    assert there.ask("staf", f"/dokumen/{id_}{path}", method=method).status == (404 if path == "/lagi" else 200)


def test_key__that_only_checks_reads_no_archive(there: KeyedOffice) -> None:
    there.keys["dasbor"] = new_key(there.office.viewed("ani"), "dasbor", CHECKS, 1)
    for path in ("/dokumen", f"/dokumen/{there.made('ani')}", "/pekerjaan"):
        assert there.ask("dasbor", path).status == 403, path


def test_acts__name_who_and_by_which_key_and_no_value(there: KeyedOffice) -> None:
    id_ = there.made("ani")
    there.ask("ani", f"/dokumen/{id_}/lagi", method="POST")
    there.ask("ani", "/jenis/coaching-rhk/buat?ke=docx&arsip=tidak", RHK)
    there.ask("ani", "/jenis/coaching-rhk/periksa", RHK)
    there.ask("ani", "/jenis/coaching-rhk/buat?ke=docx", b"jenis: coaching-rhk\n")
    body, media = parts(("berkas", "guru.csv", b"Nama Guru\nGuru Satu\n"))
    job = told(there.ask("ani", "/pekerjaan?jenis=coaching-rhk", body, media), 202)["id"]
    there.ask("ani", f"/pekerjaan/{job}/batal", method="POST")
    there.ask("ani", f"/pekerjaan/{job}/lanjut", method="POST")
    noted = [(one.login, one.key, one.act, one.thing) for _, one in acts(there.service.store, most=6)][::-1]
    assert noted == [
        ("ani", "kunci ani", "membuat dokumen", id_),
        ("ani", "kunci ani", "membuat dokumen lagi", id_),
        ("ani", "kunci ani", "membuat dokumen", "coaching-rhk"),
        ("ani", "kunci ani", "mengirim banyak isian", job),
        ("ani", "kunci ani", "membatalkan pekerjaan", job),
        ("ani", "kunci ani", "melanjutkan pekerjaan", job),
    ]
    shown = asked(there.app, "/kelola/catatan", there.office.headers("kelola"), scheme="https").text
    assert "kunci kunci ani" in shown
    assert "Rina" not in shown


def test_draft__begins_with_what_a_program_made(there: KeyedOffice) -> None:
    """Every one of them is offered: they have no draft that would tell two of them from one."""
    there.ask("budi", "/jenis/coaching-rhk/buat?ke=docx", json.dumps({"jenis": "coaching-rhk"}).encode(), JSON)
    first, second = there.made("budi"), there.made("budi")
    page = asked(there.app, "/jenis/coaching-rhk", there.office.headers("budi"), scheme="https").text
    assert f"dokumen:{first}" in page
    assert f"dokumen:{second}" in page


def test_sources__of_several_files_come_as_a_zip(there: KeyedOffice) -> None:
    """A form that a programme's file feeds: as it was sent, so that it is made again."""
    programme = (SAMPLES / "program" / "ok-asesmen-formatif.yaml").read_bytes()
    form = (SAMPLES / "program" / "undangan" / "asesmen-narasumber.yaml").read_bytes().replace(b"../ok-asesmen-formatif", b"program")
    body, media = parts(("isian", "undangan.yaml", form), ("berkas", "program.yaml", programme))
    answer = there.ask("budi", "/jenis/undangan/buat?ke=docx", body, media)
    assert answer.status == 201, answer.text[:800]
    shas = {one["nama"]: one["sha256"] for one in told(there.ask("budi", f"/dokumen/{answer.headers['x-dokumen']}"))["bahan"]}
    assert shas == {"undangan.yaml": sha256(form).hexdigest(), "program.yaml": sha256(programme).hexdigest()}
    assert there.ask("budi", f"/dokumen/{answer.headers['x-dokumen']}/isian").headers["content-type"] == "application/zip"
    assert told(there.ask("budi", f"/dokumen/{answer.headers['x-dokumen']}/lagi", method="POST"))["sama"]
