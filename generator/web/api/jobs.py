"""Many documents asked for by another program: a table handed in, how far it is, all that was made."""

from __future__ import annotations

import json
from typing import Any, Final

from starlette.responses import Response

from generator.store.jobs import StoredJob, TooManyJobs, job_of, new_job
from generator.store.viewed import ViewedStore
from generator.web.api.calls import ApiCall
from generator.web.api.openapi import BASE
from generator.web.api.problems import problem
from generator.web.calls import PageCall
from generator.web.handing_in import BESIDE
from generator.web.job_child import BATCH
from generator.web.job_views import media_of
from generator.web.pages.job import all_results
from generator.web.service import NothingThere

_SHARED: Final = (".yaml", ".yml", ".json", ".docx")


def begin_job(call: ApiCall) -> Response:
    """Keep a table, a document each row, and have the documents made; what all rows share may come with it."""
    name = call.query.get("jenis", "")
    if call.service.home.spec_file(name) is None:
        raise NothingThere
    table = call.files[0]
    shared = next((file.name for file in call.files[1:] if file.name.lower().endswith(_SHARED)), "")
    uses = {file.name: "bersama" if file.name == shared else "sebelah" for file in call.files[1:]} | {table.name: "sumber"}
    if table.name.lower().endswith(BESIDE):
        return problem("bentuk-tidak-dikenal")
    viewed = ViewedStore(call.service.store, call.viewer)
    kept = [{"nama": file.name, "sha": viewed.keep(file.data), "guna": uses[file.name]} for file in call.files]
    known = media_of(call.service.plan(name))
    chosen = [medium for medium in call.query.get("ke", "").split(",") if medium in known]
    try:
        id_ = new_job(viewed, BATCH, name, {"berkas": kept, "bentuk": chosen, "pola": "", "pemetaan": ""}, title=table.name)
    except TooManyJobs:
        return problem("sedang-banyak-pekerjaan")
    call.service.wake()
    answer = _answer(_there(call, id_), 202)
    answer.headers["location"] = f"{BASE}/pekerjaan/{id_}"
    return answer


def job_told(call: ApiCall) -> Response:
    """Return how far a job is."""
    return _answer(_there(call, call.path["id"]))


def job_results(call: ApiCall) -> Response:
    """Return all documents of a job with its result workbook in a ZIP."""
    if _there(call, call.path["id"]).is_open:
        return problem("belum-selesai")
    return all_results(PageCall(call.service, call.path, call.query, viewer=call.viewer))


def _there(call: ApiCall, id_: str) -> StoredJob:
    job = job_of(ViewedStore(call.service.store, call.viewer), id_)
    if job is None:
        raise NothingThere
    return job


def _answer(job: StoredJob, status: int = 200) -> Response:
    told: dict[str, Any] = {"id": job.id, "jenis": job.type, "judul": job.title, "keadaan": str(job.state)}
    told |= {"jumlah": job.total, "selesai": job.done, "ditolak": job.refused, "dibuat": job.made, "dihapus": job.ends}
    return Response(json.dumps(told, ensure_ascii=False), status, media_type="application/json")
