"""A campaign: mutants in processes of a hundred, each watched, each judged; the figures by kind of damage."""

from __future__ import annotations

import contextlib
import json
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from tests.torture.mutant import Mutant, Seen, judge

ROOT = Path(__file__).resolve().parents[2]
BATCH = 100
PATIENCE = 120.0  # seconds without a word from a process before it is ended: what waits for something costs no work


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mutant came to. fault: "" when the program did right."""

    mutant: Mutant
    seen: Seen
    fault: str


def campaign(mutants: Iterable[Mutant], *, workers: int = 2, plant: str = "") -> Generator[Verdict]:
    """Yield the verdict on every mutant. plant: the name of a fault planted in the program (see `plant`)."""
    batches = queue.SimpleQueue[list[Mutant] | None]()
    verdicts = queue.SimpleQueue[Verdict | None]()
    is_over = threading.Event()

    def work() -> None:
        while (batch := batches.get()) is not None and not is_over.is_set():
            with contextlib.closing(_batch(batch, plant)) as judged:
                for verdict in judged:
                    verdicts.put(verdict)
                    if is_over.is_set():
                        break
        verdicts.put(None)

    held = list(mutants)
    for start in range(0, len(held), BATCH):
        batches.put(held[start : start + BATCH])
    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        batches.put(None)
        thread.start()
    try:
        for _ in threads:
            while (verdict := verdicts.get()) is not None:
                yield verdict
    finally:
        is_over.set()  # who has seen enough need not wait for the rest


def _batch(batch: Sequence[Mutant], plant: str) -> Generator[Verdict]:
    """Yield the verdicts on one batch; a process that hangs or dies costs the mutant it was at, the rest goes to a new one."""
    left = list(batch)
    while left:
        done = 0
        with contextlib.closing(_process(left, plant)) as shown:
            for seen in shown:
                yield Verdict(left[done], seen, judge(left[done], seen))
                done += 1
        if done < len(left):
            lost = Seen(-9, "proses berakhir atau tidak menjawab", PATIENCE)
            yield Verdict(left[done], lost, judge(left[done], lost))
            done += 1
        left = left[done:]


def planted(mutants: Mapping[str, Sequence[Mutant]]) -> dict[str, list[Verdict]]:
    """Return the verdicts on the mutants of each planted fault, each fault in a fork of one process."""
    jobs = [(name, [_job(mutant) for mutant in held]) for name, held in mutants.items()]
    with contextlib.closing(_shown(jobs, "*")) as shown:
        found: dict[str, list[Verdict]] = {}
        for name, held in mutants.items():
            seen = list(islice(shown, len(held)))
            assert len(seen) == len(held), f"{name}: proses berakhir"
            found[name] = [Verdict(mutant, one, judge(mutant, one)) for mutant, one in zip(held, seen, strict=True)]
        return found


def _job(mutant: Mutant) -> tuple[Mapping[str, bytes], tuple[str, ...], tuple[str, ...]]:
    return mutant.files, mutant.command, mutant.first


def _process(mutants: Sequence[Mutant], plant: str) -> Generator[Seen]:
    yield from _shown([_job(mutant) for mutant in mutants], plant)


def _shown(given: object, plant: str) -> Generator[Seen]:
    with tempfile.NamedTemporaryFile(suffix=".pickle") as jobs:
        pickle.dump(given, jobs)
        jobs.flush()
        command = [sys.executable, "-m", "tests.torture.process", jobs.name, plant]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        alarm = threading.Timer(PATIENCE, process.kill)
        try:
            alarm.start()
            for line in process.stdout:
                alarm.cancel()
                told = json.loads(line)
                yield Seen(**{**told, "findings": tuple(told["findings"])})
                alarm = threading.Timer(PATIENCE, process.kill)
                alarm.start()
        finally:
            alarm.cancel()
            process.kill()
            process.wait()
            process.stdout.close()


def figures(verdicts: Sequence[Verdict]) -> str:
    """Return the campaign as a Markdown table: per kind of damage how many, how many touch what is read, how many faults."""
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        count = counts.setdefault(verdict.mutant.kind, Counter())
        count["all"] += 1
        count["read"] += verdict.mutant.is_read
        count["refused"] += verdict.seen.exit_code != 0
        count["fault"] += bool(verdict.fault)
    lines = ["| kerusakan | masukan | mengenai yang dibaca | ditolak | salah |", "|---|---|---|---|---|"]
    rows = [*sorted(counts.items()), ("semua", sum(counts.values(), Counter[str]()))]
    lines += [f"| {kind} | {c['all']} | {c['read']} | {c['refused']} | {c['fault']} |" for kind, c in rows]
    slowest = max((verdict.seen.seconds for verdict in verdicts), default=0)
    largest = max((verdict.seen.megabytes for verdict in verdicts), default=0)
    return "\n".join([*lines, "", f"Terlama: {slowest:.1f} detik. Memori terbanyak: {largest:.0f} MB."])


def as_line(seen: Seen) -> str:
    """Return what was seen as one line of JSON."""
    return json.dumps(asdict(seen), default=str)
