"""The wall around the pages: who may come in, from where, with what; and that nothing of a fault but its reference goes out."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.defect import record
from generator.store.sessions import DAYS, is_let_in, let_in
from generator.web.rendering import error_page
from generator.web.service import Service

COOKIE: Final = "borang_sesi"
_DOOR: Final = "/mulai"
_OPEN: Final = ("/statis/", "/ping")
_SAFE: Final = frozenset({"GET", "HEAD"})
_ASSET: Final = "/statis/"
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
Announce = Callable[[str], None]


class Perimeter:
    """What stands in front of every page. announce: is told the address for the next browser, once the one before is used up."""

    def __init__(self, app: ASGIApp, service: Service, announce: Announce) -> None:
        self.app = app
        self.service = service
        self.announce = announce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered by the page that is meant."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        out = _Outlet(send, str(scope["path"]))
        refused = self._refusal(scope, Headers(scope=scope))
        if refused is not None:
            await refused(scope, receive, out.send)
            return
        try:
            await self.app(scope, receive, out.send)
        except Exception as error:  # noqa: BLE001 - the border of the service: its words may hold what a person wrote
            page = error_page(500, "Terjadi kesalahan program.", "Isian yang sudah tersimpan tidak berubah.", record(error)[:8])
            if not out.is_begun:
                await page(scope, receive, out.send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is not let in, or None."""
        path, method = str(scope["path"]), str(scope["method"])
        if headers.get("host", "") not in self.service.hosts:
            return error_page(421, "Alamat ini tidak dikenal.", "Buka alamat yang ditampilkan di jendela borang.")
        if method not in _SAFE and not self._is_own_page(headers):
            return error_page(403, "Permintaan ini tidak datang dari halaman borang.", "Buka kembali halamannya, lalu ulangi dari sana.")
        if path == _DOOR:
            return self._let_in(scope)
        if path.startswith(_OPEN) or is_let_in(self.service.store, _cookie(headers)):
            return None
        return error_page(403, "Peramban ini belum dikenal.", "Buka alamat yang ditampilkan di jendela tempat borang dijalankan.")

    def _is_own_page(self, headers: Headers) -> bool:
        """Whether what changes something was sent by one of our pages: the browser says so itself, and no script can make it say so."""
        fetch_site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if fetch_site is not None and fetch_site != "same-origin":
            return False
        if origin is not None:
            return origin.removeprefix("http://") in self.service.hosts
        return fetch_site == "same-origin"

    def _let_in(self, scope: Scope) -> Response:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("kunci", [""])[0]
        if not hmac.compare_digest(given.encode(), self.service.key.encode()):
            return error_page(403, "Alamat pembuka ini sudah dipakai.", "Buka alamat terbaru yang ditampilkan di jendela borang.")
        self.announce(f"{self.service.origin}{_DOOR}?kunci={self.service.renew_key()}")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, let_in(self.service.store), max_age=DAYS * 86400, httponly=True, samesite="lax")
        return answer


class _Outlet:
    """What goes out: every answer with the headers of the wall. begun: whether an answer has begun."""

    def __init__(self, send: Send, path: str) -> None:
        self._send: Callable[[Message], Awaitable[None]] = send
        self.is_begun = False
        self._is_asset = path.startswith(_ASSET)

    async def send(self, message: Message) -> None:
        """Send a part of an answer."""
        if message["type"] == "http.response.start":
            self.is_begun = True
            headers = MutableHeaders(raw=message["headers"])
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "public, max-age=31536000, immutable" if self._is_asset else "no-store")
        await self._send(message)


def _cookie(headers: Headers) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    held: Any = jar.get(COOKIE)
    return "" if held is None else str(held.value)
