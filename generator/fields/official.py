"""An official who signs: who that is among the groups of a spec, and the lines of the position above the signature.

Plt. and Plh. stand before the signer's own position; `a.n.` before the office in whose name is signed, on a line of its own;
`u.b.` between the one that was charged and the one that signs for them (tata naskah dinas).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

POSITION: Final = "jabatan"
NAMES: Final = frozenset({POSITION, "nama"})
OPTIONAL: Final = frozenset({"nip", "plt", "plh", "atas_nama", "untuk_beliau", "pangkat"})
ON_BEHALF: Final = re.compile(r"\s*(?:a\.\s?n\.?|an\.|atas nama)\s+", re.IGNORECASE)
_FOR_ANOTHER: Final = re.compile(r"u\.\s?b\.?\s+", re.IGNORECASE)
_FLAGS: Final = {
    "plt": ("Plt. ", re.compile(r"\s*(?:plt\b\.?|pelaksana tugas)\s+", re.IGNORECASE)),
    "plh": ("Plh. ", re.compile(r"\s*(?:plh\b\.?|pelaksana harian)\s+", re.IGNORECASE)),
}


def is_official(names: Iterable[str]) -> bool:
    """Whether a group with members of these names is an official: position and name, and nothing that officials have not."""
    known = frozenset(names)
    return known >= NAMES and known <= NAMES | OPTIONAL


def signs(names: Iterable[str]) -> bool:
    """Whether a group with members of these names can sign: a name, and a position or a NIP."""
    known = frozenset(names)
    return "nama" in known and bool(known & {POSITION, "nip"})


def typed_twice(official: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (member, words) for what is typed in the position and said by a member of its own too."""
    lines = _lines(official.get(POSITION))
    for name, (words, typed) in _FLAGS.items():
        if official.get(name) is True and any(map(typed.match, lines)):
            yield name, words.strip()
    if isinstance(official.get("atas_nama"), str) and lines and ON_BEHALF.match(lines[0]):
        yield "atas_nama", "a.n."


def position_lines(official: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lines of the position as they stand above the signature, without the comma after the last: nothing stands twice."""
    lines = _lines(official.get(POSITION))
    if not lines:
        return ()
    *above, own = lines
    behalf = _lines(official.get("atas_nama"))
    if behalf and not (above and ON_BEHALF.match(above[0])):
        above = [f"a.n. {ON_BEHALF.sub('', behalf[0], count=1)}", *behalf[1:], *above]
        own = ON_BEHALF.sub("", own, count=1)
    for name, (words, typed) in _FLAGS.items():
        if official.get(name) is True:
            for_other = _FOR_ANOTHER.match(own)
            before = for_other[0] if for_other is not None else ""
            own = before + words + typed.sub("", own[len(before) :], count=1)
    charged = _lines(official.get("untuk_beliau"))
    return (*above, *charged, *(["u.b."] if charged else []), own)


def as_printed(official: Mapping[str, Any]) -> dict[str, Any]:
    """Return an official as templates see one: the position complete, a line each, and no flag left to print before it."""
    lines = position_lines(official)
    if not lines:
        return dict(official)
    return {**official, POSITION: "\n".join(lines), **{name: False for name in _FLAGS if official.get(name) is True}}


def _lines(value: Any) -> list[str]:
    return [line for line in (part.strip().rstrip(",").rstrip() for part in value.split("\n")) if line] if isinstance(value, str) else []
