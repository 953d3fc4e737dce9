"""Blocks of a Word story: each `for` and `if` with its end, at the same place of the document's structure.

Repeated or left out, what stands between a statement and its end must be whole rows, cells, paragraphs, or words of one
cell. Otherwise one row would hold all people, or Word would find a broken file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.render.docx.joining import MARK, JoinedStory
from generator.render.docx.spots import Problem
from validators.tag_words import misplaced, unclosed

_TAG: Final = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
TOKEN: Final = re.compile(rf"(?P<tag>{_TAG})|<(?P<name>/?[\w:.-]+)(?P<rest>(?:{_TAG}|[^<>])*+)>", re.DOTALL)
_WORD: Final = re.compile(r"^\{%[-+]?\s*(\w+)(.*)$", re.DOTALL)
_OPENERS: Final = frozenset(("for", "if", "macro", "call", "filter", "block", "with", "autoescape"))
_MIDDLE: Final = {"else": ("for", "if"), "elif": ("if",)}
_FLOW: Final = frozenset(("w:p", "w:r", "w:t"))


@dataclass(slots=True)
class _Block:
    word: str
    number: int
    open_elements: list[tuple[str, int]]
    is_told: bool = False


def block_problems(text: str, joined: JoinedStory) -> Iterator[Problem]:
    """Yield what is wrong with the blocks of a story's text, whose tags carry their marks."""
    elements: list[tuple[str, int]] = []
    blocks: list[_Block] = []
    number = 0
    for token in TOKEN.finditer(text):
        name, tag = token["name"], token["tag"]
        if name is not None:
            _step(elements, name, token)
            continue
        number = _number(tag, number)
        found = _WORD.match(tag)
        if found is None:
            continue
        word = found.group(1)
        if word in _OPENERS or (word == "set" and "=" not in found.group(2)):
            blocks.append(_Block(word, number, list(elements)))
        elif word in _MIDDLE or word.startswith("end"):
            yield from _met(word, number, blocks, elements, joined=joined)
    for block in blocks:
        yield Problem(f"Tanda templat keliru: {unclosed(block.word)}.", "Tambahkan penutupnya.", joined.spot(block.number))


def _step(elements: list[tuple[str, int]], name: str, token: re.Match[str]) -> None:
    if name.startswith("/"):
        if elements:
            elements.pop()
    elif not token["rest"].endswith("/"):
        elements.append((name, token.start()))


def _number(tag: str, before: int) -> int:
    found = MARK.search(tag)
    return int(found.group(1)) if found else before


def _met(word: str, number: int, blocks: list[_Block], elements: list[tuple[str, int]], *, joined: JoinedStory) -> Iterator[Problem]:
    """Yield what is wrong with the end or the other half of a block."""
    spot = joined.spot(number)
    meant = _MIDDLE.get(word, (word.removeprefix("end"),))
    if not any(block.word in meant for block in blocks):
        yield Problem(f"Tanda templat keliru: “{word}” tidak punya pembuka di atasnya.", "", spot)
        return
    while blocks[-1].word not in meant:
        left = blocks.pop()
        hint = f"Tambahkan penutupnya; {misplaced(word, left.word)}."
        yield Problem(f"Tanda templat keliru: {unclosed(left.word)}.", hint, joined.spot(left.number))
    block = blocks[-1] if word in _MIDDLE else blocks.pop()
    if not block.is_told and (said := _apart(block, elements, word)) is not None:
        block.is_told = True
        yield Problem(*said, joined.spot(block.number))


def _apart(block: _Block, elements: list[tuple[str, int]], word: str) -> tuple[str, str] | None:
    """Return what is wrong when a block's two signs stand in different places, and what to do."""
    names, there = [name for name, _ in block.open_elements], [name for name, _ in elements]
    frame = [element for element in block.open_elements if element[0] not in _FLOW]
    if names == there and frame == [element for element in elements if element[0] not in _FLOW]:
        return None
    pair = f"{{% {block.word} %}} dan {{% {word} %}}"
    if "w:tc" in names + there:
        hint = (
            f"Untuk mengulang atau menghilangkan baris tabel, pakai {{%tr {block.word} … %}} dan {{%tr {word} %}}, masing-masing di baris"
        )
        return f"Tanda {pair} tidak berada di sel yang sama.", f"{hint} tersendiri; untuk kolom, {{%tc … %}}."
    hint = f"Pakai {{%p {block.word} … %}} dan {{%p {word} %}}, masing-masing di paragraf tersendiri."
    return f"Tanda {pair} tidak berada di tempat yang setara.", hint
