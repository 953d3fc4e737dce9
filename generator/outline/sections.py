"""Which blocks stand on an upright page and which on one turned: the same cut for every writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.outline.blocks import Block, Facts, ForEach, Grid, Heading, Items, MatrixGrid, Signature, When

_CHAPTER = 2


@dataclass(frozen=True, slots=True)
class PageSection:
    """Blocks on pages of one orientation."""

    is_wide: bool
    blocks: tuple[Block, ...]


def sections(blocks: Iterable[Block], *, is_turned: bool = False) -> tuple[PageSection, ...]:
    """Return the blocks cut into upright and turned pages, at chapter headings only; is_turned: all pages are.

    What is not worth a page of its own goes with the wide tables beside it: a few labels, signatures, one chapter between two.
    """
    chapters = _chapters(blocks)
    if is_turned:
        return (PageSection(True, tuple(block for chapter in chapters for block in chapter)),)
    runs = [(is_wide, list(run)) for is_wide, run in groupby(chapters, key=lambda chapter: any(map(_is_wide, chapter)))]
    cut: list[PageSection] = []
    for number, (is_wide, run) in enumerate(runs):
        inner = tuple(block for chapter in run for block in chapter)
        is_between = 0 < number < len(runs) - 1 and len(run) == 1
        is_company = len(runs) > 1 and (is_between or all(map(_is_low, inner)))
        cut.append(PageSection(is_wide or is_company, inner))
    return _joined(cut)


def _chapters(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    chapters: list[list[Block]] = []
    for block in blocks:
        if not chapters or _opens_chapter(block):
            chapters.append([])
        chapters[-1].append(block)
    return [tuple(chapter) for chapter in chapters]


def _opens_chapter(block: Block) -> bool:
    if isinstance(block, When):
        return _opens_chapter(block.blocks[0])
    return isinstance(block, Heading) and block.level == _CHAPTER


def _is_wide(block: Block) -> bool:
    if isinstance(block, (When, ForEach)):
        return any(_is_wide(inner) for inner in block.blocks)
    return isinstance(block, (Grid, MatrixGrid)) and block.is_wide


def _is_low(block: Block) -> bool:
    if isinstance(block, When):
        return all(map(_is_low, block.blocks))
    return isinstance(block, (Heading, Facts, Items, Signature))


def _joined(cut: Iterable[PageSection]) -> tuple[PageSection, ...]:
    joined: list[PageSection] = []
    for section in cut:
        if joined and joined[-1].is_wide == section.is_wide:
            joined[-1] = PageSection(section.is_wide, (*joined[-1].blocks, *section.blocks))
        else:
            joined.append(section)
    return tuple(joined)
