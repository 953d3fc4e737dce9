"""Specs and templates of one's own run in a child with bounds; a run that passes them ends in a sentence. SAFE: H of the trust issue."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.homes import HEAD, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX bounds")
FAST = "import generator.workers as w; w.CPU_SECONDS = 1; w.WALL_SECONDS = 20; from borang import main; main()"
LONG = "{% set a = 'xxxxxxxxxx'" + " | replace('x', 'xxxxxxxxxx')" * 4 + " %}"
TENS = "{% for i in [1,2,3,4,5,6,7,8,9,0] %}"


def run(folder: Path, template: str, *words: str) -> subprocess.CompletedProcess[str]:
    write(
        folder / "specs" / "uji.yaml",
        HEAD + "fields: [{name: a, label: A, type: text}]\noutputs: [{kind: pdf, template: uji/uji.html, filename: u.pdf}]\n",
    )
    write(folder / "templates" / "uji" / "uji.html", template)
    write(folder / "baik.yaml", "jenis: uji\na: b\n")
    command = [sys.executable, "-c", FAST, "--home", str(folder), *words]
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=root)


def test_own_template__that_never_ends_is_stopped_and_named(tmp_path: Path) -> None:
    slow = LONG + TENS * 4 + "{{ a | replace('x', 'y') | length }}" + "{% endfor %}" * 4
    ended = run(tmp_path, slow, "make", str(tmp_path / "baik.yaml"), "-o", str(tmp_path / "out"))
    assert ended.returncode == 3, ended
    assert "detik" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_own_template__that_never_ends_is_named_by_lint_too(tmp_path: Path) -> None:
    slow = LONG + TENS * 4 + "{{ a | replace('x', 'y') | length }}" + "{% endfor %}" * 4
    ended = run(tmp_path, slow, "lint", "uji")
    assert (ended.returncode, "detik" in ended.stdout) == (3, True), ended


def test_own_template__that_fills_the_memory_is_stopped(tmp_path: Path) -> None:
    """1,000 times two million letters is more than the child may hold."""
    big = LONG + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" + TENS * 4 + "{{ a }}" + "{% endfor %}" * 4
    ended = run(tmp_path, big, "make", str(tmp_path / "baik.yaml"), "-o", str(tmp_path / "out"))
    assert ended.returncode == 3, ended
    assert "Traceback" not in ended.stdout + ended.stderr


def test_own_folder__answers_as_before(tmp_path: Path) -> None:
    good = run(tmp_path, "<p>{{ a }}</p>", "check", str(tmp_path / "baik.yaml"))
    assert (good.returncode, "benar" in good.stdout) == (0, True)
    bad = run(tmp_path, "<p>{{ a }}</p>", "check", str(tmp_path / "tidak-ada.yaml"))
    assert bad.returncode not in (0, 3, 70)
    assert run(tmp_path, "<p>{{ a }}</p>", "cek").returncode == 2


def test_child__that_hears_no_signal_is_ended_from_outside() -> None:
    deaf = (
        "import signal, sys, time; import generator.workers as w; w.WALL_SECONDS = 1; w._GRACE = 1\n"
        "code = w.bounded()\n"
        "if code is None:\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGPROF}); w.document_begins(); time.sleep(60)\n"
        "sys.exit(code)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", deaf], capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert (ended.returncode, "batas" in ended.stderr) == (3, True), ended


def test_child__hands_on_its_exit_code_and_its_words() -> None:
    plain = (
        "import sys; import generator.workers as w\ncode = w.bounded()\nif code is None:\n    print('anak'); sys.exit(5)\nsys.exit(code)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", plain], capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert (ended.returncode, ended.stdout) == (5, "anak\n")


def test_start_anew__where_there_is_no_fork() -> None:
    spawned = (
        "import sys; import generator.workers as w\n"
        "code = w._spawned([sys.executable, *sys.orig_argv[1:]])\n"
        "if code is None:\n    w.document_begins(); print('anak'); w.document_ends(); sys.exit(4)\nsys.exit(code)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", spawned], capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert (ended.returncode, ended.stdout) == (4, "anak\n"), ended


@pytest.mark.parametrize(
    "slowness",
    ["", "real = w._awaited; w._awaited = lambda *given: (time.sleep(1), real(*given))[1]\n"],
    ids=["waiting", "not yet waiting"],
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_child__ends_with_its_parent(number: signal.Signals, slowness: str) -> None:
    """What is sent to the command line alone reaches the child that works for it, also while the parent is not yet waiting for it."""
    idle = f"import sys, time; import generator.workers as w\n{slowness}code = w.bounded()\nif code is None:\n    print('siap', flush=True); time.sleep(60)\nsys.exit(code)\n"
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", idle], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "siap\n"
        running.send_signal(number)
        assert running.wait(120) in (1, 128 + number)


def test_child__that_waits_for_another_program_has_its_clock_stopped() -> None:
    """Two seconds of waiting under a clock of one; afterwards the clock goes on, and stops what then takes too long."""
    waiting = (
        "import sys, time; import generator.workers as w; w.WALL_SECONDS = 1; w._GRACE = 60; w.PROGRAM_SECONDS = 20\n"
        "code = w.bounded()\n"
        "if code is None:\n"
        "    w.document_begins()\n"
        "    with w.another_program():\n"
        "        time.sleep(3)\n"
        "    print('menunggu selesai', flush=True)\n"
        "    try:\n"
        "        time.sleep(30)\n"
        "    except w.OverTime:\n"
        "        print('dihentikan', flush=True)\n"
        "        sys.exit(3)\n"
        "sys.exit(code)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", waiting], capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert (ended.returncode, ended.stdout.split("\n")[:2]) == (3, ["menunggu selesai", "dihentikan"]), ended
