"""What a document leaves out when a value is absent: conditions around rows, paragraphs and sections that print nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.charts.model import Chart
from generator.example.likeness import CLEAR, likeness
from generator.example.marks import around, blocks_of, cells_of, empty_paragraph, holders_of, rows_around, rows_of
from generator.example.passage import WordPassage, is_label, paragraphs_of, words_in
from generator.example.values import KnownValues
from generator.office.package.xml import Element
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, value

_TAG: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)(?![\w.(])|\{%\w*\s*for\s+\w+\s+in\s+([A-Za-z_][\w.]*)")
_LOOP: Final = re.compile(r"\{%\w*\s*for\s+(\w+)\s+in")
_TAGS: Final = re.compile(r"\{% for .*?\{% endfor %\}|\{\{.*?\}\}|\{%.*?%\}")
_FEW: Final = 30
"""Letters beside the tags of a paragraph that is left out with its value."""
_LABEL_WORDS: Final = 14
_FACT_CELLS: Final = 4


@dataclass(frozen=True)
class _Conditions:
    """How each name that may be absent is asked for; computed: those that only their own row depends on."""

    by_name: Mapping[str, str]
    computed: Mapping[str, str]
    labels: Mapping[str, str]
    names: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    always: Collection[Element] = ()

    def in_story(self, root: Element) -> _Conditions:
        """Return them for a story whose loops have variables of their own."""
        return replace(self, variables=_variables_in(root) - self.names)

    def of(self, element: Element, *, with_computed: bool = False) -> list[str] | None:
        """Return the conditions of all that an element prints, None where it prints what is always there, [] where it prints nothing."""
        found: list[str] = []
        names = [name for name in names_in(element) if name.partition(".")[0] not in self.variables]
        if element.tag == f"{W}tbl" and any("{%tr for" in words_in(row) for row in rows_of(element)):
            names = [name for name in names if name not in self.computed]  # sums of the rows are of no use without them
        for name in names:
            how = self.by_name.get(name) or (self.computed.get(name) if with_computed else None)
            if how is None:
                return None
            found.append(how)
        return list(dict.fromkeys(found))


def names_in(element: Element) -> list[str]:
    """Return the names that the tags in an element print or loop over, those of loops' own variables left out."""
    text = " ".join(WordPassage(paragraph).text for paragraph in paragraphs_of(element))
    names = [first or second for first, second in _TAG.findall(text)]
    return [name for name in names if name.partition(".")[0] not in _variables_in(element) | {"loop"}]


def _variables_in(element: Element) -> frozenset[str]:
    return frozenset(name for paragraph in paragraphs_of(element) for name in _LOOP.findall(WordPassage(paragraph).text))


def place_conditions(roots: Sequence[Element], known: KnownValues, styles: bytes | None, always: Collection[Element] = ()) -> None:
    """Put conditions around what prints only values that may be absent. always: rows that print without them."""
    levels, asked = WordStyles(styles), replace(_conditions(known), always=always)
    for root in roots:
        conditions = asked.in_story(root)
        for table in list(root.iter(f"{W}tbl")):
            _in_table(table, conditions)
        for holder in holders_of(root):
            if holder.tag == f"{W}tc":
                _in_cell(holder, conditions)
        for holder in [one for one in holders_of(root) if one.tag in (f"{W}body", f"{W}hdr", f"{W}ftr")]:
            _in_body(holder, conditions)
            _sections(holder, conditions, levels)


def _conditions(known: KnownValues) -> _Conditions:
    optional: dict[str, str] = {}
    computed: dict[str, str] = {}
    for one in (*known.singles, *known.longs):
        target = computed if one.is_computed else optional
        if one.is_computed or one.is_optional:
            target[one.path] = f"{one.path} is not kosong"
    for rows in (*known.lists, *known.tables, *known.matrices):
        if rows.is_optional or rows.is_computed:
            optional[rows.path] = rows.condition or rows.path
    optional |= {name: name for name, held in known.context.items() if isinstance(held, Chart)}
    labels = {one.path: one.labels[0] for one in (*known.singles, *known.longs, *known.lists) if one.labels}
    return _Conditions(optional, computed, labels, known.names)


def _is_statement(element: Element) -> bool:
    return element.tag == f"{W}p" and WordPassage(element).text.strip().startswith("{%p")


def _in_table(table: Element, conditions: _Conditions) -> None:
    """Put conditions around the rows of a table of labels and values; in a table with a loop every row stays."""
    rows = rows_of(table)
    if any("{%tr for" in words_in(row) for row in rows):
        return
    for row in (row for row in rows if not _is_in_branch(row) and row not in conditions.always):
        needed = conditions.of(row, with_computed=True)
        if needed and len(cells_of(row)) <= _FACT_CELLS and _is_fact(row):
            rows_around(row, row, f"{{%tr if {' or '.join(needed)} %}}", "{%tr endif %}")
        elif needed is None or needed:
            _labels_in_row(row, conditions)
            needed = conditions.of(row)
            if needed and len(cells_of(row)) > _FACT_CELLS:
                rows_around(row, row, f"{{%tr if {' or '.join(needed)} %}}", "{%tr endif %}")


def _is_in_branch(row: Element) -> bool:
    """Whether a row is a statement, or stands directly in one."""
    before = row.getprevious()
    return "{%tr" in words_in(row) or (before is not None and before.tag == f"{W}tr" and "{%tr if" in words_in(before))


def _labels_in_row(row: Element, conditions: _Conditions) -> None:
    """Put conditions around the labels of facts that stand side by side, of which each may be absent."""
    labels: list[Element] = []
    for cell in cells_of(row):
        text = words_in(cell)
        if "{{" not in text:
            labels.append(cell)
            continue
        needed = conditions.of(cell)
        if needed and len([one for one in labels if words_in(one)]) in (1, 2):
            for paragraph in (one for label in labels for one in paragraphs_of(label)):
                passage = WordPassage(paragraph)
                if passage.words and "{%" not in passage.text:
                    passage.put_whole(f"{{% if {' or '.join(needed)} %}}{passage.text}{{% endif %}}")
        labels = []


def _is_fact(row: Element) -> bool:
    """Whether a row is a label with its value: one cell has tags, one before it has words alone."""
    texts = [words_in(cell) for cell in cells_of(row)]
    tagged = [at for at, text in enumerate(texts) if "{{" in text]
    return (
        len(tagged) == 1 and tagged[0] > 0 and bool(texts[0]) and sum(1 for p in row.iter(f"{W}p") if WordPassage(p).words) <= _FACT_CELLS
    )


def _in_cell(cell: Element, conditions: _Conditions) -> None:
    """Put conditions around the paragraphs of a cell that print what may be absent, where it has others."""
    paragraphs = [block for block in blocks_of(cell) if block.tag == f"{W}p"]
    if len([one for one in paragraphs if WordPassage(one).words]) < 2:
        return
    needed, said = conditions.of(cell), [one for one in paragraphs if WordPassage(one).words]
    if needed and len(_TAGS.sub("", words_in(cell)).strip()) <= 2 * _FEW and "{%" not in words_in(cell):
        around(said[0], said[-1], f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")
        _close(cell, said[-1])
        return
    for paragraph in paragraphs:
        _around_alone(paragraph, conditions)


def _close(holder: Element, last: Element) -> None:
    """End a cell in a paragraph that no statement takes away."""
    if holder.tag == f"{W}tc" and holder[-1] is last.getnext():
        holder.append(empty_paragraph())


def _around_alone(paragraph: Element, conditions: _Conditions) -> None:
    needed = conditions.of(paragraph)
    text = WordPassage(paragraph).text
    if needed and "{%" not in text and len(_TAGS.sub("", text).strip()) <= _FEW and find(paragraph, "pPr/sectPr") is None:
        around(paragraph, paragraph, f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")
        _close(paragraph.getparent(), paragraph)


def _in_body(body: Element, conditions: _Conditions) -> None:
    """Put conditions around paragraphs, lists and tables that print what may be absent, with the label that stands over them."""
    for block in blocks_of(body):
        if block.tag == f"{W}tbl":
            needed = conditions.of(block)
            if needed and any("{%tr for" in words_in(row) for row in rows_of(block)):
                _around_labelled(block, block, needed, conditions)
        elif WordPassage(block).text.strip().startswith("{%p for"):
            needed, last = conditions.of(block), _end_of(block)
            if needed and last is not None and _label_of(block, conditions) is not None:
                _around_labelled(block, last, needed, conditions)
        elif not _is_statement(block):
            needed = conditions.of(block)
            text = WordPassage(block).text
            most = _FEW if "{%" not in text else 2 * _FEW if "{% for" in text else 0
            if needed and len(_TAGS.sub("", text).strip()) <= most and find(block, "pPr/sectPr") is None:
                _around_labelled(block, block, needed, conditions)


def _end_of(opening: Element) -> Element | None:
    for block in opening.itersiblings():
        if _is_statement(block) and "endfor" in WordPassage(block).text:
            return block
    return None


def _around_labelled(first: Element, last: Element, needed: Sequence[str], conditions: _Conditions) -> None:
    label = _label_of(first, conditions)
    around(first if label is None else label, last, f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")


def _label_of(block: Element, conditions: _Conditions) -> Element | None:
    """Return the paragraph before a block that is its label: it ends in a colon, is a caption, or says what the value is called."""
    before = block.getprevious()
    if before is None or before.tag != f"{W}p" or _is_statement(before):
        return None
    words = WordPassage(before).words
    style = value(find(before, "pPr/pStyle")).lower()
    if "judul_tabel(" in words:
        return before
    if not words or "{{" in words or len(words.split()) > _LABEL_WORDS:
        return None
    says = any(likeness(words, conditions.labels.get(name, "")) >= CLEAR for name in names_in(block)) and not style.startswith(
        ("heading", "judul")
    )
    return before if is_label(words) or style.startswith(("caption", "keterangan")) or says else None


# Sections


def _sections(body: Element, conditions: _Conditions, styles: WordStyles) -> None:
    """Put conditions around headings all whose text may be absent."""
    blocks = blocks_of(body)
    levels = [_level(block, styles) for block in blocks]
    for at in sorted((at for at, level in enumerate(levels) if level), key=lambda at: -(levels[at] or 0)):
        end = next(
            (other for other in range(at + 1, len(blocks)) if levels[other] and (levels[other] or 0) <= (levels[at] or 0)), len(blocks)
        )
        end = next((other for other in range(at + 1, end) if find(blocks[other], "pPr/sectPr") is not None), end)
        needed = _needed(blocks[at:end], conditions)
        if needed:
            first, last = _outermost(blocks[at], blocks[end - 1], body)
            around(first, last, f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")


def _outermost(first: Element, last: Element, body: Element) -> tuple[Element, Element]:
    """Return the ends of a section with the statements that were put around its last block."""
    following = last.getnext()
    while (
        following is not None
        and following.getparent() is body
        and _is_statement(following)
        and WordPassage(following).text.strip().startswith("{%p end")
    ):
        last, following = following, following.getnext()
    return first, last


def _needed(blocks: Sequence[Element], conditions: _Conditions) -> list[str]:
    found: list[str] = []
    for block in blocks:
        needed = conditions.of(block)
        if needed is None:
            return []
        found += needed
        if not needed and block is not blocks[0] and _is_own_text(block):
            return []
    return list(dict.fromkeys(found))


def _is_own_text(block: Element) -> bool:
    """Whether a block without tags says something of its own: a sentence, a table."""
    words = words_in(block)
    return bool(words) and "{%" not in words and (block.tag == f"{W}tbl" or len(words.split()) > _LABEL_WORDS)


def _level(block: Element, styles: WordStyles) -> int | None:
    if block.tag != f"{W}p" or not WordPassage(block).words:
        return None
    return styles.heading_level(value(find(block, "pPr/pStyle")))
