"""What a spec may leave out: required fields in `spec: 2`, templates and file names of outputs, several outputs of one kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault, UsageFault
from generator.home import Home
from generator.pipeline import Target, outputs
from generator.spec.load import load_spec
from generator.spec.model import Spec
from tests.homes import document, home

HEAD = "id: uji\ntitle: T\nrevision: 1\nsource: {document: perdirjen-gtk-4141-2023, place: x}\n"


def loaded(tmp_path: Path, text: str, **files: str) -> Spec:
    (tmp_path / "specs" / "_pieces").mkdir(parents=True, exist_ok=True)
    (tmp_path / "specs" / "uji.yaml").write_text(HEAD + text, encoding="utf-8")
    for name, content in files.items():
        (tmp_path / "specs" / "_pieces" / f"{name}.yaml").write_text(content, encoding="utf-8")
    return load_spec(tmp_path / "specs" / "uji.yaml", Home(tmp_path))


FIELDS = """fields:
  - {name: wajib, type: text}
  - {name: boleh, type: text, optional: true}
  - name: kelompok
    type: group
    fields: [{name: dalam, type: integer}]
  - name: tabel
    type: table
    optional: true
    fields: [{name: kolom, type: text}, {name: hasil, type: integer, expr: "1 + 1"}]
outputs: [pdf]
"""


def required(spec: Spec) -> dict[str, bool]:
    from generator.fields.shapes import walk

    return {".".join(path): field.required for path, field in walk(spec.fields)}


def test_required__in_the_second_language_unless_optional(tmp_path: Path) -> None:
    assert required(loaded(tmp_path, "spec: 2\n" + FIELDS)) == {
        "wajib": True,
        "boleh": False,
        "kelompok": False,
        "kelompok.dalam": True,
        "tabel": False,
        "tabel.kolom": True,
        "tabel.hasil": False,
    }


def test_required__in_the_first_language_only_where_it_is_said(tmp_path: Path) -> None:
    assert not any(required(loaded(tmp_path, "spec: 1\n" + FIELDS)).values())


def test_required__a_piece_keeps_its_own_language(tmp_path: Path) -> None:
    piece = "type: group\nfields: [{name: a, type: text}, {name: b, type: text, required: true}]\n"
    spec = loaded(tmp_path, "spec: 2\nfields:\n  - {use: orang, name: ketua, plus: [{name: c, type: text}]}\noutputs: [pdf]\n", orang=piece)
    assert required(spec) == {"ketua": False, "ketua.a": False, "ketua.b": True, "ketua.c": True}


def test_required__a_piece_in_the_second_language_says_what_is_optional(tmp_path: Path) -> None:
    piece = "spec: 2\ntype: group\nfields: [{name: a, type: text}, {name: b, type: text, optional: true}]\n"
    spec = loaded(tmp_path, "spec: 1\nfields:\n  - {use: orang, name: ketua, plus: [{name: c, type: text}]}\noutputs: [pdf]\n", orang=piece)
    assert required(spec) == {"ketua": False, "ketua.a": True, "ketua.b": False, "ketua.c": False}


def test_piece__a_run_within_a_piece_can_be_left_out_and_set_from_outside(tmp_path: Path) -> None:
    run = "spec: 2\nfields: [{name: nama, type: text}, {name: nip, type: text, optional: true}]\n"
    table = "spec: 2\ntype: table\nkey: nama\nfields: [{use: orang}, {name: nilai, type: number}]\n"
    spec = loaded(
        tmp_path,
        "spec: 2\nfields:\n  - {use: peserta, name: guru, without: [nip], set: {nama: {label: Nama Guru}, nilai: {optional: true}}}\noutputs: [pdf]\n",
        orang=run,
        peserta=table,
    )
    assert required(spec) == {"guru": True, "guru.nama": True, "guru.nilai": False}
    assert spec.label_at(("guru", "nama")) == "guru, Nama Guru"


def test_piece__set_reaches_into_a_group_or_table_of_a_piece(tmp_path: Path) -> None:
    piece = "spec: 2\ntype: table\nfields: [{name: isi, type: table, fields: [{name: a, type: text}, {name: b, type: text}]}]\n"
    use = "{use: luaran, name: luaran, set: {isi: {without: [b], set: {a: {optional: true}}, plus: [{name: c, type: text}]}}}"
    spec = loaded(tmp_path, f"spec: 2\nfields:\n  - {use}\noutputs: [pdf]\n", luaran=piece)
    assert required(spec) == {"luaran": True, "luaran.isi": True, "luaran.isi.a": False, "luaran.isi.c": True}


@pytest.mark.parametrize(
    "change", ["a: {set: {b: {label: B}}}", "isi: {without: [z]}", "isi: {set: {z: {label: Z}}}", "isi: {plus: [{name: c}]}"]
)
def test_piece__a_change_inside_that_cannot_be_made_is_a_fault_with_its_line(tmp_path: Path, change: str) -> None:
    piece = "spec: 2\ntype: group\nfields: [{name: a, type: text}, {name: isi, type: group, fields: [{name: b, type: text}]}]\n"
    with pytest.raises(SpecFault) as caught:
        loaded(tmp_path, f"spec: 2\nfields:\n  - {{use: p, name: p, set: {{{change}}}}}\noutputs: [pdf]\n", p=piece)
    assert caught.value.place


def test_formerly__a_dotted_name_is_refused_in_a_table(tmp_path: Path) -> None:
    fields = "fields:\n  - {name: t, type: table, fields: [{name: a, type: text, formerly: [lama.a]}]}\noutputs: [pdf]\n"
    with pytest.raises(SpecFault, match="formerly"):
        loaded(tmp_path, "spec: 1\n" + fields)


def test_outputs__by_kind_alone(tmp_path: Path) -> None:
    spec = loaded(
        tmp_path, 'spec: 1\nfilename: "uji-{{ wajib | slug }}"\nfields: [{name: wajib, type: text}]\noutputs: [docx, pdf, xlsx]\n'
    )
    assert [(one.medium, one.template, one.filename, one.is_default) for one in spec.outputs] == [
        ("docx", "uji/uji.docx", "uji-{{ wajib | slug }}.docx", True),
        ("pdf", "", "uji-{{ wajib | slug }}.pdf", False),
        ("xlsx", "uji/uji.xlsx", "uji-{{ wajib | slug }}.xlsx", False),
    ]


def test_outputs__several_of_one_kind_have_names(tmp_path: Path) -> None:
    text = "fields: [{name: a, type: text}]\noutputs: [pdf, {name: soal, kind: pdf}, {name: kunci, kind: pdf}]\n"
    found = document(home(tmp_path, text), "a: x\n")
    assert [one.filename for one in outputs(found, Target(("soal",)))] == ["uji-soal.pdf"]
    assert [one.filename for one in outputs(found, Target(("pdf",)))] == ["uji.pdf"]
    with pytest.raises(UsageFault):
        outputs(found, Target(("lain",)))


def test_label__of_an_element_is_its_number_and_heading(tmp_path: Path) -> None:
    text = """spec: 2
elements: format-5
fields:
  - name: pendahuluan
    type: group
    element: F5.A
    fields:
      - {name: konteks, type: paragraph, element: F5.A.1}
      - {name: tujuan, label: Maksud, type: paragraph, element: F5.A.2}
  - {name: referensi, type: list, of: {type: text}, element: F5.R}
outputs: [pdf]
"""
    fields = loaded(tmp_path, text).fields
    group = fields[0]
    assert group.label == "A. Pendahuluan"
    assert [getattr(group.child(name), "label", "") for name in ("konteks", "tujuan")] == ["1. Konteks Laporan", "Maksud"]
    assert fields[1].label == "Referensi"


def test_required__the_first_language_reads_optional_too_and_both_together_are_a_fault(tmp_path: Path) -> None:
    fields = "fields:\n  - {name: a, type: text, optional: false}\n  - {name: b, type: text, optional: true}\n  - {name: c, type: text}\noutputs: [pdf]\n"
    assert required(loaded(tmp_path / "satu", "spec: 1\n" + fields)) == {"a": True, "b": False, "c": False}
    assert required(loaded(tmp_path / "dua", "spec: 2\n" + fields)) == {"a": True, "b": False, "c": True}
    for language in (1, 2):
        with pytest.raises(SpecFault, match="berlawanan"):
            loaded(
                tmp_path / f"salah{language}", f"spec: {language}\n" + fields.replace("optional: true", "optional: true, required: true")
            )


PIECES = {
    "tabel": "type: table\nlabel: Tabel\nrequired: true\nfields:\n  - {name: a, type: text}\n",
    "urut": "spec: 2\nfields:\n  - {name: x, type: text}\n",
}


@pytest.mark.parametrize("language", [1, 2])
def test_optional__is_said_over_what_a_piece_requires(tmp_path: Path, language: int) -> None:
    fields = "fields:\n  - {use: tabel, name: t, optional: true}\noutputs: [pdf]\n"
    assert required(loaded(tmp_path, f"spec: {language}\n" + fields, **PIECES)) == {"t": False, "t.a": False}


@pytest.mark.parametrize(
    ("entry", "word"),
    [("{use: tabel, name: t, set: {a: {optional: true, required: true}}}", '"a".*berlawanan'), ("{use: urut, optional: true}", "set:")],
)
def test_optional__that_would_be_passed_over_is_a_fault(tmp_path: Path, entry: str, word: str) -> None:
    """Both said of one field; said of a piece that is several fields."""
    with pytest.raises(SpecFault, match=word):
        loaded(tmp_path, f"spec: 2\nfields:\n  - {entry}\noutputs: [pdf]\n", **PIECES)
