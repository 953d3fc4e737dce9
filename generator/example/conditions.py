"""What a document leaves out when a value is absent: conditions around rows, paragraphs and sections that print nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.charts.model import Chart
from generator.example.likeness import CLEAR, likeness
from generator.example.marks import around, blocks_of, cells_of, holders_of, rows_around, rows_of
from generator.example.outlined import holds
from generator.example.passage import WordPassage, is_label, paragraphs_of, words_in
from generator.example.values import KnownValues
from generator.office.package.xml import Element
from generator.office.word.wml import W, find, value

_TAG: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)(?![\w.(])|\{%\w*\s*for\s+\w+\s+in\s+([A-Za-z_][\w.]*)")
_LOOP: Final = re.compile(r"\{%\w*\s*for\s+(\w+)\s+in")
_TAGS: Final = re.compile(r"\{% for .*?\{% endfor %\}|\{\{.*?\}\}|\{%.*?%\}")
_FEW: Final = 30
"""Letters beside the tags of a paragraph that is left out with its value."""
LABEL_WORDS: Final = 14
"""A paragraph of so few words may be a label."""
_FACT_CELLS: Final = 4


@dataclass(frozen=True)
class Conditions:
    """How each name that may be absent is asked for; computed: those that only their own row depends on.

    labels: of each name, its own first, then those of what it stands in. switches: what is asked by yes or no, by its label.
    always: rows that print without their value. common: paragraphs that all examples have, and contexts: what these print.
    """

    by_name: Mapping[str, str]
    computed: Mapping[str, str]
    labels: Mapping[str, Sequence[str]]
    switches: Mapping[str, str]
    names: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    always: Collection[Element] = ()
    common: Collection[Element] = ()
    contexts: Sequence[Mapping[str, Any]] = ()

    def is_refuted(self, element: Element, needed: Sequence[str]) -> bool:
        """Whether a document has an element though the conditions do not hold in its data."""
        return element in self.common and any(holds(" or ".join(needed), context) is False for context in self.contexts)

    def in_story(self, root: Element) -> Conditions:
        """Return the conditions for a story whose loops have variables of their own."""
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


def place_conditions(root: Element, conditions: Conditions) -> None:
    """Put conditions around rows and paragraphs that print only values that may be absent."""
    for table in list(root.iter(f"{W}tbl")):
        _in_table(table, conditions)
    for holder in holders_of(root):
        if holder.tag == f"{W}tc":
            _in_cell(holder, conditions)
        elif holder.tag in (f"{W}body", f"{W}hdr", f"{W}ftr"):
            _in_body(holder, conditions)


def conditions_of(known: KnownValues, printed: Collection[str] = ()) -> Conditions:
    """Return how what some data can print is asked for. printed: tables that are there whatever stands in them."""
    optional: dict[str, str] = {}
    computed: dict[str, str] = {}
    for one in (*known.singles, *known.longs):
        target = computed if one.is_computed else optional
        if one.is_computed or one.is_optional:
            target[one.path] = f"{one.path} is not kosong"
    for rows in (*known.lists, *known.tables, *known.matrices):
        if (rows.is_optional or rows.is_computed) and rows.path not in printed:
            optional[rows.path] = rows.condition or rows.path
    optional |= {name: name for name, held in known.context.items() if isinstance(held, Chart)}
    labels = {one.path: one.labels for one in (*known.singles, *known.longs, *known.lists, *known.matrices)}
    labels |= {one.path: one.called for one in known.tables}
    switches = {one.labels[0]: one.path for one in known.singles if one.value is True and one.labels}
    return Conditions(optional, computed, labels, switches, known.names)


def is_statement(element: Element) -> bool:
    """Whether a block is a paragraph that holds a statement."""
    return element.tag == f"{W}p" and WordPassage(element).text.strip().startswith("{%p")


def _in_table(table: Element, conditions: Conditions) -> None:
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


def _labels_in_row(row: Element, conditions: Conditions) -> None:
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


def _in_cell(cell: Element, conditions: Conditions) -> None:
    """Put conditions around the paragraphs of a cell that print what may be absent, where it has others."""
    paragraphs = [block for block in blocks_of(cell) if block.tag == f"{W}p"]
    if len([one for one in paragraphs if WordPassage(one).words]) < 2:
        return
    needed, said = conditions.of(cell), [one for one in paragraphs if WordPassage(one).words]
    if needed and len(_TAGS.sub("", words_in(cell)).strip()) <= 2 * _FEW and "{%" not in words_in(cell):
        around(said[0], said[-1], f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")
        return
    for paragraph in paragraphs:
        _around_alone(paragraph, conditions)


def _around_alone(paragraph: Element, conditions: Conditions) -> None:
    needed = conditions.of(paragraph)
    text = WordPassage(paragraph).text
    if needed and "{%" not in text and len(_TAGS.sub("", text).strip()) <= _FEW and find(paragraph, "pPr/sectPr") is None:
        around(paragraph, paragraph, f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")


def _in_body(body: Element, conditions: Conditions) -> None:
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
        elif not is_statement(block):
            needed = conditions.of(block)
            text = WordPassage(block).text
            most = _FEW if "{%" not in text else 2 * _FEW if "{% for" in text else 0
            if needed and len(_TAGS.sub("", text).strip()) <= most and find(block, "pPr/sectPr") is None:
                _around_labelled(block, block, needed, conditions)


def _end_of(opening: Element) -> Element | None:
    for block in opening.itersiblings():
        if is_statement(block) and "endfor" in WordPassage(block).text:
            return block
    return None


def _around_labelled(first: Element, last: Element, needed: Sequence[str], conditions: Conditions) -> None:
    label = _label_of(first, conditions)
    around(first if label is None else label, last, f"{{%p if {' or '.join(needed)} %}}", "{%p endif %}")


def _label_of(block: Element, conditions: Conditions) -> Element | None:
    """Return the paragraph before a block that is its label: it ends in a colon, is a caption, or says what the value is called."""
    before = block.getprevious()
    if before is None or before.tag != f"{W}p" or is_statement(before):
        return None
    words = WordPassage(before).words
    style = value(find(before, "pPr/pStyle")).lower()
    if "judul_tabel(" in words:
        return before
    if not words or "{{" in words or len(words.split()) > LABEL_WORDS:
        return None
    says = any(
        likeness(words, label) >= CLEAR for name in names_in(block) for label in conditions.labels.get(name, ())[:1]
    ) and not style.startswith(("heading", "judul"))
    return before if is_label(words) or style.startswith(("caption", "keterangan")) or says else None
