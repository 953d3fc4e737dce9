"""The register of numbers: looked into, numbers given to a draft's or an uploaded file's documents, taken over by a corrected one, made void."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from generator.formatting import show
from generator.register.book import NumberState, RegisterEntry
from generator.store.drafts import drafts
from generator.store.uploads import upload_of, uploads
from generator.web.calls import PageCall
from generator.web.desk_values import DeskFile
from generator.web.drafting import draft_there, files_of
from generator.web.paging import address_of, parts_beside, whole_number
from generator.web.register_tasks import GiveTask, NumberReport, RegisterBookTask, RegisterReport, RegisterTask, VoidTask
from generator.web.rendering import download, error_page, page
from generator.web.service import DeskTrouble, NothingThere
from generator.web.shelf import titles
from generator.web.uploading import files_beside

_A_PAGE: Final = 100
_LONGEST: Final = 200
_DATA: Final = (".yaml", ".yml", ".json", ".xlsx", ".docx", ".csv", ".tsv")
_STATES: Final = tuple(str(state) for state in NumberState)


def listed(call: PageCall) -> Response:
    """Return the page of the register."""
    said = {name: call.query.get(name, "").strip()[:_LONGEST] for name in ("cari", "jenis", "tahun", "keadaan")}
    start, asked = whole_number(call.query.get("mulai", "")), {name: text for name, text in said.items() if text}
    task = RegisterTask(said["cari"], said["jenis"], whole_number(said["tahun"]), said["keadaan"], most=_A_PAGE, after=start)
    report: RegisterReport = call.ask(task)
    return page(
        "nomor.html",
        hasil=report,
        baris=[(one, str(show(one.day))) for one in report.entries],
        keadaan=_STATES,
        cari=said,
        disaring=bool(asked),
        mulai=start,
        judul_jenis=titles(call.service.home),
        **parts_beside("/nomor", asked, start=start, most=_A_PAGE, count=report.count),
    )


def workbook(call: PageCall) -> Response:
    """Return the whole register as a workbook."""
    return download(call.ask(RegisterBookTask()), "register.xlsx", "xlsx")


# ---- giving


def ask(call: PageCall) -> Response:
    """Return the page that asks for what a number is to be given; `?ganti=` a row whose number is taken over."""
    entry = _row(call, whole_number(call.query.get("ganti", ""))) if "ganti" in call.query else None
    chosen = call.query.get("jenis", "") if entry is None else entry.type
    return _asking(call, chosen, call.query.get("asal", ""), "" if entry is None else entry.number)


def give(call: PageCall) -> Response:
    """Say which numbers would be given, or give them."""
    type_name, origin, replacing = call.said("jenis"), call.said("asal"), call.said("menggantikan").strip()[:_LONGEST]
    if not type_name or not origin:
        return _asking(call, type_name, origin, replacing, fault="Pilih jenis dokumennya dan isian atau berkasnya.", status=422)
    if call.service.home.spec_file(type_name) is None:
        raise NothingThere
    task = GiveTask(type_name, _files(call, origin), replacing, is_trial=call.said("aksi") != "catat")
    try:
        report: NumberReport = call.ask(task)
    except DeskTrouble as trouble:
        return _asking(call, type_name, origin, replacing, fault=trouble.fault.message, status=422)
    return _asking(call, type_name, origin, replacing, report=report, is_trial=task.is_trial)


def _asking(
    call: PageCall,
    type_name: str,
    origin: str,
    replacing: str,
    *,
    report: NumberReport | None = None,
    is_trial: bool = True,
    fault: str = "",
    status: int = 200,
) -> Response:
    known: RegisterReport = call.ask(RegisterTask(most=0))
    return page(
        "nomor_beri.html",
        status,
        bernomor=known.patterned,
        judul_jenis=titles(call.service.home),
        asal_ada=_origins(call),
        jenis=type_name,
        asal=origin,
        menggantikan=replacing,
        hasil=report,
        coba=is_trial,
        galat=fault,
    )


def _origins(call: PageCall) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what numbers may be given to: drafts by type, uploaded files; value and words of each."""
    titled, found = titles(call.service.home), dict[str, list[tuple[str, str]]]()
    for one in drafts(call.viewed):
        found.setdefault(titled.get(one.type, one.type), []).append((f"draf:{one.id}", one.title or "Tanpa judul"))
    for upload in uploads(call.viewed):
        there = upload_of(call.viewed, upload.id)
        names = [(one.id, one.name) for one in (() if there is None else there.files) if one.name.lower().endswith(_DATA)]
        if names:
            found.setdefault("Berkas yang diunggah", []).extend((f"unggahan:{upload.id}:{id_}", name) for id_, name in names)
    return list(found.items())


def _files(call: PageCall, origin: str) -> tuple[DeskFile, ...]:
    """Return the files of a draft or of an upload, the data file first. Raises NothingThere."""
    source, _, id_ = origin.partition(":")
    if source == "draf":
        return files_of(call, draft_there(call.viewed, id_))
    id_, _, number = id_.partition(":")
    upload = upload_of(call.viewed, id_)
    file = None if upload is None else next((one for one in upload.files if str(one.id) == number), None)
    if file is None:
        raise NothingThere
    return files_beside(call.service.store, file)


# ---- making void


def ask_void(call: PageCall) -> Response:
    """Return the page that asks why a number is to be void."""
    return page("nomor_batal.html", baris=_row(call, int(call.path["baris"])), galat="")


def void(call: PageCall) -> Response:
    """Make a number void, with the reason."""
    entry, why = _row(call, int(call.path["baris"])), " ".join(call.said("sebab").split())[:_LONGEST]
    if not why:
        return page("nomor_batal.html", 422, baris=entry, galat="Tulis sebabnya; sebab itu dicatat dalam register.")
    try:
        call.ask(VoidTask(entry.id, why))
    except DeskTrouble as trouble:
        return error_page(422, "Nomor ini tidak dibatalkan.", trouble.fault.message)
    return RedirectResponse(address_of("/nomor", {"cari": entry.number}), 303)


def _row(call: PageCall, id_: int) -> RegisterEntry:
    """Return a valid row of the register. Raises NothingThere."""
    report: RegisterReport = call.ask(RegisterTask(state=str(NumberState.VALID), id=id_ or -1, most=1))
    if not report.entries:
        raise NothingThere
    return report.entries[0]
