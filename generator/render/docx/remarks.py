"""A copy of a Word template with a comment at each paragraph that something is wrong with (TPL-03)."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.errors import TemplateFault
from generator.office.package.gate import dangers
from generator.office.package.parts import read_parts, write_parts
from generator.office.package.relations import relations
from generator.office.package.xml import Element, SyntaxFault, parsed, serialised
from generator.office.word.parts import with_part
from generator.office.word.wml import NS, W, find, fragment, local, text_element, whole

_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY: Final = f'<w:comments xmlns:w="{NS}"/>'.encode()
_AUTHOR: Final = "borang lint"
_BODY: Final = "isi"
# Any fixed time does: the same faults give the same copy.
_TIME: Final = "1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong at a paragraph of the body, from 1; 0 stands for the whole file, and comes at its first paragraph."""

    lines: tuple[str, ...]
    paragraph: int = 0


def with_remarks(data: bytes, remarks: Sequence[Remark], file: str) -> bytes:
    """Return a Word template with the remarks as comments; it can be filled as it is, for comments are not delivered.

    Raises TemplateFault when it is no document that could be written again.
    """
    try:
        parts = read_parts(data)
        main = next(item.target for item in relations(parts, "") if item.kind == "officeDocument")
        root = parsed(parts[main])
        paragraphs = list(root.iter(f"{W}p"))
        name = next((item.target for item in relations(parts, main) if item.kind == "comments"), f"{main.rpartition('/')[0]}/comments.xml")
        comments = parsed(parts.get(name, _EMPTY))
        number = 1 + max((whole(node.get(f"{W}id")) for node in comments), default=-1)
    except (zipfile.BadZipFile, StopIteration, KeyError, ValueError, SyntaxFault) as error:
        raise TemplateFault(
            "Templat ini tidak dapat disalin dengan komentar: berkasnya rusak.", file=file, code="templat-tidak-dapat-dicatati"
        ) from error
    if not paragraphs or any(danger.part in (main, "[Content_Types].xml") and not danger.paragraph for danger in dangers(parts)):
        raise TemplateFault(
            "Templat ini tidak dapat disalin dengan komentar: isinya tidak dapat disunting dengan aman.",
            file=file,
            code="templat-tidak-dapat-dicatati",
        )
    for at, remark in enumerate(remarks, start=number):
        comments.append(_comment(at, remark))
        _anchor(paragraphs[min(max(remark.paragraph, 1), len(paragraphs)) - 1], at)
    written: dict[str, bytes] = {**parts, main: serialised(root)}
    return write_parts(with_part(written, name, serialised(comments), _TYPE, _KIND, owner=main))


def _comment(number: int, remark: Remark) -> Element:
    head = f'<w:comment w:id="{number}" w:author="{_AUTHOR}" w:date="{_TIME}" w:initials="b">'
    [comment] = fragment(f"{head}{'<w:p><w:r/></w:p>' * len(remark.lines)}</w:comment>")
    for run, line in zip(comment.iter(f"{W}r"), remark.lines, strict=True):
        run.append(text_element(line))
    return comment


def _anchor(paragraph: Element, number: int) -> None:
    """Put a comment's signs around a paragraph's content."""
    start, end, reference = fragment(
        f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    )
    paragraph.insert(0 if find(paragraph, "pPr") is None else 1, start)
    last = next((child for child in reversed(paragraph) if local(child)), None)
    place = len(paragraph) if last is None else paragraph.index(last) + 1
    paragraph.insert(place, reference)
    paragraph.insert(place, end)


def remark_of(story: str | None, paragraph: int | None, lines: Sequence[str], where: str) -> Remark:
    """Return a remark at its paragraph; what stands in no paragraph of the body says where it stands."""
    if story == _BODY and paragraph:
        return Remark(tuple(lines), paragraph)
    return Remark((where, *lines))
