"""What stands against a page for people with other eyes, hands and screens: one judge of whatever page is shown, in whatever state."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.served import PHONE, WIDE, violations

_JUDGE = (Path(__file__).parent / "generator" / "web" / "seen.js").read_text(encoding="utf-8")
MAGNIFIED: ViewportSize = {"width": 683, "height": 410}
"""What a wide screen holds at 200 %."""


def held_against(page: Page) -> list[str]:
    """Return what stands against a page as it is: on a wide screen, on a phone, at 200 %, and with letters twice as large.

    Axe with every rule, anything to be scrolled sideways, cut off or on something else, a control that is covered or unmarked when it has the focus.
    """
    page.evaluate(_JUDGE)
    found = [f"page: {one}" for one in _judged(page, "head")]
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        page.keyboard.press("Shift")  # as by the keyboard: the focus is marked
        told = [*violations(page), *_judged(page, "sideways", "overlapping", "covered")]
        found += [f"{size['width']}: {one}" for one in told]
    page.set_viewport_size(MAGNIFIED)
    found += [f"200 %: {one}" for one in _judged(page, "sideways", "overlapping", "covered")]
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"large letters: {one}" for one in _judged(page, "sideways", "overlapping")]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def _judged(page: Page, *ways: str) -> Sequence[str]:
    found: list[str] = page.evaluate(f"[{', '.join(f'...seen.{way}()' for way in ways)}]")
    return found
