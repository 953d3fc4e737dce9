"""The patterns of a spec, by an engine whose time grows with the text alone: no pattern can make it hang."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any, Final

MAX_PATTERN: Final = 1_000
"""Letters of a pattern."""
_MEMORY: Final = 1 << 22
_re2: Final[Any] = import_module("re2")


def problem_of(pattern: str) -> str:
    """Return why a pattern cannot be used, as the end of a sentence; "" when it can."""
    if len(pattern) > MAX_PATTERN:
        return f"lebih dari {MAX_PATTERN} huruf"
    try:
        _compiled(pattern)
    except _re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
        return next((words for english, words in _SAID.items() if english in said), "bukan pola yang sah")
    return ""


def is_matched(pattern: str, text: str) -> bool:
    """Whether a pattern occurs in a text (`^` and `$` hold it to the whole)."""
    return _compiled(pattern).search(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    options = _re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return _re2.compile(pattern, options)


_SAID: Final = {
    "perl operator": "memakai (?= ), (?! ), atau (?<= ), yang tidak ada di sini",
    "escape sequence": "memakai tanda \\ yang tidak ada di sini (rujukan balik \\1, misalnya)",
    "missing )": "kurungnya tidak ditutup",
    "unexpected )": "ada kurung tutup tanpa pembuka",
    "missing ]": "kurung sikunya tidak ditutup",
    "repetition": "pengulangannya terlalu banyak atau tidak punya awal",
    "pattern too large": "terlalu besar",
}
