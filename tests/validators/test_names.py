"""Names in expressions and templates, checked before any data comes. TPL-03."""

from __future__ import annotations

import pytest

from validators.expressions import exact_environment
from validators.names import ANY, SCALAR, Record, Rows, Shape, Single, free_names, read_names, unknown_names, used_names

ENVIRONMENT = exact_environment()
ROW = Record({"menit": Single("aktivitas.menit"), "tahap": Single("aktivitas.tahap")})
SCOPE = {
    "identitas": Record({"judul": Single("identitas.judul"), "jp": Single("identitas.jp")}, path="identitas"),
    "aktivitas": Rows(ROW, path="aktivitas"),
    "nilai": Record({}, choose=Record({}, choose=SCALAR)),
    "institusi": ANY,
    "lookup": ANY,
}
TABLES = {"rhk": {"kode": SCALAR, "poin": SCALAR}}


def unknown(source: str) -> list[tuple[str, int, str | None]]:
    return [(name.name, name.line, name.nearest) for name in unknown_names(ENVIRONMENT.parse(source), SCOPE, TABLES)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ identitas.judul }}",
        "{% for a in aktivitas %}{{ a.menit }}{{ loop.index }}{% endfor %}",
        "{{ aktivitas | sum(attribute='menit') }}",
        "{{ (aktivitas | first).tahap }}",
        "{{ aktivitas[0].menit }}",
        "{{ nilai['a']['b'] }}",
        "{{ institusi.apa.saja }}",
        "{{ lookup('rhk', identitas.judul).poin }}",
        "{% set total = identitas.jp %}{{ total }}",
        "{% with x = identitas %}{{ x.jp }}{% endwith %}",
        "{% set teks %}{{ identitas.jp }} JP{% endset %}{{ teks }}",
        "{% macro m(a) %}{{ a.x }}{% endmacro %}{{ m(identitas) }}",
        "{% for k, v in nilai %}{{ k }}{{ v }}{% endfor %}",
    ],
)
def test_unknown_names__none_in_sound_templates(source: str) -> None:
    assert unknown(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ identitas.judull }}", [("identitas.judull", 1, "identitas.judul")]),
        ("\n\n{{ identitass }}", [("identitass", 3, "identitas")]),
        ("{% for a in aktivitas %}{{ a.menitt }}{% endfor %}", [("a.menitt", 1, "a.menit")]),
        ("{{ aktivitas | sum(attribute='mneit') }}", [("aktivitas.mneit", 1, "aktivitas.menit")]),
        ("{{ identitas.judul.panjang }}", [("identitas.judul.panjang", 1, None)]),
        ("{{ lookup('rkh', 1).poin }}", [("rkh", 1, "rhk")]),
        ("{{ lookup('rhk', 1).point }}", [(".point".lstrip("."), 1, "poin")]),
        ("{% if identitas.jpp > 3 %}{% endif %}", [("identitas.jpp", 1, "identitas.jp")]),
        ("{% for a in aktivitas %}{% endfor %}{{ a.menit }}", [("a", 1, None)]),
        ("{{ self }}", [("self", 1, None)]),
    ],
)
def test_unknown_names__are_found_with_line_and_nearest(source: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert unknown(source) == expected


def test_read_names__tells_which_fields_are_reached() -> None:
    tree = ENVIRONMENT.parse("{% for a in aktivitas %}{{ a.menit }}{% endfor %}{{ identitas.jp }}")
    assert read_names(tree, SCOPE).reached == {"aktivitas", "aktivitas.menit", "identitas", "identitas.jp"}


# Names through every construct of a template: what is reached, used, unknown. TPL-03.

GROUP = Record({"x": Single("t.g.x")}, path="t.g")

STEP = Record({"nama": Single("t.langkah.nama")}, path="t.langkah[]")

INNER_ROW = Record({"menit": Single("t.menit"), "langkah": Rows(STEP, path="t.langkah"), "g": GROUP}, path="t[]")

NESTED: dict[str, Shape] = {
    "g": Record({"judul": Single("g.judul"), "jp": Single("g.jp")}, path="g"),
    "t": Rows(INNER_ROW, path="t"),
    "m": Record({}, choose=Record({}, choose=Single("m[][]"), path="m[]"), path="m"),
    "s": Single("s"),
    "bebas": ANY,
    "lookup": ANY,
}


def unknown_in(source: str, filters: frozenset[str] = frozenset()) -> list[tuple[str, int, str | None]]:
    return [(one.name, one.line, one.nearest) for one in unknown_names(ENVIRONMENT.parse(source), NESTED, TABLES, filters)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # each construct hands its parts on
        ("{% if s %}{{ a1 }}{% elif a2 %}{{ a3 }}{% else %}{{ a4 }}{% endif %}", ["a1", "a2", "a3", "a4"]),
        ("{% if a0 %}{% endif %}", ["a0"]),
        ("{% for x in a1 if x.k > a2 %}{{ a3 }}{% else %}{{ a4 }}{% endfor %}", ["a1", "a2", "a3", "a4"]),
        ("{% for x in t if x.k %}{% endfor %}", ["x.k"]),
        ("{% for x in t %}{{ x.langkah[0].k }}{% endfor %}", ["x.langkah[].k"]),
        ("{% for x in t %}{% for y in x.langkah %}{{ y.nama }}{{ y.k }}{% endfor %}{% endfor %}", ["y.k"]),
        ("{% for x in bebas %}{{ x.k }}{{ loop.k }}{% endfor %}", []),
        ("{% for x, y in t %}{{ x.k }}{{ y }}{{ z }}{% endfor %}", ["z"]),
        (
            "{{ loop.index }}",
            [
                "loop",
            ],
        ),
        (
            "{% with %}{{ a1 }}{{ a2 }}{% endwith %}",
            [
                "a1",
                "a2",
            ],
        ),
        ("{% filter upper %}{{ a1 }}{% endfilter %}", ["a1"]),
        ("{% block b %}{{ a1 }}{% endblock %}", ["a1"]),
        ("{% macro f(x) %}{{ x.k }}{{ caller() }}{{ a1 }}{% endmacro %}{{ f(a2) }}", ["a1", "a2"]),
        ("{% macro f(x) %}{% endmacro %}{% call f(s) %}{{ a1 }}{% endcall %}", ["a1"]),
        ("{% set x = a1 %}{{ x.k }}", ["a1"]),
        ("{% set x = g %}{{ x.judull }}", ["x.judull"]),
        ("{% set x %}{{ a1 }}{% endset %}{{ x.k }}", ["a1", "x.k"]),
        ("{% import 'f' as f %}{{ f.k }}", []),
        ("{% from 'f' import p, q as r %}{{ p.k }}{{ r.k }}{{ q }}", ["q"]),
        # expressions
        ("{{ s + a1 }}", ["a1"]),
        ("{{ -a1 }}", ["a1"]),
        ("{{ a1 if a2 else a3 }}", ["a1", "a2", "a3"]),
        ("{{ (g if s else t).k }}", ["k"]),
        ("{{ (s if s).k }}", ["k"]),
        ("{{ 'teks'.k }}", ["k"]),
        ("{{ [a1, s] }}{{ {'k': a2} }}", ["a1", "a2"]),
        ("{{ s is equalto(a1) }}", ["a1"]),
        ("{{ g['judull'] }}", ["g.judull"]),
        ("{{ g[a1] }}", ["a1"]),
        ("{{ g[s].k }}", []),
        ("{{ m[s].k.j }}", ["m[].k.j"]),
        ("{{ m[a1][s].k }}", ["a1", "m[][].k"]),
        ("{{ t[0].k }}", ["t[].k"]),
        ("{{ s.k }}", ["s.k"]),
        ("{{ bebas[0].k.j }}", []),
        ("{{ (s + s).k }}", []),
        ("{{ (not s).k }}", []),
        ("{% macro f() %}{% endmacro %}{{ f.name }}", []),
        ("{{ t | sum(attribute='g.x') }}", []),
        ("{{ (t | map(attribute='g.x') | first).k }}", ["k"]),
        ("{{ (t | sum(attribute='menit')).k }}", []),
        ("{{ s | sum(attribute='k') }}{{ g | map(attribute='k') }}", []),
        # calls and tables
        ("{{ bebas(a1).k }}", ["a1"]),
        ("{{ s(1).k }}", []),
        ("{{ lookup('rhk', a1).poin }}", ["a1"]),
        ("{{ lookup('rhk', s).k }}", ["k"]),
        ("{{ lookup('lain', s).k }}", ["lain"]),
        ("{{ lookup(s).k }}{{ lookup().k }}", []),
        ("{{ bebas('lain').k }}", []),
        # filters over rows
        ("{{ (t | first).k }}", ["k"]),
        ("{{ (t | last).menit }}", []),
        ("{{ (t | max(attribute='menit')).k }}", []),
        ("{{ (t | max).k }}", ["k"]),
        ("{{ (bebas | first).k }}", []),
        ("{{ (s | first).k }}", []),
        ("{{ (t | selectattr('menit', 'gt', a1) | list | sort(attribute='k') | first).j }}", ["a1", "t.k", "j"]),
        ("{{ t | rejectattr('k') | list }}", ["t.k"]),
        ("{{ t | sum('k') }}", ["t.k"]),
        ("{{ t | min('k') }}", ["t.k"]),
        ("{{ t | join('k') }}", []),
        ("{{ t | sum(attribute=s) }}", []),
        (
            "{{ (t | map(attribute='langkah') | first)[0].k }}",
            [
                "[].k",
            ],
        ),
        ("{{ (t | map('dua') | first).k }}", []),
        ("{% for y in t | sum(attribute='langkah', start=[]) %}{{ y.nama }}{{ y.k }}{% endfor %}", ["y.k"]),
        ("{% for x in t | atau([]) %}{{ x.k }}{% endfor %}", ["x.k"]),
        ("{% for x in t | batch(2) %}{{ x.k }}{% endfor %}", ["x.k"]),
    ],
)
def test_unknown_names__through_every_construct(source: str, expected: list[str]) -> None:
    assert sorted(name for name, _, _ in unknown_in(source)) == sorted(expected)


def test_unknown_names__each_once_and_with_its_line() -> None:
    assert unknown_in("{{ a1 }}{{ a1 }}\n{{ a1 }}") == [("a1", 1, None), ("a1", 2, None)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\n{{ s | uper }}", [("| uper", 2, "| upper")]),
        ("{{ s | zzz }}", [("| zzz", 1, None)]),
        ("{{ s | upper }}", []),
        ("{{ t | map('menit') }}", [("| map('menit')", 1, None)]),
        ("{{ t | map('upper') }}", []),
        ("{{ t | map(s) }}", []),
        ("{{ t | map(attribute='menit') }}", []),
    ],
)
def test_unknown_names__filters_where_they_are_given(source: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert unknown_in(source, frozenset({"upper", "map"})) == expected


def test_unknown_names__any_filter_passes_where_none_are_given() -> None:
    assert unknown_in("{{ s | zzz }}{{ t | map('menit') }}") == []


@pytest.mark.parametrize(
    ("source", "nearest"),
    [
        ("{{ g.judull }}", "g.judul"),
        ("{{ g['jpp'] }}", "g.jp"),
        ("{{ bebaz }}", "bebas"),
        ("{{ lookup('rhkk', 1) }}", "rhk"),
        ("{{ s.k }}", None),
    ],
)
def test_unknown_names__nearest_stands_where_the_name_stood(source: str, nearest: str | None) -> None:
    assert [one[2] for one in unknown_in(source)] == [nearest]


@pytest.mark.parametrize(
    ("source", "reached"),
    [
        ("{{ g.judul }}", {"g", "g.judul"}),
        ("{{ t[0].menit }}", {"t", "t[]", "t.menit"}),
        ("{% for x in t %}{% endfor %}", {"t", "t[]"}),
        ("{% for x in t %}{{ x.langkah[0].nama }}{% endfor %}", {"t", "t[]", "t.langkah", "t.langkah[]", "t.langkah.nama"}),
        ("{{ m[s][s] }}", {"m", "s", "m[]", "m[][]"}),
        ("{{ m.a.b }}", {"m", "m[]", "m[][]"}),
        ("{{ t | sum(attribute='menit') }}", {"t", "t.menit"}),
        ("{{ bebas.k }}", set()),
    ],
)
def test_read_names__fields_reached(source: str, reached: set[str]) -> None:
    assert read_names(ENVIRONMENT.parse(source), NESTED).reached == reached


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("{{ a.b.c }}", {"a", "a.b", "a.b.c"}),
        ("{{ a['b'] }}", {"a", "a.b"}),
        ("{{ a[0].b }}", {"a", "a[].b"}),
        ("{{ (a or b).c }}", {"a", "b", "c"}),
        ("{{ a(b) }}", {"a", "b"}),
        ("{{ lookup('rhk', a) }}", {"lookup", "a"}),
    ],
)
def test_used_names__as_written(source: str, used: set[str]) -> None:
    assert used_names(ENVIRONMENT.parse(source)) == used


def test_free_names__without_members() -> None:
    from validators.expressions import compile_expression

    assert free_names(compile_expression(ENVIRONMENT, "a.b + c[d]").tree) == {"a", "c", "d"}
    assert free_names(compile_expression(ENVIRONMENT, "a").tree) == {"a"}
