"""Each test of the store runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.store.engine import Store, opened
from tests.postgres import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, "" for SQLite."""
    if request.param == "sqlite":
        return ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    made = opened(tmp_path / "data", database)
    yield made
    made.close()
