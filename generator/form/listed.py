"""A list in one cell or on one line of a form: an item a line. Where an item has lines of its own, each begins with a dash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_DASH: Final = "- "
_INDENT: Final = "  "


def lines_of(items: Sequence[str]) -> str:
    """Return the items as one text; `items_of` gives them back, but for empty ones and blanks at their ends."""
    kept = [item.strip() for item in items if item.strip()]
    if not any("\n" in item or item.startswith("-") for item in kept):
        return "\n".join(kept)
    return "\n".join(_DASH + item.replace("\n", "\n" + _INDENT) for item in kept)


def items_of(text: str) -> list[str]:
    """Return the items of a list written in one text: a line each; where the first begins with a dash, each dash begins one."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or not lines[0].lstrip().startswith(_DASH):
        return [line.strip() for line in lines]
    items: list[str] = []
    for line in text.strip().split("\n"):
        if line.lstrip().startswith(_DASH) and not line.startswith(_INDENT):
            items.append(line.lstrip().removeprefix(_DASH))
        else:
            items[-1] += "\n" + line.removeprefix(_INDENT)
    return [item.strip() for item in items if item.strip()]
