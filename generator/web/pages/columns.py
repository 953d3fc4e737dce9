"""The columns of a table that is an export of a form service: where each goes, corrected by whoever knows, and remembered."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from generator.intake.export.mapping_file import OPEN, PASSED, QUESTIONS
from generator.intake.yaml_data import TYPE_KEY
from generator.store.jobs import StoredJob, wait_again
from generator.store.mappings import keep_mapping
from generator.web.calls import PageCall
from generator.web.job_child import TRIAL
from generator.web.pages.job import is_table_job, job_there, mapping_of_job
from generator.web.rendering import page
from generator.web.service import DeskTrouble, NothingThere
from generator.web.tasks import ColumnReport, ColumnsTask, DeskFile
from generator.yamlio import write_data


def show(call: PageCall) -> Response:
    """Return the page of a table's columns."""
    job = _there(call)
    return _page(call, job, call.service.ask(_task(call, job, mapping_of_job(job))))


def settle(call: PageCall) -> Response:
    """Keep where the columns go, for this table and for later ones that have the same, and have it checked with that."""
    job = _there(call)
    report: ColumnReport = call.service.ask(_task(call, job, mapping_of_job(job)))
    chosen = {one.name: call.said(f"kolom.{at}", one.place) for at, one in enumerate(report.columns)}
    text = write_data({TYPE_KEY: job.type, QUESTIONS: chosen})
    try:
        call.service.ask(_task(call, job, text))
    except DeskTrouble as trouble:
        return _page(call, job, report, chosen=chosen, fault=trouble.fault.message)
    keep_mapping(call.viewed, job.type, report.digest, text)
    wait_again(call.viewed, job.id, purpose=TRIAL, content={**job.content, "pemetaan": text})
    call.service.wake()
    return RedirectResponse(f"/pekerjaan/{job.id}", 303)


def _page(call: PageCall, job: StoredJob, report: ColumnReport, *, chosen: dict[str, str] | None = None, fault: str = "") -> Response:
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, address, title in report.places:
        groups.setdefault(group, []).append((address, title))
    form, open_ = call.service.plan(job.type), sum(not one.is_settled for one in report.columns)
    return page(
        "kolom.html",
        422 if fault else 200,
        kerja=job,
        form=form,
        laporan=report,
        urutan=sorted(enumerate(report.columns), key=lambda one: one[1].is_settled),  # what is to be looked at first
        tempat=groups,
        dipilih=chosen or {one.name: one.place for one in report.columns},
        galat=fault,
        terbuka=open_,
        lewati=PASSED,
        belum=OPEN,
    )


def _task(call: PageCall, job: StoredJob, mapping: str) -> ColumnsTask:
    file = next(file for file in job.content["berkas"] if file["guna"] == "sumber")
    return ColumnsTask(job.type, DeskFile(file["nama"], source=call.viewed.path(file["sha"])), mapping)


def _there(call: PageCall) -> StoredJob:
    job = job_there(call)
    if job.is_open or not is_table_job(job):
        raise NothingThere
    return job
