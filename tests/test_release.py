"""What is handed to those who set borang up: the folder for Windows, the unit of systemd, the container, and a window of its own.

Covers: WEB-05 (without the internet: the folder has all that runs).
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.cli.commands import command_named
from generator.web.window import app_browser, runs_at
from tests.pages import ROOT
from tests.served import ServedBorang

STUB = f"""#!{sys.executable}
import json, os, pathlib, runpy, sys
words = sys.argv[1:]
if words[:2] == ["-m", "zipfile"]:
    sys.argv = words[1:]
    runpy.run_module("zipfile", run_name="__main__")
else:
    pathlib.Path("pip.json").write_text(json.dumps(words))
    package = pathlib.Path(words[words.index("--target") + 1]) / "borang"
    package.mkdir()
    (package / "__main__.py").touch()
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A checkout of what the script needs, with a wheel, an embeddable Python and a pip that fetches nothing."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "borang-0.1.0-py3-none-any.whl").touch()
    with zipfile.ZipFile(tmp_path / "python-3.12.8-embed-amd64.zip", "w") as archive:
        archive.writestr("python.exe", "MZ")
        archive.writestr("python312._pth", "python312.zip\r\n.\r\n")
    (tmp_path / "python").write_text(STUB, encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def built(release: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": str(release / "python")}
    return subprocess.run(
        [str(release / "scripts" / "windows.sh"), *words], cwd=release, env=environment, capture_output=True, text=True, check=False
    )


def test_windows__folder_has_python_its_libraries_and_what_is_clicked(release: Path) -> None:
    done = built(release, str(release / "python-3.12.8-embed-amd64.zip"))
    assert done.returncode == 0, done.stderr
    folder = release / "dist" / "borang-windows"
    assert sorted(file.name for file in folder.iterdir()) == ["BACA-SAYA.txt", "borang.cmd", "buat.cmd", "lib", "periksa.cmd", "python"]
    assert (folder / "python" / "python312._pth").read_bytes() == b"python312.zip\r\n.\r\n..\\lib\r\n"
    assert (folder / "lib" / "borang" / "__main__.py").is_file()
    asked = (release / "pip.json").read_text(encoding="utf-8")
    for word in ("win_amd64", '"3.12"', ":all:", "borang-0.1.0-py3-none-any.whl[layanan,statistik]", "requirements.lock"):
        assert word in asked
    for file in folder.glob("*.cmd"):
        text = file.read_bytes().decode("ascii")
        assert text.count("\r\n") == text.count("\n") > 5
    assert not list((release / "dist").glob("*.setengah"))


def test_windows__a_zip_that_is_no_python_is_told_and_the_folder_before_stays(release: Path) -> None:
    assert built(release, str(release / "python-3.12.8-embed-amd64.zip")).returncode == 0
    with zipfile.ZipFile(release / "lain.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    done = built(release, str(release / "lain.zip"))
    assert done.returncode == 1
    assert "bukan embeddable Python" in done.stderr
    assert (release / "dist" / "borang-windows" / "python" / "python.exe").is_file()


@pytest.mark.parametrize("name", ["borang", "periksa", "buat"])
def test_windows__what_is_clicked_runs_commands_that_there_are_on_quoted_names(name: str) -> None:
    text = (ROOT / "scripts" / "windows" / f"{name}.cmd").read_text(encoding="ascii")
    (command, rest) = re.findall(r"-m borang (\w+)(.*)", text)[0]
    assert command_named(command) is not None
    if name != "borang":
        assert '"%~1"' in rest
        assert ":berikut" in text
        assert 'if not "%~1"=="" goto berikut' in text
    help_ = subprocess.run([sys.executable, "-m", "borang", command, "--help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert all(option in help_ for option in re.findall(r" (--?[a-z]+)", rest))


def test_windows__marking_is_asked_for_of_workbooks_alone() -> None:
    """Of a form in YAML or Word `check --mark` is refused, and nothing would be checked."""
    lines = (ROOT / "scripts" / "windows" / "periksa.cmd").read_text(encoding="ascii").splitlines()
    marking = [line for line in lines if "--mark" in line]
    assert marking == ['if /i "%~x1"==".xlsx" set "TANDAI=--mark"']
    assert lines[lines.index(marking[0]) - 1] == 'set "TANDAI="'


def test_window__is_edge_s_where_there_is_one(tmp_path: Path) -> None:
    assert app_browser({}) is None
    assert app_browser({"ProgramFiles": str(tmp_path)}) is None
    for folder, program in (("Google/Chrome", "chrome.exe"), ("Microsoft/Edge", "msedge.exe")):
        (tmp_path / folder / "Application").mkdir(parents=True)
        (tmp_path / folder / "Application" / program).touch()
        found = app_browser({"ProgramFiles": str(tmp_path), "ProgramFiles(x86)": ""})
        assert found is not None
        assert found.name == program


@pytest.mark.xdist_group("layanan")
def test_window__of_a_running_borang_is_opened_again(tmp_path: Path) -> None:
    served = ServedBorang(tmp_path / "data")
    browser = tmp_path / "peramban"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/dibuka"\n', encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    assert runs_at(served.port)
    command = [sys.executable, "-m", "borang", "serve", "--app", "--port", str(served.port), "--data", str(tmp_path / "lain")]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "BROWSER": str(browser)}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dibuka").read_text(encoding="utf-8") == f"{served.base}/"
    assert served.stop() == 0
    assert not runs_at(served.port)


def test_unit__of_systemd_gives_the_service_no_rights_but_its_own_folder() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign] - names keep their letters
    unit.read(ROOT / "scripts" / "layanan" / "borang.service", encoding="utf-8")
    service = unit["Service"]
    wanted = {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "StateDirectory": "borang",
    }
    assert {name: service[name] for name in wanted} == wanted
    assert "@resources" not in service["SystemCallFilter"]  # children set their own bounds of memory and time
    help_ = subprocess.run([sys.executable, "-m", "borang", "serve", "--help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    container = (ROOT / "scripts" / "layanan" / "Containerfile").read_text(encoding="utf-8")
    for option in re.findall(r" (--[a-z-]+)", service["ExecStart"] + container.rpartition("CMD")[2]):
        assert option in help_, option
