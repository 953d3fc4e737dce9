"""The command line: Indonesian sentences, exit codes, JSON, many files in one call; never a traceback.

UX-03, BAT-04 (same input, same bytes), IN-02, SAFE-02 (hostile files). Start-up: check, list and help import nothing heavy.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.commands import COMMANDS
from tests.cases import SAMPLES
from tests.generator.cli.conftest import Run
from tests.homes import data_file, home, write

ROOT = Path(__file__).resolve().parents[3]
FIELDS = "fields:\n  - {name: nama, label: Nama, type: text, required: true}\n  - {name: jumlah, label: Jumlah, type: integer}\n"
MAKING = 'outputs:\n  - {kind: pdf, template: uji/uji.html, filename: "{{ nama | slug }}.pdf"}\n'
PAGE = "<html lang=id><title>Uji</title><body><p>{{ nama }}</p></body></html>"


def at_home(folder: Path) -> tuple[str, Path]:
    home(folder / "rumah", FIELDS + MAKING, {"templates/uji/uji.html": PAGE})
    return "--home", folder / "rumah"


def test_help__is_indonesian_and_lists_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert "Pemakaian: borang" in out
    for name, entry in COMMANDS.items():
        assert f"{name}, {entry.indonesian}" in out
        assert entry.summary.split()[0] in out
    for english in ("Usage", "Options", "Show this", "Commands"):
        assert english not in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help__of_each_command_is_indonesian(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Tampilkan bantuan ini." in out
    for english in ("Usage", "Options:", "OPTIONS", "Show this", "default:", "required"):
        assert english not in out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["chek", "x.yaml"], "borang check"),
        (["check"], "BERKAS"),
        (["check", "--jsn", "x"], "--json"),
        (["make", "x.yaml", "--to", "doc"], "docx"),
        (["make", "x.yaml", "-o"], "-o"),
        (["blank"], "JENIS"),
        (["--home", "tidak-ada", "list"], "tidak-ada"),
        (["check", "."], "yaml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage__what_is_mistyped_ends_in_two_with_the_way_out(run: Run, arguments: list[str], word: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert word in err
    for english in ("Error", "Try", "Missing", "No such"):
        assert english not in err


def test_list__names_shipped_types_and_the_users_own(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(*at_home(tmp_path), "list", "--json")
    types = {row["type"]: row["title"] for row in json.loads(out)["types"]}
    assert code == 0
    assert types["uji"] == "Uji"
    assert "coaching-rhk" in types


def test_list__one_broken_spec_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    write(folder / "specs" / "rusak.yaml", b"title: \xff\n")
    (folder / "specs" / "folder.yaml").mkdir()
    code, out, err = run(flag, folder, "list")
    assert code == 3
    assert "uji" in out
    assert "rusak.yaml" in err
    assert "folder.yaml" in err


def test_show__tells_fields_rules_and_sources(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("show", "rancangan-moderasi")
    assert code == 0
    assert "M001 (salah): menit sama dengan jp" in out
    code, out, _ = run(*at_home(tmp_path), "show", "uji", "--json")
    assert [field["name"] for field in json.loads(out)["fields"]] == ["nama", "jumlah"]
    code, _, err = run("show", "coaching-rkh")
    assert code == 2
    assert "coaching-rhk" in err


def test_check__json_tells_every_finding_and_exit_one(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "jumlah: tiga\nnma: x\n", "salah.yaml")
    code, out, _ = run(flag, folder, "check", file, "--json")
    (outcome,) = json.loads(out)["outcomes"]
    assert (code, outcome["status"]) == (1, "refused")
    found = [(finding["code"], finding["where"]) for finding in outcome["findings"]]
    assert found == [
        ("angka-tidak-terbaca", f"{file}, baris 2"),
        ("kunci-tidak-dikenal", f"{file}, baris 3"),
    ]


def test_make__many_files_one_bad_one_unreadable_never_stop_the_others(run: Run, tmp_path: Path) -> None:
    """The end says how many were made and how many refused; the gravest code wins."""
    flag, folder = at_home(tmp_path)
    isian = tmp_path / "isian"
    data_file(isian, "nama: Ani\n", "a.yaml")
    data_file(isian, "jumlah: 1\n", "b.yaml")
    write(isian / "c.yaml", b"\xff\x00")
    data_file(isian, "nama: Dedi\n", "d.yml")
    data_file(isian, "nama: Ani\n", "e.yaml")  # the same name again
    write(isian / "institusi.yaml", "nama: Kantor\n")
    write(isian / ".sembunyi.yaml", "x")
    code, out, err = run(flag, folder, "make", isian)
    assert code == 5
    assert sorted(file.name for file in Path("out").iterdir()) == ["ani.pdf", "dedi.pdf"]
    assert "5 berkas: 2 dibuat, 1 ditolak, 1 tidak terbaca, 1 gagal; 2 dokumen jadi" in out
    assert "a.yaml" in out  # who has the name already
    assert err == ""


def test_make__nothing_is_replaced_without_force(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    assert run(flag, folder, "make", file)[0] == 0
    code, out, _ = run(flag, folder, "make", file)
    assert code == 5
    assert "--force" in out
    assert run(flag, folder, "make", file, "--force")[0] == 0


def test_make__a_folder_that_is_a_file_is_told(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    assert run(flag, folder, "make", file, "-o", file)[0] == 2
    assert run(flag, folder, "make", file, "-o", file / "dalam")[0] == 5


def test_make__a_type_without_that_output_is_told(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    code, out, err = run(flag, folder, "make", data_file(tmp_path, "nama: Ani\n", "a.yaml"), "--to", "xlsx")
    assert code == 2
    assert "pdf" in out + err


def test_make__file_names_with_strange_characters_are_read(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "isian [1] “kedua” & ‑ ü.yaml")
    assert run(flag, folder, "make", file)[0] == 0


HOSTILE: dict[str, tuple[str | bytes, int]] = {
    "kosong.yaml": ("", 1),
    "biner.yaml": (b"\x00\x01\x02\xff\xfe", 4),
    "dalam.yaml": ("jenis: uji\nnama: " + "[" * 50_000, 4),
    "bom.yaml": ("a: &a [x, x]\nb: &b [*a, *a]\n", 4),
    "tab.yaml": ("jenis: uji\n\tnama: x\n", 4),
    "utf16.yaml": ("jenis: uji\nnama: Ani\n".encode("utf-16"), 0),
    "utf16-tanpa-tanda.yaml": ("jenis: uji\n".encode("utf-16-le"), 4),
    "angka-besar.yaml": ("jenis: uji\nnama: x\njumlah: " + "9" * 5000, 1),
    "angka-besar.json": ('{"jenis": "uji", "nama": "x", "jumlah": ' + "9" * 5000 + "}", 1),
    "pangkat.json": ('{"jenis": "uji", "nama": "x", "jumlah": 1e999999999}', 1),
    "dalam.json": ("[" * 100_000, 4),
    "pengganti.json": ('{"jenis": "uji", "nama": "\\ud800", "\\ud801": 1}', 1),
    "kunci-angka.yaml": ("jenis: uji\nnama: x\n1: a\n2.5: b\n", 1),
    "kunci-daftar.yaml": ("? [a, b]\n: c\n", 4),
    "daftar.yaml": ("- a\n- b\n", 4),
    "teks.yaml": ("halo\n", 4),
    "susunan.yaml": ("jenis: uji\nnama: {a: b}\njumlah: [1]\n", 1),
    "panjang.yaml": ("jenis: uji\nnama: " + "x" * 200_000, 1),
    "jenis-jahat.yaml": ("jenis: ../../specs/kak\n", 1),
    "dua.yaml": ("jenis: uji\n---\njenis: uji\n", 4),
    "tanda.yaml": ("jenis: !!python/object/apply:os.system [ls]\n", 4),
    "catatan.txt": ("halo", 4),
}


STATUS = {0: "checked", 1: "refused", 4: "unreadable"}


def test_check__hostile_files_end_in_a_sentence(run: Run, tmp_path: Path) -> None:
    """SAFE-02: each has its status, both for people and for programs, and no line of the program's."""
    flag, folder = at_home(tmp_path)
    files = [write(tmp_path / "isian" / name, content) for name, (content, _) in HOSTILE.items()]
    code, out, err = run(flag, folder, "check", *files)
    assert code == 4
    assert "22 berkas: 1 benar, 9 ditolak, 12 tidak terbaca" in out
    assert err == ""
    assert max(map(len, out.splitlines())) < 400
    outcomes = json.loads(run(flag, folder, "check", *files, "--json")[1])["outcomes"]
    assert {Path(one["source"]).name: one["status"] for one in outcomes} == {name: STATUS[code] for name, (_, code) in HOSTILE.items()}


def test_check__paths_that_cannot_be_opened_do_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    good = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    (tmp_path / "putus.yaml").symlink_to(tmp_path / "tidak-ada.yaml")
    (tmp_path / "lingkar.yaml").symlink_to(tmp_path / "lingkar.yaml")
    code, out, _ = run(flag, folder, "check", "tidak-ada.yaml", "x" * 5000 + ".yaml", tmp_path / "putus.yaml", "lingkar.yaml", good)
    assert code == 4
    assert "5 berkas: 1 benar, 4 tidak terbaca" in out


SHAPES = """\
fields:
  - {name: nama, type: choice, choices: [a, b]}
  - {name: orang, type: group, fields: [{name: nama, type: text, required: true}]}
  - {name: baris, type: table, key: k, fields: [{name: k, type: text}, {name: n, type: integer}]}
  - {name: butir, type: list, of: {type: date}}
  - {name: silang, type: matrix, rows: baris, columns: butir2, of: {type: number}}
  - {name: butir2, type: list, of: {type: text}}
  - {name: tetap, type: table, rows: format-4-lampiran, fields: [{name: ada, type: boolean}]}
computed:
  - {name: jumlah, label: Jumlah, expr: "baris | sum(attribute='n')"}
"""


VALUES = ("teks", "[a, [b]]", "{a: {b: [c]}}", "[{k: [1]}, 5, ~, [x], {n: {z: 1}}]", "~", "[~]", "{}", "[]", "{K: ~}")


def test_check__a_value_of_the_wrong_kind_is_a_finding_not_a_crash(run: Run, tmp_path: Path) -> None:
    """Every kind of value in every kind of field; orang.nama is missing in all."""
    home(tmp_path / "rumah", SHAPES)
    names = ("nama", "orang", "baris", "butir", "silang", "butir2", "tetap")
    for field in names:
        for number, value in enumerate(VALUES):
            data_file(tmp_path / "isian", f"{field}: {value}\n", f"{field}-{number}.yaml")
    _, out, _ = run("--home", tmp_path / "rumah", "check", tmp_path / "isian", "--json")
    outcomes = json.loads(out)["outcomes"]
    assert len(outcomes) == len(names) * len(VALUES)
    assert [one["source"] for one in outcomes if one["status"] != "refused"] == []


def test_blank__can_be_read_back_and_asks_for_what_is_required(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("blank", "rancangan-moderasi", "-o", tmp_path / "isian.yaml")
    assert code == 0
    assert "isian.yaml" in out
    code, out, _ = run("check", tmp_path / "isian.yaml", "--json")
    (outcome,) = json.loads(out)["outcomes"]
    assert code == 1
    found = {(finding["code"], ".".join(map(str, finding["path"]))) for finding in outcome["findings"]}
    assert ("wajib-diisi", "identitas.mata_ajar") in found
    assert ("butir-kurang", "identitas.tagihan") in found
    assert run("blank", "rancangan-moderasi", "-o", tmp_path / "isian.yaml")[0] == 5


def test_lint__of_a_broken_home_tells_all_and_ends_in_three(run: Run, tmp_path: Path) -> None:
    flag, folder = at_home(tmp_path)
    assert run(flag, folder, "lint", "uji")[0] == 0
    write(folder / "templates" / "uji" / "uji.html", "{{ nama }} {{ nma }}")
    write(folder / "specs" / "rusak.yaml", "spec: 1\n")
    code, out, _ = run(flag, folder, "lint", "uji", "rusak", folder / "specs" / "rusak.yaml", "--json")
    codes = [finding["code"] for outcome in json.loads(out)["outcomes"] for finding in outcome["findings"]]
    assert code == 3
    assert codes == ["nama-tidak-dikenal", *["spesifikasi-rusak"] * 2]
    assert run(flag, folder, "lint", "uji", "tidak-ada")[0] == 2
    assert run(flag, folder, "lint", tmp_path / "tidak-ada.html")[0] == 3


# In processes of their own


def borang(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "borang", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        cwd=ROOT,
    )


def test_make__same_input_same_bytes_whatever_the_machine_says(run: Run, tmp_path: Path) -> None:
    """BAT-04: also under another PYTHONHASHSEED, TZ and LANG."""
    file = SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml"
    assert run("make", file, "--all", "-o", tmp_path / "sini")[0] == 0
    done = borang("make", file, "--all", "-o", tmp_path / "sana", PYTHONHASHSEED="77", TZ="Asia/Jakarta", LC_ALL="C", LANG="id_ID.UTF-8")
    assert done.returncode == 0, done.stderr.decode()
    here, there = (
        {made.name: hashlib.sha256(made.read_bytes()).hexdigest() for made in (tmp_path / name).iterdir()} for name in ("sini", "sana")
    )
    assert len(here) == 3
    assert here == there


@pytest.mark.parametrize("medium", ["xlsx", "docx", "pdf", "yaml"])
def test_blank__same_form_same_bytes_whatever_the_machine_says(medium: str, run: Run, tmp_path: Path) -> None:
    """FRM-01: two offices that take a form on one day have the same form."""
    assert run("blank", "kak", "-o", tmp_path / f"sini.{medium}")[0] == 0
    done = borang("blank", "kak", "-o", tmp_path / f"sana.{medium}", PYTHONHASHSEED="77", TZ="Asia/Jakarta", LC_ALL="C", LANG="id_ID.UTF-8")
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / f"sini.{medium}").read_bytes() == (tmp_path / f"sana.{medium}").read_bytes()


def test_make__same_bytes_whatever_the_process_has_loaded(run: Run, tmp_path: Path) -> None:
    """BAT-04: a library that is loaded already tells lxml its prefixes; a fresh process has not loaded it."""
    importlib.import_module("openpyxl")
    for name in ("rancangan-moderasi", "coaching-rhk"):
        file = SAMPLES / name / "ok-minimal.yaml"
        assert run("make", file, "--to", "docx,xlsx", "-o", tmp_path / "sini")[0] == 0
        assert borang("make", file, "--to", "docx,xlsx", "-o", tmp_path / "sana").returncode == 0
    here, there = ({made.name: made.read_bytes() for made in (tmp_path / name).iterdir()} for name in ("sini", "sana"))
    assert len(here) == 4
    assert here == there


def test_check__a_console_of_another_code_page_shows_every_line(tmp_path: Path) -> None:
    """What cp1252 does not have becomes a question mark, never a crash."""
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\njumlah: tiga → ≥ 1\n", "a.yaml")
    done = borang(flag, folder, "check", file, PYTHONIOENCODING="cp1252", LC_ALL="C")
    assert done.returncode == 1
    assert "tiga ? ? 1" in done.stdout.decode("cp1252")


def test_start__list_help_and_check_import_nothing_heavy(tmp_path: Path) -> None:
    """PERF-07: what renders, draws, computes statistics or says what is wrong with a schema is loaded only when it is used."""
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    imaging = {"PIL", "fontTools", "matplotlib", "weasyprint"}
    office = {"openpyxl", "xlsxwriter", "docxtpl", "docx", "lxml", "pikepdf", "python_calamine"}
    heavy = imaging | office | {"scipy", "numpy", "polars", "markdown_it", "jsonschema", "attr", "referencing", "rpds"}
    for arguments, more in (
        (["--help"], {"jinja2", "yaml"}),
        (["list"], {"jinja2"}),
        ([flag, str(folder), "check", str(file)], set()),
        (["check", "samples/coaching-rhk/ok-2025.yaml"], set()),  # with the office's logo
        (["check", "samples/laporan-penyelenggaraan/ok-lengkap.yaml"], set()),
    ):
        script = f"import sys; sys.argv[1:] = {arguments!r}; import atexit; atexit.register(lambda: print('\\n', *sys.modules)); import borang; borang.main()"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
        loaded = {name.split(".")[0] for name in done.stdout.decode().splitlines()[-1].split()}
        assert "generator" in loaded
        assert not loaded & (heavy | more), arguments


def test_start__a_workbook_is_made_without_what_it_does_not_need(tmp_path: Path) -> None:
    """PERF-07: neither an imaging library for a PNG's size nor one for the network, which a module for escaping text brings along."""
    arguments = ["make", "samples/coaching-rhk/ok-2025.yaml", "--to", "xlsx", "-o", str(tmp_path)]
    script = f"import sys; sys.argv[1:] = {arguments!r}; import atexit; atexit.register(lambda: print('\\n', *sys.modules)); import borang; borang.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    modules = set(done.stdout.decode().splitlines()[-1].split())
    loaded = {name.split(".")[0] for name in modules}
    assert "lxml" in loaded
    assert not modules & {"generator.scoring.registry", "generator.charts.picture", "generator.outline.blocks"}
    assert not loaded & {
        "PIL",
        "http",
        "email",
        "openpyxl",
        "docx",
        "docxtpl",
        "weasyprint",
        "jsonschema",
        "markdown_it",
        "fontTools",
        "numpy",
    }


def test_make__a_pattern_that_names_the_settings_too_passes_them_over(run: Run, tmp_path: Path) -> None:
    """`borang make isian/*.yaml`: institusi.yaml is no document, named among others as in a folder."""
    flag, folder = at_home(tmp_path)
    file = data_file(tmp_path, "nama: Ani\n", "a.yaml")
    settings = write(tmp_path / "institusi.yaml", "nama: Kantor\n")
    code, out, err = run(flag, folder, "check", file, settings)
    assert (code, "institusi.yaml" in out + err) == (0, False)
