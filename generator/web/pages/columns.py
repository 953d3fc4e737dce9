"""The columns of a table that is an export of a form service: where each goes, corrected by whoever knows, and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from generator.intake.export.mapping_file import CONSTANTS, OPEN, PASSED, QUESTIONS, SHEET
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


@dataclass(frozen=True, slots=True)
class PostedColumns:
    """What a page says of columns. sheet: that somebody chose, "" for the one that is read unasked. constants: place and text of each; fault: what is wrong with how they are given."""

    chosen: Mapping[str, str]
    sheet: str = ""
    constants: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    def text(self, type_name: str) -> str:
        """Return it as a mapping file has it."""
        said = {address: value for address, value in self.constants if address and value}
        sheet = {SHEET: self.sheet} if self.sheet else {}
        constants = {CONSTANTS: said} if said else {}
        return write_data({TYPE_KEY: type_name, **sheet, QUESTIONS: dict(self.chosen), **constants})


def show(call: PageCall) -> Response:
    """Return the page of a table's columns."""
    job = _there(call)
    try:
        return _page(call, job, call.service.ask(_task(call, job, mapping_of_job(job))))
    except DeskTrouble as trouble:  # what was settled of another table does not fit this one
        return _page(call, job, call.service.ask(_task(call, job, "")), fault=trouble.fault.message)


def settle(call: PageCall) -> Response:
    """Keep where the columns go, for this table and for later ones that have the same, and have it checked with that; before that show another sheet, or what comes of it."""
    job, deed, said = _there(call), call.said("aksi", "simpan"), _posted(call)
    if deed == "lembar":
        said = PostedColumns({}, call.said("lembar-pilih"), said.constants)
    text = said.text(job.type)
    try:
        report: ColumnReport = call.service.ask(_task(call, job, text))
    except DeskTrouble as trouble:
        bare = PostedColumns({}, said.sheet).text(job.type)
        return _page(call, job, call.service.ask(_task(call, job, bare)), said=said, fault=trouble.fault.message)
    if said.fault or deed != "simpan":
        shown = said if deed != "lembar" else None
        return _page(call, job, report, said=shown, fault=said.fault, blanks=1 + (deed == "tetap"))
    keep_mapping(call.viewed, job.type, report.digest, text)
    wait_again(call.viewed, job.id, purpose=TRIAL, content={**job.content, "pemetaan": text})
    call.service.wake()
    return RedirectResponse(f"/pekerjaan/{job.id}", 303)


def _posted(call: PageCall) -> PostedColumns:
    names = [name for name, _ in call.pairs if name.startswith("nama.")]
    chosen = {call.said(name): call.said(f"kolom.{name[len('nama.') :]}", OPEN) for name in names}
    numbers = [name[len("tetap.") : -len(".nilai")] for name, _ in call.pairs if name.startswith("tetap.") and name.endswith(".nilai")]
    rows = tuple((call.said(f"tetap.{one}.tempat"), call.said(f"tetap.{one}.nilai").replace("\r", "").strip()) for one in numbers)
    placed = [address for address, value in rows if address and value]
    strays = [value for address, value in rows if value and not address]
    fault = f"Isian untuk “{strays[0]}” belum dipilih." if strays else ""
    if len(set(placed)) < len(placed):
        fault = "Dua nilai tetap memakai isian yang sama."
    return PostedColumns(chosen, call.said("lembar"), rows, fault)


def _page(
    call: PageCall, job: StoredJob, report: ColumnReport, *, said: PostedColumns | None = None, fault: str = "", blanks: int = 1
) -> Response:
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, address, title in report.places:
        groups.setdefault(group, []).append((address, title))
    form, open_ = call.service.plan(job.type), sum(not one.is_settled for one in report.columns)
    constants = [one for one in (report.constants if said is None else said.constants) if any(one)]
    placed = {address for address, _ in constants}
    return page(
        "kolom.html",
        422 if fault else 200,
        kerja=job,
        form=form,
        laporan=report,
        urutan=sorted(enumerate(report.columns), key=lambda one: one[1].is_settled),  # what is to be looked at first
        tempat=groups,
        dipilih={one.name: one.place for one in report.columns} | dict(said.chosen if said is not None else {}),
        galat=fault,
        terbuka=open_,
        lewati=PASSED,
        belum=OPEN,
        tetap=[*constants, *((one, "") for one in report.lacking if one not in placed), *[("", "")] * blanks],
        wajib=report.lacking,
    )


def _task(call: PageCall, job: StoredJob, mapping: str) -> ColumnsTask:
    file = next(file for file in job.content["berkas"] if file["guna"] == "sumber")
    return ColumnsTask(job.type, DeskFile(file["nama"], source=call.viewed.path(file["sha"])), mapping)


def _there(call: PageCall) -> StoredJob:
    job = job_there(call)
    if job.is_open or not is_table_job(job):
        raise NothingThere
    return job
