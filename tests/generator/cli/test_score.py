"""`borang score`: what it prints, what it gives to programs, what it writes, how it ends.

SCO-91: decisions recorded as data can be printed. IN-02: findings with file, line or cell. CLI: exit codes 0, 1, 2, 4, 5.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from generator.cli import cli
from generator.errors import DeliveryFault, IntakeFault
from generator.home import Home
from generator.tallies.decisions import decision_page
from generator.tallies.recipes import RECIPES

ROOT = Path(__file__).resolve().parents[3]
SKOR = ROOT / "samples" / "skor"
CVI = str(SKOR / "cvi.csv")


@pytest.fixture
def borang():
    """Return a function that runs the command line and gives (exit code, standard output, standard error)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(cli, ["score", *arguments], standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result.return_value, result.stdout, result.stderr

    return run


def first(told: tuple[int, str, str]) -> dict:
    """Return the one outcome of a run with --json."""
    (outcome,) = json.loads(told[1])["outcomes"]
    return outcome


def test_score__without_a_name_lists_all(borang) -> None:
    code, out, _ = borang()
    assert code == 0
    assert re.findall(r"^([a-z-]+[0-9]?) +[A-Z]", out, re.MULTILINE) == list(RECIPES)


def test_score__registry_names_are_the_commands() -> None:
    from generator.scoring.registry import COMMANDS

    assert set(RECIPES) == set(COMMANDS)


def test_score__cvi_with_working_and_citation(borang) -> None:
    """Five reviewers: I-CVI, S-CVI, verdict, the steps, the source; no reading but those that touched the result."""
    code, out, _ = borang("cvi", CVI, "--working")
    assert code == 0
    for part in ("REVISI", "S-CVI/Ave = (1 + 4/5 + 3/5 + 1 + 2/5 + 1) / 6 = 0,8", "I-CVI B2 = 4 / 5 = 0,8", "Bab IV huruf C angka 4"):
        assert part in out
    assert "Bacaan yang dipakai" not in out


def test_score__json_is_exact(borang) -> None:
    code, out, _ = borang("cvi", CVI, "--json", "--working", "--decisions")
    found = first((code, out, ""))
    assert (code, found["score"], found["findings"], found["verdict"]) == (0, "cvi", [], "REVISI")
    assert (found["s_cvi_ave"], found["s_cvi_ua"], found["i_cvi"][1]["value"]) == ("4/5", "1/2", "4/5")
    step = found["working"][0]["langkah"][1]
    assert (step["hasil"], step["rumus"], step["nilai"], step["tercetak"]) == ("I-CVI B2", "4 / 5", "4/5", "0,8")
    assert step["kata"].startswith("penilai yang memberi Cukup Sesuai atau Sesuai")
    assert [one["id"] for one in found["decisions"]] == ["cvi-ambang", "cvi-penilai", "cvi-putusan"]


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("na", "rows.0.na", "84"),
        ("na", "rows.1.lulus", False),
        ("capaian", "percent", "90"),
        ("capaian", "predikat", "Baik"),
        ("penurunan", "rows.0.percent", "90"),
        ("id", "kuadrat", "1/18"),
        ("cgi", "cgi", "2/15"),
        ("cgi", "mean_gap", "7/15"),
        ("cgi", "by_kompetensi.0.nama", "Pedagogik"),
        ("level1", "alpha", "3/5"),
        ("analisis-butir", "reliabilitas", "48/65"),
        ("analisis-butir", "butir.3.daya_beda", "3/4"),
        ("level2", "mean_gain", "61427/184800"),
        ("level2", "test", "uji t berpasangan"),
        ("rhk", "total", "32"),
        ("rhk", "status", "Memenuhi"),
        ("jp", "rows.1.hari", 5),
        ("dasbor", "sasaran.percent", "90"),
    ],
)
def test_score__json_keys(borang, name, key, value) -> None:
    """Of each sample; ID: 0.8, 0.6, 0.4 with 1000, 2000, 1000 teachers: 1/50 over 9/25."""
    rules = ("--aturan", "PMM-2024") if name == "rhk" else ()
    found = first(borang(name, str(SKOR / f"{name}.csv"), *rules, "--json"))
    for step in key.split("."):
        found = found[int(step)] if step.isdigit() else found[step]
    assert found == value


def test_score__id_prints_fifty_digits(borang) -> None:
    assert first(borang("id", str(SKOR / "id.csv"), "--json"))["id"].startswith("0.2357022603955158414669481207016")


def test_score__wrong_data_is_refused_with_its_places(borang, tmp_path) -> None:
    file = tmp_path / "salah.csv"
    file.write_text("butir,Ani,Budi\nB1,9,4\nB2,4,Setuju\n", encoding="utf-8")
    code, out, err = borang("cvi", str(file))
    assert (code, err) == (1, "")
    assert re.findall(r"\[([a-z-]+)\] (baris \d)", out) == [("penilaian-tidak-dikenal", "baris 2"), ("penilaian-tidak-dikenal", "baris 3")]
    code, out, _ = borang("cvi", str(file), "--json")
    assert (code, [one["where"] for one in first((code, out, ""))["findings"]]) == (1, [f"{file}, baris 2", f"{file}, baris 3"])


def test_score__wrong_data_is_written_nowhere(borang, tmp_path) -> None:
    file, output = tmp_path / "salah.csv", tmp_path / "hasil.xlsx"
    file.write_text("lulus,target\n1,0\n", encoding="utf-8")
    assert borang("capaian", str(file), "-o", str(output))[0] == 1
    assert not output.exists()


def test_score__workbook_is_written_once_and_replaced_only_by_force(borang, tmp_path) -> None:
    output = tmp_path / "hasil.xlsx"
    assert borang("cvi", CVI, "-o", str(output))[0] == 0
    before = output.read_bytes()
    with pytest.raises(DeliveryFault):
        borang("cvi", CVI, "-o", str(output))
    assert borang("cvi", CVI, "-o", str(output), "--force")[0] == 0
    assert output.read_bytes() == before


def test_score__sheet_of_a_workbook(borang) -> None:
    code, out, _ = borang("cvi", str(SKOR / "cvi.xlsx"), "--sheet", "penilaian", "--json")
    assert (code, first((code, out, ""))["s_cvi_ave"]) == (0, "4/5")


def test_score__unreadable_file(borang) -> None:
    with pytest.raises(IntakeFault):
        borang("cvi", "tidak-ada.csv")
    code, out, _ = borang("cvi", "tidak-ada.csv", "--json")
    assert (code, "tidak ditemukan" in first((code, out, ""))["fault"]) == (4, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cvy", CVI], "Maksud Anda: cvi?"),
        ([CVI], "borang score cvi"),
        (["cvi", CVI, "--rerata", "agregat"], "--rerata tidak berlaku untuk cvi"),
        (["id", CVI, "--rerata", "tengah"], "rerata"),
        (["cvi", CVI, "-o", "hasil.docx"], ".xlsx"),
        (["level2", CVI, "--maksimum", "seratus"], "--maksimum"),
        (["dasbor", CVI, "--per", "32 Juli 2026"], "--per"),
        (["cvi", "-o", "hasil.xlsx"], "BERKAS"),
    ],
)
def test_score__wrong_use(borang, arguments, said) -> None:
    import click

    with pytest.raises(click.UsageError) as caught:
        borang(*arguments)
    assert said in caught.value.format_message()


def test_score__options_reach_the_score(borang, tmp_path) -> None:
    """Level 3 with 2, 4, 3: 0, or gap first 1/9. Points under the rules of 2025: none. Gain with a maximum of 80: 10/(80 - 70)."""
    file = tmp_path / "guru.csv"
    file.write_text("jenjang,1.1,1.2,1.3\nAhli Muda,2,4,3\n", encoding="utf-8")
    assert first(borang("cgi", str(file), "--json"))["cgi"] == "0"
    assert first(borang("cgi", str(file), "--cara", "kesenjangan-dahulu", "--json"))["cgi"] == "1/9"
    assert first(borang("rhk", str(SKOR / "rhk.csv"), "--aturan", "2025", "--json"))["status"] == "Tanpa poin"
    file.write_text("nama,pre,post\nA,70,80\n", encoding="utf-8")
    assert first(borang("level2", str(file), "--maksimum", "80", "--json"))["class_gain"] == "1"


def test_decisions__all_and_of_one_score(borang) -> None:
    """SCO-91: each with quotation, readings, choice, reason."""
    _, out, _ = borang("--decisions", "--json")
    everything = json.loads(out)["decisions"]
    assert {"cvi", "nilai_akhir", "capaian", "penurunan", "id", "cgi", "jp", "level1", "level2", "analisis_butir", "rhk", "dasbor"} <= {
        one["skor"] for one in everything
    }
    assert all(one["kutipan"] and one["alasan"] and one["alternatif"] and one["pilihan"] in one["bacaan"] for one in everything)
    _, out, _ = borang("na", "--decisions")
    assert "nilai-akhir-batas-pita" in out
    assert "cvi-ambang" not in out


def test_decisions__page_is_that_of_the_documentation() -> None:
    """SCO-91: docs/keputusan.md is made from the recorded decisions: `borang score --decisions -o docs/keputusan.md --force`."""
    assert (ROOT / "docs" / "keputusan.md").read_text(encoding="utf-8") == decision_page(Home().library.decisions())


COMMANDS = re.findall(r"^borang (score.*)$", (ROOT / "docs" / "skor.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_docs__every_command_of_the_page_runs(command, tmp_path, monkeypatch) -> None:
    """Every shipped sample is right, and every score has a command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    result = CliRunner().invoke(cli, command.split(), standalone_mode=False)
    assert (result.exception, result.return_value) == (None, 0), result.output


def test_docs__every_score_has_its_command() -> None:
    assert {command.split()[1] for command in COMMANDS if len(command.split()) > 1} == set(RECIPES)


def test_score__starts_light() -> None:
    """PERF-07: the list of scores loads no heavy library."""
    code = (
        "import sys; from click.testing import CliRunner; from generator.cli import cli; CliRunner().invoke(cli, ['score']);"
        "print([name for name in ('openpyxl', 'polars', 'scipy', 'weasyprint', 'docx', 'numpy', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_plain__fractions_are_text() -> None:
    from generator.report import plain

    assert plain({"a": Fraction(4, 5)}) == {"a": "4/5"}


def test_score__json_tells_that_a_workbook_was_written_beside_an_edited_one(borang, tmp_path) -> None:
    """What the screen says of the file, a program reads too."""
    target, table = tmp_path / "na.xlsx", str(SKOR / "na.csv")
    borang("na", table, "-o", str(target))
    book = load_workbook(target)
    book.worksheets[0]["B5"] = 7
    book.save(target)
    told = first(borang("na", table, "-o", str(target), "--json"))
    assert [one["code"] for one in told["findings"]] == ["hasil-disunting"]
    assert told["files"] == [str(tmp_path / "na (baru).xlsx")]
