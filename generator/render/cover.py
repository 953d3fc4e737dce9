"""The cover of a report: what templates of every kind call for it, `sampul(…)`, and the words of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.render.letterhead import letterhead
from generator.render.titles import plain
from validators.expressions import callable_in_expressions

_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class CoverWords:
    """The cover of a report. foot: the lines at the bottom with their roles, the institution's first, then place and year."""

    title: str
    subject: str = ""
    year: str = ""
    foot: tuple[tuple[str, str], ...] = ()
    logos: tuple[Path, ...] = ()
    alt: str = ""


def covering(office: Mapping[str, Any], created: date | None, write: Callable[[CoverWords], Any]) -> dict[str, Any]:
    """Return what templates call: `sampul(judul, tentang, tahun, tempat)`. created: the document's own date, whose year the foot says.

    write: turns the words of a cover into what the template prints.
    """

    def sampul(judul: Any, tentang: Any = "", tahun: Any = "", tempat: Any = "") -> Any:
        title, subject, year, place = map(plain, (judul, tentang, tahun, tempat))
        dated = created.year if created is not None else None
        return write(_words(office, title, subject, year, last=(place or plain(office.get("tempat")), dated)))

    return {"sampul": callable_in_expressions(sampul)}


def _words(office: Mapping[str, Any], title: str, subject: str, year: str, *, last: tuple[str, int | None]) -> CoverWords:
    head = letterhead(office)
    place, dated = last
    found = _YEAR.search(year)
    foot = [(role, text) for role, text in head.lines if role != "alamat"]
    foot += [("tempat", place.upper()), ("tahun", str(dated) if dated else found.group() if found else "")]
    logos = tuple(file for file in (head.logo, head.right_logo) if file is not None)
    return CoverWords(title, subject, year, tuple((role, text) for role, text in foot if text), logos, plain(office.get("nama")))
