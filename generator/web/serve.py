"""Starts the service on this computer alone, opens a browser on it, and ends it cleanly."""

from __future__ import annotations

import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import BorangError
from generator.home import Home

PORT: Final = 8710
_HOST: Final = "127.0.0.1"
_GRACE: Final = 5


def data_folder() -> Path:
    """Return where the service keeps its things unless told otherwise."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "borang"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "borang"


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """Where the service keeps its things and listens. database: the URL of a PostgreSQL, "" for SQLite in the folder."""

    data: Path
    database: str
    port: int


def serve(home: Path | None, place: ServicePlace, *, is_opened: bool, say: Callable[[str], None]) -> int:
    """Run the service until it is stopped. Raises BorangError when the port or the data folder cannot be had, or a library is missing."""
    try:
        import uvicorn

        from generator.store.engine import opened
        from generator.web.app import application
        from generator.web.desk import DeskStart
        from generator.web.desks import Desks
        from generator.web.jobbing import JobWork
        from generator.web.service import Service
        from generator.web.uploading import UploadWork
    except ImportError as error:
        hint = 'Pasang dengan: pip install "borang[layanan]".'
        raise BorangError(f"Pustaka {error.name} belum terpasang.", hint=hint, code="pustaka-tidak-ada") from error
    listening = _listening(place.port)
    store = opened(place.data, place.database)
    start = DeskStart(home, Path.cwd() / "-")
    desks, jobs = Desks(start), JobWork(store, start)
    work = UploadWork(store, desks)
    service = Service(store, desks, Home(home), listening.getsockname()[1], lambda: (work.wake(), jobs.wake()))
    address = f"{service.origin}/mulai?kunci={service.key}"
    say(f"borang berjalan di komputer ini. Buka: {address}")
    say(f"Isian disimpan di {place.data}. Hentikan dengan Ctrl+C.")
    application_ = application(service, lambda fresh: say(f"Untuk peramban lain: {fresh}"))
    work.begin()
    jobs.begin()
    if is_opened:
        webbrowser.open(address)
    try:
        _run(_server(uvicorn, application_), listening)
    finally:
        work.end()
        jobs.end()
        desks.close()
        store.close()
        listening.close()
    say("borang berhenti.")
    return 0


def _server(uvicorn: Any, application: Any) -> Any:
    config = uvicorn.Config(
        application,
        access_log=False,
        log_config=None,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=200,
    )
    return uvicorn.Server(config)


def _run(server: Any, listening: socket.socket) -> None:
    """Run until a signal ends it. The server sends that signal to itself once more when it has ended, which is then not to end us too."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listening])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs have one port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((_HOST, port))
    except OSError as error:
        made.close()
        hint = "Mungkin borang sudah berjalan. Pakai --port dengan nomor lain."
        raise BorangError(f"Port {port} sudah dipakai program lain.", hint=hint, code="port-dipakai") from error
    made.listen(128)
    made.set_inheritable(True)
    return made
