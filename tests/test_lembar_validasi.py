"""The sheets of three experts become one report of validation, and a sheet on another scale is told so. DOC-15, DOC-16, FRM-05, SCO-01."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.examine import examine
from generator.gather import gather
from generator.home import Home
from generator.intake.as_text import data_text
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from validators.findings import Finding

SHEETS = [SAMPLES / "lembar-validasi" / f"{name}.yaml" for name in ("ok-lengkap", "ok-penilai-kedua", "ok-penilai-ketiga")]
FIVE = SAMPLES / "lembar-validasi" / "bad-skala-lima.yaml"


def test_sheets__become_one_report(tmp_path: Path) -> None:
    """B1 and B2 3 of 3, B3 2 of 3, B4 2 of 2 who rated it: (1 + 1 + 2/3 + 1) / 4 = 11/12; two comments of one expert, one of another."""
    catalogue = Catalogue(Home(SAMPLES))
    found = gather("laporan-validasi", SHEETS, catalogue)
    assert [one.status for one in found.outcomes] == ["checked"] * 3
    assert [(row["butir"], row["penilai"]) for row in found.values["komentar"]] == [
        ("B2", "Dr. Maheswara Putra, M.Pd."),
        ("B3", "Dr. Maheswara Putra, M.Pd."),
        ("B4", "Dr. Samuel Lokapati, M.Si."),
    ]
    file = tmp_path / "laporan.yaml"
    signed = {"tempat": "Kota Contoh", "tanggal": "30 Januari 2026", "penanggung_jawab": {"jabatan": "Kepala Balai", "nama": "Ratna"}}
    file.write_text(data_text("laporan-validasi", {**found.values, "pengesahan": signed}), encoding="utf-8")
    report = read(file, catalogue)
    assert not isinstance(report, Finding)
    result = examine(report)
    assert not result.findings.has_errors
    cvi: Any = result.scope["cvi"]
    assert (cvi["s_cvi_ave"] * 12, cvi["perlu_revisi"], cvi["verdict"]) == (11, ["B3"], "REVISI")


def test_sheet__on_a_scale_of_five_is_named_and_not_counted() -> None:
    found = gather("laporan-validasi", [FIVE], Catalogue(Home(SAMPLES)))
    assert [one.status for one in found.outcomes] == ["refused"]
    [told] = found.outcomes[0].findings
    assert told.code == "pilihan-ditolak"
    assert "skala lima" in told.message
    assert "penilaian" not in found.values
