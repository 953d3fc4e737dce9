"""A form as a Word document: what stands on its cards, what may be chosen there, what tells which form it is. FRM-01, DOC-93."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.blank.docx_form import blank_docx, filled_docx
from generator.blank.known import KnownFields
from generator.document import Document
from generator.form.cards import obstacles
from generator.form.planning import plan_of
from generator.intake.institution import read_institution
from generator.intake.read import read
from generator.office.package.archive import Archive
from generator.office.package.parts import read_parts
from generator.office.package.xml import Element, parsed
from generator.office.word.wml import W
from generator.spec.catalogue import Catalogue
from tests.cases import SPECS
from tests.documents import CATALOGUE
from tests.forms import content, read_back
from tests.homes import home, table
from tests.openxml_allowed import audit
from tests.package_audit import faults

MAIN = "word/document.xml"
SAMPLES = SPECS.parent / "samples"
NAMES = [name for name in CATALOGUE.names() if not obstacles(plan_of(CATALOGUE.compiled(name)))]
FIELDS = """
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: moda, label: Moda, type: choice, choices: ["Luring, penuh", Daring], default: "'Daring'"}
  - {name: warna, label: Warna, type: reference, table: palet}
  - {name: mulai, label: Mulai, type: date}
  - {name: hadir, label: Hadir, type: boolean}
  - name: barang
    label: 3. Barang
    type: table
    required: true
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: harga, label: Harga, type: money}
      - {name: dua, label: Dua, type: money, expr: row.harga * 2}
  - {name: akhir, label: Akhir, type: text}
"""
PALET = table("M: Merah", "B: Biru").replace("source:", "open: true\nsource:", 1)


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": PALET})


def root_of(data: bytes) -> Element:
    return parsed(read_parts(data)[MAIN])


def text_of(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def lines(root: Element) -> list[list[str]]:
    """Return the first line of each cell, row by row, of the tables behind the guide."""
    tables = list(root.iter(f"{W}tbl"))[1:]
    return [[text_of(next(cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")] for one in tables for row in one.iter(f"{W}tr")]


def test_form__cards_in_the_order_of_the_type(types: Catalogue) -> None:
    """Three cards are ready; what is computed is asked of nobody; a heading goes before what follows a table."""
    root = root_of(blank_docx(types.compiled("uji"))[0])
    card = [["Barang"], ["Nama *", ""], ["Harga", ""]]
    assert lines(root) == [
        ["Judul *", ""], ["Moda", "Daring"], ["Warna", "Pilih salah satu"], ["Mulai", "Pilih tanggal"], ["Hadir", "Pilih ya atau tidak"],
        *card, *card, *card, ["Akhir", ""],
    ]  # fmt: skip
    styled = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle") is not None]
    headings = [text_of(one) for one in styled if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val", "").startswith("Heading")]
    assert headings == ["3. Barang *", "Akhir"]
    assert [text_of(run) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None] == [
        "Cara mengisi",
        "Judul *",
        *["Nama *"] * 3,
    ]


def test_form__controls_only_where_something_is_chosen(types: Catalogue) -> None:
    root = root_of(blank_docx(types.compiled("uji"))[0])
    told = {
        node.find(f"{W}tag").get(f"{W}val"): [child.tag.removeprefix(W) for child in node][-1]
        for node in root.iter(f"{W}sdtPr")
        if node.find(f"{W}tag") is not None
    }
    assert told == {"_b.moda": "dropDownList", "_b.warna": "comboBox", "_b.mulai": "date", "_b.hadir": "dropDownList"}
    choices = [item.get(f"{W}value") for item in next(root.iter(f"{W}dropDownList"))]
    assert choices == ["Luring, penuh", "Daring"]
    ids = [node.get(f"{W}val") for properties in root.iter(f"{W}sdtPr") for node in properties.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == 4 + 1 + 3


def test_form__what_no_control_offers_stays_plain_text(types: Catalogue, tmp_path: Path) -> None:
    """LibreOffice writes a text of two scripts four times where it stands in a control."""
    raw = {"moda": "Lain", "warna": "Doa بسم selesai", "mulai": "kemarin"}
    data, _ = filled_docx(types.compiled("uji"), raw)
    assert [text_of(one) for one in root_of(data).iter(f"{W}sdtContent") if one.getparent().find(f"{W}sdtPr/{W}tag") is not None] == [
        "Pilih ya atau tidak"
    ]
    (tmp_path / "a.docx").write_bytes(data)
    assert read_back(tmp_path / "a.docx", types).given.values["warna"] == raw["warna"]


def test_form__says_which_form_it_is_in_two_places(types: Catalogue) -> None:
    data = blank_docx(types.compiled("uji"))[0]
    assert Archive(data, "a.docx").properties()["borang.jenis"] == "uji"
    assert [text_of(one) for one in root_of(data).iter(f"{W}p") if text_of(one).startswith("Formulir borang: uji, revisi 1, tanda ")]


def test_form__office_paper_letters_and_letterhead(types: Catalogue, tmp_path: Path) -> None:
    """F4 is 215 mm wide: 215 / 25.4 * 1440 = 12189 twips."""
    office = {**read_institution(types.home, near=SAMPLES / "x.yaml"), "kertas": "F4", "huruf": "Bookman Old Style"}
    data, _ = blank_docx(types.compiled("uji"), institution=office)
    parts = read_parts(data)
    assert parsed(parts[MAIN]).find(f".//{W}pgSz").get(f"{W}w") == "12189"
    assert b'"Bookman Old Style"' in parts["word/styles.xml"]
    assert b'"Arial"' not in parts["word/styles.xml"]
    assert parts["word/media/gambar1.png"].startswith(b"\x89PNG")
    assert "BALAI GURU" in text_of(next(parsed(parts[MAIN]).iter(f"{W}tbl")))
    (tmp_path / "a.docx").write_bytes(data)
    assert content(dict(read_back(tmp_path / "a.docx", types).given.values)) == {"moda": "Daring"}


def test_form__of_what_is_known_elsewhere_nothing_is_asked(types: Catalogue, tmp_path: Path) -> None:
    known = KnownFields(values={"judul": "Satu"}, taken={("warna",): "dari p.yaml", ("barang",): "dari p.yaml"})
    data, _ = blank_docx(types.compiled("uji"), known=known)
    root = root_of(data)
    assert ["Warna", ""] in lines(root)
    assert sum(text_of(one) == "dari p.yaml; tidak perlu diisi" for one in root.iter(f"{W}p")) == 2
    (tmp_path / "a.docx").write_bytes(data)
    back = read_back(tmp_path / "a.docx", types)
    assert (back.given.values["judul"], list(back.given.found)) == ("Satu", [])


@pytest.mark.parametrize("name", NAMES)
def test_form__word_opens_it_without_a_repair(name: str, tmp_path: Path) -> None:
    """DOC-93: blank under a letterhead with a logo, and filled."""
    compiled = CATALOGUE.compiled(name)
    office = read_institution(compiled.home, near=SAMPLES / "x.yaml")
    sample = read(sorted((SAMPLES / name).glob("ok-*.yaml"))[0], CATALOGUE)
    assert isinstance(sample, Document)
    for data in (blank_docx(compiled, institution=office)[0], filled_docx(compiled, sample.given.values)[0]):
        assert faults(read_parts(data)) == []
        assert audit(data, tmp_path, ".docx") == []
