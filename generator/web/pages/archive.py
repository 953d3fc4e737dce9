"""The archive: what was made, when and by which state of its type; looked for, made again from what is kept of it, deleted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, date
from pathlib import PurePath
from typing import Final

from starlette.responses import RedirectResponse, Response

from generator.store.documents import ArchiveQuery, KeptDocument, archived, archived_types, remove_document
from generator.web.archiving import SAME, made_again, makers_of
from generator.web.calls import PageCall
from generator.web.pages.document import document_there, form_now
from generator.web.paging import parts_beside, whole_number
from generator.web.rendering import download, page
from generator.web.service import NothingThere
from generator.web.shelf import titles
from generator.web.zipping import zipped

A_PAGE: Final = 50
_FAILED: Final = "gagal"
_LONGEST_WORDS: Final = 100


def listed(call: PageCall) -> Response:
    """Return the page of the archive."""
    start = whole_number(call.query.get("mulai", ""))
    asked, found, count = found_documents(call, start)
    query = _query(asked)
    return page(
        "arsip.html",
        dokumen=found,
        pembuat=makers_of(call, found),
        jumlah=count,
        mulai=start,
        cari=query.words,
        query=query,
        disaring=bool(asked),
        jenis_ada=archived_types(call.viewed),
        judul_jenis=titles(call.service.home),
        **parts_beside("/arsip", asked, start=start, most=A_PAGE, count=count),
    )


def found_documents(call: PageCall, start: int) -> tuple[dict[str, str], list[KeptDocument], int]:
    """Return what an address asks the archive for, the documents of the page that begins after so many, and how many there are in all."""
    said = {name: call.query.get(name, "").strip()[:_LONGEST_WORDS] for name in ("cari", "jenis", "dari", "sampai")}
    asked = {name: text for name, text in said.items() if text}
    return asked, *archived(call.viewed, _query(asked), most=A_PAGE, after=start)


def _query(asked: Mapping[str, str]) -> ArchiveQuery:
    return ArchiveQuery(asked.get("cari", ""), asked.get("jenis", ""), _day(asked.get("dari", "")), _day(asked.get("sampai", "")))


def sources(call: PageCall) -> Response:
    """Return what a document was made of: its data file, with what feeds it and its pictures as a ZIP."""
    document = document_there(call)
    members = [(one.name, call.viewed.path(one.sha).read_bytes()) for one in document.sources]
    if not members:
        raise NothingThere
    if len(members) == 1:
        ending = PurePath(members[0][0]).suffix or ".yaml"
        return download(members[0][1], f"{document.type}{ending}", ending[1:])
    return download(zipped(members), f"{document.type}-isian.zip", "zip")


def again(call: PageCall) -> Response:
    """Make a document again and lead to what came of it."""
    document = own_document(call)
    form = form_now(call, document)
    if form is None or not document.sources:
        raise NothingThere
    making, new = made_again(call, document, form)
    if not making.is_sound:
        return RedirectResponse(f"/dokumen/{document.id}?lagi={_FAILED}", 303)
    return RedirectResponse(f"/dokumen/{document.id}?lagi={SAME}" if new is None else f"/dokumen/{new.id}?lagi={document.id}", 303)


def ask_removal(call: PageCall) -> Response:
    """Return the page that asks whether a document is to go for good."""
    document = own_document(call)
    form = form_now(call, document)
    title = document.title or (document.type if form is None else form.plan.title)
    return page("hapus.html", dokumen=document, judul=title, bernomor=form is not None and bool(form.number))


def remove(call: PageCall) -> Response:
    """Remove a document."""
    remove_document(call.viewed, own_document(call).id)
    return RedirectResponse("/arsip", 303)


def own_document(call: PageCall) -> KeptDocument:
    """Return a document of the institution of who asks: what is only seen is another one's to change. Raises NothingThere."""
    document = document_there(call)
    if document.institution != call.viewer.institution:
        raise NothingThere
    return document


def is_day(text: str) -> bool:
    """Whether a text is a day that may be asked for, or none."""
    return not text or _day(text) is not None


def _day(text: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return day if MINYEAR < day.year < MAXYEAR else None  # no day before the first, and none after the last, can be reckoned with
    return None
