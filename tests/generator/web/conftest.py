"""A browser for the journeys of a module, and a window of it in which its service knows them. `served` is the module's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.home import Home
from generator.store.engine import opened
from generator.web.desk import DeskStart
from generator.web.desks import Desks
from generator.web.service import Service
from tests import served as serving
from tests.postgres import PostgresServer
from tests.served import ServedBorang, let_in

expect.set_options(timeout=60_000)  # the machine may be busy


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service of one person without its server, for what is asked of it in this process."""
    store, desks = opened(tmp_path), Desks(DeskStart(None, tmp_path / "-"), 1)
    yield Service(store, desks, Home(None), 8710)
    desks.close()
    store.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with serving.browser() as made:
        yield made


@pytest.fixture(scope="module")
def window(chromium: Browser, served: ServedBorang) -> Page:
    """A window that was let in; journeys that need another open one."""
    return let_in(chromium, served)


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """A tab of its own in that window."""
    made = window.context.new_page()
    yield made
    made.close()


# ---- the journeys that must hold on both databases (1, 6, 10, 13, 17) ask for one of these


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Gives the URL of a database in which there is nothing yet, "" for SQLite."""
    if request.param == "sqlite":
        return lambda: ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh


@pytest.fixture(scope="module")
def fresh_options(fresh_url: Callable[[], str]) -> Callable[[], tuple[str, ...]]:
    """Gives how a service is started on a database of its own."""
    return lambda: ("--database", url) if (url := fresh_url()) else ()


@pytest.fixture(scope="module")
def either(fresh_options: Callable[[], tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBorang]:
    """A service on each of the databases."""
    made = ServedBorang(tmp_path_factory.mktemp("tiap"), 0, *fresh_options())
    yield made
    assert made.stop() == 0


@pytest.fixture
def either_page(chromium: Browser, either: ServedBorang) -> Iterator[Page]:
    """A window of its own that it lets in."""
    made = let_in(chromium, either)
    yield made
    made.context.close()
