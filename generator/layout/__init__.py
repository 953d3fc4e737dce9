"""A spec's field tree as neutral blocks, and what is written from them: the shared page; starter templates build on it too."""

from __future__ import annotations

from generator.layout.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    MatrixGrid,
    Picture,
    Side,
    Signature,
    Signer,
    Text,
    Value,
    When,
)
from generator.layout.html import page
from generator.layout.outline import outline
from generator.layout.sections import Section, sections

__all__ = [
    "Block",
    "Column",
    "Fact",
    "Facts",
    "ForEach",
    "Grid",
    "Heading",
    "Items",
    "MatrixGrid",
    "Picture",
    "Section",
    "Side",
    "Signature",
    "Signer",
    "Text",
    "Value",
    "When",
    "outline",
    "page",
    "sections",
]
