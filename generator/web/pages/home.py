"""The first page, a type's page with its blank forms, and the way from there to a draft."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from generator.deliver import safe_name
from generator.form.plan import FormSheet
from generator.store.drafts import add_picture, drafts, new_draft
from generator.web.calls import PageCall
from generator.web.drafting import title_of
from generator.web.handing_in import FORMS, name_of_file, refusal
from generator.web.own_office import own_file
from generator.web.recent import recent_things
from generator.web.rendering import ASSETS, download, error_page, page
from generator.web.reusing import begun_anew, reusable
from generator.web.service import NothingThere
from generator.web.shelf import shelves, titles
from generator.web.tasks import BegunValues, BlankTask, DeskFile, FormReport, ReadTask, SampleTask

_BLANKS: Final = ("xlsx", "docx", "pdf", "yaml")
_SAMPLES: Final = ("docx", "pdf", "xlsx")
_MOST_RECENT: Final = 6
_MOST_LOOKED_AT: Final = 1000


def home(call: PageCall) -> Response:
    """Return the first page: what is to be done, and what was done last."""
    wanted, viewed = call.query.get("cari", "").strip()[:100], call.viewed
    soon = sorted(one.ends for one in drafts(viewed, most=_MOST_LOOKED_AT) if one.ends)
    shelf = shelves(call.service.home, wanted)
    told = {"judul_jenis": titles(call.service.home), "segera": soon, "kop": own_file(call.service) is not None}
    return page("beranda.html", rak=shelf, cari=wanted, terakhir=[] if wanted else recent_things(viewed), **told)


def all_drafts(call: PageCall) -> Response:
    """Return the page of all drafts."""
    return page("draf_semua.html", draf=drafts(call.viewed), judul_jenis=titles(call.service.home))


def type_page(call: PageCall) -> Response:
    """Return a type's page."""
    name = call.path["jenis"]
    form = call.service.plan(name)
    parts = [sheet.label for sheet in form.plan.sheets if not isinstance(sheet, FormSheet)]
    known, old = drafts(call.viewed, name, most=_MOST_RECENT), reusable(call.viewed, name)
    return page("jenis.html", jenis=name, form=form, tabel=parts, draf=known, lama=old)


def blank(call: PageCall) -> Response:
    """Return a blank form of a type."""
    name, medium = call.path["jenis"], call.path["bentuk"]
    call.service.plan(name)
    if medium not in _BLANKS:
        raise NothingThere
    return download(call.ask(BlankTask(name, medium)), f"{name}.{medium}", medium)


def sample(call: PageCall) -> Response:
    """Return a sample of a type's document."""
    name, medium = call.path["jenis"], call.path["bentuk"]
    call.service.plan(name)
    if medium not in _SAMPLES:
        raise NothingThere
    reports: tuple[FormReport, ...] = call.ask(SampleTask(name, medium))
    files = [file for report in reports for file in report.files]
    if not files:
        return error_page(422, "Contoh ini tidak dapat dibuat di sini.", reports[-1].fault if reports else "")
    return download(files[0].data, f"contoh-{name}.{medium}", medium, is_shown=medium == "pdf")


def begin(call: PageCall) -> Response:
    """Make a draft - empty, of the sample, of a filled file, or of what was filled in before - and lead to it."""
    name, service = call.path["jenis"], call.service
    form, origin = service.plan(name), call.said("asal")
    start = BegunValues({})
    if origin.startswith(("draf:", "dokumen:")):
        draft = begun_anew(call, form, origin)
        return RedirectResponse(f"/draf/{draft.id}?lama=1", 303)
    if call.files:
        file = call.files[0]
        if why := refusal(file, FORMS):
            return error_page(422, f"{name_of_file(file)} tidak dapat dipakai.", f"{why} Kembali, ganti berkas itu, lalu tekan lagi.")
        start = call.ask(ReadTask(name, DeskFile(safe_name(name_of_file(file)), file.data)))
    elif origin == "contoh":
        start = call.ask(SampleTask(name, "yaml"))
    elif origin == "berkas":
        return error_page(422, "Belum ada berkas yang dipilih.", "Kembali, pilih berkas isiannya, lalu tekan lagi.")
    values = {key: value for key, value in start.values.items() if key not in form.plan.feeders}
    draft = new_draft(call.viewed, name, title_of(form, values), values)
    for picture in start.pictures:
        add_picture(call.viewed, draft.id, picture.name, picture.data)
    return RedirectResponse(f"/draf/{draft.id}", 303)


def asset(call: PageCall) -> Response:
    """Return an asset of the pages."""
    if call.path["nama"] not in ASSETS:
        raise NothingThere
    file, media = ASSETS[call.path["nama"]]
    return Response(file.read_bytes(), media_type=media)


def help_page(_call: PageCall) -> Response:
    """Return the page that explains."""
    return page("bantuan.html")


def ping(_call: PageCall) -> Response:
    """Say that the server is there."""
    return Response("borang\n", media_type="text/plain")
