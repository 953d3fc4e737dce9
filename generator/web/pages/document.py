"""Finished documents: their page, their files one by one or all in a ZIP, and the PDF as pictures of pages."""

from __future__ import annotations

from starlette.responses import Response

from generator.store.documents import KeptDocument, KeptFile, document_kept
from generator.store.drafts import draft_of
from generator.web.calls import PageCall
from generator.web.rendering import download, page
from generator.web.service import NothingThere
from generator.web.tasks import PageTask
from generator.web.zipping import zipped


def show(call: PageCall) -> Response:
    """Return the page of a document."""
    document = _there(call)
    pdf = next((number for number, file in enumerate(document.files) if file.medium == "pdf"), None)
    form = call.service.plan(document.type)
    return page("dokumen.html", dokumen=document, form=form, pdf=pdf, draf=draft_of(call.viewed, document.draft))


def file(call: PageCall) -> Response:
    """Return one file of a document; `?lihat=1` to be looked at in the page."""
    one = _file(call, _there(call))
    return download(call.viewed.path(one.sha).read_bytes(), one.name, one.medium, is_shown="lihat" in call.query)


def all_files(call: PageCall) -> Response:
    """Return all files of a document in a ZIP."""
    document = _there(call)
    members = [(one.name, call.viewed.path(one.sha).read_bytes()) for one in document.files]
    return download(zipped(members), f"{document.type}.zip", "zip")


def page_shown(call: PageCall) -> Response:
    """Return a page of a PDF of a document as a picture."""
    one = _file(call, _there(call))
    if one.medium != "pdf":
        raise NothingThere
    return page_picture(call, call.viewed.path(one.sha).read_bytes())


def page_picture(call: PageCall, data: bytes) -> Response:
    """Return the page that an address asks for, with how many there are."""
    found: tuple[bytes, int] | None = call.service.ask(PageTask(data, int(call.path["halaman"])))
    if found is None:
        raise NothingThere
    return Response(found[0], media_type="image/png", headers={"x-halaman": str(found[1])})


def _there(call: PageCall) -> KeptDocument:
    document = document_kept(call.viewed, call.path["id"])
    if document is None:
        raise NothingThere
    return document


def _file(call: PageCall, document: KeptDocument) -> KeptFile:
    number = int(call.path["nomor"])
    if number >= len(document.files):
        raise NothingThere
    return document.files[number]
