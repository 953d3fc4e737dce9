"""Upright and turned pages, and the widths of columns.

TPL-04: more than seven columns turn the section to landscape.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.outline.blocks import Block, Column, Facts, Grid, Heading, Signature, Text, Value, When
from generator.outline.sections import PageSection, sections
from generator.outline.widths import column_widths, comfortable_cm, head_lines, letter_size

TITLE = Heading(1, "JUDUL")
CHAPTER = Heading(2, "Bab")
LONG = Text("uraian")
FACTS = Facts(())


def grid(columns: int) -> Grid:
    return Grid("baris", "satu", tuple(Column(f"Kolom {number}", Value("x")) for number in range(columns)))


@pytest.mark.parametrize(("columns", "is_wide"), [(8, False), (9, True)])
def test_sections__more_than_eight_columns_turn_the_page(columns: int, is_wide: bool) -> None:
    assert [section.is_wide for section in sections([CHAPTER, grid(columns)])] == [is_wide]


def test_sections__long_text_stays_upright_beside_a_wide_table() -> None:
    blocks: list[Block] = [TITLE, CHAPTER, LONG, CHAPTER, grid(9), CHAPTER, LONG]
    assert [section.is_wide for section in sections(blocks)] == [False, True, False]
    assert [block for section in sections(blocks) for block in section.blocks] == blocks


def test_sections__labels_and_signatures_go_with_the_wide_table() -> None:
    assert sections([TITLE, FACTS, CHAPTER, grid(9), CHAPTER, Signature(())]) == (
        PageSection(True, (TITLE, FACTS, CHAPTER, grid(9), CHAPTER, Signature(()))),
    )


def test_sections__one_chapter_between_two_wide_ones_goes_with_them() -> None:
    blocks: list[Block] = [CHAPTER, grid(9), CHAPTER, LONG, When("ada", (CHAPTER, grid(9)))]
    assert [section.is_wide for section in sections(blocks)] == [True]


def test_column_widths__add_up_and_leave_text_the_rest() -> None:
    columns = (Column("No", Value("x", width_cm=0.9)), Column("Uraian", Value("x")), Column("Harga", Value("x", width_cm=3.3)))
    widths = column_widths(columns, 16.0)
    assert sum(widths) == pytest.approx(16.0)
    assert widths[0] == pytest.approx(0.9)
    assert widths[2] == pytest.approx(3.3)


def test_column_widths__too_many_columns_share_what_there_is() -> None:
    columns = tuple(Column("Pengembangan", Value("x")) for _ in range(20))
    assert column_widths(columns, 16.0) == pytest.approx((0.8,) * 20)


@pytest.mark.parametrize(("columns", "points"), [(6, 10), (7, 9), (9, 9), (10, 8)])
def test_letter_size__shrinks_with_the_number_of_columns(columns: int, points: int) -> None:
    assert letter_size(columns) == points


def test_head_lines__a_word_a_line_in_a_narrow_column() -> None:
    column = Column("Jumlah Guru Terdampingi", Value("x"))
    assert head_lines(column, 1.9, 10) == 3
    assert head_lines(column, 8.0, 10) == 1


def test_comfortable_cm__is_what_no_word_breaks_in() -> None:
    """Fourteen columns are set in 8 points: a usual word takes 2.5 x 0.8 = 2 cm, "Pengembangan" (12 x 0.225 + 0.42) x 0.8 = 2.496, a said width itself."""
    texts = [Column("Waktu", Value("row.a"))] * 12
    columns = [*texts, Column("Pengembangan", Value("row.b")), Column("Poin", Value("row.c", width_cm=1.0), said_cm=Decimal(3))]
    assert comfortable_cm(columns) == pytest.approx(12 * 2.0 + 2.496 + 3.0)
