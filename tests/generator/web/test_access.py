"""Every address of the service for everybody: who has not signed in, who may not see it, who may.

Covers: SAFE-06 (a school sees only its own), SAFE-07 (a page of somebody else's is no page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.routing import Route

from generator.store.accounts import change_institution
from generator.store.api_keys import MAKES, keys, new_key
from generator.store.documents import KeptSource, NewDocument, kept_file, new_document
from generator.store.drafts import add_picture, new_draft
from generator.store.jobs import new_job
from generator.store.uploads import FileToKeep, new_upload, upload_of
from generator.web.access import is_open
from generator.web.app import ROUTES, application
from tests.accounts import NAME, SharedOffice, shared_service
from tests.asking import Answer, asked

SECRET = "Rahasia SMP A"
WALK = [(path, method) for path, methods, _, _ in ROUTES for method in methods]
FORM = {"content-type": "application/x-www-form-urlencoded"}
SEEN_BELOW = (
    "/dokumen/{id}",
    "/dokumen/{id}/isian",
    "/dokumen/{id}/semua.zip",
    "/dokumen/{id}/{nomor:nomor}",
    "/dokumen/{id}/{nomor:nomor}/halaman-{halaman:nomor}.png",
)
"""What an office sees of its schools: finished documents alone."""
OF_NOBODY = {
    "jenis": "kak",
    "contoh": "undangan",
    "bentuk": "yaml",
    "nama": "foto.png",
    "halaman": "1",
    "nomor": "0",
    "tanda": "x",
    "baris": "1",
}


class OpenedOffice:
    """A service with something of school A in every place where it keeps things. ids: by the beginning of the address."""

    def __init__(self, folder: Path) -> None:
        self._context = shared_service(folder)
        self.service = self._context.__enter__()
        self.office = SharedOffice(self.service.store)
        self.app = application(self.service, lambda _: None)
        own = self.office.viewed("ani")
        draft = new_draft(own, "kak", SECRET, {"judul": SECRET})
        add_picture(own, draft.id, "foto.png", b"\x89PNG")
        change_institution(own.store, replace(self.office.school_a, pictures={"foto.png": own.keep(b"\x89PNG")}))
        sources = [KeptSource("kak.yaml", own.keep(f"jenis: kak\njudul: {SECRET}\n".encode()))]
        document = new_document(
            own, NewDocument("kak", SECRET, [kept_file(own, "kak.docx", "docx", SECRET.encode())], draft.id, sources=sources)
        )
        new_key(own, SECRET, MAKES, 1)
        job = new_job(own, "batch", "kak", {"berkas": []}, title=SECRET)
        upload = new_upload(own, [FileToKeep(f"{SECRET}.yaml", SECRET.encode())])
        held = upload_of(own, upload)
        assert held is not None
        self.number = str(held.files[0].id)
        self.ids = {
            "/draf/": draft.id,
            "/dokumen/": document.id,
            "/unggahan/": upload,
            "/pekerjaan/": job,
            "/kelola/pengguna/": self.office.people["ani"].id,
            "/kelola/lembaga/": self.office.school_a.id,
            "/kelola/kunci/": keys(self.service.store)[0].id,
        }

    def address(self, path: str) -> str:
        """Return an address of the table with what is school A's in it. A new one whose ids are not known here is to be placed in `ids`."""
        given = {**OF_NOBODY, "berkas": self.number}
        if "{id}" in path:
            place = next((one for one in self.ids if path.startswith(one)), None)
            assert place is not None, f"{path}: say in OpenedOffice.ids what of school A stands there"
            given["id"] = self.ids[place]
        return re.sub(r"\{(\w+)(?::nomor)?\}", lambda found: given[found[1]], path)

    def ask(self, login: str, path: str, method: str) -> Answer:
        """Return what somebody gets, "" for who has not signed in."""
        headers = {**self.office.headers(login), **(FORM if method == "POST" else {})}
        return asked(self.app, self.address(path), headers, method=method, scheme="https")

    def close(self) -> None:
        """End it."""
        self._context.__exit__(None, None, None)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedOffice]:
    made = OpenedOffice(tmp_path_factory.mktemp("kantor"))
    yield made
    made.close()


@pytest.mark.parametrize(("path", "method"), WALK)
def test_stranger__is_led_to_sign_in_from_everywhere(there: OpenedOffice, path: str, method: str) -> None:
    answer = there.ask("", path, method)
    assert SECRET not in answer.text
    if is_open(path):
        assert answer.status in (200, 404, 422)
    elif method == "GET":
        assert (answer.status, answer.headers["location"].partition("?")[0]) == (303, "/masuk")
    else:
        assert answer.status == 401


@pytest.mark.parametrize(("path", "method"), WALK)
def test_school__finds_nothing_of_another_school_anywhere(there: OpenedOffice, path: str, method: str) -> None:
    if path in ("/keluar", "/akun") and method == "POST":
        return  # one's own session and password, which name nobody else's
    answer = there.ask("budi", path, method)
    assert SECRET not in answer.text
    assert answer.status == 404 if "{id}" in path or path.startswith("/kelola") else answer.status < 500


@pytest.mark.parametrize(("path", "method"), [one for one in WALK if "{id}" in one[0]])
def test_staff__sees_finished_documents_of_its_schools_and_nothing_else(there: OpenedOffice, path: str, method: str) -> None:
    answer = there.ask("staf", path, method)
    assert (answer.status != 404) == (path in SEEN_BELOW and "halaman" not in path), answer.text[:300]


@pytest.mark.parametrize(("path", "method"), [one for one in WALK if one[0].startswith("/kelola") and one[1] == "GET"])
def test_managing__is_the_managers_alone(there: OpenedOffice, path: str, method: str) -> None:
    assert there.ask("kelola", path, method).status == 200
    for login in ("staf", "ani"):
        assert there.ask(login, path, method).status == 404


def test_own__is_there_for_who_it_belongs_to(there: OpenedOffice) -> None:
    for path in ("/", "/draf", "/draf/{id}", "/draf/{id}/gambar/{nama}", "/dokumen/{id}/{nomor:nomor}", "/unggahan/{id}", "/akun"):
        assert there.ask("ani", path, "GET").status == 200, path
    assert SECRET in there.ask("ani", "/draf", "GET").text


def test_archive__says_who_made_a_document_and_an_office_of_which_school(there: OpenedOffice) -> None:
    own, office = (there.ask(login, "/arsip", "GET").text for login in ("ani", "staf"))
    name, school = there.office.people["ani"].name, there.office.school_a.name
    assert f"<td>{name}</td>" in own
    assert f"<td>{name}, {school}</td>" in office


def test_program__without_a_key_gets_nothing_from_any_address_that_is_no_page(there: OpenedOffice) -> None:
    pages = {path for path, _, _, _ in ROUTES}
    others = [route for route in there.app.routes if isinstance(route, Route) and route.path not in pages]
    assert others
    for route in others:
        for method in (route.methods or set()) - {"HEAD"}:
            answer = asked(there.app, route.path.replace("{jenis}", "kak"), {"host": NAME}, method=method, scheme="https")
            assert answer.status == 401, route.path
