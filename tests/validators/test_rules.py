"""Rules against a scope: each row, its place, silence on absence, faults that name the rule. IN-09, SCO-90."""

from __future__ import annotations

from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.expressions import compile_expression, compile_text, exact_environment
from validators.findings import Finding, Severity
from validators.rules import Rule, RuleFault, check, rows_at

ENVIRONMENT = exact_environment()


def rule(check: str, message: str = "Salah.", when: str = "", **facts: Any) -> Rule:
    return Rule(
        "A001-uji",
        compile_expression(ENVIRONMENT, check),
        compile_text(ENVIRONMENT, message),
        compile_text(ENVIRONMENT, "Perbaiki {{ x }}." if "{{" in message else "Perbaiki."),
        when=compile_expression(ENVIRONMENT, when) if when else None,
        **facts,
    )


@pytest.mark.parametrize(
    ("source", "scope", "count"),
    [
        ("x > 3", {"x": 4}, 0),
        ("x > 3", {"x": 3}, 1),
        ("x > 3", {"x": KOSONG}, 0),
        ("x > 3", {"x": CACAT}, 0),
        ("x > 3 and y > 3", {"x": CACAT, "y": 1}, 1),
        ("x is kosong", {"x": 1}, 1),
        ("x == 'a'", {"x": "b"}, 1),
    ],
)
def test_check__a_false_condition_is_a_finding_an_absent_one_is_not(source: str, scope: dict[str, Any], count: int) -> None:
    assert len(check([rule(source)], scope)) == count


@pytest.mark.parametrize(("x", "count"), [(True, 1), (False, 0), (KOSONG, 0), (CACAT, 0)])
def test_check__a_rule_applies_only_when_its_condition_holds(x: Any, count: int) -> None:
    assert len(check([rule("1 > 2", when="x")], {"x": x})) == count


def test_check__each_row_is_checked_and_named() -> None:
    scope = {"t": [{"n": 1}, {"n": 9}, {"n": KOSONG}, {"n": 8}]}
    found = check([rule("row.n < 5", each=("t",), at=("n",), severity=Severity.WARNING)], scope)
    assert [(one.path, one.severity) for one in found] == [(("t", 1, "n"), Severity.WARNING), (("t", 3, "n"), Severity.WARNING)]


def test_check__rows_in_rows_know_their_parent_and_a_group_is_passed_through() -> None:
    scope = {"g": {"t": [{"batas": 3, "u": [{"n": 2}, {"n": 4}]}, {"batas": 9, "u": [{"n": 10}]}]}}
    found = check([rule("row.n <= parent.batas", each=("g", "t", "u"), at=("n",))], scope)
    assert [one.path for one in found] == [("g", "t", 0, "u", 1, "n"), ("g", "t", 1, "u", 0, "n")]


@pytest.mark.parametrize("table", [CACAT, KOSONG, [], None])
def test_check__no_rows_no_findings(table: Any) -> None:
    assert check([rule("row.n < 5", each=("t",))], {"t": table}) == ()


def test_check__the_message_is_filled_from_the_scope_and_a_value_is_not_read_as_a_template() -> None:
    found = check([rule("x == 1", message="Isinya {{ x }}.")], {"x": "{{ 7 * 7 }}"})
    assert found == (Finding("A001-uji", "Isinya {{ 7 * 7 }}.", hint="Perbaiki {{ 7 * 7 }}."),)


def test_check__a_rule_that_cannot_run_is_a_fault_naming_it() -> None:
    broken = rule("x > 3", place="baris 7")
    with pytest.raises(RuleFault) as caught:
        check([rule("x == 'a'"), broken], {"x": "a"})
    assert caught.value.rule is broken


def test_check__a_message_that_cannot_be_filled_is_a_fault_too() -> None:
    with pytest.raises(RuleFault):
        check([rule("x == 1", message="{{ x.y.z }}")], {"x": 2})


def test_check__a_float_in_the_scope_is_a_fault_not_a_rounding() -> None:
    with pytest.raises(RuleFault):
        check([rule("x >= 0.8")], {"x": 0.8})


def test_rows_at__path_row_and_parent() -> None:
    inner = {"n": 1}
    outer = {"u": [inner]}
    assert list(rows_at(("t", "u"), {"t": [outer]})) == [(("t", 0, "u", 0), inner, outer)]
