"""A starter template of a document type: the outline of its spec as a template that staff edit on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from generator.outline.html import page
from generator.outline.walk import outline

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

OUTPUTS: Final = {"docx": "docx", "html": "pdf", "xlsx": "xlsx"}
"""The media of templates, and the output that each is for."""


def starter(compiled: CompiledSpec, medium: str, layout: str = "") -> bytes:
    """Return the starter template of a type; medium: "docx", "html" or "xlsx". The same spec gives the same bytes.

    layout: one of `LAYOUTS`, "" for what the spec says; a workbook has none.
    """
    return _WRITERS[medium](compiled, layout or compiled.spec.layout)


def _docx(compiled: CompiledSpec, layout: str) -> bytes:
    from generator.render.word_start import START
    from generator.starter.docx import starter_docx

    start = compiled.home.template(START).read_bytes()
    return starter_docx(outline(compiled, layout), start, title=compiled.spec.title, layout=layout)


def _html(compiled: CompiledSpec, layout: str) -> bytes:
    return page(outline(compiled, layout), layout).encode("utf-8")


def _xlsx(compiled: CompiledSpec, _: str) -> bytes:
    from generator.starter.xlsx import starter_xlsx

    return starter_xlsx(outline(compiled, _FORM), compiled)


_FORM: Final = "formulir"
_WRITERS: Final[dict[str, Callable[[CompiledSpec, str], bytes]]] = {"docx": _docx, "html": _html, "xlsx": _xlsx}
