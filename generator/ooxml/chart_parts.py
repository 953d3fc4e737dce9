"""Native, editable charts of a workbook: a chart part that refers to cells, and its place on a sheet (DOC-94).

Bars, stacked bars and pies are what Excel calls them; a Gantt chart is stacked bars whose first part, the days before the
start, is invisible. Excel has no heat map chart: `add_colour_scale` colours the cells themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Final, Literal

from generator.ooxml.cells import number_text, quoted
from generator.ooxml.package import CONTENT_TYPES
from generator.ooxml.relations import relations, relations_name, with_relation, with_type
from generator.ooxml.xml import Element, child, elements, local, parsed, serialised

Shape = Literal["columns", "bars", "stacked-columns", "stacked-bars", "pie", "gantt"]

_DRAWING_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_DECLARED: Final = (
    f'xmlns:xdr="{_DRAWING_NS}/spreadsheetDrawing" xmlns:a="{_DRAWING_NS}/main" xmlns:c="{_DRAWING_NS}/chart" xmlns:r="{_OFFICE}"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What follows in a worksheet (ECMA-376 Part 1, 18.3.1.99): a new element goes before the first of these that is there.
_AFTER_DRAWING: Final = frozenset(
    {"legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
)
_PAGE_SETTINGS: Final = frozenset({"printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"})
_AFTER_FORMATS: Final = frozenset(
    {"dataValidations", "hyperlinks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"}
    | _PAGE_SETTINGS
    | _AFTER_DRAWING
)


@dataclass(frozen=True, slots=True)
class SheetSeries:
    """One row of numbers. name_ref, values_ref: where it stands, `'Data'!$B$1`; name, values: what stands there now.

    colour: `RRGGBB`; empty: not drawn. point_colours: of the single points, in a pie.
    """

    name: str
    name_ref: str
    values: tuple[Fraction | None, ...]
    values_ref: str
    colour: str = ""
    point_colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart that reads cells. low, high: ends of the axis of values where they are not Excel's to choose."""

    shape: Shape
    title: str
    alt: str
    categories: tuple[str, ...]
    categories_ref: str
    series: tuple[SheetSeries, ...]
    axis_format: str = "General"
    label_format: str = "General"
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """The cells that a chart covers: its first column and row, counted from 0, and how many of each."""

    column: int
    row: int
    columns: int = 9
    rows: int = 18


def place_for(chart: SheetChart, column: int, row: int) -> ChartPlace:
    """Return a place that begins at a cell and is tall enough for the names of lying bars to be read."""
    is_lying = chart.shape in {"bars", "stacked-bars", "gantt"}
    return ChartPlace(column, row, rows=max(18, 6 + 2 * len(chart.categories)) if is_lying else 18)


def add_chart(parts: Mapping[str, bytes], sheet_part: str, chart: SheetChart, place: ChartPlace) -> dict[str, bytes]:
    """Return the workbook's parts with the chart on the sheet: a new chart part, and the sheet's drawing made or added to.

    Raises KeyError when there is no such sheet.
    """
    made = dict(parts)
    chart_part = _free_name(made, "xl/charts/chart{}.xml")
    made[chart_part] = chart_xml(chart).encode()
    _set_type(made, chart_part, _CHART_TYPE)
    drawing = _drawing_of(made, sheet_part)
    link = _link(made, drawing, "chart", f"/{chart_part}")
    root = parsed(made[drawing])
    root.append(parsed(_anchor_xml(chart, place, link, _free_shape_id(root)).encode()))
    made[drawing] = serialised(root)
    return made


def add_colour_scale(
    parts: Mapping[str, bytes], sheet_part: str, cells: str, *, low: str = "EAF3F8", high: str = "5FA8CC"
) -> dict[str, bytes]:
    """Return the parts with the sheet's `cells` ("B2:F9") coloured from the lowest (`low`, `RRGGBB`) to the highest number.

    The colours of choice leave black figures readable on every cell.
    """
    root = parsed(parts[sheet_part])
    priorities = [int(rule.get("priority", "0")) for rule in elements(root, "cfRule")]
    formats = child(root, "conditionalFormatting", sqref=cells)
    scale = child(child(formats, "cfRule", type="colorScale", priority=str(max(priorities, default=0) + 1)), "colorScale")
    for kind in ("min", "max"):
        child(scale, "cfvo", type=kind)
    for colour in (low, high):
        child(scale, "color", rgb=f"FF{colour}")
    _put_before(root, formats, _AFTER_FORMATS)
    return {**parts, sheet_part: serialised(root)}


def chart_xml(chart: SheetChart) -> str:
    """Return the chart part: the references, and as a cache what stands in the cells now."""
    plot = _pie(chart) if chart.shape == "pie" else _bars(chart)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if _has_legend(chart) else ""
    return (
        f'{_HEAD}<c:chartSpace xmlns:c="{_DRAWING_NS}/chart" xmlns:a="{_DRAWING_NS}/main" xmlns:r="{_OFFICE}">'
        '<c:date1904 val="0"/><c:lang val="id-ID"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(chart.title)}<c:plotArea><c:layout/>{plot}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Arial"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="id-ID"/></a:p></c:txPr>'
        '<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" header="0.3" footer="0.3"/>'
        "<c:pageSetup/></c:printSettings></c:chartSpace>"
    )


def _has_legend(chart: SheetChart) -> bool:
    return chart.shape == "pie" or (chart.shape != "gantt" and len(chart.series) > 1)


def _title(title: str) -> str:
    if not title:
        return '<c:autoTitleDeleted val="1"/>'
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr>'
        f'<a:r><a:rPr lang="id-ID" sz="1100" b="1"/><a:t>{quoted(title)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    )


def _bars(chart: SheetChart) -> str:
    is_stacked = chart.shape in {"stacked-columns", "stacked-bars", "gantt"}
    lies = chart.shape in {"bars", "stacked-bars", "gantt"}
    drawn = "".join(_series(chart, number, series) for number, series in enumerate(chart.series))
    overlap = '<c:overlap val="100"/>' if is_stacked else ""
    return (
        f'<c:barChart><c:barDir val="{"bar" if lies else "col"}"/><c:grouping val="{"stacked" if is_stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="60"/>{overlap}<c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>'
        f"{_category_axis(lies=lies)}{_value_axis(chart, lies=lies)}"
    )


def _category_axis(*, lies: bool) -> str:
    """Return the axis of names; in lying bars the first name is the uppermost."""
    orientation, position = ("maxMin", "l") if lies else ("minMax", "b")
    return (
        f'<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="{orientation}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="222222222"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: SheetChart, *, lies: bool) -> str:
    high = "" if chart.high is None else f'<c:max val="{chart.high}"/>'
    low = "" if chart.low is None else f'<c:min val="{chart.low}"/>'
    return (
        f'<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/>{high}{low}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if lies else "l"}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>'
        f'</a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="{quoted(chart.axis_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111111111"/>'
        f'<c:crosses val="{"max" if lies else "autoZero"}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _pie(chart: SheetChart) -> str:
    drawn = "".join(_series(chart, number, series) for number, series in enumerate(chart.series[:1]))
    return f'<c:pieChart><c:varyColors val="1"/>{drawn}<c:firstSliceAng val="0"/></c:pieChart>'


def _series(chart: SheetChart, number: int, series: SheetSeries) -> str:
    paint = _paint(series.colour) if series.colour or not series.point_colours else ""
    inverted = "" if chart.shape == "pie" else '<c:invertIfNegative val="0"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{quoted(series.name_ref)}</c:f>{_texts((series.name,))}</c:strRef></c:tx>"
        f"{paint}{inverted}{_points(series)}{_labels(chart, series)}"
        f"<c:cat><c:strRef><c:f>{quoted(chart.categories_ref)}</c:f>{_texts(chart.categories)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{quoted(series.values_ref)}</c:f>{_numbers(series.values)}</c:numRef></c:val></c:ser>"
    )


def _points(series: SheetSeries) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/>{_paint(colour)}</c:dPt>' for number, colour in enumerate(series.point_colours)
    )


def _paint(colour: str) -> str:
    if not colour:
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    line = '<a:ln w="6350"><a:solidFill><a:srgbClr val="222222"/></a:solidFill></a:ln>'
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{line}</c:spPr>'


def _labels(chart: SheetChart, series: SheetSeries) -> str:
    """Return the labels: the share in a pie, the value at plain bars, none where they would hide each other."""
    if chart.shape == "pie":
        at, value, share = '<c:dLblPos val="outEnd"/>', 0, 1
    elif chart.shape in {"columns", "bars"} and len(chart.series) <= 2 and series.colour:
        at, value, share = '<c:dLblPos val="outEnd"/>', 1, 0
    else:
        return ""
    numbers = "0.0%" if share else chart.label_format
    return (
        f'<c:dLbls><c:numFmt formatCode="{quoted(numbers)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{at}'
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="{share}"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _texts(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{number}"><c:v>{quoted(text)}</c:v></c:pt>' for number, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(values: Sequence[Fraction | None]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{number_text(value)}</c:v></c:pt>' for number, value in enumerate(values) if value is not None
    )
    return f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def _anchor_xml(chart: SheetChart, place: ChartPlace, link: str, number: int) -> str:
    corners = (("from", place.column, place.row), ("to", place.column + place.columns, place.row + place.rows))
    ends = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, column, row in corners
    )
    return (
        f'<xdr:twoCellAnchor {_DECLARED}>{ends}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number}" name="Grafik {number}" descr="{quoted(chart.alt)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_DRAWING_NS}/chart"><c:chart r:id="{link}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _drawing_of(made: dict[str, bytes], sheet_part: str) -> str:
    """Return the sheet's drawing part, made empty and linked where there was none."""
    linked = next((relation.target for relation in relations(made, sheet_part) if relation.kind == "drawing"), None)
    if linked is not None:
        return linked
    drawing = _free_name(made, "xl/drawings/drawing{}.xml")
    made[drawing] = f"{_HEAD}<xdr:wsDr {_DECLARED}/>".encode()
    _set_type(made, drawing, _DRAWING_TYPE)
    link = _link(made, sheet_part, "drawing", f"/{drawing}")
    root = parsed(made[sheet_part])
    _put_before(root, child(root, "drawing", **{f"{{{_OFFICE}}}id": link}), _AFTER_DRAWING)
    made[sheet_part] = serialised(root)
    return drawing


def _put_before(root: Element, element: Element, followers: frozenset[str]) -> None:
    """Move a child of a worksheet to where the schema wants it."""
    for other in root:
        if local(other) in followers and other is not element:
            other.addprevious(element)
            return


def _link(made: dict[str, bytes], part: str, kind: str, target: str) -> str:
    name = relations_name(part)
    made[name], link = with_relation(made.get(name), f"{_OFFICE}/{kind}", target)
    return link


def _set_type(made: dict[str, bytes], part: str, content_type: str) -> None:
    made[CONTENT_TYPES] = with_type(made[CONTENT_TYPES], part, content_type)


def _free_name(parts: Mapping[str, bytes], pattern: str) -> str:
    return next(name for number in count(1) if (name := pattern.format(number)) not in parts)


def _free_shape_id(root: Element) -> int:
    return max((int(shape.get("id", "0")) for shape in elements(root, "cNvPr")), default=1) + 1
