"""What waits in the background is done after all when the database was away for a while.

Covers: SAFE-06 (nothing that was handed in is lost).
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from generator.store.engine import opened
from generator.store.trouble import StoreTrouble
from generator.store.uploads import FileToKeep, new_upload, upload_of
from generator.store.viewed import ViewedStore, Viewer
from generator.web import uploading
from generator.web.tasks import FormReport
from generator.web.uploading import UploadWork
from tests.postgres import postgres_server


class DatabaseSwitch:
    """Desks whose database goes away while they work on the first file."""

    count = 2

    def __init__(self, halt: Any) -> None:
        self.halt = halt
        self.asked = 0
        self.is_halted = threading.Event()

    def ask(self, _task: object) -> tuple[FormReport, ...]:
        self.asked += 1
        if self.asked == 1:
            self.halt()
            self.is_halted.set()
        return (FormReport("kak", "", "checked"),)


def test_uploads__are_done_after_the_database_was_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "_IDLE", 0.1)
    tried = _told_when_failed(monkeypatch)
    with postgres_server() as server:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where the log of faults is
        store = opened(tmp_path / "data", server.fresh())
        viewed = ViewedStore(store, Viewer())
        id_ = new_upload(viewed, [FileToKeep("a.yaml", b"a"), FileToKeep("b.yaml", b"b")])
        desks: Any = DatabaseSwitch(server.halt)
        work = UploadWork(store, desks)
        work.begin()
        assert desks.is_halted.wait(60)
        assert tried.wait(60)
        server.start()
        until = time.monotonic() + 60
        upload = upload_of(viewed, id_)
        while upload is not None and not all(file.is_done for file in upload.files) and time.monotonic() < until:
            time.sleep(0.05)
            upload = upload_of(viewed, id_)
        work.end()
        assert upload is not None
        assert [file.results[0]["keadaan"] for file in upload.files] == ["checked", "checked"]
        store.close()
    assert not (tmp_path / "borang-kesalahan.log").exists(), "a database that is away is no defect"


def _told_when_failed(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what is set once a result could not be kept."""
    tried, plain = threading.Event(), uploading.finish

    def finish(*asked: Any) -> None:
        try:
            plain(*asked)
        except StoreTrouble:
            tried.set()
            raise

    monkeypatch.setattr(uploading, "finish", finish)
    return tried
