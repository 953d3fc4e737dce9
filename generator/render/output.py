"""One output of a scored document: the renderer of its kind, given the template and what it sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from generator.document import Document
from generator.render.context import context_of
from generator.render.rendering import Made, Rendering

if TYPE_CHECKING:
    from generator.spec.model import Output


def render(document: Document, scope: Mapping[str, Any], output: Output, *, draft_notes: tuple[str, ...] = ()) -> Made:
    """Return one output of a scored document, made whole in memory.

    draft_notes: what is wrong, printed in a draft; empty for a finished document. Raises TemplateFault when the template fails.
    """
    rendering = Rendering(document, context_of(document.spec, scope), output, draft_notes)
    data = _renderer(output.kind)(rendering)
    filename = document.spec.filenames[output.kind](rendering.context)
    return Made(f"DRAF-{filename}" if draft_notes else filename, data, output.kind)


def _renderer(kind: str) -> Callable[[Rendering], bytes]:
    if kind == "docx":
        from generator.render.docx import render_docx

        return render_docx
    if kind == "xlsx":
        from generator.render.workbook import render_workbook

        return render_workbook
    from generator.render.pdf import render_pdf

    return render_pdf
