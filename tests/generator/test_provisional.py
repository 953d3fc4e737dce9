"""Totals over the sound rows stand beside the strict ones, marked, while rows are wrong; a finished document never has one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.document import Outcome, Provisional
from generator.pipeline import Target
from generator.provisional import provisional_values
from generator.report import as_json, lines
from tests.documents import pdf_text
from tests.homes import data_file, examined, home, run_file, told
from validators.absence import CACAT

FIELDS = """
fields:
  - {name: nama, label: Nama, type: text, required: true}
  - {name: tarif, label: Tarif, type: number}
  - name: peserta
    label: Peserta
    type: table
    fields:
      - {name: n, label: N, type: number, required: true}
      - {name: hal, label: Hal, type: list, of: {type: integer}}
      - {name: anak, label: Anak, type: table, fields: [{name: umur, label: Umur, type: integer}]}
  - {name: lain, label: Lain, type: table, fields: [{name: m, label: M, type: number}]}
computed:
  - {name: jumlah, label: Jumlah anggaran, unit: rupiah, expr: "peserta | sum(attribute='n')"}
  - {name: ganda, label: Ganda, expr: jumlah * 2}
  - {name: bayar, label: Bayar, expr: "lain | sum(attribute='m') * tarif"}
  - {name: bilangan, label: Bilangan, expr: "nama | length"}
"""
SOUND = "nama: Ani\ntarif: 2\n"


@pytest.mark.parametrize(
    ("data", "values"),
    [
        ("peserta:\n  - {n: 1}\n  - {n: dua}\n  - {n: 4}\n", {"jumlah": Provisional(5, 2, 3), "ganda": Provisional(10, 2, 3)}),
        ("peserta:\n  - {n: 1}\n  - {hal: [1]}\n", {"jumlah": Provisional(1, 1, 2), "ganda": Provisional(2, 1, 2)}),
        ("peserta:\n  - {n: 1}\n  - n: dua\nlain: [{m: x}, {m: 3}, {m: 4}]\n", {"jumlah": 1, "ganda": 1, "bayar": 2}),
        ("peserta:\n  - {n: 1}\n  - {n: 2}\n", {}),
        ("peserta:\n  - {n: 1}\n  - {n: 2, hal: [x]}\n", {}),
        ("peserta:\n  - {n: satu}\n  - {n: dua}\n", {}),
    ],
    ids=["a wrong cell", "an empty one", "each of its own table", "nothing wrong", "the strict total is known", "no row is sound"],
)
def test_provisional__totals_over_the_sound_rows(tmp_path: Path, data: str, values: dict[str, object]) -> None:
    """14 for the second table: (3 + 4) × 2."""
    found = provisional_values(examined(home(tmp_path, FIELDS), SOUND + data))
    assert {name: one if isinstance(values.get(name), Provisional) else one.sound for name, one in found.items()} == values
    assert "bayar" not in found or found["bayar"] == Provisional(14, 2, 3)


def test_provisional__what_is_wrong_outside_the_rows_takes_no_row(tmp_path: Path) -> None:
    found = examined(home(tmp_path, FIELDS), "tarif: banyak\npeserta:\n  - {n: 1}\n  - {n: x}\nlain: [{m: 3}]\n")
    assert {"wajib-diisi@nama", "angka-tidak-terbaca@tarif"} <= set(told(found.findings))
    assert found.scope["bayar"] is CACAT
    assert list(provisional_values(found)) == ["jumlah", "ganda"]


def test_provisional__a_wrong_inner_row_takes_itself_alone(tmp_path: Path) -> None:
    inner = "      - {name: usia, label: Usia, type: integer, expr: \"row.anak | sum(attribute='umur')\"}\n"
    spec = (
        FIELDS.replace("  - {name: lain", inner + "  - {name: lain")
        + "  - {name: umur, label: Umur, expr: \"peserta | sum(attribute='usia')\"}\n"
    )
    data = SOUND + "peserta:\n  - {n: 1, anak: [{umur: 3}, {umur: x}]}\n  - {n: 2, anak: [{umur: 4}]}\n"
    assert provisional_values(examined(home(tmp_path, spec), data)) == {"umur": Provisional(7, 2, 3)}


def _outcome(tmp_path: Path, data: str, target: Target) -> Outcome:
    spec = FIELDS + 'outputs: [{kind: pdf, filename: "uji.pdf"}]\n'
    return run_file(data_file(tmp_path, SOUND + data), home(tmp_path, spec), target)


def test_provisional__is_marked_on_the_screen_and_in_json(tmp_path: Path) -> None:
    outcome = _outcome(tmp_path, "peserta:\n  - {n: 1}\n  - {n: dua}\n  - {n: 4}\n", Target())
    assert "  Jumlah anggaran (sementara, 2 dari 3 baris): Rp5,00" in list(lines(outcome))
    (told_,) = json.loads(as_json([outcome]))["outcomes"]
    assert told_["computed"]["jumlah"] is None
    assert told_["provisional"]["jumlah"] == {"value": 5, "sound_rows": 2, "rows": 3}


def test_provisional__is_in_no_outcome_without_errors(tmp_path: Path) -> None:
    outcome = _outcome(tmp_path, "peserta:\n  - {n: 1}\n", Target())
    assert (outcome.status, outcome.provisional) == ("checked", {})
    assert "provisional" not in json.loads(as_json([outcome]))["outcomes"][0]


def test_provisional__stands_in_a_draft_among_what_is_wrong_only(tmp_path: Path) -> None:
    """The draft's own text has no number; its head tells the provisional one."""
    outcome = _outcome(tmp_path, "peserta:\n  - {n: 1}\n  - {n: dua}\n", Target(folder=Folder(tmp_path / "out"), is_draft=True))
    (file,) = outcome.files
    text = " ".join(pdf_text(file.read_bytes(), tmp_path).split())
    assert "Jumlah anggaran (sementara, 1 dari 2 baris): Rp1,00" in text
    assert text.count("Rp1,00") == 1
