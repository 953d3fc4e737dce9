"""Click keeps the sentences it has once made: whoever runs a command here speaks Indonesian from the first one on."""

from __future__ import annotations

import pytest

from generator.cli import indonesian


@pytest.fixture(autouse=True, scope="session")
def _speaks_indonesian() -> None:
    indonesian.install()
