"""Where the lines of slots stand, read from pages that were set with probes: two short ones tell how a line is aligned, long ones where it would wrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.errors import TemplateFault
from generator.render.typst.overlay.faces import OverlayFace, SetLine, face_of
from generator.render.typst.overlay.printed import PrintedLine, PrintedPages
from generator.render.typst.overlay.sources import FilledPage

Setter: TypeAlias = Callable[[str, str], bytes]
"""Sets a filled template with its data. Raises TemplateFault."""
MOST_SLOTS: Final = 64
TITLE: Final = "Qz"
_SIDE: Final = 8
_ALIGNED: Final = (0.0, 0.5, 1.0)
_NEAR: Final = 0.002
_MANY: Final = 400
_LETTERS: Final = "bcdghkmn"


@dataclass(frozen=True, slots=True)
class OverlaySlot:
    """A line that differs from document to document. text: which text of the template it shows; before, after: what else stands on it.

    line: as it was set with the first probe; width: what it took then, in points; aligned: 0 left, ½ centred, 1 right; most: how wide, in points, it surely
    may become without wrapping.
    """

    text: int
    before: str
    after: str
    line: PrintedLine
    width: float
    aligned: float
    most: float


def probed(source: FilledPage, texts: Sequence[int], setter: Setter) -> tuple[PrintedPages, list[OverlaySlot]] | None:
    """Return pages set with probes for some texts of a template, and the slots of these; None where anything else moves with them."""
    if not texts or len(texts) > MOST_SLOTS or source.watches:
        return None
    try:
        pages = [
            PrintedPages(setter(*source.with_texts({at: write(_mark(at, texts)) for at in texts}, TITLE * number)))
            for number, write in enumerate(_PROBES, start=1)
        ]
    except TemplateFault:
        return None
    slots = [_slot(at, _mark(at, texts), pages) for at in texts]
    found = [slot for slot in slots if slot is not None]
    if len(found) < len(texts) or len({slot.line for slot in found}) < len(found):
        return None
    first, second, _ = pages
    others = frozenset(line for slot in found for line in second.lines if _mark(slot.text, texts) in line.text)
    if len(others) != len(found) or first.rest(frozenset(slot.line for slot in found)) != second.rest(others):
        return None
    return first, found


_PROBES: Final[Sequence[Callable[[str], str]]] = (
    lambda mark: mark,
    lambda mark: f"Wim {mark} 1/2, Wam.",
    lambda mark: f"{mark} " + "i " * _MANY + "i",
)


def _mark(at: int, texts: Sequence[int]) -> str:
    """Return a word by which the line of a text is known again."""
    number = texts.index(at)
    return f"Qz{_LETTERS[number // _SIDE]}{_LETTERS[number % _SIDE]}j"


def _slot(at: int, mark: str, pages: Sequence[PrintedPages]) -> OverlaySlot | None:
    lines = [_only(one, mark) for one in pages]
    one, two, long = lines
    if one is None or two is None or long is None:
        return None
    before, _, after = one.text.partition(mark)
    face = face_of(one.face)
    if face is None or (one.page, one.y, one.after, one.face, one.size) != (two.page, two.y, two.after, two.face, two.size):
        return None
    if (
        two.text != f"{before}Wim {mark} 1/2, Wam.{after}"
        or not long.text.startswith(before + mark)
        or (long.face, long.size) != (one.face, one.size)
    ):
        return None
    ours = [as_ours(line, face) for line in (one, two, long)]
    if ours[0] is None or ours[1] is None or ours[2] is None:
        return None
    point = float(one.size) / face.units
    share = (float(one.x) - float(two.x)) / ((ours[1].taken - ours[0].taken) * point)
    aligned = next((known for known in _ALIGNED if abs(share - known) < _NEAR), None)
    return None if aligned is None else OverlaySlot(at, before, after, one, ours[0].taken * point, aligned, ours[2].width * point)


def _only(pages: PrintedPages, mark: str) -> PrintedLine | None:
    found = [line for line in pages.lines if mark in line.text]
    return found[0] if len(found) == 1 else None


def as_ours(line: PrintedLine, face: OverlayFace, *, whole: bool = False) -> SetLine | None:
    """Return how we would set a line; None where typst has not set it like that. whole: with the blanks at its end."""
    text = line.text if whole else line.text.rstrip()
    ours = face.set_line(text)
    if ours is None:
        return None
    theirs = [(at, moved) for at, moved in line.moves if at < len(text)]
    is_alike = len(ours.moves) == len(theirs) and all(
        a == b and abs(x - y) < _NEAR for (a, x), (b, y) in zip(ours.moves, theirs, strict=True)
    )
    return ours if is_alike else None


def kept_slots(source: FilledPage, texts: Sequence[int], setter: Setter) -> tuple[int, ...]:
    """Return those of some texts that may be slots together: all, else those that may alone, else none."""
    if probed(source, texts, setter) is not None:
        return tuple(texts)
    alone = [at for at in texts if probed(source, [at], setter) is not None]
    return tuple(alone) if len(alone) < len(texts) and probed(source, alone, setter) is not None else ()
