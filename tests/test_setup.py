"""Set-up on machines that lack something: nothing half-made stays, the demo asks for no more than it needs, what is missing is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(not BASH or sys.platform == "win32", reason="the scripts are for bash")


def script(name: str, *arguments: object, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"PATH": str(path)} if path is not None else {})
    command = [BASH, str(ROOT / "scripts" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, text=True, env=environment)


def program(folder: Path, name: str, text: str) -> Path:
    """Write a small program into a folder that stands in for the machine's."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!{BASH}\n{text}\n")
    (folder / name).chmod(0o755)
    return folder / name


def test_environment__one_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """Debian's python without ensurepip makes half an environment and fails; the next run must not take it for a whole one."""
    python = program(tmp_path / "bin", "python", '[ "$2" = venv ] && { mkdir -p "$3/bin"; touch "$3/bin/python"; exit 1; }; exit 0')
    done = script("lingkungan.sh", "buat", python, tmp_path / "venv")
    assert done.returncode == 1
    assert not (tmp_path / "venv").exists()
    assert "tidak dapat dibuat" in done.stderr


def test_environment__a_half_made_one_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").write_text("setengah jadi")
    python = program(tmp_path / "bin", "python", '[ "$2" = venv ] && mkdir -p "$3/bin" && touch "$3/bin/pip"; exit 0')
    done = script("lingkungan.sh", "buat", python, tmp_path / "venv")
    assert done.returncode == 0, done.stderr
    assert [file.name for file in (tmp_path / "venv" / "bin").iterdir()] == ["pip"]


def test_environment__an_old_python_is_named(tmp_path: Path) -> None:
    python = program(tmp_path / "bin", "python", 'case "$1" in -c) exit 1;; --version) echo Python 3.9.2;; esac')
    done = script("lingkungan.sh", "buat", python, tmp_path / "venv")
    assert done.returncode == 1
    assert "Python 3.9.2" in done.stderr


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with the tools of any Linux and Python, but neither LibreOffice nor a way to install it."""
    folder = tmp_path / "bare"
    folder.mkdir()
    for name in ("mktemp", "tail", "rm", "id", "env", "grep"):
        (folder / name).symlink_to(shutil.which(name) or "")
    (folder / "python3").symlink_to(sys.executable)
    program(folder, "ldconfig", "echo libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0")
    return folder


def test_system__the_demo_needs_no_libreoffice(bare: Path) -> None:
    done = script("siapkan.sh", "python3", "pakai", path=bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_system__the_tests_name_what_is_missing_and_go_on(bare: Path) -> None:
    done = script("siapkan.sh", "python3", "uji", path=bare)
    assert done.returncode == 0
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Belum terpasang: ")]
    assert {"fontconfig", "poppler-utils", "chromium", "libatomic1", "libreoffice-writer-nogui", "libreoffice-calc-nogui"} <= set(
        line.split()
    )


def test_system__whoever_may_not_install_is_told_everything_at_once(bare: Path) -> None:
    """A demo that lacks Pango names what the tests would ask for too: the administrator is asked once."""
    program(bare, "ldconfig", "echo")
    done = script("siapkan.sh", "python3", "pakai", path=bare)
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Belum terpasang: ")]
    assert {"libpango-1.0-0", "libreoffice-writer-nogui"} <= set(line.split())
    assert "Word dan Excel" in done.stderr
