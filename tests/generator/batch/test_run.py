"""A batch from its source to files, journal and result workbook. BAT-01, BAT-02, BAT-03, BAT-04."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from generator.batch import run as running
from generator.batch.pieces import Job
from generator.batch.run import Batch, How, run_batch
from generator.batch.source import of_table
from generator.batch.station import Station
from generator.errors import DeliveryFault
from generator.home import SHIPPED
from generator.journal import State
from tests.generator.batch.batches import Told, files, run, table, teachers


def test_batch__one_bad_row_stops_no_other_and_all_rows_are_told_of(tmp_path: Path) -> None:
    file, told = table(tmp_path, "Ani;Mei 2024", ";Mei 2024", "Budi;", "Citra;Mei 2024"), Told()
    tally = run(file, tmp_path / "hasil", told)
    assert (tally.total, tally.made, tally.refused, tally.codes) == (4, 2, 2, {1})
    assert sorted(files(tmp_path / "hasil")) == ["hasil.xlsx", "rhk-ani.xlsx", "rhk-citra.xlsx"]
    assert [(entry.label, [one["where"] for one in entry.findings if one["severity"] == "error"]) for entry in told.ended_] == [
        ("baris 3", [f"{file}, baris 3"]),
        ("Budi", [f"{file}, baris 4"]),
    ]
    assert told.stages == [("membaca", 4), ("membuat", 4)]


def test_batch__that_is_run_again_makes_what_changed_and_leaves_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "hasil"
    run(table(tmp_path, *teachers(["Ani", "Budi", "Citra"])), folder)
    before = {file.name: file.stat().st_mtime_ns for file in folder.glob("rhk-*")}
    (folder / "rhk-citra.xlsx").unlink()
    tally = run(table(tmp_path, "Dewi;Mei 2024", "Ani;Mei 2024", "Budi;Juni 2024", "Citra;Mei 2024"), folder)
    assert (tally.made, tally.unchanged) == (3, 1)  # Budi has another period, Citra's file is gone, Dewi is new
    after = {file.name: file.stat().st_mtime_ns for file in folder.glob("rhk-*")}
    assert after["rhk-ani.xlsx"] == before["rhk-ani.xlsx"]
    assert after["rhk-budi.xlsx"] != before["rhk-budi.xlsx"]
    fresh = tmp_path / "baru"
    run(tmp_path / "guru.csv", fresh)
    assert files(folder) == files(fresh)


def test_batch__what_all_share_changed_makes_all_again(tmp_path: Path) -> None:
    file = table(tmp_path, *teachers(["Ani", "Budi"]))
    run(file, tmp_path / "hasil")
    shared = tmp_path / "bersama.yaml"
    shared.write_text(shared.read_text(encoding="utf-8").replace("TK Contoh", "TK Lain"), encoding="utf-8")
    assert run(file, tmp_path / "hasil").made == 2


def test_batch__rows_that_are_gone_are_told_and_their_files_left(tmp_path: Path) -> None:
    run(table(tmp_path, *teachers(["Ani", "Budi"])), tmp_path / "hasil")
    tally = run(table(tmp_path, *teachers(["Ani"])), tmp_path / "hasil")
    assert (tally.gone, tally.total) == (1, 1)
    assert "rhk-budi.xlsx" in files(tmp_path / "hasil")


def test_batch__the_work_of_a_person_is_left_alone(tmp_path: Path) -> None:
    folder, told = tmp_path / "hasil", Told()
    run(table(tmp_path, *teachers(["Ani", "Budi"])), folder)
    mine = folder / "rhk-ani.xlsx"
    mine.write_bytes(b"disunting")
    assert run(tmp_path / "guru.csv", folder, told).unchanged == 2
    assert [one["code"] for one in told.entries[0].findings] == ["hasil-disunting-dibiarkan"]
    tally = run(table(tmp_path, "Ani;Juni 2024", "Budi;Mei 2024"), folder, told)
    assert (tally.made, tally.unchanged) == (1, 1)
    assert mine.read_bytes() == b"disunting"
    assert "rhk-ani (baru).xlsx" in files(folder)
    assert [one["code"] for one in told.entries[0].findings if one["severity"] == "warning"] == ["hasil-disunting"]


def test_batch__files_that_are_there_already_are_found_before_the_first_is_made(tmp_path: Path) -> None:
    folder, told = tmp_path / "hasil", Told()
    folder.mkdir()
    (folder / "RHK-BUDI.XLSX").write_bytes(b"orang lain")
    tally = run(table(tmp_path, *teachers(["Ani", "Budi"])), folder, told)
    assert (tally.made, tally.failed, tally.codes) == (1, 1, {5})
    assert told.ended_[0].state is State.FAILED
    assert (folder / "RHK-BUDI.XLSX").read_bytes() == b"orang lain"
    assert run(tmp_path / "guru.csv", folder, is_forced=True).made == 1  # beside it, for it is not ours
    assert (folder / "RHK-BUDI.XLSX").read_bytes() == b"orang lain"


def test_batch__people_of_one_name_are_numbered_and_told(tmp_path: Path) -> None:
    told = Told()
    tally = run(table(tmp_path, *teachers(["Budi", "BUDI", "Ani", "Budi"])), tmp_path / "hasil", told)
    assert (tally.made, tally.numbered) == (4, 2)
    assert sorted(files(tmp_path / "hasil"))[2:] == ["rhk-budi (2).xlsx", "rhk-budi (3).xlsx", "rhk-budi.xlsx"]
    assert [one["code"] for one in told.entries[1].findings if one["severity"] == "note"] == ["nama-bernomor"]


def test_batch__names_by_a_pattern_and_by_what_is_computed(tmp_path: Path) -> None:
    file = table(tmp_path, *teachers(["Ani", "Budi"]))
    run(file, tmp_path / "a", pattern="{{ guru.nama }} {{ total_poin }}")
    assert sorted(files(tmp_path / "a")) == ["Ani 32.xlsx", "Budi 32.xlsx", "hasil.xlsx"]


def test_batch__only_what_failed_is_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "hasil"
    run(table(tmp_path, "Ani;Mei 2024", "Budi;"), folder)
    tally = run(table(tmp_path, "Ani;Juni 2024", "Budi;Mei 2024", "Citra;Mei 2024"), folder, only_failed=True)
    assert (tally.made, tally.skipped, tally.refused) == (1, 2, 0)
    assert sorted(files(folder)) == ["hasil.xlsx", "rhk-ani.xlsx", "rhk-budi.xlsx"]
    assert run(tmp_path / "guru.csv", folder).made == 2  # what was passed over is still to be made


def test_batch__a_trial_writes_nothing(tmp_path: Path) -> None:
    told = Told()
    tally = run(table(tmp_path, "Ani;Mei 2024", "Budi;"), tmp_path / "hasil", told, is_trial=True)
    assert (tally.planned, tally.refused) == (1, 1)
    assert not (tmp_path / "hasil").exists()
    assert [dict(entry.targets) for entry in told.entries] == [{"xlsx": "rhk-ani.xlsx"}, {"xlsx": "rhk-budi.xlsx"}]


def test_batch__of_another_source_in_the_folder_is_refused(tmp_path: Path) -> None:
    file = table(tmp_path, *teachers(["Ani"]))
    run(file, tmp_path / "hasil")
    other = file.rename(tmp_path / "lain.csv")
    with pytest.raises(DeliveryFault) as fault:
        run(other, tmp_path / "hasil")
    assert fault.value.code == "folder-batch-lain"
    assert run(other, tmp_path / "hasil", is_forced=True).unchanged == 1


def test_batch__interrupted_anywhere_ends_in_the_same_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Ani", "Budi", "", "Budi", "Citra", "Dewi", "Eka"]
    run(table(tmp_path, *teachers(names)), tmp_path / "utuh")
    wanted, put = files(tmp_path / "utuh"), Batch._put
    monkeypatch.setattr(running, "_GROUP", 2)
    for when in range(4):
        folder, left = tmp_path / f"putus-{when}", [when]

        def stopped(batch: Batch, group: Any, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            put(batch, group)

        monkeypatch.setattr(Batch, "_put", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "guru.csv", folder)
        assert set(files(folder)) <= set(wanted)
        monkeypatch.setattr(Batch, "_put", put)
        run(tmp_path / "guru.csv", folder)
        assert files(folder) == wanted


def test_batch__a_full_disk_ends_it_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, folder = table(tmp_path, *teachers(["Ani", "Budi", "Citra"])), tmp_path / "hasil"
    monkeypatch.setattr(running, "_GROUP", 1)
    opened, left = os.fdopen, [1]

    def full(handle: int, mode: str) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(handle, mode)

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(DeliveryFault) as fault:
        run(file, folder)
    assert fault.value.code == "hasil-tidak-tertulis"
    assert sorted(files(folder)) == ["rhk-ani.xlsx"]
    monkeypatch.undo()
    assert run(file, folder).made == 2


def test_batch__the_tree_is_the_same_with_two_workers(tmp_path: Path) -> None:
    file = table(tmp_path, "Budi;", *teachers([f"Guru {number % 40}" for number in range(75)]))
    told = Told()
    tally = run(file, tmp_path / "dua", told, workers=2)
    run(file, tmp_path / "nol")
    assert (tally.made, tally.refused, tally.numbered) == (75, 1, 35)
    assert files(tmp_path / "dua") == files(tmp_path / "nol")
    assert [entry.number for entry in told.entries] == list(range(76))


def certificates(file: Path, folder: Path, workers: int = 0, **how: Any) -> dict[str, bytes]:
    """Return the certificates of a table of people, made beside what all of them share, by the names of their files."""
    job = Job(None, "sertifikat", ("pdf",), file.with_name("bersama.yaml"))
    run_batch(job, of_table(file, Station(job)), folder, How(workers, **how), watcher=Told())
    return {found.name: found.read_bytes() for found in folder.glob("*.pdf")}


def people(folder: Path, *names: str) -> Path:
    """Write a table of people, and beside it what their certificates share."""
    shared = (SHIPPED / "samples" / "sertifikat" / "ok-minimal.yaml").read_text(encoding="utf-8")
    (folder / "bersama.yaml").write_text("jenis: sertifikat\njudul:" + shared.partition("judul:")[2], encoding="utf-8")
    rows = [f"{at:04d}/B7;{name};SD {at};{'78' if at % 2 else '92'}" for at, name in enumerate(names, start=1)]
    (folder / "orang.csv").write_text("\n".join(["Nomor;Nama;Unit Kerja;Nilai Akhir", *rows]) + "\n", encoding="utf-8")
    return folder / "orang.csv"


def test_batch__lays_many_certificates_over_a_few_whoever_makes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes by any number of workers, in a run that goes on after another, and of one that is made again. Covers: BAT-04 (workers)."""
    file = people(tmp_path, *(f"Orang {letter}" for letter in "ABCDEFGHIJ"), "Ķārlis", "Orang Z  Ganda")
    plain = certificates(file, tmp_path / "biasa")
    monkeypatch.setattr(running, "_MANY", 12)
    first = certificates(file, tmp_path / "satu")
    assert certificates(file, tmp_path / "dua", workers=2) == first
    assert sum(first[name] == data for name, data in plain.items()) == 2  # what no embedded letter shows, and two blanks: by typst
    for gone in ("sertifikat-orang-a.pdf", "sertifikat-orang-j.pdf"):
        (tmp_path / "dua" / gone).unlink()
    assert certificates(file, tmp_path / "dua") == first
    assert certificates(file, tmp_path / "dua", is_forced=True) == first
