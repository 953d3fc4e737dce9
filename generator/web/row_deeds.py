"""What a button of a form does to the rows of its tables, where the whole page comes and goes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from generator.web.pasting import pasted
from generator.web.tasks import FormSheetPlan
from validators.findings import Path


def rows_changed(form: FormSheetPlan, values: dict[str, Any], deed: str, path: Path, *, text: str) -> None:
    """Do to raw values what a button says of a row, or of a table. text: the rows that are to be pasted."""
    if deed == "hapus":
        _removed(values, path)
    if deed == "gandakan":
        _doubled(values, path)
    if deed == "tempel":
        pasted(form, values, path, text)


def anew(path: Path) -> tuple[str, ...]:
    """Return the steps of a name by a path, in a page that is made anew: rows are numbered as they stand."""
    return tuple(step if isinstance(step, str) else f"r{step + 1}" for step in path)


def _removed(values: Any, path: Path) -> None:
    """Take a row out of its table."""
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, list) and isinstance(path[-1], int) and path[-1] < len(values):
        del values[path[-1]]


def _doubled(values: Any, path: Path) -> None:
    """Put a copy of a row behind it."""
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, list) and isinstance(path[-1], int) and path[-1] < len(values):
        values.insert(path[-1] + 1, deepcopy(values[path[-1]]))
