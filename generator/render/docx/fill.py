"""Fills a Word template with docxtpl: own sandboxed environment, autoescape, unknown names are faults with their paragraph."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
from pathlib import Path
from typing import Any

import jinja2
import lxml.etree
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from markupsafe import Markup, escape

from generator import formatting
from generator.charts import Chart
from generator.errors import TemplateFault
from generator.render.docx.finish import CONTENTS_MARK, LongTextStore
from generator.render.docx.picture import ChartImage
from generator.render.logo import logo_file
from generator.render.rendering import Rendering
from generator.render.tag_faults import sentence
from generator.richtext import LongText
from validators.absence import KOSONG
from validators.expressions import exact_environment

UNREADABLE = (KeyError, ValueError, OSError, RuntimeError, zipfile.BadZipFile, lxml.etree.LxmlError)
"""What reading a file that is no sound Word document ends in."""

_FAILURES = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
_TEMPLATE_FRAME = "<template>"
_TAGS = re.compile(r"<[^>]+>")
_LOGO_HEIGHT = Mm(20)
_DOCXTPL_ESCAPES = re.compile(r"\{_[{%]|[}%]_\}")


class _Template(DocxTemplate):
    """A Word template that says in which paragraph it fails."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(io.BytesIO(data))
        self.fault_name = name

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Return the filled XML of a part; raises TemplateFault with the paragraph that failed."""
        try:
            return super().render_xml_part(src_xml, part, context, jinja_env)
        except _FAILURES as error:
            raise self._fault(error, src_xml, part) from error

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Fill the properties of the file (title, author ...); raises TemplateFault when one fails."""
        try:
            super().render_properties(context, jinja_env)
        except _FAILURES as error:
            message = str(getattr(error, "message", None) or error).rstrip(".")
            raise TemplateFault(f"Templat gagal diisi: {message}.", file=f"templates/{self.fault_name}", place="properti berkas") from error

    def _fault(self, error: Exception, src_xml: str, part: Any) -> TemplateFault:
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).splitlines()
        frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE_FRAME]
        line = error.lineno if isinstance(error, jinja2.TemplateSyntaxError) else (frames[-1] if frames else 1)
        text = _TAGS.sub("", lines[(line or 1) - 1]).strip() if line and line <= len(lines) else ""
        where = _PARTS.get(Path(str(part.partname)).stem.rstrip("0123456789"), "isi")
        place = f"{where}, paragraf {max((line or 1) - 1, 1)}" + (f" “{text[:80]}”" if text else "")
        return TemplateFault(f"Templat gagal diisi: {sentence(error)}.", file=f"templates/{self.fault_name}", place=place)


_PARTS = {"header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki", "document": "isi"}


def render_docx(rendering: Rendering) -> bytes:
    """Return the filled and finished Word document of a rendering.

    Raises TemplateFault when the template cannot be read, or fails, with its paragraph.
    """
    from generator.render.docx.complete import complete

    name = rendering.output.template
    data = rendering.document.compiled.home.template(name).read_bytes()
    try:
        template = _Template(data, name)
        template.render_init()
    except UNREADABLE as error:
        raise TemplateFault("Templat ini bukan berkas Word (.docx) yang utuh.", file=f"templates/{name}") from error
    store = LongTextStore()
    environment = exact_environment(formatting.FILTERS, finalize=lambda value: _show(value, store), autoescape=True)
    template.render(_context(rendering, template), environment, autoescape=True)
    written = io.BytesIO()
    template.save(written)
    return complete(written.getvalue(), rendering, store)


def _show(value: Any, store: LongTextStore) -> Any:
    """Return how a value prints in Word: a long text as its mark, everything else as text that docxtpl leaves as it is."""
    if isinstance(value, LongText):
        return store.mark(value)
    shown = formatting.show(value)
    return _kept(shown) if isinstance(shown, str) and not hasattr(shown, "__html__") else shown


def _kept(text: str) -> str | Markup:
    """Return text with docxtpl's own escapes (`{_{` and the like, which it would turn into tags) put out of its reach."""
    if "_" not in text or not _DOCXTPL_ESCAPES.search(text):
        return text
    return Markup(_DOCXTPL_ESCAPES.sub(lambda found: found.group().replace("_", "&#95;"), str(escape(text))))


def _context(rendering: Rendering, template: DocxTemplate) -> dict[str, Any]:
    logo = logo_file(rendering.document.given.institution)
    picture: Any = KOSONG if logo is None else InlineImage(template, str(logo), height=_LOGO_HEIGHT)
    charts = {name: value for name, value in rendering.context.items() if isinstance(value, Chart)}
    pictures = {name: ChartImage(template, chart, number) for number, (name, chart) in enumerate(charts.items(), start=1)}
    return {
        **rendering.context,
        **pictures,
        "institusi": {**rendering.document.given.institution, "logo": picture},
        "draf": list(rendering.draft_notes),
        "daftar_isi": CONTENTS_MARK,
    }
