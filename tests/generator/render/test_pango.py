"""A machine without Pango: Word and Excel are made, PDF is one clear finding, in the words of that machine's system (UX-02)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.render.pango import advice_for
from tests.cases import SAMPLES
from tests.documents import printed_by
from tests.homes import write

ROOT = Path(__file__).resolve().parents[3]
BANNER = "WeasyPrint could not import some external libraries"
DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'


@pytest.mark.parametrize(
    ("system", "release", "word"),
    [
        ("Linux", DEBIAN, "apt-get install libpango-1.0-0"),
        ("Linux", MINT, "apt-get install libpango-1.0-0"),
        ("Linux", 'ID="almalinux"\nID_LIKE="rhel centos fedora"\n', "dnf install pango"),
        ("Linux", "ID=alpine\n", "apk add pango"),
        ("Linux", "", "pasang Pango"),
        ("Windows", "", "MSYS2"),
        ("Darwin", "", "brew install pango"),
        ("Plan9", DEBIAN, "pasang Pango"),
    ],
)
def test_advice__speaks_of_the_system_at_hand(system: str, release: str, word: str) -> None:
    told = advice_for(system, release)
    assert word in told
    assert ("MSYS2" in told) == (system == "Windows")


def borang_without_pango(folder: Path, *arguments: object) -> tuple[int, str]:
    """Run the program where WeasyPrint finds no library, as it fails then: with a banner, and an OSError."""
    stand_in = f"print({BANNER!r})\nraise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    write(folder / "tanpa" / "weasyprint" / "__init__.py", stand_in)
    path = os.pathsep.join([str(folder / "tanpa"), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "borang", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": path})
    told = (done.stdout + done.stderr).decode()
    assert BANNER not in told
    assert "Traceback" not in told
    return done.returncode, told


def test_make__everything_without_pango_is_word_and_excel_and_one_finding(tmp_path: Path) -> None:
    file = SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml"
    code, told = borang_without_pango(tmp_path, "make", file, "--all", "--json", "-o", tmp_path / "out")
    (outcome,) = json.loads(told)["outcomes"]
    assert code == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".xlsx"]
    assert [(one["code"], one["severity"]) for one in outcome["findings"]] == [("pdf-tidak-dibuat", "warning")]


def test_make__a_type_without_a_page_of_its_own_is_printed_by_typst_and_says_so(tmp_path: Path) -> None:
    """What typst prints anyway says nothing: its pages are the same on every machine."""
    files = [SAMPLES / "kak" / "ok-minimal.yaml", SAMPLES / "sertifikat" / "ok-minimal.yaml"]
    code, told = borang_without_pango(tmp_path, "make", *files, "--to", "pdf", "--json", "-o", tmp_path / "out")
    outcomes = json.loads(told)["outcomes"]
    assert code == 0
    assert {one["type"]: [found["code"] for found in one["findings"] if found["code"].startswith("pdf-")] for one in outcomes} == {
        "kak": ["pdf-oleh-typst"],
        "sertifikat": [],
    }
    assert [printed_by(path) for path in (tmp_path / "out").iterdir()] == ["typst"] * 2


def test_make__pdf_asked_for_by_name_is_no_success_and_the_word_document_is_there(tmp_path: Path) -> None:
    file = SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml"
    code, told = borang_without_pango(tmp_path, "make", file, "--to", "docx,pdf", "-o", tmp_path / "out")
    assert code == 3
    assert told.count("Pango") == 1
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".docx"]
    code, told = borang_without_pango(tmp_path, "make", file, "--to", "pdf", "-o", tmp_path / "lain")
    assert code == 3
    assert told.count("Pango") == 1


def test_make__a_contents_list_without_page_numbers_says_so(tmp_path: Path) -> None:
    file = SAMPLES / "laporan-penyelenggaraan" / "ok-minimal.yaml"
    code, told = borang_without_pango(tmp_path, "make", file, "--to", "docx", "--json", "-o", tmp_path / "out")
    (outcome,) = json.loads(told)["outcomes"]
    assert code == 0
    assert [one["code"] for one in outcome["findings"] if one["severity"] == "note"] == ["daftar-isi-tanpa-halaman"]


def test_doctor__says_how_pango_is_installed_here(tmp_path: Path) -> None:
    code, told = borang_without_pango(tmp_path, "doctor")
    assert code == 0
    (line,) = [line for line in told.splitlines() if "Pango" in line]
    assert line.startswith("[belum] PDF: ")
    assert ("MSYS2" in line) == (sys.platform == "win32")
