"""An office, two schools of it, and people in each, for tests of what is shared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.home import Home
from generator.store.accounts import (
    MANAGER,
    OFFICE_KIND,
    SCHOOL,
    SCHOOL_KIND,
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


class SharedOffice:
    """An office with two schools, and in each somebody who may sign in: `kelola` and `staf` in the office, `ani` and `budi` in the schools."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.office = new_institution(store, "Balai Contoh", OFFICE_KIND)
        self.school_a = new_institution(store, "SMP A", SCHOOL_KIND, self.office.id)
        self.school_b = new_institution(store, "SMP B", SCHOOL_KIND, self.office.id)
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
