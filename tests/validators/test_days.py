"""Days between dates in expressions: what is absent passes through. IN-09."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.expressions import ExpressionFault, compile_expression, exact_environment

SCOPE = {"mulai": date(2026, 2, 27), "selesai": date(2026, 3, 2), "n": 3, "d": Decimal("2.0"), "kosong_": KOSONG, "salah": CACAT}


def value(source: str) -> Any:
    return compile_expression(exact_environment(), source).evaluate(SCOPE)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("selesai - mulai", 3),  # 28 February, 1 and 2 March
        ("mulai - selesai", -3),
        ("selesai - mulai + 1", 4),
        ("mulai + n", date(2026, 3, 2)),
        ("n + mulai", date(2026, 3, 2)),
        ("selesai - d", date(2026, 2, 28)),
        ("mulai - kosong_", KOSONG),
        ("kosong_ - mulai", KOSONG),
        ("mulai + kosong_", KOSONG),
        ("salah - mulai", CACAT),
        ("mulai - salah", CACAT),
        ("mulai + 99999999999", CACAT),
        ("(selesai - mulai) * 2", 6),
    ],
)
def test_days__between_dates_and_from_them(source: str, wanted: Any) -> None:
    found = value(source)
    assert found is wanted if wanted in (KOSONG, CACAT) else found == wanted


@pytest.mark.parametrize("source", ["mulai + selesai", "mulai * 2", "mulai + 0.5", "2 - mulai", "mulai + 'a'", "mulai / n"])
def test_days__what_has_no_meaning_is_a_fault_in_words(source: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        value(source)
    assert "date" not in fault.value.message
    assert "int" not in fault.value.message.replace("minta", "")
