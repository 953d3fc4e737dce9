"""How many decimals print: exactly or at least, on fields, columns, cells, computed values and single parts of results. TPL-08."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecFault
from generator.formatting import angka, persen
from generator.outline.blocks import Grid, MatrixGrid
from generator.outline.filled import FactLines, Filled, TableRows, fill
from generator.outline.walk import outline
from generator.render.context import context_of
from tests.homes import examined, home

SPEC = """\
fields:
  - {name: a, label: A, type: number, decimals: 2}
  - {name: b, label: B, type: number, decimals: "2+"}
  - {name: c, label: C, type: number, unit: "%", decimals: "1+"}
  - {name: orang, label: Orang, type: list, of: {type: text}, print: hidden}
  - name: t
    label: T
    type: table
    fields:
      - {name: n, label: N, type: number, decimals: 1}
      - {name: m, label: M, type: number, decimals: "1+"}
      - {name: k, label: K, type: number, decimals: 3, expr: row.n / 3}
  - {name: x, label: X, type: matrix, rows: orang, columns: orang, of: {type: number, decimals: "1+"}, sums: [rows]}
computed:
  - {name: d, label: D, decimals: 3, expr: a / 3}
  - {name: p, label: P, type: percent, decimals: 0, expr: a * 10}
  - {name: y, label: Y, plain: true, expr: a * 1000}
  - {name: r, label: R, score: ringkas, with: {dari: t, menurut: "['n']", nilai: "'m'"}, show: [{table: baris, columns: [kelompok, jumlah, rerata]}],
     decimals: {jumlah: 0, baris.rerata: "2+"}}
  - {name: s, label: S, type: table, expr: "t | sort(attribute='n')", show: [n, m], decimals: {m: 2}}
outputs: [{kind: pdf, filename: x.pdf}]
"""
DATA = """\
a: "2"
b: "2,125"
c: "87,25"
orang: [Ani]
t: [{n: "2", m: "3,25"}, {n: "1,25", m: "4"}]
x: {Ani: {Ani: "1,75"}}
"""


def printed(folder: Path) -> tuple[Filled, ...]:
    found = examined(home(folder, SPEC), DATA)
    assert [one.code for one in found.findings] == []
    compiled = found.document.compiled
    return fill(outline(compiled), context_of(compiled, found.scope), compiled.environment)


def test_decimals__of_fields_and_computed_values(tmp_path: Path) -> None:
    facts = {label: value.text for block in printed(tmp_path) if isinstance(block, FactLines) for label, value in block.rows}
    assert facts == {"A": "2,00", "B": "2,125", "C": "87,25%", "D": "0,667", "P": "20%", "Y": "2000"}


def test_decimals__of_columns_cells_and_parts_of_results(tmp_path: Path) -> None:
    tables = [[[cell.text for cell in row] for row in block.rows] for block in printed(tmp_path) if isinstance(block, TableRows)]
    assert tables == [
        [["1", "2,0", "3,25", "0,667"], ["2", "1,3", "4,0", "0,417"]],
        [["Ani", "1,75", "1,75"]],
        [["2", "3", "3,25"], ["1,25", "4", "4,00"]],
        [["1,3", "4,00"], ["2,0", "3,25"]],
    ]


def test_decimals__are_the_format_of_a_workbooks_cells(tmp_path: Path) -> None:
    compiled = home(tmp_path, SPEC).compiled("uji")
    flat: list[Any] = []

    def spread(blocks: Any) -> None:
        for block in blocks:
            flat.append(block)
            spread(getattr(block, "blocks", ()))

    spread(outline(compiled))
    first = next(block for block in flat if isinstance(block, Grid))
    assert [column.value.cell_format for column in first.columns[1:]] == ["[$-421]0.0", "[$-421]0.0####", "[$-421]0.000"]
    assert next(block for block in flat if isinstance(block, MatrixGrid)).printed("r", "c") == "x[r][c] | angka(1, sedikitnya=true)"


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (Decimal("2"), 2, "2,00"),
        (Decimal("2.125"), 2, "2,125"),
        (Decimal("2.100"), 2, "2,100"),
        (Fraction(2, 3), 1, "0,67"),
        (Fraction(2, 3), 3, "0,667"),
        (7, 1, "7,0"),
        (7, 0, "7"),
    ],
)
def test_angka__at_least_so_many(value: Any, digits: int, words: str) -> None:
    assert angka(value, digits, sedikitnya=True) == words
    assert persen(value, digits, sedikitnya=True) == f"{words}%"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("decimals: {jumlah: 0,", "decimals: {jumlahh: 0,", "maksud Anda “jumlah”"),
        ("decimals: {m: 2}", "decimals: {mm: 2}", "bukan kolom t"),
        ("label: A, type: number", "label: A, type: text", "hanya yang berjenis number"),
        ('decimals: "2+"}\n', 'decimals: "9+"}\n', "tidak dapat dipakai"),
        ("label: B,", 'label: "{{ a }}",', "tidak memuat ungkapan"),
    ],
)
def test_decimals__what_has_none_is_a_fault(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SPEC
    with pytest.raises(SpecFault, match=words):
        home(tmp_path, SPEC.replace(old, new, 1)).compiled("uji").prepare()


def test_choices__that_name_a_table_of_the_form_mean_a_row(tmp_path: Path) -> None:
    spec = "fields:\n  - {name: t, label: T, type: table, key: k, fields: [{name: k, label: K, type: text}]}\n"
    spec += "  - {name: a, label: A, type: choice, choices: t}\noutputs: [{kind: pdf, filename: x.pdf}]\n"
    with pytest.raises(SpecFault, match="type: row, of: t"):
        home(tmp_path, spec).compiled("uji").prepare()
