"""Where each field stands when people fill it in: Plan → Sheet → Slot. Made once from the fields (`form/planning.py`); knows no file format.

A form has one sheet for all single fields (`FormSheet`), one for each table, also for one in a table (`TableSheet`), for each
table of fixed rows (`FixedSheet`) and for each matrix that cannot stand beside its rows (`MatrixSheet`). A slot says what stands
in one place: its path, what is read there, its headings from the outermost in, its hidden name, and where its heading stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.fields.entry import CellEntry
from generator.fields.kind import Offer
from generator.fields.shapes import ListOf, Scalar
from generator.form.fed import FedField
from generator.form.formulas import ShownFormula

MOST_ACROSS: Final = 15
FIRST_LINE: Final = 5
HEAD_ROW: Final = 4
"""On every sheet the words over the columns stand in this row."""
MATRIX_KEY: Final = "*"
"""What stands in the path of a matrix's cell for its row and for its column."""
PARENT_KEY: Final = "^"
"""What stands in the path of the column that names the row of the table above."""
ROW_KEY: Final = "#"
"""What stands in the path of the column that says which row of a catalogue, or of another table, a line is."""
VALUE_KEY: Final = "="
"""The path of the head over the values of single fields."""
VALUE_HEAD: Final = "Nilai"
NAME_PREFIX: Final = "_b."
_LONGEST_NAME: Final = 250
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]")
_SPOKEN_STEPS: Final = {MATRIX_KEY: "_sel", PARENT_KEY: "_induk", ROW_KEY: "_baris", VALUE_KEY: "_nilai"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill in, or to read what is computed.

    path: names from the top of the form, a column's with those of its table. heading: the labels over it, outermost first.
    name: hidden, for whoever moves or renames the heading. address: of the heading; the value stands beside or below it.
    hint: how it is written. default: where its value comes from when it is left empty. condition: in words, under which it applies. offer: what may be chosen. entry: what a cell takes. formula: what shows in it while nobody fills it.
    former: the hidden names that it had in forms of earlier revisions.
    """

    path: tuple[str, ...]
    field: Scalar | ListOf
    heading: tuple[str, ...]
    name: str
    address: str = ""
    hint: str = ""
    default: str = ""
    condition: str = ""
    offer: Offer = Offer()
    entry: CellEntry = CellEntry()
    formula: ShownFormula | None = None
    former: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The heading in one cell, with those above it."""
        return " – ".join(self.heading)

    @property
    def note(self) -> str:
        """What a form says beside the place: when it applies, how it is written, its unit, its help."""
        return self.noted(self.hint)

    def noted(self, hint: str) -> str:
        """Return what a form says beside the place, with other words for how it is written."""
        unit = self.field.unit if isinstance(self.field, Scalar) else ""
        condition = f"hanya bila {self.condition}" if self.condition else ""
        return "; ".join(filter(None, (condition, hint, self.default, f"satuan {unit}" if unit else "", self.field.help)))

    @property
    def kind(self) -> str:
        """The kind of the value, of a list that of its items."""
        return self.field.of.kind if isinstance(self.field, ListOf) else self.field.kind

    @property
    def is_read(self) -> bool:
        """Whether what stands there is read, as opposed to its being computed."""
        return self.field.is_given

    @property
    def is_required(self) -> bool:
        """Whether it must be filled, whatever else is."""
        return self.is_read and self.field.is_asked and not self.field.when


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading over the lines that follow it; level: 1 for a group, more for one within."""

    text: str
    level: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """Labels with their values beside them."""

    title: str
    lines: tuple[FormSection | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places to fill in."""
        return tuple(line for line in self.lines if isinstance(line, Slot))


@dataclass(frozen=True, slots=True)
class MatrixSide:
    """One side of a matrix. name: as the spec has it. keys: key and label of each, where a catalogue gives them.

    column: the path whose cells name them, where the form does. most: how many there are at the most.
    """

    name: str
    label: str
    keys: tuple[tuple[str, str], ...] = ()
    column: tuple[str, ...] = ()
    most: int = MOST_ACROSS


@dataclass(frozen=True, slots=True)
class Across:
    """A matrix beside its rows' table: a column for each of `columns`, whose heads are chosen or given."""

    cell: Slot
    columns: MatrixSide


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Rows that people add. parent: the path of the table around it, whose row the first slot names. key: of a row.

    after: how many single fields the type has before it.
    """

    path: tuple[str, ...]
    title: str
    label: str
    slots: tuple[Slot, ...]
    help: str = ""
    key: str = ""
    parent: tuple[str, ...] = ()
    is_required: bool = False
    across: tuple[Across, ...] = ()
    after: int = 0


@dataclass(frozen=True, slots=True)
class FixedSheet:
    """A row for each of `rows`: key and label. first: the column that says which row a line is. after: as of a table."""

    path: tuple[str, ...]
    title: str
    label: str
    first: Slot
    slots: tuple[Slot, ...]
    rows: tuple[tuple[str, str], ...]
    help: str = ""
    is_required: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """A cell for each pair of a row and a column. first: the column that says which row a line is. after: as of a table."""

    path: tuple[str, ...]
    title: str
    label: str
    first: Slot
    slots: tuple[Slot, ...]
    rows: MatrixSide
    columns: MatrixSide
    help: str = ""
    is_required: bool = False
    after: int = 0


Sheet: TypeAlias = FormSheet | TableSheet | FixedSheet | MatrixSheet


@dataclass(frozen=True, slots=True)
class Plan:
    """A form of a type. mark: tells at once whether a filled form was made to another plan. feeders: the types whose files feed it.

    omitted: the paths of what a form has no place for: a table in fixed rows, a matrix in a row, and more fixed rows in a row than stand side by side.
    fed: what is taken whole from those files. left_out: what of it the form does not ask for.
    """

    type: str
    revision: int
    title: str
    source: str
    sheets: tuple[Sheet, ...]
    mark: str
    feeders: tuple[str, ...] = ()
    omitted: tuple[tuple[str, ...], ...] = ()
    fed: tuple[FedField, ...] = ()
    left_out: tuple[FedField, ...] = ()

    def slots(self) -> Iterator[Slot]:
        """Yield every place of the form, in the order of its sheets."""
        for sheet in self.sheets:
            yield from sheet.slots
            if isinstance(sheet, TableSheet):
                yield from (across.cell for across in sheet.across)

    def at(self, path: tuple[str, ...]) -> Slot | None:
        """Return the place of a field by its path of names."""
        return next((slot for slot in self.slots() if slot.path == path), None)


def hidden_name(path: tuple[str, ...]) -> str:
    """Return the defined name of a place: never like a cell's address, never longer than a workbook allows."""
    text = NAME_PREFIX + ".".join(_SPOKEN_STEPS.get(step) or _NOT_IN_NAMES.sub("_", step) for step in path)
    return text if len(text) <= _LONGEST_NAME else text[:200] + hashlib.sha256(text.encode()).hexdigest()[:12]
