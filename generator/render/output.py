"""One output of a scored document: the renderer of its kind, given the template and what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.document import Document
from generator.errors import MissingEngine
from generator.render.context import context_of
from generator.render.rendering import Made, Rendering
from validators.expressions import ExpressionFault
from validators.findings import Finding, Severity
from validators.messages import finding

if TYPE_CHECKING:
    from generator.render.docx.finish import ContentsEntry
    from generator.spec.model import Output


def render(document: Document, scope: Mapping[str, Any], output: Output, *, draft_notes: tuple[str, ...] = ()) -> Made:
    """Return one output of a scored document, made whole in memory.

    draft_notes: what is wrong, printed in a draft; empty for a finished document. Raises TemplateFault when the template fails,
    SpecFault when the file's name cannot be had.
    """
    rendering = Rendering(document, context_of(document.compiled, scope), output, draft_notes)
    noted: list[Finding] = []
    rendering = replace(rendering, contents=partial(_twin_headings, rendering, noted))
    data, findings = _written(rendering)
    try:
        filename = document.compiled.filenames[output.kind](rendering.context)
    except ExpressionFault as problem:
        raise document.compiled.fault(problem.message, output.line) from problem
    return Made(f"DRAF-{filename}" if draft_notes else filename, data, output.kind, (*noted, *findings))


def render_all(
    document: Document,
    scope: Mapping[str, Any],
    outputs: Iterable[Output],
    *,
    draft_notes: tuple[str, ...] = (),
) -> tuple[list[Made], list[MissingEngine]]:
    """Return the outputs of a scored document that this machine can make, and why it cannot make the others.

    Raises what `render` raises, and MissingEngine where nothing can be made.
    """
    made: list[Made] = []
    lacking: list[MissingEngine] = []
    for output in outputs:
        try:
            made.append(render(document, scope, output, draft_notes=draft_notes))
        except MissingEngine as fault:
            lacking.append(fault)
    if lacking and not made:
        raise lacking[0]
    return made, lacking


def _twin_headings(rendering: Rendering, noted: list[Finding]) -> Sequence[ContentsEntry] | None:
    """Return the headings of the type's PDF, made from the same data, with their pages; None, noted, where no PDF can be made."""
    from generator.render.docx.finish import ContentsEntry
    from generator.render.pdf import headings, is_installed

    twin = next((output for output in rendering.document.type.outputs if output.kind == "pdf"), None)
    if twin is None or not is_installed():
        noted.append(finding("daftar-isi-tanpa-halaman", severity=Severity.NOTE))
        return None
    return [ContentsEntry(level, text, page) for level, text, page in headings(replace(rendering, output=twin))]


def _written(rendering: Rendering) -> tuple[bytes, tuple[Finding, ...]]:
    """Return a rendering's bytes; a PDF of the user's own Word template is made from what that gives, where LibreOffice is."""
    output = _own_word_output(rendering)
    if output is None:
        return _renderer(rendering.output.kind)(rendering), ()
    from generator.render.office import pdf_of_docx

    data = pdf_of_docx(_renderer("docx")(replace(rendering, output=output)))
    if data is not None:
        return data, ()
    return _renderer("pdf")(rendering), (finding("pdf-tanpa-halaman", severity=Severity.NOTE),)


def _own_word_output(rendering: Rendering) -> Output | None:
    """Return the DOCX output that a PDF follows: its template is the user's own, and no page is (TPL-05)."""
    compiled = rendering.document.compiled
    if rendering.output.kind != "pdf" or compiled.home.is_own_template(rendering.output.template):
        return None
    outputs = (output for output in compiled.spec.outputs if output.kind == "docx")
    return next((output for output in outputs if compiled.home.is_own_template(output.template)), None)


def _renderer(kind: str) -> Callable[[Rendering], bytes]:
    if kind == "docx":
        from generator.render.docx import render_docx

        return render_docx
    if kind == "xlsx":
        from generator.render.workbook import render_workbook

        return render_workbook
    from generator.render.pdf import render_pdf

    return render_pdf
