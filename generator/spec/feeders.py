"""The types whose files feed a type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.fields.shapes import walk

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec


@lru_cache(maxsize=64)
def feeders_of(compiled: CompiledSpec) -> tuple[str, ...]:
    """Return the types whose files feed a type: the first names of its `from:`, and of its `each:`."""
    each = compiled.spec.each
    names = [field_.taken_from.split(".")[0] for _, field_ in walk(compiled.spec.fields) if field_.taken_from]
    if each is not None:
        names = [each.feeder, *(name for name in names if name != each.row)]
    return tuple(dict.fromkeys(names))
