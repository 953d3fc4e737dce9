"""The charts of a scored document: each `charts:` entry of the spec drawn from its rows."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from generator.charts.model import Chart, chart_from_rows, chart_of_pairs, description
from generator.charts.typeface import Fonts
from generator.home import SHIPPED
from generator.render.page_contents import title_html
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import ChartText

_FONTS = SHIPPED / "templates" / "_shared" / "fonts" / "liberation-sans"


@cache
def chart_fonts() -> Fonts:
    """Return the shipped font that charts are lettered in."""
    return Fonts.within(_FONTS)


def charts_of(compiled: CompiledSpec, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the charts of a scored scope by name; `KOSONG` where their rows are unsound or there is nothing to compare.

    Raises SpecFault when a chart's rows cannot be had.
    """
    return {chart.name: _chart(chart, compiled, scope) for chart in compiled.spec.charts}


def _chart(chart: ChartText, compiled: CompiledSpec, scope: Mapping[str, Any]) -> Any:
    try:
        rows = compiled.chart_rows[chart.name].evaluate(scope)
    except ExpressionFault as problem:
        raise compiled.fault(problem.message, chart.line, code="grafik-gagal") from problem
    if is_absent(rows) or any(is_absent(row) and row is not KOSONG for row in rows):
        return KOSONG
    chart_type: Any = chart.type
    if isinstance(rows, Mapping):
        made = chart_of_pairs(chart_type, rows, title=chart.caption or chart.title, alt=chart.alt, unit=chart.unit, labels=chart.labels)
        return made if made.is_telling else KOSONG
    columns = {column: chart.labels.get(column, column.replace("_", " ")) for column in chart.series}
    try:
        made = chart_from_rows(
            chart_type,
            rows,
            title=chart.caption or chart.title,
            alt=chart.alt,
            category=chart.category,
            series=columns,
            unit=chart.unit,
            start=chart.start or "mulai",
            end=chart.finish or "selesai",
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise compiled.fault(f"Grafik {chart.name} tidak dapat digambar: {problem}.", chart.line, code="grafik-gagal") from problem
    return made if made.is_telling else KOSONG


def picture_html(chart: Chart) -> Markup:
    """Return a chart as a picture for a page: drawn as SVG, with alternative text."""
    from generator.charts.parts import parts

    drawn = Markup("").join(_part_html(part) for part in parts(replace(chart, title=""), chart_fonts()))
    return Markup("<figure>{}{}</figure>").format(drawn, title_html("gambar", chart.title))


def _part_html(chart: Chart) -> Markup:
    from generator.charts.picture import to_svg

    encoded = base64.b64encode(to_svg(chart, chart_fonts()).encode("utf-8")).decode("ascii")
    style = f"width: {chart.width_mm}mm"
    return Markup('<img class="grafik" style="{}" src="data:image/svg+xml;base64,{}" alt="{}">').format(
        style, encoded, escape(description(chart))
    )
