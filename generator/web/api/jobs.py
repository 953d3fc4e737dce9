"""Many documents asked for by another program: a table handed in, how far it is, all that was made."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from generator.store.jobs import StoredJob, TooManyJobs, cancel, job_of, jobs, new_job, wait_again
from generator.web.api.calls import ApiCall, told_as_json
from generator.web.api.openapi import BASE
from generator.web.api.problems import problem
from generator.web.handing_in import BESIDE
from generator.web.job_child import BATCH
from generator.web.job_views import media_of
from generator.web.pages.job import all_results
from generator.web.service import NothingThere

_MOST_TOLD: Final = 100
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
    viewed = call.viewed
    kept = [{"nama": file.name, "sha": viewed.keep(file.data), "guna": uses[file.name]} for file in call.files]
    known = media_of(call.service.plan(name))
    chosen = [medium for medium in dict.fromkeys(call.query.get("ke", "").split(",")) if medium]
    if not set(chosen) <= set(known):
        return problem("keluaran-tidak-ada", f"Dokumen massal jenis ini ada dalam bentuk {', '.join(known)}.")
    try:
        id_ = new_job(viewed, BATCH, name, {"berkas": kept, "bentuk": chosen, "pola": "", "pemetaan": ""}, title=table.name)
    except TooManyJobs:
        return problem("sedang-banyak-pekerjaan")
    call.service.wake()
    call.note("mengirim banyak isian", id_)
    answer = _answer(_there(call, id_), 202)
    answer.headers["location"] = f"{BASE}/pekerjaan/{id_}"
    return answer


def all_jobs(call: ApiCall) -> Response:
    """Return the jobs that make documents and are still there, the newest first."""
    return told_as_json([_plain(job) for job in jobs(call.viewed, _MOST_TOLD) if job.purpose == BATCH])


def cancel_job(call: ApiCall) -> Response:
    """Let a job rest; what it has made stays. One that rests already is told as it is."""
    job = _there(call, call.path["id"])
    cancel(call.viewed, job.id)
    call.note("membatalkan pekerjaan", job.id)
    return _answer(_there(call, job.id))


def go_on_with_job(call: ApiCall) -> Response:
    """Let a job that rests go on: what was made is not made again, what was refused is tried once more."""
    job = _there(call, call.path["id"])
    if not wait_again(call.viewed, job.id):
        return problem("belum-selesai")
    call.service.wake()
    call.note("melanjutkan pekerjaan", job.id)
    return _answer(_there(call, job.id), 202)


def job_told(call: ApiCall) -> Response:
    """Return how far a job is."""
    return _answer(_there(call, call.path["id"]))


def job_results(call: ApiCall) -> Response:
    """Return all documents of a job with its result workbook in a ZIP."""
    if _there(call, call.path["id"]).is_open:
        return problem("belum-selesai")
    return all_results(call.of_page)


def _there(call: ApiCall, id_: str) -> StoredJob:
    job = job_of(call.viewed, id_)
    if job is None or job.purpose != BATCH:
        raise NothingThere
    return job


def _answer(job: StoredJob, status: int = 200) -> Response:
    return told_as_json(_plain(job), status)


def _plain(job: StoredJob) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": job.id,
        "jenis": job.type,
        "judul": job.title,
        "keadaan": str(job.state),
        "pesan": job.result.get("galat", ""),
    }
    here = f"{BASE}/pekerjaan/{job.id}"
    told |= {"jumlah": job.total, "selesai": job.done, "ditolak": job.refused, "dibuat": job.made, "dihapus": job.ends}
    return {**told, "alamat": here, "hasil": "" if job.is_open else f"{here}/hasil"}
