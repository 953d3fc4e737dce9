"""The register: every number that was given, to which document, and what became of it; one file, written by one process at a time.

A number that is void stays in it and is never given again; a corrected document stands under the same number in a new row, and the row before
says that it was replaced. It is kept by a rollback file, not a write-ahead log: folders of offices are often on network drives.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from generator.errors import DeliveryFault, reason
from generator.holding import hold

FILE: Final = "register.sqlite"
_LOCK: Final = ".register.lock"
_VERSION: Final = "1"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS perihal (kunci TEXT PRIMARY KEY, nilai TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS nomor (
  id INTEGER PRIMARY KEY, jenis TEXT NOT NULL, kunci TEXT NOT NULL, buku TEXT NOT NULL, tahun INTEGER NOT NULL, urut INTEGER,
  nomor TEXT NOT NULL, tanggal TEXT NOT NULL, keadaan TEXT NOT NULL, sidik TEXT NOT NULL, perihal TEXT NOT NULL, sebab TEXT NOT NULL,
  dicatat TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS nomor_sekali ON nomor (buku, tahun, nomor) WHERE keadaan <> 'diganti';
CREATE UNIQUE INDEX IF NOT EXISTS dokumen_sekali ON nomor (jenis, kunci) WHERE keadaan = 'berlaku';
"""
_COLUMNS: Final = "id, jenis, kunci, buku, tahun, urut, nomor, tanggal, keadaan, sidik, perihal, sebab, dicatat"


class NumberState(StrEnum):
    """What became of a number. REPLACED: of the row of a document that was corrected, whose number a later row has."""

    VALID = "berlaku"
    VOID = "batal"
    REPLACED = "diganti"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row of the register.

    type, key: which document. book, year: of the counter; count: what it counted, None for a number that does not follow the pattern. day: of the document. digest: of its data.
    subject: whom or what it is about. why: it became void. noted: when, as ISO 8601. id: 0 as long as it is not in the file.
    """

    type: str
    key: str
    book: str
    year: int
    count: int | None
    number: str
    day: date
    digest: str
    subject: str = ""
    state: NumberState = NumberState.VALID
    why: str = ""
    noted: str = ""
    id: int = 0


class RegisterBook:
    """The register of an office, open. Every method may raise DeliveryFault: the disk is full, or the file is no register."""

    def __init__(self, connection: sqlite3.Connection, file: Path, lock: int | None = None) -> None:
        self._connection, self._file, self._lock = connection, file, lock

    def close(self) -> None:
        """Close the register and let it go."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        if self._lock is not None:
            os.close(self._lock)

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Take what is written within together, or none of it."""
        with self._told(), self._connection:
            yield

    def add(self, entry: RegisterEntry) -> RegisterEntry:
        """Write a row, and return it as it stands there."""
        noted = entry.noted or datetime.now(UTC).isoformat(timespec="seconds")
        values = (entry.type, entry.key, entry.book, entry.year, entry.count, entry.number, entry.day.isoformat(), str(entry.state))
        written = (*values, entry.digest, entry.subject, entry.why, noted)
        with self._told():
            marks = ", ".join("?" * len(written))
            made = self._connection.execute(f"INSERT INTO nomor ({_COLUMNS.removeprefix('id, ')}) VALUES ({marks})", written)
        return next(iter(self.entries("id = ?", made.lastrowid)))

    def mark(self, entry: RegisterEntry, state: NumberState, why: str = "") -> None:
        """Say what became of a number."""
        with self._told():
            self._connection.execute("UPDATE nomor SET keadaan = ?, sebab = ? WHERE id = ?", (str(state), why, entry.id))

    def valid(self, type_id: str, key: str) -> RegisterEntry | None:
        """Return the row of a document's number, None where it has none."""
        return next(iter(self.entries("jenis = ? AND kunci = ? AND keadaan = ?", type_id, key, str(NumberState.VALID))), None)

    def last(self, book: str, year: int) -> int:
        """Return the last count of a year in a book, void ones too; 0 where there is none."""
        with self._told():
            found = self._connection.execute("SELECT max(urut) FROM nomor WHERE buku = ? AND tahun = ?", (book, year)).fetchone()
        return int(found[0] or 0)

    def of_number(self, number: str, book: str = "") -> list[RegisterEntry]:
        """Return the rows of a number that is in use or void, in one book or in all."""
        return self.entries("nomor = ? AND (? = '' OR buku = ?) AND keadaan <> ?", number, book, book, str(NumberState.REPLACED))

    def entries(self, where: str = "1", *values: Any) -> list[RegisterEntry]:
        """Return the rows that a condition of the database holds for, in the order in which they were written."""
        with self._told():
            found = self._connection.execute(f"SELECT {_COLUMNS} FROM nomor WHERE {where} ORDER BY id", values).fetchall()
        return [_entry(row) for row in found]

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _fault(error, self._file) from error


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[RegisterBook]:
    """Give the register of an office's folder, made where there is none, held for this process. Raises DeliveryFault, with who else holds it."""
    lock = _locked(folder)
    try:
        connection = sqlite3.connect(folder / FILE, timeout=30)
        book = RegisterBook(connection, folder / FILE, lock)
    except sqlite3.Error as error:
        os.close(lock)
        raise _fault(error, folder / FILE) from error
    try:
        with book.at_once():
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_TABLES)
            connection.execute("INSERT OR IGNORE INTO perihal VALUES ('versi', ?)", (_VERSION,))
        _refuse_newer(connection, folder / FILE)
        yield book
    finally:
        book.close()


def entries_in(folder: Path) -> list[RegisterEntry]:
    """Return the rows of an office's register, none where there is no such file. Raises DeliveryFault."""
    file = folder / FILE
    if not file.is_file():
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            _refuse_newer(connection, file)
            return RegisterBook(connection, file).entries()
    except sqlite3.Error as error:
        raise _fault(error, file) from error


def _refuse_newer(connection: sqlite3.Connection, file: Path) -> None:
    found = connection.execute("SELECT nilai FROM perihal WHERE kunci = 'versi'").fetchone()
    if found is None or found[0] != _VERSION:
        hint = "Pakai borang yang membuatnya."
        raise DeliveryFault("Register ini dibuat borang yang lebih baru.", file=file, hint=hint, code="register-lain")


def _fault(error: sqlite3.Error, file: Path) -> DeliveryFault:
    hint = "Periksa ruang dan izin foldernya; berkas yang rusak dipulihkan dari cadangan, jangan dihapus."
    return DeliveryFault(f"Register tidak dapat dipakai ({error}).", file=file, hint=hint, code="register-tidak-dapat-dipakai")


def _locked(folder: Path) -> int:
    """Return the open file that says who writes the register."""
    file = folder / _LOCK
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DeliveryFault(f"Register tidak dapat ditulis ({reason(error)}).", file=folder, code="register-tidak-dapat-dipakai") from error
    try:
        hold(handle)
    except OSError as error:
        who = " ".join(os.pread(handle, 200, 0).decode("utf-8", "replace").split()) if hasattr(os, "pread") else ""
        os.close(handle)
        raise DeliveryFault(
            f"Register sedang ditulis oleh {who or 'proses lain'}.",
            file=folder / FILE,
            hint="Tunggu sampai selesai, lalu ulangi.",
            code="register-sedang-dipakai",
        ) from error
    os.ftruncate(handle, 0)
    os.write(handle, _writer().encode("utf-8", "replace"))
    return handle


def _writer() -> str:
    """Return who writes: user, machine, process, since when."""
    import getpass  # who only looks up starts without these
    import socket

    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return f"{user} di {socket.gethostname()} (proses {os.getpid()}, sejak {datetime.now(UTC).astimezone():%H.%M})"


def _entry(row: Sequence[Any]) -> RegisterEntry:
    id_, type_, key, book, year, count, number, day, state, digest, subject, why, noted = row
    return RegisterEntry(
        type_, key, book, int(year), count, number, date.fromisoformat(day), digest, subject, NumberState(state), why, noted, int(id_)
    )
