"""Native charts in a workbook.

DOC-94: a chart in XLSX is a native, editable one with alternative text; a Gantt chart is stacked bars, a heat map coloured cells.
"""

from __future__ import annotations

import subprocess
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.charts import Chart, ChartCells, Series, SeriesCells, Task, native
from generator.ooxml.audit import faults
from generator.ooxml.chart_parts import ChartPlace, add_chart, add_colour_scale, chart_xml, place_for
from generator.ooxml.package import read_parts, write_parts
from generator.ooxml.relations import relations
from generator.ooxml.xml import elements, local, parsed

SHEET = "xl/worksheets/sheet1.xml"
NUMBERS = ((12, 31, 9), (10, None, Fraction(1, 3)))
CELLS = ChartCells("'Data & rekap'!$A$2:$A$4", tuple(SeriesCells(f"'Data & rekap'!${c}$1", f"'Data & rekap'!${c}$2:${c}$4") for c in "BC"))
TASKS = (Task("Umum", date(2026, 3, 5), date(2026, 3, 5)), Task("Inti", date(2026, 3, 6), date(2026, 3, 9)))


def workbook(**extras):
    """Return the parts of a workbook whose sheet holds the numbers; as openpyxl writes it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Data & rekap"
    for row in (["Kabupaten", "Prates", "Pascates"], ["Sleman", 12, 10], ["Bantul", 31, None], ["Kota", 9, 1 / 3]):
        sheet.append(row)
    if extras.get("with_table"):
        from openpyxl.worksheet.table import Table

        sheet.add_table(Table(displayName="Tabel1", ref="A1:C4"))
    out = BytesIO()
    book.save(out)
    return read_parts(out.getvalue())


def chart(kind="bar", **changes):
    series = tuple(Series(name, values) for name, values in zip(("Prates", "Pascates"), NUMBERS, strict=True))
    given = {"title": "R&D", "alt": 'Rerata "pra" & pasca', "categories": ("Sleman", "Bantul", "Kota"), "series": series, **changes}
    return Chart(kind, **given)


def gantt():
    return native(Chart("gantt", "Jadwal", "Jadwal", tasks=TASKS), CELLS)


def found(xml, name):
    return list(elements(parsed(xml.encode()), name))


def test_add_chart__leaves_a_sound_package():
    """DOC-94: parts, types and links fit; the sheet's drawing stands before its table."""
    parts = workbook(with_table=True)
    made = add_chart(parts, SHEET, native(chart(), CELLS), ChartPlace(4, 1))
    assert faults(made) == []
    order = [local(element) for element in parsed(made[SHEET])]
    assert order.index("drawing") < order.index("tableParts")
    assert set(made) - set(parts) == {
        "xl/charts/chart1.xml",
        "xl/drawings/drawing1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
    }


def test_add_chart__changes_nothing_else_and_not_its_input():
    """DOC-94: every part but the sheet, its links and the types stays as it was."""
    parts = workbook()
    before = dict(parts)
    made = add_chart(parts, SHEET, native(chart(), CELLS), ChartPlace(4, 1))
    assert parts == before
    assert {name for name in parts if made[name] != parts[name]} == {SHEET, "[Content_Types].xml"}


def test_add_chart__a_second_one_joins_the_drawing():
    """DOC-94: one drawing, two charts, ids of their own; none of them shared."""
    made = workbook()
    for row in (1, 20):
        made = add_chart(made, SHEET, native(chart(), CELLS), ChartPlace(4, row))
    drawing = parsed(made["xl/drawings/drawing1.xml"])
    ids = [shape.get("id") for shape in elements(drawing, "cNvPr")]
    assert len(ids) == len(set(ids)) == 2
    assert [relation.target for relation in relations(made, "xl/drawings/drawing1.xml")] == ["xl/charts/chart1.xml", "xl/charts/chart2.xml"]
    assert [shape.get("descr") for shape in elements(drawing, "cNvPr")] == ['Rerata "pra" & pasca'] * 2
    assert faults(made) == []


def test_add_chart__twice_the_same_bytes():
    """DOC-94: no clock, no chance."""
    parts = workbook()
    first, second = (write_parts(add_chart(parts, SHEET, native(chart(), CELLS), ChartPlace(4, 1))) for _ in range(2))
    assert first == second


def test_chart_xml__refers_to_the_cells_and_caches_them():
    """DOC-94: what was left empty has no point; 1/3 is the nearest double."""
    xml = chart_xml(native(chart(), CELLS))
    assert [node.text for node in found(xml, "f")] == [
        "'Data & rekap'!$B$1",
        "'Data & rekap'!$A$2:$A$4",
        "'Data & rekap'!$B$2:$B$4",
        "'Data & rekap'!$C$1",
        "'Data & rekap'!$A$2:$A$4",
        "'Data & rekap'!$C$2:$C$4",
    ]
    second = found(xml, "numCache")[1]
    assert [(point.get("idx"), point[0].text) for point in elements(second, "pt")] == [("0", "10"), ("2", "0.3333333333333333")]


@pytest.mark.parametrize(
    ("kind", "direction", "grouping"),
    [pytest.param("bar", "col", "clustered", id="bar"), pytest.param("stacked", "col", "stacked", id="stacked")],
)
def test_chart_xml__bars(kind, direction, grouping):
    """DOC-94: few categories stand upright."""
    xml = chart_xml(native(chart(kind), CELLS))
    assert (found(xml, "barDir")[0].get("val"), found(xml, "grouping")[0].get("val")) == (direction, grouping)
    assert bool(found(xml, "overlap")) == (kind == "stacked")


def test_chart_xml__many_categories_lie_with_the_first_on_top():
    """DOC-94: and the chart's place grows with them: 6 + 2 x 20 rows."""
    many = Chart("bar", "", "x", tuple(f"K{n}" for n in range(20)), (Series("n", tuple(range(20))),))
    described = native(many, ChartCells("S!$A$2:$A$21", (SeriesCells("S!$B$1", "S!$B$2:$B$21"),)))
    xml = chart_xml(described)
    assert found(xml, "barDir")[0].get("val") == "bar"
    assert found(xml, "orientation")[0].get("val") == "maxMin"
    assert place_for(described, 3, 1) == ChartPlace(3, 1, rows=46)
    assert found(xml, "autoTitleDeleted")[0].get("val") == "1"


def test_chart_xml__pie_shows_the_first_series_with_a_colour_each():
    """DOC-94: shares as labels."""
    xml = chart_xml(native(chart("pie"), CELLS))
    assert len(found(xml, "ser")) == 1
    assert len({paint.get("val") for point in found(xml, "dPt") for paint in list(elements(point, "srgbClr"))[:1]}) == 3
    assert found(xml, "showPercent")[0].get("val") == "1"


def test_chart_xml__gantt_hides_the_days_before_the_start():
    """DOC-94: 5 March 2026 is day 46086 (1 January 2026 is 46023, and 31 + 28 + 4 = 63 days later); 4 days for 6 to 9 March."""
    xml = chart_xml(gantt())
    hidden, shown = found(xml, "ser")
    assert list(elements(hidden, "noFill"))
    assert not list(elements(shown, "noFill"))
    assert [point[0].text for point in elements(next(elements(hidden, "numCache")), "pt")] == ["46086", "46087"]
    assert [point[0].text for point in elements(next(elements(shown, "numCache")), "pt")] == ["1", "4"]
    assert (found(xml, "min")[0].get("val"), found(xml, "max")[0].get("val")) == ("46086", "46091")


def test_native__percent_and_decimals_in_the_formats():
    """DOC-94: labels have as many decimals as the numbers need."""
    halves = chart(unit="%", series=(Series("n", (1, Fraction(3, 2), 2)),))
    described = native(halves, ChartCells("S!$A$2", CELLS.series[:1]))
    assert (described.axis_format, described.label_format) == ('General"%"', '#,##0.0"%"')


@pytest.mark.parametrize("kind", ["heatmap", "bar"])
def test_native__refuses_what_has_no_native_chart(kind):
    """DOC-94: a heat map is coloured cells; series without cells are a fault of the program."""
    with pytest.raises(ValueError, match="Peta panas" if kind == "heatmap" else "1 tempat untuk 2 deret"):
        native(chart(kind), ChartCells(CELLS.categories, CELLS.series[:1]))


def test_add_colour_scale__stands_where_the_schema_wants_it():
    """DOC-94: between the data and the page's margins, with the next free priority."""
    made = workbook()
    for cells in ("B2:B4", "C2:C4"):
        made = add_colour_scale(made, SHEET, cells)
    sheet = parsed(made[SHEET])
    order = [local(element) for element in sheet]
    assert order.index("sheetData") < order.index("conditionalFormatting") < order.index("pageMargins")
    assert [rule.get("priority") for rule in elements(sheet, "cfRule")] == ["1", "2"]
    assert load_workbook(BytesIO(write_parts(made))).active.conditional_formatting
    assert faults(made) == []


@pytest.fixture(scope="module")
def full_workbook(tmp_path_factory):
    """Return the path of a workbook with every kind on its sheet."""
    made = workbook()
    for number, kind in enumerate(("bar", "stacked", "pie")):
        made = add_chart(made, SHEET, native(chart(kind, title=f"Grafik {kind}"), CELLS), ChartPlace(0, 6 + 15 * number, 8, 14))
    made = add_chart(made, SHEET, gantt(), ChartPlace(0, 51, 8, 14))
    made = add_colour_scale(made, SHEET, "B2:C4")
    path = tmp_path_factory.mktemp("grafik") / "grafik.xlsx"
    path.write_bytes(write_parts(made))
    return path


def test_add_chart__adds_no_fault_that_a_validator_sees(full_workbook, tmp_path):
    """DOC-94: the schema's faults are those that the workbook had before."""
    from openxml_audit import OpenXmlValidator

    def errors(path):
        return {error.description for error in OpenXmlValidator().validate(str(path)).errors}

    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(write_parts(workbook()))
    assert errors(full_workbook) <= errors(plain)


def test_add_chart__libreoffice_draws_it(full_workbook, tmp_path):
    """DOC-94: each chart's title and a Gantt chart's Indonesian dates are on the page."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(full_workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", str(Path(tmp_path) / "grafik.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert all(word in text for word in ("Grafik bar", "Grafik stacked", "Grafik pie", "Jadwal", "5 Mar"))
