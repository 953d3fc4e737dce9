"""A request of another program: its key looked at before its body is read, the body kept as a file for borang's own reader, faults told as problems."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from generator.errors import BorangError
from generator.store.accounts import viewer_of
from generator.store.acts import note
from generator.store.api_keys import ApiKey, key_of
from generator.store.trouble import StoreTrouble
from generator.store.viewed import ViewedStore, Viewer
from generator.web.api.problems import problem
from generator.web.api.sent import sent_files
from generator.web.calls import PageCall
from generator.web.desks import BusyDesks
from generator.web.office import of_institution
from generator.web.service import DeskTrouble, NothingThere, Service
from generator.web.tasks import DeskFile, DeskTask

_MOST_AT_ONCE: Final = 24
"""How many requests of programs are in hand, so that people's pages always find a thread of the server's forty."""
_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A request. path, query: what its address says; files: what was sent, the data file first; viewer: who the key belongs to, key: what it is called.

    seen: the marks of the answers that the asker has already, "" where it has none.
    """

    service: Service
    path: dict[str, str]
    query: dict[str, str]
    viewer: Viewer
    files: tuple[DeskFile, ...] = ()
    key: str = ""
    seen: str = ""

    @property
    def viewed(self) -> ViewedStore:
        """The store as the key's owner may see it."""
        return ViewedStore(self.service.store, self.viewer)

    @property
    def of_page(self) -> PageCall:
        """The same request as a page would have it, for what pages answer too."""
        return PageCall(self.service, self.path, self.query, viewer=self.viewer)

    def ask(self, task: DeskTask) -> Any:
        """Return what a child process answers, its documents with the letterhead of the key's owner. Raises DeskTrouble, BusyDesks."""
        return self.service.ask(of_institution(self.service.store, self.viewer.institution, task))

    def note(self, act: str, thing: str) -> None:
        """Keep that a program did something for somebody, where people have accounts. thing: an id, or a type."""
        if self.viewer.person:
            note(self.service.store, self.viewer.person, act, thing, key=self.key)


Answering = Callable[[ApiCall], Response]


@dataclass(frozen=True, slots=True)
class ApiMethod:
    """What answers an address that is asked in one way. scope: what a key must be for; is_fed: whether something is sent along."""

    answer: Answering
    scope: str
    is_fed: bool = False


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


def answering_programs(
    methods: Mapping[str, ApiMethod], service: Service, turnstile: Turnstile
) -> Callable[[Request], Awaitable[Response]]:
    """Return what the server calls for an address of the API. methods: by GET and POST."""

    async def endpoint(request: Request) -> Response:
        method = methods["GET" if request.method == "HEAD" else request.method]
        try:
            with turnstile.entered():
                return await _answered(request, method, service)
        except BusyDesks:
            return problem("sedang-banyak-pekerjaan")
        except ClientDisconnect:  # it hung up while it was sending: nobody's fault, and nobody hears the answer
            return problem("permintaan-tidak-terbaca")

    return endpoint


async def _answered(request: Request, method: ApiMethod, service: Service) -> Response:
    said = request.headers.get("authorization", "")
    held = said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else ""
    key, viewer = await run_in_threadpool(_holder, service, held)
    if key is None or viewer is None:
        return problem("kunci-tidak-dikenal")
    if not key.allows(method.scope):
        return problem("kunci-tidak-cukup")
    files = await sent_files(request) if method.is_fed else ()
    if isinstance(files, Response):
        return files
    path = {name: str(value) for name, value in request.path_params.items()}
    call = ApiCall(service, path, dict(request.query_params), viewer, files, key.name, request.headers.get("if-none-match", ""))
    return await run_in_threadpool(_told, method.answer, call)


def _holder(service: Service, held: str) -> tuple[ApiKey | None, Viewer | None]:
    """Return a key and who it belongs to: of a service with accounts somebody who may still sign in."""
    key = key_of(service.store, held)
    if key is None or (service.public is None) is not (key.owner == ""):
        return None, None
    return key, Viewer() if service.public is None else viewer_of(service.store, key.owner)


def _told(answer: Answering, call: ApiCall) -> Response:
    try:
        return answer(call)
    except NothingThere:
        return problem("tidak-ada")
    except BusyDesks:
        return problem("sedang-banyak-pekerjaan")
    except StoreTrouble:  # the wall tells it, for whatever was asked
        raise
    except DeskTrouble as trouble:
        fault = trouble.fault
        return problem("kesalahan-program", reference=fault.reference) if fault.is_defect else problem(fault.code or "gagal", fault.message)
    except BorangError as fault:
        return problem(fault.code, str(fault))


def told_as_json(value: Any, status: int = 200) -> Response:
    """Return an answer that is data."""
    return Response(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), status, media_type="application/json")


def marked_answer(call: ApiCall, answer: Response, mark: str = "") -> Response:
    """Return an answer that may be kept, or that nothing has changed where the asker has it already. mark: of what is in it, "" to work it out."""
    held = f'"{mark or sha256(answer.body).hexdigest()}"'
    kept = {"etag": held, "cache-control": "private, no-cache"}
    if call.seen.strip() == "*" or held in (one.strip().removeprefix("W/") for one in call.seen.split(",")):
        return Response(status_code=304, headers=kept)
    answer.headers.update(kept)
    return answer
