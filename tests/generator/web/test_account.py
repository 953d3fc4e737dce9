"""Signing in: by the right password, not too often, and out again everywhere when it changes.

Covers: SAFE-06 (passwords are kept as what cannot be turned back, wrong ones are counted), SAFE-07 (what a refused sign-in tells).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from generator.store.acts import acts
from generator.store.tables import PEOPLE
from generator.web import passwords
from generator.web.app import application
from generator.web.service import Service
from tests.accounts import NAME, PASSWORD, SharedOffice, shared_service
from tests.asking import Answer, asked

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with shared_service(tmp_path_factory.mktemp("kantor")) as made:
        yield made


@pytest.fixture(scope="module")
def office(service: Service) -> SharedOffice:
    return SharedOffice(service.store)


@pytest.fixture(autouse=True)
def _fresh_tries(service: Service) -> None:
    service.tries = passwords.TryCounter()


def post(service: Service, path: str, headers: dict[str, str], **values: str) -> Answer:
    body = urlencode(values).encode()
    return asked(application(service, lambda _: None), path, {**headers, **FORM}, method="POST", body=body, scheme="https")


def signed_in(service: Service, office: SharedOffice, login: str, password: str = PASSWORD, onward: str = "/") -> Answer:
    return post(service, "/masuk", office.headers(""), nama=login, sandi=password, ke=onward)


def shown(service: Service, answer: Answer, path: str) -> Answer:
    cookie = answer.headers["set-cookie"].partition(";")[0]
    return asked(application(service, lambda _: None), path, {"host": NAME, "cookie": cookie}, scheme="https")


def test_sign_in__leads_on_with_a_cookie_that_no_script_and_no_plain_connection_sees(service: Service, office: SharedOffice) -> None:
    answer = signed_in(service, office, " ANI ", onward="/draf?x=1")
    assert (answer.status, answer.headers["location"]) == (303, "/draf?x=1")
    assert answer.headers["set-cookie"].startswith("__Host-borang_sesi=")
    assert {"httponly", "secure", "path=/", "samesite=lax"} <= set(answer.headers["set-cookie"].lower().split("; "))
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert shown(service, answer, "/akun").status == 200


@pytest.mark.parametrize(
    "onward", ["https://jahat.example", "//jahat.example", "/\\jahat.example", "javascript:alert(1)", "/masuk", "/a\nb", ""]
)
def test_sign_in__leads_to_our_own_pages_alone(service: Service, office: SharedOffice, onward: str) -> None:
    assert signed_in(service, office, "ani", onward=onward).headers["location"] == "/"


def test_sign_in__tells_nobody_whether_there_is_such_a_name(service: Service, office: SharedOffice) -> None:
    wrong, unknown = signed_in(service, office, "ani", "salah salah salah"), signed_in(service, office, "entah", "salah salah salah")
    assert wrong.status == unknown.status == 422
    assert wrong.text.replace("ani", "entah") == unknown.text.replace("ani", "entah")
    assert "set-cookie" not in wrong.headers
    assert "salah salah" not in wrong.text


def test_sign_in__is_refused_after_ten_wrong_passwords_the_right_one_too(service: Service, office: SharedOffice) -> None:
    for _ in range(passwords.TRIES):
        assert signed_in(service, office, "budi", "salah salah salah").status == 422
    assert signed_in(service, office, "budi").status == 429
    assert signed_in(service, office, "ani").status == 303


def test_tries__are_forgotten_after_a_quarter_of_an_hour() -> None:
    clock = [0.0]
    counter = passwords.TryCounter(lambda: clock[0])
    for _ in range(passwords.TRIES):
        assert not counter.is_over("ani", "192.0.2.1")
        counter.add("ani", "192.0.2.1")
    assert counter.is_over("ani", "192.0.2.1")
    assert not counter.is_over("ani", "192.0.2.2")
    clock[0] = 15 * 60 + 1
    assert not counter.is_over("ani", "192.0.2.1")


def test_password__is_not_in_the_database(service: Service, office: SharedOffice) -> None:
    with service.store.reading() as connection:
        held = str(connection.execute(select(PEOPLE)).all())
    assert PASSWORD not in held
    assert held.count("$argon2id$") == len(office.people)


def test_password__that_changes_puts_out_who_came_in_by_the_old_one(service: Service, office: SharedOffice) -> None:
    here, elsewhere = signed_in(service, office, "staf"), signed_in(service, office, "staf")
    headers = {**office.headers(""), "cookie": here.headers["set-cookie"].partition(";")[0]}
    new = "meja hijau tujuh awan"
    for old, chosen, again in (
        ("salah", new, new),
        (PASSWORD, new, f"{new}x"),
        (PASSWORD, "pendek", "pendek"),
        (PASSWORD, "staf" * 3, "staf" * 4),
    ):
        assert post(service, "/akun", headers, lama=old, baru=chosen, ulang=again).status == 422
    assert post(service, "/akun", headers, lama=PASSWORD, baru=new, ulang=new).status == 303
    assert shown(service, here, "/akun").status == 200
    assert shown(service, elsewhere, "/akun").status == 303
    assert signed_in(service, office, "staf").status == 422
    assert signed_in(service, office, "staf", new).status == 303


def test_sign_out__ends_the_session_itself(service: Service, office: SharedOffice) -> None:
    answer = signed_in(service, office, "ani")
    headers = {**office.headers(""), "cookie": answer.headers["set-cookie"].partition(";")[0]}
    assert post(service, "/keluar", headers).status == 303
    assert shown(service, answer, "/akun").status == 303


def test_manager__adds_somebody_and_shuts_them_out_again(service: Service, office: SharedOffice) -> None:
    headers = office.headers("kelola")
    added = post(service, "/kelola/pengguna", headers, nama_masuk="Citra", nama="Citra Dewi", peran="sekolah", lembaga=office.school_b.id)
    password = added.text.partition('class="rujukan">')[2].partition("<")[0]
    came = signed_in(service, office, "citra", password)
    assert came.status == 303
    assert (
        post(service, "/kelola/pengguna", headers, nama_masuk="citra", nama="C", peran="sekolah", lembaga=office.school_b.id).status == 422
    )
    assert post(service, "/kelola/pengguna", headers, nama_masuk="dodi", nama="D", peran="staf", lembaga=office.school_b.id).status == 422
    with service.store.reading() as connection:
        id_ = connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.nama_masuk == "citra")).scalar()
    assert post(service, f"/kelola/pengguna/{id_}", headers, nama="Citra", peran="sekolah", lembaga=office.school_b.id).status == 303
    assert shown(service, came, "/akun").status == 303
    assert signed_in(service, office, "citra", password).status == 422


def test_manager__the_last_one_stays(service: Service, office: SharedOffice) -> None:
    path, headers = f"/kelola/pengguna/{office.people['kelola'].id}", office.headers("kelola")
    assert post(service, path, headers, nama="K", peran="staf", lembaga=office.office.id, aktif="1").status == 422
    assert post(service, path, headers, nama="K", peran="pengelola", lembaga=office.office.id).status == 422


def test_acts__say_who_did_what_without_a_word_of_it(service: Service, office: SharedOffice) -> None:
    post(service, "/jenis/kak/draf", office.headers("ani"), asal="kosong")
    signed_in(service, office, "ani", "salah salah salah")
    (_, first), (_, second) = acts(service.store, most=2)
    assert (first.login, first.act, first.thing) == ("ani", "gagal masuk", "")
    assert (second.login, second.act, second.thing) == ("ani", "memulai isian", "kak")


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "status"),
    [
        ("https", NAME, f"https://{NAME}", 303),
        ("http", NAME, f"https://{NAME}", 403),
        ("https", "127.0.0.1:8710", f"https://{NAME}", 421),
        ("https", f"{NAME}:8710", f"https://{NAME}", 421),
        ("https", NAME, f"http://{NAME}", 403),
        ("https", NAME, "https://jahat.example", 403),
        ("https", NAME, "null", 403),
    ],
)
def test_wall__of_a_shared_service_knows_its_name_and_tls_alone(
    service: Service, office: SharedOffice, scheme: str, host: str, origin: str, status: int
) -> None:
    headers = {**office.headers("ani"), **FORM, "host": host, "origin": origin}
    answer = asked(application(service, lambda _: None), "/jenis/kak/draf", headers, method="POST", body=b"asal=kosong", scheme=scheme)
    assert answer.status == status


def test_one_persons_pages__have_no_accounts_and_a_shared_service_no_key_in_the_address(service: Service, tmp_path: Path) -> None:
    key = asked(application(service, lambda _: None), f"/mulai?kunci={service.key}", {"host": NAME}, scheme="https")
    assert key.headers["location"].startswith("/masuk")
