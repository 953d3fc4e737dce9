"""The service under load and under fire: many uploads at once, documents by the thousand, kills. Every upload right, once, its own; pages answer meanwhile."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

from generator.store.uploads import UploadedFile, files_of_upload
from tests.postgres import PostgresServer
from tests.program_calls import called, key_for
from tests.served import ROOT
from tests.torture.people import MOST_PING, Sender, let_in_by_hand, pinged
from tests.torture.service_place import POSTGRESQL, SQLITE, ServiceDose, ServicePlace, place_at
from tests.torture.typing_trials import backed_up, while_typing

KINDS: Final[tuple[str, ...]] = ("sejajar", "dibunuh", "lama", "mengetik", "cadangan")
SAMPLE: Final = (ROOT / "samples" / "coaching-rhk" / "ok-minimal.yaml").read_text(encoding="utf-8")
NAME: Final = next(line for line in SAMPLE.splitlines() if line.lstrip().startswith("nama:")).partition(":")[2].strip()
MOST_GROWTH: Final = 1.15
"""How much more memory may be held at the end of a long run than after its first quarter."""
_PATIENCE: Final = 900


SMALL: Final = ServiceDose(good=8, damaged=2, bombs=2, bomb=300 * 1024 * 1024, kills=2, documents=0, rows=24)


def faults(
    dose: ServiceDose,
    chance: random.Random,
    tell: Callable[[str], None],
    kinds: Sequence[str] = KINDS,
    server: PostgresServer | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every trial. tell: is given the figures. server: the PostgreSQL it is done on, None for SQLite."""
    work = {"sejajar": _at_once, "dibunuh": _under_fire, "lama": _at_length, "mengetik": while_typing, "cadangan": backed_up}
    database = SQLITE if server is None else POSTGRESQL
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="siksa-") as name:
            place = place_at(Path(name) / "data", server)
            yield f"layanan/{kind}/{database}", work[kind](place, dose, chance, lambda told: tell(f"{database}: {told}"))


# ---- what is handed in, and what came of it


def _form(name: str) -> bytes:
    return SAMPLE.replace(NAME, f'"{name}"').encode("utf-8")


def _bomb(size: int) -> bytes:
    """Return what calls itself a workbook and unpacks to so many bytes."""
    target, block = BytesIO(), b"\0" * (1 << 20)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(size >> 20):
                sheet.write(block)
    return target.getvalue()


def _finished(place: ServicePlace, uploads: Sequence[str]) -> list[UploadedFile]:
    """Return the one file of each upload, once all are done."""
    until = time.monotonic() + _PATIENCE
    with place.store() as store:
        while True:
            files = [file for id_ in uploads for file in files_of_upload(store, id_)]
            if all(file.is_done for file in files):
                return files
            assert time.monotonic() < until, [file.state for file in files]
            time.sleep(0.2)


def _wrong(data: Path, file: UploadedFile, name: str) -> str:
    """Return what is wrong with what came of a file. name: that its document must bear; "" where it can have none."""
    if len(file.results) != 1:
        return f"{len(file.results)} hasil"
    (result,) = file.results
    if not name:
        return "" if result["keadaan"] == "unreadable" and not result["berkas"] else f"{file.name}: {result['keadaan']}"
    sha = next((one["sha"] for one in result["berkas"] if one["bentuk"] == "docx"), "")
    if not sha:
        return f"{name}: {result['keadaan']} {result['galat']}"
    with zipfile.ZipFile(data / "berkas" / sha[:2] / sha) as archive:
        return "" if name in archive.read("word/document.xml").decode() else f"{name}: dokumen orang lain"


def _told(place: ServicePlace, wanted: dict[str, str]) -> str:
    """Return what is wrong with uploads, the name of each's document by its id."""
    files = _finished(place, list(wanted))
    missing = len(wanted) - len(files)
    found = [fault for file in files if (fault := _wrong(place.data, file, wanted[file.upload]))]
    return "; ".join([f"{missing} hilang"] * (missing != 0) + found[:3])


# ---- how it is meanwhile


def _children(process: int) -> list[int]:
    """Return the processes below one, its children's children too."""
    with suppress(OSError):
        found = [int(word) for task in Path(f"/proc/{process}/task").iterdir() for word in (task / "children").read_text().split()]
        return [*found, *(below for one in found for below in _children(one))]
    return []


def _memory(process: int) -> float:
    """Return the memory that a process and those below it hold, in MB, what they share counted once."""
    total = 0
    for one in (process, *_children(process)):
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


# ---- the trials


def _at_once(place: ServicePlace, dose: ServiceDose, chance: random.Random, tell: Callable[[str], None]) -> str:
    """Files handed in all at once under one name, good, cut off and bombs among each other."""
    served = place.started()
    sender, bomb = let_in_by_hand(served), _bomb(dose.bomb)
    sent = [("isian.yaml", _form(f"Guru Ke {at}"), f"Guru Ke {at}") for at in range(1, dose.good + 1)]
    workbook = (ROOT / "samples" / "formulir" / "coaching-rhk.xlsx").read_bytes()
    sent += [("isian.xlsx", workbook[: len(workbook) // (at + 2)], "") for at in range(dose.damaged)]
    sent += [("isian.xlsx", bomb, "")] * dose.bombs
    chance.shuffle(sent)
    begun = time.monotonic()
    with pinged(served.port) as took, ThreadPoolExecutor(len(sent)) as senders:
        ids = list(senders.map(lambda one: sender.hand_in(one[0], one[1]), sent))
        handed_in = time.monotonic() - begun
        fault = _told(place, {id_: name for id_, (_, _, name) in zip(ids, sent, strict=True)})
    slowest = took[len(took) * 99 // 100]
    seconds = time.monotonic() - begun
    tell(
        f"{len(sent)} unggahan sekaligus: diterima {handed_in:.1f} s, selesai {seconds:.1f} s; /ping p50 {took[len(took) // 2] * 1000:.0f} ms, p99 {slowest * 1000:.0f} ms."
    )
    code = served.stop()
    return fault or ("" if code == 0 else f"kode {code}") or ("" if slowest < MOST_PING else f"/ping p99 {slowest:.2f} s")


def _under_fire(place: ServicePlace, dose: ServiceDose, chance: random.Random, tell: Callable[[str], None]) -> str:
    """Server and desks are killed in turn while uploads are worked on: none is lost, none has two results."""
    served, port, wanted = place.started(), 0, dict[str, str]()
    sender = let_in_by_hand(served)
    for round_ in range(dose.kills):
        for at in range(4):
            name = f"Guru {round_} Ke {at}"
            wanted[sender.hand_in("isian.yaml", _form(name))] = name
        time.sleep(chance.uniform(0, 1.5))
        if round_ % 2:
            for desk in _children(served.process.pid)[-1:]:
                with suppress(ProcessLookupError):
                    os.kill(desk, signal.SIGKILL)
        else:
            port = served.port
            served.stop(signal.SIGKILL)
            served = place.started(port)
            sender = Sender(served, sender.cookie)
    fault = _told(place, wanted)
    tell(f"{dose.kills} kali dibunuh: {len(wanted)} unggahan, masing-masing satu hasil{'' if not fault else ': TIDAK'}.")
    code = served.stop()
    return fault or ("" if code == 0 else f"kode {code}")


def _at_length(place: ServicePlace, dose: ServiceDose, _chance: random.Random, tell: Callable[[str], None]) -> str:
    """Documents one after another, two at a time; what server and desks hold in memory stays flat."""
    served = place.started()
    key, path = key_for(place.data, *place.options), "/api/v1/jenis/coaching-rhk/buat?ke=docx"
    held, wrong = list[float](), list[int]()
    begun = time.monotonic()
    with pinged(served.port) as took, ThreadPoolExecutor(2) as senders:
        for at in range(0, dose.documents, 100):
            answers = senders.map(lambda number: called(served, path, _form(f"Guru Ke {number}"), key=key).status, range(at, at + 100))
            wrong += [status for status in answers if status != 201]
            held.append(_memory(served.process.pid))
    seconds = time.monotonic() - begun
    curve = " ".join(f"{one:.0f}" for one in held)
    tell(
        f"{dose.documents} dokumen: {seconds:.0f} s, /ping p99 {took[len(took) * 99 // 100] * 1000:.0f} ms; memori (MB) tiap 100: {curve}."
    )
    served.stop()
    quarter = max(held[: max(1, len(held) // 4)])
    grown = "" if held[-1] < quarter * MOST_GROWTH else f"memori {quarter:.0f} MB menjadi {held[-1]:.0f} MB"
    return grown or (f"{len(wrong)} tidak dibuat: {set(wrong)}" if wrong else "")
