"""Pages of a printed sheet end where nothing that belongs together is parted."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumData
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series_factory import SeriesFactory as Series
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.properties import PageSetupProperties

from generator.office.package.parts import read_parts, write_parts
from generator.render.sheet_filters import SHEET_FILTERS
from generator.render.xlsx import fill
from generator.render.xlsx.breaks import PrintedRow, PrintPlan, in_pieces, page_breaks
from generator.render.xlsx.model import ChartPlace
from validators.absence import KOSONG
from validators.expressions import exact_environment

_BAR = b"""<conditionalFormatting sqref="A2"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/><cfvo type="max"/>
<color rgb="FF638EC6"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"/></extLst></cfRule></conditionalFormatting>"""


def plan(keeps: str, room: float = 100.0, titles: float = 0.0) -> PrintPlan:
    """Return a plan of rows 20 points high; keeps: "k" for a row that stays with the next, "." for one that does not."""
    return PrintPlan(tuple(PrintedRow(at, 20.0, keeps=mark == "k") for at, mark in enumerate(keeps, 1)), room, titles)


def breaks(keeps: str, room: float = 100.0, titles: float = 0.0) -> list[int]:
    return page_breaks(plan(keeps, room, titles), [20.0] * len(keeps))


def test_breaks__a_page_holds_five_rows_of_twenty() -> None:
    assert breaks(".......") == [5]


def test_breaks__a_heading_goes_with_what_follows() -> None:
    """Rows 5 and 6 belong together: the first page ends after row 4."""
    assert breaks("....k..") == [4]


def test_breaks__repeated_heads_take_their_room_on_later_pages() -> None:
    """Five rows, then four beside a head of 20 points."""
    assert breaks("." * 10, titles=20.0) == [5, 9]


def test_breaks__what_is_longer_than_a_page_is_left_to_part() -> None:
    assert breaks(".kkkkkkk.") == []


def test_breaks__leave_the_last_page_five_lines() -> None:
    """A page of 400 holds twenty rows of 20; the last four, 80, are five lines of 15, three are less."""
    assert breaks("." * 21, room=400.0) == [17]


@pytest.mark.parametrize(("rows", "high", "ends"), [(45, "0", []), (50, "1", []), (51, "0", [45])])
def test_page__a_little_too_long_is_printed_a_little_smaller(rows: int, high: str, ends: list[int]) -> None:
    """A page of 677 points holds 45 rows of 15; 50, 750, are less than 1.12 pages, 758; 51, 765, are more."""
    sheet = with_a_spare_column(60, "", rows=rows)
    assert next(sheet.iter("{*}pageSetup")).get("fitToHeight") == high
    assert [int(found.get("id")) for found in sheet.iter("{*}brk")] == ends


def test_breaks__behind_a_text_that_no_row_can_hold() -> None:
    """A text of 500 is five rows of 100: a page of 300 holds three, the next two and what follows; the last two rows go to a third."""
    rows = tuple(PrintedRow(at, 0.0, keeps=at == 3) for at in range(1, 5))
    plan, heights = in_pieces(PrintPlan(rows, 300.0, tables=((0, 0), (2, 3))), [500.0, 20.0, 60.0, 60.0])
    assert ([row.number for row in plan.rows], heights) == ([1] * 5 + [2, 3, 4], [100.0] * 5 + [20.0, 60.0, 60.0])
    assert plan.tables == ((0, 4), (6, 7))
    assert page_breaks(plan, heights) == [2]


def one_column(wide: int = 1) -> openpyxl.Workbook:
    """Return a workbook of one sheet that is printed `wide` pages wide, with a row for each of a list."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cell, text in (("A1", "{%tr for satu in daftar %}"), ("A2", "{{ satu }}"), ("A3", "{%tr endfor %}")):
        sheet[cell] = text
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book


@pytest.mark.parametrize(("table", "ends"), [((3, 7), [3]), ((2, 7), [5])])
def test_breaks__a_table_whose_head_no_page_repeats_stays_whole_where_a_page_holds_it(table: tuple[int, int], ends: list[int]) -> None:
    """A page of 100 holds five rows of 20: rows 4 to 8 stay together; six do not fit, and rows 3 to 8 part."""
    rows = tuple(PrintedRow(at, 20.0) for at in range(1, 9))
    assert page_breaks(PrintPlan(rows, 100.0, tables=(table,)), [20.0] * 8) == ends


@pytest.mark.parametrize(("table", "ends"), [((3, 5), [3]), ((2, 5), [5])])
def printed(rows: int, *, wide: int = 1, bar: bytes = b"") -> list[str]:
    """Return the names of the parts around the rows of a filled sheet that is printed `wide` pages wide; bar: put before them."""
    book, written = one_column(wide), io.BytesIO()
    book.save(written)
    parts = read_parts(written.getvalue())
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<pageMargins", bar + b"<pageMargins")
    filled = fill(write_parts(parts), {"daftar": range(rows)}, exact_environment(SHEET_FILTERS), name="uji.xlsx", properties={})
    root = etree.fromstring(read_parts(filled)["xl/worksheets/sheet1.xml"])
    return [etree.QName(part).localname for part in root]


@pytest.mark.parametrize("bar", [b"", _BAR])
def test_breaks__are_written_where_the_schema_wants_them(bar: bytes) -> None:
    """Behind the page's setup, also where a coloured bar before it has a list of extensions of its own."""
    assert printed(120, bar=bar)[-3:] == ["pageMargins", "pageSetup", "rowBreaks"]
    assert "rowBreaks" not in printed(5, bar=bar)


@pytest.mark.parametrize(("kelas", "ends"), [("", [45, 90]), ("B", [58, 115])])
def test_breaks__count_a_column_that_is_hidden_as_no_width(kelas: str, ends: list[int]) -> None:
    """A page is 841.9 - 144 = 697.9 high and 487.3 wide: two columns of 60 x 5.25 = 315 are printed at 0.7735, one at its own size.

    697.9 x 0.97 = 677 points hold 45 rows of 15, 677 / 0.7735 = 875 hold 58; of the last rows five stay together.
    """
    root = with_a_spare_column(60, kelas)
    assert [found.get("hidden") for found in root.iter("{*}col")] == [None, None if kelas else "1"]
    assert [int(found.get("id")) for found in root.iter("{*}brk")] == ends


def with_a_spare_column(width: float, kelas: str, orientation: str = "portrait", rows: int = 120) -> etree._Element:
    """Return a filled sheet of two columns of a width and some rows; nothing but the class stands in the second."""
    book, written = one_column(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.insert_rows(1)
    sheet["B1"], sheet["B3"] = "{{ kelas }}", "{{ kelas }}"
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = width
    sheet.page_setup.orientation = orientation
    book.save(written)
    values = {"daftar": range(rows - 1), "kelas": kelas or KOSONG}
    filled = fill(written.getvalue(), values, exact_environment(SHEET_FILTERS), name="uji.xlsx", properties={})
    return etree.fromstring(read_parts(filled)["xl/worksheets/sheet1.xml"])


@pytest.mark.parametrize(("width", "kelas", "orientation"), [(90, "", "portrait"), (90, "B", "landscape"), (100, "", "landscape")])
def test_page__that_was_turned_for_columns_that_are_hidden_is_turned_back(width: float, kelas: str, orientation: str) -> None:
    """A4 upright has 595.3 - 108 = 487.3 points for columns: one of 90 x 5.25 = 472.5 fits, one of 100, 525, does not."""
    root = with_a_spare_column(width, kelas, "landscape")
    assert next(root.iter("{*}pageSetup")).get("orientation") == orientation


def with_charts(book: openpyxl.Workbook) -> bytes:
    """Return a workbook whose charts draw the loop of its first sheet, over rows 4 to 27, 29 to 52 and 53 to 76 that hold nothing."""
    data, sheet = book.worksheets[0], book.create_sheet("Grafik")
    for cell, text in (("A1", "{%tr for satu in daftar %}"), ("A2", "{{ satu }}"), ("A3", "{%tr endfor %}")):
        data[cell] = text
    sheet["A1"] = "Grafik"
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for top, bottom in ((3, 27), (28, 52), (52, 76)):
        chart: Any = BarChart()
        chart.type = "bar"
        chart.series.append(Series(Reference(data, min_col=1, min_row=2)))
        chart.series[0].val.numRef.numCache = NumData(formatCode="General", ptCount=0)
        chart.dataLabels = DataLabelList(showVal=True)
        chart.anchor = TwoCellAnchor(_from=AnchorMarker(col=0, row=top), to=AnchorMarker(col=5, row=bottom))
        sheet.add_chart(chart)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(("bars", "height"), [(38, "25.5"), (4, None)])
def test_charts__over_rows_that_hold_nothing_grow_and_stay_whole(bars: int, height: str | None) -> None:
    """A page of (841.9 - 144) x 0.97 = 677 points holds one chart of 609 (nine tenths, 25.4 for each of 24 rows), or one of 24 x 15 = 360."""
    environment = exact_environment(SHEET_FILTERS)
    filled = fill(with_charts(openpyxl.Workbook()), {"daftar": range(1, bars + 1)}, environment, name="uji.xlsx", properties={})
    root = etree.fromstring(read_parts(filled)["xl/worksheets/sheet2.xml"])
    assert next((row.get("ht") for row in root.iter("{*}row") if row.get("r") == "4"), None) == height
    assert [found.get("id") for found in root.iter("{*}brk")] == ["28", "52"]


@pytest.mark.parametrize(("bars", "shown"), [(60, "1"), (61, "0")])
def test_charts__of_very_many_bars_show_no_numbers_over_each_other(bars: int, shown: str) -> None:
    """Sixty bars over 610 points have ten each, as much as a number is high."""
    environment = exact_environment(SHEET_FILTERS)
    filled = fill(with_charts(openpyxl.Workbook()), {"daftar": range(1, bars + 1)}, environment, name="uji.xlsx", properties={})
    root = etree.fromstring(read_parts(filled)["xl/charts/chart1.xml"])
    assert {found.get("val") for found in root.iter("{*}showVal")} == {shown}


def test_breaks__of_a_sheet_that_is_several_pages_wide_are_not_ours() -> None:
    assert "rowBreaks" not in printed(120, wide=0)


def test_chart__is_as_high_as_its_bars_need_and_no_higher_than_a_page() -> None:
    """54 points around 24 for each of 6 bars; 38 of them would be 966, more than a page holds."""
    place = ChartPlace("Grafik", 3, 18)
    assert place.height(6) == 54 + 6 * 24
    assert place.height(38) == 610


def test_breaks__leave_a_last_page_with_a_signature_two_fifths_of_a_page() -> None:
    """A page of 400 holds twenty rows of 20, of which a signature takes five: the last 160, 140 beside a head of 20, are eight rows and seven."""
    for titles, ends in ((0.0, [14]), (20.0, [15])):
        signed = replace(plan("." * 17 + "kkkk.", 400.0, titles), is_signed=True)
        assert page_breaks(signed, [20.0] * 22) == ends
