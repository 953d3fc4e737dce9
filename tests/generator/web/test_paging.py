"""Long lists in parts, and numbers that addresses say."""

from __future__ import annotations

import pytest

from generator.web.paging import parts_beside, whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", 0), ("-1", 0), ("1.5", 0), ("²", 0), ("٣", 0), ("999999999", 999_999_999), ("9" * 5000, 0)]
)
def test_number__is_one_that_a_page_may_have_written(text: str, number: int) -> None:
    assert whole_number(text) == number


def test_parts__before_and_after_are_led_to_with_what_was_asked() -> None:
    asked = {"cari": "modul ajar"}
    assert parts_beside("/arsip", asked, start=0, most=50, count=50) == {"sebelumnya": "", "berikutnya": ""}
    assert parts_beside("/arsip", asked, start=50, most=50, count=101) == {
        "sebelumnya": "/arsip?cari=modul+ajar",
        "berikutnya": "/arsip?cari=modul+ajar&mulai=100",
    }
