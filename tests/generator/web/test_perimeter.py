"""The wall of the service: who is let in, from where, and what of a defect goes out.

Covers: SAFE-06, SAFE-07 (a reference, no traceback); of the service its binding to this computer.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest

from generator.store.sessions import let_in
from generator.web.app import application
from generator.web.perimeter import HEADERS, Perimeter
from generator.web.service import Service
from tests.asking import HOST, asked

OWN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}


def known(service: Service) -> dict[str, str]:
    return {"cookie": f"borang_sesi={let_in(service.store)}"}


def test_page__is_for_a_browser_that_was_let_in(service: Service) -> None:
    app = application(service, lambda _: None)
    assert asked(app, "/").status == 403
    assert asked(app, "/", {"cookie": "borang_sesi=tebakan"}).status == 403
    assert asked(app, "/", known(service)).status == 200


def test_door__opens_once_and_tells_where_the_next_one_is(service: Service) -> None:
    told: list[str] = []
    app, key = application(service, told.append), service.key
    assert asked(app, "/mulai?kunci=salah").status == 403
    opened_ = asked(app, f"/mulai?kunci={key}")
    assert opened_.status == 303
    assert {"httponly", "samesite=lax"} <= set(opened_.headers["set-cookie"].lower().split("; "))
    assert asked(app, "/", {"cookie": opened_.headers["set-cookie"].partition(";")[0]}).status == 200
    assert asked(app, f"/mulai?kunci={key}").status == 403
    assert told == [f"http://{HOST}/mulai?kunci={service.key}"]


@pytest.mark.parametrize("host", ["jahat.example", "jahat.example:8710", "127.0.0.1", "127.0.0.1:80", ""])
def test_host__of_a_stranger_is_not_answered(service: Service, host: str) -> None:
    assert asked(application(service, lambda _: None), "/", {**known(service), "host": host}).status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 303),
        ({"origin": f"http://{HOST}"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "http://jahat.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_change__comes_from_our_own_pages_alone(service: Service, headers: dict[str, str], status: int) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = asked(
        application(service, lambda _: None), "/jenis/kak/draf", {**known(service), **form, **headers}, method="POST", body=b"asal=kosong"
    )
    assert answer.status == status


def test_answer__carries_the_headers_of_the_wall_and_no_inline_code(service: Service) -> None:
    answer = asked(application(service, lambda _: None), "/", known(service))
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", answer.text)


def test_defect__gives_a_reference_of_eight_signs_and_none_of_its_words(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise ValueError("NIP 199203152019032007")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = asked(Perimeter(broken, service, lambda _: None), "/", known(service))
    assert answer.status == 500
    reference = re.search(r'class="rujukan">([0-9a-f]{8})<', answer.text)
    assert reference is not None
    log = (tmp_path / "borang-kesalahan.log").read_text()
    assert f"[{reference[1]}]" in log
    assert "19920315" not in log + answer.text
    assert "Traceback" not in answer.text


def test_body__that_is_too_large_is_refused(service: Service) -> None:
    headers = {**known(service), **OWN, "content-type": "application/x-www-form-urlencoded", "content-length": str(9 * 1024 * 1024)}
    draft = asked(
        application(service, lambda _: None),
        "/jenis/kak/draf",
        {**known(service), **OWN, "content-type": "application/x-www-form-urlencoded"},
        method="POST",
        body=b"asal=kosong",
    )
    answer = asked(
        application(service, lambda _: None), f"{draft.headers['location']}/simpan", headers, method="POST", body=b"a" * 9 * 1024 * 1024
    )
    assert answer.status == 413


@pytest.mark.parametrize(
    "path", ["/jenis/tidak-ada", "/jenis/../../etc", "/draf/x", "/dokumen/x", "/unggahan/x", "/statis/x/../../app.py", "/lain"]
)
def test_nothing__is_a_page_that_says_so(service: Service, path: str) -> None:
    answer = asked(application(service, lambda _: None), path, known(service))
    assert answer.status == 404
    assert "Halaman ini tidak ada" in answer.text


@pytest.mark.parametrize("digits", [10, 25, 5000])  # more than counted, than a database holds, than Python reads
@pytest.mark.parametrize("path", ["/dokumen/x/{}", "/nomor/{}/batal", "/draf/x/halaman-{}.png", "/unggahan/x/{}/ditandai"])
def test_address__with_a_number_too_long_leads_nowhere(service: Service, path: str, digits: int) -> None:
    app = application(service, lambda _: None)
    assert asked(app, path.format("9" * digits), known(service)).status == 404
