"""A batch runs while five people type and five look on, and a backup is taken meanwhile: all that was answered as saved is there, and everybody's own."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.store.jobs import StoredJob, job_of
from generator.store.uploads import files_of_upload
from generator.store.viewed import ViewedStore, Viewer
from tests.generator.web.test_long_work import done_in, table, tree, until
from tests.program_calls import parts
from tests.served import ROOT
from tests.torture.people import MOST_PING, Sender, Typist, let_in_by_hand, looked_on, pinged, typing
from tests.torture.service_place import ServiceDose, ServicePlace, backed_up_and_restored
from tests.torture.typing_tabs import typing_tabs

_PEOPLE = ("Ani", "Budi", "Citra", "Dewi", "Eko")
_PATIENCE = 900
_MANY = 200
"""From so many rows on five real windows are typed in too."""


def while_typing(place: ServicePlace, dose: ServiceDose, _chance: random.Random, tell: Callable[[str], None]) -> str:
    """Return what is wrong after a batch ran while five typed and five looked on."""
    served = place.started()
    sender = let_in_by_hand(served)
    typists = [Typist(sender, name) for name in _PEOPLE]
    with pinged(served.port) as took, typing(typists), typing_tabs(served, len(_PEOPLE) * (dose.rows >= _MANY)) as tabs:
        begun = time.monotonic()
        job = _batch_begun(place, sender, dose.rows)
        with looked_on(sender, f"/pekerjaan/{job}", len(_PEOPLE)):
            until(lambda: tabs.go_on() or not _job(place, job).is_open, _PATIENCE)
        seconds = time.monotonic() - begun
        fault = tabs.fault()
    fault = fault or _first(typist.fault() for typist in typists) or _other_tree(place, job, dose.rows)
    code = served.stop()
    _tell_saves(tell, f"{dose.rows} baris selagi lima orang mengetik dan lima menonton: {seconds:.0f} s", typists, took)
    return fault or ("" if code == 0 else f"kode {code}") or _slow(took)


def backed_up(place: ServicePlace, dose: ServiceDose, _chance: random.Random, tell: Callable[[str], None]) -> str:
    """Return what is wrong with what was restored of a backup that was taken meanwhile, and with what went on."""
    served = place.started()
    sender = let_in_by_hand(served)
    typists = [Typist(sender, name) for name in _PEOPLE]
    with pinged(served.port) as took, typing(typists):
        job = _batch_begun(place, sender, dose.rows)
        until(lambda: done_in(_results(place, job)) > 0, _PATIENCE)
        uploads = [sender.hand_in("isian.yaml", (ROOT / "samples" / "coaching-rhk" / "ok-minimal.yaml").read_bytes()) for _ in range(3)]
        until(lambda: all(typist.version > 1 for typist in typists), _PATIENCE)
        since = [typist.version for typist in typists]
        begun = time.monotonic()
        restored = backed_up_and_restored(place, place.data.parent)
        seconds = time.monotonic() - begun
        until(lambda: not _job(place, job).is_open, _PATIENCE)
    fault = _first(typist.fault() for typist in typists) or _other_tree(place, job, dose.rows)
    code = served.stop()
    kept = done_in(_results(restored, job))
    fault = fault or _lost(restored, typists, since, uploads) or _other_tree(restored, job, dose.rows)
    _tell_saves(tell, f"cadangan selagi {dose.rows} baris dibuat ({kept} sudah jadi) dan dipulihkan: {seconds:.1f} s", typists, took)
    return fault or ("" if code == 0 else f"kode {code}") or _slow(took)


def _lost(place: ServicePlace, typists: list[Typist], since: list[int], uploads: list[str]) -> str:
    """Return what is missing of all that was answered before a backup began, with a service that goes on from it."""
    served = place.started()
    sender = let_in_by_hand(served)
    fault = _first(typist.fault(sender, version) for typist, version in zip(typists, since, strict=True))
    with place.store() as store:
        until(lambda: all(file.is_done for id_ in uploads for file in files_of_upload(store, id_)), _PATIENCE)
        files = [file for id_ in uploads for file in files_of_upload(store, id_)]
        shas = [one["sha"] for file in files for result in file.results for one in result["berkas"]]
        if len(files) != len(uploads) or len(shas) < len(uploads) or not all(store.path(sha).is_file() for sha in shas):
            fault = fault or "unggahan hilang dari cadangan"
    jobs = sender.asked("/kerja").data.decode()
    until(lambda: not any(_job(place, id_).is_open for id_ in _jobs_in(jobs)), _PATIENCE)
    code = served.stop()
    return fault or ("" if code == 0 else f"kode {code} sesudah dipulihkan")


def _jobs_in(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split("/pekerjaan/")[1:]]


def _batch_begun(place: ServicePlace, sender: Sender, rows: int) -> str:
    """Return the id of a batch that was checked first, as on its page, and runs."""
    guru, shared = table(place.data.parent, rows)
    body, media = parts(("berkas", guru.name, guru.read_bytes()), ("bersama", shared.name, shared.read_bytes()))
    mark = media.partition("boundary=")[2]
    kind = f'--{mark}\r\nContent-Disposition: form-data; name="jenis"\r\n\r\ncoaching-rhk\r\n'.encode()
    job = sender.asked("/kerja", kind + body, media).place.rpartition("/")[2]
    until(lambda: not _job(place, job).is_open, _PATIENCE)
    assert sender.posted(f"/pekerjaan/{job}", aksi="mulai", bentuk="docx").status == 303
    return job


def _job(place: ServicePlace, id_: str) -> StoredJob:
    with place.store() as store:
        found = job_of(ViewedStore(store, Viewer()), id_)
    assert found is not None
    return found


def _results(place: ServicePlace, job: str) -> Path:
    return place.data / "pekerjaan" / job / "hasil"


def _other_tree(place: ServicePlace, job: str, rows: int) -> str:
    """Return how the documents of a batch differ from those that the command makes of the same table."""
    folder = place.data.parent / "perintah"
    if not folder.exists():
        folder.mkdir()
        table(folder, rows)
        command = [sys.executable, "-c", "from borang import main; main()", "batch", "coaching-rhk", "guru.csv", "--with", "bersama.yaml"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BORANG")}
        subprocess.run(
            [*command, "-o", "hasil", "--to", "docx"],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
    wanted, found = tree(folder / "hasil"), tree(_results(place, job))
    different = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if len(wanted) != rows:  # one row is wrong, and there is the workbook of results
        return f"perintahnya membuat {len(wanted)} berkas"
    return f"{len(different)} berkas lain dari perintahnya: {different[:3]}" if different else ""


def _first(faults: Iterable[str]) -> str:
    return next((fault for fault in faults if fault), "")


def _tell_saves(tell: Callable[[str], None], what: str, typists: list[Typist], took: list[float]) -> None:
    saves = sorted(one for typist in typists for one in typist.took)
    ping, p50, p99 = (1000 * times[len(times) * part // 100] for times, part in ((took, 99), (saves, 50), (saves, 99)))
    tell(f"{what}; {len(saves)} simpanan, p50 {p50:.0f} ms, p99 {p99:.0f} ms; /ping p99 {ping:.0f} ms.")


def _slow(took: list[float]) -> str:
    slowest = took[len(took) * 99 // 100]
    return "" if slowest < MOST_PING else f"/ping p99 {slowest:.2f} s"
