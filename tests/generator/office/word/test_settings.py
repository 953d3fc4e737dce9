"""Words are parted in the cells of finished Word documents, and only there; what a template says itself stays."""

from __future__ import annotations

from generator.office.package.xml import parsed
from generator.office.word.settings import says_hyphens, with_hyphens
from generator.office.word.styles import hyphenated_in_cells
from generator.office.word.wml import NS, W, find, local

SETTINGS = f'<w:settings xmlns:w="{NS}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat/></w:settings>'.encode()
STYLES = (
    f'<w:styles xmlns:w="{NS}"><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="I"><w:name w:val="Isi Tabel Kecil"/><w:pPr><w:keepNext/><w:jc w:val="left"/></w:pPr></w:style>'
    "</w:styles>"
).encode()


def test_settings__hyphens_stand_where_the_schema_wants_them() -> None:
    root = parsed(with_hyphens(SETTINGS))
    names = ["zoom", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "compat"]
    assert [local(child) for child in root] == names


def test_settings__a_template_that_says_how_words_are_parted_keeps_it() -> None:
    own = SETTINGS.replace(b"<w:compat/>", b'<w:autoHyphenation w:val="0"/><w:compat/>')
    assert says_hyphens(own)
    assert with_hyphens(own) == own
    assert with_hyphens(with_hyphens(SETTINGS)) == with_hyphens(SETTINGS)


def test_styles__only_those_of_cells_part_words() -> None:
    root = parsed(hyphenated_in_cells(STYLES))
    assert find(root, "docDefaults/pPrDefault/pPr/suppressAutoHyphens").get(f"{W}val") == "1"
    normal, cells = root.iterfind(f"{W}style")
    assert find(normal, "pPr") is None
    assert [local(child) for child in find(cells, "pPr")] == ["keepNext", "suppressAutoHyphens", "jc"]
    assert find(cells, "pPr/suppressAutoHyphens").get(f"{W}val") == "0"
