"""The fast lane of Word against the tree: the same parts, as canonical XML, for every shipped template and for templates made at random."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.document import Scored
from generator.examine import examine
from generator.home import SHIPPED, Home
from generator.intake.read import read
from generator.office.package.parts import read_parts
from generator.render.context import context_of
from generator.render.docx.fill import render_as_tree
from generator.render.docx.flat.filled import FilledReader
from generator.render.docx.flat.ground import PackageMaking, ground_of
from generator.render.docx.flat.lane import render_flat
from generator.render.docx.reading import read_template
from generator.render.prepared import prepare
from generator.render.rendering import ContentsEntry, Rendering
from generator.spec.catalogue import Catalogue
from tests.cases import samples
from tests.homes import examined, home
from tests.word_files import OUTPUT, p, word
from validators.findings import Finding

TYPES = sorted({sample.type for sample in samples("ok-", "docx")})
OFFICES: list[Mapping[str, Any]] = [
    {},
    {"kertas": "F4", "margin": {"kiri": 4, "kanan": 3}},
    {"huruf": "Bookman Old Style", "perataan": "rata kiri-kanan", "spasi": "1,5"},
    {"perataan": "rata kiri-kanan", "kop_gambar": "logo.png"},
]
CONTENTS = [ContentsEntry(0, "Tabel 1 Jadwal", 5), ContentsEntry(1, "PENDAHULUAN", 3), ContentsEntry(1, "BAB I PENDAHULUAN", 4)]


def canonical(parts: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the parts so that what Word reads alike is equal: relationships and content types have no order, properties of nothing say nothing."""
    found: dict[str, Any] = {}
    for name, data in parts.items():
        if name.endswith(".rels") or name == "[Content_Types].xml":
            found[name] = sorted(sorted(node.attrib.items()) for node in etree.fromstring(data))
        elif name.endswith(".xml"):
            root = etree.fromstring(data)
            for node in [node for node in root.iter("{*}pPr") if not len(node)]:
                node.getparent().remove(node)
            found[name] = etree.tostring(root, method="c14n", exclusive=True)
        else:
            found[name] = data
    return found


def lanes(rendering: Rendering) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """Return the canonical parts of a document by the fast lane, None where it leaves it to the tree, and by the tree."""
    file = f"templates/{rendering.output.template}"
    template = read_template(rendering.document.compiled.home.template(rendering.output.template).read_bytes(), file)
    flat = render_flat(rendering, template, file, ground_of(template, file, PackageMaking.of(rendering)))
    return (None if flat is None else canonical(read_parts(flat))), canonical(read_parts(render_as_tree(rendering, template, file)))


@cache
def shipped() -> Catalogue:
    return Catalogue(Home(SHIPPED / "samples"))


def rendering(file: Path, office: Mapping[str, Any]) -> Rendering:
    """Return a sample's rendering for an office that says something besides; pages of the contents are made up."""
    given = read(file, shipped(), shown=file.name)
    assert not isinstance(given, Finding)
    institution = {**given.given.institution, **office}
    scored: Scored = examine(replace(given, given=replace(given.given, institution=institution))).scored
    output = next(output for output in given.type.outputs if output.medium == "docx")
    ready = prepare(given.compiled, output, institution)
    return replace(ready._rendering(scored, context_of(given.compiled, scored.scope), (), {}), contents=lambda: CONTENTS)


@pytest.mark.parametrize("type_name", TYPES)
def test_lane__writes_every_shipped_template_as_the_tree_does(type_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sample of a type for one office or another; none of the shipped templates needs the tree, nor is one read but by its chunks."""
    monkeypatch.setattr(FilledReader, "body", None)
    for at, sample in enumerate(sample for sample in samples("ok-", "docx") if sample.type == type_name):
        flat, tree = lanes(rendering(sample.file, OFFICES[(TYPES.index(type_name) + at) % len(OFFICES)]))
        assert flat is not None, sample.id
        assert {name for name in tree if flat.get(name) != tree[name]} == set(), sample.id
        assert set(flat) == set(tree), sample.id


FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: kosong, label: Kosong, type: text, required: false}
  - name: kepala
    label: Kepala
    use: pejabat
  - name: baris
    label: Baris
    type: table
    fields:
      - {name: isi, label: Isi, type: text}
      - {name: rinci, label: Rinci, type: paragraph}
"""
VALUES = """\
nama: "Ani & <Budi>, S.Pd., tanggal 5 Mei 2026 \\"x\\""
uraian: |
  Pembukaan acara **penting** pada 3 Juni 2026.

  1. satu
  2. dua
     - di dalam
  3. tiga

  | A | B |
  |---|---|
  | pertanggungjawaban | 2 |
kepala: {jabatan: Kepala Balai, nama: Tuti Lestari, nip: "197108171996032001"}
baris:
  - {isi: "Satu\\tdua", rinci: "Baris pertama\\nbaris kedua"}
  - {isi: "Jumlah <5>", rinci: "- butir\\n- butir lain"}
  - {isi: "Pertanggungjawaban penyelenggaraan", rinci: "Teks pendek"}
"""
OTHER_VALUES = """\
nama: Cici
uraian: Satu kalimat saja.
kosong: terisi
kepala: {jabatan: Ketua, nama: Dodo, nip: "197108171996032001"}
baris:
  - {isi: "Satu", rinci: "1. pertama\\n2. kedua"}
"""
STYLES = ("", "Heading1", "Heading2", "ListNumber", "ListBullet", "Title", "BodyText", "Caption")
TEXTS = (
    "Kalimat tetap yang memperkenalkan:",
    "{{ nama }}",
    "{{ uraian }}",
    "Di dalam {{ uraian }} kalimat",
    "{{ kosong }}",
    "{% if kosong %}ada{% else %}tidak{% endif %} Nomor 4 dan ke-3",
    "{{ tanda_tangan(kepala, 'Kota', '5 Mei 2026') }}",
    "{{ kop }}",
    "{{ daftar_isi }}",
    "{{ judul_tabel('Jadwal kegiatan') }}",
    "{{ daftar_tabel }}",
    "{{ sampul('LAPORAN', 'Tentang', '2026') }}",
    "Jumlah &amp; rupa {{ baris | length }}",
)
ROW = ("{{ b.isi }}", "{{ b.rinci }}", "{{ loop.index }}", "Tetap", "{{ nama }} {{ b.isi }}")
LYING = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'


def _properties(made: random.Random, *, section: bool = False) -> str:
    style = made.choice(STYLES)
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner += made.choice(("", "", "<w:pageBreakBefore/>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "<w:keepNext/>"))
    inner += made.choice(("", '<w:spacing w:before="60" w:after="60"/>', '<w:ind w:left="720" w:hanging="360"/>', '<w:jc w:val="center"/>'))
    return f"<w:pPr>{inner}{LYING if section else ''}</w:pPr>"


def _table(made: random.Random) -> str:
    columns = made.randint(1, 4)
    look = made.choice(('<w:tblStyle w:val="TableGrid"/>', "")) + '<w:tblW w:w="9000" w:type="dxa"/>'
    width = made.choice(('<w:tcW w:w="2000" w:type="dxa"/>', '<w:tcW w:w="900" w:type="dxa"/>', '<w:tcW w:w="0" w:type="auto"/>'))

    def row(texts: list[str], *, head: bool = False) -> str:
        cells = "".join(f"<w:tc><w:tcPr>{width}</w:tcPr>{p(text, _properties(made))}</w:tc>" for text in texts)
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{cells}</w:tr>"

    grid = "".join(f'<w:gridCol w:w="{made.choice((900, 2000))}"/>' for _ in range(columns + made.randint(0, 1)))
    rows = row(["Kepala"] * columns, head=True) if made.random() < 0.7 else ""
    rows += row(["{%tr for b in baris %}"] + [""] * (columns - 1)) + row([made.choice(ROW) for _ in range(columns)])
    rows += row(["{%tr endfor %}"] + [""] * (columns - 1))
    if made.random() < 0.5:
        rows += f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p("Jumlah {{ baris | length }}")}</w:tc></w:tr>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _body(made: random.Random) -> str:
    pieces: list[str] = []
    for _ in range(made.randint(4, 12)):
        kind = made.random()
        if kind < 0.25:
            pieces.append(_table(made) + made.choice(("", "<w:p/>")))
        elif kind < 0.4:
            inner = "".join(p(made.choice(ROW), _properties(made)) for _ in range(made.randint(1, 3)))
            pieces.append(p("{%p for b in baris %}") + inner + p("{%p endfor %}"))
        elif kind < 0.47:
            pieces.append(p("Akhir bagian", _properties(made, section=True)))
        else:
            pieces.append(p(made.choice(TEXTS), _properties(made)))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(24))
def test_lane__writes_templates_made_at_random_as_the_tree_does(seed: int, tmp_path: Path) -> None:
    """Headings, lists, tables, loops, turned sections, long texts and marks in any order; a document leaves nothing behind for the next."""
    catalogue = home(tmp_path, FIELDS + OUTPUT, {"templates/uji/uji.docx": word(_body(random.Random(seed)))})
    compiled = catalogue.compiled("uji")
    for number, values in enumerate((VALUES, OTHER_VALUES, VALUES)):
        result = examined(catalogue, values)
        assert not result.findings, result.findings
        office = {"nama": "Balai Contoh", **OFFICES[(seed + number // 2) % 3]}
        document = replace(result.document, given=replace(result.document.given, institution=office))
        made = Rendering(document, context_of(compiled, result.scope), compiled.spec.outputs[0], contents=lambda: CONTENTS)
        flat, tree = lanes(made)
        assert flat is not None
        assert {name for name in tree if flat.get(name) != tree[name]} == set(), number
        assert set(flat) == set(tree)
