"""A browser for the journeys of a module, and a window of it in which its service knows them. `served` is the module's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import served as serving
from tests.served import ServedBorang, let_in

expect.set_options(timeout=60_000)  # the machine may be busy


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
