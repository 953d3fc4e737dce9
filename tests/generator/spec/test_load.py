"""A spec file read into the model: each kind of mistake is a SpecFault with file and line; pieces, sources, former names.

TPL-03: a new type is a YAML file. IN-04: one strict loader for specs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.fields.origin import Citation
from generator.fields.shapes import Group
from generator.home import Home
from generator.spec.load import load_spec
from generator.spec.model import Spec
from tests.homes import HEAD, home, write

NAME = "fields:\n  - {name: nama, type: text}\n"
OUT = 'outputs: [{kind: pdf, filename: "x.pdf"}]\n'


def loaded(folder: Path, text: str, files: dict[str, str] | None = None) -> Spec:
    home(folder, text, files)
    return load_spec(folder / "specs" / "uji.yaml", Home(folder))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("fields:\n  - {name: nama, type: tekst}\n", 7, "text"),
        ("fields:\n  - {name: nama, tipe: text}\n", 7, "tipe"),
        ("fields:\n  - {name: nama, type: text, requird: true}\n", 7, "required"),
        ("fields:\n  - {name: Nama, type: text}\n", 7, "Nama"),
        ("fields:\n  - {name: nama, type: text, required: ya}\n", 7, "ya"),
        ("fields:\n  - {name: butir, type: list, of: integer}\n", 7, "{type: integer}"),
        ("fields: []\n", 6, "fields"),
        ("fields: halo\n", 6, "halo"),
        (NAME + "rule: []\n", 8, "rules"),
        (NAME + "rules:\n  - {id: A1, check: nama, message: x}\n", 9, "A1"),
        (NAME + "rules:\n  - {id: A001-x, check: nama}\n", 9, "message"),
        (NAME + "computed:\n  - {name: a, label: A}\n", 9, "expr"),
        (NAME + "computed:\n  - {name: a, label: A, expr: '1', score: cvi}\n", 9, "expr"),
        (NAME + "computed:\n  - {name: a, label: A, band: predikat-capaian}\n", 9, ""),
        (NAME + 'outputs: [{kind: doc, filename: "x"}]\n', 8, "docx"),
        ("fields:\n  - {name: a, type: choice}\n", 7, "choices"),
        ("fields:\n  - {name: a, type: reference}\n", 7, "table"),
        ("fields:\n  - {name: a, type: identifier}\n", 7, "kind"),
        ("fields:\n  - {name: a, type: group}\n", 7, "fields"),
        ("fields:\n  - {name: a, type: table}\n", 7, "fields"),
        ("fields:\n  - {name: a, type: list}\n", 7, "of"),
        ("fields:\n  - {name: a, type: matrix, rows: b}\n", 7, "columns"),
        ("fields:\n  - {name: a, type: table, key: k, fields: [{name: b, type: text}]}\n", 7, "k"),
        ("fields:\n  - {name: a, type: table, key: b, fields: [{name: b, type: text, expr: 'row.c'}, {name: c, type: text}]}\n", 7, "b"),
        ("fields:\n  - name: a\n    type: group\n    fields:\n      - {name: b, type: text}\n      - {name: b, type: text}\n", 7, "b"),
        ("fields:\n  - {name: a, type: text}\n  - {name: a, type: date}\n", 8, "a"),
        (NAME + "computed:\n  - {name: nama, label: Nama, expr: nama}\n", 9, "nama"),
        (NAME + "constants:\n  nama: {value: 1}\n", 9, "nama"),
        ("fields:\n  - {name: institusi, type: text}\n", 7, "institusi"),
        ("fields:\n  - {name: jenis, type: text}\n", 7, "jenis"),
        ("fields:\n  - {name: a, type: text, pattern: '['}\n", 7, "pattern"),
        ("fields:\n  - {name: a, type: text, schema: {type: teks}}\n", 7, "schema"),
        ("fields:\n  - {name: a, type: list, of: {type: text, schema: {maxLength: -1}}}\n", 7, "schema"),
        ("fields:\n  - {name: a, type: text, schema: {$ref: 'http://127.0.0.1:1/x'}}\n", 7, "$ref"),
        ("fields:\n  - {use: tidak-ada, name: a}\n", 7, "tidak-ada"),
        (NAME + "computed:\n  - {name: a, label: 'Dari {{ nama }}', expr: nama}\n", 9, "label"),
        ("fields:\n  - {name: a, type: number, expr: 1 + 1}\n", 7, "computed:"),
        ("fields:\n  - name: a\n    type: group\n    fields:\n      - {name: b, type: number, expr: 1 + 1}\n", 10, "in: a"),
        (
            "fields:\n  - {name: t, type: table, fields: [{name: a, type: group, fields: [{name: b, type: number, expr: row.c}]}, {name: c, type: text}]}\n",
            7,
            "kolom tabelnya",
        ),
        (
            "fields:\n  - {name: a, type: group, when: b, fields: [{name: c, type: text, required: true}]}\n  - {name: b, type: boolean}\n",
            7,
            "when",
        ),
    ],
)
def test_load__a_mistake_is_a_fault_at_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    with pytest.raises(SpecFault) as caught:
        loaded(tmp_path, text + ("" if "outputs:" in text else OUT))
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == f"baris {line}"
    assert word in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "- a\n", "halo\n", HEAD, HEAD.replace("spec: 1", "spec: 3") + NAME + OUT, HEAD.replace("id: uji", "id: lain") + NAME + OUT],
    ids=["empty", "list", "word", "no-fields", "language", "id"],
)
def test_load__what_is_no_spec_is_a_fault(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "specs" / "uji.yaml", text)
    with pytest.raises(SpecFault) as caught:
        load_spec(file, Home(tmp_path))
    assert (caught.value.place or "").startswith("baris ")
    assert "expected" not in caught.value.message  # Indonesian, not jsonschema's own words


def test_load__a_piece_is_put_in_and_the_entry_wins(tmp_path: Path) -> None:
    """`use:`: a named piece; what the field says itself stands above it."""
    piece = (
        "type: group\nlabel: Pejabat\nfields:\n  - {name: nama, label: Nama, type: text}\n  - {name: nip, type: identifier, kind: nip}\n"
    )
    spec = loaded(tmp_path, "fields:\n  - {use: orang, name: ketua, label: Ketua}\n", {"specs/_pieces/orang.yaml": piece})
    ketua = spec.fields[0]
    assert (ketua.name, ketua.label, type(ketua)) == ("ketua", "Ketua", Group)
    assert [child.name for child in ketua.fields] == ["nama", "nip"]


def test_load__a_piece_inside_a_table_row(tmp_path: Path) -> None:
    piece = "type: group\nfields:\n  - {name: nama, type: text}\n"
    text = "fields:\n  - name: tim\n    type: table\n    fields:\n      - {use: orang, name: anggota}\n"
    spec = loaded(tmp_path, text, {"specs/_pieces/orang.yaml": piece})
    assert spec.field_at(("tim", 0, "anggota", "nama")) is not None


@pytest.mark.parametrize(
    ("piece", "word"),
    [
        ("- a\n", "type"),
        ("label: Orang\n", "type"),
        ("type: group\nfeilds: [{name: a, type: text}]\n", "fields"),
        ("type: group\nfields: [{use: orang, name: a}]\n", "orang"),
        ("type: orang\n", "orang"),
        ("fields: nama\n", "daftar isian"),
        ("spec: 2\nfields: 5\n", "daftar isian"),
        ("fields:\n  - {name: a, type: text}\n  - nama\n", 'baris 3: Potongan "orang": setiap isian harus kelompok'),
        ("type: group\nfields:\n  - {name: b, type: group, fields: nama}\n", 'baris 3: Potongan "orang": fields: harus'),
        ("fields: [{use: [x], name: b}]\n", "use"),
    ],
    ids=["list", "no-type", "unknown-key", "itself", "unknown-type", "word", "number", "word-in-run", "word-in-group", "list-of-uses"],
)
def test_load__a_broken_piece_is_a_fault(tmp_path: Path, piece: str, word: str) -> None:
    with pytest.raises(SpecFault) as caught:
        loaded(tmp_path, "fields:\n  - {use: orang, name: a}\n", {"specs/_pieces/orang.yaml": piece})
    assert caught.value.place
    assert word in str(caught.value)


def test_load__sources_are_merged_over_the_specs_own(tmp_path: Path) -> None:
    text = NAME + "rules:\n  - {id: A001-x, check: nama, message: x, source: {place: Bab II, basis: stated}}\n"
    spec = loaded(tmp_path, text)
    assert spec.rules[0].source == Citation("perdirjen-gtk-4141-2023", "Bab II", "stated")


def test_load__lines_are_kept(tmp_path: Path) -> None:
    spec = loaded(tmp_path, NAME + "computed:\n  - name: a\n    label: A\n    expr: nama\n")
    assert spec.fields[0].line == 7
    assert spec.computed[0].computation.line == 11


def test_home__the_users_own_spec_stands_before_the_shipped_one(tmp_path: Path) -> None:
    file = write(tmp_path / "specs" / "coaching-rhk.yaml", "title: Milik saya\n")
    assert Home(tmp_path).spec_files()["coaching-rhk"] == file
    assert Home(tmp_path).spec_files()["kak"] == Home().spec_files()["kak"]
