"""The words of one paragraph of Word as one text, and tags put into it that leave every run around them as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.office.package.xml import Element
from generator.office.word.wml import W, own_paragraph

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES: Final = (f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen")
_LABEL_END: Final = re.compile(r":(?: \([^()]*\))?$")
PRINTED: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)")
"""Finds the names that tags begin with."""
_SAME: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\t": " ", "\n": " "})  # fmt: skip


def plain(text: str) -> str:
    """Return a text in the letters by which texts are compared, each for one: blanks, hyphens and quotes of one kind."""
    return text.translate(_SAME)


def folded(text: str) -> str:
    """Return a text as it is compared whole: `plain`, with single blanks."""
    return " ".join(plain(text).split())


def is_label(words: str) -> bool:
    """Whether words end in a colon, or in one with a note in brackets behind it: what stands below them is theirs."""
    return _LABEL_END.search(words) is not None


@dataclass(frozen=True, slots=True)
class Edit:
    """A tag in the place of a passage's letters from start to end."""

    start: int
    end: int
    tag: str


@dataclass(slots=True)
class _Piece:
    node: Element
    start: int
    text: str


class WordPassage:
    """A paragraph's own words: `text`, in which every letter, tab and line break is one letter; text boxes in it are left out."""

    def __init__(self, paragraph: Element) -> None:
        self.paragraph = paragraph
        self._pieces: list[_Piece] = []
        length = 0
        for node in paragraph.iter(*_PIECES):
            run = node.getparent()
            if run.tag != f"{W}r" or own_paragraph(run) is not paragraph or node.get("deleted"):
                continue
            text = _text_of(node)
            self._pieces.append(_Piece(node, length, text))
            length += len(text)
        self.text = plain("".join(piece.text for piece in self._pieces))

    @property
    def place(self) -> Element:
        """Where it stands."""
        return self.paragraph

    @property
    def words(self) -> str:
        """The text as it is compared whole."""
        return folded(self.text)

    @property
    def has_tag(self) -> bool:
        """Whether a tag stands in it already."""
        return "{{" in self.text or "{%" in self.text

    def put(self, edits: Iterable[Edit]) -> None:
        """Put tags in the place of passages, which do not overlap; runs and their looks stay."""
        for edit in sorted(edits, key=lambda one: -one.start):
            self._put(edit)

    def put_or_add(self, edits: Iterable[Edit]) -> None:
        """Put tags in the place of passages, and those that stand in the place of nothing behind the letter before them."""
        self.put(_widened(edit, self.text) for edit in edits)

    def put_whole(self, tag: str) -> None:
        """Put one tag in the place of all the words."""
        if self._pieces:
            self._put(Edit(0, len(self.text), tag))

    def _put(self, edit: Edit) -> None:
        touched = [piece for piece in self._pieces if piece.start < edit.end and piece.start + len(piece.text) > edit.start]
        holder = next((piece for piece in touched if piece.node.tag == f"{W}t"), None)
        for piece in touched:
            first, last = max(0, edit.start - piece.start), min(len(piece.text), edit.end - piece.start)
            if piece.node.tag != f"{W}t":
                piece.node.getparent().remove(piece.node)
                continue
            piece.text = piece.text[:first] + (edit.tag if piece is holder else "") + piece.text[last:]
            piece.node.text = piece.text
            piece.node.set(_SPACE, "preserve")


def _widened(edit: Edit, text: str) -> Edit:
    """Return an edit that takes in a letter next to it where it has none of its own."""
    if edit.end > edit.start:
        return edit
    if edit.start:
        return Edit(edit.start - 1, edit.start, text[edit.start - 1] + edit.tag)
    return Edit(0, 1, edit.tag + text[:1])


def _text_of(node: Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    return "-" if node.tag == f"{W}noBreakHyphen" else " "


def paragraphs_of(element: Element) -> list[Element]:
    """Return the paragraphs at or below an element."""
    return list(element.iter(f"{W}p"))


def words_in(element: Element) -> str:
    """Return all words below an element, those of its paragraphs one after another."""
    return " ".join(filter(None, (WordPassage(paragraph).words for paragraph in paragraphs_of(element))))


def pattern_of(text: str) -> re.Pattern[str] | None:
    """Return what finds a written value in a text, as a word of its own; None for a value without words.

    A number is not found within a longer one: not 20 in 2.024 or 1,20.
    """
    words = plain(text).split()
    if not words:
        return None
    return re.compile(r"(?<![\w])(?<!\d[.,])" + r"\s+".join(map(re.escape, words)) + r"(?![\w]|[.,]\d)")
