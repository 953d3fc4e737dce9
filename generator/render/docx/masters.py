"""Letterhead and signatures of a Word document: a template's `{{ kop }}` and `{{ tanda_tangan(…) }}` print a mark, whose paragraph gives way to them."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage
from markupsafe import Markup
from PIL import Image

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.styles import WordStyles
from generator.office.word.wml import Sections, W, fragment, own_paragraph, put_in_place
from generator.render.letterhead import SIZES, Letterhead, balanced
from generator.render.logo import for_word
from generator.render.signatures import SignatureWords, SignerWords

_LETTERHEAD_MARK: Final = "\ufdd0kop\ufdd1"
_SIGNATURE_MARK: Final = re.compile("\ufdd0ttd:([0-9]+)\ufdd1")
_CAPTION_MARK: Final = re.compile("\ufdd0gbr:([^\ufdd1]*)\ufdd1")
_MARKS: Final = ("\ufdd0kop".encode(), "\ufdd0ttd:".encode(), "\ufdd0gbr:".encode())
_LOGO_HEIGHT: Final = Mm(20)
_LOGO_TWIPS: Final = 1361
_STYLES: Final = {"induk": "Kop Induk", "nama": "Kop Nama", "alamat": "Kop Alamat"}
_SIGN: Final = "Tanda Tangan"
_DESCRIBED: Final = re.compile(r'<wp:docPr [^>]*?name="[^"]*"')
_ROOM_LINES: Final = 3
_PARAGRAPH: Final = '<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/>'
_MADE: Final = {
    "Kop Induk": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|22|',
    "Kop Nama": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|24|<w:b/>',
    "Kop Alamat": _PARAGRAPH.format(line=240) + '<w:jc w:val="center"/>|18|',
    "caption": '<w:spacing w:before="40" w:after="200" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>|20|',
    _SIGN: _PARAGRAPH.format(line=264) + "|22|",
}
_TAIL: Final = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/></w:pPr></w:p>'


class LetterheadImages:
    """The letterhead as the mark that a template prints, its pictures behind it in the same paragraph."""

    def __init__(self, template: DocxTemplate, head: Letterhead, width_mm: float) -> None:
        self.template = template
        self.head = head
        self.width_mm = width_mm

    def __html__(self) -> str:
        if not self.head:
            return ""
        if self.head.picture is not None:
            return _LETTERHEAD_MARK + _described(_drawn(self.template, self.head.picture, width=Mm(self.width_mm)), self.head.alt)
        files = [file for file in (self.head.logo, self.head.right_logo) if file is not None]
        return _LETTERHEAD_MARK + "".join(_described(_drawn(self.template, file), f"Logo {self.head.alt}") for file in files)

    def __str__(self) -> str:
        return Markup(self.__html__())


def _drawn(template: DocxTemplate, file: Any, *, width: Any = None) -> str:
    source = for_word(file)
    if width is None:
        with Image.open(file) as picture:
            wide = picture.width / max(picture.height, 1) * _LOGO_HEIGHT
        most = Mm(24)
        return str(InlineImage(template, source, width=Emu(round(min(wide, most)))))
    return str(InlineImage(template, source, width=width))


def _described(inline: str, alt: str) -> str:
    """Return a drawing with alternative text, without a margin of its own."""
    words = quoteattr(alt)
    inline = re.sub(r'\sdist[TBLR]="\d+"', "", inline).replace("<wp:inline", '<wp:inline distT="0" distB="0" distL="0" distR="0"', 1)
    return _DESCRIBED.sub(lambda found: f"{found.group()} descr={words}", inline, count=1)


class SignatureStore:
    """The signature blocks of one document while its template is filled."""

    def __init__(self) -> None:
        self.blocks: list[SignatureWords] = []

    def mark(self, block: SignatureWords | None) -> str:
        """Return the mark to print in place of a block; nothing where nobody signs."""
        if block is None:
            return ""
        self.blocks.append(block)
        return f"\ufdd0ttd:{len(self.blocks) - 1}\ufdd1"


def has_master_marks(xml: bytes) -> bool:
    """Whether a part holds the mark of a letterhead or a signature block."""
    return any(mark in xml for mark in _MARKS)


def write_masters(xml: bytes, styles: WordStyles, head: Letterhead, store: SignatureStore) -> bytes:
    """Return the document part with letterhead and signatures in place of their marks."""
    root = parsed(xml)
    sections, number = Sections(root), 0
    for node in [text for text in root.iter(f"{W}t") if "\ufdd0" in (text.text or "")]:
        paragraph = own_paragraph(node)
        if paragraph is None:
            continue
        found, caption = _SIGNATURE_MARK.search(node.text or ""), _CAPTION_MARK.search(node.text or "")
        if caption:
            number += 1
            node.text = _CAPTION_MARK.sub("", node.text or "")
            _one_each(paragraph)
            paragraph.addnext(fragment(_caption(caption.group(1), number, styles))[0])
            continue
        if _LETTERHEAD_MARK in (node.text or ""):
            _put_letterhead(paragraph, sections.width(paragraph), styles, head)
        elif found and int(found.group(1)) < len(store.blocks):
            block = store.blocks[int(found.group(1))]
            put_in_place(paragraph, fragment(_signature(block, styles, sections.width(paragraph)) + _TAIL.format(line=20)))
    return serialised(root)


def _one_each(paragraph: Element) -> None:
    """Give each picture of a paragraph a paragraph of its own: as lines of one they would not part at the end of a page."""
    runs = [run for run in paragraph.iterchildren(f"{W}r") if next(run.iter(f"{W}drawing"), None) is not None]
    for run in runs[:-1]:
        alone = paragraph.makeelement(f"{W}p", {})
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            alone.append(deepcopy(properties))
        alone.append(run)
        paragraph.addprevious(alone)


def caption_mark(title: str) -> str:
    """Return the mark that gives way to a caption below its paragraph; nothing for a picture without a title."""
    return f"\ufdd0gbr:{title}\ufdd1" if title else ""


def _caption(title: str, number: int, styles: WordStyles) -> str:
    """Return a numbered caption: a SEQ field with its value, so that Word counts on and lists it."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (
        f'{char.format("begin")}<w:r><w:instrText xml:space="preserve"> SEQ Gambar \\* ARABIC </w:instrText></w:r>'
        f'{char.format("separate")}<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>{number}</w:t></w:r>{char.format("end")}'
    )
    words = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    style = _style(styles, "caption")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext w:val="0"/><w:jc w:val="center"/></w:pPr>{words.format("Gambar ")}{field}{words.format(" " + escape(title))}</w:p>'


def _style(styles: WordStyles, name: str) -> str:
    properties, size, weight = _MADE[name].split("|")
    letters = f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return styles.named(name, f"<w:pPr>{properties}</w:pPr>{letters}")


def _line(style: str, text: str, *, is_bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    run = f'<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _put_letterhead(paragraph: Element, width: int, styles: WordStyles, head: Letterhead) -> None:
    drawings = list(paragraph.iter(f"{W}drawing"))
    if head.picture is not None:
        _leave_picture(paragraph)
        return
    columns = [_LOGO_TWIPS] * bool(head.logo) + [width - _LOGO_TWIPS * len(drawings)] + [_LOGO_TWIPS] * bool(head.right_logo)
    middle = f"{_lines(styles, head, columns[bool(head.logo)] / 20)}{_TAIL.format(line=120)}"
    slot = f'<w:p><w:pPr><w:pStyle w:val="{_style(styles, "Kop Alamat")}"/><w:jc w:val="{{}}"/></w:pPr></w:p>'
    cells = [slot.format("start")] * bool(head.logo) + [middle] + [slot.format("end")] * bool(head.right_logo)
    table = _table([cells], columns, '<w:bottom w:val="double" w:sz="6" w:space="0" w:color="000000"/>')
    elements = fragment(table + _TAIL.format(line=240))
    slots = [node for at, node in enumerate(elements[0].iter(f"{W}tc")) if at != bool(head.logo)]
    for cell, drawing in zip(slots, drawings, strict=False):
        cell[-1].append(drawing.getparent())
    put_in_place(paragraph, elements)


def _leave_picture(paragraph: Element) -> None:
    """Leave the office's own letterhead picture where it is, the mark gone."""
    for text in list(paragraph.iter(f"{W}t")):
        if text.text and _LETTERHEAD_MARK in text.text:
            text.text = text.text.replace(_LETTERHEAD_MARK, "")


def _lines(styles: WordStyles, head: Letterhead, width: float) -> str:
    written = ""
    for role, text in head.lines:
        cut = balanced(text, width, SIZES[role], is_bold=role == "nama") if role != "alamat" else (text,)
        written += "".join(_line(_style(styles, _STYLES[role]), part) for part in cut)
    return written


def _table(rows: list[list[str]], columns: list[int], borders: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for column, cell in zip(columns, cells, strict=True)
        )
        + "</w:tr>"
        for cells in rows
    )
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{edges}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _signature(block: SignatureWords, styles: WordStyles, width: int) -> str:
    style = _style(styles, _SIGN)
    left = round(width * (0.55 if len(block.signers) == 1 else 0.46))
    gap = 0 if len(block.signers) == 1 else round(width * 0.06)
    columns = [left + gap, width - left - gap]
    rows: list[list[str]] = []
    for at, pair in enumerate(block.rows):
        rows += _signing_rows(pair, block.above(pair, is_first=at == 0), style)
    return _line(style, "") + _table(rows, columns)


def _signing_rows(
    pair: tuple[SignerWords | None, SignerWords | None], above: tuple[tuple[str, ...], tuple[str, ...]], style: str
) -> list[list[str]]:
    """Return three rows: positions, room, names; so that names stand on one line."""
    nobody = SignerWords((), "")
    sides = [side or nobody for side in pair]
    heads = [
        "".join(_line(style, text) for text in (*first, *side.head)) or _line(style, "") for first, side in zip(above, sides, strict=True)
    ]
    rooms = ["".join(_line(style, text) for text in _room(side)) for side in sides]
    names = [_line(style, side.name, is_bold=True) + "".join(_line(style, text) for text in side.foot) for side in sides]
    return [heads, rooms, names]


def _room(side: SignerWords) -> list[str]:
    return [*[""] * (_ROOM_LINES // 2), side.room, *[""] * (_ROOM_LINES - _ROOM_LINES // 2 - 1)]
