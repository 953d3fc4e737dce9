"""How wide and how deep the tables of a filled page may be: a number in a tag must not make laying it out endless."""

from __future__ import annotations

import re
from typing import Final

MOST_SPANNED: Final = 1_000
"""Columns or rows that one cell may span, as HTML itself bounds them."""
DEEPEST_TABLE: Final = 15
"""Tables in each other."""
_SPAN: Final = re.compile(r"<(?:td|th|col|colgroup)\b[^>]*?\s((?:col|row)?span)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*))", re.IGNORECASE)
_TABLE: Final = re.compile(r"<(/?)table\b", re.IGNORECASE)


def page_problem(page: str) -> str:
    """Return what is beyond its bound in a page, as a sentence; "" where nothing is."""
    for found in _SPAN.finditer(page):
        written = (found.group(2) or found.group(3) or found.group(4) or "").strip()
        if not (written.isascii() and written.isdigit() and 0 <= int(written[:9]) <= MOST_SPANNED and len(written) < 9):
            return f"{found.group(1).lower()} “{written[:40]}” bukan bilangan dari 1 sampai {MOST_SPANNED}."
    depth = 0
    for found in _TABLE.finditer(page):
        depth = max(depth - 1, 0) if found.group(1) else depth + 1
        if depth > DEEPEST_TABLE:
            return f"Tabel di dalam tabel lebih dari {DEEPEST_TABLE} tingkat."
    return ""
