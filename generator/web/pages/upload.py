"""Filled files handed in: several at once, a result for each with the cells that are meant, marked copies, the documents in a ZIP."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, Final

from starlette.responses import JSONResponse, RedirectResponse, Response

from generator.deliver import safe_name
from generator.store.jobs import new_job
from generator.store.uploads import FileToKeep, Upload, UploadedFile, add_file, complete, new_upload, upload_of, uploads
from generator.web.calls import MOST_FILES, PageCall, SentFile
from generator.web.handing_in import BESIDE, TOO_LARGE, name_of_file, refusal
from generator.web.job_child import TRIAL
from generator.web.job_views import UNSETTLED
from generator.web.paging import whole_number
from generator.web.rendering import download, error_page, page
from generator.web.service import NothingThere
from generator.web.shelf import shelves, titles
from generator.web.tasks import MarkTask
from generator.web.uploading import files_beside, plain_fault
from generator.web.zipping import zipped

_CELL: Final = re.compile(r"\b(?:sel|baris|kolom) ")


def show_form(call: PageCall) -> Response:
    """Return the page to hand files in."""
    return page("unggah.html", rak=shelves(call.service.home), unggahan=uploads(call.viewed), jenis=call.query.get("jenis", ""))


def hand_in(call: PageCall) -> Response:
    """Keep what was handed in and lead to its page; the work goes on behind it."""
    type_name = call.said("jenis")
    if type_name and call.service.home.spec_file(type_name) is None:
        raise NothingThere
    if call.said("satu-satu"):
        return JSONResponse({"id": new_upload(call.viewed, [])}, 201)
    if not call.files:
        return error_page(422, "Belum ada berkas yang dipilih.", "Kembali, pilih berkasnya, lalu tekan Unggah lagi.")
    id_ = new_upload(call.viewed, [_to_keep(file, type_name) for file in call.files])
    call.service.wake()
    return RedirectResponse(f"/unggahan/{id_}", 303)


def hand_in_one(call: PageCall) -> Response:
    """Keep one file of an upload; the browser sends again what it does not know to have arrived, and the same one counts once."""
    type_name = call.said("jenis")
    number = whole_number(call.said("nomor"), MOST_FILES)
    if number >= MOST_FILES or (type_name and call.service.home.spec_file(type_name) is None):
        raise NothingThere
    sent = [file for file in call.files if file.name == "berkas"]
    kept = _to_keep(sent[0], type_name) if sent else FileToKeep(call.said("nama", "berkas"), b"", results=(plain_fault(TOO_LARGE),))
    if not add_file(call.viewed, call.path["id"], number, kept):
        raise NothingThere
    return Response(status_code=204)


def complete_upload(call: PageCall) -> Response:
    """Let the work on an upload begin of which all files are there."""
    complete(call.viewed, _there(call).id)
    call.service.wake()
    return RedirectResponse(f"/unggahan/{call.path['id']}", 303)


def _to_keep(file: SentFile, type_name: str) -> FileToKeep:
    name, why = name_of_file(file), refusal(file)
    if why:
        return FileToKeep(name, b"", results=(plain_fault(why),))
    if name.lower().endswith(BESIDE):
        return FileToKeep(name, file.data, results=({**plain_fault(""), "keadaan": "beside"},))
    return FileToKeep(name, file.data, type_name)


def show(call: PageCall) -> Response:
    """Return the page of an upload: a result for each file."""
    upload = _there(call)
    done = sum(file.is_done for file in upload.files)
    made = sum(len(result["berkas"]) for file in upload.files for result in file.results)
    return page(
        "unggahan.html",
        unggahan=upload,
        judul_jenis=titles(call.service.home),
        selesai=done,
        jadi=made,
        berkolom={file.id for file in upload.files if _type_asked(file)},
        bertanda={file.id for file in upload.files if _has_marks(file)},
    )


def _has_marks(file: UploadedFile) -> bool:
    """Whether something is found in cells of a workbook, which a copy can mark."""
    places = [found["tempat"] for result in file.results for found in result["temuan"]]
    return file.is_done and file.name.lower().endswith(".xlsx") and any(_CELL.search(place) for place in places)


def settle_columns(call: PageCall) -> Response:
    """Begin long work with an uploaded export of which somebody must say where its columns go."""
    file = _file(call)
    if not (type_name := _type_asked(file)):
        raise NothingThere
    content = {"berkas": [{"nama": safe_name(file.name), "sha": file.sha, "guna": "sumber"}], "bentuk": [], "pola": ""}
    id_ = new_job(call.viewed, TRIAL, type_name, content, title=file.name)
    call.service.wake()
    return RedirectResponse(f"/pekerjaan/{id_}", 303)


def _type_asked(file: UploadedFile) -> str:
    """Return the type of an export whose columns somebody must settle, "" where that is not so."""
    unsettled = [one for one in file.results if any(found.get("kode") in UNSETTLED for found in one["temuan"])]
    return str(unsettled[0]["jenis"] or file.type) if unsettled else ""


def marked(call: PageCall) -> Response:
    """Return a workbook with what is wrong marked in it."""
    file = _file(call)
    data: bytes | None = call.ask(MarkTask(files_beside(call.service.store, file)))
    if data is None:
        return error_page(422, "Di berkas ini tidak ada yang perlu ditandai.", "Kembali ke hasil unggahan.")
    return download(data, f"{PurePath(file.name).stem}-ditandai.xlsx", "xlsx")


def result_file(call: PageCall) -> Response:
    """Return one document that was made of a file."""
    files = _made(_file(call))
    number = int(call.path["nomor"])
    if number >= len(files):
        raise NothingThere
    one = files[number]
    return download(call.viewed.path(one["sha"]).read_bytes(), one["nama"], one["bentuk"])


def all_results(call: PageCall) -> Response:
    """Return all documents of an upload in a ZIP; of a file with the same ones as another under a number of its own."""
    members = [(one["nama"], call.viewed.path(one["sha"]).read_bytes()) for file in _there(call).files for one in _made(file)]
    if not members:
        raise NothingThere
    return download(zipped(members), "dokumen.zip", "zip")


def _made(file: UploadedFile) -> list[dict[str, Any]]:
    return [one for result in file.results for one in result["berkas"]]


def _there(call: PageCall) -> Upload:
    upload = upload_of(call.viewed, call.path["id"])
    if upload is None:
        raise NothingThere
    return upload


def _file(call: PageCall) -> UploadedFile:
    found = next((file for file in _there(call).files if file.id == int(call.path["berkas"])), None)
    if found is None:
        raise NothingThere
    return found
