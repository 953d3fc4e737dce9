"""The PDF of a rendering by typst; None, noted, where it prints by the other engine."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from generator.errors import TemplateFault
from generator.home import Home
from generator.render.html import SHARED_PAGE
from generator.render.rendering import Rendering
from generator.render.typst.engine import LIBRARY, SHARED_MAIN, as_json, compiled
from generator.render.typst.flow import document_data
from generator.render.typst.letters import missing
from generator.render.typst.overlay import overlaid
from generator.render.typst.own import filled
from generator.render.typst.words import Files
from validators.expressions import ExpressionFault
from validators.findings import Severity
from validators.messages import finding

_MOST_NAMED: Final = 5


def render_typst(rendering: Rendering) -> bytes | None:
    """Return the PDF of a rendering: PDF/UA-1, fonts embedded, the same bytes for the same input.

    None where it holds letters that no shipped font has, which is noted. Raises TemplateFault when the template fails, MissingEngine
    where typst is not installed.
    """
    home, name = rendering.document.compiled.home, rendering.output.template
    if name:
        main, data, files, lines = filled(rendering)
        lacking = missing(main + data)
    else:
        main, files = SHARED_MAIN, Files()
        data = as_json(_shared_data(rendering, files))
        lines, lacking = (lambda line: line), missing(data)
    if lacking:
        rendering.noted.append(finding("pdf-huruf-lain", severity=Severity.NOTE, huruf=" ".join(lacking[:_MOST_NAMED])))
        return None

    def setter(text: str, said: str) -> bytes:
        return compiled(home, text, said, files.held, name=name, lines=lines)

    over = overlaid(main, data, files.held, setter) if name and _has_shipped_library(home) else None
    return setter(main, data) if over is None else over


@lru_cache(maxsize=8)
def _has_shipped_library(home: Home) -> bool:
    """Whether the library is the shipped one; an office's own may do anything with the texts that go through it."""
    return not home.is_own_template(LIBRARY)


def _shared_data(rendering: Rendering, files: Files) -> dict[str, Any]:
    try:
        return document_data(rendering, files)
    except ExpressionFault as problem:
        message = f"Templat gagal diisi: {problem.message}"
        raise TemplateFault(message, file=f"templates/{SHARED_PAGE}", code="templat-gagal-diisi") from problem
