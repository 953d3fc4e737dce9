"""What a score takes from the reference data: its tables and bands, by argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from generator.reference.library import Library
from generator.scoring.bands import BandTable
from generator.scoring.registry import Score, references_of


def score_references(score: Score, given: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return the tables (as lists of rows) and bands that a score needs and `given` does not hold, by argument."""
    hints = get_type_hints(score.arguments)
    found: dict[str, Any] = {}
    for argument, name in references_of(score, given).items():
        is_band = BandTable in (hints[argument], *get_args(hints[argument]))
        found[argument] = library.band(name) if is_band else list(library.table(name).rows.values())
    return found
