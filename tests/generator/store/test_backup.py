"""A backup holds all that there was at one moment, and comes back as it was or not at all.

Covers: SAFE-06 (nothing that was kept is lost; what was deleted does not live on in the backup).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from generator.errors import BorangError
from generator.store import drafts
from generator.store.backup import BackupTally, back_up, restore
from generator.store.cleanup import missing_bytes
from generator.store.engine import opened
from generator.store.viewed import ViewedStore, Viewer
from tests.pages import run

SECRET = "-----BEGIN PRIVATE KEY-----\nrahasia\n-----END PRIVATE KEY-----\n"


def filled(folder: Path) -> drafts.Draft:
    """Fill a store: a draft with a picture, an institution's folder with a key and a register."""
    store = opened(folder)
    viewed = ViewedStore(store, Viewer())
    draft = drafts.new_draft(viewed, "kak", "Judul", {"judul": "Judul"})
    drafts.add_picture(viewed, draft.id, "foto.png", b"foto")
    store.close()
    own = folder / "lembaga" / "x"
    own.mkdir(parents=True)
    (own / "institusi.yaml").write_text("nama: Balai\n")
    (own / "kunci-privat.pem").write_text(SECRET)
    with sqlite3.connect(own / "register.sqlite") as connection:
        connection.execute("CREATE TABLE nomor (urut)")
        connection.execute("INSERT INTO nomor VALUES (7)")
    connection.close()
    return draft


def test_backup__of_a_running_service_comes_back_as_it_was(tmp_path: Path) -> None:
    draft = filled(tmp_path / "data")
    running = opened(tmp_path / "data")
    with running.writing() as connection:  # a writer in the middle is no hindrance, and nothing of it is in the backup
        connection.exec_driver_sql("UPDATE draf SET judul = 'belum selesai'")
        assert back_up(tmp_path / "data", tmp_path / "cadangan") == BackupTally(copied=3, secrets=1)
    running.close()
    assert restore(tmp_path / "cadangan", tmp_path / "pulih") == 4
    store = opened(tmp_path / "pulih")
    viewed = ViewedStore(store, Viewer())
    assert drafts.draft_of(viewed, draft.id) == draft
    assert store.path(drafts.pictures(viewed, draft.id)["foto.png"]).read_bytes() == b"foto"
    assert missing_bytes(store) == 0
    store.close()
    own = tmp_path / "pulih" / "lembaga" / "x"
    connection_ = sqlite3.connect(own / "register.sqlite")
    assert connection_.execute("SELECT urut FROM nomor").fetchall() == [(7,)]
    connection_.close()
    assert not (own / "kunci-privat.pem").exists()


def test_backup__again_copies_what_is_new_and_drops_what_is_gone(tmp_path: Path) -> None:
    draft, data, target = filled(tmp_path / "data"), tmp_path / "data", tmp_path / "cadangan"
    back_up(data, target)
    store = opened(data)
    old = store.path(drafts.pictures(ViewedStore(store, Viewer()), draft.id)["foto.png"])
    drafts.add_picture(ViewedStore(store, Viewer()), draft.id, "lain.png", b"lain")
    store.close()
    old.unlink()
    assert back_up(data, target) == BackupTally(copied=1, kept=2, removed=1, secrets=1)
    assert not (target / old.relative_to(data)).exists()
    assert back_up(data, target, with_secrets=True) == BackupTally(copied=1, kept=3)
    assert (target / "lembaga" / "x" / "kunci-privat.pem").read_text() == SECRET


def test_backup__that_was_ended_in_the_middle_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, data, target = filled(tmp_path / "data"), tmp_path / "data", tmp_path / "cadangan"
    back_up(data, target)
    store = opened(data)
    drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "Lain"}, version=1, title="Lain")
    store.keep(b"baru")
    store.close()

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfile", broken)
        with pytest.raises(BorangError) as fault:
            back_up(data, target)
    assert fault.value.code == "cadangan-gagal"
    restore(target, tmp_path / "pulih")
    again = opened(tmp_path / "pulih")
    assert drafts.draft_of(ViewedStore(again, Viewer()), draft.id) == draft
    again.close()
    back_up(data, target)
    assert not [file for file in target.rglob(".*") if file.is_file()]


@pytest.mark.parametrize("damaged", ["berkas", "borang.sqlite"])
def test_restore__of_a_damaged_backup_leaves_nothing_behind(tmp_path: Path, damaged: str) -> None:
    filled(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "cadangan")
    file = next(
        one for one in (tmp_path / "cadangan").rglob("*") if one.is_file() and damaged in one.parts[-3:] and "lembaga" not in one.parts
    )
    data = bytearray(file.read_bytes())
    data[-3:] = b"xxx"
    file.write_bytes(data if damaged == "berkas" else b"x" * 5000)
    with pytest.raises(BorangError):
        restore(tmp_path / "cadangan", tmp_path / "pulih")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cadangan", "data"]


def test_restore__never_writes_over_what_is_there(tmp_path: Path) -> None:
    filled(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "cadangan")
    for source, code in ((tmp_path / "cadangan", "folder-data-berisi"), (tmp_path / "data", "bukan-cadangan")):
        with pytest.raises(BorangError) as fault:
            restore(source, tmp_path / "data")
        assert fault.value.code == code


@pytest.mark.parametrize(("data", "target"), [("data", "data/cadangan"), ("data", "data"), ("data", ".")])
def test_backup__into_its_own_folder_is_refused(tmp_path: Path, data: str, target: str) -> None:
    filled(tmp_path / data)
    with pytest.raises(BorangError) as fault:
        back_up(tmp_path / data, tmp_path / target)
    assert fault.value.code == "cadangan-di-folder-data"


def test_commands__say_what_they_copied_and_what_they_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "data")
    code, told = run(f"borang cadangkan {tmp_path / 'cadangan'} --data {tmp_path / 'data'}", monkeypatch)
    assert code == 0
    assert told[-2:] == [
        "Basis data disalin; 3 berkas baru, 0 sudah ada, 0 yang tidak dipakai lagi dihapus.",
        "1 kunci privat tidak ikut (--dengan-kunci untuk menyertakannya).",
    ]
    code, told = run(f"borang pulihkan {tmp_path / 'cadangan'} --data {tmp_path / 'pulih'}", monkeypatch)
    assert (code, told[-1]) == (0, "4 berkas dipulihkan, semuanya utuh.")
