"""Pages of a filled starter that would stand empty, left out of a body of plain blocks: as `generator.render.docx.emptiness` does of a tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.office.word.flat import Block, FlatBody, FlatParagraph, text_of
from generator.office.word.looks import look, without
from generator.office.word.styles import WordStyles
from generator.render.docx.emptiness import ENDING


def drop_empty_pages(body: FlatBody, styles: WordStyles) -> None:
    """Take sections that print nothing out of a body, and the last line where a paragraph stands before it."""
    sections = _sections(body.blocks)
    empty = [nodes for nodes in sections if _is_ending(nodes[-1], styles) and not any(map(_prints, nodes))]
    if len(empty) < len(sections):
        _take_out(body, [node for nodes in empty for node in nodes])
    for nodes, after in pairwise(_sections(body.blocks)):
        first, last = after[0], nodes[-1]
        if _end_in_last_line(nodes, styles):
            _take_out(body, [last])
        if isinstance(first, FlatParagraph) and look(first.look).begins_page and _is_ending(last, styles):
            first.look = without(first.look, "pageBreakBefore")
    last = body.blocks[-1] if body.blocks else None
    if body.ending and isinstance(last, FlatParagraph) and "<w:sectPr" in last.look:
        body.ending = look(last.look).section
        last.look = without(last.look, "sectPr")
    _drop_last_line(body, styles)


def _take_out(body: FlatBody, nodes: Sequence[Block]) -> None:
    if nodes:
        gone = set(map(id, nodes))
        body.blocks = [node for node in body.blocks if id(node) not in gone]


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    found: list[list[Block]] = [[]]
    for node in blocks:
        found[-1].append(node)
        if isinstance(node, FlatParagraph) and "<w:sectPr" in node.look:
            found.append([])
    return [nodes for nodes in found if nodes]


def _is_ending(node: Block, styles: WordStyles) -> bool:
    return isinstance(node, FlatParagraph) and styles.name(look(node.look).style) == ENDING


def _prints(node: Block) -> bool:
    if not isinstance(node, FlatParagraph) or "<w:drawing" in node.content or "<w:pict" in node.content:
        return True
    return bool(text_of(node.content).strip())


def _end_in_last_line(nodes: Sequence[Block], styles: WordStyles) -> bool:
    """Let a section end in its last paragraph of text; return whether the line behind it is to go."""
    before = nodes[-2] if len(nodes) > 1 else None
    last = nodes[-1]
    if not isinstance(before, FlatParagraph) or not isinstance(last, FlatParagraph) or not _is_ending(last, styles):
        return False
    before.look += look(last.look).section
    return True


def _drop_last_line(body: FlatBody, styles: WordStyles) -> None:
    blocks = body.blocks
    if len(blocks) < 2 or not _is_ending(blocks[-1], styles) or _prints(blocks[-1]):
        return
    before, last = blocks[-2:]
    if isinstance(before, FlatParagraph) and isinstance(last, FlatParagraph) and "<w:sectPr" not in before.look + last.look:
        body.blocks = blocks[:-1]
