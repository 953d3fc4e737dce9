"""A spec's field tree as neutral blocks, and what is written from them: the shared page; starter templates build on it too."""

from __future__ import annotations

from generator.outline.blocks import (
    Block,
    CentreLine,
    Column,
    Contents,
    Cover,
    Fact,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    MatrixGrid,
    Picture,
    Sentence,
    Side,
    Signature,
    Signer,
    Text,
    Value,
    When,
)
from generator.outline.html import page
from generator.outline.report import LAYOUTS
from generator.outline.sections import PageSection, sections
from generator.outline.walk import outline

__all__ = [
    "LAYOUTS",
    "Block",
    "CentreLine",
    "Column",
    "Contents",
    "Cover",
    "Fact",
    "Facts",
    "ForEach",
    "Grid",
    "Heading",
    "Items",
    "MatrixGrid",
    "PageSection",
    "Picture",
    "Sentence",
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
