"""What kills and a full disk leave of a batch: whole files or none, a journal that does not say too much, and the same command completes it."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "samples" / "coaching-rhk" / "ok-minimal.yaml"
_ROWS = 60


def faults(chance: random.Random, kills: int, workers: int, full: int) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every round: the batch killed, its workers killed, the disk full."""
    with tempfile.TemporaryDirectory(prefix="siksa-") as name:
        folder = Path(name)
        names = [f"Guru {chance.randrange(_ROWS)}" for _ in range(_ROWS)]
        rows = "\n".join(f"{name};{'' if at % 9 else '123'};Mei 2024" for at, name in enumerate(names))
        (folder / "guru.csv").write_text(f"Nama Guru;NIP;Periode\n{rows}\n", encoding="utf-8")
        begun = time.monotonic()
        _run(folder, folder / "utuh")
        whole, wanted = time.monotonic() - begun, _files(folder / "utuh")
        for number in range(kills):
            yield "batch/kill", _killed(folder, folder / f"kill-{number}", wanted, chance.uniform(0.3, 1) * whole)
        for number in range(workers):
            yield "batch/pekerja", _workers_killed(folder, folder / f"pekerja-{number}", wanted, chance)
        sizes = [len(data) for data in wanted.values()]
        for number in range(full):
            yield "batch/cakram-penuh", _full(folder, folder / f"penuh-{number}", wanted, chance.randrange(1, 2 * max(sizes)))


def _command(folder: Path, target: Path) -> list[str]:
    words = ["batch", "coaching-rhk", str(folder / "guru.csv"), "--with", str(SHARED), "--to", "xlsx", "--workers", "2", "-o", str(target)]
    return [sys.executable, "-m", "borang", *words]


def _run(folder: Path, target: Path, **how: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(folder, target), cwd=ROOT, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload] - of subprocess.run alone


def _started(folder: Path, target: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_command(folder, target), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed(folder: Path, target: Path, wanted: dict[str, bytes], seconds: float) -> str:
    process = _started(folder, target)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return _broken(target, wanted) or _finished(folder, target, wanted)


def _workers_killed(folder: Path, target: Path, wanted: dict[str, bytes], chance: random.Random) -> str:
    """Kill one worker now and then: the run itself completes."""
    process, left = _started(folder, target), 2
    while process.poll() is None:
        time.sleep(chance.uniform(0.05, 0.4))
        workers = [worker for server in _children(process.pid) for worker in _children(server)]
        if workers and left:
            left -= 1
            os.kill(chance.choice(workers), signal.SIGKILL)
    if process.returncode != 1 or _files(target) != wanted:
        return f"kode {process.returncode}, {sorted(_files(target).keys() ^ wanted.keys())[:5]}"
    return ""


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _full(folder: Path, target: Path, wanted: dict[str, bytes], size: int) -> str:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = _run(folder, target, preexec_fn=small_disk)
    if "Traceback" in done.stdout + done.stderr or done.returncode not in (1, 5):
        return f"kode keluar {done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}"
    return _broken(target, wanted) or _finished(folder, target, wanted)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.xlsx") if not file.name.startswith(".")} if folder.is_dir() else {}


def _broken(folder: Path, wanted: dict[str, bytes]) -> str:
    for name, data in _files(folder).items():
        if name not in wanted or (name != "hasil.xlsx" and data != wanted[name]):
            return f"{name} tidak dikenal atau tidak utuh"
        if not zipfile.is_zipfile(folder / name):
            return f"{name} tidak utuh"
    return ""


def _finished(folder: Path, target: Path, wanted: dict[str, bytes]) -> str:
    """The same command again: everything there, byte by byte, nothing left over."""
    done = _run(folder, target)
    left = [file.name for file in target.iterdir() if file.name.endswith(".tmp")]
    if done.returncode != 1 or _files(target) != wanted or left:
        return f"setelah diulang: kode {done.returncode}, {sorted(_files(target).keys() ^ wanted.keys())[:5]} {left} {done.stderr[-200:]}"
    shutil.rmtree(target)
    return ""
