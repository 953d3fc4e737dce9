"""Where a default comes from, in words: what a form says beside a field that may be left empty."""

from __future__ import annotations

import re
from typing import Final

_LITERAL: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"|(-?[0-9]+(?:\.[0-9]+)?)")
_LOOKUP: Final = re.compile(r"lookup\(\s*['\"]([a-z0-9-]+)['\"]")


def default_words(source: str) -> str:
    """Return where a default comes from: `institusi.tempat` is "bila kosong, dari institusi.yaml"."""
    literal = _LITERAL.fullmatch(source.strip())
    if literal is not None:
        return f"bila kosong, {next(part for part in literal.groups() if part is not None)}"
    listed = _LOOKUP.search(source)
    if listed is not None:
        return f"bila kosong, dari katalog {listed[1]}"
    return f"bila kosong, {'dari institusi.yaml' if source.strip().startswith('institusi.') else 'dihitung dari isian lain'}"
