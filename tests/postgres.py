"""A real PostgreSQL, of Debian's package, for the time of a test run; each test has a schema of its own in it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_OWNER = "postgres"


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    assert found, "PostgreSQL is missing: apt-get install postgresql"
    return found[-1].parent


def _run(*command: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    user = ("runuser", "-u", _OWNER, "--") if os.geteuid() == 0 else ()
    subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/")


class PostgresServer:
    """A running server, reached by a socket in its folder alone."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's name may have 107 letters
        if os.geteuid() == 0:
            shutil.chown(self.folder, _OWNER)
        self.programs = _programs()
        data = self.folder / "d"
        _run(self.programs / "initdb", "-D", data, "-A", "trust", "-U", "borang", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def start(self) -> None:
        """Run it, again after it was halted."""
        settings = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        _run(self.programs / "pg_ctl", "-D", self.folder / "d", "-w", "-l", self.folder / "log", "-o", settings, "start")

    def halt(self) -> None:
        """End it at once; what is in it stays."""
        _run(self.programs / "pg_ctl", "-D", self.folder / "d", "-m", "immediate", "stop")

    def fresh(self) -> str:
        """Return the URL of a database in which there is nothing yet."""
        schema = f"s{secrets.token_hex(6)}"
        _run(self.programs / "psql", "-h", self.folder, "-U", "borang", "-q", "-c", f"CREATE SCHEMA {schema}", "postgres")
        return f"postgresql+psycopg://borang@/postgres?host={self.folder}&options={quote(f'-csearch_path={schema}')}"

    def new_database(self) -> str:
        """Return the name of a database of its own, for what is done to a whole one."""
        name = f"d{secrets.token_hex(6)}"
        _run(self.programs / "createdb", "-h", self.folder, "-U", "borang", name)
        return name

    def url_of(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql+psycopg://borang@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End it, with all that is in it."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Give a server that ends with the test."""
    server = PostgresServer()
    try:
        yield server
    finally:
        server.stop()
