"""Which documents of a batch are laid over a base, and the bases of the process.

Where a batch has many documents, the first of them are set by typst and noted (`noting`); `planned` finds in them which texts differ and which
documents agree in all the rest. That plan goes to every worker with its tasks, so that a document is made the same way whoever makes it and
whatever was made before: its bytes hang on the plan and on itself alone.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from generator.render.typst.overlay.base import Base, made_base
from generator.render.typst.overlay.probing import Setter, kept_slots, probed
from generator.render.typst.overlay.sources import FilledPage, digest

_MOST_BASES: Final = 32
_AGREEING: Final = 2
"""So many of the first documents must agree in all but their slots before a base is set for them."""


@dataclass(frozen=True, slots=True)
class OverlaySheet:
    """What is laid over of the documents of one skeleton. slots: the texts that differ; constants: digests of the texts around that have a base."""

    slots: tuple[int, ...]
    constants: frozenset[str]


@dataclass(frozen=True, slots=True)
class OverlayPlan:
    """What is laid over in a batch, by the digest of a skeleton."""

    sheets: Mapping[str, OverlaySheet] = field(default_factory=dict[str, OverlaySheet])


_noted: ContextVar[list[tuple[FilledPage, Setter]] | None] = ContextVar("noted", default=None)
_plan: ContextVar[OverlayPlan | None] = ContextVar("plan", default=None)
_bases: OrderedDict[tuple[str, str, str], Base | None] = OrderedDict()


@contextmanager
def noting() -> Iterator[list[tuple[FilledPage, Setter]]]:
    """Note what is set by typst from here on."""
    noted: list[tuple[FilledPage, Setter]] = []
    held = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(held)


@contextmanager
def plans(plan: OverlayPlan | None) -> Iterator[None]:
    """Lay documents over bases from here on as a plan says."""
    held = _plan.set(plan)
    try:
        yield
    finally:
        _plan.reset(held)


def planned(noted: Sequence[tuple[FilledPage, Setter]]) -> OverlayPlan:
    """Return what is laid over in a batch whose first documents were noted."""
    alike: dict[str, list[tuple[FilledPage, Setter]]] = {}
    for source, setter in noted:
        alike.setdefault(source.skeleton(), []).append((source, setter))
    sheets = {skeleton: _sheet(found) for skeleton, found in alike.items()}
    return OverlayPlan({skeleton: sheet for skeleton, sheet in sheets.items() if sheet is not None})


def _sheet(found: Sequence[tuple[FilledPage, Setter]]) -> OverlaySheet | None:
    source, setter = found[0]
    differing = [at for at, texts in enumerate(zip(*(one.texts for one, _ in found), strict=True)) if len(set(texts)) > 1]
    if not differing or not _recurring(found, differing):
        return None
    slots = kept_slots(source, differing, setter)
    constants = _recurring(found, slots) if slots else frozenset[str]()
    return OverlaySheet(slots, constants) if constants else None


def _recurring(found: Sequence[tuple[FilledPage, Setter]], slots: Sequence[int]) -> frozenset[str]:
    counted = Counter(source.constants(slots) for source, _ in found)
    return frozenset(constants for constants, count in counted.items() if count >= _AGREEING)


def overlaid(main: str, data: str, files: Mapping[str, bytes], setter: Setter) -> bytes | None:
    """Return a filled template laid over its base; None where no plan says so, or it cannot be: then typst sets it.

    data, files: what it is set with.
    """
    noted, plan = _noted.get(), _plan.get()
    if noted is None and plan is None:
        return None
    source = FilledPage.of(main, data, files)
    if noted is not None:
        noted.append((source, setter))
    if plan is None:
        return None
    skeleton = source.skeleton()
    sheet = plan.sheets.get(skeleton)
    if sheet is None:
        return None
    constants = source.constants(sheet.slots)
    if constants not in sheet.constants:
        return None
    base = _base(source, sheet, setter, (skeleton, constants, repr(sheet.slots)))
    return None if base is None else base.filled(source)


def _base(source: FilledPage, sheet: OverlaySheet, setter: Setter, key: tuple[str, str, str]) -> Base | None:
    if key not in _bases:
        found = probed(source, sheet.slots, setter)
        _bases[key] = None if found is None else made_base(*found, digest(part.encode() for part in key))
        if len(_bases) > _MOST_BASES:
            _bases.popitem(last=False)
    _bases.move_to_end(key)
    return _bases[key]
