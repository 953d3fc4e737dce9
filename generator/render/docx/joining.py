"""A story of a Word template (its body, a header, notes) with each tag whole in one place and marked with its paragraph.

Word cuts a tag into runs wherever a spelling mark or a format lies; here it is put together again, in the tree, by the
same reader for lint and make. Tracked changes count as accepted, and rows, cells and paragraphs that hold but a statement
(`{%tr for ... %}`) have given way to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import lxml.etree

from generator.office.package.xml import Element
from generator.office.word.wml import W, find, local, own_paragraph
from generator.render.docx.spots import Problem, Spot
from generator.render.docx.tags import Stray, WordTag, tags_of

MARK: Final = re.compile("\ufdd2([0-9]+)\ufdd3")
"""Behind a tag's words: the number of its paragraph. No text holds these letters."""

_WHOLE: Final = {"tr": "baris tabel", "tc": "sel tabel", "p": "paragraf"}
_PICTURES: Final = tuple(W + name for name in ("drawing", "pict", "object"))
_TEXTS: Final = (f"{W}t", f"{W}instrText")
_SIGNS: Final = ("{{", "{%", "{#", "}}", "%}")
_UNMARKED: Final = re.compile(r"^\{%[-+]?\s*(?:vm|hm)\s*[-+]?%\}$")


@dataclass(slots=True)
class JoinedStory:
    """A story with its tags joined. texts: of its paragraphs, from number 1; problems: what can be neither filled nor passed."""

    story: str
    texts: list[str] = field(default_factory=list[str])
    problems: list[Problem] = field(default_factory=list[Problem])

    def spot(self, number: int) -> Spot:
        """Return a paragraph's place."""
        return Spot(self.story, number, self.texts[number - 1] if 0 < number <= len(self.texts) else "")


@dataclass(frozen=True, slots=True)
class _Found:
    tag: WordTag
    node: Element
    number: int


def join(root: Element, story: str) -> JoinedStory:
    """Join the tags of a story in place; return its paragraphs and what is wrong with its tags."""
    paragraphs = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), start=1)}
    joined = JoinedStory(story, ["".join(node.text or "" for node in _own(paragraph)) for paragraph in paragraphs])
    accept_changes(root)
    pieces = [node for node in root.iter(*_TEXTS) if node.text]
    found: list[_Found] = []
    for nodes in _groups(pieces):
        text = "".join(node.text for node in nodes)
        if any(sign in text for sign in _SIGNS):
            paragraph = own_paragraph(nodes[0])
            found += _join(nodes, 0 if paragraph is None else paragraphs.get(paragraph, 0), joined)
    _mark_attributes(root, paragraphs)
    for one in found:
        _check(one, joined)
    for one in found:
        if one.tag.level in _WHOLE and one.tag.opening != "{{":
            _lift(one, joined)
    return joined


def accept_changes(root: Element) -> None:
    """Accept what was deleted, moved or inserted under Track Changes: runs, rows, and paragraphs of which nothing is left."""
    for row in [node.getparent().getparent() for node in root.iter(f"{W}del") if local(node.getparent()) == "trPr"]:
        if row.getparent() is not None:
            row.getparent().remove(row)
    gone = [node for node in root.iter(f"{W}del", f"{W}moveFrom") if local(node.getparent()) != "rPr"]
    touched = {own_paragraph(node) for node in gone}
    for node in gone:
        if node.getparent() is not None:
            node.getparent().remove(node)
    for paragraph in touched:
        if paragraph is not None and _is_deleted(paragraph) and not _shows(paragraph) and paragraph.getnext() is not None:
            paragraph.getparent().remove(paragraph)
    for node in list(root.iter(f"{W}ins", f"{W}moveTo")):
        for child in list(node):
            node.addprevious(child)
        node.getparent().remove(node)


def _is_deleted(paragraph: Element) -> bool:
    return find(paragraph, "pPr/rPr/del") is not None or find(paragraph, "pPr/rPr/moveFrom") is not None


def _shows(element: Element, *, but: Element | None = None) -> bool:
    """Whether an element holds text, apart from one piece of it, or a picture."""
    if next(element.iter(*_PICTURES), None) is not None:
        return True
    return any((node.text or "").strip() for node in element.iter(*_TEXTS) if node is not but)


def _own(paragraph: Element) -> Iterator[Element]:
    return (node for node in paragraph.iter(*_TEXTS) if own_paragraph(node) is paragraph)


def _groups(pieces: Iterable[Element]) -> Iterator[list[Element]]:
    """Yield the pieces of each paragraph that follow each other and are of one kind: text, or words of a field."""
    groups: dict[tuple[Element | None, str], list[Element]] = {}
    for node in pieces:
        groups.setdefault((own_paragraph(node), node.tag), []).append(node)
    yield from groups.values()


def _join(nodes: list[Element], number: int, joined: JoinedStory) -> list[_Found]:
    """Put each tag of a paragraph into the piece of text that it begins in, and mark it."""
    text = "".join(node.text for node in nodes)
    starts = [0]
    for node in nodes:
        starts.append(starts[-1] + len(node.text))
    tags: list[WordTag] = []
    for one in tags_of(text):
        if isinstance(one, Stray):
            joined.problems.append(_stray(one, joined.spot(number)))
        else:
            tags.append(one)
    found: list[_Found] = []
    for position, node in enumerate(nodes):
        first, last = starts[position], starts[position + 1]
        node.text, here = _rewritten(text, first, last, tags, number=number)
        found += [_Found(tag, node, number) for tag in here]
        if not node.text:
            _take_out(node)
    return found


def _take_out(node: Element) -> None:
    """Remove a piece of text that gave all it had to a tag, and its run when nothing else is in it."""
    run = node.getparent()
    run.remove(node)
    if all(local(child) in ("", "rPr") for child in run):
        run.getparent().remove(run)


def _rewritten(text: str, first: int, last: int, tags: list[WordTag], *, number: int) -> tuple[str, list[WordTag]]:
    """Return what a piece of text, from `first` to `last`, holds once tags are whole, and the tags that begin in it."""
    pieces: list[str] = []
    here: list[WordTag] = []
    position = first
    for tag in tags:
        if tag.end <= first or tag.start >= last:
            continue
        pieces.append(text[position : max(tag.start, position)])
        if tag.start >= first:
            pieces.append(marked(tag.text, number))
            here.append(tag)
        position = max(position, min(tag.end, last))
    return "".join(pieces) + text[position:last], here


def marked(text: str, number: int) -> str:
    """Return a tag with the mark of its paragraph behind its words."""
    if _UNMARKED.match(text):
        return text
    end = len(text) - (3 if text[-3:-2] in ("-", "+") and not text.startswith("{#") else 2)
    return f"{text[:end]}\ufdd2{number}\ufdd3{text[end:]}"


def _stray(one: Stray, spot: Spot) -> Problem:
    if one.sign in ("{{", "{%", "{#"):
        closer = {"{{": "}}", "{%": "%}", "{#": "#}"}[one.sign]
        return Problem(
            f"Tanda templat keliru: {one.sign} tidak ditutup dengan {closer}.", f"Tutup dengan {closer} di paragraf yang sama.", spot
        )
    opener = "{{" if one.sign == "}}" else "{%"
    return Problem(f"Tanda templat keliru: {one.sign} tanpa {opener} di depannya.", "Tulis tandanya utuh di satu paragraf.", spot)


def _mark_attributes(root: Element, paragraphs: dict[Element, int]) -> None:
    """Mark the tags in attributes, such as the alternative text of a picture."""
    for element in root.iter():
        for name, text in element.attrib.items():
            if "{{" not in text and "{%" not in text:
                continue
            tags = [tag for tag in tags_of(text) if isinstance(tag, WordTag)]
            number = next((paragraphs[node] for node in (element, *element.iterancestors(f"{W}p")) if node in paragraphs), 0)
            element.set(name, _rewritten(text, 0, len(text), tags, number=number)[0])


def _check(one: _Found, joined: JoinedStory) -> None:
    """Note a tag of docxtpl that is not one of ours, and a level written apart."""
    spot, level = joined.spot(one.number), one.tag.level
    if one.tag.opening == "{{" and level:
        hint = "Nilai, teks panjang, dan gambar semuanya ditulis dengan {{ … }} biasa, sendirian di paragrafnya bila panjang."
        joined.problems.append(Problem(f"Tanda {{{{{level} … }}}} tidak dipakai di sini; tulis {{{{ … }}}}.", hint, spot))
    elif one.tag.opening == "{%" and one.tag.word in ("tr", "tc", "p", "r"):
        word = one.tag.word
        message = f"Tanda templat keliru: tulis {{%{word} … %}}, tanpa spasi di antara {{% dan {word}."
        joined.problems.append(Problem(message, "", spot))
    elif one.tag.word in ("raw", "endraw"):
        message = f"Perintah “{one.tag.word}” tidak dipakai di sini."
        joined.problems.append(Problem(message, "Kurung kurawal sebagai tulisan: {{ '{{' }}.", spot))


def _lift(one: _Found, joined: JoinedStory) -> None:
    """Put a statement in the place of the row, cell or paragraph that it takes away."""
    level = one.tag.level
    whole = next(one.node.iterancestors(W + level), None)
    if whole is None:
        message = f"Tanda {{%{level} … %}} hanya dapat dipakai di dalam {_WHOLE[level]}."
        joined.problems.append(Problem(message, "", joined.spot(one.number)))
        return
    if (lost := _lost(whole, one)) is not None:
        joined.problems.append(Problem(*lost, joined.spot(one.number)))
        return
    text = "" if one.tag.opening == "{#" else marked(one.tag.plain, one.number)
    _put_text(whole, text)


def _lost(whole: Element, one: _Found) -> tuple[str, str] | None:
    """Return what would be lost with what a statement takes away, and what to do; None when nothing."""
    level, name = one.tag.level, _WHOLE[one.tag.level]
    rest = [node for node in whole.iter(*_TEXTS) if node is not one.node and (node.text or "").strip()]
    if (one.node.text or "").strip() != marked(one.tag.text, one.number):
        rest.append(one.node)
    if rest or next(whole.iter(*_PICTURES), None) is not None:
        message = f"Tanda {{%{level} … %}} harus sendirian di {name}nya: yang lain di sana akan hilang dari hasil."
        return message, f"Pindahkan yang lain ke {name} lain; setiap tanda {{%{level} … %}} di {name} tersendiri."
    if level == "p" and find(whole, "pPr/sectPr") is not None:
        return "Paragraf tanda ini memuat akhir bagian (section break) yang akan hilang.", "Pindahkan akhir bagian itu ke paragraf lain."
    return None


def _put_text(element: Element, text: str) -> None:
    """Put text in an element's place."""
    parent, previous = element.getparent(), element.getprevious()
    text += element.tail or ""
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(element)


def without_bindings(root: Element) -> None:
    """Take the tie to a property of the file off each content control that a tag fills, or that shows a property that is written anew.

    When the document is opened, the property's old text would stand in the place of what was filled in.
    """
    for control in root.iter(f"{W}sdt"):
        properties, content = find(control, "sdtPr"), find(control, "sdtContent")
        if properties is None or content is None:
            continue
        has_tag = any("{{" in (node.text or "") or "{%" in (node.text or "") for node in content.iter(f"{W}t"))
        for node in list(properties):
            name = local(node)
            is_core = name == "dataBinding" and "core-properties" in str(lxml.etree.tostring(node))
            if (name == "dataBinding" and (has_tag or is_core)) or (name == "showingPlcHdr" and has_tag):
                properties.remove(node)
