"""Work shared out to a dask.distributed cluster: the same answers, and a worker that dies loses nothing. BAT-05."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.batch import premises
from generator.batch import run as running
from generator.batch.pieces import BatchTask, Job
from generator.batch.source import of_table
from generator.batch.station import Station
from generator.cluster import ClusterTeam
from generator.errors import BorangError, UsageFault
from generator.pool import Crew, Lost
from tests.generator.batch.batches import Told, files, run, table, teachers
from tests.generator.test_pool import SMALL, begin, chunks, doubled

pytestmark = pytest.mark.xdist_group("gugus")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60) as local,
    ):
        yield local


def team(cluster: Any, *arguments: Any, begin: Any = begin) -> ClusterTeam:
    return ClusterTeam(cluster.scheduler_address, Crew(1, begin, arguments, SMALL))


def killing(pieces: Sequence[int]) -> Iterator[int]:
    """Twice each number; 13 kills the whole worker of the cluster each time, not only its child."""
    for piece in pieces:
        if piece == 13:
            os.kill(_of_cluster(), signal.SIGKILL)
            os._exit(1)
        yield 2 * piece


def _of_cluster() -> int:
    """Return the process of the worker: the first above this one that is no server of children."""
    import psutil

    return next(one.pid for one in psutil.Process().parents() if "forkserver" not in " ".join(one.cmdline()))


def refusing() -> None:
    raise BorangError("Berbeda.", code="pekerja-gugus-lain")


def test_cluster__answers_as_a_pool_does(cluster: Any, tmp_path: Path) -> None:
    with team(cluster, str(tmp_path)) as workers:
        assert workers.count == 2
        assert dict(workers.share(doubled, chunks(*range(20), size=6))) == {**{n: 2 * n for n in range(20)}, 13: Lost(is_late=False)}
        assert dict(workers.share(doubled, chunks(1, 2))) == {1: 2, 2: 4}


def test_cluster__what_a_worker_says_before_it_begins_is_told(cluster: Any) -> None:
    with team(cluster, begin=refusing) as workers, pytest.raises(BorangError, match="Berbeda"):
        list(workers.share(doubled, chunks(1)))


NAMES = [f"Guru {number}" for number in range(30)]


def test_cluster__makes_the_files_that_are_made_here(cluster: Any, tmp_path: Path) -> None:
    """Thirty documents and one refused, to the last byte, the result workbook too; run again here, nothing is left to make."""
    file = table(tmp_path, ";Mei 2024", *teachers(NAMES))
    run(file, tmp_path / "sini")
    tally = run(file, tmp_path / "gugus", cluster=cluster.scheduler_address)
    assert (tally.made, tally.refused) == (30, 1)
    assert files(tmp_path / "gugus") == files(tmp_path / "sini")
    assert run(file, tmp_path / "gugus").unchanged == 30


class Killer(Told):
    """Kills one of the cluster's workers when some documents are in place, and no sooner."""

    def __init__(self, pids: list[int]) -> None:
        super().__init__()
        self.pids = pids

    def goes_on(self, done: int) -> None:
        super().goes_on(done)
        if self.stages[-1][0] == "membuat" and self.pids:
            os.kill(self.pids.pop(), signal.SIGKILL)


def test_cluster__a_worker_killed_in_the_middle_loses_nothing(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_FAR_CHUNK", 4)
    monkeypatch.setattr(running, "_GROUP", 4)
    file = table(tmp_path, *teachers(NAMES))
    run(file, tmp_path / "sini")
    killer = Killer([nanny.pid for nanny in list(cluster.workers.values())[:1]])
    assert run(file, tmp_path / "gugus", killer, cluster=cluster.scheduler_address).made == 30
    assert not killer.pids
    assert files(tmp_path / "gugus") == files(tmp_path / "sini")


def test_cluster__that_has_other_specs_makes_nothing(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = table(tmp_path, *teachers(["Ani"]))
    there = premises.premises
    monkeypatch.setattr(premises, "premises", lambda job: {**there(job), "lxml": "1.0", str(job.shared): "lain"})
    with pytest.raises(BorangError, match=f"berbeda: lxml, {file.with_name('bersama.yaml')}") as fault:
        run(file, tmp_path / "hasil", cluster=cluster.scheduler_address)
    assert fault.value.code == "pekerja-gugus-lain"
    assert files(tmp_path / "hasil") == {}


def test_cluster__never_makes_a_document_of_other_files(tmp_path: Path) -> None:
    """The worker finds another letterhead beside the table than the computer that named the documents."""
    file = table(tmp_path, *teachers(["Ani"]))
    job = Job(None, "coaching-rhk", ("xlsx",), file.with_name("bersama.yaml"))
    here = Station(job)
    unit = of_table(file, here).unit(0)
    [known] = here.surveyed(unit)
    task = BatchTask("rhk-ani", unit, known.mark, known.targets, known.digest)
    assert not isinstance(here.made(task), BorangError)
    (tmp_path / "institusi.yaml").write_text("nama: Dinas Lain\n", encoding="utf-8")
    with pytest.raises(BorangError) as fault:
        Station(job).made(task)
    assert fault.value.code == "bahan-pekerja-lain"


def test_cluster__that_cannot_be_reached_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cluster._CONNECTING", 0.3)
    file = table(tmp_path, *teachers(["Ani"]))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(BorangError) as fault:
            run(file, tmp_path / "hasil", cluster=f"tcp://127.0.0.1:{free.getsockname()[1]}")
    assert fault.value.code == "gugus-tidak-terhubung"
    assert not (tmp_path / "hasil").exists()


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://10.0.0.5", "tcp://:8786"])
def test_cluster__an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageFault):
        ClusterTeam(address, Crew(1, begin))


def test_cluster__without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BorangError, match=r"pip install borang\[gugus\]") as fault, ClusterTeam("tcp://127.0.0.1:1", Crew(1, begin)):
        pass
    assert fault.value.code == "pustaka-tidak-ada"


def test_cluster__a_worker_killed_each_time_costs_the_piece_that_kills_it(cluster: Any) -> None:
    with team(cluster) as workers:
        assert dict(workers.share(killing, chunks(*range(10, 16), size=6))) == {
            **{n: 2 * n for n in range(10, 16)},
            13: Lost(is_late=False),
        }
