"""What all documents of one template share: the finished package around them, and the text that is filled for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

import lxml.etree

from generator.office.package.relations import relations
from generator.office.package.xml import parsed
from generator.office.word.chunks import StepMemory
from generator.office.word.identity import with_unique_ids
from generator.office.word.looks import SPACES
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W
from generator.render.docx.finish import main_of, prepared, stories_of, target_of
from generator.render.docx.flat.filled import FilledReader
from generator.render.docx.flat.pictures import PictureGround
from generator.render.docx.lettered import author, in_font
from generator.render.docx.reading import StoryText, WordTemplate
from generator.render.rendering import Rendering

if TYPE_CHECKING:
    from generator.render.docx.fill import FilledTemplate

_MAIN: Final = "word/document.xml"
_ELEMENTS: Final = frozenset(
    [
        "body",
        "p",
        "pPr",
        "r",
        "rPr",
        "t",
        "tbl",
        "tblPr",
        "tblGrid",
        "gridCol",
        "tr",
        "trPr",
        "tc",
        "tcPr",
        "sectPr",
        "br",
        "tab",
        "drawing",
        "lastRenderedPageBreak",
        "fldChar",
        "instrText",
        "proofErr",
        "noBreakHyphen",
        "sym",
    ]
)
"""Elements of a story that plain blocks know; what stands in properties is kept as it is."""
_PROPERTIES: Final = re.compile(r"<w:(pPr|rPr|tblPr|trPr|tcPr|sectPr)\b(?:[^>]*[^/>])?>.*?</w:\1>", re.DOTALL)
_CHANGES: Final = re.compile(r"<w:(?:pPrChange|rPrChange|tblPrChange|tcPrChange|trPrChange|sectPrChange|ins|del|tblPrEx)\b")
_DRAWING: Final = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_NAME: Final = re.compile(r"<((?:\w+:)?\w+)")
_BODY: Final = re.compile(r"<w:body[^>]*>")


@dataclass(frozen=True, slots=True)
class PackageMaking:
    """What of an office and a type goes into the package of all their documents."""

    font: str
    author: str
    properties: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, rendering: Rendering) -> PackageMaking:
        """Return that of a rendering."""
        institution = rendering.document.given.institution
        font = institution.get("huruf")
        return cls(font if isinstance(font, str) else "", author(institution), tuple(rendering.properties.items()))


@dataclass(frozen=True, slots=True)
class Ground:
    """The package around the documents of a template. before, behind: what stands around the body's blocks in the document part; declared: the prefixes that are known there.

    remembered: what was read of the template's body;
    filled: the stories besides the body that have tags. drawn: those with drawings, which are counted on from the body's.
    """

    parts: Mapping[str, bytes]
    before: str
    behind: str
    declared: tuple[str, ...]
    filled: Mapping[str, StoryText]
    drawn: tuple[str, ...]
    styles: str
    numbering: str
    core: str
    pictures: PictureGround
    remembered: StepMemory


@lru_cache(maxsize=64)
def _ground(template: _TemplateKey, file: str, making: PackageMaking) -> Ground | None:
    return _made(template.template, file, making)


@dataclass(frozen=True, slots=True)
class _TemplateKey:
    """A template as a key: by its identity, for the process keeps those it read."""

    template: WordTemplate

    def __hash__(self) -> int:
        return id(self.template)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TemplateKey) and other.template is self.template


def ground_of(template: WordTemplate, file: str, making: PackageMaking) -> Ground | None:
    """Return what all documents of a template share, made once; None where plain blocks do not hold what it has."""
    return _ground(_TemplateKey(template), file, making)


def _made(template: WordTemplate, file: str, making: PackageMaking) -> Ground | None:
    from generator.render.docx.fill import FilledTemplate

    body = template.stories[_MAIN]
    others = {name: story for name, story in template.stories.items() if name != _MAIN}
    if template.properties or not _is_plain(body.text):
        return None
    filling = FilledTemplate(template, file)
    filling.render_init()
    pictures = _pictures(filling)
    _ = filling.docx.core_properties  # type: ignore[union-attr] - read by now; asked for, it is made where it is missing
    parts = in_font(filling.parts(), making.font)
    document = parsed(parts[_MAIN])
    if any(document.nsmap.get(prefix, address) != address for prefix, address in SPACES.items()) or len(document) != 1:
        return None
    ready = prepared(parts, properties=dict(making.properties), author=making.author)
    main = main_of(ready)
    if main != _MAIN or not {relation.id for relation in relations(ready, main)} <= pictures.links:
        return None
    stories = stories_of(ready, main)[1:]
    for name in stories:
        if name not in others or not _has_tags(others[name].text):
            ready[name] = with_unique_ids(ready[name])[0]
    around = _around(document)
    return Ground(
        ready,
        *around,
        {name: others[name] for name in stories if name in others and _has_tags(others[name].text)},
        tuple(name for name in stories if b"<wp:docPr" in ready[name]),
        target_of(ready, main, "styles"),
        target_of(ready, main, "numbering"),
        next(relation.target for relation in relations(ready, "") if relation.type == "core-properties"),
        pictures,
        _remembered(ready.get(target_of(ready, main, "styles")), ready.get(target_of(ready, main, "numbering")), making.font, around[-1]),
    )


def _remembered(styles: bytes | None, numbering: bytes | None, font: str, declared: Sequence[str]) -> StepMemory:
    """Return what is going to be remembered of a template's body. declared: the prefixes that pictures need not say again."""
    reader = FilledReader(WordStyles(styles), lambda: Numbering(numbering))
    lettered = [('"Arial"', quoteattr(font))] if font and font != "Arial" else []
    return StepMemory(reader.may_count, [*lettered, *((declaration, "") for declaration in declared)])


def _is_plain(text: str) -> bool:
    """Whether plain blocks hold all that a story may become."""
    if _CHANGES.search(text):
        return False
    bare = _PROPERTIES.sub("", _DRAWING.sub("", text))
    return all(
        name.startswith("w:") and name[2:] in _ELEMENTS for name in _NAME.findall(re.sub(r"\{[%{#].*?[%}#]\}", "", bare, flags=re.DOTALL))
    )


def _has_tags(text: str) -> bool:
    return "{{" in text or "{%" in text or "{#" in text


def _around(document: Any) -> tuple[str, str, tuple[str, ...]]:
    """Return what stands before and behind the blocks of a document's body, and the prefixes declared before."""
    body = document.find(f"{W}body")
    for node in list(body):
        body.remove(node)
    body.text = "|"
    text = lxml.etree.tostring(document, encoding="unicode", with_tail=False)
    before, _, behind = text.partition("|")
    declared = tuple(f' xmlns:{prefix}="{address}"' for prefix, address in document.nsmap.items() if prefix)
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + before, behind, declared


def _pictures(filling: FilledTemplate) -> PictureGround:
    part: Any = filling.docx.part  # type: ignore[union-attr] - read by now
    images = list(part.package.image_parts)
    known = {image.sha1: str(image.partname).lstrip("/") for image in images}
    numbers = frozenset(image.partname.idx for image in images)
    return PictureGround(frozenset(part.rels), known, numbers, len(images), part.next_id)
