"""What a value becomes in its cell. SAFE-04, TPL-01."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import TemplateFault
from generator.formatting import per_cent
from generator.office.package.parts import read_parts, write_parts
from generator.office.sheet.cells import unescaped
from tests.generator.render.xlsx.conftest import STYLES
from validators.absence import CACAT, KOSONG

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def put(filled_with, small_template):
    """Return the workbook whose cell A1, {{ nilai }}, has got a value."""
    template = small_template({"A1": "{{ nilai }}", "A2": "Nilai: {{ nilai }}."})

    def put(value):
        return filled_with({"nilai": value}, template)

    return put


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (18, "18"),
        (Decimal("90.50"), "90.5"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "0.3333333333333333"),
        (0, "0"),
        (datetime.date(2023, 7, 12), "45119"),
        (datetime.time(12, 0), "0.5"),
    ],
    ids=str,
)
def test_value__numbers_stay_numbers(put, value, stored):
    made = put(value)
    assert made.cell("A1").get("t") is None
    assert made.value("A1") == stored


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("R&D < 5 kg", "R&D < 5 kg"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("197007071998021001", "197007071998021001"),
        ("  tepi  ", "  tepi  "),
        (True, "Ya"),
        (False, "Tidak"),
        (["lugas", "jelas", 3], "lugas\njelas\n3"),
        (("a", True), "a\nYa"),
        (CACAT, "[belum benar]"),
        (datetime.date(1899, 12, 31), "1899-12-31"),
    ],
    ids=str,
)
def test_value__text(put, value, text):
    made = put(value)
    assert made.cell("A1").get("t") == "inlineStr"
    assert made.value("A1") == text


@pytest.mark.parametrize("value", [KOSONG, "", None, [], ()], ids=repr)
def test_value__absent_leaves_an_empty_cell(put, value):
    made = put(value)
    assert len(made.cell("A1")) == 0
    assert made.cell("A1").get("t") is None


def test_value__in_text_it_prints_as_everywhere(put):
    assert put(Decimal("90.5")).value("A2") == "Nilai: 90,5."
    assert put(KOSONG).value("A2") == "Nilai: ."
    assert put(True).value("A2") == "Nilai: Ya."


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+62 812", "-5", "@SUM(A1)", "'kutip", "\t=1"])
def test_text__like_a_formula_is_marked_as_text(put, text):
    made = put(text)
    assert made.value("A1") == text
    style = int(made.cell("A1").get("s"))
    assert made.root("xl/styles.xml").find(f"{MAIN}cellXfs")[style].get("quotePrefix") == "1"


def test_text__plain_leaves_the_styles_part_alone(put, excel_parts):
    assert put("biasa").parts["xl/styles.xml"] == excel_parts["xl/styles.xml"]


def test_text__line_breaks_show_even_where_the_template_does_not_wrap(put):
    made = put("satu\ndua")
    xf = made.root("xl/styles.xml").find(f"{MAIN}cellXfs")[int(made.cell("A1").get("s"))]
    assert xf.find(f"{MAIN}alignment").get("wrapText") == "1"


def test_date__in_a_plain_cell_gets_a_date_format(put, filled):
    made = put(datetime.date(2023, 7, 12))
    assert made.root("xl/styles.xml").find(f"{MAIN}cellXfs")[int(made.cell("A1").get("s"))].get("numFmtId") == "14"
    assert filled.cell("A3").get("s") == "2"  # there the author's own format stays


def test_styles__count_is_true_after_cloning(put):
    holder = put("=1").root("xl/styles.xml").find(f"{MAIN}cellXfs")
    assert int(holder.get("count")) == len(holder)


def test_text__too_long_for_a_cell_is_refused_with_its_place(put):
    with pytest.raises(TemplateFault) as caught:
        put("a" * 32_768)
    assert caught.value.place == "lembar “Form”, sel A1"


@settings(max_examples=60)
@given(value=st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_text__every_text_comes_out_as_written(put, value):
    assert unescaped(put(value).value("A1") or "") == value


@settings(max_examples=200)
@given(value=st.text(alphabet="_x05F41\x0b", min_size=1, max_size=20) | st.from_regex(r"(_x00[45][1F]){1,3}_", fullmatch=True))
def test_text__what_looks_like_an_escape_comes_out_as_written(put, value):
    assert excel_text(put(value).value("A1") or "") == value


@pytest.mark.parametrize("value", ["_x0041_", "_x005F_x0041_", "_x0041_x0042_", "_x0000\x0b", "__x0041_", "_x41_", "a_x00e9_b"])
def test_text__escape_like_text_of_each_kind(put, value):
    assert excel_text(put(value).value("A1") or "") == value


def excel_text(stored: str) -> str:
    """Return what Excel shows: it reads from left to right, and what an escape gave is not read again."""
    shown = ""
    while stored:
        escape = re.match("_x([0-9A-Fa-f]{4})_", stored)
        shown += chr(int(escape.group(1), 16)) if escape else stored[0]
        stored = stored[7:] if escape else stored[1:]
    return shown


@settings(max_examples=60)
@given(value=st.fractions(max_denominator=10**6) | st.integers(-(10**15), 10**15))
def test_number__is_the_nearest_a_program_can_hold(put, value):
    assert float(put(value).value("A1")) == float(value)


def test_date__workbook_that_counts_from_1904(filled_with, small_template):
    parts = read_parts(small_template({"A1": "{{ nilai }}"}))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    # 45119 counted from 1900, 1462 days less counted from 1904
    assert filled_with({"nilai": datetime.date(2023, 7, 12)}, write_parts(parts)).value("A1") == "43657"


def test_value__of_an_environment_that_rewrites_what_it_parses(small_template):
    import jinja2
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from jinja2.visitor import NodeTransformer

    from generator.office.package.parts import read_parts
    from generator.render.xlsx import fill

    class Exact(NodeTransformer):
        def visit_Const(self, node):
            if not isinstance(node.value, float):
                return node
            top, bottom = Fraction(str(node.value)).as_integer_ratio()
            return nodes.Div(nodes.Const(top), nodes.Const(bottom), lineno=node.lineno)

    class ExactEnvironment(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"/"})

        def call_binop(self, context, operator, left, right):
            return Fraction(left) / Fraction(right)

        def _parse(self, *arguments):
            tree = super()._parse(*arguments)
            Exact().visit(tree)
            return tree

    template = small_template({"A1": "{{ 0.1 }}", "A2": "{{ n / 3 }}", "A3": "{{ n / 2 }} JP", "A4": "=A2*3"})
    data = fill(template, {"n": 1}, ExactEnvironment(undefined=jinja2.StrictUndefined), name="t.xlsx", properties={})
    sheet = read_parts(data)["xl/worksheets/sheet1.xml"].decode()
    assert "<v>0.1</v>" in sheet
    assert "<v>0.3333333333333333</v>" in sheet
    assert ">1/2 JP</t>" in sheet
    assert "<f>A2*3</f><v>1</v>" in sheet


@pytest.mark.parametrize(
    ("code", "value", "stored"),
    [
        ("0%", per_cent(Decimal("87.5")), "0.875"),
        ("0.00 %", per_cent(Fraction(200, 3)), "0.6666666666666666"),
        ("#,##0%;[Red]-0%", per_cent(90), "0.9"),
        ('0.00"%"', per_cent(Decimal("87.5")), "87.5"),
        ("0.00\\%", per_cent(90), "90"),
        ("0.00", per_cent(90), "90"),
        ("0%", Fraction(7, 8), "0.875"),
        ("0%", per_cent(Decimal("87.5")) / 100, "0.875"),
    ],
)
def test_percent__in_a_cell_whose_format_says_per_cent(filled_with, small_template, code, value, stored):
    """87,5 of a field in per cent is 87,5 % there, not 8.750 %; a share of one stays what it is."""
    styles = STYLES.replace('formatCode="dd\\ mmmm\\ yyyy"', f'formatCode="{escape(code, {chr(34): "&quot;"})}"')
    template = small_template({"A1": "{{ nilai }}"}, styles=styles)
    parts = read_parts(template)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b'<c r="A1"', b'<c r="A1" s="2"')
    assert filled_with({"nilai": value}, write_parts(parts)).value("A1") == stored


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("[$-421]0.00##", 3, "[$-421]#,##0"),
        ("[$-421]0.00##", Fraction(24, 2), "[$-421]#,##0"),
        ("[$-421]0.00##", Fraction(5, 2), "[$-421]0.00##"),
        ("[$-421]0.00", 3, "[$-421]0.00"),
    ],
)
def test_quotient__that_is_whole_has_no_decimals_as_in_word(filled_with, small_template, code, value, shown):
    """A count in a column of means is 12 there, not 12,00; decimals that a template asks for stay."""
    styles = STYLES.replace('formatCode="dd\\ mmmm\\ yyyy"', f'formatCode="{code}"')
    parts = read_parts(small_template({"A1": "{{ nilai }}"}, styles=styles))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b'<c r="A1"', b'<c r="A1" s="2"')
    found = filled_with({"nilai": value}, write_parts(parts))
    root = found.root("xl/styles.xml")
    codes = {one.get("numFmtId"): one.get("formatCode") for one in root.iter("{*}numFmt")}
    xfs = next(root.iter("{*}cellXfs"))
    assert codes[xfs[int(found.cell("A1").get("s"))].get("numFmtId")] == shown
