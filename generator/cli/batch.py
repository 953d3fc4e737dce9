"""`borang batch`: many documents of one type, from a table, a folder of filled forms, or a file that feeds them."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.completion import types
from generator.cli.options import (
    catalogue_of,
    engine_option,
    force_option,
    json_option,
    known_type,
    mapping_option,
    media_option,
)
from generator.cli.progress import ProgressLine
from generator.cli.terminal import say
from generator.formatting import show

if TYPE_CHECKING:
    from generator.batch.pieces import Job
    from generator.batch.run import BatchTally
    from generator.batch.source import BatchSource
    from generator.journal import Journal, JournalEntry

_MOST_TOLD: Final = 20
_MOST_WORKERS: Final = 64
_INTERRUPTED: Final = 130
_STATUS: Final = {
    "jadi": "delivered",
    "ditolak": "refused",
    "tidak terbit": "withheld",
    "gagal": "faulty",
    "dilewati": "skipped",
    "rencana": "checked",
}
"""What other commands' JSON calls the states of the journal."""


@click.command(short_help="Buat banyak dokumen dari tabel atau folder.")
@click.argument("name", metavar="JENIS", shell_complete=types)
@click.argument("given", metavar="SUMBER", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    default="out",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder keluaran (bawaan: out); jurnal dan hasil.xlsx ditaruh di sana juga.",
)
@media_option
@engine_option
@mapping_option
@click.option(
    "--with",
    "shared",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas isian dengan yang sama bagi semua dokumen; yang tertulis di SUMBER menang.",
)
@click.option("--name", "pattern", default="", metavar="POLA", help='Nama berkas, misalnya "{{ guru.nama }}"; bawaan: menurut jenisnya.')
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_WORKERS),
    metavar="N",
    help="Banyaknya proses yang bekerja (bawaan: sebanyak prosesor). Hasilnya sama berapa pun banyaknya.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ALAMAT",
    help="Buat dokumennya di komputer lain: alamat penjadwal dask.distributed, misalnya tcp://10.0.0.5:8786. Hasilnya sama dan tetap ditulis di sini.",
)
@click.option("--dry-run", "is_trial", is_flag=True, help="Periksa semuanya dan sebut namanya; tidak ada yang ditulis.")
@click.option("--only-failed", is_flag=True, help="Hanya yang pada kali sebelumnya ditolak atau gagal.")
@force_option
@json_option
@click.pass_obj
def batch(
    home: Path | None,
    name: str,
    given: Path,
    *,
    folder: Path,
    media: tuple[str, ...],
    engine: str | None,
    mapping: Path | None,
    shared: Path | None,
    pattern: str,
    workers: int | None,
    cluster: str,
    is_trial: bool,
    only_failed: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Buat banyak dokumen JENIS dari SUMBER: tabel (CSV, Excel, Parquet), ekspor formulir daring, folder berkas terisi, atau berkas program.

    Satu baris atau berkas menjadi satu dokumen. Yang salah disebut dan tidak menghentikan yang lain. Bila terputus, jalankan
    perintah yang sama: yang sudah jadi tidak dibuat lagi, yang isiannya berubah dibuat ulang.
    """
    from generator.batch.pieces import Job
    from generator.batch.run import How
    from generator.batch.station import Station
    from generator.workers import document_ends

    document_ends()  # what each document may take its worker minds
    known_type(catalogue_of(home).names(), name)
    job = Job(home, name, media, shared, pattern, is_trial, mapping, engine or "")
    source = _source(given, folder, Station(job))
    how = How(workers or _processors(), only_failed=only_failed, is_forced=force, cluster=cluster)
    return _BatchRun(job, source, folder, as_json=as_json).run(how)


def _processors() -> int:
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, _MOST_WORKERS)


def _source(given: Path, folder: Path, station: Any) -> BatchSource:
    from generator.batch.source import source_at

    found = source_at(given, station, output=folder)
    if found is None:
        raise click.UsageError(f'Tidak ada berkas isian di folder "{given}".')
    return found


@dataclass(slots=True)
class _BatchRun:
    """One run of the command, and what it tells."""

    job: Job
    source: BatchSource
    folder: Path
    as_json: bool
    progress: ProgressLine = field(default_factory=ProgressLine)
    told: int = 0

    def begins(self, what: str, total: int) -> None:
        """Tell that a stage begins."""
        self.progress.begins(what, total)

    def goes_on(self, done: int) -> None:
        """Tell that more is done."""
        self.progress.goes_on(done)

    def ended(self, entry: JournalEntry) -> None:
        """Tell of a document that was refused or failed; of the first ones, all others stand in the result workbook."""
        from generator.batch.result_book import STATES, first_told, where

        self.told += 1
        if self.as_json or self.told > _MOST_TOLD:
            return
        self.progress.cleared()
        place = where(self.source, entry)
        say(f"{place}: {STATES[entry.state]}{f' ({entry.label})' if entry.label != place else ''}")
        for line in first_told(entry):
            if line:
                say(f"  {line}")

    def run(self, how: Any) -> int:
        """Run the batch and return its exit code."""
        from generator.batch.run import run_batch
        from generator.report import findings_lines, first_code

        if not self.as_json:
            for line in findings_lines(self.source.found, self.source.name):
                say(line)
        if self.source.found.has_errors:
            say(f"Belum ada yang dibuat: perbaiki dahulu {Path(self.source.name).name}.", err=self.as_json)
            return 1
        try:
            with _ended_by_interrupt():
                tally, delivery = run_batch(self.job, self.source, self.folder, how, watcher=self)
        except KeyboardInterrupt:
            self.progress.cleared()
            say("Dihentikan. Yang sudah jadi tetap; jalankan perintah yang sama untuk melanjutkan.", err=True)
            return _INTERRUPTED
        finally:
            self.progress.cleared()
        for line in (
            () if delivery is None or self.as_json else (*findings_lines(delivery.findings), *(f"-> {path}" for path in delivery.files))
        ):
            say(line)
        return first_code(tally.codes)

    def concluded(self, journal: Journal, tally: BatchTally) -> None:
        """Tell what the run came to."""
        self.progress.cleared()
        if self.as_json:
            _print_json(journal, tally, self)
        else:
            self._print(tally)

    def _print(self, tally: BatchTally) -> None:
        if self.told > _MOST_TOLD:
            say(
                f"... dan {show(self.told - _MOST_TOLD)} lagi; semuanya dengan --json{'' if self.job.is_trial else ' dan dalam hasil.xlsx'}."
            )
        if tally.numbered:
            say(f"{show(tally.numbered)} dokumen bernama sama dengan yang sebelumnya, maka diberi nomor di belakang namanya.")
        if tally.gone:
            say(f"{show(tally.gone)} dokumen lama tidak ada lagi dalam sumbernya; berkasnya dibiarkan.")
        say(self._summary(tally))

    def _summary(self, tally: BatchTally) -> str:
        """Return the closing line: all that came in is all that is told of."""
        parts = [
            (tally.planned if self.job.is_trial else tally.made, "akan dibuat" if self.job.is_trial else "dibuat"),
            (tally.unchanged, "tetap"),
            (tally.refused, "ditolak"),
            (tally.withheld, "tidak terbit"),
            (tally.failed, "gagal"),
            (tally.skipped, "dilewati"),
        ]
        total = sum(count for count, _ in parts)
        return f"{show(total)} {self.source.of}: {', '.join(f'{show(count)} {word}' for count, word in parts if count) or 'tidak ada'}."


def _print_json(journal: Journal, tally: BatchTally, run: _BatchRun) -> None:
    """Print the outcomes as one JSON object, piece by piece: there may be a hundred thousand."""
    from generator.batch.result_book import where

    counts = {
        "made": tally.made,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "withheld": tally.withheld,
        "failed": tally.failed,
        "skipped": tally.skipped,
    }
    click.echo(f'{{"counts": {json.dumps({**counts, "planned": tally.planned, "gone": tally.gone})}, "outcomes": [')
    before = ""
    for entry in journal.every():
        click.echo(f"{before}{json.dumps(_outcome(entry, where(run.source, entry), run), ensure_ascii=False)}", nl=False)
        before = ",\n"
    click.echo("\n]}")


def _outcome(entry: JournalEntry, place: str, run: _BatchRun) -> dict[str, Any]:
    return {
        "source": place,
        "type": run.job.type_name,
        "name": entry.label,
        "status": _STATUS[str(entry.state)],
        "findings": list(entry.findings),
        "files": [str(run.folder / file.name) for file in entry.files],
        "targets": dict(entry.targets),
        **({"fault": entry.fault} if entry.fault else {}),
    }


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Let an order to end (SIGTERM) end the run as Ctrl+C does."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupted)
    except ValueError:  # not the main thread: who runs us there ends us otherwise
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        sys.stdout.flush()
