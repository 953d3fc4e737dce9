"""The wheel works away from the checkout, beside packages that bear the names of our folders.

DESIGN: names in a wheel. PyPI has a `validators` of its own; a wheel that carried ours under that name would overwrite it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("borang", "generator", "validators", "specs", "templates", "samples", "docs", "pyproject.toml", "README.md", "LICENSE")
LEFTOVERS = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*_cache")
STRANGER = "raise ImportError('a package of somebody else')\n"


@dataclass(frozen=True)
class Installed:
    """A fresh environment that has the wheel, and strangers named `validators` and `generator`; `elsewhere` is an empty folder."""

    wheel: Path
    bin: Path
    elsewhere: Path

    def run(self, *command: str) -> str:
        """Return what the command prints, run in a folder that has strangers too; fails with its error output."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "BORANG"))}
        full = [str(self.bin / command[0]), *command[1:]]
        done = subprocess.run(full, check=False, cwd=self.elsewhere, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    wheel = _built(folder)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    paths = sysconfig.get_paths(scheme="venv", vars={"base": str(folder / "venv"), "platbase": str(folder / "venv")})
    site, scripts = Path(paths["purelib"]), Path(paths["scripts"])
    (site / "libraries.pth").write_text(f"{Path(click.__file__).parent.parent}\n")  # where this interpreter has its libraries
    _settle_strangers(site)
    _settle_strangers(folder / "elsewhere")
    _pip("--python", str(scripts / "python"), "install", "--no-deps", "--no-index", "--no-compile", str(wheel))
    return Installed(wheel, scripts, folder / "elsewhere")


def _built(folder: Path) -> Path:
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=LEFTOVERS)
        else:
            shutil.copy2(ROOT / name, source / name)
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(source))
    return next(folder.glob("borang-*.whl"))


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout


def _settle_strangers(folder: Path) -> None:
    for name in ("validators", "generator"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(STRANGER)


def test_wheel__owns_no_name_but_its_own(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"borang"}


@pytest.mark.parametrize("top", ["generator", "validators", "specs", "templates", "samples", "docs"])
def test_wheel__carries_every_file_of_the_tree(installed: Installed, top: str) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        carried = {name.removeprefix("borang/_app/") for name in wheel.namelist()}
    source = installed.wheel.parent / "source"
    present = {file.relative_to(source).as_posix() for file in (source / top).rglob("*") if file.is_file()}
    assert present - carried == set()


def test_wheel__carries_the_licences_of_the_fonts(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        licences = {Path(name).name for name in wheel.namelist() if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "OFL.txt", "GUST-FONT-LICENSE.txt", "LICENSE.txt"}


@pytest.mark.parametrize("start", ["import borang", "import borang.__main__"])
def test_import__finds_its_own_packages_before_strangers(installed: Installed, start: str) -> None:
    code = (
        f"{start}; import generator.errors, validators.findings; print(generator.errors.__file__, validators.findings.__file__, sep='\\n')"
    )
    for file in installed.run("python", "-c", code).split():
        assert Path(file).is_relative_to(installed.bin.parent)
        assert "_app" in Path(file).parts


def test_import__worker_processes_find_them_too(installed: Installed) -> None:
    """A pool that spawns starts new interpreters; they get the path of the first."""
    script = installed.elsewhere / "pool.py"
    script.write_text(
        "import borang, generator.errors\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPoolExecutor(1, mp_context=get_context('spawn')) as pool:\n"
        "        print(pool.submit(generator.errors.DeliveryFault, 'dari pekerja').result())\n"
    )
    assert installed.run("python", "pool.py") == "dari pekerja\n"


def test_command__lists_the_document_types(installed: Installed) -> None:
    assert "rancangan-moderasi" in installed.run("borang", "list")


def test_command__makes_the_demo_away_from_the_checkout(installed: Installed, tmp_path: Path) -> None:
    installed.run("borang", "demo", "-o", str(tmp_path), "--to", "docx")
    assert list(tmp_path.rglob("*.docx"))


def test_command__shows_the_guide_and_its_samples_away_from_the_checkout(installed: Installed, tmp_path: Path) -> None:
    """What messages and the guide name is there: pages, and samples to copy and run."""
    assert "# Panduan pemakaian" in installed.run("borang", "docs", "panduan")
    assert "ok-minimal.yaml" in installed.run("borang", "demo", "--list")
    installed.run("borang", "demo", "--copy", str(tmp_path))
    assert "benar" in installed.run("borang", "check", str(tmp_path / "samples" / "kak" / "ok-minimal.yaml"))
