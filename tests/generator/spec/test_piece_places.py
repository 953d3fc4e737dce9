"""A fault is told where it was written: in a piece with the piece's file and line, in what the spec adds to it with the spec's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.examine import examine
from generator.fields.shapes import members, walk
from generator.home import Home
from generator.lint import lint_type, unused_pieces
from tests.homes import document, home, write

PIECE = """\
type: group
label: Bagian
fields:
  - name: mulai
    type: date
  - name: selesai
    type: {type}
    {more}
"""
OUT = "outputs: [{kind: pdf, filename: x.pdf}]\n"


def told(folder: Path, spec: str, piece: str) -> tuple[str, str | None]:
    """Return the file, below the home, and the place of the one fault that compiling gives."""
    write(folder / "specs" / "_pieces" / "p.yaml", piece)
    with pytest.raises(SpecFault) as caught:
        home(folder, spec + OUT).compiled("uji").prepare()
    assert caught.value.also == ()
    return str(Path(caught.value.file or "").relative_to(folder)), caught.value.place


USE = "fields:\n  - name: luar\n    label: Luar\n    use: p\n"


@pytest.mark.parametrize(
    ("kind", "more", "line"),
    [
        ("date", "when: tidak_ada", 8),
        ("date", "default: tidak_ada + 1", 8),
        ("date", "not_before: tidak_ada", 8),
        ("text", "pattern: '(a'", 8),
        ("date", "wajib: true", 8),
        ("tanggal", "label: x", 7),
        ("choice", "label: x", 6),
        ("reference", "table: tidak-ada", 8),
        ("number", "decimals: -1", 8),
        ("integer", "expr: tidak_ada", 8),
    ],
)
def test_fault__inside_a_piece_is_told_in_the_piece(tmp_path: Path, kind: str, more: str, line: int) -> None:
    file, place = told(tmp_path, USE, PIECE.replace("{type}", kind).replace("{more}", more))
    assert file == "specs/_pieces/p.yaml"
    assert place in (f"baris {line}", "baris 6"), place


SOUND = PIECE.replace("{type}", "date").replace("{more}", "label: Selesai")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ("    when: tidak_ada\n", 7),
        ("    wajib: true\n", 10),
        ("    plus:\n      - name: tambah\n        label: T\n        type: date\n        when: tidak_ada\n", 11),
        ("    plus:\n      - {name: tambah, label: T, type: date, wajib: ya}\n", 11),
        ("    set:\n      selesai: {when: tidak_ada}\n", 11),
        ("    set:\n      selesai:\n        not_before: tidak_ada\n", 12),
        ("    set:\n      selesai: {wajib: true}\n", 11),
        ("    set:\n      tidak_ada: {label: x}\n", 10),
        ("    without: [tidak_ada]\n", 10),
    ],
)
def test_fault__in_what_a_spec_says_of_a_piece_is_told_in_the_spec(tmp_path: Path, changes: str, line: int) -> None:
    file, place = told(tmp_path, USE + changes, SOUND)
    assert (file, place) == ("specs/uji.yaml", f"baris {line}")


def test_fault__in_a_piece_within_a_piece_is_told_in_the_inner_one(tmp_path: Path) -> None:
    write(tmp_path / "specs" / "_pieces" / "dalam.yaml", "type: group\nfields:\n  - name: a\n    type: date\n    when: tidak_ada\n")
    outer = "type: group\nlabel: Bagian\nfields:\n  - {use: dalam, name: isi, label: Isi}\n"
    assert told(tmp_path, USE, outer)[0] == "specs/_pieces/dalam.yaml"


def test_fault__in_a_run_of_fields_is_told_in_the_piece(tmp_path: Path) -> None:
    run = "fields:\n  - {name: a, label: A, type: date}\n  - name: b\n    label: B\n    type: date\n    when: tidak_ada\n"
    file, place = told(tmp_path, "fields:\n  - {use: p}\n", run)
    assert (file, place) in [("specs/_pieces/p.yaml", "baris 6"), ("specs/_pieces/p.yaml", "baris 3")]


def test_fault__that_shows_only_when_a_condition_runs_is_told_in_the_piece(tmp_path: Path) -> None:
    write(tmp_path / "specs" / "_pieces" / "p.yaml", PIECE.replace("{type}", "date").replace("{more}", "when: luar.mulai | sum > 1"))
    types = home(tmp_path, USE + OUT)
    with pytest.raises(SpecFault) as caught:
        examine(document(types, "luar: {mulai: 2026-01-01, selesai: 2026-01-02}\n"))
    assert str(caught.value.file).endswith("_pieces/p.yaml")
    assert caught.value.place == "baris 6"
    assert any("_pieces/p.yaml, baris 6" in str(finding.place) for finding in lint_type("uji", types))


OWN = "spec: 2\ntype: group\nlabel: Milik kami\nfields:\n  - {name: kota, label: Kota, type: text}\n"


def test_piece__of_an_own_folder_leaves_the_shipped_types_alone(tmp_path: Path) -> None:
    """An own `pengesahan` is the own types' own: KAK is still signed as it was, by the shipped piece."""
    write(tmp_path / "specs" / "_pieces" / "pengesahan.yaml", OWN)
    catalogue = home(tmp_path, "fields:\n  - {use: pengesahan, name: akhir}\n" + OUT)
    own, shipped = catalogue.compiled("uji").spec, catalogue.compiled("kak").spec
    assert [child.name for child in members(own.fields[0])] == ["kota"]
    assert "tanggal" in {child.name for _, field_ in walk(shipped.fields) if field_.name == "pengesahan" for child in members(field_)}
    assert not [one for one in lint_type("kak", catalogue) if one.is_error]


def test_piece__with_a_shipped_name_inside_a_shipped_piece_serves_the_own_type(tmp_path: Path) -> None:
    write(tmp_path / "specs" / "_pieces" / "pejabat.yaml", OWN)
    spec = home(tmp_path, "fields:\n  - {use: pengesahan, name: akhir}\n" + OUT).compiled("uji").spec
    assert [path for path, _ in walk(spec.fields) if path[-1] == "kota"] == [("akhir", "penanggung_jawab", "kota")]


def test_piece__that_no_own_type_uses_is_told_by_lint(tmp_path: Path) -> None:
    write(tmp_path / "specs" / "_pieces" / "pengesahan.yaml", OWN)
    write(tmp_path / "specs" / "_pieces" / "dalam.yaml", OWN)
    write(tmp_path / "specs" / "_pieces" / "luar.yaml", "type: group\nlabel: L\nfields:\n  - {use: dalam, name: d}\n")
    catalogue = home(tmp_path, "fields:\n  - {use: luar, name: akhir}\n" + OUT)
    assert [(one.code, Path(one.place.file).name) for one in unused_pieces(catalogue.home)] == [
        ("potongan-tidak-dipakai", "pengesahan.yaml")
    ]
    assert not list(unused_pieces(Home()))
