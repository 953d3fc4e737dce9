"""The archive for other programs: what was made, by pages and by programs, with its files and its data; made again from what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from starlette.responses import Response

from generator.store.documents import KeptDocument, NewDocument, kept_file, new_document
from generator.web.api.calls import ApiCall, marked_answer, told_as_json
from generator.web.api.openapi import BASE
from generator.web.api.problems import problem
from generator.web.archiving import has_changed, kept_sources, made_again, makers_of
from generator.web.pages.archive import A_PAGE, found_documents, is_day, own_document, sources
from generator.web.pages.document import document_there, form_now, kept_file_of
from generator.web.paging import whole_number
from generator.web.rendering import download
from generator.web.service import NothingThere
from generator.web.tasks import ToldOutcomes

DOCUMENT_HEADER: Final = "x-dokumen"
"""The header that says the id of a document which was put into the archive."""


def archived_making(call: ApiCall, told: ToldOutcomes) -> KeptDocument:
    """Return what was made of sent files, kept with them as pages keep theirs."""
    name = call.path["jenis"]
    form, viewed = call.service.plan(name), call.viewed
    files = [kept_file(viewed, one.name, one.medium, one.data) for one in told.files]
    new = NewDocument(name, told.title, files, "", form.plan.revision, form.mark, kept_sources(viewed, call.files))
    return new_document(viewed, new)


def address_of(document: KeptDocument) -> str:
    """Return where a document is to be had."""
    return f"{BASE}/dokumen/{document.id}"


def listed(call: ApiCall) -> Response:
    """Return the documents that are looked for, the newest first, and from where there are more."""
    start = whole_number(call.query.get("mulai", "0"), -1)
    if start < 0 or not all(is_day(call.query.get(name, "")) for name in ("dari", "sampai")):
        return problem("permintaan-tidak-terbaca", "Tulis dari dan sampai seperti 2026-01-31, mulai sebagai bilangan bulat.")
    _, found, count = found_documents(call.of_page, start)
    makers, after = makers_of(call.of_page, found), start + A_PAGE
    told = [_plain(one, makers) for one in found]
    return told_as_json({"jumlah": count, "berikutnya": after if after < count else None, "dokumen": told})


def told_document(call: ApiCall) -> Response:
    """Return a document: what it is, its files, what it was made of, and whether its type is still the same."""
    document = document_there(call.of_page)
    changed = has_changed(document, form_now(call.of_page, document))
    return told_as_json({**_plain(document, makers_of(call.of_page, [document])), "jenis_berubah": changed})


def file(call: ApiCall) -> Response:
    """Return one file of a document."""
    one = kept_file_of(call.of_page)
    return marked_answer(call, download(call.viewed.path(one.sha).read_bytes(), one.name, one.medium), one.sha)


def sent_data(call: ApiCall) -> Response:
    """Return what a document was made of: its data file, with what came with it as a ZIP."""
    return sources(call.of_page)


def made_anew(call: ApiCall) -> Response:
    """Make a document again: 200 with the same one where it is the same to the byte, 201 with a new one where it is not."""
    document = own_document(call.of_page)
    form = form_now(call.of_page, document)
    if form is None or not document.sources:
        raise NothingThere
    making, new = made_again(call.of_page, document, form)
    if not making.is_sound:
        return problem(
            "isian-ditolak",
            making.fault or "Dokumen ini tidak dapat dibuat lagi: isiannya tidak benar lagi menurut jenisnya yang sekarang.",
        )
    call.note("membuat dokumen lagi", document.id)
    there = document if new is None else new
    answer = told_as_json({**_plain(there, makers_of(call.of_page, [there])), "sama": new is None}, 200 if new is None else 201)
    answer.headers["location"] = address_of(there)
    return answer


ARCHIVE: Final[Sequence[tuple[str, Callable[[ApiCall], Response]]]] = (
    ("/dokumen", listed),
    ("/dokumen/{id}", told_document),
    ("/dokumen/{id}/berkas/{nomor}", file),
    ("/dokumen/{id}/isian", sent_data),
)
"""What is read of the archive, by address."""


def _plain(one: KeptDocument, makers: dict[str, str]) -> dict[str, Any]:
    here = address_of(one)
    files = [
        {"nama": each.name, "bentuk": each.medium, "sha256": each.sha, "alamat": f"{here}/berkas/{at}"} for at, each in enumerate(one.files)
    ]
    told = {
        "id": one.id,
        "jenis": one.type,
        "judul": one.title,
        "revisi": one.revision,
        "dibuat": one.made,
        "pembuat": makers.get(one.id, ""),
    }
    return {**told, "alamat": here, "berkas": files, "bahan": [{"nama": each.name, "sha256": each.sha} for each in one.sources]}
