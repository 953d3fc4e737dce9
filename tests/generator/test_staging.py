"""A document's files appear together: whatever the disk refuses, at whatever step, what was there before is there again.

BAT-03. The disk's refusals are planted into the system calls, one step after another, as a full or broken disk gives them.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.errors import DeliveryFault
from generator.staging import BusyTarget, StagingStep, publish, sweep

CALLS = ("open", "fsync", "link", "replace")


class Disk:
    """Counts the calls to the disk and refuses one of them."""

    def __init__(self, refused: int, error: int) -> None:
        self.count, self.refused, self.error = 0, refused, error

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            if self.count == self.refused:
                raise OSError(self.error, os.strerror(self.error))
            return call(*arguments, **named)

        return called


def plant(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> None:
    for name in CALLS:
        monkeypatch.setattr(os, name, disk.around(getattr(os, name)))
    monkeypatch.setattr(Path, "open", disk.around(Path.open))
    monkeypatch.setattr(Path, "replace", disk.around(Path.replace))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("replaces", [False, True])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_publish__a_refusal_at_any_step_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaces: bool, error: int
) -> None:
    outcomes = set()
    for refused in range(1, 25):
        folder = tmp_path / f"{refused}"
        folder.mkdir()
        if replaces:
            (folder / "a.docx").write_bytes(b"lama a")
            (folder / "b.xlsx").write_bytes(b"lama b")
        before = contents(folder)
        steps = [StagingStep(folder / "a.docx", b"baru a", replaces), StagingStep(folder / "b.xlsx", b"baru b", replaces)]
        with monkeypatch.context() as planted:
            plant(planted, Disk(refused, error))
            try:
                publish(steps)
                is_done = True
            except DeliveryFault:
                is_done = False
        outcomes.add(is_done)
        assert contents(folder) == ({"a.docx": b"baru a", "b.xlsx": b"baru b"} if is_done else before), refused
    assert outcomes == {False, True}


def test_publish__a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"orang lain")
    with pytest.raises(DeliveryFault):
        publish([StagingStep(tmp_path / "a.docx", b"a"), StagingStep(tmp_path / "b.xlsx", b"b")])
    assert contents(tmp_path) == {"b.xlsx": b"orang lain"}


def test_publish__a_file_that_the_system_holds_is_named_and_the_others_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So Windows does with a file that Word has open."""
    (tmp_path / "a.docx").write_bytes(b"lama a")
    (tmp_path / "b.xlsx").write_bytes(b"lama b")
    replace = Path.replace

    def held(file: Path, target: Path) -> Path:
        if Path(target).name == "b.xlsx":
            raise PermissionError(errno.EACCES, "held")
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(BusyTarget) as caught:
        publish([StagingStep(tmp_path / "a.docx", b"baru a", replaces=True), StagingStep(tmp_path / "b.xlsx", b"baru b", replaces=True)])
    assert caught.value.target.name == "b.xlsx"
    assert contents(tmp_path) == {"a.docx": b"lama a", "b.xlsx": b"lama b"}


def test_publish__interrupted_between_two_files_takes_the_first_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def interrupted(source: Path, target: Path) -> None:
        if Path(target).name == "b.xlsx":
            raise KeyboardInterrupt
        link(source, target)

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish([StagingStep(tmp_path / "a.docx", b"a"), StagingStep(tmp_path / "b.xlsx", b"b")])
    assert contents(tmp_path) == {}


KILLED = """
import os, sys
from pathlib import Path
from generator import staging
staging._move_all = lambda *_: os.kill(os.getpid(), 9)
staging.publish([staging.StagingStep(Path(sys.argv[1]) / "a.docx", b"a")])
"""


@pytest.mark.skipif(os.name != "posix", reason="processes of others are told by their number on POSIX only")
def test_sweep__what_a_killed_run_left_goes_at_once_what_a_living_one_has_stays(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, cwd=root)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".borang-")
    parts = left.name.split("-")
    mine = tmp_path / "-".join([parts[0], parts[1], str(os.getpid()), "x.tmp"])
    mine.write_bytes(b"")
    other = tmp_path / f".borang-ffffff-{parts[2]}-x.tmp"
    other.write_bytes(b"")
    yesterday = tmp_path / ".borang-lama.tmp"
    yesterday.write_bytes(b"")
    os.utime(yesterday, (time.time() - 90_000,) * 2)
    (tmp_path / "laporan.tmp").write_bytes(b"")
    sweep(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([mine.name, other.name, "laporan.tmp"])
