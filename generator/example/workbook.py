"""Finished workbooks and their data to a template: told as documents of Word, looked at as these are, written back row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator.example.account import Account, Making
from generator.example.conditions import place_conditions
from generator.example.passage import folded
from generator.example.sheet_rows import lines_of_story
from generator.example.sheet_story import SheetView, story_of
from generator.example.sheet_values import as_held, group_loops, inner_loops
from generator.example.sheet_writing import SettledSheet, changes_of
from generator.example.values import KnownValues
from generator.example.word import MadeTemplate, ToldExample, put_together
from generator.intake.workbook.grid import read_grids
from generator.office.package.parts import read_members, replaced, written
from generator.office.package.xml import Element, elements, parsed
from generator.office.sheet.book import open_book
from generator.render.xlsx.model import TemplateBook
from generator.render.xlsx.reading import read_book
from generator.spec.compile import CompiledSpec

_LETTERHEAD: Final = frozenset({"kementerian", "unit_utama", "nama", "alamat", "telepon", "laman", "surel"})
"""What of the office its letterhead says."""


@dataclass(frozen=True)
class WorkbookExample:
    """A finished workbook with what its data can print. file: its name, for faults."""

    data: bytes
    known: KnownValues
    file: str

    @cached_property
    def book(self) -> TemplateBook:
        """The workbook, read. Raises TemplateFault for one that cannot be filled."""
        return read_book(self.data, file=self.file)

    def views(self, number: int = 0) -> list[SheetView]:
        """Return the sheets that are to be seen. Raises IntakeFault for a workbook that cannot be read."""
        sheets = {sheet.name: sheet for sheet in self.book.sheets}
        office = tuple(
            folded(value).casefold()
            for name, value in self.known.context.get("institusi", {}).items()
            if isinstance(value, str) and name in _LETTERHEAD
        )
        framed = frozenset(number for number, one in enumerate(self.book.styles.formats) if one.framed)
        grids = read_grids(open_book(self.data, self.file), self.file)
        return [SheetView(grid, sheets[grid.name], framed, office, number) for grid in grids if grid.name in sheets and not grid.is_hidden]


def workbook_template(examples: Sequence[WorkbookExample], compiled: CompiledSpec) -> MadeTemplate:
    """Return the template that finished workbooks of one type give: the first, with branches for what only the others say.

    Raises IntakeFault or TemplateFault for one that cannot be read.
    """
    told, views = _told(examples)
    stories, account = told[0].stories, told[0].making.account
    conditions, known = put_together(told, compiled)
    for story in stories.values():
        place_conditions(story, conditions.in_story(story))
    longs = {one.path for one in known.longs}
    parts = {member.name: member.data for member in read_members(examples[0].data)}
    sheets = [
        SettledSheet(
            name,
            views[name][0].sheet.part,
            parsed(parts[views[name][0].sheet.part]),
            lines_of_story(story, views[name], longs),
            dict(_rows_of(examples, views[name])),
        )
        for name, story in stories.items()
    ]
    account.placed = +account.placed
    changes = changes_of(examples[0].book, [one for one in sheets if one.is_changed])
    return MadeTemplate(written(replaced(read_members(examples[0].data), changes)), account)


def _told(examples: Sequence[WorkbookExample]) -> tuple[list[ToldExample], dict[str, list[SheetView]]]:
    """Return the examples as stories, sheets by the name that they have in the first, and the sheets of each name."""
    views = {view.grid.name: [view] for view in examples[0].views()}
    told = [ToldExample({name: story_of(held[0]) for name, held in views.items()}, _making(examples[0].known))]
    for number, other in enumerate(examples[1:], start=1):
        pairs = dict(_pairs(list(views), other.views(number)))
        for name, view in pairs.items():
            views[name].append(view)
        told.append(ToldExample({name: story_of(view) for name, view in pairs.items()}, _making(other.known)))
    return told, views


def _making(known: KnownValues) -> Making:
    held = as_held(known)
    return Making(held, Account(), (*inner_loops(held), *group_loops(held)))


def _pairs(names: Sequence[str], theirs: Sequence[SheetView]) -> Iterator[tuple[str, SheetView]]:
    """Yield the sheets that belong to those of the first example: of one name, else those that are left, in their order."""
    named = {view.grid.name: view for view in theirs}
    left = (view for view in theirs if view.grid.name not in names)
    for name in names:
        found = named.get(name) or next(left, None)
        if found is not None:
            yield name, found


def _rows_of(examples: Sequence[WorkbookExample], views: Sequence[SheetView]) -> Iterator[tuple[tuple[int, int], Element]]:
    """Yield the rows of the sheet in the examples beside the first, by example and number."""
    for view in views[1:]:
        example = examples[view.book]
        same = example.book.parts.get(example.book.styles.part) == examples[0].book.parts.get(examples[0].book.styles.part)
        for row in elements(parsed(example.book.parts[view.sheet.part]), "row"):
            for cell in row if not same else ():
                cell.attrib.pop("s", None)
            yield (view.book, int(row.get("r", "0"))), row
