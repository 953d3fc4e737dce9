"""An office, two schools of it, and people in each, for tests of what is shared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Page

from generator.home import Home
from generator.store.accounts import (
    MANAGER,
    OFFICE_CATEGORY,
    SCHOOL,
    SCHOOL_CATEGORY,
    STAFF,
    Institution,
    Person,
    new_institution,
    new_person,
    viewer_of,
)
from generator.store.engine import Store, opened
from generator.store.sessions import let_in
from generator.store.viewed import ViewedStore
from generator.web.desk import DeskStart
from generator.web.desks import Desks
from generator.web.passwords import hashed
from generator.web.service import PublicAddress, Service

NAME = "borang.kantor.example"
PASSWORD = "kuda baterai pohon jepit"
"""Of everybody."""


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """Return a certificate that signs itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    said = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(said).issuer_name(said).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=9))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    files = folder / "sertifikat.pem", folder / "kunci.pem"
    files[0].write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


class SharedOffice:
    """An office with two schools, and in each somebody who may sign in: `kelola` and `staf` in the office, `ani` and `budi` in the schools."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.office = new_institution(store, "Balai Contoh", OFFICE_CATEGORY)
        self.school_a = new_institution(store, "SMP A", SCHOOL_CATEGORY, self.office.id)
        self.school_b = new_institution(store, "SMP B", SCHOOL_CATEGORY, self.office.id)
        self._password = hashed(PASSWORD)
        self.people = {
            "kelola": self._person("kelola", MANAGER, self.office),
            "staf": self._person("staf", STAFF, self.office),
            "ani": self._person("ani", SCHOOL, self.school_a),
            "budi": self._person("budi", SCHOOL, self.school_b),
        }

    def _person(self, login: str, role: str, institution: Institution) -> Person:
        return new_person(self.store, login, login.title(), self._password, role=role, institution=institution.id)

    def viewed(self, login: str) -> ViewedStore:
        """Return the store as one of them sees it."""
        viewer = viewer_of(self.store, self.people[login].id)
        assert viewer is not None
        return ViewedStore(self.store, viewer)

    def headers(self, login: str) -> dict[str, str]:
        """Return what a page of one of them sends, of nobody for ""."""
        cookie = {"cookie": f"__Host-borang_sesi={let_in(self.store, self.people[login].id)}"} if login else {}
        return {"host": NAME, "origin": f"https://{NAME}", "sec-fetch-site": "same-origin", **cookie}


@contextmanager
def shared_service(folder: Path, database: str = "") -> Iterator[Service]:
    """Give a service that people sign in to."""
    store, desks = opened(folder, database), Desks(DeskStart(None, folder / "-"), 1)
    yield Service(store, desks, Home(None), 8710, public=PublicAddress((NAME,)))
    desks.close()
    store.close()


def add_teacher(page: Page, base: str, name: str, login: str, school: str) -> None:
    """Have a manager's page add somebody of a school, whose first password it shows then."""
    page.goto(f"{base}/kelola/pengguna")
    page.fill("#nama", name)
    page.fill("#nama_masuk", login)
    page.select_option("#peran", "sekolah")
    page.select_option("#lembaga", label=school)
    page.get_by_role("button", name="Tambah").click()
