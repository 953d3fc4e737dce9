"""The schemas of data files for what the API says of itself: worked out type by type, kept on disk until a spec or the program changes."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from generator.batch.digest import digest_of_program
from generator.home import SHIPPED, Home
from generator.web.api.openapi import description
from generator.web.service import Service
from generator.web.shelf import ShelfType, shelves
from generator.web.tasks import SchemasTask

_FILE: Final = "uraian-api.json"


class SchemaShelf:
    """The schemas of a service's types. To work out all of them takes seconds, so a child process is asked for one at a time: others find it free between."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._lock = threading.Lock()
        self._stamp: object = None
        self._schemas: dict[str, Mapping[str, Any]] = {}
        self._described = b""

    def description(self) -> bytes:
        """Return the OpenAPI description of all types whose spec is sound. Raises DeskTrouble, BusyDesks."""
        with self._lock:
            if self._refreshed() or not self._described:
                self._described = self._kept_description()
            return self._described

    def of(self, name: str) -> Mapping[str, Any]:
        """Return the schema of one type's data file, {} where its spec is not sound. Raises DeskTrouble, BusyDesks."""
        if self._stamp == _stamp(self.service.home) and name in self._schemas:
            return self._schemas[name]
        return self._asked(name)

    def _refreshed(self) -> bool:
        """Forget what was known if a spec has changed since; whether one has."""
        stamp = _stamp(self.service.home)
        if stamp == self._stamp:
            return False
        self._stamp, self._schemas = stamp, {}
        return True

    def _kept_description(self) -> bytes:
        file, mark = self.service.store.folder / _FILE, sha256(f"{_program()}{self._stamp}".encode()).hexdigest()
        with suppress(OSError, ValueError, KeyError):
            kept = json.loads(file.read_bytes())
            if kept["tanda"] == mark:
                self._schemas = kept["skema"]
        types = types_of(self.service.home)
        if not self._schemas:
            self._schemas = {name: found for name in types if (found := self._asked(name))}
            with suppress(OSError):  # a disk that takes nothing: worked out anew at the next start
                _put(file, json.dumps({"tanda": mark, "skema": self._schemas}, ensure_ascii=False).encode("utf-8"))
        return json.dumps(description(types.values(), self._schemas), ensure_ascii=False).encode("utf-8")

    def _asked(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Mapping[str, Any]] = self.service.ask(SchemasTask((name,)))
        return found.get(name, {})


def types_of(home: Home) -> dict[str, ShelfType]:
    """Return the types of a home by name."""
    return {one.name: one for shelf in shelves(home) for one in shelf.types}


def _stamp(home: Home) -> object:
    """Return what tells whether a spec, one of its pieces or a table behind it has changed, or a type has come or gone."""
    return tuple(home.spec_files()), home.own_stamp(), tuple(_shipped())


def _shipped() -> Iterator[tuple[str, int, int]]:
    for folder, _, names in os.walk(SHIPPED / "specs"):
        for name in sorted(names):
            said = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - asked at each request; joining paths takes three times as long
            yield name, said.st_mtime_ns, said.st_size


_known_program: list[str] = []


def _program() -> str:
    """Return the digest of the program's code, worked out once: it is read when it starts."""
    if not _known_program:
        _known_program.append(digest_of_program())
    return _known_program[0]


def _put(file: Path, data: bytes) -> None:
    beside = file.with_name(f".{secrets.token_hex(4)}")
    beside.write_bytes(data)
    beside.replace(file)
