"""Tables as text, scored: what every test of a tally needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.home import Home
from generator.intake.tables.read import read_table
from generator.tallies.model import Options, Tally
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally


@pytest.fixture(scope="session")
def library():
    return Home().library


@pytest.fixture
def scored(tmp_path, library) -> Callable[..., Tally]:
    """Return a function: the name of a score and a table as CSV text give the tally."""

    def scored(name: str, text: str, **choices) -> Tally:
        file = tmp_path / "t.csv"
        file.write_text(text, encoding="utf-8")
        recipe = RECIPES[name]
        choices = {"aturan": "PMM-2024", **choices} if name == "rhk" else choices
        return tally(recipe, read_table(file, recipe.known, shown="t.csv"), library, Options(**choices))

    return scored


@pytest.fixture
def keys(scored) -> Callable[..., dict]:
    """Return a function: the same, its JSON keys; what is wrong fails the test."""

    def keys(name: str, text: str, **choices) -> dict:
        found = scored(name, text, **choices)
        assert not found.findings.errors
        return found.recipe.keys(found.done)

    return keys
