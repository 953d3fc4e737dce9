"""Reads a filled form that borang did not make, by the words of a type: each label's value, each table's rows, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.form.planning import plan_of
from generator.intake.foreign.documents import document_pieces
from generator.intake.foreign.fitting import FittedForm, fitted
from generator.intake.foreign.heads import FormSheetView
from generator.intake.foreign.pieces import KnownWords, Piece, known_words
from generator.intake.foreign.sheets import sheet_pieces
from generator.intake.form import RawForm
from generator.intake.workbook.grid import FormGrid
from generator.intake.yaml_data import TYPE_KEY
from generator.office.word.flow import FlowBlock, Marker
from validators.findings import Findings, Place

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec


def fitted_sheets(grids: Sequence[FormGrid], compiled: CompiledSpec) -> FittedForm:
    """Return which places of a type the sheets of a workbook have."""
    plan = plan_of(compiled)
    return fitted(plan, list(book_pieces(grids, known_words(plan))))


def fitted_document(blocks: Sequence[FlowBlock], compiled: CompiledSpec, file: str, markers: Mapping[str, Marker]) -> FittedForm:
    """Return which places of a type a Word document has. file: its name; markers: of its numberings."""
    plan = plan_of(compiled)
    return fitted(plan, list(document_pieces(blocks, file, known_words(plan), markers)))


def book_pieces(grids: Iterable[FormGrid], known: KnownWords) -> Iterable[Piece]:
    """Yield the pieces of the sheets that a workbook shows."""
    for grid in grids:
        if not grid.is_hidden:
            yield from sheet_pieces(FormSheetView(grid, known))


def foreign_form(form: FittedForm, compiled: CompiledSpec, file: str) -> RawForm:
    """Return the raw form that was found in a file, with what of it has no place in the type."""
    made = form.assembled(compiled.home.library)
    where = {(): Place(file), (TYPE_KEY,): Place(file), **made.places}
    found = [one if one.place.file else replace(one, place=Place(file)) for one in (*made.found, *form.said())]
    return RawForm(compiled.spec.id, made.values, where, Findings(found))
