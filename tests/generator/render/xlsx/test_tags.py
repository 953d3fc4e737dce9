"""Tags in the text of a cell. TPL-01."""

from __future__ import annotations

import pytest

from generator.render.xlsx.tags import TextRun, cell_text, plain_line, program_line, segments


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tetap", ""),
        ("{{ a }}", "value"),
        ("  {{ a }}\n", "value"),
        ("{{ {'a': {'b': 1}}['a']['b'] }}", "value"),
        ("{{ '}}' }}", "value"),
        ('{{ "\\"}}" }}', "value"),
        ("{{ a }}{{ b }}", "text"),
        ("Rp{{ a }}", "text"),
        ("{% if a %}x{% endif %}", "text"),
        ("{# catatan #}", "text"),
        ("{%tr for r in rows %}", "for"),
        (" {% tr for r in rows if r.a %} ", "for"),
        ("{%tr endfor %}", "endfor"),
        ("{%- tr endfor -%}", "endfor"),
        ("{%tr endfor %} x", "unknown"),
        ("{%tr if a %}", "for"),
        ("{%tr endif %}", "endfor"),
        ("{%tr else %}", "unknown"),
        ("{%tc for a in b %}", "foreign"),
        ("{% trans %}a{% endtrans %}", "text"),
        ("{{ r.a if r else p }}", "value"),
    ],
)
def test_cell_text__kind(text, kind):
    assert cell_text([TextRun("", text)]).holds == kind


def test_segments__tags_and_text_in_turn():
    assert list(segments("a{{ '}}' }}b{# }} #}{% x %}{{ c")) == ["a", "{{ '}}' }}", "b", "{# }} #}", "{% x %}", "{{ c"]


def test_program_line__tag_belongs_to_the_run_it_begins_in():
    runs = [TextRun("<rPr/>", "Nama: {{ gu"), TextRun("", "ru }}"), TextRun("<b/>", " selesai")]
    line = program_line(cell_text(runs))
    assert line == "{{ __awal }}{{ __lari0 }}Nama: {{ guru }}{{ __lari2 }} selesai{{ __akhir }}"


def test_plain_line__row_tag_without_its_tr():
    assert plain_line(cell_text([TextRun("", "{%tr for r in\nrows %}")])) == "{% for r in rows %}"
