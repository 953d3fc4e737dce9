"""Lines of an office's letters as they are reckoned before a page is laid out."""

from __future__ import annotations

import pytest

from generator.render.lettering import lettering
from generator.render.paper import text_area

_BOOKMAN = {"huruf": "Bookman Old Style"}


# Of 10 points an n of Arial is 5.56 wide and a blank 2.78, so that "nnnn nnnn" is 47.3; in Bookman, 6.6 and 3.2, it is 56.
@pytest.mark.parametrize(
    ("office", "text", "lines"),
    [({}, "nnnn nnnn nnnn", 2), (_BOOKMAN, "nnnn nnnn nnnn", 3), ({}, "n" * 20, 3), ({}, "n" * 20 + " nnnn", 3), ({}, "", 1)],
)
def test_lettering__breaks_between_words_where_a_column_of_50_points_ends(office: dict[str, str], text: str, lines: int) -> None:
    assert lettering(office).lines(text, 50.0, 10.0) == lines


def test_lettering__lines_are_as_high_as_font_and_spacing_make_them() -> None:
    """Arial's stand-in has 1.15 of its size in a line, Bookman's 1.337; what stands behind a paragraph is no matter of the font."""
    wide = {**_BOOKMAN, "spasi": "1,5"}
    assert lettering(_BOOKMAN).height(3, 10.0) / lettering({}).height(3, 10.0) == pytest.approx(1.337 / 1.15, abs=0.001)
    assert lettering(wide).running_line(11.0) - lettering(_BOOKMAN).running_line(11.0) == pytest.approx(11 * 1.337 * 0.35)


def test_text_area__is_the_paper_without_the_offices_margins() -> None:
    """F4 is 21.5 × 33 cm, of which 3 + 2 and 2 + 2.5 are margins; a cm is 28.35 points."""
    assert text_area({"kertas": "F4"}) == pytest.approx((16.5 * 72 / 2.54, 28.5 * 72 / 2.54))
    assert text_area({"kertas": "F4"}, is_turned=True) == pytest.approx((28 * 72 / 2.54, 17 * 72 / 2.54))
