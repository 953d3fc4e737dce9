"""The letters that the shipped fonts have: what none of them has typst would print as an empty box."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, Final

from generator.home import SHIPPED

_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts"
# What shows nothing by itself: line ends, the soft hyphen, the places where a word may part.
_SILENT: Final = frozenset("\n\r\t\u00ad\u200b\u2060\ufeff")


def missing(text: str) -> str:
    """Return the letters of a text that no shipped font has, each once, in their order."""
    lacking = frozenset(text) - _known()
    return "".join(dict.fromkeys(letter for letter in text if letter in lacking)) if lacking else ""


@cache
def _known() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    found = set(_SILENT)
    for file in sorted((*_FONTS.glob("liberation-sans/*-Regular.ttf"), *_FONTS.glob("dejavu-sans/DejaVuSans.ttf"))):
        loaded: Any = TTFont(BytesIO(file.read_bytes()), lazy=True)
        found.update(map(chr, loaded.getBestCmap()))
    return frozenset(found)
