"""One form for each row of a roster: teachers, schools, participants; what the roster tells of each is written in it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, Final, TypeAlias

from generator.errors import IntakeFault
from generator.fields.subject import SUBJECTS
from generator.form.headings import PEOPLE, Reading, ReadRow, WantedColumn, known_names, read_columns
from generator.form.plan import FormSheet, Slot
from generator.form.planning import plan_of
from generator.formatting import show
from generator.intake.as_text import as_text
from generator.intake.tables.read import read_table
from generator.intake.typing import typed
from generator.spec.compile import CompiledSpec
from generator.spec.keys import value_at
from validators.absence import is_absent
from validators.findings import Finding, Findings, Path, Place

_MOST_LISTED: Final = 12
_Placed: TypeAlias = tuple[Slot, str]
"""A single field, and the column of the roster that holds it."""


@dataclass(frozen=True, slots=True)
class RosterForm:
    """A form for one row. name: what its file is called by; values: what stands in it, as a person would write it."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Roster:
    """The forms of a roster, and what is wrong with it or passed over."""

    forms: tuple[RosterForm, ...]
    found: Findings


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A table whose headings are single fields of a type. slots: the fields that it has, each with its column."""

    reading: Reading
    slots: tuple[_Placed, ...]

    def values(self, row: ReadRow) -> dict[str, Any]:
        """Return the cells of a row as the values of a data file."""
        return _nested(self.slots, row)

    def places(self, row: ReadRow) -> dict[Path, Place]:
        """Return where the values of a row stand."""
        found: dict[Path, Place] = {(): self.reading.place(row)}
        found.update((slot.path, self.reading.place(row, column)) for slot, column in self.slots)
        return found


def read_roster_table(file: FilePath, compiled: CompiledSpec) -> RosterTable:
    """Return a table read by the labels of the type's single fields, or their names.

    Raises IntakeFault when the file cannot be read as a table, or none of its headings is a field.
    """
    wanted = list(_wanted(compiled))
    columns = [column for _, column in wanted]
    reading = read_columns(read_table(file, known_names(columns)), columns)
    slots = tuple((slot, column.name) for slot, column in wanted if reading.has(column.name))
    if not slots and reading.table.headings:
        listed = ", ".join(column.name for column in columns[:_MOST_LISTED])
        raise IntakeFault(
            f"Tidak satu pun judul kolomnya nama isian {compiled.spec.id}.",
            file=file,
            hint=f"Pakai nama isian sebagai judul kolom, misalnya: {listed}.",
            code="daftar-tanpa-isian",
        )
    return RosterTable(reading, slots)


def read_roster(file: FilePath, compiled: CompiledSpec) -> Roster:
    """Return a form for each row of a table; its headings are the labels of the type's single fields, or their names.

    Raises what `read_roster_table` raises.
    """
    table = read_roster_table(file, compiled)
    reading, slots = table.reading, table.slots
    naming = next((slot for slot, _ in slots if slot.path[-1] in SUBJECTS), slots[0][0] if slots else None)
    forms: list[RosterForm] = []
    found = list(reading.found)
    for row in reading.rows:
        values, problems, _ = typed(compiled, table.values(row))
        found += _placed(problems, slots, reading, row)
        name = value_at(values, naming.path) if naming is not None else ""
        forms.append(RosterForm(f"baris {row.at + 1}" if is_absent(name) or not name else show(name), as_text(values)))
    return Roster(tuple(forms), Findings(found))


def _wanted(compiled: CompiledSpec) -> Iterator[tuple[Slot, WantedColumn]]:
    """Yield the column that each single field of a form may have in a roster."""
    slots = [slot for sheet in plan_of(compiled).sheets if isinstance(sheet, FormSheet) for slot in sheet.slots if slot.is_read]
    labels = Counter(slot.heading[-1] for slot in slots)
    people = next((slot for slot in slots if slot.path[-1] == "nama"), None)
    for slot in slots:
        name = slot.heading[-1] if labels[slot.heading[-1]] == 1 else slot.title
        also = (slot.title, ".".join(slot.path), *(PEOPLE if slot is people else ()))
        yield slot, WantedColumn(name, _as_written, also, is_needed=False, is_filled=False)


def _as_written(raw: Any) -> Any:
    return raw


def _nested(slots: Sequence[_Placed], row: ReadRow) -> dict[str, Any]:
    """Return the cells of a row as the values of a data file."""
    made: dict[str, Any] = {}
    for slot, column in slots:
        raw = row.cells.get(column)
        if raw is None or is_absent(raw):
            continue
        held = made
        for step in slot.path[:-1]:
            held = held.setdefault(step, {})
        held[slot.path[-1]] = raw
    return made


def _placed(problems: Sequence[Finding], slots: Sequence[_Placed], reading: Reading, row: ReadRow) -> Iterator[Finding]:
    """Yield what is wrong with the values of a row, each at its cell."""
    for one in problems:
        held = next(((slot, column) for slot, column in slots if slot.path == one.path[: len(slot.path)]), None)
        yield replace(one, place=reading.place(row, held[1]), label=held[0].title) if held else replace(one, place=reading.place(row))
