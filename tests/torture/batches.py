"""What kills and a full disk leave of a batch: whole files or none, a journal that does not say too much, and the same command completes it."""

from __future__ import annotations

import ctypes
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
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "samples" / "coaching-rhk" / "ok-minimal.yaml"
KINDS: Final[tuple[str, ...]] = ("kill", "pekerja", "cakram-penuh", "folder-terkunci", "dua-batch")
_ROWS = 60
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def faults(chance: random.Random, rounds: int, kinds: Sequence[str] = KINDS) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every round, so many of each kind; what a round leaves is completed by another number of workers."""
    with tempfile.TemporaryDirectory(prefix="siksa-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        names = [f"Guru {chance.randrange(_ROWS)}" for _ in range(_ROWS)]
        rows = "\n".join(f"{name};{'' if at % 9 else '123'};Mei 2024" for at, name in enumerate(names))
        (folder / "guru.csv").write_text(f"Nama Guru;NIP;Periode\n{rows}\n", encoding="utf-8")
        begun = time.monotonic()
        _run(folder, folder / "utuh")
        trial = BatchTrial(folder, _files(folder / "utuh"), time.monotonic() - begun, chance)
        work = dict(
            zip(
                KINDS,
                (trial.killed, trial.workers_killed, trial.on_a_full_disk, trial.in_a_locked_folder, trial.beside_another),
                strict=True,
            )
        )
        for kind in kinds:
            for number in range(rounds):
                yield f"batch/{kind}", work[kind](folder / f"{kind}-{number}")


def _command(folder: Path, target: Path, workers: int = 2) -> list[str]:
    words = ["batch", "coaching-rhk", str(folder / "guru.csv"), "--with", str(SHARED), "--to", "xlsx", "-o", str(target)]
    return [sys.executable, "-m", "borang", *words, "--workers", str(workers)]


def _run(folder: Path, target: Path, workers: int = 2, **how: object) -> subprocess.CompletedProcess[str]:
    command = _command(folder, target, workers)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload] - of subprocess.run alone


def _started(folder: Path, target: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_command(folder, target), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True)
class BatchTrial:
    """What the rounds share. wanted: the files of a run that nothing disturbed; seconds: how long that took."""

    folder: Path
    wanted: dict[str, bytes]
    seconds: float
    chance: random.Random

    def killed(self, target: Path) -> str:
        """The batch is killed at some moment."""
        process = _started(self.folder, target)
        time.sleep(self.chance.uniform(0.3, 1) * self.seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return self._broken(target) or self._finished(target)

    def workers_killed(self, target: Path) -> str:
        """One worker is killed now and then: the run itself completes."""
        process, left = _started(self.folder, target), 2
        while process.poll() is None:
            time.sleep(self.chance.uniform(0.05, 0.4))
            workers = [worker for server in _children(process.pid) for worker in _children(server)]
            if workers and left:
                left -= 1
                with suppress(ProcessLookupError):
                    os.kill(self.chance.choice(workers), signal.SIGKILL)
        return self._whole(target, f"kode {process.returncode}") if process.returncode == 1 else f"kode {process.returncode}"

    def on_a_full_disk(self, target: Path) -> str:
        """No file can be larger than some size: one of the documents, the journal, or the list of results."""
        size = self.chance.randrange(1, 2 * max(map(len, self.wanted.values())))

        def small_disk() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        done = _run(self.folder, target, preexec_fn=small_disk)
        return _untold(done, {1, 5}) or self._broken(target) or self._finished(target)

    def in_a_locked_folder(self, target: Path) -> str:
        """The folder may not be written in: from the start, or from the second run on."""
        if self.chance.random() < 0.5:
            process = _started(self.folder, target)
            time.sleep(self.chance.uniform(0.5, 1) * self.seconds)
            process.send_signal(signal.SIGKILL)
            process.wait()
        target.mkdir(exist_ok=True)
        before = _files(target)
        target.chmod(0o555)
        done = _run(self.folder, target, preexec_fn=_without_rights_of_root)
        target.chmod(0o755)
        changed = "" if _files(target) == before else "yang sudah ada berubah"
        return _untold(done, {5}) or changed or self._finished(target)

    def beside_another(self, target: Path) -> str:
        """Two batches begin in one folder: one is refused, or comes when the other is done."""
        first = _started(self.folder, target)
        time.sleep(self.chance.uniform(0, 1) * self.seconds)
        done = _run(self.folder, target)
        codes = {first.wait(), done.returncode}
        if 1 not in codes or not codes <= {1, 5} or "Traceback" in done.stderr:
            return f"kode {codes}: {done.stderr[-200:]}"
        return self._whole(target, f"kode {codes}") or self._finished(target)

    def _broken(self, folder: Path) -> str:
        for name, data in _files(folder).items():
            if name not in self.wanted or (name != "hasil.xlsx" and data != self.wanted[name]):
                return f"{name} tidak dikenal atau tidak utuh"
            if not zipfile.is_zipfile(folder / name):
                return f"{name} tidak utuh"
        return ""

    def _whole(self, target: Path, said: str) -> str:
        found = _files(target)
        return "" if found == self.wanted else f"{said}, {sorted(found.keys() ^ self.wanted.keys())[:5]}"

    def _finished(self, target: Path) -> str:
        """The same command again: everything there, byte by byte, nothing left over."""
        done = _run(self.folder, target, self.chance.randrange(1, 4))
        left = [file.name for file in target.iterdir() if file.name.endswith(".tmp")]
        if done.returncode != 1 or left:
            return f"setelah diulang: kode {done.returncode}, {left} {done.stderr[-200:]}"
        fault = self._whole(target, "setelah diulang")
        shutil.rmtree(target)
        return fault


def _without_rights_of_root() -> None:
    """Give up what lets root write where nobody may; it holds for what is started next."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


def _untold(done: subprocess.CompletedProcess[str], codes: set[int]) -> str:
    if "Traceback" in done.stdout + done.stderr or done.returncode not in codes:
        return f"kode keluar {done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}"
    return ""


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.xlsx") if not file.name.startswith(".")} if folder.is_dir() else {}
