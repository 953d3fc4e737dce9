"""Where the documents of a batch come from: the rows of a table, a folder of forms, or a file with what one document a row is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.batch.pieces import Unit
from generator.errors import IntakeFault
from generator.intake.folder import data_files_in
from generator.intake.form import RawForm
from generator.intake.read import given_of
from validators.findings import Finding, Findings, Place

if TYPE_CHECKING:
    from generator.batch.station import Station
    from generator.blank.roster import RosterTable
    from generator.form.matching import QuestionMatch
    from generator.spec.compile import CompiledSpec

TABLES: Final = frozenset({".csv", ".tsv", ".txt", ".parquet"})
_ROW: Final = re.compile(r"[A-Z]+(\d+)")
_LIST_STARTS: Final = ("[", "- ")


@dataclass(frozen=True, slots=True)
class BatchSource:
    """The pieces of a source. name: of its file or folder. unit: gives one by its number. found: what is said of it as a whole.

    of: what its pieces are called, "baris" or "berkas". called: gives the name of one without reading it, where that is quicker.
    """

    name: str
    count: int
    unit: Callable[[int], Unit]
    of: str
    found: Findings = Findings()
    called: Callable[[int], str] | None = None

    def name_of(self, number: int) -> str:
        """Return how a piece is called."""
        return self.unit(number).name if self.called is None else self.called(number)

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


def source_at(given: Path, station: Station, *, output: Path) -> BatchSource | None:
    """Return the source that a file or a folder is, None for a folder without a data file. output: what is there is none.

    Raises IntakeFault, SpecFault.
    """
    if not given.is_dir():
        return of_table(given, station) if is_table(given) else of_forms(given, station)
    try:
        files = [file for file in data_files_in(given) if file.resolve().parent != output.resolve()]
    except OSError:
        files = [given]  # reading it will say what is wrong
    return of_files(files, str(given)) if files else None


def of_files(files: Sequence[Path], name: str) -> BatchSource:
    """Return a source of filled forms, a file each."""
    known = tuple(files)
    return BatchSource(name, len(known), lambda number: Unit(number, known[number], known[number].name), "berkas")


def of_forms(file: Path, station: Station) -> BatchSource:
    """Return a source of all the forms that a file has the data for. Raises IntakeFault, SpecFault."""
    marks = [form.mark for form, _ in station.forms_in(file)]
    return BatchSource(str(file), len(marks), lambda number: Unit(number, file, marks[number] or file.name, number), "baris")


def of_table(file: Path, station: Station) -> BatchSource:
    """Return a source of the rows of a table. Raises IntakeFault.

    They are answers to questions where a mapping says where these go, or where some ask for rows of a table; else each heading is a
    single field of the type.
    """
    from generator.blank.roster import read_roster_table
    from generator.intake.export.mapping_file import mapping_beside

    if station.mapping is not None or mapping_beside(file, station.job.type_name) is not None:
        return of_export(file, station)
    try:
        table = read_roster_table(file, station.compiled)
    except IntakeFault as fault:
        if fault.code != "daftar-tanpa-isian":
            raise
        return of_export(file, station)
    asked = _rows_asked(table, station.compiled)
    if any(not one.is_open for one in asked):
        return of_export(file, station)
    answers = of_export(file, station) if asked else None  # "Kuantitas" and again "Kuantitas": an export, if all else in it is sure
    return _of_roster(file, table) if answers is None or answers.found.has_errors else answers


def _rows_asked(table: RosterTable, compiled: CompiledSpec) -> list[QuestionMatch]:
    """Return what headings that are no single field surely ask for in rows of the type's tables, such as "RHK 2 – Kuantitas"."""
    from generator.form.asked import asked_index
    from generator.form.matching import Matcher

    headings, matcher = table.reading.table.headings, Matcher(compiled, asked_index(compiled))
    left = set(headings) - {headings[at] for at in table.reading.indexes.values()}
    return [one for heading in left for one in matcher.matches(heading) if one.is_sure and one.place.turns]


def _of_roster(file: Path, table: RosterTable) -> BatchSource:
    general, of_rows = _told_apart(table)
    return BatchSource(
        str(file), len(table.reading.rows), lambda number: _row(number, file, table, of_rows.get(number, ())), "baris", general
    )


def of_export(file: Path, station: Station) -> BatchSource:
    """Return a source of the answered rows of an export, or one without any that says why they cannot be read. Raises IntakeFault."""
    from generator.intake.export.read import export_rows

    incoming, name = station.incoming(file), station.job.type_name
    rows = export_rows(incoming, station.catalogue, name)
    if isinstance(rows, RawForm):
        found = rows.refused
        if not found:  # its mapping is of another type
            found = Findings(one for one in [given_of(rows, incoming, station.catalogue, type_name=name)] if isinstance(one, Finding))
        return BatchSource(str(file), 0, lambda number: Unit(number, file, ""), "baris", found)

    def answered(number: int) -> Unit:
        form = rows.form(number)
        return Unit(number, file, form.mark, None, form)

    return BatchSource(str(file), len(rows.answered), answered, "baris", rows.said(), rows.mark)


def _row(number: int, file: Path, table: RosterTable, found: Sequence[Finding]) -> Unit:
    """Return a row as a raw form: of single fields."""
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
