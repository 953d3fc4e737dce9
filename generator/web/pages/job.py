"""Long work: many documents of one table or of many files, checked first and then made; and many filled forms gathered into one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final

from starlette.responses import RedirectResponse, Response, StreamingResponse

from generator.deliver import safe_name
from generator.journal import State, looked_at
from generator.store.drafts import new_draft
from generator.store.jobs import DAYS, JobState, StoredJob, cancel, job_folder, job_of, jobs, new_job, remove_job, wait_again
from generator.web.calls import PageCall, SentFile
from generator.web.drafting import title_of
from generator.web.handing_in import BESIDE, name_of_file, refusal
from generator.web.job_child import BATCH, GATHER, TRIAL
from generator.web.job_views import is_unsettled, job_standing, media_of, pace_of, patterns_of
from generator.web.jobbing import RESULTS
from generator.web.rendering import download, error_page, page
from generator.web.service import NothingThere
from generator.web.shelf import gatherers, shelves, titles
from generator.web.zipping import zip_stream

_RESULT_BOOK: Final = "hasil.xlsx"
_LONGEST_PATTERN: Final = 300
_DATA: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx")
_TABLES: Final = (".csv", ".tsv", ".xlsx")
_MOST_NAMES: Final = 1000


# ---- handing in


def show_form(call: PageCall) -> Response:
    """Return the page on which many documents begin."""
    return page(
        "kerja.html",
        rak=shelves(call.service.home),
        jenis=call.query.get("jenis", ""),
        pekerjaan=_listed(call, TRIAL, BATCH),
        judul_jenis=titles(call.service.home),
        hari=DAYS,
    )


def hand_in(call: PageCall) -> Response:
    """Keep a table or filled files, and have them checked; the page of the job leads on."""
    sources = [file for file in call.files if file.name == "berkas"]
    shared = [file for file in call.files if file.name == "bersama"]
    return _begun(call, TRIAL, [*_used(sources, "sumber"), *_used(shared, "bersama")], {"bentuk": [], "pola": ""})


def show_gathering(call: PageCall) -> Response:
    """Return the page on which filled forms are gathered into one."""
    titled = titles(call.service.home)
    types = [(one, [titled.get(name, name) for name in one.gathers]) for one in gatherers(call.service.home)]
    return page(
        "rekap.html",
        jenis=call.query.get("jenis", ""),
        tipe=types,
        pekerjaan=_listed(call, GATHER),
        judul_jenis=titles(call.service.home),
        hari=DAYS,
    )


def gather_in(call: PageCall) -> Response:
    """Keep filled files, and have them gathered."""
    expected = [line.strip() for line in call.said("daftar").splitlines() if line.strip()][:_MOST_NAMES]
    return _begun(call, GATHER, _used([file for file in call.files if file.name == "berkas"], "sumber"), {"daftar": expected})


def _type(call: PageCall) -> str:
    name = call.said("jenis")
    if call.service.home.spec_file(name) is None:
        raise NothingThere
    return name


def _used(files: Iterable[SentFile], use: str) -> list[tuple[SentFile, str]]:
    """Return files with what each is for; of those that all share the first data file alone, others are what it names."""
    found: list[tuple[SentFile, str]] = []
    for file in files:
        is_data = not name_of_file(file).lower().endswith(BESIDE)
        is_more = use == "bersama" and any(one == use for _, one in found)
        is_shared_data = use != "bersama" or name_of_file(file).lower().endswith(_DATA)
        found.append((file, use if is_data and is_shared_data and not is_more else "sebelah"))
    return found


def _begun(call: PageCall, purpose: str, files: list[tuple[SentFile, str]], asked: Mapping[str, Any]) -> Response:
    if not any(use == "sumber" for _, use in files):
        return error_page(422, "Belum ada berkas yang dipilih.", "Kembali, pilih berkasnya, lalu tekan lagi.")
    type_name = _type(call)
    for file, _ in files:
        if why := refusal(file):
            return error_page(422, f"{name_of_file(file)} tidak dapat dipakai.", f"{why} Kembali, ganti berkas itu, lalu tekan lagi.")
    kept = [{"nama": name, "sha": call.viewed.keep(file.data), "guna": use} for name, file, use in _apart(files)]
    title = kept[0]["nama"] if len(kept) == 1 else f"{kept[0]['nama']} dan {len(kept) - 1} berkas lain"
    id_ = new_job(call.viewed, purpose, type_name, {"berkas": kept, **asked}, title=title)
    call.service.wake()
    return RedirectResponse(f"/pekerjaan/{id_}", 303)


def _apart(files: Iterable[tuple[SentFile, str]]) -> Iterator[tuple[str, SentFile, str]]:
    """Yield the files under names that are safe and no other has."""
    taken: set[str] = set()
    for file, use in files:
        name = safe_name(name_of_file(file))
        stem, ending, number = PurePath(name).stem, PurePath(name).suffix, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number}){ending}", number + 1
        taken.add(name.casefold())
        yield name, file, use


def _listed(call: PageCall, *purposes: str) -> list[tuple[StoredJob, str]]:
    """Return work of the asker's, each with how it stands."""
    return [(job, job_standing(job)) for job in jobs(call.viewed) if job.purpose in purposes]


# ---- the page of a job


def show(call: PageCall) -> Response:
    """Return the page of a job; nothing but a word where the asker has it already as it is."""
    job = job_there(call)
    mark = f'"{hashlib.sha256(repr((job, pace_of(job) if job.is_open else None)).encode()).hexdigest()[:24]}"'
    if call.seen == mark:
        return Response(status_code=304, headers={"etag": mark})
    form = call.service.plan(job.type)
    answer = page(
        "pekerjaan.html",
        kerja=job,
        form=form,
        laju=pace_of(job) if job.is_open else None,
        bentuk=media_of(form),
        pola=patterns_of(form),
        belum_jelas=is_unsettled(job.result),
        bertabel=is_table_job(job),
        hari=DAYS,
    )
    answer.headers["etag"] = mark
    return answer


def mapping_of_job(job: StoredJob) -> str:
    """Return where the columns of a job's table go, as far as somebody settled it: for this job, or for columns like these before."""
    return str(job.content.get("pemetaan", "") or job.result.get("pemetaan", ""))


def is_table_job(job: StoredJob) -> bool:
    """Whether the source of a job is one table, whose columns may go here or there."""
    sources = [file["nama"] for file in job.content["berkas"] if file["guna"] == "sumber"]
    return job.purpose != GATHER and len(sources) == 1 and sources[0].lower().endswith(_TABLES)


def act(call: PageCall) -> Response:
    """Do what a button of a job says: check again, begin, cancel, go on, remove."""
    job, deed = job_there(call), call.said("aksi", "periksa")
    here = RedirectResponse(f"/pekerjaan/{job.id}", 303)
    if deed == "batal":
        cancel(call.viewed, job.id)
    elif deed == "hapus":
        remove_job(call.viewed, job.id)
        return RedirectResponse("/rekap" if job.purpose == GATHER else "/kerja", 303)
    elif deed == "lanjut":
        wait_again(call.viewed, job.id)
    elif deed in ("mulai", "periksa") and job.purpose != GATHER:
        media = media_of(call.service.plan(job.type))
        chosen = [medium for name, medium in call.pairs if name == "bentuk" and medium in media]
        pattern = " ".join((call.said("pola_sendiri").strip() or call.said("pola")).split())[:_LONGEST_PATTERN]
        content = {**job.content, "bentuk": chosen, "pola": pattern, "pemetaan": mapping_of_job(job)}
        wait_again(call.viewed, job.id, purpose=BATCH if deed == "mulai" else TRIAL, content=content)
    call.service.wake()
    return here


def gathered_draft(call: PageCall) -> Response:
    """Make what was gathered a draft, and lead to it."""
    job = job_there(call)
    if job.purpose != GATHER or job.state is not JobState.DONE or "isian" not in job.result:
        raise NothingThere
    values: dict[str, Any] = dict(job.result["isian"])
    draft = new_draft(call.viewed, job.type, title_of(call.service.plan(job.type), values), values)
    return RedirectResponse(f"/draf/{draft.id}", 303)


# ---- what came of it


def result_book(call: PageCall) -> Response:
    """Return the result workbook of a batch."""
    file = _results(call) / _RESULT_BOOK
    if not file.is_file():
        raise NothingThere
    return download(file.read_bytes(), _RESULT_BOOK, "xlsx")


def all_results(call: PageCall) -> Response:
    """Return all documents that a batch has made so far in a ZIP, with its result workbook, sent while it is read."""
    folder = _results(call)
    members = [*_made(folder), *([(_RESULT_BOOK, folder / _RESULT_BOOK)] if (folder / _RESULT_BOOK).is_file() else [])]
    if not members:
        raise NothingThere
    headers = {"content-disposition": 'attachment; filename="dokumen.zip"'}
    return StreamingResponse(zip_stream(members), headers=headers, media_type="application/zip")


def _made(folder: Path) -> list[tuple[str, Path]]:
    """Return the files that a batch has put in place, as its own journal has them."""
    journal = looked_at(folder)
    try:
        return [(file.name, folder / file.name) for entry in journal.every(State.DONE) for file in entry.files]
    finally:
        journal.close()


def _results(call: PageCall) -> Path:
    job = job_there(call)
    if job.is_open or job.purpose != BATCH:
        raise NothingThere
    return job_folder(call.viewed.store, job.id) / RESULTS


def job_there(call: PageCall) -> StoredJob:
    """Return the job that an address names. Raises NothingThere."""
    job = job_of(call.viewed, call.path["id"])
    if job is None:
        raise NothingThere
    return job
