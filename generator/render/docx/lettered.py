"""What an office gives to the package of a Word document: its font in place of the templates' own, its name as the author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr


def author(institution: Mapping[str, Any]) -> str:
    """Return the office's name, "" without."""
    name = institution.get("nama")
    return name if isinstance(name, str) else ""


def in_font(parts: Mapping[str, bytes], font: str) -> dict[str, bytes]:
    """Return the parts with Arial, the font of our templates, replaced by the office's choice, "" for none."""
    replaced = dict(parts)
    for name, data in parts.items() if font else ():
        if name.startswith("word/") and name.endswith(".xml") and b'"Arial"' in data:
            replaced[name] = data.replace(b'"Arial"', quoteattr(font).encode())
    return replaced
