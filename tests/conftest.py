"""Fixtures shared by all tests, and the flag that accepts new golden files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from generator.home import Home
from generator.spec.catalogue import Catalogue
from tests.artefacts import FOLDER
from tests.postgres import PostgresServer, postgres_server

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"

# a fixed dose of examples, the same on every machine, however busy it is
hypothesis.settings.register_profile("borang", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("borang")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files; read the diff afterwards")


def pytest_configure(config: pytest.Config) -> None:
    """Set up the folder of what is made once in this run; a worker has its starter's."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="borang-uji-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped types, with the samples' institution."""
    return Catalogue(Home(SAMPLES))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running PostgreSQL."""
    with postgres_server() as server:
        yield server
