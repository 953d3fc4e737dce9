"""What docs/api.md tells a programmer to do, done as it stands there.

Covers: WEB-02 (an API that others can use).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.homes import write
from tests.pages import ROOT
from tests.program_calls import called, key_for
from tests.served import ServedBorang

pytestmark = pytest.mark.xdist_group("layanan-api")
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
RHK = (SAMPLES / "coaching-rhk" / "ok-minimal.yaml").read_bytes()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    made = ServedBorang(tmp_path_factory.mktemp("api"))
    yield made
    assert made.stop() == 0


@pytest.fixture
def folder(served: ServedBorang, tmp_path: Path) -> Path:
    """A folder with the files that the examples name."""
    write(tmp_path / "rhk.yaml", RHK)
    write(tmp_path / "program.yaml", (SAMPLES / "program" / "ok-asesmen-formatif.yaml").read_bytes())
    form = (SAMPLES / "program" / "undangan" / "asesmen-narasumber.yaml").read_bytes()
    write(tmp_path / "undangan.yaml", form.replace(b"../ok-asesmen-formatif", b"program"))
    write(tmp_path / "guru.csv", "Nama Guru\nGuru Satu\n")
    write(tmp_path / "bersama.yaml", re.sub(rb"(?m)^guru:\n(?:  .*\n)+", b"", RHK))
    return tmp_path


def ran(served: ServedBorang, folder: Path, language: str, *command: str) -> str:
    """Return what the example in a language prints."""
    (example,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    settings = {"PATH": os.environ["PATH"], "ALAMAT": f"{served.base}/api/v1", "KUNCI": key_for(served.data), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*command, example], capture_output=True, text=True, check=False, cwd=folder, env=settings, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_curl__example_checks_makes_and_begins_a_job(served: ServedBorang, folder: Path) -> None:
    told = ran(served, folder, "bash", "bash", "-euc")
    assert '"status": "checked"' in told
    assert re.search(r"(?i)location: /api/v1/dokumen/\S+", told)
    assert re.search('"keadaan": "(menunggu|jalan)"', told)  # a worker may have taken it before the answer was written
    assert (folder / "rhk.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(folder / "undangan.zip") as archive:
        assert sorted(Path(name).suffix for name in archive.namelist()) == [".docx", ".pdf"]


def test_python__example_says_what_is_wrong_makes_and_waits_for_a_job(served: ServedBorang, folder: Path) -> None:
    """The job's rows lack what all documents need, so both are refused: its result says so."""
    told = ran(served, folder, "python", sys.executable, "-c")
    assert "error ['waktu', 'mulai'] Wajib diisi, tetapi kosong. Lengkapi isian ini.\n" in told
    id_ = told.partition("dalam arsip: ")[2].split()[0]
    key = key_for(served.data)
    assert called(served, f"/api/v1/dokumen/{id_}/berkas/0", key=key).data == (folder / "rhk.docx").read_bytes()
    assert "selesai 2 baris, 2 ditolak" in told
    with zipfile.ZipFile(folder / "hasil.zip") as archive:
        assert archive.namelist() == ["hasil.xlsx"]
