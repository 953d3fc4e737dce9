"""Real windows of a real browser that are typed in while a service is burdened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.served import ServedBorang, begun, browser, let_in

_NAME = "[name='guru.nama']"
_PATIENCE = 60_000


class TypingTabs:
    """Windows, each with a form of its own."""

    def __init__(self, pages: list[Page]) -> None:
        self._typed = {page: f"Orang {number}" for number, page in enumerate(pages)}
        for page, text in self._typed.items():
            page.fill(_NAME, text)

    def go_on(self) -> bool:
        """Type a word in each, as fast as people do; false."""
        for page, text in self._typed.items():
            page.locator(_NAME).press_sequentially(" lagi", delay=80)
            self._typed[page] = f"{text} lagi"
        return False

    def fault(self) -> str:
        """Return what is wrong with what is shown of them after all, from the service anew."""
        for page, text in self._typed.items():
            expect(page.locator("#keadaan")).to_contain_text("Tersimpan pukul", timeout=_PATIENCE)
            page.wait_for_timeout(1000)  # the pause after the last letter
            expect(page.locator("#keadaan")).to_contain_text("Tersimpan pukul", timeout=_PATIENCE)
            page.reload()
            if page.locator(_NAME).input_value() != text:
                return "sebuah tab memuat yang bukan diketik di sana"
        return ""


@contextmanager
def typing_tabs(served: ServedBorang, many: int) -> Iterator[TypingTabs]:
    """Give so many windows; without any no browser is started."""
    if not many:
        yield TypingTabs([])
        return
    with browser() as chromium:
        yield TypingTabs([begun(let_in(chromium, served), served, "coaching-rhk") for _ in range(many)])
