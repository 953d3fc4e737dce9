"""A spec compiled: every name, table, score and band in it is checked before any data comes.

DESIGN: names checked when the spec loads; a rule that cannot run is a fault of the spec with file and line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from tests.homes import home

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - name: baris
    type: table
    key: kode
    fields: [{name: kode, type: text}, {name: jumlah, type: integer}, {name: anak, type: table, fields: [{name: umur, type: integer}]}]
"""
# FIELDS stands on lines 6 to 11: what follows it begins on line 12.


@pytest.mark.parametrize(
    "entry",
    [
        "check: namaa == 'x'",
        "check: nama.__class__ == 'x'",
        "check: nama['__class__'] == 'x'",
        "check: nama ** 2 == 4",
        "check: nama | attr('upper') == 'X'",
        "check: nama | round == 1",
        "check: range(3)",
        "check: nama ==",
        "check: nama nama",
        "check: nama is aneh",
        "check: row.jumlah > 1",
        "check: nama, each: nama",
        "check: row.jumlahh > 1, each: baris",
        "check: row.umur > parent.jumlahh, each: baris.anak",
        "check: baris | sum(attribute='jumlahh') > 1",
        "check: baris | sum('jumlahh') > 1",
        "check: (baris | map('jumlah') | first) > 1",
        "check: nama, at: namaa",
        "check: row.jumlah, each: baris, at: jumlahh",
        "check: \"lookup('tidak-ada', nama)\"",
        "check: \"lookup('rhk', nama).poinn > 1\"",
        "check: nama, when: namaa",
    ],
)
def test_rule__what_cannot_run_is_a_fault_when_the_spec_loads(tmp_path: Path, entry: str) -> None:
    pairs = "".join(f"    {pair}\n" for pair in _pairs(entry))
    catalogue = home(tmp_path, FIELDS + "rules:\n  - id: A001-uji\n    message: Salah.\n" + pairs)
    with pytest.raises(SpecFault) as caught:
        catalogue.compiled("uji")
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == "baris 13"


def _pairs(entry: str) -> list[str]:
    """Return `check: a, at: b` as pairs; a comma inside an expression is not followed by a key."""
    found: list[str] = []
    for piece in entry.split(", "):
        if piece.split(":")[0] in ("check", "each", "at", "when", "source"):
            found.append(piece)
        else:
            found[-1] += f", {piece}"
    return [f"{pair.split(': ', 1)[0]}: {_quoted(pair.split(': ', 1)[1])}" for pair in found]


def _quoted(value: str) -> str:
    return value if value.startswith(('"', "{")) else '"' + value + '"'


@pytest.mark.parametrize("message", ["{{ namaa }}", "{{ nama ** 2 }}", "{{ nama", "{{ nama | aneh }}", "{% if namaa %}{% endif %}"])
def test_message__is_checked_too(tmp_path: Path, message: str) -> None:
    catalogue = home(tmp_path, FIELDS + f"rules:\n  - {{id: A001-uji, check: nama == 'x', message: \"{message}\"}}\n")
    with pytest.raises(SpecFault) as caught:
        catalogue.compiled("uji")
    assert caught.value.place == "baris 13"


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("score: nilai_akir, with: {nilai: nama}", "nilai_akhir"),
        ("score: nilai_akhir, with: {nilai: nama}", "bobot"),
        ("score: nilai_akhir, with: {nilai: nama, bobott: baris}", "bobot"),
        ("score: nilai_akhir, with: {nilai: namaa, bobot: baris}", "nama"),
        ("band: predikat-kelulusann, of: nama", "predikat-kelulusan"),
        ("band: predikat-kelulusan, of: namaa", "nama"),
        ("band: predikat-kelulusan, of: nama, take: warna", "warna"),
        ("expr: kemudian", "kemudian"),
        ("expr: sendiri", "sendiri"),
    ],
)
def test_computed__what_cannot_be_computed_is_a_fault_when_the_spec_loads(tmp_path: Path, entry: str, word: str) -> None:
    computed = f"computed:\n  - {{name: sendiri, label: Sendiri, {entry}}}\n  - {{name: kemudian, label: Kemudian, expr: nama}}\n"
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, FIELDS + computed).compiled("uji")
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == "baris 13"
    assert word in str(caught.value)


@pytest.mark.parametrize(
    "field",
    [
        "{name: b, type: choice, choices: tidak-ada}",
        "{name: b, type: reference, table: rhkk}",
        "{name: b, type: table, rows: tidak-ada, fields: [{name: c, type: text}]}",
        "{name: b, type: list, of: {type: reference, table: tidak-ada}}",
        "{name: b, type: matrix, rows: tidak-ada, columns: baris, of: {type: number}}",
        "{name: b, type: matrix, rows: baris, columns: nama_lain, of: {type: number}}",
        "{name: b, type: matrix, rows: bernomor, columns: baris, of: {type: number}}",
        "{name: b, type: text, when: namaa == 'x'}",
        "{name: b, type: text, when: nama ==}",
    ],
)
def test_field__what_it_names_must_be_there(tmp_path: Path, field: str) -> None:
    numbered = "  - {name: bernomor, type: table, key: no, fields: [{name: no, type: integer}]}\n"
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, FIELDS + f"  - {field}\n" + numbered).compiled("uji")
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == "baris 12"


@pytest.mark.parametrize(
    "chart", ["of: bariss, category: kode", "of: baris, category: kodee", "of: baris, category: kode, series: [jumlahh]"]
)
def test_chart__its_rows_and_columns_must_be_there(tmp_path: Path, chart: str) -> None:
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, FIELDS + f"charts:\n  - {{name: g, kind: bar, alt: G, {chart}}}\n").compiled("uji")
    assert caught.value.place == "baris 13"


def test_filename__is_checked(tmp_path: Path) -> None:
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, FIELDS + 'outputs:\n  - {kind: pdf, filename: "{{ namaa }}.pdf"}\n').compiled("uji")
    assert caught.value.place == "baris 13"


def test_type__a_misspelt_one_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, FIELDS).compiled("coaching-rkh")
    assert '"coaching-rhk"' in str(caught.value)


def test_rule__cites_its_source_unless_it_is_derived(tmp_path: Path) -> None:
    rules = """\
rules:
  - {id: A001-tertulis, check: nama, message: x, source: {place: Bab II, basis: stated}}
  - {id: A002-turunan, check: nama, message: x, source: {basis: derived}}
"""
    compiled = home(tmp_path, FIELDS + rules).compiled("uji")
    assert compiled.rules[0].source.endswith(", Bab II")
    assert compiled.rules[1].source == ""


def test_name__of_a_field_in_a_group_is_told_with_its_path(tmp_path: Path) -> None:
    spec = "fields:\n  - {name: d, label: D, type: group, fields: [{name: nilai, label: N, type: number}]}\n"
    spec += "computed: [{name: x, label: X, expr: nilai + 1}]\noutputs: [{kind: pdf, filename: x.pdf}]\n"
    with pytest.raises(SpecFault, match=r'maksud Anda "d\.nilai"'):
        home(tmp_path, spec).compiled("uji").prepare()
