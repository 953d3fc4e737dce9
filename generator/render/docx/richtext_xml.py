"""Blocks of a long text as Word's own paragraphs, numbered lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from generator.office.word import build
from generator.office.word.flat import FlatParagraph, paragraph_text
from generator.office.word.numbering import STEP, Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import A4_TEXT_WIDTH, SPACER, paragraph_properties
from generator.richtext import Block, ListBlock, Paragraph, Run, TableBlock, column_widths

Written: TypeAlias = FlatParagraph | str
"""What is written of a long text: a paragraph, or a table as XML."""
_HEAD_FILL: Final = "E7E6E6"
_MARGINS: Final = (40, 80, 40, 80)
_FIRST_ONLY: Final = ("numPr", "pageBreakBefore", "framePr", "sectPr", "tabs")
_KEPT_IN_LISTS: Final = ("spacing", "jc", "bidi", "contextualSpacing", "rPr")
_NO_NUMBER: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_BEFORE_BOLD: Final = ("rStyle", "rFonts")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Host:
    """The paragraph in whose place a long text comes, and which its look is taken from.

    properties, run: XML of its pPr's and its run's rPr's children, by local name. left: its text's indent, width: the
    space it stands in, both in twips. numbered: whether it has a number, of its own or by its style.
    """

    style: str = ""
    properties: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    run: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    left: int = 0
    width: int = A4_TEXT_WIDTH
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _TextDesk:
    """What is at hand while one long text is laid out. into: takes what is written."""

    host: Host
    numbering: Numbering
    styles: WordStyles
    into: list[Written] = field(default_factory=lambda: [])


@dataclass(frozen=True, slots=True)
class _Nest:
    """Where a list's items stand: how many lists are around, the indent of their text and of their hanging label.

    is_tight: whether lists stand in lists, between which Word would leave a paragraph's space; closes: whether nothing of them follows.
    """

    depth: int
    left: int
    hanging: int
    is_tight: bool = False
    closes: bool = False


def to_docx(blocks: Sequence[Block], numbering: Numbering, styles: WordStyles, host: Host | None = None) -> str:
    """Return the blocks as XML of `w:p` and `w:tbl` (prefix w undeclared), to stand in the host paragraph's place.

    The first paragraph is the host, with all its properties; those after it leave out its number and page break.
    Lists take the author's "List Number" and "List Bullet" styles in running text; in a paragraph of another style they keep that.
    """
    return "".join([piece if isinstance(piece, str) else paragraph_text(piece) for piece in to_pieces(blocks, numbering, styles, host)])


def to_pieces(blocks: Sequence[Block], numbering: Numbering, styles: WordStyles, host: Host | None = None) -> list[Written]:
    """Return the blocks as `to_docx` does, in pieces: paragraphs, and tables as XML."""
    desk = _TextDesk(host or Host(), numbering, styles)
    if not blocks or (desk.host.numbered and not isinstance(blocks[0], Paragraph)):
        blocks = (Paragraph(()), *blocks)
    for index, block in enumerate(blocks):
        _top(block, desk, first=index == 0)
    return desk.into


def runs_xml(runs: Iterable[Run], base: Mapping[str, str]) -> str:
    """Return `w:r` elements; base: the run properties they share, XML by local name."""
    return "".join(_run(run, base) for run in runs)


def _top(block: Block, desk: _TextDesk, *, first: bool) -> None:
    if isinstance(block, Paragraph):
        desk.into.append(_paragraph(block, desk, desk.host.properties if first else _later(desk.host)))
    elif isinstance(block, ListBlock):
        _list(block, desk, _Nest(-1, desk.host.left, 0, is_tight=_is_nested(block), closes=True))
    else:
        desk.into.append(_table(block, desk, desk.host.left))


def _later(host: Host) -> dict[str, str]:
    """Return the host's properties for a paragraph after the first: its text lines up with the host's."""
    kept = {name: xml for name, xml in host.properties.items() if name not in _FIRST_ONLY}
    if host.numbered:
        kept |= {"numPr": _NO_NUMBER, "ind": _indent(host.left, 0)}
    return kept


def _paragraph(block: Paragraph, desk: _TextDesk, properties: Mapping[str, str]) -> FlatParagraph:
    return FlatParagraph("", _look(tuple(properties.items())), runs_xml(block.runs, desk.host.run))


@lru_cache(maxsize=1024)
def _look(properties: tuple[tuple[str, str], ...]) -> str:
    return paragraph_properties(dict(properties)).removeprefix("<w:pPr>").removesuffix("</w:pPr>")


def _run(run: Run, base: Mapping[str, str]) -> str:
    if not base and not run.bold and not run.italic and "\t" not in run.text:
        written = f'<w:t xml:space="preserve">{escape(run.text)}</w:t>' if run.text else ""
        return f"<w:r>{written}<w:br/></w:r>" if run.break_after else f"<w:r>{written}</w:r>"
    text = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in run.text.split("\t"))
    line_end = "<w:br/>" if run.break_after else ""
    return f"<w:r>{_run_properties(run, base)}{text}{line_end}</w:r>"


def _run_properties(run: Run, base: Mapping[str, str]) -> str:
    own = (["b", "bCs"] if run.bold else []) + (["i", "iCs"] if run.italic else [])
    front = "".join(xml for name, xml in base.items() if name in _BEFORE_BOLD)
    slopes = "".join(f"<w:{name}/>" if name in own else base.get(name, "") for name in ("b", "bCs", "i", "iCs"))
    rest = "".join(xml for name, xml in base.items() if name not in (*_BEFORE_BOLD, "b", "bCs", "i", "iCs"))
    inner = front + slopes + rest
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _list(block: ListBlock, desk: _TextDesk, around: _Nest) -> None:
    depth = around.depth + 1
    plain = desk.styles.is_plain(desk.host.style)
    style = desk.styles.list_style(ordered=block.ordered, depth=depth) if plain else desk.host.style
    number, level, direct = _number(block, desk, style if plain else None, min(depth, 8))
    level_indent = desk.numbering.indent(number, level)
    left, hanging = (desk.styles.list_indent(style) if plain else None) or level_indent
    text_left = max(around.left + left - STEP * depth, around.left + hanging) if depth else around.left + left
    marks = _list_marks(desk.host, plain=plain)
    if style:
        marks["pStyle"] = f'<w:pStyle w:val="{style}"/>'
    if direct:
        marks["numPr"] = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if text_left != left or not plain or (direct and (left, hanging) != level_indent):
        marks["ind"] = _indent(text_left, hanging)
    last = len(block.items) - 1
    for at, item in enumerate(block.items):
        nest = _Nest(depth, text_left, hanging, is_tight=around.is_tight, closes=around.closes and at == last)
        _item(item, desk, nest, marks)


def _is_nested(block: ListBlock) -> bool:
    return any(isinstance(inner, ListBlock) for item in block.items for inner in item)


def _list_marks(host: Host, *, plain: bool) -> dict[str, str]:
    """Return the host's properties that its list items share; their labels look like its text."""
    marks = {name: xml for name, xml in host.properties.items() if name in _KEPT_IN_LISTS}
    if host.run:
        marks["rPr"] = f"<w:rPr>{''.join(host.run.values())}</w:rPr>"
    return marks if plain else {**marks, "contextualSpacing": "<w:contextualSpacing/>"}


def _number(block: ListBlock, desk: _TextDesk, style: str | None, level: int) -> tuple[int, int, bool]:
    """Return the list's (num id, level, whether to write them on its paragraphs: a bulleted style has them itself)."""
    styled = desk.styles.numbering(style) if style else None
    if not block.ordered:
        return (*styled, False) if styled else (desk.numbering.bullets(), level, True)
    if styled and block.marker == "number":
        return desk.numbering.ordered("number", styled[1], block.start, like=styled[0]), styled[1], True
    return desk.numbering.ordered(block.marker, level, block.start), level, True


def _item(blocks: Sequence[Block], desk: _TextDesk, nest: _Nest, marks: Mapping[str, str]) -> None:
    head, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], Paragraph) else (Paragraph(()), blocks)
    if nest.is_tight and (rest or not nest.closes) and "spacing" not in marks:
        marks = {**marks, "spacing": '<w:spacing w:before="0" w:after="0"/>'}
    ends = [False] * (len(rest) - 1) + [nest.closes]
    desk.into.append(_paragraph(head, desk, marks))
    for block, end in zip(rest, ends, strict=False):
        if isinstance(block, ListBlock):
            _list(block, desk, replace(nest, closes=end))
        elif isinstance(block, TableBlock):
            desk.into.append(_table(block, desk, nest.left))
        else:
            desk.into.append(_paragraph(block, desk, {**_later(desk.host), "ind": _indent(nest.left, 0)}))


def _indent(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if hanging else f'<w:ind w:left="{left}" w:firstLine="0"/>'


def _table(block: TableBlock, desk: _TextDesk, left: int) -> str:
    widths = column_widths(block, desk.host.width - left)
    rows = [_row(block.header, block, widths, desk, head=True), *(_row(row, block, widths, desk) for row in block.rows)]
    return build.table(rows, widths, style=desk.styles.table_grid(), left=left or None, margins=_MARGINS) + SPACER


def _row(cells: Sequence[tuple[Run, ...]], table: TableBlock, widths: Sequence[int], desk: _TextDesk, *, head: bool = False) -> str:
    marks = {"spacing": '<w:spacing w:before="0" w:after="0"/>'}
    if not desk.styles.is_plain(desk.host.style):
        marks["pStyle"] = f'<w:pStyle w:val="{desk.host.style}"/>'
    written: list[str] = []
    for cell, width, place in zip(cells, widths, table.alignments, strict=True):
        runs = tuple(replace(run, bold=True) for run in cell) if head else cell
        side = "center" if head and place == "left" else place  # as print.css has it
        paragraph = _paragraph(Paragraph(runs), desk, {**marks, "ind": _indent(0, 0), "jc": f'<w:jc w:val="{side}"/>'})
        written.append(build.cell(width, paragraph_text(paragraph), fill=_HEAD_FILL if head else "", where="center" if head else ""))
    return build.row(written, whole=True, head=head)
