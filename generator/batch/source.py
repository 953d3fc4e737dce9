"""Where the documents of a batch come from: the rows of a table, a folder of forms, or a file with what one document a row is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.batch.pieces import Unit
from generator.intake.form import RawForm
from validators.findings import Finding, Findings, Place

if TYPE_CHECKING:
    from generator.batch.station import Station
    from generator.blank.roster import RosterTable

TABLES: Final = frozenset({".csv", ".tsv", ".txt", ".parquet"})
_ROW: Final = re.compile(r"[A-Z]+(\d+)")
_LIST_STARTS: Final = ("[", "- ")


@dataclass(frozen=True, slots=True)
class BatchSource:
    """The pieces of a source. name: of its file or folder. unit: gives one by its number. found: what is said of it as a whole.

    of: what its pieces are called, "baris" or "berkas".
    """

    name: str
    count: int
    unit: Callable[[int], Unit]
    of: str
    found: Findings = Findings()

    def chunks(self, size: int) -> Iterator[list[Unit]]:
        """Yield the pieces in their order, so many at a time."""
        for start in range(0, self.count, size):
            yield [self.unit(number) for number in range(start, min(start + size, self.count))]


def is_table(file: Path) -> bool:
    """Whether a file is a table whose rows are documents, and not a form."""
    suffix = file.suffix.lower()
    if suffix in TABLES:
        return True
    if suffix == ".xlsx":
        from generator.intake.workbook.identity import is_form

        return not is_form(file)
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            return stream.read(4096).lstrip().startswith(_LIST_STARTS)
    except OSError:
        return False


def of_files(files: Sequence[Path], name: str) -> BatchSource:
    """Return a source of filled forms, a file each."""
    known = tuple(files)
    return BatchSource(name, len(known), lambda number: Unit(number, known[number], known[number].name), "berkas")


def of_forms(file: Path, station: Station) -> BatchSource:
    """Return a source of all the forms that a file has the data for. Raises IntakeFault, SpecFault."""
    marks = [form.mark for form, _ in station.forms_in(file)]
    return BatchSource(str(file), len(marks), lambda number: Unit(number, file, marks[number] or file.name, number), "baris")


def of_table(file: Path, station: Station) -> BatchSource:
    """Return a source of the rows of a table, whose headings are fields of the type. Raises IntakeFault."""
    from generator.blank.roster import read_roster_table

    table = read_roster_table(file, station.compiled)
    general, of_rows = _told_apart(table)
    return BatchSource(
        str(file), len(table.reading.rows), lambda number: _row(number, file, table, of_rows.get(number, ())), "baris", general
    )


def _row(number: int, file: Path, table: RosterTable, found: Sequence[Finding]) -> Unit:
    """Return a row as a raw form: the one seam between tables of any kind and documents."""
    row = table.reading.rows[number]
    name = f"baris {_line(table.reading.place(row)) or number + 1}"
    return Unit(number, file, name, None, RawForm("", table.values(row), table.places(row), Findings(found), mark=name))


def _told_apart(table: RosterTable) -> tuple[Findings, dict[int, list[Finding]]]:
    """Return what is said of a table as a whole, and of each of its rows."""
    lines = {_line(table.reading.place(row)): number for number, row in enumerate(table.reading.rows)} if table.reading.found else {}
    general: list[Finding] = []
    of_rows: dict[int, list[Finding]] = {}
    for one in table.reading.found:
        number = lines.get(_line(one.place))
        (general if number is None else of_rows.setdefault(number, [])).append(one)
    return Findings(general), of_rows


def _line(place: Place) -> int | None:
    """Return the line or row that a place is in."""
    if place.line is not None:
        return place.line
    found = _ROW.match(place.cell or "")
    return int(found[1]) if found else None
