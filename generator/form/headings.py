"""Columns: the headings a score asks for, found in a bare table, and its cells given their types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from generator.form.bare import BareTable, RowCells, Trouble, folded
from validators.absence import KOSONG, is_absent
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding, nearest, suggestion
from validators.values import Unreadable, parse_integer, parse_number, parse_text, shown

Reader: TypeAlias = Callable[[Any], Any]

_LONGEST_NAME: Final = 200
"""A longer text is nobody's name: it is compared as it stands."""
_MOST_SPELLINGS: Final = 10_000
PASSED_OVER: Final = frozenset({"no", "nomor", "no urut", "timestamp", "cap waktu", "stempel waktu", "email address", "alamat email"})
"""Headings that tables often have and no score reads."""
PEOPLE: Final = (
    "nama",
    "nama lengkap",
    "nama peserta",
    "nama guru",
    "nama siswa",
    "nama murid",
    "nama peserta didik",
    "nama pegawai",
    "peserta",
    "guru",
    "siswa",
    "nama dan gelar",
    "nama lengkap dan gelar",
    "nama lengkap guru",
    "nama lengkap peserta",
    "nama lengkap siswa",
)
"""What the column is called that names a person, whichever score asks."""


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column that a score reads: its heading, other headings it may have, how a cell is read, what must be there."""

    name: str
    read: Reader = parse_text
    also: tuple[str, ...] = ()
    is_needed: bool = True
    is_filled: bool = True


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the table, its typed cells by column name (further columns by heading).

    A cell that was not readable is `KOSONG`. is_sound: whether every cell that must be filled was readable.
    """

    at: int
    cells: Mapping[str, Any]
    is_sound: bool = True

    def text(self, name: str) -> str:
        """Return a cell as text, empty where nothing is written."""
        cell = self.cells.get(name, KOSONG)
        return "" if is_absent(cell) else str(cell)


@dataclass(frozen=True, slots=True)
class Reading:
    """A bare table read by its columns.

    indexes: column name -> index in the table. others: the names of further columns. is_complete: whether every needed
    column is there, one that is misspelt included.
    """

    table: BareTable
    rows: tuple[ReadRow, ...]
    indexes: Mapping[str, int]
    others: tuple[str, ...] = ()
    found: Findings = field(default=Findings())
    is_complete: bool = True

    def has(self, name: str) -> bool:
        """Tell whether the table has a column."""
        return name in self.indexes

    def place(self, row: ReadRow, name: str = "") -> Place:
        """Return the place of a cell; of the row's first cell where the column is not there."""
        return self.table.place(row.at, self.indexes.get(name, 0))

    def heading(self, name: str) -> Place:
        """Return the place of a heading."""
        places = self.table.heading_places
        return places[self.indexes.get(name, 0)] if places else Place(self.table.source)

    def only_sound(self) -> Reading:
        """Return the reading without the rows in which a cell that must be filled was not readable."""
        return replace(self, rows=tuple(row for row in self.rows if row.is_sound))


def known_names(columns: Iterable[WantedColumn]) -> tuple[str, ...]:
    """Return every heading that the columns may have."""
    return tuple(name for column in columns for name in (column.name, *column.also))


def read_columns(
    table: BareTable, columns: Sequence[WantedColumn], *, others: Reader | None = None, are_others_filled: bool = False
) -> Reading:
    """Return the table read by its columns.

    A column whose heading is nearly right is reported and read all the same, so that its cells are checked in the same round.
    others: how cells of further columns are read (reviewers, aspects, items); None: further columns are not read, and reported.
    """
    indexes, found = _matched(table, columns)
    if not table.headings:  # nothing is there: one cause, whatever columns are wanted
        found = []
    left = [at for at, heading in enumerate(table.headings) if at not in indexes.values() and not _is_passed_over(heading, columns)]
    if others is None:
        found += [_unused(table, at, columns) for at in left]
        left = []
    found += _doubled(table, left)
    wanted = [(column.name, indexes[column.name], column) for column in columns if column.name in indexes]
    names = _told_apart([table.headings[at] for at in left])
    wanted += [
        (name, at, WantedColumn(name, others or parse_text, is_filled=are_others_filled)) for name, at in zip(names, left, strict=True)
    ]
    wanted = [(name, at, replace(column, read=_once(column.read))) for name, at, column in wanted]
    rows: list[ReadRow] = []
    order = {name: at for at, (name, _, _) in enumerate(wanted)}
    for at in range(len(table.rows)):
        cells, is_sound = _row(table, at, wanted, found, own=len(wanted) - len(names))
        rows.append(ReadRow(at, RowCells(order, cells), is_sound))
    if not rows and not any(one.is_error for one in found):
        found.append(_at_heading(table, "tabel-tanpa-baris", kolom=_listed(columns)))
    is_complete = all(column.name in indexes for column in columns if column.is_needed)
    return Reading(table, tuple(rows), {name: at for name, at, _ in wanted}, names, Findings((*table.found, *found)), is_complete)


def _once(read: Reader) -> Reader:
    """Return a reader that looks at each spelling once: a column of many rows has few."""
    known: dict[str, Any] = {}

    def once(raw: Any) -> Any:
        if not isinstance(raw, str):
            return read(raw)
        value = known.get(raw)
        if value is None:
            value = read(raw)
            if len(known) < _MOST_SPELLINGS:
                known[raw] = value
        return value

    return once


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names, a repeated one with its number behind: what is doubled is reported, and still read."""
    counts: Counter[str] = Counter()
    told: list[str] = []
    for name in names:
        counts[name] += 1
        told.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return tuple(told)


def _matched(table: BareTable, columns: Sequence[WantedColumn]) -> tuple[dict[str, int], list[Finding]]:
    """Return column name -> index, and a finding for each needed column that is not there."""
    written = [folded(heading) for heading in table.headings]
    indexes: dict[str, int] = {}
    found: list[Finding] = []
    for column in columns:
        at = next((written.index(folded(name)) for name in (column.name, *column.also) if folded(name) in written), None)
        if at is not None and at not in indexes.values():
            indexes[column.name] = at
            found += [
                _heading_finding(table, other, "kolom-ganda", nilai=table.headings[other])
                for other in range(at + 1, len(written))
                if written[other] == written[at]
            ]
    for column in columns:
        if column.is_needed and column.name not in indexes:
            at = _nearly(table, column, indexes)
            if at is None:
                found.append(_at_heading(table, "kolom-tidak-ada", nilai=column.name, usul=".", kolom=_listed(columns)))
                continue
            indexes[column.name] = at
            usul = f", maksud Anda “{column.name}”?"
            found.append(_heading_finding(table, at, "kolom-tidak-dikenal", nilai=table.headings[at], usul=usul))
    return indexes, found


def _nearly(table: BareTable, column: WantedColumn, indexes: Mapping[str, int]) -> int | None:
    """Return the index of the heading that is nearly a needed column's: misspelt, or the only one with its word in it."""
    wanted = [folded(name) for name in (column.name, *column.also)]
    left = [at for at in range(len(table.headings)) if at not in indexes.values()]
    at = next((at for at in left if nearest(folded(table.headings[at]), wanted)), None)
    if at is not None:
        return at
    holding = [at for at in left if folded(column.name) in folded(table.headings[at]).split()]
    return holding[0] if len(holding) == 1 else None


def _listed(columns: Sequence[WantedColumn]) -> str:
    return ", ".join(column.name for column in columns if column.is_needed)


def _is_passed_over(heading: str, columns: Sequence[WantedColumn]) -> bool:
    return folded(heading) in PASSED_OVER or folded(heading) in {folded(name) for name in known_names(columns)}


def _unused(table: BareTable, at: int, columns: Sequence[WantedColumn]) -> Finding:
    heading = table.headings[at]
    usul = suggestion(heading, [column.name for column in columns])
    return _heading_finding(table, at, "kolom-tidak-dikenal", Severity.WARNING, nilai=heading, usul=usul)


def _doubled(table: BareTable, left: Sequence[int]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at in left:
        name = folded(table.headings[at])
        if name in seen:
            yield _heading_finding(table, at, "kolom-ganda", nilai=table.headings[at])
        seen.add(name)


def _heading_finding(table: BareTable, at: int, code: str, severity: Severity = Severity.ERROR, **facts: Any) -> Finding:
    return replace(finding(code, severity=severity, **facts), place=table.heading_places[at])


def _at_heading(table: BareTable, code: str, **facts: Any) -> Finding:
    return replace(finding(code, **facts), place=table.heading_places[0] if table.heading_places else Place(table.source))


def _row(
    table: BareTable, at: int, wanted: Sequence[tuple[str, int, WantedColumn]], found: list[Finding], *, own: int
) -> tuple[tuple[Any, ...], bool]:
    """Return a row's cells and whether it is sound, what is wrong with them added to `found`. own: how many columns are the score's own."""
    cells: list[Any] = []
    is_sound = True
    for count, (name, index, column) in enumerate(wanted):
        raw = table.rows[at][index]
        value = Unreadable(raw.code, raw.facts) if isinstance(raw, Trouble) else column.read(raw)
        if isinstance(value, Unreadable):
            facts: dict[str, Any] = dict(value.facts)
            made = finding(value.code, (at, name), **facts)
        elif value is KOSONG and column.is_filled:
            made = finding("wajib-diisi", (at, name))
        else:
            cells.append(value)
            continue
        cells.append(KOSONG)
        is_sound = is_sound and not (column.is_filled and count < own)
        found.append(replace(made, label=table.headings[index], place=table.place(at, index)))
    return tuple(cells), is_sound


def doubled_names(reading: Reading, name: str, severity: Severity = Severity.ERROR) -> list[Finding]:
    """Return a finding for each row whose name in a column stands in an earlier row already."""
    first: dict[str, ReadRow] = {}
    found: list[Finding] = []
    for row in reading.rows:
        text = row.text(name)
        key = folded(text) if len(text) <= _LONGEST_NAME else text
        if key in first:
            where = _short(reading.place(first[key], name))
            made = finding("baris-kembar", (row.at, name), severity=severity, nilai=shown(text), pertama=where)
            found.append(replace(made, place=reading.place(row, name)))
        elif key:
            first[key] = row
    return found


def doubled_rows(reading: Reading, name: str = "") -> Findings:
    """Return a warning for each row that stands in the table already, word for word; of those with a name in a column, where one is given."""
    first: dict[tuple[Any, ...], ReadRow] = {}
    found: list[Finding] = []
    for row in reading.rows:
        if name and not row.text(name):
            continue
        key = tuple((name, str(value)) for name, value in row.cells.items())
        if (earlier := first.setdefault(key, row)) is not row and any(not is_absent(value) for value in row.cells.values()):
            facts = {
                "nilai": ", ".join(shown(value) for value in row.cells.values() if not is_absent(value)),
                "pertama": _short(reading.place(earlier)),
            }
            found.append(replace(finding("baris-kembar", (row.at,), severity=Severity.WARNING, **facts), place=reading.place(row)))
    return Findings(found)


def with_words_told_once(reading: Reading) -> Reading:
    """Return the reading, what is said of a further column with words in every row said once: the column is the cause, not its cells."""
    table = reading.table
    unread = Counter(one.path[-1] for one in reading.found if one.code == "angka-tidak-terbaca" and one.path)
    columns = {name: reading.indexes[name] for name in reading.others if unread[name] > 1}
    worded = {name: at for name, at in columns.items() if unread[name] == sum(row[at] is not KOSONG for row in table.rows)}
    found = [one for one in reading.found if not (one.code == "angka-tidak-terbaca" and one.path and one.path[-1] in worded)]
    for at in worded.values():
        example = next(row[at] for row in table.rows if row[at] is not KOSONG)
        found.append(_heading_finding(table, at, "kolom-bukan-angka", nilai=table.headings[at], contoh=shown(example)))
    return replace(reading, found=Findings(found))


def _short(place: Place) -> str:
    return f"sel {place.cell}" if place.cell else f"baris {place.line}"


def without(table: BareTable, columns: Collection[int]) -> BareTable:
    """Return the table without some of its columns."""
    if not columns:
        return table
    kept = [at for at in range(len(table.headings)) if at not in columns]
    return replace(
        table,
        headings=tuple(table.headings[at] for at in kept),
        heading_places=tuple(table.heading_places[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        place=lambda row, column: table.place(row, kept[column]),
    )


def read_rating(raw: Any) -> Any:
    """Return a cell of a reviewer: a number where it is one, else the word as written."""
    if raw is KOSONG:
        return KOSONG
    number = parse_number(raw)
    return str(raw) if isinstance(number, Unreadable) else number


def whole(name: str, *also: str, is_needed: bool = True, is_filled: bool = True) -> WantedColumn:
    """Return a column of whole numbers."""
    return WantedColumn(name, parse_integer, also, is_needed, is_filled)


def number(name: str, *also: str, is_needed: bool = True, is_filled: bool = True) -> WantedColumn:
    """Return a column of numbers."""
    return WantedColumn(name, parse_number, also, is_needed, is_filled)


def words(name: str, *also: str, is_needed: bool = True, is_filled: bool = True) -> WantedColumn:
    """Return a column of text."""
    return WantedColumn(name, parse_text, also, is_needed, is_filled)
