"""Signatures at the foot of a form that people made: an office, below it a name, below that its NIP; and the line of place and day above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.intake.foreign.pieces import is_blank, label_of, written
from validators.absence import KOSONG
from validators.values import Unreadable, parse_date

_NIP: Final = re.compile(r"NIP(?:\s*[.:]+\s*(?P<told>[\d ]{15,24}|[.…_ \-]*)|\s+(?P<plain>[\d ]{15,24}))", re.IGNORECASE)
_DATELINE: Final = re.compile(r"([^,\d:]{3,40}|[.…_ ]{3,40}),\s*(.{4,40})")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class WrittenSignature:
    """A signature in a column of lines: the office, the name and NIP that are written, and the numbers of these lines."""

    role: str
    name: Any
    nip: Any
    lines: tuple[int, int, int]


def signatures_in(lines: Sequence[str]) -> Iterator[WrittenSignature]:
    """Yield the signatures in lines that stand below each other; blank lines are ""."""
    for at, line in enumerate(lines):
        match = _NIP.fullmatch(line.strip())
        above = [number for number in range(at - 1, max(-1, at - 10), -1) if lines[number].strip()]
        if match is None or len(above) < 2 or not _is_name(lines[above[0]]) or not _is_role(lines[above[1]]):
            continue
        name = written(lines[above[0]].strip(" ()"))
        nip = written(match["plain"] or match["told"])
        yield WrittenSignature(label_of(lines[above[1]]).rstrip(", "), name, nip, (above[1], above[0], at))


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST and ":" not in text and not re.search(r"\d", text)


def _is_role(text: str) -> bool:
    return len(text) <= _LONGEST and ":" not in text and not is_blank(text) and not re.search(r"\d{3}", text)


def dateline(text: str) -> tuple[Any, Any] | None:
    """Return the place and the day of a line such as "Kota Contoh, 14 Juli 2025", KOSONG for dots; None for another line."""
    match = _DATELINE.fullmatch(text.strip())
    if match is None:
        return None
    day = written(match[2])
    is_day = (
        day is KOSONG or not isinstance(parse_date(day), Unreadable) or re.fullmatch(r"[.…_ ]*(?:20\d\d|20[.…_]*)", match[2]) is not None
    )
    if not is_day or (day is KOSONG and not is_blank(match[1]) and len(match[2]) < 5):
        return None
    return written(match[1]), day if day is not KOSONG and not isinstance(parse_date(day), Unreadable) else KOSONG
