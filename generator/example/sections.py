"""Headings that a document leaves out with what stands under them: of a section, of a group, of what is asked for by yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from generator.example.conditions import LABEL_WORDS, Conditions, is_statement, names_in
from generator.example.likeness import SAME, likeness
from generator.example.marks import around, blocks_of, holders_of
from generator.example.passage import WordPassage, words_in
from generator.example.units import units_of
from generator.office.package.xml import Element
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, value


def place_sections(root: Element, conditions: Conditions, styles: WordStyles) -> None:
    """Put conditions around headings all whose text may be absent, the innermost first."""
    for holder in holders_of(root):
        if holder.tag != f"{W}tc":
            _place(holder, conditions, styles)
            _asked_once(holder)


def _asked_once(holder: Element) -> None:
    """Take away conditions that stand within the same condition."""
    opened: list[tuple[str, Element, bool]] = []
    for block in filter(is_statement, blocks_of(holder)):
        text = WordPassage(block).text.strip()
        if text.startswith("{%p el"):  # what follows is asked for the other way round
            opened[-1] = ("", opened[-1][1], False)
        elif not text.startswith("{%p end"):
            opened.append((text, block, text.startswith("{%p if") and any(text == one for one, _, _ in opened)))
        elif opened:
            _, opening, is_again = opened.pop()
            for one in (opening, block) if is_again else ():
                holder.remove(one)


def _place(body: Element, conditions: Conditions, styles: WordStyles) -> None:
    blocks = blocks_of(body)
    levels = [_level(block, styles) for block in blocks]
    for at in sorted((at for at, level in enumerate(levels) if level), key=lambda at: -(levels[at] or 0)):
        end = _end(blocks, levels, at)
        switch = _switch(blocks[at], conditions)
        needed = [switch] if switch else _needed(blocks[at:end], conditions)
        last = blocks[end - 1]
        if not needed:
            needed, last = _with_its_group(blocks[at:end], conditions)
        if needed and not conditions.is_refuted(blocks[at], needed):
            around(blocks[at], _outermost(last), f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")


def _end(blocks: Sequence[Element], levels: Sequence[int | None], at: int) -> int:
    """Return where the section of a heading ends: before the next heading of its level, or where the branch ends that it stands in."""
    depth, opened, level = 0, at, levels[at] or 0
    for number in range(at + 1, len(blocks)):
        words = WordPassage(blocks[number]).text.strip() if is_statement(blocks[number]) else ""
        opened = number if words and depth == 0 else opened
        is_other = words.startswith("{%p el")
        depth += (-1 if words.startswith("{%p end") else 1) if words and not is_other else 0
        if depth < 0 or (is_other and depth == 0) or find(blocks[number], "pPr/sectPr") is not None:
            return number
        if levels[number] and (levels[number] or 0) <= level:
            return opened if depth else number
    return len(blocks)


def _switch(heading: Element, conditions: Conditions) -> str:
    """Return what is asked by yes or no, and called as a heading is: what stands under it is there where the answer is yes."""
    words = words_in(heading)
    return next((path for label, path in conditions.switches.items() if likeness(words, label) >= SAME), "")


def _with_its_group(blocks: Sequence[Element], conditions: Conditions) -> tuple[list[str], Element]:
    """Return the conditions of a heading that says what the blocks right under it belong to, and the last of them. blocks: of its section."""
    words, needed, last = words_in(blocks[0]), list[str](), blocks[0]
    for unit in units_of(blocks[1:]):
        names = [name for one in unit.elements for name in names_in(one) if name.partition(".")[0] not in conditions.variables]
        if not names and not any(map(_is_own_text, unit.elements)):
            continue
        if not names or not all(any(likeness(words, label) >= SAME for label in conditions.labels.get(name, ())) for name in names):
            break
        for element in unit.elements:
            own = conditions.of(element, with_computed=_is_in_rows(element))
            if own is None:
                return [], last
            needed += own
        last = unit.elements[-1]
    return list(dict.fromkeys(needed)), last


def _is_in_rows(block: Element) -> bool:
    """Whether a block is a table whose rows have conditions of their own: of what is computed too."""
    return block.tag == f"{W}tbl" and "{%tr if" in words_in(block)


def _outermost(last: Element) -> Element:
    """Return the end of a section with the statements that were put around its last block."""
    following = last.getnext()
    while following is not None and is_statement(following) and WordPassage(following).text.strip().startswith("{%p end"):
        last, following = following, following.getnext()
    return last


def _needed(blocks: Sequence[Element], conditions: Conditions) -> list[str]:
    """Return the conditions of all that a section prints; none where it prints or says something that is always there."""
    found: list[str] = []
    for block in blocks:
        needed = conditions.of(block, with_computed=_is_in_rows(block))
        if needed is None:
            return []
        found += needed
        if not needed and block is not blocks[0] and _is_own_text(block):
            return []
    return list(dict.fromkeys(found))


def _is_own_text(block: Element) -> bool:
    """Whether a block without tags says something of its own: a sentence, a table."""
    words = words_in(block)
    return bool(words) and "{%" not in words and (block.tag == f"{W}tbl" or len(words.split()) > LABEL_WORDS)


def _level(block: Element, styles: WordStyles) -> int | None:
    """Return the level of a heading, a title's that of a chapter; None of what is none."""
    if block.tag != f"{W}p" or not WordPassage(block).words:
        return None
    style = value(find(block, "pPr/pStyle"))
    return 1 if style in ("Title", "Judul") else styles.heading_level(style)
