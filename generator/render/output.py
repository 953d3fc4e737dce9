"""The outputs of a scored document: each prepared once for its type and office, then filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from generator.document import Document, Scored
from generator.errors import MissingEngine
from generator.render.context import context_of
from generator.render.engines import asked
from generator.render.prepared import converted, prepare
from generator.render.rendering import OutputFile

if TYPE_CHECKING:
    from generator.spec.model import Output


def render(document: Document, scope: Mapping[str, Any], output: Output, *, draft_notes: tuple[str, ...] = ()) -> OutputFile:
    """Return one output of a scored document, made whole in memory.

    draft_notes: what is wrong, printed in a draft; empty for a finished document. Raises TemplateFault when the template fails,
    SpecFault when the file's name cannot be had.
    """
    prepared = prepare(document.compiled, output, document.given.institution)
    return converted([prepared.made(Scored(document.given, scope), context_of(document.compiled, scope), draft_notes=draft_notes)])[0]


def render_all(
    document: Document,
    scope: Mapping[str, Any],
    outputs: Iterable[Output],
    *,
    draft_notes: tuple[str, ...] = (),
    engine: str = "",
) -> tuple[list[OutputFile], list[MissingEngine]]:
    """Return the outputs of a scored document that this machine can make, and why it cannot make the others.

    engine: which is to print PDF, "" for that of each output. What is made may still have to be `converted`, with that of other documents
    at once. Raises what `render` raises, and MissingEngine where nothing can be made.
    """
    made: list[OutputFile] = []
    lacking: list[MissingEngine] = []
    scored, context = Scored(document.given, scope), context_of(document.compiled, scope)
    laid_out: dict[Output, Any] = {}
    for output in (asked(output, engine, document.compiled.home) for output in outputs):
        prepared = prepare(document.compiled, output, document.given.institution)
        try:
            made.append(prepared.made(scored, context, draft_notes=draft_notes, laid_out=laid_out))
        except MissingEngine as fault:
            lacking.append(fault)
    if lacking and not made:
        raise lacking[0]
    return made, lacking
