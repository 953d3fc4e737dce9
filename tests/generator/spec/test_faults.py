"""Everything that is wrong with a spec is told in one run, in Indonesian, by the names its author knows. TPL-03, TPL-04."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.lint import lint_type
from tests.homes import home

MANY = """\
fields:
  - {name: nama, label: Nama Sekolah, type: teks, wajib: true}
  - {name: tanggal, labell: Tanggal, type: date}
  - name: peserta
    label: Peserta
    type: table
    isian: [{name: a, type: text}]
computed:
  - {name: x, label: X, rumus: 1 + 1}
rules:
  - {id: A001-uji, cek: nama, message: Salah.}
keluaran: []
outputs: [{jenis: pdf, filename: x.pdf}]
"""
NAMES = """\
elements: kak
fields:
  - {name: nama, label: Nama, type: text, element: KAK.99}
  - {name: tanggal, label: Tanggal, type: date, when: namaa == 'x'}
  - name: peserta
    label: Peserta
    type: table
    fields: [{name: n, label: N, type: number}, {name: m, label: M, type: number, expr: row.nn + 1}]
  - {name: warna, label: Warna, type: reference, table: warnaa}
computed:
  - {name: jumlah, label: Jumlah, expr: "peserta | summ(attribute='n')"}
  - {name: skor, label: Skor, score: cvii, with: {a: nama}}
rules:
  - {id: A001-uji, check: namaa, at: tanggall, message: "Salah {{ nam }}.", hint: "Lihat {{ tangal }}."}
  - {id: A002-uji, each: pesertaa, check: row.n, message: Salah.}
  - {id: A003-uji, each: peserta, check: row.n, at: nn, message: Salah.}
outputs: [{kind: pdf, filename: "{{ namaaa }}.pdf"}]
"""


def found(folder: Path, spec: str) -> list[SpecFault]:
    with pytest.raises(SpecFault) as caught:
        home(folder, spec).compiled("uji")
    return [caught.value, *(fault for fault in caught.value.also if isinstance(fault, SpecFault))]


def test_structure__all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = {(fault.place, re.sub(r"\s+", " ", fault.message)) for fault in found(tmp_path, MANY)}
    for line, name, meant in [
        (7, "Nama Sekolah", "“text”"),
        (7, "Nama Sekolah", "“required”"),
        (8, "tanggal", "“label”"),
        (12, "Peserta", "“fields”"),
        (14, "X", "“expr”"),
        (16, "A001-uji", "“check”"),
        (17, "Spesifikasi", "“outputs”"),
        (18, "Keluaran", "“kind”"),
    ]:
        assert any(place == f"baris {line}" and name in said and meant in said for place, said in told), (line, meant, told)


def test_structure__one_slip_is_one_fault(tmp_path: Path) -> None:
    """A key that was meant is not missing as well; no path of numbers, no word of a schema."""
    told = [fault.message for fault in found(tmp_path, MANY)]
    assert len(told) == 8
    assert not [said for said in told if re.search(r"\.\d|additionalProperties|oneOf|required\b(?!”)|enum|instance", said)]


def test_compiling__all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = [(fault.place, fault.message) for fault in found(tmp_path, NAMES)]
    for line, wrong in [
        (8, "KAK.99"),
        (9, "namaa"),
        (13, "row.nn"),
        (14, "warnaa"),
        (16, "summ"),
        (17, "cvii"),
        (19, "tanggall"),
        (19, "nam"),
        (19, "tangal"),
        (20, "pesertaa"),
        (21, "nn"),
        (22, "namaaa"),
    ]:
        assert any(place == f"baris {line}" and wrong in said for place, said in told), (line, wrong, told)
    assert len(told) == len(set(told))


def test_lint__tells_them_all(tmp_path: Path) -> None:
    told = list(lint_type("uji", home(tmp_path, NAMES)))
    assert len(told) >= 12
    assert {finding.code for finding in told} == {"spesifikasi-rusak"}


@pytest.mark.parametrize("at", ["waktu.mulaii", "nama.x", "wakt"])
def test_rule__a_finding_cannot_stand_where_there_is_no_field(tmp_path: Path, at: str) -> None:
    spec = f"""\
fields:
  - {{name: nama, label: Nama, type: text}}
  - {{name: waktu, label: Waktu, type: group, fields: [{{name: mulai, label: Mulai, type: date}}]}}
rules:
  - {{id: A001-uji, check: nama, at: {at}, message: Salah.}}
"""
    (fault,) = found(tmp_path, spec)
    assert (fault.place, "at:" in fault.message) == ("baris 10", True)


def test_faults__of_one_rule_one_field_and_one_score_are_all_told(tmp_path: Path) -> None:
    """Of a rule its check, place, condition, message and hint; of a field its condition and its order; of a score each argument and its name."""
    spec = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: mulai, label: Mulai, type: date, when: namb == 'x', not_before: selesaii}
computed:
  - {name: skor, label: Skor, score: cvii, with: {a: namc, b: namd}}
rules:
  - {id: A001-uji, check: name == 'x', at: namf, when: namg == 'x', message: "Salah {{ namh }}.", hint: "Lihat {{ nami }}."}
"""
    told = " ".join(fault.message for fault in found(tmp_path, spec))
    assert [name for name in ("namb", "selesaii", "namc", "namd", "cvii", "name", "namf", "namg", "namh", "nami") if name not in told] == []


def test_fault__of_a_rules_name_says_how_one_is_written(tmp_path: Path) -> None:
    spec = "fields: [{name: nama, label: Nama, type: text}]\nrules: [{id: cukup, check: nama, message: Salah.}]\n"
    assert "K001-" in found(tmp_path, spec)[0].message


def test_element__without_a_list_of_elements_is_told(tmp_path: Path) -> None:
    """An element says nothing where the spec names no form of the regulation: coverage would pass over it in silence."""
    spec = """\
fields:
  - {name: nama, label: Nama, type: text, element: KAK.1}
computed:
  - {name: panjang, label: Panjang, expr: nama | length, element: KAK.2}
"""
    told = [(fault.place, fault.code) for fault in found(tmp_path, spec)]
    assert told == [("baris 7", "unsur-tidak-ada"), ("baris 9", "unsur-tidak-ada")]


@pytest.mark.parametrize("written", ["nama", "5", "", "[a, b]", "2024-05-03", "ya"])
@pytest.mark.parametrize("section", ["fields", "computed", "rules", "charts"])
def test_structure__an_entry_that_is_no_entry_is_one_fault(tmp_path: Path, section: str, written: str) -> None:
    """A field `- nama` was told twice, `- 5` and an empty `-` ended the program."""
    fields = "fields:\n  - {name: a, label: A, type: text}\n"
    [fault] = found(tmp_path, f"{fields}  - {written}\n" if section == "fields" else f"{fields}{section}:\n  - {written}\n")
    assert fault.place == ("baris 8" if section == "fields" else "baris 9")
    assert "isinya harus kelompok kunci dan nilai" in fault.message
