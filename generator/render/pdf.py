"""PDF output: the filled page laid out by WeasyPrint, tagged, with nothing fetched but what the templates folders hold."""

from __future__ import annotations

import atexit
import io
import logging
import mimetypes
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from generator.errors import MissingEngine, TemplateFault
from generator.guard import fault_of, fetched_refusal
from generator.home import SHIPPED, Home
from generator.render.html import render_html
from generator.render.page_contents import tell_pages, titles_of, true_pages
from generator.render.page_keeping import keep_together
from generator.render.pango import advice
from generator.render.paper import running_text
from generator.render.rendering import Rendering

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

BASE: Final = "file:///templates/"
# How often a page is laid out anew until its lists tell the pages that they themselves bring about.
_MOST_PASSES: Final = 4
_USUAL: Final[Mapping[str, Any]] = {}


def render_pdf(rendering: Rendering) -> bytes:
    """Return the PDF of a rendering: PDF/UA-1, fonts embedded, the same bytes for the same input.

    Raises TemplateFault when the page fails, or asks for something outside the templates folders.
    """
    return _written(_laid_out(rendering)[0], rendering.output.template, rendering.properties)


def pdf_of(page: str, home: Home, *, name: str = "", office: Mapping[str, Any] = _USUAL) -> bytes:
    """Return the PDF of an HTML page. office: whose paper and letters it has."""
    return _written(lay_out(page, home, name=name, office=office), name, {})


def _written(laid_out: Any, name: str, properties: dict[str, str]) -> bytes:
    with _faults_of(name):
        return laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, custom_metadata=False, finisher=_finisher(properties))


def _laid_out(rendering: Rendering) -> tuple[Any, tuple[tuple[str, str], ...]]:
    """Return a rendering's page laid out, and its numbered titles by their ids; once for all that is made of a document."""
    if rendering.output not in rendering.laid_out:
        page = render_html(rendering)
        laid_out = lay_out(page, rendering.document.compiled.home, name=rendering.output.template, office=running_text(rendering.document))
        rendering.laid_out[rendering.output] = (laid_out, tuple(titles_of(page)))
    return rendering.laid_out[rendering.output]


def headings(rendering: Rendering) -> Iterator[tuple[int, str, int]]:
    """Yield (level, text, page) of every heading of a rendering's page as it is printed, of numbered titles with level 0.

    Raises TemplateFault when the page fails.
    """
    laid_out, titles = _laid_out(rendering)
    yield from _flattened(laid_out.make_bookmark_tree(), 1)
    places = {name: number for number, one in enumerate(laid_out.pages, start=1) for name in one.anchors}
    yield from ((0, words, places[name]) for name, words in titles if name in places)


def _flattened(bookmarks: Any, level: int) -> Iterator[tuple[int, str, int]]:
    for label, (page, _, _), below, _ in bookmarks:
        yield level, label, page + 1
        yield from _flattened(below, level + 1)


def is_installed() -> bool:
    """Whether pages can be laid out on this machine."""
    try:
        _weasyprint()
    except MissingEngine:
        return False
    return True


def lay_out(page: str, home: Home, *, name: str = "", office: Mapping[str, Any] = _USUAL) -> Any:
    """Return the laid-out document of WeasyPrint, for page numbers as well as for writing. office: whose paper and letters the page has."""
    weasyprint = _weasyprint()
    with _faults_of(name):
        html = weasyprint.HTML(string=page, base_url=BASE, url_fetcher=_fetcher(home), media_type="print")
        root = html.etree_element
        keep_together(root, office)
        laid_out = html.render(font_config=_fonts(), presentational_hints=True)
        for _ in range(_MOST_PASSES):
            places = true_pages(laid_out)
            if not places:
                break
            tell_pages(root, places)
            laid_out = html.render(font_config=_fonts(), presentational_hints=True)
        return laid_out


@contextmanager
def _faults_of(name: str) -> Iterator[None]:
    """Turn what WeasyPrint raises about a page into a fault of its template; what it refuses to fetch is no `Exception`."""
    _weasyprint()
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as refused:
        raise TemplateFault(
            f"{refused}.", file=f"templates/{name}", hint="Taruh berkasnya di folder templat.", code="halaman-memuat-luar"
        ) from refused
    except RecursionError as error:
        message = "Halaman tidak dapat ditata: unsur di dalam unsurnya terlalu dalam."
        raise TemplateFault(message, file=f"templates/{name}", code="halaman-tidak-tertata") from error
    except (ValueError, TypeError, LookupError, AssertionError) as error:
        raise TemplateFault(f"Halaman tidak dapat ditata: {error}.", file=f"templates/{name}", code="halaman-tidak-tertata") from error


def _weasyprint() -> Any:
    """Return WeasyPrint; raises MissingEngine on a machine without Pango."""
    loaded = _loaded()
    if isinstance(loaded, OSError):
        message = "PDF memerlukan pustaka Pango, yang belum terpasang di komputer ini."
        raise MissingEngine(message, hint=f"Cara memasangnya: {advice()}.", code="pango-tidak-ada") from loaded
    return loaded


@cache
def _loaded() -> Any:
    """Return WeasyPrint, or why it cannot be loaded: asked once, and without the English banner that it prints each time."""
    # The shipped fonts and no others: the machine's own would make other bytes elsewhere.
    os.environ.setdefault("FONTCONFIG_FILE", str(SHIPPED / "templates" / "_shared" / "fonts" / "fonts.conf"))
    _provide_font_cache()
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            import weasyprint
    except OSError as error:  # Pango is not on the machine
        return error
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


def _provide_font_cache() -> None:
    """Give fontconfig a folder for its cache where the user has none: it would complain in English at every page."""
    if os.name == "nt":  # fontconfig has a folder of its own there
        return
    home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("HOME") and str(Path(os.environ["HOME"]) / ".cache"))
    try:
        if home:
            folder = Path(home) / "fontconfig"
            folder.mkdir(parents=True, exist_ok=True)
        if home and os.access(Path(home) / "fontconfig", os.W_OK):
            return
    except OSError:
        pass  # no home, or one that cannot be written: a service's user, a locked-down machine
    own = tempfile.mkdtemp(prefix="borang-huruf-")
    os.environ["XDG_CACHE_HOME"] = own
    atexit.register(shutil.rmtree, own, ignore_errors=True)


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
                file = home.template(unquote(url[len(BASE) :].split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]))
            except TemplateFault as fault:
                raise FatalURLFetchingError(f"{fault.file} tidak ditemukan") from fault
            data = file.read_bytes()
            if (refused := fetched_refusal(data, file.name)) is not None:
                fault = fault_of(refused, file.name)
                raise FatalURLFetchingError(f"{fault.message.rstrip('.')}")
            media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return _TemplatesOnly()


def _finisher(properties: dict[str, str]) -> Any:
    """Return what writes our properties into the document information."""

    def finish(_document: Any, pdf: Any) -> None:
        import pydyf

        for name, value in properties.items():
            pdf.info[name.replace("-", "_")] = pydyf.String(value)

    return finish
