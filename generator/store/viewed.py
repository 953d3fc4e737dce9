"""The store as one person may see it: whoever asks for what is another institution's finds nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table

from generator.store.engine import Store

LOCAL: Final = "lokal"
"""The role of the one person of a computer, who needs no account."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. institution, person: ids, "" for the one person of a computer; role: what the person may do.

    below: the institutions whose finished documents may be seen as well, those of the schools that an office accompanies.
    name: what the person is called, for the pages.
    """

    institution: str = ""
    person: str = ""
    role: str = LOCAL
    below: tuple[str, ...] = ()
    name: str = ""


STRANGER: Final = Viewer(institution="-", person="", role="")
"""Who has not signed in: the owner of nothing."""


@dataclass(frozen=True, slots=True)
class ViewedStore:
    """A store with who is in it."""

    store: Store
    viewer: Viewer

    @property
    def owner(self) -> dict[str, str]:
        """What the row of a new thing says of whose it is."""
        return {"lembaga_id": self.viewer.institution, "pemilik_id": self.viewer.person}

    def own(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row of a table belongs to the viewer's institution."""
        return table.c.lembaga_id == self.viewer.institution

    def seen(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row of a table may be seen, though perhaps not changed: own ones, and those of the institutions below."""
        return table.c.lembaga_id.in_((self.viewer.institution, *self.viewer.below))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads."""
        with self.store.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that writes; all of it or nothing is kept."""
        with self.store.writing() as connection:
            yield connection

    def keep(self, data: bytes) -> str:
        """Keep bytes and return their digest."""
        return self.store.keep(data)

    def path(self, sha: str) -> Path:
        """Return where bytes stand."""
        return self.store.path(sha)
