"""The command line as people use it: streams, names in both languages, examples, completion, colour, how much is told, watching, finding home.

UX-03, UX-02. One report on standard output; faults of spec and program on the error output.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from generator.blank.xlsx_form import filled_xlsx
from generator.cli.commands import COMMANDS, suggested
from generator.cli.options import data_files
from generator.cli.streams import suffix_of
from generator.document import Document
from generator.home import Home
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests import pages
from tests.cases import SAMPLES, samples
from tests.documents import made
from tests.generator.cli.conftest import Run
from tests.generator.cli.test_cli import at_home
from tests.homes import data_file, write
from tests.word_files import p, word

ROOT = Path(__file__).resolve().parents[3]


def borang(*arguments: object, given: bytes = b"", cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does, with what comes by standard input."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BORANG", "_BORANG", "NO_COLOR"))}
    command = [sys.executable, "-m", "borang", *map(str, arguments)]
    settings = {**kept, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=cwd, env=settings)


# Folders


def test_folder__stands_for_its_data_files_without_what_programs_leave_there(tmp_path: Path) -> None:
    """IN-11: owner files of Word and Excel, of LibreOffice, of macOS and of Windows, mappings, the office's settings, finished documents."""
    form = (SAMPLES / "formulir" / "kak.xlsx").read_bytes()
    for name in ("kak.xlsx", "~$kak.xlsx", ".~lock.kak.xlsx#", "._kak.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / name).write_bytes(form)
    for name in ("isian.yaml", "institusi.yaml", "jawaban.peta.yaml"):
        (tmp_path / name).write_text("jenis: kak\n", encoding="utf-8")
    (tmp_path / "selesai.docx").write_bytes(word(p("Dokumen jadi")))
    (tmp_path / "lain").mkdir()
    assert [file.name for file in data_files([tmp_path])] == ["isian.yaml", "kak.xlsx"]


# Names


@pytest.mark.parametrize("name", COMMANDS)
def test_commands__answer_to_their_indonesian_names(run: Run, name: str) -> None:
    english, indonesian = run(name, "--help"), run(COMMANDS[name].indonesian, "--help")
    assert indonesian[0] == 0
    assert indonesian[1].splitlines()[1:] == english[1].splitlines()[1:]
    assert COMMANDS[name].indonesian in english[1]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("mulai", "docs"),
        ("cek", "check"),
        ("periska", "periksa"),
        ("maek", "make"),
        ("bikin", "make"),
        ("Buat", "buat"),
        ("formulir", "blank"),
        ("versi", "--version"),
    ],
)
def test_commands__an_unknown_one_is_answered_with_the_one_that_is_meant(run: Run, word: str, meant: str) -> None:
    code, _, err = run(word)
    assert code == 2
    assert f"borang {meant}?" in err


def test_commands__a_word_like_none_is_answered_with_where_to_look() -> None:
    assert suggested("xyzzy") == "Perintah yang ada: borang help."


def test_help__of_a_command_is_its_own_help(run: Run) -> None:
    assert run("help", "make")[1] == run("make", "--help")[1]
    assert run("bantuan", "template", "new")[1] == run("template", "new", "--help")[1]
    assert run("help")[1] == run("--help")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_help__has_examples(run: Run, name: str) -> None:
    out = run(name, "--help")[1]
    assert "Contoh:" in out
    assert COMMANDS[name].examples
    for typed, _ in COMMANDS[name].examples:
        assert typed in out


EXAMPLES = [typed for entry in COMMANDS.values() for typed, _ in entry.examples if not typed.startswith("eval")]


STAY = ("--watch", "borang serve")  # until they are stopped
SERVED = ("borang akun", "borang cadangkan", "borang pulihkan")  # need the folder of a service, or ask for a password


@pytest.mark.parametrize("typed", [typed for typed in EXAMPLES if not any(word in typed for word in (*STAY, *SERVED))])
def test_help__every_example_runs(typed: str, tmp_path: Path) -> None:
    """In a folder with the files that examples name; a shell does the `<` and `>`."""
    is_new = typed.startswith("borang blank")
    for name, sample in (
        ("isian.yaml" if is_new else "kak.yaml", "kak/ok-minimal.yaml"),
        ("cvi.csv", "skor/cvi.csv"),
        ("nilai.xlsx", "skor/cvi.xlsx"),
        ("rhk.yaml", "coaching-rhk/ok-minimal.yaml"),
        ("program.yaml", "program/ok-asesmen-formatif.yaml"),
    ):
        write(tmp_path / name, (SAMPLES / sample).read_bytes())
    write(tmp_path / "jawaban.csv", (SAMPLES / "ekspor" / "microsoft-coaching.csv").read_bytes())
    write(tmp_path / "guru.csv", "Nama Guru,Unit Kerja\nRina,SMPN 1\n")
    if typed == "borang check kak.xlsx":
        kak = read(SAMPLES / "kak" / "ok-minimal.yaml", Catalogue(Home()))
        assert isinstance(kak, Document)
        write(tmp_path / "kak.xlsx", filled_xlsx(kak.compiled, kak.given.values)[0])
    if "formulir-lama" in typed:
        shutil.copytree(SAMPLES / "formulir-lama", tmp_path / "samples" / "formulir-lama")
    if typed == "borang template from kak-2024.docx kak-2024.yaml":
        write(tmp_path / "kak-2024.yaml", (SAMPLES / "kak" / "ok-minimal.yaml").read_bytes())
        write(tmp_path / "kak-2024.docx", made(next(one for one in samples("ok-") if one.id == "kak/ok-minimal"))["docx"])
    write(tmp_path / "isian" / "a.yaml", (SAMPLES / "kak" / "ok-minimal.yaml").read_bytes())
    (tmp_path / "kantor-kami").mkdir()
    (tmp_path / ".config" / "fish" / "completions").mkdir(parents=True)
    line = typed.replace("borang ", f"{shlex.quote(sys.executable)} -m borang ", 1)
    is_long = typed in ("borang demo", "borang lint", "borang --home kantor-kami lint")
    is_kept = typed.startswith(
        ("borang number", "borang register", "borang kunci", "borang verify")
    )  # of a register and keys that an office has
    if is_long or is_kept or "nilai.xlsx" in typed or "lembar/" in typed:  # or names tables and forms that a person has
        line += " --help"
    done = subprocess.run(
        line, shell=True, check=False, cwd=tmp_path, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


# Streams


def test_check__reads_standard_input(tmp_path: Path) -> None:
    data = (SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml").read_bytes()
    done = borang("check", "-", "--json", given=data)
    (outcome,) = json.loads(done.stdout)["outcomes"]
    assert done.returncode == 1
    assert outcome["source"] == "masukan standar"
    assert [one["code"] for one in outcome["findings"]] == ["wajib-diisi", "M001-menit-sama-dengan-jp", "pilihan-tidak-dikenal"]
    assert outcome["findings"][0]["where"] == "masukan standar, baris 4"


def test_check__standard_input_may_be_json_and_has_the_settings_of_this_folder(tmp_path: Path) -> None:
    write(tmp_path / "institusi.yaml", "nama: [")
    done = borang("check", "-", given=b'{"jenis": "kak"}', cwd=tmp_path)
    assert done.returncode == 4
    assert b"institusi.yaml" in done.stdout
    (tmp_path / "institusi.yaml").unlink()
    assert borang("check", "-", given=b'{"jenis": "kak"}', cwd=tmp_path).returncode == 1


def test_make__writes_one_document_to_standard_output() -> None:
    data = (SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml").read_bytes()
    done = borang("make", "-", "--to", "docx", "-o", "-", given=data)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as package:
        assert package.testzip() is None
    assert not (ROOT / "-").exists()


def test_make__a_refused_document_leaves_standard_output_empty() -> None:
    done = borang("make", SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml", "--to", "docx", "-o", "-")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"wajib-diisi" in done.stderr


@pytest.mark.parametrize("more", [["--all"], ["--to", "docx,xlsx"], ["--json"], [str(SAMPLES / "kak" / "ok-lengkap.yaml")]], ids=" ".join)
def test_make__standard_output_takes_one_document_only(more: list[str]) -> None:
    done = borang("make", SAMPLES / "kak" / "ok-minimal.yaml", "-o", "-", *more)
    assert (done.returncode, done.stdout) == (2, b"")


def test_score__reads_and_writes_the_standard_streams() -> None:
    table = (SAMPLES / "skor" / "cvi.csv").read_bytes()
    done = borang("score", "cvi", "-", "-o", "-", given=table)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(io.BytesIO(done.stdout))
    done = borang("score", "cvi", "-", "--json", given=table)
    assert json.loads(done.stdout)["outcomes"][0]["s_cvi_ave"] == "4/5"


def test_blank__writes_to_standard_output(run: Run) -> None:
    assert run("blank", "kak", "-o", "-")[1] == run("blank", "kak")[1]
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("data", "is_table", "suffix"),
    [
        (b"jenis: kak\n", False, ".yaml"),
        (b'  {"jenis": "kak"}', False, ".json"),
        (b"{jenis: kak}", False, ".yaml"),
        (b"PK\3\4xl/workbook.xml", False, ".xlsx"),
        (b"PK\3\4word/document.xml", False, ".docx"),
        (b"butir;Ani\nB1;4\n", True, ".csv"),
        (b"\xef\xbb\xbf# catatan\n- butir: B1\n", True, ".yaml"),
        (b'[{"butir": "B1"}]', True, ".json"),
        (b"PAR1", True, ".parquet"),
        (b"", True, ".csv"),
    ],
)
def test_suffix_of__says_what_came_in(data: bytes, is_table: bool, suffix: str) -> None:
    assert suffix_of(data, is_table=is_table) == suffix


def test_report__is_on_standard_output_and_faults_of_the_spec_on_the_other(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    good, bad = data_file(tmp_path, "nama: Ani\n", "a.yaml"), data_file(tmp_path, "jumlah: 1\n", "b.yaml")
    code, out, err = run(flag, folder, "check", good, bad, tmp_path / "c.yaml")
    assert (code, err) == (4, "")
    assert [name for name in ("a.yaml: benar", "b.yaml: ditolak", "c.yaml: tidak terbaca") if name not in out] == []
    write(folder / "specs" / "rusak.yaml", "spec: 1\n")
    code, out, err = run(flag, folder, "show", "rusak")
    assert (code, out) == (3, "")
    assert "rusak.yaml" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", [("list",), ("check", str(SAMPLES / "kak")), ("docs", "panduan"), ("--help",)], ids=" ".join)
def test_output__a_full_disk_is_named(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "borang", *command], stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert done.returncode == 5
    assert done.stderr.decode().strip() == "Gagal: Keluaran standar tidak dapat ditulis (ruang penyimpanan penuh)."


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise elsewhere")
def test_output__closed_early_ends_in_silence() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "borang", "check", str(SAMPLES / "kak")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 5


@pytest.mark.skipif(os.name != "posix", reason="shells close streams otherwise elsewhere")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 1), ("2>&-", 1), (">&- 2>&- <&-", 1)])
def test_output__a_stream_that_was_never_open_changes_nothing(tmp_path: Path, closed: str, code: int) -> None:
    bad = SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml"
    line = f"{shlex.quote(sys.executable)} -m borang check {shlex.quote(str(bad))} {closed}"
    done = subprocess.run(line, shell=True, check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(os.name != "posix", reason="shells close streams otherwise elsewhere")
def test_make__a_document_that_can_go_nowhere_is_no_success() -> None:
    good = SAMPLES / "kak" / "ok-minimal.yaml"
    line = f"{shlex.quote(sys.executable)} -m borang make {shlex.quote(str(good))} --to docx -o - >&-"
    done = subprocess.run(line, shell=True, check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == 5
    assert "Keluaran standar tertutup" in done.stderr.decode()


def test_check__standard_input_is_read_once() -> None:
    assert borang("check", "-", "-", given=b"jenis: kak\n").returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be removed elsewhere")
def test_check__in_a_folder_that_is_gone_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hilang").mkdir()
    monkeypatch.chdir(tmp_path / "hilang")
    (tmp_path / "hilang").rmdir()
    code, _, err = run("check", "x.yaml")
    assert code == 2
    assert "sudah tidak ada" in err


# What is not there


def test_check__a_missing_file_is_said_first_with_the_one_that_is_meant(run: Run, tmp_path: Path) -> None:
    data_file(tmp_path, "nama: Ani\n", "moderasi-saya.yaml")
    for asked in ("moderasi-sya.yaml", "moderasi-saya.yml", "moderasi-saya"):
        code, out, _ = run("check", asked)
        assert code == 4
        assert "tidak ditemukan" in out
        assert "moderasi-saya.yaml" in out


def test_check__a_workbook_without_a_type_is_told_what_its_owner_can_do(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Nama", "Ani"
    book.save(tmp_path / "rhk.xlsx")

    code, out, _ = run("check", "rhk.xlsx")

    assert (code, "--type JENIS" in out, "new-type NAMA --from-form rhk.xlsx" in out, "baris pertama" in out) == (1, True, True, False), out


@pytest.mark.parametrize("key", ["Jenis", "JENIS", "type", "jneis"])
def test_check__the_key_that_was_meant_for_the_type_is_named(run: Run, tmp_path: Path, key: str) -> None:
    write(tmp_path / "a.yaml", f"{key}: kak\n")
    code, out, _ = run("check", "a.yaml", "--json")
    (found,) = json.loads(out)["outcomes"][0]["findings"]
    assert (code, found["code"]) == (1, "jenis-dokumen-tidak-ada")
    assert f"“{key}:”" in found["message"]


@pytest.mark.parametrize(
    "command",
    [("show", "kka"), ("blank", "kka"), ("template", "new", "kka"), ("lint", "kka"), ("check", "a.yaml", "--type", "kka")],
    ids=" ".join,
)
def test_type__an_unknown_one_is_a_usage_error(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    write(tmp_path / "a.yaml", "judul: x\n")
    code, _, err = run(*command)
    assert code == 2
    assert '"kak"' in err


@pytest.mark.parametrize("name", ["kak.csv", "kak.odt", "kak.pptx", "kak", "kak.yaml.bak"])
def test_blank__a_form_goes_into_no_file_of_another_kind(run: Run, name: str) -> None:
    code, _, err = run("blank", "kak", "-o", name)
    assert code == 2
    assert ".yaml" in err
    assert not Path(name).exists()


def test_blank__a_form_that_was_filled_stays_under_force(run: Run) -> None:
    assert run("blank", "kak", "-o", "kak.yaml")[0] == 0
    assert run("blank", "kak", "-o", "kak.yaml", "--force")[0] == 0
    filled = Path("kak.yaml").read_text(encoding="utf-8") + "judul: Milik orang\n"
    Path("kak.yaml").write_text(filled, encoding="utf-8")
    code, out, _ = run("blank", "kak", "-o", "kak.yaml", "--force")
    assert code == 0
    assert "hasil-disunting" in out
    assert Path("kak.yaml").read_text(encoding="utf-8") == filled
    assert Path("kak (baru).yaml").is_file()


# How much is told, and how


def test_quiet__tells_what_is_to_be_put_right_and_nothing_else(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    good, bad = data_file(tmp_path, "nama: Ani\n", "a.yaml"), data_file(tmp_path, "jumlah: 1\n", "b.yaml")
    assert run(flag, folder, "check", good, "-q")[:2] == (0, "")
    out = run(flag, folder, "check", good, bad, "-q")[1]
    assert "a.yaml" not in out
    assert "wajib-diisi" in out


def test_verbose__tells_what_was_used(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    out = run(flag, folder, "check", data_file(tmp_path, "nama: Ani\n", "a.yaml"), "-v")[1]
    assert str(folder) in out
    assert "detik" in out


def test_report__says_how_many_are_to_be_put_right(run: Run) -> None:
    out = run("check", SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml")[1]
    assert "3 yang perlu diperbaiki" in out.splitlines()[0]


@pytest.fixture
def on_a_terminal() -> Iterator[Callable[..., str]]:
    """Give a function that runs the program on a terminal and returns what the terminal got."""
    pty = pytest.importorskip("pty")

    def shown(*arguments: object, **environment: str) -> str:
        ours, theirs = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        settings = {**kept, "TERM": "xterm", **environment}
        command = [sys.executable, "-m", "borang", *map(str, arguments)]
        with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, cwd=ROOT, env=settings) as process:
            os.close(theirs)
            pieces: list[bytes] = []
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux tells the end so
                    break
                if not piece:
                    break
                pieces.append(piece)
            process.wait(120)
        os.close(ours)
        return b"".join(pieces).decode()

    return shown


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise elsewhere")
def test_colour__on_a_terminal_and_not_where_it_is_not_wanted(on_a_terminal: Callable[..., str]) -> None:
    file = SAMPLES / "rancangan-moderasi" / "bad-tiga-temuan.yaml"
    assert "\033[31m\033[1mSalah\033[0m" in on_a_terminal("check", file)
    assert "\033[" not in on_a_terminal("check", file, NO_COLOR="1")
    assert "\033[" not in on_a_terminal("check", file, TERM="dumb")
    assert b"\033[" not in borang("check", file).stdout


@pytest.mark.skipif(os.name != "posix", reason="terminals are made otherwise elsewhere")
def test_progress__of_many_files_on_a_terminal_only(on_a_terminal: Callable[..., str]) -> None:
    second = f"[2/{len(data_files([SAMPLES / 'kak']))}]"
    assert second in on_a_terminal("check", SAMPLES / "kak")
    assert second.encode() not in borang("check", SAMPLES / "kak").stderr
    assert second not in on_a_terminal("check", SAMPLES / "kak", "--json")


@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent otherwise elsewhere")
def test_watch__runs_again_when_a_file_is_saved_and_ends_with_the_last_code(tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "jumlah: 1\n", "a.yaml")
    command = [sys.executable, "-u", "-m", "borang", flag, str(folder), "make", str(file), "--watch", "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT) as process:
        assert process.stdout is not None
        _read_until(process.stdout, b"Ctrl+C")
        data_file(tmp_path, "nama: Ani\n", "a.yaml")
        _read_until(process.stdout, b"ani.pdf")
        data_file(tmp_path, "nama: Ani\njumlah: 2\n", "a.yaml")
        _read_until(process.stdout, b"ani.pdf")
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(120) == 0
    assert [made.name for made in (tmp_path / "out").iterdir()] == ["ani.pdf"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="elsewhere the run is one process")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_watch__leaves_nothing_running_when_it_is_ended_from_outside(tmp_path: Path, sent: signal.Signals) -> None:
    """An own folder's specs run in a child, which must not outlive the run."""
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    command = [sys.executable, "-u", "-m", "borang", flag, str(folder), "check", str(file), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT) as process:
        assert process.stdout is not None
        _read_until(process.stdout, b"Ctrl+C")
        process.send_signal(sent)
        process.stdout.read()  # ends once nobody holds the other end
        assert process.wait(120) != 0


def _read_until(stream: object, wanted: bytes) -> None:
    """Read a program's output up to what is wanted, for half a minute at most."""
    seen, end = b"", time.monotonic() + 120
    while wanted not in seen:
        line = stream.readline()
        assert line or time.monotonic() < end, seen.decode()
        seen += line


# Home, guide, samples


def test_home__is_the_nearest_folder_with_types_of_ones_own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, folder = at_home(tmp_path)
    below = folder / "isian" / "2026"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert '"uji"' in run("list", "--json")[1]
    monkeypatch.chdir(tmp_path)
    assert '"uji"' not in run("list", "--json")[1]
    (tmp_path / "lain").mkdir()
    monkeypatch.chdir(below)
    assert '"uji"' not in run("--home", tmp_path / "lain", "list", "--json")[1]


def test_home__a_checkout_of_the_program_or_an_empty_folder_is_none(tmp_path: Path) -> None:
    from generator.cli.options import home_of

    (tmp_path / "a" / "specs").mkdir(parents=True)
    write(tmp_path / "b" / "specs" / "x.yaml", "")
    for name in ("generator", "borang"):
        (tmp_path / "b" / name).mkdir()
    write(tmp_path / "c" / "specs" / "_institusi.yaml", "")
    assert [home_of(tmp_path / name) for name in "abc"] == [None, None, None]
    assert home_of(ROOT / "samples") is None


def test_docs__lists_and_shows_the_pages(run: Run) -> None:
    code, out, _ = run("docs")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == {file.stem for file in (ROOT / "docs").rglob("*.md") if file.stem != "README"}
    assert run("docs", "panduan")[1] == (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
    assert run("docs", "docs/jenis/kak.md")[1] == run("docs", "kak")[1]
    code, _, err = run("docs", "pnduan")
    assert (code, "panduan" in err) == (2, True)


def test_demo__tells_of_the_samples_alone_and_not_of_what_lies_beside_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong certificate names the sample of attendance too, and many types could be made of that file if it held more."""
    monkeypatch.setattr(Catalogue, "names", lambda _: ["rekap-kehadiran", "sertifikat"])
    code, out, _ = run("demo", "-o", str(tmp_path / "out"))
    assert code == 0
    told = out.partition("Contoh yang sengaja salah")[0]
    assert "sertifikat-edi-sukamto-s-pd.docx" in told
    assert "bad-" not in told
    assert "belum lengkap" not in told


def test_demo__lists_and_copies_the_samples(run: Run) -> None:
    out = run("demo", "--list")[1]
    shown = [file for file in SAMPLES.glob("*/*") if file.is_file()]  # letterheads stand deeper
    assert [file for file in shown if file.name not in out] == []
    assert not Path("out").exists()
    assert run("demo", "--copy", ".")[0] == 0
    assert run("check", "samples/kak/ok-minimal.yaml")[0] == 0
    assert run("demo", "--copy", ".")[0] == 5


# Completion


def completed(*words: str) -> list[str]:
    """Return what the completion of the last of the words gives."""
    line = " ".join(["borang", *words])
    done = borang(_BORANG_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words)))
    return [one.partition(",")[2] for one in done.stdout.decode().split()]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("mak",), ["make"]),
        (("pe",), ["periksa", "pelengkap", "petakan"]),
        (("show", "kak"), ["kak"]),
        (("lihat", "rancangan"), ["rancangan-moderasi"]),
        (("make", "--to", "d"), ["docx"]),
        (("make", "--to", "docx,"), ["docx,pdf", "docx,xlsx"]),
        (("make", "x.yaml", "--type", "coa"), ["coaching-harmoni", "coaching-rhk"]),
        (("score", "c"), ["cvi", "capaian", "cgi"]),
        (("docs", "tem"), ["templat", "temuan"]),
        (("make", "--wa"), ["--watch"]),
        (("template", "n"), ["new"]),
    ],
    ids=" ".join,
)
def test_completion__knows_commands_types_scores_and_outputs(words: tuple[str, ...], wanted: list[str]) -> None:
    assert sorted(completed(*words)) == sorted(wanted)


def test_completion__knows_the_types_of_ones_own(tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    assert completed(flag, str(folder), "show", "uj") == ["uji"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion__script_is_for_the_program(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert f"_BORANG_COMPLETE={shell}_complete" in out


def test_completion__is_in_the_guide() -> None:
    assert "borang completion" in (pages.ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
