"""Which known word a misspelt one was meant to be; silent where another word is as likely as a misspelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

_SEPARATORS: Final = re.compile(r"[\s_\-/.,()]+")
_NUMBER: Final = re.compile(r"[0-9]+|[ivxl]+")
_ALIKE: Final = 0.75
_SAME_BUT_FOR_BLANKS: Final = 0.9
_SHORT: Final = 3
_LONGEST: Final = 100


def folded(text: str) -> str:
    """Return a name as it is compared: blanks and capitals do not count."""
    return " ".join(text.casefold().split())


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that `word` misspells, if there is one.

    Word for word alike and with the same first letters: "Sangat Sesuai" is no misspelling of "Kurang Sesuai", "Kelas 4" none
    of "Kelas 5". A name is also known without, or with, the degrees after its comma.
    """
    wanted = word.strip().casefold()
    if not wanted or len(wanted) > _LONGEST:
        return None
    likely = [(likeness, candidate) for candidate in known if (likeness := _likeness(wanted, candidate.casefold())) > 0]
    return max(likely, key=lambda each: each[0])[1] if likely else None


def _likeness(wanted: str, candidate: str) -> float:
    """Return how alike two words are, 0 where one is no misspelling of the other."""
    if candidate[:1] != wanted[:1]:
        return 0
    if candidate.startswith(f"{wanted},") or wanted.startswith(f"{candidate},"):
        return _ALIKE
    ours, theirs = _parts(wanted), _parts(candidate)
    if len(ours) == len(theirs):
        each = [_ratio(one, two) for one, two in zip(ours, theirs, strict=True)]
        return min(each) if min(each, default=0) >= _ALIKE else 0
    whole = _ratio("".join(ours), "".join(theirs))
    return whole if whole >= _SAME_BUT_FOR_BLANKS else 0


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text) if part]


def _ratio(one: str, two: str) -> float:
    if one == two:
        return 1
    if one[0] != two[0] or _NUMBER.fullmatch(one) or _NUMBER.fullmatch(two):
        return 0
    if len(one) >= _SHORT and _is_one_slip(one, two):
        return _ALIKE
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0


def _is_one_slip(one: str, two: str) -> bool:
    """Whether two words of one length differ in one letter, or in the order of two neighbours."""
    if len(one) != len(two):
        return False
    at = [index for index, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return len(at) == 1 or (len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == two[at[1]] and one[at[1]] == two[at[0]])
