"""Names in expressions and templates, checked before any data comes. TPL-03."""

from __future__ import annotations

import pytest

from validators.expressions import exact_environment
from validators.names import ANY, SCALAR, Record, Rows, Scalar, read_names, unknown_names

ENVIRONMENT = exact_environment()
ROW = Record({"menit": Scalar("aktivitas.menit"), "tahap": Scalar("aktivitas.tahap")})
SCOPE = {
    "identitas": Record({"judul": Scalar("identitas.judul"), "jp": Scalar("identitas.jp")}, path="identitas"),
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
