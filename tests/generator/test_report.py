"""Outcomes as people and programs read them; exit codes of a run.

IN-02, UX-03 (--json), exit codes 0 done, 1 refused, 3 spec or template, 4 unreadable, 5 delivery.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.document import Outcome
from generator.report import as_json, exit_code, finding_lines, findings_lines, lines, plain, summary
from generator.scoring.parts import Part
from validators.absence import CACAT, KOSONG
from validators.findings import Finding, Findings, Place, Severity

BAD = Finding("wajib-diisi", "Wajib diisi.", path=("a",), label="A", hint="Isi.", source="Bab II", place=Place("x.yaml", 3))


def outcome(code: int = 0, status: str = "checked", **facts: Any) -> Outcome:
    return Outcome(**{"source": "x.yaml", "type": "uji", "status": status, "exit_code": code, **facts})


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), ([0, 0], 0), ([0, 1], 1), ([1, 4], 4), ([4, 5], 5), ([5, 3, 4, 1], 3), ([1, 5, 1], 5), ([1, 70, 3], 70)],
)
def test_exit_code__of_several_is_the_gravest(codes: list[int], code: int) -> None:
    """3, 5, 4, 1 in that order; a defect of the program before all."""
    assert exit_code(outcome(each) for each in codes) == code


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (KOSONG, None),
        (CACAT, None),
        (Decimal("90.50"), "90.50"),
        (Fraction(1, 3), "1/3"),
        (12, 12),
        (True, True),
        (date(2023, 7, 12), "2023-07-12"),
        ({"a": [Fraction(1, 2), KOSONG], 3: ("x",)}, {"a": ["1/2", None], "3": ["x"]}),
    ],
)
def test_plain__is_exact_json_data(value: Any, data: Any) -> None:
    assert plain(value) == data
    assert json.loads(json.dumps(plain(value))) == data


def test_as_json__is_one_object_with_every_key() -> None:
    told = json.loads(as_json([outcome(1, "refused", findings=Findings([BAD]), computed={"n": Decimal("0.1")}, files=(Path("a.pdf"),))]))
    (one,) = told["outcomes"]
    assert list(one) == ["source", "type", "status", "findings", "computed", "files"]
    assert one["findings"][0] == {
        "code": "wajib-diisi",
        "severity": "error",
        "path": ["a"],
        "where": "x.yaml, baris 3",
        "file": "x.yaml",
        "line": 3,
        "sheet": None,
        "cell": None,
        "key": "a",
        "label": "A",
        "message": "Wajib diisi.",
        "hint": "Isi.",
        "source": "Bab II",
    }
    assert (one["computed"], one["files"]) == ({"n": "0.1"}, ["a.pdf"])


def test_as_json__a_fault_is_told() -> None:
    (one,) = json.loads(as_json([outcome(4, "unreadable", fault="Rusak.")]))["outcomes"]
    assert (one["status"], one["fault"]) == ("unreadable", "Rusak.")


def test_finding_lines__where_what_remedy_and_source() -> None:
    assert list(finding_lines(BAD, "x.yaml")) == [
        "  Salah [wajib-diisi] baris 3 | A: Wajib diisi.",
        "      Isi.",
        "      Dasar: Bab II",
    ]


def test_finding_lines__nothing_known_of_the_place() -> None:
    assert list(finding_lines(Finding("x", "Salah.", Severity.NOTE))) == ["  Catatan [x] Salah."]


def empty(path: str, label: str, line: int) -> Finding:
    return Finding("wajib-diisi", "Wajib.", path=tuple(path.split(".")), label=label, place=Place("x.yaml", line))


def test_lines__of_an_empty_form_are_one_paragraph() -> None:
    found = [empty("a", "Judul", 2), Finding("terlalu-besar", "Besar.", place=Place("x.yaml", 2)), empty("b", "Tempat", 3)]
    told = list(findings_lines(found, "x.yaml"))
    assert told[:2] == ["  Salah [wajib-diisi] 2 isian wajib masih kosong: Judul (baris 2); Tempat (baris 3).", "      Lengkapi isian itu."]
    assert told[2:] == ["  Salah [terlalu-besar] baris 2: Besar."]


def test_lines__a_column_empty_in_many_rows_is_named_once() -> None:
    found = [empty(f"t.{row}.n", f"Tabel, baris {row + 1}, Nama", row + 3) for row in range(40)]
    assert next(findings_lines(found)) == (
        "  Salah [wajib-diisi] 40 isian wajib masih kosong: Tabel, Nama (x.yaml, baris 3 dan 39 tempat lain)."
    )


def test_lines__of_thousands_of_findings_end() -> None:
    told = list(findings_lines([Finding("terlalu-besar", f"{n}.") for n in range(5000)]))
    assert (len(told), "4.800 lagi" in told[-1]) == (201, True)


def test_lines__tell_status_computed_and_files_the_indonesian_way() -> None:
    computed = {"na": Decimal("90.5"), "kosong": KOSONG, "tabel": [1], "cvi": {"jumlah_penilai": 3}}
    parts = {"na": Part("na", "Nilai akhir", None, "poin"), "cvi.jumlah_penilai": Part("jumlah_penilai", "Jumlah penilai", int)}
    told = list(lines(outcome(computed=computed, parts=parts, files=(Path("out/a.pdf"),))))
    assert told == ["x.yaml: benar (uji)", "  Nilai akhir: 90,5 poin", "  cvi, Jumlah penilai: 3", "  -> out/a.pdf"]


def test_summary__counts_what_was_made_and_what_refused() -> None:
    warning = Findings([Finding("x", "", Severity.WARNING)])
    outcomes = [
        outcome(status="delivered", files=(Path("a"), Path("b")), findings=warning),
        outcome(1, "refused"),
        outcome(1, "refused"),
        outcome(4, "unreadable"),
    ]
    assert summary(outcomes) == "4 dokumen: 1 dibuat, 2 ditolak, 1 tidak terbaca; 2 berkas jadi; 1 perhatian."
    apart = [replace(one, source=f"{number}.yaml") for number, one in enumerate(outcomes)]
    assert summary(apart) == "4 berkas: 1 dibuat, 2 ditolak, 1 tidak terbaca; 2 dokumen jadi; 1 perhatian."


def test_summary__says_why_documents_were_withheld_and_counts_all_that_lack_something() -> None:
    """1 made + 2 + 1 withheld + 24 rows that lack the same = 28."""
    late, failed = (
        replace(outcome(status="withheld"), withheld="kehadiran kurang"),
        replace(outcome(status="withheld"), withheld="belum lulus"),
    )
    outcomes = [outcome(status="delivered"), late, late, failed, replace(outcome(status="lacking"), count=24)]
    assert summary(outcomes) == "28 dokumen: 1 dibuat, 3 tidak terbit (2 kehadiran kurang, 1 belum lulus), 24 belum lengkap."
    assert summary([late, late]) == "2 dokumen: 2 tidak terbit (kehadiran kurang)."
