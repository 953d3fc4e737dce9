"""One service at a time works on a folder and its database, on both kinds; who ends, however, leaves it to the next at once.

Covers: BAT-03 (what was in hand is gone on with), SAFE-06 (nothing is done by two).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from generator.store import jobs, uploads
from generator.store.alone import ServiceRunsAlready, SoleUse
from generator.store.engine import Store, opened
from generator.store.jobs import JobState
from generator.store.trouble import StoreTrouble
from generator.store.uploads import FileToKeep
from generator.store.viewed import ViewedStore, Viewer
from generator.web.lone import LoneWatch
from tests.postgres import PostgresServer, postgres_server
from tests.served import ROOT

HOLDING = """
import os, signal, sys
from pathlib import Path
from generator.store.alone import SoleUse
from generator.store.engine import opened
held = SoleUse(opened(Path(sys.argv[1]), sys.argv[2]))
print("ada", flush=True)
sys.stdin.read()
"""


def test_folder__is_used_by_one_service_alone(store: Store, database: str) -> None:
    held = SoleUse(store)
    again = opened(store.folder, database)
    with pytest.raises(ServiceRunsAlready) as refused:
        SoleUse(again)
    assert refused.value.code == "layanan-sudah-berjalan"
    held.close()
    SoleUse(again).close()
    again.close()


def test_database__is_used_by_one_service_alone_also_from_another_folder(tmp_path: Path, postgres: PostgresServer) -> None:
    url = postgres.fresh()
    first, second, other = opened(tmp_path / "a", url), opened(tmp_path / "b", url), opened(tmp_path / "c", postgres.fresh())
    held = SoleUse(first)
    with pytest.raises(ServiceRunsAlready):
        SoleUse(second, patience=0)
    SoleUse(other).close()  # another schema is another service's
    held.close()
    SoleUse(second, patience=0).close()
    for store in (first, second, other):
        store.close()


def test_service__that_was_killed_leaves_all_to_the_next_at_once(store: Store, database: str) -> None:
    viewed = ViewedStore(store, Viewer())
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(store.folder), database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"ada\n"
    with pytest.raises(ServiceRunsAlready):
        SoleUse(store, patience=0)
    id_ = jobs.new_job(viewed, "massal", "kak", {"berkas": []})
    uploads.new_upload(viewed, [FileToKeep("a.yaml", b"a")])
    assert jobs.claimed_job(store, ("massal",)) is not None
    assert uploads.claimed(store) is not None
    process.kill()
    process.wait()
    begun = time.monotonic()
    held = SoleUse(store)
    jobs.give_all_back(store)
    uploads.let_go(store)
    again = jobs.claimed_job(store, ("massal",))
    assert time.monotonic() - begun < jobs.LEASE / 2
    assert again is not None
    assert (again.id, again.state) == (id_, JobState.RUNNING)
    assert uploads.claimed(store) is not None
    held.close()
    process.stdin.close()
    process.stdout.close()


def test_watch__waits_for_a_database_that_is_away_and_gives_up_where_another_has_it(tmp_path: Path) -> None:
    said: list[str] = []
    given_up: list[int] = []
    with postgres_server() as server:
        url = server.fresh()
        store, other = opened(tmp_path / "a", url), opened(tmp_path / "b", url)
        watch = LoneWatch(SoleUse(store), lambda: given_up.append(1), said.append, each=0.05)
        watch.begin()
        server.halt()
        _until(lambda: len(said) == 1)
        with pytest.raises(StoreTrouble), store.reading() as connection:
            connection.execute(text("SELECT 1"))
        server.start()
        _until(lambda: len(said) == 2)
        assert [line.split()[3] for line in said] == ["tidak", "lagi."]
        assert given_up == []
        with pytest.raises(ServiceRunsAlready):  # it has its lock again
            SoleUse(other, patience=0)
        with store.reading() as connection:
            connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
            held = SoleUse(other, patience=10)
        _until(lambda: bool(given_up))
        watch.end()
        held.close()
        store.close()
        other.close()


def _until(condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
