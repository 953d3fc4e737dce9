"""Native charts of a starter workbook, drawn from the repeated row of a table: filling the template makes their ranges grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.charts.scene import PALETTE
from generator.outline.fronts import picture_call
from generator.starter.xlsx_cells import letters
from generator.starter.xlsx_page import SheetPage
from generator.starter.xlsx_tables import TablePlace

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.spec.model import ChartText

LENGTH: Final = "lama_hari"
"""The column of a bar's days beside its start."""
_ROWS: Final = 16
_ROW: Final = 15.0
_GRID: Final = "D9D9D9"


def add_chart(page: SheetPage, chart: ChartText, place: tuple[SheetPage, TablePlace]) -> None:
    """Put a chart below what stands on a page, with its number and title under it. place: its table."""
    source, drawn = place
    made = _pie() if chart.type == "pie" else _gantt() if chart.type == "gantt" else _bars(chart)
    _fill(source.sheet, made, chart, drawn)
    page.gap()
    page.under(chart.name)
    _place(page, made)
    page.put(page.whole, f"{{{{ {picture_call(chart.title)} }}}}", font=letters(10), align="center")
    page.next()
    page.under("")


def _fill(sheet: Worksheet, made: Any, chart: ChartText, drawn: TablePlace) -> None:
    from openpyxl.chart import Reference
    from openpyxl.chart.data_source import AxDataSource, NumData
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.chart.series_factory import SeriesFactory
    from openpyxl.utils import column_index_from_string

    def cells(name: str, row: int) -> Reference:
        return Reference(sheet, min_col=column_index_from_string(drawn.columns[name]), min_row=row)

    names = (chart.start, LENGTH) if chart.type == "gantt" else chart.series[:1] if chart.type == "pie" else chart.series
    for number, name in enumerate(names):
        series: Any = SeriesFactory(cells(name, drawn.pattern))
        series.tx = SeriesLabel(strRef=_text_reference(cells(name, drawn.head)))
        series.cat = AxDataSource(strRef=_text_reference(cells(chart.category, drawn.pattern)))
        series.val.numRef.numCache = NumData(formatCode="General", ptCount=0)
        if chart.type == "gantt" and not number:
            series.graphicalProperties.noFill = True
            series.graphicalProperties.line.noFill = True
        elif chart.type != "pie":
            series.graphicalProperties.solidFill = PALETTE[(number if len(chart.series) > 1 else 2) % len(PALETTE)].lstrip("#")
        made.series.append(series)


def _place(page: SheetPage, made: Any) -> None:
    """Let a chart stand over rows of its own, as wide as the page."""
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start = page.row
    for _ in range(_ROWS):
        page.next(_ROW)
    made.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    corner, end = AnchorMarker(col=0, row=start - 1), AnchorMarker(col=page.columns, row=start - 1 + _ROWS)
    made.anchor = TwoCellAnchor(editAs="twoCell", _from=corner, to=end)
    page.sheet.add_chart(made)


def _text_reference(cells: Any) -> Any:
    """Return a reference with room for a copy of its texts: filling writes it, so that a viewer shows them too."""
    from openpyxl.chart.data_source import StrData, StrRef

    return StrRef(f=str(cells), strCache=StrData(ptCount=0))


def _bars(chart: ChartText) -> Any:
    """Return horizontal bars in the order of their rows, each with its number."""
    from openpyxl.chart import BarChart
    from openpyxl.chart.label import DataLabelList

    made = BarChart()
    made.type = "bar"
    made.gapWidth = 60
    if chart.type == "stacked":
        made.grouping, made.overlap = "stacked", 100
    made.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
    _axes(made, number_format="General")
    if len(chart.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    return made


def _axes(made: Any, *, number_format: str) -> None:
    from openpyxl.chart.shapes import GraphicalProperties

    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.scaling.orientation = "maxMin"
    made.x_axis.tickLblSkip = 1
    made.y_axis.crosses = "max"
    made.y_axis.number_format = number_format
    made.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_line(_GRID))


def _line(colour: str) -> Any:
    from openpyxl.drawing.line import LineProperties

    return LineProperties(solidFill=colour, w=6350)


def _gantt() -> Any:
    """Return bars from start to end over an axis of dates: the part before the start is there but not seen."""
    from openpyxl.chart import BarChart

    made = BarChart()
    made.type, made.grouping, made.overlap, made.gapWidth = "bar", "stacked", 100, 40
    made.legend = None
    _axes(made, number_format="[$-421]d mmm yyyy")
    return made


def _pie() -> Any:
    from openpyxl.chart import PieChart
    from openpyxl.chart.label import DataLabelList

    made = PieChart()
    made.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=True)
    return made


def colour_scale(sheet: Worksheet, chart: ChartText, drawn: TablePlace) -> None:
    """Colour the cells of a heat map by their numbers."""
    from openpyxl.formatting.rule import ColorScaleRule

    rule = ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color=PALETTE[2].lstrip("#"))
    for name in chart.series:
        cell = f"{drawn.columns[name]}{drawn.pattern}"
        sheet.conditional_formatting.add(f"{cell}:{cell}", rule)
