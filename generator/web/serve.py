"""Starts the service, on this computer alone unless it is told otherwise, opens a browser on it, and ends it cleanly."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import BorangError, reason
from generator.home import Home
from generator.web.window import show

PORT: Final = 8710
_GRACE: Final = 5
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")


def data_folder() -> Path:
    """Return where the service keeps its things unless told otherwise."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "borang"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "borang"


@dataclass(frozen=True, slots=True)
class ServiceOpening:
    """How a service is to be reached. host: the address it listens on. names: that browsers know it by.

    certificate, key: PEM files for TLS. proxy: addresses, with commas between them, whose word is believed on who asks, and that it was by TLS.
    """

    host: str = _LOCAL[0]
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""

    @property
    def is_public(self) -> bool:
        """Whether others are to reach it, so that people sign in."""
        return self.host not in _LOCAL or self.certificate is not None or self.key is not None or bool(self.proxy)


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """Where the service keeps its things and listens. database: the URL of a PostgreSQL, "" for SQLite in the folder."""

    data: Path
    database: str
    port: int
    opening: ServiceOpening


def serve(home: Path | None, place: ServicePlace, *, is_opened: bool, say: Callable[[str], None], is_app: bool = False) -> int:
    """Run the service until it is stopped. Raises BorangError when the port or the data folder cannot be had, or a library is missing."""
    try:
        import uvicorn

        from generator.web.app import application
        from generator.web.desk import DeskStart
        from generator.web.desks import Desks
        from generator.web.jobbing import JobWork
        from generator.web.lone import LoneWatch
        from generator.web.service import Service
        from generator.web.uploading import UploadWork
    except ImportError as error:
        hint = 'Pasang dengan: pip install "borang[layanan]".'
        raise BorangError(f"Pustaka {error.name} belum terpasang.", hint=hint, code="pustaka-tidak-ada") from error
    store, sole, public, listening = _opened(place)
    start = DeskStart(home, Path.cwd() / "-")
    desks, jobs = Desks(start), JobWork(store, start)
    work = UploadWork(store, desks)
    service = Service(store, desks, Home(home), listening.getsockname()[1], lambda: (work.wake(), jobs.wake()), public)
    address = service.origin if public is not None else f"{service.origin}/mulai?kunci={service.key}"
    say(f"borang {'melayani' if public is not None else 'berjalan di komputer ini. Buka:'} {address}")
    say(f"Isian disimpan di {place.data}. Hentikan dengan Ctrl+C.")
    application_ = application(service, lambda fresh: say(f"Untuk peramban lain: {fresh}"))
    server = uvicorn.Server(uvicorn.Config(application_, **_settings(place.opening)))
    service.close = lambda: setattr(server, "should_exit", True)  # what is being answered is answered first
    watch = LoneWatch(sole, service.close, say)
    for one in (work, jobs, watch):
        one.begin()
    if is_opened and public is None:
        show(address, is_app=is_app)
    try:
        _run(server, listening)
    finally:
        for one in (work, jobs, watch):
            one.end()
        desks.close()
        store.close()
        listening.close()
    say("borang berhenti.")
    return 0


def _opened(place: ServicePlace) -> tuple[Any, Any, Any, socket.socket]:
    """Return the store, the right to it alone, the address for others, and what is listened on; nothing stays open where one of them cannot be had."""
    from generator.store.alone import SoleUse
    from generator.store.engine import opened
    from generator.web.opening import public_address

    listening = _listening(place.opening.host, place.port)
    with ExitStack() as left:
        left.callback(listening.close)
        store = opened(place.data, place.database)
        left.callback(store.close)
        sole = SoleUse(store)
        left.callback(sole.close)
        public = public_address(place.opening, store, listening.getsockname()[1])
        left.pop_all()
        return store, sole, public, listening


def _settings(opening: ServiceOpening) -> dict[str, Any]:
    """Return what the server is told. Who asks is told by a proxy alone that was named, by nobody else's headers."""
    settings: dict[str, Any] = {
        "access_log": False,
        "log_config": None,
        "lifespan": "off",
        "server_header": False,
        "limit_concurrency": 200,
    }
    settings |= {"timeout_graceful_shutdown": _GRACE, "proxy_headers": bool(opening.proxy), "forwarded_allow_ips": opening.proxy}
    if opening.certificate is not None:
        settings |= {"ssl_certfile": opening.certificate, "ssl_keyfile": opening.key}
    return settings


def _run(server: Any, listening: socket.socket) -> None:
    """Run until a signal ends it. The server sends that signal to itself once more when it has ended, which is then not to end us too."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listening])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs have one port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        why = "sudah dipakai program lain" if error.errno == errno.EADDRINUSE else f"di {host} tidak dapat dipakai ({reason(error)})"
        hint = "Mungkin borang sudah berjalan. Pakai --port dengan nomor lain."
        raise BorangError(f"Port {port} {why}.", hint=hint, code="port-dipakai") from error
    made.listen(128)
    made.set_inheritable(True)
    return made
