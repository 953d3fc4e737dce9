"""Finished documents: their page, their files one by one or all in a ZIP, and the PDF as pictures of pages."""

from __future__ import annotations

from starlette.responses import Response

from generator.store.documents import KeptDocument, KeptFile, document_kept
from generator.store.drafts import draft_of
from generator.web.archiving import has_changed, makers_of
from generator.web.calls import PageCall
from generator.web.paging import whole_number
from generator.web.rendering import download, page
from generator.web.service import DeskTrouble, NothingThere
from generator.web.tasks import DeskTask, FormReport, FormSheetPlan, PageTask
from generator.web.zipping import zipped


def show(call: PageCall) -> Response:
    """Return the page of a document; `?lagi=` says what came of making it again: "sama", or the id of the one before."""
    document = document_there(call)
    pdf = next((number for number, file in enumerate(document.files) if file.medium == "pdf"), None)
    form = form_now(call, document)
    before = document_kept(call.viewed, call.query.get("lagi", ""))
    return page(
        "dokumen.html",
        dokumen=document,
        pembuat=makers_of(call, [document]).get(document.id, ""),
        form=form,
        judul=document.title or (document.type if form is None else form.plan.title),
        pdf=pdf,
        draf=draft_of(call.viewed, document.draft),
        berubah=has_changed(document, form),
        lagi=call.query.get("lagi", ""),
        sebelum=before,
    )


def form_now(call: PageCall, document: KeptDocument) -> FormSheetPlan | None:
    """Return the plan of a document's type as it is now; None where there is none any more, or none that works."""
    try:
        return call.service.plan(document.type)
    except (NothingThere, DeskTrouble):
        return None


def file(call: PageCall) -> Response:
    """Return one file of a document; `?lihat=1` to be looked at in the page."""
    one = kept_file_of(call)
    return download(call.viewed.path(one.sha).read_bytes(), one.name, one.medium, is_shown="lihat" in call.query)


def all_files(call: PageCall) -> Response:
    """Return all files of a document in a ZIP."""
    document = document_there(call)
    members = [(one.name, call.viewed.path(one.sha).read_bytes()) for one in document.files]
    return download(zipped(members), f"{document.type}.zip", "zip")


def page_shown(call: PageCall) -> Response:
    """Return a page of a PDF of a document as a picture."""
    one = kept_file_of(call)
    if one.medium != "pdf":
        raise NothingThere
    return page_picture(call, call.viewed.path(one.sha).read_bytes())


def seen_file(call: PageCall, task: DeskTask) -> bytes:
    """Return the one file that a task makes, to be looked at; made once as long as the task is the same. Raises NothingThere where it makes none."""

    def made() -> bytes:
        reports: tuple[FormReport, ...] = call.service.ask(task)
        found = next((file.data for report in reports for file in report.files), None)
        if found is None:
            raise NothingThere
        return found

    return call.service.remembered(repr(task), made)


def page_picture(call: PageCall, data: bytes) -> Response:
    """Return the page that an address asks for, with how many there are."""
    found: tuple[bytes, int] | None = call.ask(PageTask(data, int(call.path["halaman"])))
    if found is None:
        raise NothingThere
    return Response(found[0], media_type="image/png", headers={"x-halaman": str(found[1])})


def document_there(call: PageCall) -> KeptDocument:
    """Return the document that an address names. Raises NothingThere."""
    document = document_kept(call.viewed, call.path["id"])
    if document is None:
        raise NothingThere
    return document


def kept_file_of(call: PageCall) -> KeptFile:
    """Return the file of a document that an address names. Raises NothingThere."""
    document, number = document_there(call), whole_number(call.path["nomor"], -1)
    if not 0 <= number < len(document.files):
        raise NothingThere
    return document.files[number]
