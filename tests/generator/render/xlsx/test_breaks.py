"""Pages of a printed sheet end where nothing that belongs together is parted."""

from __future__ import annotations

from generator.render.xlsx.breaks import PrintedRow, PrintPlan, page_breaks, with_breaks
from generator.render.xlsx.model import ChartPlace


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


def test_breaks__are_written_where_the_schema_wants_them() -> None:
    after = "</sheetData><headerFooter/><drawing r:id='a'/></worksheet>"
    assert with_breaks(after, [4]).index("<rowBreaks") == after.index("<drawing")
    assert with_breaks(after, []) == after


def test_chart__is_as_high_as_its_bars_need_and_no_higher_than_a_page() -> None:
    """54 points around 24 for each of 6 bars; 38 of them would be 966, more than a page holds."""
    place = ChartPlace("Grafik", 3, 18)
    assert place.height(6) == 54 + 6 * 24
    assert place.height(38) == 610
