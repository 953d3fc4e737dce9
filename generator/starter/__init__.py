"""A starter template of a document type: the outline of its spec as a template that staff edit on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from generator.outline import outline, page

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

OUTPUTS: Final = {"docx": "docx", "html": "pdf", "xlsx": "xlsx"}
"""The kinds of templates, and the output that each is for."""


def starter(compiled: CompiledSpec, kind: str) -> bytes:
    """Return the starter template of a type; kind: "docx", "html" or "xlsx". The same spec gives the same bytes."""
    return _WRITERS[kind](compiled)


def _docx(compiled: CompiledSpec) -> bytes:
    from generator.starter.docx import starter_docx
    from generator.starter.docx_package import START

    return starter_docx(outline(compiled), compiled.home.template(START).read_bytes(), title=compiled.spec.title)


def _html(compiled: CompiledSpec) -> bytes:
    return page(outline(compiled)).encode("utf-8")


def _xlsx(compiled: CompiledSpec) -> bytes:
    from generator.starter.xlsx import starter_xlsx

    return starter_xlsx(outline(compiled), compiled)


_WRITERS: Final[dict[str, Callable[[CompiledSpec], bytes]]] = {"docx": _docx, "html": _html, "xlsx": _xlsx}
