"""XLSX output: the spec's workbook template filled with the document's context."""

from __future__ import annotations

from functools import cache

from generator import formatting
from generator.charts import Chart
from generator.ooxml.notice_sheet import with_notice_sheet
from generator.ooxml.package import read_parts, write_parts
from generator.render.rendering import Rendering
from generator.render.xlsx import fill
from generator.richtext import LongText, parse, to_plain
from validators.expressions import ExactEnvironment, exact_environment


def render_workbook(rendering: Rendering) -> bytes:
    """Return the filled workbook of a rendering. Raises TemplateFault with sheet and cell when the template fails."""
    template = rendering.document.compiled.home.template(rendering.output.template)
    data = fill(
        template.read_bytes(),
        rendering.context,
        _environment(),
        name=rendering.output.template,
        properties=rendering.properties,
        draft=bool(rendering.draft_notes),
    )
    if not rendering.draft_notes:
        return data
    return write_parts(with_notice_sheet(read_parts(data), "DRAF", rendering.draft_lines))


@cache
def _environment() -> ExactEnvironment:
    """Return the environment of workbooks, one for the process: what is compiled of a template is kept by it."""
    return exact_environment(formatting.FILTERS, finalize=_show)


def _show(value: object) -> object:
    if isinstance(value, Chart):  # a workbook's charts are its template's own, native and editable
        return ""
    return to_plain(parse(value)) if isinstance(value, LongText) else formatting.show(value)
