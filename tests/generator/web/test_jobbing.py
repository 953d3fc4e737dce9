"""Long work is told as it ends, whatever its child process does; an archive is sent while it is read."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from generator.store.engine import opened
from generator.store.jobs import JobState, StoredJob, job_of, new_job
from generator.store.viewed import ViewedStore, Viewer
from generator.web import jobbing
from generator.web.desk import DeskStart
from generator.web.job_child import TRIAL
from generator.web.jobbing import JobWork
from generator.web.zipping import zip_stream


def dies(_pipe: Any, _order: Any) -> None:
    """Be a child that ends without a word."""
    os._exit(9)


def ended(folder: Path, table: bytes) -> StoredJob:
    """Return a job once it has ended: the table of teachers that is to be checked."""
    store = opened(folder / "data")
    viewed = ViewedStore(store, Viewer())
    content = {"berkas": [{"nama": "guru.csv", "sha": store.keep(table), "guna": "sumber"}], "bentuk": [], "pola": ""}
    id_ = new_job(viewed, TRIAL, "coaching-rhk", content)
    work = JobWork(store, DeskStart(None, folder / "-"))
    work.begin()
    until = time.monotonic() + 60
    while (job := job_of(viewed, id_)) is not None and job.is_open and time.monotonic() < until:
        time.sleep(0.02)
    work.end()
    store.close()
    assert job is not None
    return job


def test_job__whose_child_always_dies_is_given_up_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobbing, "do_job", dies)
    job = ended(tmp_path, b"Nama Guru\nAni\n")
    assert (job.state, job.attempts) == (JobState.FAILED, 5)
    assert job.result == {"galat": "Prosesnya terhenti berkali-kali, mungkin karena kehabisan memori."}


def test_job__of_a_table_that_cannot_be_read_says_so_without_our_folder(tmp_path: Path) -> None:
    job = ended(tmp_path, b"Cuaca;Warna\ncerah;biru\n")
    told = str(job.result)
    assert job.result.get("galat") or job.result["terhenti"], told
    assert str(tmp_path) not in told


def test_archive__is_sent_in_pieces_and_leaves_out_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "besar").write_bytes(os.urandom(1_000_000))
    (tmp_path / "kecil").write_bytes(b"kecil")
    parts = list(zip_stream([("besar é.pdf", tmp_path / "besar"), ("hilang.pdf", tmp_path / "hilang"), ("kecil.pdf", tmp_path / "kecil")]))
    assert max(map(len, parts)) < 600_000
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "besar é.pdf": (tmp_path / "besar").read_bytes(),
            "kecil.pdf": b"kecil",
        }
