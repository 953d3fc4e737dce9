"""A request as the pages see it, and the way from the server to a page: read without blocking, answered in a thread, faults told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator.errors import BorangError
from generator.store.acts import note
from generator.store.jobs import TooManyJobs
from generator.store.trouble import StoreTrouble
from generator.store.viewed import STRANGER, ViewedStore, Viewer
from generator.web.access import act_of, may
from generator.web.advice import advice_of
from generator.web.api.problems import PREFIX, refused_by_server
from generator.web.bounded import bounded
from generator.web.cookies import cookie_of
from generator.web.desks import BusyDesks
from generator.web.office import of_institution, of_settings
from generator.web.own_office import own_file
from generator.web.rendering import error_page, seen_by
from generator.web.service import DeskTrouble, NothingThere, Service
from generator.web.tasks import DeskTask

MOST_FIELDS: Final = 20_000
MOST_FILES: Final = 200
LONGEST_FIELD: Final = 1024 * 1024
LARGEST_FILE: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a form. name: of its control; filename: as the sender calls it."""

    name: str
    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PageCall:
    """A request. path, query: what its address says; pairs, files: what was posted, in the order of the page.

    viewer: who asks, who may be nobody that is known on a page that is open to all; key: of the session; address: that the request comes from.
    seen: the mark of the answer that the asker has already, "" where it has none.
    """

    service: Service
    path: dict[str, str]
    query: dict[str, str]
    pairs: tuple[tuple[str, str], ...] = ()
    files: tuple[SentFile, ...] = field(default=())
    viewer: Viewer = field(default=Viewer())
    seen: str = ""
    key: str = ""
    address: str = ""

    @property
    def viewed(self) -> ViewedStore:
        """The store as who asks may see it."""
        return ViewedStore(self.service.store, self.viewer)

    def of_office(self, task: DeskTask) -> DeskTask:
        """Return a task whose documents bear the letterhead of who asks."""
        if not self.viewer.institution:
            return of_settings(own_file(self.service), task)
        return of_institution(self.service.store, self.viewer.institution, task)

    def ask(self, task: DeskTask) -> Any:
        """Return what a child process answers, documents with the letterhead of who asks. Raises DeskTrouble, BusyDesks."""
        return self.service.ask(self.of_office(task))

    def note(self, act: str, thing: str) -> None:
        """Keep that who asks did something, where people have accounts. thing: an id."""
        if self.viewer.person:
            note(self.service.store, self.viewer.person, act, thing)

    def said(self, name: str, otherwise: str = "") -> str:
        """Return the first value of a posted control."""
        return next((value for key, value in self.pairs if key == name), otherwise)


Page = Callable[[PageCall], Response]


def answering(page: Page, service: Service, route: str, most: int) -> Callable[[Request], Awaitable[Response]]:
    """Return what the server calls for a page. route: its address in the table; most: how many bytes may be posted to it."""

    async def endpoint(request: Request) -> Response:
        viewer: Viewer = request.scope["viewer"] or STRANGER
        if not may(viewer.role, route):
            return nothing_there()
        pairs, files = await _posted(bounded(request, most)) if request.method == "POST" else ((), ())
        path = {name: str(value) for name, value in request.path_params.items()}
        call = PageCall(service, path, dict(request.query_params), pairs, files, viewer, **_told(request, service))
        return await run_in_threadpool(_answered, page, call, act_of(route) if request.method == "POST" else "")

    return endpoint


def _told(request: Request, service: Service) -> dict[str, str]:
    address = request.client.host if request.client is not None else ""
    return {"seen": request.headers.get("if-none-match", ""), "key": cookie_of(request.headers, service), "address": address}


async def _posted(request: Request) -> tuple[tuple[tuple[str, str], ...], tuple[SentFile, ...]]:
    pairs: list[tuple[str, str]] = []
    files: list[SentFile] = []
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files.append(SentFile(name, value.filename, await value.read(LARGEST_FILE + 1)))
            else:
                pairs.append((name, value))
    return tuple(pairs), tuple(files)


def _answered(page: Page, call: PageCall, act: str) -> Response:
    with seen_by(call.viewer if call.service.public is not None else None):
        answer = _tried(page, call)
    if act and answer.status_code < 400:
        call.note(act, call.path.get("id", call.path.get("jenis", "")))
    return answer


def _tried(page: Page, call: PageCall) -> Response:
    try:
        return page(call)
    except NothingThere:
        return nothing_there()
    except (BusyDesks, TooManyJobs):
        answer = error_page(429, "Sedang banyak pekerjaan.", "Tunggu beberapa detik, lalu muat ulang halaman ini.")
        answer.headers["retry-after"] = "5"
        return answer
    except StoreTrouble:  # the wall tells it, for whatever was asked
        raise
    except DeskTrouble as trouble:
        fault = trouble.fault
        advice = f"{advice_of(fault.code, fault.remedy)} Isian yang sudah tersimpan tidak berubah.".lstrip()
        return error_page(500 if fault.is_defect else 422, fault.message.removesuffix(fault.remedy).rstrip(), advice)
    except BorangError as fault:
        return error_page(422, str(fault), "")


def nothing_there() -> Response:
    """Return the page for what is not there."""
    return error_page(404, "Halaman ini tidak ada.", "Mungkin sudah dihapus. Kembali ke beranda untuk mencarinya.")


_REASONS: Final = {
    400: ("Permintaan ini tidak dapat dibaca.", "Muat ulang halamannya, lalu ulangi."),
    405: ("Halaman ini tidak dapat dipakai dengan cara itu.", "Kembali ke beranda."),
    413: ("Yang dikirim terlalu besar.", "Satu berkas paling besar 20 MB."),
}


def refused(request: Request, error: Exception) -> Response:
    """Return the page for a request that the server itself refuses; for another program a problem."""
    if request.url.path.startswith(PREFIX):
        return refused_by_server(error)
    status = error.status_code if isinstance(error, HTTPException) else 500
    return (
        nothing_there() if status == 404 else error_page(status, *_REASONS.get(status, ("Permintaan ini ditolak.", "Kembali ke beranda.")))
    )
