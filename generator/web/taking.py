"""From what a page posts to the raw values of a data file, guided by the plan of the form; nothing is typed or judged here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.form.plan import PARENT_KEY, ROW_KEY, Across, FixedSheet, FormSheet, MatrixSheet, MatrixSide, Slot, TableSheet
from generator.web.naming import BESIDE, KEY, MARK, ROW, NameTree, branch, leaf, tree_of
from generator.web.tasks import FormSheetPlan, Names
from validators.findings import Path


@dataclass(slots=True)
class FormIntake:
    """The raw values of a posted form. ids: the id that a row has in the page, by its path. renamed: by the path of a table, what its rows were called before, with their present names."""

    form: FormSheetPlan
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    ids: dict[Path, str] = field(default_factory=dict[Path, str])
    renamed: dict[Names, dict[str, str]] = field(default_factory=dict[Names, dict[str, str]])

    def path_of(self, name: str) -> Path | None:
        """Return the path of the row, or of the table, that a name of the page means; None where it means none of them."""
        for path in (*self.ids, *((*path, 0) for path in self._tables())):
            told, _, last = self._named(path).rpartition(".")
            if name == f"{told}.{last}":
                return path
            if name == told:
                return path[:-1]
        return None

    def _tables(self) -> Iterable[Path]:
        """Yield the paths of all tables, with those in rows."""
        for sheet in self.form.plan.sheets:
            if isinstance(sheet, TableSheet) and not sheet.parent:
                yield sheet.path
            elif isinstance(sheet, TableSheet):
                inner = sheet.path[len(sheet.parent) :]
                yield from ((*row, *inner) for row in self.ids if tuple(step for step in row if isinstance(step, str)) == sheet.parent)

    def _named(self, path: Path) -> str:
        steps = (step if isinstance(step, str) else self.ids.get(path[: at + 1], "r0") for at, step in enumerate(path))
        return ".".join(steps)


def taken_in(form: FormSheetPlan, pairs: Iterable[tuple[str, str]], before: Mapping[str, Any]) -> FormIntake:
    """Return what a page posted. before: the values that it was made from; what has no place in the plan stays as it was. Names that the plan does not know are dropped."""
    intake, tree = FormIntake(form), tree_of(pairs)
    _keep_unasked(intake, before)
    tables = [sheet for sheet in form.plan.sheets if isinstance(sheet, TableSheet)]
    for sheet in form.plan.sheets:
        match sheet:
            case FormSheet():
                _put_all(intake, intake.values, tree, sheet.slots, above=0)
            case FixedSheet():
                _fixed(intake, sheet, branch(tree, sheet.path))
            case TableSheet() if not sheet.parent:
                _table(_TableIntake(intake, sheet, tables), branch(tree, sheet.path), intake.values, ())
            case _:
                pass
    for sheet in tables:
        for across in sheet.across:
            _beside(intake, sheet, across, branch(tree, sheet.path))
    for sheet in form.plan.sheets:
        if isinstance(sheet, MatrixSheet):
            _matrix(intake, sheet, branch(tree, sheet.path))
    return intake


@dataclass(frozen=True, slots=True)
class _TableIntake:
    intake: FormIntake
    sheet: TableSheet
    tables: list[TableSheet]

    @property
    def inner(self) -> list[TableSheet]:
        """The tables in its rows."""
        return [sheet for sheet in self.tables if sheet.parent == self.sheet.path]


def _keep_unasked(intake: FormIntake, before: Mapping[str, Any]) -> None:
    """Keep what the page has no place for: keys of no field, and what the form leaves to a file that feeds it."""
    plan = intake.form.plan
    places = {slot.path[0] for slot in plan.slots()}
    intake.values |= {name: value for name, value in before.items() if name not in places}
    for path in (*plan.omitted, *(one.path for one in plan.left_out)):
        value = held_at(before, path)
        if value is not None:
            _set(intake.values, path, value)


def _table(table: _TableIntake, tree: NameTree, held: dict[str, Any], above: Path) -> None:
    """Take in the rows of a table, those of which nothing is filled left out."""
    sheet, intake = table.sheet, table.intake
    steps, rows = sheet.path[len(sheet.parent) :], list[Any]()
    for id_, node in tree.items():
        if not ROW.fullmatch(id_) or isinstance(node, list):
            continue
        row: dict[str, Any] = {}
        path = (*above, *steps, len(rows))
        _put_all(intake, row, node, sheet.slots, above=len(sheet.path))
        for inner in table.inner:
            _table(_TableIntake(intake, inner, table.tables), branch(node, inner.path[len(sheet.path) :]), row, path)
        if not row and not any(isinstance(below, dict) and name.startswith(BESIDE) and _filled(below) for name, below in node.items()):
            continue
        intake.ids[path] = id_
        was, key = "".join(leaf(node, (MARK,))), row.get(sheet.key, "") if sheet.key else ""
        if was and isinstance(key, str) and key and was != key:
            intake.renamed.setdefault(sheet.path, {})[was] = key
        rows.append(row)
    if rows:
        _set(held, steps, rows)


def _filled(tree: NameTree) -> bool:
    return any(any(value.strip() for value in node) if isinstance(node, list) else _filled(node) for node in tree.values())


def _put_all(intake: FormIntake, held: dict[str, Any], tree: NameTree, slots: Iterable[Slot], *, above: int) -> None:
    """Put what stands in the places of a row, or of the single fields, where it belongs. above: how many steps lead to the row."""
    for slot in slots:
        if slot.is_read and slot.path[-1] not in (PARENT_KEY, ROW_KEY):
            steps = slot.path[above:]
            value = _value(intake.form, slot, leaf(tree, steps))
            if value:
                _set(held, steps, value)


def _value(form: FormSheetPlan, slot: Slot, values: list[str]) -> Any:
    """Return the raw value of a control: text, or the items of a list. Of several values of one name the last that says something counts."""
    said = [one.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip() for one in values]
    if form.traits[slot.path].is_list:
        return [line.strip() for one in said for line in one.split("\n") if line.strip()]
    return next((one for one in reversed(said) if one.strip()), "")


def _set(held: dict[str, Any], steps: Names, value: Any) -> None:
    for step in steps[:-1]:
        held = held.setdefault(step, {})
    held[steps[-1]] = value


def _fixed(intake: FormIntake, sheet: FixedSheet, tree: NameTree) -> None:
    rows: dict[str, Any] = {}
    for key, _ in sheet.rows:
        row: dict[str, Any] = {}
        _put_all(intake, row, branch(tree, (KEY + key,)), sheet.slots, above=len(sheet.path))
        if row:
            rows[key] = row
    if rows:
        _set(intake.values, sheet.path, rows)


def _beside(intake: FormIntake, sheet: TableSheet, across: Across, tree: NameTree) -> None:
    """Take in a matrix beside the table of its rows: what stands in a row that has no name yet is kept under its number."""
    path, made = across.cell.path[:-2], dict[str, Any]()
    numbers = {id_: at[-1] for at, id_ in intake.ids.items() if at[:-1] == sheet.path}
    rows: list[Any] = held_at(intake.values, sheet.path) or []
    for id_, number in numbers.items():
        cells = _cells(intake, across.cell, across.columns, branch(tree, (id_, BESIDE + "/".join(path))))
        key = key_of(rows, int(number), sheet.key)
        if cells:
            made[key] = cells
    if made:
        _set(intake.values, path, made)


def key_of(rows: list[Any], number: int, column: str) -> str:
    """Return what a matrix calls a row: what stands in its key column; its number where nothing does, or where an earlier row has the name."""
    keys = [str(row.get(column, "")) if isinstance(row, Mapping) else "" for row in rows]
    return keys[number] if keys[number] and keys[number] not in keys[:number] else f"baris {number + 1}"


def _matrix(intake: FormIntake, sheet: MatrixSheet, tree: NameTree) -> None:
    names = _renamed(intake, sheet.rows)
    made: dict[str, Any] = {}
    for step, node in tree.items():
        if step.startswith(KEY) and isinstance(node, dict) and (cells := _cells(intake, sheet.slots[0], sheet.columns, node)):
            made[names.get(step[len(KEY) :], step[len(KEY) :])] = cells
    if made:
        _set(intake.values, sheet.path, made)


def _cells(intake: FormIntake, slot: Slot, columns: MatrixSide, tree: NameTree) -> dict[str, Any]:
    names = _renamed(intake, columns)
    found: dict[str, Any] = {}
    for step in tree:
        value = _value(intake.form, slot, leaf(tree, (step,)))
        if step.startswith(KEY) and value:
            found[names.get(step[len(KEY) :], step[len(KEY) :])] = value
    return found


def _renamed(intake: FormIntake, side: MatrixSide) -> Mapping[str, str]:
    """Return the present names of a side's rows by those that the page had."""
    return intake.renamed.get(side.column[:-1], {}) if side.column else {}


def held_at(values: Any, steps: Iterable[str]) -> Any:
    """Return what raw values hold at a path of names, None where there is nothing."""
    for step in steps:
        values = values.get(step) if isinstance(values, Mapping) else None
    return values
