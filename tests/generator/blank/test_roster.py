"""A form for each row of a roster: whose headings lead where, what is refused with its cell, what the files are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.blank.roster import read_roster
from generator.cli import main
from generator.errors import IntakeFault
from generator.spec.catalogue import Catalogue
from tests.forms import content, read_back

RHK = "coaching-rhk"


def roster(folder: Path, text: str) -> Path:
    file = folder / "guru.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("heading", ["Nama Guru", "nama guru", "Nama Lengkap", "guru.nama", "Identitas Guru – Nama Guru", "Guru"])
def test_heading__is_a_label_a_name_or_what_lists_of_people_say(heading: str, tmp_path: Path, catalogue: Catalogue) -> None:
    found = read_roster(roster(tmp_path, f"{heading},NIP\nRina,198501012010012001\n"), catalogue.compiled(RHK))
    assert [(form.name, content(form.values)) for form in found.forms] == [
        ("Rina", {"guru": {"nama": "Rina", "nip": "198501012010012001"}})
    ]
    assert not found.found


def test_cell__that_is_none_of_its_field_is_told_at_its_place(tmp_path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    for row in (["Daftar guru"], [], ["No", "Nama Guru", "NIP"], [1, "Rina", "1985x"], [2, "Budi", None]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "guru.xlsx")
    found = read_roster(tmp_path / "guru.xlsx", catalogue.compiled(RHK))
    assert [(one.code, one.place.cell, one.label) for one in found.found] == [("nomor-karakter-salah", "C4", "Identitas Guru – NIP")]
    assert [form.name for form in found.forms] == ["Rina", "Budi"]


def test_column__that_no_field_has_is_told_and_passed_over(tmp_path: Path, catalogue: Catalogue) -> None:
    found = read_roster(roster(tmp_path, "No,Nama Guru,Catatan\n1,Rina,x\n"), catalogue.compiled(RHK))
    assert [(one.code, one.is_error) for one in found.found] == [("kolom-tidak-dikenal", False)]
    assert found.forms[0].values["guru"] == {"nama": "Rina"}


def test_row__without_a_name_is_called_by_its_number(tmp_path: Path, catalogue: Catalogue) -> None:
    found = read_roster(roster(tmp_path, "Nama Guru,Periode\nRina,2026\n,2027\n"), catalogue.compiled(RHK))
    assert [form.name for form in found.forms] == ["Rina", "baris 2"]


def test_roster__without_a_known_heading_is_none(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(IntakeFault) as refused:
        read_roster(roster(tmp_path, "a,b\n1,2\n"), catalogue.compiled(RHK))
    assert refused.value.code == "daftar-tanpa-isian"
    assert "Nama Guru, NIP, Unit Kerja" in str(refused.value)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BORANG_HOME", raising=False)

    def run_(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["borang", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        return int(leaving.value.code or 0), printed.out + printed.err

    return run_


LIST = "Nama Guru,Unit Kerja\nRina Wahyuni,SMPN 1\nBudi Santoso,SMPN 2\nRina Wahyuni,SMPN 3\n"


def test_blank__each_writes_a_form_for_each_row_with_what_is_known(tmp_path: Path, catalogue: Catalogue, run) -> None:
    roster(tmp_path, LIST)
    code, out = run("blank", RHK, "--each", "guru.csv", "-o", "isi")
    assert (code, out.splitlines()[-1]) == (0, "3 formulir di folder isi.")
    names = ["coaching-rhk-budi-santoso.xlsx", "coaching-rhk-rina-wahyuni (2).xlsx", "coaching-rhk-rina-wahyuni.xlsx"]
    assert sorted(file.name for file in (tmp_path / "isi").iterdir()) == names
    read = [read_back(tmp_path / "isi" / name, catalogue).given.values for name in names]
    assert [(one["guru"]["nama"], one["satuan_pendidikan"]["nama"]) for one in read] == [
        ("Budi Santoso", "SMPN 2"),
        ("Rina Wahyuni", "SMPN 3"),
        ("Rina Wahyuni", "SMPN 1"),
    ]


def test_blank__each_tells_all_that_are_there_already_and_makes_the_others(tmp_path: Path, run) -> None:
    roster(tmp_path, "Nama Guru\nRina\nBudi\n")
    assert run("blank", RHK, "--each", "guru.csv", "-o", "isi")[0] == 0
    roster(tmp_path, "Nama Guru\nRina\nAni\nBudi\n")
    code, out = run("blank", RHK, "--each", "guru.csv", "-o", "isi")
    assert code == 5
    assert "1 formulir di folder isi.\n2 formulir tidak dibuat, berkasnya sudah ada:\n" in out
    assert out.index("coaching-rhk-rina.xlsx") < out.index("coaching-rhk-budi.xlsx")
    assert (tmp_path / "isi" / "coaching-rhk-ani.xlsx").is_file()


def test_blank__each_begins_with_what_all_have_and_the_row_counts(tmp_path: Path, catalogue: Catalogue, run) -> None:
    roster(tmp_path, "Nama Guru\nRina\n")
    (tmp_path / "awal.yaml").write_text("jenis: coaching-rhk\nguru: {nama: Contoh}\nperiode: Januari–Juni 2026\n", encoding="utf-8")
    assert run("blank", RHK, "--each", "guru.csv", "--from", "awal.yaml")[0] == 0
    values = read_back(tmp_path / "formulir" / "coaching-rhk-rina.xlsx", catalogue).given.values
    assert (values["guru"]["nama"], values["periode"]) == ("Rina", "Januari–Juni 2026")


def test_blank__each_writes_nothing_while_a_cell_is_wrong(tmp_path: Path, run) -> None:
    roster(tmp_path, "Nama Guru,NIP\nRina,198501012010012001\nBudi,12\n")
    code, out = run("blank", RHK, "--each", "guru.csv", "-o", "isi", "--to", "yaml")
    assert (code, "baris 3" in out, (tmp_path / "isi").exists()) == (1, True, False)


def test_blank__each_to_standard_output_is_a_slip(tmp_path: Path, run) -> None:
    roster(tmp_path, LIST)
    code, out = run("blank", RHK, "--each", "guru.csv", "-o", "-")
    assert (code, "sebut foldernya" in out, (tmp_path / "-").exists()) == (2, True, False)


def test_blank__into_a_folder_without_each_is_a_slip(tmp_path: Path, run) -> None:
    (tmp_path / "isi").mkdir()
    code, out = run("blank", RHK, "-o", "isi")
    assert (code, "--each" in out) == (2, True)
