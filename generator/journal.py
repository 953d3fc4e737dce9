"""What became of each document of a batch, in a small database in the folder that they go to, held by one process at a time.

A row is written as done only after its files are where they belong and on the disk, so that whatever ends a run, the journal never says
too much. It is kept by a rollback file, not a write-ahead log: folders of offices are often on network drives, where that is not safe.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator.errors import DeliveryFault, reason
from generator.holding import hold

JOURNAL: Final = ".borang-massal.db"
_LOCK: Final = ".borang-massal.lock"
_VERSION: Final = "1"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS perihal (kunci TEXT PRIMARY KEY, nilai TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dokumen (
  kunci TEXT PRIMARY KEY, nomor INTEGER NOT NULL, asal INTEGER NOT NULL, penanda TEXT NOT NULL, nama TEXT NOT NULL, sidik TEXT NOT NULL,
  sasaran TEXT NOT NULL, keadaan TEXT NOT NULL, berkas TEXT NOT NULL, temuan TEXT NOT NULL, sebab TEXT NOT NULL, kode INTEGER NOT NULL,
  selesai TEXT NOT NULL, putaran INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS dokumen_nomor ON dokumen (nomor);
"""
_COLUMNS: Final = "kunci, nomor, asal, penanda, nama, sidik, sasaran, keadaan, berkas, temuan, sebab, kode, selesai, putaran"
Telling: TypeAlias = Mapping[str, Any]
"""A finding as plain data."""


class State(StrEnum):
    """What became of a document. PLANNED: it is still to be made; WITHHELD: a rule decides that its row has none; SKIPPED: a run that was asked for others passed it over; GONE: the source has it no more."""

    PLANNED = "rencana"
    DONE = "jadi"
    REFUSED = "ditolak"
    WITHHELD = "tidak terbit"
    FAILED = "gagal"
    SKIPPED = "dilewati"
    GONE = "lepas"


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file where it was put: its name in the folder, the digest of its bytes, its size, and when the disk says that it was written."""

    name: str
    digest: str
    size: int
    written: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One document in the journal.

    key: what it is called by, its files' name without ending. number: its place in the source. unit, mark: which piece of the source it is
    made of. label: what a person calls it. digest: of all that it is made of. targets: the file name of each output. files: where they are.
    findings: as plain data. fault: the sentence of one. code: its exit code. ended: when. round: the run that last met it in the source.
    """

    key: str
    number: int
    unit: int
    mark: str
    label: str
    digest: str
    targets: Mapping[str, str] = field(default_factory=dict[str, str])
    state: State = State.PLANNED
    files: tuple[DeliveredFile, ...] = ()
    findings: tuple[Telling, ...] = ()
    fault: str = ""
    code: int = 0
    ended: str = ""
    round: int = 0


class Journal:
    """The journal of a folder, open. Every method may raise DeliveryFault: the disk is full, or the file is no journal."""

    def __init__(self, connection: sqlite3.Connection, lock: int | None = None, file: Path = Path(JOURNAL)) -> None:
        self._connection, self._lock, self._file = connection, lock, file

    def close(self) -> None:
        """Close the journal and let the folder go."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("PRAGMA journal_mode = DELETE")  # nothing is left beside it
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        if self._lock is not None:
            os.close(self._lock)

    def about(self, name: str) -> str:
        """Return what is noted of the whole batch under a name, "" where nothing is."""
        with self._told():
            found = self._connection.execute("SELECT nilai FROM perihal WHERE kunci = ?", (name,)).fetchone()
        return "" if found is None else str(found[0])

    def note(self, **noted: str) -> None:
        """Note something of the whole batch."""
        with self._told(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO perihal VALUES (?, ?)", noted.items())

    def entry(self, key: str) -> JournalEntry | None:
        """Return what is known of a document."""
        with self._told():
            found = self._connection.execute(f"SELECT {_COLUMNS} FROM dokumen WHERE kunci = ?", (key,)).fetchone()
        return None if found is None else _entry(found)

    def put(self, entries: Iterable[JournalEntry]) -> None:
        """Write entries, all or none, on the disk when this returns."""
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        with self._told(), self._connection:
            self._connection.executemany(f"INSERT OR REPLACE INTO dokumen ({_COLUMNS}) VALUES ({marks})", map(_row, entries))

    def leave(self, round_: int) -> int:
        """Mark what a finished survey did not meet as gone from the source; return how many that is."""
        with self._told(), self._connection:
            found = self._connection.execute(
                "UPDATE dokumen SET keadaan = ? WHERE putaran < ? AND keadaan <> ?", (State.GONE, round_, State.GONE)
            )
        return found.rowcount

    def entries(self, *states: State, after: int = -1, many: int = 500) -> list[JournalEntry]:
        """Return the next entries after a number, in the order of the source, of some states or of all in the source."""
        asked = states or tuple(state for state in State if state is not State.GONE)
        marks = ", ".join("?" * len(asked))
        sql = f"SELECT {_COLUMNS} FROM dokumen WHERE nomor > ? AND keadaan IN ({marks}) ORDER BY nomor LIMIT ?"
        with self._told():
            return [_entry(row) for row in self._connection.execute(sql, (after, *asked, many)).fetchall()]

    def every(self, *states: State) -> Iterator[JournalEntry]:
        """Yield the entries of some states, or all in the source, in its order, a few in memory at a time."""
        after = -1
        while some := self.entries(*states, after=after):
            yield from some
            after = some[-1].number

    def counts(self) -> dict[State, int]:
        """Return how many documents are in each state."""
        with self._told():
            found = self._connection.execute("SELECT keadaan, count(*) FROM dokumen GROUP BY keadaan").fetchall()
        return {State(state): int(count) for state, count in found}

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _fault(error, self._file) from error


def _fault(error: sqlite3.Error, file: Path) -> DeliveryFault:
    is_broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    hint = "Hapus berkas itu; dokumen yang sudah ada dikenali lagi dengan --force." if is_broken else "Periksa ruang dan izin foldernya."
    return DeliveryFault(f"Jurnal tidak dapat dipakai ({error}).", file=file, hint=hint, code="jurnal-tidak-dapat-dipakai")


def opened(folder: Path) -> Journal:
    """Return the journal of a folder, made where there is none, held for this process until it is closed or ends.

    Raises DeliveryFault when another process holds it, or the folder cannot be written.
    """
    lock = _locked(folder)
    try:
        connection = sqlite3.connect(folder / JOURNAL, isolation_level="DEFERRED", timeout=30)
        connection.execute("PRAGMA journal_mode = PERSIST")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(_TABLES)
        journal = Journal(connection, lock, folder / JOURNAL)
        _refuse_newer(journal, folder / JOURNAL)
        journal.note(versi=_VERSION)
    except sqlite3.Error as error:
        os.close(lock)
        raise _fault(error, folder / JOURNAL) from error
    except BaseException:
        os.close(lock)
        raise
    return journal


def _refuse_newer(journal: Journal, file: Path) -> None:
    if journal.about("versi") not in ("", _VERSION):
        hint = "Pakai borang yang membuatnya, atau folder lain."
        raise DeliveryFault("Jurnal ini dibuat borang yang lebih baru.", file=file, hint=hint, code="jurnal-lain")


def looked_at(folder: Path) -> Journal:
    """Return a copy in memory of a folder's journal, an empty one where there is none: for a run that only says what it would do."""
    file, copy = folder / JOURNAL, sqlite3.connect(":memory:")
    try:
        if file.is_file():
            with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as there:
                there.backup(copy)
        copy.executescript(_TABLES)
    except sqlite3.Error as error:
        raise _fault(error, file) from error
    return Journal(copy, file=file)


def _locked(folder: Path) -> int:
    """Return an open file that this process alone may hold; the system lets it go when the process ends, however it ends."""
    file = folder / _LOCK
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DeliveryFault(
            f"Folder keluaran tidak dapat dipakai ({reason(error)}).", file=folder, code="folder-hasil-tidak-dapat-dipakai"
        ) from error
    try:
        hold(handle)
    except OSError as error:
        os.close(handle)
        hint = "Tunggu sampai selesai, hentikan yang itu, atau pakai -o untuk folder lain."
        raise DeliveryFault("Folder ini sedang dipakai borang batch lain.", file=folder, hint=hint, code="folder-sedang-dipakai") from error
    return handle


def _row(entry: JournalEntry) -> Sequence[Any]:
    files = [[file.name, file.digest, file.size, file.written] for file in entry.files]
    return (
        entry.key,
        entry.number,
        entry.unit,
        _whole(entry.mark),
        _whole(entry.label),
        entry.digest,
        _text(dict(entry.targets)),
        str(entry.state),
        _text(files),
        _text([dict(one) for one in entry.findings]),
        _whole(entry.fault),
        entry.code,
        entry.ended,
        entry.round,
    )


def _whole(text: str) -> str:
    """Return a text without halves of letters, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(value: Any) -> str:
    """Return plain data as text, a lone half of a letter as an escape."""
    return json.dumps(value, ensure_ascii=True)


def _entry(row: Sequence[Any]) -> JournalEntry:
    key, number, unit, mark, label, digest, targets, state, files, findings, fault, code, ended, round_ = row
    return JournalEntry(
        key,
        number,
        unit,
        mark,
        label,
        digest,
        json.loads(targets),
        State(state),
        tuple(DeliveredFile(*file) for file in json.loads(files)),
        tuple(json.loads(findings)),
        fault,
        code,
        ended,
        round_,
    )
