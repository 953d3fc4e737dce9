"""A database or disk that is away, full or busy is told as what it is; what the program does wrong stays a fault of the program.

Covers: SAFE-07 (no traceback for what is not a defect).
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from generator.store.engine import Store, opened
from generator.store.trouble import AWAY, BUSY, FULL, StoreTrouble, trouble_of
from tests.postgres import PostgresServer, postgres_server


def code_of(store: Store, *, writes: bool = True) -> str:
    with pytest.raises(StoreTrouble) as trouble, store.writing() if writes else store.reading() as connection:
        connection.execute(text("CREATE TABLE besar AS SELECT hex(randomblob(90000)) AS isi"))
    return trouble.value.code


@pytest.fixture
def sqlite(tmp_path: Path) -> Any:
    with closing(opened(tmp_path / "data")) as made:
        yield made


def pragma(store: Store, said: str) -> None:
    store.engine.dispose()
    event.listen(store.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {said}"))


def test_sqlite__that_somebody_else_writes_is_busy_and_free_again_afterwards(sqlite: Store) -> None:
    pragma(sqlite, "busy_timeout = 20")
    with closing(sqlite3.connect(sqlite.folder / "borang.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(sqlite) == BUSY
        other.rollback()
    with sqlite.writing() as connection:
        connection.execute(text("CREATE TABLE lain (satu INTEGER)"))


def test_sqlite__that_has_no_room_is_full(sqlite: Store) -> None:
    pragma(sqlite, "max_page_count = 1")  # not less than it has now
    assert code_of(sqlite) == FULL


def test_postgresql__that_is_halted_is_away_and_there_again_with_the_same_store(tmp_path: Path) -> None:
    with postgres_server() as server, closing(opened(tmp_path / "data", server.fresh())) as store:
        server.halt()
        assert code_of(store, writes=False) == AWAY
        server.start()
        with store.reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1


def test_postgresql__whose_writer_takes_too_long_is_busy(tmp_path: Path, postgres: PostgresServer) -> None:
    def wait(store: Store) -> None:
        with store.reading() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(87100001)"))

    with closing(opened(tmp_path / "data", postgres.fresh())) as store, store.writing():
        with pytest.raises(StoreTrouble) as trouble:
            wait(store)
        assert trouble.value.code == BUSY


def test_disk__that_is_full_keeps_no_half_of_a_file(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, data: bytes) -> None:
        with file.open("wb") as half:
            half.write(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreTrouble) as trouble:
        sqlite.keep(b"isi")
    assert trouble.value.code == FULL
    assert list(sqlite.kept()) == []


def test_program__that_asks_for_what_is_not_there_is_at_fault(store: Store) -> None:
    with pytest.raises(DBAPIError) as error, store.reading() as connection:
        connection.execute(text("SELECT tidak_ada FROM tidak_ada"))
    assert trouble_of(error.value) is None
    assert trouble_of(OSError(errno.ENOENT, "x")) is None
    assert trouble_of(ValueError("x")) is None
