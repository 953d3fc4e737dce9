"""The threads that see to uploads go on, whatever one of them does."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, cast

from generator.store.engine import opened
from generator.store.uploads import FileToKeep, new_upload, upload_of
from generator.store.viewed import ViewedStore, Viewer
from generator.web.desks import Desks
from generator.web.uploading import UploadWork


class _BrokenDesks:
    """Desks with a fault of the program."""

    count = 2

    def ask(self, task: Any) -> Any:
        """Fail."""
        raise RuntimeError("rahasia")


def test_uploads__a_fault_of_the_program_is_told_of_its_file_and_the_next_one_has_its_turn(tmp_path: Path) -> None:
    store = opened(tmp_path / "data")
    viewed = ViewedStore(store, Viewer())
    work = UploadWork(store, cast(Desks, _BrokenDesks()))
    id_ = new_upload(viewed, [FileToKeep("a.yaml", b"a"), FileToKeep("b.yaml", b"b")])
    work.begin()
    until = time.monotonic() + 20
    while time.monotonic() < until and not all(file.is_done for file in _files(viewed, id_)):
        time.sleep(0.02)
    work.end()
    told = [file.results[0]["galat"] for file in _files(viewed, id_)]
    store.close()
    assert len(told) == 2
    assert all(sentence.startswith("Terjadi kesalahan program (rujukan ") and "rahasia" not in sentence for sentence in told)


def _files(viewed: ViewedStore, id_: str) -> Any:
    upload = upload_of(viewed, id_)
    assert upload is not None
    return upload.files
