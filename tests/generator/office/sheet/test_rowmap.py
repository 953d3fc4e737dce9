"""Where rows go when blocks repeat. TPL-02."""

from __future__ import annotations

import pytest

from generator.office.sheet.rowmap import RowBlock, RowMap

# for 6, pattern 7, endfor 8; for 12, patterns 13 and 14, endfor 15. Three and two copies:
# 7 -> 6..8, so 9 stays 9; 12 stands at 12 and its copies at 12..15, so 16 stays 16.
THREE_AND_TWO = RowMap([RowBlock(6, 8), RowBlock(12, 15)], [3, 2])


@pytest.mark.parametrize(("row", "first", "last"), [(1, 1, 1), (5, 5, 5), (7, 6, 8), (9, 9, 9), (13, 12, 14), (14, 13, 15), (16, 16, 16)])
def test_row_map__first_and_last_copy(row, first, last):
    assert (THREE_AND_TWO.first(row), THREE_AND_TWO.last(row)) == (first, last)


def test_row_map__control_rows_lean_on_their_block():
    assert (THREE_AND_TWO.first(6), THREE_AND_TWO.last(8)) == (6, 8)
    assert (THREE_AND_TWO.last(6), THREE_AND_TWO.first(8)) == (5, 9)


def test_row_map__one_copy_draws_up_what_is_below():
    # three rows become one: 9 -> 7
    assert RowMap([RowBlock(6, 8)], [1]).first(9) == 7


def test_row_map__copy():
    assert [THREE_AND_TWO.copy(14, 1, number) for number in (0, 1)] == [13, 15]


@pytest.mark.parametrize(
    ("span", "spans"),
    [
        ((7, 7), [(6, 8)]),
        ((6, 8), [(6, 8)]),
        ((5, 7), [(5, 8)]),
        ((7, 9), [(6, 9)]),
        ((13, 14), [(12, 15)]),
        ((13, 13), [(12, 12), (14, 14)]),
        ((14, 15), [(13, 13), (15, 15)]),
        ((6, 6), []),
        ((1, 20), [(1, 20)]),
    ],
    ids=str,
)
def test_row_map__spans_of_ranges(span, spans):
    assert THREE_AND_TWO.spans(*span) == spans


def test_row_map__repeats_belong_to_each_copy():
    assert THREE_AND_TWO.repeats(7, 7) == [(6, 6), (7, 7), (8, 8)]
    assert THREE_AND_TWO.repeats(13, 14) == [(12, 13), (14, 15)]
    assert THREE_AND_TWO.repeats(9, 10) == [(9, 10)]


def test_row_map__last_row_of_a_sheet_stays():
    grown = RowMap([RowBlock(6, 8)], [100])
    assert grown.last(1_048_576) == 1_048_576
    assert grown.last(1_048_570) == 1_048_576
