"""PDF output: the filled page laid out by WeasyPrint, tagged, with nothing fetched but what the templates folders hold."""

from __future__ import annotations

import logging
import mimetypes
import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator.errors import TemplateFault
from generator.home import SHIPPED, Home
from generator.render.html import render_html
from generator.render.rendering import Rendering

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

BASE: Final = "file:///templates/"


def render_pdf(rendering: Rendering) -> bytes:
    """Return the PDF of a rendering: PDF/UA-1, fonts embedded, the same bytes for the same input.

    Raises TemplateFault when the page fails, or asks for something outside the templates folders.
    """
    return pdf_of(render_html(rendering), rendering.document.spec.home, name=rendering.output.template, properties=rendering.properties)


def pdf_of(page: str, home: Home, *, name: str = "", properties: dict[str, str] | None = None) -> bytes:
    """Return the PDF of an HTML page."""
    return layout(page, home, name=name).write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True, custom_metadata=False, finisher=_finisher(properties or {})
    )


def layout(page: str, home: Home, *, name: str = "") -> Any:
    """Return the laid-out document of WeasyPrint, for page numbers as well as for writing."""
    weasyprint = _weasyprint()
    try:
        html = weasyprint.HTML(string=page, base_url=BASE, url_fetcher=_fetcher(home), media_type="print")
        return html.render(font_config=_fonts())
    except TemplateFault:
        raise
    except (ValueError, TypeError, AssertionError, IndexError) as error:
        raise TemplateFault(f"Halaman tidak dapat ditata: {error}.", file=f"templates/{name}") from error


@cache
def _weasyprint() -> Any:
    # The shipped fonts and no others: the machine's own would make other bytes elsewhere.
    os.environ.setdefault("FONTCONFIG_FILE", str(SHIPPED / "templates" / "_shared" / "fonts" / "fonts.conf"))
    try:
        import weasyprint
    except OSError as error:  # Pango is not on the machine
        hint = "DOCX dan XLSX tetap dapat dibuat. Jalankan: borang doctor."
        raise TemplateFault("PDF memerlukan pustaka Pango, yang belum terpasang di komputer ini.", hint=hint) from error
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


@cache
def _fonts() -> Any:
    """Return the one font configuration of the process; a new one per document would leak memory."""
    _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher(home: Home) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class _TemplatesOnly(URLFetcher):
        """Gives `data:` addresses and files of the templates folders, and refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if not url.startswith(BASE):
                raise FatalURLFetchingError(f"Alamat di luar folder templat: {url[:80]}")
            try:
                file = home.template(url[len(BASE) :].split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])
            except TemplateFault as fault:
                raise FatalURLFetchingError(str(fault)) from fault
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    return _TemplatesOnly()


def _finisher(properties: dict[str, str]) -> Any:
    """Return what writes our properties into the document information."""

    def finish(_document: Any, pdf: Any) -> None:
        import pydyf

        for name, value in properties.items():
            pdf.info[name.replace("-", "_")] = pydyf.String(value)

    return finish
