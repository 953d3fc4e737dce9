"""Small batches of RHK forms: a table of teachers and what all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.batch.pieces import Job
from generator.batch.run import BatchTally, How, run_batch
from generator.batch.source import of_table
from generator.batch.station import Station
from generator.journal import Journal, JournalEntry

SHARED = """\
jenis: coaching-rhk
sekolah: {nama: TK Contoh}
aturan: PMM-2024
rencana:
  - {rhk: pelatihan-mandiri-peserta, tujuan: Memahami, kuantitas: 4, poin: 8, materi: Bermain, pelaksanaan: {waktu: Mei}}
"""


@dataclass
class Told:
    """What a batch told while it ran."""

    stages: list[tuple[str, int]] = field(default_factory=list)
    done: int = 0
    ended_: list[JournalEntry] = field(default_factory=list)
    entries: list[JournalEntry] = field(default_factory=list)

    def begins(self, what: str, total: int) -> None:
        self.stages.append((what, total))

    def goes_on(self, done: int) -> None:
        self.done += done

    def ended(self, entry: JournalEntry) -> None:
        self.ended_.append(entry)

    def concluded(self, journal: Journal, tally: BatchTally) -> None:
        self.entries = list(journal.every())


def table(folder: Path, *rows: str, head: str = "Nama Guru;Periode") -> Path:
    """Write the table of teachers, and beside it what all of them share."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bersama.yaml").write_text(SHARED, encoding="utf-8")
    file = folder / "guru.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def run(file: Path, folder: Path, told: Told | None = None, workers: int = 0, **changed: Any) -> BatchTally:
    """Run a batch of the teachers in a table. changed: parts of the job, `only_failed`, `is_forced` and `cluster`."""
    how = How(workers, changed.pop("only_failed", False), changed.pop("is_forced", False), changed.pop("cluster", ""))
    job = Job(None, "coaching-rhk", changed.pop("media", ("xlsx",)), file.with_name("bersama.yaml"), **changed)
    return run_batch(job, of_table(file, Station(job)), folder, how, watcher=told or Told())[0]


def files(folder: Path) -> dict[str, bytes]:
    """Return the files that a user sees, by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if not file.name.startswith(".")}


def teachers(names: Sequence[str]) -> list[str]:
    """Return the rows of teachers by name."""
    return [f"{name};Mei 2024" for name in names]
