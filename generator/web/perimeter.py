"""The wall around the pages: who may come in, from where, with what; and that nothing of a fault but its reference goes out."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.defect import record
from generator.store.accounts import viewer_of
from generator.store.sessions import let_in, whose
from generator.store.trouble import trouble_of
from generator.store.viewed import STRANGER, Viewer
from generator.web.access import SIGN_IN, is_open
from generator.web.api.problems import PREFIX, problem
from generator.web.cookies import cookie_of, give_cookie
from generator.web.frequency import A_MINUTE, CallPace
from generator.web.rendering import error_page, page, seen_by
from generator.web.service import Service

_DOOR: Final = "/mulai"
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
_DEFECT: Final = "kesalahan-program"
_MEANWHILE: Final = (
    "Yang sudah tersimpan tidak berubah, dan tulisan Anda ditahan di peramban. Muat ulang halaman ini beberapa saat lagi; "
    "bila peramban bertanya, setujui dikirim ulang. Bila berlangsung lama, beri tahu petugas TI."
)
_SECURE: Final = {"strict-transport-security": "max-age=31536000"}
Announce = Callable[[str], None]


class Perimeter:
    """What stands in front of every page. announce: is told the address for the next browser, once the one before is used up."""

    def __init__(self, app: ASGIApp, service: Service, announce: Announce) -> None:
        self.app = app
        self.service = service
        self.announce = announce
        self.strangers = CallPace(A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered by the page that is meant."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        out = _Outlet(send, str(scope["path"]), is_public=self.service.public is not None)
        try:
            with seen_by(None if self.service.public is None else STRANGER):
                refused = await self._refusal(scope, Headers(scope=scope))
            await (self.app if refused is None else refused)(scope, receive, out.send)
        except Exception as error:  # noqa: BLE001 - the border of the service: its words may hold what a person wrote
            failed = _answer_to(error, is_program=str(scope["path"]).startswith(PREFIX))
            if not out.is_begun:
                await failed(scope, receive, out.send)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is not let in, or None; then it says who asks."""
        path, method = str(scope["path"]), str(scope["method"])
        if path.startswith(PREFIX):
            return self._program_refusal(scope, headers)
        if headers.get("host", "") not in self.service.hosts:
            return error_page(421, "Alamat ini tidak dikenal.", "Buka alamat yang diberikan pengelola borang, huruf demi huruf.")
        if self.service.public is not None and scope.get("scheme") != "https":
            return error_page(403, "Sambungan ini tidak aman.", f"Buka {self.service.origin}.")
        if method not in _SAFE and not self._is_own_page(headers):
            return error_page(403, "Permintaan ini tidak datang dari halaman borang.", "Buka kembali halamannya, lalu ulangi dari sana.")
        if path == _DOOR and self.service.public is None:
            return await run_in_threadpool(self._let_in, scope)
        key = "" if path.startswith(_ASSET) else cookie_of(headers, self.service)
        scope["viewer"] = await run_in_threadpool(self._viewer, key) if key else None
        if scope["viewer"] is not None:
            return None
        if not path.startswith(_ASSET) and not self.strangers.may(str((scope.get("client") or ("",))[0])):
            answer = error_page(429, "Terlalu banyak permintaan.", "Tunggu satu menit, lalu muat ulang halaman ini.")
            answer.headers["retry-after"] = "60"
            return answer
        return None if is_open(path) else self._unknown(scope, method)

    def _program_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why another program's request goes no further, or None. Its key is asked for behind the wall, and no browser sends one by itself."""
        if headers.get("host", "") not in self.service.hosts:
            return problem("alamat-tidak-dikenal")
        return problem("sambungan-tidak-aman") if self.service.public is not None and scope.get("scheme") != "https" else None

    def _viewer(self, key: str) -> Viewer | None:
        """Return who holds a key, None for nobody who is known."""
        person = whose(self.service.store, key)
        if self.service.public is None:
            return Viewer() if person == "" else None
        return viewer_of(self.service.store, person) if person else None

    def _unknown(self, scope: Scope, method: str) -> Response:
        """Return what who is not known is told: where to sign in, and that nothing of what was written is lost."""
        if self.service.public is None:
            return error_page(403, "Peramban ini belum dikenal.", "Buka alamat yang ditampilkan di jendela tempat borang dijalankan.")
        if method in _SAFE:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{SIGN_IN}?ke={quote(str(scope['path']) + (f'?{query}' if query else ''), safe='/')}", 303)
        return page("masuk_lagi.html", 401)

    def _is_own_page(self, headers: Headers) -> bool:
        """Whether what changes something was sent by one of our pages: the browser says so itself, and no script can make it say so."""
        fetch_site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if fetch_site is not None and fetch_site != "same-origin":
            return False
        if origin is not None:
            scheme = "http://" if self.service.public is None else "https://"
            return origin.startswith(scheme) and origin.removeprefix(scheme) in self.service.hosts
        return fetch_site == "same-origin"

    def _let_in(self, scope: Scope) -> Response:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("kunci", [""])[0]
        if not hmac.compare_digest(given.encode(), self.service.key.encode()):
            return error_page(403, "Alamat pembuka ini sudah dipakai.", "Buka alamat terbaru yang ditampilkan di jendela borang.")
        self.announce(f"{self.service.origin}{_DOOR}?kunci={self.service.renew_key()}")
        answer = RedirectResponse("/", 303)
        give_cookie(answer, let_in(self.service.store), self.service)
        return answer


def _answer_to(error: Exception, *, is_program: bool) -> Response:
    """Return what is told of an error: to come again where the database or the disk is in trouble, else a reference to the log."""
    trouble = trouble_of(error)
    if trouble is None:
        reference = record(error)[:8]
        saved = "Isian yang sudah tersimpan tidak berubah."
        return problem(_DEFECT, reference=reference) if is_program else error_page(500, "Terjadi kesalahan program.", saved, reference)
    answer = problem(trouble.code) if is_program else error_page(503, trouble.message, _MEANWHILE)
    answer.headers["retry-after"] = "5"
    return answer


class _Outlet:
    """What goes out: every answer with the headers of the wall. begun: whether an answer has begun."""

    def __init__(self, send: Send, path: str, *, is_public: bool) -> None:
        self._send: Callable[[Message], Awaitable[None]] = send
        self.is_begun = False
        self._is_asset = path.startswith(_ASSET)
        self._headers = {**HEADERS, **(_SECURE if is_public else {})}

    async def send(self, message: Message) -> None:
        """Send a part of an answer."""
        if message["type"] == "http.response.start":
            self.is_begun = True
            headers = MutableHeaders(raw=message["headers"])
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "public, max-age=31536000, immutable" if self._is_asset else "no-store")
        await self._send(message)
