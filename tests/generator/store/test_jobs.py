"""A job is done once, by one worker at a time; one that says nothing more loses it, and can no longer finish it.

Covers: SAFE-06 (results of jobs are removed after 7 days).
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter

import pytest
from sqlalchemy import update

from generator.store import jobs
from generator.store.cleanup import clean
from generator.store.engine import Store
from generator.store.jobs import JobState
from generator.store.progress import JobProgress
from generator.store.tables import JOBS
from generator.store.viewed import ViewedStore, Viewer

KINDS = ("massal",)


@pytest.fixture
def viewed(store: Store) -> ViewedStore:
    return ViewedStore(store, Viewer())


def asked(viewed: ViewedStore, purpose: str = "massal") -> str:
    return jobs.new_job(viewed, purpose, "kak", {"berkas": []}, title="Judul")


def test_jobs__of_many_that_ask_each_gets_its_own_and_each_job_is_done_once(
    store: Store, viewed: ViewedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_OPEN", 1000)
    wanted = {asked(viewed) for _ in range(60)}
    done: list[str] = []

    def work() -> None:
        while (job := jobs.claimed_job(store, KINDS)) is not None:
            assert jobs.finish_job(store, job, JobState.DONE, {})
            done.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(done) == Counter(wanted)


def test_job__is_lent_to_another_when_its_worker_says_nothing_and_the_first_cannot_finish_it(store: Store, viewed: ViewedStore) -> None:
    asked(viewed)
    first = jobs.claimed_job(store, KINDS, lease=0.05)
    assert first is not None
    until, second = time.monotonic() + 20, None
    while second is None and time.monotonic() < until:
        second = jobs.claimed_job(store, KINDS)
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    assert not jobs.renewed(store, first, JobProgress("membuat", 9, 9))
    assert not jobs.finish_job(store, first, JobState.DONE, {"dari": "yang pertama"})
    assert jobs.renewed(store, second, JobProgress("membuat", 9, 4, 1, "2026-01-01T00:00:00+00:00"))
    there = jobs.job_of(viewed, second.id)
    assert there is not None
    assert (there.stage, there.total, there.done, there.refused) == ("membuat", 9, 4, 1)
    assert jobs.finish_job(store, second, JobState.DONE, {"dari": "yang kedua"})
    there = jobs.job_of(viewed, second.id)
    assert there is not None
    assert (there.state, there.result) == (JobState.DONE, {"dari": "yang kedua"})


def test_job__that_is_renewed_stays_with_its_worker_and_of_another_kind_is_left_alone(store: Store, viewed: ViewedStore) -> None:
    asked(viewed)
    asked(viewed, "rekap")
    held = jobs.claimed_job(store, KINDS)
    assert held is not None
    assert jobs.claimed_job(store, KINDS) is None
    assert jobs.renewed(store, held, JobProgress())
    other = jobs.claimed_job(store, ("rekap",))
    assert other is not None
    assert other.purpose == "rekap"


def test_cancel__takes_a_job_from_its_worker_and_it_waits_again_when_told(store: Store, viewed: ViewedStore) -> None:
    id_ = asked(viewed)
    assert not jobs.wait_again(viewed, id_), "it waits already"
    held = jobs.claimed_job(store, KINDS)
    assert held is not None
    jobs.cancel(viewed, id_)
    assert not jobs.renewed(store, held, JobProgress())
    assert not jobs.finish_job(store, held, JobState.DONE, {})
    assert jobs.claimed_job(store, KINDS) is None
    assert jobs.wait_again(viewed, id_, purpose="rekap", content={"berkas": [], "pola": "x"})
    again = jobs.claimed_job(store, ("rekap",))
    assert again is not None
    assert (again.id, again.content["pola"]) == (id_, "x")


def test_jobs__are_seen_changed_and_removed_by_their_own_institution_alone(store: Store) -> None:
    own, other = ViewedStore(store, Viewer("sekolah-a")), ViewedStore(store, Viewer("sekolah-b", below=("sekolah-a",)))
    id_ = asked(own)
    jobs.cancel(other, id_)
    job = jobs.job_of(own, id_)
    assert job is not None
    assert job.state is JobState.WAITING
    jobs.cancel(own, id_)
    assert not jobs.wait_again(other, id_)
    jobs.remove_job(other, id_)
    assert jobs.job_of(other, id_) is None
    assert jobs.jobs(other) == []
    assert [one.id for one in jobs.jobs(own)] == [id_]
    jobs.remove_job(own, id_)
    assert jobs.jobs(own) == []


def test_jobs__too_many_open_ones_are_not_taken(viewed: ViewedStore) -> None:
    for _ in range(jobs.MOST_OPEN):
        asked(viewed)
    with pytest.raises(jobs.TooManyJobs):
        asked(viewed)


def test_clean__a_job_is_gone_after_its_days_with_its_folder_and_bytes(store: Store, viewed: ViewedStore) -> None:
    sha, kept = store.keep(b"tabel"), store.keep(b"tabel lain")
    old = jobs.new_job(viewed, "massal", "kak", {"berkas": [{"nama": "a.csv", "sha": sha}]})
    young = jobs.new_job(viewed, "massal", "kak", {"berkas": [{"nama": "b.csv", "sha": kept}]})
    for id_ in (old, young, "yatim"):
        folder = jobs.job_folder(store, id_)
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    for digest in (sha, kept):
        os.utime(store.path(digest), (0, 0))
    with store.writing() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == old).values(hapus_pada="2020-01-01T00:00:00+00:00"))
    clean(store)
    assert [one.id for one in jobs.jobs(viewed)] == [young]
    assert sorted(one.name for one in (store.folder / "pekerjaan").iterdir()) == [young]
    assert not store.path(sha).exists()
    assert store.path(kept).exists()
