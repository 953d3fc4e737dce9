"""The parts of a form in the order of its type's fields: what a form on paper or in a document shows one below the other.

A workbook gathers single fields on one sheet; where a form is read from the first page to the last, a table stands between the fields
between which the type has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.form.plan import FixedSheet, FormSection, FormSheet, MatrixSheet, Plan, Sheet, Slot, TableSheet

_NUMBER: Final = re.compile(r"(?:[0-9]{1,2}|[A-Z]|[IVX]{1,5})[.)]\s+")
_OTHERS: Final = "Lain-lain"
_ON: Final = "{} (lanjutan)"
_NAMED: Final = 3
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class FormPart:
    """What stands under one heading: some of the single fields, or a table. heading: "" for what needs none; once: in forms given out before."""

    heading: str
    level: int
    sheet: Sheet
    slots: tuple[Slot, ...]
    once: str = ""

    @property
    def is_table(self) -> bool:
        """Whether it is a table's, and not single fields."""
        return not isinstance(self.sheet, FormSheet)

    @property
    def name(self) -> str:
        """What it is called without its number: "Sasaran" for "4. Sasaran"."""
        return _NUMBER.sub("", self.heading, count=1) or self.heading

    def label(self, slot: Slot) -> str:
        """Return the label of a place."""
        return slot.title if self.is_table else slot.heading[-1]


def parts_of(plan: Plan) -> tuple[FormPart, ...]:
    """Return the parts of a form in their order."""
    form = next((sheet for sheet in plan.sheets if isinstance(sheet, FormSheet)), None)
    walk = _PartWalk([sheet for sheet in plan.sheets if not isinstance(sheet, FormSheet)])
    if form is not None:
        walk.form(form, {(name,) for name in plan.feeders})
    walk.tables(None)
    return tuple(walk.made)


@dataclass(slots=True)
class _PartWalk:
    """A walk through the single fields, with the tables still to come. group: the headings that the present part stands under."""

    waiting: list[TableSheet | FixedSheet | MatrixSheet]
    made: list[FormPart] = field(default_factory=list[FormPart])
    heading: str = ""
    level: int = 1
    group: tuple[str, ...] = ()
    slots: list[Slot] = field(default_factory=list[Slot])
    passed: int = 0

    def form(self, sheet: FormSheet, feeders: set[tuple[str, ...]]) -> None:
        for line in sheet.lines:
            if isinstance(line, FormSection):
                self._section(sheet, line)
            else:
                self._slot(sheet, line, is_feeder=line.path in feeders)
        self._close(sheet)

    def _section(self, sheet: FormSheet, line: FormSection) -> None:
        self._close(sheet)
        self.tables(self.passed)
        above = self.group[: line.level - 1]
        self.heading, self.level, self.group = line.text, line.level, (*above, line.text)

    def _slot(self, sheet: FormSheet, slot: Slot, *, is_feeder: bool) -> None:
        above = slot.heading[:-1]
        is_due = not is_feeder and any(one.after <= self.passed for one in self.waiting)
        if is_due or (above != self.group and (self.slots or self.heading or self.made)):
            self._close(sheet)
            self.tables(self.passed if not is_feeder else -1)
            is_told = not self.made or (not above and _NUMBER.match(slot.heading[-1]))
            self.heading = "" if is_told else _ON.format(above[-1]) if above else _OTHERS
            self.level = max(len(above), 1)
        self.group = above
        self.slots.append(slot)
        self.passed += not is_feeder

    def _close(self, sheet: FormSheet) -> None:
        """End the present part."""
        if self.slots or self.heading:
            heading, once = (_called(self.slots), _OTHERS) if self.heading == _OTHERS else (self.heading, "")
            self.made.append(FormPart(heading, self.level, sheet, tuple(self.slots), once))
        self.heading, self.slots = "", []

    def tables(self, passed: int | None) -> None:
        """Put the tables in their place that stand before so many single fields; all that are left for None."""
        for sheet in [one for one in self.waiting if passed is None or one.after <= passed]:
            self.waiting.remove(sheet)
            self.made.append(FormPart(sheet.label, 1, sheet, tuple(sheet.slots)))


def _called(slots: Sequence[Slot]) -> str:
    """Return the heading of single fields that stand under none: their own labels, as long as that is a heading to be found in a list."""
    *before, last = (slot.heading[-1] for slot in slots)
    if not before:
        return last
    joined = f"{', '.join(before)}{',' if len(before) > 1 else ''} dan {last}"
    return joined if len(slots) <= _NAMED and len(joined) <= _LONGEST else _OTHERS


def own_cards(plan: Plan) -> Iterator[FormPart]:
    """Yield the parts that a form as cards can hold, with the places that are read."""
    for part in parts_of(plan):
        if isinstance(part.sheet, FormSheet):
            yield part
        elif isinstance(part.sheet, TableSheet) and not part.sheet.parent:
            yield FormPart(part.heading, part.level, part.sheet, tuple(slot for slot in part.slots if slot.is_read))
