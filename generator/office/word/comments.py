"""Comments of a Word document: a part of their own, and signs in the paragraphs that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from generator.office.package.relations import relations
from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.build import paragraph
from generator.office.word.parts import with_part
from generator.office.word.wml import NS, W, find, fragment, local, text_element, whole

_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY: Final = f'<w:comments xmlns:w="{NS}"/>'.encode()
# Any fixed time does: the same comments give the same file.
_TIME: Final = "1980-01-01T00:00:00Z"


def main_part(parts: Mapping[str, bytes]) -> str:
    """Return the name of the document's part. Raises KeyError where the package names none."""
    for item in relations(parts, ""):
        if item.type == "officeDocument":
            return item.target
    raise KeyError("officeDocument")


def with_comments(parts: Mapping[str, bytes], comments: Sequence[tuple[int, Sequence[str]]], author: str) -> dict[str, bytes]:
    """Return the parts with comments after those there are. comments: each with the paragraph it is about, from 1, and its lines.

    A number beyond the paragraphs stands for the nearest. Raises KeyError, ValueError or SyntaxFault where the parts are broken or have no paragraph.
    """
    main = main_part(parts)
    root = parsed(parts[main])
    paragraphs = list(root.iter(f"{W}p"))
    if not paragraphs:
        raise ValueError("no paragraph")
    name = next((item.target for item in relations(parts, main) if item.type == "comments"), f"{main.rpartition('/')[0]}/comments.xml")
    part = parsed(parts.get(name, _EMPTY))
    first = 1 + max((whole(node.get(f"{W}id")) for node in part), default=-1)
    for number, (at, lines) in enumerate(comments, start=first):
        part.append(_comment(number, lines, author))
        _anchor(paragraphs[min(max(at, 1), len(paragraphs)) - 1], number)
    return with_part({**parts, main: serialised(root)}, name, serialised(part), _TYPE, address=_ADDRESS, owner=main)


def _comment(number: int, lines: Sequence[str], author: str) -> Element:
    head = f'<w:comment w:id="{number}" w:author="{author}" w:date="{_TIME}" w:initials="b">'
    [comment] = fragment(f"{head}{paragraph('<w:r/>') * len(lines)}</w:comment>")
    for run, line in zip(comment.iter(f"{W}r"), lines, strict=True):
        run.append(text_element(line))
    return comment


def _anchor(held: Element, number: int) -> None:
    """Put a comment's signs around a paragraph's content."""
    start, end, reference = fragment(
        f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    )
    held.insert(0 if find(held, "pPr") is None else 1, start)
    last = next((child for child in reversed(held) if local(child)), None)
    place = len(held) if last is None else held.index(last) + 1
    held.insert(place, reference)
    held.insert(place, end)
