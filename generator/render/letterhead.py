"""The letterhead of an office, for every format: its lines or its own picture, logos, and where a long line breaks.

What a letterhead names is a matter of the office's rule (tata naskah): a technical unit of the ministry does not name the unit above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from generator.charts.typeface import text_width
from generator.render.logo import logo_file
from generator.render.pictures import chart_fonts

Role: TypeAlias = Literal["induk", "nama", "alamat"]

SIZES: Final[Mapping[str, float]] = {"induk": 11.0, "nama": 12.0, "alamat": 9.0}
_LEADING: Final = "kementerian"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of a first page; nothing where the office has no name. picture: takes the place of all else."""

    lines: tuple[tuple[Role, str], ...] = ()
    logo: Path | None = None
    right_logo: Path | None = None
    picture: Path | None = None
    alt: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.picture)


def profile(office: Mapping[str, Any]) -> str:
    """Return whose rule an office follows: "kementerian", "pemda" or "yayasan"; told by its head where it does not say."""
    said = office.get("profil")
    if isinstance(said, str) and said:
        return said
    return _LEADING if str(office.get("kementerian") or "").casefold().startswith(_LEADING) else "pemda"


def letterhead(office: Mapping[str, Any]) -> Letterhead:
    """Return the letterhead of an office's settings."""
    if not _text(office, "nama"):
        return Letterhead()
    names = [_text(office, name) for name in ("kementerian", *(() if profile(office) == _LEADING else ("unit_utama",)))]
    lines: list[tuple[Role, str]] = [("induk", name.upper()) for name in names if name]
    lines.append(("nama", _text(office, "nama").upper()))
    lines.extend(("alamat", text) for text in _address(office))
    picture = logo_file(office, "kop_gambar")
    alt = ", ".join(name for name in (*names, _text(office, "nama"), *_address(office)) if name)
    logo, right = logo_file(office), logo_file(office, "logo_kanan")
    return Letterhead(tuple(lines), logo, right, picture, alt if picture else _text(office, "nama"))


def _address(office: Mapping[str, Any]) -> Iterator[str]:
    if _text(office, "alamat"):
        yield _text(office, "alamat")
    said = {"Telepon": _text(office, "telepon"), "Laman": _text(office, "laman"), "Surel": _text(office, "surel")}
    contact = "; ".join(f"{word}\u00a0{unbroken(text)}" for word, text in said.items() if text)
    if contact:
        yield contact


def _text(office: Mapping[str, Any], name: str) -> str:
    value = office.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def unbroken(text: str) -> str:
    """Return an address of the net or a number as one piece: no line ends at its hyphens, points or blanks."""
    return text.replace("-", "\u2011").replace(" ", "\u00a0")


@lru_cache(maxsize=256)
def balanced(text: str, width: float, size: float, *, is_bold: bool) -> tuple[str, ...]:
    """Return a line of a letterhead as it is, or in two of about one length where it is wider than `width` (points)."""
    font = chart_fonts().path(bold=is_bold)
    if text_width(text, size, font) <= width:
        return (text,)
    words = text.split(" ")
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(cuts, key=lambda cut: max(text_width(part, size, font) for part in cut), default=(text,))
