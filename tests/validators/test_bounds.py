"""Expressions and templates of any size end in a named fault, while they are compiled as well as while they run."""

from __future__ import annotations

import time
from typing import Any

import pytest

from generator import formatting
from validators import bounds
from validators.expressions import ExpressionFault, compile_expression, compile_text, exact_environment

ENVIRONMENT = exact_environment(formatting.FILTERS, finalize=formatting.show)
LOOP = "{% for a in x %}" * 3 + "{{ a }}" + "{% endfor %}" * 3


@pytest.fixture(autouse=True)
def _at_once() -> Any:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    "source",
    [
        "(" * 200 + "1" + ")" * 200,
        "[" * 200 + "]" * 200,
        "not " * 300 + "x",
        "-" * 300 + "x",
        " + ".join(["x"] * 300),
        "x" + " | abs" * 300,
        "x" + "[0]" * 300,
        "1 if x else " * 300 + "1",
        "7" * 6_000,
        "7" * 100,
        "1e400",
        ", ".join(["x"] * 3_000).join("[]"),
    ],
)
def test_expression__too_deep_or_long_is_a_fault_when_it_is_read(source: str) -> None:
    with pytest.raises(ExpressionFault):
        compile_expression(ENVIRONMENT, source)
    with pytest.raises(ExpressionFault):
        compile_text(ENVIRONMENT, "{{ " + source + " }}")


@pytest.mark.parametrize(
    "source", [" ~ ".join(["x"] * 300), "(" * 20 + "x" + ")" * 20, " + ".join(["x"] * 40), "123_456_789_012_345_678_901"]
)
def test_expression__of_honest_size_is_read(source: str) -> None:
    compile_expression(ENVIRONMENT, source)


@pytest.mark.parametrize(
    "source",
    [
        "3 | angka(999999999)",
        "3 | persen(51)",
        "[1] | slice(10 ** 9)",
        "[1] | slice(1000000000)",
        "[1] | batch(1000000000, 'x')",
        "[1] | slice(0)",
        "[1] | slice(-1)",
        "('a' * 1000000000)",
        "[1] * 1000000000",
        "'aaaaaaaaaa'" + " | replace('a', 'aaaaaaaaaa')" * 9,
        "x" + " | replace('', 'aaaaaaaaaa')" * 9,
        "'%1000000000d' % 3",
    ],
)
def test_filter__that_would_make_too_much_is_a_fault(source: str) -> None:
    with pytest.raises(ExpressionFault):
        compile_expression(ENVIRONMENT, source).evaluate({"x": "aaaaaaaaaa"})


@pytest.mark.parametrize(
    "text",
    [
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 30 + "{{ a }}",
        "{% set a = x %}" + "{% set a = a ~ a %}" * 30 + "{{ a }}",
        "{% set a = 99999999999 %}" + "{% set a = a * a %}" * 30 + "{{ a }}",
        "{% set a = [x] %}" + "{% set a = [a, a] | join(x) %}" * 30 + "{{ a }}",
        "{% for a in x %}" * 8 + "{{ a }}" + "{% endfor %}" * 8,
        "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] %}" * 8 + "{{ a }}" + "{% endfor %}" * 8,
        "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}",
        "{% for a in [[1]] recursive %}{{ loop([a]) }}{% endfor %}",
    ],
)
def test_template__that_would_run_or_grow_without_end_is_a_fault(text: str) -> None:
    with pytest.raises(ExpressionFault):
        compile_text(ENVIRONMENT, text)({"x": "aaaaaaaaaa"})


@pytest.mark.parametrize("opening", ["{% for a in x %}", "{% if x %}", "{% with y = x %}"])
def test_template__with_blocks_nested_too_deep_is_a_fault(opening: str) -> None:
    closing = "{% end" + opening.split()[1] + " %}"
    with pytest.raises(ExpressionFault):
        compile_text(ENVIRONMENT, opening * 40 + "x" + closing * 40)
    compile_text(ENVIRONMENT, opening * 10 + "x" + closing * 10)


def test_template__counts_its_rounds_afresh_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_ROUNDS", 29)
    fill = compile_text(ENVIRONMENT, "{% for a in x %}{% for b in x %}{{ b }}{% endfor %}{% endfor %}")
    assert [fill({"x": [1, 2, 3, 4]}) for _ in range(3)] == ["1234" * 4] * 3
    with pytest.raises(ExpressionFault):
        fill({"x": [1, 2, 3, 4, 5]})


@pytest.mark.parametrize(
    ("source", "near"),
    [
        ("x | lenght", "length"),
        ("x | sorted", "sort"),
        ("x | selectattr", "nama kolom"),
        ("x is kosng", "kosong"),
        ("x | _gabun", "tidak ada"),
    ],
)
def test_expression__names_the_nearest_filter_and_no_inner_one(source: str, near: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(ENVIRONMENT, source).evaluate({"x": [1]})
    assert near in caught.value.message
    assert "named" not in caught.value.message
    assert "“_" not in caught.value.message.replace("“_gabun”", "")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("'a' < 1", "teks tidak dapat dibandingkan dengan bilangan"),
        ("d < 1", "teks tidak dapat dibandingkan dengan bilangan"),
        ("1 in 2", "bilangan bukan daftar"),
        ("x | sort", "tidak dapat dibandingkan"),
        ("5 | sum", "sum memerlukan daftar"),
        ("'abc' + 1", "teks “abc” bukan bilangan"),
        ("5 | angka(1, 2, 3)", "terlalu banyak"),
        ("5 | angka(desimal=2)", "tidak ada pilihan bernama “desimal”"),
        ("5[:2]", "tidak dapat dipotong"),
    ],
)
def test_expression__that_cannot_run_is_told_in_indonesian(source: str, words: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(ENVIRONMENT, source).evaluate({"x": [1, "a"], "d": "a"})
    assert words in caught.value.message
