"""The addresses of the API: types, blank forms, a form checked, documents made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from generator.home import Home
from generator.store.api_keys import CHECKS, MAKES
from generator.web.api.calls import ApiCall, Turnstile, answering_programs
from generator.web.api.jobs import begin_job, job_results, job_told
from generator.web.api.openapi import BASE, BLANKS, description
from generator.web.api.problems import problem
from generator.web.calls import LARGEST_FILE
from generator.web.rendering import download
from generator.web.service import NothingThere, Service
from generator.web.shelf import ShelfType, shelves
from generator.web.tasks import BlankTask, FinishedFile, OutcomesTask, SchemasTask, ToldOutcomes
from generator.web.zipping import zipped

_LARGEST: Final = 5 * LARGEST_FILE


def api_routes(service: Service) -> list[Route]:
    """Return the addresses that other programs use."""
    turnstile = Turnstile()
    known: dict[str, tuple[Any, bytes]] = {}
    found: Sequence[tuple[str, str, Callable[[ApiCall], Response], str]] = (
        ("/openapi.json", "GET", partial(described, known), CHECKS),
        ("/jenis", "GET", all_types, CHECKS),
        ("/jenis/{jenis}", "GET", one_type, CHECKS),
        ("/jenis/{jenis}/kosong", "GET", blank_form, CHECKS),
        ("/jenis/{jenis}/periksa", "POST", check, CHECKS),
        ("/jenis/{jenis}/buat", "POST", make, MAKES),
        ("/pekerjaan", "POST", begin_job, MAKES),
        ("/pekerjaan/{id}", "GET", job_told, MAKES),
        ("/pekerjaan/{id}/hasil", "GET", job_results, MAKES),
    )
    return [
        Route(
            f"{BASE}{path}",
            answering_programs(answer, service, scope, turnstile),
            methods=[method],
            max_body_size=_LARGEST if method == "POST" else 0,
        )
        for path, method, answer, scope in found
    ]


def described(known: dict[str, tuple[Any, bytes]], call: ApiCall) -> Response:
    """Return the OpenAPI description, made anew when a spec has changed."""
    stamp = _stamp(call.service.home)
    if "" not in known or known[""][0] != stamp:
        types = _types(call.service.home)
        schemas = call.service.ask(SchemasTask(tuple(types)))
        known[""] = (stamp, json.dumps(description(types.values(), schemas), ensure_ascii=False).encode("utf-8"))
    return Response(known[""][1], media_type="application/json")


def _stamp(home: Home) -> tuple[tuple[str, int], ...]:
    return tuple((name, file.stat().st_mtime_ns) for name, file in home.spec_files().items())


def all_types(call: ApiCall) -> Response:
    """Return the types there are."""
    return _json([_plain(one) for one in _types(call.service.home).values()])


def one_type(call: ApiCall) -> Response:
    """Return a type, with the media that it can be made into and the schema of its data file."""
    name = call.path["jenis"]
    plan = call.service.plan(name)
    schemas: Mapping[str, Any] = call.service.ask(SchemasTask((name,)))
    return _json({**_plain(_types(call.service.home)[name]), "keluaran": list(plan.media), "isian": schemas.get(name, {})})


def blank_form(call: ApiCall) -> Response:
    """Return a blank form of a type."""
    name, medium = call.path["jenis"], call.query.get("ke", "xlsx")
    call.service.plan(name)
    if medium not in BLANKS:
        return problem("keluaran-tidak-ada", f"Formulir kosong ada dalam bentuk {', '.join(BLANKS)}.")
    return download(call.ask(BlankTask(name, medium)), f"{name}.{medium}", medium)


def check(call: ApiCall) -> Response:
    """Return what is found in a form, as `borang check --json` tells it: that something is wrong is an answer, not a fault."""
    told = _told(call, None)
    return _unread(told) if told.fault else Response(told.json, media_type="application/json")


def make(call: ApiCall) -> Response:
    """Return the documents of a form: a file, or a ZIP of several; or why there is none. All of them or none."""
    asked = call.query.get("ke", "")
    told = _told(call, tuple(filter(None, asked.split(","))))
    if told.fault:
        return _unread(told)
    if not told.is_whole or not told.files:
        return problem("isian-ditolak", **json.loads(told.json))
    answer = _handed_out(told.files, call.path["jenis"])
    answer.status_code = 201
    return answer


def _handed_out(files: Sequence[FinishedFile], type_name: str) -> Response:
    if len(files) == 1:
        return download(files[0].data, files[0].name, files[0].medium)
    return download(zipped((one.name, one.data) for one in files), f"{type_name}.zip", "zip")


def _told(call: ApiCall, media: tuple[str, ...] | None) -> ToldOutcomes:
    name = call.path["jenis"]
    if call.service.home.spec_file(name) is None:
        raise NothingThere
    found: ToldOutcomes = call.ask(OutcomesTask(call.files, name, media))
    return found


def _unread(told: ToldOutcomes) -> Response:
    return problem(told.code, told.fault, **json.loads(told.json))


def _types(home: Home) -> dict[str, ShelfType]:
    return {one.name: one for shelf in shelves(home) for one in shelf.types}


def _plain(one: ShelfType) -> dict[str, str]:
    return {"jenis": one.name, "judul": one.title, "keterangan": one.description}


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), media_type="application/json")
