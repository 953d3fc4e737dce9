"""What the pages show of a form: parts, rows and controls as plain things that a template walks through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from generator.web.tasks import ToldFinding
from validators.findings import Path

_HALF_A_PAGE: Final = 38
"""How many letters a control shows that shares its line with another."""


@dataclass(slots=True)
class ControlView:
    """One place to fill in. widget: "baris", "uraian", "pilih", "centang", "gambar", "hitung". groups: choices under what they have in common.

    other: words that are written beside the choices. taken: what comes from elsewhere if nothing is written.
    is_marked: whether marks in it are styles: bold, items, tables.
    """

    name: str
    path: Path
    label: str
    widget: str = "baris"
    note: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    other: str = ""
    is_open: bool = False
    is_required: bool = False
    is_marked: bool = False
    is_number: bool = False
    unit: str = ""
    letters: int = 0
    suggestions: tuple[str, ...] = ()
    taken: str = ""
    findings: list[ToldFinding] = field(default_factory=list[ToldFinding])

    @property
    def errors(self) -> list[ToldFinding]:
        """What keeps the document from being made."""
        return [one for one in self.findings if one.is_error]

    @property
    def is_wide(self) -> bool:
        """Whether what stands in it, or what may be chosen, is too long for half a page."""
        choices = (words for _, group in self.groups for _, words in group) if self.widget == "pilih" else ()
        return max(map(len, (self.value, *choices))) > _HALF_A_PAGE


@dataclass(slots=True)
class RowView:
    """A row of a table. name: its mark's. called: what it was called when the page was made. is_open: whether its card is."""

    name: str
    id: str
    path: Path
    label: str
    controls: list[ControlView] = field(default_factory=list[ControlView])
    tables: list[TableView] = field(default_factory=list["TableView"])
    beside: list[MatrixView] = field(default_factory=list["MatrixView"])
    called: str = ""
    is_open: bool = False
    findings: list[ToldFinding] = field(default_factory=list[ToldFinding])

    def every(self) -> list[ControlView]:
        """Return its controls, with those of the tables in it."""
        return [
            *self.controls,
            *(control for matrix in self.beside for row in matrix.rows for control in row.controls),
            *(control for table in self.tables for row in table.rows for control in row.every()),
        ]

    @property
    def errors(self) -> int:
        """How many findings there are in it that keep the document from being made."""
        return sum(len(control.errors) for control in self.every()) + sum(one.is_error for one in self.findings)

    @property
    def computed(self) -> list[ControlView]:
        """What the program computes of it."""
        return [control for control in self.controls if control.widget == "hitung"]


@dataclass(slots=True)
class TableView:
    """A table. blank: a row to copy, where people add some; depth: in how many tables it stands. is_grid: whether its rows stand side by side."""

    name: str
    path: Path
    label: str
    help: str = ""
    is_required: bool = False
    is_grid: bool = False
    rows: list[RowView] = field(default_factory=list[RowView])
    blank: RowView | None = None
    depth: int = 0
    findings: list[ToldFinding] = field(default_factory=list[ToldFinding])

    @property
    def heads(self) -> list[ControlView]:
        """The columns, as its first row has them."""
        rows = self.rows or ([self.blank] if self.blank is not None else [])
        return rows[0].controls if rows else []


@dataclass(slots=True)
class MatrixView:
    """A matrix, or the part of one that stands in a row. heads: what stands over its columns."""

    name: str
    path: Path
    label: str
    help: str = ""
    heads: tuple[str, ...] = ()
    rows: list[RowView] = field(default_factory=list[RowView])
    waits_for: str = ""
    findings: list[ToldFinding] = field(default_factory=list[ToldFinding])


@dataclass(slots=True)
class PartView:
    """What stands under one heading of the form. anchor: its id in the page."""

    anchor: str
    heading: str
    level: int
    controls: list[ControlView] = field(default_factory=list[ControlView])
    table: TableView | None = None
    matrix: MatrixView | None = None

    @property
    def errors(self) -> int:
        """How many findings there are in it that keep the document from being made."""
        found = sum(len(control.errors) for control in self.controls)
        block = self.table or self.matrix
        return found if block is None else found + sum(row.errors for row in block.rows) + sum(one.is_error for one in block.findings)


@dataclass(slots=True)
class FormView:
    """A form as its page shows it. names: of controls, rows and tables, by path. unplaced: findings that belong to no place of it."""

    parts: list[PartView]
    names: dict[Path, str]
    summary: list[tuple[ToldFinding, str]] = field(default_factory=list[tuple[ToldFinding, str]])
