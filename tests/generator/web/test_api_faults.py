"""What no program should send, and what one sends all the same: an answer that says what is wrong, never a fault of the service.

Covers: WEB-02 (problems with a code), SAFE-06 (limits), SAFE-07 (a reference, no traceback).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from generator.store.api_keys import MAKES, keys, new_key, revoke
from generator.store.tables import API_KEYS
from generator.web.app import application
from tests.accounts import NAME, SharedOffice, shared_service
from tests.asking import asked
from tests.conftest import SAMPLES
from tests.homes import write
from tests.program_calls import JSON, YAML, ProgramAnswer, called, key_for, parts
from tests.served import ServedBorang

pytestmark = pytest.mark.xdist_group("layanan-api")
API = "/api/v1"
PROBLEM = "application/problem+json"
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("api"))
    yield made
    log = Path(made.temporary) / "borang-kesalahan.log"
    assert not log.exists(), log.read_text(encoding="utf-8")
    assert made.stop() == 0


@pytest.fixture(scope="module")
def key(served: ServedBorang) -> str:
    return key_for(served.data)


def is_told(answer: ProgramAnswer) -> bool:
    """Whether an answer is what a program may be given: findings, or a problem with its code and sentence."""
    if answer.status < 400:
        return answer.status in (200, 201, 202)
    said = answer.json
    return answer.status < 500 and answer.headers["content-type"] == PROBLEM and bool(said["kode"] and said["pesan"]) and "rujukan" in said


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"judul": NaN}', 422, "json-tidak-terbaca"),
        (b'{"judul": -Infinity}', 422, "json-tidak-terbaca"),
        (b"[" * 100_000, 422, "berkas-melewati-batas"),
        (b'{"judul":' * 60 + b"1" + b"}" * 60, 422, "berkas-melewati-batas"),
        (b'{"sasaran": [' + b",".join([b"1"] * 200_000) + b"]}", 422, "berkas-melewati-batas"),
        (b'{"judul": "\xff"}', 422, "bukan-utf8"),
        (b"null", 422, "bukan-kunci-dan-nilai"),
        (b"", 422, "json-tidak-terbaca"),
        (b'{"judul": 1e9999999999999999999}', 200, "wajib-diisi"),
        (b'{"\\ud800": 1}', 200, "kunci-tidak-dikenal"),
        (b'{"judul": "\\ud800"}', 200, "karakter-terlarang"),
        (b'{"judul": "a\\u0000b"}', 200, "karakter-terlarang"),
        (b'{"judul": "a", "judul": "b"}', 200, "kunci-ganda"),
        (b'{"judul": "' + b"a" * 40_000 + b'"}', 200, "teks-terlalu-panjang"),
    ],
)
def test_json__of_the_odd_kinds_is_told_by_its_code(served: ServedBorang, key: str, body: bytes, status: int, code: str) -> None:
    answer = called(served, f"{API}/jenis/kak/periksa", body, JSON, key=key)
    assert answer.status == status, answer.data[:500]
    told = [answer.json["kode"]] if status == 422 else [one["code"] for one in answer.json["outcomes"][-1]["findings"]]
    assert code in told


@pytest.mark.parametrize("number", ["1e999999", "1e-999999", "9" * 5_000, "-" + "9" * 900, "1e9999999999999999999", "0." + "3" * 3_000])
def test_number__that_no_field_takes_is_a_finding_at_its_place(served: ServedBorang, key: str, number: str) -> None:
    body = f'{{"nilai": {{"Bima": {{"pengetahuan": 75, "sikap": 79.5, "keterampilan": {number}}}}}}}'
    answer = called(served, f"{API}/jenis/rekap-nilai/periksa", body.encode(), JSON, key=key)
    found = [one for one in answer.json["outcomes"][-1]["findings"] if one["path"][-1:] == ["keterampilan"]]
    assert found, answer.data[:800]


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 415, "bentuk-tidak-dikenal"),
        ({"content_type": "text/xml"}, 415, "bentuk-tidak-dikenal"),
        ({"content_type": JSON, "content_encoding": "gzip"}, 415, "bentuk-tidak-dikenal"),
        ({"content_type": "multipart/form-data"}, 400, "permintaan-tidak-terbaca"),
        ({"content_type": "multipart/form-data; boundary=x"}, 400, "permintaan-tidak-terbaca"),
    ],
)
def test_form__that_is_not_known_is_a_problem(served: ServedBorang, key: str, headers: dict[str, str], status: int, code: str) -> None:
    media = headers.pop("content_type", "")
    answer = called(served, f"{API}/jenis/kak/periksa", gzip.compress(b"{}"), media, key=key, **headers)
    assert (answer.status, answer.headers["content-type"], answer.json["kode"]) == (status, PROBLEM, code)


def test_two_files_of_one_name__are_not_silently_one(served: ServedBorang, key: str) -> None:
    body, media = parts(("isian", "kak.yaml", b"jenis: kak\n"), ("berkas", "foto.png", b"1"), ("berkas", "foto.png", b"2"))
    answer = called(served, f"{API}/jenis/kak/periksa", body, media, key=key)
    assert (answer.status, answer.json["kode"]) == (400, "permintaan-tidak-terbaca")
    assert "foto.png" in answer.json["pesan"]


def test_length__beyond_the_bound_is_told_whether_it_is_said_or_not(served: ServedBorang, key: str) -> None:
    """As one body, in pieces without its length, and more than all files together may have."""
    small = (b"x" * MEGABYTE for _ in range(25))
    large = b"x" * (101 * MEGABYTE)
    for body in (b"x" * (21 * MEGABYTE), small, large):
        answer = called(served, f"{API}/jenis/kak/periksa", body, YAML, key=key)  # pyright: ignore[reportArgumentType] - http.client sends pieces too
        assert (answer.status, answer.headers["content-type"], answer.json["kode"]) == (413, PROBLEM, "terlalu-besar")
    body, media = parts(*((f"b{at}", f"b{at}.yaml", b"x" * (15 * MEGABYTE)) for at in range(7)))
    assert called(served, f"{API}/jenis/kak/periksa", body, media, key=key).json["kode"] == "terlalu-besar"
    assert called(served, f"{API}/jenis", key=key, content_length="0").status == 200


def test_method__that_an_address_has_not_is_told_with_those_it_has(served: ServedBorang, key: str) -> None:
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        answer = called(served, f"{API}/pekerjaan", key=key, method=method)
        assert (answer.status, answer.headers["content-type"]) == (405, PROBLEM)
        assert {one.strip() for one in answer.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}
    head = called(served, f"{API}/jenis", key=key, method="HEAD")
    assert (head.status, head.data, head.headers["content-type"]) == (200, b"", "application/json")


@pytest.mark.parametrize(
    "path",
    [
        "/jenis/%00",
        "/jenis/%ff",
        "/jenis/..%2f..",
        "/jenis/_pieces/kosong",
        "/jenis/kak/kosong?ke=%00",
        "/dokumen?cari=%00&jenis=%ff",
        "/dokumen?mulai=-1",
        "/dokumen?dari=2026-13-45",
        "/dokumen?sampai=9999-12-31",
        "/dokumen/%00",
        "/dokumen/x/berkas/" + "9" * 5_000,
        "/pekerjaan/%ff/hasil",
    ],
)
def test_address__of_any_kind_has_an_answer(served: ServedBorang, key: str, path: str) -> None:
    assert is_told(called(served, API + path, key=key))


@pytest.mark.parametrize("query", ["?jenis=kak&ke=exe", "?jenis=%00", "?ke=docx", ""])
def test_job__that_cannot_be_is_not_begun(served: ServedBorang, key: str, query: str) -> None:
    answer = called(served, f"{API}/pekerjaan{query}", b"Judul\nSatu\n", "text/csv", key=key)
    assert answer.status in (404, 422)
    assert answer.headers["content-type"] == PROBLEM


def test_file__names_none_but_those_that_came_with_it(served: ServedBorang, key: str, tmp_path: Path) -> None:
    """A programme's file and a letterhead that stand on the server's disk, by their whole names and by a way up: neither is read."""
    programme = write(tmp_path / "program.yaml", (SAMPLES / "program" / "ok-minimal.yaml").read_bytes())
    letterhead = write(tmp_path / "institusi.yaml", "nama: Balai Rahasia\n")
    up = "../" * 12
    for named in (str(programme), f"{up}{str(programme).lstrip('/')}"):
        answer = called(served, f"{API}/jenis/kak/periksa", f"jenis: kak\nprogram: {named}\n".encode(), key=key)
        assert "asal-tidak-ada" in {one["code"] for one in answer.json["outcomes"][-1]["findings"]}
        assert len(answer.json["outcomes"]) == 1
    answer = called(served, f"{API}/jenis/kak/periksa", f"jenis: kak\ninstitusi: {letterhead}\n".encode(), key=key)
    assert "kop-tidak-ada" in {one["code"] for one in answer.json["outcomes"][-1]["findings"]}


def test_parallel__calls_are_answered_or_asked_to_come_again(served: ServedBorang, key: str) -> None:
    data = (SAMPLES / "coaching-rhk" / "ok-minimal.yaml").read_bytes()
    wanted = called(served, f"{API}/jenis/coaching-rhk/periksa", data, key=key).json
    with ThreadPoolExecutor(60) as pool:
        found = list(pool.map(lambda _: called(served, f"{API}/jenis/coaching-rhk/periksa", data, key=key), range(120)))
    assert {answer.status for answer in found} <= {200, 429}
    assert all(answer.json == wanted for answer in found if answer.status == 200)
    assert all(
        int(answer.headers["retry-after"]) > 0 and answer.headers["content-type"] == PROBLEM for answer in found if answer.status == 429
    )
    assert sum(answer.status == 200 for answer in found) >= 24


def test_key__revoked_over_or_of_who_is_gone_opens_nothing(tmp_path: Path) -> None:
    with shared_service(tmp_path) as service:
        office, app = SharedOffice(service.store), application(service, lambda _: None)
        made = {name: new_key(office.viewed("ani"), name, MAKES, 1) for name in ("baik", "dicabut", "lewat")}
        ids = {one.name: one.id for one in keys(service.store)}
        assert revoke(service.store, ids["dicabut"])
        yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
        with service.store.writing() as connection:
            connection.execute(update(API_KEYS).where(API_KEYS.c.id == ids["lewat"]).values(kedaluwarsa=yesterday))

        def status(name: str) -> tuple[int, str]:
            answer = asked(app, f"{API}/jenis", {"host": NAME, "authorization": f"Bearer {made[name]}"}, scheme="https")
            return answer.status, "" if answer.status == 200 else str(json.loads(answer.text)["kode"])

        assert [status(name) for name in made] == [(200, ""), (401, "kunci-tidak-dikenal"), (401, "kunci-tidak-dikenal")]


def test_busy__institution_is_asked_to_come_again(tmp_path: Path) -> None:
    """64 jobs may wait; nobody works on them here."""
    with shared_service(tmp_path) as service:
        office, app = SharedOffice(service.store), application(service, lambda _: None)
        held = {"host": NAME, "authorization": f"Bearer {new_key(office.viewed('ani'), 'uji', MAKES, 1)}", "content-type": "text/csv"}
        told = [
            asked(app, f"{API}/pekerjaan?jenis=coaching-rhk", held, method="POST", body=b"Nama Guru\nA\n", scheme="https")
            for _ in range(65)
        ]
        assert [answer.status for answer in told] == [202] * 64 + [429]
        assert int(told[-1].headers["retry-after"]) > 0
        other = held | {"authorization": f"Bearer {new_key(office.viewed('budi'), 'uji', MAKES, 1)}"}
        answer = asked(app, f"{API}/pekerjaan?jenis=coaching-rhk", other, method="POST", body=b"Nama Guru\nA\n", scheme="https")
        assert answer.status == 202
