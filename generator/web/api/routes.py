"""The addresses of the API: types, blank forms, a form checked, documents made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from generator.store.api_keys import CHECKS, MAKES
from generator.web.api.archive import ARCHIVE, DOCUMENT_HEADER, address_of, archived_making, made_anew
from generator.web.api.calls import ApiCall, ApiMethod, Turnstile, answering_programs, marked_answer, told_as_json
from generator.web.api.jobs import all_jobs, begin_job, cancel_job, go_on_with_job, job_results, job_told
from generator.web.api.openapi import BASE, BLANKS
from generator.web.api.problems import problem
from generator.web.api.schemas import SchemaShelf, types_of
from generator.web.rendering import download
from generator.web.service import NothingThere, Service
from generator.web.shelf import ShelfType
from generator.web.tasks import BlankTask, FinishedFile, OutcomesTask, ToldOutcomes
from generator.web.zipping import zipped

_KEPT: Final = ("ya", "tidak")


def api_routes(service: Service) -> list[Route]:
    """Return the addresses that other programs use."""
    turnstile, schemas = Turnstile(), SchemaShelf(service)
    found: Mapping[str, Mapping[str, ApiMethod]] = {
        "/openapi.json": {"GET": ApiMethod(partial(described, schemas), CHECKS)},
        "/jenis": {"GET": ApiMethod(all_types, CHECKS)},
        "/jenis/{jenis}": {"GET": ApiMethod(partial(one_type, schemas), CHECKS)},
        "/jenis/{jenis}/kosong": {"GET": ApiMethod(blank_form, CHECKS)},
        "/jenis/{jenis}/periksa": {"POST": ApiMethod(check, CHECKS, is_fed=True)},
        "/jenis/{jenis}/buat": {"POST": ApiMethod(make, MAKES, is_fed=True)},
        **{path: {"GET": ApiMethod(answer, MAKES)} for path, answer in ARCHIVE},
        "/dokumen/{id}/lagi": {"POST": ApiMethod(made_anew, MAKES)},
        "/pekerjaan": {"GET": ApiMethod(all_jobs, MAKES), "POST": ApiMethod(begin_job, MAKES, is_fed=True)},
        "/pekerjaan/{id}": {"GET": ApiMethod(job_told, MAKES)},
        "/pekerjaan/{id}/batal": {"POST": ApiMethod(cancel_job, MAKES)},
        "/pekerjaan/{id}/lanjut": {"POST": ApiMethod(go_on_with_job, MAKES)},
        "/pekerjaan/{id}/hasil": {"GET": ApiMethod(job_results, MAKES)},
    }
    return [
        Route(f"{BASE}{path}", answering_programs(methods, service, turnstile), methods=list(methods)) for path, methods in found.items()
    ]


def described(schemas: SchemaShelf, call: ApiCall) -> Response:
    """Return the OpenAPI description."""
    return marked_answer(call, Response(schemas.description(), media_type="application/json"))


def all_types(call: ApiCall) -> Response:
    """Return the types there are."""
    return told_as_json([_plain(one) for one in types_of(call.service.home).values()])


def one_type(schemas: SchemaShelf, call: ApiCall) -> Response:
    """Return a type, with the media that it can be made into and the schema of its data file."""
    name = call.path["jenis"]
    plan = call.service.plan(name)
    return told_as_json({**_plain(types_of(call.service.home)[name]), "keluaran": list(plan.media), "isian": schemas.of(name)})


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
    """Return the documents of a form: a file, or a ZIP of several; or why there is none. All of them or none.

    They are in the archive like those of the pages, unless who asks wants none of it: what went out under an office's letterhead is to be found there.
    """
    asked, kept = call.query.get("ke", ""), call.query.get("arsip", _KEPT[0])
    if kept not in _KEPT:
        return problem("permintaan-tidak-terbaca", f"Pilihan arsip: {' atau '.join(_KEPT)}.")
    told = _told(call, tuple(filter(None, asked.split(","))))
    if told.fault:
        return _unread(told)
    if not told.is_whole or not told.files:
        return problem("isian-ditolak", **json.loads(told.json))
    answer = _handed_out(told.files, call.path["jenis"])
    answer.status_code = 201
    if kept == _KEPT[0]:
        document = archived_making(call, told)
        answer.headers["location"] = address_of(document)
        answer.headers[DOCUMENT_HEADER] = document.id
    call.note("membuat dokumen", answer.headers.get(DOCUMENT_HEADER, call.path["jenis"]))
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


def _plain(one: ShelfType) -> dict[str, str]:
    return {"jenis": one.name, "judul": one.title, "keterangan": one.description}
