"""The form in the browser: shown, saved, checked, made; without JavaScript by the whole page, with it by a line of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from generator.store.documents import NewDocument, documents, new_document
from generator.store.drafts import Draft, StaleDraft, copy_pictures, new_draft, pictures, remove, save, touch
from generator.web.archiving import ANNEXES, kept_sources, made_of
from generator.web.calls import PageCall
from generator.web.drafting import data_file, draft_there, feeders_of, files_of, title_of
from generator.web.form_content import FormContent, laid_out
from generator.web.naming import name_of
from generator.web.pages.document import page_picture, seen_file
from generator.web.paging import whole_number
from generator.web.picturing import PictureIntake, attachments_taken, pictures_taken
from generator.web.rendering import anchor_of, download, error_page, page, spoken_time
from generator.web.reusing import to_look_at
from generator.web.row_deeds import anew, rows_changed
from generator.web.service import DeskTrouble, NothingThere
from generator.web.taking import FormIntake, taken_in
from generator.web.tasks import CheckReport, CheckTask, FormSheetPlan, MakeTask
from generator.web.zipping import zipped
from validators.findings import MISSING, Path

_ATTACHED: Final = "lampiran-berkas"
"""The control of PDFs that are to be attached."""


def show(call: PageCall) -> Response:
    """Return the form with a draft in it; `?periksa=1` with everything that is found, else with what is found in what is written."""
    draft = draft_there(call.viewed, call.path["id"])
    is_checked = "periksa" in call.query
    return _page(call, draft, draft.values, extra=call.query.get("tambah", ""), is_checked=is_checked)


def _page(
    call: PageCall, draft: Draft, values: Mapping[str, Any], *, extra: str = "", is_checked: bool = False, stale: str = ""
) -> Response:
    form = call.service.plan(draft.type)
    report = _report(call, replace(draft, values=values))
    content = FormContent(values, report, extra=extra, feeders=feeders_of(call, form, draft), tells_missing=is_checked)
    view = laid_out(form, content)
    made = documents(call.viewed, draft.id, most=5)
    known = pictures(call.viewed, draft.id)
    return page(
        "draf.html",
        409 if stale else 200,
        draf=draft,
        form=form,
        tampilan=view,
        laporan=report,
        diperiksa=is_checked,
        basi=stale,
        dokumen=made,
        gambar=known,
        lampiran=sorted(name for name in known if name.endswith(".pdf")) if joins(form) else None,
        tahunan=list(to_look_at(form, values)) if "lama" in call.query else None,
    )


def joins(form: FormSheetPlan) -> bool:
    """Whether a report of a type names what is attached to it, so that it can be joined."""
    return "pdf" in form.media and any(slot.path == (ANNEXES, "berkas") for slot in form.plan.slots())


def _report(call: PageCall, draft: Draft) -> CheckReport:
    """Return what is found in a draft; of one that nothing can be found in, why."""
    try:
        return call.ask(CheckTask(draft.type, files_of(call, draft)))
    except DeskTrouble as trouble:
        return CheckReport(fault=trouble.fault.message)


def act(call: PageCall) -> Response:
    """Save what the page posted, then do what its button says."""
    service = call.service
    draft = draft_there(call.viewed, call.path["id"])
    form = service.plan(draft.type)
    taken = pictures_taken(call.viewed, draft.id, [file for file in call.files if file.name != _ATTACHED])
    strays = attachments_taken(call.viewed, draft.id, [file for file in call.files if file.name == _ATTACHED])
    intake = taken_in(form, (*call.pairs, *taken.pairs), draft.values)
    deed, _, what = call.said("aksi", "simpan").partition(":")
    if deed == "salin":
        copy = new_draft(call.viewed, draft.type, title_of(form, intake.values), intake.values)
        copy_pictures(call.viewed, draft.id, copy.id)
        return RedirectResponse(f"/draf/{copy.id}", 303)
    path = intake.path_of(what) if what else _place_of(form, intake, taken)
    if path is not None:
        rows_changed(form, intake.values, deed, path, text=call.said(f"tempel.{what}"))
    version = draft.version if deed == "timpa" else _version(call)
    try:
        saved = save(call.viewed, draft.id, intake.values, version=version, title=title_of(form, intake.values))
    except StaleDraft as stale:
        return _page(call, replace(stale.draft, version=version), intake.values, stale=spoken_time(stale.draft.changed))
    if saved is None:
        raise NothingThere
    if taken.refused:
        sentence = f"Gambar ini tidak diterima: {', '.join(taken.refused)}."
        return error_page(422, sentence, "Gambar harus PNG atau JPEG, paling besar 5 MB. Isian yang lain sudah tersimpan; kembali ke sana.")
    if strays:
        sentence = f"Bukan PDF, atau lebih besar daripada 20 MB: {', '.join(strays)}."
        return error_page(422, sentence, "Isian yang lain sudah tersimpan; kembali ke sana, lalu pilih PDF-nya.")
    return _after(call, saved, deed, path)


def _after(call: PageCall, draft: Draft, deed: str, path: Path | None) -> Response:
    """Lead on to what a button promised."""
    here = f"/draf/{draft.id}"
    if deed in ("buat", "gabung"):
        return _made(call, draft, has_annexes=deed == "gabung")
    if deed == "periksa":
        return RedirectResponse(f"{here}?periksa=1#ringkasan", 303)
    if deed == "pratinjau":
        return RedirectResponse(f"{here}/pratinjau", 303)
    if path is None or deed == "simpan":
        return RedirectResponse(f"{here}#{anchor_of(name_of(anew(path)))}" if path else here, 303)
    if deed == "gandakan":
        return RedirectResponse(f"{here}#{anchor_of(name_of(anew((*path[:-1], int(path[-1]) + 1))))}", 303)
    table = name_of(anew(path if deed in ("tambah", "tempel") else path[:-1]))
    if deed == "tambah":
        return RedirectResponse(f"{here}?{urlencode({'tambah': table})}#baru-{anchor_of(table)}", 303)
    return RedirectResponse(f"{here}#{anchor_of(table)}", 303)


def _made(call: PageCall, draft: Draft, *, has_annexes: bool) -> Response:
    """Make the documents of a draft, with what it names as attached if that is asked for, and lead to them; where something is wrong, back to the form, which says it."""
    form = call.service.plan(draft.type)
    files = files_of(call, draft)
    making = made_of(call, form, files, form.media, has_annexes=has_annexes)
    if making.fault and not making.files:
        return error_page(422, "Dokumennya tidak dapat dibuat.", making.fault)
    if not making.is_sound:
        return RedirectResponse(f"/draf/{draft.id}?periksa=1#ringkasan", 303)
    if making.lacking:
        return error_page(
            422, "Lampirannya belum dapat digabungkan.", " ".join((*making.lacking, "Isian Anda sudah tersimpan; kembali ke sana."))
        )
    document = new_document(
        call.viewed,
        NewDocument(draft.type, draft.title, making.files, draft.id, form.plan.revision, form.mark, kept_sources(call.viewed, files)),
    )
    call.note("membuat dokumen", document.id)
    return RedirectResponse(f"/dokumen/{document.id}", 303)


def _version(call: PageCall) -> int:
    said = call.said("versi", "0")
    return whole_number(said)


def _place_of(form: FormSheetPlan, intake: FormIntake, taken: PictureIntake) -> Path | None:
    """Return the place of the picture that came last, so that the page shows it."""
    names = laid_out(form, FormContent(intake.values, ids=intake.ids)).names if taken.pairs else {}
    return next((path for path, name in names.items() if name == taken.pairs[-1][0]), None)


# ---- with JavaScript


def save_quietly(call: PageCall) -> Response:
    """Save what the page posted and answer what its places show now: findings in what is written, totals, computed cells."""
    service = call.service
    draft = draft_there(call.viewed, call.path["id"])
    form = service.plan(draft.type)
    intake = taken_in(form, call.pairs, draft.values)
    try:
        saved = save(call.viewed, draft.id, intake.values, version=_version(call), title=title_of(form, intake.values))
    except StaleDraft as stale:
        sentence = f"Isian ini sudah disimpan dari tab atau jendela lain pada {spoken_time(stale.draft.changed)}."
        return JSONResponse({"pesan": sentence, "versi": stale.draft.version}, 409)
    if saved is None:
        raise NothingThere
    report = _report(call, saved)
    view = laid_out(form, FormContent(saved.values, report, ids=intake.ids, tells_missing=call.said("diperiksa") == "1"))
    told = [{"nama": name, "kata": one.message, "saran": one.hint, "salah": one.is_error} for one, name in view.summary if name]
    cells = {view.names[path]: text for path, text in report.cells.items() if path in view.names}
    missing = sum(one.code == MISSING for one in report.findings)
    said = {"versi": saved.version, "pukul": spoken_time(saved.changed)[-5:], "temuan": told, "jumlah": report.totals, "sel": cells}
    return JSONResponse({**said, "kosong": missing, "salah": report.errors - missing, "gagal": report.fault})


# ---- what a draft gives


def own_file(call: PageCall) -> Response:
    """Return the data file of a draft; with the files that feed it and its pictures as a ZIP."""
    draft = draft_there(call.viewed, call.path["id"])
    files = files_of(call, draft)
    if len(files) == 1:
        return download(data_file(draft), f"{draft.type}.yaml", "yaml")
    members = [(file.name, file.data if file.source is None else file.source.read_bytes()) for file in files]
    return download(zipped(members), f"{draft.type}.zip", "zip")


def preview(call: PageCall) -> Response:
    """Return the page with the PDF of a draft as it stands."""
    draft = draft_there(call.viewed, call.path["id"])
    return page(
        "pratinjau.html",
        draf=draft,
        form=call.service.plan(draft.type),
        pdf=f"/draf/{draft.id}/pratinjau.pdf",
        gambar=f"/draf/{draft.id}/halaman",
    )


def preview_file(call: PageCall) -> Response:
    """Return the PDF of a draft as it stands, marked DRAF where something is wrong."""
    return download(_preview_data(call), "pratinjau.pdf", "pdf", is_shown=True)


def preview_page(call: PageCall) -> Response:
    """Return a page of it as a picture."""
    return page_picture(call, _preview_data(call))


def _preview_data(call: PageCall) -> bytes:
    draft = draft_there(call.viewed, call.path["id"])
    if "pdf" not in call.service.plan(draft.type).media:
        raise NothingThere
    files = files_of(call, draft)
    return seen_file(call, call.of_office(MakeTask(files, draft.type, ("pdf",), is_draft=True)))


def picture(call: PageCall) -> Response:
    """Return a picture of a draft."""
    name = call.path["nama"]
    sha = pictures(call.viewed, draft_there(call.viewed, call.path["id"]).id).get(name)
    if sha is None or name.endswith(".pdf"):
        raise NothingThere
    return Response(call.viewed.path(sha).read_bytes(), media_type="image/png" if name.endswith(".png") else "image/jpeg")


def keep_longer(call: PageCall) -> Response:
    """Keep a draft for longer that would be deleted soon."""
    touch(call.viewed, draft_there(call.viewed, call.path["id"]).id)
    return RedirectResponse("/draf", 303)


def discard(call: PageCall) -> Response:
    """Remove a draft."""
    remove(call.viewed, draft_there(call.viewed, call.path["id"]).id)
    return RedirectResponse("/draf", 303)
