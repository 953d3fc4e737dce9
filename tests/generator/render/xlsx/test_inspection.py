"""What lint learns of a template. TPL-03."""

from __future__ import annotations

import jinja2
from jinja2 import meta

from generator.render.xlsx import expressions, sources, uncached


def test_expressions__every_tag_with_its_place(excel_template):
    tags = {(tag.sheet, tag.cell): tag for tag in expressions(excel_template, "form.xlsx")}
    assert len(tags) == 13
    assert tags["Form", "A2"].source == "Nama: {{ guru.nama }}"
    assert (tags["Form", "A2"].holds, tags["Form", "A3"].holds) == ("text", "value")
    assert (tags["Form", "C7"].source, tags["Form", "C7"].loop) == ("{{ r.kuantitas }}", "for r in rencana")
    assert (tags["Form", "A6"].holds, tags["Form", "A8"].holds, tags["Form", "A6"].loop) == ("for", "endfor", None)


def test_sources__one_line_for_each_cell(excel_template):
    (found,) = sources(excel_template, "form.xlsx")
    lines = found.text.split("\n")
    assert len(lines) == len(found.cells) == 13
    assert lines[found.cells.index("B13")] == "{{ s.menit }}"
    assert meta.find_undeclared_variables(jinja2.Environment().parse(found.text)) == {"guru", "tanggal", "rencana", "sesi"}


def test_sources__line_breaks_stay_on_one_line(small_template):
    (found,) = sources(small_template({"A1": "Nama:\n{{ nama\n | upper }}", "A2": "{{ b }}"}), "form.xlsx")
    assert found.text == "Nama:{{ '\\n' }}{{ nama  | upper }}\n{{ b }}"


def test_uncached__formulas_that_are_not_computed(excel_template):
    found = {(item.sheet, item.cell): item.formula for item in uncached(excel_template, "form.xlsx")}
    assert found == {("Form", "E10"): "LOG10(E7)", ("Form", "F10"): "SUM(C7:C7*D7:D7)"}
