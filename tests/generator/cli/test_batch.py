"""`borang batch` on the command line: exit codes, what is told, sources of every kind. BAT-01, BAT-02."""

from __future__ import annotations

import json
from pathlib import Path

from generator.home import SHIPPED
from tests.generator.batch.batches import files, table, teachers
from tests.generator.cli.conftest import Run

SAMPLES = SHIPPED / "samples"


def test_batch__of_a_table(run: Run, tmp_path: Path) -> None:
    table(tmp_path, "Ani;Mei 2024", "Budi;")
    words = ("batch", "coaching-rhk", "guru.csv", "--with", "bersama.yaml", "--to", "xlsx", "--workers", "1", "-o", "hasil")
    code, out, _ = run(*words)
    assert code == 1
    assert out.splitlines()[-2:] == ["2 baris: 1 dibuat, 1 ditolak.", f"-> {Path('hasil') / 'hasil.xlsx'}"]
    assert "guru.csv, baris 3 | Periode" in out
    code, out, _ = run(*words, "--json")
    told = json.loads(out)
    assert (code, told["counts"]["unchanged"]) == (1, 1)
    assert [(one["status"], one["files"]) for one in told["outcomes"]] == [
        ("delivered", [str(Path("hasil") / "rhk-ani.xlsx")]),
        ("refused", []),
    ]


def test_batch__of_a_table_whose_headings_are_wrong_begins_nothing(run: Run, tmp_path: Path) -> None:
    table(tmp_path, "Ani;Mei;Ani", head="Nama Guru;Periode;Nama Guru")
    code, out, _ = run("batch", "coaching-rhk", "guru.csv", "--to", "xlsx", "-o", "hasil")
    assert code == 1
    assert "[kolom-ganda]" in out
    assert not (tmp_path / "hasil").exists()


def test_batch__of_a_program_and_of_a_folder(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("batch", "sertifikat", SAMPLES / "program" / "ok-asesmen-formatif.yaml", "--to", "docx", "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "30 baris: 30 akan dibuat.")
    (tmp_path / "isian").mkdir()
    for name in ("ok-minimal", "bad-kosong", "ok-2025"):
        (tmp_path / "isian" / f"{name}.yaml").write_bytes((SAMPLES / "coaching-rhk" / f"{name}.yaml").read_bytes())
    code, out, _ = run("batch", "coaching-rhk", "isian", "--to", "xlsx", "--workers", "1", "-o", "hasil")
    assert (code, out.splitlines()[-2]) == (1, "3 berkas: 2 dibuat, 1 ditolak.")
    assert len(files(tmp_path / "hasil")) == 3


def test_batch__names_documents_with_charts_before_they_are_computed(run: Run) -> None:
    """The chart's bars are computed columns, which are not there when the files are named. Two of thirty teachers have no rank yet."""
    code, out, _ = run("batch", "refleksi-kompetensi", SAMPLES / "sekolah" / "ok-lengkap.yaml", "--to", "docx", "--dry-run")
    assert (code, out.splitlines()[-1]) == (1, "30 baris: 28 akan dibuat, 2 ditolak.")


def test_batch__wrong_usage_is_told_before_the_start(run: Run, tmp_path: Path) -> None:
    table(tmp_path, *teachers(["Ani"]))
    for words, code, said in (
        (("entah", "guru.csv"), 2, "entah"),
        (("coaching-rhk", "tidak-ada.csv"), 4, "tidak-ada.csv"),
        (("coaching-rhk", "guru.csv", "--name", "{{ guru.nma }}"), 2, "guru.nma"),
        (("coaching-rhk", "guru.csv", "--to", "odt"), 2, "odt"),
        (("sertifikat", "guru.csv", "--with", "bersama.yaml"), 4, "coaching-rhk"),
    ):
        found, out, err = run("batch", *words)
        assert (found, said in out + err) == (code, True), (words, out, err)
    assert not (tmp_path / "out").exists()
