"""The rule language: exact, locked, aware of absence.

SCO-90 (exact arithmetic of record), SAFE-01 (a locked sandbox), DESIGN: absence is a value.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validators.absence import CACAT, KOSONG, TANPA_HASIL
from validators.expressions import ExpressionFault, compile_expression, compile_text, exact_environment

ENVIRONMENT = exact_environment()


def evaluate(source: str, **scope: Any) -> Any:
    return compile_expression(ENVIRONMENT, source).evaluate(scope)


@pytest.mark.parametrize(
    ("source", "scope", "value"),
    [
        ("x >= 0.8", {"x": Decimal("0.8")}, True),
        ("x >= 0.8", {"x": Fraction(4, 5)}, True),
        ("lulus / target * 100 == 55", {"lulus": 55, "target": 100}, True),
        ("29 / 100 * 100", {}, 29),
        ("0.1 + 0.2 == 0.3", {}, True),
        ("1 / 3", {}, Fraction(1, 3)),
        ("7 // 2", {}, 3),
        ("7 % 2", {}, 1),
        ("-x", {"x": Decimal("1.5")}, Fraction(-3, 2)),
        ("rows | sum(attribute='bobot') == 1", {"rows": [{"bobot": Decimal("0.1")}] * 10}, True),
        ("1 < x < 5", {"x": 3}, True),
        ("1 < x < 5", {"x": 7}, False),
        ("x in ['a', 'b']", {"x": "b"}, True),
        ("x not in ['a', 'b']", {"x": "b"}, False),
    ],
)
def test_expression__is_exact(source: str, scope: dict[str, Any], value: Any) -> None:
    """Ten weights of 0.1 are 1; 29 % of 100 is 29: binary fractions would say otherwise."""
    assert evaluate(source, **scope) == value


@pytest.mark.parametrize(
    ("source", "scope", "value"),
    [
        ("x + 1", {"x": KOSONG}, KOSONG),
        ("x + y", {"x": KOSONG, "y": CACAT}, CACAT),
        ("x > 3", {"x": KOSONG}, KOSONG),
        ("3 > x", {"x": CACAT}, CACAT),
        ("x == 'a'", {"x": KOSONG}, KOSONG),
        ("x and y", {"x": KOSONG, "y": False}, False),
        ("x and y", {"x": KOSONG, "y": True}, KOSONG),
        ("x or y", {"x": CACAT, "y": True}, True),
        ("x or y", {"x": CACAT, "y": False}, CACAT),
        ("x or 'tidak ada'", {"x": KOSONG}, "tidak ada"),
        ("x or 'tidak ada'", {"x": "ada"}, "ada"),
        ("x or y", {"x": "", "y": 0}, 0),
        ("x and y", {"x": 1, "y": 2}, 2),
        ("not x", {"x": KOSONG}, KOSONG),
        ("'M' if x >= 32 else 'B'", {"x": CACAT}, CACAT),
        ("'M' if x >= 32 else 'B'", {"x": 32}, "M"),
        ("'M' if x >= 32 else 'B'", {"x": 31}, "B"),
        ("x is kosong", {"x": KOSONG}, True),
        ("x is kosong", {"x": CACAT}, False),
        ("x is cacat", {"x": CACAT}, True),
        ("x | atau(0) + 1", {"x": KOSONG}, 1),
        ("rows | sum(attribute='m')", {"rows": [{"m": 2}, {"m": KOSONG}]}, 2),
        ("rows | sum(attribute='m')", {"rows": [{"m": 2}, {"m": CACAT}]}, CACAT),
        ("rows | map(attribute='t') | unique | list | length", {"rows": [{"t": "a"}, {"t": CACAT}]}, CACAT),
        ("rows | map(attribute='t') | unique | list | length", {"rows": [{"t": "a"}, {"t": KOSONG}, {"t": "a"}]}, 1),
        ("rows | selectattr('t', 'equalto', 'a') | list | length", {"rows": [{"t": "a"}, {"t": CACAT}]}, CACAT),
        ("rows | rejectattr('t', 'kosong') | list | length", {"rows": [{"t": "a"}, {"t": KOSONG}]}, 1),
        ("(rows | first).t == 'a'", {"rows": []}, KOSONG),
        ("rows[3].t", {"rows": [{"t": 1}]}, KOSONG),
        ("rows | max(attribute='t')", {"rows": [{"t": 2}, {"t": KOSONG}, {"t": 5}]}, 5),
        ("rows | min(attribute='t')", {"rows": []}, KOSONG),
        ("x / 0", {"x": 1}, TANPA_HASIL),
        ("x.y.z", {"x": KOSONG}, KOSONG),
    ],
)
def test_expression__gives_absence_back(source: str, scope: dict[str, Any], value: Any) -> None:
    found = evaluate(source, **scope)
    assert found is value if value in (KOSONG, CACAT) else found == value


@pytest.mark.parametrize(
    "source",
    [
        "2 ** 3",
        "2 + 2 ** 3",
        "'a' * 3",
        "'a' + 'b'",
        "x.__class__",
        "x['__class__']",
        "''.__class__.__mro__",
        "x.upper()",
        "range(3)",
        "x | round",
        "x | attr('upper')",
        "unknown + 1",
        "x < 3",
        "x and",
        "cycler('a')",
    ],
)
def test_expression__what_the_language_does_not_have_is_a_fault(source: str) -> None:
    with pytest.raises(ExpressionFault):
        evaluate(source, x="teks")


def test_expression__a_float_cannot_enter() -> None:
    with pytest.raises(ExpressionFault):
        evaluate("x + 1", x=0.1)
    with pytest.raises(ExpressionFault):
        evaluate("x > 1", x=0.1)
    with pytest.raises(ExpressionFault):
        evaluate("x + 1", x=Decimal("NaN"))


def test_expression__a_field_named_like_a_method_is_the_field() -> None:
    assert evaluate("x.items", x={"items": 3}) == 3


def test_text__prints_through_finalize_and_stays_plain() -> None:
    fill = compile_text(exact_environment(finalize=lambda value: f"<{value}>"), "Jumlah {{ a + b }}{% if a > 9 %} besar{% endif %}.")
    assert fill({"a": 1, "b": Decimal("0.5")}) == "Jumlah <3/2>."


def test_text__an_unclosed_tag_is_a_fault() -> None:
    with pytest.raises(ExpressionFault):
        compile_text(ENVIRONMENT, "{{ a ")


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.decimals(allow_nan=False, allow_infinity=False, places=6))
@settings(max_examples=60)
def test_expression__agrees_with_fractions(a: int, b: int, c: Decimal) -> None:
    """Division, sum and product are those of Fraction, whatever the numbers."""
    assert evaluate("a / b + c * a", a=a, b=b, c=c) == Fraction(a, b) + Fraction(c) * a
