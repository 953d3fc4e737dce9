"""What an office's own words are in WordprocessingML: the letterhead, the styles of it and of covers and signatures, made where they are missing."""

from __future__ import annotations

from typing import Final

from generator.office.word import build
from generator.office.word.styles import WordStyles
from generator.render.letterhead import SIZES, Letterhead, balanced

LOGO_MM: Final = 20.0
"""How high a logo is in a letterhead; it is at most a fifth wider."""
NO_SIDES: Final = (None, 0, None, 0)
SIGN: Final = "Tanda Tangan"
TAIL: Final = build.paragraph("", more='<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>')
_LOGO_TWIPS: Final = 1361
_STYLES: Final = {"induk": "Kop Induk", "nama": "Kop Nama", "alamat": "Kop Alamat"}
_PARAGRAPH: Final = '<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/>'
_MADE: Final = {
    "Kop Induk": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|22|',
    "Kop Nama": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|24|<w:b/>',
    "Kop Alamat": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|18|',
    "Sampul Judul": _PARAGRAPH.format(line=324) + '<w:jc w:val="center"/>|32|<w:b/>',
    "Sampul Tentang": _PARAGRAPH.format(line=324) + '<w:jc w:val="center"/>|28|<w:b/>',
    "Sampul Baris": _PARAGRAPH.format(line=300) + '<w:jc w:val="center"/>|24|',
    "Sampul Kaki": _PARAGRAPH.format(line=300) + '<w:jc w:val="center"/>|24|<w:b/>',
    SIGN: _PARAGRAPH.format(line=264) + "|22|",
}
# Its space counts against that before a title: 14 pt behind the rule, whatever follows.
_BEHIND: Final = build.paragraph("", more='<w:spacing w:before="0" w:after="260" w:line="20" w:lineRule="exact"/>')
_ABOVE_RULE: Final = TAIL.format(line=120)
_RULE: Final = '<w:bottom w:val="double" w:sz="6" w:space="0" w:color="000000"/>'


def style_of(styles: WordStyles, name: str) -> str:
    """Return the id of one of these styles by its name."""
    properties, size, weight = _MADE[name].split("|")
    letters = f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return styles.named(name, f"<w:pPr>{properties}</w:pPr>{letters}")


def letterhead_table(styles: WordStyles, head: Letterhead, width: int, *, left: str = "", right: str = "") -> str:
    """Return the letterhead of lines, and of logos beside them, with the rule below it. width: of the text, in twips.

    left, right: the runs of the logos; without them their cells are empty, the paragraph for the logo the last but one.
    """
    logos = bool(head.logo) + bool(head.right_logo)
    columns = [_LOGO_TWIPS] * bool(head.logo) + [width - _LOGO_TWIPS * logos] + [_LOGO_TWIPS] * bool(head.right_logo)
    address = style_of(styles, "Kop Alamat")
    cells = (
        [build.paragraph(left, address, align="start") + _ABOVE_RULE] * bool(head.logo)
        + [f"{_lines(styles, head, columns[bool(head.logo)] / 20)}{_ABOVE_RULE}"]
        + [build.paragraph(right, address, align="end") + _ABOVE_RULE] * bool(head.right_logo)
    )
    written = build.row(build.cell(wide, content) for wide, content in zip(columns, cells, strict=True))
    return build.table([written], columns, borders=_RULE, margins=NO_SIDES) + _BEHIND


def _lines(styles: WordStyles, head: Letterhead, width: float) -> str:
    written = ""
    for role, text in head.lines:
        cut = balanced(text, width, SIZES[role], is_bold=role == "nama") if role != "alamat" else (text,)
        written += "".join(build.words(part, style_of(styles, _STYLES[role])) for part in cut)
    return written
