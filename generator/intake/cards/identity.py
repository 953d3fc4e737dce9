"""Which form a Word document is: told by its properties, or by the small line that it carries; one of them is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.form.identity import LINE_HEAD, TYPE_PROPERTY, Identity, identity_in, identity_of
from generator.office.package.container import says_at_a_glance
from generator.office.word.flow import FlowBlock, FlowParagraph

MADE_PROPERTY: Final = "borang-jenis"
"""By this a finished document says of what type it is."""
_TELLING: Final = {"docProps/custom.xml": TYPE_PROPERTY.encode(), "word/document.xml": LINE_HEAD.encode()}
_LONGEST: Final = 200


def identity_within(properties: Mapping[str, str], blocks: Iterable[FlowBlock]) -> Identity | None:
    """Return which form a document says it is."""
    return identity_of(properties) or identity_in(text for text in _texts(blocks) if len(text) < _LONGEST)


def _texts(blocks: Iterable[FlowBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield block.text
        else:
            yield from (text for row in block.rows for cell in row for text in _texts(cell.blocks))


def is_form(file: Path) -> bool:
    """Tell at a glance whether a Word document is a form of borang's, whatever else is wrong with it."""
    return says_at_a_glance(file, _TELLING)
