"""What people type in forms, rewritten so that a Markdown parser reads it the way it was meant.

CommonMark sees markup where an office sees text. Own rules on top, all of them in favour of the text as typed:

- a list marker needs text behind it (a lone "-" means "nothing"), a number of at most three digits ("2023. Tahun"
  is a sentence), and is never "+"; "•" and "·", as pasted from Word, count as "-";
- an item's own text does not open another list ("1. 2. 3." is one item);
- "a. ", "b. ", "c. " in sequence, from a, at least two at the same indent, are a list counted by letters;
- two spaces or a tab are enough to put an item under another, down to nine levels, Word's limit;
- a table's row with more cells than its head widens the table; a line without "|" ends it.

Two control characters, which no text of a form can hold, carry this to the parser: LETTER before the text of a
lettered item, GUARD before text that must not be read as a marker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LETTER = "\x01"
GUARD = "\x02"
MAX_LEVELS = 9

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•·]|\d{1,9}[.)]|[a-z][.)])(?P<gap>[ \t]+|$)(?P<rest>.*)", re.DOTALL)
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ONLY_MARKS = re.compile(r"[-*+•·_ \t]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins like a list item. indent: columns typed before the mark, tabs counted to the next fourth."""

    indent: int
    mark: str
    rest: str
    letter: int = 0


@dataclass(frozen=True, slots=True)
class _Level:
    """An open list. typed: the indent its items were typed at; placed: where they go; inside: where their content begins."""

    typed: int
    placed: int
    inside: int


def clean(text: str) -> str:
    """Return `text` with one kind of line end and without the characters that no XML document can hold."""
    return _NOT_XML.sub("", _LINE_ENDS.sub("\n", text))


def markdown_of(text: str) -> str:
    """Return cleaned `text` as Markdown that means what was typed, with LETTER and GUARD where a parser would err."""
    return "\n".join(_with_lists(_with_tables(text.split("\n"))))


def _with_lists(lines: list[str]) -> list[str]:
    markers = _lettered([_marker(line) for line in lines])
    levels: list[_Level] = []
    placed: list[str] = []
    after_blank = True
    for line, marker in zip(lines, markers, strict=True):
        if marker is None:
            if after_blank and line.strip() and not line[0].isspace():
                levels.clear()
            placed.append(line)
        elif _is_item(marker):
            # a blank line, because to CommonMark only a first item may follow upon a paragraph
            placed += ["", _placed(marker, levels)] if marker.letter else [_placed(marker, levels)]
        else:
            placed.append(_guarded(line))
        after_blank = not line.strip()
    return placed


def _marker(line: str) -> _Line | None:
    found = _MARKER.fullmatch(line)
    if found is None:
        return None
    return _Line(indent=len(found["indent"].expandtabs(4)), mark=found["mark"], rest=found["rest"])


def _is_item(line: _Line) -> bool:
    if line.mark == "+" or _ONLY_MARKS.fullmatch(line.rest):
        return False
    return bool(line.letter) if line.mark[0].isalpha() else len(line.mark) <= 4


def _placed(line: _Line, levels: list[_Level]) -> str:
    """Return the item's line at the indent of its level, which is opened or found in `levels`."""
    while levels and line.indent < levels[-1].typed - 1:
        levels.pop()
    mark = f"{line.letter})" if line.letter else "-" if line.mark in "•·" else line.mark
    deeper = bool(levels) and line.indent >= levels[-1].typed + 2
    if not levels:
        levels.append(_Level(line.indent, 0, len(mark) + 1))
    elif deeper and len(levels) < MAX_LEVELS:
        levels.append(_Level(line.indent, levels[-1].inside, levels[-1].inside + len(mark) + 1))
    else:
        levels[-1] = replace(levels[-1], inside=levels[-1].placed + len(mark) + 1)
    content = _guarded(line.rest.lstrip()) if _marker(line.rest) else line.rest
    return " " * levels[-1].placed + mark + " " + (LETTER if line.letter else "") + content


def _guarded(line: str) -> str:
    text = line.lstrip()
    return line[: len(line) - len(text)] + GUARD + text


def _lettered(lines: list[_Line | None]) -> list[_Line | None]:
    """Return `lines` with the number of the letter on each one that belongs to a sequence a, b, ... of one indent."""
    numbered = list(lines)
    for sequence in _letter_sequences(lines):
        for number, index in enumerate(sequence, start=1):
            line = lines[index]
            numbered[index] = replace(line, letter=number) if line else None
    return numbered


def _letter_sequences(lines: list[_Line | None]) -> list[list[int]]:
    """Return the indexes of the lines of each sequence of at least two; a line further out ends those further in."""
    sequences: list[list[int]] = []
    growing: dict[tuple[int, str], list[int]] = {}
    for index, line in enumerate(lines):
        if line is None or _ONLY_MARKS.fullmatch(line.rest):
            continue
        growing = {key: sequence for key, sequence in growing.items() if key[0] <= line.indent}
        if not line.mark[0].isalpha():
            continue
        key = (line.indent, line.mark[1])
        if line.mark[0] == "a":
            growing[key] = [index]
            sequences.append(growing[key])
        elif key in growing and ord(line.mark[0]) - ord("a") == len(growing[key]):
            growing[key].append(index)
        else:
            growing.pop(key, None)
    return [sequence for sequence in sequences if len(sequence) > 1]


def _with_tables(lines: list[str]) -> list[str]:
    """Return `lines` with each table as wide as its widest row and ended by a blank line."""
    result: list[str] = []
    index = 0
    while index < len(lines):
        if not _opens_table(lines, index):
            result.append(lines[index])
            index += 1
            continue
        end = index + 2
        while end < len(lines) and _pipes(lines[end]):
            end += 1
        result += _widened(lines[index:end])
        if end < len(lines):
            result.append("")
        index = end
    return result


def _opens_table(lines: list[str], index: int) -> bool:
    if index + 1 >= len(lines) or not _pipes(lines[index]):
        return False
    delimiters = lines[index + 1]
    return bool(_DELIMITER_ROW.fullmatch(delimiters)) and _cells(delimiters) == _cells(lines[index])


def _widened(table: list[str]) -> list[str]:
    width = _cells(table[0])
    missing = max(_cells(row) for row in table) - width
    if not missing:
        return table
    head, delimiters = (line.rstrip() if _closed(line) else line.rstrip() + " |" for line in table[:2])
    return [head + " |" * missing, delimiters + "---|" * missing, *table[2:]]


def _pipes(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line))


def _closed(line: str) -> bool:
    return bool(re.search(r"(?<!\\)\|\s*$", line))


def _cells(line: str) -> int:
    text = line.strip()
    return _pipes(text) + 1 - text.startswith("|") - (_closed(text) and text != "|")
