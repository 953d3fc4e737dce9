"""The office's letterhead over a form in Word: its lines and logos, or its own picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.office.word.build import paragraph
from generator.office.word.drawing import picture_run, with_picture
from generator.office.word.styles import WordStyles
from generator.render.letterhead import letterhead
from generator.render.logo import media_of, size_of
from generator.render.word_masters import LOGO_MM, letterhead_table
from generator.render.word_start import MAIN

_WIDER: Final = 1.2
_TWIPS_MM: Final = 1440 / 25.4


def with_letterhead(parts: dict[str, bytes], styles: WordStyles, office: Mapping[str, Any], width: int) -> tuple[dict[str, bytes], str]:
    """Return the parts with the pictures of a letterhead, and the letterhead as blocks; "" where the office has none. width: of the text, in twips."""
    head = letterhead(office)
    if not head:
        return parts, ""
    if head.picture is not None:
        wide, high = size_of(head.picture)
        size = (width / _TWIPS_MM, width / _TWIPS_MM * high / max(wide, 1))
        parts, drawn = _drawn(parts, head.picture, size, number=1, alt=head.alt)
        return parts, paragraph(drawn, more='<w:spacing w:before="0" w:after="200"/>')
    runs = {"left": "", "right": ""}
    for number, (side, file) in enumerate((("left", head.logo), ("right", head.right_logo)), start=1):
        if file is not None:
            parts, runs[side] = _drawn(parts, file, _logo_size(file), number=number, alt=f"Logo {head.alt}")
    return parts, letterhead_table(styles, head, width, left=runs["left"], right=runs["right"])


def _drawn(parts: dict[str, bytes], file: Path, size: tuple[float, float], *, number: int, alt: str) -> tuple[dict[str, bytes], str]:
    parts, link = with_picture(parts, MAIN, file.read_bytes(), media_of(file))
    return parts, picture_run(link, size, number=number, alt=alt)


def _logo_size(file: Path) -> tuple[float, float]:
    """Return the width and height of a logo in mm."""
    wide, high = size_of(file)
    share = wide / max(high, 1)
    return (LOGO_MM * share, LOGO_MM) if share <= _WIDER else (LOGO_MM * _WIDER, LOGO_MM * _WIDER / share)
