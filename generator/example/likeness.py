"""How well the words around a place fit the label of a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from generator.form.asked import words_of

_EMPTY_WORDS: Final = frozenset(
    {"dan", "atau", "yang", "di", "ke", "dari", "pada", "untuk", "dengan", "ini", "itu", "dalam", "oleh", "no", "nomor"}
)
_NUMBERING: Final = re.compile(r"^\s*(?:[A-Za-z]|\d{1,2}|[IVX]{1,4})[.)]\s+")
_UNIT: Final = re.compile(r"\s*\([^)]*\)\s*$")
CLEAR: Final = 0.6
"""From here on words are said to fit."""
SAME: Final = 0.99
"""From here on they say nothing else."""


@lru_cache(maxsize=20_000)
def _telling(text: str) -> frozenset[str]:
    words = words_of(_UNIT.sub("", _NUMBERING.sub("", text)))
    return frozenset(word for word in words if word not in _EMPTY_WORDS) or frozenset(words)


@lru_cache(maxsize=100_000)
def likeness(said: str, label: str) -> float:
    """Return from 0 to 1 how well words fit a label: 1 for the same words, less for some of them."""
    here, there = _telling(said), _telling(label)
    if not here or not there:
        return 0.0
    if here == there:
        return 1.0
    common = len(here & there)
    common += sum(1 for word in here - there if len(word) > 4 and any(_alike(word, other) for other in there - here))
    return 0.95 * 2 * common / (len(here) + len(there)) if common else 0.0


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    return len(other) > 4 and SequenceMatcher(None, one, other).ratio() >= 0.8


def best(said: Iterable[tuple[str, float]], labels: Iterable[str]) -> float:
    """Return how well any of several surroundings, each with its weight, fits a value's labels: the outer ones count half as a help."""
    surroundings = [(text, weight) for text, weight in said if text]
    inner, *outer = tuple(labels) or ("",)
    own = max((likeness(text, inner) * weight for text, weight in surroundings), default=0.0)
    help_ = max((likeness(text, label) * weight for text, weight in surroundings for label in outer), default=0.0)
    return own + 0.3 * help_
