"""A request of another program: its key looked at before its body is read, the body kept as a file for borang's own reader, faults told as problems."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator.deliver import safe_name
from generator.errors import BorangError
from generator.store.accounts import viewer_of
from generator.store.api_keys import ApiKey, key_of
from generator.store.viewed import Viewer
from generator.web.api.problems import problem
from generator.web.calls import LARGEST_FILE, MOST_FILES
from generator.web.desks import BusyDesks
from generator.web.office import of_institution
from generator.web.service import DeskTrouble, NothingThere, Service
from generator.web.tasks import DeskFile, DeskTask

MULTIPART: Final = "multipart/form-data"
SUFFIXES: Final = {
    "application/json": ".json",
    "application/yaml": ".yaml",
    "application/x-yaml": ".yaml",
    "text/yaml": ".yaml",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""By the media type of a body the ending that borang's readers know it by."""
_MOST_AT_ONCE: Final = 24
"""How many requests of programs are in hand, so that people's pages always find a thread of the server's forty."""
_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A request. path, query: what its address says; files: what was sent, the data file first; viewer: who the key belongs to."""

    service: Service
    path: dict[str, str]
    query: dict[str, str]
    viewer: Viewer
    files: tuple[DeskFile, ...] = ()

    def ask(self, task: DeskTask) -> Any:
        """Return what a child process answers, its documents with the letterhead of the key's owner. Raises DeskTrouble, BusyDesks."""
        return self.service.ask(of_institution(self.service.store, self.viewer.institution, task))


Answering = Callable[[ApiCall], Response]


class Turnstile:
    """Lets so many requests in at once; who comes when it is full is told to come again."""

    def __init__(self) -> None:
        self.inside = 0

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be one of those inside. Raises BusyDesks. Only the server's loop may come here."""
        if self.inside >= _MOST_AT_ONCE:
            raise BusyDesks
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1


def answering_programs(answer: Answering, service: Service, scope: str, turnstile: Turnstile) -> Callable[[Request], Awaitable[Response]]:
    """Return what the server calls for an address of the API. scope: what a key must be for."""

    async def endpoint(request: Request) -> Response:
        try:
            with turnstile.entered():
                return await _answered(request, answer, service, scope)
        except BusyDesks:
            return problem("sedang-banyak-pekerjaan")

    return endpoint


async def _answered(request: Request, answer: Answering, service: Service, scope: str) -> Response:
    said = request.headers.get("authorization", "")
    held = said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else ""
    key, viewer = await run_in_threadpool(_holder, service, held)
    if key is None or viewer is None:
        return problem("kunci-tidak-dikenal")
    if not key.allows(scope):
        return problem("kunci-tidak-cukup")
    files = await _sent(request) if request.method == "POST" else ()
    if files is None:
        return problem("bentuk-tidak-dikenal")
    path = {name: str(value) for name, value in request.path_params.items()}
    return await run_in_threadpool(_told, answer, ApiCall(service, path, dict(request.query_params), viewer, files))


def _holder(service: Service, held: str) -> tuple[ApiKey | None, Viewer | None]:
    """Return a key and who it belongs to: of a service with accounts somebody who may still sign in."""
    key = key_of(service.store, held)
    if key is None or (service.public is None) is not (key.owner == ""):
        return None, None
    return key, Viewer() if service.public is None else viewer_of(service.store, key.owner)


async def _sent(request: Request) -> tuple[DeskFile, ...] | None:
    """Return what was sent as files, None where it is of no known form. Raises HTTPException."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == MULTIPART:
        return await _parts(request)
    if media not in SUFFIXES:
        return None
    return (DeskFile(f"isian{SUFFIXES[media]}", _bounded(await request.body())),)


async def _parts(request: Request) -> tuple[DeskFile, ...]:
    found: dict[str, DeskFile] = {}
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        for _, value in form.multi_items():
            if isinstance(value, UploadFile):
                name = safe_name(PurePath((value.filename or "isian.json").replace("\\", "/")).name)
                found.setdefault(name, DeskFile(name, _bounded(await value.read(LARGEST_FILE + 1))))
    if not found:
        raise HTTPException(400)
    return tuple(found.values())


def _bounded(data: bytes) -> bytes:
    if len(data) > LARGEST_FILE:
        raise HTTPException(413)
    return data


def _told(answer: Answering, call: ApiCall) -> Response:
    try:
        return answer(call)
    except NothingThere:
        return problem("tidak-ada")
    except BusyDesks:
        return problem("sedang-banyak-pekerjaan")
    except DeskTrouble as trouble:
        fault = trouble.fault
        return problem("kesalahan-program", reference=fault.reference) if fault.is_defect else problem(fault.code or "gagal", fault.message)
    except BorangError as fault:
        return problem(fault.code, str(fault))
