"""Tags put into the cells of the one row that is kept of many: whole cells first, then values within their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from generator.example.account import Account
from generator.example.columns import ColumnTag, RowItem, explained, of_item
from generator.example.flows import place_list, place_text
from generator.example.grid import GridCell, GridRow, TableGrid
from generator.example.likeness import SAME, likeness
from generator.example.marks import around, blocks_of, fill_picture, is_picture, statement
from generator.example.passage import Edit, WordPassage, is_label, paragraphs_of, pattern_of, words_in
from generator.example.values import KnownRows
from generator.fields.image import Gambar
from generator.formatting import LongText
from generator.office.package.xml import Element
from generator.office.word.wml import W
from validators.tree import as_rows

_WORDS: Final = 4
_BRACKETS: Final = re.compile(r" \(([^()]*)\)")
_JOINT: Final = re.compile(r"(?:[,;/]\s*|\s+[–-]\s*|\s*\()$")


@dataclass(frozen=True, slots=True)
class RowPattern:
    """Rows that say the same of different items, of which one is kept. variable: what an item is called; table: what they are of."""

    grid: TableGrid
    rows: tuple[GridRow, ...]
    items: tuple[RowItem, ...]
    variable: str
    table: KnownRows
    first: int
    is_all: bool = True
    keep: GridRow | None = None

    @property
    def kept(self) -> int:
        """The number of the row that says most, where none is told: paragraphs that others lack can be left out, not made."""
        if self.keep is not None:
            return self.rows.index(self.keep)
        return max(range(len(self.rows)), key=lambda at: (sum(len(cell.lines) for cell in self.rows[at].cells if cell.text), -at))


def tag_row(pattern: RowPattern, account: Account, but: Collection[int] = ()) -> GridRow:
    """Put tags into the row that is kept, and return it. but: positions of cells that have theirs already."""
    kept = pattern.rows[pattern.kept]
    for at, cell in enumerate(kept.cells):
        if at in but:
            continue
        column = [row.at(cell) for row in pattern.rows]
        texts = ["" if one is None else one.text for one in column]
        heading = pattern.grid.heading(pattern.first, cell)
        one = explained(texts, pattern.items, pattern.variable, heading=heading, labels=pattern.table.labels)
        if one is not None:
            _put_whole(cell, one, pattern, account)
        elif any(texts):
            _put_within(cell, column, pattern, account, heading=heading)
        else:
            _put_absent(cell, heading, pattern)
        _put_pictures(cell, heading, pattern)
    return kept


def _put_pictures(cell: GridCell, heading: str, pattern: RowPattern) -> None:
    """Put tags in the place of the pictures in a cell: those of the columns of pictures in their order, of one column where its heading says which."""
    names = dict.fromkeys(name for item in pattern.items for name, value in item.values.items() if isinstance(value, Gambar))
    own = [name for name in names if likeness(heading, pattern.table.labels.get(name, "")) >= SAME] or list(names)
    for name, paragraph in zip(own, filter(is_picture, paragraphs_of(cell.element)), strict=False):
        fill_picture(paragraph, of_item(pattern.variable, name))


def _put_absent(cell: GridCell, heading: str, pattern: RowPattern) -> None:
    """Put what a column is called after in its empty cell, where none of the items has it: another document's will."""
    names = [name for name, label in pattern.table.labels.items() if likeness(heading, label) >= SAME]
    if len(names) != 1 or any(item.written.get(names[0]) for item in pattern.items):
        return
    path, last = of_item(pattern.variable, names[0]), paragraphs_of(cell.element)[-1]
    is_list = names[0] in pattern.table.lists
    last.append(statement("{{ butir }}" if is_list else f"{{{{ {path} }}}}")[-1])
    if is_list:
        _items_loop([last], path, "butir")


def _put_whole(cell: GridCell, one: ColumnTag, pattern: RowPattern, account: Account) -> None:
    held = next((item.values[one.name] for item in pattern.items if one.name in item.values), None) if one.name else None
    paragraphs = [paragraph for paragraph in paragraphs_of(cell.element) if WordPassage(paragraph).words]
    if not paragraphs:
        return
    if as_rows(held) is not None and len(paragraphs) > 1:
        _items_loop(paragraphs, of_item(pattern.variable, one.name), "butir")
    else:
        WordPassage(paragraphs[0]).put_whole(one.tag)
        for other in paragraphs[1:]:
            other.getparent().remove(other)
    if one.name:
        account.placed[f"{pattern.table.path}[].{one.name}"] += 1
    if one.is_other:
        account.doubt(pattern.table.path, cell.text, "tercetak dalam bentuk baku borang")
    if not one.is_sure:
        account.doubt(pattern.table.path, cell.text, "sebagian sel kolom ini berbeda dari datanya; yang tercetak datanya")


def _items_loop(paragraphs: Sequence[Element], name: str, variable: str) -> None:
    first = paragraphs[0]
    WordPassage(first).put_whole(f"{{{{ {variable} }}}}")
    for other in paragraphs[1:]:
        other.getparent().remove(other)
    around(first, first, f"{{%p for {variable} in {name} %}}", "{%p endfor %}")


def _put_within(cell: GridCell, column: Sequence[GridCell | None], pattern: RowPattern, account: Account, *, heading: str) -> None:
    """Put tags in the place of what an item has within the words of a cell; a paragraph whose value an item may lack is made conditional."""
    texts = ["" if one is None else one.text for one in column]
    placed = _flows(cell, texts, pattern, account)
    for paragraph in paragraphs_of(cell.element):
        passage = WordPassage(paragraph)
        if passage.words and "{%" not in passage.text and not passage.has_tag:
            placed += _in_paragraph(passage, texts, pattern, account)
    if len(set(texts)) > 1 and not placed and pattern.is_all:
        account.doubt(
            f"{pattern.table.path}, kolom {heading or cell.start + 1}", cell.text, "berubah-ubah tanpa asal dalam data; dikosongkan"
        )
        for paragraph in paragraphs_of(cell.element):
            WordPassage(paragraph).put_whole("")


def _flows(cell: GridCell, texts: Sequence[str], pattern: RowPattern, account: Account) -> int:
    """Put tags in the place of long texts and lists that a cell has among other paragraphs, with the label that stands over a list."""
    item, placed = pattern.items[pattern.kept], 0
    for name, value in item.values.items():
        path = of_item(pattern.variable, name)
        rows = as_rows(value)
        if isinstance(value, LongText) or (isinstance(value, str) and "\n" in value):
            found = place_text([cell.element], path, value)
        elif rows is not None:
            found = place_list([cell.element], path, rows, "butir")
        else:
            continue
        placed += found
        if found:
            account.placed[f"{pattern.table.path}[].{name}"] += 1
            if name in pattern.table.optional or any(name not in one.values for one in pattern.items):
                _with_label(cell.element, path, "" if rows is not None else " is not kosong")
    return placed


def _with_label(cell: Element, path: str, question: str) -> None:
    """Make what a cell says of a value conditional, with the paragraph over it that ends in a colon."""
    blocks = blocks_of(cell)
    first = next(block for block in blocks if path in WordPassage(block).text)
    last = (
        next((block for block in first.itersiblings() if "endfor" in words_in(block)), first)
        if "for " in WordPassage(first).text
        else first
    )
    before = first.getprevious()
    label = before if before is not None and before.tag == f"{W}p" and is_label(WordPassage(before).words) else None
    around(first if label is None else label, last, f"{{%p if {path}{question} %}}", "{%p endif %}")


def _in_paragraph(passage: WordPassage, texts: Sequence[str], pattern: RowPattern, account: Account) -> int:
    names, edits = tags_in(passage, pattern.items[pattern.kept], texts, items=pattern.items, variable=pattern.variable)
    if len(set(texts)) > 1:
        edits += _counting(passage, texts, pattern.kept, edits)
    lacking = [name for name in names if name in pattern.table.optional or any(name not in one.values for one in pattern.items)]
    passage.put(
        edits if len(lacking) == len(names) else with_joints(passage.text, edits, [of_item(pattern.variable, name) for name in lacking])
    )
    for name in names:
        account.placed[f"{pattern.table.path}[].{name}"] += 1
    if lacking and len(lacking) == len(names):
        condition = " or ".join(f"{pattern.variable}.{name} is not kosong" for name in lacking)
        around(passage.paragraph, passage.paragraph, f"{{%p if {condition} %}}", "{%p endif %}")
    return bool(edits)


def with_joints(text: str, edits: Sequence[Edit], lacking: Collection[str]) -> list[Edit]:
    """Return edits of which those whose value may be absent leave out what joins it to the words before: ", 1990…", " (Ketua)"."""
    bracketed = [one for one in _brackets(text, edits) if all(_lacks(edit, lacking) for edit in one.inner)]
    found: list[Edit] = [_in_brackets(one, lacking) for one in bracketed]
    for edit in (edit for edit in edits if all(edit not in one.inner for one in bracketed)):
        path = _lacks(edit, lacking)
        joint = _JOINT.search(text[: edit.start]) if path else None
        if path and edit.start == 0 and text[edit.end : edit.end + 1] == " ":
            found.append(Edit(0, edit.end + 1, f"{{% if {path} is not kosong %}}{edit.tag} {{% endif %}}"))
            continue
        if joint is None or any(other.start < edit.start and other.end > joint.start() for other in edits if other is not edit):
            found.append(edit)
            continue
        end = edit.end + (joint.group().endswith("(") and text[edit.end : edit.end + 1] == ")")
        inside = f"{joint.group()}{edit.tag}{text[edit.end : end]}"
        found.append(Edit(joint.start(), end, f"{{% if {path} is not kosong %}}{inside}{{% endif %}}"))
    return found


def _lacks(edit: Edit, lacking: Collection[str]) -> str:
    """Return the value that a tag prints, where it may be absent; "" where it is always there."""
    return next((path for path in lacking if edit.tag.startswith(f"{{{{ {path} ")), "")


class _Brackets(NamedTuple):
    """Brackets in which nothing but several values stands, with the blank before them. inner: their tags; joints: what stands between them."""

    start: int
    end: int
    inner: list[Edit]
    joints: list[str]


def _brackets(text: str, edits: Sequence[Edit]) -> Iterator[_Brackets]:
    for found in _BRACKETS.finditer(text):
        first, last = found.span(1)
        inner = sorted((edit for edit in edits if first <= edit.start and edit.end <= last), key=lambda edit: edit.start)
        joints = [text[one.end : two.start] for one, two in pairwise(inner)]
        if len(inner) > 1 and inner[0].start == first and inner[-1].end == last and not any(map(str.isalnum, "".join(joints))):
            yield _Brackets(found.start(), found.end(), inner, joints)


def _in_brackets(one: _Brackets, lacking: Collection[str]) -> Edit:
    """Return the brackets with what is there of their values, and none where nothing is."""
    asked = [f"{_lacks(edit, lacking)} is not kosong" for edit in one.inner]
    words = f"{{% if {asked[0]} %}}{one.inner[0].tag}{{% endif %}}"
    for at, joint in enumerate(one.joints, start=1):
        before = " or ".join(asked[:at])
        words += f"{{% if {asked[at]} %}}{{% if {before} %}}{joint}{{% endif %}}{one.inner[at].tag}{{% endif %}}"
    return Edit(one.start, one.end, f"{{% if {' or '.join(asked)} %}} ({words}){{% endif %}}")


def tags_in(
    passage: WordPassage, item: RowItem, texts: Sequence[str], *, items: Sequence[RowItem], variable: str
) -> tuple[list[str], list[Edit]]:
    """Return the values of an item that stand in its paragraph, the longest first, where those of others stand in theirs, and their tags.

    texts: what the paragraphs, or the cells that they stand in, say of all items.
    """
    names: list[str] = []
    edits: list[Edit] = []
    taken = [False] * len(passage.text)
    forms = [(form.text, form.suffix, name) for name, written in item.written.items() for form in written]
    for text, suffix, name in sorted(forms, key=lambda form: -len(form[0])):
        if name in names or not _is_everywhere(name, suffix, texts, items):
            continue
        whole = pattern_of(text)
        found = None if whole is None else whole.search(passage.text)
        if (
            found is None
            or any(taken[found.start() : found.end()])
            or (isinstance(item.values[name], LongText) and found.group() != passage.words)
        ):
            continue
        if len(text) < _WORDS and len(items) < 2:
            continue
        taken[found.start() : found.end()] = [True] * (found.end() - found.start())
        names.append(name)
        edits.append(Edit(found.start(), found.end(), f"{{{{ {of_item(variable, name)}{suffix} }}}}"))
    return names, edits


def _is_everywhere(name: str, suffix: str, texts: Sequence[str], items: Sequence[RowItem]) -> bool:
    """Whether each row whose item has a value says it, and not all of them the same."""
    said = [(text, item.said(name, suffix)) for text, item in zip(texts, items, strict=True)]
    held = [(text, form) for text, form in said if form is not None]
    if not held or len(held) < len([item for item in items if name in item.values]):
        return False
    return all((pattern := pattern_of(form)) is not None and pattern.search(text) for text, form in held) and (
        len({form for _, form in held}) > 1 or len(held[0][1]) >= _WORDS
    )


def _counting(passage: WordPassage, texts: Sequence[str], number: int, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edit for a number that counts the rows: "Luaran utama 1: …", "1. …"."""
    if len(texts) < 2 or not all(_number(at).search(text) for at, text in enumerate(texts, start=1)):
        return []
    here = _number(number + 1).search(passage.text)
    if here is None or any(edit.start <= here.start() < edit.end for edit in edits):
        return []
    return [Edit(here.start(), here.end(), "{{ loop.index }}")]


def _number(number: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,]){number}(?!\w|[.,]\d)")
