"""Long text: what counts as markup, and how it comes out in HTML and plain text.

DOC-90: Markdown's paragraphs, lists, nested lists, bold, italic and tables. SAFE-04: all else is text, as typed.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.richtext import ListBlock, LongText, Paragraph, Run, TableBlock, parse, to_html, to_inline_html, to_plain
from generator.richtext.parse import parse_marked


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_parse__plain_text_keeps_paragraphs_and_line_ends() -> None:
    """DOC-90."""
    first = Paragraph((Run("Satu", break_after=True), Run("dua")))
    assert parse("Satu\ndua\n\n\ntiga") == (first, _paragraph("tiga"))


@pytest.mark.parametrize("text", ["", "  \n\n\t "])
def test_parse__nothing_of_blanks(text: str) -> None:
    assert parse(text) == ()


def test_parse__line_ends_of_all_systems_and_of_word() -> None:
    lines = Paragraph((Run("a", break_after=True), Run("b", break_after=True), Run("c", break_after=True), Run("d")))
    assert parse("a\r\nb\rc\x0bd") == (lines,)


def test_parse__bold_and_italic() -> None:
    runs = (Run("Guru "), Run("wajib", bold=True), Run(" dan "), Run("boleh", italic=True), Run(", "), Run("keduanya", True, True))
    assert parse("Guru **wajib** dan *boleh*, ***keduanya***") == (Paragraph(runs),)


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "- - -",
        "***",
        "---",
        "# 1",
        "> 80",
        "+ 5 kg",
        "2023. Tahun ajaran baru",
        "2*3*4",
        "5 * 3 * 2",
        "nama_berkas_saya",
        "_____ dan _____",
        "Nama*) dan Jabatan*)",
        "(*) x (*)",
        "*.docx dan *.xlsx",
        r"C:\_arsip \\server\_x",
        "R&D < 5 kg &amp; {{ nama }} {_{ x }_} {% if %}",
        "<b>tebal</b> ![a](b) [a](b) <http://a.b> `kode`",
        "a. n. Kepala Dinas",
        "```",
        "[1]: http://contoh.id",
        "1.",
    ],
)
def test_parse__what_people_type_stays_text(text: str) -> None:
    """SAFE-04."""
    assert parse(text) == (_paragraph(text),)


@pytest.mark.parametrize(("text", "shown"), [("Judul\n===", "Judul\n==="), ("Judul\n---", "Judul\n---"), ("    menjorok", "menjorok")])
def test_parse__no_headings_and_no_code(text: str, shown: str) -> None:
    """SAFE-04: setext headings and code by indent are off."""
    assert to_plain(parse(text)) == shown
    assert all(isinstance(block, Paragraph) for block in parse(text))


def test_parse__backslash_before_a_star_that_begins_a_word() -> None:
    assert parse(r"\*bukan miring*") == (_paragraph("*bukan miring*"),)


def test_parse__characters_that_xml_cannot_hold_are_left_out() -> None:
    assert parse("a\x01b\x00c\ud800d\ufdd0e") == (_paragraph("abcde"),)


def test_parse__numbered_list() -> None:
    assert parse("1. satu\n2. dua") == (ListBlock("number", 1, ((_paragraph("satu"),), (_paragraph("dua"),))),)


def test_parse__list_that_starts_later() -> None:
    assert parse("3) tiga\n4) empat") == (ListBlock("number", 3, ((_paragraph("tiga"),), (_paragraph("empat"),))),)


def test_parse__numbers_out_of_sequence_print_as_typed() -> None:
    """SAFE-04: Markdown would make 1, 2 of 1, 3."""
    starts = [block.start for block in parse("1. a\n3. c\n1. x\n2. y") if isinstance(block, ListBlock)]
    assert starts == [1, 3, 1]


def test_parse__all_items_typed_1_are_counted() -> None:
    [block] = parse("1. a\n1. b\n1. c")
    assert isinstance(block, ListBlock)
    assert [block.label(index) for index in range(3)] == ["1.", "2.", "3."]


@pytest.mark.parametrize("mark", ["-", "*", "•", "•\t", "·"])
def test_parse__bullets_typed_or_pasted(mark: str) -> None:
    assert parse(f"{mark} satu\n{mark} dua") == (ListBlock("bullet", 1, ((_paragraph("satu"),), (_paragraph("dua"),))),)


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_parse__nested_list_by_any_indent(indent: str) -> None:
    inner = ListBlock("bullet", 1, ((_paragraph("anak"),),))
    assert parse(f"1. satu\n{indent}- anak\n2. dua") == (ListBlock("number", 1, ((_paragraph("satu"), inner), (_paragraph("dua"),))),)


def test_parse__letters_in_sequence_are_a_list() -> None:
    [lead, block] = parse("Syarat:\na. satu\nb. dua\nc. tiga")
    assert lead == _paragraph("Syarat:")
    assert isinstance(block, ListBlock)
    assert (block.marker, block.start, len(block.items)) == ("letter", 1, 3)


def test_parse__letters_under_a_number_without_indent() -> None:
    blocks = parse("1. satu\na. anak\nb. anak\n2. dua")
    assert [(block.marker, block.start, len(block.items)) for block in blocks if isinstance(block, ListBlock)] == [
        ("number", 1, 1),
        ("letter", 1, 2),
        ("number", 2, 1),
    ]


def test_parse__letters_go_on_after_a_paragraph_between() -> None:
    blocks = parse("a. satu\n\nPenjelasan satu.\nb. dua")
    assert [block.label(0) for block in blocks if isinstance(block, ListBlock)] == ["a.", "b."]


def test_parse__item_with_a_second_paragraph() -> None:
    assert parse("1. satu\n\n   lanjutan\n2. dua") == (
        ListBlock("number", 1, ((_paragraph("satu"), _paragraph("lanjutan")), (_paragraph("dua"),))),
    )


def test_parse__an_items_text_opens_no_list_inside() -> None:
    assert parse("1. 2. 3.") == (ListBlock("number", 1, ((_paragraph("2. 3."),),)),)


def test_parse__table_with_alignments() -> None:
    [block] = parse("| Nama | Jumlah | Satuan |\n|---|--:|:-:|\n| Inti **a** | 30 |")
    assert isinstance(block, TableBlock)
    assert block.header == ((Run("Nama"),), (Run("Jumlah"),), (Run("Satuan"),))
    assert block.rows == (((Run("Inti "), Run("a", bold=True)), (Run("30"),), ()),)
    assert block.alignments == ("left", "right", "center")


def test_parse__a_row_wider_than_its_table_loses_nothing() -> None:
    """SAFE-04: GFM would drop the third cell."""
    [block] = parse("a | b\n---|---\n1 | 2 | 3")
    assert isinstance(block, TableBlock)
    assert block.rows == (((Run("1"),), (Run("2"),), (Run("3"),)),)


def test_parse__text_under_a_table_is_no_row() -> None:
    blocks = parse("| a |\n|---|\n| 1 |\nsesudah")
    assert [type(block) for block in blocks] == [TableBlock, Paragraph]


_PIECES = ["a. ", "b. ", "1. ", "2. ", "- ", "  ", "\n", "\n", "\n\n", "satu", "dua", "| ", "|---|---|", "*", "**", "_", "\\", "x"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_parse__no_letter_is_lost_or_moved(text: str) -> None:
    """SAFE-04, DOC-93: whatever is typed, every letter comes out, in order."""
    assert [sign for sign in to_plain(parse(text)) if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a & <b>\nc", "<p>a &amp; &lt;b&gt;<br>c</p>"),
        ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("a. x\nb. y", '<ol type="a"><li>x</li><li>y</li></ol>'),
        ("5. a\n6. b", '<ol start="5"><li>a</li><li>b</li></ol>'),
        ("1. a\n\n   b", "<ol><li><p>a</p><p>b</p></li></ol>"),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            '<table><colgroup><col style="width: 50.00%"><col style="width: 50.00%"></colgroup>'
            '<thead><tr><th scope="col">a</th><th scope="col" style="text-align:right">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td style="text-align:right">2</td></tr></tbody></table>',
        ),
    ],
    ids=["escaped", "emphasis", "nested", "letters", "start", "loose", "table"],
)
def test_to_html__blocks(text: str, html: str) -> None:
    """DOC-90."""
    assert to_html(parse(text)) == html


def test_to_inline_html__one_paragraph_keeps_its_marks_and_more_become_lines() -> None:
    assert to_inline_html(parse("a **b**")) == "a <strong>b</strong>"
    assert to_inline_html(parse("a & b\n\n1. c")) == "a &amp; b<br>1. c"


def test_to_plain__lists_and_tables_as_lines() -> None:
    text = "Isi:\n1. a\n   - b\n2. c\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    assert to_plain(parse(text)) == "Isi:\n1. a\n   • b\n2. c\nx | y\n1 | 2"


def test_label__letters_past_z() -> None:
    block = ListBlock("letter", 26, ((), ()))
    assert [block.label(0), block.label(1)] == ["z.", "aa."]


def test_long_text__prints_as_typed() -> None:
    assert f"{LongText('**a**')}" == "**a**"


@given(st.text("abZ 1.,;:()/?%'\"-+*_#|>\n\t\\", max_size=30))
def test_parse__words_without_marks_need_no_markdown(text: str) -> None:
    """What `parse` passes by as plain is what the parser of Markdown makes of it."""
    assert parse(text) == parse_marked(text)
