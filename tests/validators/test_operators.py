"""Operators and collection filters one by one, absence and undefined names included. SCO-90; DESIGN: absence is a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, UndefinedError

from validators import filters, lists, operators
from validators.absence import CACAT, KOSONG, TANPA_HASIL
from validators.expressions import ExpressionFault, compile_expression, compile_text, exact_environment
from validators.operators import ForbiddenOperation

ENVIRONMENT = exact_environment({"dua_kali": lambda value: value * 2})
PRINTING = exact_environment(finalize=lambda value: f"<{value}>")
MISSING = StrictUndefined(name="tak_ada")
ROWS = [{"t": "b", "n": 2}, {"t": KOSONG, "n": 3}, {"t": "a", "n": 1}]


def evaluate(source: str, **scope: Any) -> Any:
    return compile_expression(ENVIRONMENT, source).evaluate(scope)


@pytest.mark.parametrize(
    ("source", "scope", "value"),
    [
        ("7 // 2.5", {}, 2),
        ("7 % 2.5", {}, 2),
        ("x - 0.5", {"x": 3}, Fraction(5, 2)),
        ("x * 2.5", {"x": 4}, 10),
        ("+x", {"x": Decimal("2.0")}, 2),
        ("1 != 1.0", {}, False),
        ("2 <= 2 and 2 >= 2", {}, True),
        ("2 < 2 or 2 > 2", {}, False),
        ("3 <= 2 or 2 >= 3", {}, False),
        ("'a' < 'b'", {}, True),
        ("2024 == 2024.0", {}, True),
        ("x | abs", {"x": Decimal("-1.5")}, Fraction(3, 2)),
        ("x | abs", {"x": KOSONG}, KOSONG),
        ("x // 0", {"x": 1}, TANPA_HASIL),
        ("x % 0", {"x": 1}, TANPA_HASIL),
        ("0 * x", {"x": 5}, 0),
        ("x - 0", {"x": 5}, 5),
    ],
)
def test_arithmetic__worked_by_hand(source: str, scope: dict[str, Any], value: Any) -> None:
    found = evaluate(source, **scope)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.5, "pecahan biner (float) tidak boleh masuk hitungan"),
        (True, "ya/tidak “Ya” bukan bilangan"),
        ("3", "teks “3” bukan bilangan"),
        (Decimal("NaN"), "NaN bukan bilangan"),
        (Decimal("Infinity"), "Infinity bukan bilangan"),
    ],
)
def test_exact__refuses_what_is_no_exact_number(value: Any, words: str) -> None:
    with pytest.raises(ForbiddenOperation) as caught:
        operators.exact(value)
    assert str(caught.value) == words


@pytest.mark.parametrize(("value", "found"), [(3, 3), (Decimal("3.0"), 3), (Fraction(6, 2), 3), (Fraction(1, 2), Fraction(1, 2))])
def test_exact__whole_numbers_become_int(value: Any, found: Any) -> None:
    assert (operators.exact(value), type(operators.exact(value))) == (found, type(found))


def test_arithmetic__an_unknown_operator_is_named() -> None:
    with pytest.raises(ForbiddenOperation) as caught:
        operators.arithmetic("**", 2, 3)
    assert str(caught.value) == "operator ** tidak ada dalam bahasa ini"


@pytest.mark.parametrize(("left", "right"), [(0.5, 1), (1, 0.5)])
def test_compare__floats_are_refused_on_either_side(left: Any, right: Any) -> None:
    with pytest.raises(ForbiddenOperation) as caught:
        operators.compare(left, "lt", right)
    assert str(caught.value) == "pecahan biner (float) tidak boleh dibandingkan"


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        (lambda: operators.arithmetic("+", MISSING, 1), MISSING),
        (lambda: operators.arithmetic("+", 1, MISSING), MISSING),
        (lambda: operators.arithmetic("+", CACAT, MISSING), MISSING),
        (lambda: operators.compare(MISSING, "eq", 1), MISSING),
        (lambda: operators.compare(1, "eq", MISSING), MISSING),
        (lambda: operators.compare(MISSING, "eq", KOSONG), MISSING),
        (lambda: operators.both(MISSING, True), MISSING),
        (lambda: operators.both(True, MISSING), MISSING),
        (lambda: operators.both(CACAT, MISSING), MISSING),
        (lambda: operators.both(MISSING, 0), 0),
        (lambda: operators.both(0, MISSING), 0),
        (lambda: operators.either(MISSING, 0), MISSING),
        (lambda: operators.either(KOSONG, MISSING), MISSING),
        (lambda: operators.either(MISSING, 1), 1),
        (lambda: operators.either(1, MISSING), 1),
        (lambda: operators.either(KOSONG, CACAT), CACAT),
        (lambda: operators.both(CACAT, KOSONG), CACAT),
        (lambda: operators.both(3, 4), 4),
        (lambda: operators.either(0, ""), ""),
        (lambda: operators.negate(MISSING), MISSING),
        (lambda: operators.negate(CACAT), CACAT),
        (lambda: operators.negate(0), True),
        (lambda: operators.choose(MISSING, 1, 2), MISSING),
        (lambda: operators.choose(KOSONG, 1, 2), KOSONG),
        (lambda: operators.choose(0, 1), KOSONG),
        (lambda: operators.choose(1, 7, 2), 7),
        (lambda: filters.instead(MISSING, 3), 3),
        (lambda: filters.instead("", 3), 3),
        (lambda: filters.instead(CACAT, 3), 3),
        (lambda: filters.instead(KOSONG), ""),
        (lambda: filters.instead(0, 3), 0),
    ],
)
def test_operators__absent_and_undefined(operation: Any, found: Any) -> None:
    value = operation()
    if isinstance(found, StrictUndefined) or found in (KOSONG, CACAT):
        assert value is found
    else:
        assert (value, type(value)) == (found, type(found))


@pytest.mark.parametrize(
    ("source", "scope", "value"),
    [
        ("x | sum", {"x": [1, 2, KOSONG]}, 3),
        ("x | sum(start=4)", {"x": [1, 2]}, 7),
        ("x | sum", {"x": []}, 0),
        ("x | sum", {"x": KOSONG}, KOSONG),
        ("x | sum", {"x": CACAT}, CACAT),
        ("rows | sum(attribute='n')", {"rows": ROWS}, 6),
        ("rows | sum(attribute='g.n')", {"rows": [{"g": {"n": 2}}, {"g": {"n": 5}}]}, 7),
        ("rows | sum(attribute='u', start=[])", {"rows": [{"u": [1, 2]}, {"u": KOSONG}, {"u": [3]}]}, [1, 2, 3]),
        ("rows | sum(attribute='u', start=[])", {"rows": [{"u": [1, 2]}, {"u": CACAT}]}, CACAT),
        ("x | max", {"x": [2, KOSONG, 7]}, 7),
        ("x | min", {"x": [2, KOSONG, 7]}, 2),
        ("x | max", {"x": [2, CACAT]}, CACAT),
        ("x | max", {"x": [KOSONG]}, KOSONG),
        ("x | max", {"x": CACAT}, CACAT),
        ("rows | min(attribute='n')", {"rows": ROWS}, 1),
        ("rows | map(attribute='n')", {"rows": ROWS}, [2, 3, 1]),
        ("rows | map(attribute='n')", {"rows": KOSONG}, KOSONG),
        ("x | map('dua_kali')", {"x": [1, 2]}, [2, 4]),
        ("x | unique", {"x": ["b", "a", KOSONG, "b"]}, ["b", "a"]),
        ("x | unique", {"x": ["b", CACAT]}, CACAT),
        ("x | unique", {"x": KOSONG}, KOSONG),
        ("rows | selectattr('n', 'gt', 1) | map(attribute='n')", {"rows": ROWS}, [2, 3]),
        ("rows | rejectattr('n', 'gt', 1) | map(attribute='n')", {"rows": ROWS}, [1]),
        ("rows | selectattr('n') | map(attribute='n')", {"rows": [{"n": 0}, {"n": 4}]}, [4]),
        ("rows | rejectattr('n') | map(attribute='n')", {"rows": [{"n": 0}, {"n": 4}]}, [0]),
        ("rows | selectattr('n', 'cacat') | length", {"rows": [{"n": CACAT}, {"n": 4}]}, 1),
        ("rows | selectattr('n', 'kosong') | length", {"rows": [{"n": CACAT}, {"n": KOSONG}]}, 1),
        ("rows | selectattr('n', 'eq', 4)", {"rows": [{"n": CACAT}]}, CACAT),
        ("rows | selectattr('n')", {"rows": [{"n": 1}, {"n": CACAT}]}, CACAT),
        ("rows | selectattr('n', 'eq', 4)", {"rows": CACAT}, CACAT),
        ("x | select('gt', 2) | list", {"x": [1, 2, 3]}, [3]),
        ("x | reject('gt', 2) | list", {"x": [1, 2, 3]}, [1, 2]),
        ("x | select | list", {"x": [0, 5]}, [5]),
        ("x | select('divisibleby', 3) | list", {"x": [3, 4, 9]}, [3, 9]),
        ("x | first", {"x": [4, 5]}, 4),
        ("x | last", {"x": [4, 5, 6]}, 6),
        ("x | last", {"x": []}, KOSONG),
        ("x | first", {"x": CACAT}, CACAT),
        ("x | length", {"x": KOSONG}, KOSONG),
        ("x | count", {"x": [4, 5]}, 2),
        ("x | count", {"x": CACAT}, CACAT),
        ("x | list", {"x": (4, 5)}, [4, 5]),
        ("x | sort", {"x": [3, KOSONG, 1]}, [1, 3, KOSONG]),
        ("x | sort(reverse=true)", {"x": [1, KOSONG, 3]}, [3, 1, KOSONG]),
        ("x | sort", {"x": [3, CACAT]}, CACAT),
        ("x | sort", {"x": KOSONG}, KOSONG),
        ("rows | sort(attribute='t') | map(attribute='n')", {"rows": ROWS}, [1, 2, 3]),
        ("x | join", {"x": ["a", KOSONG, "b"]}, "ab"),
        ("x | join(', ')", {"x": ["a", KOSONG, "b"]}, "a, b"),
        ("x | join(1)", {"x": ["a", "b"]}, "a1b"),
        ("x | join", {"x": KOSONG}, KOSONG),
        ("rows | join('-', attribute='n')", {"rows": ROWS}, "2-3-1"),
        ("'a' ~ x", {"x": 3}, "a3"),
        ("x | atau('-')", {"x": ""}, "-"),
    ],
)
def test_filters__worked_by_hand(source: str, scope: dict[str, Any], value: Any) -> None:
    found = evaluate(source, **scope)
    assert found is value if value in (KOSONG, CACAT) else found == value


def test_filters__print_through_finalize() -> None:
    assert compile_expression(PRINTING, "x | join('+')").evaluate({"x": [1, 2]}) == "<1>+<2>"
    assert compile_expression(PRINTING, "1 ~ 2").evaluate({}) == "<1><2>"


@pytest.mark.parametrize("source", ["rows | sum(attribute='k')", "rows | selectattr('k') | list", "rows | map(attribute='n.k')"])
def test_filters__a_column_that_is_not_there_is_a_fault_naming_it(source: str) -> None:
    with pytest.raises(ExpressionFault, match="k"):
        evaluate(source, rows=ROWS)


@pytest.mark.parametrize("source", ["rows | map('n')", "rows | map"])
def test_map__a_column_as_if_it_were_a_filter_is_a_fault(source: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        evaluate(source, rows=ROWS)
    assert caught.value.message == (f"Ungkapan `{source}` tidak dapat dijalankan: map memerlukan attribute='...' atau nama filter.")


def test_attribute__a_missing_name_raises_at_once() -> None:
    with pytest.raises(UndefinedError):
        lists._attribute({"a": 1}, "b", ENVIRONMENT)


@pytest.mark.parametrize(
    ("source", "scope", "value"),
    [
        ("d.year * 10000 + d.month * 100 + d.day", {"d": date(2026, 11, 22)}, 20_261_122),
        ("x[0]", {"x": [7, 8]}, 7),
        ("x[1]", {"x": [7, 8]}, 8),
        ("x[-2]", {"x": [7, 8]}, 7),
        ("x[2]", {"x": [7, 8]}, KOSONG),
        ("x[-3]", {"x": [7, 8]}, KOSONG),
        ("x['k']", {"x": {"k": 3}}, 3),
        ("x[k]", {"x": {"k": 3}, "k": KOSONG}, KOSONG),
        ("x[k]", {"x": {"k": 3}, "k": CACAT}, CACAT),
        ("x[0]", {"x": CACAT}, CACAT),
        ("x.k", {"x": CACAT}, CACAT),
        ("1 < 2 < 3 < 4", {}, True),
        ("1 < 2 > 3", {}, False),
        ("'a' if x", {"x": False}, KOSONG),
        ("1.25", {}, Fraction(5, 4)),
        ("'x' is string", {}, True),
    ],
)
def test_expression__reaches_data_by_key_and_place(source: str, scope: dict[str, Any], value: Any) -> None:
    found = evaluate(source, **scope)
    assert found is value if value in (KOSONG, CACAT) else found == value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x and", "Ungkapan `x and` keliru: "),
        ("x < 3", "Ungkapan `x < 3` tidak dapat dijalankan: "),
        ("tak_ada", "Ungkapan `tak_ada` tidak dapat dijalankan: nama 'tak_ada' tidak dikenal."),
        ("x.y", "Ungkapan `x.y` tidak dapat dijalankan: "),
        ("x[1.5]", "Ungkapan `x[1.5]` tidak dapat dijalankan: "),
        ("2 ** 2", "Operator ** tidak ada dalam bahasa ini."),
        ("d.weekday", "Ungkapan `d.weekday` tidak dapat dijalankan: "),
    ],
)
def test_expression__a_fault_quotes_the_expression(source: str, words: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        evaluate(source, x="teks", d=date(2026, 11, 22))
    assert caught.value.message.startswith(words)
    assert caught.value.line == 1


@pytest.mark.parametrize(("source", "line"), [("a\n{{ b", 2), ("a\n\n{{ 2 ** 3 }}", 3)])
def test_text__a_fault_names_its_line(source: str, line: int) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_text(ENVIRONMENT, source)
    assert caught.value.line == line


@pytest.mark.parametrize(("source", "line"), [("1 +\n2 +", 2), ("1 +\n2 ** 3", 2)])
def test_expression__a_malformed_one_names_its_line(source: str, line: int) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(ENVIRONMENT, source)
    assert caught.value.line == line


def test_text__that_cannot_be_filled_is_quoted() -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_text(ENVIRONMENT, "Isi {{ x.y.z }}.")({"x": 1})
    assert caught.value.message.startswith("Teks `Isi {{ x.y.z }}.` tidak dapat diisi: ")


def test_text__keeps_its_last_line_end_and_loops_know_their_place() -> None:
    text = "{% for r in rows %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}\n"
    assert compile_text(ENVIRONMENT, text)({"rows": [1, 2, 3]}) == "1a2b3a\n"


def test_environment__made_afresh_is_strict_locked_and_keeps_line_ends() -> None:
    made = exact_environment(loader=DictLoader({"a": "{% include 'b' %}", "b": "isi\n"}))
    assert made.get_template("a").render() == "isi\n"
    assert compile_text(made, "{{ 4 is even }}{{ x is kosong }}")({"x": KOSONG}) == "TrueTrue"
    for source in ("{{ tak_ada }}", "{{ range(3) }}"):
        with pytest.raises(ExpressionFault):
            compile_text(made, source)({})
    with pytest.raises(ExpressionFault) as caught:
        compile_text(made, "{{ x")
    assert caught.value.message.startswith("Teks `{{ x` keliru: ")


def test_text__escapes_only_where_asked() -> None:
    assert compile_text(exact_environment(autoescape=True), "{{ x }}")({"x": "<"}) == "&lt;"
    assert compile_text(ENVIRONMENT, "{{ x }}")({"x": "<"}) == "<"


def test_environment__a_marked_function_may_be_called_and_no_other() -> None:
    from validators.expressions import callable_in_expressions

    marked = callable_in_expressions(lambda x: x + 1)
    assert evaluate("f(2)", f=marked) == 3
    with pytest.raises(ExpressionFault):
        evaluate("f(2)", f=lambda x: x)
