"""Placeholders that people have in their templates already: signs of other programs, merge fields, content controls, rows of dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.example.passage import WordPassage, paragraphs_of
from generator.office.package.xml import Element
from generator.office.word.wml import W, find, local, value

_SIGNS: Final = re.compile(
    r"\$\{\s*(?P<dollar>[^{}$]{1,60}?)\s*\}|<<\s*(?P<angle>[^<>]{1,60}?)\s*>>|«\s*(?P<guillemet>[^«»]{1,60}?)\s*»"
    r"|\{\{\s*(?P<double>[^{}%|]{1,60}?)\s*\}\}|\[\s*(?P<bracket>[A-Za-z][^\[\]\d]{1,60}?)\s*\]|(?<![{$])\{\s*(?P<single>[A-Za-z_][\w. ]{1,40}?)\s*\}(?!\})"
)
_DOTS: Final = re.compile(r"(?:\(\d{1,2}\)\s*)?(?:…[.…]*|\.{4,}|_{3,})(?:\s?(?:…[.…]*|\.{4,}|_{3,}))*")
_MERGE: Final = re.compile(r'^\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
_NO_NAME: Final = frozenset({"sic", "tempel foto", "foto"})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Where something is to be filled in: the letters from start to end of a passage. name: what it calls itself, "" for dots.

    choices: what a control offers; is_day: whether it asks for a date.
    """

    passage: WordPassage
    start: int
    end: int
    name: str = ""
    choices: tuple[str, ...] = ()
    is_day: bool = False


def placeholders_in(root: Element) -> Iterator[list[Placeholder]]:
    """Yield the placeholders of each paragraph of a story, in order; fields and controls are made plain text by this."""
    for paragraph in list(root.iter(f"{W}p")):
        _unfold_fields(paragraph)
    told = {paragraph: control for control in root.iter(f"{W}sdt") if (paragraph := _paragraph_of(control)) is not None}
    for paragraph in list(root.iter(f"{W}p")):
        passage = WordPassage(paragraph)
        control = told.get(paragraph)
        found = [] if control is None else _of_control(control, passage)
        found = found or list(_of_text(passage))
        if found:
            yield found


def _of_text(passage: WordPassage) -> Iterator[Placeholder]:
    text = passage.text
    for match in sorted([*_SIGNS.finditer(text), *_DOTS.finditer(text)], key=lambda one: one.start()):
        name = next((part for part in match.groupdict().values() if part), "") if match.re is _SIGNS else ""
        if match.re is _DOTS and len(match.group().strip(" .")) == 0 and len(match.group()) < 4:
            continue
        if name.lower() not in _NO_NAME:
            yield Placeholder(passage, match.start(), match.end(), name)


# Merge fields


def _unfold_fields(paragraph: Element) -> None:
    """Put what a merge field shows in the field's place, in the look of its result: `«nama»`, whatever it showed."""
    for simple in list(paragraph.iter(f"{W}fldSimple")):
        found = _MERGE.match(simple.get(f"{W}instr", ""))
        if found is not None:
            runs = [child for child in simple if child.tag == f"{W}r"]
            for run in runs:
                simple.addprevious(run)
            simple.getparent().remove(simple)
            _show(runs, found[1] or found[2])
    for runs, words in list(_complex_fields(paragraph)):
        found = _MERGE.match(words)
        if found is not None:
            result = [run for run in runs if find(run, "t") is not None]
            for run in runs:
                if run not in result and run.getparent() is not None:
                    run.getparent().remove(run)
            _show(result, found[1] or found[2])


def _complex_fields(paragraph: Element) -> Iterator[tuple[list[Element], str]]:
    """Yield the runs of each field that begins and ends in a paragraph, and its code."""
    runs: list[Element] = []
    words, depth = "", 0
    for run in paragraph.iter(f"{W}r"):
        signs = [child.get(f"{W}fldCharType") for child in run if child.tag == f"{W}fldChar"]
        depth += signs.count("begin")
        if depth:
            runs.append(run)
            words += "".join(child.text or "" for child in run if child.tag == f"{W}instrText")
        depth -= signs.count("end")
        if runs and not depth:
            yield runs, words
            runs, words = [], ""


def _show(runs: list[Element], name: str) -> None:
    texts = [node for run in runs for node in run.iter(f"{W}t")]
    for node in texts[1:]:
        node.text = ""
    if texts:
        texts[0].text = f"«{name}»"


# Content controls


def _paragraph_of(control: Element) -> Element | None:
    """Return the one paragraph that a control fills or stands in; None where it holds several, or what is no text."""
    content = find(control, "sdtContent")
    properties = find(control, "sdtPr")
    if content is None or properties is None or any(local(one) in ("docPartObj", "checkbox", "picture", "group") for one in properties):
        return None
    inner = paragraphs_of(content)
    if inner:
        return inner[0] if len(inner) == 1 else None
    return next(control.iterancestors(f"{W}p"), None)


def _of_control(control: Element, passage: WordPassage) -> list[Placeholder]:
    properties, content = find(control, "sdtPr"), find(control, "sdtContent")
    if properties is None or content is None:
        return []
    text = "".join(node.text or "" for node in content.iter(f"{W}t"))
    start = passage.text.find(text) if text.strip() else -1
    if start < 0:
        return []
    name = value(find(properties, "alias")) or value(find(properties, "tag"))
    listed = next((one for one in properties if local(one) in ("dropDownList", "comboBox")), None)
    items = [] if listed is None else [item.get(f"{W}displayText") or item.get(f"{W}value") or "" for item in listed]
    choices = tuple(dict.fromkeys(item for item in items if item and item != text))
    return [Placeholder(passage, start, start + len(text), name, choices, any(local(one) == "date" for one in properties))]
