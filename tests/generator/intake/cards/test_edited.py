"""What people and programs do to a form in Word before it comes back: it reads the same, or what is not read is told with its place. FRM-02, FRM-03.

The documents are changed in their XML, as Word, LibreOffice and Google Docs leave them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator.document import Document
from generator.errors import IntakeFault
from generator.intake.read import read
from generator.office.package.parts import read_parts, write_parts
from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import W, fragment
from generator.spec.catalogue import Catalogue
from tests.forms import CARDS, content, read_back, written
from tests.homes import home

MAIN, CUSTOM = "word/document.xml", "docProps/custom.xml"
FIELDS = """
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: moda, label: Moda, type: choice, choices: [Luring, Daring]}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: kepala, label: Kepala, type: group, fields: [{name: nama, label: Nama, type: text}, {name: tanggal, label: Tanggal, type: date}]}
  - name: orang
    label: 2. Orang
    type: table
    fields: [{name: nama, label: Nama, type: text, required: true}, {name: lahir, label: Tanggal, type: date}, {name: foto, label: Foto, type: image}]
  - {name: wakil, label: Wakil, type: group, fields: [{name: nama, label: Nama, type: text}, {name: tanggal, label: Tanggal, type: date}]}
"""
RAW = {
    "judul": "Satu",
    "moda": "Daring",
    "uraian": "a\nb",
    "kepala": {"nama": "Ani", "tanggal": "2024-05-01"},
    "orang": [{"nama": "Budi", "lahir": "1990-01-02"}, {"nama": "Citra"}],
    "wakil": {"nama": "Dedi", "tanggal": "2024-06-03"},
}
Change: TypeAlias = Callable[[Element], None]


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS)


def changed(types: Catalogue, folder: Path, change: Change, *, without: str = "", type_name: str = "") -> Document:
    """Return what is read of the form after a change of its text. without: a part that is lost."""
    from generator.intake.typing import typed

    file = folder / CARDS
    written(types.compiled("uji"), typed(types.compiled("uji"), RAW)[0], file)
    parts = read_parts(file.read_bytes())
    root = parsed(parts[MAIN])
    change(root)
    parts[MAIN] = serialised(root)
    if without:
        parts[without] = parts[without].replace(b"borang.", b"lain.")
    file.write_bytes(write_parts(parts))
    return read_back(file, types, type_name)


def same(document: Document) -> None:
    assert as_words(document) == as_words(RAW)
    assert [one.code for one in document.given.found] == []


def as_words(source: Any) -> Any:
    held = content(dict(source.given.values)) if isinstance(source, Document) else source
    if isinstance(held, dict):
        return {key: as_words(value) for key, value in held.items()}
    return [as_words(value) for value in held] if isinstance(held, list) else str(held)


def codes(document: Document) -> list[tuple[str, str]]:
    return [(one.code, str(one.place).partition(", ")[2]) for one in document.given.found]


def text_of(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def line(root: Element, label: str, at: int = 0) -> Element:
    """Return the row of a label, of several one."""
    rows = [row for row in root.iter(f"{W}tr") if text_of(next(row.iter(f"{W}p"))).rstrip(" *") == label and len(row.findall(f"{W}tc")) > 1]
    return rows[at]


def put(root: Element, label: str, xml: str, at: int = 0) -> None:
    """Put paragraphs into the cell of a label."""
    cell = line(root, label, at).findall(f"{W}tc")[1]
    for node in [one for one in cell if one.tag != f"{W}tcPr"]:
        cell.remove(node)
    cell.extend(fragment(xml))


def drop(node: Element) -> None:
    node.getparent().remove(node)


def without_controls(root: Element) -> None:
    """As LibreOffice saves: what controls held stays, they themselves go."""
    for control in list(root.iter(f"{W}sdt")):
        inner = control.find(f"{W}sdtContent")
        for node in list(inner):
            control.addprevious(node)
        drop(control)


def drop_headings(root: Element) -> None:
    for node in [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle") is not None]:
        if node.find(f"{W}pPr/{W}pStyle").get(f"{W}val", "").startswith("Heading"):
            drop(node)


def join_cards(root: Element) -> None:
    """As Word does where the line between two tables is deleted."""
    without_controls(root)
    cards = [table for table in root.iter(f"{W}tbl") if text_of(table).startswith("Orang")]
    for table in cards[1:]:
        for row in table.findall(f"{W}tr"):
            cards[0].append(row)
        drop(table)


def join_cards_without_heads(root: Element) -> None:
    join_cards(root)
    for row in [row for row in root.iter(f"{W}tr") if len(row.findall(f"{W}tc")) == 1 and text_of(row) == "Orang"]:
        drop(row)


def copy_a_card(root: Element) -> None:
    from copy import deepcopy

    cards = [table for table in root.iter(f"{W}tbl") if text_of(table).startswith("Orang")]
    cards[-1].addnext(deepcopy(cards[-1]))


def wrap_rows(root: Element) -> None:
    """A control around a row, and around a cell."""
    row = line(root, "Uraian")
    [control] = fragment('<w:sdt><w:sdtPr><w:tag w:val="lain"/></w:sdtPr><w:sdtContent/></w:sdt>')
    row.addprevious(control)
    control[1].append(row)
    cell = line(root, "Judul").findall(f"{W}tc")[1]
    [around] = fragment("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    cell.addprevious(around)
    around[1].append(cell)


def reword_labels_of_controls(root: Element) -> None:
    for label in ("Moda", "Tanggal"):
        for node in [one for one in root.iter(f"{W}t") if (one.text or "").rstrip(" *") == label]:
            node.text = f"{label} kita"


def heading_reworded(root: Element) -> None:
    """What follows has labels of the cards before it, and no control says otherwise."""
    without_controls(root)
    for node in [one for one in root.iter(f"{W}t") if one.text == "Wakil"]:
        node.text = "Yang lain"


SAME: dict[str, Change] = {
    "nothing": lambda root: None,
    "controls-gone": without_controls,
    "headings-gone": drop_headings,
    "cards-joined": join_cards,
    "cards-joined-without-heads": join_cards_without_heads,
    "card-copied": copy_a_card,
    "controls-around-rows-and-cells": wrap_rows,
    "labels-of-controls-reworded": reword_labels_of_controls,
    "lines-moved": lambda root: line(root, "Judul").addprevious(line(root, "Uraian")),
    "empty-cards-deleted": lambda root: drop([one for one in root.iter(f"{W}tbl") if text_of(one).startswith("Orang")][-1]),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_edited__reads_the_same(change: Change, types: Catalogue, tmp_path: Path) -> None:
    same(changed(types, tmp_path, change))


def test_edited__what_stands_under_a_reworded_heading_stays_where_its_labels_are(types: Catalogue, tmp_path: Path) -> None:
    document = changed(types, tmp_path, heading_reworded)
    assert as_words(document) == as_words(RAW)
    assert codes(document) == [("sel-tidak-dibaca", "“2. Orang”")]


def test_edited__known_by_its_line_when_the_properties_are_gone_and_by_the_type_when_that_is_too(types: Catalogue, tmp_path: Path) -> None:
    def no_line(root: Element) -> None:
        drop(next(node for node in root.iter(f"{W}p") if text_of(node).startswith("Formulir borang:")))

    same(changed(types, tmp_path, lambda root: None, without=CUSTOM))
    same(changed(types, tmp_path, no_line, without=CUSTOM, type_name="uji"))
    assert read(tmp_path / CARDS, types).code == "jenis-dokumen-tidak-ada"  # type: ignore[union-attr] - a finding


SIGNS = {
    "breaks": ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
    "tab": (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>",
        "a\tb",
    ),
    "hyphens": ("<w:p><w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t><w:softHyphen/></w:r></w:p>", "2\u20113\u00ad"),
    "deleted": ("<w:p><w:del><w:r><w:t>x</w:t><w:delText>y</w:delText></w:r></w:del><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>", "a"),
    "moved-away": ("<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>", "a"),
    "deleted-line-end": (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",
        "ab",
    ),
    "field": (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>a</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        "a",
    ),
    "link": (
        "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>b</w:t></w:r></w:smartTag></w:p>",
        "ab",
    ),
    "prompt-without-its-control": ("<w:p><w:r><w:t>Click or tap here to enter text.</w:t></w:r></w:p>", None),
    "prompt": (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Tulis di sini</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        None,
    ),
    "control-within-control": (
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
        "<w:p/>",
        "a",
    ),
    "table": (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        + "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b|c</w:t></w:r></w:p></w:tc></w:tr>" * 2
        + "</w:tbl><w:p/>",
        "| a | b\\|c |\n| --- | --- |\n| a | b\\|c |",
    ),
    "two-scripts": (
        "<w:p><w:r><w:t xml:space='preserve'>Doa </w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr><w:t>بسم</w:t></w:r></w:p>",
        "Doa بسم",
    ),
}


@pytest.mark.parametrize("case", SIGNS.values(), ids=SIGNS)
def test_edited__what_word_writes_into_a_cell(case: tuple[str, str | None], types: Catalogue, tmp_path: Path) -> None:
    xml, wanted = case
    values = content(dict(changed(types, tmp_path, lambda root: put(root, "Uraian", xml)).given.values))
    assert values.get("uraian") == wanted


def test_edited__a_list_that_word_numbered_is_one_in_the_text_too(types: Catalogue, tmp_path: Path) -> None:
    """Word makes a list of a line that begins with a dash. The shipped start document's numbering 1 is of bullets, 2 of numbers."""
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='{}'/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"
    xml = item.format(0, 1, "a") + item.format(1, 1, "b") + item.format(0, 2, "c")
    given = changed(types, tmp_path, lambda root: put(root, "Uraian", xml)).given
    assert given.values["uraian"] == "- a\n  - b\n1. c"


def test_edited__what_is_not_read_is_told_with_its_place(types: Catalogue, tmp_path: Path) -> None:
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"

    def change(root: Element) -> None:
        next(node for node in line(root, "Judul").iter(f"{W}t")).text = "Judull"
        put(root, "Foto", picture)
        line(root, "Uraian").getparent().addnext(fragment("<w:p><w:r><w:t>Di luar</w:t></w:r></w:p>")[0])
        line(root, "Nama", 0).append(fragment("<w:tc><w:p><w:r><w:t>catatan</w:t></w:r></w:p></w:tc>")[0])

    assert codes(changed(types, tmp_path, change)) == [
        ("gambar-tertempel", "“2. Orang”, kartu 1, isian “Foto”"),
        ("isian-tidak-dikenal", "isian “Judull”"),
        ("sel-tidak-dibaca", "awal formulir"),
        ("sel-tidak-dibaca", "“Kepala”, isian “Nama”"),
        ("tempat-hilang", "awal formulir"),
    ]


def test_edited__one_field_filled_in_two_places(types: Catalogue, tmp_path: Path) -> None:
    from copy import deepcopy

    def change(root: Element) -> None:
        row = deepcopy(line(root, "Judul"))
        list(row.iter(f"{W}t"))[-1].text = "Dua"
        line(root, "Judul").addnext(row)

    document = changed(types, tmp_path, change)
    assert codes(document) == [("isian-ganda", "isian “Judul”")]
    assert document.given.values["judul"] == "Satu"


def test_edited__lines_and_cards_that_are_gone(types: Catalogue, tmp_path: Path) -> None:
    def change(root: Element) -> None:
        drop(line(root, "Moda"))
        for table in [one for one in root.iter(f"{W}tbl") if text_of(one).startswith("Orang")]:
            drop(table)

    assert codes(changed(types, tmp_path, change)) == [("tempat-hilang", "awal formulir"), ("tempat-hilang", "“2. Orang”")]


def test_edited__a_finished_document_and_one_of_something_else(catalogue: Catalogue, types: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / CARDS
    written(types.compiled("uji"), {}, file)
    parts = read_parts(file.read_bytes())
    empty = {**parts, MAIN: parts[MAIN][: parts[MAIN].index(b"<w:body>")] + b"<w:body><w:p/></w:body></w:document>"}
    file.write_bytes(write_parts(empty))
    with pytest.raises(IntakeFault) as refused:
        read(file, types)
    assert refused.value.code == "bukan-formulir"
    file.write_bytes(write_parts({**empty, CUSTOM: parts[CUSTOM].replace(b"borang.jenis", b"borang-jenis").replace(b"borang.", b"x.")}))
    with pytest.raises(IntakeFault) as refused:
        read(file, types, type_name="uji")
    assert refused.value.code == "dokumen-jadi"


def test_edited__a_document_of_millions_of_letters_is_refused(types: Catalogue, tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>" + "a" * 21_000_000 + "</w:t></w:r></w:p>"
    file = tmp_path / CARDS
    written(types.compiled("uji"), {}, file)
    parts = read_parts(file.read_bytes())
    parts[MAIN] = parts[MAIN].replace(b"<w:sectPr>", body.encode() + b"<w:sectPr>")
    file.write_bytes(write_parts(parts))
    with pytest.raises(IntakeFault) as refused:
        read(file, types)
    assert refused.value.code == "dokumen-terlalu-panjang"


BOX = (
    "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>di kotak</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
)


def two_cells_as_one(root: Element) -> None:
    """Label and value in one cell, as Word merges them."""
    label, value = line(root, "Tanggal", 1).findall(f"{W}tc")
    label.extend([one for one in value if one.tag != f"{W}tcPr"])
    drop(value)


def upright(root: Element) -> None:
    for label, how in (("Judul", " w:val='restart'"), ("Moda", "")):
        line(root, label).findall(f"{W}tc")[1].find(f"{W}tcPr").append(fragment(f"<w:vMerge{how}/>")[0])


def typed_below_a_label(root: Element) -> None:
    put(root, "Nama", "<w:p/>", 1)
    line(root, "Nama", 1).find(f"{W}tc").append(fragment("<w:p><w:r><w:t>Budi</w:t></w:r></w:p>")[0])


def typed_behind_a_label(root: Element) -> None:
    put(root, "Tanggal", "<w:p/>", 1)
    line(root, "Tanggal", 1).find(f"{W}tc").find(f"{W}p").append(fragment("<w:r><w:t>: 1990</w:t></w:r>")[0])


def typed_behind_the_label_of_a_control(root: Element) -> None:
    line(root, "Tanggal", 2).find(f"{W}tc").find(f"{W}p").append(fragment("<w:r><w:t>: 1990</w:t></w:r>")[0])


def line_of_a_card_twice(root: Element) -> None:
    from copy import deepcopy

    row = deepcopy(line(root, "Nama", 1))
    list(row.iter(f"{W}t"))[-1].text = "Dua"
    line(root, "Nama", 1).addnext(row)


TOLD: dict[str, tuple[Change, str, str]] = {
    "words-in-a-text-box": (lambda root: put(root, "Uraian", BOX), "sel-tidak-dibaca", "isian “Uraian”"),
    "label-and-value-merged": (two_cells_as_one, "sel-tidak-dibaca", "“2. Orang”"),
    "values-merged-from-top-to-bottom": (upright, "sel-gabung", "isian “Moda”"),
    "value-typed-below-the-label": (typed_below_a_label, "sel-tidak-dibaca", "“2. Orang”, kartu 1, isian “Nama”"),
    "value-typed-behind-the-label": (typed_behind_a_label, "sel-tidak-dibaca", "“2. Orang”, kartu 1, isian “Tanggal”"),
    "value-typed-behind-the-label-of-a-control": (
        typed_behind_the_label_of_a_control,
        "sel-tidak-dibaca",
        "“2. Orang”, kartu 2, isian “Tanggal”",
    ),
    "line-of-a-card-twice": (line_of_a_card_twice, "isian-ganda", "“2. Orang”, kartu 1, isian “Nama”"),
}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD)
def test_edited__what_was_lost_in_silence_is_told(case: tuple[Change, str, str], types: Catalogue, tmp_path: Path) -> None:
    """IN-08: none of it becomes a card of its own either."""
    change, code, where = case
    document = changed(types, tmp_path, change)
    assert (code, where) in [(told, place.removeprefix("awal formulir, ")) for told, place in codes(document)]
    assert len(document.given.values["orang"]) == 2


LONG = "Materi Pengembangan Kompetensi yang Ditingkatkan oleh Guru"
LONG_FIELDS = f"""
fields:
  - {{name: awal, label: {LONG}, type: text}}
  - name: orang
    label: 2. Orang
    type: table
    fields: [{{name: nama, label: Nama, type: text}}, {{name: materi, label: {LONG}, type: text, required: true}}]
"""


@pytest.mark.parametrize(("at", "where"), [(0, ""), (1, "“2. Orang”, kartu 1, ")])
def test_edited__words_behind_a_long_label_are_told_themselves(at: int, where: str, tmp_path: Path) -> None:
    """Also where they stand behind the one label of the first part; a long label in front of them would be all that is shown."""
    types, file = home(tmp_path, LONG_FIELDS), tmp_path / CARDS
    written(types.compiled("uji"), {"orang": [{"nama": "Budi"}]}, file)
    parts = read_parts(file.read_bytes())
    root = parsed(parts[MAIN])
    line(root, LONG, at).find(f"{W}tc").find(f"{W}p").append(fragment("<w:r><w:t>: Asesmen</w:t></w:r>")[0])
    parts[MAIN] = serialised(root)
    file.write_bytes(write_parts(parts))
    found = [one for one in read_back(file, types).given.found if one.code == "sel-tidak-dibaca"]
    assert [str(one.place).partition(", ")[2] for one in found] == [f"{where}isian “{LONG}”"]
    assert found[0].message.startswith("“Asesmen”")


def test_edited__labels_with_a_colon_are_the_same_labels(types: Catalogue, tmp_path: Path) -> None:
    def with_colons(root: Element) -> None:
        for label in ("Judul", "Uraian"):
            for node in [one for one in root.iter(f"{W}t") if (one.text or "").rstrip(" *") == label]:
                node.text = f"{label} :"

    same(changed(types, tmp_path, with_colons))


def test_edited__tables_within_tables_by_the_thousand_are_refused(types: Catalogue, tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    file = tmp_path / CARDS
    written(types.compiled("uji"), {}, file)
    parts = read_parts(file.read_bytes())
    parts[MAIN] = parts[MAIN].replace(b"<w:sectPr>", deep.encode() + b"<w:sectPr>")
    file.write_bytes(write_parts(parts))
    with pytest.raises(IntakeFault) as refused:
        read(file, types)
    assert refused.value.code == "dokumen-terlalu-panjang"
