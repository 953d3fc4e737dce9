"""Runs a type on invented documents, so that what only shows when it runs is known before any data comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

from generator.errors import BorangError
from generator.examine import Examination, examine
from generator.invention import Invention, invented, left_to_defaults
from generator.render.context import context_of
from generator.render.engines import is_typst
from generator.render.rendering import Rendering
from generator.spec.compile import CompiledSpec
from generator.spec.model import Output
from generator.workers import document_begins, document_ends
from validators.expressions import ExpressionFault

Trouble: TypeAlias = tuple[BorangError, Invention]
_NOTE: Final = "isian karangan"


def trial(compiled: CompiledSpec, outputs: Iterable[Output]) -> Iterator[Trouble]:
    """Yield what stops invented documents of a type on their way to these outputs, a fault a place, with the first that met it.

    A page is filled, not set: what PDF makes of a page does not depend on the type.
    """
    wanted = list(outputs)
    met: set[tuple[str | None, str | None]] = set()
    defaulted = [left_to_defaults(compiled)] if compiled.defaults else []
    for one in (*invented(compiled), *defaulted):
        document_begins()
        faults = list(_faults(one, wanted if one not in defaulted else []))
        document_ends()
        for fault in faults:
            if (fault.file, fault.place) not in met:
                met.add((fault.file, fault.place))
                yield fault, one


def _faults(one: Invention, outputs: list[Output]) -> Iterator[BorangError]:
    try:
        examined = examine(one.document)
        context = context_of(one.document.compiled, examined.scope)
    except BorangError as fault:
        yield fault
        return
    for output in outputs:
        try:
            _filled(examined, context, output)
        except BorangError as fault:
            yield fault


def _filled(examined: Examination, context: dict[str, Any], output: Output) -> None:
    document = examined.document
    lane = _typst if is_typst(output) else _lane(output.medium)
    notes = (_NOTE,) if examined.findings.has_errors else ()
    lane(Rendering(document, {**context, "institusi": document.given.institution}, output, notes))
    try:
        document.compiled.filenames[output.name](context)
    except ExpressionFault as problem:
        raise document.compiled.fault(problem.message, output.line, code="nama-berkas-gagal") from problem


def _typst(rendering: Rendering) -> None:
    """Fill what typst prints, and set it: what is wrong with a template of its own shows only then."""
    from generator.render.typst import render_typst

    render_typst(rendering)


def _lane(medium: str) -> Callable[[Rendering], Any]:
    if medium == "docx":
        from generator.render.docx import render_docx

        return render_docx
    if medium == "xlsx":
        from generator.render.workbook import render_workbook

        return render_workbook
    from generator.render.html import render_html

    return render_html
