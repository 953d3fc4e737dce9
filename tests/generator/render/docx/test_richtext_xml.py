"""Long text as Word's own paragraphs, lists and tables.

DOC-90: real Word lists and styles; numbered lists restart. SAFE-04: text is text.
"""

from __future__ import annotations

import pytest

from generator.office.package.xml import Element
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS, W, find, fragment, value
from generator.render.docx.richtext_xml import Host, to_docx
from generator.richtext import parse

_STYLES = f"""<w:styles xmlns:w="{NS}">
<w:style w:type="paragraph" w:default="1" w:styleId="Biasa"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="DaftarNomor"><w:name w:val="List Number"/><w:basedOn w:val="Biasa"/>
<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Isi"><w:name w:val="Isi Tabel"/></w:style>
</w:styles>""".encode()
_NUMBERING = f"""<w:numbering xmlns:w="{NS}">
<w:abstractNum w:abstractNumId="7"><w:nsid w:val="AAAAAAAA"/><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="DaftarNomor"/><w:lvlText w:val="(%1)"/>
<w:pPr><w:ind w:left="500" w:hanging="500"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num></w:numbering>""".encode()


class _Made:
    """A long text laid out: its elements, and the styles and numberings it came to need."""

    def __init__(self, text: str, *, styles: bytes | None = _STYLES, host: Host | None = None) -> None:
        self.styles, self.numbering = WordStyles(styles), Numbering(_NUMBERING if styles else None)
        self.elements = fragment(to_docx(parse(text), self.numbering, self.styles, host))

    @property
    def paragraphs(self) -> list[Element]:
        return [element for element in self.elements if element.tag == f"{W}p"]

    def numbers(self) -> list[str]:
        return [value(find(paragraph, "pPr/numPr/numId")) for paragraph in self.paragraphs]

    def instance(self, number: str) -> tuple[str, str]:
        """Return (definition, start) of a numbering instance."""
        [root] = fragment((self.numbering.to_xml() or b"").decode().partition("?>")[2])
        [node] = [child for child in root.iter(f"{W}num") if child.get(f"{W}numId") == number]
        return value(find(node, "abstractNumId")), value(find(node, "lvlOverride/startOverride"))

    def definition(self, number: str) -> Element:
        [root] = fragment((self.numbering.to_xml() or b"").decode().partition("?>")[2])
        return next(child for child in root.iter(f"{W}abstractNum") if child.get(f"{W}abstractNumId") == number)


def test_to_docx__text_is_escaped_and_lines_break() -> None:
    """SAFE-04."""
    [paragraph] = _Made("R&D < {{ x }}\ndua\tkolom").elements
    assert [node.text for node in paragraph.iter(f"{W}t")] == ["R&D < {{ x }}", "dua", "kolom"]
    assert [node.tag for node in paragraph.iter(f"{W}br", f"{W}tab")] == [f"{W}br", f"{W}tab"]


def test_to_docx__nothing_is_one_empty_paragraph() -> None:
    assert [element.tag for element in _Made("").elements] == [f"{W}p"]


def test_to_docx__every_list_restarts() -> None:
    """DOC-90: two lists, two instances, each from its own start."""
    made = _Made("1. a\n2. b\n\nLalu:\n\n1. c\n\nLagi:\n\n4. d")
    first, second, _, third, _, fourth = made.numbers()
    assert first == second
    assert len({first, third, fourth}) == 3
    assert [made.instance(number)[1] for number in (first, third, fourth)] == ["1", "1", "4"]


def test_to_docx__the_authors_list_style_rules() -> None:
    """DOC-90: style and look are the template's; the definition is a copy, so that its own lists count on undisturbed."""
    made = _Made("1. a")
    [number] = made.numbers()
    abstract, _ = made.instance(number)
    assert value(find(made.paragraphs[0], "pPr/pStyle")) == "DaftarNomor"
    assert abstract != "7"
    assert value(next(made.definition(abstract).iter(f"{W}lvlText"))) == "(%1)"
    assert next(made.definition(abstract).iter(f"{W}pStyle"), None) is None
    assert made.styles.to_xml() is None


def test_to_docx__missing_styles_and_numbering_are_made() -> None:
    made = _Made("- a\n  1. b\n\n| x |\n|---|\n| y |", styles=None)
    written = (made.styles.to_xml() or b"").decode()
    assert [value(find(paragraph, "pPr/pStyle")) for paragraph in made.paragraphs[:2]] == ["ListBullet", "ListNumber2"]
    assert all(f'w:val="{name}"' in written for name in ("List Bullet", "List Number 2", "Table Grid"))


def test_to_docx__nested_list_is_one_level_deeper() -> None:
    made = _Made("- a\n  - b", styles=None)
    levels = [value(find(paragraph, "pPr/numPr/ilvl")) for paragraph in made.paragraphs]
    assert levels == ["0", "1"]
    assert len(set(made.numbers())) == 1


def test_to_docx__letters() -> None:
    made = _Made("a. x\nb. y")
    abstract, start = made.instance(made.numbers()[0])
    assert (value(next(made.definition(abstract).iter(f"{W}numFmt"))), start) == ("lowerLetter", "1")


def test_to_docx__paragraphs_keep_the_hosts_look() -> None:
    host = Host(
        style="Isi",
        properties={"pStyle": '<w:pStyle w:val="Isi"/>', "jc": '<w:jc w:val="both"/>', "pageBreakBefore": "<w:pageBreakBefore/>"},
        run={"sz": '<w:sz w:val="16"/>'},
    )
    made = _Made("satu **dua**\n\ntiga", host=host)
    assert [value(find(paragraph, "pPr/jc")) for paragraph in made.paragraphs] == ["both", "both"]
    assert [find(paragraph, "pPr/pageBreakBefore") is not None for paragraph in made.paragraphs] == [True, False]
    runs = [[child.tag.rpartition("}")[2] for child in properties] for properties in made.paragraphs[0].iter(f"{W}rPr")]
    assert runs == [["sz"], ["b", "bCs", "sz"]]


def test_to_docx__lists_in_a_style_of_its_own_keep_it() -> None:
    made = _Made("1. a\n2. b", host=Host(style="Isi", properties={"pStyle": '<w:pStyle w:val="Isi"/>'}))
    assert [value(find(paragraph, "pPr/pStyle")) for paragraph in made.paragraphs] == ["Isi", "Isi"]
    assert all(made.numbers())


def test_to_docx__lists_stand_in_from_an_indented_host() -> None:
    """A host 1000 twips in, the style's list 500: the item's text stands at 1500."""
    host = Host(properties={"ind": '<w:ind w:left="1000"/>'}, left=1000)
    indent = find(_Made("1. a", host=host).paragraphs[0], "pPr/ind")
    assert indent is not None
    assert (indent.get(f"{W}left"), indent.get(f"{W}hanging")) == ("1500", "500")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ('<w:numPr><w:numId w:val="4"/></w:numPr><w:ind w:left="397" w:hanging="397"/>', ("397", "397")),  # the style's own
        ('<w:numPr><w:numId w:val="4"/></w:numPr>', None),  # the numbering's, which needs no saying
        ('<w:numPr><w:numId w:val="4"/></w:numPr><w:ind w:left="500" w:hanging="500"/>', None),  # both say the same
    ],
)
def test_to_docx__lists_stand_where_the_authors_style_says(style: str, expected: tuple[str, str] | None) -> None:
    """A number on the paragraph itself would bring the indent of its definition, 500; the style's goes before it."""
    styles = _STYLES.replace(b'<w:numPr><w:numId w:val="4"/></w:numPr>', style.encode())
    indent = find(_Made("1. a", styles=styles).paragraphs[0], "pPr/ind")
    assert (indent if indent is None else (indent.get(f"{W}left"), indent.get(f"{W}hanging"))) == expected


def test_to_docx__an_inner_list_stands_in_from_the_text_of_the_authors_style() -> None:
    """Text of the outer item at 397, a step of 360 more for the inner one."""
    inside = b'<w:numPr><w:numId w:val="4"/></w:numPr><w:ind w:left="397" w:hanging="397"/>'
    styles = _STYLES.replace(b'<w:numPr><w:numId w:val="4"/></w:numPr>', inside)
    indent = find(_Made("1. a\n   - b", styles=styles).paragraphs[1], "pPr/ind")
    assert indent is not None
    assert (indent.get(f"{W}left"), indent.get(f"{W}hanging")) == ("757", "360")


def test_to_docx__only_the_first_paragraph_of_a_numbered_host_has_its_number() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
    made = _Made("satu\n\ndua", host=Host(properties={"numPr": number}, left=500, numbered=True))
    assert made.numbers() == ["4", "0"]


def test_to_docx__a_list_in_a_numbered_host_leaves_its_number_standing() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
    made = _Made("- satu", host=Host(properties={"numPr": number}, left=500, numbered=True))
    assert made.numbers()[0] == "4"
    assert len(made.paragraphs) == 2


def test_to_docx__table_repeats_its_head_and_fills_its_width() -> None:
    """DOC-90, DOC-93."""
    [table, spacer] = _Made("| Nama | Jumlah |\n|---|--:|\n| Inti | 30 |", host=Host(width=9000)).elements
    head, row = table.iter(f"{W}tr")
    assert find(head, "trPr/tblHeader") is not None
    assert find(row, "trPr/tblHeader") is None
    assert [value(node) for node in row.iter(f"{W}jc")] == ["left", "right"]
    assert [value(node) for node in head.iter(f"{W}jc")] == ["center", "right"]  # as on a page
    assert [[node.get(f"{W}fill") for node in one.iter(f"{W}shd")] for one in (head, row)] == [["E7E6E6", "E7E6E6"], []]
    assert 8990 <= sum(int(node.get(f"{W}w", "0")) for node in table.iter(f"{W}gridCol")) <= 9000
    assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
    assert spacer.tag == f"{W}p"


def test_to_docx__a_long_word_in_a_narrow_column_is_not_torn() -> None:
    """Two columns over 5000 twips; "Penanggungjawab" has 15 letters and needs about 2000."""
    table = _Made(f"| Penanggungjawab | Uraian |\n|---|---|\n| A | {'kata ' * 40} |", host=Host(width=5000)).elements[0]
    assert int(next(table.iter(f"{W}gridCol")).get(f"{W}w", "0")) > 2000


@pytest.mark.parametrize("depth", [9, 12])
def test_to_docx__nests_no_deeper_than_word(depth: int) -> None:
    text = "\n".join("  " * level + f"- {level}" for level in range(depth))
    levels = [int(value(find(paragraph, "pPr/numPr/ilvl"))) for paragraph in _Made(text, styles=None).paragraphs]
    assert (len(levels), max(levels)) == (depth, 8)
