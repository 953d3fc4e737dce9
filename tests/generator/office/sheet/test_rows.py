"""The one reader of cells: what was saved is what is read, what no office program writes is refused with its cell.

IN-07: real dates. IN-08: formulas without a result, error values, hidden rows, merged cells. SCO-94: 15 significant digits.
"""

from __future__ import annotations

import io
import time as clock
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from generator.errors import IntakeFault
from generator.guard import TABLE_BOOK, admit
from generator.office.sheet.addresses import MAX_TEXT, column_of, range_of, row_of
from generator.office.sheet.book import open_book
from generator.office.sheet.cells import escaped
from generator.office.sheet.rows import Sheet
from generator.office.sheet.values import NO_RESULT, CellError, look_of
from tests.cases import REFUSED
from tests.torture.sheets import MAIN, packed, parts_of

SHEET = "xl/worksheets/sheet1.xml"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-421]d mmmm yyyy"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0&quot; hari&quot;"/></numFmts>
<cellXfs>{"".join(f'<xf numFmtId="{at}"/>' for at in (0, 14, 20, 10, 164, 165, 166))}</cellXfs></styleSheet>"""
"""Styles 0 general, 1 date, 2 time, 3 percent, 4 long date, 5 duration, 6 days in quotes."""


def workbook(rows: str, *, texts=("Ani", "Budi"), head="", foot="", book="", namespace=MAIN) -> bytes:
    """Return a workbook with these rows as XML."""
    parts = parts_of({"Data": [["x"]]})
    parts[SHEET] = f'<worksheet xmlns="{namespace}">{head}<sheetData>{rows}</sheetData>{foot}</worksheet>'.encode()
    strings = "".join(f"<si>{text if text.startswith('<') else f'<t>{text}</t>'}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()
    parts["xl/styles.xml"] = STYLES.encode()
    link = b'<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", f"{book}<sheets>".encode())
    return packed(parts)


def read(data: bytes):
    """Return the rows of the first sheet, and the sheet."""
    book = open_book(data, "t.xlsx")
    sheet = Sheet(book, book.sheets[0])
    return list(sheet.rows()), sheet


def cells(inner: str, **more):
    """Return the values of row 1 whose cells are written so."""
    rows, _ = read(workbook(f'<row r="1">{inner}</row>', **more))
    return [value for _, value in rows[0].cells] if rows else []


def number(text: str, style: int = 0, **more):
    """Return what a number is under a style."""
    return cells(f'<c r="A1" s="{style}"><v>{text}</v></c>', **more)[0]


# --- values


@pytest.mark.parametrize(
    ("saved", "value"),
    [
        ("70.000000000000014", Decimal(70)),
        ("0.30000000000000004", Decimal("0.3")),
        ("3.2", Decimal("3.2")),
        ("1E-3", Decimal("0.001")),
        ("-5", -5),
        ("198507122010011001", 198507122010011001),
        (" 12 ", 12),
    ],
)
def test_number__has_the_digits_that_excel_shows(saved, value) -> None:
    """SCO-94."""
    assert number(saved) == value


@pytest.mark.parametrize(
    ("style", "saved", "value"),
    [
        (1, "45119", date(2023, 7, 12)),
        (4, "45119", date(2023, 7, 12)),
        (1, "45119.3125", datetime(2023, 7, 12, 7, 30)),
        (1, "1", date(1900, 1, 1)),
        (1, "59", date(1900, 2, 28)),
        (1, "60", 60),
        (1, "61", date(1900, 3, 1)),
        (1, "0", 0),
        (1, "-3", -3),
        (1, "99999999", 99999999),
        (2, "0.3125", time(7, 30)),
        (1, "0.3125", time(7, 30)),
        (5, "1.0625", "25:30"),
        (3, "0.875", "87,5%"),
        (6, "12", 12),
    ],
)
def test_number__under_its_format(style, saved, value) -> None:
    """IN-07: Excel counts a day that never was, so days before March 1900 are one off; a time of day is no date of 1899."""
    assert number(saved, style) == value


@pytest.mark.parametrize(("saved", "value"), [("43657", date(2023, 7, 12)), ("0", date(1904, 1, 1)), ("0.5", time(12))])
def test_number__days_counted_from_1904(saved, value) -> None:
    assert number(saved, 1, book='<workbookPr date1904="1"/>') == value


def test_look__of_general_with_a_currency_in_brackets() -> None:
    codes = {164: "[$Rp-421]#,##0", 165: "General", 166: "d-mmm;@", 167: "[Red]0.0%", 168: "mm:ss", 169: '0.00"d"'}
    assert [look_of(at, codes) for at in codes] == ["", "", "date", "percent", "time", ""]


def test_cells__of_every_type() -> None:
    """IN-08: an error value and a formula without result are told apart from blanks."""
    inner = (
        '<c r="A1" t="s"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#DIV/0!</v></c><c r="D1"><f>1+1</f></c>'
        '<c r="E1" t="str"><f>A1</f><v>Budi</v></c><c r="F1" t="inlineStr"><is><r><t>Ci</t></r><r><t>tra</t></r></is></c>'
        '<c r="G1" t="d"><v>2023-07-12</v></c><c r="H1" s="1"/><c r="I1"><f>2</f><v>2</v></c><c r="J1" t="str"><f>B9</f><v></v></c>'
    )
    assert cells(inner) == ["Budi", True, CellError("#DIV/0!"), NO_RESULT, "Budi", "Citra", date(2023, 7, 12), 2]


def test_text__escapes_and_blanks_are_kept() -> None:
    texts = ("a_x000D_\nb", "_x005F_x0041_", " tepi ", "<t>Ani</t><rPh sb='0' eb='1'><t>x</t></rPh>", "_xD83D__xDE00_")
    inner = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCDE"))
    assert cells(inner, texts=texts) == ["a\nb", "_x0041_", " tepi ", "Ani", "😀"]


def test_text__that_looks_like_an_escape_of_an_escape_comes_back_as_written() -> None:
    written = "_x005F_x0041_"
    assert cells('<c r="A1" t="s"><v>0</v></c>', texts=(escaped(written),)) == [written]


def test_strict_workbook__is_read_as_the_other() -> None:
    rows, _ = read(workbook('<row r="2"><c r="B2"><v>1</v></c></row>', namespace=STRICT))
    assert rows == [(2, False, [(2, 1)])]


def test_sheet__hidden_and_merged() -> None:
    """IN-08."""
    rows = '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row><row r="9" hidden="1"/>'
    head, foot = '<cols><col min="2" max="3" hidden="1"/></cols>', '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>'
    found, sheet = read(workbook(rows, head=head, foot=foot))
    assert found == [(3, True, [(1, 1)])]
    assert (sheet.hidden_columns, sheet.merged) == ([(2, 3)], [(3, 1, 4, 2)])


def test_cells__without_addresses_follow_each_other() -> None:
    rows, _ = read(workbook("<row><c/><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert rows == [(1, False, [(2, 1), (3, 2)]), (2, False, [(1, 3)])]


# --- what is refused


MALFORMED = {
    "komentar dalam angka": '<row r="1"><c r="A1"><v>2<!-- -->70</v></c></row>',
    "garis bawah": '<row r="1"><c r="A1"><v>1_0</v></c></row>',
    "angka Arab": '<row r="1"><c r="A1"><v>٣</v></c></row>',
    "bukan bilangan": '<row r="1"><c r="A1"><v>NaN</v></c></row>',
    "tak hingga": '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    "jenis asing": '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
    "teks minus satu": '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    "teks yang tidak ada": '<row r="1"><c r="A1" t="s"><v>2</v></c></row>',
    "baris mundur": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    "baris ganda": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    "baris di luar lembar": '<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>',
    "sel mundur": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    "sel ganda": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    "sel baris lain": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "sel di luar lembar": '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
    "kolom di luar lembar": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "dua nilai": '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    "unsur dalam nilai": '<row r="1"><c r="A1"><v>1<f/>2</v></c></row>',
    "nilai di luar tempatnya": '<row r="1"><c r="A1">5</c></row>',
    "teks di luar tempatnya": '<row r="1"><c r="A1"><t>5</t></c></row>',
    "benar salah lain": '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
    "tanggal rusak": '<row r="1"><c r="A1" t="d"><v>2023-13-01</v></c></row>',
    "separuh huruf": '<row r="1"><c r="A1" t="str"><v>_xD83D_</v></c></row>',
    "teks terlalu panjang": f'<row r="1"><c r="A1" t="str"><v>{"x" * (MAX_TEXT + 1)}</v></c></row>',
}


@pytest.mark.parametrize("rows", MALFORMED.values(), ids=MALFORMED.keys())
def test_sheet__malformed_is_refused_with_its_place(rows) -> None:
    with pytest.raises(IntakeFault) as caught:
        read(workbook(rows))
    assert caught.value.place.startswith("lembar “Data”, ")


def test_sheet__a_far_cell_of_a_bad_kind_is_named() -> None:
    with pytest.raises(IntakeFault, match="sel C7"):
        read(workbook('<row r="7"><c r="A7"><v>1</v></c><c r="C7"><v>1_0</v></c></row>'))


def refusal(change) -> IntakeFault:
    parts = parts_of({"Data": [["Nama", "Pre"], ["Ani", "40"]]})
    data = change(parts)
    with pytest.raises(IntakeFault) as caught:
        admitted(data)
    return caught.value


def admitted(data: bytes):
    """Return what `read` does of a file that passes the gate."""
    admit(data, "t.xlsx", TABLE_BOOK)
    return read(data)


def with_type_declaration(parts):
    parts["xl/sharedStrings.xml"] = f'<!DOCTYPE s [<!ENTITY x "1">]><sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'.encode()
    return packed(parts)


def as_word(parts):
    parts["xl/workbook.xml"] = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    return packed(parts)


def without_link(parts):
    parts["xl/_rels/workbook.xml.rels"] = b"<Relationships/>"
    return packed(parts)


def with_other_root(parts):
    parts[SHEET] = f'<chartsheet xmlns="{MAIN}"/>'.encode()
    return packed(parts)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda parts: packed(parts, [(SHEET, parts[SHEET])]), "dua bagian"),
        (lambda parts: packed(parts, [(SHEET.upper(), b"")]), "dua bagian"),
        (with_type_declaration, "DTD"),
        (as_word, "dokumen Word"),
        (without_link, "rusak"),
        (with_other_root, "rusak"),
        (lambda parts: packed({"content.xml": b"<x/>"}), "OpenDocument"),
        (lambda parts: packed({"a.txt": b"x"}), "arsip zip"),
        (lambda parts: b"nama;pre\nAni;40\n", "berisi teks"),
        (lambda parts: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Office lama"),
        (lambda parts: (REFUSED / "sandi.xlsx").read_bytes(), "sandi"),
        (lambda parts: packed(parts)[:-40], "rusak"),
    ],
    ids=["ganda", "ganda beda huruf", "dtd", "word", "tanpa tautan", "akar lain", "ods", "zip", "csv", "xls", "sandi", "terpotong"],
)
def test_book__unsound_is_refused_in_one_sentence(change, said) -> None:
    assert said in str(refusal(change))


def test_book__any_flipped_bit_is_a_fault_or_changes_nothing() -> None:
    """IN-12: every third byte of a workbook, one bit each."""
    sound = packed(parts_of({"Data": [["Nama", "Pre"], ["Ani", "40"], ["Budi", "55"]]}))
    before, _ = read(sound)
    for at in range(0, len(sound), 3):
        data = bytearray(sound)
        data[at] ^= 1 << (at % 8)
        try:
            after, _ = admitted(bytes(data))
        except IntakeFault:
            continue
        assert after == before, at


# --- size


def test_sheet__formatted_blank_rows_to_the_end_of_the_grid_take_no_time_and_no_place() -> None:
    """People have these: a format dragged down a whole column."""
    blanks = "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/><c r="B{at}" s="1"/></row>' for at in range(2, 1_048_577))
    data = workbook('<row r="1"><c r="A1"><v>1</v></c></row>' + blanks)
    start = clock.process_time()
    rows, _ = read(data)
    assert (rows, clock.process_time() - start < 8) == ([(1, False, [(1, 1)])], True)


def test_sheet__the_last_cell_of_the_grid() -> None:
    rows, _ = read(workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert rows == [(1_048_576, False, [(16_384, 1)])]


def test_book__a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of({"Data": [["x"]]}).items():
            if name != SHEET:
                archive.writestr(name, data)
        with archive.open(SHEET, "w") as stream:
            for _ in range(410):
                stream.write(b" " * 1024 * 1024)
    with pytest.raises(IntakeFault, match="terlalu besar"):
        admitted(buffer.getvalue())


def test_addresses__within_the_grid() -> None:
    assert [column_of(text) for text in ("A", "Z", "AA", "XFD", "XFE", "ZZZZ", "a", "", "1")] == [
        1,
        26,
        27,
        16384,
        None,
        None,
        None,
        None,
        None,
    ]
    assert [row_of(text) for text in ("1", "1048576", "1048577", "0", "", "x", "٣")] == [1, 1048576, None, None, None, None, None]
    assert [range_of(text) for text in ("$B$3:C5", "C5:B3", "A1", "A1:XFE1", "x")] == [(3, 2, 5, 3), (3, 2, 5, 3), (1, 1, 1, 1), None, None]


SHOWN = '<f>IF(N("tanda")+OR($A2=""),"",$A2*2)</f>'


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (f'<row r="2"><c r="A2"><v>4</v></c><c r="B2" s="1">{SHOWN}<v>8</v></c></row>', [(2, [4])]),
        (f'<row r="2"><c r="A2"><v>4</v></c><c r="B2" t="str">{SHOWN}<v></v></c><c r="C2"><v>5</v></c></row>', [(2, [4, 5])]),
        (f'<row r="2" spans="1:2"><c r="A2" s="1"/><c r="B2">{SHOWN}</c></row><row r="7"><c r="A7"><v>1</v></c></row>', [(7, [1])]),
        ('<row r="2"><c r="B2">{}<v>8</v></c></row>'.format(SHOWN.replace('"', "&quot;").replace("<f>", '<f aca="false">')), []),
        ('<row r="2"><c r="B2"><f>A2*2</f><v>8</v></c></row>', [(2, [8])]),
        (f'<row r="2"><c r="B2" t="b">{SHOWN}<v>1</v></c></row>', []),
        ('<row r="2"><c r="A2" t="n"></c></row><row r="3" hidden="1"></row><row r="5"><c r="A5"><v>1</v></c></row>', [(5, [1])]),
    ],
)
def test_rows__dropped_before_they_are_parsed_are_those_of_which_nothing_is_read(rows: str, values: list) -> None:
    """The same rows, read with all their cells, for a comment keeps these from being dropped."""
    told = []
    for before in ("", "<!-- -->"):
        book = open_book(workbook(rows, head=before), "t.xlsx")
        told.append([(row.number, [value for _, value in row.cells]) for row in Sheet(book, book.sheets[0], shows='N("tanda")').rows()])
    assert told == [values, values]


def test_rows__without_a_number_behind_dropped_ones_are_refused() -> None:
    with pytest.raises(IntakeFault):
        read(workbook('<row r="2"><c r="A2" s="1"/></row><row><c><v>1</v></c></row>'))
