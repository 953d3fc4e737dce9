"""A template with placeholders of other programs, or rows of dots, to one of ours: with a spec of its own, or for a type that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.example.account import Account
from generator.example.grid import TableGrid
from generator.example.marks import rows_around, statement
from generator.example.passage import Edit, WordPassage, paragraphs_of, words_in
from generator.example.placeholders import Placeholder, placeholders_in
from generator.example.proposals import Labels, is_prompt
from generator.example.surroundings import WordsAround
from generator.example.word import MadeTemplate, stories_of, with_stories
from generator.form.asked import asked_index
from generator.form.matching import Matcher
from generator.new_type.guesses import GuessedField, guess_of
from generator.new_type.names import field_name
from generator.new_type.pieces_to_fields import GuessedType
from generator.new_type.spec_text import guessed_spec
from generator.office.package.xml import Element, serialised
from generator.office.word.wml import W
from generator.spec.compile import CompiledSpec

_RESERVED: Final = frozenset(
    {"jenis", "revisi", "institusi", "dokumen", "row", "parent", "lookup", "tiap", "kop", "tanda_tangan", "baris", "loop"}
)
_BLANK: Final = re.compile(r"^[\s.…_:\-]*$")
_NUMBER: Final = re.compile(r"^\s*\d{0,2}[.)]?\s*$")
_HEADS: Final = frozenset({"no", "no.", "nomor", "nomor urut"})


@dataclass(slots=True)
class _Fields:
    """The fields that placeholders ask for, in the order of their first places. by_name: of those that call themselves."""

    made: GuessedType = field(default_factory=GuessedType)
    taken: set[str] = field(default_factory=lambda: set(_RESERVED))
    by_name: dict[str, str] = field(default_factory=dict[str, str])

    def name_of(self, one: Placeholder, label: str) -> str:
        """Return the name of the field of a placeholder; each that calls itself the same is the same field, dots are one each."""
        own = re.sub(r"\W+", "", one.name).lower()
        if own and own in self.by_name:
            return self.by_name[own]
        guessed = guess_of(label, [], options=one.choices)
        type_, facts = ("date", {}) if one.is_day else (guessed.type, guessed.facts)
        name = field_name(label, self.taken)
        why = f"dari {one.name}" if one.name else "label terdekat"
        self.made.fields.append(GuessedField(name, label, type_, dict(facts), why))
        if own:
            self.by_name[own] = name
        return name


def foreign_template(data: bytes, *, name: str, title: str, file: str) -> tuple[MadeTemplate, str]:
    """Return the template that a document with other placeholders makes, and the text of its spec; "" where it has none.

    name: of the type; title: of its documents; file: the document's name.
    """
    stories = stories_of(data)
    before = {part: serialised(root) for part, root in stories.items()}
    fields, account = _Fields(), Account()
    for root in stories.values():
        done: set[Element] = set()
        for table in list(root.iter(f"{W}tbl")):
            done.update(_table(table, root, fields, account))
        labels = Labels(WordsAround(root))
        for found in placeholders_in(root):
            if found[0].passage.paragraph not in done:
                _put(found, labels, fields, account)
    changed = {part: root for part, root in stories.items() if serialised(root) != before[part]}
    made = MadeTemplate(with_stories(data, changed), account)
    if not fields.made.fields:
        return made, ""
    said = " ".join(words_in(root) for root in stories.values())
    fields.made.fields.sort(
        key=lambda one: min(at for at in (said.find(f"{{{{ {one.name} }}}}"), said.find(f" in {one.name} %"), len(said)) if at >= 0)
    )
    text = guessed_spec(fields.made, name=name, title=title, file=file)
    return made, text.replace("outputs: [docx, pdf, xlsx]", "outputs: [docx, pdf]")


def _put(found: Sequence[Placeholder], labels: Labels, fields: _Fields, account: Account) -> None:
    edits: list[Edit] = []
    before = 0
    for one in found:
        label = labels.of(one, before)
        name = fields.name_of(one, label)
        edits.append(Edit(one.start, one.end, f"{{{{ {name} }}}}"))
        account.placed[name] += 1
        before = one.end
    found[0].passage.put(edits)


# Tables whose rows are to be filled


def _table(table: Element, root: Element, fields: _Fields, account: Account) -> list[Element]:
    """Make a loop of the rows of dots or blanks under a row of headings, and a table of the spec. Returns the paragraphs that are done."""
    grid = TableGrid(table)
    for at, columns in _prepared(grid):
        rows = [row for row in grid.rows[at:] if _is_to_fill(grid, row.element, columns)]
        title = (
            next(
                (
                    text
                    for text, _ in WordsAround(root).of(next(table.iter(f"{W}p")), "", 0, 0)
                    if text and "{" not in text and not is_prompt(text)
                ),
                "",
            )
            or "Daftar"
        )
        title = _above(table) or title
        name = field_name(title, fields.taken)
        inner, taken = [], set(_RESERVED)
        first = grid.rows[at]
        for number, heading in columns.items():
            if heading.lower() in _HEADS:
                _fill(first.cells[number].element, "{{ loop.index }}")
                continue
            guessed = guess_of(heading, [])
            column = field_name(heading, taken)
            inner.append(GuessedField(column, heading, guessed.type, dict(guessed.facts), "judul kolom"))
            _fill(first.cells[number].element, f"{{{{ baris.{column} }}}}")
            account.placed[f"{name}[].{column}"] += 1
        fields.made.fields.append(GuessedField(name, title, "table", {}, "baris di bawah judul kolom", inner=inner))
        for row in rows[1:]:
            table.remove(row.element)
        rows_around(first.element, first.element, f"{{%tr for baris in {name} %}}", "{%tr endfor %}")
        account.placed[name] += 1
        return list(first.element.iter(f"{W}p"))
    return []


def _prepared(grid: TableGrid) -> Iterator[tuple[int, dict[int, str]]]:
    for at in range(1, len(grid.rows)):
        head, row = grid.rows[at - 1], grid.rows[at]
        if row.shape != head.shape or len(row.cells) < 2:
            continue
        headings = {number: cell.text for number, cell in enumerate(head.cells)}
        if all(text and not _BLANK.match(text) and len(text.split()) <= 6 and ":" not in text for text in headings.values()):
            blank = [number for number, cell in enumerate(row.cells) if _BLANK.match(cell.text)]
            counted = [number for number, cell in enumerate(row.cells) if _NUMBER.match(cell.text) and headings[number].lower() in _HEADS]
            if len(blank) >= 2 and set(blank) | set(counted) == set(headings):
                yield at, headings


def _is_to_fill(grid: TableGrid, element: Element, columns: dict[int, str]) -> bool:
    row = next(one for one in grid.rows if one.element is element)
    return len(row.cells) == len(columns) and all(
        _BLANK.match(cell.text) or (columns[number].lower() in _HEADS and _NUMBER.match(cell.text)) for number, cell in enumerate(row.cells)
    )


def _above(table: Element) -> str:
    before = table.getprevious()
    while before is not None and before.tag == f"{W}p":
        words = WordPassage(before).words
        if words:
            is_title = len(words.split()) <= 10 and not is_prompt(words)
            return re.sub(r"^(?:\d+|[A-Za-z])[.)]\s*|[:.]$", "", words) if is_title else ""
        before = before.getprevious()
    return ""


def _fill(cell: Element, tag: str) -> None:
    paragraph = paragraphs_of(cell)[0]
    passage = WordPassage(paragraph)
    if passage.text:
        passage.put_whole(tag)
    else:
        paragraph.append(statement(tag)[-1])


# For a type that there is


def template_for(data: bytes, compiled: CompiledSpec) -> MadeTemplate:
    """Return the template of a type that a document with other placeholders makes: each is the field that it names; the others are left."""
    stories = stories_of(data)
    before = {part: serialised(root) for part, root in stories.items()}
    account = Account()
    matcher = Matcher(compiled, asked_index(compiled))
    for root in stories.values():
        labels = Labels(WordsAround(root))
        for found in placeholders_in(root):
            _put_known(found, labels, matcher, account)
    changed = {part: root for part, root in stories.items() if serialised(root) != before[part]}
    return MadeTemplate(with_stories(data, changed), account)


def _put_known(found: Sequence[Placeholder], labels: Labels, matcher: Matcher, account: Account) -> None:
    edits: list[Edit] = []
    end = 0
    for one in found:
        label = labels.of(one, end)
        end = one.end
        matches = [match for match in (*matcher.matches(one.name), *matcher.matches(label)) if match.is_sure and not match.place.turns]
        paths = list(dict.fromkeys(".".join(str(step) for step in match.place.path) for match in matches))
        if not paths:
            account.doubt(label, one.passage.text[one.start : one.end], "bukan isian jenis ini; dibiarkan")
            continue
        if len(paths) > 1:
            account.doubt(label, one.passage.text[one.start : one.end], f"dipakai {paths[0]}; juga dapat {', '.join(paths[1:3])}")
        edits.append(Edit(one.start, one.end, f"{{{{ {paths[0]} }}}}"))
        account.placed[paths[0]] += 1
    found[0].passage.put(edits)
