"""What a YAML text shows beyond its values: text that a comma inside brackets, or a `#`, has cut off from a value.

YAML reads `{volume: 2,5}` as volume 2 and a key 5, and ` #7` as a comment. Both are its rules and never what an office meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, TypeAlias

DataPath: TypeAlias = tuple[str | int, ...]

_DEGREE: Final = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.)+(?:[A-Z][A-Za-z]{0,5}\.?)?")
_DIGITS: Final = re.compile(r"[0-9]+")
_NUMERIC: Final = re.compile(r"[0-9.,:/%-]+")
_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_REMARK: Final = re.compile(r"#+(?:[\s#]|$)|#!")
_EMPTY_SO_FAR: Final = re.compile(r"(?:\S:|^\s*-|[\s]-) $")
_COMMENTED_OUT: Final = re.compile(r"#(?:- |-$|[\w ]+:(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Cut:
    """A value that ends earlier than it was written.

    cause: "koma" (by a comma inside brackets), "kurung" (it begins with a bracket), "kunci" (words without a colon among keys).
    written: as it stands in the file; read: what YAML made of it. brackets: `{ }` or `[ ]`.
    """

    cause: str
    path: DataPath
    line: int
    written: str
    read: str = ""
    brackets: str = "{ }"


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """Words after a `#` that are most likely part of a value. path: the value before them."""

    path: DataPath
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where a scalar stands in the text: from `start` up to `end`. is_key: whether it is a key."""

    start: int
    end: int
    path: DataPath
    is_key: bool


@dataclass(frozen=True, slots=True)
class DoubledKey:
    """A key written twice in one mapping of a user's data."""

    path: DataPath
    line: int
    first_line: int


@dataclass(frozen=True, slots=True)
class DataFile:
    """A user's data as it was written.

    values: nested dict, list and text (from JSON also int, Decimal, bool); what was left empty is `KOSONG`.
    lines: the line of each value, keys included. doubled: keys written more than once; the last one stands in `values`.
    cuts: values that a comma cut off; they are `CACAT`. unread: what a `#` cut off. brackets: what is written in { } or [ ].
    tight: lists like `[87,5]`, which may be one number. folded: texts on several lines, which YAML joins, with their lines.
    """

    values: Any
    lines: dict[DataPath, int]
    doubled: tuple[DoubledKey, ...] = ()
    cuts: tuple[Cut, ...] = ()
    unread: tuple[UnreadWords, ...] = ()
    brackets: frozenset[DataPath] = frozenset()
    tight: frozenset[DataPath] = frozenset()
    folded: dict[DataPath, str] = field(default_factory=dict[DataPath, str])


def is_plain(node: Any) -> bool:
    """Tell whether a node is a scalar without quotes."""
    return node.id == "scalar" and not node.style


def lone_keys(pairs: Sequence[tuple[Any, Any]]) -> list[bool]:
    """Tell of each pair of a mapping in braces whether it is words without a colon and a value."""
    return [key.id == value.id == "scalar" and not value.value and value.start_mark.index == key.end_mark.index for key, value in pairs]


def cuts_in_braces(text: str, node: Any, path: DataPath) -> tuple[list[Cut], set[int]]:
    """Return what commas cut off in a mapping written in braces, and the positions of the pairs that are no keys at all."""
    pairs = node.value
    lone = lone_keys(pairs)
    line = node.start_mark.line + 1
    if not any(lone):
        return [], set()
    if all(lone):
        return [Cut("kurung", path, line, _line(text, node.start_mark.index))], set(range(len(pairs)))
    cuts: list[Cut] = []
    for first, last in _runs(lone):
        start, end = pairs[first][0].start_mark, pairs[last][0].end_mark.index
        before = pairs[first - 1] if first else None
        if before is None or before[1].id != "scalar":
            cuts.append(Cut("kunci", path, start.line + 1, _shown(text[start.index : end])))
            continue
        key, value = before
        whole = _shown(text[value.start_mark.index : end])
        cuts.append(Cut("koma", (*path, str(key.value)), key.start_mark.line + 1, whole, _shown(str(value.value))))
    return cuts, {index for index, is_lone in enumerate(lone) if is_lone}


def cuts_in_brackets(text: str, node: Any, path: DataPath) -> tuple[list[Cut], list[int]]:
    """Return what commas cut off in a list written in brackets, and the positions of the items that are only the rest of another."""
    items = node.value
    rests = [False]
    for before, item in pairwise(items):
        rests.append(_is_rest(text, before, item, is_after_rest=rests[-1]))
    if not any(rests) or is_tight(text, node):
        return [], []
    cuts = []
    for first, last in _runs(rests):
        start, whole = items[first - 1].start_mark, text[items[first - 1].start_mark.index : items[last].end_mark.index]
        cuts.append(Cut("koma", (*path, first - 1), start.line + 1, _shown(whole), _shown(str(items[first - 1].value)), "[ ]"))
    return cuts, [index for index, is_rest in enumerate(rests) if is_rest]


def is_tight(text: str, node: Any) -> bool:
    """Tell whether a list in brackets is digits and commas alone: `[87,5]` is two numbers or one."""
    items = node.value
    if len(items) < 2 or not all(is_plain(item) and _DIGITS.fullmatch(item.value) for item in items):
        return False
    return all(_between(text, one, two) == "," for one, two in pairwise(items))


def _is_rest(text: str, before: Any, item: Any, *, is_after_rest: bool) -> bool:
    if not (is_plain(before) and is_plain(item) and before.value and item.value):
        return False
    if _between(text, before, item) == "," and before.value[-1].isdigit() and item.value[0].isdigit():
        return True
    return bool(_DEGREE.fullmatch(item.value)) and (is_after_rest or not _DEGREE.fullmatch(before.value))


def _between(text: str, one: Any, two: Any) -> str:
    return text[one.end_mark.index : two.start_mark.index]


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each unbroken run of true flags."""
    start: int | None = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index - 1
            start = None


def as_lines(written: str) -> str:
    """Return a scalar that stands on several lines line by line, without its quotes; YAML itself joins them."""
    quote = written[:1] if written[:1] in ("'", '"') else ""
    return "\n".join(line.strip() for line in written.removeprefix(quote).removesuffix(quote).splitlines())


def unread(text: str, spans: Sequence[Span]) -> Iterator[UnreadWords]:
    """Yield the comments that are most likely the end, or all, of a value.

    A remark of its own stands on its own line, or after two blanks and before one (`80  # sebelum revisi`); after one blank only
    behind a quoted value or a number.
    """
    if "#" not in text:
        return
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    starts = [span.start for span in ordered]
    lines = [0, *(match.end() for match in _BREAK.finditer(text))]
    for match in _COMMENT.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        before = ordered[at] if at >= 0 else None
        line = bisect_right(lines, match.start()) - 1
        if (before is None or before.end <= match.start()) and _is_part_of_value(text, match, before, lines[line]):
            yield UnreadWords(before.path if before else (), line + 1, _shown(match[0]))


def _is_part_of_value(text: str, comment: re.Match[str], before: Span | None, start: int) -> bool:
    ahead = text[start : comment.start()]
    is_remark = _REMARK.match(comment[0]) is not None
    if not ahead.strip():
        return not is_remark and not _COMMENTED_OUT.match(comment[0]) and len(ahead) > _indent_above(text, start)
    if not is_remark:
        return True
    if _EMPTY_SO_FAR.search(ahead):
        return True
    if before is None or before.is_key or before.start < start or text[before.end : comment.start()] != " ":
        return False
    value = text[before.start : before.end]
    return value[:1] not in ("'", '"', "|", ">", "") and not _NUMERIC.fullmatch(value)


def _indent_above(text: str, start: int) -> int:
    """Return the indent of the nearest line of content above: what stands deeper goes on with it, or begins its value."""
    end = start
    while end > 0:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = text[begin:end].strip()
        if line:
            return len(text) if line.startswith("#") else len(text[begin:end]) - len(text[begin:end].lstrip())
        end = begin
    return len(text)


def _line(text: str, index: int) -> str:
    return _shown(text[index : index + 200].splitlines()[0])


def _shown(text: str) -> str:
    one_line = " ".join(text[:1000].split())
    return one_line if len(one_line) <= 60 else one_line[:59] + "…"
