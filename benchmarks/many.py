"""`python -m benchmarks.many N [--to xlsx|pdf] [--engine typst] [--workers W] [-o FOLDER]`: a table of N RHK plans as N documents, and what memory it takes.

Writes a CSV of N teachers with two plans each, runs `borang batch` on it, and samples the memory of the batch and of its workers every few
seconds (BAT-06). Prints what it came to as a Markdown table; the samples stay in FOLDER/memori.csv and, as a curve, in FOLDER/memori.svg.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.curves import Curve, picture

HEAD = (
    "Nama Guru",
    "NIP",
    "Unit Kerja",
    "Periode",
    "Aturan Poin",
    *(
        f"RHK {number}: {title}"
        for number in (1, 2)
        for title in (
            "RHK Pengembangan Kompetensi",
            "Tujuan Pengembangan Kompetensi",
            "Kuantitas",
            "Materi Pengembangan Kompetensi yang Ditingkatkan",
            "Waktu",
        )
    ),
)
PLANS = ("pelatihan-mandiri-peserta", "komunitas-belajar-penggerak")
_MEGABYTE = 1 << 20
_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class MemorySample:
    """How much memory a batch took at a moment. seconds: since it began; done: documents in place; workers: the largest of them."""

    seconds: float
    done: int
    batch: float
    workers: float


def plans(file: Path, count: int) -> None:
    """Write a table of so many teachers, no two alike."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEAD)
        for number in range(count):
            two = [
                cell
                for turn, rhk in enumerate(PLANS)
                for cell in (
                    rhk,
                    f"Menguasai asesmen {number % 977}",
                    1,
                    f"Materi {number} bagian {turn + 1}",
                    f"Minggu ke-{number % 4 + 1}",
                )
            ]
            nip = f"{1970 + number % 30}{number % 12 + 1:02}{number % 28 + 1:02}200501{number % 2 + 1}{number % 1000:03}"
            rows.writerow((f"Guru {number:06}", nip, f"SD Negeri {number % 499}", "Juli–Desember 2026", "PMM-2024", *two))


def sampled(command: Sequence[str], folder: Path, medium: str) -> tuple[list[MemorySample], float, int]:
    """Run a batch and return its samples, its own CPU seconds without those of its workers, and its exit code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun, samples = time.monotonic(), list[MemorySample]()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        workers = [memory(worker) for server in children(process.pid) for worker in children(server)]
        done = sum(entry.name.endswith(f".{medium}") for entry in os.scandir(folder)) if folder.is_dir() else 0
        samples.append(MemorySample(time.monotonic() - begun, done, memory(process.pid), max(workers, default=0.0)))
        time.sleep(_EVERY)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return samples, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, process.returncode


def children(process: int) -> list[int]:
    """Return the processes that a process began."""
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def memory(process: int) -> float:
    """Return the megabytes that a process has in memory."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def lines(samples: Sequence[MemorySample]) -> Iterator[str]:
    """Yield a Markdown table of ten moments of a run."""
    yield "| dokumen jadi | detik | memori induk | memori pekerja terbesar |"
    yield "|---|---|---|---|"
    for at in sorted({round(part * (len(samples) - 1) / 9) for part in range(10)}):
        one = samples[at]
        yield f"| {one.done} | {one.seconds:.0f} | {one.batch:.0f} MB | {one.workers:.0f} MB |"


def main() -> None:
    """Run the batch that is asked for and print what it came to."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.many")
    asked.add_argument("count", type=int)
    asked.add_argument("--to", default="xlsx", choices=("docx", "pdf", "xlsx"))
    asked.add_argument("--engine", default="", choices=("", "typst", "weasyprint"))
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("-o", "--output", type=Path, default=Path("banyak"))
    told = asked.parse_args()
    told.output.mkdir(parents=True, exist_ok=True)
    table, folder = told.output / "rencana.csv", told.output / f"hasil-{told.to}"
    plans(table, told.count)
    engine = ["--engine", told.engine] if told.engine else []
    command = [sys.executable, "-m", "borang", "batch", "coaching-rhk", str(table), "--to", told.to, *engine]
    samples, cpu, code = sampled([*command, "--workers", str(told.workers), "-o", str(folder)], folder, told.to)
    with (told.output / f"memori-{told.to}.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows((round(one.seconds, 1), one.done, round(one.batch, 1), round(one.workers, 1)) for one in samples)
    curves = [
        Curve("induk", [(one.done, one.batch) for one in samples if one.done]),
        Curve("pekerja terbesar", [(one.done, one.workers) for one in samples if one.done]),
    ]
    drawn = picture(f"{told.count} dokumen {told.to.upper()}: memori (MB) menurut dokumen yang jadi", curves)
    (told.output / f"memori-{told.to}.svg").write_text(drawn, encoding="utf-8")
    print("\n".join(lines(samples)))
    print(
        f"Keluar {code}; induk {cpu:.0f} detik prosesor, {1000 * cpu / told.count:.2f} ms tiap dokumen; {samples[-1].seconds:.0f} detik jam dinding."
    )


if __name__ == "__main__":
    main()
