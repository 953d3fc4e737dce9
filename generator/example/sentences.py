"""Sentences that string the rows of a table together: "Istirahat: 09.45–10.00 (Rehat kopi); Jumat 11.30–13.00."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.example.account import Making
from generator.example.cells import with_joints
from generator.example.columns import RowItem, of_item
from generator.example.loops import variable_of
from generator.example.passage import Edit, WordPassage, pattern_of
from generator.example.values import KnownRows
from generator.office.package.xml import Element
from generator.office.word.wml import W

_OPENING: Final = re.compile(r":\s+|^")
_CLOSING: Final = re.compile(r"[.;](?=\s|$)|(?<![.;])$")
_JOINT: Final = "; "
_LEAST: Final = 2
"""So many values of a table a sentence says at least."""

_Part = list[tuple[int, int, str, str]]
"""Where a row's values stand in its part of a sentence, each with its name and filters."""


def place_sentences(roots: Sequence[Element], making: Making) -> None:
    """Make loops within sentences of what strings all rows of a table together, in their order."""
    tables = [(table, [RowItem(row, table.suffixes) for row in table.rows]) for table in making.known.tables]
    variable = variable_of("baris", making.known)
    for paragraph in (one for root in roots for one in root.iter(f"{W}p")):
        passage = WordPassage(paragraph)
        if passage.words and not passage.has_tag:
            found = ((one, edit) for one, items in tables for edit in _edits(passage.text, one, items, variable))
            table, edit = max(found, key=lambda one: one[1].end - one[1].start, default=(None, None))
            if table is not None and edit is not None:
                passage.put([edit])
                making.account.placed[table.path] += 1


def _edits(text: str, table: KnownRows, items: Sequence[RowItem], variable: str) -> Iterator[Edit]:
    """Yield the stretches of a text that say all rows of a table, each with the loop that says them."""
    ends = [found.start() for found in _CLOSING.finditer(text)]
    for start, end in ((opening.end(), end) for opening in _OPENING.finditer(text) for end in ends if end > opening.end()):
        segments = text[start:end].split(_JOINT)
        parts = [_part(*one) for one in zip(segments, items, strict=True)] if len(segments) == len(items) else []
        fullest = max(range(len(parts)), key=lambda at: len(parts[at]), default=None)
        if fullest is None or not all(parts) or sum(map(len, parts)) < _LEAST:
            continue
        said = {name: suffix for _, _, name, suffix in parts[fullest]}
        if all(
            [one[2:] for one in part] == [one for one in said.items() if one[0] in item.values]
            for part, item in zip(parts, items, strict=True)
        ):
            lacking = [of_item(variable, name) for name in said if name in table.optional or any(name not in item.values for item in items)]
            tags = [Edit(here, there, f"{{{{ {of_item(variable, name)}{suffix} }}}}") for here, there, name, suffix in parts[fullest]]
            words = segments[fullest]
            for tag in sorted(with_joints(words, tags, lacking), key=lambda one: -one.start):
                words = words[: tag.start] + tag.tag + words[tag.end :]
            joint = f"{{% if not loop.last %}}{_JOINT}{{% endif %}}"
            yield Edit(start, end, f"{{% for {variable} in {table.path} %}}{words}{joint}{{% endfor %}}")


def _part(segment: str, item: RowItem) -> _Part:
    """Return the values that a part of a sentence consists of, in their order; none where it says anything else."""
    found: _Part = []
    forms = [(form.text, form.suffix, name) for name, written in item.written.items() for form in written if not form.is_other]
    rest = segment
    for text, suffix, name in sorted(forms, key=lambda form: -len(form[0])):
        here = None if (pattern := pattern_of(text)) is None else pattern.search(rest)
        if here is not None and all(one[2] != name for one in found):
            found.append((*here.span(), name, suffix))
            rest = rest[: here.start()] + " " * len(here.group()) + rest[here.end() :]
    return [] if re.search(r"\w", rest) else sorted(found)
