"""A form as it is handed out: what stands in its places already, and what is not asked in it, whatever medium it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from generator.blank.known import KnownFields
from generator.defaults import settled_defaults
from generator.form.fed import NOT_ASKED
from generator.form.filled import FilledForm, filled
from generator.form.planning import plan_of
from generator.intake.feeding import ROWS_KEY
from validators.absence import KOSONG, is_absent
from validators.findings import Path

if TYPE_CHECKING:
    from generator.form.plan import Plan
    from generator.spec.compile import CompiledSpec

_WAIVED: Final = f"diberikan kantor elektronik, {NOT_ASKED[1]}"


@dataclass(frozen=True, slots=True)
class BegunForm:
    """A form with what it begins with. elsewhere: what is not asked in it, and why."""

    form: FilledForm
    elsewhere: Mapping[tuple[str, ...], str]


def begun(
    compiled: CompiledSpec,
    waived: frozenset[tuple[str, ...]],
    known: KnownFields,
    institution: Mapping[str, Any],
    *,
    plan: Plan | None = None,
) -> BegunForm:
    """Return the form of a type with what it begins with.

    waived: what an electronic office fills. institution: the office's settings, for defaults. plan: that of a medium which does not hold all.
    """
    values = {**known.values, **known.head, **_rows_to_complete(known)}
    for path, value in settled_defaults(compiled, institution).items():
        if path not in waived and path not in known.taken:
            values = _with_default(values, path, value)
    form = filled(plan or plan_of(compiled), values, compiled.home.library)
    if any(line and not line.startswith("#") for line in known.tail):  # what belongs to single rows of an `each:` type
        form = replace(form, left=(*form.left, (ROWS_KEY,)))
    elsewhere = {path: f"{words}; {NOT_ASKED[0]}" for path, words in known.taken.items()} | dict.fromkeys(waived, _WAIVED)
    return BegunForm(form, elsewhere)


def _with_default(values: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """Return the values with one more, where nothing stands."""
    name, *rest = map(str, path)
    if not rest:
        return {**values, name: value} if is_absent(values.get(name, KOSONG)) else values
    inner = values.get(name, {})
    return {**values, name: _with_default(inner, tuple(rest), value)} if isinstance(inner, dict) else values


def _rows_to_complete(known: KnownFields) -> dict[str, Any]:
    """Return the rows that come from elsewhere and have columns of their own, nested as the form has them."""
    made: dict[str, Any] = {}
    for path, rows in known.rows.items():
        held = made
        for step in path[:-1]:
            held = held.setdefault(step, dict(known.values.get(step, {})) if held is made else {})
        held[path[-1]] = rows
    return made
