"""A form to print and fill in with a pen: boxes for single fields, ticks for choices, tables with empty rows, lists at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from generator.blank.begun import begun
from generator.blank.known import KnownFields
from generator.blank.pdf_parts import PaperSetting, written_part
from generator.form.fed import told_of
from generator.form.filled import FilledForm
from generator.form.identity import Identity, identity_line
from generator.form.parts import parts_of
from generator.render.html import html_environment, with_logo
from generator.render.letterhead import letterhead
from generator.render.page_masters import letterhead_html
from generator.render.paper import paper_css
from generator.render.pdf import pdf_of
from validators.absence import KOSONG

if TYPE_CHECKING:
    from generator.home import Home
    from generator.spec.compile import CompiledSpec

_NOTHING: Final = KnownFields()
_STYLES: Final = "_shared/formulir.css"
_PAGE: Final = (
    '{% extends "_shared/base.html" %}{% block gaya %}{{ gaya_formulir }}{% endblock %}{% block isi %}{{ isi_formulir }}{% endblock %}'
)
_GUIDE: Final = (
    "Tulislah dengan huruf cetak. Isian yang tebal dan bertanda * wajib diisi. Pada pilihan, beri tanda silang pada kotaknya.",
    "Bila tempatnya tidak cukup, lanjutkan di kertas lain dan sebutkan nama isiannya.",
)


def blank_pdf(
    compiled: CompiledSpec,
    waived: frozenset[tuple[str, ...]] = frozenset(),
    known: KnownFields = _NOTHING,
    institution: Mapping[str, Any] | None = None,
) -> tuple[bytes, FilledForm]:
    """Return the form of a type as a PDF to print, and what stands in it.

    waived: what an electronic office fills. known: what it begins with. institution: the office's settings. Raises MissingEngine
    where no PDF can be made.
    """
    office = institution or {}
    made = begun(compiled, waived, known, office)
    page = form_page(made.form, compiled.home, made.elsewhere, office)
    return pdf_of(page, compiled.home, name=_STYLES, office=office), made.form


def form_page(form: FilledForm, home: Home, elsewhere: Mapping[tuple[str, ...], str], office: Mapping[str, Any]) -> str:
    """Return the page of a form. elsewhere: what is not asked in it, and why."""
    plan, setting = form.plan, PaperSetting(home.library, elsewhere)
    parts = Markup("").join(written_part(part, form, setting) for part in parts_of(plan))
    guide = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in (*_GUIDE, *told_of(plan.left_out, elsewhere)))
    source = Markup('<p class="sumber">Sumber: {}</p>').format(plan.source) if plan.source else Markup("")
    line = identity_line(Identity(plan.type, plan.revision, plan.mark))
    body = Markup('<h1>{}</h1>{}<div class="cara">{}</div>{}{}<p class="jati-diri">{}</p>').format(
        plan.title, source, guide, parts, setting.lists(), line
    )
    context = {
        "institusi": {"nama": KOSONG, **with_logo(office)},
        "berkas": {"judul": f"Formulir {plan.title}", "tanggal": ""},
        "kop": letterhead_html(letterhead(office)),
        "kertas": Markup(paper_css(office)),
        "draf": [],
        "gaya_formulir": Markup(home.template(_STYLES).read_text(encoding="utf-8")),
        "isi_formulir": body,
    }
    return html_environment(home).from_string(_PAGE).render(context)
