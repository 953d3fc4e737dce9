"""Long texts and lists found among the paragraphs of a document."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from generator.example.marks import around, blocks_of, holders_of
from generator.example.passage import Edit, WordPassage, folded, pattern_of, words_in
from generator.example.values import is_single, lines_of, shown_item
from generator.office.package.xml import Element
from generator.office.word.wml import W, find

_MARKER: Final = re.compile(r"^\s*(?:[-–•*o·]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+")
_ENDING: Final = re.compile(r"[;,.]$")
_TABLE: Final = "\x00"
"""Stands before the words of a table, which are a line of a text as a whole or not at all."""
_ENOUGH: Final = 0.6
"""Of a long text's letters so many must stand in a document, for the rest was changed by hand."""
_TELLING: Final = 30
_MOST: Final = 0.9
_LONGEST_AFFIX: Final = 20
"""Letters that stand around every item of a list."""
_FARTHEST: Final = 2
"""Paragraphs that somebody added between two of a long text."""


def bare(text: str) -> str:
    """Return a paragraph's words without a number or bullet typed before them."""
    return folded(_MARKER.sub("", text))


def place_text(roots: Iterable[Element], name: str, text: str) -> int:
    """Put a long text's tag in the place of the paragraphs that say it, wherever they do. Returns how often."""
    wanted = lines_of(text)
    times = 0
    for root in roots:
        for holder in holders_of(root):
            found = _find(blocks_of(holder), wanted)
            if found is not None:
                _put(found, name, wanted)
                times += 1
    return times


def _find(blocks: Sequence[Element], wanted: Sequence[str]) -> list[Element] | None:
    """Return the blocks that say most of a long text in its order; None where too little of it stands."""
    said = [bare(words_in(block)) if block.tag == f"{W}p" else _TABLE + bare(words_in(block)) for block in blocks]
    whole = sum(map(len, wanted)) or 1
    best: tuple[int, list[int]] = (0, [])
    firsts = {line: number for number, line in reversed(list(enumerate(wanted)))}
    for start, text in enumerate(said):
        opening = next((number for line, number in firsts.items() if _says(text, line)), None) if text else None
        if opening is None:
            continue
        taken, letters = _follow(said, start, wanted[opening:])
        if letters > best[0]:
            best = (letters, taken)
    if best[0] / whole < _ENOUGH:
        return None
    return [blocks[number] for number in best[1]]


def _follow(said: Sequence[str], start: int, wanted: Sequence[str]) -> tuple[list[int], int]:
    taken: list[int] = []
    letters, here = 0, start
    for line in wanted:
        worded = [number for number in range(here, len(said)) if said[number]][: _FARTHEST + 1]
        for number in worded:
            if _says(said[number], line):
                taken.append(number)
                letters += len(line)
                here = number + 1
                break
    return taken, letters


def _says(text: str, line: str) -> bool:
    """Whether a paragraph is a line of a long text, or that with a sentence added before or behind."""
    wanted = bare(line)
    if text.startswith(_TABLE):
        return text == _TABLE + wanted
    return text == wanted or (len(wanted) >= _TELLING and (wanted in text or _is_nearly(text, wanted)))


def _is_nearly(text: str, wanted: str) -> bool:
    """Whether a paragraph has the words of a line in their order but for one in ten: somebody put a word in, or mended one."""
    mine, theirs = text.split(), wanted.split()
    if len(set(theirs) & set(mine)) < _MOST * len(set(theirs)):
        return False
    same = sum(block.size for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks())
    return same >= _MOST * len(theirs)


def _put(blocks: Sequence[Element], name: str, wanted: Sequence[str]) -> None:
    first = next((block for block in blocks if block.tag == f"{W}p"), None)
    if first is None:  # nothing but tables: a paragraph for the tag is made before them
        first = copy.deepcopy(next(blocks[0].iter(f"{W}p")))
        blocks[0].addprevious(first)
    _keep_added(first, wanted)
    for block in blocks:
        if block is first:
            continue
        if find(block, "pPr/sectPr") is not None:
            WordPassage(block).put_whole("")
        elif block.getparent() is not None:
            block.getparent().remove(block)
    WordPassage(first).put_whole(f"{{{{ {name} }}}}")
    _unnumber(first)


def _unnumber(paragraph: Element) -> None:
    """Take a number or bullet off the paragraph of a tag: the text that comes in brings its own lists."""
    properties = find(paragraph, "pPr")
    numbering = None if properties is None else find(properties, "numPr")
    if properties is not None and numbering is not None:
        properties.remove(numbering)


def _keep_added(paragraph: Element, wanted: Sequence[str]) -> None:
    """Give what somebody wrote before or behind a line a paragraph of its own."""
    passage = WordPassage(paragraph)
    line = next((line for line in wanted if _says(bare(passage.text), line)), "")
    pattern = pattern_of(bare(line)) if line else None
    found = pattern.search(passage.text) if pattern is not None else None
    if found is None:
        return
    for text, put in (
        (passage.text[found.end() :], paragraph.addnext),
        (_MARKER.sub("", passage.text[: found.start()]), paragraph.addprevious),
    ):
        if text.strip():
            added = copy.deepcopy(paragraph)
            WordPassage(added).put_whole(text.strip())
            put(added)


def place_list(roots: Iterable[Element], name: str, items: Sequence[object], variable: str, *, values: Collection[str] = ()) -> int:
    """Make a loop of the paragraphs that are the items of a list, one each, in whatever order. Returns how often.

    values: what single values of the data say, which a paragraph that has an item within it may say as a whole.
    """
    wanted = [line for item in items if is_single(item) and (line := shown_item(item))]
    times = 0
    if not wanted:
        return 0
    for root in roots:
        for holder in holders_of(root):
            blocks = [block for block in blocks_of(holder) if block.tag == f"{W}p"]
            found = _consecutive(blocks, wanted) or _affixed(blocks, wanted, values) or _edited(blocks, wanted)
            if found is not None and (len(wanted) > 1 or len(wanted[0]) > 12):
                _loop(found, name, variable, wanted)
                times += 1
    return times


def _consecutive(blocks: Sequence[Element], wanted: Sequence[str]) -> list[Element] | None:
    said = [_ending_off(bare(WordPassage(block).text)) for block in blocks]
    goal = sorted(map(_ending_off, wanted))
    for start in range(len(said) - len(wanted) + 1):
        window = blocks[start : start + len(wanted)]
        if sorted(said[start : start + len(wanted)]) == goal and all(find(one, "pPr/sectPr") is None for one in window):
            return list(window)
    return None


def _affixed(blocks: Sequence[Element], wanted: Sequence[str], values: Collection[str]) -> list[Element] | None:
    """Return the paragraphs that say the items of a list in its order, each between the same words: "bahwa …;"."""
    said = [text if (text := bare(WordPassage(block).text)) not in values else "" for block in blocks]
    for start in range(len(said) - len(wanted) + 1):
        parts = [text.partition(item) for text, item in zip(said[start:], wanted, strict=False)]
        before, behind = {part[0] for part in parts}, {part[2] for part in parts[:-1]} or {parts[-1][2]}
        if all(part[1] for part in parts) and len(before) == len(behind) == 1 and len(min(before) + min(behind)) <= _LONGEST_AFFIX:
            return list(blocks[start : start + len(wanted)])
    return None


def _edited(blocks: Sequence[Element], wanted: Sequence[str]) -> list[Element] | None:
    """Return the paragraphs that say a list's items in its order, one of which was changed by hand; the first that was not stands for all."""
    said = [bare(WordPassage(block).text) for block in blocks]
    for start in range(len(said) - len(wanted) + 1):
        taken, _ = _follow(said, start, wanted)
        if len(wanted) > 1 and len(taken) == len(wanted) and taken[0] == start:
            found = [blocks[at] for at in taken]
            return sorted(found, key=lambda block: _ending_off(bare(WordPassage(block).text)) not in map(_ending_off, wanted))
    return None


def _ending_off(text: str) -> str:
    return _ENDING.sub("", text)


def _loop(paragraphs: Sequence[Element], name: str, variable: str, wanted: Sequence[str]) -> None:
    first = paragraphs[0]
    passage = WordPassage(first)
    item = next((line for line in wanted if line in passage.text), _ending_off(bare(passage.text)))
    at = passage.text.find(item)
    typed = re.match(r"^\s*\(?1(?=[.)])", passage.text) if at > 0 else None
    edits = [Edit(at, at + len(item), f"{{{{ {variable} }}}}")] if at >= 0 else []
    if any(item + mark == line for line in wanted for mark in ";,.") and edits:  # the mark belongs to the item
        edits = [Edit(at, at + len(item) + 1, f"{{{{ {variable} }}}}")]
    if typed is not None:
        edits.append(Edit(typed.end() - 1, typed.end(), "{{ loop.index }}"))
    if edits:
        passage.put(edits)
    else:
        passage.put_whole(f"{{{{ {variable} }}}}")
    for other in paragraphs[1:]:
        other.getparent().remove(other)
    around(first, first, f"{{%p for {variable} in {name} %}}", "{%p endfor %}")
