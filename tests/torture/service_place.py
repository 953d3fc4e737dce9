"""Where a burdened service keeps its things: a folder, with SQLite in it or a database of PostgreSQL's, and the way to a backup that its page tells."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.store.engine import Store, opened
from tests.postgres import PostgresServer
from tests.served import ROOT, ServedBorang

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
_PAGE: Final = ROOT / "docs" / "layanan.md"


@dataclass(frozen=True, slots=True)
class ServiceDose:
    """How much is done. good, damaged, bombs: files handed in at once; kills: how often; documents: of the long run; rows: of the batch while people type."""

    good: int = 40
    damaged: int = 5
    bombs: int = 5
    bomb: int = 1_500 * 1024 * 1024
    kills: int = 10
    documents: int = 2_000
    rows: int = 500


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """A place. server: None for SQLite; name: of the database there."""

    data: Path
    server: PostgresServer | None = None
    name: str = ""

    @property
    def url(self) -> str:
        """The address of the database, "" for SQLite."""
        return "" if self.server is None else self.server.url_of(self.name)

    @property
    def options(self) -> tuple[str, ...]:
        """By which commands find it."""
        return ("--database", self.url) if self.url else ()

    def started(self, port: int = 0) -> ServedBorang:
        """Return a service that works on it."""
        return ServedBorang(self.data, port, *self.options)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Give what is in it."""
        store = opened(self.data, self.url)
        try:
            yield store
        finally:
            store.close()


def place_at(data: Path, server: PostgresServer | None) -> ServicePlace:
    """Return a place in which there is nothing yet."""
    return ServicePlace(data, server, "" if server is None else server.new_database())


def backed_up_and_restored(place: ServicePlace, folder: Path) -> ServicePlace:
    """Return the place that a backup was restored to, by the very commands of the page for who looks after a service."""
    restored = ServicePlace(folder / "pulih", place.server, "" if place.server is None else f"{place.name}_pulih")
    section = _PAGE.read_text(encoding="utf-8").partition("## Mencadangkan\n")[2].partition("\n## ")[0]
    blocks = [block.splitlines() for block in re.findall(r"```text\n(.*?)```", section, re.DOTALL)]
    backup, restore = blocks[:2] if place.server is None else blocks[2:]
    for command in (*backup, *restore):
        _ran(command, place, restored, folder)
    return restored


def _ran(command: str, place: ServicePlace, restored: ServicePlace, folder: Path) -> None:
    tools = folder / "alat"
    tools.mkdir(exist_ok=True)
    borang = tools / "borang"
    borang.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -c "from borang import main; main()" "$@"\n')
    borang.chmod(0o755)
    said = {
        "CADANGAN": folder / "cadangan",
        "FOLDER-DATA-BARU": restored.data,
        "FOLDER-DATA": place.data,
        "BASISDATA-BARU": restored.name,
        "BASISDATA": place.name,
        "ALAMAT-BARU": f"'{restored.url}'",
        "ALAMAT": f"'{place.url}'",
    }
    written = re.sub("|".join(said), lambda found: str(said[found[0]]), command)
    programs = "" if place.server is None else f"{place.server.programs}:"
    environment = {**os.environ, "PATH": f"{tools}:{programs}{os.environ['PATH']}"}
    environment |= {} if place.server is None else {"PGHOST": str(place.server.folder), "PGUSER": "borang"}
    ran = subprocess.run(["sh", "-c", written], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, (command, ran.stdout[-1000:], ran.stderr[-1000:])
