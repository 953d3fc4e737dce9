"""`borang akun`: the first one who manages, before there is any page to do it in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.store.accounts import institutions, people, person_named, viewer_of
from generator.store.drafts import drafts, new_draft
from generator.store.engine import opened
from generator.store.sessions import let_in, whose
from generator.store.viewed import ViewedStore, Viewer
from generator.web.passwords import is_right
from tests.pages import ROOT

GOOD = "kuda baterai pohon jepit"


def account(data: Path, *words: str, password: str = GOOD) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from borang import main; main()", "akun", *words, "--data", str(data)]
    return subprocess.run(command, input=f"{password}\n", capture_output=True, text=True, cwd=ROOT, check=False)


def test_account__of_the_first_manager_a_school_and_a_new_password(tmp_path: Path) -> None:
    made = account(tmp_path, "baru", "Siti.R", "--peran", "pengelola", "--lembaga", "Balai Contoh")
    assert (made.returncode, made.stdout) == (0, "siti.r: pengelola di Balai Contoh.\n"), made.stderr
    assert account(tmp_path, "baru", "ani", "--peran", "sekolah", "--lembaga", "SMP A").returncode == 0
    store = opened(tmp_path)
    office, school = institutions(store)
    assert (school.name, school.parent) == ("SMP A", office.id)
    first = person_named(store, "siti.r")
    assert first is not None
    assert is_right(first.password, GOOD)
    key = let_in(store, first.id)
    assert account(tmp_path, "sandi", "siti.r", password="meja hijau tujuh awan").returncode == 0
    changed = person_named(store, "siti.r")
    assert changed is not None
    assert is_right(changed.password, "meja hijau tujuh awan")
    assert whose(store, key) is None
    assert [one.login for one in people(store)] == ["ani", "siti.r"]
    store.close()


def test_account__takes_over_what_was_made_without_one(tmp_path: Path) -> None:
    store = opened(tmp_path)
    draft = new_draft(ViewedStore(store, Viewer()), "kak", "Judul", {"judul": "Judul"})
    made = account(tmp_path, "baru", "kelola", "--peran", "pengelola", "--ambil-isian-lama")
    assert made.stdout.splitlines()[-1] == "1 isian, dokumen, dan unggahan lama menjadi milik Balai."
    viewer = viewer_of(store, people(store)[0].id)
    assert viewer is not None
    assert drafts(ViewedStore(store, viewer)) == [draft]
    assert drafts(ViewedStore(store, Viewer())) == []
    assert account(tmp_path, "baru", "lain", "--peran", "staf", "--ambil-isian-lama").returncode == 2
    store.close()


def test_account__what_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert account(tmp_path, "baru", "ani", "--peran", "staf").returncode == 0
    for words, password, said in (
        (("baru", "ani", "--peran", "staf"), GOOD, "sudah dipakai"),
        (("baru", "budi", "--peran", "staf"), "pendek", "paling pendek 10 huruf"),
        (("baru", "budi", "--peran", "sekolah"), GOOD, "Sebut sekolahnya"),
        (("sandi", "entah"), GOOD, "Tidak ada pengguna"),
    ):
        refused = account(tmp_path, *words, password=password)
        assert refused.returncode == 2
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
