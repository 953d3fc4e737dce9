"""People who may sign in, and their institutions: an office (Balai) with the schools that it accompanies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from generator.store.engine import Store, new_id, now
from generator.store.tables import INSTITUTIONS, METADATA, PEOPLE
from generator.store.viewed import Viewer

MANAGER: Final = "pengelola"
STAFF: Final = "staf"
SCHOOL: Final = "sekolah"
ROLES: Final = (MANAGER, STAFF, SCHOOL)
OFFICE_CATEGORY: Final = "balai"
SCHOOL_CATEGORY: Final = "sekolah"


class NameTaken(Exception):
    """Somebody signs in by that name already."""


@dataclass(frozen=True, slots=True)
class Institution:
    """An office or a school. parent: the id of the office that a school belongs to. settings: raw, as in institusi.yaml. pictures: digests of the files that they name."""

    id: str
    name: str
    category: str
    parent: str = ""
    settings: Mapping[str, Any] | None = None
    pictures: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Person:
    """Who may sign in. login: the name for that; password: what is kept of it, never itself."""

    id: str
    login: str
    name: str
    password: str
    role: str
    institution: str
    is_active: bool


def folded_login(text: str) -> str:
    """Return a name to sign in by as it is kept: letters in one case, no space around."""
    return " ".join(text.split()).casefold()


def new_institution(store: Store, name: str, category: str, parent: str = "") -> Institution:
    """Return a new institution."""
    made = Institution(new_id(), name, category, parent if category == SCHOOL_CATEGORY else "", {})
    with store.writing() as connection:
        connection.execute(
            insert(INSTITUTIONS).values(id=made.id, nama=name, jenis=category, induk=made.parent, institusi={}, gambar={}, dibuat=now())
        )
    return made


def adopt(store: Store, institution: str, person: str) -> int:
    """Give an institution what was made before there were accounts; returns how many rows. institution: a new one that has nothing yet; person: whose it becomes."""
    owned = [table for table in METADATA.sorted_tables if "pemilik_id" in table.c]
    with store.writing() as connection:
        changed = {"lembaga_id": institution, "pemilik_id": person}
        return sum(connection.execute(update(one).where(one.c.lembaga_id == "").values(**changed)).rowcount for one in owned)


def institutions(store: Store) -> list[Institution]:
    """Return all institutions, by name, offices first."""
    with store.reading() as connection:
        return [_institution(row) for row in connection.execute(select(INSTITUTIONS).order_by(INSTITUTIONS.c.jenis, INSTITUTIONS.c.nama))]


def institution_of(store: Store, id_: str) -> Institution | None:
    """Return an institution by its id, None where there is none."""
    with store.reading() as connection:
        row = connection.execute(select(INSTITUTIONS).where(INSTITUTIONS.c.id == id_)).first()
    return None if row is None else _institution(row)


def change_institution(store: Store, changed: Institution) -> None:
    """Keep an institution's name, parent, settings and pictures as they are now."""
    values = {"nama": changed.name, "induk": changed.parent, "institusi": dict(changed.settings or {})}
    pictures = {"gambar": dict(changed.pictures)}
    with store.writing() as connection:
        connection.execute(update(INSTITUTIONS).where(INSTITUTIONS.c.id == changed.id).values(**values, **pictures))


def new_person(store: Store, login: str, name: str, password: str, *, role: str, institution: str) -> Person:
    """Return somebody new who may sign in. password: hashed. Raises NameTaken."""
    made = Person(new_id(), folded_login(login), name, password, role, institution, True)
    row = {"id": made.id, "nama_masuk": made.login, "nama": name, "sandi": password, "peran": role, "lembaga_id": institution}
    try:
        with store.writing() as connection:
            connection.execute(insert(PEOPLE).values(**row, aktif=True, dibuat=now()))
    except IntegrityError as error:
        raise NameTaken from error
    return made


def people(store: Store) -> list[Person]:
    """Return all who may sign in or might once, by name."""
    with store.reading() as connection:
        return [_person(row) for row in connection.execute(select(PEOPLE).order_by(PEOPLE.c.nama_masuk))]


def person_named(store: Store, login: str) -> Person | None:
    """Return who signs in by a name, None where nobody does."""
    return _one(store, PEOPLE.c.nama_masuk == folded_login(login))


def person_of(store: Store, id_: str) -> Person | None:
    """Return somebody by the id, None where there is nobody."""
    return _one(store, PEOPLE.c.id == id_)


def _one(store: Store, condition: Any) -> Person | None:
    with store.reading() as connection:
        row = connection.execute(select(PEOPLE).where(condition)).first()
    return None if row is None else _person(row)


def change_person(store: Store, changed: Person) -> bool:
    """Keep somebody's name, password, role, institution and whether they may sign in; false, and nothing is kept, where no manager would be left."""
    values = {"nama": changed.name, "sandi": changed.password, "peran": changed.role, "lembaga_id": changed.institution}
    with store.writing() as connection:
        if not (changed.is_active and changed.role == MANAGER) and not _managers(connection, besides=changed.id):
            was = connection.execute(select(PEOPLE.c.peran, PEOPLE.c.aktif).where(PEOPLE.c.id == changed.id)).first()
            if was is not None and was.peran == MANAGER and was.aktif:
                return False
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == changed.id).values(**values, aktif=changed.is_active))
    return True


def has_manager(store: Store) -> bool:
    """Whether somebody may sign in who manages the others."""
    with store.reading() as connection:
        return _managers(connection) > 0


def _managers(connection: Connection, besides: str = "") -> int:
    counted = select(func.count()).where(PEOPLE.c.peran == MANAGER, PEOPLE.c.aktif, PEOPLE.c.id != besides)
    return int(connection.execute(counted).scalar() or 0)


def viewer_of(store: Store, person: str) -> Viewer | None:
    """Return who asks, with what may be seen; None where the person may no longer sign in."""
    found = person_of(store, person)
    if found is None or not found.is_active:
        return None
    below: tuple[str, ...] = ()
    if found.role in (MANAGER, STAFF):
        with store.reading() as connection:
            below = tuple(connection.execute(select(INSTITUTIONS.c.id).where(INSTITUTIONS.c.induk == found.institution)).scalars())
    return Viewer(found.institution, found.id, found.role, below, found.name)


def _institution(row: Any) -> Institution:
    return Institution(row.id, row.nama, row.jenis, row.induk, row.institusi, row.gambar)


def _person(row: Any) -> Person:
    return Person(row.id, row.nama_masuk, row.nama, row.sandi, row.peran, row.lembaga_id, row.aktif)
