"""`borang mapping` proposes, `check` uses what is remembered, and nothing that somebody settled is overwritten. FRM-06."""

from __future__ import annotations

from pathlib import Path

from tests.cases import SAMPLES
from tests.generator.cli.conftest import Run

NAME = "Form Coaching (Jawaban) - Form Responses 1"


def test_mapping__from_the_first_check_to_the_documents(run: Run, tmp_path: Path) -> None:
    file, mapping = tmp_path / f"{NAME}.csv", tmp_path / f"{NAME}.peta.yaml"
    file.write_bytes((SAMPLES / "ekspor" / "google-coaching.csv").read_bytes())
    code, out, _ = run("check", str(file), "--type", "coaching-rhk")
    assert code == 1
    assert f'borang mapping coaching-rhk "{file}" -o "{mapping}"' in out  # a name with blanks as it must be typed
    code, out, _ = run("mapping", "coaching-rhk", str(file), "-o", str(mapping))
    assert (code, "21 kolom: 17 pasti, 2 dilewati, 2 perlu diperiksa." in out) == (0, True)
    proposed = mapping.read_text(encoding="utf-8")
    assert run("mapping", "coaching-rhk", str(file), "-o", str(mapping))[0] == 5
    assert mapping.read_text(encoding="utf-8") == proposed
    assert run("check", str(tmp_path))[1].count("pertanyaan-belum-ditentukan") == 1
    mapping.write_text(proposed.replace('"?"', '"-"'), encoding="utf-8")
    code, out, _ = run("make", str(tmp_path), "-o", str(tmp_path / "hasil"), "--to", "docx")
    assert code == 1
    assert "3 dokumen: 2 dibuat, 1 ditolak" in out
    assert sorted(made.name for made in (tmp_path / "hasil").iterdir()) == ["rhk-bayu-anggoro-s-pd.docx", "rhk-rani-wulandari-s-pd.docx"]


def test_mapping__of_what_is_no_export_is_refused(run: Run) -> None:
    code, _, err = run("petakan", "kak", str(SAMPLES / "kak" / "ok-minimal.yaml"))
    assert code == 2
    assert ".csv, .tsv, .xlsx" in err
