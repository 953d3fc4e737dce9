"""A fault is told where it was written: in a piece with the piece's file and line, in what the spec adds to it with the spec's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.examine import examine
from generator.lint import lint_type
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
