"""Native charts of a starter workbook, drawn from the repeated row of a table: filling the template makes their ranges grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.charts.scene import PALETTE
from generator.starter.xlsx_sheets import TablePlace

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.spec.model import ChartText

_WIDTH_CM: Final = 15.0
_HEIGHT_CM: Final = 8.0
_BELOW: Final = 4
_ROWS: Final = 18


def add_chart(sheet: Worksheet, chart: ChartText, drawn: TablePlace) -> None:
    """Put a chart below its table: bars or a pie; a heat map is coloured cells, a Gantt chart stays a table of dates."""
    if chart.kind == "heatmap":
        _colour_scale(sheet, chart, drawn)
    elif chart.kind != "gantt":
        _put(sheet, _bars(chart) if chart.kind != "pie" else _pie(), chart, drawn)


def _put(sheet: Worksheet, made: Any, chart: ChartText, drawn: TablePlace) -> None:
    from openpyxl.chart import Reference
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.chart.series_factory import SeriesFactory
    from openpyxl.utils import column_index_from_string

    def cells(name: str, row: int) -> Reference:
        column = column_index_from_string(drawn.columns[name])
        return Reference(sheet, min_col=column, min_row=row)

    for number, name in enumerate(chart.series[:1] if chart.kind == "pie" else chart.series):
        series: Any = SeriesFactory(cells(name, drawn.pattern))
        series.tx = SeriesLabel(strRef=_text_reference(cells(name, drawn.head)))
        if chart.kind != "pie":
            series.graphicalProperties.solidFill = PALETTE[(number if len(chart.series) > 1 else 2) % len(PALETTE)].lstrip("#")
        made.series.append(series)
    made.set_categories(cells(chart.category, drawn.pattern))
    made.title = chart.title or None
    made.width, made.height = _WIDTH_CM, _HEIGHT_CM
    count = len(getattr(sheet, "_charts", ()))
    sheet.add_chart(made, f"A{drawn.pattern + _BELOW + count * _ROWS}")


def _text_reference(cells: Any) -> Any:
    from openpyxl.chart.data_source import StrRef

    return StrRef(f=str(cells))


def _bars(chart: ChartText) -> Any:
    from openpyxl.chart import BarChart

    made = BarChart()
    made.type = "col"
    if chart.kind == "stacked":
        made.grouping, made.overlap = "stacked", 100
    made.x_axis.delete = made.y_axis.delete = False
    if len(chart.series) == 1:
        made.legend = None
    return made


def _pie() -> Any:
    from openpyxl.chart import PieChart

    return PieChart()


def _colour_scale(sheet: Worksheet, chart: ChartText, drawn: TablePlace) -> None:
    from openpyxl.formatting.rule import ColorScaleRule

    rule = ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color=PALETTE[2].lstrip("#"))
    for name in chart.series:
        cell = f"{drawn.columns[name]}{drawn.pattern}"
        sheet.conditional_formatting.add(f"{cell}:{cell}", rule)
