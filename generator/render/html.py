"""HTML pages for PDF: the type's own page, or the shared one; everything a page may load stands in the templates folders."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, Template, TemplateError, TemplateNotFound
from markupsafe import Markup

from generator import formatting
from generator.charts.model import Chart
from generator.errors import TemplateFault
from generator.fields.image import Gambar
from generator.guard import PAGE_TEMPLATE, admit
from generator.home import Home
from generator.outline.html import page
from generator.outline.walk import outline
from generator.render.cover import covering
from generator.render.letterhead import letterhead
from generator.render.logo import logo_file
from generator.render.page_bounds import page_problem
from generator.render.page_contents import CONTENTS_MARK, LIST_MARKS, title_html, with_contents, with_numbers
from generator.render.page_masters import address, cover_html, letterhead_html, signature_html
from generator.render.paper import paper_css, running_text
from generator.render.pictures import picture_html
from generator.render.placing import placing
from generator.render.rendering import Rendering
from generator.render.signatures import signing
from generator.render.tag_faults import fault_of
from generator.render.titles import titles
from generator.richtext import ListItem, LongText, blocks_of, marked_items, parse, to_html, to_inline_html
from validators.absence import KOSONG
from validators.expressions import ExactEnvironment, exact_environment

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

SHARED_PAGE: Final = "halaman bawaan"


def render_html(rendering: Rendering) -> str:
    """Return the filled page of a rendering, of a type without a page of its own the shared one.

    Raises TemplateFault with file and line when the template fails.
    """
    name = rendering.output.template or SHARED_PAGE
    environment = html_environment(rendering.document.compiled.home)
    context = {
        **rendering.context,
        "institusi": with_logo(rendering.document.given.institution),
        "berkas": {"judul": rendering.title, "tanggal": rendering.created.isoformat() if rendering.created else ""},
        "kop": letterhead_html(letterhead(rendering.document.given.institution)),
        "kertas": Markup(paper_css(running_text(rendering.document))),
        **signing(rendering.document.given.institution, rendering.document.type.id, signature_html),
        **placing(rendering.document.given.institution, rendering.document.type.id, address),
        "draf": list(rendering.draft_notes),
        **titles(title_html),
        **covering(rendering.document.given.institution, rendering.created, cover_html),
        "daftar_isi": CONTENTS_MARK,
        **{f"daftar_{titled}": mark for titled, mark in LIST_MARKS.items()},
    }
    try:
        page = with_contents(with_numbers(_template(rendering, environment).render(context)))
    except TemplateNotFound as error:
        raise TemplateFault(f"Templat {error.name} tidak ditemukan.", file=f"templates/{name}", code="templat-tidak-ada") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise fault_of(error, name, rendering.document.compiled.home) from error
    if problem := page_problem(page):
        raise TemplateFault(
            problem, file=f"templates/{name}", hint="Kecilkan bilangannya, atau bagi tabelnya.", code="tabel-melewati-batas"
        )
    return page


def _template(rendering: Rendering, environment: ExactEnvironment) -> Template:
    if rendering.output.template:
        return environment.get_template(rendering.output.template)
    return _shared_template(rendering.document.compiled)


@lru_cache(maxsize=64)
def _shared_template(compiled: CompiledSpec) -> Template:
    return html_environment(compiled.home).from_string(shared_page(compiled))


def shared_page(compiled: CompiledSpec) -> str:
    """Return the page, as a template, of a type that brings none of its own."""
    return page(outline(compiled), compiled.spec.layout)


@lru_cache(maxsize=8)
def html_environment(home: Home) -> ExactEnvironment:
    """Return the environment of a home's pages; made once."""
    folders = [str(folder) for folder in home.template_folders()]
    return exact_environment(formatting.FILTERS, finalize=show_html, autoescape=True, loader=_GatedLoader(folders))


class _GatedLoader(FileSystemLoader):
    """Loads pages, and what they include, that have passed the gate."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a page's text. Raises TemplateFault for what is no text."""
        shown = f"templates/{template}"
        try:
            text, file, is_current = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = f"baris {error.object[: error.start].count(10) + 1}"
            raise TemplateFault(
                "Tulisan templat bukan UTF-8.", file=shown, place=line, hint='Simpan ulang dengan pengodean "UTF-8".', code="bukan-utf8"
            ) from error
        admit(Path(file).read_bytes(), shown, PAGE_TEMPLATE, fault=TemplateFault)
        return text, file, is_current


def show_html(value: Any) -> Any:
    """Return how a value prints in a page: long text laid out, a chart as its picture, everything else as text."""
    if isinstance(value, Chart):
        return picture_html(value)
    if isinstance(value, Gambar):
        return _picture(value)
    if isinstance(value, ListItem):
        return Markup(to_inline_html(blocks_of(value)))
    if isinstance(value, LongText):
        return Markup(to_html(parse(value)))
    items = marked_items(value)
    return Markup("; ").join(_on_a_line(item) for item in items) if items else formatting.printed(value)


def _on_a_line(value: Any) -> Any:
    """Return how an item of a list prints among the others on one line."""
    return Markup(to_inline_html(blocks_of(value))) if isinstance(value, LongText) else show_html(value)


def _picture(value: Gambar) -> Markup:
    """Return a picture of the form for a page, as large as the box for pictures lets it be."""
    width, _ = value.size_mm
    encoded = base64.b64encode(value.data).decode("ascii")
    return Markup('<img class="gambar" style="width: {}mm; max-width: 100%" src="data:{};base64,{}" alt="{}">').format(
        width, value.media, encoded, value.words
    )


def with_logo(institution: Mapping[str, Any]) -> dict[str, Any]:
    """Return the institution's settings with the logo as a `data:` address, so that a page need not read outside its folder."""
    file = logo_file(institution)
    if file is None:
        return {**institution, "logo": KOSONG}
    return {**institution, "logo": address(file)}
