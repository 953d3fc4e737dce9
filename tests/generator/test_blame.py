"""The user's error is the user's: whatever stands at any place of a document, no type answers with a fault of its own. IN-07."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from generator.document import Document, Given
from generator.errors import BorangError
from generator.examine import examine
from generator.home import Home
from generator.intake.institution import read_institution
from generator.intake.typing import typed
from generator.invention import filled
from generator.render.context import context_of
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec

TYPES = Catalogue(Home()).names()
BAD: list[Any] = [
    "x",
    "",
    "-1",
    "99999999999999999999",
    "0",
    "31 Februari 2026",
    "1 Januari 1990",
    [],
    ["x"],
    [["x"]],
    {},
    {"x": "y"},
    [{"x": "y"}],
    "ya",
    "7,5",
    "x" * 40_000,
    "{{ 1/0 }}",
    "\u202e&<>",
]
DOSE = 60


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value of a raw document, groups and lists among them."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, child in value.items():
            yield from places(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from places(child, (*path, index))


def spoilt(raw: dict[str, Any], path: tuple[Any, ...], bad: Any) -> dict[str, Any]:
    changed: Any = copy.deepcopy(raw)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = bad
    return changed


def blamed(compiled: CompiledSpec, raw: dict[str, Any]) -> str:
    """Return the fault that a document's data led to; "" for none."""
    try:
        values, found, _ = typed(compiled, raw)
        examined = examine(Document(compiled, Given(compiled.spec.id, values, found=found, institution=read_institution(compiled.home))))
        context_of(compiled, examined.scope)
    except BorangError as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize("name", TYPES)
def test_data__whatever_it_holds_is_never_a_fault_of_the_type(name: str, catalogue: Catalogue) -> None:
    compiled = catalogue.compiled(name)
    raw = filled(compiled)
    chance = random.Random(name)
    tried = [(path, bad) for path in places(raw) for bad in BAD]
    for path, bad in chance.sample(tried, min(DOSE, len(tried))):
        assert blamed(compiled, spoilt(raw, path, bad)) == "", (path, bad)


@pytest.mark.parametrize("name", TYPES)
def test_data__two_wrong_places_are_never_a_fault_of_the_type(name: str, catalogue: Catalogue) -> None:
    compiled = catalogue.compiled(name)
    raw = filled(compiled)
    chance = random.Random(f"{name} dua")
    every = list(places(raw))
    for _ in range(DOSE // 3):
        once = spoilt(raw, chance.choice(every), chance.choice(BAD))
        again = chance.choice(list(places(once)))
        assert blamed(compiled, spoilt(once, again, chance.choice(BAD))) == "", again
