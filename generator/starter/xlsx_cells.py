"""How the cells of a starter workbook look: letters, lines, alignment."""

from __future__ import annotations

from typing import Any, Final

FONT: Final = "Arial"


def letters(size: float = 11, *, bold: bool = False, italic: bool = False, link: bool = False) -> Any:
    """Return a font; link: as a link is written."""
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, italic=italic, underline="single" if link else None, color="0563C1" if link else None)


def aligned(align: str, *, middle: bool = False, indent: int = 0) -> Any:
    """Return an alignment with wrapped lines."""
    from openpyxl.styles import Alignment

    return Alignment(horizontal=align, vertical="center" if middle else "top", wrap_text=True, indent=indent)


def framed(cell: Any, *, fill: str = "") -> None:
    """Put lines around a cell, and a colour in it."""
    from openpyxl.styles import Border, PatternFill, Side

    line = Side(style="thin")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
