"""The types of a home as the first page lists them: by what people are about to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.home import Home
from generator.yamlio import read_spec, read_spec_head
from validators.spelling import folded

_FILE: Final = Path(__file__).with_name("beranda.yaml")
_OTHERS: Final = "Jenis lain"


@dataclass(frozen=True, slots=True)
class ShelfType:
    """A type on the first page. gathers: the types whose filled forms it takes together. is_numbered: whether the register numbers its documents."""

    name: str
    title: str
    description: str
    gathers: tuple[str, ...] = ()
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class PurposeShelf:
    """Types for one purpose."""

    title: str
    purpose: str
    types: tuple[ShelfType, ...]


def shelves(home: Home, wanted: str = "") -> list[PurposeShelf]:
    """Return the types by purpose. wanted: words that a type's title, description or name must have."""
    types = {one.name: one for one in _types(home) if _matches(one, wanted)}
    found: list[PurposeShelf] = []
    for purpose in read_spec(_FILE)["tujuan"]:
        held = tuple(types.pop(name) for name in purpose["jenis"] if name in types)
        found += [PurposeShelf(purpose["nama"], purpose["untuk"], held)] if held else []
    return [*found, PurposeShelf(_OTHERS, "jenis milik kantor sendiri dan yang lain", tuple(types.values()))] if types else found


def titles(home: Home) -> dict[str, str]:
    """Return the title of each type, by its name."""
    return {one.name: one.title for one in _types(home)}


def gatherers(home: Home) -> list[ShelfType]:
    """Return the types that take filled forms together, by title."""
    return sorted((one for one in _types(home) if one.gathers), key=lambda one: one.title)


def numbered(home: Home) -> list[ShelfType]:
    """Return the types whose documents the register numbers, by title."""
    return sorted((one for one in _types(home) if one.is_numbered), key=lambda one: one.title)


def _types(home: Home) -> Iterator[ShelfType]:
    for name, file in home.spec_files().items():
        try:
            head: Any = read_spec_head(file)
        except SpecFault:  # the type's own page says what is wrong with it
            head = {}
        gathered = tuple(_gathered(head.get("gathers")))
        yield ShelfType(name, str(head.get("title") or name), str(head.get("description") or ""), gathered, bool(head.get("register")))


def _gathered(told: Any) -> Iterator[str]:
    """Yield the types that a spec gathers, as far as its head can be read."""
    named = [one.get("type") for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    yield from dict.fromkeys(str(name) for name in named if name)


def _matches(one: ShelfType, wanted: str) -> bool:
    text = folded(f"{one.title} {one.description} {one.name}")
    return all(word in text for word in folded(wanted).split())
