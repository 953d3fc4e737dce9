"""What a kill or a full disk leaves: whole files or none, and the same command finishes the work."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("samples/coaching-rhk/ok-gambar-1.yaml", "samples/rancangan-moderasi/ok-minimal.yaml", "samples/kak/ok-minimal.yaml")
COMMAND = (sys.executable, "-m", "borang", "make", *SAMPLES, "--to", "docx,xlsx", "--force", "-o")


def faults(chance: random.Random, kills: int, full: int) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every trial."""
    with tempfile.TemporaryDirectory(prefix="siksa-") as folder:
        whole = Path(folder) / "utuh"
        subprocess.run([*COMMAND, str(whole)], cwd=ROOT, check=True, capture_output=True)
        wanted = {file.name: file.read_bytes() for file in whole.iterdir()}
        for number in range(kills):
            yield "putus/kill", _killed(Path(folder) / f"kill-{number}", wanted, chance.uniform(0.2, 1.6))
        sizes = [len(data) for data in wanted.values()]
        for number in range(full):
            yield "putus/cakram-penuh", _full(Path(folder) / f"penuh-{number}", wanted, chance.randrange(1, max(sizes)))


def _killed(folder: Path, wanted: dict[str, bytes], seconds: float) -> str:
    process = subprocess.Popen([*COMMAND, str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return _broken(folder, wanted) or _finished(folder, wanted)


def _full(folder: Path, wanted: dict[str, bytes], size: int) -> str:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run([*COMMAND, str(folder)], cwd=ROOT, capture_output=True, text=True, preexec_fn=small_disk, check=False)
    if "Traceback" in done.stdout + done.stderr or done.returncode not in (0, 1, 5):
        return f"kode keluar {done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}"
    together = _alone(folder, wanted)
    return together or _broken(folder, wanted) or _finished(folder, wanted)


def _alone(folder: Path, wanted: dict[str, bytes]) -> str:
    """Outputs of one document appear together: no file without its twin of the other kind."""
    found = {file.stem for file in _visible(folder)}
    for stem in found:
        kinds = {file.suffix for file in _visible(folder) if file.stem == stem}
        if kinds != {Path(name).suffix for name in wanted if Path(name).stem == stem}:
            return f"{stem} hanya sebagian: {kinds}"
    return ""


def _visible(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*") if file.suffix in (".docx", ".xlsx", ".pdf") and not file.name.startswith(".")]


def _broken(folder: Path, wanted: dict[str, bytes]) -> str:
    for file in _visible(folder):
        if not zipfile.is_zipfile(file) or zipfile.ZipFile(file).testzip() is not None:
            return f"{file.name} tidak utuh"
        if file.name not in wanted:
            return f"{file.name} tidak dikenal"
    return ""


def _finished(folder: Path, wanted: dict[str, bytes]) -> str:
    """The same command again: everything there, byte by byte, nothing left over."""
    done = subprocess.run([*COMMAND, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    found = {file.name: file.read_bytes() for file in folder.iterdir()}
    if done.returncode != 0 or found != wanted:
        return f"setelah diulang: kode {done.returncode}, {sorted(found.keys() ^ wanted.keys())}"
    return ""
