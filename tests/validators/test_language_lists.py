"""The whole list of filters, tests and operators, read from the environments themselves, so that a new one is judged with the others.

IN-07: what is absent passes through. TPL-08: sorting and grouping go by named orders; years never print with points.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.lexer import operators as jinja_operators

from generator import formatting
from generator.home import Home
from generator.render.html import html_environment
from generator.render.workbook import _environment as workbook_environment
from validators import operators
from validators.absence import CACAT, KOSONG, Absence, labelled
from validators.expressions import ExpressionFault, compile_expression, exact_environment
from validators.filters import written_names
from validators.lists import LISTS
from validators.polos import Bernama, Polos, Terurut

ENVIRONMENT = exact_environment(formatting.FILTERS, finalize=formatting.show)
ENVIRONMENTS = {"aturan": ENVIRONMENT, "halaman": html_environment(Home()), "excel": workbook_environment()}
ABSENT = [KOSONG, CACAT, labelled("Tujuan")]
SEE_ABSENCE = {"atau", "default", "d"}
ABOUT_ABSENCE = {"defined", "undefined", "kosong", "cacat"}
ARITHMETIC = sorted(operators._ARITHMETIC)
COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
ARGUMENTS = ["", "('a')", "(2)", "('n')", "(attribute='n')", "('n', 'gt', 1)", "('gt', 1)", "('a', 'b')", "(d)"]
AS_NUMBER = {"rupiah", "angka", "persen"}  # with so many decimals asked for, or as an amount, it is no year any more
DAY = date(2026, 11, 25)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "bahasa-spesifikasi.md"


def evaluate(source: str, environment: Any = ENVIRONMENT, **scope: Any) -> Any:
    return compile_expression(environment, source).evaluate({"d": DAY, **scope})


def tried(name: str, value: Any, environment: Any = ENVIRONMENT) -> list[Any]:
    """Return what a filter gives of a value with each kind of argument that it takes; what it refuses is a fault, nothing else."""
    found: list[Any] = []
    for arguments in ARGUMENTS:
        try:
            found.append(evaluate(f"x | {name}{arguments}", environment, x=value))
        except ExpressionFault:
            continue
    return found


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("place", ENVIRONMENTS)
def test_every_filter__gives_back_what_is_absent_whatever_its_arguments(place: str, absent: Absence) -> None:
    environment = ENVIRONMENTS[place]
    names = [name for name in written_names(environment.filters) if name not in SEE_ABSENCE]
    assert len(names) > 40
    for name in names:
        found = tried(name, absent, environment)
        assert found, name
        assert all(value is absent for value in found), (name, found)


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
def test_every_filter__gives_back_an_absent_argument(absent: Absence) -> None:
    takes = 0
    for name in written_names(ENVIRONMENT.filters):
        if name in SEE_ABSENCE:
            continue
        for value in (3, "abc", [1, 2], DAY, [{"n": 1}]):
            try:
                found = evaluate(f"x | {name}(y)", x=value, y=absent)
            except ExpressionFault:
                continue
            takes += 1
            assert found is absent, (name, value)
    assert takes > 100


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
def test_every_test__of_something_absent_is_absent(absent: Absence) -> None:
    names = [name for name in written_names(ENVIRONMENT.tests) if name not in ABOUT_ABSENCE]
    assert len(names) > 10
    for name in names:
        for source in (f"x is {name}", f"x is {name} 2", f"x is not {name}", f"x is {name} [1]"):
            try:
                assert evaluate(source, x=absent) is absent, source
            except ExpressionFault:
                continue


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("other", [2, Decimal("1.5"), Fraction(1, 3), "a", DAY, time(8), [1], KOSONG], ids=str)
def test_every_operator__gives_back_what_is_absent(absent: Absence, other: Any) -> None:
    known = set(jinja_operators) - {"(", ")", "[", "]", "{", "}", ",", ".", ":", ";", "|", "=", "~", "**"}
    assert known == {*ARITHMETIC, *COMPARISONS.values()}, "an operator that this test does not know"
    assert set(operators._COMPARISONS) == set(COMPARISONS)
    for sign in (*ARITHMETIC, *COMPARISONS.values(), "in", "not in"):
        for source in (f"x {sign} y", f"y {sign} x"):
            found = evaluate(source, x=absent, y=other)
            assert isinstance(found, Absence), source
    for source in ("-x", "+x", "not x", "x[1:]", "x[0]", "x['k']", "x.k", "x if x else 1", "1 if x else 2"):
        assert evaluate(source, x=absent) is absent, source


@pytest.mark.parametrize("hole", ABSENT, ids=repr)
def test_every_list_filter__runs_over_holes_and_never_counts_what_is_wrong(hole: Absence) -> None:
    for name in LISTS:
        tried(name, [3, hole, 1])
        tried(name, [{"n": 3}, {"n": hole}, {"n": 1}])
        tried(name, {"a": {"n": 3}, "b": {"n": hole}})
    for name in ("sum", "max", "min", "rerata", "unique", "sort"):
        found = evaluate(f"x | {name}", x=[3, hole, 1])
        assert isinstance(found, Absence) is (hole is not KOSONG), (name, found)


@pytest.mark.parametrize("year", [Polos(2026), DAY], ids=["bilangan polos", "tanggal"])
def test_every_filter__prints_a_year_without_points(year: Any) -> None:
    value = year if isinstance(year, Polos) else evaluate("x.year", x=year)
    for name in written_names(ENVIRONMENT.filters):
        if name in AS_NUMBER:
            continue
        for held in (value, [value], [value, Polos(1999)], [{"n": value}], {"a": {"n": value}}):
            for found in tried(name, held):
                assert "2.026" not in printed(found), (name, held, found)
    for source in (
        "x + 1",
        "1 + x",
        "x - 1",
        "x ~ ''",
        "'TA ' ~ x",
        "[x, x] | join('/')",
        "x if x else 0",
        "[x][0]",
        "[x][:1]",
        "x | abs",
        "x | angka",
        "x | persen",
    ):
        assert not re.search(r"\d\.\d{3}", printed(evaluate(source, x=value))), source


def printed(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(map(printed, value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(printed, value))
    return str(formatting.show(value))


LEVELS = [Terurut("Rendah", 0), Terurut("Sedang", 1), Bernama("Amat tinggi", 2, "Tinggi")]


@pytest.mark.parametrize("order", list(permutations(LEVELS)), ids="-".join)
def test_order__sort_group_least_and_greatest_go_by_the_named_order(order: tuple[Terurut, ...]) -> None:
    rows = [{"k": level, "n": number} for number, level in enumerate(order)] + [{"k": KOSONG, "n": 9}]
    ranked = [*LEVELS, KOSONG]
    assert evaluate("r | sort(attribute='k') | map(attribute='k')", r=rows) == ranked
    assert evaluate("r | groupby('k') | map(attribute='grouper')", r=rows) == ranked
    assert evaluate("r | map(attribute='k') | sort", r=rows) == ranked
    assert evaluate("[r | map(attribute='k') | min, r | max(attribute='k')]", r=rows) == [LEVELS[0], LEVELS[2]]
    named = "urutan=['Sedang', 'Tinggi', 'Rendah']"
    wanted = [LEVELS[1], LEVELS[2], LEVELS[0], KOSONG]
    assert evaluate(f"r | sort(attribute='k', {named}) | map(attribute='k')", r=rows) == wanted
    assert evaluate(f"r | groupby('k', {named}) | map(attribute='grouper')", r=rows) == wanted


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(LEVELS), st.sampled_from(["apel", "Zaitun", "badam"]), st.just(KOSONG)), max_size=8))
def test_order__of_any_texts_keeps_all_and_puts_what_is_empty_last(texts: list[Any]) -> None:
    found = evaluate("x | sort", x=texts)
    assert sorted(map(repr, found)) == sorted(map(repr, texts))
    empty = [value is KOSONG for value in found]
    assert empty == sorted(empty)
    ranks = [value.rank for value in found if isinstance(value, Terurut)]
    assert ranks == sorted(ranks)
    groups = evaluate("r | groupby('k')", r=[{"k": text} for text in texts])
    assert sum(len(group.list) for group in groups) == len(texts)


def test_page__names_every_filter_and_test() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {*written_names(ENVIRONMENT.filters), *written_names(ENVIRONMENT.tests)} - {"d", "default", "e"}
    assert [name for name in sorted(names) if f"`{name}" not in page and f"{name}(" not in page] == []
