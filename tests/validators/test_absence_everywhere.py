"""What is absent passes through every filter, test, slice and operator that the language has. IN-07: one wrong cell, one finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import formatting
from validators.absence import CACAT, KOSONG, Absence, labelled
from validators.expressions import compile_expression, compile_text, exact_environment
from validators.filters import written_names

ENVIRONMENT = exact_environment(formatting.FILTERS, finalize=formatting.show)
ABSENT = [KOSONG, CACAT, labelled("Tujuan")]
SEE_ABSENCE = {"atau", "default", "d"}
FILTERS = [name for name in written_names(ENVIRONMENT.filters) if name not in SEE_ABSENCE]
TESTS = [name for name in written_names(ENVIRONMENT.tests) if name not in {"defined", "undefined", "kosong", "cacat"}]
ARGUMENTS = {
    "rentang": "(x)",
    "replace": "('a', 'b')",
    "groupby": "('n')",
    "kelompok": "('n')",
    "map": "(attribute='n')",
    "batch": "(2)",
    "slice": "(2)",
}
ARGUMENTS |= {"selectattr": "('n', 'gt', 1)", "rejectattr": "('n', 'gt', 1)", "select": "('gt', 1)", "reject": "('gt', 1)"}
TWO_SIDED = {"eq", "equalto", "ne", "lt", "le", "gt", "ge", "in", "divisibleby"}
LIST_FILTERS = ["sort", "sum", "min", "max", "unique", "join", "list", "first", "last", "length", "count"]


def evaluate(source: str, **scope: Any) -> Any:
    return compile_expression(ENVIRONMENT, source).evaluate(scope)


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("name", FILTERS)
def test_filter__gives_back_the_absence_it_is_given(name: str, absent: Absence) -> None:
    assert evaluate(f"x | {name}{ARGUMENTS.get(name, '')}", x=absent) is absent


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("name", sorted(SEE_ABSENCE))
def test_filter__about_absence_puts_something_in_its_place(name: str, absent: Absence) -> None:
    assert evaluate(f"x | {name}('-')", x=absent) == "-"


@pytest.mark.parametrize(
    "source",
    [
        "'abc' | replace('a', x)",
        "'abc' | replace('a', 'b', x)",
        "3 | angka(x)",
        "3 | persen(x)",
        "['a', 'b'] | join(x)",
        "[1, 2] | batch(x)",
        "[1, 2] | slice(x)",
        "d | rentang(x)",
    ],
)
def test_filter__gives_back_an_absent_argument(source: str) -> None:
    assert evaluate(source, x=CACAT, d=date(2026, 11, 25)) is CACAT
    assert evaluate(source, x=KOSONG, d=date(2026, 11, 25)) is KOSONG


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("name", TESTS)
def test_test__of_something_absent_is_absent(name: str, absent: Absence) -> None:
    argument = " [1]" if name == "in" else " 2" if name in TWO_SIDED else ""
    assert evaluate(f"x is {name}{argument}", x=absent) is absent
    assert evaluate(f"x is not {name}{argument}", x=absent) is absent
    if name in TWO_SIDED:
        assert evaluate(f"3 is {name} x", x=absent) is absent


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize(
    "source",
    ["x[-4:]", "x[:2]", "x[1:3]", "x[::2]", "x[0]", "x.tahun", "x.a.b", "x['k']", "'abc'[x:]", "[1, 2][:x]", "-x", "+x"]
    + [f"x {operator} 2" for operator in ("+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "in", "not in")]
    + [f"2 {operator} x" for operator in ("+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "in", "not in")],
)
def test_operator__gives_back_the_absence(source: str, absent: Absence) -> None:
    assert evaluate(source, x=absent) is absent


@pytest.mark.parametrize("name", LIST_FILTERS)
def test_list__with_something_empty_or_wrong_never_fails(name: str) -> None:
    for items in ([KOSONG], [CACAT], [3, KOSONG, 1], [3, CACAT, 1], [KOSONG, CACAT], [labelled("x"), 2]):
        evaluate(f"x | {name}", x=items)
        evaluate(
            f"r | {name}(attribute='n')" if name in {"sort", "sum", "min", "max", "join"} else f"r | {name}",
            r=[{"n": item} for item in items],
        )


ROWS = [{"k": "b", "n": 2}, {"k": KOSONG, "n": KOSONG}, {"k": "a", "n": 1}, {"k": "b", "n": 5}]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("r | selectattr('n', 'gt', 1) | map(attribute='n')", [2, 5]),
        ("r | rejectattr('n', 'gt', 1) | map(attribute='n')", [KOSONG, 1]),
        ("r | groupby('k') | map(attribute='grouper')", ["a", "b", KOSONG]),
        ("(r | groupby('k'))[1].list | map(attribute='n')", [2, 5]),
        ("r | groupby('k', default='-') | map(attribute='grouper')", ["-", "a", "b"]),
        ("r | kelompok('k') | map(attribute='grouper')", ["b", KOSONG, "a"]),
        ("r | sort(attribute='n') | map(attribute='n')", [1, 2, 5, KOSONG]),
        ("r | sort(attribute='k,n', reverse=true) | map(attribute='n')", [5, 2, 1, KOSONG]),
        ("r | batch(3) | map('length')", [3, 1]),
        ("r | slice(3) | map('length')", [2, 1, 1]),
        ("r | map(attribute='k') | unique", ["b", "a"]),
        ("r | map(attribute='k', default='-')", ["b", "-", "a", "b"]),
    ],
)
def test_rows__an_empty_cell_is_passed_over_or_stands_last(source: str, value: Any) -> None:
    assert evaluate(source, r=ROWS) == value


@pytest.mark.parametrize(
    "source",
    ["r | selectattr('n', 'gt', 1)", "r | groupby('n')", "r | sort(attribute='n')", "r | sum(attribute='n')", "3 in n", "3 not in n"],
)
def test_rows__a_wrong_cell_makes_the_result_wrong(source: str) -> None:
    assert evaluate(source, r=[*ROWS, {"k": "c", "n": CACAT}], n=[1, CACAT]) is CACAT


VALUES = st.one_of(
    st.sampled_from([KOSONG, CACAT]),
    st.integers(-9, 9),
    st.decimals(-9, 9, places=2),
    st.fractions(-3, 3, max_denominator=7),
)


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"n": VALUES, "k": st.sampled_from([KOSONG, CACAT, "a", "B", "c"])}), max_size=6))
def test_template__over_rows_of_any_kind_runs_to_its_end(rows: list[dict[str, Any]]) -> None:
    text = (
        "{% for k, isi in r | groupby('k') %}{{ k }}{{ isi | length }}{% endfor %}"
        "{% for b in r | sort(attribute='n', reverse=true) | batch(2) %}{{ b | map(attribute='k') | join(', ') }}{% endfor %}"
        "{{ r | selectattr('n', 'ge', 0) | map(attribute='n') | sum | angka(1) }}{{ r | map(attribute='k') | unique | join | upper }}"
        "{% if r | length > 1 and r[0].n > r[-1].n %}x{% endif %}{{ r[:2] | length }}{{ (r | first).k[-1:] | title }}{{ 'n' ~ (r | last).n }}"
    )
    assert isinstance(compile_text(ENVIRONMENT, text)({"r": rows}), str)


@pytest.mark.parametrize(
    ("value", "words"),
    [(7, "7"), (Decimal("7.50"), "7,50"), (Fraction(7, 2), "3,5"), (date(2026, 11, 25), "25 November 2026"), (True, "Ya")],
)
def test_text_filter__works_on_a_value_as_it_prints(value: Any, words: str) -> None:
    assert evaluate("x | trim", x=value) == words
    assert evaluate("x | upper", x=value) == words.upper()
