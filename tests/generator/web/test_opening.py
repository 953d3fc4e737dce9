"""The service opens to others with accounts and TLS, or not at all.

Covers: SAFE-06 (of the service its binding to this computer).
"""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from generator.errors import UsageFault
from generator.store.accounts import MANAGER, OFFICE_CATEGORY, new_institution, new_person
from generator.store.engine import Store, opened
from generator.web.opening import public_address
from generator.web.serve import ServiceOpening
from tests.accounts import certificate
from tests.served import ServedBorang, free_port


def store_with_manager(folder: Path) -> Store:
    store = opened(folder / "data")
    new_person(store, "kelola", "Kelola", "x", role=MANAGER, institution=new_institution(store, "Balai", OFFICE_CATEGORY).id)
    return store


def test_opening__of_this_computer_alone_needs_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert public_address(ServiceOpening(), store, 8710) is None
    store.close()


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (ServiceOpening("0.0.0.0"), "layanan-tanpa-tls"),
        (ServiceOpening("192.0.2.7", ("a.example",)), "layanan-tanpa-tls"),
        (ServiceOpening("192.0.2.7", certificate=Path("s.pem")), "layanan-tanpa-tls"),
        (ServiceOpening("192.0.2.7", certificate=Path("tidak-ada.pem"), key=Path("tidak-ada.pem")), "sertifikat-tls-salah"),
        (ServiceOpening(proxy="*"), "alamat-proksi-salah"),
        (ServiceOpening(proxy="127.0.0.1,"), "alamat-proksi-salah"),
        (ServiceOpening(proxy="127.0.0.1"), "layanan-tanpa-nama"),
    ],
)
def test_opening__to_others_without_what_guards_it_is_refused(tmp_path: Path, opening: ServiceOpening, code: str) -> None:
    store = store_with_manager(tmp_path)
    with pytest.raises(UsageFault) as fault:
        public_address(opening, store, 8710)
    assert fault.value.code == code
    store.close()


def test_opening__to_others_without_accounts_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with pytest.raises(UsageFault) as fault:
        public_address(ServiceOpening(proxy="127.0.0.1", names=("a.example",)), store, 8710)
    assert fault.value.code == "layanan-tanpa-akun"
    store.close()


def test_opening__answers_to_its_names_with_the_port_that_a_browser_sends(tmp_path: Path) -> None:
    store, (file, key) = store_with_manager(tmp_path), certificate(tmp_path)

    def names(opening: ServiceOpening, port: int = 8710) -> tuple[str, ...]:
        address = public_address(opening, store, port)
        assert address is not None
        return address.names

    assert names(ServiceOpening(proxy="127.0.0.1, 10.0.0.0/8", names=("Borang.example",))) == ("borang.example",)
    assert names(ServiceOpening("192.0.2.7", certificate=file, key=key)) == ("192.0.2.7:8710",)
    assert names(ServiceOpening("0.0.0.0", ("a.example", "b.example:8443"), file, key)) == ("a.example:8710", "b.example:8443")
    assert names(ServiceOpening("0.0.0.0", ("a.example",), file, key), 443) == ("a.example",)
    store.close()


def status(served: ServedBorang, headers: dict[str, str]) -> int:
    """Return what the service answers to somebody who asks for the page to sign in."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.request("GET", "/masuk", headers={"Host": "borang.example", **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.mark.parametrize(("proxy", "believed"), [("127.0.0.1", True), ("192.0.2.9", False)])
def test_proxy__alone_that_was_named_is_believed(tmp_path: Path, proxy: str, believed: bool) -> None:
    store_with_manager(tmp_path).close()
    served = ServedBorang(tmp_path / "data", free_port(), "--di-belakang-proksi", proxy, "--nama", "borang.example")
    assert served.base == "https://borang.example"
    assert status(served, {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}) == (200 if believed else 403)
    assert status(served, {}) == 403
    assert status(served, {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "borang.example", "Host": "jahat.example"}) == 421
    assert served.stop() == 0
