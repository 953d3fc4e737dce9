"""Fixtures shared by all tests, and the flag that accepts new golden files."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from generator.home import Home
from generator.spec.catalogue import Catalogue

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"

# a fixed dose of examples, the same on every machine, however busy it is
hypothesis.settings.register_profile("borang", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("borang")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files; read the diff afterwards")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped types, with the samples' institution."""
    return Catalogue(Home(SAMPLES))
