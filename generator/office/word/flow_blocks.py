"""Blocks of a Word document: paragraphs and tables as words, and what of them is open while the document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class FlowParagraph:
    """A paragraph. style: its id. marker: what numbers it, "" for nothing; level: from 0. is_prompt: it holds only what a control shows while it is empty.

    options: what its controls offer to choose from.
    """

    text: str = ""
    style: str = ""
    numbering: str = ""
    level: int = 0
    is_prompt: bool = False
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class FlowTable:
    """A table: its rows of cells."""

    rows: list[list[FlowCell]] = field(default_factory=list["list[FlowCell]"])


@dataclass(slots=True)
class FlowCell:
    """A cell: what stands in it. tags: of the controls in it or around it. has_picture: whether a picture stands in it.

    boxed: the words in its text boxes. is_continued: whether it goes on with the cell above, which alone shows what is in both.
    span: how many columns it covers.
    """

    blocks: list[FlowParagraph | FlowTable] = field(default_factory=list["FlowParagraph | FlowTable"])
    tags: list[str] = field(default_factory=list[str])
    has_picture: bool = False
    boxed: list[str] = field(default_factory=list[str])
    span: int = 1
    is_continued: bool = False


FlowBlock: TypeAlias = FlowParagraph | FlowTable


@dataclass(slots=True)
class OpenControl:
    """A content control that is open: how deep in tables and cells it began."""

    cells: int
    tag: str = ""
    is_prompting: bool = False
    options: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class OpenTextBox:
    """A picture that is being passed over, with the words that people typed into it. depth: how deep in its text boxes."""

    pieces: list[str] = field(default_factory=list[str])
    depth: int = 0
    is_text: bool = False

    def start(self, name: str) -> None:
        """Take in that an element begins."""
        self.depth += name == "txbxContent"
        self.is_text = name == "t" and self.depth > 0

    def end(self, name: str) -> None:
        """Take in that an element ends."""
        self.depth -= name == "txbxContent"
        self.is_text = False
        if name == "p" and self.depth:
            self.pieces.append(" ")


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is being read. is_joined: its end was deleted, so that the next goes on with it; is_waiting: for that."""

    made: FlowParagraph = field(default_factory=FlowParagraph)
    pieces: list[str] = field(default_factory=list[str])
    options: list[str] = field(default_factory=list[str])
    is_prompted: bool = False
    is_joined: bool = False
    is_waiting: bool = False
