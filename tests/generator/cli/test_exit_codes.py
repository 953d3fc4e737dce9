"""Exit codes, a table: 0 done, 1 the user's values, 2 how it was asked, 3 spec or template, 4 no file to read, 5 disk, 70 program, 130 stopped.

UX-03, IN-12. Each as it is, with `--json` where there is one, from standard input, and in the child process of an own folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from tests.homes import write

ROOT = Path(__file__).resolve().parents[3]
RunIn = Callable[..., tuple[int, str, str]]
SAMPLE = ROOT / "samples" / "rancangan-moderasi" / "ok-minimal.yaml"
SPEC = """\
spec: 2
id: {id}
title: Uji
revision: 1
source: {{document: perdirjen-gtk-4141-2023, place: Uji}}
fields:
  - {{name: nama, label: Nama, type: text}}
{more}outputs: [{{kind: docx, template: uji/{template}, filename: "{{{{ nama }}}}"}}]
"""
TALLY = "butir,A,B\nB1,4,4\nB2,3,4\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of files of every kind, and an own folder `rumah` whose types are sound, wrong, or print with a wrong template."""
    from docx import Document as Word

    write(tmp_path / "salah.yaml", "jenis: rancangan-moderasi\nasing: 1\n")
    write(tmp_path / "rusak.yaml", "a: [1\n")
    write(tmp_path / "biner.yaml", b"\x00\x01\xff")
    write(tmp_path / "skor.csv", TALLY)
    write(tmp_path / "skor-salah.csv", TALLY.replace("3,4", "9,x"))
    write(tmp_path / "skor-rusak.xlsx", b"PK\x03\x04 bukan buku kerja")
    write(tmp_path / "berkas", "bukan folder")
    (tmp_path / "kosong").mkdir()
    for name in ("uji", "cacat", "templat"):
        write(tmp_path / f"{name}.yaml", f"jenis: {name}\nnama: Ani\n")
    write(tmp_path / "uji-salah.yaml", "jenis: uji\nnana: Ani\n")
    home = tmp_path / "rumah"
    write(home / "specs/uji.yaml", SPEC.format(id="uji", more="", template="uji.docx"))
    write(home / "specs/cacat.yaml", SPEC.format(id="cacat", more="rules: [{check: tidak_ada > 1, message: x}]\n", template="uji.docx"))
    write(home / "specs/templat.yaml", SPEC.format(id="templat", more="", template="rusak.docx"))
    two = SPEC.format(id="dua", more="", template="uji.docx").replace("{kind: docx,", "{name: soal, kind: docx,")
    write(home / "specs/dua.yaml", two)
    write(tmp_path / "dua.yaml", "jenis: dua\nnama: Ani\n")
    (home / "templates/uji").mkdir(parents=True)
    for file, text in (("uji.docx", "{{ nama }}"), ("rusak.docx", "{{ nana")):
        page = Word()
        page.add_paragraph(text)
        page.save(str(home / "templates/uji" / file))
    return tmp_path


@pytest.fixture
def run_in(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunIn:
    """Run the command line in a folder within this process; give exit code, standard output and error output."""

    def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.delenv("BORANG_HOME", raising=False)
        monkeypatch.setattr(sys, "argv", ["borang", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        return int(leaving.value.code or 0), printed.out, printed.err

    return run


def borang(place: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BORANG", "_BORANG"))}
    command = [sys.executable, "-m", "borang", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=place, env={**kept, "PYTHONPATH": str(ROOT)})


TABLE: list[tuple[int, str]] = [
    (0, "list"),
    (0, "check {sample}"),
    (0, "make {sample} --to docx"),
    (0, "make salah.yaml ./salah.yaml {sample} {sample} --to docx --draft"),
    (0, "score cvi skor.csv"),
    (0, "blank kak -o baru.yaml"),
    (1, "check salah.yaml"),
    (1, "make salah.yaml --to docx"),
    (0, "make salah.yaml --to docx --draft"),
    (1, "check {sample} salah.yaml"),
    (1, "score cvi skor-salah.csv"),
    (2, ""),
    (2, "chekc salah.yaml"),
    (2, "check"),
    (2, "check kosong"),
    (2, "check {sample} --type tidak-ada"),
    (2, "make {sample} --to doc"),
    (0, "--home rumah make dua.yaml --to soal -o hasil-dua"),
    (2, "--home rumah make dua.yaml --to sola"),
    (2, "--home rumah make dua.yaml --to pdf"),
    (2, "make {sample} --to soal"),
    (2, "score cvx skor.csv"),
    (2, "score cvi skor.csv --rerata sederhana"),
    (2, "score cvi skor.csv -o hasil.docx"),
    (2, "blank tidak-ada"),
    (2, "show tidak-ada"),
    (2, "lint tidak-ada"),
    (2, "--home tidak-ada list"),
    (2, "new-type Nama_Salah"),
    (4, "check tidak-ada.yaml"),
    (4, "check rusak.yaml"),
    (4, "check rusak.yaml salah.yaml"),
    (4, "make biner.yaml --to docx"),
    (4, "score cvi tidak-ada.csv"),
    (4, "score cvi skor-rusak.xlsx"),
    (5, "make {sample} --to docx -o berkas/dalam"),
    (5, "blank kak -o berkas/baru.yaml"),
    (5, "schema kak -o berkas/skema"),
    (5, "score cvi skor.csv -o berkas/hasil.xlsx"),
]
OWN: list[tuple[int, str]] = [
    (0, "list"),
    (0, "check uji.yaml"),
    (0, "make uji.yaml"),
    (0, "lint uji"),
    (1, "check uji-salah.yaml"),
    (2, "check"),
    (2, "show ujo"),
    (3, "check cacat.yaml"),
    (3, "make cacat.yaml uji.yaml"),
    (3, "show cacat"),
    (3, "blank cacat"),
    (3, "lint cacat"),
    (3, "make templat.yaml"),
    (3, "make templat.yaml uji-salah.yaml"),
    (3, "lint"),
    (4, "check tidak-ada.yaml"),
    (4, "check rusak.yaml uji.yaml"),
    (5, "make uji.yaml -o berkas/dalam"),
]


@pytest.mark.parametrize(("code", "typed"), TABLE)
def test_exit_code(place: Path, run_in: RunIn, code: int, typed: str) -> None:
    got, _, told = run_in(place, *(word.format(sample=SAMPLE) for word in typed.split()))
    assert (got, "Traceback" in told) == (code, False), told


@pytest.mark.parametrize(("code", "typed"), [row for row in TABLE if row[1].startswith(("check", "make", "score")) and row[0] != 2])
def test_exit_code__is_the_same_with_json(place: Path, run_in: RunIn, code: int, typed: str) -> None:
    got, printed, _ = run_in(place, *(word.format(sample=SAMPLE) for word in typed.split()), "--json")
    assert (got, bool(json.loads(printed)["outcomes"])) == (code, True)


@pytest.mark.parametrize(("code", "typed"), OWN)
def test_exit_code__in_the_child_process_of_an_own_folder(place: Path, code: int, typed: str) -> None:
    done = borang(place, "--home", "rumah", *typed.split())
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False), done.stderr


@pytest.mark.parametrize(
    ("code", "typed", "given"),
    [
        (0, "check -", SAMPLE.read_bytes()),
        (1, "check -", b"jenis: rancangan-moderasi\nasing: 1\n"),
        (4, "check -", b"a: [1\n"),
        (1, "check -", b"jenis: tidak-ada\n"),
        (0, "score cvi -", TALLY.encode()),
        (1, "score cvi -", TALLY.replace("3,4", "9,x").encode()),
        (4, "score cvi -", b"PK\x03\x04 bukan buku kerja"),
        (0, "--home rumah check -", b"jenis: uji\nnama: Ani\n"),
        (3, "--home rumah check -", b"jenis: cacat\nnama: Ani\n"),
    ],
)
def test_exit_code__from_standard_input(place: Path, code: int, typed: str, given: bytes) -> None:
    done = borang(place, *typed.split(), given=given)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False), done.stderr


def _unread(pipe: int) -> int:
    """Return how many bytes of a pipe nobody has read yet."""
    import fcntl
    import termios

    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4), sys.byteorder)


@pytest.mark.skipif(sys.platform != "linux", reason="asks a pipe what is left in it")
@pytest.mark.parametrize("home", [(), ("--home", "rumah")])
def test_exit_code__stopped_by_the_keyboard_is_130(place: Path, home: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "borang", *home, "check", "-"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=place, env=settings, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stdin is not None
    process.stdin.write(b"jenis: uji\n")
    process.stdin.flush()
    while process.poll() is None and _unread(process.stdin.fileno()):  # it has not begun to read, however busy the machine is
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=120)[1]
    assert (process.returncode, b"Traceback" in told, b"Dibatalkan" in told) == (130, False, True), told


@pytest.mark.parametrize("home", [(), ("--home", "rumah")])
def test_exit_code__a_defect_of_the_program_is_70(place: Path, home: tuple[str, ...]) -> None:
    """Whatever the defect, here one put into a module before the run."""
    script = "import sys, generator.report as r\nr.as_json = lambda found: 1 / 0\nfrom borang import main\nsys.argv = ['borang', *sys.argv[1:]]\nmain()"
    command = [sys.executable, "-c", script, *home, "check", str(SAMPLE), "--json"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(place / "state"), "HOME": str(place)}
    done = subprocess.run(command, capture_output=True, check=False, cwd=place, env=settings)
    assert (done.returncode, b"Traceback" in done.stderr) == (70, False), done.stderr
