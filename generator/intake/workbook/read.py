"""Reads a filled form that is a workbook: which form it is, where its places stand now, and what was written in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.errors import IntakeFault
from generator.form.assembled import Assembly
from generator.form.identity import FAULTS_SHEET, HIDDEN_SHEET, Identity
from generator.form.plan import NAME_PREFIX, FixedSheet, FormSheet, MatrixSheet, Plan, TableSheet
from generator.form.planning import plan_of
from generator.guard import FORM_BOOK, admit, read_given
from generator.intake.export.mapping_file import mapping_beside
from generator.intake.export.read import headings_known, read_export
from generator.intake.foreign.fitting import FittedForm
from generator.intake.foreign.read import fitted_sheets, foreign_form
from generator.intake.form import Incoming, RawForm
from generator.intake.tables.head import MOST_TITLE_ROWS
from generator.intake.workbook.grid import FormGrid, read_grids
from generator.intake.workbook.identity import identity_within, is_form
from generator.intake.workbook.lines import FormRow, beside_form, beside_table, form_line, read_rows
from generator.intake.workbook.locating import Located, LocatedForm, LocatedTable, located, slots_of
from generator.intake.yaml_data import REVISION_KEY, TYPE_KEY
from generator.office.sheet.book import open_book
from generator.office.sheet.told import names_of
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding, suggestion
from validators.values import shown

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue
    from generator.spec.compile import CompiledSpec

_Rows: TypeAlias = Mapping[int, Sequence[FormRow]]
_BESIDE_EACH_OTHER: Final = 2
_OWN_SHEETS: Final = frozenset({"petunjuk", "daftar", HIDDEN_SHEET, FAULTS_SHEET.casefold()})


def read_workbook(incoming: Incoming, catalogue: Catalogue, type_name: str = "") -> Iterator[RawForm]:
    """Yield the one raw form in a workbook. type_name: its type, where the workbook does not tell.

    Raises IntakeFault when it cannot be read, or holds none of the form's sheets.
    """
    if _is_mapped(incoming, type_name):
        yield from read_export(incoming, catalogue, type_name)
        return
    book = open_book(_content(incoming), incoming.name)
    grids = list(read_grids(book, incoming.name))
    identity = identity_within(book, grids)
    name = identity.type if identity is not None else type_name
    where: dict[Path, Place] = {(): Place(incoming.name), (TYPE_KEY,): Place(incoming.name)}
    if name not in catalogue:
        yield RawForm(name, {}, where)
        return
    plan = plan_of(catalogue.compiled(name))
    own = [grid for grid in grids if grid.name.casefold() not in _OWN_SHEETS]
    names = names_of(book)
    spots = located(plan, own, names)
    is_named = any(name.startswith(NAME_PREFIX) for name in names)
    if identity is None and not is_named and (foreign := _as_people_made_it(own, catalogue.compiled(name), spots)) is not None:
        yield foreign_form(foreign, catalogue.compiled(name), incoming.name)
        return
    if identity is None and _most_headings(own, catalogue.compiled(name)) >= (_BESIDE_EACH_OTHER if spots else 1):
        yield from read_export(incoming, catalogue, type_name)
        return
    if not spots:
        raise IntakeFault(
            f"Buku kerja ini bukan formulir {name}: tidak satu pun lembarnya dikenal.",
            file=incoming.name,
            hint=f"Buat formulirnya dengan: borang blank {name} -o {name}.xlsx",
            code="bukan-formulir",
        )
    rows = {number: read_rows(plan.sheets[number], found) for number, found in spots.items() if isinstance(found, LocatedTable)}
    made = _assembled(plan, spots, rows, catalogue)
    had = _places_had(plan, grids, names, identity)
    found = [*made.found, *_said(plan, (spots, rows), own, had, file=incoming.name)]
    values = made.values
    if identity is not None and identity.revision and not catalogue.compiled(name).spec.field_at((REVISION_KEY,)):
        values = {REVISION_KEY: identity.revision, **values}
    yield RawForm(name, values, where | made.places, Findings(found))


def _is_mapped(incoming: Incoming, type_name: str) -> bool:
    """Whether a workbook is an export for which somebody settled where its questions go; a form of ours is none, whatever lies beside it."""
    if incoming.mapping is not None:
        return True
    beside = mapping_beside(incoming.file, type_name) if incoming.folder is not None else None
    return beside is not None and (beside.name.startswith(incoming.file.stem) or not is_form(incoming.file))


def _most_headings(grids: Sequence[FormGrid], compiled: CompiledSpec) -> int:
    """Return how many labels of single fields stand in one row at the top of a sheet: in a form they stand below each other."""
    tops = (grid.cells[row] for grid in grids for row in sorted(grid.cells)[:MOST_TITLE_ROWS])
    return max((headings_known(list(row.values()), compiled) for row in tops), default=0)


def _as_people_made_it(grids: Sequence[FormGrid], compiled: CompiledSpec, spots: Mapping[int, Located]) -> FittedForm | None:
    """Return the places of a type in a workbook that borang did not make, where that finds more of them than its own forms have; else None."""
    fitted = fitted_sheets(grids, compiled)
    own = sum(len(found.values if isinstance(found, LocatedForm) else found.columns) for found in spots.values())
    beside = _most_headings(grids, compiled)
    is_export = beside >= _BESIDE_EACH_OTHER and len(fitted.lines) < beside
    return fitted if fitted.count > own and fitted.is_close and not is_export else None


def _content(incoming: Incoming) -> bytes:
    """Return the bytes of a workbook that came through the gate."""
    data = read_given(incoming.file, FORM_BOOK) if incoming.data is None else incoming.data
    admit(data, incoming.file, FORM_BOOK)
    return data


def _assembled(plan: Plan, spots: Mapping[int, Located], rows: _Rows, catalogue: Catalogue) -> Assembly:
    made = Assembly(plan, catalogue.compiled(plan.type).home.library)
    for number, sheet in enumerate(plan.sheets):
        found = spots.get(number)
        if isinstance(found, LocatedForm):
            assert isinstance(sheet, FormSheet)
            made.form(sheet, form_line(sheet, found))
        elif isinstance(found, LocatedTable):
            assert not isinstance(sheet, FormSheet)
            lines = [row.line for row in rows[number] if not row.code]
            place = found.grid.place(found.head, min(found.columns.values(), default=1))
            match sheet:
                case TableSheet():
                    made.table(sheet, lines, place)
                case FixedSheet():
                    made.fixed(sheet, lines, place)
                case MatrixSheet():
                    made.matrix(sheet, lines, place)
    return made


def _places_had(plan: Plan, grids: Sequence[FormGrid], names: Collection[str], identity: Identity | None) -> frozenset[str]:
    """Return the hidden names of the places that the form had when it was given out; of one of another or an unknown time those that it tells itself."""
    is_unknown = identity is None or not identity.mark
    if (is_unknown and not names) or (identity is not None and identity.mark == plan.mark):
        return frozenset(slot.name for sheet in plan.sheets for slot in slots_of(sheet))
    hidden = next((grid for grid in grids if grid.name.casefold() == HIDDEN_SHEET), None)
    return frozenset(names).union(hidden.text(row, 1) for row in hidden.cells) if hidden is not None else frozenset(names)


def _said(
    plan: Plan, read: tuple[Mapping[int, Located], _Rows], grids: Sequence[FormGrid], had: frozenset[str], *, file: str
) -> Iterator[Finding]:
    """Yield what is said of the workbook as a whole: what of the form is gone, what is no part of it, what stands beside its places.

    had: the hidden names of the places that the form had.
    """
    spots, rows = read
    for number, sheet in enumerate(plan.sheets):
        found = spots.get(number)
        if found is None:
            if any(not had.isdisjoint((slot.name, *slot.former)) for slot in slots_of(sheet)):
                yield replace(finding("lembar-hilang", severity=Severity.WARNING, nilai=sheet.title), place=Place(file))
            continue
        for slot in found.lost:
            if slot.is_read and not had.isdisjoint((slot.name, *slot.former)):
                made = finding("tempat-hilang", slot.path, severity=Severity.WARNING, nilai=slot.title)
                yield replace(made, place=found.grid.place(found.head, 1))
        if isinstance(found, LocatedForm):
            assert isinstance(sheet, FormSheet)
            yield from beside_form(found)
        else:
            assert not isinstance(sheet, FormSheet)
            yield from beside_table(sheet, found, rows[number])
    used = {id(found.grid) for found in spots.values()}
    for grid in grids:
        if id(grid) not in used and grid.cells:
            titles = [sheet.title for number, sheet in enumerate(plan.sheets) if number not in spots]
            made = finding("lembar-di-luar-formulir", severity=Severity.WARNING, nilai=shown(grid.name), usul=suggestion(grid.name, titles))
            yield replace(made, place=Place(file, sheet=grid.name))
