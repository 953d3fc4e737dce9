"""A form with values as its page shows it: a walk over the plan's parts, one view for each place, findings beside what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from generator.form.parts import FormPart, parts_of
from generator.form.plan import PARENT_KEY, ROW_KEY, Across, FixedSheet, FormSheet, MatrixSheet, MatrixSide, Slot, TableSheet
from generator.web.controls import control_of
from generator.web.naming import BESIDE, KEY, name_of
from generator.web.taking import held_at, key_of
from generator.web.tasks import CheckReport, FormSheetPlan, Names, ToldFinding
from generator.web.views import ControlView, FormView, MatrixView, PartView, RowView, TableView
from validators.findings import MISSING, Path

_MOST_IN_GRID: Final = 5
_MOST_OPEN: Final = 2
"""So many columns of a grid may take what the others leave: in a third one nobody reads a name to its end."""
_BLANK_ID: Final = "rbaru{}"
_NOTHING: Final = CheckReport()
_LONGEST_TITLE: Final = 70


@dataclass(frozen=True, slots=True)
class FormContent:
    """What a page shows a form with. ids: those of rows in the page that is answered, by path. extra: a table's name that gets an empty row. feeders: the drafts that may feed it, by type: value and label of each. tells_missing: whether what is still empty is told."""

    values: Mapping[str, Any]
    report: CheckReport = _NOTHING
    ids: Mapping[Path, str] = field(default_factory=dict[Path, str])
    extra: str = ""
    feeders: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict[str, Sequence[tuple[str, str]]])
    tells_missing: bool = True


def laid_out(form: FormSheetPlan, content: FormContent) -> FormView:
    """Return a form as its page shows it."""
    placing = _SlotPlacing(form, content)
    parts = [placing.part(number, part) for number, part in enumerate(parts_of(form.plan), start=1)]
    view = FormView([part for part in parts if part.heading or part.controls or part.table or part.matrix], placing.names)
    for one in content.report.findings:
        if content.tells_missing or one.code != MISSING:
            placing.place(one, view)
    for part in parts:
        if part.table is not None:
            _open(part.table)
    return view


def _open(table: TableView) -> None:
    """Open the cards that something is to be done in: with errors, or empty."""
    for row in table.rows:
        row.is_open = row.is_open or bool(row.errors)
        for inner in row.tables:
            _open(inner)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where something stands: its path in the data, and the steps of its name."""

    path: Path = ()
    steps: Names = ()

    def below(self, names: Names) -> _Spot:
        """Return the spot of what has the same names in the data and in the page."""
        return _Spot((*self.path, *names), (*self.steps, *names))


@dataclass(slots=True)
class _SlotPlacing:
    """A walk through the parts. views: of everything that a finding may stand at, by path."""

    form: FormSheetPlan
    content: FormContent
    names: dict[Path, str] = field(default_factory=dict[Path, str])
    views: dict[Path, Any] = field(default_factory=dict[Path, Any])

    def part(self, number: int, part: FormPart) -> PartView:
        """Return what stands under one heading."""
        view = PartView(f"bagian-{number}", part.heading, part.level)
        sheet = part.sheet
        match sheet:
            case FormSheet():
                slots = (slot for slot in part.slots if self._is_offered(slot))
                view.controls = [self._control(slot, _Spot(slot.path, slot.path), self._at(slot.path), slot.heading[-1]) for slot in slots]
            case TableSheet():
                if not sheet.parent:
                    view.table = self._table(sheet, self.content.values, _Spot())
                else:
                    view.heading = ""  # it stands in the rows of the table around it
            case FixedSheet():
                view.table = self._fixed(sheet)
            case MatrixSheet():
                view.matrix = self._matrix(sheet)
        return view

    def _is_offered(self, slot: Slot) -> bool:
        """Whether a place is shown: one that names a file which feeds the form only where there is some."""
        return slot.path[0] not in self.form.plan.feeders or bool(self.content.feeders.get(slot.path[0]))

    def _at(self, steps: Iterable[str]) -> Any:
        return held_at(self.content.values, steps)

    def _control(self, slot: Slot, spot: _Spot, value: Any, label: str) -> ControlView:
        offered = self.content.feeders.get(slot.path[0]) if len(slot.path) == 1 else None
        view = control_of(slot, self.form.traits[slot.path], value, offered)
        view.name, view.path, view.label = name_of(spot.steps), spot.path, label
        if slot.offer.column:
            view.suggestions = tuple(self._members(slot.offer.column))
        taken, names = self.content.report.taken, tuple(step for step in spot.path if isinstance(step, str))
        view.taken = next((taken[names[:end]] for end in range(len(names), 0, -1) if names[:end] in taken), "")
        if view.taken:
            view.is_required = False
        if view.widget == "hitung":
            view.value = self.content.report.cells.get(spot.path, "")
        self._known(spot.path, view.name, view)
        return view

    def _known(self, path: Path, name: str, view: Any) -> None:
        self.names[path], self.views[path] = name, view

    # ---- tables

    def _table(self, sheet: TableSheet, held: Any, around: _Spot) -> TableView:
        inner = sheet.path[len(sheet.parent) :]
        here, depth = around.below(inner), len(around.steps) // 2
        found = held_at(held, inner)
        rows: list[Any] = found if isinstance(found, list) else []
        view = TableView(name_of(here.steps), here.path, sheet.label, sheet.help, sheet.is_required, self._is_grid(sheet), depth=depth)
        self._known(here.path, view.name, view)
        for number in range(len(rows)):
            view.rows.append(self._row(sheet, rows, self._spot(here, number)))
        if (not rows and sheet.is_required) or self.content.extra == view.name:
            view.rows.append(self._row(sheet, rows, self._spot(here, len(rows))))
            view.rows[-1].is_open = True
        view.blank = self._unplaced(sheet, rows, _Spot((*here.path, -1), (*here.steps, _BLANK_ID.format(depth))))
        return view

    def _spot(self, table: _Spot, number: int) -> _Spot:
        path = (*table.path, number)
        return _Spot(path, (*table.steps, self.content.ids.get(path, f"r{number + 1}")))

    def _unplaced(self, sheet: TableSheet, rows: list[Any], spot: _Spot) -> RowView:
        """Return a row that is only to be copied: nobody's place."""
        names, views = dict(self.names), dict(self.views)
        blank = self._row(sheet, rows, spot)
        blank.is_open = True
        self.names, self.views = names, views
        return blank

    def _is_grid(self, sheet: TableSheet | FixedSheet) -> bool:
        """Whether the rows of a table stand side by side: few columns, all of them short."""
        has_more = isinstance(sheet, TableSheet) and bool(sheet.across or self._inner(sheet))
        traits = [self.form.traits[slot.path] for slot in _asked(sheet.slots)]
        is_short = not any(one.is_long or one.is_file or _is_wordy(one.choices) for one in traits)
        return not has_more and is_short and len(traits) <= _MOST_IN_GRID and sum(not one.width_cm for one in traits) <= _MOST_OPEN

    def _inner(self, sheet: TableSheet) -> list[TableSheet]:
        return [one for one in self.form.plan.sheets if isinstance(one, TableSheet) and one.parent == sheet.path]

    def _row(self, sheet: TableSheet, rows: list[Any], spot: _Spot) -> RowView:
        number = int(spot.path[-1])
        row = rows[number] if 0 <= number < len(rows) else {}
        view = RowView(name_of((*spot.steps, "")), spot.steps[-1], spot.path, "")
        for slot in _asked(sheet.slots):
            own = slot.path[len(sheet.path) :]
            view.controls.append(self._control(slot, spot.below(own), held_at(row, own), " – ".join(slot.heading)))
        view.beside = [self._beside(sheet, across, spot, rows) for across in sheet.across]
        view.tables = [self._table(one, row, spot) for one in self._inner(sheet)]
        view.called = str(row.get(sheet.key, "")) if sheet.key and isinstance(row, Mapping) else ""
        view.label = _titled(view, number)
        self._known(spot.path, name_of(spot.steps), view)
        return view

    def _beside(self, sheet: TableSheet, across: Across, spot: _Spot, rows: list[Any]) -> MatrixView:
        matrix, number = across.cell.path[:-2], int(spot.path[-1])
        key = key_of(rows, number, sheet.key) if 0 <= number < len(rows) else ""
        view = MatrixView(name_of(spot.steps), spot.path, across.cell.heading[0])
        row = RowView(view.name, "", (*matrix, key), "")
        cells = held_at(self._at(matrix), (key,)) if key else {}
        for head, label in self._heads(across.columns, matrix):
            cell = _Spot((*matrix, key, head), (*spot.steps, BESIDE + "/".join(matrix), KEY + head))
            row.controls.append(self._control(across.cell, cell, held_at(cells, (head,)), label))
        view.rows, view.heads = [row], tuple(control.label for control in row.controls)
        view.waits_for = "" if row.controls else across.columns.label
        return view

    def _fixed(self, sheet: FixedSheet) -> TableView:
        view = TableView(name_of(sheet.path), sheet.path, sheet.label, sheet.help, sheet.is_required, self._is_grid(sheet))
        self._known(sheet.path, view.name, view)
        for key, label in sheet.rows:
            row = RowView("", "", (*sheet.path, key), label)
            for slot in _asked(sheet.slots):
                own = slot.path[len(sheet.path) :]
                cell = _Spot((*row.path, *own), (*sheet.path, KEY + key, *own))
                row.controls.append(self._control(slot, cell, self._at((*sheet.path, key, *own)), " – ".join(slot.heading)))
            self._known(row.path, name_of((*sheet.path, KEY + key)), row)
            view.rows.append(row)
        return view

    # ---- matrices

    def _matrix(self, sheet: MatrixSheet) -> MatrixView:
        heads = list(self._heads(sheet.columns, sheet.path))
        view = MatrixView(name_of(sheet.path), sheet.path, sheet.label, sheet.help, tuple(label for _, label in heads))
        self._known(sheet.path, view.name, view)
        held = self._at(sheet.path)
        strays = ((str(key), str(key)) for key in held) if isinstance(held, Mapping) else ()
        for key, label in dict((*strays, *self._sides(sheet.rows))).items():
            row = RowView("", "", (*sheet.path, key), label)
            for head, words in heads:
                cell = _Spot((*row.path, head), (*sheet.path, KEY + key, KEY + head))
                row.controls.append(self._control(sheet.slots[0], cell, held_at(held, (key, head)), words))
            view.rows.append(row)
        missing = [side.label for side, found in ((sheet.rows, view.rows), (sheet.columns, heads)) if not found]
        view.waits_for = missing[0] if missing else ""
        return view

    def _heads(self, side: MatrixSide, matrix: Names) -> Iterator[tuple[str, str]]:
        """Yield key and label of a matrix's columns: its side's, and what else is written there."""
        held = self._at(matrix)
        written = (
            [str(head) for cells in held.values() if isinstance(cells, Mapping) for head in cells] if isinstance(held, Mapping) else []
        )
        sides = dict(self._sides(side))
        yield from (sides | {head: head for head in written if head not in sides}).items()

    def _sides(self, side: MatrixSide) -> Iterator[tuple[str, str]]:
        if side.keys:
            yield from side.keys
        elif side.column:
            yield from ((key, key) for key in self._members(side.column))
        else:
            held = self._at(side.name.split("."))
            yield from ((str(item), str(item)) for item in held) if isinstance(held, list) else ()

    def _members(self, column: Names) -> list[str]:
        """Return what stands in a column of a table."""
        rows = self._at(column[:-1])
        found = [str(row.get(column[-1], "")) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
        return list(dict.fromkeys(one for one in found if one))

    # ---- findings

    def place(self, one: ToldFinding, view: FormView) -> None:
        """Put a finding at its place, else at the nearest that holds it, and into the summary with where it leads."""
        end = next((end for end in range(len(one.path), 0, -1) if one.path[:end] in self.views), 0)
        if end:
            self.views[one.path[:end]].findings.append(one)
        inner = next((name for path, name in self.names.items() if one.path and path[: len(one.path)] == one.path), "")
        view.summary.append((one, self.names[one.path[:end]] if end else inner))


def _asked(slots: Iterable[Slot]) -> list[Slot]:
    return [slot for slot in slots if slot.path[-1] not in (PARENT_KEY, ROW_KEY)]


def _is_wordy(choices: Sequence[tuple[str, str]]) -> bool:
    return any(len(label) > _LONGEST_TITLE // 2 for _, label in choices)


def _titled(row: RowView, number: int) -> str:
    """Return what the card of a row is called: its number, and the first that is written in it."""
    said = next((text for control in row.controls if control.widget != "hitung" and (text := _said(control))), "")
    short = said if len(said) <= _LONGEST_TITLE else f"{said[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    return f"Baris {number + 1}: {short}" if short else f"Baris {number + 1}"


def _said(control: ControlView) -> str:
    chosen = next((label for _, choices in control.groups for value, label in choices if value == control.value and value), "")
    return " ".join((chosen or control.other or control.value).split())
